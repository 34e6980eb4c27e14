"""Letters compared: which are so alike that they count as one, and what in them is the same."""

from __future__ import annotations

import random

from nkadvocate.campaigning.alike import Comparison, likeness, sketch

WORDS = [f"w{n:03d}" for n in range(400)]


def text(seed: int, words: int = 600) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def shingles(words: str) -> set[str]:
    return {words[n : n + 32] for n in range(len(words) - 31)}


def test_the_estimate_is_near_the_share_of_common_shingles() -> None:
    whole = text(1)
    for part in range(1, 10):
        other = whole[: part * len(whole) // 10] + text(2)[part * len(whole) // 10 :]
        one, two = shingles(whole), shingles(other)
        assert abs(likeness(sketch(whole), sketch(other)) - len(one & two) / len(one | two)) < 0.07


def test_the_same_words_are_alike_whatever_their_punctuation_and_others_are_not() -> None:
    assert likeness(sketch("We ask you, Minister, to act."), sketch("we ask you minister to act")) == 1
    assert likeness(sketch(text(1)), sketch(text(2))) < 0.02


def test_a_group_names_its_letters_and_what_all_of_them_say() -> None:
    comparison = Comparison()
    for name in ("a", "b", "c"):
        comparison.add(name, (("opening", f"Dear {name}, {text(3, 40)}"), ("What we ask", text(1))))
    comparison.add("d", (("opening", text(4)), ("What we ask", text(5))))
    (group,) = comparison.groups()
    assert group.letters == ("a", "b", "c")
    assert group.same == ("What we ask",)
    assert group.least > 0.5
