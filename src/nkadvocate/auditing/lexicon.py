"""English words on which the meaning of a claim, a rule or a request turns, by what they do.

Words of one class may stand for each other; a word that goes, comes or changes its class is a change of meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Turn = Literal["hedge", "negation", "force", "wording"]
"""What a class turns: how sure a statement is, whether it is so, how strongly it binds, what it is about."""

UNITS: Mapping[str, str] = {
    "people": r"people|persons?|individuals?|human beings|souls",
    "lives": r"lives",
    "cases": r"cases?|instances?|incidents?|occurrences?",
    "women": r"wom[ae]n|females?",
    "mothers": r"mothers?",
    "men": r"m[ae]n|males?",
    "girls": r"girls?",
    "boys": r"boys?",
    "children": r"child(?:ren)?|minors?",
    "refugees": r"refugees?|asylum[ -]seekers?",
    "defectors": r"defectors?|escapees?|returnees?|migrants?|illegal \w+",
    "workers": r"workers?|labou?rers?",
    "families": r"famil(?:y|ies)|households?",
    "detainees": r"detainees?|prisoners?|inmates?",
    "states": r"states?|countries|nations|governments",
    "provinces": r"provinces?|regions?",
    "places": r"places|sites|locations",
    "years": r"years?",
    "months": r"months?",
    "weeks": r"weeks?",
    "days": r"days?",
    "hours": r"hours?",
    "decades": r"decades?",
}
"""What is counted; what is not here is told by its own noun."""
CURRENCIES: Mapping[str, str] = {
    "dollars": r"(?:US|U\.S\.)? ?\$|USD|(?:US |U\.S\. )?dollars?",
    "euros": r"€|EUR|euros?",
    "pounds": r"£|GBP|pounds?(?: sterling)?",
    "yuan": r"¥|CNY|RMB|yuan|renminbi",
    "won": r"₩|KRW|(?:(?:North|South) Korean )?won",
    "francs": r"CHF|(?:Swiss )?francs?",
}
"""Of a sum of money, before or after the figure."""

_CLASSES: Mapping[Turn, Mapping[str, str]] = {
    "hedge": {
        "reportedly": r"reportedly|by (?:some |all )?reports|reports that|(?:was|were|is|are|been) reported"
        r"|unconfirmed",
        "allegedly": r"alleg\w+|purported\w*|claim(?:s|ed|ing)?(?= (?:that|to)\b)|so-called|accus\w+",
        "apparently": r"appear(?:s|ed)?(?= (?:to|that)\b)|apparent(?:ly)?|seem(?:s|ed|ingly)?",
        "believed": r"belie[vf]\w*|(?:is|are|was|were) thought to|suspect\w*|presum\w+|assum\w+"
        r"|consider(?:s|ed)?(?= to\b)",
        "estimated": r"estimat\w+|projected|extrapolat\w+",
        "likely": r"likely|probabl[ey]|probability|in all likelihood",
        "possibly": r"possibl[ey]|perhaps|potential(?:ly)?|may|might|could|can|conceivabl[ey]",
        "credible": r"credibl[ey]|credibility|reliabl[ey]|long-?standing",
        "grounds": r"(?:reasonable|substantial|serious|good) (?:grounds|reasons?)|prima facie"
        r"|grounds (?:to|for)|reason to",
        "citing": r"cit(?:e|es|ed|ing)|quot(?:e|es|ed|ing)|rel(?:y|ies|ied|ying) on|on the basis of",
        "indicated": r"suggest(?:s|ed|ing)?|indicat(?:e|es|ed|ing)|points? to|pointed to|hint\w*",
        "certain": r"confirm\w*|establish(?:es|ed)|prov(?:e|es|ed|en|ing)|undoubted\w*|certain(?:ly)?"
        r"|undeniabl\w+|undisputed"
        r"|indisputabl\w+|definitive(?:ly)?|beyond (?:any )?doubt|no doubt|the fact that|evident(?:ly)?"
        r"|obvious(?:ly)?"
        r"|clear(?:ly)?(?= (?:that|show|prove|demonstrat))|demonstrat\w+|conclusive\w*|unquestionabl\w+"
        r"|known to|fact(?=\b)|(?:reveal|disclos|uncover|expos|show|discover)\w*(?= that\b)",
        "nearly all": r"(?:nearly|almost|virtually|practically) (?:all|every\w*|none|nobody)",
        "where practicable": r"(?:wher(?:e|ever)|when(?:ever)?|if|(?:as|so) far as|insofar as|to the extent)"
        r" (?:practicable|possible|feasible|appropriate|necessary|needed|available|convenient)"
        r"|in principle|subject to|provided that|on condition\w*|to the extent that|(?:for|on) (?:whatever|any) \w+",
        "so far": r"to date|so far",
        "currently": r"currently|at present|presently|nowadays|today|right now|annually"
        r"|hourly|daily|nightly|weekly|fortnightly|monthly|yearly|per (?!cent|se\b|capita)[a-z]+"
        r"|(?:an?|each|every) (?:hour|day|night|week|month|quarter|year|decade)"
        r"(?! (?:ago|earlier|later|before|after|of))",
    },
    "negation": {
        "not": r"not|no(?!\.)|never|nobody|none|nor|neither|cannot|no[ -]one|nothing|nowhere|\w+n't"
        r"|in no (?:case|way)|unlike|hardly|scarcely|barely",
        "untrue": r"untrue|false(?:ly|hoods?)?|wrong(?:ly)?|incorrect\w*|mistaken\w*|erroneous\w*"
        r"|myths?|fictions?|hoax|fabricat\w+|rumou?rs?",
        "without": r"without|absent|in the absence of|absence",
        "unless": r"unless|except|save|excluding|other than",
        "ceased": r"fail(?:s|ed|ure|ing)?|refus\w+|den(?:y|ies|ied|ial)|reject\w*|ceas(?:e|es|ed|ing)|stop\w*"
        r"|end(?:s|ed|ing)?",
    },
    "force": {
        "duty": r"must|shall|(?:has|have|had) to|oblig\w+|requir\w+|bound|binds?|binding|dut(?:y|ies)|is to be"
        r"|are to be|mandatory",
        "should": r"should|ought to|had better",
        "will": r"will|would|is going to|are going to",
        "forbids": r"forbid\w*|forbade|prohibit\w*|bars?|barred|ban(?:s|ned)?|outlaw\w*|precludes?|rules out"
        r"|interdict\w*",
        "allows": r"allow\w*|permit\w*|permission|authori[sz]\w*|entitl\w*|free to|tolerat\w*",
        "discourages": r"discourag\w+|advis\w+ against|dissuad\w+|disapprov\w+|deter\w*|frowns? (?:up)?on",
        "recommends": r"recommend\w*|advis(?:e|es|ed|ing)|encourag\w+|invit\w+|propos\w+",
        "urges": r"urg(?:e|es|ed|ing)|press(?:es|ed|ing)?(?= (?:for|that|to|china|the)\b)"
        r"|call(?:s|ed|ing)? (?:up)?on|call(?:s|ed|ing)? for"
        r"|appeal(?:s|ed|ing)?",
        "demands": r"demand(?:s|ed|ing)?|insist\w*|(?<!in )order(?:s|ed|ing)?(?= (?:that|to|china|the)\b)|instruct\w*",
        "asks": r"ask(?:s|ed|ing)?|request(?:s|ed|ing)?",
        "welcomes": r"welcom\w+|commend\w*|prais\w+|applaud\w*",
        "condemns": r"condemn\w*|deplor\w*|denounc\w*",
        "regrets": r"regret\w*|concern(?:s|ed)?|alarm(?:ed)?|worr(?:y|ied)",
        "warns": r"warn(?:s|ed|ing)?",
        "found": r"found|finds?|finding|conclud\w*|determin(?:e|es|ed)|held that|ruled",
        "prevails": r"(?:takes?|took|ha[sd]|have) (?:precedence|priority)|prevail\w*|overrid\w+|overrode|outweigh\w*",
        "strongly": r"strongly|firmly|categorically|unequivocal\w*|repeatedly|consistently|systematic\w*"
        r"|widespread|routinely|always"
        r"|rarely|sometimes|occasionally|often|mostly|mainly|extremely",
    },
    "wording": {
        "all": r"all|every|everyone|everybody|each|any|anyone|anybody|any person|whatsoever|whole|entire",
        "nobody": r"no[ -]one|nobody|none|no (?:person|individual|human being)s?",
        "collective": r"collective(?:ly)?|mass|en masse",
        "individually": r"individually",
        "substantial": r"substantial",
        "consensus": r"consensus|unanim\w+|without a vote",
        "vote": r"votes?|voted",
        "doubled": r"doubl(?:ed?|es|ing)|twofold|(?:twice|thrice|times) over",
        "tripled": r"(?:tripl|trebl)(?:ed?|es|ing)|threefold",
        "tenfold": r"tenfold",
        "manifold": r"(?:quadr|quint|sext|sept|oct|multi?)\w*pl(?:e|ed|es|y|ied|ying)"
        r"|(?!twofold|threefold|tenfold|unfold|blindfold)\w+fold",
        "halved": r"halv(?:ed?|es|ing)",
        "most": r"most|majority|mainly|bulk|(?:better|greater|larger|main) part|lion's share",
        "narrow majority": r"(?:narrow|slim|slight|small|bare|thin|mere|simple|slender) majority",
        "many": r"many|numerous|large numbers?|countless|masses of",
        "scores": r"scores(?= of)|hordes|droves|multitudes",
        "some": r"some|a few|certain(?= \w+s\b)",
        "several": r"several|quite a few|a number of",
        "few": r"few",
        "only": r"only|solely|exclusively|alone|merely|just",
        "dozens": r"dozens?",
        "hundreds of thousands": r"hundreds of thousands",
        "tens of thousands": r"tens of thousands",
        "hundreds": r"hundreds",
        "thousands": r"thousands",
        "millions": r"millions",
        "forced": r"forc(?:e|ed|ibly|ible|ing)|against (?:their|his|her|his or her) will|involuntar\w+"
        r"|compell\w+|coerc\w+",
        "voluntary": r"voluntar\w+|willing(?:ly)?|of their own accord|freely",
        "torture": r"tortur\w*",
        "ill-treatment": r"ill[ -]treatment|ill[ -]treated|mistreat\w*|maltreat\w*|abus(?:e|es|ed)"
        r"|beat(?:en|ing|ings)?",
        "death": r"execut(?:e|es|ed|ion|ions)|kill\w*|murder\w*|death|deaths|dead|die|died|dying|shot",
        "sexual violence": r"rap(?:e|es|ed)|sexual(?:ly)?|abortions?|infanticide",
        "disappearance": r"disappear\w*|vanish\w*",
        "detention": r"detain\w*|detention|imprison\w*|prisons?|camps?|held|custody|jail\w*|arrest\w*",
        "trafficking": r"traffick\w*|slave\w*|sold|forced marriages?|forced labou?r",
        "hunger": r"starv\w*|hunger|famine",
        "crimes": r"crimes? against humanity|genocide|war crimes?",
        "persecution": r"persecut\w*",
        "refugees": r"refugees?",
        "migrants": r"migrants?|defectors?|escapees?|criminals?|illegals?|trespassers?",
        "women": r"wom[ae]n",
        "girls": r"girls?",
        "men": r"men|man",
        "boys": r"boys?",
        "children": r"child(?:ren)?|minors?",
        "illegal": r"illegal\w*|unlawful\w*|arbitrar\w+",
        "legal": r"legal|lawful\w*|legitimate",
        "signed": r"sign(?:s|ed|ing|atory)",
        "ratified": r"ratif\w+",
        "acceded": r"acced\w+|accession",
        "succeeded": r"succeed\w*|succession",
        "opposed": r"oppos\w+|opponents?|object(?:s|ed)? to|critics?|criticis\w+|enem(?:y|ies)|adversar\w+",
        "supported": r"support(?:s|ed)?|endors\w+|agree[ds]?|accept(?:s|ed)",
    },
}

ADDED_FREELY = frozenset({"any"})
"""Words of a class that may be added: “a refugee” and “any refugee” say the same."""

ALLEGED = ("torture", "ill-treatment", "death", "sexual violence", "disappearance", "trafficking", "crimes", "hunger")
"""Classes that make a sentence a grave statement of fact."""

ROUND = ("scores", "dozens", "hundreds", "thousands", "tens of thousands", "hundreds of thousands", "millions")
"""Classes that say how many."""

MULTIPLES = ("doubled", "tripled", "tenfold", "manifold", "halved")
"""Classes that say how many times as many."""

COURTESIES = re.compile(
    r"\bas you (?:may|might|will|must|would) (?:well |already |no doubt )?(?:know|be aware|recall|remember|have seen)"
    r"|\bit (?:may|might|should|will) be (?:recalled|remembered|noted)( that)?"
    r"|\bwe (?:would|should) (?:like|wish|be grateful|be pleased|ask leave)\b( to)?"
    r"|\b(?:allow|permit) us to\b|\bwe (?:are|remain) (?:deeply |gravely |very |most )?(?:concerned|alarmed|worried)"
    r"|\bit is (?:clear|known|evident) to us\b|\bas is (?:well )?known\b|\bwithout doubt you\b"
    r"|\bwe (?:must|have to) (?:note|recall)\b",
    re.IGNORECASE,
)
"""Turns of politeness, which change nothing."""

IMPERATIVES = re.compile(
    r"(?:Adopt|Allow|Arrest|Ask|Boycott|Break|Cease|Close|Condemn|Cut|Demand|Deny|End|Expel|Give|Grant|Impose|Leave|Let"
    r"|Open|Pay|Press|Publish|Put|Recall|Refuse|Reject|Release|Return|Sanction|Send|Stop|Support|Suspend|Take|Tell|Urge"
    r"|Withdraw) (?!of\b|for\b|from\b|to\b|in\b|by\b)"
)
"""Verbs at the beginning of a sentence that ask."""

OPERATIVE = ("demands", "urges", "asks", "recommends")
"""Verbs that ask, from the strongest to the weakest."""


def _pattern(classes: Mapping[str, str]) -> re.Pattern[str]:
    names = {name: f"c{n}" for n, name in enumerate(classes)}
    begins = {name: r"(?<!\w)" if name in ROUND else r"(?<![\w-])" for name in classes}
    return re.compile(
        "|".join(rf"(?P<{names[name]}>{begins[name]}(?:{words})(?!\w))" for name, words in classes.items()), re.I
    )


_PATTERNS = {turn: (_pattern(classes), tuple(classes)) for turn, classes in _CLASSES.items()}


def turns_in(text: str) -> list[tuple[Turn, str, int, str]]:
    """Every word of the lexicon in ``text``: what it turns, its class, its offset, and the word."""
    found: list[tuple[Turn, str, int, str]] = []
    for turn, (pattern, classes) in _PATTERNS.items():
        for match in pattern.finditer(text):
            assert match.lastgroup is not None
            found.append((turn, classes[int(match.lastgroup[1:])], match.start(), match[0]))
    return sorted(found, key=lambda one: one[2])
