"""Lists of persons as rows of named cells: CSV, YAML and JSON. Popolo and vCard have readers of their own.

A row knows its place in the file, so that whatever is said of it later names the line.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

from nkadvocate.campaigning.popolo import is_popolo, popolo_rows
from nkadvocate.campaigning.rows import Listed, Row, as_text
from nkadvocate.campaigning.vcards import vcard_rows
from nkadvocate.library.reading import parse_yaml
from nkadvocate.problems import Place, Problem, ProblemsError

ListFormat = Literal["csv", "json", "vcard", "yaml"]
FORMATS: Mapping[str, ListFormat] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".json": "json",
    ".vcf": "vcard",
    ".vcard": "vcard",
    ".yaml": "yaml",
    ".yml": "yaml",
}
"""The format of a file by the end of its name."""

MAX_LIST = 100_000_000
"""Bytes of a file that are read."""

_HEADER = 100_000
"""Characters in which the header is looked for."""
_DELIMITERS = ",;\t|"
_SINGLE_COLUMN = "\x1f"
_IN_NAMES = frozenset("‘’“”–—…«»\xa0")
"""What stands in a list of names beside letters, of the characters that Windows-1252 has above ASCII."""


def read_list(data: bytes, file: str, form: ListFormat, on: str) -> Listed:
    """The rows of a file; ``on`` is the day (ISO 8601) for which a Popolo list is asked who sits.

    Raises ProblemsError for a file of which nothing can be read: empty, too large, of an encoding that cannot be
    told, not the format it is said to be. Rows that cannot be read are among the problems, with their place.
    """
    start = Place(file, 1, 1)
    if len(data) > MAX_LIST:
        raise ProblemsError([Problem(f"{len(data):,} bytes; at most {MAX_LIST:,} are read", start, "split the list")])
    text, notes = _decoded(data, file)
    if not text.strip():
        raise ProblemsError([Problem("the file is empty", start)])
    readers: dict[ListFormat, Callable[[], Iterable[Row | Problem]]] = {
        "csv": lambda: _csv(text, file),
        "yaml": lambda: _yaml(text, file),
        "json": lambda: _json(text, file, on),
        "vcard": lambda: vcard_rows(text, file),
    }
    found = [*readers[form]()]
    rows = tuple(row for row in found if isinstance(row, Row))
    problems = tuple(problem for problem in found if isinstance(problem, Problem))
    if not found:
        raise ProblemsError([Problem("the list has no rows", start)])
    return Listed(rows, problems, notes)


def _decoded(data: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what was assumed of its encoding. Raises ProblemsError when it cannot be told."""
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    encoding = next((name for mark, name in marks.items() if data.startswith(mark)), None) or _utf_16(data) or "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and (text_of_windows := _windows_1252(data)) is not None:
            return text_of_windows, ("not UTF-8: read as Windows-1252, check the accents",)
        line = data.count(b"\n", 0, error.start) + 1
        what = f"the encoding cannot be told: not {encoding.removesuffix('-sig').upper()}"
        hint = "save the list as UTF-8; in Excel, as “CSV UTF-8”"
        raise ProblemsError([Problem(what, Place(file, line, 1), hint)]) from None
    if encoding in ("utf-16-le", "utf-16-be"):
        return text, (f"read as {encoding.upper()}, without a byte order mark",)
    return text, ()


def _utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark: text mostly in ASCII has a zero in every other byte."""
    sample = data[:2000]
    half = len(sample) // 2
    if half == 0:
        return None
    if sample[1::2].count(0) > 0.6 * half and sample[0::2].count(0) == 0:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.6 * half and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _windows_1252(data: bytes) -> str | None:
    """The text in Windows-1252, if everything beyond ASCII in it is a letter or a mark found in names.

    Text of another encoding read so shows currency signs, fractions and superscripts: Polish in Windows-1250 has “³”
    for ł, Korean in CP949 “±”.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    strange = {character for character in text if not character.isascii()}
    return text if all((one.isalpha() and one not in "ªº") or one in _IN_NAMES for one in strange) else None


