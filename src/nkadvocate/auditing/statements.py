"""A statement before and after an edit, compared item by item."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import takewhile

from nkadvocate.auditing.aligning import Pair, words_of
from nkadvocate.auditing.deviations import Deviation, Kind, difference, found_at, quoted, short, words_around
from nkadvocate.auditing.items import FREELY, Item, counted
from nkadvocate.auditing.lexicon import ADDED_FREELY, CURRENCIES, OPERATIVE, ROUND, UNITS
from nkadvocate.auditing.manuscript import Sentence
from nkadvocate.auditing.spelling import AT_A_NUMBER, GROUPED, SIGN, is_misspelt, stem, tokens, without_spelling
from nkadvocate.auditing.times import TIME, TIME_OR_OFTEN

TURNS: tuple[Kind, ...] = ("hedge", "negation", "force", "wording")
Told = tuple[Sentence, Item]
"""An item with the sentence it stands in."""


class Statement:
    """A statement before and after, item by item."""

    def __init__(self, pair: Pair, was: list[Told], now: list[Told], vocabulary: frozenset[str]) -> None:
        self.pair, self.was, self.now, self.vocabulary = pair, was, now, vocabulary
        self.text_was = " ".join(one.text for one in pair.was)
        self.text_now = " ".join(one.text for one in pair.now)

    def finding(self, kind: Kind, was: str, now: str, where: Told, hint: str = "") -> Deviation:
        if was and now:
            what = f"was {quoted(was)}, is {quoted(now)}"
        else:
            what = f"{quoted(was)} is gone" if was else f"{quoted(now)} was added"
        return self.placed(kind, what, where, was=was, now=now, hint=hint)

    def placed(self, kind: Kind, what: str, where: Told, was: str = "", now: str = "", hint: str = "") -> Deviation:
        one = where[0] if where[0] in self.pair.now else self.pair.now[0]
        return found_at(one, kind, what, was=was, now=now, hint=hint, around=words_around(*where))

    def _of(self, kind: str) -> tuple[list[Told], list[Told]]:
        return [one for one in self.was if one[1].kind == kind], [one for one in self.now if one[1].kind == kind]

    def left(self, was: list[Told], now: list[Told]) -> tuple[list[Told], list[Told], list[tuple[Told, Told]]]:
        """What is gone, what has come, and what stayed."""
        rest, gone, stayed = list(now), [], []
        alike = {(item.key, item.shown) for _, item in now}
        for one in sorted(was, key=lambda one: (one[1].key, one[1].shown) not in alike):
            same = [other for other in rest if other[1].key == one[1].key]
            if not same:
                gone.append(one)
                continue
            best = min(same, key=lambda other: _unlike(one[1], other[1]))
            rest.remove(best)
            stayed.append((one, best))
        return gone, rest, stayed

    def _replaced(self, kind: Kind, gone: list[Told], come: list[Told]) -> Iterator[Deviation]:
        gone, come = list(gone), list(come)
        while gone and come:
            a, b = max(
                ((a, b) for a in gone for b in come),
                key=lambda ab: (
                    difflib.SequenceMatcher(None, ab[0][1].shown, ab[1][1].shown).ratio()
                    + (ab[0][1].unit == ab[1][1].unit)
                ),
            )
            gone.remove(a)
            come.remove(b)
            yield self.finding(kind, a[1].shown, b[1].shown, b)
        for a in gone:
            yield self.finding(kind, a[1].shown, "", a)
        for b in come:
            yield self.finding(kind, "", b[1].shown, b)

    def quotations(self) -> Iterator[Deviation]:
        gone, come, _ = self.left(*self._of("quotation"))
        plain_now, plain_was = (
            re.sub(r"(?<=[a-z])-(?=[a-z])", "", text).casefold() for text in (self.text_now, self.text_was)
        )
        dropped = [one for one in gone if one[1].key in plain_now]
        for one in dropped:
            yield self.finding("quotation", one[1].shown, one[1].key, one, "the quotation marks are gone")
        put = [one for one in come if one[1].key in plain_was and not any(one[1].key in other[1].key for other in gone)]
        for one in put:
            yield self.finding("quotation", "", one[1].shown, one, "these words were not marked as quoted")
        left = [one for one in gone if one not in dropped]
        yield from self._replaced("quotation", left, [b for b in come if b not in put])

    def figures(self) -> Iterator[Deviation]:
        gone, come, stayed = self.left(*self._of("figure"))
        for a, b in stayed:
            if a[1].hedge != b[1].hedge:
                yield self.finding("hedge", a[1].shown, b[1].shown, b)
            elif _pointed(a[1]) != _pointed(b[1]):
                yield self.finding("figure", a[1].shown, b[1].shown, b, "a point parts no thousands")
            elif between := self._between(a, b):
                yield self.placed("figure", f"is counted in “{between}”", b, now=between)
            elif (added := _added(b)) and added != _added(a):
                yield self.placed("figure", f"is counted with “{added}”", b, now=added)
            elif (measure := _measured(b)) and measure not in tokens(self.text_was):
                yield self.placed("figure", f"is counted in “{measure}”", b, now=measure)
            elif a[1].unit != b[1].unit and a[1].unit and b[1].unit:
                yield self.finding(
                    "figure", f"{a[1].shown} {a[1].unit}", f"{b[1].shown} {b[1].unit}", b, "what is counted has changed"
                )
            elif a[1].unit != b[1].unit and not (b[1].unit and _is_said(b[1].unit, self.text_was)):
                yield self.finding(
                    "figure", f"{a[1].shown} {a[1].unit}".strip(), f"{b[1].shown} {b[1].unit}".strip(), b
                )
            elif _whole(a) != _whole(b):
                yield self.placed("figure", f"{quoted(b[1].shown)} is no longer a share of the same", b, now=b[1].shown)
        yield from self._replaced("figure", gone, come)
        yield from self._parts()

    def _parts(self) -> Iterator[Deviation]:
        """An “of them” that means others than before."""
        was, now = (
            [(one, match, _meant(one.text[: match.start()])) for one in group for match in _OF_THEM.finditer(one.text)]
            for group in (self.pair.was, self.pair.now)
        )
        meant = {means for _, _, means in was}
        for one, match, means in now if len(was) == len(now) else ():
            if means not in meant:
                yield found_at(
                    one, "figure", f"{quoted(match[0])} means others than before", now=match[0], around=short(one.text)
                )

    def instead(self, key: str, *, back: bool = False) -> str:
        """What stands now before the word that a name stood before: another name, or a word that the statement did not
        have. A pronoun or nothing stands for the name. ``back``, what stood before the word that it stands before now.
        """
        sides = [(self.pair.was, self.was), (self.pair.now, self.now)]
        (here, named), (there, others) = reversed(sides) if back else sides
        said = {word for one in here for word in tokens(one.text)}
        for one, item in named:
            follows = _FOLLOWS.match(one.text, item.at + len(item.shown))
            if item.key != key or follows is None:
                continue
            word = re.compile(rf"(?<![\w-]){re.escape(follows[1])}(?![\w-])", re.IGNORECASE)
            if sum(len(word.findall(other.text)) for other in here) != 1:
                continue
            places = [(other, match.start()) for other in there for match in word.finditer(other.text)]
            for other, at in places if len(places) == 1 else ():
                name = next((it for it in _names_before(other, at, others) if it.key[0] == "@"), None)
                before = re.search(r"([\w'-]+) $", _LIGHTLY.sub("", other.text[:at]))
                if name:
                    if name.key != key:
                        return name.shown
                elif before and not {before[1].casefold()} & _STANDING_IN and not said.intersection(tokens(before[1])):
                    return before[1]
        return ""

    def _between(self, was: Told, now: Told) -> str:
        """A word that has come between a figure and what is counted, and may count something else: one in brackets, a
        noun in the plural, no word of the records, or any that stands right before what is counted."""
        before = {word for text in counted(was[0].text, was[1])[0] for word in tokens(text)}
        words, known = counted(now[0].text, now[1])
        for word in words if now[1].unit not in CURRENCIES else ():
            plain = word.strip(".").casefold()
            if word[0] in "([" and not (tokens(word) and before.issuperset(tokens(word))):
                return word
            if not plain.isalpha() or plain in FREELY or before.issuperset(tokens(word)):
                continue
            more = tokens(self.text_now).count(plain) > tokens(self.text_was).count(plain)
            odd = word.endswith(".") or plain.endswith("s") or plain not in self.vocabulary
            if more and (odd or known):
                return word
        return ""

    def dates(self) -> Iterator[Deviation]:
        gone, come, stayed = self.left(*self._of("date"))
        for a, b in stayed:
            if a[1].hedge != b[1].hedge:
                yield self.finding(
                    "date", f"{a[1].hedge} {a[1].shown}".strip(), f"{b[1].hedge} {b[1].shown}".strip(), b
                )
            elif _bounds(a) != _bounds(b):
                yield self.placed("date", f"{quoted(b[1].shown)} ends or begins another stretch of time", b)
            elif {_dates_what(a), _dates_what(b)} == {"report", "event"}:
                what = f"{quoted(b[1].shown)} dates no longer the same: what was said, or that it was said"
                yield self.placed("date", what, b, now=b[1].shown)
        yield from self._replaced("date", gone, come)

    def articles(self) -> Iterator[Deviation]:
        was, now = self._of("article")
        keys_was, keys_now = {item.key for _, item in was}, {item.key for _, item in now}
        gone = list({item.key: (one, item) for one, item in was if item.key not in keys_now}.values())
        come = list({item.key: (one, item) for one, item in now if item.key not in keys_was}.values())
        yield from self._replaced("article", gone, come)

    def turns(self, kinds: Sequence[Kind] = TURNS, skip: Collection[str] = ()) -> Iterator[Deviation]:
        for kind in kinds:
            was, now = ([one for one in _said(some) if one[1].key not in skip] for some in self._of(kind))
            gone, come, stayed = self.left(was, now)
            for a, b in stayed:
                if a[1].unit and b[1].unit and a[1].unit != b[1].unit:
                    was_counted, is_counted = (f"{one.shown} … {one.unit}" for _, one in (a, b))
                    yield self.finding("figure", was_counted, is_counted, b, "what is counted has changed")
            if kind in {"force", "wording"}:
                said = {item.key for _, item in was} & {item.key for _, item in now}
                gone = [one for one in gone if one[1].key not in said or not self._spared(one)]
                come = [
                    one
                    for one in come
                    if one[1].key not in said or not (one[1].key in {*_RESTATED, "detention"} or kind == "force")
                ]
            gone = [one for one in gone if self._stands(one, self.text_now) and not self._respelt(one, self.text_now)]
            come = [one for one in come if one[1].shown.casefold() not in ADDED_FREELY or gone]
            many = [[one for one in some if one[1].key in ROUND] for some in (gone, come)]
            yield from self._replaced("figure", *many)
            yield from self._replaced(kind, *([o for o in some if o[1].key not in ROUND] for some in (gone, come)))

    def signs(self) -> Iterator[Deviation]:
        """Signs that no sentence of ours has, and a statement made a question."""
        for one in self.pair.now:
            for sign in dict.fromkeys(SIGN.findall(one.text)):
                if sign not in self.text_was:
                    yield found_at(one, "wording", f"the sign “{sign}” was added", now=sign, around=short(one.text))
            if re.search(r"\d!", one.text) and not re.search(r"\d!", self.text_was):
                yield found_at(one, "wording", "the sign “!” was added", now="!", around=short(one.text))
            if re.search(r"\?(?!\w)", one.text) and "?" not in self.text_was:
                yield found_at(one, "wording", "a statement has become a question", now=one.text)

    def at_numbers(self) -> Iterator[Deviation]:
        """A point, dash or other mark put to a number, which makes another of it, or to the head of a cell."""
        for one in self.pair.now:
            for match in _AT_A_NUMBER.finditer(one.text):
                if GROUPED.sub("", match[0]) not in GROUPED.sub("", self.text_was):
                    yield found_at(one, "figure", f"is written “{match[0]}”", now=match[0], around=short(one.text))
            head = _AT_HEAD.match(one.text)
            if one.role == "cell" and head and not self.text_was.startswith(head[0]):
                yield found_at(one, "figure", f"begins with “{head[0]}”", now=head[0], around=short(one.text))

    def times(self, told: Collection[Deviation], *, sourced: bool) -> Iterator[Deviation]:
        """Periods, ages and the like that the statement did not have, beside what ``told`` has of it already; where it
        is ``sourced``, how often something was too."""
        said = " ".join(f"{one.what} {one.now}" for one in told).casefold()
        had = set(tokens(self.text_was))
        for one in self.pair.now:
            for match in (TIME_OR_OFTEN if sourced else TIME).finditer(one.text):
                if not had.issuperset(tokens(match[0])) and match[0].casefold() not in said:
                    item = Item("figure", match[0], match[0], match.start())
                    yield self.finding("figure", "", match[0], (one, item))

    def _stands(self, one: Told, text: str) -> bool:
        """Whether what the word speaks of is still said; a word cut together with its clause is no change."""
        sentence, item = one
        after = [
            word for word in re.findall(r"\w+", sentence.text[item.at + len(item.shown) :].casefold()) if len(word) > 3
        ][:4]
        if not after:
            after = [word for word in re.findall(r"\w+", sentence.text[: item.at].casefold()) if len(word) > 3][-4:]
        words = set(words_of(text))
        return not after or 2 * sum(word[:6] in words for word in after) >= len(after)

    def _spared(self, one: Told) -> bool:
        """Whether a word that is said once less is still said of the same: before an “and”, as in “must hear and
        release”, or because it may be said once where sentences are joined."""
        if one[1].key in _RESTATED:
            return True
        follows = re.match(r" ([\w-]+)", one[0].text[one[1].at + len(one[1].shown) :])
        return bool(follows and re.search(rf"(?:\b(?:and|or|nor)|,) {re.escape(follows[1])}\b", self.text_now))

    def _respelt(self, one: Told, text: str) -> bool:
        """Whether the words are still there, with a letter wrong or without their hyphen."""
        words = re.findall(r"\w+", text.casefold())
        parts = re.findall(r"\w+", one[1].shown.casefold())
        gone = [part for part in parts if part not in words]
        if len(parts) > 1 and "".join(parts) in words:
            return True
        return bool(gone) and all(any(is_misspelt(part, word, self.vocabulary) for word in words) for part in gone)

    def strictly(self, kind: Kind, hint: str) -> Iterator[Deviation]:
        """Every change of a word that says something, beside those of the items."""
        told = {
            word
            for _, item in (*self.was, *self.now)
            if item.kind in {"date", "article", "figure"} or (item.kind == "name" and kind != "name")
            for word in tokens(item.shown)
            if word[0].isalnum()
        }
        asks = kind == "demand"
        was, now = (Counter(tokens(text)) for text in (self.text_was, self.text_now))
        if now["those"] > was["those"]:  # “those” who were “people” before
            was["people"] = min(was["people"], now["people"])
        gone, come = without_spelling(
            _saying(was - now, told), _saying(now - was, told), self.vocabulary, strictly=asks
        )
        if not gone and not come and not (asks and (self._reordered() or self._joined_otherwise())):
            return
        a, b = difference(self.text_was, self.text_now)
        verbs = [
            next((n for n, verb in enumerate(OPERATIVE) if any(item.key == verb for _, item in some)), None)
            for some in (self.was, self.now)
        ]
        if kind == "demand" and verbs[0] is not None and verbs[1] is not None and verbs[0] != verbs[1]:
            hint = "the request is weaker" if verbs[1] > verbs[0] else "the request is stronger"
        yield found_at(self.pair.now[0], kind, f"was “{a}”, is “{b}”", was=a, now=b, hint=hint)

    def _reordered(self) -> bool:
        """Whether the words that say something, or those that say whose and by whom, stand in another order."""
        was, now = (_with_keys(told, group) for told, group in ((self.was, self.pair.was), (self.now, self.pair.now)))
        ordered = [[word for word in some if word in _WHOSE] for some in (was, now)]
        if ordered[0] != ordered[1]:
            return True
        was, now = ([word for word in some if word not in _JOINING] for some in (was, now))
        moved = [word for word in was if word in now and was.count(word) == now.count(word)]
        return moved != [word for word in now if word in moved]

    def _joined_otherwise(self) -> bool:
        """Whether a word that says something stands behind another preposition than before."""
        was, now = (
            _with_prepositions(_with_keys(told, group))
            for told, group in ((self.was, self.pair.was), (self.now, self.pair.now))
        )
        matcher = difflib.SequenceMatcher(None, [stem(word) for word, _ in was], [stem(word) for word, _ in now], False)
        return any(
            _differ(was[a + n][1], now[b + n][1], was[a + n][0])
            for a, b, size in matcher.get_matching_blocks()
            for n in range(size)
        )

    def keeps(self, phrase: str, kind: Kind) -> Iterator[Deviation]:
        """What the opening says in words of its own of who asks."""
        if phrase in self.text_was and phrase not in self.text_now:
            stayed = {item.key for _, item in self.now}
            kept = {word for _, item in self.was if item.key in stayed for word in tokens(item.shown)}
            words = _saying(Counter(tokens(phrase)) - Counter(tokens(self.text_now)), kept)
            gone, _ = without_spelling(words, tokens(self.text_now), self.vocabulary)
            if gone:
                a, b = difference(self.text_was, self.text_now)
                yield found_at(self.pair.now[0], kind, f"was “{a}”, is “{b}”", was=a, now=b)

    def caveats(self) -> Iterator[Deviation]:
        """What a statement says of its own limits, behind a semicolon, and no longer does."""
        now = set(words_of(self.text_now))
        for one in self.pair.was:
            for part in one.text.split(";")[1:] if one.evidence else ():
                said = [word for word in words_of(part) if len(word) > _LEAST_OF_A_CAVEAT]
                if _CAVEAT.search(part) and 2 * sum(word in now for word in said) < len(said):
                    was = part.strip(" .")
                    yield found_at(self.pair.now[0], "hedge", f"{quoted(was)} is gone", was=was)


def _unlike(item: Item, other: Item) -> tuple[bool, ...]:
    """In what two items of one key differ."""
    return item.hedge != other.hedge, item.unit != other.unit, item.shown != other.shown


def _said(told: Sequence[Told]) -> list[Told]:
    """What is told, without words that only point to what is said elsewhere: “as to torture”, “such detention”."""
    often = Counter(item.key for _, item in told)
    return [(one, item) for one, item in told if often[item.key] < 2 or not _POINTING.search(one.text[: item.at])]


_POINTING = re.compile(
    r"\b(?:as (?:to|for|regards)|with regard to|regarding|concerning|such|this|these|those) $", re.IGNORECASE
)
_RESTATED = frozenset(
    {
        *("refugees", "migrants", "women", "girls", "men", "boys", "children"),
        *("found", "warns", "recommends", "urges", "demands", "asks", "welcomes", "condemns", "regrets"),
    }
)
"""What may be said again, or once less, where sentences are divided or joined: of whom, and that somebody said so."""


def _names_before(one: Sentence, at: int, told: Iterable[Told]) -> Iterator[Item]:
    """The names that end right before a place in a sentence."""
    for there, item in told:
        follows = _FOLLOWS.match(one.text, item.at + len(item.shown))
        if there is one and item.kind == "name" and follows and follows.start(1) == at:
            yield item


_FOLLOWS = re.compile(r"(?:'s?)? ([\w-]+)")
"""The word right behind a name."""
_LIGHTLY = re.compile(r"(?:\b(?:also|then|later|again|had|has|have|is|are|was|were|\w+ly) )+$", re.IGNORECASE)
_WORDS_FOR_NAMES = """
it he she they this that these those its his her their the who which same country state government authorities
organisation organization institution body of to in by for from and or but as at on with when while where a an all
some several many
"""
_STANDING_IN = frozenset(_WORDS_FOR_NAMES.split())
"""What may stand where a name stood, and mean what is named."""
_LEAST_OF_A_CAVEAT = 3
"""Letters of the words by which a caveat is known again."""
_CAVEAT = re.compile(r"\b(?:no|not|none|only|but|cannot|although|though)\b|n't\b", re.IGNORECASE)


_AT_HEAD = re.compile(r"(?:[^\w\s]|\(\w\))+")
_AT_A_NUMBER = re.compile(rf"\d*(?:{AT_A_NUMBER}) ?(?:[\w.,]*\w)?")


def _pointed(item: Item) -> bool:
    """Whether a figure reads as one with decimals, though it may be meant as thousands."""
    return bool(re.search(r"\d\.\d{3}(?!\d)", item.shown))


def _added(figure: Told) -> str:
    """What is counted besides, right after it: “and their families”."""
    one, item = figure
    words = "|".join(UNITS.values())
    found = re.match(rf" (?:[\w'()-]+ ){{0,3}}?(?:{words})({BESIDES})", one.text[item.end :], re.IGNORECASE)
    return found[1].strip(" ,(") if found else ""


_MORE = (
    r"(?:(?:all|some|most|many|half) (?:of )?)?"
    r"(?:(?:their|other|his|her|more|many|some|several|further|countless|another|hundreds|thousands)\b"
    r"|(?!was|has|does|is|its|this|as)[a-z]+(?:s|ren|men)\b)"
)
BESIDES = (
    rf",? \(?(?:and|plus|or) {_MORE}(?: \w+)?"
    rf"|,? \(?(?:together with|along with|as well as|in addition to|not counting|apart from|besides) (?:\w+ ?){{1,2}}"
)


def _measured(figure: Told) -> str:
    """What a figure is counted in: the noun before an “of”."""
    one, item = figure
    found = re.match(r"[^\s,]+ (?:[\w-]+ ){0,2}?([\w-]+s) of\b", one.text[item.at :])
    return found[1].casefold() if found else ""


def _is_said(unit: str, text: str) -> bool:
    """Whether a text speaks of what is counted."""
    return bool(re.search(rf"\b(?:{UNITS.get(unit, re.escape(unit))})\b", text, re.IGNORECASE))


def _whole(figure: Told) -> str:
    """The number of which a figure is a share."""
    one, item = figure
    found = re.match(r" of (?:(?:all|the|these|those|its|their|some|about) )*(\d[\d,.]*\d)", one.text[item.end :])
    return re.sub(r"\D", "", found[1]) if found and item.unit == "per cent" else ""


_OF_THEM = re.compile(r"\b\w+ of (?:them|whom|these|those)\b(?! [a-z]+s\b)", re.IGNORECASE)
_GROUP = re.compile(rf"\b(?:(?P<round>{'|'.join(ROUND)})|{'|'.join(f'({words})' for words in UNITS.values())})\b", re.I)


def _meant(before: str) -> int | None:
    """What a “them” behind a text means, as the last words that tell of how many or of whom have it."""
    found = list(_GROUP.finditer(before))
    return found[-1].lastindex if found else None


def _bounds(date: Told) -> bool:
    """Whether a date is the first or last of a stretch of time between two."""
    one, item = date
    before, after = one.text[: item.at], one.text[item.at + len(item.shown) :]
    return bool(_UP_TO.search(before) or _ON_TO.match(after))


_UP_TO = re.compile(r"\bbetween (?:[^,;]* and )?(?:[a-z]+ ){0,2}$|\d(?: ?- ?| to | until | through )$", re.IGNORECASE)
_ON_TO = re.compile(r"(?: ?- ?| to | until | through )\d", re.IGNORECASE)


def _dates_what(date: Told) -> str:
    """Whether a date tells when something was said or found, or when that happened; nothing where it cannot be told.

    Of a “reported that”, what is before it says when that was, and what is behind it tells of the event; so does what
    is outside an “according to”."""
    one, item = date
    before = one.text[: item.at]
    if re.search(rf"\b{_REPORTED},?(?: (?!that\b)[\w'.]+){{0,6}} $", before) and not _OF_A_THING.search(before):
        return "report"
    if source := _ACCORDING.search(one.text):
        return "report" if source.start() < item.at < source.end() else "event"
    clause = _REPORTED_THAT.search(one.text)
    return "" if clause is None else "report" if item.at < clause.end() else "event"


_REPORTED = (
    r"(?:report(?:ed|s)|said|says|told|f(?:ound|inds)|conclude[ds]?|regret(?:ted|s)|warn(?:ed|s)|affirm(?:ed|s)"
    r"|note[ds]?|state[ds]|expressed|record(?:ed|s)|recommended|maintain(?:ed|s)|announced|confirmed|declared"
    r"|observed|claimed|wrote|alleged|learned|believe[ds]?)"
)
_REPORTED_THAT = re.compile(rf"\b{_REPORTED}\b[^;]*?(?<!of )(?<!in )(?<!on )(?<!by )(?<!from )\bthat\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording to [^,;]*(?:, (?:writing|speaking|reporting)\b[^,;]*)?", re.IGNORECASE)
_OF_A_THING = re.compile(r"\b(?:of|since|until|before|after|from) (?:the )?$", re.IGNORECASE)
"""Before the date of something else: “said of its report of 2014”, “said that since 2024”."""


def _saying(words: Counter[str], told: Collection[str]) -> list[str]:
    return [word for word in words.elements() if word not in _JOINING and word not in told]


def _with_keys(told: Sequence[Told], group: Sequence[Sentence]) -> list[str]:
    """The words of sentences, a known name however it is written standing for one word."""
    words: list[str] = []
    for one in group:
        at = 0
        for item in sorted((item for there, item in told if there is one and item.key[0] == "@"), key=lambda it: it.at):
            words += [*tokens(one.text[at : item.at]), item.key]
            at = item.at + len(item.shown)
        words += tokens(one.text[at:])
    return words


def _with_prepositions(words: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The words that say something, each with the prepositions right before it and its article, and the article."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for n, word in enumerate(words):
        if word not in _JOINING:
            before = words[:n][::-1]
            articles = list(takewhile(_ARTICLES.__contains__, before))
            prepositions = takewhile(_PREPOSITIONS.__contains__, before[len(articles) :])
            found.append((word, (*prepositions, *(["the"] if articles else []))))
    return found


def _differ(was: tuple[str, ...], now: tuple[str, ...], word: str) -> bool:
    """Whether prepositions before a word say something else; an “of” may come or go (“all the people”), and so may the
    “to” of a verb."""
    sets = [{one for one in some if one != "the"} for some in (was, now)]
    freely = {"of"} if "the" in (*was, *now) or word[0] == "@" else {"of", "to"}
    return sets[0] != sets[1] and not (not all(sets) and sets[0] ^ sets[1] <= freely)


_WHOSE = frozenset({"by", "its", "your", "their", "our"})
_PREPOSITIONS = frozenset({"of", "in", "on", "at", "to", "by", "for", "from", "as"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "their", "your", "our"})
_JOINING = frozenset(
    {
        *("the", "a", "an", "that", "this", "these", "those", "which", "who", "whom", "whose", "of", "in", "on", "at"),
        *("to", "by", "for", "from", "as", "it", "its", "they", "them", "their", "we", "us", "our", "you", "your"),
        *("is", "are", "be", "been", "was", "were", "has", "have", "had", "then", "thus", "there", "also"),
        *("please", "kindly", "respectfully"),
    }
)
"""Words that a request may lose or gain and still ask the same."""
