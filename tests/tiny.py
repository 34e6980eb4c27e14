"""A library small enough to read: one state that sends people back, one that writes letters, and a neighbour."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from nkadvocate.library import Library
from nkadvocate.records import Campaign, Record

R = TypeVar("R", bound=Record)

RECORDS = {
    "actors": """
- {id: aland, kind: state, name: Aland, formal_name: the Republic of Aland, iso: XA}
- {id: aland-ministry, kind: institution, name: the ministry of Aland, part_of: aland}
- {id: bland, kind: state, name: Bland, formal_name: the Kingdom of Bland, iso: XB}
- {id: bland-parliament, kind: institution, name: the Parliament of Bland, part_of: bland}
- {id: cland, kind: state, name: Cland, iso: XC}
- {id: watch, kind: ngo, name: the Watch}
""",
    "sources": """
- {id: treaty-text, type: treaty, title: Treaty on Return, issued: 1951-07-28, in-force: 1954-04-22,
   container-title: UNTS, volume: "189", page: "137", weight: primary}
- {id: charter-text, type: treaty, title: Charter of Rights, issued: 1966, weight: primary}
- {id: manual-text, type: document, title: Manual on Return, publisher: the Committee, issued: 2007-01-26,
   weight: official}
- {id: watch-2024, type: report, title: Sent Back, publisher: the Watch, issued: 2024-05,
   URL: "https://example.org/sent-back", accessed: 2026-01-02, weight: ngo}
- {id: press-2025, type: article-newspaper, title: Sixty Return, container-title: The Paper,
   issued: 2025-10-09, weight: press}
- {id: bland-2023, type: document, title: Resolution on Aland, publisher: the Parliament of Bland,
   issued: 2023-03-01, weight: official}
- {id: aland-2025, type: speech, title: Press Conference, publisher: the ministry of Aland,
   issued: 2025-06-01, weight: official}
""",
    "instruments": """
- id: treaty
  title: Treaty on Return
  short: the 1951 Treaty on Return
  label: Treaty on Return
  kind: treaty
  source: treaty-text
  parties: [{actor: aland, verb: acceded to, date: 1982-09-24}, {actor: bland, verb: ratified, date: 1954-03-11}]
  rank: 10
- id: charter
  title: Charter of Rights
  short: the 1966 Charter of Rights
  label: Charter of Rights
  kind: treaty
  source: charter-text
  parties: [{actor: aland, verb: signed, date: 1998-10-05}, {actor: cland, verb: ratified, date: 1990-01-01}]
- id: manual
  title: Manual on Return
  short: the Manual on Return
  label: Manual
  kind: guidance
  source: manual-text
- id: custom
  title: Custom
  short: customary international law
  label: customary law
  kind: custom
  source: manual-text
""",
    "provisions": """
- {id: treaty-3, instrument: treaty, locator: art 3, requires: Article 3 of the Treaty forbids return.}
- {id: treaty-5, instrument: treaty, locator: art 5, requires: Article 5 of the Treaty asks for cooperation.}
- {id: charter-7, instrument: charter, locator: art 7, requires: Article 7 of the Charter forbids ill-treatment.}
- {id: manual-9, instrument: manual, locator: para 9, requires: The Manual reads article 3 widely.,
   force: interpretation, interprets: treaty}
- {id: custom-rule, instrument: custom, locator: para 1, requires: Return to danger is forbidden by custom.,
   force: custom, interprets: treaty}
""",
    "evidence": """
- id: returns-2024
  claim: The Watch said that {value} people had been sent back by {as_of}.
  figure: {value: 406, unit: people, qualifier: at least}
  indicator: sent-back
  as_of: 2024-05
  by: watch
  citations: [{source: watch-2024, locator: p 3}, {source: press-2025}]
  kind: figure
  standard: credible-report
  theme: returns
- id: beatings
  claim: The Watch found in 2024 that people who were sent back were beaten.
  as_of: 2024-05
  by: watch
  citations: [{source: watch-2024, locator: p 9}]
  kind: finding
  standard: credible-report
  theme: treatment
- id: sixty
  claim: The Paper wrote that people were sent back on one night in October 2025.
  as_of: 2025-10-09
  by: watch
  citations: [{source: press-2025}]
  kind: event
  standard: allegation
  theme: returns
- id: resolution
  claim: In March 2023 the Parliament of Bland condemned the returns.
  as_of: 2023-03-01
  by: bland-parliament
  citations: [{source: bland-2023, locator: para 4}]
  kind: statement
  standard: official-record
  theme: commitments
""",
    "demands": """
- id: no-return
  title: No return
  aim: an end to forced return
  why: Those who are sent back are punished.
  rank: 1
  founding: true
  duty_of: aland
  asks:
    - {roles: [duty-bearer], text: Stop sending people back.}
    - {roles: [executive], text: Raise forced return with Aland., basis: [treaty-5]}
  basis: [treaty-3, charter-7, manual-9]
  evidence: [returns-2024, beatings, sixty, resolution]
  precedents:
    - {by: bland-parliament, to: aland, date: 2023-03-01, citation: {source: bland-2023, locator: para 4}}
    - {by: watch, to: bland, date: 2024-05, citation: {source: watch-2024, locator: p 40}}
