"""Cells, pictures and the numbers of lists that stand in another place than the records give them."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any

import pytest
from lxml import etree
from pikepdf import Array, Dictionary, Name, Pdf

from nkadvocate.auditing.arranged import arranged_otherwise
from nkadvocate.auditing.disguises_in_pdf import disguised_in_pdf
from nkadvocate.auditing.disguises_in_word import disguised_in_word
from nkadvocate.auditing.from_pdf import read_pdf
from nkadvocate.auditing.from_word import read_word
from nkadvocate.auditing.known import Records
from nkadvocate.auditing.manuscript import Manuscript
from nkadvocate.auditing.packages import open_package
from nkadvocate.auditing.recheck import recheck
from nkadvocate.campaigning.briefings import Edition, make_briefing
from nkadvocate.document import Document
from nkadvocate.library import Library
from nkadvocate.records import Campaign
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.shipped import campaign_folder

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
BODY, LISTS = "word/document.xml", "word/numbering.xml"
Parts = dict[str, Any]
"""The parts of a Word file; those that are edited as their root elements."""
Edit = Callable[[Parts], object]
EVERY_WORD = pytest.mark.parametrize("every_word", [False, True], ids=["plain", "every word"])


@pytest.fixture(scope="module")
def briefing(shipped_library: Library, shipped_campaign: Campaign) -> Document:
    """The one on the whole matter."""
    folder = campaign_folder("default")
    return make_briefing(shipped_library, shipped_campaign, None, Edition(), folder, Look()).document


@pytest.fixture(scope="module")
def as_word(briefing: Document) -> bytes:
    return render(briefing, "docx", Look())


@pytest.fixture(scope="module")
def as_pdf_of(briefing: Document) -> Callable[[str], bytes]:
    """The briefing as a PDF file, with a style sheet."""
    return cache(lambda look: render(briefing, "pdf", Look(style=look)))


@pytest.fixture(scope="module")
def letter_as_word(written: Callable[[str], bytes]) -> bytes:
    return written("pl-foreign-minister")


def edited(data: bytes, edit: Edit) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts: Parts = {name: file.read(name) for name in file.namelist()}
    parts |= {name: etree.fromstring(parts[name]) for name in (BODY, LISTS)}
    edit(parts)
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content if isinstance(content, bytes) else etree.tostring(content))
    return out.getvalue()


def words(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def row(parts: Parts, begins: str) -> list[Any]:
    """The cells of the longest row that begins so."""
    rows = (list(one.iter(f"{W}tc")) for one in parts[BODY].iter(f"{W}tr") if words(one).startswith(begins))
    return max(rows, key=len)


def write(cell: Any, text: str) -> None:
    first, *others = cell.iter(f"{W}t")
    first.text = text
    for one in others:
        one.text = ""


def exchange(parts: Parts, begins: str, one: int, other: int) -> None:
    cells = row(parts, begins)
    texts = words(cells[one]), words(cells[other])
    assert texts[0] != texts[1]
    write(cells[one], texts[1])
    write(cells[other], texts[0])


# Cells.

MOVED: dict[str, tuple[Edit, str]] = {
    "moved to its neighbour": (
        partial(exchange, begins="The state they leave", one=2, other=3),
        "was “own duty”, is “-”",
    ),
    "heads exchanged": (
        partial(exchange, begins="OfficesNon-refoulement", one=1, other=2),
        "was “Non-refoulement”, is “Access for UNHCR”",
    ),
    "from and to exchanged": (
        partial(exchange, begins="People from the DPRK detained in Chinabetween", one=2, other=3),
        "was “600”, is “2,000”",
    ),
    "emptied": (
        lambda parts: write(row(parts, "UN treaty bodies")[1], ""),
        "a cell of a table is empty: was “mandate”",
    ),
}


def heads_exchanged_and_a_row_deleted(parts: Parts) -> None:
    exchange(parts, "People from the DPRK detained in Chinabetween", 2, 3)
    gone = row(parts, "People from the DPRK detained in Chinabetween")[0].getparent().getnext()
    gone.getparent().remove(gone)


def found(briefing: Document, manuscript: Manuscript, records: Records, *, every_word: bool) -> list[str]:
    return [one.what for one in recheck(briefing, manuscript, records, every_word=every_word)]


@EVERY_WORD
@pytest.mark.parametrize(("edit", "told"), MOVED.values(), ids=MOVED)
def test_a_cell_that_says_what_another_said_is_told_in_plain_lines(
    briefing: Document, as_word: bytes, shipped_records: Records, edit: Edit, told: str, every_word: bool
) -> None:
    manuscript = read_word(open_package(edited(as_word, edit), "briefing.docx"))
    lines = found(briefing, manuscript, shipped_records, every_word=every_word)
    assert told in lines
    assert len(lines) <= 4


def test_cells_exchanged_are_told_beside_a_row_that_is_gone(
    briefing: Document, as_word: bytes, shipped_records: Records
) -> None:
    manuscript = read_word(open_package(edited(as_word, heads_exchanged_and_a_row_deleted), "briefing.docx"))
    assert "was “600”, is “2,000”" in found(briefing, manuscript, shipped_records, every_word=False)


def rows_in_another_order(parts: Parts, *begins: str) -> None:
    """Two rows that changed places."""
    one, other = (row(parts, words)[0].getparent() for words in begins)
    place = etree.Element("place")
    one.getparent().replace(one, place)
    other.getparent().replace(other, one)
    place.getparent().replace(place, other)


@EVERY_WORD
@pytest.mark.parametrize(
    "begins",
    [("The state they leave", "The state that returns people"), ("UN treaty bodies", "UN special procedures")],
)
def test_rows_that_changed_places_are_told_once(
    briefing: Document, as_word: bytes, shipped_records: Records, begins: tuple[str, str], every_word: bool
) -> None:
    data = edited(as_word, lambda parts: rows_in_another_order(parts, *begins))
    manuscript = read_word(open_package(data, "briefing.docx"))
    (told,) = found(briefing, manuscript, shipped_records, every_word=every_word)
    assert "of a table in another order" in told


def test_a_row_that_is_gone_is_a_choice(briefing: Document, as_word: bytes, shipped_records: Records) -> None:
    def edit(parts: Parts) -> None:
        one = row(parts, "The state they leave")[0].getparent()
        one.getparent().remove(one)

    manuscript = read_word(open_package(edited(as_word, edit), "briefing.docx"))
    assert found(briefing, manuscript, shipped_records, every_word=False) == []
    assert found(briefing, manuscript, shipped_records, every_word=True) != []


def test_rows_of_tables_may_be_gone_and_no_others_come(as_word: bytes) -> None:
    def gone(parts: Parts) -> None:
        for begins in ("The state they leave", "UN treaty bodies"):
            one = row(parts, begins)[0].getparent()
            one.getparent().remove(one)

    def come(parts: Parts) -> None:
        one = row(parts, "UN treaty bodies")[0].getparent()
        one.addnext(copy.deepcopy(one))

    made = open_package(as_word, "made.docx")
    told = [
        [one.what for one in disguised_in_word(open_package(edited(as_word, edit), "briefing.docx"), made, ())]
        for edit in (gone, come)
    ]
    assert told[0] == []
    assert "which the letter of the records has not" in told[1][0]


@EVERY_WORD
def test_cells_of_a_pdf_are_compared_in_their_places(
    briefing: Document, as_pdf_of: Callable[[str], bytes], shipped_records: Records, every_word: bool
) -> None:
    manuscript = read_pdf(as_pdf_of(""), "briefing.pdf")
    assert found(briefing, manuscript, shipped_records, every_word=every_word) == []
    place, other = (
        next(n for n, one in enumerate(manuscript.passages) if one.cell and one.text == text)
        for text in ("600", "2,000")
    )
    passages = list(manuscript.passages)
    exchanged = {place: passages[other].text, other: passages[place].text}
    passages = [replace(one, text=exchanged.get(n, one.text)) for n, one in enumerate(passages)]
    told = found(briefing, replace(manuscript, passages=tuple(passages)), shipped_records, every_word=every_word)
    assert "was “600”, is “2,000”" in told


def rows_of_pdf(pdf: Pdf) -> Iterator[Any]:
    """The elements of rows, in the order of the file."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting += reversed(list(one))
        elif isinstance(one, Dictionary) and "/K" in one:
            if one.get("/S") == Name.TR:
                yield one
            waiting.append(one.K)


