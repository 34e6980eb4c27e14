"""What a hostile hand may put into a Word file, so that its reader reads otherwise than ``nkadvocate check`` does."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from nkadvocate.cli import main

NAME = "2026-07-10-pl-foreign-minister.docx"
BODY, NOTES, NUMBERING = "word/document.xml", "word/footnotes.xml", "word/numbering.xml"
STYLES, LINKS, TYPES = "word/styles.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
FIRST = "In October 2025 Human Rights Watch reported"
FORBIDS = "events after 1950, forbids"

Parts = dict[str, str]
Edit = Callable[[Parts], object]


def replaced(old: str, new: str, part: str = BODY) -> Edit:
    def edit(parts: Parts) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)

    return edit


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(words)}</w:p>"


def between(old: str, before: str, xml: str, after: str = "") -> Edit:
    """``xml`` between runs, in the place of ``old``."""
    opened = f'</w:t></w:r>{run(before)}{xml}<w:r><w:t xml:space="preserve">{after}'
    return replaced(old, opened)


def put(xml: str) -> Edit:
    """A paragraph before the one with the figure."""

    def edit(parts: Parts) -> None:
        start = parts[BODY].rindex("<w:p>", 0, parts[BODY].index(FIRST))
        parts[BODY] = parts[BODY][:start] + xml + parts[BODY][start:]

    return edit


def both(*edits: Edit) -> Edit:
    return lambda parts: [edit(parts) for edit in edits]


MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
END = MARK.format("end")


def field(code: str, result: str) -> str:
    return f"{MARK.format('begin')}{code}{MARK.format('separate')}{run(result) if result else ''}{END}"


def code(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {words} </w:instrText></w:r>'


def symbols(words: str) -> str:
    """Words written as symbols of an ordinary font."""
    return "".join(("<w:r>", *(f'<w:sym w:font="Arial" w:char="{ord(letter):04X}"/>' for letter in words), "</w:r>"))


def noted(words: str) -> Edit:
    """The note that ``NEW_CALL`` calls."""
    return replaced("</w:footnotes>", f'<w:footnote w:id="77">{paragraph(words)}</w:footnote></w:footnotes>', NOTES)


def formula(words: str) -> str:
    return f'<m:oMath xmlns:m="{OFFICE}/math"><m:r><m:t>{words}</m:t></m:r></m:oMath>'


def dressed(properties: str) -> Edit:
    return between("at least 406", "", run("at least ", properties), "406")


def laid_out(properties: str) -> Edit:
    """The paragraph with the Committee's regret in another form."""
    return replaced("<w:p><w:r><w:t>In 2015 the", f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>In 2015 the")


def related(kind: str, target: str) -> Edit:
    outside = ' TargetMode="External"' if ":" in target else ""
    row = f'<Relationship Id="rIdX" Type="{OFFICE}/relationships/{kind}" Target="{target}"{outside}/></Relationships>'
    return replaced("</Relationships>", row, LINKS)


CALL = '<w:r><w:rPr><w:rStyle w:val="footnotereference"/></w:rPr><w:footnoteReference w:id="3"/></w:r>'
CALLED = CALL.replace('w:id="3"', 'w:id="1"')
NEW_CALL = CALL.replace('w:id="3"', 'w:id="77"')
IN_A_NOTE = "China publishes no figures).</w:t></w:r>"
BARE_CALL = '<w:r><w:footnoteReference w:id="3"/></w:r>'
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
LIST = (
    '<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="4060"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
)
ZERO = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="90000" cy="120000"/><wp:docPr id="1" name="Oval"/><a:graphic '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:spPr>'
    '<a:prstGeom prst="ellipse"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
)
COVER = (
    '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" fillcolor="white" stroked="f" '
    'style="position:absolute;width:60pt;height:14pt"/></w:pict></w:r>'
)
LINKED = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:60pt;height:14pt">'
    f'<v:imagedata xmlns:r="{OFFICE}/relationships" r:link="rIdX"/></v:shape></w:pict></w:r>'
)
EMBEDDED = (
    f'<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}/relationships">'
    '<w:font w:name="Swap"><w:embedRegular r:id="rId1" w:fontKey="{302EE813-EB4A-4642-A93A-89EF99B2457E}"/></w:font>'
    "</w:fonts>"
)


