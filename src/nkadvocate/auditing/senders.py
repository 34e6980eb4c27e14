"""Who writes and where a reply goes: letterhead, reference, signatures and what stands below them, and every e-mail
address, web address and telephone number. Whoever changes them has the reply sent elsewhere, or signs for another, so
every word of them counts; only how they are laid out, and what a telephone number is introduced with, do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from nkadvocate.auditing.aligning import Pair
from nkadvocate.auditing.contacts import CONTACT, contacts_in
from nkadvocate.auditing.deviations import Deviation, found_at, quoted, short
from nkadvocate.auditing.manuscript import Passage, Sentence

_LABELS = frozenset(
    {
        *("tel", "telephone", "phone", "t", "e", "email", "mail", "fax", "f", "web", "website", "internet", "w"),
        *("our", "reference", "ref", "copies", "copy", "cc", "to", "enclosures", "enclosure", "encl", "enc"),
        *("annexes", "attachments", "the", "a", "and", "by", "signed", "signature", "date", "page"),
    }
)
"""Words that say what a line is, whichever of them is used."""
_GREETING = re.compile(
    r"\b(?:yours|regards|wishes|greetings|sincerely|faithfully|respectfully|assurances|dear|excellency)\b",
    re.IGNORECASE,
)
_REPLYING = re.compile(
    r"\b(?:repl(?:y|ies|ied)|respon(?:d|ses?)|answers?|contact|write (?:back )?to|correspondence|addressed)\b",
    re.IGNORECASE,
)


def tells_where(sentence: Sentence) -> bool:
    """Whether a sentence says where a reply goes."""
    return bool(contacts_in(sentence.text) or _REPLYING.search(sentence.text))


def sender_changes(
    pairs: Sequence[Pair], was: Sequence[Sentence], now: Sequence[Sentence], signatories: Sequence[Passage]
) -> Iterator[Deviation]:
    """What has changed in the sender's own lines, in whatever order and on whatever lines they stand now, what has come
    in between, and contacts elsewhere that the original has nowhere. ``was`` and ``now`` are all sentences,
    ``signatories`` the passages of the original that name those who sign."""
    ours = [pair for pair in pairs if any(one.role in _OURS for one in pair.was)]
    here = among_senders(pairs, now)
    lines = [*(one for pair in ours for one in pair.now), *here]
    yield from _lines(ours, here, lines, signatories)
    known = {key for one in was for key in contacts_in(one.text)}
    for one in now:
        for key, shown in contacts_in(one.text).items() if one not in lines else ():
            if key not in known:
                what = f"{quoted(shown)}, which the letter of the records does not give"
                yield found_at(one, "sender", what, now=shown, around=short(one.text))


def _lines(
    ours: Sequence[Pair], here: Sequence[Sentence], lines: Sequence[Sentence], signatories: Sequence[Passage]
) -> Iterator[Deviation]:
    was = sum((_words(one.text) for pair in ours for one in pair.was), Counter[str]())
    now = sum((_words(one.text) for one in lines), Counter[str]())
    gone, come = was - now, now - was
    added = [one for one in here if _words(one.text) & come]
    for pair in ours:
        before = " ".join(one.text for one in pair.was)
        text = " ".join(one.text for one in pair.now)
        old, new = _words(before), _words(text)
        if not ((old - new) & gone or (new - old) & come):
            continue
        if pair.now:
            yield found_at(
                pair.now[0], "sender", f"was {quoted(short(before))}, is {quoted(short(text))}", was=before, now=text
            )
        else:
            place = added.pop(0) if added and not (old & now) else None
            if place is None:
                yield Deviation("sender", f"{quoted(short(before))} is gone", was=before)
            else:
                what = f"was {quoted(short(before))}, is {quoted(short(place.text))}"
                yield found_at(place, "sender", what, was=before, now=place.text)
    for one in added:
        yield found_at(one, "sender", f"{quoted(short(one.text))} was added", now=one.text)
    if not gone and _exchanged([one.text.split("\n") for one in signatories], "\n".join(one.text for one in lines)):
        names = ", ".join(one.text.split("\n")[0] for one in signatories)
        yield Deviation("sender", f"the titles of those who sign, {names}, have changed places")


_OURS = {"sender", "signatory"}


def _words(text: str) -> Counter[str]:
    contacts = contacts_in(text)
    rest = CONTACT.sub(" ", text).casefold()
    return Counter([*contacts, *(word for word in re.findall(r"[^\W_]+", rest) if word not in _LABELS)])


def among_senders(pairs: Sequence[Pair], after: Sequence[Sentence]) -> list[Sentence]:
    """New sentences that stand at the head of the letter, among the sender's lines, or after the close."""
    role: dict[Sentence, str] = {one: pair.was[0].role for pair in pairs if pair.was for one in pair.now}
    roles: list[str | None] = [role.get(one) or ("courtesy" if _GREETING.search(one.text) else None) for one in after]
    before = _nearest(roles)
    behind = _nearest(roles[::-1])[::-1]
    return [
        one
        for one, own, last, following in zip(after, roles, before, behind, strict=True)
        if own is None and (last in _OURS or (following in _OURS and last in {None, "courtesy"}))
    ]


def _nearest(roles: Sequence[str | None]) -> list[str | None]:
    """The last role that is known before each."""
    last: str | None = None
    found = []
    for role in roles:
        found.append(last)
        last = role or last
    return found


def _exchanged(signatories: Sequence[Sequence[str]], text: str) -> bool:
    """Whether what stands below the names is in another order than the names are."""
    if len(signatories) < 2:
        return False
    places: dict[str, list[int]] = {}
    for line in sorted({line for one in signatories for line in one}, key=lambda line: (-len(line), line)):
        found = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(line)}(?!\w)", text)]
        places[line] = found
        text = re.sub(rf"(?<!\w){re.escape(line)}(?!\w)", lambda match: "\x1a" * len(match[0]), text)
    if any(not found for found in places.values()):
        return False
    in_order = sorted(signatories, key=lambda lines: places[lines[0]][-1])
    for n in range(1, max(map(len, in_order))):
        expected = [lines[n] for lines in in_order if len(lines) > n]
        stand = [(at, line) for line, times in Counter(expected).items() for at in places[line][-times:]]
        if [line for _, line in sorted(stand)] != expected:
            return True
    return False
