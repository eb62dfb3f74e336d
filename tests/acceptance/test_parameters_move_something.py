"""No parameter is there for nothing: another value changes the log or a figure of it.

Five worlds of the small teaching county, one replication each; every parameter of the
catalogue stands in the one where it has something to act on. That a parameter is read
does not suffice: what is read may still decide nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd
import pytest

from sim.engine import Outcome, simulate
from sim.experiment.measuring import measure, seen_in
from sim.indicators.cost import add_costs
from sim.indicators.cost_rates import cost_rates
from sim.indicators.rows import Rows
from sim.indicators.table import Seen
from sim.population import expected_population
from sim.scenario import Scenario, catalogue, load_scenario
from sim.timeline import Timeline

HERE = Path(__file__).parent
TEACHING = HERE.parents[1] / "scenarios" / "teaching"
UNDER_60 = "under_60_residents"
END = date(2023, 12, 31)
SHORT_OF_BEDS = {
    "demand.level": "2",
    "demand.multiplier_cap": "1.9",
    "demand.patience_days": "60",
    "guaranteed.willing_rate.able": "0.03",
    "guaranteed.willing_rate.mild": "0.03",
    "cost.insurance_covered": "50%",
}
# A few of the guaranteed want a bed, in a county that has hardly one.
PROMISED = {"choice.max_minutes": "180", "guaranteed.willing_rate.able": "0.02"}


@dataclass(frozen=True)
class World:
    """A scenario at its own values, and what came of it."""

    scenario: Scenario

    @cached_property
    def outcome(self) -> Outcome:
        return simulate(self.scenario, 0, 0)

    @cached_property
    def figures(self) -> pd.DataFrame:
        return self.figures_at(self.scenario)

    @cached_property
    def costs(self) -> pd.DataFrame:
        return self.costs_at(self.scenario)

    def moves(self, path: str, value: float | bool | str) -> bool:
        """Say whether a value of a parameter changes the log or a figure."""
        other = self.scenario.with_values({path: value})
        if path.startswith("cost."):
            return not self.costs_at(other).equals(self.costs)
        if not simulate(other, 0, 0).log.equals(self.outcome.log):
            return True
        return not self.figures_at(other).equals(self.figures)

    def figures_at(self, scenario: Scenario) -> pd.DataFrame:
        """Return the indicators of the same log at other values."""
        outcome, persons = self.outcome, expected_population(self.scenario)
        return measure(scenario, outcome.log, outcome.homes, persons)

    def costs_at(self, scenario: Scenario) -> pd.DataFrame:
        """Return the three purses of the same log at other values."""

        def value_on(path, when):
            return float(scenario.value_on(path, when))

        rows = Rows(self._seen.scope)
        rates = cost_rates(value_on, scenario.timeline)
        elders = self.outcome.elders
        add_costs(rows, self._seen.reading, self._seen.days, elders, rates)
        return rows.to_frame(0, 0)

    @cached_property
    def _seen(self) -> Seen:
        outcome, persons = self.outcome, expected_population(self.scenario)
        return seen_in(self.scenario, outcome.log, outcome.homes, persons)


def short_of_beds(_: Path) -> World:
    """Twice as many apply, so that lists are long and patience counts."""
    return World(of_small_county(SHORT_OF_BEDS))


def under_60_uncounted(_: Path) -> World:
    """The same homes, of whose residents under 60 nobody knows."""
    scenario = of_small_county(SHORT_OF_BEDS)
    return World(with_homes(scenario, homes_of(scenario).drop(columns=UNDER_60)))


def promised(_: Path) -> World:
    """Guaranteed elders climb the ladder: no suitable bed in their county."""
    return World(few_beds(of_small_county(PROMISED)))


def promised_across_the_border(_: Path) -> World:
    """The same where no private bed is bought: the other county has some to spare."""
    without = PROMISED | {"guarantee.purchase_private": "no"}
    return World(few_beds(of_small_county(without)))


def everything_done(folder: Path) -> World:
    """Build, upgrade, convert, close, mothball, reopen and repair, each once."""
    shutil.copytree(
        TEACHING / "places" / "small_county", folder / "places/small_county"
    )
    shutil.copy(TEACHING / "small_county.yaml", folder)
    file = shutil.copy(HERE / "every_parameter.yaml", folder)
    return World(of_one_life_table(load_scenario(file)))


def of_small_county(values: Mapping[str, str]) -> Scenario:
    scenario = load_scenario(TEACHING / "small_county.yaml", values)
    start = scenario.timeline.start
    scenario = replace(scenario, timeline=Timeline(start, END), planning_start=start)
    return of_one_life_table(scenario)


def of_one_life_table(scenario: Scenario) -> Scenario:
    """Leave out the rates of later years, which take most of the time to work out."""
    rates = scenario.area.tables["mortality_rate"]
    first = rates[rates["period_start"] == rates["period_start"].min()]
    tables = {**scenario.area.tables, "mortality_rate": first.reset_index(drop=True)}
    return replace(scenario, area=replace(scenario.area, tables=tables))


def few_beds(scenario: Scenario) -> Scenario:
    """Leave one bed of a kind in each home of a county."""
    homes = homes_of(scenario).copy()
    own = homes["county_code"] == "990101"
    homes.loc[own, ["beds_ordinary", "beds_nursing"]] = 1
    return with_homes(scenario, homes)


def homes_of(scenario: Scenario) -> pd.DataFrame:
    assert scenario.area.homes is not None
    return scenario.area.homes


def with_homes(scenario: Scenario, homes: pd.DataFrame) -> Scenario:
    return replace(scenario, area=replace(scenario.area, homes=homes))


WORLDS: Mapping[str, Callable[[Path], World]] = {
    made.__name__: made
    for made in (
        short_of_beds,
        under_60_uncounted,
        promised,
        promised_across_the_border,
        everything_done,
    )
}
# Where a parameter has something to act on, if that is not where beds are short.
ACTS_IN = {
    **dict.fromkeys(
        (
            "demand.supply_weight",
            "village.points_per_100_villages",
            "village.point_effect",
            "choice.regional_center",
            "center.minutes",
            "center.townships",
            "center.substitution_effect",
            "day_care.substitution_effect",
            "relocation.death_ratio.planned",
            "relocation.death_ratio.emergency",
            "relocation.days",
            "cost.converted_house",
            "cost.mothballed_home",
            "cost.subsidy_build_private_bed",
            "cost.build_bed",
            "cost.nursing_bed",
            "cost.upgrade_home",
            "cost.improve_bed",
            "cost.convert_home",
            "cost.close_home",
            "cost.move_resident",
            "cost.reopen_home",
            "cost.day_care_place",
            "cost.day_care_places",
            "cost.day_care_public_share",
        ),
        "everything_done",
    ),
    **dict.fromkeys(
        (
            "choice.cross_county",
            "guarantee.surge_share",
            "guarantee.purchase_private",
            "cost.dispersed_care_share",
        ),
        "promised",
    ),
    "guarantee.other_county": "promised_across_the_border",
    "guaranteed.under_60_per_public_bed": "under_60_uncounted",
}
# Further off than the plausible range, whose ends would change nobody's lot among so
# few elders. No parameter is excepted altogether.
FAR_OFF: Mapping[str, float] = {
    "guaranteed.entry_after_60_share": 1.0,
    "class.special_family_share": 0.9,
    "class.special_contribution_share": 0.9,
}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("worlds")
    return {name: make(folder) for name, make in WORLDS.items()}


@pytest.mark.parametrize("path", catalogue())
def test_another_value_moves_the_log_or_a_figure(path, worlds):
    world = worlds[ACTS_IN.get(path, "short_of_beds")]

    others = other_values(path, world.scenario)
    assert any(world.moves(path, value) for value in others)


def other_values(path: str, scenario: Scenario) -> list[float | bool | str]:
    """Return the other answer or options; of a number the farther end first."""
    parameter, held = catalogue()[path], scenario.value(path)
    if path in FAR_OFF:
        return [FAR_OFF[path]]
    if parameter.unit == "yes_no":
        return [not held]
    if parameter.options is not None:
        return [name for name in parameter.options if name != held]
    assert parameter.range is not None
    return sorted(parameter.range, key=lambda end: -abs(end - float(held)))
