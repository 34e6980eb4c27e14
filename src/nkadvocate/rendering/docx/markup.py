"""XML as text: a builder for the elements we write, and a guarded parser for those a base document brings.

Elements are strings of their own type. Every text and attribute is escaped in one place, so no value can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NewType, Protocol, cast

from lxml import etree

Xml = NewType("Xml", str)

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Characters outside the production Char of XML 1.0; a file that contains one cannot be opened at all.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


class Element(Protocol):
    """The part of an lxml element that is used here."""

    tag: str
    text: str | None

    def get(self, key: str, default: str | None = None) -> str | None: ...
    def set(self, key: str, value: str) -> None: ...
    def append(self, element: Element) -> None: ...
    def insert(self, index: int, element: Element) -> None: ...
    def remove(self, element: Element) -> None: ...
    def index(self, element: Element) -> int: ...
    def find(self, path: str) -> Element | None: ...
    def findall(self, path: str) -> list[Element]: ...
    def iter(self, *tags: str) -> Iterator[Element]: ...
    def getparent(self) -> Element | None: ...
    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...
    @property
    def attrib(self) -> dict[str, str]: ...


def escaped(text: str) -> str:
    """``text`` as XML character data, also in an attribute. Raises ValueError where XML 1.0 has no way to say it."""
    if bad := _ILLEGAL.search(text):
        raise ValueError(f"the character U+{ord(bad[0]):04X} cannot stand in a document")
    return text.translate(_ESCAPES)


def characters(words: str) -> Xml:
    """Character data."""
    return Xml(escaped(words))


def x(tag: str, *children: Xml, **attributes: str | int) -> Xml:
    """The element ``tag`` with qualified attribute names written with an underscore: ``r_id`` for ``r:id``."""
    said = "".join(f' {name.replace("_", ":", 1)}="{escaped(str(value))}"' for name, value in attributes.items())
    inside = "".join(children)
    return Xml(f"<{tag}{said}>{inside}</{tag}>" if inside else f"<{tag}{said}/>")


def w(tag: str, *children: Xml, **attributes: str | int) -> Xml:
    """A WordprocessingML element, whose attributes are all in its namespace: ``w("sz", val=21)``."""
    return x(f"w:{tag}", *children, **{f"w_{name}": value for name, value in attributes.items()})


def joined(*parts: Xml) -> Xml:
    """The elements one after the other."""
    return Xml("".join(parts))


def root(tag: str, *children: Xml, prefixes: str = "w") -> Xml:
    """A part's root element, declaring the namespaces of ``prefixes`` (separated by spaces)."""
    declared = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes.split())
    return Xml(f"<{tag}{declared}>{''.join(children)}</{tag}>")


def part(element: Xml) -> bytes:
    """``element`` as the bytes of a part."""
    return (DECLARATION + element).encode()


def name(tag: str) -> str:
    """The expanded name lxml uses for a prefixed ``tag``."""
    prefix, _, local = tag.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def parse(data: bytes) -> Element:
    """The root element of a part. Raises ValueError if it is not XML, or declares entities or a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        parsed = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not well-formed XML: {error}") from None
    if parsed.getroottree().docinfo.doctype:
        raise ValueError("it declares a document type")
    return cast("Element", parsed)


def element(markup: Xml) -> Element:
    """Markup written here as an element, to be put into a part of a base document."""
    wrapped = root("root", markup, prefixes=" ".join(NAMESPACES))
    parsed = etree.fromstring(wrapped)[0]
    return cast("Element", parsed)


def serialized(parsed: Element) -> bytes:
    """The bytes of a part parsed before, without namespace declarations that nothing needs."""
    ignorable = parsed.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable", "") or ""
    etree.cleanup_namespaces(parsed, keep_ns_prefixes=["w", "r", *ignorable.split()])
    return DECLARATION.encode() + cast("bytes", etree.tostring(parsed, encoding="UTF-8"))


def fragment(parsed: Element) -> Xml:
    """An element of a base document as markup that stands on its own."""
    text = cast("str", etree.tostring(parsed, encoding="unicode", with_tail=False))
    alone = etree.fromstring(text)
    etree.cleanup_namespaces(alone)
    return Xml(cast("str", etree.tostring(alone, encoding="unicode")))