def font_by(kind: str) -> Edit:
    return lambda parts: embedded_font(parts, kind)


def embedded_font(parts: Parts, by: str = "font") -> None:
    dressed('<w:rFonts w:ascii="Swap" w:hAnsi="Swap"/>')(parts)
    related("fontTable", "fontTable.xml")(parts)
    link = f'<Relationship Id="rId1" Type="{OFFICE}/relationships/{by}" Target="fonts/font1.odttf"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = '<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
    replaced("</Types>", f"{kind}</Types>", TYPES)(parts)
    parts["word/fontTable.xml"] = EMBEDDED
    parts["word/_rels/fontTable.xml.rels"] = f'<Relationships xmlns="{space}">{link}</Relationships>'
    parts["word/fonts/font1.odttf"] = "-" * 5000


def header_by_another_kind(parts: Parts) -> None:
    parts["word/webSettings.xml"] = parts["word/header1.xml"].replace("2026", "2006")
    related("webSettings", "webSettings.xml")(parts)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.webSettings+xml"
    replaced("</Types>", f'<Override PartName="/word/webSettings.xml" ContentType="{kind}"/></Types>', TYPES)(parts)
    parts[BODY], count = re.subn(r'(<w:headerReference [^>]*r:id=")[^"]*', r"\g<1>rIdX", parts[BODY])
    assert count


def picture_by(kind: str) -> Edit:
    """A picture of another kind than one."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    blip = f'<a:blip xmlns:r="{OFFICE}/relationships" r:embed="rIdX"/>'
    shown = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="9000" cy="9000"/>'
        f'<a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture"><pic:pic '
        f'xmlns:pic="{drawing}/picture"><pic:blipFill>{blip}</pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    return both(related(kind, "media/image9.png"), put(shown))


def cached_reference(parts: Parts) -> None:
    """False words as the cached result of a reference to a note, which is read as that note's number."""
    result = r"(NOTEREF _Note2.{0,200}?<w:t[^>]*>)2(</w:t>)"
    parts[NOTES], count = re.subn(result, r"\1 2; 40,000 were shot, n 2\2", parts[NOTES], count=1)
    assert count


def embedded_page(parts: Parts) -> None:
    put(f'<w:altChunk xmlns:r="{OFFICE}/relationships" r:id="rIdX"/>')(parts)
    related("aFChunk", "a.html")(parts)
    replaced("</Types>", '<Default Extension="html" ContentType="text/html"/></Types>', TYPES)(parts)
    parts["word/a.html"] = "<p>China returned 40,000 people.</p>"


