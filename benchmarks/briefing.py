"""How much longer does a whole briefing take than one letter, in a process that has warmed up?

Both are chosen, composed and written as PDF, with nothing kept but the pictures, which are drawn once in a run.
"""

from __future__ import annotations

import time

from timing import Run, median_of_ratios, rounds, table

from nkadvocate import shipped
from nkadvocate.composing import compose_letter
from nkadvocate.composing.briefing import compose_briefing
from nkadvocate.composing.charts import charts
from nkadvocate.library import Library, open_campaign, open_library
from nkadvocate.picturing import pictures
from nkadvocate.records import Campaign
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring import tailor
from nkadvocate.tailoring.briefing import brief

RECIPIENT, DATE, TARGET = "prc-foreign-minister", "2026-07-10", 8


def letter(library: Library, campaign: Campaign) -> None:
    render(compose_letter(tailor(library, library.recipient(RECIPIENT), campaign)), "pdf", Look())


def briefing(library: Library, campaign: Campaign) -> None:
    chosen = brief(library, campaign)
    render(compose_briefing(chosen, figures=pictures(charts(chosen), Look().design)), "pdf", Look())


def main() -> None:
    library = open_library()
    campaign = open_campaign(shipped.CAMPAIGNS / "default", library).model_copy(update={"date": DATE})
    taken: dict[str, list[Run]] = {"letter": [], "briefing": []}
    for n in range(rounds(7) + 1):
        for write in (letter, briefing):
            start, used = time.perf_counter(), time.process_time()
            write(library, campaign)
            if n:
                taken[write.__name__].append(Run(time.perf_counter() - start, time.process_time() - used))
    table(taken)
    one, whole = taken.values()
    ratio = median_of_ratios([run.clock for run in whole], [run.clock for run in one])
    used = median_of_ratios([run.processor for run in whole], [run.processor for run in one])
    print(f"median of ratios {ratio:.1f} by the clock, {used:.1f} of processor time; target {TARGET}")


if __name__ == "__main__":
    main()
