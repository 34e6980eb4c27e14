"""What is found in PDF files, and the clean copies: the same pages, and nothing left to find."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from acceptance.command import nkadvocate
from acceptance.reading import needs_pdftotext, pdf_words
from auditing.files import jpeg
from nkadvocate.auditing.findings import Examined
from nkadvocate.auditing.pdf import clean_pdf, examine_pdf
from nkadvocate.document import Document
from nkadvocate.problems import ProblemsError
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look

FONT = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def made(change: Callable[[Pdf], object] = lambda pdf: None) -> bytes:
    """A PDF of one page that says “Our Network”, changed before it is written."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(300, 300))
    page.obj.Resources = Dictionary(Font=Dictionary(F1=FONT))
    page.obj.Contents = Stream(pdf, b"BT /F1 12 Tf 20 20 Td (Our Network) Tj ET")
    change(pdf)
    pdf.save(out := io.BytesIO(), static_id=True, fix_metadata_version=False)
    return out.getvalue()


def kinds(examined: Examined) -> set[str]:
    return {finding.kind for finding in examined.findings}


def found_in(data: bytes) -> set[str]:
    """The kinds of what is found; the clean copy has nothing, has the page, and stays as it is when cleaned again."""
    examined = examine_pdf(data, "letter.pdf")
    clean = examined.clean()
    again = examine_pdf(clean, "clean.pdf")
    assert again.findings == ()
    assert again.clean() == clean
    with Pdf.open(io.BytesIO(clean)) as pdf:
        pdf.pages[0].contents_coalesce()
        assert b"Our Network" in pdf.pages[0].Contents.read_bytes()
    return kinds(examined)


@pytest.fixture(scope="module")
def ours(letters: dict[str, Document]) -> bytes:
    return render(letters["pl-foreign-minister"], "pdf", Look())


def test_a_letter_of_ours_gives_nothing_away(ours: bytes) -> None:
    assert examine_pdf(ours, "letter.pdf").findings == ()


@needs_pdftotext
def test_a_clean_copy_of_ours_keeps_words_links_bookmarks_tags_and_title(ours: bytes) -> None:
    clean = clean_pdf(ours)
    assert pdf_words(clean) == pdf_words(ours)
    with Pdf.open(io.BytesIO(ours)) as before, Pdf.open(io.BytesIO(clean)) as after:
        assert [len(page.get("/Annots", [])) for page in after.pages] == [
            len(page.get("/Annots", [])) for page in before.pages
        ]
        assert dict(after.docinfo) == dict(before.docinfo)
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert {"/Outlines", "/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences"} <= set(after.Root.keys())


def test_a_page_with_words_only_gives_nothing_away() -> None:
    assert found_in(made()) == set()


@pytest.mark.parametrize(
    ("entry", "said", "kind"),
    [
        ("/Author", "Kim Min-su", "author"),
        ("/Producer", "Acrobat", "application"),
        ("/Creator", "Microsoft Word", "application"),
        ("/CreationDate", "D:20261210093100+09'00'", "clock time"),
        ("/ModDate", "D:20261210093100Z", "clock time"),
        ("/Keywords", "secret", "keywords"),
        ("/SourceModified", "D:20261210", "property"),
        ("/Title", "C:\\Users\\kim\\letter", "path"),
        ("/Title", "Microsoft Word - kim.docx", "file name"),
    ],
)
def test_entries_of_the_information_dictionary_are_found(entry: str, said: str, kind: str) -> None:
    assert found_in(made(lambda pdf: pdf.docinfo.__setitem__(entry, said))) == {kind}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("/Author", "Our Network"),
        ("/Title", "Access"),
        ("/CreationDate", "D:20261210"),
        ("/ModDate", "D:20261210000000Z"),
    ],
)
def test_title_day_and_an_author_named_on_the_page_may_stand(entry: str, said: str) -> None:
    assert found_in(made(lambda pdf: pdf.docinfo.__setitem__(entry, said))) == set()


