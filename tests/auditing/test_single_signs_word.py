"""Single signs, spaces and digits of a Word file that show otherwise than ``nkadvocate check`` reads them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from test_laid_out_word import HEADER, called, framed
from test_smuggled_word import (
    BODY,
    END,
    MARK,
    NOTES,
    NUMBERING,
    OFFICE,
    STYLES,
    TYPES,
    Edit,
    Parts,
    between,
    both,
    code,
    dressed,
    field,
    laid_out,
    put,
    related,
    replaced,
    run,
)

MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FIGURE = "figure: was “at least 406”"


def digits(before: str, last: str, properties: str = "") -> Edit:
    """“406” with its last digit in a run of its own."""
    return between("406 people", before, run(last, properties), " people")


def before_the_figure(xml: str) -> Edit:
    return between("406 people", "", xml, "406 people")


def spaced(properties: str, sign: str = '<w:t xml:space="preserve"> </w:t>') -> Edit:
    """The space before “406” in a form of its own."""
    return between("at least 406", "at least", f"<w:r><w:rPr>{properties}</w:rPr>{sign}</w:r>", "406")


def theme(font: str) -> Edit:
    """The hedge in the font of a theme."""

    def edit(parts: Parts) -> None:
        fonts = f'<a:majorFont/><a:minorFont><a:latin typeface="{font}"/></a:minorFont>'
        scheme = f"<a:themeElements><a:fontScheme>{fonts}</a:fontScheme></a:themeElements>"
        parts["word/theme1.xml"] = f'<a:theme xmlns:a="{MAIN}">{scheme}</a:theme>'

    worn = dressed('<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>')
    return both(edit, related("theme", "theme1.xml"), worn)


def font_table(more: str) -> Edit:
    def edit(parts: Parts) -> None:
        parts["word/fontTable.xml"] = f'<w:fonts xmlns:w="{WORD}"><w:font w:name="Caladea">{more}</w:font></w:fonts>'

    return both(edit, related("fontTable", "fontTable.xml"))


def bullet(sign: str, font: str, kind: str = "bullet") -> Edit:
    form = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    level = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>{form}'
    listed = f'<w:abstractNum w:abstractNumId="{ord(sign[0])}"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
    return replaced("<w:abstractNum ", f"{listed}<w:abstractNum ", NUMBERING)


def reference(result: str) -> Edit:
    """What the first reference in a note shows last was made."""

    def edit(parts: Parts) -> None:
        old = r"(NOTEREF _Note2.{0,200}?)<w:t[^>]*>2</w:t>"
        parts[NOTES], count = re.subn(old, rf"\g<1>{result}", parts[NOTES], count=1)
        assert count

    return edit


def endnote(parts: Parts) -> None:
    """The fifth note made one at the end of the letter."""
    note = re.search(r'<w:footnote w:id="5">.*?</w:footnote>', parts[NOTES])
    assert note
    parts[NOTES] = parts[NOTES].replace(note[0], "")
    parts["word/endnotes.xml"] = (
        f'<w:endnotes xmlns:w="{WORD}" xmlns:r="{OFFICE}/relationships">'
        f"{note[0].replace('w:footnote', 'w:endnote')}</w:endnotes>"
    )
    replaced('<w:footnoteReference w:id="5"/>', '<w:endnoteReference w:id="5"/>')(parts)
    related("endnotes", "endnotes.xml")(parts)
    kind = f'<Override PartName="/word/endnotes.xml" ContentType="{KIND}.endnotes+xml"/></Types>'
    replaced("</Types>", kind, TYPES)(parts)


def twice(id: str) -> Edit:
    """Before a note another of the same id, with another place in the source."""

    def edit(parts: Parts) -> None:
        note = re.search(r'<w:footnote w:id="3">.*?</w:footnote>', parts[NOTES])
        assert note
        false = note[0].replace('w:id="3"', f'w:id="{id}"').replace("2025", "2015")
        assert false != note[0]
        parts[NOTES] = parts[NOTES].replace(note[0], false + note[0])

    return edit


def counted(what: str, before: str, old: str, after: str = "") -> Edit:
    """A number of pages in the place of digits in the header."""
    return replaced(old, f"{before}</w:t></w:r>{field(code(what), '1')}<w:r><w:t>{after}", HEADER)


def hidden_note(parts: Parts) -> None:
    """A note that is called in a field which prints nothing."""
    note = f"<w:p><w:r><w:footnoteRef/></w:r>{run(' In fact 40,600 people were shot in 2025.')}</w:p>"
    replaced("</w:footnotes>", f'<w:footnote w:id="900">{note}</w:footnote></w:footnotes>', NOTES)(parts)
    before_the_figure(MARK.format("begin") + code('HYPERLINK \\l "x"') + called(900) + END)(parts)


TOLD: dict[str, tuple[Edit, str]] = {
    "raised digit in a run of its own": (digits("40", "⁶"), FIGURE),
    "digit in a circle in a run of its own": (digits("40", "⑥"), FIGURE),
    "raised digit after a sign that is not seen": (digits("40\u200b", "⁶"), FIGURE),
    "raised digit of a year": (between("1951 Convention", "195", run("¹"), " Convention"), "figure: “195” was added"),
    "struck space": (spaced("<w:strike/>"), "a space that is struck through"),
    "space struck twice": (spaced("<w:dstrike/>"), "a space that is struck through"),
    "struck tab": (spaced("<w:strike/>", "<w:tab/>"), "a space that is struck through"),
    "struck space in a style": (
        both(
            replaced(
                "</w:styles>",
                '<w:style w:type="character" w:styleId="Odd"><w:rPr><w:strike/></w:rPr></w:style></w:styles>',
                STYLES,
            ),
            spaced('<w:rStyle w:val="Odd"/>'),
        ),
        "a space that is struck through",
    ),
    "underlined space before a figure": (spaced('<w:u w:val="thick"/>'), "a space that is seen"),
    "black space": (spaced('<w:highlight w:val="black"/>'), "a space that is seen"),
    "space in a box": (spaced('<w:bdr w:val="single" w:sz="8"/>'), "a space that is seen"),
    "space that draws back": (spaced('<w:spacing w:val="-3000"/>'), "squeezed"),
    "space out of its line": (spaced('<w:position w:val="140"/>'), "out of their line"),
    "last digit in small type": (digits("40", "6", '<w:sz w:val="11"/>'), "a figure in several sizes: “406”"),
    "digits far apart": (digits("40", "6", '<w:spacing w:val="300"/>'), "out of their line"),
    "lines on half their height": (laid_out('<w:spacing w:line="120" w:lineRule="auto"/>'), "lines without height"),
    "hedge in a thick box": (dressed('<w:bdr w:val="single" w:sz="96"/>'), "a thick line at words"),
    "paragraph under a thick line": (
        laid_out('<w:pBdr><w:top w:val="single" w:sz="96"/></w:pBdr>'),
        "a thick line at words",
    ),
    "font of pictures of a theme": (theme("Wingdings"), "words in a font of pictures"),
    "font that another replaces": (font_table('<w:altName w:val="Wingdings"/>'), "a font that stands for one of"),
    "font of signs": (font_table('<w:charset w:val="02"/>'), "a font that stands for one of pictures"),
    "mark of a list that is a digit": (bullet("o", "Wingdings 2"), "numbers of a list in a font of pictures"),
    "mark of a list that is a negation": (bullet("\uf0d8", "Symbol"), "numbers of a list in a font of pictures"),
    "numbers of a list as pictures": (bullet("%1.", "Wingdings", "decimal"), "numbers of a list in a font of"),
    "visible sign in a figure": (replaced("406 people", "406\u06dd people"), "wording: "),
    "sign that turns what follows": (replaced("42–45", "\u070f42–45", NOTES), "note 5: source: was “report, paras"),
    "missing space": (
        between("17 October 2023", "", '<w:r><w:t xml:space="default">17 </w:t></w:r>', "October 2023"),
        "date: ",
    ),
    "number of a note in its words": (
        replaced("long found reliable", "long found </w:t><w:footnoteRef/><w:t>reliable", NOTES),
        "the number of a note in its words",
    ),
    "note without its number": (
        replaced("<w:footnoteRef/>", "", NOTES),
        "a note that does not begin with its number",
    ),
    "number of a note in the text": (before_the_figure("<w:r><w:footnoteRef/></w:r>"), "the number of a note in its"),
    "number of a note in a reference": (reference("<w:t>2</w:t><w:footnoteRef/>"), "a reference that is no number"),
    "hyphen in a reference": (reference("<w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t>"), "a reference that is no"),
    "reference that shows nothing": (reference("<w:t></w:t>"), "a reference that is no number"),
    "number of a page as a figure": (
        between("406 people", "", field(code("PAGEREF _Toc1 \\h"), "406"), " people"),
        "the number of a page in the text: “406”",
    ),
    "contents in the place of a paragraph": (
        between("at least 406", "", field(code('TOC \\o "1-2"'), "at least "), "406"),
        "a table of contents",
    ),
    "note in the code of a field": (hidden_note, "disguised: a field"),
    "number of pages as a digit of a date": (
        counted("NUMPAGES", "", "10 July 2026", "0 July 2026"),
        "Geneva, [page]0 July 2026”",
    ),
    "number of the page before a date": (counted("PAGE", "", "10 July 2026", "10 July 2026"), "July 2026"),
    "number of the page in a telephone number": (
        replaced("</w:hdr>", f"<w:p>{run('+4')}{field(code('PAGE'), '1')}{run(' 22 555 01 00')}</w:p></w:hdr>", HEADER),
        "22 555 01 00",
    ),
    "one note at the end": (endnote, "notes of two kinds, each with numbers of its own"),
    "two notes of one id": (twice("3"), "two notes of one id: “3”"),
    "two notes of one id, one with a nought before it": (twice("03"), "two notes of one id: “3”"),
    "line before a figure": (before_the_figure("<w:r><w:separator/></w:r>"), "a line in the text"),
    "leader before a figure": (
        before_the_figure('<w:r><w:ptab w:relativeTo="margin" w:alignment="left" w:leader="hyphen"/></w:r>'),
        "a line in the text",
    ),
    "leader of a tab": (
        laid_out('<w:tabs><w:tab w:val="left" w:pos="2000" w:leader="hyphen"/></w:tabs>'),
        "a line in the text",
    ),
    "bar through a paragraph": (laid_out('<w:tabs><w:tab w:val="bar" w:pos="2000"/></w:tabs>'), "a line in the text"),
    "cell that is crossed out": (
        framed(of_cell='<w:tcBorders><w:tl2br w:val="single" w:sz="24"/></w:tcBorders>'),
        "a cell that is crossed out",
    ),
    "row that begins one column on": (framed(of_row='<w:gridBefore w:val="1"/>'), "the element gridBefore"),
    "cell over two columns": (framed(of_cell='<w:gridSpan w:val="2"/>'), "a cell over several columns"),
    "row at the other side": (framed(of_row='<w:jc w:val="right"/>'), "a row out of its place"),
    "header over the text": (
        lambda parts: parts.update({BODY: re.sub(r'(<w:pgMar [^>]*w:top=")', r"\g<1>-", parts[BODY])}),
        "margins beyond the page",
    ),
    "run in no paragraph": (put(run("In 2025 40,600 people were shot.")), "an element where it may not stand"),
    "two lines in one": (
        digits("40", "6", '<w:eastAsianLayout w:val="0" w:id="1" w:combine="1"/>'),
        "the element eastAsianLayout in the text",
    ),
    "paragraph that goes on in the next": (
        laid_out("<w:rPr><w:vanish/></w:rPr>"),
        "a paragraph that goes on in the next",
    ),
}


@pytest.mark.parametrize(("edit", "told"), TOLD.values(), ids=TOLD)
def test_what_a_single_sign_makes_of_words_is_told(checked: Callable[..., str], edit: Edit, told: str) -> None:
    assert told in checked(edit)


USUAL: dict[str, Edit] = {
    "underlined words and the space between them": between(
        "at least 406",
        "",
        "".join(run(one, '<w:u w:val="single"/>') for one in ("at", " ", "least 406")),
    ),
    "marked words and the space between them": between(
        "at least 406",
        "",
        "".join(
            run(one, '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>') for one in ("at", " ", "least 406")
        ),
    ),
    "words set a little apart": dressed('<w:spacing w:val="60"/>'),
    "font of a theme": theme("Calibri"),
    "font that another replaces": font_table('<w:altName w:val="Cambria"/><w:charset w:val="00"/>'),
    "bullets of Word": both(bullet("\uf0b7", "Symbol"), bullet("\uf0a7", "Wingdings"), bullet("o", "Courier New")),
    "bullets of LibreOffice": both(bullet("•", "OpenSymbol"), bullet("◦", "OpenSymbol")),
    "tabs with dots": laid_out('<w:tabs><w:tab w:val="right" w:pos="9000" w:leader="dot"/></w:tabs>'),
    "thin box": dressed('<w:bdr w:val="single" w:sz="8"/>'),
    "digits in runs of one size": digits("40", "6", "<w:b/>"),
    "effects that are off": dressed('<w:shadow w:val="0"/><w:em w:val="none"/><w:effect w:val="none"/>'),
    "cell without diagonals": framed(of_cell='<w:tcBorders><w:tl2br w:val="nil"/></w:tcBorders>'),
}


@pytest.mark.parametrize("edit", USUAL.values(), ids=USUAL)
def test_what_people_and_programs_set_is_left_alone(checked: Callable[..., str], edit: Edit) -> None:
    assert checked(edit) == "no findings\n"
