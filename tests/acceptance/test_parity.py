"""Word and HTML say the same: a DOCX, turned back into HTML by mammoth, is compared with our own HTML.

What is made alike before the comparison, and nothing else:

- white space: every run of spaces, tabs, line breaks and block boundaries counts as one space;
- the mark at a note's call (mammoth writes ``[3]``, we write ``3``) is taken out of the words, and compared by itself;
- the arrow that leads from a note back to its call is taken out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from lxml import etree
from lxml import html as lxml_html

from acceptance.command import EIGHT
from acceptance.reading import docx_html, squeezed
from nkadvocate.document import Document, notes
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look

Pair = tuple[etree._Element, etree._Element]

# A cell, a line or an item ends a word as a paragraph does.
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "li", "ul", "ol", "div", "section", "main", "br", "td", "th", "tr", "table"}
    | {"caption", "blockquote", "figure", "figcaption"}
)


@pytest.fixture(scope="module", params=EIGHT)
def pair(request: pytest.FixtureRequest, letters: Mapping[str, Document]) -> Pair:
    """One letter as mammoth reads its DOCX, and as our own HTML."""
    document = letters[request.param]
    theirs = docx_html(render(document, "docx", Look()))
    ours = lxml_html.document_fromstring(render(document, "html", Look())).find(".//main")
    return theirs, ours


def flow(root: etree._Element) -> Iterator[str]:
    """The text below ``root`` in reading order, without what leads to notes and back."""
    if root.tag in _BLOCKS:
        yield " "
    yield root.text or ""
    for child in root:
        if not leads(child):
            yield from flow(child)
        yield child.tail or ""
    if root.tag in _BLOCKS:
        yield " "


def leads(element: etree._Element) -> bool:
    """Whether the element is a note's call, the way back from a note, or the list of notes."""
    href = element.get("href", "")
    back = element.tag == "a" and (element.get("class") == "back" or href.startswith("#footnote-ref-"))
    call = element.tag == "sup" and element.find("a") is not None
    return back or call or is_note_list(element)


def is_note_list(element: etree._Element) -> bool:
    if element.get("class") == "notes":
        return True
    return element.tag == "ol" and len(element) > 0 and element[0].get("id", "").startswith("footnote-")


def words(root: etree._Element) -> str:
    return squeezed("".join(flow(root)))


def note_texts(root: etree._Element) -> list[tuple[int, str]]:
    """Number and text of every note in the list of notes."""
    (found,) = [element for element in root.iter() if isinstance(element.tag, str) and is_note_list(element)]
    items = found.iter("li")
    return [(int(item.get("id").rpartition("-")[2]), words(item)) for item in items]


def calls(root: etree._Element) -> list[tuple[int, str]]:
    """Number of every note called, with the words before its call in the same paragraph."""
    found = []
    for call in root.iter("sup"):
        link = call.find("a")
        if link is None:
            continue
        before: list[str] = []
        block = next(above for above in call.iterancestors() if above.tag in _BLOCKS)
        for part in walk_until(block, call):
            before.append(part)
        found.append((int(link.text.strip("[]")), squeezed("".join(before))[-40:]))
    return found


def walk_until(root: etree._Element, end: etree._Element) -> Iterator[str]:
    """The text below ``root`` up to the element ``end``."""
    yield root.text or ""
    for child in root:
        if child is end:
            return
        if not leads(child):
            inside = end in child.iterdescendants()
            yield from walk_until(child, end)
            if inside:
                return
        yield child.tail or ""


def outline(root: etree._Element) -> list[tuple[str, str]]:
    return [(heading.tag, words(heading)) for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def lists(root: etree._Element) -> list[tuple[str, list[str]]]:
    """Kind and items of every list of the letter, in order."""
    return [
        (found.tag, [words(item) for item in found.findall("li")])
        for found in root.iter("ol", "ul")
        if not is_note_list(found) and not any(is_note_list(above) for above in found.iterancestors())
    ]


def test_the_words_are_the_same_in_the_same_order(pair: Pair) -> None:
    theirs, ours = pair
    assert len(words(ours)) > 2000
    assert words(theirs) == words(ours)


def test_the_notes_have_the_same_numbers_and_texts(pair: Pair, letters: Mapping[str, Document]) -> None:
    theirs, ours = pair
    assert note_texts(theirs) == note_texts(ours)
    assert [number for number, _ in note_texts(ours)] == list(range(1, len(note_texts(ours)) + 1))


def test_the_notes_are_called_at_the_same_words(pair: Pair) -> None:
    theirs, ours = pair
    assert calls(theirs) == calls(ours)
    assert [number for number, _ in calls(ours)] == [number for number, _ in note_texts(ours)]


def test_the_headings_are_the_same(pair: Pair) -> None:
    theirs, ours = pair
    assert outline(theirs) == outline(ours)
    assert [tag for tag, _ in outline(ours)].count("h1") == 1


def test_the_lists_are_the_same(pair: Pair) -> None:
    theirs, ours = pair
    assert lists(theirs) == lists(ours)
    assert lists(ours)[0][0] == "ol"


def test_text_holds_the_same_words_as_html(letters: Mapping[str, Document]) -> None:
    """The text format draws rules and numbers, so that only the words of each note are looked for."""
    for name in EIGHT:
        text = squeezed(render(letters[name], "txt", Look()).decode())
        page = lxml_html.document_fromstring(render(letters[name], "html", Look())).find(".//main")
        assert len(notes(letters[name])) == len(note_texts(page))
        for number, told in note_texts(page):
            assert squeezed(f"[{number}] {told}") in text
        for _, heading in outline(page):
            assert heading in text