STRUCTURE: dict[str, Edit] = {
    "sentence that ends with the number of a note": put(
        paragraph("China has shot 40,000 people since 2024; Article 99 of its law forbids it: Note 3.")
    ),
    "request that ends with the number of a note": put(
        paragraph("We urge your Government to break off relations with China, as in Note 3.")
    ),
    "note called twice": put(f"<w:p>{run('China shot 40,000 people in 2024.')}{CALL}</w:p>"),
    "number of a note as the last digit": both(
        between("406 people", "406", BARE_CALL, " people"),
        replaced(f"since 2024.</w:t></w:r>{CALL}", "since 2024.</w:t></w:r>"),
    ),
    "figure in the close": replaced(
        "the assurances of our highest consideration",
        "the assurances of our highest consideration, in the name of the 40,000 whom China has killed",
    ),
    "figure in the salutation": replaced("Your Excellency,", "Your Excellency, in the name of 40,000 dead,"),
    "subject denied": replaced("Forced returns of North Korean", "No forced returns of North Korean"),
    "words of the letterhead": put(paragraph("1200 people leave.")),
    "first number of a list": both(
        replaced("</w:numbering>", f"{LIST}</w:numbering>", NUMBERING), put(paragraph("people were sent back.", LISTED))
    ),
    "numbers of a list deny": replaced('"%1."', '"It is untrue that we say: %1."', NUMBERING),
    "numbers of notes shifted": replaced(
        "<w:sectPr>", '<w:sectPr><w:footnotePr><w:numStart w:val="4"/></w:footnotePr>'
    ),
    "digit in a formula": between("406 people", "406", formula("0"), " people"),
    "never in a formula": between(FORBIDS, "events after 1950, ", formula("not"), " forbids"),
    "word of symbols": between(FORBIDS, "events after 1950, ", symbols("nowhere"), " forbids"),
    "figure of symbols": between("406 people", "406 ", symbols("thousand"), " people"),
    "letter as digit": between("406 people", "406", symbols("O"), " people"),
    "address of symbols": between("letters@example.org or", "", symbols("evil@evil.example, not "), "or"),
    "syllable of symbols in a note": replaced(
        "long found reliable", f"long found </w:t></w:r>{symbols('un')}<w:r><w:t>reliable", NOTES
    ),
    "result of a reference in a note": cached_reference,
    "text in the code of a field": between("at least 406", "", field(run("at least "), ""), "406"),
    "page number with a picture of its own": between(
        "406 people", "", field(code("PAGE \\# \"'4,060'\""), "406"), " people"
    ),
    "sequence that begins at a figure": between("406 people", "", field(code("SEQ a \\r4060"), "406"), " people"),
    "title of the file": between("406 people", "", field(code("TITLE"), "406"), " people"),
    "bound content": between(
        "406 people",
        "",
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="x"/></w:sdtPr><w:sdtContent>{run("406")}'
        "</w:sdtContent></w:sdt>",
        " people",
    ),
    "choice that no program knows": between(
        "at least 406",
        "",
        f'<mc:AlternateContent {MC} xmlns:zz="urn:zz"><mc:Choice Requires="zz">{run("at least 406")}</mc:Choice>'
        f"<mc:Fallback>{run('406')}</mc:Fallback></mc:AlternateContent>",
    ),
    "second choice": between(
        "at least 406",
        "",
        f'<mc:AlternateContent {MC} {W14}><mc:Choice Requires="w14"><w:r/></mc:Choice><mc:Choice Requires="w14">'
        f"{run('at least ')}</mc:Choice></mc:AlternateContent>",
        "406",
    ),
    "element that no program knows": between(
        "at least 406", "", f'<zz:x xmlns:zz="urn:zz">{run("at least ")}</zz:x>', "406"
    ),
    "link that leads elsewhere": both(
        related("hyperlink", "mailto:evil@evil.example"),
        between(
            "letters@example.org or",
            "",
            f'<w:hyperlink xmlns:r="{OFFICE}/relationships" r:id="rIdX">{run("letters@example.org")}</w:hyperlink>',
            " or",
        ),
    ),
    "field that leads elsewhere": between(
        "letters@example.org or",
        "",
        field(code('HYPERLINK "mailto:evil@evil.example"'), "letters@example.org"),
        " or",
    ),
}
UNSEEN: dict[str, Edit] = {
    "colour of a theme": dressed('<w:color w:val="000000" w:themeColor="background1"/>'),
    "yellow": dressed('<w:color w:val="FFFF00"/>'),
    "colour of the marker": dressed('<w:color w:val="0000FF"/><w:highlight w:val="blue"/>'),
    "no fill": dressed(f"<w14:textFill {W14}><w14:noFill/></w14:textFill>"),
    "font of pictures": dressed('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'),
    "font in the file": embedded_font,
    "just within every limit": dressed(
        '<w:color w:val="CFCFCF"/><w:spacing w:val="-40"/><w:w w:val="34"/><w:sz w:val="8"/>'
    ),
    "from right to left": between("406 people", "", f'<w:bdo w:val="rtl">{run("406")}</w:bdo>', " people"),
    "white by default": both(
        replaced("<w:rPrDefault><w:rPr>", '<w:rPrDefault><w:rPr><w:color w:val="FFFFFF"/>', STYLES),
        replaced('<w:color w:val="1A1A1A"/>', "", STYLES),
    ),
    "shaded paragraph": laid_out('<w:shd w:val="clear" w:fill="000000"/>'),
    "lines without height": laid_out('<w:spacing w:line="1" w:lineRule="exact"/>'),
    "frame beside the page": laid_out('<w:framePr w:w="1" w:h="1" w:hRule="exact" w:x="30000" w:y="30000"/>'),
    "indent beyond the page": laid_out('<w:ind w:left="31000"/>'),
    "drawn digit": between("406 people", "406", ZERO, " people"),
    "covered": between("at least 406", "", COVER, "at least 406"),
    "covered by a picture from elsewhere": both(
        related("image", "http://evil.example/x.png"), between("at least 406", "", LINKED, "at least 406")
    ),
}
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
CLEAR = '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'
GRATEFUL = "We remain grateful for your attention."
PLAIN = run(GRATEFUL, '<w:rStyle w:val="Plain"/>')


