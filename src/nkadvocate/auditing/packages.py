"""A stranger's Word file, opened safely: nothing is unpacked to disk, expanded without bound, or fetched.

The rules are those of the Open Packaging Conventions, ECMA-376 part 2, 5th edition: names of parts (6.2.2),
relationships (6.5), how they lie in a ZIP archive (7.3).
"""

from __future__ import annotations

import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from lxml import etree

from nkadvocate.problems import Place, Problem, ProblemsError

MOST_BYTES = 50 * 1024**2
"""Of the file as it is, in bytes."""
MOST_PARTS = 2000
MOST_BYTES_OF_A_PART = 50 * 1024**2
MOST_BYTES_UNPACKED = 200 * 1024**2
MOST_RATIO = 200
"""Unpacked bytes for each packed one, in parts above ``SMALL``. Word's own XML stays below 50."""
SMALL = 1024**2
MOST_BYTES_OF_XML = 25 * 1024**2
MOST_MARKS = 1_000_000
"""Tags and attributes in one part; each takes some 200 bytes once it is parsed."""
MOST_DEPTH = 200
"""Elements inside each other. Tables within tables and text boxes in Word's own files stay below 100."""

CONTENT_TYPES = "[Content_Types].xml"
MAIN_TYPES = re.compile(
    r"application/vnd\.(openxmlformats-officedocument\.wordprocessingml\.(document|template)"
    r"|ms-word\.(document|template)\.macroEnabled)(\.main|Template\.main)?\+xml"
)

_ROW = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_SCHEMAS = r"http://schemas\.openxmlformats\.org"
_OF_WORD = "|".join(
    (
        *("officeDocument", "styles", "numbering", "settings", "webSettings", "fontTable", "font", "theme"),
        *("themeOverride", "header", "footer", "footnotes", "endnotes", "comments", "glossaryDocument", "hyperlink"),
        *("image", "chart", "chartUserShapes", "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"),
        *("oleObject", "package", "control", "vmlDrawing", "video", "audio", "aFChunk", "subDocument", "frame"),
        *("customXml", "customXmlProps", "attachedTemplate", "mailMergeSource", "mailMergeHeaderSource"),
        *("recipientData", "transform", "printerSettings", "extended-properties", "custom-properties", "thumbnail"),
        *("extendedProperties", "customProperties", "mailMergeRecipientData"),
    )
)
"""What a document of Word refers to, ECMA-376 part 1, chapters 11, 14 and 15."""
_KNOWN = re.compile(
    rf"(?:{_SCHEMAS}/officeDocument/2006|http://purl\.oclc\.org/ooxml/officeDocument)/relationships/({_OF_WORD})"
    rf"|{_SCHEMAS}/(?:package|office[Dd]ocument)/2006/relationships/metadata/(core-properties|thumbnail)"
    rf"|{_SCHEMAS}/package/2006/relationships/digital-signature/(origin|signature|certificate)"
    r"|http://schemas\.microsoft\.com/office/(?:\w+/)*relationships/(?:\w+/)*"
    r"(vbaProject|wordVbaData|keyMapCustomizations|attachedToolbars|people|comments(?:Extended|Ids|Extensible)"
    r"|stylesWithEffects|chartEx|chartStyle|chartColorStyle|diagramDrawing|extensibility|classificationlabels)"
)
"""The addresses of the types of relationships: transitional and strict form, package, Microsoft."""

