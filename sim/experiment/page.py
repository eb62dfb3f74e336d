"""Lays the tables and facts of a run before the page; the page itself arranges them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from sim.experiment.diagnostics import together
from sim.experiment.figure_grades import figure_grades
from sim.experiment.home_page import homes_data
from sim.experiment.observed import observed_data
from sim.experiment.own_map import own_map_note, own_outlines
from sim.experiment.place import area_name, counties_run, is_part
from sim.experiment.precision_told import precision_told
from sim.experiment.reference_tables import (
    FALSE_CLOSURES,
    NO_DRIFT,
    NO_DRIFT_DRAWS,
    SCREENING,
    reference_table,
)
from sim.experiment.rule_page import rules_data
from sim.experiment.screening import covering
from sim.experiment.shared import shared_summary
from sim.experiment.software import version
from sim.experiment.stating import stress_facts
from sim.indicators.doubt_parts import WANTED, doubt_parts
from sim.report import Drawn, Limits, PageData, RunFacts, write_page
from sim.report.masking import holds_real_people
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.experiment.results import Results


def write_report(results: Results, where: Path, lang: str) -> Path:
    """Write the page of a run to `where` and return its path."""
    return write_page(where, page_data(results), lang)


def page_data(results: Results) -> PageData:
    """Return everything that the page of a run shows."""
    scenario = results.scenario
    area = scenario.area
    counties = counties_run(scenario)
    homes = results.homes
    doubt, met = results.doubt, together(results.diagnostics)
    rules = rules_data(results)
    return PageData(
        scenario_id=scenario.id,
        title=scenario.title,
        question=scenario.question,
        status=scenario.status,
        area_name=area_name(scenario),
        counties=counties[["county_code", "name_zh", "name_en", "lon", "lat"]],
        timeline=scenario.timeline,
        summary=shared_summary(results, as_words=False),
        targets=results.targets,
        origins=scenario.origins(),
        run=RunFacts(
            version=version(),
            seed=scenario.seed,
            replications=scenario.replications,
            draws=scenario.draws,
            run_id=results.folder.name,
        ),
        planning_start=scenario.planning_start,
        boundaries=own_outlines(results.folder) or area.boundaries,
        map_note=own_map_note(results.folder),
        frozen_null=no_drift(scenario),
        frozen_draws=no_drift(scenario, NO_DRIFT_DRAWS),
        null_area=area.title,
        is_part=is_part(scenario),
        sources=area.sources,
        actions=_actions(scenario),
        notes=scenario.notes,
        guarantee_breaches=results.guarantee_breaches,
        guarantee_days=int(float(scenario.value("guarantee.days"))),
        synthetic_registry=bool(len(homes) and homes["synthetic"].any()),
        stress=stress_facts(results),
        figure_grades=figure_grades(scenario),
        masked=holds_real_people(area),
        drawn=Drawn(doubt.parameters, doubt.held, doubt.amounts),
        limits=Limits(
            met.multiplier_exceedances, met.dropped_residents, met.dropped_share
        ),
        precision=precision_told(results.precision, scenario.replications),
        rules=rules,
        false_closures=reference_table(scenario, FALSE_CLOSURES)
        if rules is not None and rules.closes_by_occupancy
        else None,
        screening=covering(reference_table(scenario, SCREENING), scenario),
        doubt=doubt_parts(results.summary, scenario.timeline.years[-1], WANTED),
        homes=homes_data(results),
        observed=observed_data(results),
        warnings=[{"zh": zh, "en": en} for zh, en in scenario.warnings],
    )


def no_drift(scenario: Scenario, table: Path = NO_DRIFT) -> pd.DataFrame | None:
    """Return how far occupancy drifts where nothing changes; none if it is not there.

    Only rows of the scenario's own area count: another place standing still says
    nothing of this one.
    """
    known = reference_table(scenario, table)
    if known is None:
        return None
    own = known[known["area"] == scenario.area.name].reset_index(drop=True)
    return None if own.empty else own


def _actions(scenario: Scenario) -> pd.DataFrame:
    """Return the dated facts of history and programme, a row each."""
    facts = (*scenario.history, *scenario.programme)
    return pd.DataFrame([asdict(fact) for fact in facts])
