"""English words that exclude each other: opposites, directions, and things of one kind that are not each other.

Each group lists classes of words that say the same; where words of one class give way to words of another class of the
group, the meaning has turned. A group is no list of what matters by itself: a word that merely goes or comes is none.
"""

from __future__ import annotations

import re

_GROUPS: tuple[tuple[str, ...], ...] = (
    # how much, how many
    (
        r"(?<!no )(?<!not )(?:more|further|additional|greater|larger|higher)",
        r"(?<!no )(?<!not )(?:fewer|less(?:er)?|smaller|lower(?! [A-Z]))",
    ),
    (
        r"(?:no|not) (?:fewer|less) than|at (?:the )?(?:very )?least|(?:a )?minimum",
        r"(?:no|not) more than|at (?:the )?(?:very )?most|up to|as many as|(?:a )?maximum",
    ),
    (
        r"ros[ei]n?|ris(?:es|ing)|increas\w+|gr[eo]w(?:n|s|ing|th)?|climb\w*|soar\w*|surg(?:e|ed|ing)|up(?= by)",
        r"f[ae]ll(?:s|en|ing)?|decreas\w+|declin\w+|drop(?:s|ped|ping)?|shr[aiu]nk\w*|reduc\w+|diminish\w*|down(?= by)",
    ),
    (
        r"all|every|everyone|everybody|each|both",
        r"some|someone|somebody|several|a few|a handful",
        r"none|no[ -]one|nobody|neither",
    ),
    (r"majority|most of", r"minority|few of"),
    (r"always|invariably", r"often|frequently|regularly", r"sometimes|occasionally", r"rarely|seldom|hardly ever"),
    (r"large|big|vast|great", r"small|minor|little|tiny"),
    (r"maximum|longest|highest", r"minimum|shortest|lowest"),
    # when, and for how long
    (r"before|prior to|ahead of|earlier|preced\w+", r"after|following|subsequent\w*|later|thereafter"),
    (r"since", r"until|till"),
    (r"first|initial(?:ly)?|earliest", r"second", r"third", r"last|latest|final(?:ly)?"),
    (
        r"hours?|hourly",
        r"days?|daily",
        r"weeks?|weekly",
        r"months?|monthly",
        r"years?|yearly|annual(?:ly)?",
        r"decades?",
        r"centur(?:y|ies)",
    ),
    (r"nights?|nocturnal", r"day|daytime"),
    (r"past|former(?:ly)?|previous(?:ly)?", r"future|forthcoming|coming"),
    (r"temporar(?:y|ily)|provisional(?:ly)?", r"permanent(?:ly)?|indefinite(?:ly)?"),
    (
        r"beg[aiu]n\w*|start(?:s|ed|ing)?|resum\w+|launch\w*",
        r"continu\w+|persist\w*|ongoing|maintain\w*",
        r"end(?:s|ed|ing)?|stop\w*|ceas\w+|halt\w*|suspen\w+|terminat\w+|abandon\w*",
    ),
    # where, and whither
    (r"north(?:ern)?", r"south(?:ern)?", r"east(?:ern)?", r"west(?:ern)?"),
    (r"(?<=north-)east(?:ern)?|(?<=south-)east(?:ern)?", r"(?<=north-)west(?:ern)?|(?<=south-)west(?:ern)?"),
    (r"into|inside|within", r"out of|outside|beyond"),
    (r"above", r"below|beneath"),
    (r"near|close to|along", r"far from|away from"),
    (r"arriv\w+|enter(?:s|ed|ing)?|reach(?:es|ed|ing)?", r"leav(?:e|es|ing)|left|depart\w*|exit\w*|fle[de]\w*"),
    (r"domestic\w*|internal(?:ly)?|national(?:ly)?", r"international(?:ly)?|foreign|external(?:ly)?"),
    (r"bilateral\w*", r"multilateral\w*", r"unilateral\w*"),
    # what is done to people
    (
        r"return(?:s|ed|ing)?|repatriat\w+|deport\w+|expel\w*|expulsion|refoul\w+|sent back|hand(?:ed|s|ing)? over",
        r"releas\w+|freed|freeing|liberat\w+|resettl\w+|admitted|let go",
        r"detain\w*|detention|imprison\w*|arrest\w*|jail\w*",
    ),
    (r"kill\w*|execut(?:e|es|ed|ion|ions)|murder\w*", r"wound\w*|injur\w+", r"surviv\w+|alive"),
    (r"protect\w*|safeguard\w*|rescu\w+|shelter\w*", r"endanger\w*|threaten\w*|harm\w*|attack\w*|persecut\w+"),
    (r"forc(?:e|ed|ibly|ible)|involuntar\w+|compuls\w+|coerc\w+", r"voluntar\w+|willing(?:ly)?|freely"),
    (
        r"grant(?:s|ed|ing)?|afford\w*|bestow\w*|issu(?:e|es|ed|ing)",
        r"den(?:y|ies|ied|ying|ial)|with(?:h[eo]ld|dr[ae]w)\w*",
    ),
    (r"buy(?:s|ing)?|bought|purchas\w+", r"s[eo]ll?(?:s|d|ing)?"),
    # what is said and held
    (
        r"accept(?:s|ed|ing|ance)?|approv\w+|agree(?:s|d|ing|ment)?|adopt\w*|endors\w+|support(?:s|ed|ing)?",
        r"reject\w*|refus\w+|declin\w+|oppos\w+|disagree\w*|veto\w*",
    ),
    (r"in favou?r of|for", r"against"),
    (r"refrain\w*|abstain\w*|desist\w*", r"resum\w+|continu\w+|proceed\w*|go(?:es)? on"),
    (
        r"follow(?:s|ed|ing)?|continu\w+|builds? on|in line with|keeps? to",
        r"depart(?:s|ed|ing)? from|break(?:s|ing)? with|deviat\w+|abandon\w*",
    ),
    (
        r"unimpeded|unhindered|unrestricted|unconditional(?:ly)?|free(?:ly)?|full(?:y)?|direct(?:ly)?",
        r"supervised|escorted|restricted|limited|controlled|conditional(?:ly)?|monitored|partial(?:ly)?",
    ),
    (r"conceal\w*|hid(?:e|es|den|ing)|cover(?:s|ed|ing)? up", r"reveal\w*|disclos\w+|show(?:s|ed|n)?|expos\w+"),
    (
        r"facilitat\w+|help(?:s|ed|ing)?|assist\w*|enabl\w+|promot\w+|cooperat\w+",
        r"hinder\w*|obstruct\w*|imped(?:e|es|ed|ing)|prevent\w*|block\w*",
    ),
    (r"join(?:s|ed|ing)?|acced\w+|accession", r"left|leav(?:e|es|ing)|withdr[ae]w\w*|denounc\w+"),
    (r"economic", r"political", r"religious", r"humanitarian", r"personal", r"military", r"criminal"),
    (r"recogni[sz]\w+|acknowledg\w+|admit(?:s|ted|ting)?", r"den(?:y|ies|ied|ying|ial)|ignor\w+|dismiss\w*"),
    (r"welcom\w+|commend\w*|prais\w+|applaud\w*", r"condemn\w*|deplor\w*|denounc\w*|critici[sz]\w+|regret\w*"),
    (r"public(?:ly)?|open(?:ly)?", r"secret(?:ly)?|private(?:ly)?|confidential(?:ly)?|clandestine\w*"),
    (r"includ(?:e|es|ed|ing)|inclusive", r"exclud(?:e|es|ed|ing)|exclusive of"),
    (r"true|correct(?:ly)?|accurate\w*|right(?:ly)?(?= that)", r"false(?:ly)?|untrue|wrong(?:ly)?|inaccurate\w*"),
    (r"same|equal(?:ly)?|identical", r"different(?:ly)?|unequal\w*|distinct"),
    (r"improv\w+|better", r"worsen\w*|worse|deteriorat\w+"),
    (r"succe(?:ss\w*|eded)", r"fail(?:s|ed|ing|ure|ures)?"),
    (r"safe(?:ly|ty)?|secure(?:ly)?", r"danger(?:s|ous|ously)?|unsafe|insecure"),
    (r"widen\w*|extend\w*|expand\w*|strengthen\w*", r"narrow\w*|restrict\w*|limit(?:s|ed|ing)?|weaken\w*"),
    # law
    (
        r"compl(?:y|ies|ied|ying|iance)|respect(?:s|ed|ing)?|uph[eo]ld\w*|observ(?:e|es|ed|ance)"
        r"|in (?:line|accordance|keeping|conformity) with|(?<!in)(?:consistent|compatible) with|accords with",
        r"violat\w+|breach\w*|contrary to|contraven\w+|infring\w+|disregard\w*|flout\w*"
        r"|in(?:consistent|compatible) with",
    ),
    (r"lawful(?:ly)?|legal(?:ly)?|legitimate(?:ly)?", r"unlawful(?:ly)?|illegal(?:ly)?|illegitimate(?:ly)?"),
    (r"mandatory|compulsory|obligatory|binding", r"optional(?:ly)?|voluntary|non-?binding"),
    (r"guilty|convicted", r"innocent|acquitted"),
    # who
    (r"she|her|hers|herself", r"he|him|his|himself"),
    (
        r"people|persons?|individuals?",
        r"famil(?:y|ies)|households?",
        r"child(?:ren)?|minors?",
        r"adults?",
        r"officials?",
        r"soldiers?|troops",
    ),
    (r"wom[ae]n|females?", r"m[ae]n|males?"),
    (r"girls?", r"boys?"),
    (r"mothers?", r"fathers?", r"daughters?", r"sons?", r"sisters?", r"brothers?", r"wives|wife", r"husbands?"),
    (
        r"victims?|survivors?|prisoners?|inmates?|detainees?",
        r"perpetrators?|offenders?|convicted|guards?|wardens?|officers?",
    ),
    (r"(?:place of )?destination", r"origin|source", r"transit"),
    (r"repression|persecution", r"smuggling|trafficking", r"cooperation"),
    (
        r"independent(?:ly)?|impartial(?:ly)?|non-governmental",
        r"government-\w+|state-\w+|dependent|partisan|governmental",
    ),
    (r"civilians?", r"military|soldiers?|combatants?|army"),
    (r"police", r"army|military", r"border guards?", r"courts?|judges?|tribunals?", r"prosecutors?"),
    (r"citizens?|nationals?", r"foreigners?|aliens?|stateless"),
)

_PATTERNS = tuple(
    tuple(re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for words in group) for group in _GROUPS
)


def contrasting(text: str) -> list[tuple[int, int, int, str]]:
    """Every word of a group in ``text``: the group, the class in it, the offset, and the word."""
    return [
        (number, name, match.start(), match[0])
        for number, group in enumerate(_PATTERNS)
        for name, pattern in enumerate(group)
        for match in pattern.finditer(text)
    ]


_NEGATING = ("un", "in", "il", "im", "ir", "dis", "non", "mis", "anti", "counter", "de")


def is_negated(word: str, other: str) -> bool:
    """Whether one word is the other with a syllable that turns its meaning: hindered and unhindered, harmful and
    harmless."""
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= 4 and any(longer == f"{syllable}{shorter}" for syllable in _NEGATING):
        return True
    return {word[-4:], other[-4:]} >= {"less"} and (
        f"{word[:-4]}ful" == other if word.endswith("less") else f"{other[:-4]}ful" == word
    )


TOWARDS = r"to|for|into|onto|towards?"
AWAY = r"from|out of|off"
