"""Where does the time of one letter in a batch go? Each stage, in a process that has made other letters before.

The letters to every other recipient are made first; those to the rest are measured, each made once, as in a batch.
"""

from __future__ import annotations

import gc
import statistics
import time
from itertools import pairwise

from timing import rounds

from nkadvocate import shipped
from nkadvocate.composing.letter import compose_letter
from nkadvocate.library import open_campaign, open_library
from nkadvocate.rendering import render
from nkadvocate.rendering.look import Look
from nkadvocate.tailoring import tailor

DATE = "2026-12-10"
STAGES = ("tailor", "compose", "docx", "pdf")


def main() -> None:
    folder = shipped.CAMPAIGNS / "default"
    library = open_library(folder)
    campaign = open_campaign(folder, library).model_copy(update={"date": DATE})
    look = Look()
    recipients = list(library.recipients.values())
    before, measured = recipients[::2], recipients[1::2][: rounds(len(recipients))]
    taken = []
    for recipient in (*before, *measured):
        times = [time.process_time()]
        dossier = tailor(library, recipient, campaign)
        times.append(time.process_time())
        document = compose_letter(dossier)
        times.append(time.process_time())
        render(document, "docx", look)
        times.append(time.process_time())
        render(document, "pdf", look)
        times.append(time.process_time())
        taken.append([after - start for start, after in pairwise(times)])
        if recipient is before[-1]:
            gc.collect()
            gc.freeze()
    letters = taken[len(before) :]
    print(f"{len(letters)} letters, ms of processor time\n{'':8} median  fastest")
    for stage, spent in zip(("together", *STAGES), zip(*([sum(t), *t] for t in letters), strict=True), strict=True):
        print(f"{stage:8}  {1000 * statistics.median(spent):5.1f}    {1000 * min(spent):5.1f}")


if __name__ == "__main__":
    main()
