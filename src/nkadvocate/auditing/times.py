"""English words that tell without a figure when, for how long, how often or at what age: “decades”, “every day”."""

from __future__ import annotations

import re

_TIES = r"(?:twen|thir|for|fif|six|seven|eigh|nine)ties"
LONG = (
    r"(?:half an? )?(?:decades?|centur(?:y|ies)|millenni(?:um|a)|lifetimes?)"
    rf"|{_TIES}|(?<!future )generations(?! to come)"
)
"""Stretches of time so long that they say much by themselves."""
OFTEN = (
    r"overnight|hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?"
    r"|\w+ times|twice|thrice|double|again|anew|repeatedly|regularly|routinely|constantly|continually|always"
)
"""How often something was, and how many times."""
_SPAN = (
    r"minute|hour|(?<!to)day|(?<!k)night|week|month(?! of [A-Z])|season|(?<!new )year(?!s? \d)|morning|evening|summer"
    r"|autumn|winter|annual|ennial"
)
_AGE = (
    rf"{_TIES}|teens?|teenage\w*|aged?|ages|elderly|childhood|infancy|infants?"
    r"|adolescen\w+|lifelong|lifetimes?|generations?"
)
_FEAST = "christmas|easter|ramadan|eid|chuseok|seollal"
TIME = re.compile(
    rf"(?<!coming )\b(?:{LONG}|\w*(?:{_SPAN})(?:s|ly|long|time|end)*|dail(?:y|ies)|quarterly|springs?|{_AGE}"
    rf"|{_FEAST})\b",
    re.IGNORECASE,
)
"""A point or stretch of time, or an age; not what is to come, as in “in the coming weeks”, nor the New Year, for which
people wish well, nor “the year 2024”."""
TIME_OR_OFTEN = re.compile(rf"{TIME.pattern}|\b(?:{OFTEN})\b", re.IGNORECASE)
