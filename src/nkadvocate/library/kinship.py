"""Words of kinship in what is told of a person: they point from one person to another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkadvocate.library.library import Library
from nkadvocate.library.strings import APART, strings_of
from nkadvocate.records import Evidence, Text

_KINSHIP = (
    r"(?i)\b(?:(?:grand|step|half|foster|god)?-?(?:mother|father|parent|daughter|son|child|children|sister|brother|m[uo]m"
    r"|dad|kid|boy|girl)s?(?:-in-law)?|(?:grand)?(?:mumm|momm|dadd|gran|grann)(?:y|ies)|grand(?:ma|pa)s?|siblings?|twins?"
    r"|wife|wives|husbands?|spouses?|brides?|bridegrooms?|fianc[ée]+s?|widow(?:er)?s?|orphans?|aunt(?:ie)?s?|uncles?"
    r"|cousins?|nieces?|nephews?|bab(?:y|ies)|infants?|toddlers?|newborns?|offspring|in-laws?|kin|kins(?:man|woman|folk)"
    r"|relatives?|relations?|famil(?:y|ies)|households?|partners?|(?:boy|girl)friends?|lovers?|loved ones?|heirs?"
    r"|descendants?|dependants?|triplets?|teenagers?|firstborn|youngest|eldest|oldest|orphaned|widowed|borne?|bore|birth"
    r"|pregnan\w+|marr(?:y|ied|iage)|wedd?(?:ed|ing)?|betrothed)\b"
    r"|\b(?:her|his|their|our|my) (?!(?:in|on|at|by|to|for|from|with|until|till|before|after|while|when|because|there"
    r"|that|so|and|or|but|as|a|the|again|not|of|into|back)\b)[a-z]"
)


def tells_of_kin(library: Library, told: Evidence) -> bool:
    """Whether what is printed with evidence has a word of kinship or speaks of somebody's own, or is in another
    language, where none is known."""
    texts = [{"en": text} if isinstance(text, str) else text for text in _printed(library, told) if text]
    if any(text.keys() - {"en"} for text in texts):
        return True
    return re.search(_KINSHIP, APART.join(text["en"] for text in texts if "en" in text)) is not None


def _printed(library: Library, told: Evidence) -> Iterator[Text | None]:
    yield from (told.claim, told.caveat, told.figure.unit if told.figure else None)
    for citation in told.citations:
        yield from (citation.locator, citation.note)
        if citation.source in library.own and (source := library.sources.get(citation.source)):
            yield from strings_of(source)