def style(name: str, properties: str, kind: str = "character", more: str = "") -> Edit:
    made = f'<w:style w:type="{kind}" w:styleId="{name}"{more}><w:rPr>{properties}</w:rPr></w:style></w:styles>'
    return replaced("</w:styles>", made, STYLES)


def table(words: str, cell: str = "", whole: str = "") -> str:
    inner = words if words.startswith("<") else paragraph(words)
    return f"<w:tbl><w:tblPr>{whole}</w:tblPr><w:tr><w:tc><w:tcPr>{cell}</w:tcPr>{inner}<w:p/></w:tc></w:tr></w:tbl>"


CONTENTS = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'


def control(properties: str, inside: str = paragraph(GRATEFUL)) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def margin_beside_the_page(parts: Parts) -> None:
    parts[BODY], count = re.subn(r'(<w:pgMar [^>]*w:left=")\d+', r"\g<1>-3000", parts[BODY])
    assert count


LIST_BESIDE = LIST.replace("4060", "1").replace('"%1"/>', '"%1)"/><w:pPr><w:ind w:left="-4000"/></w:pPr>')
ASTRAY = "what refers to a part that it does not show"
TOLD: dict[str, tuple[Edit, str]] = {
    "header by a reference of another kind": (header_by_another_kind, f"{ASTRAY}: “headerReference”"),
    "control around a paragraph": (put(control("<w:text/>")), f"a content control around paragraphs: “{GRATEFUL}”"),
    "control around a paragraph as around contents": (
        put(control(f"<w:text/>{CONTENTS}")),
        "a content control around paragraphs",
    ),
    "control around a table": (put(control("", table(GRATEFUL))), "a content control around paragraphs"),
    "list by the style of another": (
        both(
            style("LS", "", "numbering"),
            replaced("<w:multiLevelType", '<w:styleLink w:val="LS"/><w:multiLevelType', NUMBERING),
        ),
        "a list that is counted as another",
    ),
    "font by a reference of another kind": (font_by("printerSettings"), f"{ASTRAY}: “embedRegular”"),
    "picture by a reference of another kind": (picture_by("printerSettings"), f"{ASTRAY}: “blip”"),
    "picture by a reference that is not there": (
        both(picture_by("image"), replaced('r:embed="rIdX"', 'r:embed="rIdY"')),
        f"{ASTRAY}: “blip”",
    ),
    "reference of a kind that nobody knows": (related("bogusKind", "media/x.png"), "a reference of an unknown kind"),
    "size in points": (dressed('<w:sz w:val="1pt"/>'), "too small"),
    "size with zeros before it": (dressed('<w:sz w:val="0000000002"/>'), "too small"),
    "size for other scripts": (dressed('<w:cs/><w:szCs w:val="2"/>'), "too small"),
    "width in per cent": (dressed('<w:w w:val="1%"/>'), "too small"),
    "place in points": (dressed('<w:position w:val="150pt"/>'), "out of their line"),
    "indent in centimetres": (laid_out('<w:ind w:left="55cm"/>'), "a paragraph beyond the page"),
    "indent in characters": (laid_out('<w:ind w:leftChars="-3000"/>'), "a paragraph beyond the page"),
    "indent beyond the right margin": (laid_out('<w:ind w:right="-4000"/>'), "a paragraph beyond the page"),
    "list beside the page": (replaced("</w:numbering>", f"{LIST_BESIDE}</w:numbering>", NUMBERING), "a list beyond"),
    "table beside the page": (put(table(GRATEFUL, whole='<w:tblInd w:w="-4000" w:type="dxa"/>')), "a table beyond"),
    "margin beside the page": (margin_beside_the_page, "margins beyond"),
    "turned text": (laid_out('<w:textDirection w:val="lr"/>'), "text that is turned"),
    "no shade on a dark ground": (
        put(f"<w:p><w:pPr>{DARK}</w:pPr>{run(GRATEFUL, CLEAR)}</w:p>"),
        "on a dark ground",
    ),
    "no shade in a dark cell": (put(table(paragraph(GRATEFUL, CLEAR), DARK)), "on a dark ground"),
    "cell in a dark cell": (put(table(table(GRATEFUL), DARK)), "on a dark ground"),
    "dark table": (put(table(GRATEFUL, whole=DARK)), "on a dark ground"),
    "dark page": (replaced("<w:body>", '<w:background w:color="000000"/><w:body>'), "on a dark ground"),
    "style of the name of the defaults": (
        both(style("docDefaults", '<w:color w:val="FFFFFF"/>'), dressed('<w:rStyle w:val="docDefaults"/>')),
        "hardly seen",
    ),
    "style that all words wear": (style("All", '<w:color w:val="FFFFFF"/>', more=' w:default="1"'), "hardly seen"),
    "style that does not take off what another strikes": (
        both(
            style("Struck", "<w:strike/>", "paragraph"),
            style("Plain", '<w:strike w:val="0"/>'),
            put(f'<w:p><w:pPr><w:pStyle w:val="Struck"/></w:pPr>{PLAIN}</w:p>'),
        ),
        "struck through",
    ),
    "theme with text for ground": (
        replaced("</w:settings>", '<w:clrSchemeMapping w:t1="light1"/></w:settings>', "word/settings.xml"),
        "colours of a theme that stand for others",
    ),
    "note without its number": (
        replaced("<w:footnoteReference ", '<w:footnoteReference w:customMarkFollows="1" '),
        "notes that are counted otherwise",
    ),
    "field without an end": (put(f"<w:p>{field(code('TITLE'), GRATEFUL).removesuffix(END)}</w:p>"), "a field"),
    "link behind a place": (
        between("letters@example.org or", "", field(code(r'HYPERLINK \l "a" "mailto:e@e.example"'), "us"), " or"),
        "a link leads to “e@e.example”",
    ),
}
WORDS: dict[str, Edit] = {
    "a negation with a letter that looks alike": replaced(FORBIDS, "events after 1950, n\u043ewhere forbids"),
    "a negation with a joiner in it": replaced(FORBIDS, "events after 1950, n\u034fever forbids"),
    "a power with an invisible sign in it": replaced("406 people", "406 thou\u2063sand people"),
    "groups of four digits": replaced("406 people", "406,0000 people"),
    "per mille": replaced("406 people", "406\u2030 of people"),
    "trillions": replaced("406 people", "406 trillion people"),
    "abbreviated billions": replaced("406 people", "406 bn people"),
    "lakh": replaced("406 people", "406 lakh people"),
    "a multiple": replaced("at least 406", "at least quintuple 406"),
    "busloads": replaced("406 people", "406 busloads of people"),
    "a rate by the hour": replaced("406 people to the DPRK", "406 people an hour to the DPRK"),
    "a rate by the convoy": replaced("406 people to the DPRK", "406 people per convoy to the DPRK"),
    "an abbreviated thousand": put(paragraph("China sent back 40k people.")),
    "Roman numerals": put(paragraph("China sent back MMMMLX people.")),
    "a question": replaced("to the DPRK since 2024.", "to the DPRK since 2024?"),
    "an anniversary": replaced("On 17 October 2023", "On the anniversary of 17 October 2023"),
    "a request that is a duty": put(paragraph("Your Government must break off its relations with China.")),
    "a request that is a courtesy": put(paragraph("Please expel the Chinese ambassador without delay.")),
    "an article of law": put(paragraph("Article 32 of the Refugee Convention obliges Poland to grant citizenship.")),
    "opposition as a slip of position": replaced("support a common position", "support a common opposition"),
    "production as a slip of protection": replaced("protection of people who flee", "production of people who flee"),
    "a quotation in other marks": replaced(
        "is a humanitarian act", "is ‹a traitorous act›, as Beijing says, and a humanitarian act"
    ),
    "a request with its words in another order": replaced(
        "protection of people who flee the DPRK", "protection of the DPRK by people who flee"
    ),
    "a request in which its and your changed places": replaced(
        "in its Executive Committee and in your own", "in your Executive Committee and in its own"
    ),
    "a multiple after the figure": replaced("406 people", "406 people, and thousandfold more,"),
    "another part of the month": replaced("In October 2025 Human", "In mid-October 2025 Human"),
    "a cross-reference to no source": replaced("ch IV, no 9", "ch IV, no 9 (n 20)", NOTES),
    "a sign of inequality in a note": replaced("long found reliable", "long found \u2260 reliable", NOTES),
    "a line of known words in a header": replaced(
        "</w:p>", f"</w:p>{paragraph('Reply to: People from China, Poland')}", "word/header1.xml"
    ),
}


