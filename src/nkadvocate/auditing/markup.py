"""The text of a Word file: each pass takes out of a part what a reader does not see, and says what it was.

Names of elements are those of WordprocessingML, ECMA-376 part 1, 5th edition, chapter 17, in its transitional and its
strict form; they are told by their local names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from nkadvocate.auditing.findings import Finding, path_in, shown, telling

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
REFERENCES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
OFF = {"0", "false", "off", "none"}
"""What switches a property off (17.17.4)."""
Pass = Callable[[Any, str], Iterator[Finding]]
UNSURE = "text that only some programs show"
BEFORE_PICTURE = "light text before a picture"
UNLIKE = "what no word processor writes"
KEPT = {
    UNSURE: ("words that only some programs show", "take out the words, or what colours, marks or hides them"),
    BEFORE_PICTURE: (
        "light words, and a picture that may lie behind them",
        "give the words a cell or box",
    ),
    UNLIKE: ("what programs read in different ways", "open it in Word and save it"),
}
"""Kinds of what is neither kept nor lost, but refused, with what is said of a part that has it, and a hint."""

_VALUELESS = {"SET", "ASK", "TC", "XE", "TA", "RD", "PRIVATE"}
"""Fields that print nothing, whatever is stored as their result (17.16.5)."""
_MARKS_OF_CHANGE = {"rPr", "trPr", "numPr", "ctrlPr"}
_FORMER_PROPERTIES = {
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
    *("tblGridChange", "numberingChange", "cellIns", "cellMerge"),
}
_RANGES_OF_CHANGE = re.compile(r"(move(From|To)|customXml(Ins|Del|MoveFrom|MoveTo))Range(Start|End)")
_COMMENT_MARKS = {"commentRangeStart", "commentRangeEnd", "commentReference"}
_RANDOM_IDS = re.compile(r"rsid\w*|paraId|textId|durableId|anchorId|editId")
_FIELDS = {
    *(
        "PAGE",
        "NUMPAGES",
        "SECTION",
        "SECTIONPAGES",
        "TOC",
        "REF",
        "PAGEREF",
        "NOTEREF",
        "HYPERLINK",
        "SEQ",
        "STYLEREF",
    ),
    *("SYMBOL", "EQ", "LISTNUM", "INDEX", "=", "FORMCHECKBOX"),
}
"""Fields that say nothing but what they print."""
_LEFT_ELEMENTS = {
    "permStart": "permission",
    "permEnd": "permission",
    "dataBinding": "custom XML",
    "smartTagPr": "smart tag",
    "customXmlPr": "custom XML",
    "attachedTemplate": "template",
    "docVars": "document variable",
    "mailMerge": "mail merge",
    "rsids": "revision id",
    "rsid": "revision id",
    "docId": "document id",
    "documentProtection": "protection",
    "writeProtection": "protection",
    "trackRevisions": "tracked change",
    "attachedSchema": "custom XML",
    "schemaLibrary": "custom XML",
    "saveThroughXslt": "custom XML",
    "frameset": "external reference",
    "divs": "pasted web page",
    "fldData": "private data",
}
"""Elements that are taken out with all they hold. Comments and changes have passes of their own."""
_OF_FORMS = {
    *("alias", "tag", "dropDownList", "comboBox", "label"),
    *("name", "helpText", "statusText", "textInput", "ddList", "entryMacro", "exitMacro"),
}
"""What content controls and the fields of old forms hold besides what they show."""
_WORD = re.compile(r"\w+")
_UNWRAPPED = {"smartTag": "smart tag", "customXml": "custom XML"}


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def value(element: Any, name: str = "val") -> str | None:
    """An attribute of the namespace of its element, or, outside of Word's, of none."""
    namespace = etree.QName(element).namespace
    own: str | None = element.get(f"{{{namespace}}}{name}")
    return element.get(name) if own is None and namespace not in WORD else own


def reference(element: Any, name: str) -> str | None:
    """The id in an attribute that refers to another part (ECMA-376 part 1, 22.8.2.1)."""
    return next((id for space in REFERENCES if (id := element.get(f"{{{space}}}{name}")) is not None), None)


def elements(root: Any, *names: str) -> list[Any]:
    """All elements of these local names, in document order, as a list that stays while the tree is changed."""
    return list(root.iter(*(f"{{*}}{name}" for name in names)))


