"""Word files made for tests: the parts of one, packed well or badly."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACES = {
    "core-properties": f"{REL}/metadata",
    "origin": f"{REL}/digital-signature",
    "people": "http://schemas.microsoft.com/office/2011/relationships",
    "vbaProject": "http://schemas.microsoft.com/office/2006/relationships",
    "classificationlabels": "http://schemas.microsoft.com/office/2020/02/relationships",
}
"""Where kinds of relationships are not those of ``R``."""
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PLAIN = {
    "[Content_Types].xml": (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        '"application/xml"/><Override PartName="/word/document.xml" ContentType='
        f'"{WORD_TYPE}.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{REL}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    ),
    "word/document.xml": (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:body></w:document>'
    ),
}
"""The least that is a Word file."""


def packed(parts: Mapping[str, str | bytes], comment: bytes = b"") -> bytes:
    """A ZIP archive of ``parts``, with no time of day in it."""
    with zipfile.ZipFile(buffer := BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
        archive.comment = comment
    return buffer.getvalue()


def listed(*relationships: str) -> str:
    """A part that lists relationships; each is written as ``type target`` or ``type target External``."""
    rows = []
    for number, words in enumerate(relationships, 1):
        kind, target, *mode = words.split()
        outside = ' TargetMode="External"' if mode else ""
        address = f"{SPACES.get(kind, R)}/{kind}"
        rows.append(f'<Relationship Id="rId{number}" Type="{address}" Target="{target}"{outside}/>')
    return f'<Relationships xmlns="{REL}">{"".join(rows)}</Relationships>'


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</cp:coreProperties>'
)
PEOPLE = (
    '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="Kim">'
    '<w15:presenceInfo w15:providerId="AD" w15:userId="kim@example.org"/></w15:person></w15:people>'
)
MEDIA = {"xml": "application/xml", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class Word:
    """A Word file with a body, and parts named by type of relationship and place: ``image media/a.png``.

    ``parts`` are referred to by the document as rId1, rId2 and so on, ``package`` by the package. ``references`` adds
    lists of relationships without parts, ``loose`` parts without a relationship.
    """

    body: str = "<w:p><w:r><w:t>Text</w:t></w:r></w:p>"
    core: str | None = None
    parts: Mapping[str, str | bytes] = field(default_factory=dict)
    package: Mapping[str, str | bytes] = field(default_factory=dict)
    references: Mapping[str, list[str]] = field(default_factory=dict)
    loose: Mapping[str, str | bytes] = field(default_factory=dict)
    main_type: str = f"{WORD_TYPE}.document.main+xml"

    def contents(self) -> dict[str, str | bytes]:
        package = dict(self.package)
        if self.core is not None:
            package["core-properties docProps/core.xml"] = CORE.format(self.core)
        found: dict[str, str | bytes] = {
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{self.body}<w:sectPr/></w:body></w:document>',
            **self.loose,
        }
        for folder, parts in (("", package), ("word", self.parts)):
            for name, content in parts.items():
                found[posixpath.normpath(posixpath.join(folder, name.split()[1]))] = content
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{MEDIA.get(name.rpartition(".")[2], "application/x-other")}"/>'
            for name in found
            if name != "word/document.xml"
        )
        found["[Content_Types].xml"] = (
            f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
            f'ContentType="{self.main_type}"/>{overrides}</Types>'
        )
        found["_rels/.rels"] = listed("officeDocument word/document.xml", *package)
        lists = {"word/document.xml": list(self.parts)} | dict(self.references)
        for part, rows in lists.items():
            folder, name = posixpath.split(part)
            found[f"{folder}/_rels/{name}.rels"] = listed(*rows)
        return found

    def packed(self) -> bytes:
        return packed(self.contents())


def jpeg(*, make: str = "", gps: bool = False, orientation: int = 1) -> bytes:
    """A small photograph, and what its camera wrote."""
    picture = Image.new("RGB", (40, 20), (200, 60, 20))
    picture.paste((0, 90, 200), (0, 0, 12, 8))
    exif = Image.Exif()
    if make:
        exif[0x010F] = make
    if orientation != 1:
        exif[0x0112] = orientation
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
    picture.save(out := BytesIO(), "JPEG", exif=exif.tobytes() if len(exif) or gps else b"")
    return out.getvalue()
