"""What a campaign's style sheet prints, hides or may change in a letter.

A declaration is left alone when it is one of layout that can neither print nor hide words nor draw, cover, cut or move
a digit, in measures that leave words legible; everything else is told. Grounds and lines are left alone of blocks,
since these are painted before all words (CSS 2.1, Appendix E) and take room. Names and values are those of CSS as
WeasyPrint and browsers read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import tinycss2
import tinycss2.color4

from nkadvocate.auditing.legibility import LEAST_CONTRAST, Rgb, contrast
from nkadvocate.campaigning.declarations import Rule, Variables, rules_in
from nkadvocate.campaigning.look import addresses, drawn, tokens_in
from nkadvocate.design import Design

_WHITE: Rgb = (1.0, 1.0, 1.0)
_MM = {"pt": 127 / 360, "px": 127 / 480, "mm": 1, "cm": 10, "in": 25.4, "q": 0.25, "pc": 127 / 30}
_EM = 10 * _MM["pt"]
"""An em in millimetres, of type of ten points, the size of the shipped letters."""
_UNITS = _MM | {"em": _EM, "rem": _EM, "ex": _EM / 2, "ch": _EM / 2, "lh": _EM * 1.25, "fr": _EM}
_RELATIVE = {"em", "rem", "ex", "ch", "lh"}
"""Units of the type of an element or of what it stands in, so that sizes below one multiply."""
_LINE = 164
"""Millimetres of a line, of which percentages are counted."""
_NO_LENGTHS = {"deg", "grad", "rad", "turn", "dpi", "dpcm", "dppx", "x"}

_FREE = re.compile(
    r"font-(family|style|weight|kerning|synthesis|display|optical-sizing)|text-align(-last)?"
    r"|text-(decoration-(color|style|skip)|underline-position|justify|rendering)|hyphens"
    r"|hyphenate-limit-[a-z]+|widows|orphans|(page-)?break-(before|after|inside)|border-collapse"
    r"|border(-(top|right|bottom|left|block|inline))?(-(start|end))?-color"
    r"|background-(repeat|size|position|clip|origin|attachment)|flex(-(grow|shrink|basis))?"
    r"|(align|justify|place)-(items|content|self)|grid-(template-columns|auto-columns)|table-layout|caption-side|clear"
    r"|box-sizing|column-(fill|span)|image-rendering|list-style-position|marks|bleed|page|(-[a-z]+-)?print-color-adjust"
)
"""Properties that can neither print nor hide words, unless a length in their value moves these off the page."""
_ROOM = 80
"""The most millimetres that such a length may have."""

_WIDE = 100
"""Millimetres from which on what is set in as well may run off the page."""

_SIDES = ("top", "right", "bottom", "left")
_SPACES = ("margin", "padding")
_SHEETS = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "b4": (250.0, 353.0),
    "b5": (176.0, 250.0),
    "jis-b4": (257.0, 364.0),
    "jis-b5": (182.0, 257.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "ledger": (279.4, 431.8),
}
"""The sheets of paper that CSS knows by name, in millimetres."""

_LINES = re.compile(r"border-(top|bottom|block(-(start|end))?)(-(width|style))?")
"""Borders that are horizontal lines."""
_STROKES = {
    *("none", "hidden", "dotted", "dashed", "solid", "double", "groove", "ridge", "inset", "outset", "medium", "thin")
}
_THICK = 2.5 * _MM["pt"]
"""The most millimetres that such a line may have."""
_LEAST_ROOM = 25
"""Millimetres between the margins of a page that hold at least some words."""

_KEYWORDS = {"inherit", "initial", "unset", "revert", "revert-layer"}
_NUMBERING = (
    "none disc circle square decimal decimal-leading-zero lower-roman upper-roman lower-alpha upper-alpha lower-latin "
    "upper-latin lower-greek inside outside"
)
_WORDS = {
    name: {*words.split(), *_KEYWORDS}
    for name, words in {
        "display": "block flow-root",
        "visibility": "visible",
        "object-fit": "contain scale-down",
        "overflow": "visible",
        "float": "none",
        "position": "static relative",
        "overflow-wrap": "normal break-word",
        "word-wrap": "normal break-word",
        "word-break": "normal keep-all",
        "line-break": "auto loose normal strict",
        "white-space": "normal pre-wrap pre-line break-spaces",
        "text-transform": "none uppercase lowercase capitalize",
        "flex-direction": "row column",
        "flex-wrap": "nowrap wrap",
        "direction": "ltr",
        "list-style": _NUMBERING,
        "list-style-type": _NUMBERING,
        "text-decoration": "none underline solid dotted dashed double wavy auto from-font",
        "text-decoration-line": "none underline",
        "text-shadow": "none",
        "text-wrap": "wrap balance pretty stable auto",
        "background": "none repeat repeat-x repeat-y no-repeat space round left right top bottom center scroll fixed "
        "local border-box padding-box content-box auto cover contain",
        "background-color": "",
        "background-image": "none",
        "list-style-image": "none",
        "quotes": "none auto",
        "hyphenate-character": "auto",
        "content": "none normal",
        "vertical-align": "top middle bottom baseline",
        **dict.fromkeys(
            ("font-variant", "font-variant-numeric", "font-variant-ligatures", "font-variant-caps"),
            "normal none lining-nums oldstyle-nums proportional-nums tabular-nums slashed-zero common-ligatures "
            "no-common-ligatures discretionary-ligatures no-discretionary-ligatures contextual no-contextual "
            "small-caps all-small-caps petite-caps all-petite-caps",
        ),
    }.items()
}
"""Properties with the words that may stand in their value; colours may stand in a ground or an underline too."""

_MEASURES = {
    "font-size": (6 * _MM["pt"], 40 * _MM["pt"]),
    "text-indent": (0, 10),
    "letter-spacing": (-0.08, 1),
    "word-spacing": (-0.2, 5),
    "line-height": (0.9, 4),
    "opacity": (1, 1),
    "font-stretch": (50, 200),
    "size": (90, 500),
    "tab-size": (2, 20),
    "columns": (1, 3),
    "column-count": (1, 3),
    "column-width": (40, _LINE),
    "border-spacing": (0, 2),
    **dict.fromkeys(("gap", "row-gap", "column-gap"), (0, 20)),
    **dict.fromkeys(("text-decoration", "text-decoration-thickness"), (0, 0.4)),
    "text-underline-offset": (0, 0.75),
    **dict.fromkeys(("margin-block", *(f"{space}-{side}" for space in _SPACES for side in ("top", "bottom"))), (0, 80)),
    **dict.fromkeys(("margin", "margin-inline", "margin-right", "margin-left"), (0, 30)),
    **dict.fromkeys(("padding", "padding-right", "padding-left"), (0, 20)),
    **dict.fromkeys(("width", "inline-size"), (40, _LINE)),
    **dict.fromkeys(("max-width", "max-inline-size"), (40, 300)),
    **dict.fromkeys(("height", "max-height"), (5, 300)),
    **dict.fromkeys(("min-width", "min-height"), (0, 100)),
}
"""What numbers and lengths of a property may be, in millimetres or, for those of ``_COUNTED``, as they are."""
_COUNTED = {"opacity", "tab-size", "columns", "column-count", "line-height"}
_WHOLE = {"opacity": 1, "font-stretch": 100} | dict.fromkeys(
    ("font-size", "text-decoration-thickness", "text-underline-offset"), _EM
)
"""What percentages of a property are counted of, if not of a line."""

_PRINTS = re.compile(
    r"content|quotes|counter-[a-z]+|string-set|hyphenate-character|list-style(-type)?|symbols|additive-symbols|prefix"
    r"|suffix|negative|pad|fallback|range|system|bookmark-[a-z]+|block-ellipsis|text-emphasis.*"
)
_HIDES = re.compile(
    r"color|display|visibility|opacity|font|font-size|text-indent|position|top|right|bottom|left|inset.*|transform"
    r"|translate|scale|zoom|clip(-path)?|mask.*|filter|overflow.*|(max-)?height|background(-color)?|max-lines|continue"
)
_CALL = re.compile(r"footnote-call|\b(?:sup|call|noteref)\b")
"""Selectors of the numbers of notes, which are told from figures by their look alone."""
_HEAD = r"\s*(?:h[1-6]|\.letterhead(?:(?:\s|\s*>\s*)[.\w-]+)*)\s*"
_HEADINGS = re.compile(f"{_HEAD}(?:,{_HEAD})*")
"""Selectors of headings and of what stands in the letterhead."""


def _ends_in(elements: str) -> re.Pattern[str]:
    """Selectors of these elements or classes, wherever they stand, but for what is before, after or first in them."""
    one = rf"\s*(?:[^,()\[\]\"'/\\]*[\s>+~])?(?:{elements})(?![\w-])(?:[.#][\w-]+|{_STATE})*\s*"
    return re.compile(f"{one}(?:,{one})*")


_STATE = r":(?!before|after|first-l)[\w-]+(?:\([^()]*\))?"
"""A pseudo-class."""
_PICTURES, _ITEMS, _GROWING = _ends_in("img"), _ends_in("li"), _ends_in("img|td|th|tr")
"""Selectors of pictures, of items of lists, and of what grows with its words or has none."""
_CELLS = _ends_in("img|td|th")
"""Selectors of what may stand higher or lower without raising words above their line."""
_INLINE = _ends_in("img|em|strong|a|span")
_CONTAINERS = _ends_in(r"\.letterhead|\.logos|\.signatures")
"""Selectors of what holds boxes beside each other, and no sentences."""
_BLOCKS = _ends_in(
    r"p|h[1-6]|[uo]l|li|blockquote|table|caption|thead|tbody|t[rdh]|figure|figcaption|section|main|body|html|div"
    r"|\.(?:letterhead|logos|subject|subtitle|title|date|reference|address|salutation|lead|leads|small|close"
    r"|signator(?:y|ies)|signatures|particulars|annex|part|contents|contents-title|notes?|name|tagline|contact)"
)
"""Selectors of blocks with words, which no element within a line has."""
_PARTING = re.compile(r"(?<![\w.#-])(?:t[dhr]|table|tbody|thead|br)(?![\w-])")
"""What parts words that stand in cells and lines."""
_IN_CELLS = {"font-size": 5, "width": 0, "margin": 3, "margin-left": 3, "margin-right": 3, "padding": 3} | {
    "padding-left": 3,
    "padding-right": 3,
    "text-indent": 0,
    "letter-spacing": 0.2,
}
"""The most millimetres of these in tables, whose columns are narrow: a figure would be cut into two lines."""
_NUMBERED = re.compile(r"(?<![\w.#-])(?:li|ol|ul)(?![\w-])")
_ANYWHERE = re.compile(
    r"color|font-(family|style|weight|kerning|display|optical-sizing)|hyphens|box-sizing|widows|orphans"
    r"|(-[a-z]+-)?print-color-adjust"
)
"""What a rule may set for elements of any name, which stand in each other, since it neither adds up nor multiplies."""
_CAPITALS = {"uppercase", "small-caps", "all-small-caps", "petite-caps", "all-petite-caps", "unicase"}
"""What makes capitals of small letters, and so numbers of letters; usual in headings."""
_SIGNS = re.compile(r"[\s\u2000-\u200a\-–—•·‣▪*→»›«‹|/:;,.()“”‘’]*")
"""What a style sheet may print before or after words without changing what they say, if a space is between."""
_NO_LETTERS = re.compile(r"dings|symbol|barcode|blank|redact|emoji|icon", re.IGNORECASE)
"""Fonts that have pictures, or nothing, in the place of letters."""
_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "url", "repeat", "minmax"}
_IS_DATA = re.compile("data:", re.IGNORECASE).match

_TOKENS = {"--ink": "color", "--accent": "color", "--muted": "color", "--rule": "border-color"} | {
    "--size": "font-size",
    "--note-size": "font-size",
    "--line-height": "line-height",
    "--family": "font-family",
}
"""The tokens of the shipped style sheet, with the properties that they are used for."""


def hidden_by(design: Design) -> Iterator[tuple[str, str]]:
    """Colours of type in a design that hardly differ from white paper, with their values."""
    for name in ("ink", "accent", "muted"):
        colour = getattr(design.colours, name)
        if not _is_seen(_colour(colour), _WHITE):
            yield name, colour


def cramped(style: str, design: Design) -> Iterator[tuple[int, str]]:
    """Lines of rules for pages that leave hardly any room for words, since they are small or margins take it."""
    usual = {"width": design.page.width, "height": design.page.height}
    usual |= {f"margin-{side}": getattr(design.page, side) for side in _SIDES}
    usual |= {f"padding-{side}": 0.0 for side in _SIDES}
    given = [*rules_in(style)]
    variables = _variables(given, design)
    rules = [rule for rule in given if rule.at == "page" and rule.declarations]
    sizes = [_page(rule, variables, 0) for rule in rules]
    whole = max(length for one in (usual, *sizes) for length in (one.get("width", 0.0), one.get("height", 0.0)))
    measures = [(rule.declarations[-1].source_line, _page(rule, variables, whole)) for rule in rules]
    if not measures:
        return
    least, most = (
        {name: end(one.get(name, usual[name]) for _, one in measures) for name in usual} for end in (min, max)
    )
    for line, own in measures:
        for size, sides in (("width", ("left", "right")), ("height", ("top", "bottom"))):
            taken = [f"{space}-{side}" for space in _SPACES for side in sides]
            if {size, *taken} & {*own} and least[size] - sum(most[name] for name in taken) < _LEAST_ROOM:
                yield line, f"the style sheet leaves less than {_LEAST_ROOM} mm of the {size} of a page for words"


def _lengths(tokens: Sequence[Any], whole: float) -> Iterator[float]:
    """The lengths in a value, in millimetres, with percentages of ``whole``, and all of it for what is not known."""
    for token in tokens:
        if token.type == "dimension" and token.lower_unit in _UNITS:
            yield token.value * _UNITS[token.lower_unit]
        elif token.type == "percentage":
            yield token.value / 100 * whole
        elif token.type == "ident" or (token.type == "number" and not token.value):
            yield 0.0
        elif token.type not in ("whitespace", "comment"):
            yield whole


def _size(value: Sequence[Any]) -> tuple[float, float] | None:
    """The width and height of pages that a value of ``size`` gives (CSS Paged Media 3, 7.1); none of unknown ones."""
    words = [token.lower_value for token in value if token.type == "ident"]
    turned = {"landscape", "portrait"}.intersection(words)
    named = [word for word in words if word not in {"landscape", "portrait", "auto", *_KEYWORDS}]
    lengths = [*_lengths([token for token in value if token.type != "ident"], 0)]
    if not (lengths or named or turned):
        return None
    size = (lengths[0], lengths[-1]) if lengths else _SHEETS.get(named[0] if named else "a4", (0.0, 0.0))
    low, high = sorted(size)
    return (high, low) if "landscape" in turned else (low, high) if turned else size


def _page(rule: Rule, variables: Variables, whole: float) -> dict[str, float]:
    """The measures of pages that a rule gives, in millimetres."""
    found: dict[str, float] = {}
    for one in rule.declarations:
        space, _, side = one.lower_name.partition("-")
        for value in variables.put_into(one.value) or ():
            lengths = [*_lengths(value, whole)]
            if one.lower_name == "size" and (size := _size(value)):
                found |= dict(zip(("width", "height"), size, strict=True))
            elif space in _SPACES and lengths and not side:
                at = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1)}.get(len(lengths), (0, 1, 2, 3))
                found |= {f"{space}-{name}": lengths[n] for name, n in zip(_SIDES, at, strict=True)}
            elif space in _SPACES and lengths and side in _SIDES:
                found[one.lower_name] = lengths[0]
    return found


def told(style: str, design: Design) -> list[tuple[int, str]]:
    """What to know of a style sheet that follows the shipped one with the tokens of ``design``, line by line."""
    rules = [*rules_in(style)]
    variables = _variables(rules, design)
    return sorted({found for rule in rules for found in _of_rule(rule, variables, design)})


def _variables(rules: Sequence[Rule], design: Design) -> Variables:
    """The custom properties of the design's tokens and of a style sheet."""
    colours, type_ = design.colours, design.type
    tokens = {"--ink": colours.ink, "--accent": colours.accent, "--muted": colours.muted, "--rule": colours.rule}
    tokens |= {"--size": f"{type_.size}pt", "--note-size": f"{type_.note_size}pt", "--family": type_.family}
    tokens |= {"--line-height": f"{type_.line_height}"}
    given = {name: [tinycss2.parse_component_value_list(value)] for name, value in tokens.items()}
    for rule in rules:
        for one in rule.declarations:
            if one.name.startswith("--"):
                given.setdefault(one.name, []).append(one.value)
    return Variables(given)


