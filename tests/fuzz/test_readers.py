"""Every reader of a stranger's file either reads it or says what is wrong with it; nothing hangs, nothing gets out."""

from __future__ import annotations

import functools
import io
import json
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from auditing.files import PLAIN, W, Word, jpeg, packed
from fuzz.feeding import amount, fed, mutated, tried
from nkadvocate import shipped
from nkadvocate.auditing.packages import open_package
from nkadvocate.auditing.scanning import examine
from nkadvocate.cli import main
from nkadvocate.composing import compose_letter
from nkadvocate.composing.templates import Cited, Templates
from nkadvocate.library import MODELS, Library, open_campaign, open_library
from nkadvocate.library.importing import as_yaml, read_sources
from nkadvocate.library.interchange import Format
from nkadvocate.library.reading import parse_yaml
from nkadvocate.library.validation import validate_list, validate_one
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.shipped import campaign_folder
from nkadvocate.tailoring import tailor

WORDS = (
    *(
        "- id: a",
        "id: ",
        "title: {en: x}",
        "&a ",
        "*a",
        "!!python/object:os.system",
        "<<: *a",
        "? ",
        "|",
        ">-",
        "- ",
        "  ",
    ),
    *(
        "\t",
        "\n",
        "[",
        "]",
        "{",
        "}",
        ": ",
        "#",
        "'",
        '"',
        "%YAML 1.2",
        "---",
        "...",
        "0x1F",
        "1e999",
        "~",
        "\ufeff",
        "\x85",
    ),
)
YAML = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=40).map("".join)
RECORD = (
    shipped.SEEDS / "sources" / sorted(p.name for p in (shipped.SEEDS / "sources").glob("*.yaml"))[0]
).read_bytes()


AMOUNT = amount()
SOME = amount(0.2)
"""Of what takes ten times as long."""


@functools.cache
def library() -> Library:
    return open_library(campaign_folder("default"))


@functools.cache
def letter(form: str) -> bytes:
    """A letter of ours as a file."""
    campaign = open_campaign(campaign_folder("default"), library()).model_copy(update={"date": "2026-12-10"})
    document = compose_letter(tailor(library(), library().recipient("pl-foreign-minister"), campaign))
    return render(document, form, Look())  # type: ignore[arg-type]


@AMOUNT
@given(
    st.one_of(YAML, mutated(RECORD[:1500]).map(lambda data: data.decode("utf-8", "replace"))),
    st.sampled_from(sorted(MODELS)),
)
def test_records(text: str, kind: str) -> None:
    located = fed("YAML", lambda: parse_yaml(text, "a.yaml"))
    if located is not None:
        tried(lambda: validate_list(MODELS[kind], located))
        tried(lambda: validate_one(MODELS[kind], located))


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["type", "title", "author", "issued", "id", "URL", "date-parts", "x"]), inner, max_size=5
        ),
    ),
    max_leaves=12,
)
CSL = st.one_of(VALUES.map(json.dumps), st.lists(VALUES, max_size=3).map(json.dumps), st.text(max_size=30)).map(
    str.encode
)
BIBTEX = mutated(
    b"@string{a = {b}}\n@report{walk2024, title = {A {\\'E}tude # x}, author = {Kim, Min and {UN}}, year = 2024}\n",
    (b"{", b"}", b"@", b"#", b'"', b"\\", b"@comment{", b"@preamble{"),
)
RIS = mutated(
    b"TY  - RPRT\nTI  - A Walk\nAU  - Kim, Min\nPY  - 2024\nER  - \nTY  - BOOK\nER  - \n",
    (b"ER  - ", b"TY  - ", b"\r\n"),
)


@pytest.mark.filterwarnings("ignore")
@AMOUNT
@given(st.one_of(st.tuples(st.just("csl"), CSL), st.tuples(st.just("bibtex"), BIBTEX), st.tuples(st.just("ris"), RIS)))
def test_reference_managers(given_file: tuple[Format, bytes]) -> None:
    form, data = given_file
    imported = fed(form, lambda: read_sources(data, form, library(), "press"))
    assert imported is not None
    assert imported.records or imported.problems
    if imported.records:
        text, _ = as_yaml(imported, "schema.json", "press")
        assert parse_yaml(text, "back.yaml").value


