"""Advocacy letters and briefings for North Korean refugees in China, every fact sourced.

The library in four steps: ``open_library()`` → ``tailor()`` → ``compose_letter()`` → ``render()``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nkadvocate.composing import compose_letter
    from nkadvocate.library import open_campaign, open_library
    from nkadvocate.rendering import render
    from nkadvocate.tailoring import tailor

__version__ = "0.1.0"
__all__ = ["__version__", "compose_letter", "open_campaign", "open_library", "render", "tailor"]

_HOMES = {
    "compose_letter": "composing",
    "open_campaign": "library",
    "open_library": "library",
    "render": "rendering",
    "tailor": "tailoring",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
