"""What formats the words of a Word file: the properties that styles, defaults and the elements themselves set.

Names are taken whole: what has the name of a property in another namespace is none. Clauses are those of ECMA-376
part 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from nkadvocate.auditing.markup import OFF, WORD
from nkadvocate.auditing.packages import Package

_W = f"{{{WORD[0]}}}"
Properties = dict[str, dict[str, str]]
"""Properties of a run or paragraph by name, with their attributes."""

_BY_ATTRIBUTE = {"ind", "spacing", "rFonts"}
"""Properties of which each attribute is set by itself."""
SIDES = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
"""Two names of one thing (17.3.1.12, and as most files have it, part 4)."""
_GROUPS = {f"{_W}numPr", f"{_W}pBdr"}
"""Properties that hold others, which stand for themselves."""
_TOGGLES = {"strike", "outline", "shadow", "emboss", "imprint", "vanish"}
"""Properties that a style does not take off what another kind of style set (17.7.3)."""


def transitional(root: Any) -> Any:
    """The part with the names of its elements as most files have them (ECMA-376 part 1, the strict form; part 4), and
    without comments and instructions of XML, which cut a text in pieces and are printed by no program."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    strict = f"{{{WORD[1]}}}"
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith(strict):
            element.tag = element.tag.replace(strict, _W)
            for name in [name for name in element.attrib if name.startswith(strict)]:
                if (usual := name.replace(strict, _W)) not in element.attrib:
                    element.set(usual, element.attrib.pop(name))
    return root


def attributes(element: Any) -> dict[str, str]:
    """The attributes of an element's own: in Word's namespace if it is of that, in none otherwise."""
    own = element.tag.startswith(_W)
    return {
        key.removeprefix(_W): value
        for key, value in element.attrib.items()
        if (key.startswith(_W) if own else not key.startswith("{"))
    }


def is_set(properties: Properties, name: str) -> bool:
    """Whether a property is there and not switched off (17.17.4)."""
    return name in properties and value_of(properties, name) not in OFF


def value_of(properties: Properties, name: str, key: str = "val", default: str = "") -> str:
    return properties.get(name, {}).get(key, default)


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by id, the one of each type that is worn without being named, and what all build on."""

    by_id: Mapping[str, Any] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    defaults: Sequence[Any] = ()
    _chains: dict[str, list[Any]] = field(default_factory=dict)
    _set: dict[tuple[str, int], Properties] = field(default_factory=dict)

    def worn(self, element: Any, path: str, kind: str) -> list[Any]:
        """The style that an element names, or the usual one of its kind, after those that it is based on."""
        named = [one.get(f"{_W}val", "") for one in element.iterfind("/".join(f"{_W}{one}" for one in path.split("/")))]
        return self.chain(named[-1] if named else "") or self.chain(self.usual.get(kind, ""))

    def chain(self, name: str) -> list[Any]:
        """A style after those that it is based on; empty if there is none."""
        if name not in self._chains:
            self._chains[name] = [*self._based_on(name)][::-1]
        return self._chains[name]

    def all_worn(self, names: Collection[str]) -> Iterator[Any]:
        """The styles of these ids and the usual ones, each with those that it is based on, once."""
        chains = (self.chain(name) for name in (*sorted(names), *self.usual.values()))
        yield from dict.fromkeys(style for chain in chains for style in chain)

    def _based_on(self, name: str) -> Iterator[Any]:
        left = dict(self.by_id)
        while (style := left.pop(name, None)) is not None:
            yield style
            if (based := style.find(f"{_W}basedOn")) is None:
                return
            name = based.get(f"{_W}val", "")

    def below(self, paragraph: Any) -> list[Sequence[Any]]:
        """What the runs of a paragraph build on: defaults, its table's style and its own (17.7.2)."""
        if paragraph is None:
            return [self.defaults]
        table = next(paragraph.iterancestors(f"{_W}tbl"), None)
        around = [] if table is None else [self.worn(table, "tblPr/tblStyle", "table")]
        return [self.defaults, *around, self.worn(paragraph, "pPr/pStyle", "paragraph")]

    def of_paragraph(self, paragraph: Any) -> Properties:
        """The properties of a paragraph, those of the list that it is in among them (17.3.1.19)."""
        return {} if paragraph is None else self._merged("pPr", self.below(paragraph), paragraph)

    def of_run(self, run: Any, below: Sequence[Sequence[Any]] | None = None) -> Properties:
        """The properties of a run; ``below`` is what the runs of its paragraph build on."""
        if below is None:
            below = self.below(next(run.iterancestors(f"{_W}p"), None))
        return self._merged("rPr", [*below, self.worn(run, "rPr/rStyle", "character")], run)

    def _merged(self, kind: str, levels: Sequence[Sequence[Any]], element: Any) -> Properties:
        """The properties that styles and the element itself set, those of later ones before those of earlier ones
        (17.7.2). The levels are those of ``below`` and ``worn``, which are kept."""
        merged: Properties = {}
        for level in levels:
            if (key := (kind, id(level))) not in self._set:
                self._set[key] = _set_by(kind, level)
            for name, given in self._set[key].items():
                if name not in _TOGGLES or not is_set(merged, name):
                    _put(merged, name, given)
        for name, given in _set_by(kind, [element]).items():
            _put(merged, name, given)
        return merged


def styles_of(package: Package) -> Styles:
    """The styles of a file. Raises ProblemsError."""
    if (part := package.related("styles")) is None:
        return Styles()
    root = transitional(package.xml(part))
    styles: dict[str, Any] = {}
    usual: dict[str, str] = {}
    for one in root.iterchildren(f"{_W}style"):
        styles[one.get(f"{_W}styleId", "")] = one
        if one.get(f"{_W}default", "0") not in OFF:
            usual[one.get(f"{_W}type", "paragraph")] = one.get(f"{_W}styleId", "")
    return Styles(styles, usual, [*root.iterfind(f"{_W}docDefaults/*")])


def _set_by(kind: str, level: Sequence[Any]) -> Properties:
    """What styles that build on each other set, the last before the first; of what is set twice the last."""
    found: Properties = {}
    for holder in level:
        for one in holder.iterfind(f"{_W}{kind}/*"):
            for each in one.iterchildren("*") if one.tag in _GROUPS else (one,):
                _put(found, each.tag.removeprefix(_W), attributes(each))
    return found


def _put(into: Properties, name: str, given: dict[str, str]) -> None:
    if name == "ind":
        given = {SIDES.get(key, key): value for key, value in given.items()}
    into[name] = {**into.get(name, {}), **given} if name in _BY_ATTRIBUTE else given