def _csv(text: str, file: str) -> Iterator[Row | Problem]:
    """RFC 4180, with the delimiter that divides the header into most columns, and quotes that are closed."""
    text = text.replace("\x00", "\ufffd")
    delimiter = _delimiter(text.lstrip()[:_HEADER])
    records = _records(text, delimiter)
    header: list[str] = []
    for line, cells in records:
        place = Place(file, line, 1)
        if isinstance(cells, Problem):
            if not header:
                raise ProblemsError([Problem(f"the header cannot be read: {cells.what}", place, cells.hint)])
            yield Problem(cells.what, place, cells.hint)
        elif not any(cell.strip() for cell in cells):
            continue
        elif not header:
            header = _header(cells, place)
        else:
            while len(cells) > len(header) and not cells[-1].strip():
                cells.pop()
            if len(cells) != len(header):
                columns = f"{len(cells)} cell{'s' if len(cells) != 1 else ''} where the header has {len(header)}"
                hint = "put quotation marks around a cell that holds the character between cells"
                yield Problem(columns, place, hint)
            else:
                yield Row(place, dict(zip(header, cells, strict=True)))


def _delimiter(text: str) -> str:
    """What divides the header into most cells; a header that nothing divides is that of a single column."""
    widths: dict[str, int] = {}
    for mark in _DELIMITERS:
        _, cells = next(_records(text, mark), (1, []))
        widths[mark] = len(cells) if isinstance(cells, list) else 0
    best = max(widths, key=lambda mark: widths[mark])
    return best if widths[best] > 1 else _SINGLE_COLUMN


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | Problem]]:
    """Each record's first line and its cells, or a Problem in place of them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                what = f"a quotation mark is opened here and not closed; lines {line} to {reader.line_num} are not read"
            elif "field larger" in str(error):
                what = "a cell of more than 131,072 characters"
            else:
                what = "a quotation mark in the middle of a cell"
            yield line, Problem(what, hint='write a quotation mark inside a quoted cell twice: ""')
        else:
            yield line, cells


def _header(cells: list[str], place: Place) -> list[str]:
    """The names of the columns. Two of one name cannot be told apart; those without one get a number."""
    names = [as_text(cell) or f"column {number}" for number, cell in enumerate(cells, 1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        what = f"two columns are called {' and two '.join(f'“{name}”' for name in twice)}"
        raise ProblemsError([Problem(what, place, "give each column a name of its own")])
    return names


def _yaml(text: str, file: str) -> Iterator[Row | Problem]:
    located = parse_yaml(text.replace("\r\n", "\n"), file)
    if not isinstance(located.value, list):
        raise ProblemsError([Problem("expected a list, each row starting with “- ”", located.place(()))])
    for index, item in enumerate(located.value):
        yield _row_of(item, located.place((index,)))


def _json(text: str, file: str, on: str) -> Iterable[Row | Problem]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError):
            place = Place(file, error.lineno, error.colno)
            raise ProblemsError([Problem(f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", place)]) from None
        what = "not JSON that can be read: nested too deep, or a number too long"
        raise ProblemsError([Problem(what, Place(file, 1, 1))]) from None
    if is_popolo(value):
        return popolo_rows(value, file, _lines_of_ids(text), on)
    if not isinstance(value, list):
        hint = "a list of persons, or Popolo with “persons”"
        raise ProblemsError([Problem("no list of persons found", Place(file, 1, 1), hint)])
    return [_row_of(item, Place(file, line, 1)) for item, line in _items_with_lines(text)]


def _lines_of_ids(text: str) -> dict[str, int]:
    """The line on which each id stands first."""
    lines: dict[str, int] = {}
    line, end = 1, 0
    for found in re.finditer(r'"id"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(\d+))', text):
        line += text.count("\n", end, found.start())
        end = found.start()
        lines.setdefault(found[1] or found[2] or "", line)
    return lines


def _items_with_lines(text: str) -> Iterator[tuple[Any, int]]:
    """The items of a JSON list, known to be one, with the line on which each begins."""
    decoder = json.JSONDecoder()
    position, line = text.index("[") + 1, 1
    done = 0
    while (match := _BETWEEN.match(text, position)) and text[match.end()] != "]":
        line += text.count("\n", done, match.end())
        done = match.end()
        item, position = decoder.raw_decode(text, match.end())
        yield item, line


_BETWEEN = re.compile(r"[\s,]*")


def _row_of(item: object, place: Place) -> Row | Problem:
    if not isinstance(item, dict):
        return Problem("not a set of fields", place)
    return Row(
        place, {name: text for key, value in item.items() if (name := as_text(key)) and (text := as_text(value))}
    )
