"""Lays the tables and facts of a sweep before its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.experiment.doubt import doubt_of
from sim.experiment.page import area_name
from sim.experiment.software import version
from sim.experiment.sweep_tables import own_value
from sim.indicators import CATALOGUE
from sim.indicators.headlines import headline_list
from sim.report.sweep_data import SweepPageData, VariedPath
from sim.scenario import Scenario
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
        headlines=[
            {
                "headline": one.id,
                "label_zh": one.label.zh,
                "label_en": one.label.en,
                "unit": one.unit,
                "unit_zh": CATALOGUE[one.indicator].unit_label.zh,
                "unit_en": CATALOGUE[one.indicator].unit_label.en,
            }
            for one in headline_list()
        ],
        replications=scenario.replications,
        draws=scenario.draws,
        seed=scenario.seed,
        version=version(),
        joint=bool(doubt_of(scenario).parameters),
        synthetic_registry=results.synthetic_registry,
        warnings=[{"zh": zh, "en": en} for zh, en in scenario.warnings],
    )


def _path(scenario: Scenario, varied: Varied) -> VariedPath:
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
