"""Lays the tables and facts of a sweep before its page."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from sim.experiment.doubt import doubt_of
from sim.experiment.figure_grades import figure_grades
from sim.experiment.headline_words import headline_rows
from sim.experiment.place import area_name, is_part
from sim.experiment.software import version
from sim.experiment.sweep_tables import own_value
from sim.report.sweep_data import SweepPageData, VariedPath
from sim.report.sweep_values import number_of
from sim.scenario import Scenario
from sim.scenario.rule_changes import RULES
from sim.scenario.sweep_list import Varied

if TYPE_CHECKING:
    from sim.experiment.sweep_results import SweepResults


def sweep_page_data(results: SweepResults) -> SweepPageData:
    """Return everything that the page of a sweep shows."""
    scenario = results.scenario
    return SweepPageData(
        scenario_id=scenario.id,
        title=scenario.title,
        name=results.sweep.name,
        design=results.sweep.design,
        area_name=area_name(scenario),
        start=scenario.timeline.start.isoformat(),
        end=scenario.timeline.end.isoformat(),
        paths=[_path(scenario, one) for one in results.sweep.varied],
        points=results.points,
        table=results.table,
        headlines=headline_rows(),
        replications=scenario.replications,
        draws=scenario.draws,
        seed=scenario.seed,
        version=version(),
        flip=results.flipped,
        joint=bool(doubt_of(scenario).parameters),
        synthetic_registry=results.synthetic_registry,
        figure_grades=figure_grades(scenario),
        is_part=is_part(scenario),
        warnings=[{"zh": zh, "en": en} for zh, en in scenario.warnings],
    )


def _path(scenario: Scenario, varied: Varied) -> VariedPath:
    if varied.key.startswith(RULES):
        return _of_rule(scenario, varied)
    parameter = scenario.settings[varied.path].parameter
    _, _, day = varied.key.partition("@")
    on = f" @{day}" if day else ""
    return VariedPath(
        key=varied.key,
        label={"zh": parameter.label.zh + on, "en": parameter.label.en + on},
        unit=parameter.unit,
        own=own_value(scenario, varied.key),
        is_number=parameter.unit not in ("yes_no", "choice"),
    )


def _of_rule(scenario: Scenario, varied: Varied) -> VariedPath:
    """Return a value of a rule: called by the rule's name and its place in it."""
    name, _, where = varied.key.removeprefix(RULES).partition(".")
    label = next(rule.label for rule in scenario.rules if rule.id == name)
    own = own_value(scenario, varied.key)
    return VariedPath(
        key=varied.key,
        label={language: f"{text} {where}" for language, text in label.items()},
        unit="",
        own=own,
        # Conditions and durations are texts, a default has none.
        is_number=all(_is_number(text) for text in (own, *varied.values)),
    )


def _is_number(text: str) -> bool:
    try:
        return bool(text) and isfinite(number_of(text))
    except ValueError:
        return False