def _of_rule(rule: Rule, variables: Variables, design: Design) -> Iterator[tuple[int, str]]:
    if rule.at == "font-face":
        yield rule.line, "the style sheet brings a font of its own, which could draw one sign as another"
        return
    type_, grounds = _colours(rule, variables)
    for one in rule.declarations:
        for what in _of_declaration(one, rule, variables, type_ or [_colour(design.colours.ink)], grounds):
            yield one.source_line, f"the style sheet {what}"


def _of_declaration(
    one: Any, rule: Rule, variables: Variables, type_: Sequence[Any], grounds: Sequence[Rgb]
) -> Iterator[str]:
    """What a declaration prints or hides. ``type_`` and ``grounds`` are the colours of its rule."""
    name = _TOKENS.get(one.name, one.lower_name)
    if name.startswith("--"):
        return  # seen where it is used
    values = variables.put_into(one.value)
    pictures = {address for value in values or [one.value] for address in addresses(value) if _IS_DATA(address)}
    for address in pictures:
        words = "; ".join(filter(None, drawn(address)))
        yield f"shows a picture{f': “{words}”' if words else ''}"
    strings = "".join(token.value for token in one.value if token.type == "string" and not _IS_DATA(token.value))
    shown = f"{one.lower_name}: {_short(tinycss2.serialize(one.value))}"
    if name == "content" and any(map(str.isalnum, strings)):
        yield f"prints words of its own: “{strings}”"
    elif pictures or (values is not None and all(_is_harmless(rule, name, each, type_, grounds) for each in values)):
        return
    elif _CALL.search(rule.selector):
        yield f"changes the numbers of notes, which may then read as figures: {shown}"
    elif _PRINTS.fullmatch(name):
        yield f"may print signs or words of its own: {shown}"
    elif _HIDES.fullmatch(name):
        yield f"hides what stands there: {shown}"
    else:
        yield f"may hide or change what stands there: {shown}"


