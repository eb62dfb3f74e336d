"""The briefing of a run: its figures, doubts and assumptions as official paragraphs."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import pandas as pd

from sim.report.actions import actions_table
from sim.report.answer import shown
from sim.report.assumptions import GRADES, grades
from sim.report.bands import targets_reading, what_interval
from sim.report.briefing.annexes import counties_annex, years_annex
from sim.report.briefing.decisions import decisions
from sim.report.briefing.fields import annex, numbered
from sim.report.figures import Figures
from sim.report.first_screen import first_screen
from sim.report.method import (
    badge,
    breach,
    county_caveat,
    facts,
    limits,
    made_by,
    part,
    warnings,
)
from sim.report.numbers import count_in_words
from sim.report.page_data import PageData
from sim.report.rules.sections import rule_cards, rule_sections
from sim.report.sources import known_sources, named_targets
from sim.report.targets import read_targets, targets_table
from sim.report.words import NOTHING, Text, Words, joined

# Sections of the page whose sentences stand by themselves, without their charts.
_TOLD = ("moved", "regret", "costs")
# Larger tables are for the workbook.
_MOST_COLUMNS, _MOST_ROWS = 8, 40
# Folders of values that every scenario of a place has.
_SHARED = frozenset({"sim", "parameters"})
_NO_YEAR = ("", "nan", "None")


def run_fields(data: PageData, words: Words) -> dict[str, Any]:
    """Return the fields of a briefing, in both languages; see `fields.FIELDS`."""
    figures = data.figures
    targets = read_targets(named_targets(data, words))
    answer, numbers = first_screen(data, figures, targets, words)
    status = badge(data, words)
    forms = words.family("brief")
    area = Text.of(data.area_name)
    return {
        "title": words["brief.title"].fill(area=area, title=Text.of(data.title)),
        "area": area,
        "facts": facts(data, words),
        "status": status or NOTHING,
        "watermark": watermark(data, words),
        "question": Text.of(data.question),
        "answer": answer,
        "basis": basis(data, words),
        "situation": situation(data, figures, words),
        "scheme": scheme(data, words),
        "results": [
            *_first_of_all(data, words),
            answer,
            *(numbered(one, forms) for one in numbers),
            *_sections(data, figures, words),
        ],
        "targets": target_lines(targets, words),
        "targets_reading": targets_reading(data, words),
        "risks": risks(data, words),
        "decisions": decisions(data, targets, words),
        "annexes": _annexes(data, figures, words),
        "made_by": made_by(data, words),
    }


def watermark(data: PageData, words: Words) -> Text:
    """Return what lies across the pages of a scenario that nobody approved."""
    return NOTHING if data.status == "approved" else words["brief.watermark"]


def _first_of_all(data: PageData, words: Words) -> list[Text]:
    """Return what must be read before any figure."""
    broken = breach(data, words)
    return [broken] if broken else []


def basis(data: PageData, words: Words) -> list[Text]:
    """Return the documents that targets and rules cite, each with its grade."""
    known = known_sources(data.sources)
    cited = [str(one) for one in data.targets.get("source", []) if pd.notna(one)]
    cited += [rule.source for rule in data.rules.rules] if data.rules else []
    ids = dict.fromkeys(one.partition("#")[0] for one in cited)
    told = []
    for name in ids:
        if name not in known or name == "assumption":
            continue
        one = known[name]
        full = one.publisher.zh and one.year not in _NO_YEAR
        form = words["brief.document" if full else "brief.document_bare"]
        parts = {"title": one.title, "publisher": one.publisher, "year": one.year}
        told.append(form.fill(grade=words.named("grade", one.grade), **parts))
    return told


def situation(data: PageData, figures: Figures, words: Words) -> list[Text]:
    """Return how it is in the first year, said to be the model's."""
    at = figures.first_year

    def share(indicator: str, **splits: str) -> Text:
        return shown(figures.at(at, indicator, **splits), words)

    lines = [
        words["brief.start_note"].fill(year=at),
        words["brief.start"].fill(
            area=Text.of(data.area_name),
            beds=count_in_words(figures.at(at, "licensed_beds").mean),
            residents=count_in_words(figures.at(at, "residents").mean),
            rate=share("occupancy_rate"),
            public=share("occupancy_rate", ownership="public"),
        ),
        words["brief.start_shares"].fill(
            nursing=share("nursing_bed_share"),
            coverage=share("center_coverage_served"),
        ),
    ]
    homes = "method.drawn" if data.synthetic_registry else "brief.real"
    return [*lines, words[homes]]