def packet(properties: str, around: str = "") -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        text = (
            f'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"{around}>'
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
            'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:exif="http://ns.adobe.com/exif/1.0/">'
            f"{properties}</r:Description></r:RDF></x:xmpmeta><?xpacket end='r'?>"
        )
        pdf.Root.Metadata = Stream(pdf, text.encode(), Type=Name.Metadata, Subtype=Name.XML)

    return change


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("<dc:creator><r:Seq><r:li>Kim</r:li></r:Seq></dc:creator>", "author"),
        ("<xmp:CreatorTool>Word</xmp:CreatorTool>", "application"),
        ("<xmp:CreateDate>2026-12-10T09:31:00+09:00</xmp:CreateDate>", "clock time"),
        ("<xmp:MetadataDate>2026-12-10</xmp:MetadataDate>", "clock time"),
        ("<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID>", "document id"),
        ('<xmpMM:History><r:Seq><r:li r:parseType="Resource"/></r:Seq></xmpMM:History>', "editing history"),
        ("<exif:GPSLatitude>41,2N</exif:GPSLatitude>", "property"),
        ("<!-- by Kim -->", "XMP"),
    ],
)
def test_properties_of_the_metadata_packet_are_found(properties: str, kind: str) -> None:
    assert found_in(made(packet(properties))) == {kind}


def test_attributes_of_the_metadata_packet_are_found() -> None:
    assert found_in(made(packet("", ' x:xmptk="Adobe XMP Core"'))) == {"application"}
    assert found_in(made(packet("<dc:title><r:Alt><r:li>Access</r:li></r:Alt></dc:title>"))) == set()


def test_metadata_that_cannot_be_read_goes() -> None:
    assert found_in(made(lambda pdf: setattr(pdf.Root, "Metadata", Stream(pdf, b"<a")))) == {"XMP"}
    bomb = b'<!DOCTYPE a [<!ENTITY x "kim">]><a>&x;</a>'
    assert found_in(made(lambda pdf: setattr(pdf.Root, "Metadata", Stream(pdf, bomb)))) == {"XMP"}


def annotated(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        one = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 10, 10]), **entries)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(one)])

    return change


@pytest.mark.parametrize(
    ("entries", "kind"),
    [
        ({"Subtype": Name.Text, "T": String("Kim"), "Contents": String("Is this true?")}, "comment"),
        ({"Subtype": Name.Highlight, "T": String("Kim")}, "comment"),
        ({"Subtype": Name.FileAttachment, "T": String("Kim")}, "attachment"),
        ({"Subtype": Name.Link, "A": Dictionary(S=Name.Launch, F=String("calc.exe"))}, "external reference"),
        ({"Subtype": Name.Link, "A": Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))}, "script"),
        ({"Subtype": Name.Link, "A": Dictionary(S=Name.URI, URI=String("file:///home/kim/a.pdf"))}, "path"),
        ({"Subtype": Name.Link, "NM": String("kim-1")}, "comment"),
    ],
)
def test_annotations_that_are_no_plain_links_are_found(entries: dict[str, object], kind: str) -> None:
    assert found_in(made(annotated(**entries))) == {kind}