def _colours(rule: Rule, variables: Variables) -> tuple[list[Any], list[Rgb]]:
    """The colours of type that a rule sets, and those of the ground, which is white unless it sets one."""
    type_, grounds = [], []
    for one in rule.declarations:
        tokens = [token for value in variables.put_into(one.value) or () for token in value]
        if one.lower_name == "color":
            type_ += [colour for token in tokens if (colour := _colour(token))]
        elif one.lower_name in ("background", "background-color"):
            grounds += [ground for token in tokens if (ground := _seen(_colour(token), _WHITE))]
    return type_, grounds or [_WHITE]


def _is_harmless(rule: Rule, name: str, value: Sequence[Any], type_: Sequence[Any], grounds: Sequence[Rgb]) -> bool:
    """Whether a declaration, its variables put in, can neither print nor hide words. ``type_`` and ``grounds`` are the
    colours of the rule."""
    value = [token for token in value if token.type not in ("whitespace", "comment")]
    coloured = [token for token in value if tinycss2.color4.parse_color(token) is not None]
    plain = [token for token in value if token not in coloured]
    words = {token.lower_value for token in plain if token.type == "ident"}
    functions = {token.lower_name for token in plain if token.type == "function"}
    if name == "content":
        return _is_harmless_content(rule, value)
    if functions - _FUNCTIONS or (_CALL.search(rule.selector) and name != "color"):
        return False
    if not _is_named(tinycss2.parse_component_value_list(rule.selector)) and not _ANYWHERE.fullmatch(name):
        return name.startswith(_SPACES) and all(token.type == "number" and not token.value for token in value)
    if rule.at == "page" and name in ("width", "height", "max-width", "max-height"):
        return False
    if rule.at not in (None, "page") and name.startswith(_SPACES):
        return max(_lengths(value, _ROOM), default=0) <= _OFF_THE_EDGE
    if "first-letter" in rule.selector and not _ANYWHERE.fullmatch(name):
        return False
    if _PARTING.search(rule.selector) and max(_lengths(value, _ROOM), default=0) > _IN_CELLS.get(name, _LINE):
        return name == "width" and rule.selector.strip() == "table" and _is_whole(value)
    if name.startswith("border") and not (words - {"none"} or any(_lengths(plain, _ROOM))):
        return True
    if _LINES.fullmatch(name):
        drawn_on = _BLOCKS.fullmatch(rule.selector) or (rule.at and not rule.selector)
        sizes = [token for token in plain if token.type != "ident"]
        return bool(drawn_on) and words <= _STROKES and all(_is_within(name, one, 0, _THICK) for one in sizes)
    if name == "float" and words <= {"left", "right"} and _PICTURES.fullmatch(rule.selector):
        return True
    if name == "display" and words == {"list-item"} and _ITEMS.fullmatch(rule.selector):
        return True
    if name == "display" and words == {"inline"} and _INLINE.fullmatch(rule.selector):
        return True
    if name == "display" and words <= {"flex", "grid"} and _CONTAINERS.fullmatch(rule.selector):
        return True
    if name in ("width", "max-width") and _PICTURES.fullmatch(rule.selector):
        return all(_is_within(name, token, 5, _LINE) for token in value)
    if name == "display" and (_PARTING.search(rule.selector) or _NUMBERED.search(rule.selector)):
        return False
    if name in ("width", "min-width") and not rule.at and max(_lengths(value, _ROOM), default=0) > _WIDE:
        spaces = (one for one in rule.declarations if one.lower_name.startswith(_SPACES))
        if any(length for one in spaces for length in _lengths(one.value, _ROOM)):
            return False
    if name in ("height", "max-height") and words != {"auto"} and not _GROWING.fullmatch(rule.selector):
        return False
    if words & _CAPITALS and name.startswith(("text-transform", "font")) and not _HEADINGS.fullmatch(rule.selector):
        return False
    if name == "vertical-align" and (len(value) != len(words) or not _CELLS.fullmatch(rule.selector)):
        return False
    if name == "color":
        kept = words | {token.lower_value for token in coloured if token.type == "ident"}
        return len(value) == 1 and (
            bool(kept & {*_KEYWORDS, "currentcolor"}) or all(_is_seen(_colour(value[0]), ground) for ground in grounds)
        )
    if name in ("background", "background-color"):
        return (
            bool(_BLOCKS.fullmatch(rule.selector) or rule.at == "page" or not coloured)
            and words <= _WORDS[name]
            and functions <= {"url"}
            and all(_seen(_colour(token), _WHITE) for token in coloured)
            and all(_is_seen(colour, ground) for colour in type_ for ground in grounds)
        )
    if name in ("font", "font-family") and _NO_LETTERS.search(tinycss2.serialize(value)):
        return False
    if name == "font":
        return _is_legible_font(value)
    if name == "text-decoration":
        return words <= _WORDS[name] and all(_is_within(name, token, *_MEASURES[name]) for token in plain)
    if name in _MEASURES:
        return all(_is_within(name, token, *_MEASURES[name]) for token in value)
    if name in _WORDS:
        strings = "".join(token.value for token in value if token.type == "string")
        return words <= _WORDS[name] and not coloured and not functions and bool(_SIGNS.fullmatch(strings))
    return bool(_FREE.fullmatch(name)) and all(_leaves_room(name, token) for token in tokens_in(plain))