@pytest.mark.parametrize("edit", STRUCTURE.values(), ids=STRUCTURE)
def test_what_the_file_prints_otherwise_than_its_words_read_is_found(
    checked: Callable[[Edit], str], edit: Edit
) -> None:
    assert checked(edit) != "no findings\n"


@pytest.mark.parametrize("edit", UNSEEN.values(), ids=UNSEEN)
def test_what_is_not_seen_as_it_reads_is_found(checked: Callable[[Edit], str], edit: Edit) -> None:
    assert checked(edit) != "no findings\n"


@pytest.mark.parametrize(("edit", "told"), TOLD.values(), ids=TOLD)
def test_what_is_measured_or_built_otherwise_than_usual_is_not_seen_either(
    checked: Callable[[Edit], str], edit: Edit, told: str
) -> None:
    assert told in checked(edit)


@pytest.mark.parametrize("words", [paragraph(GRATEFUL), table(GRATEFUL), table(table(GRATEFUL))])
def test_a_new_paragraph_is_no_disguise(checked: Callable[[Edit], str], words: str) -> None:
    assert checked(put(words)) == "no findings\n"


@pytest.mark.parametrize("edit", WORDS.values(), ids=WORDS)
def test_a_false_word_is_found(checked: Callable[[Edit], str], edit: Edit) -> None:
    assert checked(edit) != "no findings\n"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (embedded_page, "left over: embedded file"),
        (
            replaced(FIRST, f"China shot 40,000 people.</w:t></w:r>{CALL}<w:r><w:t xml:space='preserve'> {FIRST}"),
            "this note stood with",
        ),
        (
            both(put(f"<w:p>{NEW_CALL}</w:p>"), noted("China shot 40,000 people.")),
            "a note was added: “China shot 40,000",
        ),
        (
            both(replaced(IN_A_NOTE, f"{IN_A_NOTE}{NEW_CALL}", NOTES), noted("China shot 40,000 people.")),
            "a note was added: “China shot 40,000",
        ),
        (both(replaced(CALLED, ""), put(f"<w:p>{CALLED}</w:p>")), "is called nowhere: “European Parl"),
        (replaced("letters@example.org or", "letters@ex\u0430mple.org or"), "which the letter of the records does not"),
        (
            replaced("letters@example.org or", "letters@exam\u2063ple.org or"),
            "disguised: signs in words that are not seen",
        ),
        (replaced("at least 406", "at least &gt;406"), "hedge: was “at least 406”"),
        (replaced("at least 406", "at least −406"), "hedge: was “at least 406”"),
        (replaced("406 people", "\u202e406\u202c people"), "hedge: was “at least 406”"),
        (replaced("may face enforced", "are made to face enforced"), "hedge: “may” is gone"),
        (put(paragraph("China sent back ④⓪⓪⓪ people.")), "a figure without a note: “4000”"),
        (put(paragraph(f"People were sent back {'again and ' * 99}4060.")), "a figure without a note: “4060”"),
    ],
    ids=[
        *("page embedded", "note called twice in a paragraph"),
        *("note called in a paragraph without words", "note called in a note", "note whose call is moved"),
        *("address that looks alike", "address with a sign in it"),
        *("greater", "minus", "turned round", "hedge rewritten", "digits in circles", "overlong sentence"),
    ],
)
def test_what_did_not_get_through(checked: Callable[[Edit], str], edit: Edit, told: str) -> None:
    assert told in checked(edit)


