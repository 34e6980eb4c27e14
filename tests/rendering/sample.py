"""A sample letter that uses every node of the document tree, shared by the renderers' tests."""

from __future__ import annotations

import struct
import zlib
from functools import cache

from nkadvocate.document import (
    AddressBlock,
    BulletList,
    Claim,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    Link,
    Meta,
    Missing,
    Note,
    NoteReference,
    NumberedList,
    PageBreak,
    Paragraph,
    Particulars,
    Quotation,
    SignatureBlock,
    Strong,
    Table,
    Text,
)


def t(text: str) -> tuple[Inline, ...]:
    """Plain text as inline content."""
    return (Text(text),)


def note(number: int, *content: Inline | str) -> Note:
    """A note whose strings are plain text."""
    return Note(number, tuple(Text(part) if isinstance(part, str) else part for part in content))


def link(href: str) -> Link:
    """A link that prints its own address."""
    return Link((Text(href.removeprefix("https://").removeprefix("mailto:")),), href)


@cache
def bar_png(width: int = 240, height: int = 90) -> bytes:
    """A tiny picture with three bars, 200 dots per inch."""
    bars = ((20, 70, 35), (95, 145, 55), (170, 220, 75))
    lines = bytearray()
    for y in range(height):
        lines.append(0)
        for x in range(width):
            dark = any(left <= x < right and height - y <= tall for left, right, tall in bars)
            lines += b"\x1f\x3a\x5f" if dark else b"\xff\xff\xff"

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    density = struct.pack(">IIB", 7874, 7874, 1)
    body = chunk(b"IHDR", header) + chunk(b"pHYs", density) + chunk(b"IDAT", zlib.compress(bytes(lines), 9))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="240" height="90" viewBox="0 0 240 90">'
    b'<rect width="240" height="90" fill="#ffffff"/><g fill="#1f3a5f"><rect x="20" y="55" width="50" height="35"/>'
    b'<rect x="95" y="35" width="50" height="55"/><rect x="170" y="15" width="50" height="75"/></g></svg>'
)

CONVENTION = "https://www.ohchr.org/en/instruments-mechanisms/instruments/convention-relating-status-refugees"


