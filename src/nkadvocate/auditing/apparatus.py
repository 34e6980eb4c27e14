"""The apparatus of an edited letter, its notes and its list of sources, held against that of the letter as it was."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from urllib.parse import urlsplit

from nkadvocate.auditing.aligning import Pair, likeness, weights_of, words_of
from nkadvocate.auditing.citations import Citing, in_words, read_notes
from nkadvocate.auditing.deviations import Deviation, Kind, difference, found_at, quoted, short
from nkadvocate.auditing.entries import Listed, entries_in, read_entry
from nkadvocate.auditing.known import Known, Records
from nkadvocate.auditing.manuscript import Manuscript, Sentence, normal
from nkadvocate.auditing.spelling import SIGN, same_letters, stem, tokens, without_spelling


@dataclass(frozen=True, slots=True)
class Cited:
    """What the notes and the list of sources of a letter cite, as it ``was`` and is ``now``. ``same`` are the numbers
    of notes that say the same."""

    was: Manuscript
    now: Manuscript
    before: list[Citing]
    after: list[Citing]
    same: frozenset[tuple[int, int]]
    listed: Listed


def cited_in(was: Manuscript, now: Manuscript, records: Records) -> Cited:
    before, after = (read_notes(one.notes, records.citations) for one in (was, now))
    same = {(n, m) for n, a in enumerate(before, 1) for m, b in enumerate(after, 1) if a.tokens == b.tokens}
    listed = entries_in(was, now, lambda entry: _source_of(entry, records))
    return Cited(was, now, before, after, frozenset(same), listed)


def _source_of(entry: str, records: Records) -> str:
    """The id of the source of the records whose full citation an entry is, with where and when it is found."""
    for source, (full, _) in records.citations.items():
        rest = entry.removeprefix(normal(full))
        if rest != entry:
            record = records.library.sources[source]
            url = record.url or ""
            for place in (url, urlsplit(url).netloc, f"(accessed {record.accessed})"):
                rest = rest.replace(normal(place), "", 1)
            return "" if re.sub(r"[\s.]", "", rest) else source
    return ""


class Apparatus:
    """The notes of a letter at the sentences that call them. ``sentences`` are those that it has now, ``restated`` what
    the records say beside the letter's own, by the note at it."""

    def __init__(
        self,
        cited: Cited,
        records: Records,
        pairs: Sequence[Pair],
        sentences: Sequence[Sentence],
        restated: Mapping[int, Known],
        vocabulary: Collection[str],
        *,
        every_word: bool,
    ) -> None:
        self.cited, self.records, self.restated = cited, records, restated
        self.vocabulary, self.every_word = vocabulary, every_word
        self.pair_before = {note: pair for pair in pairs for one in pair.was for note in one.notes}
        self.pairs_after: dict[int, list[Pair]] = {}
        for pair in pairs:
            for note in {note for one in pair.now for note in one.notes}:
                self.pairs_after.setdefault(note, []).append(pair)
        self.sentence_of = {note: one for one in sentences for note in one.notes}
        self.partners = self._partners()

    def findings(self) -> Iterator[Deviation]:
        yield from self._kept()
        yield from self._references()
        yield from self._strange()
        yield from self._entries()

    def _partners(self) -> dict[int, int]:
        """Which note of the original is which note now."""
        weights = weights_of(one.words for one in (*self.cited.before, *self.cited.after))
        scored: list[tuple[float, int, int]] = []
        for n, a in enumerate(self.cited.before, 1):
            for m, b in enumerate(self.cited.after, 1):
                if m in self.restated:
                    continue
                together = self.pair_before.get(n) in self.pairs_after.get(m, ())
                alike = (
                    1.0 if (n, m) in self.cited.same else 0.9 * likeness(words_of(a.words), words_of(b.words), weights)
                )
                if a.sources and a.sources == b.sources:
                    alike = max(alike, 0.7)
                if alike >= (0.3 if together else 0.6):
                    scored.append((alike + 0.5 * together, n, m))
        partner: dict[int, int] = {}
        for _, n, m in sorted(scored, key=lambda one: (-one[0], abs(one[1] - one[2]))):
            if n not in partner and m not in partner.values():
                partner[n] = m
        # Two notes that are left over at one statement: one source took the other's place.
        for n, pair in self.pair_before.items():
            if n not in partner:
                left = [m for one in pair.now for m in one.notes if m not in partner.values()]
                if left:
                    partner[n] = left[0]
        return partner

    def _kept(self) -> Iterator[Deviation]:
        """The notes that the letter had: whether they are there, say the same and stand at the same sentence."""
        for n, a in enumerate(self.cited.before, 1):
            home = self.pair_before.get(n)
            m = self.partners.get(n)
            if m is None:
                if home is not None and home.now:
                    was = short(in_words(a, self.records.citations))
                    yield found_at(
                        home.now[-1],
                        "note",
                        f"a note is gone: was “{was}”",
                        was=was,
                        hint="put the note back, or take the statement out",
                    )
                continue
            if m > len(self.cited.after):
                one = self.sentence_of[m]
                yield found_at(one, "note", f"calls note {m}, which is not there", note=m, around=short(one.text))
                continue
            b = self.cited.after[m - 1]
            if a.tokens != b.tokens and not same_letters(a.words, b.words):
                yield from self._recited(m, a, b)
            if self.every_word and home is not None and home in self.pairs_after.get(m, ()):
                yield from self._called(n, m, home)
            for there in self.pairs_after.get(m, ()):
                if home is None or there is home or not (home.now or there.was or len(self.pairs_after[m]) > 1):
                    continue
                was = short(home.was[-1].text if home.was else "")
                one = next(one for one in there.now if m in one.notes)
                yield found_at(one, "note", f"this note stood with “{was}”", note=m, was=was, around=short(one.text))

    def _references(self) -> Iterator[Deviation]:
        """Whether the notes that others refer to name the source."""
        for m, b in enumerate(self.cited.after, 1):
            before = [a for n, a in enumerate(self.cited.before, 1) if self.partners.get(n) == m]
            for source, number in b.refers:
                if not source:
                    if before and not any(source == "" for source, _ in before[0].refers):
                        what = f"refers to note {number} where no source is named"
                        yield self._in_note(m, "cross-reference", what)
                    continue
                meant = self.cited.after[number - 1 : number] if number else []
                meant += [self.cited.before[n - 1] for n, now in self.partners.items() if now == number]
                if not any(source in one.sources for one in meant):
                    what = f"refers to note {number} for {self.records.citations[source][1]}, which is not there"
                    yield self._in_note(
                        m, "cross-reference", what, hint="in Word, Ctrl+A and F9 bring references up to date"
                    )

    def _strange(self) -> Iterator[Deviation]:
        """Notes that the letter did not have, or that no sentence calls."""
        for m, b in enumerate(self.cited.after, 1):
            if m not in self.partners.values() and len(self.pairs_after.get(m, ())) > 1:
                yield self._in_note(m, "note", f"note {m} is called in more than one place")
            if m in self.partners.values():
                if m not in self.sentence_of:
                    yield self._in_note(
                        m, "note", f"note {m} is called nowhere: “{short(self.cited.now.notes[m - 1])}”"
                    )
            elif m not in self.restated and b.words:
                known = [source for source in b.sources if source in self.records.library.sources]
                hint = f"cites {', '.join(known)}: check that it says this" if known else "the records do not know it"
                yield self._in_note(m, "note", f"a note was added: “{short(self.cited.now.notes[m - 1])}”", hint=hint)

    def _called(self, n: int, m: int, pair: Pair) -> Iterator[Deviation]:
        """Whether a note is called behind other words of a sentence that is the same."""
        texts = [" ".join(one.text for one in group) for group in (pair.was, pair.now)]
        before = [_before_call(self.cited.was, pair.was, n), _before_call(self.cited.now, pair.now, m)]
        if same_letters(*texts) and not same_letters(*before):
            yield self._in_note(m, "note", f"stands behind other words of its sentence: {quoted(short(before[1]))}")

    def _recited(self, m: int, a: Citing, b: Citing) -> Iterator[Deviation]:
        was, now = Counter(a.tokens), Counter(b.tokens)
        gone, come = list((was - now).elements()), list((now - was).elements())
        if not self.every_word:
            gone, come = without_spelling(gone, come, self.vocabulary)
        if not gone and not come and not _rearranged(a, b):
            return
        places = all(_PLACE.search(token) for token in (*gone, *come))
        kind: Kind = "locator" if places and (gone or come) and a.sources == b.sources else "source"
        was_text, now_text = in_words(a, self.records.citations), in_words(b, self.records.citations)
        shown_was, shown_now = difference(was_text, now_text)
        yield self._in_note(m, kind, f"was “{shown_was}”, is “{shown_now}”", was=shown_was, now=shown_now)

    def _in_note(self, number: int, kind: Kind, what: str, hint: str = "", was: str = "", now: str = "") -> Deviation:
        one = self.sentence_of.get(number)
        if one is None:
            return Deviation(kind, what, None, number, was, now, hint)
        return found_at(one, kind, what, note=number, was=was, now=now, hint=hint)

    def _restating(self, entry: str) -> set[int]:
        """The notes at statements of the records beside the letter's own that rest on the source of an entry."""
        return {
            note
            for note, known in self.restated.items()
            if any(normal(self.records.citations[source][0]) in entry for source in known.sources)
        }

    def _bears_out(self, place: int, source: str) -> bool:
        """Whether the numbers at a new entry are those of the notes that cite its source."""
        entry, numbers = read_entry(self.cited.now.passages[place].text)
        citing = {number for number, one in enumerate(self.cited.after, 1) if source in one.sources}
        return numbers == sorted(citing | self._restating(entry)) != []

    def _entries(self) -> Iterator[Deviation]:
        """The list of sources: its entries, and the numbers of the notes at each."""
        unfounded = {at for at, source in self.cited.listed.new.items() if not self._bears_out(at, source)}
        for what, places in (
            ("the list of sources did not have", self.cited.listed.strange | unfounded),
            ("stands elsewhere than in its place in the list of sources:", self.cited.listed.astray),
        ):
            for at in sorted(places):
                text = self.cited.now.passages[at].text
                yield Deviation("source", f"{what} “{short(text)}”", at + 1, now=text, span=(0, len(text)))
        stale: list[str] = []
        for was, place in self.cited.listed.entries:
            was_entry, was_numbers = read_entry(was)
            if place is None:
                if any(n in self.partners for n in was_numbers):
                    what = f"is gone from the list of sources, though a note cites it: “{short(was_entry)}”"
                    yield Deviation("source", what, was=was_entry)
                continue
            now = self.cited.now.passages[place].text
            now_entry, now_numbers = read_entry(now)
            gone, come = (
                Counter(tokens(a)) - Counter(tokens(b)) for a, b in ((was_entry, now_entry), (now_entry, was_entry))
            )
            left = list(gone.elements()), list(come.elements())
            if not self.every_word:
                left = without_spelling(*left, self.vocabulary)
            moved = gone == come and tokens(was_entry) != tokens(now_entry)
            moved |= _SIGNS.findall(was_entry) != _SIGNS.findall(now_entry)
            if (any(left) or moved) and not same_letters(was_entry, now_entry):
                a, b = difference(was_entry, now_entry)
                yield Deviation(
                    "source",
                    f"in the list of sources: was “{a}”, is “{b}”",
                    place + 1,
                    was=a,
                    now=b,
                    span=(0, len(now)),
                )
            expected = sorted(
                {self.partners[n] for n in was_numbers if n in self.partners} | self._restating(was_entry)
            )
            if now_numbers != expected and (now_numbers or expected):
                stale.append(str(place + 1))
        if stale:
            entries = f"{len(stale)} entries" if len(stale) > 1 else "an entry"
            what = f"the numbers of notes no longer agree in {entries} of the list of sources"
            yield Deviation(
                "cross-reference", what, int(stale[0]), hint=f"paras {', '.join(stale)}" if len(stale) > 1 else ""
            )


def _before_call(manuscript: Manuscript, group: Sequence[Sentence], number: int) -> str:
    """The words of a sentence before the call of a note."""
    one = next(one for one in group if number in one.notes)
    passage = manuscript.passages[one.passage]
    return passage.text[one.start : next(at for at, called in passage.calls if called == number)]


def _rearranged(a: Citing, b: Citing) -> bool:
    """Whether two notes say the same words in another order, whatever their endings."""
    was, now = (sorted([stem(token) for token in part] for part in one.parts) for one in (a, b))
    return was != now and Counter(reduce(operator.iadd, was, [])) == Counter(reduce(operator.iadd, now, []))


_SIGNS = re.compile(rf"[%$£€?]|{SIGN.pattern}")
_PLACE = re.compile(r"\d|^\s+$|^[ivxlc]+$|^(?:para|art|p|ch|no|recital|annex|s)$")
