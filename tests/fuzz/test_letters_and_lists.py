"""Edited letters given to ``check``, and lists of recipients: each is read or said to be wrong; nothing hangs."""

from __future__ import annotations

import copy
import functools
import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from auditing.files import W, packed
from campaigning.test_hostile_lists import CARD_LINES, POPOLO
from fuzz.feeding import amount, fed, mutated, tried
from fuzz.test_readers import PDF, TOKENS, YAML, letter, library
from nkadvocate import shipped
from nkadvocate.auditing.annotating import annotated
from nkadvocate.auditing.beside import beside, read_beside
from nkadvocate.auditing.disguises_in_word import disguised_in_word
from nkadvocate.auditing.fields import led_astray
from nkadvocate.auditing.from_pdf import read_pdf
from nkadvocate.auditing.from_word import read_word
from nkadvocate.auditing.known import Records, make_ready
from nkadvocate.auditing.manuscript import Manuscript, manuscript_of
from nkadvocate.auditing.packages import open_package
from nkadvocate.auditing.recheck import left_over, recheck
from nkadvocate.campaigning.columns import checked, read_columns, suggested
from nkadvocate.campaigning.lists import ListFormat, read_list
from nkadvocate.campaigning.recipients import as_files, headers, read_recipients
from nkadvocate.cli import main
from nkadvocate.composing import compose_letter
from nkadvocate.composing.citing import STYLES, written_citations
from nkadvocate.composing.wording import written_claims
from nkadvocate.document import Document
from nkadvocate.library import Audience, cleared, open_campaign
from nkadvocate.tailoring import tailor

AMOUNT = amount()
SOME = amount(0.5)
FEW = amount(0.1)
"""Of what takes longer, and of what starts the whole command."""
NAME = "2026-12-10-pl-foreign-minister"
PROTECTED = ("Invented Kyuri", "Qulumo-ri", "2018-11-23")


@functools.cache
def reference() -> tuple[Document, Records]:
    """The letter as the records have it, and the records made ready to hold a file against them."""
    campaign = open_campaign(shipped.CAMPAIGNS / "default", library()).model_copy(update={"date": "2026-12-10"})
    document = compose_letter(tailor(library(), library().recipient("pl-foreign-minister"), campaign))
    told = cleared(library(), Audience("2026-12-10", public=True))
    citations = written_citations(library().sources.values(), STYLES["oscola"], "en")
    return document, make_ready(library(), written_claims(told.evidence.values(), "en"), citations, "en", told.withheld)


@functools.cache
def parts_of_letter() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(letter("docx"))) as package:
        return {name: package.read(name) for name in package.namelist()}


READ = ("word/document.xml", "word/footnotes.xml", "word/styles.xml", "word/_rels/document.xml.rels")


@st.composite
def rearranged(draw: st.DrawFn) -> bytes:
    """A letter of ours in which elements are taken out, put elsewhere, repeated, renamed, or say something else."""
    parts = dict(parts_of_letter())
    name = draw(st.sampled_from(READ[:2]))
    root = etree.fromstring(parts[name])
    elements = [*root.iter(f"{{{W}}}*")][1:]
    places = st.integers(0, len(elements) - 1)
    for _ in range(draw(st.integers(1, 4))):
        one, other = elements[draw(places)], elements[draw(places)]
        match draw(st.sampled_from(["out", "into", "again", "named", "says", "without"])):
            case "out" if one.getparent() is not None:
                one.getparent().remove(one)
            case "into" if one is not other and one not in [*other.iterancestors()]:
                other.append(one)
            case "again":
                other.append(copy.deepcopy(one))
            case "named":
                one.tag = f"{{{W}}}{draw(st.sampled_from(['p', 'r', 't', 'tbl', 'del', 'fldChar', 'sym', 'footnote']))}"
            case "says":
                text = draw(
                    st.sampled_from(["9,999", "On 1 May 2031", "art 99", "“x”", *PROTECTED]) | st.text(max_size=9)
                )
                one.text = "".join(c for c in text if c.isprintable())
            case "without":
                one.attrib.clear()
    return packed(parts | {name: etree.tostring(root)})


def damaged(name: str) -> st.SearchStrategy[bytes]:
    return mutated(parts_of_letter()[name], TOKENS).map(lambda changed: packed(parts_of_letter() | {name: changed}))


def held(manuscript: Manuscript) -> None:
    document, records = reference()
    for finding in recheck(document, manuscript, records, PROTECTED):
        assert "Kyuri" not in str(finding)


@pytest.mark.filterwarnings("ignore")
@SOME
@given(st.one_of(rearranged(), st.sampled_from(READ).flatmap(damaged), mutated(letter("docx"))))
def test_edited_word_letters(data: bytes) -> None:
    package = fed("edited DOCX", lambda: open_package(data, NAME))
    if package is None:
        return
    manuscript = tried(lambda: read_word(package))
    if manuscript is not None:
        tried(lambda: held(manuscript))
        document, records = reference()
        written = open_package(letter("docx"), NAME)
        made, anew = read_beside(written), manuscript_of(document)
        tried(lambda: list(beside(read_beside(package), made, anew, records.names, PROTECTED)))
        tried(lambda: list(disguised_in_word(package, written, PROTECTED)))
        tried(lambda: list(led_astray(package, written, manuscript, PROTECTED)))
    found = tried(lambda: list(left_over(data, NAME)))
    tried(lambda: annotated(data, found or [], NAME))