TAGS = (
    *(
        "{{ ",
        " }}",
        "{% ",
        " %}",
        "{# ",
        " #}",
        "if ",
        "for x in items",
        "endfor",
        "endif",
        "else",
        "block a",
        "endblock",
        "set ",
    ),
    *(
        "include 'letter.md.j2'",
        "extends 'letter.md.j2'",
        "import 'x' as y",
        "macro m()",
        "endmacro",
        "call m()",
        "m()",
    ),
    *(
        "recipient",
        "items",
        ".name",
        "['name']",
        ".__class__",
        "|upper",
        "|attr('__init__')",
        "|sort",
        "|map(attribute='a')",
    ),
    *(
        "|batch(2)",
        "|groupby('a')",
        "|indent(9)",
        "('a')",
        " == ",
        " + ",
        " * 9",
        " ~ ",
        " // 0",
        "x",
        "1",
        "'%s'",
        "super()",
    ),
    *(
        "range(9)",
        "loop.index",
        "self",
        "caller()",
        "namespace()",
        "is defined",
        "raw",
        "endraw",
        "-%}",
        "\n",
        "filter upper",
    ),
)
JINJA = st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=3)), max_size=25).map("".join)


@AMOUNT
@given(JINJA, st.booleans())
@example("{% for a in items %}" * 60, False)
@example("{{ " + "(" * 500 + "1" + ")" * 500 + " }}", False)
@example("{{ " + "-" * 5000 + "1 }}", True)
def test_templates(source: str, draft: bool) -> None:
    values = {"recipient": {"name": "Kim", "a": ["b"]}, "items": ["a", "b"], "text": Cited("*a* [@b]")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.joinpath("letter.md.j2").write_bytes(source.encode("utf-8", "replace"))
        fed("templates", lambda: Templates([folder], draft=draft).render("letter.md.j2", values, "writing"))
        assert [path.name for path in folder.iterdir()] == ["letter.md.j2"]


def looked_into(reader: str, data: bytes) -> None:
    """The file is read or refused; in a clean copy nothing is found, and cleaning it changes nothing."""
    examined = fed(reader, lambda: examine(data, "file"))
    clean = tried(examined.clean) if examined else None
    if clean is not None:
        again = examine(clean, "clean copy")
        assert again.findings == ()
        assert again.clean() == clean


TOKENS = tuple(
    token.encode()
    for token in (
        *(
            "<w:ins>",
            "</w:ins>",
            "<w:del/>",
            "<w:vanish/>",
            "<w:p>",
            "</w:p>",
            "<w:r>",
            "</w:r>",
            "<w:tbl/>",
            "<w:tc/>",
            "<w:tr>",
        ),
        *(
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:fldChar w:fldCharType="end"/>',
            "<w:instrText>AUTHOR</w:instrText>",
        ),
        *(
            "<!-- x -->",
            "<?x y?>",
            "<!DOCTYPE a>",
            '<w:sdt w:rsidR="1"/>',
            "<w:moveFrom>",
            "<w:cellDel/>",
            "<w:rPr>",
            "</w:rPr>",
        ),
        *(
            'r:id="rId1"',
            'Target="../../x"',
            'TargetMode="External"',
            'Type="x/image"',
            "xmlns:w='x'",
            "&amp;",
            "C:\\Users\\x",
        ),
    )
)
DIRTY = Word(
    body=(
        '<w:p w:rsidR="01"><w:pPr><w:rPr><w:del w:author="Kim"/></w:rPr></w:pPr>'
        '<w:ins w:author="Kim"><w:r><w:t>A</w:t></w:r>'
        '</w:ins></w:p><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        "<w:instrText>AUTHOR</w:instrText></w:r><w:r>"
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Kim</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    ),
    core="<dc:creator>Kim</dc:creator>",
    parts={"image media/a.jpg": jpeg(gps=True), "comments comments.xml": f'<w:comments xmlns:w="{W}"/>'},
    package={"extended-properties docProps/app.xml": "<Properties><Company>X</Company></Properties>"},
).contents()


def with_part(name: str) -> st.SearchStrategy[bytes]:
    content = DIRTY[name]
    data = content if isinstance(content, bytes) else content.encode()
    return mutated(data, TOKENS).map(lambda changed: packed(DIRTY | {name: changed}))


NAMES = st.one_of(st.text(max_size=12), st.sampled_from(["../a", "/a", "word/a.xml", "word/%2e%2e/a", "C:\\a", *PLAIN]))
ZIPS = st.dictionaries(NAMES.filter(bool), st.binary(max_size=30), max_size=5)
UNICODE_SAFE = ZIPS.map(lambda parts: {name.encode("utf-8", "replace").decode(): data for name, data in parts.items()})


@AMOUNT
@given(st.sampled_from(sorted(DIRTY)).flatmap(with_part))
def test_word_files_with_one_part_changed(data: bytes) -> None:
    looked_into("DOCX", data)


@AMOUNT
@given(st.one_of(mutated(packed(DIRTY)), UNICODE_SAFE.map(lambda parts: packed(PLAIN | parts)), st.binary(max_size=60)))
def test_archives(data: bytes) -> None:
    tried(lambda: open_package(data, "file"))
    looked_into("archives", b"PK" + data[2:])


@SOME
@given(st.data())
def test_letters_of_ours_changed(data: st.DataObject) -> None:
    looked_into("DOCX", data.draw(mutated(letter("docx"))))


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>/AcroForm<</Fields[]>>>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]"
    b"/Contents 4 0 R"
    b"/Annots[<</Subtype/Text/T(Kim)>><</Subtype/Link/A<</S/URI/URI(http://a)>>>>]/Resources<</Font<<>>>>>>endobj\n"
    b"4 0 obj<</Length 22>>stream\nBT (Our Network) Tj ET\nendstream endobj\n5 0 obj<</Author(Kim)/Title(x)>>endobj\n"
    b"trailer<</Root 1 0 R/Info 5 0 R/Size 6/ID[(a)(b)]>>\nstartxref\n0\n%%EOF\n"
)
OBJECTS = tuple(
    token.encode()
    for token in (
        *(
            "<<",
            ">>",
            "[",
            "]",
            "1 0 R",
            "2 0 R",
            "3 0 R",
            "4 0 R",
            "99 0 R",
            "/Kids",
            "/Annots",
            "/Type",
            "null",
            "(x)",
            "/Metadata",
        ),
        *(
            "stream\n",
            "endstream",
            "endobj",
            "/OCProperties",
            "/Names",
            "/Thumb",
            "/Outlines",
            "/First",
            "-1",
            "1e99",
            "%%EOF",
            "/S",
        ),
    )
)


