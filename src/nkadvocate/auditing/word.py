"""Word files: what they give away, and a copy without it.

One pass over the file finds and takes out; so what is found is what goes, and a clean copy has nothing left to find.
Of the parts of a file only those stay that are known to be text, form or pictures.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from nkadvocate.auditing import markup
from nkadvocate.auditing.cropping import take_crops
from nkadvocate.auditing.findings import Examined, Finding, path_in, printed, shown, telling
from nkadvocate.auditing.formats import formats_of
from nkadvocate.auditing.grammar import drop_foreign
from nkadvocate.auditing.packages import (
    CONTENT_TYPES,
    Package,
    Relationship,
    content_types,
    open_package,
    pack,
    relationships_part,
    source_of,
)
from nkadvocate.auditing.pictures import Cuts, as_png, cut_picture, examine_picture, is_turned, picture_kind
from nkadvocate.auditing.references import astray
from nkadvocate.problems import Problem, ProblemsError

MOST_PICTURES = 300

_IMPLIED = {
    *("officeDocument", "core-properties", "styles", "stylesWithEffects", "numbering", "settings", "webSettings"),
    *(
        "fontTable",
        "theme",
        "themeOverride",
        "footnotes",
        "endnotes",
        "chartStyle",
        "chartColorStyle",
        "diagramDrawing",
    ),
}
_NAMED = {
    *("header", "footer", "image", "hyperlink", "font", "chart", "chartEx", "chartUserShapes"),
    *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"),
}
"""Kept, like ``_IMPLIED``, but only while the part names them by their id."""
_DROPPED = {
    "comments": "comment",
    "commentsExtended": "comment",
    "commentsIds": "comment",
    "commentsExtensible": "comment",
    "people": "person",
    "extended-properties": "statistics",
    "custom-properties": "custom property",
    "thumbnail": "thumbnail",
    "customXml": "custom XML",
    "customXmlProps": "custom XML",
    "oleObject": "embedded file",
    "package": "embedded file",
    "aFChunk": "embedded file",
    "subDocument": "embedded file",
    "control": "embedded file",
    "activeXControlBinary": "embedded file",
    "vbaProject": "macro",
    "wordVbaData": "macro",
    "keyMapCustomizations": "macro",
    "attachedToolbars": "macro",
    "attachedTemplate": "template",
    "mailMergeSource": "mail merge",
    "mailMergeHeaderSource": "mail merge",
    "printerSettings": "printer settings",
    "glossaryDocument": "building blocks",
    "frame": "external reference",
    "origin": "signature",
    "classificationlabels": "label",
}
_TEXT_OF_ITS_OWN = {"aFChunk", "subDocument"}
_PROPERTIES = {
    "creator": "author",
    "lastModifiedBy": "last editor",
    "revision": "revision count",
    "lastPrinted": "clock time",
    "created": "clock time",
    "modified": "clock time",
    "keywords": "keywords",
}
_STATISTICS = {
    "Application": "application",
    "AppVersion": "application",
    "Template": "template",
    "TotalTime": "editing time",
    "Company": "company",
    "Manager": "manager",
    "HyperlinkBase": "path",
}
_OPEN_SCHEMES = ("http:", "https:", "mailto:", "tel:", "#")
_MIDNIGHT = re.compile(r"\d{4}-\d\d-\d\d(T00:00:00(\.0+)?(Z|\+00:00)?)?")
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PICTURE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".wmf": "image/x-wmf", ".emf": "image/x-emf"}
_NUMBERED = re.compile(r"image\d*\.\w+")
NUMBERED_PLACE = re.compile(r"_(?:Toc|Ref|Hlk|Hlt|Note|GoBack)\d*")
_ENHANCED_METAFILE = b"\x01\0\0\0"
_METAFILE = (b"\xd7\xcd\xc6\x9a", b"\x01\0\t\0", b"\x02\0\t\0")


def examine_docx(data: bytes, name: str) -> Examined:
    """What the DOCX file ``data``, called ``name``, gives away. Raises ProblemsError when it cannot be read."""
    work = _Cleaning(open_package(data, name))
    findings = tuple(work.run())
    return Examined(findings, work.packed, ".docx")


def clean_docx(data: bytes, name: str = "the document") -> bytes:
    """A DOCX file with its text, notes, pictures and styles, and without all that ``examine_docx`` finds.

    Tracked changes are accepted: insertions stay, deletions go. Raises ProblemsError when the file cannot be read, or
    holds text in a form that cannot be kept.
    """
    return examine_docx(data, name).clean()


class _Cleaning:
    """One package on its way to a clean one: the parts reached so far, as trees or as bytes."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.types = content_types(package)
        self.trees: dict[str, Any] = {}
        self.blobs: dict[str, bytes] = {}
        self.lists: dict[str, Any] = {}
        self.renamed: dict[str, str] = {}
        self.cut: dict[tuple[str, str], str] = {}
        """The part with what is shown of a picture, by the part that shows it and the id by which it does."""
        self.problems: list[Problem] = []

    def run(self) -> Iterator[Finding]:
        yield from self._archive()
        settings = self.package.related("settings")
        formats = formats_of(self.package)
        self.passes: tuple[markup.Pass, ...] = (
            drop_foreign(formats.styles),
            markup.accept_changes,
            markup.drop_comments,
            markup.drop_fields,
            markup.drop_hidden(formats.unseen),
            markup.drop_headers(self.package.xml(settings) if settings else None),
            markup.drop_elements,
            markup.drop_ids,
            markup.drop_names,
        )
        yield from self._reach("")
        yield from self._unused_notes()
        yield from self._unused_bookmarks()
        yield from self._unused_references()
        yield from self._properties()
        yield from self._unreached()

    def packed(self) -> bytes:
        """The clean file. Raises ProblemsError when that would lose text."""
        if self.problems:
            raise ProblemsError(self.problems)
        parts = dict(self.blobs)
        for part, tree in (*self.trees.items(), *((relationships_part(p), tree) for p, tree in self.lists.items())):
            parts[part] = _written(tree)
        parts[CONTENT_TYPES] = self._content_types(parts)
        return pack(parts)

    def _archive(self) -> Iterator[Finding]:
        package = self.package
        if times := {time for time in package.times.values() if time != _NO_TIME}:
            year, month, day, hour, minute, second = max(times)
            last = f"{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
            yield Finding("clock time", "the archive", f"parts were packed at {last}")
        if package.comment:
            yield Finding(
                "hidden bytes", "the archive", f"comment: {shown(package.comment.decode('utf-8', 'replace'))}"
            )
        if package.loose:
            yield Finding("hidden bytes", "the archive", f"{package.loose} bytes that belong to no part")

    def _reach(self, part: str) -> Iterator[Finding]:
        """Take in the parts that ``part`` refers to, theirs too, and leave out what is not kept."""
        listed = relationships_part(part)
        if listed not in self.package.parts or part in self.lists:
            return
        tree = self.lists[part] = self.package.xml(listed)
        rows = markup.elements(tree, "Relationship")
        gone: set[str] = set()
        for row, one in zip(rows, self.package.relationships(part), strict=True):
            if one.part in self.renamed:
                row.set("Target", f"/{self.renamed[one.part]}")
                continue
            if one.part in self.trees and one.type in _IMPLIED | _NAMED:
                continue
            if refused := self._refused(part, one):
                yield from refused
                markup.remove(row)
                gone.add(one.id)
            else:
                yield from self._take(one, row)
                if row.getparent() is None:
                    gone.add(one.id)
        self._unlink(part, gone)

    def _refused(self, part: str, one: Relationship) -> list[Finding]:
        """Why what is referred to does not stay; empty when it does."""
        where = f"{part or 'the package'} → {shown(one.target)}"
        if one.type in _TEXT_OF_ITS_OWN:
            what = f"{self.package.name}: it holds another document, {shown(one.target)}, whose text would be lost"
            self.problems.append(Problem(what, hint="open it in Word and save it, which takes that text in"))
        if one.type in _DROPPED and one.part is not None and one.part in self.package.parts:
            if one.type == "extended-properties":
                return list(self._statistics(one.part))
            return [Finding(_DROPPED[one.type], where, self._said(one.type, one.part))]
        if one.type in _DROPPED:
            return [Finding(_DROPPED[one.type], where, f"{one.type}, which is not in the file")]
        if one.part is None:
            if one.type == "hyperlink" and one.target.lower().startswith(_OPEN_SCHEMES) and not path_in(one.target):
                return []
            kind = "path" if one.type == "hyperlink" else "external reference"
            return [Finding(kind, where, f"{one.type} outside the file")]
        if one.type == "hyperlink":
            return []
        if one.type not in _IMPLIED | _NAMED:
            return [Finding("other part", where, f"{shown(one.type)}, which is not needed")]
        if one.part not in self.package.parts or one.part not in self.types:
            return [Finding("other part", where, "refers to a part that is not there or has no type")]
        return []

    def _statistics(self, part: str) -> Iterator[Finding]:
        """What a writing program says of itself and of the work in it."""
        others = []
        for field in self.package.xml(part):
            name, said = markup.local(field), "".join(field.itertext()).strip()
            if name in _STATISTICS and said not in ("", "0"):
                yield Finding(_STATISTICS[name], f"{part} {name}", shown(said))
            elif name not in _STATISTICS:
                others.append(name)
        yield Finding("statistics", part, shown(", ".join(others) or "a part that is not needed"))

    def _said(self, kind: str, part: str) -> str:
        """What a part that is left out says of people and programs."""
        size = f"{len(self.package.parts[part])} bytes"
        if not self.types.get(part, "").endswith("xml"):
            return size
        try:
            root = self.package.xml(part)
        except ProblemsError:
            return f"{size} that cannot be read"
        if kind == "custom-properties":
            return shown(", ".join(f"{field.get('name')}: {''.join(field.itertext())}" for field in root))
        authors = {markup.value(inner, "author") for inner in root} - {None}
        by = f" by {', '.join(sorted(filter(None, authors)))}" if authors else ""
        return shown(f"{len(root)} entries{by}")

    def _take(self, one: Relationship, row: Any) -> Iterator[Finding]:
        if one.part is None or one.type == "hyperlink":
            return
        if one.type == "image":
            yield from self._take_picture(one.part, row)
        elif one.type == "font":
            self.blobs[one.part] = self.package.parts[one.part]
        else:
            yield from self._take_tree(one.part)

    def _take_tree(self, part: str) -> Iterator[Finding]:
        tree = self.trees[part] = self.package.xml(part)
        for one in astray(self.package, part, tree):
            what, hint = markup.KEPT[markup.UNLIKE]
            self.problems.append(Problem(f"{self.package.name}: {part} has {what}", hint=hint))
            yield Finding(markup.UNLIKE, f"{part} {markup.local(one)}", "it refers to what it does not show")
        for each in self.passes:
            for finding in each(tree, part):
                if finding.kind in markup.KEPT:
                    what, hint = markup.KEPT[finding.kind]
                    self.problems.append(Problem(f"{self.package.name}: {part} has {what}", hint=hint))
                yield finding
        yield from self._reach(part)
        yield from self._cut_pictures(part)

    def _take_picture(self, source: str, row: Any) -> Iterator[Finding]:
        data = self.package.parts[source]
        if len(self.renamed) == MOST_PICTURES:
            raise ProblemsError([Problem(f"{self.package.name}: more than {MOST_PICTURES} pictures")])
        try:
            found, clean, ending = _picture(data, source)
        except ProblemsError:
            yield Finding("unknown picture", source, "a picture that cannot be looked into; it is left out")
            markup.remove(row)
            return
        yield from found
        target, name = source, posixpath.basename(source)
        if not _NUMBERED.fullmatch(name) or not name.lower().endswith((ending, ".jpeg")):
            target = self._new_name(ending)
            row.set("Target", f"/{target}")
            if telling(name) == "file name":
                yield Finding("file name", source, "the name of a picture")
        self.renamed[source] = target
        self.blobs[target] = clean

    def _new_name(self, ending: str) -> str:
        """The name of a part for a picture."""
        names = (f"word/media/image{number}{ending}" for number in itertools.count(1))
        taken = {*self.package.parts, *self.blobs}
        name = next(name for name in names if name not in taken)
        self.types[name] = _PICTURE_TYPES[ending]
        return name

    def _cut_pictures(self, part: str) -> Iterator[Finding]:
        """Pictures of which a part is shown alone are cut to it."""
        known = {one.id: one.part for one in self.package.relationships(part)}
        rows = {row.get("Id"): row for row in markup.elements(self.lists[part], "Relationship")} if known else {}
        made: dict[tuple[str, Cuts], str] = {}
        for element, cuts in take_crops(self.trees[part]):
            for name, key in [(name, key) for name, key in element.attrib.items() if _is_reference(name)]:
                source = known.get(key)
                if source is None or source not in self.renamed or key not in rows:
                    continue
                yield Finding("cropped picture", f"{part} → {source}", "a part of it is not shown")
                if (key, cuts) not in made:
                    target = self._cut(source, cuts)
                    made[key, cuts] = new = next(f"rId{n}" for n in itertools.count(1) if f"rId{n}" not in rows)
                    rows[new] = row = deepcopy(rows[key])
                    rows[key].addnext(row)
                    row.set("Id", new)
                    row.set("Target", f"/{target}")
                    self.cut[part, new] = target
                element.set(name, made[key, cuts])
        still = {text for one in self.trees[part].iter("{*}*") for text in one.attrib.values()} if made else set()
        for key in {key for key, _ in made} - still:
            markup.remove(rows[key])

    def _cut(self, source: str, cuts: Cuts) -> str:
        """The name of a new part with what is left of a picture."""
        if len(self.renamed) + len(self.cut) >= MOST_PICTURES:
            raise ProblemsError([Problem(f"{self.package.name}: more than {MOST_PICTURES} pictures")])
        original, whole = self.package.parts[source], self.renamed[source]
        try:
            if picture_kind(original) and is_turned(original, source):
                raise ProblemsError([Problem(f"{source}: it is to be turned too")])
            cut = cut_picture(self.blobs[whole], source, cuts)
        except ProblemsError:
            what = f"{self.package.name}: {source} is cropped in a way that cannot be made for good"
            self.problems.append(Problem(what, hint="in Word, compress the picture and delete its cropped areas"))
            return whole
        target = self._new_name(posixpath.splitext(whole)[1].replace(".jpeg", ".jpg"))
        self.blobs[target] = cut
        return target

    def _unlink(self, part: str, gone: set[str]) -> None:
        """Take out of ``part`` what shows the things that it no longer refers to."""
        if not gone or part not in self.trees:
            return
        for element in list(self.trees[part].iter("{*}*")):
            for name in [name for name, text in element.attrib.items() if text in gone and _is_reference(name)]:
                _forget(element, name)

    def _unused_notes(self) -> Iterator[Finding]:
        """Notes that nothing refers to: what is left of deleted or hidden text."""
        used = {
            (kind, markup.value(mark, "id"))
            for tree in self.trees.values()
            for kind in ("footnote", "endnote")
            for mark in markup.elements(tree, f"{kind}Reference")
        }
        for part, tree in self.trees.items():
            for note in list(tree):
                kind = markup.local(note)
                is_note = kind in ("footnote", "endnote") and markup.value(note, "type") in (None, "normal")
                if is_note and (kind, markup.value(note, "id")) not in used:
                    yield Finding("hidden text", f"{part} w:{kind}", f"“{shown(markup.text_of(note))}”")
                    markup.remove(note)

    def _unused_bookmarks(self) -> Iterator[Finding]:
        """Places with a name that no link and no field leads to, but for those that programs name by numbers."""
        led = set[str]().union(*map(markup.leading, self.trees.values()))
        for tree in self.lists.values():
            rows = markup.elements(tree, "Relationship")
            led.update(*(markup.words_in(row.get("Target", "").partition("#")[2]) for row in rows))
        for part, tree in self.trees.items():
            unused = {
                (markup.value(one, "id"), name): one
                for one in markup.elements(tree, "bookmarkStart")
                if (name := markup.value(one, "name") or "")
                and not NUMBERED_PLACE.fullmatch(name)
                and not markup.words_in(name) <= led
            }
            ids = {key for key, _ in unused}
            ends = [one for one in markup.elements(tree, "bookmarkEnd") if markup.value(one, "id") in ids]
            for one in (*unused.values(), *ends):
                markup.remove(one)
            told = (("bookmark", "w:bookmarkStart", shown(name)) for _, name in unused)
            yield from markup.counted(told, part)

    def _unused_references(self) -> Iterator[Finding]:
        """Pictures and the like that a part still lists, but no longer shows."""
        for part, tree in self.lists.items():
            shown_ids = {
                text
                for element in (self.trees[part].iter("{*}*") if part in self.trees else ())
                for name, text in element.attrib.items()
                if _is_reference(name)
            }
            for row in markup.elements(tree, "Relationship"):
                kind = row.get("Type", "").rpartition("/")[2]
                if kind in _NAMED and row.get("Id") not in shown_ids:
                    where = f"{part} → {shown(row.get('Target', ''))}"
                    yield Finding("unused part", where, f"{kind} that is not shown")
                    markup.remove(row)
        reached = self._reached()
        for parts in (self.trees, self.blobs, self.lists):
            for part in [part for part in parts if part and part not in reached]:
                del parts[part]

    def _reached(self) -> set[str]:
        """The parts that can still be reached from the package."""
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            part = waiting.pop()
            if part not in self.lists:
                continue
            left = {row.get("Id") for row in markup.elements(self.lists[part], "Relationship")}
            reached |= {self.cut[part, key] for key in left if (part, key) in self.cut}
            for one in self.package.relationships(part):
                if one.id in left and one.part is not None:
                    target = self.renamed.get(one.part, one.part)
                    if target not in reached:
                        reached.add(target)
                        waiting.append(target)
        return reached

    def _properties(self) -> Iterator[Finding]:
        """Title, subject, language and day may stand, and an author whose name the document prints."""
        text = "".join(markup.text_of(tree) for tree in self.trees.values())
        for one in self.package.relationships(""):
            if one.type != "core-properties" or one.part not in self.trees:
                continue
            tree = self.trees[one.part]
            for field in list(tree):
                name, said = markup.local(field), (field.text or "").strip()
                if said and not _may_stand(name, said, text):
                    kind = telling(said) if name in ("title", "subject") else None
                    yield Finding(kind or _PROPERTIES.get(name, "property"), f"{one.part} {name}", shown(said))
                    markup.remove(field)

    def _unreached(self) -> Iterator[Finding]:
        """Parts that nothing refers to."""
        referred = {
            one.part
            for listed in self.package.parts
            if (source := source_of(listed)) is not None
            for one in self.package.relationships(source)
        }
        for part in self.package.parts:
            if part != CONTENT_TYPES and source_of(part) is None and part not in referred:
                yield Finding("unused part", part, f"{len(self.package.parts[part])} bytes that nothing refers to")

    def _content_types(self, parts: dict[str, bytes]) -> bytes:
        namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
        root = etree.Element(f"{{{namespace}}}Types", nsmap={None: namespace})
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        for ending, media in (("rels", rels), ("xml", "application/xml")):
            etree.SubElement(root, f"{{{namespace}}}Default", Extension=ending, ContentType=media)
        for part in sorted(parts):
            if source_of(part) is None:
                media = _MAIN_TYPE if part == self.package.main else self.types[part]
                etree.SubElement(root, f"{{{namespace}}}Override", PartName=f"/{part}", ContentType=media)
        return _written(root)


