"""Writes the page of a run: one self-contained HTML file in Chinese and English.

The page only arranges; what it says is made in `answer`, `headlines`, `targets`,
`assumptions` and `charts`. Nothing in it reaches for the network.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sim.report.actions import actions_table
from sim.report.answer import answer
from sim.report.assumptions import grades
from sim.report.bands import targets_reading, what_interval, what_is_drawn
from sim.report.basis import bases, basis_table, of_headlines, of_sections
from sim.report.blocks import Chart
from sim.report.browser_data import browser_data
from sim.report.charts.access import access_chart, inequality_chart
from sim.report.charts.counties import county_chart
from sim.report.charts.coverage import coverage_chart
from sim.report.charts.doubt_split import doubt_chart
from sim.report.charts.drift import drift_chart
from sim.report.charts.false_closures import WORDS as CLOSURE_WORDS
from sim.report.charts.false_closures import false_closures_chart
from sim.report.charts.fates import fates_chart
from sim.report.charts.observed import WORDS as OBSERVED_WORDS
from sim.report.charts.observed import observed_chart
from sim.report.charts.observed_homes import observed_homes_chart
from sim.report.charts.occupancy import occupancy_chart
from sim.report.charts.tornado import WORDS as SCREENING_WORDS
from sim.report.charts.tornado import tornado_chart
from sim.report.charts.who_loses import WORDS as LOSES_WORDS
from sim.report.frame import RUN, framed, laid
from sim.report.headlines import headlines
from sim.report.method import (
    assumptions_reading,
    badge,
    breach,
    county_caveat,
    facts,
    made_by,
    map_note,
    method,
    part,
    warnings,
)
from sim.report.page_data import PageData
from sim.report.part_years import part_years
from sim.report.rules.answer import rules_answer, rules_headlines, rules_remarks
from sim.report.rules.sections import rule_cards, rule_sections
from sim.report.sources import known_sources, named_targets, sources_table
from sim.report.stress import statement_table, statement_title
from sim.report.targets import described, read_targets, targets_table
from sim.report.words import Text, Words, load_words

RULE_WORDS: Final = "rule_words.yaml"


def write_page(where: Path | str, data: PageData, lang: str = "zh") -> Path:
    """Write the page of a run and return its path.

    Parameters
    ----------
    where
        A folder, which gets `report.html`, or a path ending in `.html`.
    data
        Tables and facts of the run.
    lang
        Language that the page opens in, `zh` or `en`; the reader can switch.
    """
    return laid(where, page(data, page_words(data), lang))


def page_words(data: PageData, *beside: str) -> Words:
    """Return the words of a page, with those of rules and ranks where there are any.

    And those of files beside: what else is made of a run says the same.
    """
    ranks: tuple[str, ...] = () if data.screening is None else (SCREENING_WORDS,)
    ranks += () if data.observed is None else (OBSERVED_WORDS,)
    rules = (RULE_WORDS, CLOSURE_WORDS, LOSES_WORDS) if data.rules else ()
    return load_words(*rules, *ranks, *beside)


def page(data: PageData, words: Words, lang: str = "zh") -> str:
    """Return the whole page as text."""
    charts, parts = _parts(data, words)
    parts["charts"] = charts
    drawn = [*charts, *(one.chart for one in parts["rule_sections"] if one.chart)]
    return framed(RUN, parts, words, lang, browser_data(data, drawn, words, lang))


def _observed(data: PageData, words: Words) -> list[Chart]:
    """Return the charts of what the place has counted; none where it has not."""
    seen = data.observed
    if seen is None:
        return []
    homes = [observed_homes_chart(seen, words)] if len(seen.homes) else []
    return [observed_chart(seen, data.figures, words), *homes]


def _parts(data: PageData, words: Words) -> tuple[list[Chart], dict[str, Any]]:
    """Return the charts, and everything else that the template names."""
    figures = data.figures
    targets = read_targets(named_targets(data, words))
    start = data.planning_start
    caveat = county_caveat(data, words)
    charts = [
        occupancy_chart(figures, words, start, targets),
        *_observed(data, words),
        coverage_chart(figures, targets, words, start),
        access_chart(figures, words, start, synthetic=data.synthetic_registry),
        inequality_chart(figures, words, start, synthetic=data.synthetic_registry),
        # A map of a single county says nothing that the charts above do not.
        *(
            [county_chart(figures, data.counties, data.boundaries, words, caveat)]
            if len(data.counties) > 1
            else []
        ),
        fates_chart(data.homes, words),
        doubt_chart(data.doubt, figures.last_year, data.run.draws, words),
        drift_chart(
            data.frozen_null,
            words,
            Text.of(data.null_area or data.area_name),
            is_part=data.is_part,
            draws=data.frozen_draws,
        ),
    ]
    rules = data.rules
    if rules is not None and rules.closes_by_occupancy:
        charts.append(false_closures_chart(data.false_closures, words))
    if data.screening is not None:
        charts.append(tornado_chart(data.screening, words, scenario=data.scenario_id))
    known_bases = bases(data.figure_grades, words)
    area = Text.of(data.area_name)
    known = known_sources(data.sources)
    codes = [str(code) for code in data.counties["county_code"]]
    title = Text.of(data.title)
    return charts, {
        "scenario_id": data.scenario_id,
        "page_title": words["page.title"].fill(title=title, area=area),
        "title": title,
        "question": Text.of(data.question),
        "answer": rules_answer(rules, figures, area, words)
        if rules is not None
        else answer(figures, targets, area, codes, words),
        "answer_remarks": rules_remarks(rules, figures, words) if rules else [],
        "county_caveat": caveat,
        "headlines": of_headlines(
            rules_headlines(rules, figures, words)
            if rules is not None
            else headlines(figures, words),
            known_bases,
            part=data.is_part,
        ),
        "basis": of_sections(known_bases),
        "stress_table": statement_table(data.stress) if data.stress else None,
        "stress_title": statement_title(),
        "basis_table": basis_table(data.figure_grades, data.summary, words),
        "rule_cards": rule_cards(rules, known, words) if rules is not None else [],
        "rule_sections": rule_sections(rules, figures, data.counties, words)
        if rules is not None
        else [],
        "target_list": described(targets, words),
        "targets_table": targets_table(targets, words),
        "grades": grades(data.origins, known, words),
        "assumptions_reading": assumptions_reading(data, words),
        "what_is_drawn": what_is_drawn(data, words),
        "targets_reading": targets_reading(data, words),
        "sources_table": sources_table(data, words),
        "method": method(data, words),
        "notes": Text.of(data.notes) if data.notes else None,
        "map_note": map_note(data, words),
        "actions": actions_table(data.actions, known, words),
        "breach": breach(data, words),
        "warnings": [*warnings(data, words), *part_years(data.timeline, words)],
        "part": part(data, words),
        "badge": badge(data, words),
        "facts": facts(data, words),
        "what_interval": what_interval(data, words),
        "made_by": made_by(data, words),
    }