_DEEP = etree.XPath("/*" * (MOST_DEPTH + 1))
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_CENTRAL_HEADER_BYTES = 46
_END = struct.Struct("<4s4H2L")
_END_BYTES = 22
_LARGE_END_BYTES = 76
# A data descriptor after a part: with or without a signature, sizes of 4 or of 8 bytes. APPNOTE.TXT 4.3.9.
_DESCRIPTOR_BYTES = {12, 16, 20, 24}


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to. ``type`` is the last step of the type's address, such as ``footnotes`` or ``image``, and
    the whole address where it is none that word processors know."""

    id: str
    type: str
    target: str
    part: str | None
    """The name of the part meant; None for what lies outside the file."""

    @property
    def external(self) -> bool:
        return self.part is None


@dataclass(frozen=True, slots=True)
class Package:
    """A DOCX file in memory. Part names have no leading slash: ``word/document.xml``."""

    name: str
    parts: Mapping[str, bytes]
    main: str
    """The name of the part with the text, mostly ``word/document.xml``."""
    times: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """When each part was packed, as year, month, day, hour, minute, second; (1980, 1, 1, 0, 0, 0) says nothing."""
    comment: bytes = b""
    """The comment of the ZIP archive."""
    loose: int = 0
    """Bytes of the file that belong to no part."""

    def xml(self, part: str) -> Any:
        """The root element of a part, parsed anew each time, without entities, DTD or network.

        Raises ProblemsError when the part is not there, is not XML, or is beyond the limits.
        """
        if part not in self.parts:
            raise ProblemsError([Problem(f"{self.name}: there is no part {part}")])
        return parse(self.parts[part], f"{self.name} ({part})")

    def relationships(self, part: str = "") -> tuple[Relationship, ...]:
        """What ``part``, or without one the package itself, refers to. Raises ProblemsError."""
        listed = relationships_part(part)
        if listed not in self.parts:
            return ()
        known = {name.casefold(): name for name in self.parts}
        found = []
        root = self.xml(listed)
        rows = [*root.iter("{*}Relationship")]
        ids = {one.get("Id") for one in rows}
        if len(ids) < len(rows) or any(one.tag != _ROW or one.getparent() is not root for one in rows):
            raise ProblemsError([Problem(f"{self.name} ({listed}): references of one id, or out of their place")])
        for one in rows:
            target = one.get("Target", "")
            inside = None if one.get("TargetMode") == "External" else _resolved(part, target)
            type = _known(one.get("Type", ""))
            if inside is not None:
                if type != "hyperlink" and _READ_DIFFERENTLY.search(target):
                    what = f"a reference that programs read in different ways: {target!r}"
                    raise ProblemsError([Problem(f"{self.name} ({listed}): {what}")])
                inside = known.get(inside.casefold(), inside)
            found.append(Relationship(one.get("Id", ""), type, target, inside))
        return tuple(found)

    def related(self, type: str) -> str | None:
        """The first part of ``type``, such as ``footnotes`` or ``comments``, that the main part refers to."""
        found = (one.part for one in self.relationships(self.main) if one.type == type)
        return next((part for part in found if part in self.parts), None)

    def external(self) -> Iterator[tuple[str, Relationship]]:
        """Each part with what it refers to outside the file, hyperlinks left out. Raises ProblemsError."""
        for listed in self.parts:
            if (part := source_of(listed)) is not None:
                for one in self.relationships(part):
                    if one.external and one.type != "hyperlink":
                        yield part, one


def open_package(data: bytes, name: str, *, external: Literal["allow", "refuse"] = "allow") -> Package:
    """The DOCX file ``data``, called ``name`` in messages.

    With ``external="refuse"`` a file that refers to anything outside itself but hyperlinks is refused: pictures,
    templates, frames, OLE objects. Raises ProblemsError with every reason why the file cannot be used.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        hint = "take the password off, or save it as a Word document, .docx"
        raise ProblemsError([Problem(f"{name}: locked with a password, or of an old kind of Word", hint=hint)])
    if len(data) > MOST_BYTES:
        raise ProblemsError([Problem(f"{name}: larger than {MOST_BYTES // 1024**2} MB")])
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            package = _read(archive, data, name)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, LookupError):
        # RuntimeError includes NotImplementedError; LookupError a code page that is not known.
        raise ProblemsError([Problem(f"{name}: damaged, or not a DOCX file")]) from None
    if external == "refuse" and (outside := list(package.external())):
        raise ProblemsError(
            Problem(f"{name}: {part or 'the package'} refers to what lies outside the file: {one.type} {one.target!r}")
            for part, one in outside
        )
    return package


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A DOCX file of ``parts``: the list of types first, the others by name, without times."""
    with zipfile.ZipFile(buffer := BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(parts, key=lambda part: (part != CONTENT_TYPES, part)):
            entry = zipfile.ZipInfo(part)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[part])
    return buffer.getvalue()


def _read(archive: zipfile.ZipFile, data: bytes, name: str) -> Package:
    entries = archive.infolist()
    if problems := [Problem(f"{name}: {what}") for what in _faults(entries)]:
        raise ProblemsError(problems)
    loose = _loose(archive, data)
    if loose is None:
        raise ProblemsError([Problem(f"{name}: parts overlap each other")])
    if not _is_listed_once(archive, data):
        raise ProblemsError(
            [Problem(f"{name}: its list of parts does not stand where its end says, and programs read another")]
        )
    kept = [entry for entry in entries if not entry.is_dir()]
    parts = {entry.orig_filename: archive.read(entry) for entry in kept}
    times = {entry.orig_filename: tuple(entry.date_time) for entry in kept}
    package = Package(name, MappingProxyType(parts), "", MappingProxyType(times), archive.comment, loose)
    return Package(name, package.parts, _main(package), package.times, package.comment, loose)


def _faults(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    """What forbids to unpack the entries, from what the archive's directory says of them."""
    if len(entries) > MOST_PARTS:
        yield f"more than {MOST_PARTS} parts"
        return
    if sum(entry.file_size for entry in entries) > MOST_BYTES_UNPACKED:
        yield f"more than {MOST_BYTES_UNPACKED // 1024**2} MB unpacked"
    seen: set[str] = set()
    for entry in entries:
        part = entry.orig_filename
        if not _is_part_name(part.removesuffix("/")):
            yield f"a part has the name {part!r}, which leads out of the file or is not allowed"
        if part.casefold() in seen:
            yield f"two parts have the name {part!r}"
        seen.add(part.casefold())
        if entry.flag_bits & 0x41:
            yield f"the part {part!r} is encrypted"
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield f"the part {part!r} is packed in a way that Word does not use"
        if stat.S_ISLNK(entry.external_attr >> 16):
            yield f"the part {part!r} is a link to another file"
        if entry.file_size > MOST_BYTES_OF_A_PART:
            yield f"the part {part!r} has more than {MOST_BYTES_OF_A_PART // 1024**2} MB"
        elif entry.file_size > max(SMALL, MOST_RATIO * entry.compress_size):
            yield f"the part {part!r} is packed more than {MOST_RATIO} to 1, as in a file that is meant to do harm"


