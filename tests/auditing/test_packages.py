"""A stranger's Word file is opened within limits, or refused with reasons."""

from __future__ import annotations

import stat
import struct
import zipfile
from io import BytesIO

import pytest

from auditing.files import PLAIN, listed, packed
from nkadvocate.auditing import packages
from nkadvocate.auditing.packages import Relationship, open_package, parse
from nkadvocate.document import Document
from nkadvocate.problems import Place, ProblemsError
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look


def complaints(data: bytes) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        open_package(data, "letter.docx")
    return [str(problem) for problem in caught.value.problems]


def archive_of(*entries: tuple[zipfile.ZipInfo | str, bytes]) -> bytes:
    with zipfile.ZipFile(buffer := BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_letter_of_ours_is_opened_with_its_parts_and_references(letters: dict[str, Document]) -> None:
    package = open_package(render(letters["pl-foreign-minister"], "docx", Look()), "letter.docx")
    assert package.main == "word/document.xml"
    assert package.related("footnotes") == "word/footnotes.xml"
    assert package.xml("word/document.xml").tag.endswith("}document")
    assert list(package.external()) == []
    assert (package.comment, package.loose) == (b"", 0)


def test_references_are_resolved_from_the_part_that_makes_them() -> None:
    references = listed("image media/a.png", "footnotes /word/Notes.xml", "hyperlink https://example.org External")
    parts = PLAIN | {"word/_rels/document.xml.rels": references, "word/notes.xml": "<a/>"}
    found = open_package(packed(parts), "letter.docx").relationships("word/document.xml")
    assert found == (
        Relationship("rId1", "image", "media/a.png", "word/media/a.png"),
        Relationship("rId2", "footnotes", "/word/Notes.xml", "word/notes.xml"),
        Relationship("rId3", "hyperlink", "https://example.org", None),
    )


@pytest.mark.parametrize(
    ("reference", "external"),
    [
        ("hyperlink https://example.org External", False),
        ("attachedTemplate file:///C:/Users/kim/letter.dotm External", True),
        ("image https://example.org/pixel.png External", True),
        ("frame https://example.org/a.html External", True),
        ("oleObject file:///tmp/a.xls", True),
        ("image \\\\server\\share\\a.png", True),
        ("image //example.org/a.png", True),
        ("image ../../../../etc/passwd", False),
    ],
)
def test_what_lies_outside_the_file_is_told_and_may_be_refused(reference: str, external: bool) -> None:
    data = packed(PLAIN | {"word/_rels/document.xml.rels": listed(reference)})
    outside = [(part, one.target) for part, one in open_package(data, "letter.docx").external()]
    assert outside == ([("word/document.xml", reference.split()[1])] if external else [])
    if external:
        with pytest.raises(ProblemsError, match="refers to what lies outside the file"):
            open_package(data, "letter.docx", external="refuse")
    else:
        open_package(data, "letter.docx", external="refuse")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("encoding", ["UTF-7", "windows-1252", "utf-16"])
def test_an_encoding_that_programs_read_otherwise_is_refused(mark: bytes, encoding: str) -> None:
    with pytest.raises(ProblemsError, match="an encoding that Word does not write"):
        parse(mark + f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode(), "letter.docx (a)")


def test_an_archive_that_lists_its_parts_twice_is_refused() -> None:
    """Some programs follow the end of the archive, others a second one for archives that are too large for it."""
    whole = packed(PLAIN)
    at = whole.rindex(b"PK\5\6")
    _, _, _, count, _, size, start, _ = struct.unpack("<4s4H2LH", whole[at:])
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, at)
    found = struct.pack("<4sLQL", b"PK\6\7", 0, at + size, 1)
    twice = whole[:at] + whole[start:at] + large + found + whole[at:]
    with zipfile.ZipFile(BytesIO(twice)) as archive:
        assert archive.start_dir == at
    assert "does not stand where its end says" in " ".join(complaints(twice))


@pytest.mark.parametrize("target", ["notes%2Exml", "notes.xml?x", "notes.xml#x", " notes.xml"])
def test_a_reference_that_programs_read_in_different_ways_is_refused(target: str) -> None:
    row = listed("footnotes notes.xml").replace("notes.xml", target)
    parts = PLAIN | {"word/_rels/document.xml.rels": row, "word/notes.xml": "<a/>"}
    with pytest.raises(ProblemsError, match="programs read in different ways"):
        open_package(packed(parts), "letter.docx").relationships("word/document.xml")


@pytest.mark.parametrize(
    "name",
    [
        "../evil.xml",
        "/etc/passwd",
        "word/../../evil.xml",
        "word\\evil.xml",
        "C:/evil.xml",
        "word//evil.xml",
        "word/%2e%2e/%2e%2e/evil.xml",
        "word/a%2F..%2Fb.xml",
        "word/./evil.xml",
        "word/\x07.xml",
        "word/document%2Exml",
        "word/ document.xml",
        "word/document.xml?x",
        "word/document.xml#x",
    ],
)
def test_a_part_name_that_leads_elsewhere_is_refused(name: str) -> None:
    [found] = complaints(packed(PLAIN | {name: "<a/>"}))
    assert "leads out of the file or is not allowed" in found


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("again", ["word/document.xml", "Word/Document.XML"])
def test_two_parts_of_one_name_are_refused(again: str) -> None:
    entries = [*PLAIN.items(), (again, "<a/>")]
    assert complaints(archive_of(*((name, text.encode()) for name, text in entries))) == [
        f"letter.docx: two parts have the name {again!r}"
    ]


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("word/link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    [found] = complaints(archive_of(*((name, text.encode()) for name, text in PLAIN.items()), (link, b"/etc/passwd")))
    assert found == "letter.docx: the part 'word/link.xml' is a link to another file"


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(packed(PLAIN))
    for at in (data.index(b"PK\x01\x02") + 8, 6):
        data[at] |= 1
    assert complaints(bytes(data)) == ["letter.docx: the part '[Content_Types].xml' is encrypted"]


def test_a_file_locked_with_a_password_is_named_as_such() -> None:
    assert "locked with a password" in complaints(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))[0]


