"""What the look of a campaign prints in the letters of others: words in drawings, counters, headers and fonts."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
import yaml

from acceptance.command import nkadvocate
from acceptance.reading import needs_pdftotext, pdf_words
from auditing.files import packed
from nkadvocate import shipped
from persons.invented import campaign_folder, invented

RECIPIENT = "aland-minister"
SEAL = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def mine(desk: Path) -> Path:
    return campaign_folder(desk / "campaigns" / "mine", invented({"form": "pseudonym"}), recipients=[RECIPIENT])


def written(format: str) -> bytes | None:
    """The letter, or None where it is refused."""
    if nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", format).exit_code:
        return None
    [path] = Path("output").glob(f"*.{format}")
    return path.read_bytes()


def svg(words: str, before: str = "", prefix: str = "") -> str:
    colon, declared = (f"{prefix}:", f":{prefix}") if prefix else ("", "")
    head = f'<{colon}svg xmlns{declared}="http://www.w3.org/2000/svg" width="200" height="20">'
    return f'{before}{head}<{colon}text y="15" font-size="12">{words}</{colon}text></{colon}svg>'


DRAWINGS = {
    "in UTF-16": svg("Invented Kyuri<!-- \u0416\u00e9 -->", '<?xml version="1.0" encoding="UTF-16"?>').encode(
        "utf-16-be"
    ),
    "with a prefix": svg("K<s:tspan>yu</s:tspan>ri", prefix="s").encode(),
    "by entities": svg("&a;&b;", '<!DOCTYPE svg [<!ENTITY a "Ky"><!ENTITY b "uri">]>').encode(),
    "around a title": svg("K<title>a > b</title>yuri").encode(),
}


@needs_pdftotext
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_no_drawing_of_a_style_sheet_prints_a_name(mine: Path, drawing: str) -> None:
    (mine / "words.svg").write_bytes(DRAWINGS[drawing])
    (mine / "style.css").write_text(".subject::before { content: url(words.svg) }", "utf-8")
    pdf = written("pdf")
    assert pdf is None or "Kyuri" not in "".join(pdf_words(pdf).split())


@needs_pdftotext
@pytest.mark.parametrize(
    "style",
    [
        "@page { @bottom-left { content: 'K' } @bottom-center { content: 'yu' } @bottom-right { content: 'ri' } }",
        ".subject { font-size: 0 } .subject::before { font-size: 12pt; content: 'K' }"
        ".subject::after { font-size: 12pt; content: 'yu' } .salutation::before { content: 'ri' }",
        ".subject::before { counter-reset: a 11 b 25 c 21 d 18 e 9; content: counter(a, upper-alpha)"
        " counter(b, lower-alpha) counter(c, lower-alpha) counter(d, lower-alpha) counter(e, lower-alpha) }",
    ],
)
def test_no_rules_of_a_style_sheet_print_a_name_together(mine: Path, style: str) -> None:
    (mine / "style.css").write_text(style, "utf-8")
    pdf = written("pdf")
    assert pdf is None or "Kyuri" not in "".join(pdf_words(pdf).split())


@pytest.mark.parametrize(
    "style",
    [
        ".subject::before { counter-reset: a 34; content: 'aged ' counter(a) }",
        ".subject::before { --to: a 34; counter-set: var(--to); content: 'aged ' counter(a) }",
        ".subject::before { --as: upper-alpha; content: counter(a, var(--as)) }",
        "@c\\6funter-style secret { system: cyclic; symbols: 'x' }",
        ".subject::before { content: counter(a, symbols('x')) }",
        ".subject::before { content: counters(a, '.', lower-roman) }",
        '.subject::before { content: url("data:image/svg+xml;BASE64,<svg><text>Any</text></svg>") }',
    ],
)
def test_what_cannot_be_told_from_a_style_sheet_is_refused_where_persons_are_protected(mine: Path, style: str) -> None:
    (mine / "style.css").write_text(style, "utf-8")
    assert written("html") is None


@pytest.mark.parametrize(
    "style",
    [
        "h2 { counter-increment: h } h2::before { content: counter(h) '. ' }",
        "body { counter-reset: h 0 } h2::before { content: counters(h, '.', decimal) }",
        ".subject::before { content: url(\"data:image/svg+xml,<svg><path d='M 0 0 L 9 9'/></svg>\") }",
    ],
)
def test_numbers_and_drawings_without_words_may_stand(mine: Path, style: str) -> None:
    (mine / "style.css").write_text(style, "utf-8")
    assert written("html") is not None


def test_a_drawing_with_entities_is_taken_by_no_campaign(desk: Path) -> None:
    mine = campaign_folder(desk / "campaigns" / "mine", recipients=[RECIPIENT])
    (mine / "words.svg").write_bytes(DRAWINGS["by entities"])
    (mine / "style.css").write_text(".subject::before { content: url(words.svg) }", "utf-8")
    result = nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "html")
    assert "mine/style.css:1:29: a drawing with a DOCTYPE is not taken" in result.stderr


def base(kind: str) -> bytes:
    document = docx.Document(str(shipped.TEMPLATES / "design" / "base.docx"))
    document.sections[0].header.paragraphs[0].text = "HERE"
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = next(name for name, part in parts.items() if b"HERE" in part)
    words = {
        "in CDATA": "<w:t><![CDATA[Ky]]></w:t><w:t>uri</w:t>",
        "around a comment": "<w:t>Ky<!-- a > b -->uri</w:t>",
        "beside an attribute": "<w:t>Ky</w:t><w:t xml:space='a > b'>uri</w:t>",
    }.get(kind, "<w:t>Invented Kyuri</w:t>")
    header = parts.pop(name).replace(b"<w:t>HERE</w:t>", words.encode())
    new = {"among the properties": "docProps/header1.xml", "beside the text": "word/document.xml1.xml"}.get(kind, name)
    parts[new] = header
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(f'"{name.removeprefix("word/")}"'.encode(), f'"/{new}"'.encode())
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(f"/{name}".encode(), f"/{new}".encode())
    return packed(parts)


@pytest.mark.parametrize(
    "kind", ["in CDATA", "around a comment", "beside an attribute", "among the properties", "beside the text"]
)
def test_no_header_of_a_base_document_prints_a_name(mine: Path, kind: str) -> None:
    (mine / "base.docx").write_bytes(base(kind))
    letter = written("docx")
    if letter is not None:
        header = docx.Document(io.BytesIO(letter)).sections[0].header
        assert "Kyuri" not in str(header._element.xpath("string()"))


@pytest.mark.parametrize(("field", "format"), [("family", "html"), ("word", "docx")])
def test_no_font_brings_a_name_into_a_file(mine: Path, field: str, format: str) -> None:
    (mine / "design.yaml").write_text(f"type: {{{field}: Invented Kyuri}}\n", "utf-8")
    letter = written(format)
    if letter is not None and format == "docx":
        with zipfile.ZipFile(io.BytesIO(letter)) as package:
            letter = b"".join(map(package.read, package.namelist()))
    assert letter is None or b"Kyuri" not in letter


def taken_along(folder: str = "output") -> str:
    """What the files have that HTML letters hold as addresses."""
    pages = "".join(path.read_text("utf-8") for path in Path(folder).rglob("*.html"))
    found = (base64.b64decode(code) for code in re.findall(r"base64,([A-Za-z0-9+/=]+)", pages))
    return "".join(data.decode("utf-8", "replace") for data in found)


def test_no_style_sheet_takes_the_seal_along(mine: Path) -> None:
    campaign_folder(mine, invented({"form": "pseudonym"}), recipients=[RECIPIENT], seal=SEAL)
    (mine / "style.css").write_text("p { background: url(campaign.yaml) }\n", "utf-8")
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "html")
    assert SEAL not in taken_along()


def test_no_style_sheet_takes_the_evidence_along(mine: Path) -> None:
    """Programs that write YAML make \\u… of Hangul unless they are told not to."""
    person = {"names": ["발명한 규리"], "pseudonym": "Zaza", "where": {"country": "Wuland"}}
    record = invented({"form": "pseudonym"}, claim="{person} told the Watch that she was beaten.") | {"person": person}
    campaign_folder(mine, record, recipients=[RECIPIENT])
    (mine / "evidence" / "evidence.yaml").write_text(yaml.safe_dump([record], allow_unicode=False), "utf-8")
    (mine / "style.css").write_text("p { background: url(evidence/evidence.yaml) }\n", "utf-8")
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "html")
    assert "\\uADDC\\uB9AC" not in taken_along().upper().replace("\\U", "\\u")


@pytest.mark.parametrize("encoding", ["utf-16", "cp949"])
def test_no_style_sheet_takes_notes_along_that_are_no_pictures(mine: Path, encoding: str) -> None:
    (mine / "notes.txt").write_bytes("Invented Kyuri, 발명한 규리".encode(encoding))
    (mine / "style.css").write_text("p { background: url(notes.txt) }\n", "utf-8")
    nkadvocate("letter", RECIPIENT, "-c", "mine", "-f", "html")
    pages = "".join(path.read_text("utf-8") for path in Path("output").rglob("*.html"))
    assert base64.b64encode((mine / "notes.txt").read_bytes()).decode() not in pages