def _is_named(selectors: Sequence[Any]) -> bool:
    """Whether each selector of a list says by type, class, id or pseudo-element what it is for (Selectors 4)."""
    parts: list[list[Any]] = [[]]
    for token in selectors:
        if token == ",":
            parts.append([])
        elif token.type != "comment":
            parts[-1].append(token)
    return all(map(_has_name, parts))


def _has_name(selector: list[Any]) -> bool:
    while selector and selector[-1].type == "whitespace":
        selector.pop()
    steps = [n for n, token in enumerate(selector) if token.type == "whitespace" or token in (">", "+", "~")]
    compound = selector[steps[-1] + 1 if steps else 0 :]
    for before, last, token in zip((None, None, *compound), (None, *compound), compound, strict=False):
        if token.type == "function" and token.lower_name in ("is", "where") and _is_named(token.arguments):
            return True
        if token.type == "ident" and (last != ":" or before == ":" or token.lower_value == "root"):
            return True
        if token.type == "hash":
            return True
    return not compound


def _is_harmless_content(rule: Rule, value: Sequence[Any]) -> bool:
    """Whether it prints signs alone, numbers of pages in a margin, or nothing where no number of a note stands."""
    printing = [
        token
        for token in value
        if not (token.type == "ident" and token.lower_value in _WORDS["content"])
        and not (token.type == "string" and not token.value)
    ]
    if not printing:
        return not re.search("footnote|marker", rule.selector) and not _PARTING.search(rule.selector)
    return all(
        (rule.at or _is_apart(rule, token.value)) and _SIGNS.fullmatch(token.value)
        if token.type == "string"
        else _is_at_an_edge(rule) and _is_page_number(token)
        for token in printing
    )


