"""What a file gives away, whatever kind of file it is."""

from __future__ import annotations

from nkadvocate.auditing.findings import Examined
from nkadvocate.auditing.pdf import examine_pdf
from nkadvocate.auditing.pictures import examine_picture, picture_kind
from nkadvocate.auditing.word import examine_docx
from nkadvocate.problems import Problem, ProblemsError

MOST_BYTES = 50 * 1024**2
"""Of a file that is looked into."""


def examine(data: bytes, name: str) -> Examined:
    """What the file ``data``, called ``name``, gives away: a DOCX, PDF, PNG or JPEG file, told by its first bytes.

    Raises ProblemsError when it is none of these, cannot be read, or is beyond the limits.
    """
    if len(data) > MOST_BYTES:
        raise ProblemsError([Problem(f"{name}: larger than {MOST_BYTES // 1024**2} MB")])
    if b"%PDF-" in data[:1024]:
        return examine_pdf(data, name)
    if picture_kind(data):
        return examine_picture(data, name)
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return examine_docx(data, name)
    raise ProblemsError([Problem(f"{name}: not a DOCX, PDF, PNG or JPEG file")])
