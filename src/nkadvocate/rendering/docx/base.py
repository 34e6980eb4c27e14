"""The base document: what is taken from it, and what is left behind.

Taken: styles, lists they use, fonts, theme, settings, page, headers and footers with their pictures. Left: its text,
its properties, and everything that names a person, a time, a template or an outside file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from nkadvocate.rendering.docx.markup import NAMESPACES, Element, name, parse, serialized
from nkadvocate.rendering.docx.package import (
    OFFICE,
    BaseDocumentError,
    Part,
    Relationship,
    parsed,
    read_archive,
    relationships_of,
)

_MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "svg": "image/svg+xml",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MARKUP_TYPES = {
    f"{OFFICE}/header": f"{_WORD}.header+xml",
    f"{OFFICE}/footer": f"{_WORD}.footer+xml",
    f"{OFFICE}/fontTable": f"{_WORD}.fontTable+xml",
    f"{OFFICE}/numbering": f"{_WORD}.numbering+xml",
    f"{OFFICE}/styles": f"{_WORD}.styles+xml",
    f"{OFFICE}/settings": f"{_WORD}.settings+xml",
    f"{OFFICE}/footnotes": f"{_WORD}.footnotes+xml",
    f"{OFFICE}/theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
# Settings that name a person, a time, a template or a source of data, or that would lock or change the letter.
_LEFT_SETTINGS = (
    *("rsids", "attachedTemplate", "linkStyles", "mailMerge", "docVars", "documentProtection", "writeProtection"),
    *("trackRevisions", "attachedSchema", "saveThroughXslt", "endnotePr", "footnotePr", "proofState", "revisionView"),
    *("documentType", "activeWritingStyle", "hdrShapeDefaults", "updateFields", "schemaLibrary"),
)


def media_type(kind: str) -> str:
    """The media type of the markup part that a relationship of type ``kind`` leads to."""
    return _MARKUP_TYPES[f"{OFFICE}/{kind}"]


@dataclass(frozen=True, slots=True)
class Base:
    """What a base document contributes. ``edges`` are its header and footer references, as (kind, pages, part)."""

    styles: bytes
    settings: bytes
    numbering: bytes | None
    font_table: bytes | None
    section: bytes | None
    edges: tuple[tuple[str, str, str], ...]
    theme: str | None
    parts: tuple[tuple[str, Part], ...]


def _is_made_here(root: Element) -> bool:
    """Whether a header or footer is one that a letter of ours had: it is written anew for each letter."""
    styles = [paragraph.find(f"{name('w:pPr')}/{name('w:pStyle')}") for paragraph in root.iter(name("w:p"))]
    ours = ("LetterRunningHead", "LetterPageNumber")
    return all(style is not None and style.get(name("w:val")) in ours for style in styles)


def _clean(root: Element) -> Element:
    """``root`` without revision marks of the person who edited it."""
    for one in root.iter():
        for attribute in [key for key in one.attrib if key.startswith(name("w:rsid"))]:
            del one.attrib[attribute]
    return root


def _keep(parts: dict[str, bytes], path: str, kind: str, kept: dict[str, Part]) -> None:
    """Puts the part at ``path``, and what it refers to, into ``kept``."""
    if path in kept:
        return
    extension = path.rpartition(".")[2].lower()
    kept_type = _MARKUP_TYPES.get(kind) or _MEDIA_TYPES.get(extension)
    if kept_type is None:
        raise BaseDocumentError(f"the base document's headers or footers need {path}, which a letter cannot carry")
    if path not in parts:
        raise BaseDocumentError(f"the base document lacks the part {path}")
    lines: list[Relationship] = []
    for line in relationships_of(parts, path):
        if line.external and line.type != f"{OFFICE}/hyperlink":
            raise BaseDocumentError(f"the base document's {path} refers to the outside file {line.target}; embed it")
        lines.append(line)
    data = serialized(_clean(parsed(parts, path))) if kind in _MARKUP_TYPES else parts[path]
    kept[path] = Part(data, kept_type, tuple(lines))
    for line in lines:
        if not line.external:
            _keep(parts, line.target, line.type, kept)


def _settings(parts: dict[str, bytes], path: str | None) -> bytes:
    if path is None:
        return f'<w:settings xmlns:w="{NAMESPACES["w"]}"/>'.encode()
    root = _clean(parsed(parts, path))
    left = {name(f"w:{tag}") for tag in _LEFT_SETTINGS}
    related = f"{{{NAMESPACES['r']}}}"
    for setting in list(root):
        outside = any(key.startswith(related) for one in setting.iter() for key in one.attrib)
        if setting.tag in left or outside or setting.tag.endswith(("}docId", "}chartTrackingRefBased")):
            root.remove(setting)
    return serialized(root)


@lru_cache(maxsize=4)
def read_base(data: bytes) -> Base:
    """The base document in ``data``. Raises BaseDocumentError if it is none, or brings what a letter must not carry."""
    parts = read_archive(data)
    if "[Content_Types].xml" not in parts:
        raise BaseDocumentError("the base document is not a DOCX file: it is some other ZIP file")
    starts = [line.target for line in relationships_of(parts, "") if line.type.endswith("/officeDocument")]
    if not starts:
        raise BaseDocumentError("the base document is not a DOCX file: it names no main part")
    main = parsed(parts, starts[0])
    if main.tag == f"{{{_STRICT}}}document":
        raise BaseDocumentError("the base document is in the Strict format; save it as a plain Word document (.docx)")
    if main.tag != name("w:document"):
        raise BaseDocumentError("the base document is not a Word document")
    related = relationships_of(parts, starts[0])
    by_kind = {line.type: line.target for line in related if not line.external}
    by_id = {line.id: line for line in related}
    kept: dict[str, Part] = {}

    section = main.find(f"{name('w:body')}/{name('w:sectPr')}")
    edges = []
    for reference in [] if section is None else list(section):
        for kind in ("header", "footer"):
            line = by_id.get(reference.get(name("r:id")) or "")
            if line is None or reference.tag != name(f"w:{kind}Reference"):
                continue
            if not _is_made_here(parsed(parts, line.target)):
                _keep(parts, line.target, line.type, kept)
                edges.append((kind, reference.get(name("w:type")) or "default", line.target))
    theme = by_kind.get(f"{OFFICE}/theme")
    if theme is not None:
        _keep(parts, theme, f"{OFFICE}/theme", kept)

    def wanted(kind: str) -> bytes | None:
        path = by_kind.get(f"{OFFICE}/{kind}")
        return None if path is None else serialized(_clean(parsed(parts, path)))

    styles = wanted("styles") or f'<w:styles xmlns:w="{NAMESPACES["w"]}"/>'.encode()
    return Base(
        styles=styles,
        settings=_settings(parts, by_kind.get(f"{OFFICE}/settings")),
        numbering=wanted("numbering") if b"numPr" in styles else None,
        font_table=wanted("fontTable"),
        section=None if section is None else serialized(_clean(section)),
        edges=tuple(edges),
        theme=theme,
        parts=tuple(sorted(kept.items())),
    )


def fresh(data: bytes) -> Element:
    """A copy of a base document's part, to be changed for one letter."""
    return parse(data)