def _is_apart(rule: Rule, signs: str) -> bool:
    """Whether signs before or after words are parted from them by a whole space, so that none adds to a figure."""
    beside = signs[-1:] if "before" in rule.selector else signs[:1] if "after" in rule.selector else ""
    return beside in ("", " ", "\u00a0", "\u2002", "\u2003") and not (
        "before" in rule.selector and "after" in rule.selector
    )


def _is_whole(value: Sequence[Any]) -> bool:
    """Whether a width is that of the whole line."""
    return [*_lengths(value, _LINE)] == [_LINE]


def _is_at_an_edge(rule: Rule) -> bool:
    """Whether it is for the head or foot of pages, where numbers of pages stand, and leaves its words there."""
    moved = (one for one in rule.declarations if one.lower_name.startswith(_SPACES))
    lengths = (length for one in moved for length in _lengths(one.value, _ROOM))
    return bool(re.match("(top|bottom)-", rule.at or "")) and max(lengths, default=0) <= _OFF_THE_EDGE


_OFF_THE_EDGE = 10
"""Millimetres that words in the head or foot of a page may stand off its edge."""


def _is_page_number(token: Any) -> bool:
    if token.type != "function" or token.lower_name != "counter":
        return False
    names = [one.lower_value for one in token.arguments if one.type == "ident"]
    return len(token.arguments) == 1 and names in (["page"], ["pages"])