LEFT_BY_WORD = (
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:noProof/>'
    '<w:color w:val="auto"/><w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:shd w:val="clear" '
    f'w:color="auto" w:fill="FFFFFF"/><w:lang w:val="en-GB"/><w14:ligatures {W14} w14:val="standardContextual"/>'
)


@pytest.mark.parametrize(
    "edit",
    [
        dressed(LEFT_BY_WORD),
        dressed('<w:color w:val="000000" w:themeColor="text1"/><w:u w:val="single"/><w:outline w:val="0"/>'),
        dressed('<w:color w:val="FFFFFF" w:themeColor="background1"/><w:highlight w:val="darkBlue"/>'),
        between("at least 406", "", '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="90" w:name="_GoBack"/>'
            f'<w:smartTag w:uri="u" w:element="e">{run("at least ")}</w:smartTag><w:bookmarkEnd w:id="90"/>'
            '<w:proofErr w:type="spellEnd"/>', "406"),
        laid_out('<w:spacing w:before="60" w:line="360" w:lineRule="auto"/><w:ind w:left="567" w:firstLine="284"/>'),
        between("letters@example.org or", "", field(code('HYPERLINK "mailto:letters@example.org"'),
            "letters@example.org"), " or"),
        replaced("</w:numbering>", f'{LIST.replace("4060", "1").replace("%1", "%1)")}</w:numbering>', NUMBERING),
    ],
    ids=["run", "colours", "marked", "marks", "paragraph", "link", "list"],
)  # fmt: skip
def test_what_word_leaves_and_how_text_is_laid_out_is_left_alone(checked: Callable[[Edit], str], edit: Edit) -> None:
    assert checked(edit) == "no findings\n"


