"""Names and days that records and reference managers hold in parts."""

from __future__ import annotations

from nkadvocate.library import APART, mentions, texts_in


def test_a_family_and_a_given_name_are_one() -> None:
    author = {"family": "Kim", "given": "Grace", "non-dropping-particle": "van"}
    for names in ([author], [{"literal": "The Watch"}, {"family": "Writer", "given": "Ann"}, author]):
        text = APART.join(texts_in({"author": names}))
        assert mentions(text, {"Grace Kim"})
        assert mentions(text, {"Ann Kim"}) == set()


def test_a_day_of_csl_is_a_day() -> None:
    assert mentions(APART.join(texts_in({"issued": {"date-parts": [[2018, 11, 23]]}})), {"23 November 2018"})
    assert mentions(APART.join(texts_in({"issued": {"date-parts": [[2018]]}})), {"23 November 2018"}) == set()
