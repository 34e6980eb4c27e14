"""PDF files: what they give away besides their pages, and a copy without it.

As with Word files, one pass finds and takes out. The names of entries are those of ISO 32000-2:2020.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from nkadvocate.auditing.findings import Examined, Finding, path_in, printed, shown, telling
from nkadvocate.auditing.leftovers_in_pdf import drop_leftovers
from nkadvocate.auditing.opening_pdf import MOST_OBJECTS, open_pdf, repairs, whatever_it_raises
from nkadvocate.auditing.packages import parse
from nkadvocate.auditing.pages import is_cut, unpacked, words_of
from nkadvocate.auditing.pictures import JPEG, segments
from nkadvocate.problems import Problem, ProblemsError

MOST_BYTES_OF_XMP = 20 * 1024**2
MOST_PAGES = 5000

_CATALOGUE = {
    *("/Type", "/Pages", "/PageLabels", "/Names", "/Dests", "/ViewerPreferences", "/PageLayout", "/PageMode"),
    *("/Outlines", "/OpenAction", "/Metadata", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OutputIntents", "/Version"),
    "/Extensions",
}
_PAGE = {
    *("/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate"),
    *("/Contents", "/Annots", "/Group", "/StructParents", "/Tabs", "/UserUnit"),
}
_KINDS = {
    "/AcroForm": "form",
    "/AF": "attachment",
    "/Collection": "attachment",
    "/AA": "script",
    "/OCProperties": "layers",
    "/PieceInfo": "private data",
    "/LastModified": "clock time",
    "/Thumb": "thumbnail",
    "/Metadata": "XMP",
    "/Perms": "signature",
    "/DSS": "signature",
    "/VP": "GPS",
    "/EmbeddedFiles": "attachment",
    "/JavaScript": "script",
}
_INFO = {
    "/Author": "author",
    "/Producer": "application",
    "/Creator": "application",
    "/CreationDate": "clock time",
    "/ModDate": "clock time",
    "/Keywords": "keywords",
}
_ANYWHERE = ("/PieceInfo", "/LastModified", "/Metadata", "/AF")
"""Entries that any object may have, and that only the catalogue's metadata needs."""
_ALLOWED_LINK = {
    *(
        "/Type",
        "/Subtype",
        "/Rect",
        "/Contents",
        "/P",
        "/F",
        "/BS",
        "/Border",
        "/C",
        "/H",
        "/QuadPoints",
        "/Dest",
        "/A",
    ),
    *("/StructParent", "/AP", "/AS", "/Lang"),
}
_XMP = {
    "title": "title",
    "creator": "author",
    "description": "subject",
    "subject": "keywords",
    "language": "language",
    "format": "format",
    "CreateDate": "clock time",
    "ModifyDate": "clock time",
    "MetadataDate": "clock time",
    "CreatorTool": "application",
    "Producer": "application",
    "Keywords": "keywords",
    "DocumentID": "document id",
    "InstanceID": "document id",
    "OriginalDocumentID": "document id",
    "History": "editing history",
    "DerivedFrom": "editing history",
}
_CONFORMANCE = ("http://www.aiim.org/pdfua/ns/id/", "http://www.aiim.org/pdfa/ns/id/")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MIDNIGHT = re.compile(r"D:\d{8}(0{6}(Z(00'?00'?)?|[+-]00'?00'?)?)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T00:00(:00)?(\.0+)?(Z|\+00:00)?)?")
_SAME_FOR_ALL = bytes.fromhex("31415926535897932384626433832795")
"""The identifier that qpdf writes into every file when asked for one that says nothing."""


def examine_pdf(data: bytes, name: str) -> Examined:
    """What the PDF file ``data``, called ``name``, gives away. Raises ProblemsError when it cannot be read."""
    problems: list[Problem] = []
    with whatever_it_raises(name):
        pdf = open_pdf(data, name)
        findings = (*_file(data), *_examined(pdf, name, problems), *_repaired(pdf))

    def clean() -> bytes:
        if problems:
            raise ProblemsError(problems)
        with whatever_it_raises(name):
            # Written twice, because qpdf orders what it read otherwise than what was changed; and looked at twice,
            # because what a damaged file seems to print may be lost in the writing.
            written = Pdf.open(BytesIO(_written(pdf)), suppress_warnings=True)
            for _ in _examined(written, name, problems):
                pass
            hint = "have the program that made the file write it anew"
            problems.extend(Problem(f"{name}: damage stays in a copy: {what}", hint=hint) for what in repairs(written))
            if problems:
                raise ProblemsError(problems)
            return _written(written)

    return Examined(findings, clean, ".pdf")