def child(element: Any, name: str) -> Any:
    return None if element is None else next(element.iterchildren(f"{{*}}{name}"), None)


def remove(element: Any) -> None:
    """Take ``element`` out of its tree, if it is in one."""
    if (parent := element.getparent()) is not None:
        if element.tail and (before := element.getprevious()) is not None:
            before.tail = (before.tail or "") + element.tail
        parent.remove(element)


def unwrap(element: Any) -> None:
    """Put the children of ``element`` in its place."""
    for inner in list(element):
        element.addprevious(inner)
    element.getparent().remove(element)


def text_of(root: Any) -> str:
    return "".join(one.text or "" for one in root.iter("{*}t", "{*}delText"))


def leading(root: Any) -> set[str]:
    """The words by which fields and links say where they lead; the code of a field may be in pieces."""
    codes = [one.text or "" for one in root.iter("{*}instrText")]
    given = [value(one, name) or "" for one in elements(root, "hyperlink", "fldSimple") for name in ("anchor", "instr")]
    return set(_WORD.findall(" ".join((*codes, "".join(codes), *given))))


def words_in(name: str) -> set[str]:
    return set(_WORD.findall(name))


def counted(kinds: Iterable[tuple[str, str, str]], part: str) -> Iterator[Finding]:
    """One finding for each kind and element, with its count and the first of what was told."""
    told: dict[tuple[str, str], list[str]] = {}
    for kind, name, what in kinds:
        told.setdefault((kind, name), []).append(what)
    for (kind, name), all_told in told.items():
        words = [f"{what} ({count})" if count > 1 else what for what, count in Counter(filter(None, all_told)).items()]
        more = f" and {len(words) - 3} more" if len(words) > 3 else ""
        yield Finding(kind, f"{part} {name}", (", ".join(words[:3]) + more) or f"{len(all_told)} times")


def accept_changes(root: Any, part: str) -> Iterator[Finding]:
    """Tracked changes are accepted: what was inserted stays, what was deleted goes."""
    yield from counted(_accepted(root), part)


def _accepted(root: Any) -> Iterator[tuple[str, str, str]]:
    merged = []
    for one in elements(root, "ins", "del", "moveFrom", "moveTo", "cellDel", *_FORMER_PROPERTIES):
        name, parent = local(one), one.getparent()
        if parent is None or (name not in _FORMER_PROPERTIES and etree.QName(one).namespace not in WORD):
            continue
        yield "tracked change", f"w:{name}", " ".join(filter(None, ("by", value(one, "author"), value(one, "date"))))
        gone = name in ("del", "moveFrom")
        if name == "cellDel" or (gone and local(parent) == "trPr"):
            remove(parent.getparent())
        elif gone and local(parent) == "rPr" and local(parent.getparent()) == "pPr":
            merged.append(parent.getparent().getparent())
            remove(one)
        elif gone or name in _FORMER_PROPERTIES or local(parent) in _MARKS_OF_CHANGE:
            remove(one)
        else:
            unwrap(one)
    for one in [one for one in root.iter("{*}*") if _RANGES_OF_CHANGE.fullmatch(local(one))]:
        yield "tracked change", f"w:{local(one)}", ""
        remove(one)
    for paragraph in reversed(merged):  # so that what is moved is moved once
        _join_to_next(paragraph)
    _mend_tables(root)


def _join_to_next(paragraph: Any) -> None:
    """A paragraph whose end was deleted runs on into the next one, which gives its properties."""
    following = paragraph.getnext()
    if paragraph.getparent() is None or following is None or local(following) != "p":
        return
    at = 1 if local(following[0] if len(following) else following) == "pPr" else 0
    for inner in reversed([inner for inner in paragraph if local(inner) != "pPr"]):
        following.insert(at, inner)
    remove(paragraph)


def _mend_tables(root: Any) -> None:
    """A table needs rows, a row cells, and a cell ends with a paragraph."""
    for row in elements(root, "tr"):
        if not elements(row, "tc"):
            remove(row)
    for table in elements(root, "tbl"):
        if not elements(table, "tr"):
            remove(table)
    for holder in elements(root, "tc", "footnote", "endnote", "hdr", "ftr"):
        if etree.QName(holder).namespace in WORD and (not len(holder) or local(holder[-1]) not in ("p", "sdt")):
            etree.SubElement(holder, f"{{{etree.QName(holder).namespace}}}p")


