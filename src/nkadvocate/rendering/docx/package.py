"""The DOCX container: reads a base document without trusting it, and writes a package whose bytes depend on it alone.

ECMA-376 part 2 (Open Packaging Conventions): parts, content types and relationships in a ZIP file.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit, urlunsplit

from nkadvocate.rendering.docx.markup import Element, Xml, characters, parse, part, root, x

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

MOST_BYTES = 64 * 1024 * 1024
MOST_PARTS = 2000
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class BaseDocumentError(ValueError):
    """The base document cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One line of a ``.rels`` part. ``target`` is a part's path, or an address if ``external``."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Relationships:
    """The relationships of one part that is being written."""

    lines: list[Relationship] = field(default_factory=list)

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship to ``target``; the same target is related once."""
        kind = kind if "://" in kind else f"{OFFICE}/{kind}"
        for line in self.lines:
            if (line.type, line.target, line.external) == (kind, target, external):
                return line.id
        self.lines.append(Relationship(f"rId{len(self.lines) + 1}", kind, target, external))
        return self.lines[-1].id


@dataclass(frozen=True, slots=True)
class Part:
    """A finished part: bytes, media type, and its relationships. Its path is the key it is stored under."""

    data: bytes
    media_type: str
    relationships: tuple[Relationship, ...] = ()


def address(href: str) -> str:
    """``href`` as a URI (RFC 3986), the only target of a relationship with which Word still opens the file."""
    safe = "%/:?#[]@!$&'()*+,;=-._~"
    try:
        split = urlsplit(href)
        host = split.netloc if split.netloc.isascii() else split.netloc.encode("idna").decode("ascii")
        return quote(urlunsplit(split._replace(netloc=host)), safe=safe)
    except ValueError:
        return quote(href, safe=safe.replace("[", "").replace("]", ""))


def relationships_path(path: str) -> str:
    folder, file = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def read_archive(data: bytes) -> dict[str, bytes]:
    """Part paths and contents of a ZIP file. Raises BaseDocumentError if it is none, or unreasonably large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_PARTS:
                raise BaseDocumentError(f"the base document has {len(entries)} parts; at most {MOST_PARTS} are read")
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise BaseDocumentError(f"the base document unpacks to more than {MOST_BYTES // 1024**2} MB")
            # zipfile never returns more than the size an entry declares, so the sum above is a true bound.
            return {entry.filename.lstrip("/"): archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BaseDocumentError(f"the base document is not a DOCX file: {error}") from None
    except BaseDocumentError:
        raise
    except Exception as error:  # zlib, lzma and bz2 have errors of their own
        raise BaseDocumentError(f"the base document is damaged: {error}") from None


def parsed(parts: dict[str, bytes], path: str) -> Element:
    """The root of the part at ``path``. Raises BaseDocumentError if it is missing or not XML."""
    if path not in parts:
        raise BaseDocumentError(f"the base document lacks the part {path}")
    try:
        return parse(parts[path])
    except ValueError as error:
        raise BaseDocumentError(f"the base document's part {path} cannot be read: {error}") from None


def relationships_of(parts: dict[str, bytes], path: str) -> tuple[Relationship, ...]:
    """The relationships of the part at ``path`` (the package's own for an empty path), targets as paths."""
    source = relationships_path(path)
    if source not in parts:
        return ()
    found = []
    for line in parsed(parts, source):
        target, external = line.get("Target") or "", line.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), target)).lstrip("/")
        found.append(Relationship(line.get("Id") or "", line.get("Type") or "", target, external))
    return tuple(found)


def _relationships_part(path: str, lines: tuple[Relationship, ...]) -> bytes:
    folder = posixpath.dirname(path)
    written = [
        x(
            "Relationship",
            Id=line.id,
            Type=line.type,
            Target=line.target if line.external else posixpath.relpath(line.target, folder or "."),
            **({"TargetMode": "External"} if line.external else {}),
        )
        for line in lines
    ]
    return part(Xml(f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(written)}</Relationships>'))


def _content_types(parts: dict[str, Part]) -> bytes:
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    overrides: dict[str, str] = {}
    for path, one in sorted(parts.items()):
        extension = path.rpartition(".")[2].lower()
        if one.media_type.startswith(("image/", "application/x-font")) and extension:
            defaults.setdefault(extension, one.media_type)
        if defaults.get(extension) != one.media_type:
            overrides[f"/{path}"] = one.media_type
    lines = [x("Default", Extension=extension, ContentType=kind) for extension, kind in sorted(defaults.items())]
    lines += [x("Override", PartName=path, ContentType=kind) for path, kind in overrides.items()]
    return part(Xml(f'<Types xmlns="{CONTENT_TYPES}">{"".join(lines)}</Types>'))


def write_archive(parts: dict[str, Part], relationships: tuple[Relationship, ...]) -> bytes:
    """The package. The same parts give the same bytes: fixed order, dates and attributes (Word writes 1980 as well)."""
    files = {path: one.data for path, one in parts.items()}
    for path, one in parts.items():
        if one.relationships:
            files[relationships_path(path)] = _relationships_part(path, one.relationships)
    files["_rels/.rels"] = _relationships_part("", relationships)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in [("[Content_Types].xml", _content_types(parts)), *sorted(files.items())]:
            entry = zipfile.ZipInfo(path, _ZIP_DATE)
            entry.create_system = 0
            entry.external_attr = 0o600 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=6)
    return buffer.getvalue()


def core_properties(*, title: str, subject: str, author: str, language: str, moment: str) -> Part:
    """What the file says about itself: ``moment`` (ISO 8601, UTC) is when it was made and last changed."""
    said = (
        x("dc:title", characters(title)),
        x("dc:subject", characters(subject)),
        x("dc:creator", characters(author)),
        x("dc:language", characters(language)),
        x("cp:lastModifiedBy", characters(author)),
        x("cp:revision", characters("1")),
        x("dcterms:created", characters(moment), xsi_type="dcterms:W3CDTF"),
        x("dcterms:modified", characters(moment), xsi_type="dcterms:W3CDTF"),
    )
    return Part(
        part(root("cp:coreProperties", *said, prefixes="cp dc dcterms xsi")),
        "application/vnd.openxmlformats-package.core-properties+xml",
    )
