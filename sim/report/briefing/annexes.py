"""The annexed tables of a briefing that the page has in another form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sim.report.answer import shown
from sim.report.briefing.fields import annex_of
from sim.report.figures import Figures
from sim.report.method import county_caveat
from sim.report.numbers import NOT_KNOWN, Estimate, count
from sim.report.page_data import PageData
from sim.report.words import Text, Words

_PUBLIC: Final = {"ownership": "public"}
_YEARS: Final[tuple[tuple[str, str, Mapping[str, str]], ...]] = (
    ("public", "occupancy_rate", _PUBLIC),
    ("all", "occupancy_rate", {}),
    ("residents", "residents", {}),
    ("beds", "licensed_beds", {}),
    ("nursing", "nursing_bed_share", {}),
    ("served", "center_coverage_served", {}),
)
_COUNTS: Final = ("residents", "licensed_beds")


def years_annex(figures: Figures, words: Words) -> dict[str, Any]:
    """Return the main figures by year."""
    heads = [
        words["brief_head.year"],
        *(words[f"brief_head.{one[0]}"] for one in _YEARS),
    ]
    rows = [
        [
            Text.of(year),
            *(
                _told(indicator, figures.at(year, indicator, **splits), words)
                for _, indicator, splits in _YEARS
            ),
        ]
        for year in figures.years
    ]
    return annex_of(words["brief.years"], heads, rows)


def counties_annex(data: PageData, figures: Figures, words: Words) -> dict[str, Any]:
    """Return the counties in the last year."""
    last = figures.last_year
    heads = [words["head.county"], *(words[f"brief_head.{one[0]}"] for one in _YEARS)]
    rows = []
    for county in data.counties.itertuples(index=False):
        code = str(county.county_code)
        cells = [
            _told(indicator, figures.at(last, indicator, code, **splits), words)
            for _, indicator, splits in _YEARS
        ]
        rows.append([Text(str(county.name_zh), str(county.name_en)), *cells])
    title = words["brief.counties"].fill(year=last)
    return annex_of(title, heads, rows, county_caveat(data, words))


def _told(indicator: str, estimate: Estimate, words: Words) -> Text:
    if not estimate.is_known:
        return Text.of(NOT_KNOWN)
    if indicator in _COUNTS:
        return Text.of(count(estimate.mean))
    told = shown(estimate, words)
    # The head of the table says what stands in brackets.
    return Text(told.zh.replace("80%区间 ", ""), told.en.replace("80% interval ", ""))