def drop_comments(root: Any, part: str) -> Iterator[Finding]:
    """The places that comments refer to."""
    marks = [one for one in elements(root, *_COMMENT_MARKS) if etree.QName(one).namespace in WORD]
    for one in marks:
        run = one.getparent()
        remove(one)
        if local(run) == "r" and all(local(inner) == "rPr" for inner in run):
            remove(run)
    if marks:
        yield Finding("comment", f"{part} w:commentReference", f"{len(marks)} marks of commented places")


def is_on(toggle: Any) -> bool:
    """Whether there is a property that is on or off, and it is on (17.17.4)."""
    return toggle is not None and value(toggle) not in OFF


def drop_hidden(unseen: Callable[[Any], Iterator[tuple[Any, str]]]) -> Pass:
    """Rows, pictures and text that are formatted as hidden, and the runs that are ``unseen``, each with its kind."""

    def dropped(root: Any, part: str) -> Iterator[Finding]:
        found, ends = [], []
        for mark in elements(root, "vanish", "specVanish"):
            if local(mark.getparent()) == "rPr" and local(mark.getparent().getparent()) == "pPr":
                ends += [mark.getparent().getparent().getparent()] if is_on(mark) else []
                remove(mark)
        for row in elements(root, "tr"):
            if is_on(child(child(row, "trPr"), "hidden")):
                found.append(("hidden text", "w:tr", f"“{shown(text_of(row))}”"))
                remove(row)
        _mend_tables(root)
        for one in elements(root, "docPr"):
            if (
                value(one, "hidden") in ("1", "true")
                and (drawing := next(one.iterancestors("{*}drawing"), None)) is not None
            ):
                found.append(("hidden picture", "wp:docPr", shown(value(one, "name") or "")))
                remove(drawing)
        for run, why in list(unseen(root)):
            found.append((why, "w:r", f"“{shown(text_of(run))}”"))
            if why not in KEPT:
                remove(run)
        for paragraph in ends:
            if not elements(paragraph, "r", "sectPr") and paragraph.getnext() is not None:
                remove(paragraph)
        yield from counted(found, part)

    return dropped


def drop_headers(settings: Any) -> Pass:
    """Headers and footers of first and even pages that are switched off, in the main part (17.10). A section without
    one of its own has that of the section before it."""
    evens = settings is not None and any(map(is_on, elements(settings, "evenAndOddHeaders")))

    def dropped(root: Any, part: str) -> Iterator[Finding]:
        found = []
        needed: set[str] = set()
        for section in reversed(elements(root, "sectPr")):
            for name in ("headerReference", "footerReference"):
                needed |= {name} if is_on(child(section, "titlePg")) else set()
                for one in elements(section, name):
                    kind = value(one, "type")
                    if (kind == "even" and not evens) or (kind == "first" and name not in needed):
                        found.append(("hidden header", f"w:{name}", f"of {kind} pages"))
                        remove(one)
                    if kind == "first":
                        needed.discard(name)
        yield from counted(found, part)

    return dropped


def drop_fields(root: Any, part: str) -> Iterator[Finding]:
    """Fields that reach outside, name people or files, or carry another program's values. What was stored as their
    result stays where they print it."""
    yield from counted(_fields(root), part)


def _fields(root: Any) -> Iterator[tuple[str, str, str]]:
    for simple in elements(root, "fldSimple"):
        if _is_telling(told := value(simple, "instr") or ""):
            yield "field", "w:fldSimple", _becoming(told, text_of(simple))
            if _kind(told) in _VALUELESS:
                remove(simple)
            else:
                unwrap(simple)
    open_fields: list[_Field] = []
    for one in elements(root, "fldChar", "instrText", "delInstrText", "t", "sym", "drawing", "pict", "object"):
        kind = value(one, "fldCharType") if local(one) == "fldChar" else None
        if kind == "begin":
            open_fields.append(_Field())
        for each in open_fields:
            if not each.printing or (kind and each is open_fields[-1]):
                each.marks.append(one)
            else:
                each.result.append(one)
        if kind == "separate" and open_fields:
            open_fields[-1].printing = True
        if kind == "end" and open_fields:
            closed = open_fields.pop()
            marks = closed.marks
            code = "".join(mark.text or "" for mark in marks if local(mark).endswith("nstrText"))
            if _is_telling(code):
                printed = "".join(mark.text or "" for mark in closed.result if local(mark) == "t")
                yield "field", "w:instrText", _becoming(code, printed)
                if not printed:
                    _write_choice(marks[0])
                for mark in (*marks, *(closed.result if _kind(code) in _VALUELESS else ())):
                    remove(mark)