def last_cells_exchanged(pdf: Pdf) -> None:
    first, second = list(rows_of_pdf(pdf))[1:3]
    first.K[2], second.K[2] = second.K[2], first.K[2]


def neighbours_exchanged(pdf: Pdf) -> None:
    row = list(rows_of_pdf(pdf))[1]
    row.K[1], row.K[2] = row.K[2], row.K[1]


def rows_exchanged(pdf: Pdf) -> None:
    row = list(rows_of_pdf(pdf))[1]
    row.P.K[0], row.P.K[1] = row.P.K[1], row.P.K[0]


@pytest.mark.parametrize(
    ("edit", "look", "count"),
    [
        (last_cells_exchanged, "", 2),
        (neighbours_exchanged, "", 1),
        (rows_exchanged, "", 0),
        (lambda pdf: None, "th, td { vertical-align: middle }", 0),
        (lambda pdf: None, "th, td { vertical-align: bottom; text-align: right }", 0),
        (lambda pdf: None, "table { font-size: 15pt; line-height: 2 }", 0),
    ],
    ids=["in a column", "in a row", "rows", "in the middle", "at the bottom", "large"],
)
def test_cells_of_a_pdf_that_stand_elsewhere_than_their_tags_say_are_told(
    as_pdf_of: Callable[[str], bytes], as_word: bytes, edit: Callable[[Pdf], object], look: str, count: int
) -> None:
    with Pdf.open(io.BytesIO(as_pdf_of(look))) as pdf:
        edit(pdf)
        pdf.save(out := io.BytesIO())
    read = read_pdf(out.getvalue(), "briefing.pdf")
    told = disguised_in_pdf(out.getvalue(), read, open_package(as_word, "x"), "briefing.pdf", ())
    assert [one.what[:48] for one in told] == ["a cell that does not stand in its row and column"] * count


