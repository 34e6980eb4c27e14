"""What the layout of a Word file makes of words and figures that ``nkadvocate check`` reads otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from test_smuggled_word import (
    BODY,
    CALL,
    GRATEFUL,
    LISTED,
    NOTES,
    NUMBERING,
    STYLES,
    Edit,
    Parts,
    between,
    both,
    code,
    paragraph,
    put,
    replaced,
    run,
)

HEADER, SETTINGS = "word/header1.xml", "word/settings.xml"


def test_a_reference_that_shows_another_number_than_its_note_has_is_told(checked: Callable[..., str]) -> None:
    def stale(parts: Parts) -> None:
        parts[NOTES], count = re.subn(
            r"(NOTEREF _Note2.{0,200}?<w:t[^>]*>)2(</w:t>)", r"\g<1>12\2", parts[NOTES], count=1
        )
        assert count

    assert "cross-reference: “(n 12)” stands for note 2" in checked(stale)


def numbered(starts: list[int], kind: str, text: str) -> Edit:
    """A list whose levels begin at these numbers and whose last one prints ``text``."""
    last = len(starts) - 1
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text if n == last else f"%{n + 1}."}"/></w:lvl>'
        for n, start in enumerate(starts)
    )
    listed = (
        f'<w:abstractNum w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    )
    return replaced("</w:numbering>", f"{listed}</w:numbering>", NUMBERING)


def every_paragraph(number: int, of_defaults: bool = False) -> Edit:
    """The list worn by all paragraphs that say nothing else, by the usual style or the defaults."""
    form = f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'
    if of_defaults:
        defaults = f"<w:pPrDefault><w:pPr>{form}</w:pPr></w:pPrDefault></w:docDefaults>"
        return replaced("</w:docDefaults>", defaults, STYLES)
    return replaced('w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>',
                    f'w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>{form}', STYLES)  # fmt: skip


CUT = replaced("at least 406 people", 'at least</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">406 people')


def broken(before: str, after: str, level: int) -> Edit:
    """The paragraph cut in two in the middle of a sentence; the second half is an item of the list."""
    form = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr><w:ind w:left="0" w:firstLine="0"/>'
    cut = f'</w:t></w:r></w:p><w:p><w:pPr>{form}</w:pPr><w:r><w:t xml:space="preserve">'
    return replaced(before + after, before.rstrip() + cut + after)


def called(number: int) -> str:
    style = '<w:rPr><w:rStyle w:val="footnotereference"/></w:rPr>'
    return f'<w:r>{style}<w:footnoteReference w:id="{number}"/></w:r>'


def cell(width: int, *paragraphs: str) -> str:
    inner = "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def table(widths: list[int], *rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    form = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{form}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def before_the_paragraph(parts: Parts, words: str, xml: str) -> None:
    start = parts[BODY].rindex("<w:p>", 0, parts[BODY].index(words))
    parts[BODY] = parts[BODY][:start] + xml + parts[BODY][start:]


def dates_exchanged(parts: Parts) -> None:
    """Two sentences over the cells of a table without lines; read across, each has the date of the other."""
    acceded = "The People’s Republic of China acceded to the 1951 Convention relating to the Status of Refugees"
    ratified = "China ratified the Convention against Torture"
    replaced(f"<w:r><w:t>{acceded} on 24 September 1982.</w:t></w:r>{called(8)}", "")(parts)
    replaced(f'<w:r><w:t xml:space="preserve"> {ratified} on 4 October 1988.</w:t></w:r>{called(10)}', "")(parts)
    dates = ("", run("on 4 October 1988.") + called(10), run("on 24 September 1982.") + called(8))
    laid = table([6500, 2800], cell(6500, run(acceded), run(ratified)) + cell(2800, *dates))
    before_the_paragraph(parts, "Article 33(1), which the 1967", laid)
    parts[BODY] = parts[BODY].replace("Note 9.", "Note 10.").replace("Notes 2, 8, 10, 13.", "Notes 2, 8, 9, 13.")


def hedge_beyond_the_page(parts: Parts) -> None:
    """“found reasonable grounds to conclude that” in a column that begins where the page has ended."""
    begins, hedge = (
        "In February 2014 the United Nations Commission of Inquiry",
        "found reasonable grounds to conclude that",
    )
    rest = (
        "crimes against humanity were being committed in the DPRK, including against people forcibly returned from "
        "China."
    )
    note = f'<w:bookmarkStart w:id="5" w:name="_Note5"/>{called(5)}<w:bookmarkEnd w:id="5"/>'
    replaced(f"<w:r><w:t>{begins} {hedge} {rest}</w:t></w:r>{note}", "")(parts)
    rows = (cell(12000, run(begins)) + cell(6000, run(hedge)), cell(12000, run(rest) + note))
    before_the_paragraph(parts, "In 2015 the United", table([12000, 6000], *rows))


PAGE = "".join(
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{code("PAGE") if kind == "begin" else ""}'
    for kind in ("begin", "separate", "end")
)
RAISES = '<w:r><w:rPr><w:position w:val="2000"/></w:rPr>'
SET_OUT = '<w:pPr><w:ind w:right="-120"/></w:pPr>'
LINE, LOW = '<w:u w:val="thick"/>', '<w:position w:val="-4"/>'
RAISED = run("6", '<w:position w:val="10"/><w:sz w:val="12"/>')
GREY = run("6", '<w:color w:val="808080"/>')


def dates_exchanged_over_columns(parts: Parts) -> None:
    """Read across, each sentence has the date of the other (so LibreOffice prints it)."""
    acceded = "The People’s Republic of China acceded to the 1951 Convention relating to the Status of Refugees"
    ratified = "China ratified the Convention against Torture"

    def call(number: int) -> str:
        return f'<w:r><w:rPr><w:rStyle w:val="footnotereference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'

    size = re.search(r"<w:pgSz [^>]*/><w:pgMar [^>]*/>", parts[BODY])
    assert size
    wide = '<w:cols w:equalWidth="0" w:num="2" w:space="0"><w:col w:w="6500" w:space="0"/><w:col w:w="2798"/></w:cols>'
    one, two = (
        f'<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/>{size[0]}{cols}</w:sectPr></w:pPr>{{}}</w:p>'
        for cols in ('<w:cols w:space="0"/>', wide)
    )
    replaced(f"<w:r><w:t>{acceded} on 24 September 1982.</w:t></w:r>{call(8)}", "")(parts)
    replaced(f'<w:r><w:t xml:space="preserve"> {ratified} on 4 October 1988.</w:t></w:r>{call(10)}', "")(parts)
    start = parts[BODY].rindex("<w:p>", 0, parts[BODY].index("Article 33(1), which the 1967"))
    laid = (
        one.format("")
        + f"<w:p>{run(acceded)}</w:p><w:p>{run(ratified)}</w:p>"
        + f'<w:p><w:r><w:br w:type="column"/></w:r>{run("on 4 October 1988.")}{call(10)}</w:p>'
        + two.format(run("on 24 September 1982.") + call(8))
    )
    parts[BODY] = parts[BODY][:start] + laid + parts[BODY][start:]
    parts[BODY] = parts[BODY].replace("Note 9.", "Note 10.").replace("Notes 2, 8, 10, 13.", "Notes 2, 8, 9, 13.")


OTHERWISE: dict[str, Edit] = {
    "digits after a comment of XML": replaced(
        "at least 406 people", 'at least 406<!-- -->,000</w:t></w:r><w:r><w:t xml:space="preserve"> people'
    ),
    "a sentence after a comment of XML": replaced(
        "to the DPRK since 2024.", "to the DPRK since 2024.<!-- --> In all, China has killed 40,000 people."
    ),
    "a sentence after an instruction of XML": replaced(
        "to the DPRK since 2024.", "to the DPRK since 2024.<?x y?> In all, China has killed 40,000 people."
    ),
    "a sentence after a comment of XML in a note": replaced(
        "China publishes no figures).", "China publishes no figures).<!-- --> It has shot 40,000.", NOTES
    ),
    "a power in superscript characters": replaced("406 people", "40⁶ people"),
    "a power in small type that is raised": replaced(
        "406 people",
        f'40</w:t></w:r>{RAISED}<w:r><w:t xml:space="preserve"> people',
    ),
    "a digit in the colour of the page": both(
        replaced("<w:body>", '<w:background w:color="808080"/><w:body>'),
        replaced("<w:defaultTabStop", "<w:displayBackgroundShape/><w:defaultTabStop", SETTINGS),
        replaced(
            "406 people",
            f'40</w:t></w:r>{GREY}<w:r><w:t xml:space="preserve"> people',
        ),
    ),
    "thousands as the number of a list": both(
        numbered([30], "decimal", "%1,"), broken("returned at least ", "406 people", 0)
    ),
    "a figure of the numbers of several levels": both(
        numbered([4, 0, 6, 0], "decimal", "%1%2%3%4 "), broken("returned at least ", "406 people", 3)
    ),
    "“not” of the letters of several levels": both(
        numbered([14, 15, 20], "lowerLetter", "%1%2%3 "), broken("Poland, like China, is ", "a party", 2)
    ),
    "a number of a page as a figure in a header": both(
        replaced(
            "</w:hdr>",
            f"<w:p>{run('Forced returns of North Korean refugees from China: ')}{PAGE}</w:p></w:hdr>",
            HEADER,
        ),
        replaced("<w:cols ", '<w:pgNumType w:start="40600"/><w:cols '),
    ),
    "a sentence above the notes": replaced(
        "<w:separator/></w:r>",
        f"<w:separator/></w:r>{run('China has never sent anybody back; Poland sent back a six-figure number.')}",
        NOTES,
    ),
    "dates exchanged over the cells of a table": dates_exchanged,
    "a hedge beyond the page": hedge_beyond_the_page,
}


def level(text: str, more: str = '<w:start w:val="1"/>', kind: str = "decimal", at: int = 0) -> Edit:
    one = f'<w:lvl w:ilvl="{at}">{more}<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    return replaced(
        "<w:abstractNum ", f'<w:abstractNum w:abstractNumId="77">{one}</w:abstractNum><w:abstractNum ', NUMBERING
    )


def page_beside_a_digit(parts: Parts) -> None:
    lines = f"<w:p>{run('Forced returns of North Korean refugees from China:')}</w:p><w:p>{run('406')}{PAGE}</w:p>"
    replaced("</w:hdr>", f"{lines}</w:hdr>", HEADER)(parts)


def framed(width: int = 9000, of_cell: str = "", of_row: str = "", of_table: str = "") -> Edit:
    """A paragraph in a cell by itself."""
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{of_cell}</w:tcPr>{paragraph(GRATEFUL)}</w:tc>'
    return put(f"<w:tbl><w:tblPr>{of_table}</w:tblPr><w:tr><w:trPr>{of_row}</w:trPr>{cell}</w:tr></w:tbl>")


TOLD: dict[str, tuple[Edit, str]] = {
    "list of the usual style before a figure": (
        both(numbered([1], "decimal", "%1."), every_paragraph(77), CUT),
        "the mark of a list before a figure: “406 people",
    ),
    "list of the defaults before a figure": (
        both(numbered([1], "decimal", "%1."), every_paragraph(77, of_defaults=True), CUT),
        "the mark of a list before a figure: “406 people",
    ),
    "list in a note": (
        both(
            numbered([1], "decimal", "%1."),
            replaced(", para 3.</w:t></w:r></w:p>", f", para</w:t></w:r></w:p>{paragraph('3.', LISTED)}", NOTES),
        ),
        "the mark of a list beside the text: “3.”",
    ),
    "list in a header": (
        both(numbered([1], "decimal", "%1."), replaced("<w:p>", f"{paragraph('', LISTED)}<w:p>", HEADER)),
        "the mark of a list beside the text",
    ),
    "requests that the usual style counts on": (every_paragraph(2), "where 1 is due: “Ask China"),
    "tabulator in a figure": (
        between("406 people", "4", '<w:r><w:ptab w:relativeTo="margin" w:alignment="right"/></w:r>', "06 people"),
        "figure: was “at least 406”",
    ),
    "dark by the theme, white by its value": (
        between("at least 406", "", run("at least ", '<w:color w:val="FFFFFF" w:themeColor="text1"/>'), "406"),
        "words in a colour that is hardly seen",
    ),
    "white by the theme, dark by its value": (
        between("at least 406", "", run("at least ", '<w:color w:val="000000" w:themeColor="background1"/>'), "406"),
        "words in a colour that is hardly seen",
    ),
    "ground that is dark by its value": (
        between("at least 406", "", run("at least ", '<w:shd w:fill="000000" w:themeFill="background1"/>'), "406"),
        "words in a colour that is hardly seen",
    ),
    "words behind an element in the text": (
        replaced("406 people", '406<w:bookmarkStart w:id="90" w:name="x"/>,000 people'),
        "the element bookmarkStart in the text",
    ),
    "words between elements": (replaced("<w:r><w:t>In 2015", "<w:r>never <w:t>In 2015"), "words beside the elements"),
    "figure that is lowered": (replaced("406 people", "40₆ people"), "figure: was “at least 406”"),
    "figure in a circle": (replaced("406 people", "40⑥ people"), "figure: was “at least 406”"),
    "number of a note before a figure": (replaced("406 people", "⁴06 people"), "figure: was “at least 406”"),
    "fraction": (replaced("406 people", "406½ people"), "figure: “1” was added"),
    "figure that is raised a little": (
        between("406 people", "40", run("6", '<w:position w:val="2"/>'), " people"),
        "a raised or lowered figure",
    ),
    "number of a page that its field raises beside another": (
        replaced(
            "</w:hdr>",
            f"<w:p>{run('Page ')}{PAGE.replace('<w:r><w:instrText', RAISES + '<w:instrText')}</w:p></w:hdr>",
            HEADER,
        ),
        "words that are out of their line",
    ),
    "number of a note that is lowered": (
        replaced(CALL, CALL.replace("</w:rPr>", '<w:position w:val="-8"/></w:rPr>')),
        "the number of a note that is not raised",
    ),
    "number of a note in large type": (
        replaced(CALL, CALL.replace("</w:rPr>", '<w:sz w:val="31"/></w:rPr>')),
        "the number of a note that is not raised",
    ),
    "words at the top of their line": (
        replaced("<w:p><w:r><w:t>In 2015", '<w:p><w:pPr><w:textAlignment w:val="top"/></w:pPr><w:r><w:t>In 2015'),
        "the number of a note that is not raised",
    ),
    "dash of a range in the line below its figures": (
        replaced(
            "paras 42–45", f"paras </w:t></w:r>{run('42', LINE)}{run('–', LOW)}{run('45', LINE)}<w:r><w:t>", NOTES
        ),
        "a figure in several sizes: “42-45”",
    ),
    "numbers that a space of no width parts": (replaced("paras 42–45", "paras 42\u200a45", NOTES), "locator: was “"),
    "numbers that the end of a line parts": (replaced("paras 42–45", "paras 42\u202845", NOTES), "locator: was “"),
    "numbers without the word between them": (replaced("42–45 and 74", "42–45 74", NOTES), "locator: was “"),
    "cell that reaches into the one beside it": (
        put(table([3000, 3000], cell(3000, f"{SET_OUT}{run('80')}") + cell(3000, run("80")))),
        "a paragraph beyond its cell: “80”",
    ),
    "side of a paragraph under two names": (
        replaced("<w:p><w:r><w:t>In 2015", '<w:p><w:pPr><w:ind w:start="0" w:left="900"/></w:pPr><w:r><w:t>In 2015'),
        "a property that is set twice",
    ),
    "list that begins at nought": (level("%1.", ""), "a list that begins at: “0”"),
    "list that begins at two": (level("%1.", '<w:start w:val="2"/>'), "a list that begins at: “2”"),
    "number of another level": (level("%1.", at=1), "numbers of a list that say something"),
    "number at its words": (
        level("%1.", '<w:start w:val="1"/><w:suff w:val="nothing"/>'),
        "numbers of a list that stand at their words",
    ),
    "words of a list without numbers": (
        level("never %1", kind="none"),
        "that say something: “never”",
    ),
    "sign as the mark of a list": (level("≠", kind="bullet"), "numbers of a list that say something"),
    "sign of a font of symbols as the mark of a list": (level("\uf0b9", kind="bullet"), "numbers of a list that say"),
    "letters for the numbers of pages": (
        replaced("<w:cols ", '<w:pgNumType w:fmt="upperRoman"/><w:cols '),
        "pages that are counted otherwise",
    ),
    "digits before the number of a page": (page_beside_a_digit, "a figure outside the text of the letter: “406[page]”"),
    "digits alone in a header": (
        replaced("</w:hdr>", f"{paragraph('40600')}</w:hdr>", HEADER),
        "a figure outside the text of the letter: “40600”",
    ),
    "cell that is too wide": (framed(30000), "a table beyond the page"),
    "table that is set in": (
        framed(of_table='<w:tblInd w:w="5000" w:type="dxa"/>'),
        "a table beyond the page",
    ),
    "table of twice the width": (framed(of_table='<w:tblW w:w="10000" w:type="pct"/>'), "a table beyond the page"),
    "cell with wide margins": (
        framed(of_cell='<w:tcMar><w:left w:w="20000" w:type="dxa"/></w:tcMar>'),
        "a table beyond the page",
    ),
    "row that begins beyond the page": (
        framed(of_row='<w:gridBefore w:val="1"/><w:wBefore w:w="20000" w:type="dxa"/>'),
        "a table beyond the page",
    ),
    "style of a table beyond the page": (
        replaced(
            "</w:styles>",
            '<w:style w:type="table" w:styleId="Far"><w:tblPr><w:tblInd w:w="-9000" w:type="dxa"/></w:tblPr></w:style>'
            "</w:styles>",
            STYLES,
        ),
        "a table beyond the page",
    ),
}


def test_dates_exchanged_over_the_columns_of_a_page_are_told(checked: Callable[..., str]) -> None:
    assert "disguised: text in columns" in checked(dates_exchanged_over_columns)


@pytest.mark.parametrize("edit", OTHERWISE.values(), ids=OTHERWISE)
def test_what_the_layout_makes_of_words_is_told(checked: Callable[..., str], edit: Edit) -> None:
    assert checked(edit) != "no findings\n"


@pytest.mark.parametrize(("edit", "told"), TOLD.values(), ids=TOLD)
def test_other_means_to_the_same_end_are_told(checked: Callable[..., str], edit: Edit, told: str) -> None:
    assert told in checked(edit)


@pytest.mark.parametrize(
    "edit",
    [
        framed(),
        framed(
            of_cell='<w:tcMar><w:left w:w="108" w:type="dxa"/></w:tcMar>', of_table='<w:tblW w:w="5000" w:type="pct"/>'
        ),
        level("(%1)", kind="lowerLetter"),
        level("•", kind="bullet"),
        level("%1", '<w:suff w:val="nothing"/>', kind="none"),
        level("%3)", kind="lowerRoman", at=2),
        replaced("<w:cols ", '<w:pgNumType w:fmt="decimal" w:start="1"/><w:cols '),
        replaced("</w:hdr>", f"<w:p>{run('Page ')}{PAGE}</w:p></w:hdr>", HEADER),
    ],
    ids=[
        "frame",
        "frame with margins",
        "letters",
        "bullets",
        "numbers that are empty",
        "small numbers",
        "pages from one on",
        "number of the page",
    ],
)
def test_usual_lists_frames_and_numbers_of_pages_are_left_alone(checked: Callable[..., str], edit: Edit) -> None:
    assert checked(edit) == "no findings\n"
