"""Word files made for tests: the parts of one, packed well or badly."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
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
        rows.append(f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"{outside}/>')
    return f'<Relationships xmlns="{REL}">{"".join(rows)}</Relationships>'