# Pictures.


def pictures(parts: Parts) -> Iterator[Any]:
    return parts[BODY].iter(f"{W}drawing")


def pictures_exchanged(parts: Parts) -> None:
    _, one, other, *_ = parts[BODY].iter("{*}blip")
    ids = one.get(EMBED), other.get(EMBED)
    one.set(EMBED, ids[1])
    other.set(EMBED, ids[0])


def picture_again(parts: Parts) -> None:
    _, one, _, other = pictures(parts)
    one.getparent().replace(one, copy.deepcopy(other))


def picture_gone(parts: Parts) -> None:
    one = list(pictures(parts))[2]
    one.getparent().remove(one)


def picture_shrunk(parts: Parts, width: int, height: int) -> None:
    for one in list(pictures(parts))[1].iter("{*}extent", "{*}ext"):
        if "cx" in one.attrib:
            one.set("cx", str(int(one.get("cx")) * width // 100))
            one.set("cy", str(int(one.get("cy")) * height // 100))


def pictures_exchanged_with_their_captions(parts: Parts) -> None:
    pictures_exchanged(parts)
    for one in list(pictures(parts))[1:3]:
        caption = one.getparent().getparent().getnext()
        write(caption, f"Once more. {words(caption)}")


def picture_set(element: str, **values: str) -> Edit:
    """Attributes of all elements of a name in the second picture."""

    def edit(parts: Parts) -> None:
        for one in list(pictures(parts))[1].iter(f"{{*}}{element}"):
            one.attrib.update(values)

    return edit


PICTURES: dict[str, tuple[Edit, str]] = {
    "exchanged": (pictures_exchanged, "a picture that belongs elsewhere"),
    "in the place of another": (picture_again, "a picture that belongs elsewhere"),
    "gone": (picture_gone, "a picture is gone"),
    "shrunk": (partial(picture_shrunk, width=1, height=1), "a picture of another size"),
    "flattened": (partial(picture_shrunk, width=100, height=10), "a picture of another size"),
    "upside down": (picture_set("xfrm", rot="10800000"), "a picture that is turned or mirrored"),
    "mirrored": (picture_set("xfrm", flipH="1"), "a picture that is turned or mirrored"),
    "as a line": (picture_set("prstGeom", prst="line"), "a picture that is drawn in another shape"),
    "as an ellipse": (picture_set("prstGeom", prst="ellipse"), "a picture that is drawn in another shape"),
    "out of its frame": (picture_set("fillRect", l="-150000"), "a picture that is stretched beyond its frame"),
    "squeezed": (picture_set("fillRect", r="95%"), "a picture that is stretched beyond its frame"),
    "hidden": (picture_set("docPr", hidden="1"), "a picture that is hidden"),
    "hidden inside": (picture_set("cNvPr", hidden="true"), "a picture that is hidden"),
    "with another description": (picture_set("docPr", descr="China denied it."), "described in other words"),
    "with a title": (picture_set("docPr", title="China denied it."), "described in other words"),
    "exchanged above other words": (pictures_exchanged_with_their_captions, "pictures in another order"),
}


def arranged(data: bytes, edit: Edit, protected: tuple[str, ...] = ()) -> str:
    package, made = (open_package(one, "x.docx") for one in (edited(data, edit), data))
    return "\n".join(str(one) for one in arranged_otherwise(package, made, protected))


@pytest.mark.parametrize(("edit", "told"), PICTURES.values(), ids=PICTURES)
def test_a_picture_that_does_not_stand_where_it_belongs_is_told(as_word: bytes, edit: Edit, told: str) -> None:
    assert told in arranged(as_word, edit)


@pytest.mark.parametrize(
    "edit",
    [
        partial(picture_shrunk, width=80, height=80),
        picture_set("xfrm", rot="0", flipH="0", flipV="false"),
        picture_set("fillRect", l="0", t="0", r="0", b="0"),
        picture_set("docPr", descr="", title="", id="7", name="Chart", hidden="0"),
        picture_set("spPr", bwMode="auto"),
    ],
    ids=["smaller", "not turned", "in its frame", "without description", "as word processors write it"],
)
def test_a_picture_that_is_shown_as_it_was_is_left_alone(as_word: bytes, edit: Edit) -> None:
    assert arranged(as_word, edit) == ""


# Numbers of lists.


def paragraph(parts: Parts, text: str) -> Any:
    return next(one for one in parts[BODY].iter(f"{W}p") if text in words(one))


def numbering(parts: Parts, text: str, name: str, value: str) -> None:
    paragraph(parts, text).find(f"{W}pPr/{W}numPr/{W}{name}").set(f"{W}val", value)


SECOND, THIRD = "Support UNHCR’s access", "Ask China to end, suspend"


def empty_before(parts: Parts) -> None:
    one = paragraph(parts, THIRD)
    empty = copy.deepcopy(one)
    for child in empty.findall(f"{W}r"):
        empty.remove(child)
    one.addprevious(empty)


def typed(parts: Parts, number: str) -> None:
    one = paragraph(parts, SECOND)
    listed = one.find(f"{W}pPr/{W}numPr")
    listed.getparent().remove(listed)
    first = next(one.iter(f"{W}t"))
    first.text = f"{number} {first.text}"


def gone(parts: Parts) -> None:
    one = paragraph(parts, SECOND)
    one.getparent().remove(one)


MISCOUNTED: dict[str, tuple[Edit, str]] = {
    "empty item": (empty_before, "shows 4, where 3 is due"),
    "number taken off": (
        lambda parts: numbering(parts, SECOND, "numId", "0"),
        "shows no number, where 2 is due",
    ),
    "second level": (lambda parts: numbering(parts, SECOND, "ilvl", "1"), "shows no number, where 2 is due"),
    "typed": (partial(typed, number="9."), "shows 9, where 2 is due"),
}


@pytest.mark.parametrize(("edit", "told"), MISCOUNTED.values(), ids=MISCOUNTED)
def test_requests_that_are_not_counted_one_two_three_are_told(letter_as_word: bytes, edit: Edit, told: str) -> None:
    assert told in arranged(letter_as_word, edit)


def all_typed(parts: Parts) -> None:
    items = [
        one for one in parts[BODY].iter(f"{W}p") if one.find(f"{W}pPr/{W}pStyle[@{W}val='ListNumber']") is not None
    ]
    for number, one in enumerate(items, 1):
        listed = one.find(f"{W}pPr/{W}numPr")
        listed.getparent().remove(listed)
        first = next(one.iter(f"{W}t"))
        first.text = f"{number}. {first.text}"


@pytest.mark.parametrize("edit", [gone, all_typed], ids=["an item gone", "numbers typed"])
def test_what_is_counted_on_is_left_alone(letter_as_word: bytes, edit: Edit) -> None:
    assert arranged(letter_as_word, edit) == ""


def marked(parts: Parts, text: str, kind: str, mark: str, after: str) -> None:
    """The paragraph as an item of a list of its own."""
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="{after}"/>'
        f'<w:lvlText w:val="{mark}"/></w:lvl>'
    )
    number = '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    whole = f'<w:x {NAMES}><w:abstractNum w:abstractNumId="77">{level}</w:abstractNum>{number}</w:x>'
    kind_of_list, own = etree.fromstring(whole)
    next(parts[LISTS].iter(f"{W}num")).addprevious(kind_of_list)
    parts[LISTS].append(own)
    one = paragraph(parts, text)
    listed = f'<w:numPr {NAMES}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    properties = one.find(f"{W}pPr")
    if properties is None:
        one.insert(0, properties := etree.fromstring(f"<w:pPr {NAMES}/>"))
    properties.append(etree.fromstring(listed))


def broken_before(parts: Parts, figure: str) -> None:
    """The paragraph cut in two before a figure; the second half is an item."""
    one = paragraph(parts, figure)
    text = next(text for text in one.iter(f"{W}t") if figure in text.text)
    before, after = text.text.split(figure)
    text.text = before
    rest = copy.deepcopy(one)
    for run in rest.findall(f"{W}r"):
        rest.remove(run)
    one.addnext(rest)
    run = etree.SubElement(rest, f"{W}r")
    etree.SubElement(run, f"{W}t").text = f"{figure}{after}"
    marked(parts, f"{figure}{after}", "decimal", "%1.", "tab")


@pytest.mark.parametrize(
    ("kind", "mark", "after"), [("decimal", "%1.", "tab"), ("decimal", "%1.", "space"), ("bullet", "-", "space")]
)
def test_a_mark_before_the_figure_of_a_cell_is_told(as_word: bytes, kind: str, mark: str, after: str) -> None:
    told = arranged(as_word, partial(marked, text="212 women", kind=kind, mark=mark, after=after))
    assert "the mark of a list before a figure: “212 women, victims" in told


def test_a_number_before_a_figure_where_a_paragraph_was_broken_is_told(letter_as_word: bytes) -> None:
    assert "the mark of a list before a figure" in arranged(letter_as_word, partial(broken_before, figure="406 people"))


def test_words_that_have_become_an_item_are_left_alone(letter_as_word: bytes) -> None:
    edit = partial(marked, text="In 2015 the United", kind="bullet", mark="•", after="tab")
    assert arranged(letter_as_word, edit) == ""


def test_a_protected_term_is_not_repeated(as_word: bytes) -> None:
    edit = partial(marked, text="212 women", kind="decimal", mark="%1.", after="tab")
    assert "212" not in arranged(as_word, edit, ("212 women",))
