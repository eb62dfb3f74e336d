"""What differs between the scenarios of a comparison: values, dated changes, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

import pandas as pd

from sim.scenario import Scenario
from sim.scenario.rule import decisive

SETTINGS: Final = ["path", "label_zh", "label_en", "unit", "scenario", "value"]
RULES: Final = ["rule", "label_zh", "label_en", "scenario"]
_NOT_MEANT: Final = {"file", "line", "note", "source", "grade"}


def differing_settings(scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """Return the parameters whose values are not the same in all scenarios.

    Returns
    -------
        A row a parameter and scenario, columns `SETTINGS`; `value` is text as a
        scenario file has it, of a dated parameter every value with its date.
    """
    courses = [_courses(scenario) for scenario in scenarios]
    paths = [
        path
        for path in courses[0]
        if any(each[path]["value"] != courses[0][path]["value"] for each in courses)
    ]
    rows = [
        {"path": path, "scenario": scenario.id, **course[path]}
        for path in paths
        for scenario, course in zip(scenarios, courses, strict=True)
    ]
    return pd.DataFrame(rows, columns=SETTINGS)


def differing_actions(scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """Return the dated changes that are not in all scenarios.

    Returns
    -------
        A row a change and scenario that has it, as `sim.report.actions` reads them,
        with `scenario`; which homes it concerns is in `among`.
    """
    listed = [
        (scenario.id, fact, _meaning(fact))
        for scenario in scenarios
        for fact in (*scenario.history, *scenario.programme)
    ]
    having: dict[str, set[str]] = {}
    for name, _, meaning in listed:
        having.setdefault(meaning, set()).add(name)
    rows = [
        {"scenario": name, **asdict(fact)}
        for name, fact, meaning in listed
        if len(having[meaning]) < len(scenarios)
    ]
    return pd.DataFrame(rows)


def differing_rules(scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """Return the rules that are not the same in all scenarios.

    Returns
    -------
        A row a rule and scenario that has it: `rule`, `label_zh`, `label_en`,
        `scenario`; what a rule is called and who said it makes no difference.
    """
    having: dict[str, list[object]] = {}
    for scenario in scenarios:
        for rule in scenario.rules:
            having.setdefault(rule.id, []).append(decisive(rule))
    rows = [
        (rule.id, rule.label["zh"], rule.label["en"], scenario.id)
        for scenario in scenarios
        for rule in scenario.rules
        if len(having[rule.id]) < len(scenarios)
        or any(other != having[rule.id][0] for other in having[rule.id])
    ]
    return pd.DataFrame(rows, columns=RULES)


def target_years(scenarios: Sequence[Scenario]) -> list[int]:
    """Return the years of future targets within the period, and the last year."""
    timeline, start = scenarios[0].timeline, scenarios[0].planning_start
    dates = [target.date for one in scenarios for target in one.targets]
    future = [day for day in dates if _lies_ahead(day, start, timeline.end)]
    return sorted({day.year for day in future} | {timeline.years[-1]})


def _lies_ahead(day: date, start: date | None, end: date) -> bool:
    return day <= end and (start is None or day >= start)


def _courses(scenario: Scenario) -> dict[str, dict[str, str]]:
    """Return label, unit and value of each parameter by its path."""
    courses: dict[str, dict[str, str]] = {}
    dated: dict[str, bool] = {}
    for line in scenario.origins().to_dict("records"):
        path, _, when = str(line["path"]).partition("@")
        value = f"{when}: {line['value']}" if when else str(line["value"])
        if not when or path not in courses:
            names = {name: str(line[name]) for name in ("label_zh", "label_en", "unit")}
            courses[path] = {**names, "value": value}
        elif when and dated.get(path):
            courses[path]["value"] += f"; {value}"
        else:
            # The value of the first day is among the dated ones.
            courses[path]["value"] = value
        dated[path] = bool(when)
    return courses


def _meaning(fact: Any) -> str:
    """Return a change without where it was written."""
    told = {name: v for name, v in asdict(fact).items() if name not in _NOT_MEANT}
    return repr(sorted(told.items(), key=lambda item: item[0]))