def _is_part_name(part: str) -> bool:
    steps = part.split("/")
    return part.isprintable() and not _READ_DIFFERENTLY.search(part) and not {"", ".", ".."}.intersection(steps)


_READ_DIFFERENTLY = re.compile(r"""[\\:%?#*"<>|]|(?:^|/)\s|\s(?:/|$)""")
"""What programs take for more than a part of a name, or leave out of it."""


def _loose(archive: zipfile.ZipFile, data: bytes) -> int | None:
    """The number of bytes that belong to no part; None when parts overlap."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    position = loose = directory = 0
    for entry in entries:
        if entry.header_offset < position:
            return None
        loose += _gap(entry.header_offset - position)
        _, name_bytes, extra_bytes = _LOCAL_HEADER.unpack_from(data, entry.header_offset)
        position = entry.header_offset + _LOCAL_HEADER.size + name_bytes + extra_bytes + entry.compress_size
        encoding = "utf-8" if entry.flag_bits & 0x800 else "cp437"
        named = len(entry.orig_filename.encode(encoding))
        directory += _CENTRAL_HEADER_BYTES + named + len(entry.extra) + len(entry.comment)
    if archive.start_dir < position:
        return None
    after = len(data) - archive.start_dir - directory - _END_BYTES - len(archive.comment)
    return loose + _gap(archive.start_dir - position) + (after if after != _LARGE_END_BYTES else 0)


def _is_listed_once(archive: zipfile.ZipFile, data: bytes) -> bool:
    """Whether the end of the archive says the same of its list of parts as was read (APPNOTE.TXT 4.3.16), and not only
    another end, for archives that are too large for it."""
    end = len(data) - _END_BYTES - len(archive.comment)
    if end < 0 or data[end : end + 4] != b"PK\5\6":
        return False
    *_, count, size, start = _END.unpack_from(data, end)
    named = data[start : start + size].count(b"PK\1\2")
    return bool(count == len(archive.infolist()) <= named and start == archive.start_dir and start + size <= end)


def _gap(size: int) -> int:
    return 0 if size in _DESCRIPTOR_BYTES else size


def _main(package: Package) -> str:
    """The part with the text. Raises ProblemsError when the package is no Word document."""
    for part in (CONTENT_TYPES, relationships_part("")):
        if part not in package.parts:
            raise ProblemsError([Problem(f"{package.name}: not a DOCX file, for it has no {part}")])
    mains = [one.part for one in package.relationships() if one.type == "officeDocument"]
    if len(mains) > 1:
        raise ProblemsError([Problem(f"{package.name}: two texts, of which a program shows one")])
    main = next(iter(mains), None)
    types = content_types(package)
    if main is None or main not in package.parts or not MAIN_TYPES.fullmatch(types.get(main, "")):
        raise ProblemsError([Problem(f"{package.name}: not a Word document, or one without its text")])
    return main


def content_types(package: Package) -> dict[str, str]:
    """The media type of each part that has one. Raises ProblemsError."""
    by_name: dict[str, str] = {}
    by_ending: dict[str, str] = {}
    for one in package.xml(CONTENT_TYPES).iterchildren(f"{_TYPES}Override", f"{_TYPES}Default"):
        if one.get("PartName"):
            by_name[one.get("PartName").removeprefix("/").casefold()] = one.get("ContentType", "")
        else:
            by_ending[one.get("Extension", "").casefold()] = one.get("ContentType", "")
    found = {}
    for part in package.parts:
        name = part.casefold()
        if media := by_name.get(name) or by_ending.get(name.rpartition(".")[2]):
            found[part] = media
    return found


def relationships_part(part: str) -> str:
    """The name of the part that lists what ``part`` refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def source_of(listed: str) -> str | None:
    """The part whose references ``listed`` holds, empty for the package itself; None if it is no such list."""
    folder, name = posixpath.split(listed)
    above, last = posixpath.split(folder)
    if last != "_rels" or not name.endswith(".rels"):
        return None
    return posixpath.join(above, name.removesuffix(".rels"))