- id: access
  title: Access
  aim: access for observers
  why: Nobody can look.
  rank: 2
  duty_of: aland
  asks:
    - {roles: [duty-bearer], text: Let observers in.}
    - {roles: [executive], text: Ask Aland to let observers in.}
  basis: [treaty-5]
  evidence: [resolution]
  precedents:
    - {by: watch, to: aland, date: 2024-05, citation: {source: watch-2024}}
""",
    "positions": """
- id: aland-says-no
  holder: aland-ministry
  speaker: the spokesperson of the ministry
  date: 2025-06-01
  statement: On 1 June 2025 the spokesperson of the ministry said that there are no refugees.
  stance: opposed
  demands: [no-return]
  citations: [{source: aland-2025}]
  reply: "The Manual asks for an examination of each case.[@manual-9]"
  relies_on: [manual-9]
- id: bland-agrees
  holder: bland
  speaker: the Government
  date: 2024-02-02
  statement: On 2 February 2024 the Government of Bland said that it agreed.
  stance: supportive
  demands: [no-return]
  citations: [{source: bland-2023}]
  reply: "That is welcome.[@treaty-5]"
  relies_on: [treaty-5]
""",
    "forms": """
- id: minister
  title: Minister
  forms:
    en:
      address: [{f: "Ms {name}", m: "Mr {name}", unknown: "{name}"}, "{office}", "{body}"]
      address_to_office: ["{office}", "{body}"]
      salutation: {f: "Dear Ms {family},", m: "Dear Mr {family},", unknown: "Dear Minister,"}
      reference: Minister
      close: Yours sincerely,
      authority: [{source: manual-text}]
- id: ambassador
  title: Ambassador
  vacancy: charge
  vacant_office: "Chargé d’Affaires a.i., Embassy of {state}"
  forms:
    en:
      address: [{f: "H.E. Ms {name}", m: "H.E. Mr {name}", unknown: "H.E. {name}"}, "{office}"]
      address_to_office: ["{office}", "{body}"]
      salutation: Your Excellency,
      reference: Your Excellency
      close: Accept, Excellency, our highest consideration.
      authority: [{source: manual-text}]
- id: charge
  title: Chargé d’affaires
  forms:
    en:
      address: ["{name}", "{office}"]
      address_to_office: ["{office}"]
      salutation: Dear Chargé d’Affaires,
      reference: Chargé d’Affaires
      close: Yours sincerely,
      authority: [{source: manual-text}]
""",
    "recipients": """
- id: aland-minister
  office: Minister of Aland
  body: Ministry of Aland
  actor: aland
  family: ministers
  roles: [duty-bearer]
  form: minister
  standing: Your Ministry speaks for Aland.[@treaty-3]
  address: {lines: [1 Main Street, Alandville], confidence: high, checked_on: 2026-01-01}
- id: bland-minister
  office: Minister of Bland
  body: Ministry of Bland
  actor: bland
  family: others
  roles: [executive]
  form: minister
  standing: Your Government meets that of Aland every year.[@bland-2023, para 1]
- id: aland-ambassador
  office: Ambassador of Aland
  body: Embassy of Aland
  actor: aland
  family: ambassadors
  roles: [duty-bearer]
  form: ambassador
  standing: Your Mission represents Aland.[@treaty-3]
""",
}
"""YAML of each kind of record."""

CAMPAIGN = """
id: tiny
title: Protection
sender:
  name: The Network
  description: an association
  address: [1 Example Street, Geneva]
  email: letters@example.org
  place: Geneva
signatories: [{name: A. Director, title: Director}]
date: 2026-07-10
seal: 0123456789abcdef
"""


def write_records(folder: Path, records: Mapping[str, str]) -> Path:
    """Write one YAML file per kind below ``folder``, as a library's folder has them."""
    for kind, text in records.items():
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / f"{kind}.yaml").write_text(text, encoding="utf-8")
    return folder


def changed(library: Library, record_id: str, **fields: Any) -> Library:
    """The library with some fields of one record written anew."""
    kind, record = library.find(record_id)
    return with_record(library, kind, _rewritten(record, fields))


def with_record(library: Library, kind: str, record: Record) -> Library:
    """The library with one more record, or another one of the same id."""
    record_id: str = record.id  # type: ignore[attr-defined]
    return dataclasses.replace(library, **{kind: {**library.kind(kind), record_id: record}})


def campaign_with(campaign: Campaign, **fields: Any) -> Campaign:
    """The campaign with some fields written anew."""
    return _rewritten(campaign, fields)


def _rewritten(record: R, fields: Mapping[str, Any]) -> R:
    return type(record).model_validate_json(json.dumps(record.model_dump(mode="json") | fields))