def scheme(data: PageData, words: Words) -> list[Text]:
    """Return what the scenario does: its rules in words, its dated changes."""
    since = data.planning_start or data.timeline.start
    lines = [
        words["brief.scheme"].fill(
            title=Text.of(data.title),
            start=data.timeline.start,
            end=data.timeline.end,
            since=since,
        )
    ]
    if data.rules is None or not data.rules.rules:
        lines.append(words["brief.no_rules"])
    else:
        cards = rule_cards(data.rules, known_sources(data.sources), words)
        for number, card in enumerate(cards, 1):
            told = [
                words["brief.rule_line"].fill(head=head, told=text)
                for head, text in card.lines
            ]
            listed = joined(told, words["brief.semicolon"])
            lines.append(
                words["brief.rule"].fill(number=number, label=card.label, lines=listed)
            )
            if card.warning:
                lines.append(card.warning)
    if data.actions is not None and len(data.actions):
        assumed = int((data.actions["grade"] == "assumed").sum())
        changes = words["brief.changes"]
        lines.append(changes.fill(count=len(data.actions), assumed=assumed))
    return lines


def _sections(data: PageData, figures: Figures, words: Words) -> list[Text]:
    if data.rules is None:
        return []
    sections = rule_sections(data.rules, figures, data.counties, words)
    lines: list[Text] = []
    for one in sections:
        if one.name in _TOLD:
            lines += [one.alarm] if one.alarm else []
            # What to read in a chart is for those who see it.
            reading = one.chart.reading if one.chart else None
            lines += [line for line in one.lines if line != reading]
    return lines


def target_lines(targets: pd.DataFrame, words: Words) -> list[dict[str, Text]]:
    """Return a row a target."""
    names = ("name", "asked", "nature", "standing", "model", "first", "basis")
    return [
        dict(zip(names, (cell.text for cell in row), strict=True))
        for row in targets_table(targets, words).rows
    ]


def risks(data: PageData, words: Words) -> list[Text]:
    """Return what the figures do not know, and what must be known of them."""
    counts = data.origins["grade"].astype(str).value_counts()
    parts = {name: int(counts.get(name, 0)) for name in GRADES}
    caveat, of_part = county_caveat(data, words), part(data, words)
    return [
        what_interval(data, words),
        words["brief.assumed"].fill(total=len(data.origins), **parts),
        *([caveat] if caveat and len(data.counties) > 1 else []),
        *([of_part] if of_part else []),
        *warnings(data, words),
        *map(Text.of, data.precision),
        *limits(data, words),
        words["method.occupancy"],
        words["method.need"],
        words["brief.no_charts"],
    ]


def _annexes(data: PageData, figures: Figures, words: Words) -> list[dict[str, Any]]:
    known = known_sources(data.sources)
    annexes = [years_annex(figures, words)]
    if len(data.counties) > 1:
        annexes.append(counties_annex(data, figures, words))
    if data.rules is not None:
        sections = rule_sections(data.rules, figures, data.counties, words)
        annexes += [
            annex(table)
            for one in sections
            for table in one.tables
            if len(table.heads) <= _MOST_COLUMNS and len(table.rows) <= _MOST_ROWS
        ]
    actions = actions_table(data.actions, known, words)
    if actions is not None:
        annexes.append(_without(annex(actions.table), "head.layer", "head.note", words))
    return [*annexes, *_set_values(data, words)]


def _without(told: dict[str, Any], *heads_and_words: Any) -> dict[str, Any]:
    """Return an annex without some columns: what is long is in the workbook."""
    *heads, words = heads_and_words
    left_out = {words[head] for head in heads}
    kept = [at for at, head in enumerate(told["heads"]) if head not in left_out]
    rows = [[row[at] for at in kept] for row in told["rows"]]
    return told | {"heads": [told["heads"][at] for at in kept], "rows": rows}


def _set_values(data: PageData, words: Words) -> list[dict[str, Any]]:
    """Return the assumed values that the scenario itself gives, not the catalogue."""
    files = data.origins["file"].astype(str)
    own = data.origins[
        (data.origins["grade"].astype(str) == "assumed")
        & ~files.map(lambda file: bool(_SHARED & set(PurePath(file).parts)))
    ]
    if own.empty:
        return []
    (grade,) = grades(own, known_sources(data.sources), words)
    told = annex(grade.table) | {"title": words["brief.set_values"]}
    return [_without(told, "head.place", "head.note", words)]
