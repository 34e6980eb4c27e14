"""Word files with what no word processor writes, and programs read in different ways."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from files import PLAIN as LEAST
from files import W, Word, packed
from test_smuggled_word import (
    BODY,
    FIRST,
    MARK,
    MC,
    NOTES,
    NUMBERING,
    STYLES,
    Edit,
    Parts,
    between,
    both,
    dressed,
    paragraph,
    put,
    replaced,
    run,
)
from test_smuggled_word import style as styled

from nkadvocate.auditing.grammar import ungrammatical
from nkadvocate.auditing.packages import open_package
from nkadvocate.auditing.scanning import examine
from nkadvocate.problems import ProblemsError

IGNORED = f'xmlns:zz="urn:zz" {MC} mc:Ignorable="zz"'
"""A namespace that programs are to pass over (ECMA-376 part 3, 7.2)."""


def ignoring(part: str) -> Edit:
    def edit(parts: Parts) -> None:
        parts[part] = re.sub(r" (?:xmlns:mc|mc:Ignorable)=\"[^\"]*\"", "", parts[part])
        parts[part] = re.sub(r"<(w:\w+) ", rf"<\1 {IGNORED} ", parts[part], count=1)

    return edit


def hedge(properties: str) -> Edit:
    return both(ignoring(BODY), dressed(properties))


def added(properties: str) -> Edit:
    return between("406 people", "406", run(",000", properties), " people")


def dark(name: str, kind: str = "character") -> Edit:
    return styled(name, "<w:vanish/>", kind)


def request_in_a_bookmark(parts: Parts) -> None:
    found = re.search(r"<w:p><w:pPr>(?:(?!</w:pPr>).)*<w:numPr>(?:(?!</w:p>).)*</w:p>", parts[BODY])
    assert found
    inside = f'<w:bookmarkStart w:id="88" w:name="_Toc88">{found[0]}</w:bookmarkStart><w:bookmarkEnd w:id="88"/>'
    parts[BODY] = parts[BODY].replace(found[0], inside, 1)


def special_notes(order: str) -> Edit:
    """The lines above notes elsewhere in their part."""

    def edit(parts: Parts) -> None:
        parts[NOTES], count = re.subn(f"{order}(</w:footnotes>)", r"\2\1\3", parts[NOTES])
        assert count

    return edit


HID = '<w:color w:val="FFFFFF"/><w:sz w:val="2"/>'
LIST_BY_STYLE = '<w:abstractNum w:abstractNumId="77"><w:numStyleLink w:val="Foo"/></w:abstractNum>'
NO_STYLE, AMONG = "a style that the file has not", "a note of another kind among the notes"


def named(id: str, name: str) -> Edit:
    return replaced(f'w:styleId="{id}">', f'w:styleId="{id}"><w:name w:val="{name}"/>', STYLES)


TWICE, SWITCH, ASTRAY = "a property that is set twice", "neither on nor off", "an element where it may not stand"
FIELD = MARK.format("begin"), MARK.format("separate"), MARK.format("end")
LINK = '<w:instrText xml:space="preserve"> HYPERLINK "https://example.org" </w:instrText>'
STRANGE: dict[str, tuple[Edit, str]] = {
    "deleted words that nobody deleted": (
        between("at least 406", "at least ", "<w:r><w:delText>40,</w:delText></w:r>", "406"),
        ASTRAY,
    ),
    "the code of a field among its words": (
        between(
            "at least 406",
            "at least ",
            f"{FIELD[0]}<w:r>{LINK}</w:r>{FIELD[1]}<w:r><w:instrText>40</w:instrText></w:r>{run('406')}{FIELD[2]}",
        ),
        "the code or the end of a field where it has none",
    ),
    "a field that does not end": (between("at least 406", "at least ", FIELD[0], "406"), "a field that does not end"),
    "two styles of one name, as LibreOffice makes them": (
        both(styled("One", ""), styled("Two", ""), named("One", "Foo"), named("Two", "Foo (user)")),
        "two styles of one name",
    ),
    "two styles of two kinds and one name": (
        both(styled("One", ""), styled("Two", "", "paragraph"), named("One", "Foo"), named("Two", "Foo")),
        "two styles of one name",
    ),
    "two styles of one name": (
        both(
            styled("One", ""),
            styled("Two", ""),
            named("One", "One"),
            named("Two", "One"),
        ),
        "two styles of one name",
    ),
    "a list by a number with a nought": (
        replaced('<w:numId w:val="1"/>', '<w:numId w:val="01"/>'),
        "a number that is written otherwise",
    ),
    "a style of paragraphs worn by words": (dressed('<w:rStyle w:val="Normal"/>'), "a style of another kind"),
    "hidden and not": (added('<w:vanish/><w:vanish w:val="0"/>'), "is “at least 406,000”"),
    "hidden and not, told": (added('<w:vanish/><w:vanish w:val="0"/>'), TWICE),
    "two sizes, in a file with a namespace of no full address": (
        both(replaced('xmlns:w="', 'xmlns:yy="//yy" xmlns:w="'), hedge('<w:sz w:val="2"/><w:sz w:val="20"/>')),
        TWICE,
    ),
    "two sizes": (hedge('<w:sz w:val="2"/><w:sz w:val="20"/>'), TWICE),
    "two properties of one run": (
        between("at least 406", "", "<w:r><w:rPr/><w:rPr><w:vanish/></w:rPr><w:t>at least </w:t></w:r>", "406"),
        TWICE,
    ),
    "two styles": (both(dark("Hid"), styled("Ok", ""), hedge('<w:rStyle w:val="Ok"/><w:rStyle w:val="Hid"/>')), TWICE),
    "properties behind the words": (
        between("at least 406", "", "<w:r><w:t>at least </w:t><w:rPr><w:vanish/></w:rPr></w:r>", "406"),
        "a property out of its place",
    ),
    "hidden on the web": (added("<w:webHidden/>"), "text that only some programs show: “,000”"),
    "hidden on the web by a style": (
        both(styled("Web", "<w:webHidden/>"), hedge('<w:rStyle w:val="Web"/>')),
        "text that only some programs show: “at least”",
    ),
    "a style by its name": (
        both(
            styled("SX", HID),
            named("SX", "Foo Bar"),
            added('<w:rStyle w:val="Foo Bar"/>'),
        ),
        NO_STYLE,
    ),
    "a style by its name in a note": (
        replaced('<w:pStyle w:val="footnotetext"/>', '<w:pStyle w:val="footnote text"/>', NOTES),
        NO_STYLE,
    ),
    "a style that is based on none": (
        both(styled("SX", ""), replaced('w:styleId="SX">', 'w:styleId="SX"><w:basedOn w:val="normal"/>', STYLES)),
        NO_STYLE,
    ),
    "a list by a style that is not there": (
        replaced("<w:abstractNum ", f"{LIST_BY_STYLE}<w:abstractNum ", NUMBERING),
        NO_STYLE,
    ),
    "what is no note behind the notes": (
        special_notes(r"(<w:footnote w:type.*</w:footnote>)(<w:footnote w:id.*)"),
        AMONG,
    ),
    "what is no note among the notes": (
        replaced(
            '<w:footnote w:id="5">',
            '<w:footnote w:type="continuationNotice" w:id="90"><w:p/></w:footnote><w:footnote w:id="5">',
            NOTES,
        ),
        AMONG,
    ),
    "two lines above the notes": (
        replaced('<w:footnote w:type="continuationSeparator"', '<w:footnote w:type="separator"', NOTES),
        AMONG,
    ),
    "black ground of one digit": (
        hedge('<w:shd w:val="clear" w:color="auto" w:fill="0"/>'),
        "a colour that is none: “",
    ),
    "black ground of one digit by a style": (
        styled("SX", '<w:shd w:val="clear" w:fill="false"/>'),
        "a colour that is none",
    ),
    "words in a colour by its name": (hedge('<w:color w:val="white"/>'), "a colour that is none: “"),
    "neither hidden nor not": (added('<w:vanish w:val="none"/>'), SWITCH),
    "neither hidden nor not in a style": (both(styled("Zz", '<w:vanish w:val="no"/>'), added("")), SWITCH),
    "white by Word, black by another": (hedge('<w:color w:val="FFFFFF" zz:val="000000"/>'), "hardly seen"),
    "white by Word, black by none": (hedge('<w:color w:val="FFFFFF" val="000000"/>'), "hardly seen"),
    "tiny by Word, large by another": (hedge('<w:sz w:val="2" zz:val="20"/>'), "too small"),
    "hidden by Word, seen by another": (hedge('<w:vanish w:val="1" zz:val="0"/>'), "hedge: was “at least 406”"),
    "hidden by Word, seen by none": (hedge('<w:vanish val="0"/>'), "hedge: was “at least 406”"),
    "an attribute of another": (hedge('<w:b zz:val="0"/>'), "an attribute that no word processor writes"),
    "hidden by a style, seen by another": (
        both(styled("Zz", '<w:vanish/><zz:vanish zz:val="0"/>'), ignoring(STYLES), dressed('<w:rStyle w:val="Zz"/>')),
        "hedge: was “at least 406”",
    ),
    "words in a mark of spelling": (
        between("at least 406", "", f'<w:proofErr w:type="spellStart">{run("at least ")}</w:proofErr>', "406"),
        ASTRAY,
    ),
    "words in a bookmark": (
        between(
            "at least 406", "", f'<w:bookmarkStart w:id="77" w:name="_Toc7">{run("at least ")}</w:bookmarkStart>', "406"
        ),
        ASTRAY,
    ),
    "words in a run in a run": (between("at least 406", "", f"<w:r>{run('at least ')}</w:r>", "406"), ASTRAY),
    "a link in a bookmark": (
        between(
            "at least 406",
            "",
            '<w:bookmarkStart w:id="77" w:name="_Toc7"><w:hyperlink w:anchor="x">'
            f"{run('at least ')}</w:hyperlink></w:bookmarkStart>",
            "406",
        ),
        ASTRAY,
    ),
    "a request in a bookmark": (request_in_a_bookmark, ASTRAY),
    "a paragraph in a property": (
        put(f"<w:tbl><w:tblPr>{paragraph('We remain grateful.')}</w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
        ASTRAY,
    ),
    "two styles of one id": (both(dark("Hid"), styled("Hid", ""), hedge('<w:rStyle w:val="Hid"/>')), "of one id"),
    "styles of two kinds and one id": (
        both(dark("Hid"), styled("Hid", "", "paragraph"), hedge('<w:rStyle w:val="Hid"/>')),
        "two styles of one id",
    ),
    "two lists of one id": (
        replaced("</w:numbering>", '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>', NUMBERING),
        "two lists of one id",
    ),
    "two usual styles": (styled("Zz", "", "paragraph", ' w:default="1"'), "two usual styles"),
    "two lines in one by a style": (
        both(styled("Zz", '<w:eastAsianLayout w:id="1" w:combine="1"/>'), hedge('<w:rStyle w:val="Zz"/>')),
        "the element eastAsianLayout in a style",
    ),
    "hidden by the style of the table": (
        both(
            styled("Cells", "<w:vanish/>", "table"),
            put(
                '<w:tbl><w:tblPr><w:tblStyle w:val="Cells"/></w:tblPr><w:tr><w:tc>'
                f"{paragraph('We remain grateful.')}</w:tc></w:tr></w:tbl>"
            ),
        ),
        "left over: hidden text",
    ),
}


@pytest.mark.parametrize(("edit", "told"), STRANGE.values(), ids=STRANGE)
def test_what_no_word_processor_writes_is_told(checked: Callable[[Edit], str], edit: Edit, told: str) -> None:
    assert told in checked(edit)


AS_WRITTEN = (
    '<w:p w14:paraId="3E5A41C2" w14:textId="77777777" w:rsidR="00A1" w:rsidRDefault="00A1">'
    '<w:pPr><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:pPr><w:proofErr w:type="spellStart"/>'
    "<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:lastRenderedPageBreak/><w:t>We remain</w:t></w:r>"
    '<w:proofErr w:type="spellEnd"/><w:smartTag w:uri="u" w:element="e">{}</w:smartTag>'
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>"
    '<w:sdt><w:sdtPr><w:id w:val="9"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    "</w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
)


def as_word_writes(parts: Parts) -> None:
    words = AS_WRITTEN.format(run(" grateful"), run(" for it."), paragraph("We thank you."))
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    parts[BODY] = parts[BODY].replace(
        "<w:body>", f'<w:body xmlns:w14="{w14}" {MC} mc:Ignorable="w14" w:rsidR="00A1">', 1
    )
    start = parts[BODY].rindex("<w:p>", 0, parts[BODY].index(FIRST))
    parts[BODY] = parts[BODY][:start] + words + parts[BODY][start:]


@pytest.mark.parametrize(
    "edit",
    [
        as_word_writes,
        dressed('<w:b w:val="on"/><w:i w:val="false"/><w:vanish w:val="0"/><w:u w:val="none"/><w:em w:val="none"/>'),
        dressed('<w:lang w:val="en-GB"/><w:lang w:val="en-GB"/>'),
        both(styled("Zz", '<w:eastAsianLayout w:id="1" w:combine="1"/>'), styled("Yy", "<w:shadow/>")),
    ],
    ids=["marks", "switches", "the same again", "styles that nothing wears"],
)
def test_what_word_processors_write_is_not_told(checked: Callable[[Edit], str], edit: Edit) -> None:
    assert checked(edit) == "no findings\n"


def test_a_file_that_word_wrote_has_nothing_that_none_writes() -> None:
    docx.Document().save(out := BytesIO())  # the template of python-docx was made with Word
    package = open_package(out.getvalue(), "word.docx")
    parts = [
        part for part in package.parts if part.startswith("word/") and part.endswith(".xml") and "/theme/" not in part
    ]
    assert {"word/styles.xml", "word/document.xml"} <= {*parts}
    assert [how for part in parts for how, _ in ungrammatical(package.xml(part))] == []


def test_attributes_that_programs_pass_over_go_and_hide_nothing() -> None:
    hidden = '<w:r><w:rPr><w:vanish w:val="1" zz:val="0" zz:by="Ri Sun-hee"/></w:rPr><w:t>Kim</w:t></w:r>'
    contents = Word(body=f"<w:p>{run('Seen')}{hidden}</w:p>").contents()
    main = str(contents["word/document.xml"]).replace("<w:document ", f"<w:document {IGNORED} ")
    found = examine(packed(contents | {"word/document.xml": main}), "a.docx")
    assert {one.kind for one in found.findings} == {"private data", "hidden text"}
    clean = open_package(found.clean(), "a.docx").parts["word/document.xml"]
    assert b"Seen" in clean
    assert not re.search(rb"Kim|Sun-hee", clean)


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("Kim", '<w:vanish/><w:vanish w:val="0"/>')),
        paragraph(run("Kim", '<w:vanish w:val="perhaps"/>')),
        f'<w:p>{run("Seen")}<w:bookmarkStart w:id="1" w:name="_Toc1">{run("Kim")}</w:bookmarkStart></w:p>',
        f'<w:p>{run("Seen")}<zz:x xmlns:zz="urn:zz">{run("Kim")}</zz:x></w:p>',
        paragraph(run("Kim", '<w:shd w:val="clear" w:fill="0"/>')),
        paragraph(run("Kim", '<w:rStyle w:val="foo bar"/>')),
    ],
)
def test_what_programs_read_in_different_ways_is_told_and_no_copy_made(body: str) -> None:
    white = f'<w:style w:type="character" w:styleId="SX"><w:name w:val="Foo Bar"/><w:rPr>{HID}</w:rPr></w:style>'
    word = Word(body=body, parts={"styles styles.xml": f'<w:styles xmlns:w="{W}">{white}</w:styles>'})
    found = examine(word.packed(), "a.docx")
    assert "what no word processor writes" in {one.kind for one in found.findings}
    with pytest.raises(ProblemsError, match="has what programs read in different ways"):
        found.clean()


def test_the_strict_form_beside_the_usual_one_is_told() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    both_forms = f'<w:r><w:rPr><w:vanish w:val="1" s:val="0" xmlns:s="{strict}"/></w:rPr><w:t>Kim</w:t></w:r>'
    main = f'<w:document xmlns:w="{W}"><w:body><w:p>{both_forms}</w:p></w:body></w:document>'
    found = examine(packed({**LEAST, "word/document.xml": main}), "a.docx")
    assert {"private data", "hidden text"} <= {one.kind for one in found.findings}
