"""A finished letter held against the evidence: what people changed in it that the records do not bear out.

Compared is what can do harm: figures and their hedges, dates, names, articles, quotations, notes, requests, and the
words on which a statement turns. Style, order and courtesy are the editor's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate

from nkadvocate.auditing.aligning import Pair, align, same_rows, words_of
from nkadvocate.auditing.apparatus import Apparatus, cited_in
from nkadvocate.auditing.deviations import Deviation, found_at, quoted, short, words_around
from nkadvocate.auditing.entries import with_numbers, without_pages
from nkadvocate.auditing.every_word import word_for_word
from nkadvocate.auditing.items import Item, items_in
from nkadvocate.auditing.known import Known, Records, small_words
from nkadvocate.auditing.labels import relabelled
from nkadvocate.auditing.lexicon import ALLEGED, COURTESIES, IMPERATIVES, MULTIPLES, OPERATIVE, ROUND, turns_in
from nkadvocate.auditing.manuscript import Manuscript, Sentence, manuscript_of, normal, sentences
from nkadvocate.auditing.newcomers import newcomers
from nkadvocate.auditing.one_or_many import one_or_many
from nkadvocate.auditing.reversals import rearranged, reversals
from nkadvocate.auditing.scanning import examine
from nkadvocate.auditing.senders import among_senders, sender_changes, tells_where
from nkadvocate.auditing.spelling import spelling, tokens
from nkadvocate.auditing.statements import Statement, Told
from nkadvocate.auditing.times import TIME
from nkadvocate.auditing.treaties import Treaties
from nkadvocate.document import Document
from nkadvocate.library import Library, mentions, strings_of
from nkadvocate.records import Record


def recheck(
    reference: Document,
    edited: Manuscript,
    records: Records,
    protected: Collection[str] = (),
    *,
    every_word: bool = False,
) -> tuple[Deviation, ...]:
    """Hold an edited letter against the same letter as the records have it now.

    ``reference`` is the letter composed anew; ``protected`` are terms that must not stand in it, which no finding
    repeats. Sentences are compared in whatever order they stand; a statement deleted together with its note is no
    finding, a request that is gone is. Words are read as English; figures, dates and notes in any language.
    ``every_word`` tells each further sentence and note that is not word for word as it was, whatever it says.
    """
    check = _Check(manuscript_of(reference), edited, records, every_word=every_word)
    hide = _hiding(protected)
    shown = (
        replace(
            one, what=hide(one.what), was=hide(one.was), now=hide(one.now), around=hide(one.around), hint=hide(one.hint)
        )
        for one in check.findings()
    )
    found = dict.fromkeys((*shown, *_protected(edited, protected)))
    return tuple(sorted(found, key=lambda one: (one.paragraph or 10**6, one.span, one.note or 0)))


def _hiding(protected: Collection[str]) -> Callable[[str], str]:
    """What takes protected terms out of a text, and their single words, which may stand in it alone or beside a digit;
    and the whole text where a term is still found in it."""
    terms = [normal(term).strip() for term in protected]
    parts = {part for term in terms for part in (term, *re.findall(r"[^\W_]+", term)) if len(part) > 1}
    if not parts:
        return lambda text: text
    longest_first = sorted(parts, key=lambda part: (-len(part), part))
    pattern = re.compile("|".join(map(_standing_alone, longest_first)), re.IGNORECASE)

    def hide(text: str) -> str:
        hidden = pattern.sub(lambda found: f"{found[0][0]}…", text)
        return "…" if mentions(hidden, protected) else hidden

    return hide


def _standing_alone(part: str) -> str:
    beside = r"\w" if any(map(str.isdigit, part)) else r"[^\W\d_]"
    return rf"(?<!{beside}){re.escape(part)}(?!{beside})"


def _protected(edited: Manuscript, protected: Collection[str]) -> Iterator[Deviation]:
    hint = "take it out, and look for it in the file's properties and comments too"
    calls = {number: place for place, passage in enumerate(edited.passages, 1) for _, number in passage.calls}
    places: list[tuple[int | None, int | None, str]] = [
        *((place, None, passage.text) for place, passage in enumerate(edited.passages, 1)),
        *((calls.get(number), number, note) for number, note in enumerate(edited.notes, 1)),
    ]
    for place, number, text in places:
        for letter in sorted({term[0] for term in mentions(text, protected)}):
            yield Deviation("protected", f"a term that is protected, “{letter}…”", place, number, hint=hint)


def left_over(data: bytes, name: str) -> Iterator[Deviation]:
    """What a file still holds besides what it prints: comments, changes that are tracked, hidden text, names of people.

    Raises ProblemsError when it cannot be read.
    """
    kinds = sorted({found.kind for found in examine(data, name).findings} & _TELLING)
    if kinds:
        yield Deviation(
            "left over", ", ".join(kinds), hint="nkadvocate scan says where; with --clean it takes them out"
        )


_DIGITS, _NUMBER, _SOURCE = re.compile(r"\d+"), re.compile(r"\d+(?:[.,]\d+)*"), re.compile(r"«[\w-]+»")

_TELLING = {
    *("comment", "tracked change", "hidden text", "author", "last editor", "person", "company", "manager", "path"),
    *("file name", "embedded file", "attachment", "hidden picture", "cropped picture"),
}


class _Check:
    """One comparison."""

    def __init__(self, was: Manuscript, now: Manuscript, records: Records, *, every_word: bool) -> None:
        self.every_word = every_word
        now = with_numbers(was, without_pages(was, now))
        self.was, self.now, self.records, self.library = was, now, records, records.library
        self.cited = cited_in(was, now, records)
        asked = [one.text for one in records.known if one.kind == "demands"]
        self.before = [
            replace(one, role="request") if any(text in one.text for text in asked) else one
            for one in sentences(was)
            if one.role not in {"source", "picture"}
        ]
        self.after = [
            one for one in sentences(now) if one.passage not in self.cited.listed.places and one.role != "picture"
        ]
        ours = {one.text for one in self.before}
        self.others = {
            Sentence(-1 - n, 0, one.text): one for n, one in enumerate(records.known) if one.text not in ours
        }
        passages = was.passages, now.passages
        self.rows = list(same_rows(*passages))
        self.pairs = align(self.before, self.after, passages, self.rows, self.cited.same, list(self.others))
        self.among_senders = among_senders(self.pairs, self.after)
        self.vocabulary = records.vocabulary | small_words([one.text for one in was.passages])
        self.treaties = Treaties(self.library, records.names)

    def findings(self) -> Iterator[Deviation]:
        silent = []
        for pair in self.pairs:
            if not pair.was and all(self._is_edge(one) for one in pair.now):
                continue
            told = list(self._said(pair))
            yield from told
            if not told:
                silent.append(pair)
        if self.every_word:
            yield from word_for_word(silent, self.pairs, self.others)
        yield from self._rows_moved()
        if self.now.drawn:
            yield from relabelled(self.was, self.now)
        signatories = [one for one in self.was.passages if one.role == "signatory"]
        yield from sender_changes(self.pairs, self.before, self.after, signatories)
        restated = {
            note: self.others[pair.was[0]]
            for pair in self.pairs
            if pair.was and pair.was[0] in self.others
            for note in pair.now[0].notes
        }
        yield from Apparatus(
            self.cited, self.records, self.pairs, self.after, restated, self.vocabulary, every_word=self.every_word
        ).findings()

    # Sentences.

    def _said(self, pair: Pair) -> Iterator[Deviation]:
        if pair.was and pair.was[0] in self.others:
            yield from self._restated(pair.now[0], self.others[pair.was[0]])
        elif pair.was and pair.now:
            yield from self._pair(pair)
            yield from self._evidence(pair)
        elif pair.was:
            yield from self._gone(pair)
        else:
            yield from self._new(pair)

    def _items(self, group: Sequence[Sentence], *, asks: bool = False) -> list[Told]:
        """The items in sentences; a request begins with a verb, which is no name."""

        def ordinary(word: str) -> bool:
            return asks or word.casefold() in self.vocabulary or bool(re.search(r"(?:ly|ing|ed)$", word))

        return [
            (one, item)
            for one in group
            for item in items_in(
                COURTESIES.sub(lambda turn: " " * len(turn[0]), one.text), self.records.names, ordinary
            )
        ]

    def _pair(self, pair: Pair) -> Iterator[Deviation]:
        """What was changed in a sentence that was there before."""
        roles = {one.role for one in pair.was}
        if roles == {"courtesy"}:
            yield from self._addressed(pair.now)
            for one in pair.now:
                yield from self._unsourced(one)
        if roles <= {"sender", "signatory", "courtesy"} or " ".join(a.text for a in pair.was) == " ".join(
            b.text for b in pair.now
        ):
            return
        heading = roles == {"heading"}
        asks = "request" in roles or (not heading and any(_DEMANDING.search(one.text) for one in pair.was))
        was, now = (self._items(group, asks=asks) for group in (pair.was, pair.now))
        change = Statement(pair, was, now, self.vocabulary)
        if roles == {"address"}:
            yield from change.strictly("name", "")
            return
        told = list(self._changes(change, roles, asks=asks, heading=heading))
        more = [*reversals(change, told, self.library.instruments)]
        sourced = any(one.notes or one.evidence for one in pair.was)
        if sourced:
            more += rearranged(change)
            law = any(item.kind == "article" and item.key.startswith(("art ", "para ")) for _, item in was)
            if not (asks or law):  # rules speak of any one
                more += one_or_many(change)
            if not asks:
                more += newcomers(change, told)
        yield from (*told, *more, *change.times((*told, *more), sourced=sourced))

    def _changes(self, change: Statement, roles: Collection[str], *, asks: bool, heading: bool) -> Iterator[Deviation]:
        """What was changed in a statement, item by item and word by word."""
        pair = change.pair
        cell = roles == {"cell"}
        sourced = asks or cell or any(one.notes or one.evidence for one in pair.was)
        yield from change.quotations()
        yield from change.figures()
        yield from change.dates()
        yield from change.articles()
        yield from self._names(change, sourced or self._redirects(pair), heading=heading)
        if asks or (cell and not any(one.notes for one in pair.was)):
            hint = "the words of the request have changed" if asks else ""
            yield from change.strictly("demand" if asks else "wording", hint)
            yield from change.signs()
            return
        if any(aim in change.text_was for aim in self.records.aims):
            asked = _request_in(pair)
            was, now = (self._items(group, asks=True) for group in (asked.was, asked.now))
            request = Statement(asked, was, now, self.vocabulary)
            yield from request.strictly("demand", "what the letter asks for has changed")
        yield from change.keeps(self.records.description, "sender")
        if sourced:
            verbs = list(self.treaties.wrong(pair.now))
            yield from verbs
            yield from change.turns(skip=("signed", "ratified", "acceded", "succeeded") if verbs else ())
            yield from change.signs()
            yield from change.at_numbers()
            yield from change.caveats()
        else:
            yield from change.turns(("negation",), skip=("without", "unless", "ceased"))

    def _redirects(self, pair: Pair) -> bool:
        """Whether the sentence says what is asked for, or where a reply goes."""
        return any(tells_where(one) or any(aim in one.text for aim in self.records.aims) for one in pair.was)

    def _addressed(self, courtesies: Sequence[Sentence]) -> Iterator[Deviation]:
        """Names in a salutation or at the close that the letter has nowhere, and of states and institutions to which it
        does not go."""
        for one, item in self._items(courtesies):
            if _names_beside(item, self._named if item.key[0] == "@" else self._own):
                what = f"addresses {quoted(item.shown)}, whom the letter does not name"
                yield found_at(one, "name", what, now=one.text)

    def _is_edge(self, one: Sentence) -> bool:
        """Whether a sentence stands in what the head of a page repeats, whole and alone."""
        return " ".join(self.now.passages[one.passage].text.split()) in self.was.edges

    @cached_property
    def _own(self) -> set[str]:
        """The words of the letter of the records that are written with a capital letter."""
        return {
            word
            for one in self.was.passages
            for name in re.findall(r"(?<![\w-])[A-Z][\w'-]*", one.text)
            for word in tokens(name)
        }

    @cached_property
    def _named(self) -> set[str]:
        """The words of the letter's address, greeting and close, and of those who write."""
        parties = {"address", "courtesy", "sender", "signatory"}
        return {word for one in self.was.passages if one.role in parties for word in tokens(one.text)}

    def _names(self, change: Statement, sourced: bool, heading: bool) -> Iterator[Deviation]:
        """Names that are gone or have come. A pronoun may stand for a name that is said nearby, other words may not."""
        was, now = ([one for one in some if one[1].kind == "name"] for some in (change.was, change.now))
        gone, come = (
            [
                one
                for one in some
                if not _belongs(one, (*was, *now), self.library) and not (heading and one[1].key[0] != "@")
            ]
            for some in (_beyond(was, now, change.text_now), _beyond(now, was, change.text_was))
        )
        if gone and come:
            was_words, now_words = (", ".join(item.shown for _, item in some) for some in (gone, come))
            yield change.finding("name", was_words, now_words, come[0])
        if (gone and come) or not sourced:
            return
        stayed = {item.key for _, item in was} & {item.key for _, item in now}
        said = {item.key for _, item in now} | self._near(change.pair)
        for one in come:
            if other := change.instead(one[1].key, back=True):
                yield change.finding("name", other, one[1].shown, one)
            elif one[1].key not in stayed and not _VISITING.search(one[0].text[: one[1].at]):
                yield change.finding("name", "", one[1].shown, one)
        for one in gone:
            if other := change.instead(one[1].key):
                yield change.finding("name", one[1].shown, other, one)
            elif not said & {one[1].key, *tokens(one[1].shown)}:
                yield change.finding("name", one[1].shown, "", one)

    def _near(self, pair: Pair) -> set[str]:
        """The names in the sentence before and after, to which a pronoun may point."""
        places = {id(one): n for n, one in enumerate(self.after)}
        found: set[str] = set()
        for one in pair.now:
            here = places[id(one)]
            for other in self.after[max(here - 1, 0) : here + 2]:
                if other.passage == one.passage and other not in pair.now:
                    found |= {item.key for _, item in self._items([other]) if item.kind == "name"}
        return found

    def _evidence(self, pair: Pair) -> Iterator[Deviation]:
        """What a statement rests on may have been given up since."""
        for record_id in dict.fromkeys(evidence for one in pair.was for evidence in one.evidence):
            yield from self._status(record_id, self.library.evidence.get(record_id), pair.now[0])

    def _status(self, record_id: str, record: Record | None, at: Sentence) -> Iterator[Deviation]:
        status = getattr(record, "status", "active")
        if record is None or status == "active":
            return
        reason = getattr(record, "reason", None) or ""
        newer = [one.id for one in self.library.evidence.values() if record_id in one.supersedes]
        hint = "; ".join(filter(None, (reason, f"see {', '.join(newer)}" if newer else "")))
        yield found_at(at, "status", f"{record_id} is {status} now", hint=hint)

    def _gone(self, pair: Pair) -> Iterator[Deviation]:
        if any(one.role == "request" for one in pair.was):
            was = short(" ".join(one.text for one in pair.was))
            yield Deviation("demand", f"a request is gone: was “{was}”", was=was)
        if pair.was[0].passage in self._in_rows[0]:
            was = " ".join(one.text for one in pair.was)
            yield Deviation("wording", f"a cell of a table is empty: was {quoted(short(was))}", was=was)
        if any(one.role == "address" for one in pair.was):
            was = pair.was[0].text
            inside = {m.passage for p in self.pairs if p.was and p.was[0].role == "address" for m in p.now}
            new = [p.now[0] for p in self.pairs if not p.was and p.now and p.now[0].passage in inside]
            if new:
                yield found_at(
                    new[0], "name", f"a line of the address: was “{was}”, is “{new[0].text}”", was=was, now=new[0].text
                )

    def _new(self, pair: Pair) -> Iterator[Deviation]:
        for one in pair.now:
            if _SALUTATION.fullmatch(one.text):
                yield from self._addressed((one,))
            if one.passage in self._in_rows[1]:
                yield found_at(
                    one, "wording", f"a cell of a table was empty: is {quoted(short(one.text))}", now=one.text
                )
                continue
            verbs = list(self.treaties.wrong((one,)))
            yield from verbs
            if self._asks(one):
                yield found_at(
                    one, "demand", f"a request that the records do not make: “{short(one.text)}”", now=one.text
                )
            elif not one.notes and one not in self.among_senders:
                told = [*self._unsourced(one), *self._redirecting(one)]
                yield from told
                if not (told or verbs) and self._states(one):
                    what = f"a statement without a note: {quoted(short(one.text))}"
                    yield found_at(one, "no note", what, now=one.text)

    def _rows_moved(self) -> Iterator[Deviation]:
        """Rows of tables that stand before others that they stood behind."""
        places = [min(place for some in new.values() for place in some) for _, new in self.rows]
        moved = [place for place, most in zip(places, accumulate(places, max), strict=True) if place < most]
        if moved:
            words = self.now.passages[moved[0]].text
            what = f"{'a row' if len(moved) == 1 else f'{len(moved)} rows'} of a table in another order"
            yield Deviation("wording", f"{what}: {quoted(short(words))}", moved[0] + 1, now=words, span=(0, len(words)))

    @cached_property
    def _in_rows(self) -> tuple[set[int], set[int]]:
        """The passages in rows of tables that are there before and after."""
        was, now = set[int](), set[int]()
        for old, new in self.rows:
            was |= {place for places in old.values() for place in places}
            now |= {place for places in new.values() for place in places}
        return was, now

    def _asks(self, one: Sentence) -> bool:
        asked = self._asked
        passage = self.now.passages[one.passage]
        listed = passage.listed or re.match(r"\s*\(?\d{1,2}[.)]\s", passage.text)
        return bool(
            (listed and asked.intersection({one.passage - 1, one.passage, one.passage + 1}))
            or (any(first < one.passage < last for first, last in self._lists) and not one.text.endswith(":"))
            or _DEMANDING.search(one.text)
            or _OBLIGING.search(one.text)
            or IMPERATIVES.match(one.text)
            or any(
                _OBLIGED.match(one.text, item.at + len(item.shown))
                for _, item in self._items([one])
                if item.key in self._recipient
            )
        )

    @cached_property
    def _recipient(self) -> set[str]:
        """The states and institutions in the address."""
        address = [one for one in self.before if one.role == "address"]
        return {item.key for _, item in self._items(address) if item.key[0] == "@"}

    @cached_property
    def _asked(self) -> set[int]:
        """The passages that make requests."""
        return {m.passage for pair in self.pairs if any(a.role == "request" for a in pair.was) for m in pair.now}

    @cached_property
    def _lists(self) -> list[tuple[int, int]]:
        """The first and the last passage of each list of requests."""
        lists: list[tuple[int, list[int]]] = []
        requests = [pair for pair in self.pairs if pair.was and pair.was[0].role == "request"]
        for pair in sorted(requests, key=lambda pair: pair.was[0].passage):
            place = pair.was[0].passage
            if not lists or place > lists[-1][0] + 1:
                lists.append((place, []))
            lists[-1] = (place, [*lists[-1][1], *(one.passage for one in pair.now)])
        return [(min(places), max(places)) for _, places in lists if places]

    def _unsourced(self, one: Sentence) -> Iterator[Deviation]:
        items = [item for _, item in self._items([one])]
        law = any(item.kind == "name" and item.key[1:] in self.library.instruments for item in items)
        for item in items:
            if item.kind in {"figure", "date", "quotation", "article"}:
                yield found_at(
                    one,
                    "no note",
                    f"{'an' if item.kind == 'article' else 'a'} {item.kind} without a note: {quoted(item.shown)}",
                    now=item.shown,
                    around=words_around(one, item),
                )
            elif (item.kind == "wording" and item.key in (*ALLEGED, *ROUND, *MULTIPLES)) or (
                law and item.kind == "force" and item.key in {"duty", "forbids", "allows"}
            ):
                yield found_at(one, "no note", f"a statement without a note: {quoted(short(one.text))}", now=one.text)
                return
        if time := TIME.search(COURTESIES.sub("", one.text)):
            what = f"a time, period or age without a note: {quoted(time[0])}"
            yield found_at(one, "no note", what, now=time[0], around=short(one.text))

    def _states(self, one: Sentence) -> bool:
        """Whether a sentence tells of what happened or what somebody does, and not of who writes and who reads."""
        text = COURTESIES.sub("", one.text)
        if one.text.endswith("?") or len(text.split()) < _LEAST_OF_A_STATEMENT:
            return False
        if _CLAIMING.search(text):
            return True
        if _PERSONAL.search(text):
            return False
        names = [item for _, item in self._items([one]) if item.kind == "name" and item.key[1:] in self.library.actors]
        subject = any(len(one.text[: item.at].split()) < _LEAST_OF_A_STATEMENT for item in names)
        about = len(self._facts & set(words_of(text))) >= 2
        return bool((subject or about) and _TELLING_VERB.search(text))

    @cached_property
    def _facts(self) -> set[str]:
        """The beginnings of the words of the letter's statements with a note."""
        told = words_of(" ".join(one.text for one in self.before if one.notes or one.evidence))
        return {word for word in told if len(word) >= _LEAST_OF_A_STATEMENT}

    def _redirecting(self, one: Sentence) -> Iterator[Deviation]:
        """Names in a new sentence on where a reply goes."""
        if tells_where(one):
            for _, item in self._items([one]):
                if _names_beside(item, self._own):
                    what = f"says where a reply goes: {quoted(short(one.text))}"
                    yield found_at(one, "sender", what, now=one.text)
                    return

    def _restated(self, one: Sentence, known: Known) -> Iterator[Deviation]:
        """A sentence of the records that a letter made today would not have, or would have in another place."""
        if known.record_id in self.records.withheld:
            yield found_at(one, "status", f"{known.record_id} may not be told to the readers of this letter")
            return
        if known.kind == "demands":
            yield found_at(
                one, "demand", f"a request that this letter does not make: “{short(one.text)}”", now=one.text
            )
        was = Sentence(0, 0, known.text, one.notes or (0,))
        yield from self._pair(Pair((was,), (one,)))
        yield from self._status(known.record_id, known.record, one)
        cited = {source for note in one.notes for read in self.cited.after[note - 1 : note] for source in read.sources}
        if known.sources and not one.notes:
            yield found_at(one, "note", f"a statement of {known.record_id} without its note", hint="a note was deleted")
        elif known.sources and not cited.intersection(known.sources):
            yield found_at(one, "source", f"{known.record_id} rests on {', '.join(known.sources)}", note=one.notes[0])
        yield from self._unfounded(one, known)

    def _unfounded(self, one: Sentence, known: Known) -> Iterator[Deviation]:
        """Numbers in the notes of a statement that neither its record nor the citations of its sources have."""
        digits = {*_DIGITS.findall(" ".join(strings_of(known.record)))}
        for note in one.notes:
            for read in self.cited.after[note - 1 : note]:
                numbers = [found[0] for found in _NUMBER.finditer(_SOURCE.sub("", read.words))]
                if added := [number for number in numbers if not digits.issuperset(_DIGITS.findall(number))]:
                    what = (
                        f"a note at a statement of {known.record_id} has what its record does not: “{', '.join(added)}”"
                    )
                    yield found_at(one, "note", what, note=note, now=self.now.notes[note - 1])