@pytest.mark.parametrize(
    "edit",
    [
        replaced("On 17 October 2023", "On 17 Oct. 2023"),
        replaced("access for UNHCR to", "access for the United Nations High Commissioner for Refugees to"),
    ],
    ids=["month abbreviated with a full stop", "abbreviation spelled out"],
)
def test_an_edit_of_style_is_left_alone(checked: Callable[[Edit], str], edit: Edit) -> None:
    assert checked(edit) == "no findings\n"


def test_a_hidden_style_is_told(checked: Callable[[Edit], str]) -> None:
    style = '<w:style w:type="character" w:styleId="Odd"><w:name w:val="Odd"/><w:rPr><w:vanish/></w:rPr></w:style>'
    hidden = both(replaced("</w:styles>", f"{style}</w:styles>", STYLES), dressed('<w:rStyle w:val="Odd"/>'))
    assert "left over: hidden text" in checked(hidden)


def test_a_figure_between_the_lines_of_the_contents_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["briefing", "--for", "pl-foreign-minister", "-f", "docx", "--date", "2026-12-10", "-o", "."]
    assert CliRunner().invoke(main, words).exit_code == 0
    name = "2026-12-10-briefing-pl-foreign-minister.docx"
    with zipfile.ZipFile(name) as file:
        parts = {part: file.read(part).decode("utf-8", "surrogateescape") for part in file.namelist()}
    for line, new in (
        ("In brief", paragraph("People sent back by force in a week: 940")),
        ("How it came to this", ""),
    ):
        end = f"<w:t>{line}</w:t></w:r></w:hyperlink></w:p>"
        numbered = f"<w:t>{line}</w:t></w:r></w:hyperlink>{run(' 1')}</w:p>{new}"
        replaced(end, numbered)(parts)
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
        for part, content in parts.items():
            file.writestr(part, content.encode("utf-8", "surrogateescape"))
    assert "940" in CliRunner().invoke(main, ["check", name]).output
