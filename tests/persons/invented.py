"""Invented testimonies. Every name, place, date and word in them is made up; no such person exists.

They stand beside the tiny library, which ships with READERS: a state that consent to governments does not cover, UN
bodies and a parliament.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

import tiny
from nkadvocate.library import Library, open_library

READERS = {
    "actors": """
- {id: dland, kind: state, name: Dland, iso: CN}
- {id: dland-ministry, kind: institution, name: the ministry of Dland, part_of: dland}
- {id: assembly, kind: organisation, name: the Assembly of States}
- {id: rights-office, kind: institution, name: the Rights Office, part_of: assembly}
- {id: other-office, kind: institution, name: the Other Office, part_of: assembly}
""",
    "recipients": """
- {id: dland-minister, office: Minister of Dland, body: Ministry of Dland, actor: dland-ministry, family: others,
   roles: [executive], form: minister, standing: "Your Ministry speaks for Dland.[@treaty-3]"}
- {id: rights-commissioner, office: Commissioner, body: Rights Office, actor: rights-office, family: bodies,
   roles: [executive], form: minister, standing: "Your Office watches.[@treaty-3]"}
- {id: other-commissioner, office: Other Commissioner, body: Other Office, actor: other-office, family: bodies,
   roles: [executive], form: minister, standing: "Your Office watches.[@treaty-3]"}
- {id: speaker, office: Speaker, body: Parliament of Bland, actor: bland-parliament, family: bodies,
   roles: [legislature, executive], form: minister, standing: "Your House decides.[@treaty-3]"}
""",
}

PERSON: dict[str, Any] = {
    "names": ["Invented Kyuri", "발명한 규리"],
    "pseudonym": "Zaza",
    "sex": "f",
    "relatives": ["Invented Xolo"],
    "identifying": ["the Blue Sock Factory"],
    "born": "1984-03-02",
    "age": 34,
    "when": "2018-11-23",
    "where": {
        "village": "Qulumo-ri",
        "county": "Vexin County",
        "province": "North Wuxo Province",
        "country": "Wuland",
    },
}
GRANT: dict[str, Any] = {"to": "public", "form": "pseudonym", "purposes": ["advocacy"], "given": "2025-01-31"}
TESTIMONY: dict[str, Any] = {
    "id": "testimony-one",
    "claim": "{person}, aged {age}, told the Watch that she was beaten {when} {where}.",
    "as_of": "2024-05-16",
    "by": "watch",
    "citations": [{"source": "watch-2024", "locator": "p 12"}],
    "kind": "testimony",
    "standard": "credible-report",
    "theme": "treatment",
    "person": PERSON,
    "consent": {"grants": [GRANT]},
}


def invented(*grants: dict[str, Any], person: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The invented testimony with these grants, each with what GRANT has where it says nothing else."""
    record = copy.deepcopy(TESTIMONY) | changes
    record["person"] |= person or {}
    if grants:
        record["consent"]["grants"] = [GRANT | grant for grant in grants]
    return record


def campaign_folder(folder: Path, *testimonies: dict[str, Any], **fields: Any) -> Path:
    """A campaign whose first demand rests on the testimonies, and then on what the tiny library has."""
    demand = next(d for d in yaml.safe_load(tiny.RECORDS["demands"]) if d["id"] == "no-return")
    demand["evidence"] = [t["id"] for t in testimonies] + demand["evidence"]
    records = {"evidence": dump(list(testimonies)), "demands": dump([demand])}
    tiny.write_records(folder, records)
    for kind in READERS:  # for what a test adds
        (folder / kind).mkdir(exist_ok=True)
    campaign = yaml.safe_load(tiny.CAMPAIGN) | {"date": "2026-07-10"} | fields
    (folder / "campaign.yaml").write_text(dump(campaign), "utf-8")
    return folder


def told(folder: str = "output") -> str:
    """All that stands in the text files that were written."""
    return "\n".join(path.read_text("utf-8") for path in Path(folder).rglob("*.txt"))


def dump(value: Any) -> str:
    """YAML without anchors."""
    return yaml.safe_dump(json.loads(json.dumps(value, default=str)), allow_unicode=True, width=10**9, sort_keys=False)


Open = Callable[..., Library]


def opener(folder: Path) -> Open:
    """Opens the library with a campaign of testimonies on top, below ``folder``."""

    def opened(*testimonies: dict[str, Any], **fields: Any) -> Library:
        return open_library(campaign_folder(folder / "mine", *testimonies, **fields), today="2026-07-10")

    return opened
