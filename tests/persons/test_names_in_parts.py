"""Names and days that records and reference managers hold in parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from acceptance.command import nkadvocate
from nkadvocate.library import APART, mentions, texts_in
from persons.invented import campaign_folder, dump, invented


def test_a_family_and_a_given_name_are_one() -> None:
    author = {"family": "Kim", "given": "Grace", "non-dropping-particle": "van"}
    for names in ([author], [{"literal": "The Watch"}, {"family": "Writer", "given": "Ann"}, author]):
        text = APART.join(texts_in({"author": names}))
        assert mentions(text, {"Grace Kim"})
        assert mentions(text, {"Ann Kim"}) == set()


def test_a_day_of_csl_is_a_day() -> None:
    assert mentions(APART.join(texts_in({"issued": {"date-parts": [[2018, 11, 23]]}})), {"23 November 2018"})
    assert mentions(APART.join(texts_in({"issued": {"date-parts": [[2018]]}})), {"23 November 2018"}) == set()


@pytest.mark.parametrize(("given", "shown"), [("Grace", False), ("Ann", True)])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_source_is_not_shown_with_a_protected_author(
    desk: Path, given: str, shown: bool, form: tuple[str, ...]
) -> None:
    testimony = invented({"form": "unnamed"}, person={"names": ["Grace Kim"]})
    mine = campaign_folder(desk / "campaigns" / "mine", testimony)
    source = {"id": "article-1", "type": "document", "title": "On file", "issued": "2024-05", "weight": "ngo"}
    (mine / "sources").mkdir(exist_ok=True)
    (mine / "sources/more.yaml").write_text(dump([source | {"author": [{"family": "Kim", "given": given}]}]), "utf-8")
    assert (given in nkadvocate("show", "article-1", "-c", "mine", *form).output) is shown
