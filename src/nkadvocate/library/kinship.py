"""Words of kinship in what is told of a person: they point from one person to another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nkadvocate.library.library import Library
from nkadvocate.library.strings import APART, strings_of
from nkadvocate.records import Evidence, Text

_KINSHIP = (
    r"(?i)\b(?:(?:(?:great|grand|step|half|foster|god|ex)-?)*(?:mother|father|parent|daughter|son|child|children|sister"
    r"|brother|m[uo]m|dad|kid|boy|girl|aunt|auntie|uncle|niece|nephew|wife|wives|husband|ma|pa|mama|papa|nan)s?"
    r"(?:-in-law)?|(?:(?:great|grand)-?)*(?:mumm|momm|dadd|gran|grann)(?:y|ies)|siblings?|twins?"
    r"|(?:step|foster)?-?famil(?:y|ies)|spouses?|brides?|bridegrooms?|fianc[ée]+s?|widow(?:er)?s?|orphan\w*|cousins?"
    r"|bab(?:y|ies)|infants?|toddlers?|newborns?|offspring|in-laws?|kin|kins(?:man|woman|folk)|kindred|relatives?"
    r"|relations?|households?|partners?|(?:boy|girl)friends?|lovers?|loved ones?|concubines?|mistress(?:es)?|heirs?"
    r"|descendants?|ancest\w+|forebears?|forefathers?|dependants?|guardians?|triplets?|teenagers?|school(?:boy|girl)s?"
    r"|firstborn|youngest|eldest|oldest|widowed|borne?|bore|birth\w*|childb\w+|childless|unborn|stillb\w+|miscarr\w+"
    r"|f(?:o)?etus(?:es)?|breast-?fe\w+|pregnan\w+|(?:mother|father)(?:ed|hood|less|ly)|maternal|paternal|parental"
    r"|adopt\w*|(?:re|un|inter)?-?marr\w+|wedd?(?:ed|ing)?|betrothed|engaged to|divorc\w*|namesakes?|maiden|clans?)\b"
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
    if speaker := library.own_speaker(told):
        yield from (speaker.name, speaker.formal_name, speaker.adjective)
    for citation in told.citations:
        yield from (citation.locator, citation.note)
        if citation.source in library.own and (source := library.sources.get(citation.source)):
            yield from strings_of(source)
