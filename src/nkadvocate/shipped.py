"""Where the records, templates and campaigns that ship with the program are, and campaigns of one's own."""

from __future__ import annotations

from pathlib import Path

from nkadvocate.problems import Problem, UnknownNameError, unknown

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE if (_PACKAGE / "seeds").is_dir() else _PACKAGE.parents[1]

SEEDS = _ROOT / "seeds"
TEMPLATES = _ROOT / "templates"
CAMPAIGNS = _ROOT / "campaigns"

DEFAULT_CAMPAIGN = "default"
_SHIPPED_CAMPAIGNS = (DEFAULT_CAMPAIGN, "joint-letter-example")


def ships(folder: Path) -> bool:
    """Whether a folder came with the program. A campaign of one's own may lie beside those that did."""
    whole = folder.absolute()
    return whole in (SEEDS, TEMPLATES, *(CAMPAIGNS / name for name in _SHIPPED_CAMPAIGNS))


def campaign_folder(name: str) -> Path:
    """The folder of a campaign: ``name`` as a path, else in ./campaigns, else shipped. Raises UnknownNameError."""
    for folder in (Path(name), Path("campaigns") / name, CAMPAIGNS / name):
        if (folder / "campaign.yaml").is_file():
            return folder
    for folder in (Path(name), Path("campaigns") / name):
        if folder.is_dir():
            hint = "'nkadvocate campaign new' makes a folder with one"
            raise UnknownNameError([Problem(f"the folder {folder} has no campaign.yaml", hint=hint)])
    raise unknown("campaign", name, (folder.name for folder in campaign_folders()))


def campaign_folders() -> list[Path]:
    """The folders of all campaigns that can be named, own ones before shipped ones of the same name."""
    found: dict[str, Path] = {}
    for root in (Path("campaigns"), CAMPAIGNS):
        for path in sorted(root.glob("*/campaign.yaml")):
            found.setdefault(path.parent.name, path.parent)
    return list(found.values())
