"""A copy of a Word file with comments where something was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from nkadvocate.auditing.deviations import Deviation, Kind
from nkadvocate.auditing.from_word import Written, paragraphs_in
from nkadvocate.auditing.packages import open_package
from nkadvocate.auditing.properties import Styles, styles_of, transitional
from nkadvocate.problems import Problem, ProblemsError

AUTHOR = "nkadvocate"


def annotated(data: bytes, findings: Sequence[Deviation], name: str) -> bytes:
    """The file ``data``, called ``name`` in messages, with a comment for each kind of finding at a place. The copy may
    go back to whoever sent the letter: comments repeat no words of the letter or of the records.

    Word takes no comments inside footnotes, so what was found in a note is said where the note is called; what has no
    place is said at the first paragraph. Comments carry no time. Raises ProblemsError.
    """
    styles = styles_of(open_package(data, name))
    try:
        return _with_comments(data, findings, styles)
    except Exception as error:  # a damaged part makes lxml and python-docx raise what they please
        hint = "open it in Word and save it anew"
        raise ProblemsError([Problem(f"{name}: no comments can be put into this file: {error}", hint=hint)]) from None


def _with_comments(data: bytes, findings: Sequence[Deviation], styles: Styles) -> bytes:
    word = Document(BytesIO(data))
    paragraphs = [one for one in paragraphs_in(transitional(word.element.body), styles) if one.text.strip()]
    places = dict.fromkeys((finding.kind, finding.paragraph, finding.span) for finding in findings)
    for kind, paragraph, span in places if paragraphs else ():
        place = (paragraph or 1) - 1
        runs = _runs(paragraphs[min(place, len(paragraphs) - 1)], span)
        if not runs:
            continue
        at: Any = [Run(run, word) for run in runs]
        comment = word.add_comment(at, f"{kind}: {_COMMENTS[kind]}", author=AUTHOR, initials="nk")
        comment._comment_elm.attrib.pop(qn("w:date"), None)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _runs(paragraph: Written, span: tuple[int, int]) -> list[Any]:
    """The first and the last run with words of the span; the whole paragraph's where the span is empty."""
    ends = [*(start for start, _ in paragraph.runs[1:]), len(paragraph.text)]
    first, last = span if span[1] else (0, len(paragraph.text))
    found = [run for (start, run), end in zip(paragraph.runs, ends, strict=True) if start < last and end > first]
    outer = [run for run in found if run.getparent().tag == paragraph.element.tag]
    return [outer[0], outer[-1]] if outer else []


_COMMENTS: Mapping[Kind, str] = {
    "figure": "a figure is not as the records have it",
    "date": "a date is not as the records have it",
    "name": "a name is not as the records have it",
    "article": "an article is not as the records have it",
    "quotation": "a quotation is not as the records have it",
    "hedge": "a statement is more or less certain than the records have it",
    "negation": "a “not” came or went",
    "force": "a statement is stronger or weaker than the records have it",
    "wording": "the statement is not as the records have it",
    "demand": "a request is gone, was added or says something else",
    "sender": "who writes, or where a reply goes, is not as the letter has it",
    "no note": "a statement was added without a note; give its source",
    "note": "a note is gone, was added or stands with another statement",
    "source": "what is cited is not as the records have it",
    "locator": "the place in the source is not as the records have it",
    "cross-reference": "it leads to the wrong note; in Word, Ctrl+A and F9 bring references up to date",
    "status": "what this rests on has changed since",
    "protected": "take it out",
    "disguised": "words are hidden, or are not what they look like; type them anew",
    "left over": "the file holds more than it prints; nkadvocate scan says where",
}
"""What a comment says of each kind of finding."""