@pytest.mark.filterwarnings("ignore")
@FEW
@given(st.one_of(mutated(PDF), mutated(letter("pdf"))))
def test_edited_pdf_letters(data: bytes) -> None:
    manuscript = fed("edited PDF", lambda: read_pdf(data, NAME))
    if manuscript is not None:
        tried(lambda: held(manuscript))


@pytest.mark.filterwarnings("ignore")
@FEW
@given(st.tuples(st.just("docx"), rearranged() | mutated(letter("docx"))) | st.tuples(st.just("pdf"), mutated(PDF)))
def test_the_check_of_a_letter_writes_nothing_but_its_copy(form: tuple[str, bytes]) -> None:
    ending, data = form
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "letters" / f"{NAME}.{ending}"
        file.parent.mkdir()
        file.write_bytes(data)
        annotate = ["--annotate"] if ending == "docx" else []
        result = fed("the check command", lambda: CliRunner().invoke(main, ["check", str(file), *annotate]))
        assert result is not None
        assert result.exit_code in (0, 1), result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        there = {path.relative_to(name).as_posix() for path in Path(name).rglob("*") if path.is_file()}
        assert there <= {f"letters/{NAME}.{ending}", f"letters/{NAME}.checked.docx"}
        assert file.read_bytes() == data


CSV = mutated(
    b"Full name,Constituency,E-mail,Gender,Term ends\nRt Hon Dr Jane Example KC,North,jane@example.org,F,2029-07\n"
    b'"EXAMPLE, Alex (Al)",South,alex@example.org,,2029-07\nVacant,East,,,\n',
    (b",", b'"', b"\n", b"\r", b";", b"\t", b"=1+1", b"@", b"..", b"\xef\xbb\xbf", "김민".encode(), b"\xe9"),
)
CARDS = mutated(
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Jane Example\r\nN:Example;Jane;;Dr;KC\r\nORG:House of Commons\r\n"
    b"EMAIL:jane@example.org\r\nADR:;;1 Street;Town;;;\r\nEND:VCARD\r\n",
    (b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b";", b":", b"\\n", b"\r\n ", b"ENCODING=QUOTED-PRINTABLE", b"=E9"),
)
FIELDS = st.sampled_from(["name", "given", "family", "email", "gender", "body", "address", "term_end", "x"])
ROWS = st.lists(
    st.dictionaries(FIELDS, st.text(max_size=9) | st.integers() | st.lists(st.text(max_size=4))), max_size=4
)
LISTS = st.one_of(
    st.tuples(st.just("csv"), CSV),
    st.tuples(st.just("vcard"), CARDS | st.lists(CARD_LINES, max_size=9).map("\r\n".join).map(str.encode)),
    st.tuples(st.just("json"), (POPOLO | ROWS).map(lambda value: json.dumps(value).encode())),
    st.tuples(st.just("yaml"), (YAML | ROWS.map(json.dumps)).map(lambda text: text.encode("utf-8", "replace"))),
    st.tuples(st.sampled_from(get_args(ListFormat)), st.binary(max_size=60)),
)


@AMOUNT
@given(LISTS)
def test_lists_of_recipients(given_list: tuple[ListFormat, bytes]) -> None:
    form, data = given_list
    listed = fed(f"{form} list", lambda: read_list(data, "list", form, "2026-12-10"))
    if listed is None:
        return
    columns = tried(lambda: checked(suggested(headers(listed)), headers(listed)))
    found = tried(lambda: read_recipients(listed, columns or {}, library(), "2026-12-10", "gb-commons"))
    if found is not None:
        told = len(found.recipients) + len(found.problems) + len(found.duplicates)
        assert told == len(listed.rows) + len(listed.problems)
        assert as_files(found.recipients, "schema.json", "list")


@AMOUNT
@given(YAML | st.dictionaries(FIELDS, st.text(max_size=9)).map(json.dumps))
def test_columns_kept_beside_a_list(text: str) -> None:
    with tempfile.NamedTemporaryFile(suffix=".map.yaml") as file:
        file.write(text.encode("utf-8", "replace"))
        file.flush()
        fed("columns", lambda: read_columns(Path(file.name)))


@FEW
@given(LISTS, st.text(max_size=12))
def test_the_import_of_a_list_writes_nothing_but_its_records(given_list: tuple[ListFormat, bytes], name: str) -> None:
    form, data = given_list
    with tempfile.TemporaryDirectory() as root:
        desk, target = Path(root) / "desk", Path(root) / "mine" / "list.yaml"
        desk.mkdir()
        try:
            file = desk / (name.replace("/", "∕").encode("utf-8", "replace").decode()[:40] + ".csv")
            file.write_bytes(data)
        except (OSError, ValueError):
            file = desk / "list.csv"
            file.write_bytes(data)
        words = ["import", "recipients", "--format", form, "--body", "gb-commons", "-o", str(target), "--", str(file)]
        result = fed("the import command", lambda: CliRunner().invoke(main, words))
        assert result is not None
        assert result.exit_code in (0, 1, 2), result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        there = {path for path in Path(root).rglob("*") if path.is_file()}
        assert {path.parent.name for path in there} <= {"desk", "mine"}
        assert there - {file} <= {target, target.with_name("list.map.yaml")}
