"""Word files with two forms of one thing, of which ``nkadvocate check`` must not read the one that is not shown."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from test_smuggled_word import BODY, LINKS, NOTES, OFFICE, TYPES, Edit, Parts, both, replaced

PACKAGE = "_rels/.rels"
STRICT = "http://purl.oclc.org/ooxml/officeDocument"
FOREIGN = "http://example.org/x"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def copied(part: str, kind: str, old: str, new: str) -> Edit:
    """A second part beside ``part``, in which ``old`` is ``new``."""

    def edit(parts: Parts) -> None:
        assert old in parts[part]
        second = part.replace(".xml", "2.xml")
        parts[second] = parts[part].replace(old, new)
        if part == BODY:
            parts["word/_rels/document2.xml.rels"] = parts[LINKS]
        override = f'<Override PartName="/{second}" ContentType="{KIND}.{kind}+xml"/></Types>'
        replaced("</Types>", override, TYPES)(parts)

    return edit


def row(kind: str, target: str, before: bool, part: str, space: str = "") -> Edit:
    """A reference before or after the others."""
    name = f"<x:Relationship xmlns:x='{space}'" if space else "<Relationship"
    one = f'{name} Id="rIdX" Type="{kind}" Target="{target}"/>'
    return (
        replaced("<Relationship ", f"{one}<Relationship ", part)
        if before
        else replaced("</Relationships>", f"{one}</Relationships>", part)
    )


def led(part: str, old: str, new: str) -> Edit:
    """The reference of the usual kind leads to another part."""
    return replaced(f'Target="{old}"', f'Target="{new}"', part)


TEXT = copied(BODY, "document.main", "at least 406 people", "at least 40,600 people")
FALSE_NOTES = copied(NOTES, "footnotes", "189 UNTS 137", "189 UNTS 731")
MAIN = f"{OFFICE}/relationships/officeDocument"
FOOTNOTES = f"{OFFICE}/relationships/footnotes"


def of_text(kind: str, space: str = "") -> Edit:
    return both(TEXT, led(PACKAGE, "word/document.xml", "word/document2.xml"),
                row(kind, "word/document.xml", True, PACKAGE, space))  # fmt: skip


def of_notes(kind: str) -> Edit:
    return both(FALSE_NOTES, led(LINKS, "footnotes.xml", "footnotes2.xml"), row(kind, "footnotes.xml", True, LINKS))


FALSE_FIGURE = "figure: was “at least 406”"
DECOYS: dict[str, tuple[Edit, str]] = {
    "text of another namespace": (of_text(f"{FOREIGN}/officeDocument"), FALSE_FIGURE),
    "text of the namespace of the package": (
        of_text("http://schemas.openxmlformats.org/package/2006/relationships/metadata/officeDocument"),
        FALSE_FIGURE,
    ),
    "text of a namespace of Microsoft": (
        of_text("http://schemas.microsoft.com/office/2011/relationships/officeDocument"),
        FALSE_FIGURE,
    ),
    "text of the namespace in small letters": (of_text(MAIN.replace("Document/2006", "document/2006")), FALSE_FIGURE),
    "text with a slash": (of_text(f"{MAIN}/"), FALSE_FIGURE),
    "two texts": (of_text(MAIN), "two texts, of which a program shows one"),
    "two texts, one in the strict form": (of_text(f"{STRICT}/relationships/officeDocument"), "two texts, of which"),
    "text of a row that is none": (of_text(MAIN, FOREIGN), "references of one id, or out of their place"),
    "notes of another namespace": (
        of_notes(f"{FOREIGN}/footnotes"),
        "note 9: source: was “Refugee Convention art 33(1)",
    ),
    "two parts of notes": (of_notes(FOOTNOTES), "disguised: two parts of one kind: “footnotes”"),
    "two parts of notes, one in the strict form": (
        of_notes(f"{STRICT}/relationships/footnotes"),
        "disguised: two parts of one kind: “footnotes”",
    ),
    "unknown reference": (
        row(f"{FOREIGN}/header", "header1.xml", True, LINKS),
        "disguised: a reference of an unknown kind",
    ),
}


@pytest.mark.parametrize(("edit", "told"), DECOYS.values(), ids=DECOYS)
def test_the_part_that_is_shown_is_read(checked: Callable[..., str], edit: Edit, told: str) -> None:
    assert told in checked(edit)


def test_two_references_of_one_id_are_refused(checked: Callable[..., str]) -> None:
    twice = row(f"{OFFICE}/relationships/footer", "footer1.xml", False, LINKS)
    assert "references of one id" in checked(both(twice, twice))


def test_a_letter_in_the_strict_form_has_no_findings(checked: Callable[..., str]) -> None:
    def strict(parts: Parts) -> None:
        for name in parts:
            parts[name] = re.sub(re.escape(f"{OFFICE}/relationships"), f"{STRICT}/relationships", parts[name])

    assert checked(strict) == "no findings\n"
