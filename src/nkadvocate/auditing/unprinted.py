"""Protected terms in what a file says and does not print: its title and other properties, descriptions of pictures and
tables, tips of links, names of places. Programs show these or read them out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from lxml import etree
from pikepdf import Array, Dictionary, Stream, String

from nkadvocate.auditing.deviations import Deviation
from nkadvocate.auditing.opening_pdf import open_pdf, whatever_it_raises
from nkadvocate.auditing.packages import Package
from nkadvocate.auditing.word import NUMBERED_PLACE
from nkadvocate.library import mentions
from nkadvocate.library.strings import APART

_SAID = {"descr", "title", "tooltip", "alt", "name", "anchor", "linkTarget"}
"""Attributes of drawings, links and places (ECMA-376 part 1, 17.13.6.2, 17.16.22, 20.4.2.5)."""
_VALUES = {
    *("tblCaption", "tblDescription", "alias", "tag", "docVar", "helpText", "statusText", "default", "textInput"),
    *("listItem", "listEntry", "placeholder"),
}
"""Elements whose attributes say something of a table, a content control, a form or the document."""
_OF_THE_FILE = {"core-properties", "extended-properties", "custom-properties"}
_OF_LOOKS = ("fontTable.xml", "theme", "styles", "numbering.xml")
"""Parts whose names are those of fonts and styles."""
_TIMES = {"/ID", "/CreationDate", "/ModDate", "/M"}


def protected_in_word(package: Package, protected: Collection[str]) -> Iterator[Deviation]:
    """Raises ProblemsError."""
    if protected:
        yield from _told(_of_word(package), protected)


def protected_in_pdf(data: bytes, name: str, protected: Collection[str]) -> Iterator[Deviation]:
    """Raises ProblemsError."""
    if protected:
        with whatever_it_raises(name), open_pdf(data, name) as pdf:
            texts = [text for one in pdf.objects for text in _strings(one)]
            packet = pdf.Root.get("/Metadata")
            if isinstance(packet, Stream):
                texts += re.split(r'</?[\w:.-]+|[\w:.-]+="|[">]', packet.read_bytes().decode("utf-8", "replace"))
        yield from _told(texts, protected)


def _told(texts: Iterable[str], protected: Collection[str]) -> Iterator[Deviation]:
    if mentions(APART.join(dict.fromkeys(texts)), protected):
        what = "a term that is protected stands in what the file says and does not print"
        hint = "look into its title and other properties, and the descriptions of its pictures, tables and links"
        yield Deviation("protected", what, hint=hint)


def _of_word(package: Package) -> Iterator[str]:
    for one in package.relationships():
        if one.type in _OF_THE_FILE and one.part in package.parts:
            for field in package.xml(str(one.part)).iter("{*}*"):
                yield from (field.text or "", field.get("name", ""))
    for part in package.parts:
        if part.startswith("word/") and part.endswith(".xml") and not part.startswith(_NAMES_OF_LOOKS):
            yield from _attributes(package.xml(part))


_NAMES_OF_LOOKS = tuple(f"word/{part}" for part in _OF_LOOKS)


def _attributes(root: Any) -> Iterator[str]:
    for element in root.iter("{*}*"):
        every = etree.QName(element).localname in _VALUES
        for key, value in element.attrib.items():
            if (every or etree.QName(key).localname in _SAID) and not NUMBERED_PLACE.fullmatch(value):
                yield value


def _strings(one: object) -> Iterator[str]:
    """The texts in an object of a PDF file, but not in those that it refers to."""
    values: Iterable[Any] = ()
    if isinstance(one, (Dictionary, Stream)):
        values = (value for key, value in one.items() if key not in _TIMES)
    elif isinstance(one, Array):
        values = one.as_list()
    elif isinstance(one, String):
        yield str(one)
    for value in values:
        if isinstance(value, String):
            yield str(value)
        elif isinstance(value, (Dictionary, Array)) and not value.is_indirect:
            yield from _strings(value)