def _resolved(part: str, target: str) -> str | None:
    """The part that ``target`` names as seen from ``part``; None for what can only lie outside the file."""
    try:
        address = urlsplit(target)
    except ValueError:
        return None
    if address.scheme or address.netloc or "\\" in target:
        return None
    path = posixpath.join("/", posixpath.dirname(part), unquote(address.path))
    return posixpath.normpath(path).lstrip("/")


def _known(address: str) -> str:
    """The last step of the address of a type that is known, else the whole address."""
    found = _KNOWN.fullmatch(address)
    return found[found.lastindex or 0] if found else address


def parse(data: bytes, name: str) -> Any:
    """The root element of the XML ``data``, called ``name`` in messages; see ``Package.xml``."""
    if len(data) > MOST_BYTES_OF_XML:
        raise ProblemsError([Problem(f"{name}: more than {MOST_BYTES_OF_XML // 1024**2} MB of XML")])
    if any(doctype in data for doctype in _DOCTYPES):
        raise ProblemsError([Problem(f"{name}: a DOCTYPE, which Word does not write and which is refused")])
    declared = _DECLARED.match(data)
    if declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}:
        raise ProblemsError([Problem(f"{name}: an encoding that Word does not write and programs read otherwise")])
    if data.count(b"<") + data.count(b"=") > MOST_MARKS:
        raise ProblemsError([Problem(f"{name}: more than {MOST_MARKS:,} tags and attributes")])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        why = " ".join(str(error.msg).partition(", line ")[0].split())
        raise ProblemsError(
            [Problem(f"not XML that can be read: {why}", Place(name, line or 1, column or 1))]
        ) from None
    except (ValueError, LookupError):
        raise ProblemsError([Problem(f"{name}: not XML that can be read")]) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ProblemsError([Problem(f"{name}: a DOCTYPE, which Word does not write and which is refused")])
    if _DEEP(root):
        raise ProblemsError([Problem(f"{name}: more than {MOST_DEPTH} elements inside each other")])
    return root
