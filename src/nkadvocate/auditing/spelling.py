"""Words as they are compared: without what joins, and whatever their spelling."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection

SIGN = re.compile(r"[^\w\s.,;:!?'\"()\[\]{}/&%$£€§·•*«»-]")
"""A sign that no letter of ours needs."""


AT_A_NUMBER = (
    r"(?<![\w)])[.·•/*-](?=\d)|^[.·•/*-] (?=\d)|[(\[](?=\d[^)\]]*$)"
    r"|(?<=\d) ?-(?= ?(?:[a-z]+\.? )?\d| ?$)|(?<=\d)\s+(?=\d)"
)
"""A point, dash or other mark that makes another number of the one behind it, or a range of two: “.50”, “-500”, “(50”,
“1 - 4”; and a space alone between two, which may be read as one."""
GROUPED = re.compile(r"(?<=\d)[ ,'](?=\d{3}(?!\d))")
"""What parts thousands."""
_EXACT = re.compile(rf"\d+(?:[./-]\d+)*|[%$£€?!]|{AT_A_NUMBER}")
_TOKEN = re.compile(rf"\w+(?:['.,/-]\w+)*(?:\(\w+\))*|{AT_A_NUMBER}")


def tokens(text: str) -> list[str]:
    text = re.sub(r"(?<=[a-z])-(?=[a-z])|(?<=\bnon) (?=[a-z])", "", text)
    return [spelling((token.strip() or token).casefold()) for token in _TOKEN.findall(text)]


def spelling(word: str) -> str:
    """British and American spelling as one."""
    word = re.sub(r"is(?=e[sd]?$|ing$|ations?$|ers?$)", "iz", word)
    return re.sub(r"(?<=\w)our(?=s?$|ed$|ing$|able$)", "or", word).removesuffix("'s")


def same_letters(one: str, other: str) -> bool:
    """Whether two texts differ in spaces and punctuation only, as PDF files lose some; numbers, ranges and signs
    count, but for what parts their thousands."""
    ungrouped = [GROUPED.sub("", text) for text in (one, other)]
    if any(re.findall(exact, ungrouped[0]) != re.findall(exact, ungrouped[1]) for exact in (_EXACT, SIGN)):
        return False
    return re.sub(r"[\W_]", "", one).casefold() == re.sub(r"[\W_]", "", other).casefold()


def without_spelling(
    gone: list[str], come: list[str], known: Collection[str], *, strictly: bool = False
) -> tuple[list[str], list[str]]:
    """Words gone and come, without pairs that differ in form or spelling only; ``known`` are words that are right.
    ``strictly``, a word is only misspelt where a letter was left out or doubled, or letters changed places, and what is
    done (“returning”) is not what was (“returned”)."""
    misspelt = _is_slip if strictly else is_misspelt
    gone, come = list(gone), list(come)
    for word in list(gone):
        near = [other for other in come if _same_form(word, other, strictly) or misspelt(word, other, known)]
        if near:
            gone.remove(word)
            come.remove(near[0])
    return gone, come


def _same_form(word: str, other: str, strictly: bool) -> bool:
    return stem(word) == stem(other) and not (strictly and word.endswith("ed") != other.endswith("ed"))


def is_misspelt(word: str, other: str, known: Collection[str]) -> bool:
    """Whether ``other`` is ``word`` with a slip, and no other word, known or near to words of law."""
    if not (word.isalpha() and other.isalpha()) or min(len(word), len(other)) < 5 or abs(len(word) - len(other)) > 2:
        return False
    longer, shorter = sorted((word, other), key=len, reverse=True)
    if other in known or _NEAR.fullmatch(other) or any(longer == prefix + shorter for prefix in _PREFIXES):
        return False
    return difflib.SequenceMatcher(None, word, other).ratio() >= 0.8


def _is_slip(word: str, other: str, known: Collection[str]) -> bool:
    gone, come = Counter(word) - Counter(other), Counter(other) - Counter(word)
    return is_misspelt(word, other, known) and gone.total() + come.total() <= 1 and set(come) <= set(word)


_PREFIXES = (
    "un",
    "in",
    "il",
    "im",
    "ir",
    "dis",
    "non",
    "re",
    "mis",
    "co",
    "de",
    "ex",
    "pre",
    "sub",
    "vice",
    "anti",
    "inter",
)


def stem(word: str) -> str:
    """A word without its ending."""
    return re.sub(r"(?<=\w{3})(?:e|s|es|ed|ing|d)$", "", word)


_NEAR = re.compile(
    r"(?:prosecut(?:ion|or)?|perfection|precaution|retain|retention|detection|detonation|deletion|attention|intention"
    r"|defin|detail|contain|pertain|substantiv|substantively|substantiat|subsequent|creditable|credulous|edible|except"
    r"|exception|exempt|exemption|excus|excit|expect|exact|exaction|exert|exertion|elect|election|eject|ejection"
    r"|execut(?:iv|or)|exclu(?:d|sion)|extradit|extortion|expulsion|explosion|exploit|exploration|export|exportation"
    r"|deputation|deprecation|deportment|depart|reput|reputation|reputedly|repeat|repudiat|import|importation|support"
    r"|transport|forg|form|ford|fortif(?:i|y|ication)|confin|conform|configur|confer(?:r)?|accent|ascend|exceed|collud"
    r"|conced|preclud|terminat|termination|extermination|germination|undermin|decri|defi|delay|respect|reflect|deflect"
    r"|effect|refut|recus|refund|infus|lively|neatly|dearly|passabl|plausibl|probabl|probably|remission|emission"
    r"|submission|admission|omitt|emitt|committ|remitt|inhibit|inhibition|exhibit|exhibition|probation|gratification"
    r"|rectification|notification|verification|certification|falsification|qualification|purification|pacification"
    r"|commend|commenc|command|refug|sigh|assign|resign|savagery|strangely|sternly|aspect|systemic|systemically"
    r"|schematic|schematically|purg|surg|merg|pledg|woven|rest|wrest|harvest|invest|attest|follow|hallow|swallow"
    r"|allocation|alleviation|alteration|repeal|appall|connectiv|correct(?:iv)?|selectiv|collect|condens|condon|census"
    r"|consent|definit|definitely|round|incit|indict|ignit|invok|inspir|fill|skill|poison|acquir|inquir|enquir|inspect"
    r"|suspend|abolish|abolition|admonish|obviat|obligatory|absorption|adoption|infantil|appearanc|apparent|humanist"
    r"|humanly|clean|leas|creas|increas|eas|cloud|dearth|depth|arbitrat(?:or)?|illogical|illogically|illiberal"
    r"|unreport|suppos|suppress|surpris|migrat|immigrant|emigrant|emigrat|seasonabl|reason|treasonabl|impersonat"
    r"|improvis|imprint|reliev|retriev|receiv|tortuous|tour|tutor|treatis|threaten|retreat)(?:e?s|e?d|ing|e)?"
)
"""Words that a spell-checker passes and that are near to others on which statements turn: prosecution, retention."""