def _written(tree: Any) -> bytes:
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _may_stand(name: str, said: str, text: str) -> bool:
    match name:
        case "title" | "subject":
            return telling(said) is None
        case "creator" | "lastModifiedBy":
            return printed(said, text)
        case "created" | "modified":
            return bool(_MIDNIGHT.fullmatch(said))
        case "revision":
            return said == "1"
        case _:
            return name == "language"


def _is_reference(attribute: str) -> bool:
    return etree.QName(attribute).namespace in markup.REFERENCES or attribute.endswith("office:office}relid")


def _forget(element: Any, attribute: str) -> None:
    """Take out an attribute that refers to what has gone, and what cannot do without it."""
    match markup.local(element), etree.QName(attribute).localname:
        case ("hyperlink", _) | ("blip", "link"):
            del element.attrib[attribute]
            if markup.local(element) == "hyperlink" or markup.reference(element, "embed"):
                return
            shape = next(element.iterancestors("{*}drawing", "{*}pict"), element)
        case ("blip" | "imagedata" | "fill", _):
            shape = next(element.iterancestors("{*}drawing", "{*}pict", "{*}object"), element)
        case ("svgBlip", _):
            shape = next(element.iterancestors("{*}ext"), element)
        case _:
            shape = element
    markup.remove(shape)