@AMOUNT
@given(mutated(PDF, OBJECTS))
def test_pdf_files(data: bytes) -> None:
    looked_into("PDF", b"%PDF-" + data[5:])


@SOME
@given(st.data())
def test_pdf_letters_of_ours_changed(data: st.DataObject) -> None:
    looked_into("PDF", b"%PDF-" + data.draw(mutated(letter("pdf")))[5:])


def small_png() -> bytes:
    from PIL import Image

    Image.new("P", (4, 4)).save(out := io.BytesIO(), "PNG", dpi=(300, 300))
    return out.getvalue()


@AMOUNT
@given(
    st.one_of(
        mutated(jpeg(make="Kim", gps=True, orientation=6), (b"\xff\xe1", b"\xff\xd9")), mutated(small_png(), (b"IEND",))
    )
)
def test_pictures(data: bytes) -> None:
    looked_into("pictures", data)


@SOME
@given(st.one_of(mutated(packed(DIRTY)), mutated(PDF)), NAMES)
def test_clean_copies_stay_in_their_folder(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as root:
        desk = Path(root) / "desk"
        desk.mkdir()
        try:
            file = desk / (name.replace("/", "∕").encode("utf-8", "replace").decode()[:40] + ".docx")
            file.write_bytes(data)
        except (OSError, ValueError):
            file = desk / "letter.docx"
            file.write_bytes(data)
        arguments = ["scan", "--clean", "-o", str(Path(root) / "to-send"), "--", str(file)]
        result = fed("the scan command", lambda: CliRunner().invoke(main, arguments, prog_name="nkadvocate"))
        assert result is not None
        assert result.exit_code in (0, 1), result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert {path.parent.name for path in Path(root).rglob("*") if path.is_file()} <= {"desk", "to-send"}
        assert list(desk.iterdir()) == [file]