def test_a_link_to_an_address_stays() -> None:
    data = made(annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org"))))
    assert found_in(data) == set()
    with Pdf.open(io.BytesIO(clean_pdf(data))) as pdf:
        assert pdf.pages[0].Annots[0].A.URI == "https://example.org"


def test_where_a_comment_stands_and_who_wrote_it_is_told() -> None:
    data = made(annotated(Subtype=Name.Text, T=String("Kim"), Contents=String("Is this true?")))
    assert [str(found) for found in examine_pdf(data, "x").findings] == ["page 1 /Text: comment: Kim Is this true?"]


def set_root(key: str, make: Callable[[Pdf], pikepdf.Object]) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.Root.__setitem__(key, make(pdf))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda pdf: pdf.attachments.__setitem__("kim.txt", b"secret"), "attachment"),
        (set_root("/OpenAction", lambda _: Dictionary(S=Name.JavaScript, JS=String("x"))), "script"),
        (set_root("/AA", lambda _: Dictionary()), "script"),
        (set_root("/Names", lambda _: Dictionary(JavaScript=Dictionary())), "script"),
        (set_root("/PieceInfo", lambda _: Dictionary(Word=Dictionary())), "private data"),
        (set_root("/Collection", lambda _: Dictionary()), "attachment"),
        (set_root("/KimWasHere", lambda _: String("x")), "other entry"),
        (lambda pdf: pdf.pages[0].obj.__setitem__("/Thumb", Stream(pdf, b"x")), "thumbnail"),
        (lambda pdf: pdf.pages[0].obj.__setitem__("/LastModified", String("D:20261210093100Z")), "clock time"),
        (lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary()), "script"),
        (lambda pdf: pdf.pages[0].obj.__setitem__("/Metadata", Stream(pdf, b"<a>Kim</a>")), "XMP"),
    ],
)
def test_entries_of_catalogue_and_pages_that_are_not_needed_are_found(
    change: Callable[[Pdf], object], kind: str
) -> None:
    assert kind in found_in(made(change))