def clean_pdf(data: bytes, name: str = "the document") -> bytes:
    """A PDF file with its pages, links, bookmarks and structure, and without all that ``examine_pdf`` finds.

    Raises ProblemsError when the file cannot be read, has hidden layers, which would show, or pages that are cropped.
    """
    return examine_pdf(data, name).clean()


def _written(pdf: Pdf) -> bytes:
    modes = pikepdf.ObjectStreamMode
    pdf.save(out := BytesIO(), static_id=True, fix_metadata_version=False, object_stream_mode=modes.generate)
    return out.getvalue()


def _file(data: bytes) -> Iterator[Finding]:
    """What the bytes of the file say, before any object is read."""
    revisions = len(re.findall(rb"\bstartxref\s+\d+\s+%%EOF", data)) - (b"/Linearized" in data[:2048])
    if revisions > 1:
        yield Finding("earlier version", "the file", f"{revisions - 1} older versions are still in it")
    if loose := data.find(b"%PDF-"):
        yield Finding("hidden bytes", "the file", f"{loose} bytes before its beginning")
    if after := data[data.rfind(b"%%EOF") + len(b"%%EOF") :].strip():
        yield Finding("hidden bytes", "the file", f"{len(after)} bytes after its end")


def _repaired(pdf: Pdf) -> Iterator[Finding]:
    for what in repairs(pdf):
        yield Finding("damage", "the file", f"programs may show something else than was read: {what}")


def _examined(pdf: Pdf, name: str, problems: list[Problem]) -> Iterator[Finding]:
    if len(pdf.objects) > MOST_OBJECTS:
        raise ProblemsError([Problem(f"{name}: more than {MOST_OBJECTS:,} objects")])
    # Asking for the pages makes a copy of each that is listed more than once.
    if sum(len(one.Kids) for one in pdf.objects if isinstance(one, Dictionary) and _has_kids(one)) > MOST_PAGES:
        raise ProblemsError([Problem(f"{name}: too many pages")])
    yield from _identifier(pdf)
    yield from _layers(pdf, name, problems)
    yield from _annotations(pdf)
    yield from _catalogue(pdf)
    yield from _pages(pdf, name, problems)
    yield from drop_leftovers(pdf)
    yield from _objects(pdf)
    text = words_of(pdf)
    yield from _information(pdf, text)
    yield from _metadata(pdf, text)


def _has_kids(one: Dictionary) -> bool:
    return one.get("/Type") == Name.Pages and isinstance(one.get("/Kids"), Array)


def _identifier(pdf: Pdf) -> Iterator[Finding]:
    halves = [bytes(half) for half in pdf.trailer.get("/ID", [])]
    if len(set(halves)) > 1 and halves[-1] != _SAME_FOR_ALL:
        yield Finding("document id", "trailer /ID", "the file was changed after it was first written")


def _layers(pdf: Pdf, name: str, problems: list[Problem]) -> Iterator[Finding]:
    properties = pdf.Root.get("/OCProperties")
    if properties is None:
        return
    default = properties.get("/D", Dictionary())
    hidden = list(default.get("/OFF", []))
    if hidden or default.get("/BaseState") == Name.OFF:
        what = f"{name}: it has hidden layers, whose content would show"
        problems.append(Problem(what, hint="print it to a new PDF, which leaves them out"))
    names = ", ".join(str(group.get("/Name", "")) for group in properties.get("/OCGs", []))
    yield Finding("layers", "catalogue /OCProperties", shown(f"{len(hidden)} hidden of {names or 'none'}"))
    del pdf.Root["/OCProperties"]


def _annotations(pdf: Pdf) -> Iterator[Finding]:
    """Links stay; form fields become what they show; all other annotations go."""
    form = "/AcroForm" in pdf.Root
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" not in page.obj:
            continue
        kept = []
        for one in page.obj.Annots if isinstance(page.obj.Annots, Array) else []:
            if not isinstance(one, Dictionary):
                continue
            kind = str(one.get("/Subtype", "none")).lstrip("/")
            where = f"page {number} /{kind}"
            if kind == "Widget":
                yield Finding("form", where, shown(f"field {one.get('/T', '')}"))
                kept += [one] if form else []
            elif kind != "Link":
                told = " ".join(str(one[key]) for key in ("/T", "/M", "/Contents") if key in one)
                yield Finding("attachment" if kind == "FileAttachment" else "comment", where, shown(told or kind))
            else:
                yield from _link(one, where)
                kept.append(one)
        if kept:
            page.obj.Annots = Array(kept)
        else:
            del page.obj.Annots
    if form:
        pdf.Root.AcroForm.NeedAppearances = True  # without it, fields without an appearance get none
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")