def _request_in(pair: Pair) -> Pair:
    """What stands behind the verb that asks, before and after; all, where the verb is another now."""
    (verb, was), *_ = [*_requests(pair.was), ("", pair.was)]
    return next((Pair(was, now) for name, now in _requests(pair.now) if name == verb), pair)


def _requests(group: tuple[Sentence, ...]) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    """Each verb that asks, and what follows it."""
    for n, one in enumerate(group):
        for _, name, at, verb in turns_in(one.text):
            if name in OPERATIVE:
                start = at + len(verb)
                yield name, (replace(one, text=one.text[start:], start=one.start + start), *group[n + 1 :])


def _beyond(some: Iterable[Told], others: Iterable[Told], text: str) -> list[Told]:
    """The names that are not among others in ``text``: as often as they are said, or, where no record has them, at
    all."""
    left = Counter(item.key for _, item in others)
    words = {spelling(word.casefold()) for word in re.findall(r"\w[\w'-]*\w", text.replace("'s", ""))}
    beyond = []
    for one in some:
        key = one[1].key
        if key[0] == "@":
            left[key] -= 1
            if left[key] < 0:
                beyond.append(one)
        elif key not in left and spelling(key) not in words:
            beyond.append(one)
    return beyond


def _belongs(one: Told, names: Iterable[Told], library: Library) -> bool:
    """Whether a name only tells more of the one right behind it, which is part of it, as in “United Nations Committee
    against Torture”, or shortens what stands before it, as in “Universal Periodic Review (UPR)”."""
    sentence, item = one
    end = item.at + len(item.shown) + 1
    if any(
        other.at == end and item.key[1:] in library.lineage(other.key[1:])
        for there, other in names
        if there == sentence and other.key[1:] in library.actors
    ):
        return True
    initials = "".join(re.findall(r"\b([A-Z])\w", sentence.text[: item.at]))
    return item.shown.isupper() and sentence.text[item.at - 1] == "(" and initials.endswith(item.shown)


