"""A copy of a Word file with comments where something was found."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from nkadvocate.auditing.deviations import Deviation
from nkadvocate.auditing.from_word import Written, paragraphs_in, transitional
from nkadvocate.auditing.packages import open_package
from nkadvocate.problems import Problem, ProblemsError

AUTHOR = "nkadvocate"


def annotated(data: bytes, findings: Sequence[Deviation], name: str) -> bytes:
    """The file ``data``, called ``name`` in messages, with a comment for each finding.

    Word takes no comments inside footnotes, so what was found in a note is said where the note is called; what has no
    place is said at the first paragraph. Comments carry no time. Raises ProblemsError.
    """
    open_package(data, name)
    try:
        return _with_comments(data, findings)
    except Exception as error:  # a damaged part makes lxml and python-docx raise what they please
        hint = "open it in Word and save it anew"
        raise ProblemsError([Problem(f"{name}: no comments can be put into this file: {error}", hint=hint)]) from None


def _with_comments(data: bytes, findings: Sequence[Deviation]) -> bytes:
    word = Document(BytesIO(data))
    paragraphs = [one for one in paragraphs_in(transitional(word.element.body)) if one.text.strip()]
    for finding in findings:
        if not paragraphs:
            break
        place = (finding.paragraph or 1) - 1
        runs = _runs(paragraphs[min(place, len(paragraphs) - 1)], finding.span)
        if not runs:
            continue
        at: Any = [Run(run, word) for run in runs]
        text = f"{finding.kind}: {finding.what}{f' ({finding.hint})' if finding.hint else ''}"
        comment = word.add_comment(at, text, author=AUTHOR, initials="nk")
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
