"""What a campaign's style sheet prints, hides or may change in a letter.

A declaration is left alone when it is one of layout that can neither print nor hide words, in measures that leave them
legible; everything else is told. Names and values are those of CSS as WeasyPrint and browsers read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tinycss2
import tinycss2.color4

from nkadvocate.auditing.legibility import Rgb, contrast
from nkadvocate.campaigning.look import addresses, drawn
from nkadvocate.design import Design

_CONTRAST = 3
"""Below it words count as hidden (WCAG 2.2, 1.4.3: the least for large type)."""
_WHITE: Rgb = (1.0, 1.0, 1.0)
_MM = {"pt": 127 / 360, "px": 127 / 480, "mm": 1, "cm": 10, "in": 25.4, "q": 0.25, "pc": 127 / 30}
_EM = 10 * _MM["pt"]
"""An em in millimetres, of type of ten points, the size of the shipped letters."""
_RELATIVE = {"em": _EM, "rem": _EM, "ex": _EM / 2, "ch": _EM / 2, "lh": _EM * 1.25, "fr": _EM}
_LINE = 164
"""Millimetres of a line, of which percentages are counted."""

_FREE = re.compile(
    r"font-(family|style|weight|stretch|variant(-[a-z]+)*|kerning|synthesis|display|optical-sizing)|text-align(-last)?"
    r"|text-(decoration-(color|style|thickness|skip)|underline-(offset|position)|justify|rendering|wrap)|hyphens"
    r"|hyphenate-limit-[a-z]+|widows|orphans|overflow-wrap|word-wrap|word-break|line-break|tab-size"
    r"|(page-)?break-(before|after|inside)|border(-(top|right|bottom|left|block|inline))?(-(start|end))?"
    r"(-(color|style|width|radius|collapse|spacing))?|border-(top|bottom)-(left|right)-radius|box-decoration-break"
    r"|background-(repeat|size|position|clip|origin|attachment)|flex(-(grow|shrink|basis|wrap))?|(row-|column-)?gap"
    r"|(align|justify|place)-(items|content|self)|grid-(template-columns|auto-columns)|table-layout|caption-side|clear"
    r"|box-sizing|column(s|-count|-width|-fill|-span|-rule(-[a-z]+)?)|object-(fit|position)|image-(rendering|resolution)"
    r"|list-style-position|marks|bleed|page|footnote-display|(-[a-z]+-)?print-color-adjust"
)
"""Properties that can neither print nor hide words, whatever their value."""

_KEYWORDS = {"inherit", "initial", "unset", "revert", "revert-layer"}
_NUMBERING = (
    "none disc circle square decimal decimal-leading-zero lower-roman upper-roman lower-alpha upper-alpha lower-latin "
    "upper-latin lower-greek inside outside"
)
_WORDS = {
    name: {*words.split(), *_KEYWORDS}
    for name, words in {
        "display": "block inline inline-block flow-root flex inline-flex grid inline-grid list-item table inline-table "
        "table-row table-cell table-row-group table-header-group table-footer-group table-caption",
        "visibility": "visible",
        "overflow": "visible auto",
        "float": "none",
        "position": "static relative",
        "white-space": "normal pre-wrap pre-line break-spaces",
        "text-transform": "none uppercase lowercase capitalize",
        "flex-direction": "row column",
        "direction": "ltr",
        "list-style": _NUMBERING,
        "list-style-type": _NUMBERING,
        "text-decoration": "none underline solid dotted dashed double wavy auto from-font",
        "text-decoration-line": "none underline",
        "text-shadow": "none",
        "background-image": "none",
        "list-style-image": "none",
        "quotes": "none auto",
        "hyphenate-character": "auto",
        "content": "none normal",
    }.items()
}
"""Properties with the words that may stand in their value; the colours and lengths of an underline may stand too."""

_MEASURES = {
    "font-size": (6 * _MM["pt"], 40 * _MM["pt"]),
    "text-indent": (-20, 40),
    "letter-spacing": (-0.2, 3),
    "word-spacing": (-0.5, 5),
    "line-height": (0.9 * _EM, 4 * _EM),
    "vertical-align": (-3, 3),
    "opacity": (0.5, 1),
} | dict.fromkeys(("width", "max-width", "inline-size", "max-inline-size", "height", "max-height"), (5, 300))
_MEASURES |= dict.fromkeys(("min-width", "min-height"), (0, 100))
_MEASURES |= {"size": (90, 500), "margin-left": (-15, 80), "margin-right": (-15, 80)}
_MEASURES |= dict.fromkeys(("margin", "margin-top", "margin-bottom", "margin-block", "margin-inline"), (-1, 80))
_MEASURES |= dict.fromkeys((f"padding{side}" for side in ("", "-top", "-right", "-bottom", "-left")), (0, 80))
"""What numbers and lengths of a property may be, in millimetres or, for opacity, parts of one."""

_PRINTS = re.compile(
    r"content|quotes|counter-[a-z]+|string-set|hyphenate-character|list-style(-type)?|symbols|additive-symbols|prefix"
    r"|suffix|negative|pad|fallback|range|system|bookmark-[a-z]+|block-ellipsis|text-emphasis.*"
)
_HIDES = re.compile(
    r"color|display|visibility|opacity|font|font-size|text-indent|position|top|right|bottom|left|inset.*|transform"
    r"|translate|scale|zoom|clip(-path)?|mask.*|filter|overflow.*|(max-)?height|background(-color)?|max-lines|continue"
)
_SIGNS = re.compile(r"[\s\u2000-\u200a\-–—•·‣▪◦*→»›«‹|/:;,.()“”‘’]*")
"""What a style sheet may print before or after words without changing what they say."""
_NO_LETTERS = re.compile(r"dings|symbol|barcode|blank|redact|emoji|icon", re.IGNORECASE)
"""Fonts that have pictures, or nothing, in the place of letters."""
_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "url", "repeat", "minmax"}


def hidden_by(design: Design) -> Iterator[tuple[str, str]]:
    """Colours of type in a design that hardly differ from white paper, with their values."""
    for name in ("ink", "accent", "muted"):
        colour = getattr(design.colours, name)
        if (seen := _seen(_colour(colour), _WHITE)) is not None and contrast(seen, _WHITE) < _CONTRAST:
            yield name, colour


def told(style: str, design: Design) -> Iterator[tuple[int, str]]:
    """What to know of a style sheet that follows the shipped one with the tokens of ``design``, line by line."""
    colours, type_ = design.colours, design.type
    tokens = {"ink": colours.ink, "accent": colours.accent, "muted": colours.muted, "rule": colours.rule}
    tokens |= {"size": f"{type_.size}pt", "note-size": f"{type_.note_size}pt", "family": type_.family}
    tokens |= {"line-height": f"{type_.line_height}"}
    known: dict[str, list[Sequence[Any]]] = {
        f"--{name}": [tinycss2.parse_component_value_list(value)] for name, value in tokens.items()
    }
    rules = [*_rules(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True))]
    for rule in rules:
        for one in rule.declarations:
            if one.name.startswith("--"):
                known.setdefault(one.name, []).append(one.value)
    variables, seen = _Variables(known), dict[tuple[int, str], None]()
    for rule in rules:
        seen |= dict.fromkeys(_of_rule(rule, variables, _colour(colours.ink)))
    yield from sorted(seen)


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    at: str | None
    line: int
    declarations: list[Any] = field(default_factory=list)


def _rules(found: Sequence[Any], selector: str = "", at: str | None = None, line: int = 1) -> Iterator[_Rule]:
    """Every rule and at-rule of a style sheet with its own declarations, however deep it stands."""
    own = _Rule(selector, at, line)
    for node in found:
        if node.type == "declaration":
            own.declarations.append(node)
        elif node.type == "qualified-rule":
            inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, tinycss2.serialize(node.prelude).lower(), at, node.source_line)
        elif node.type == "at-rule" and node.content is not None:
            name = node.lower_at_keyword
            parse = tinycss2.parse_rule_list if name in _GROUPS and not selector else tinycss2.parse_blocks_contents
            inner = parse(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, selector, at if name in _GROUPS else name, node.source_line)
    yield own


_GROUPS = {"media", "supports", "layer", "container", "scope"}


def _of_rule(rule: _Rule, variables: _Variables, ink: Any) -> Iterator[tuple[int, str]]:
    if rule.at == "font-face":
        yield rule.line, "the style sheet brings a font of its own, which could draw one sign as another"
        return
    type_, grounds = _colours(rule, variables)
    for one in rule.declarations:
        name = _TOKENS.get(one.name, one.lower_name)
        if name.startswith("--"):
            continue  # seen where it is used
        pictures = [address for address in addresses(one.value) if name != "src" and _IS_DATA(address)]
        for address in pictures:
            words = "; ".join(filter(None, drawn(address)))
            yield one.source_line, f"the style sheet shows a picture{f': “{words}”' if words else ''}"
        strings = "".join(token.value for token in one.value if token.type == "string" and not _IS_DATA(token.value))
        if name == "content" and any(map(str.isalnum, strings)):
            yield one.source_line, f"the style sheet prints words of its own: “{strings}”"
            continue
        values = variables.put_into(one.value)
        if pictures or (
            values is not None and all(_is_harmless(rule, name, value, type_ or [ink], grounds) for value in values)
        ):
            continue
        shown = f"{one.lower_name}: {_short(tinycss2.serialize(one.value))}"
        if _PRINTS.fullmatch(name):
            yield one.source_line, f"the style sheet may print signs or words of its own: {shown}"
        elif _HIDES.fullmatch(name):
            yield one.source_line, f"the style sheet hides what stands there: {shown}"
        else:
            yield one.source_line, f"the style sheet may hide or change what stands there: {shown}"


def _colours(rule: _Rule, variables: _Variables) -> tuple[list[Any], list[Rgb]]:
    """The colours of type that a rule sets, and those of the ground, which is white unless it sets one."""
    type_, grounds = [], []
    for one in rule.declarations:
        tokens = [token for value in variables.put_into(one.value) or () for token in value]
        if one.lower_name == "color":
            type_ += [colour for token in tokens if (colour := _colour(token))]
        elif one.lower_name in ("background", "background-color"):
            grounds += [ground for token in tokens if (ground := _seen(_colour(token), _WHITE))]
    return type_, grounds or [_WHITE]


_TOKENS = {"--ink": "color", "--accent": "color", "--muted": "color", "--rule": "border-color"} | {
    "--size": "font-size",
    "--note-size": "font-size",
    "--line-height": "line-height",
    "--family": "font-family",
}
"""The tokens of the shipped style sheet, with the properties that they are used for."""


def _is_harmless(rule: _Rule, name: str, value: Sequence[Any], type_: Sequence[Any], grounds: Sequence[Rgb]) -> bool:
    """Whether a declaration, its variables put in, can neither print nor hide words. ``type_`` and ``grounds`` are the
    colours of the rule."""
    value = [token for token in value if token.type not in ("whitespace", "comment")]
    words = {token.lower_value for token in value if token.type == "ident"}
    strings = "".join(token.value for token in value if token.type == "string")
    functions = {token.lower_name for token in value if token.type == "function"}
    if name == "content":
        is_empty = not strings and not functions and words <= _WORDS[name]
        if is_empty:
            return not re.search("footnote|marker", rule.selector)
        return bool(_SIGNS.fullmatch(strings)) and all(
            token.type == "string" or (rule.at and _is_page_number(token)) for token in value
        )
    if functions - _FUNCTIONS:
        return False
    if name in ("background", "background-color", "color"):
        coloured = [token for token in value if tinycss2.color4.parse_color(token) is not None]
        if name == "color" and not (len(value) == 1 and (coloured or words <= _KEYWORDS)):
            return False
        if name == "color" and words & {*_KEYWORDS, "currentcolor"}:
            return True
        type_ = [_colour(value[0])] if name == "color" else type_
        return all(_seen(_colour(token), _WHITE) for token in coloured) and all(
            (seen := _seen(colour, ground)) is not None and contrast(seen, ground) >= _CONTRAST
            for colour in type_
            for ground in grounds
        )
    if name in ("font", "font-family") and _NO_LETTERS.search(tinycss2.serialize(value)):
        return False
    if name == "font":
        return _is_legible_font(value)
    if name in _MEASURES:
        return not functions and all(_within(name, token, *_MEASURES[name]) for token in value)
    if name.startswith("text-decoration") and name in _WORDS:
        return (
            words - {token.lower_value for token in value if token.type == "ident" and _colour(token)} <= _WORDS[name]
        )
    if name in _WORDS:
        return words <= _WORDS[name] and bool(_SIGNS.fullmatch(strings)) and not functions
    return bool(_FREE.fullmatch(name))


def _within(name: str, token: Any, least: float, most: float) -> bool:
    """Whether a length, number or word of a value is one that leaves words where they can be read."""
    if token.type == "ident":
        return True
    if token.type == "number":
        if name == "line-height":
            return bool(least <= token.value * _EM <= most)
        return bool(least <= token.value <= most) if name == "opacity" or token.value == 0 else False
    if token.type == "percentage":
        whole = {"font-size": _EM, "line-height": _EM, "opacity": 1, "vertical-align": _EM}.get(name, _LINE)
        return bool(least <= token.value / 100 * whole <= most)
    if token.type == "dimension":
        unit = (_MM | _RELATIVE).get(token.lower_unit)
        return unit is not None and bool(least - 1e-6 <= token.value * unit <= most)
    return False


def _is_legible_font(value: Sequence[Any]) -> bool:
    """Whether the size and height of line in a ``font`` leave words legible (CSS Fonts 4, 2.7)."""
    sizes = [
        (number, token)
        for number, token in enumerate(value)
        if token.type in ("dimension", "percentage") or (token.type == "number" and not 100 <= token.value <= 1000)
    ]
    after_slash = [n for n, _ in sizes if n and value[n - 1].type == "literal" and value[n - 1].value == "/"]
    return all(
        _within(name, token, *_MEASURES[name])
        for n, token in sizes
        for name in ["line-height" if n in after_slash else "font-size"]
    )


def _is_page_number(token: Any) -> bool:
    if token.type in ("string", "whitespace"):
        return True
    if token.type != "function" or token.lower_name != "counter":
        return False
    names = [one.lower_value for one in token.arguments if one.type == "ident"]
    return len(token.arguments) == 1 and names in (["page"], ["pages"])


@dataclass(frozen=True, slots=True)
class _Variables:
    """The custom properties of a style sheet and the shipped tokens, with all that each can be."""

    given: Mapping[str, Sequence[Sequence[Any]]]
    _found: dict[str, list[list[Any]] | None] = field(default_factory=dict)

    def put_into(self, value: Sequence[Any]) -> list[list[Any]] | None:
        """All that a value can be, its variables put in; none where that is not known or too much."""
        whole: list[list[Any]] = [[]]
        for token in value:
            choices: list[list[Any]] | None = [[token]]
            if token.type == "function":
                choices = self._of(token)
            whole = [[*one, *other] for one in whole for other in choices or ()][: _MOST + 1]
            if not 0 < len(whole) <= _MOST or len(whole[0]) > _LONGEST:
                return None
        return whole

    def _of(self, function: Any) -> list[list[Any]] | None:
        if function.lower_name != "var":
            has_more = any(one.type == "function" and one.lower_name == "var" for one in function.arguments)
            return None if has_more else [[function]]
        name = next((one.value for one in function.arguments if one.type == "ident"), "")
        found = self._named(name) if name in self.given else []
        comma = next((number for number, one in enumerate(function.arguments) if one == ","), None)
        instead = self.put_into(function.arguments[comma + 1 :]) if comma is not None else []
        return None if found is None or instead is None else [*found, *instead]

    def _named(self, name: str) -> list[list[Any]] | None:
        if name not in self._found:
            self._found[name] = None  # as long as it is looked for, so that one which names itself is not known
            values = [self.put_into(value) for value in self.given[name]]
            known = [one for value in values for one in value or ()]
            self._found[name] = None if None in values else known
        return self._found[name]


_MOST = 64
"""How many values one declaration may have."""
_LONGEST = 200
"""How many tokens a value may have."""


def _colour(value: Any) -> Any:
    """The colour that a token or text is, if it is one."""
    colour = tinycss2.color4.parse_color(value)
    return None if colour is None or isinstance(colour, str) else colour


def _seen(colour: Any, ground: Rgb) -> Rgb | None:
    """Red, green and blue, from 0 to 1, of a colour on its ground; nothing where they cannot be told."""
    if colour is None:
        return None
    try:
        red, green, blue = colour.to("srgb").coordinates
    except NotImplementedError:
        return None
    mixed = [
        min(max((own or 0) * colour.alpha + below * (1 - colour.alpha), 0.0), 1.0)
        for own, below in zip((red, green, blue), ground, strict=True)
    ]
    return mixed[0], mixed[1], mixed[2]


def _short(value: str) -> str:
    line = " ".join(value.split()).lower()
    return line if len(line) <= 60 else f"{line[:59]}…"


_IS_DATA = re.compile("data:", re.IGNORECASE).match
