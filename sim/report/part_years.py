"""Years of which the run has only a part: their sums are no sums of a year."""

from __future__ import annotations

from datetime import date

from sim.report.words import Text, Words, joined
from sim.timeline import Timeline


def part_years(timeline: Timeline, words: Words) -> list[Text]:
    """Return a sentence on the years that begin or end within the period."""
    first, last = timeline.years[0], timeline.years[-1]
    told = []
    if timeline.start != date(first, 1, 1):
        told.append(words["part_years.first"].fill(year=first, date=timeline.start))
    if timeline.end != date(last, 12, 31):
        told.append(words["part_years.last"].fill(year=last, date=timeline.end))
    if not told:
        return []
    listed = joined(told, words["page.comma"])
    return [words["part_years.told"].fill(listed=listed)]
