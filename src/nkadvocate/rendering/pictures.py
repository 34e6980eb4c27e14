"""Takes out of a picture what it says about the program, the person and the time that made it."""

from __future__ import annotations

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_KEPT = frozenset({_SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"})
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What changes how the picture looks (Portable Network Graphics, third edition, 11.2 and 11.3); the rest is left out.
_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs"}
)


def clean_svg(svg: bytes) -> bytes:
    """The picture without comments, metadata and what is not SVG. Raises ValueError for what cannot be read."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(svg, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"a figure's SVG cannot be read: {error}") from None
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or _namespace(element.tag) not in ("", _SVG) or _is_metadata(element.tag):
            parent = element.getparent()
            if parent is not None:
                _remove(element, parent)
            continue
        for name in [name for name in element.attrib if _namespace(name) and _namespace(name) not in _KEPT]:
            del element.attrib[name]
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root))


def clean_png(png: bytes) -> bytes:
    """The picture without text, time and camera data. Raises ValueError for what is not PNG."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("a figure's PNG cannot be read: it does not begin as PNG does")
    parts, at = [_SIGNATURE], len(_SIGNATURE)
    while at < len(png):
        # Length, type, data and checksum (5.3).
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        if end > len(png):
            raise ValueError("a figure's PNG cannot be read: it ends too early")
        kind = png[at + 4 : at + 8]
        if kind in _CHUNKS:
            parts.append(png[at:end])
        at = end
        if kind == b"IEND":
            break
    return b"".join(parts)


def _namespace(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def _is_metadata(name: str) -> bool:
    return name.rpartition("}")[2] == "metadata"


def _remove(element: etree._Element, parent: etree._Element) -> None:
    """Removes an element, but not the text that follows it."""
    before, tail = element.getprevious(), element.tail or ""
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
