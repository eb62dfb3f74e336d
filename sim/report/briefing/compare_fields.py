"""The briefing of a comparison: how scenarios differ, as official paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

from sim.report.briefing.decisions import decisions
from sim.report.briefing.fields import annex, annex_of, numbered
from sim.report.briefing.run_fields import basis, situation, target_lines, watermark
from sim.report.compare_charts.amounts import (
    changed,
    figure,
    name_of,
    span,
    unit_of_change,
)
from sim.report.compare_charts.tables import (
    actions_table,
    classes_table,
    ranking_table,
    settings_table,
)
from sim.report.compare_data import ComparePageData
from sim.report.compare_page import title_and_facts
from sim.report.compare_summary import cards, caveats, independent, summary
from sim.report.method import badge
from sim.report.numbers import NOT_KNOWN
from sim.report.page_data import PageData
from sim.report.sources import named_targets
from sim.report.targets import read_targets
from sim.report.words import NOTHING, Text, Words, joined


def compare_fields(
    data: ComparePageData, runs: Sequence[PageData], words: Words
) -> dict[str, Any]:
    """Return the fields of a briefing, in both languages; see `fields.FIELDS`.

    Parameters
    ----------
    runs
        What the page of each scenario shows, in the order of the scenarios.
    """
    reference = next(one for one in runs if one.scenario_id == data.reference)
    _, facts = title_and_facts(data, words)
    area, forms = Text.of(data.area_name), words.family("brief")
    # As sure as the least approved of them.
    status = next((told for one in runs if (told := badge(one, words))), None)
    answer = summary(data, words)
    return {
        "title": words["brief.compare_title"].fill(area=area),
        "area": area,
        "facts": facts,
        "status": status or NOTHING,
        "watermark": next(
            (mark for one in runs if (mark := watermark(one, words)).zh), NOTHING
        ),
        "question": _question(data, words),
        "answer": answer,
        "basis": list(dict.fromkeys(one for run in runs for one in basis(run, words))),
        "situation": situation(reference, reference.figures, words),
        "scheme": _scheme(data, words),
        "results": [answer, *(numbered(one, forms) for one in cards(data, words))],
        "targets": _targets(data, runs, words),
        "targets_reading": words["targets.reading"],
        "risks": [*map(Text.of, data.warnings), *caveats(data, words)],
        "decisions": _decisions(runs, words),
        "annexes": _annexes(data, words),
        "made_by": words["compare.made_by"].fill(version=data.version, seed=data.seed),
    }


def _question(data: ComparePageData, words: Words) -> Text:
    others = [
        words["brief.quoted"].fill(name=data.title(one.id)) for one in data.others
    ]
    return words["brief.compare_question"].fill(
        reference=data.title(data.reference),
        others=joined(others, words["brief.comma"]),
    )


def _scheme(data: ComparePageData, words: Words) -> list[Text]:
    lines = []
    for one in data.scenarios:
        title = data.title(one.id)
        if one.id == data.reference:
            title = joined([title, words["brief.reference"]])
        labels = [Text.of(label) for label in data.rules.get(one.id, [])]
        form = words["brief.scenario_rules" if labels else "brief.scenario"]
        rules = joined(labels, words["brief.comma"])
        lines.append(form.fill(title=title, rules=rules))
    return lines


def _targets(
    data: ComparePageData, runs: Sequence[PageData], words: Words
) -> list[dict[str, Text]]:
    """Return the targets of each scenario, named with it."""
    rows = []
    for run in runs:
        targets = read_targets(named_targets(run, words))
        name = words["brief.quoted"].fill(name=data.title(run.scenario_id))
        rows += [
            line | {"name": joined([name, line["name"]], Text("", " "))}
            for line in target_lines(targets, words)
        ]
    return rows


def _decisions(runs: Sequence[PageData], words: Words) -> list[Text]:
    """Return what is to be decided of any of them, each once."""
    told = [
        one
        for run in runs
        for one in decisions(run, read_targets(named_targets(run, words)), words)
    ]
    return list(dict.fromkeys(told))


def _annexes(data: ComparePageData, words: Words) -> list[dict[str, Any]]:
    tables = [
        settings_table(data, words),
        actions_table(data, words),
        classes_table(data, words),
        ranking_table(data, words),
    ]
    found = [annex(one) for one in tables if one is not None and one.rows]
    return [_differences(data, words), *found]


def _differences(data: ComparePageData, words: Words) -> dict[str, Any]:
    heads = ("scenario", "figure", "reference", "mean", "difference", "interval")
    last = data.differences[data.differences["year"] == data.last_year]
    rows = []
    for headline in data.known_headlines():
        own = last[last["headline"] == headline["headline"]].dropna(
            subset=["difference"]
        )
        unit = headline["unit"]
        for _, line in own.iterrows():
            ends = Text.of(NOT_KNOWN)
            if isfinite(line["mean_low"]):
                n = independent(data, line)
                ends = span(line["mean_low"], line["mean_high"], unit, n)
            change = Text.of(changed(line["difference"], unit))
            rows.append(
                [
                    data.title(str(line["scenario"])),
                    name_of(headline),
                    Text.of(figure(line["mean_reference"], unit)),
                    Text.of(figure(line["mean"], unit)),
                    joined([change, unit_of_change(headline, words)], Text(" ", " ")),
                    ends,
                ]
            )
    title = words["brief.differences"].fill(
        year=data.last_year, reference=data.title(data.reference)
    )
    return annex_of(title, [words[f"brief_head.{one}"] for one in heads], rows)