def unpacked(data: bytes) -> bytes:
    """All that a file holds, in clear."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        modes = pikepdf.ObjectStreamMode.disable
        level = pikepdf.StreamDecodeLevel.all
        pdf.save(out := io.BytesIO(), stream_decode_level=level, compress_streams=False, object_stream_mode=modes)
    return out.getvalue()


def form(pdf: Pdf, code: bytes, **entries: object) -> Stream:
    return Stream(pdf, code, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), **entries)


def resources(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            made = {name: one(pdf) if callable(one) else one for name, one in value.items()}  # type: ignore[attr-defined]
            pdf.pages[0].obj.Resources[f"/{key}"] = Dictionary(made)

    return change


def coded(code: bytes) -> Callable[[Pdf], None]:
    return lambda pdf: setattr(pdf.pages[0].obj, "Contents", Stream(pdf, code))


SAID = b"BT /F1 12 Tf 20 20 Td (Our Network) Tj ET"


def structured(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        inner = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, **entries))
        outer = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array([inner])))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=outer))

    return change


def places(*names: str, led: str = "") -> Callable[[Pdf], None]:
    """Named places, as old and as new files have them, and a link to one."""

    def change(pdf: Pdf) -> None:
        to = Array([pdf.pages[0].obj, Name.Fit])
        pairs = [one for name in names for one in (String(name), to)]
        leaf = pdf.make_indirect(Dictionary(Names=Array(pairs), Limits=Array([String(names[0]), String(names[-1])])))
        pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([leaf])))
        pdf.Root.Dests = Dictionary({f"/{name}": to for name in names})
        if led:
            annotated(Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=String(led)))(pdf)

    return change


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (resources(XObject={"/X": lambda pdf: form(pdf, b"BT (KIM) Tj ET")}), "unused object"),
        (resources(Pattern={"/X": lambda pdf: Stream(pdf, b"(KIM) Tj", PatternType=1)}), "unused object"),
        (resources(Properties={"/MC0": Dictionary(K=String("KIM"))}), "unused object"),
        (coded(b"%KIM\n" + SAID), "comment in code"),
        (coded(SAID + b" % KIM"), "comment in code"),
        (structured(T=String("KIM")), "title of structure"),
        (places("KIM"), "name of a place"),
        (places("KIM", "Part", led="Part"), "name of a place"),
    ],
)
def test_what_no_page_shows_is_found_and_goes(change: Callable[[Pdf], object], kind: str) -> None:
    data = made(change)
    assert b"KIM" in unpacked(data)
    assert found_in(data) == {kind}
    assert b"KIM" not in unpacked(clean_pdf(data))


def test_lengths_that_are_objects_of_their_own_give_nothing_away() -> None:
    """As LibreOffice writes them."""
    with Pdf.open(io.BytesIO(made())) as pdf:
        pdf.save(out := io.BytesIO(), static_id=True, fix_metadata_version=False, qdf=True)
    assert re.search(rb"/Length \d+ 0 R", out.getvalue())
    assert found_in(out.getvalue()) == set()


def test_a_comment_in_a_form_goes_and_the_form_stays() -> None:
    def change(pdf: Pdf) -> None:
        resources(XObject={"/X": lambda pdf: form(pdf, b"BT %KIM\n(50 % of) Tj ET")})(pdf)
        coded(SAID + b" /X Do")(pdf)

    data = made(change)
    assert found_in(data) == {"comment in code"}
    assert b"BT \n(50 % of) Tj ET" in unpacked(clean_pdf(data))


def drawn_by_a_form(pdf: Pdf) -> None:
    """A page that shows a form, which shows another by the resources of the page."""
    coded(SAID + b" /A#42 Do")(pdf)
    resources(XObject={"/AB": lambda pdf: form(pdf, b"/In Do"), "/In": lambda pdf: form(pdf, b"(Shown) Tj")})(pdf)


def of_all_pages(pdf: Pdf) -> None:
    """Resources of all pages, of which the second shows what the first does not."""
    resources(XObject={"/X": lambda pdf: form(pdf, b"(Shown) Tj")})(pdf)
    pdf.add_blank_page()
    pdf.pages[1].obj.Contents = Stream(pdf, b"/X Do")
    pdf.Root.Pages.Resources = pdf.pages[0].obj.Resources
    for page in pdf.pages:
        del page.obj["/Resources"]


@pytest.mark.parametrize(
    "change",
    [
        drawn_by_a_form,
        of_all_pages,
        places("Shown", led="Shown"),
        places("h-1", "Shown", led="Shown"),
        structured(Alt=String("Shown")),
        coded(SAID + b" BT (50 % Shown) Tj ET"),
    ],
)
def test_what_is_shown_or_led_to_stays(change: Callable[[Pdf], object]) -> None:
    data = made(change)
    assert found_in(data) == set()
    assert b"Shown" in unpacked(clean_pdf(data))


@pytest.mark.parametrize("of", ["page", "all pages"])
def test_a_cropped_page_is_found_and_not_sent_with_what_is_cut_off(of: str) -> None:
    def change(pdf: Pdf) -> None:
        (pdf.pages[0].obj if of == "page" else pdf.Root.Pages).CropBox = Array([0, 100, 300, 300])

    examined = examine_pdf(made(change), "letter.pdf")
    assert kinds(examined) == {"cropped page"}
    with pytest.raises(ProblemsError, match="page 1 is cropped, and what is cut off cannot be taken out"):
        examined.clean()


@pytest.mark.parametrize("crop", [[0, 0, 300, 300], [-9, -9, 400, 400], [300, 300, 0, 0], [0, 0, 299.9, 299.5]])
def test_a_page_that_is_shown_whole_is_not_cropped(crop: list[float]) -> None:
    assert found_in(made(lambda pdf: setattr(pdf.pages[0].obj, "CropBox", Array(crop)))) == set()


@needs_pdftotext
def test_a_filled_form_becomes_what_it_shows() -> None:
    def change(pdf: Pdf) -> None:
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("client"),
            V=String("Kim"),
            Rect=Array([20, 50, 200, 70]),
            DA=String("/F1 12 Tf 0 g"),
        )
        field = pdf.make_indirect(field)
        pdf.pages[0].obj.Annots = Array([field])
        fonts = Dictionary(Font=Dictionary(F1=FONT))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=fonts, DA=String("/F1 12 Tf 0 g"))

    data = made(change)
    assert found_in(data) == {"form"}
    assert "Kim" in pdf_words(clean_pdf(data))


def layers(*, off: bool) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
        hidden = Array([group]) if off else Array([])
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=hidden))

    return change


def test_layers_are_found_and_hidden_ones_are_not_brought_to_light() -> None:
    assert found_in(made(layers(off=False))) == {"layers"}
    examined = examine_pdf(made(layers(off=True)), "letter.pdf")
    assert kinds(examined) == {"layers"}
    with pytest.raises(ProblemsError, match="hidden layers, whose content would show"):
        examined.clean()


def test_an_earlier_version_is_found_and_is_not_in_the_clean_copy(ours: bytes) -> None:
    first = made(lambda pdf: pdf.docinfo.__setitem__("/Title", "KIM MIN-SU"))
    at = first.rindex(b"startxref")
    added = (
        b"9 0 obj\n<</Title (Access)>>\nendobj\nxref\n9 1\n%010d 00000 n \ntrailer\n<</Size 10 /Root 1 0 R /Prev %s>>\n"
    )
    second = first + added % (len(first), first[at:].split()[1]) + b"startxref\n%d\n%%%%EOF\n" % (len(first) + 37)
    examined = examine_pdf(second, "letter.pdf")
    assert "earlier version" in kinds(examined)
    assert b"KIM" not in examined.clean()
    assert "earlier version" not in kinds(examine_pdf(ours, "letter.pdf"))


def test_bytes_before_and_after_the_file_are_found() -> None:
    assert found_in(b"#!/bin/sh\n" + made()) == {"hidden bytes"}
    assert found_in(made() + b"\nPK and more") == {"hidden bytes"}


def test_a_file_changed_after_it_was_first_written_shows_in_its_identifier() -> None:
    assert found_in(made().replace(b"31415926535897932384626433832795>]", b"00112233445566778899aabbccddeeff>]")) == {
        "document id"
    }


def test_photographs_lose_what_their_camera_wrote_and_keep_their_pixels() -> None:
    photograph = jpeg(make="Kim's phone", gps=True)

    def change(pdf: Pdf) -> None:
        one = Stream(pdf, photograph, Type=Name.XObject, Subtype=Name.Image, Width=40, Height=20)
        one.ColorSpace, one.BitsPerComponent, one.Filter = Name.DeviceRGB, 8, Name.DCTDecode
        pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=one)
        coded(SAID + b" /Im0 Do")(pdf)

    data = made(change)
    assert found_in(data) == {"GPS"}
    with Pdf.open(io.BytesIO(clean_pdf(data))) as pdf:
        assert pdf.pages[0].Resources.XObject.Im0.read_raw_bytes() == jpeg()


def test_a_file_with_a_password_is_named_as_such() -> None:
    pdf = Pdf.new()
    pdf.save(out := io.BytesIO(), encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(ProblemsError, match="locked with a password"):
        examine_pdf(out.getvalue(), "letter.pdf")


@pytest.mark.parametrize("times", [1, 2])
def test_a_bomb_is_refused_before_it_is_read(times: int) -> None:
    packed = bytes(500 * 1024**2)
    for _ in range(times):
        packed = zlib.compress(packed, 1)
    data = made(lambda pdf: pdf.Root.__setitem__("/Bomb", Stream(pdf, packed, Filter=Name.FlateDecode)))
    with pytest.raises(ProblemsError, match="meant to do harm"):
        examine_pdf(data, "letter.pdf")


def test_too_many_pages_are_refused() -> None:
    data = made(lambda pdf: pdf.Root.Pages.__setitem__("/Kids", Array([pdf.pages[0].obj] * 6000)))
    with pytest.raises(ProblemsError, match="too many pages"):
        examine_pdf(data, "letter.pdf")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-" + bytes(1000)])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ProblemsError, match="damaged, or not a PDF file"):
        examine_pdf(data, "letter.pdf")


def test_the_annex_and_the_briefing_give_nothing_away(tmp_path: Path) -> None:
    for words in (("briefing",), ("annex",), ("briefing", "--for", "pl-foreign-minister")):
        result = nkadvocate(*words, "--date", "2026-12-10", "-f", "pdf", "-f", "docx", "-o", tmp_path / "-".join(words))
        assert result.exit_code == 0, result.output
    result = nkadvocate("scan", *sorted(path for path in tmp_path.rglob("*.*") if path.suffix in (".pdf", ".docx")))
    assert (result.stdout, result.stderr) == ("", "no findings\n")