def sample_letter(*, draft: bool = True) -> Document:
    """A letter with an annex: every block, every inline, twelve notes and four references to them."""
    meta = Meta(
        title="Protection of persons who have left the Democratic People’s Republic of Korea",
        author="Korea Protection Network",
        subject="Non-refoulement of North Korean refugees in China",
        language="en-GB",
        date="2026-03-09",
        reference="KPN 2026/14",
        draft=draft,
    )
    letter = (
        Letterhead(
            "Korea Protection Network",
            "For the protection of people who have fled the DPRK",
            (
                t("14 Lantern Street, London WC1N 3AX, United Kingdom"),
                (link("mailto:office@network.example"), Text(" · "), link("https://network.example")),
            ),
        ),
        Paragraph(t("Our reference: KPN 2026/14"), "reference"),
        Paragraph(t("9 March 2026"), "date"),
        AddressBlock(
            (
                t("Her Excellency the Minister for Foreign Affairs"),
                t("Ministry of Foreign Affairs"),
                (Text("1 Example Square, "), Missing("postal code"), Text(" Capital")),
            )
        ),
        Paragraph(t("Excellency,"), "salutation"),
        Paragraph(t("Protection of persons who have left the Democratic People’s Republic of Korea"), "subject"),
        Paragraph(
            (
                Text(
                    "We write to ask your Government to raise with the People’s Republic of China the situation of "
                    "people from the DPRK who are on its territory, and to press for three measures set out below."
                ),
            ),
            "lead",
        ),
        Heading(2, t("The facts")),
        Paragraph(
            (
                Claim(
                    t("In 2014 a United Nations commission of inquiry found that persons returned to the DPRK are "),
                    "coi-returned-persons",
                ),
                Claim(
                    (
                        Text("systematically subjected to "),
                        Emphasis(t("persecution")),
                        Text(", torture and detention."),
                    ),
                    "coi-torture",
                ),
                note(
                    1,
                    "Human Rights Council, ",
                    Emphasis(t("Report of the commission of inquiry on human rights in the DPRK")),
                    ", UN Doc A/HRC/25/63 (7 February 2014) para 42, ",
                    link("https://undocs.org/A/HRC/25/63"),
                    ".",
                ),
                Text(" It called on China to respect the principle of non-refoulement."),
                note(2, "Ibid, para 90(a)."),
                Text(" The principle binds every State party to the Convention of 1951"),
                note(
                    3,
                    "Convention relating to the Status of Refugees (adopted 28 July 1951) 189 UNTS 137, art 33(1), ",
                    link(CONVENTION),
                    ".",
                ),
                Text(" and to the Convention against Torture"),
                note(4, "Convention against Torture (adopted 10 December 1984) 1465 UNTS 85, art 3(1)."),
                Text(", to both of which China has acceded."),
            )
        ),
        Paragraph(
            (
                Text("The word used in Korean is "),
                Foreign(t("강제 북송"), "ko"),
                Text(", in Chinese "),
                Foreign(t("强制遣返"), "zh-Hans"),
                Text(", and the rule of return appears in Arabic texts as "),
                Foreign(t("عدم الإعادة القسرية"), "ar"),
                Text(". Both Governments rely on a protocol of 1986"),
                note(
                    5,
                    "The text has not been published by either party; see also the Commission’s report (n ",
                    NoteReference(1),
                    ") para 43.",
                ),
                Text(" that cannot displace the Convention ("),
                Text("n "),
                NoteReference(3),
                Text(")."),
            )
        ),
        Quotation(
            (
                Paragraph(
                    (
                        Text(
                            "No Contracting State shall expel or return a refugee in any manner whatsoever to the "
                            "frontiers of territories where his life or freedom would be threatened."
                        ),
                        note(6, "Refugee Convention (n ", NoteReference(3), ") art 33(1)."),
                    )
                ),
            )
        ),
        Heading(2, t("What we ask")),
        Paragraph(t("We ask your Government to:")),
        NumberedList(
            (
                (
                    Paragraph(
                        (
                            Strong(t("Raise the matter")),
                            Text(" in its next dialogue with China and state that the obligation is absolute."),
                            note(7, "Committee against Torture, General Comment No 4 (2017) para 9."),
                        )
                    ),
                ),
                (
                    Paragraph((Text("Support access for UNHCR"), note(8, "Agreement of 1 December 1995, art III(5)."))),
                    Paragraph(t("Access should be:")),
                    BulletList(
                        (
                            (Paragraph(t("unimpeded and prompt;")),),
                            (
                                Paragraph(t("open to every person who asks, in particular:")),
                                BulletList(((Paragraph(t("women and children;")),), (Paragraph(t("the sick.")),))),
                            ),
                        )
                    ),
                ),
                (Paragraph(t("Offer safe passage to third States, and report on the steps taken.")),),
            )
        ),
        Heading(3, t("Reporting")),
        Paragraph(
            (
                Text("We should be grateful for a reply by "),
                Strong(t("30 April 2026")),
                Text(" and for an account of:"),
                note(9, "A model reply is not needed; a short letter suffices."),
            )
        ),
        NumberedList(
            (
                (Paragraph(t("the steps taken so far;")),),
                (Paragraph(t("the answer received;")),),
            )
        ),
        Paragraph(t("The list continues with a further point:")),
        NumberedList(((Paragraph(t("the steps planned.")),),), start=3),
        Paragraph(t("Please accept, Excellency, the assurances of our highest consideration."), "close"),
        SignatureBlock(
            (
                ("Jane Example", "Director", "Korea Protection Network"),
                ("John Sample", "Chair of the Board"),
            )
        ),
        Particulars("Copy", (t("Permanent Mission to the United Nations, Geneva"), t("UNHCR, Geneva"))),
        Particulars("Enclosure", (t("Annex: Sources and figures"),)),
        Paragraph(t("This letter may be published."), "small"),
    )
    annex = (
        PageBreak(),
        Heading(2, t("Annex: Sources and figures")),
        Paragraph(
            (
                Text("The table lists estimates as their sources state them;"),
                LineBreak(),
                Text("none of them has been adjusted, rounded or averaged."),
                note(10, "Estimates differ in method and in the period they cover."),
            )
        ),
        Table(
            t("Reported returns, by source"),
            (t("Date"), t("Source"), t("Reported")),
            (
                (
                    t("October 2023"),
                    (Text("Human rights groups"), note(11, "Press reports, 13 October 2023.")),
                    t("up to 600"),
                ),
                (t("2014"), t("Commission of inquiry"), t("no total stated")),
                (t("July 2017"), (Text("Press, citing "), Foreign(t("조선일보"), "ko")), t("not verified")),
            ),
            (0.22, 0.5, 0.28),
        ),
        Figure(
            "Bar chart of three values that rise from left to right: 35, 55 and 75.",
            (Text("Three values, rising"), note(12, "Illustration only; see (n ", NoteReference(10), ").")),
            SVG,
            bar_png(),
        ),
        Paragraph(t("Texts <in angle brackets> & “quotation marks” stay as they are.")),
    )
    return Document(meta, letter + annex)
