"""Forms of address: block, salutation, reference and close, by holder, term, vacancy and language."""

from __future__ import annotations

from typing import Any

import pytest

from nkadvocate.library import Library
from nkadvocate.problems import ProblemsError
from nkadvocate.tailoring import Address, address_for
from tiny import changed

TODAY = "2026-07-10"
HOLDER = {"family": "Kim", "given": "Min-ji", "checked_on": "2026-07-01"}


def addressed(library: Library, recipient_id: str = "aland-minister", *, draft: bool = False, **fields: Any) -> Address:
    """How a recipient is addressed on 10 July 2026, with some fields of its record written anew."""
    library = changed(library, recipient_id, **fields)
    return address_for(library, library.recipients[recipient_id], "en", on=TODAY, draft=draft)


def test_a_letter_goes_to_the_office_when_no_holder_is_named(tiny_library: Library) -> None:
    address = addressed(tiny_library)
    assert address.lines == ("Minister of Aland", "Ministry of Aland", "1 Main Street", "Alandville")
    assert address.salutation == "Dear Minister,"
    assert (address.reference, address.close) == ("Minister", "Yours sincerely,")
    assert address.verify is None


@pytest.mark.parametrize(
    ("gender", "line", "salutation"),
    [
        ("f", "Ms Min-ji Kim", "Dear Ms Kim,"),
        ("m", "Mr Min-ji Kim", "Dear Mr Kim,"),
        ("unknown", "Min-ji Kim", "Dear Minister,"),
    ],
)
def test_a_holder_is_addressed_by_gender_and_without_a_title_where_it_is_not_known(
    tiny_library: Library, gender: str, line: str, salutation: str
) -> None:
    address = addressed(tiny_library, holder=HOLDER | {"gender": gender})
    assert address.lines[:3] == (line, "Minister of Aland", "Ministry of Aland")
    assert address.salutation == salutation


def test_a_gender_that_is_not_recorded_is_not_guessed(tiny_library: Library) -> None:
    assert addressed(tiny_library, holder=HOLDER).lines[0] == "Min-ji Kim"


def test_a_family_name_comes_first_where_the_holder_writes_it_so(tiny_library: Library) -> None:
    address = addressed(tiny_library, holder=HOLDER | {"family_first": True, "gender": "f"})
    assert address.lines[0] == "Ms Kim Min-ji"
    assert address.salutation == "Dear Ms Kim,"


def test_a_holder_with_one_name_is_named_by_it(tiny_library: Library) -> None:
    holder = {"family": "Suharto", "gender": "m", "checked_on": TODAY}
    assert addressed(tiny_library, holder=holder).lines[0] == "Mr Suharto"


@pytest.mark.parametrize(
    ("term", "named"),
    [
        ({"term_end": "2026-07-09"}, False),
        ({"term_end": "2026-07-10"}, True),
        ({"term_start": "2026-07-10"}, True),
        ({"term_start": "2026-07-11"}, False),
    ],
)
def test_a_holder_is_named_only_while_the_term_lasts(tiny_library: Library, term: dict[str, str], named: bool) -> None:
    address = addressed(tiny_library, holder=HOLDER | {"gender": "f"} | term)
    assert (address.lines[0] == "Ms Min-ji Kim") is named
    assert address.salutation == ("Dear Ms Kim," if named else "Dear Minister,")


def test_a_vacant_post_goes_to_the_charge_d_affaires(tiny_library: Library) -> None:
    occupied = addressed(tiny_library, "aland-ambassador", holder=HOLDER | {"gender": "f"})
    assert occupied.lines[:2] == ("H.E. Ms Min-ji Kim", "Ambassador of Aland")
    vacant = addressed(tiny_library, "aland-ambassador", holder=HOLDER | {"gender": "f"}, vacant=True)
    assert vacant.lines == ("Chargé d’Affaires a.i., Embassy of the Republic of Aland",)
    assert vacant.salutation == "Dear Chargé d’Affaires,"
    assert vacant.reference == "Chargé d’Affaires"
    assert "Excellency" not in vacant.close


def test_a_vacant_office_without_a_form_for_it_is_addressed_as_an_office(tiny_library: Library) -> None:
    assert addressed(tiny_library, vacant=True).lines[0] == "Minister of Aland"


def test_a_line_is_not_printed_twice(tiny_library: Library) -> None:
    address = addressed(tiny_library, body="Minister of Aland")
    assert address.lines == ("Minister of Aland", "1 Main Street", "Alandville")


@pytest.mark.parametrize(
    ("confidence", "draft", "printed", "remark"),
    [
        ("high", False, True, None),
        ("medium", False, True, "verify the postal address (medium confidence, checked 2026-01-01)"),
        ("low", False, False, "verify the postal address (low confidence, checked 2026-01-01); left out"),
        ("low", True, True, "verify the postal address (low confidence, checked 2026-01-01)"),
    ],
)
def test_an_address_of_low_confidence_is_printed_in_drafts_only(
    tiny_library: Library, confidence: str, draft: bool, printed: bool, remark: str | None
) -> None:
    postal = {"lines": ["1 Main Street"], "confidence": confidence, "checked_on": "2026-01-01"}
    address = addressed(tiny_library, draft=draft, address=postal)
    assert ("1 Main Street" in address.lines) is printed
    assert address.verify == remark


def test_a_recipient_without_an_address_is_written_to_all_the_same(tiny_library: Library) -> None:
    address = addressed(tiny_library, "bland-minister")
    assert address.lines == ("Minister of Bland", "Ministry of Bland")
    assert address.verify == "no postal address on record"


def test_a_language_without_a_form_is_an_error_that_names_the_known_ones(tiny_library: Library) -> None:
    library = changed(tiny_library, "bland-minister", office={"en": "Minister", "ko": "장관"}, body={"ko": "외교부"})
    with pytest.raises(ProblemsError, match=r"no form of address 'minister' in language 'ko' \(known: en\)"):
        address_for(library, library.recipients["bland-minister"], "ko", on=TODAY, draft=False)


def test_high_commissioners_of_the_united_nations_and_of_the_commonwealth_are_not_confused(
    shipped_library: Library,
) -> None:
    forms = shipped_library.forms
    un, commonwealth = (forms[form].forms["en"] for form in ("un-high-commissioner", "commonwealth-high-commissioner"))
    assert un.salutation == "Dear High Commissioner,"
    assert commonwealth.salutation == "Your Excellency,"
    assert "Excellency" not in un.close
    assert "Excellency" in commonwealth.close
    for recipient_id in ("unhcr-high-commissioner", "ohchr-high-commissioner"):
        recipient = shipped_library.recipients[recipient_id]
        address = address_for(shipped_library, recipient, "en", on=TODAY, draft=False)
        assert address.salutation == "Dear High Commissioner,"


def test_every_shipped_recipient_is_addressed_without_an_empty_slot(shipped_library: Library) -> None:
    for recipient in shipped_library.recipients.values():
        for vacant in (False, True):
            empty = recipient.model_copy(update={"vacant": vacant})
            address = address_for(shipped_library, empty, "en", on=TODAY, draft=True)
            said = "\n".join((*address.lines, address.salutation, address.reference, address.close))
            assert "{" not in said, recipient.id
            assert "  " not in said, recipient.id
            assert all(line == line.strip() and line for line in address.lines), recipient.id