def _picture(data: bytes, name: str) -> tuple[list[Finding], bytes, str]:
    """What a picture in a Word file gives away, the picture without it, and the ending of its name.

    Raises ProblemsError when it is of a kind that is not known.
    """
    if picture_kind(data):
        examined = examine_picture(data, name)
        return list(examined.findings), examined.clean(), examined.ending
    if data.startswith(_METAFILE):
        return [], data, ".wmf"
    if data.startswith(_ENHANCED_METAFILE) and data[40:44] == b" EMF":
        clean = _without_description(data)
        told = [Finding("picture metadata", name, "the metafile names its program or its title")]
        return told if clean != data else [], clean, ".emf"
    clean = as_png(data, name)
    return [Finding("picture metadata", name, "a kind of picture that can hold names; it becomes PNG")], clean, ".png"


def _without_description(data: bytes) -> bytes:
    """An enhanced metafile without the names of its program and picture: its nDescription, [MS-EMF] 2.2.9."""
    count = int.from_bytes(data[60:64], "little")
    at = int.from_bytes(data[64:68], "little")
    if not count:
        return data
    end = min(at + 2 * count, len(data))
    blank = data[:at] + bytes(max(end - at, 0)) + data[end:] if at >= 68 else data
    return blank[:60] + bytes(8) + blank[68:]