def _link(link: Dictionary, where: str) -> Iterator[Finding]:
    for key in _besides(link, _ALLOWED_LINK):
        yield Finding("comment" if key in ("/T", "/NM", "/M") else _KINDS.get(key, "other entry"), where, key)
        del link[key]
    if (why := _refused_action(link.get("/A"))) is not None:
        yield Finding(why[0], where, why[1])
        del link["/A"]


def _refused_action(action: Object | None) -> tuple[str, str] | None:
    """Why an action does not stay: its kind and what it does. None for one that leads to a page or an address."""
    if action is None or isinstance(action, (Array, Name, pikepdf.String)):
        return None
    if not isinstance(action, Dictionary):
        return "script", "an action that is not one"
    kind = str(action.get("/S", "none")).lstrip("/")
    if "/Next" in action:
        return "script", f"{kind} and what follows it"
    if kind in ("GoTo", "Named"):
        return None
    if kind == "URI":
        address = str(action.get("/URI", ""))
        allowed = address.lower().startswith(("http:", "https:", "mailto:", "tel:")) and not path_in(address)
        return None if allowed else ("path", shown(address))
    if kind in ("Launch", "GoToR", "GoToE", "ImportData"):
        return "external reference", shown(f"{kind} {action.get('/F', '')}")
    return "script", kind


def _catalogue(pdf: Pdf) -> Iterator[Finding]:
    root = pdf.Root
    for key in _besides(root, _CATALOGUE):
        yield Finding(_KINDS.get(key, "other entry"), f"catalogue {key}", _size(root[key]))
        del root[key]
    names: Any = root.get("/Names")
    for key in _besides(names, {"/Dests"}):
        yield Finding(_KINDS.get(key, "other entry"), f"catalogue /Names {key}", _size(names[key]))
        del names[key]
    if (why := _refused_action(root.get("/OpenAction"))) is not None:
        yield Finding(why[0], "catalogue /OpenAction", why[1])
        del root["/OpenAction"]
    outlines = root.get("/Outlines")
    waiting: list[Any] = [outlines]
    seen: set[tuple[int, int]] = set()
    while waiting:
        item = waiting.pop()
        if not isinstance(item, Dictionary) or (item.is_indirect and item.objgen in seen):
            continue
        seen.add(item.objgen)
        if (why := _refused_action(item.get("/A"))) is not None:
            yield Finding(why[0], f"bookmark “{shown(item.get('/Title', ''))}”", why[1])
            del item["/A"]
        waiting += [item.get("/Next"), item.get("/First")]


def _besides(entries: Any, allowed: set[str]) -> list[str]:
    return sorted(set(entries.keys()) - allowed) if isinstance(entries, Dictionary) else []


def _size(value: Object) -> str:
    return f"{len(value)} entries" if isinstance(value, (Array, Dictionary)) else shown(value)


def _pages(pdf: Pdf, name: str, problems: list[Problem]) -> Iterator[Finding]:
    for number, page in enumerate(pdf.pages, 1):
        if is_cut(page):
            yield Finding("cropped page", f"page {number} /CropBox", "what is cut off is still there")
            what = f"{name}: page {number} is cropped, and what is cut off cannot be taken out"
            problems.append(Problem(what, hint="write it anew from the document it was made of"))
        for key in _besides(page.obj, _PAGE):
            yield Finding(_KINDS.get(key, "other entry"), f"page {number} {key}", _size(page.obj[key]))
            del page.obj[key]


def _objects(pdf: Pdf) -> Iterator[Finding]:
    """What any object may carry: private data, metadata of its own, JPEG pictures with EXIF."""
    catalogue = pdf.Root.objgen
    for one in pdf.objects:
        if not isinstance(one, (Dictionary, Stream)) or one.objgen == catalogue:
            continue
        where = f"object {one.objgen[0]}"
        for key in [key for key in _ANYWHERE if key in one]:
            yield Finding(_KINDS[key], f"{where} {key}", _size(one[key]) if key != "/Metadata" else "of its own")
            del one[key]
        if isinstance(one, Stream) and one.get("/Filter") in (Name.DCTDecode, Array([Name.DCTDecode])):
            yield from _jpeg(one, where)


