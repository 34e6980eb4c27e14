"""English words that hedge a figure, before it and behind it, by what they say of it."""

from __future__ import annotations

from collections.abc import Mapping

BEFORE_FIGURES: Mapping[str, str] = {
    "at least": r"at (?:the )?(?:very )?least|(?:no|not) (?:fewer|less) than|a minimum of|minimum",
    "up to": r"up to|as many as|at (?:the )?most|(?:no|not) more than|a maximum of|maximum",
    "more than": r"more than|over|above|in excess of|upwards of|exceeding|greater than",
    "fewer than": r"fewer than|less than|under|below|just under",
    "almost": r"almost|nearly|close to|virtually",
    "about": r"about|approximately|approx\.?|around|roughly|some|circa|c\.|ca\.?|~|in the region of|on the order of",
    "exactly": r"exactly|precisely|a total of|no fewer",
    "additional": r"another|(?:an? )?(?:further|additional|extra|other)",
}
AFTER_FIGURES: Mapping[str, str] = {
    "at least": r"or (?:many |far )?more|and more|at (?:the )?least|-plus",
    "up to": r"or (?:fewer|less)|at (?:the )?most",
    "about": r"or so|or thereabouts|approximately|-odd",
}