def _becoming(code: str, printed: str) -> str:
    """A field, and what it becomes, which a program may have computed anew."""
    words = " ".join(printed.split())
    return f"{shown(code)} → “{shown(words)}”" if words and _kind(code) not in _VALUELESS else shown(code)


@dataclass
class _Field:
    """A field being read: all that makes its code, other fields within included, whether its result has begun, and
    what stands in that."""

    marks: list[Any] = field(default_factory=list)
    printing: bool = False
    result: list[Any] = field(default_factory=list)


def _write_choice(begin: Any) -> None:
    """What is chosen in a drop-down list of an old form, which shows it without having it as text (17.16.9)."""
    listed = child(child(begin, "ffData"), "ddList")
    choices = [value(one) or "" for one in elements(listed, "listEntry")] if listed is not None else []
    numbers = (value(one) or "" for one in (child(listed, "result"), child(listed, "default")) if one is not None)
    number = next((int(one) for one in numbers if one.isascii() and one.isdigit() and len(one) < 4), 0)
    if number < len(choices):
        text = etree.Element(f"{{{etree.QName(begin).namespace}}}t")
        text.text = choices[number]
        begin.addprevious(text)


def _kind(code: str) -> str:
    return (code.split() or [""])[0].upper()


def _is_telling(code: str) -> bool:
    word = _kind(code)
    return (bool(word) and not (word in _FIELDS or word.startswith("="))) or path_in(code)


def drop_elements(root: Any, part: str) -> Iterator[Finding]:
    """Settings and marks that name people, files, forms or editing sessions."""
    found = []
    for one in elements(root, *_LEFT_ELEMENTS):
        found.append((_LEFT_ELEMENTS[local(one)], f"w:{local(one)}", _told(one)))
        remove(one)
    for holder in elements(root, "sdtPr", "ffData"):
        for one in [one for one in holder if local(one) in _OF_FORMS or value(one, "fullDate")]:
            found.append(("form", f"w:{local(one)}", _told(one)))
            remove(one)
    for one in elements(root, *_UNWRAPPED):
        found.append((_UNWRAPPED[local(one)], f"w:{local(one)}", shown(value(one, "element") or "")))
        unwrap(one)
    for one in [one for one in root.iter(etree.Comment, etree.ProcessingInstruction) if one.getparent() is not None]:
        found.append(("XML comment", "comment", shown(one.text or "")))
        remove(one)
    yield from counted(found, part)


def _told(element: Any) -> str:
    """The values that an element that is taken out held: names of variables, editors, addresses."""
    told = [
        text for one in element.iter("{*}*") for key, text in one.attrib.items() if text and "rsid" not in local(one)
    ]
    return shown(" ".join(told))


def drop_ids(root: Any, part: str) -> Iterator[Finding]:
    """Random numbers that tell which passages were written in one session, and which files come from one another."""
    found: set[str] = set()
    count = 0
    for one in root.iter("{*}*"):
        for key in [key for key in one.attrib if _RANDOM_IDS.fullmatch(etree.QName(key).localname)]:
            found.add(one.attrib.pop(key))
            count += 1
    if count:
        yield Finding("revision id", f"{part} w:rsid", f"{len(found)} different ids in {count} places")


def drop_names(root: Any, part: str) -> Iterator[Finding]:
    """Names and paths of files, in the names and descriptions of pictures and anywhere else in attributes."""
    found = []
    for one in root.iter("{*}*"):
        for key, text in one.attrib.items():
            name = etree.QName(key).localname
            named = name in ("name", "descr", "title", "alt") and local(one) in ("docPr", "cNvPr", "imagedata", "shape")
            if path_in(text) or (named and telling(text) == "file name"):
                found.append((telling(text) or "path", f"{local(one)}@{name}", shown(text)))
                one.attrib[key] = "Picture" if name == "name" else ""
    yield from counted(found, part)