def _jpeg(one: Stream, where: str) -> Iterator[Finding]:
    raw = one.read_raw_bytes()
    if not raw.startswith(JPEG):
        return
    try:
        pieces = segments(raw)
    except ProblemsError:
        yield Finding("unknown picture", where, "a damaged JPEG")
        return
    if told := [piece for piece in pieces if piece.kind]:
        for piece in told:
            yield Finding(piece.kind, where, piece.what)
        parameters: Any = one.get("/DecodeParms")
        one.write(b"".join(piece.kept for piece in pieces), filter=Name.DCTDecode, decode_parms=parameters)


def _information(pdf: Pdf, text: str) -> Iterator[Finding]:
    information = pdf.trailer.get("/Info")
    if not isinstance(information, Dictionary):
        return
    for key in list(information.keys()):
        said = str(information[key]).strip()
        match key:
            case "/Title" | "/Subject":
                kind = telling(said)
            case "/Author":
                kind = None if printed(said, text) else "author"
            case "/CreationDate" | "/ModDate":
                kind = None if _MIDNIGHT.fullmatch(said) else "clock time"
            case _:
                kind = _INFO.get(key, "property")
        if kind:
            if said:
                yield Finding(kind, f"Info {key}", shown(said))
            del information[key]


def _metadata(pdf: Pdf, text: str) -> Iterator[Finding]:
    """The XMP packet, ISO 16684-1: what is not among the allowed properties is taken out."""
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        return
    try:
        packet = unpacked(stream, MOST_BYTES_OF_XMP)
        begun = packet.find(b"<?xpacket")
        root = parse(packet[max(begun, 0) :].strip(b"\0 \r\n\t"), "XMP")
    except (ProblemsError, zlib.error, ValueError, AttributeError):
        yield Finding("XMP", "XMP", "metadata that cannot be read")
        del pdf.Root["/Metadata"]
        return
    found = list(_properties(root, text))
    if found:
        yield from found
        body = etree.tostring(root, encoding="utf-8")
        stream.write(b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n' + body + b'\n<?xpacket end="r"?>')
    elif not (packet.startswith(b"<?xpacket") and packet.rstrip().endswith(b"?>")):
        yield Finding("XMP", "XMP", "words around the packet")
        del pdf.Root["/Metadata"]


def _properties(root: Any, text: str) -> Iterator[Finding]:
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        yield Finding("XMP", "XMP comment", shown(node.text or ""))
        node.getparent().remove(node)
    for key in [key for key in root.attrib if not key.startswith("{http://www.w3.org/")]:
        yield Finding("application", f"XMP {etree.QName(key).localname}", shown(root.attrib.pop(key)))
    for description in list(root.iter(f"{_RDF}Description")):
        for key in [key for key in description.attrib if not key.startswith(_RDF)]:
            if kind := _refused_property(key, description.get(key), text):
                yield Finding(kind, f"XMP {etree.QName(key).localname}", shown(description.get(key)))
                del description.attrib[key]
        for field in list(description):
            said = " ".join(" ".join((*field.itertext(), *_values(field))).split())
            if kind := _refused_property(field.tag, said, text):
                yield Finding(kind, f"XMP {etree.QName(field).localname}", shown(said))
                description.remove(field)


def _values(field: Any) -> Iterator[str]:
    """What stands in the attributes of a property, languages and marks of RDF left out."""
    for one in field.iter("{*}*"):
        yield from (said for key, said in one.attrib.items() if not key.startswith((_RDF, "{http://www.w3.org/XML/")))


def _refused_property(tag: str, said: str, text: str) -> str | None:
    """The kind of finding that a property of the packet is; None when it may stand."""
    name = etree.QName(tag).localname
    if etree.QName(tag).namespace in _CONFORMANCE:
        return None if len(said) <= 20 else "property"
    match kind := _XMP.get(name, "property"):
        case "title" | "subject":
            return telling(said)
        case "author":
            return None if printed(said, text) else kind
        case "clock time":
            return None if _DAY.fullmatch(said) and name != "MetadataDate" else kind
        case "language" | "format":
            return None if len(said) <= 40 else "property"
        case _:
            return kind
