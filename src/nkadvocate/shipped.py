"""Where the records, templates and campaigns that ship with the program are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE if (_PACKAGE / "seeds").is_dir() else _PACKAGE.parents[1]

SEEDS = _ROOT / "seeds"
TEMPLATES = _ROOT / "templates"
CAMPAIGNS = _ROOT / "campaigns"