def _is_within(name: str, token: Any, least: float, most: float) -> bool:
    """Whether a length, number or word of a value is one that leaves words where they can be read."""
    match token.type:
        case "ident":
            return name != "font-size" or token.lower_value not in ("smaller", "math")
        case "number" if name in _COUNTED or token.value == 0:
            size = token.value
        case "percentage" if name not in _COUNTED - {"opacity"}:
            size = token.value / 100 * _WHOLE.get(name, _LINE)
        case "dimension" if token.lower_unit in _UNITS and name not in _COUNTED:
            size = token.value * _UNITS[token.lower_unit]
        case _:
            return False
    if name == "font-size" and (token.type == "percentage" or getattr(token, "lower_unit", None) in _RELATIVE):
        least = _EM
    return bool(least - 1e-6 <= size <= most)


def _leaves_room(name: str, token: Any) -> bool:
    """Whether a token is no length, or one that moves no words off the page."""
    if token.type == "percentage":
        return _is_within(name, token, 0, _LINE)
    return token.type != "dimension" or token.lower_unit in _NO_LENGTHS or _is_within(name, token, 0, _ROOM)


def _is_legible_font(value: Sequence[Any]) -> bool:
    """Whether the size and height of line in a ``font`` leave words legible (CSS Fonts 4, 2.7)."""
    for before, token in pairwise((None, *value)):
        if token.type == "ident" and not _is_within("font-size", token, *_MEASURES["font-size"]):
            return False
        if token.type not in ("number", "percentage", "dimension"):
            continue
        if before is not None and before.type == "literal" and before.value == "/":
            name = "line-height"
        elif token.type == "number" and 1 <= token.value <= 1000:
            continue  # its weight
        else:
            name = "font-size"
        if not _is_within(name, token, *_MEASURES[name]):
            return False
    return True


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


def _is_seen(colour: Any, ground: Rgb) -> bool:
    seen = _seen(colour, ground)
    return seen is not None and contrast(seen, ground) >= LEAST_CONTRAST


def _short(value: str) -> str:
    line = " ".join(value.split()).lower()
    return line if len(line) <= 60 else f"{line[:59]}…"