def test_other_ways_of_packing_are_refused() -> None:
    with zipfile.ZipFile(buffer := BytesIO(), "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xml", "<a/>")
    assert complaints(buffer.getvalue()) == ["letter.docx: the part 'a.xml' is packed in a way that Word does not use"]


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    [found] = complaints(packed(PLAIN | {"word/bomb.xml": bytes(30 * 1024**2)}))
    assert "'word/bomb.xml' is packed more than 200 to 1" in found


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_beyond_it() -> None:
    data = bytearray(packed({"bomb": bytes(30 * 1024**2)} | PLAIN))
    size = struct.pack("<L", 100)
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = size
    data[22:26] = size
    assert complaints(bytes(data)) == ["letter.docx: damaged, or not a DOCX file"]


def test_parts_that_overlap_are_refused() -> None:
    """The bomb of David Fifield, 2019: many names for the same packed bytes."""
    data = bytearray(packed(PLAIN))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<L", 3)
    assert complaints(bytes(data)) == ["letter.docx: parts overlap each other"]


@pytest.mark.parametrize(
    ("limit", "value", "complaint"),
    [
        ("MOST_BYTES", 100, "larger than"),
        ("MOST_PARTS", 2, "more than 2 parts"),
        ("MOST_BYTES_UNPACKED", 500, "unpacked"),
        ("MOST_BYTES_OF_A_PART", 200, "has more than"),
        ("MOST_BYTES_OF_XML", 100, "of XML"),
        ("MOST_MARKS", 5, "more than 5 tags and attributes"),
    ],
)
def test_there_is_a_limit_to_everything(
    limit: str, value: int, complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, limit, value)
    assert any(complaint in found for found in complaints(packed(PLAIN)))


def test_every_fault_of_a_file_is_told_at_once() -> None:
    found = complaints(packed(PLAIN | {"../a.xml": "<a/>", "/b.xml": "<a/>", "bomb": bytes(9 * 1024**2)}))
    assert len(found) == 3


def test_bytes_that_belong_to_no_part_are_counted() -> None:
    data = packed(PLAIN, comment=b"packed by Kim")
    opened = open_package(data, "letter.docx")
    assert (opened.comment, opened.loose) == (b"packed by Kim", 0)
    inside = data[: data.index(b"PK\1\2")]
    at, moved = len(inside), bytearray(inside + b"#!/bin/sh\n" + data[len(inside) :])
    struct.pack_into("<L", moved, moved.rindex(b"PK\5\6") + 16, at + 10)
    assert open_package(bytes(moved), "letter.docx").loose == 10
    assert "does not stand where its end says" in " ".join(complaints(b"#!/bin/sh\n" + data))


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.org/a.dtd"> %p;]><a/>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-7"])
def test_a_doctype_is_refused_in_every_encoding(text: str, encoding: str) -> None:
    declared = "utf-7" if encoding == "utf-7" else encoding.rpartition("-le")[0] or encoding
    data = f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding)
    with pytest.raises(ProblemsError):
        parse(data, "letter.docx (word/document.xml)")


def test_an_entity_that_is_not_declared_is_not_taken_for_text() -> None:
    with pytest.raises(ProblemsError, match="not XML"):
        parse(b"<a>&x;</a>", "x")


@pytest.mark.parametrize("depth", [packages.MOST_DEPTH + 1, 5_000, 100_000])
def test_xml_that_is_nested_too_deep_is_refused(depth: int) -> None:
    with pytest.raises(ProblemsError, match=r"inside each other|depth"):
        parse(b"<a>" * depth + b"</a>" * depth, "x")


def test_xml_that_is_broken_names_part_line_and_column() -> None:
    package = open_package(packed(PLAIN | {"word/notes.xml": "<a>\n<b></a>"}), "letter.docx")
    with pytest.raises(ProblemsError) as caught:
        package.xml("word/notes.xml")
    [problem] = caught.value.problems
    assert problem.place == Place("letter.docx (word/notes.xml)", 2, 8)
    with pytest.raises(ProblemsError, match=r"there is no part word/nothing\.xml"):
        package.xml("word/nothing.xml")


@pytest.mark.parametrize("left_out", list(PLAIN))
def test_a_package_that_is_no_word_file_is_refused(left_out: str) -> None:
    [found] = complaints(packed({name: text for name, text in PLAIN.items() if name != left_out}))
    assert "not a DOCX file" in found or "not a Word document" in found


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"hello", bytes(1000)])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert len(complaints(data)) == 1
