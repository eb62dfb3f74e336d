"""Lays the tables and facts of a sweep before its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.experiment.software import version
from sim.experiment.sweep_tables import own_value
from sim.indicators import CATALOGUE
from sim.indicators.headlines import headline_list
from sim.report.sweep_data import SweepPageData, VariedPath
from sim.scenario import Scenario
from sim.scenario.sweep_list import Varied

if TYPE_CHECKING:
    from sim.experiment.sweep import SweepResults


def sweep_page_data(results: SweepResults) -> SweepPageData:
    """Return everything that the page of a sweep shows."""
    scenario, place = results.scenario, results.place
    return SweepPageData(
        scenario_id=scenario.id,
        title=scenario.title,
        name=results.sweep.name,
        design=results.sweep.design,
        area_name=place.area_name,
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
        joint=bool(place.drawn.parameters),
        synthetic_registry=place.synthetic_registry,
        warnings=place.warnings,
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
