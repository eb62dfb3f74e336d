"""Years of which the run has only a part: their sums are no sums of a year."""

from __future__ import annotations

from datetime import date, timedelta

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


def part_year_names(start: date, end: date, words: Words) -> dict[str, Text]:
    """Return what such years are called along the axis of a chart, by their number.

    "2030" with "1–6月" beneath it, or the days where a month is not whole.

    Parameters
    ----------
    start, end
        First and last day of the period.
    """
    names = {}
    for year in dict.fromkeys((start.year, end.year)):
        first = max(start, date(year, 1, 1))
        last = min(end, date(year, 12, 31))
        if (first, last) != (date(year, 1, 1), date(year, 12, 31)):
            names[str(year)] = _name(first, last, words)
    return names


def _name(first: date, last: date, words: Words) -> Text:
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    months = "month" if first.month == last.month else "months"
    form = months if whole else "days"
    return words[f"part_years.{form}"].fill(
        year=first.year,
        first=words[f"month.{first.month}"],
        last=words[f"month.{last.month}"],
        first_day=first.day,
        last_day=last.day,
    )
