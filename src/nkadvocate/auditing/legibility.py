"""How well a colour stands out from another (WCAG 2.2, relative luminance and contrast ratio)."""

from __future__ import annotations

Rgb = tuple[float, float, float]
"""Red, green and blue of sRGB, from 0 to 1."""


LEAST_CONTRAST = 3.0
"""Below it words count as hidden: the least that any text may have, in large letters (1.4.3)."""
LEAST_SEEN = 1.4
"""Below it nobody sees words: black on dark blue, or a grey lighter than any that is meant to be read."""


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Rgb) -> float:
    """From 0, black, to 1, white."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