def _names_beside(item: Item, known: Collection[str]) -> bool:
    """Whether an item is a name, no title, with other words than those that are known."""
    return item.kind == "name" and not _TITLE.fullmatch(item.shown) and not set(tokens(item.shown)) <= set(known)


_SALUTATION = re.compile(r"(?:Dear|Your|Excellency|Honou?rable)\b[^.?!]{0,100}[,:]")
_TITLE = re.compile(
    r"(?:My|Dear|Yours|Accept|Sir|Madam|Mr|Mrs|Ms|Dr|Professor|Honou?rable|Right|Excellency|Excellencies|Highness|Majesty"
    r"|President|Prime|Minister|Secretary|General|Ambassador|Commissioner|High|Chair|Chairman|Chairwoman|Chairperson"
    r"|Member|Members|Parliament|Senator|Speaker|Rapporteur|Representative|Director|Committee|Kind|Sincerely"
    r"|Faithfully|Respectfully|With|Best|Please)",
)
_LEAST_OF_A_STATEMENT = 5
"""Words of a statement, words before its subject, and letters of a word that tells what it is about."""
_PERSONAL = re.compile(r"\b(?:we|our|ours|us|I|my|me|you|your|yours)\b", re.IGNORECASE)
_HARD = r"(?:this|it|these|those|such \w+) (?:is|are) (?:\w+ )?(?:difficult|hard|complex|sensitive|delicate)\b"
_CLAIMING = re.compile(
    rf"\bwe (?:\w+ )?(?:know(?! (?:that you|how)\b| (?:that )?{_HARD})|learn(?:ed|t)?|heard?|saw|witnessed|documented"
    r"|found|received (?:reports|word|news))\b"
    r"|\bwe (?:are|were|have been) (?:told|informed|aware)\b",
    re.IGNORECASE,
)
_TELLING_VERB = re.compile(
    r"\b(?:was|were|has|have|had|been|is being|are being|took|gave|made|went|came|said|told|held|sent|paid|does|did)\b"
    r"|\b(?!need|indeed|based|united|concerned)\w{3,}ed\b|\b[a-z]{3,}s (?:a|an|the|no|every|each|all)\b",
    re.IGNORECASE,
)
_VISITING = re.compile(r"\b(?:come|travel|meet(?:ing)?(?: you)?) (?:to|in|at) $", re.IGNORECASE)
_DUTY = r" (?:[\w'-]+ ){0,3}?(?:must|should|shall|ought to|needs? to|ha(?:s|ve) to)\b(?! know)"
_OBLIGED = re.compile(_DUTY, re.IGNORECASE)
_OBLIGING = re.compile(
    rf"\byour?{_DUTY}"
    r"|\b(?:trust|hope|expect|wish|want|right|time) (?:\w+ ){0,2}?your (?:Government|country|State|institution)\b"
    r"|\bplease (?!accept|address|answer|be assured|contact|do not hesitate|feel|find|let (?:us|me)|note|repl|respond"
    r"|write)\w+",
    re.IGNORECASE,
)
"""What is asked of the recipient in a new sentence, beside what ``_DEMANDING`` finds."""
_DEMANDING = re.compile(
    r"\bwe (?:\w+ ){0,3}?(?:urge|demand|insist|call (?:up)?on|ask|request|press|expect|appeal)\b"
    r"(?! (?:a|for a) (?:meeting|reply|answer))",
    re.IGNORECASE,
)
