"""Words of kinship in what is told of a person: they point from one person to another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkadvocate.library.library import Library
from nkadvocate.library.terms import APART
from nkadvocate.records import Evidence, Text

_KINSHIP = re.compile(
    r"\b(?:(?:grand|step|half|foster|god)?-?(?:mother|father|parent|daughter|son|child|children|sister|brother|m[uo]m"
    r"|dad|kid|boy|girl)s?(?:-in-law)?|(?:grand)?(?:mumm|momm|dadd|gran|grann)(?:y|ies)|grand(?:ma|pa)s?|siblings?|twins?"
    r"|wife|wives|husbands?|spouses?|brides?|bridegrooms?|fianc[ée]+s?|widow(?:er)?s?|orphans?|aunt(?:ie)?s?|uncles?"
    r"|cousins?|nieces?|nephews?|bab(?:y|ies)|infants?|toddlers?|newborns?|offspring|in-laws?|kin|kins(?:man|woman|folk)"
    r"|relatives?|relations?|famil(?:y|ies)|households?|partners?|(?:boy|girl)friends?|lovers?|loved ones?|heirs?"
    r"|descendants?|dependants?|firstborn|youngest|eldest|oldest)\b",
    re.IGNORECASE,
)


def speaks_of_kin(text: str) -> bool:
    """Whether a text in English has a word of kinship."""
    return _KINSHIP.search(text) is not None


def tells_of_kin(library: Library, told: Evidence) -> bool:
    """Whether what is printed with evidence has a word of kinship, or is in another language, where none is known."""
    texts = [{"en": text} if isinstance(text, str) else text for text in _printed(library, told) if text]
    if any(text.keys() - {"en"} for text in texts):
        return True
    return speaks_of_kin(APART.join(text["en"] for text in texts if "en" in text))


def _printed(library: Library, told: Evidence) -> Iterator[Text | None]:
    yield from (told.claim, told.caveat)
    for citation in told.citations:
        yield from (citation.locator, citation.note)
        if citation.source in library.own and (source := library.sources.get(citation.source)):
            yield from (source.title, source.container_title)
