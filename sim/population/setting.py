"""All that is known of the population before a random number is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.area import AreaError
from sim.events import ABILITIES, ElderClass
from sim.population.ages import (
    Cells,
    count_groups,
    county_cells,
    people_by_age,
    shares_within_groups,
)
from sim.population.arrays import Floats, Ints
from sim.population.cohorts import (
    CohortTable,
    calendar_periods,
    calendar_table,
    still_table,
)
from sim.population.hazards import Hazards, NoRatesError, build_hazards
from sim.population.in_care import residents_per_arrival
from sim.population.mortality import mortality_by_age, period_of_year
from sim.population.prevalence import defined_shares, prevalence_by_age
from sim.population.rates import Rates, rates_from
from sim.population.renewal import Renewal
from sim.population.unfit_rates import at_defaults, own_rates, unfit_rates
from sim.timeline import Timeline

if TYPE_CHECKING:
    from sim.scenario import Scenario


@dataclass(frozen=True)
class PopulationSetting:
    """Rates, tables and counts of one scenario and draw, for all its replications."""

    timeline: Timeline
    rates: Rates
    hazards: Hazards
    groups: Ints
    """Elders by residence, sex, five-year group and township of the whole pack."""
    shares: Floats
    """Of single ages within groups; shape (residence, sex, age)."""
    county_of_township: Ints
    trend: Floats
    """Growth of the guaranteed stock in each year of the calendar table."""
    frozen: bool = False
    renewal: Renewal | None = None
    calendar: CohortTable = field(init=False)
    still: CohortTable = field(init=False)
    in_care: Floats = field(init=False)
    """See `residents_per_arrival`."""
    _cells: dict[int, Cells] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        period = period_of_year(self.hazards.periods, self.timeline.start.year)
        put = object.__setattr__
        put(self, "calendar", calendar_table(self.hazards, self.timeline))
        put(self, "still", still_table(self.hazards, self.timeline))
        put(self, "in_care", residents_per_arrival(self.hazards, self.rates, period))

    @property
    def townships(self) -> int:
        """How many townships the pack has."""
        return len(self.county_of_township)

    @property
    def periods(self) -> list[int]:
        """Mortality period of each year of the calendar table."""
        return calendar_periods(self.hazards, self.timeline)

    def cells(self, county_index: int) -> Cells:
        """Return the elders of a county, counted and numbered."""
        if county_index not in self._cells:
            self._cells[county_index] = county_cells(
                self.groups,
                self.shares,
                np.flatnonzero(self.county_of_township == county_index),
                self.rates.returners_share,
            )
        return self._cells[county_index]


def make_setting(
    *,
    timeline: Timeline,
    rates: Rates,
    elders: pd.DataFrame,
    county_of_township: Ints,
    mortality: pd.DataFrame,
    prevalence: pd.DataFrame,
    mortality_multiplier: float = 1.0,
    mortality_ratio: Floats,
    recovery_rate: Floats,
    disability_definition: str = "strict_adl",
    disability_level: float = 1.0,
    guaranteed_trend: Floats | float = 0.0,
    frozen: bool = False,
    renewal: Renewal | None = None,
) -> PopulationSetting:
    """Return the setting from the tables of a pack and plain values.

    Parameters
    ----------
    elders, mortality, prevalence
        Tables of the pack: see `count_groups`, `mortality_by_age`,
        `prevalence_by_age`.
    county_of_township
        County index of each township of the pack.
    mortality_ratio, recovery_rate
        Of mild, moderate, severe. Shape (3). [-], [1/year]
    disability_definition, disability_level
        See `defined_shares`.
    guaranteed_trend
        One number, or one for each year of the calendar table. [1/year]
    """
    # Ages within groups follow the table itself: who lives where must not depend on a
    # draw of the multiplier.
    periods, by_age = mortality_by_age(mortality)
    groups = count_groups(elders, len(county_of_township))
    totals = groups.sum(axis=-1)
    within = shares_within_groups(
        totals, by_age[period_of_year(periods, timeline.start.year)]
    )
    hazards = build_hazards(
        mortality,
        defined_shares(
            prevalence_by_age(prevalence),
            people_by_age(totals, within),
            disability_definition,
            disability_level,
        ),
        multiplier=mortality_multiplier,
        ratio=np.append(1.0, mortality_ratio),
        recovery=recovery_rate,
    )
    years = len(calendar_periods(hazards, timeline))
    return PopulationSetting(
        timeline=timeline,
        rates=rates,
        hazards=hazards,
        groups=groups,
        shares=within,
        county_of_township=county_of_township,
        trend=np.array(np.broadcast_to(guaranteed_trend, (years,)), dtype=float),
        frozen=frozen,
        renewal=renewal,
    )


def population_setting(scenario: Scenario) -> PopulationSetting:
    """Return the setting of a scenario, its own timeline and its area's tables.

    Raises
    ------
    UnfitValuesError
        If no rates between abilities could keep the pack's prevalence by age, and the
        scenario has values of its own that decide it.
    AreaError
        If no rates could keep it whatever the scenario says.
    """
    try:
        return make_setting(**setting_arguments(scenario))
    except NoRatesError as error:
        own = own_rates(scenario)
        if own and _admits_rates(at_defaults(scenario, own)):
            raise unfit_rates(scenario, own) from error
        raise AreaError(
            "失能率随年龄的变化与死亡率、population.mortality_ratio、"
            "population.recovery_rate 不相容：没有任何转移率能保持这样的失能率",
            "prevalence by age, mortality, population.mortality_ratio and "
            "population.recovery_rate contradict each other: no rates between "
            "abilities could keep this prevalence",
            file=scenario.area.folder / "parameters",
        ) from error


def _admits_rates(scenario: Scenario) -> bool:
    try:
        make_setting(**setting_arguments(scenario))
    except NoRatesError:
        return False
    return True


def setting_arguments(scenario: Scenario) -> dict[str, Any]:
    """Return the arguments of `make_setting`: all that a population is made from."""
    area = scenario.area
    levels = ABILITIES[1:]

    def number(path: str) -> float:
        return float(scenario.value(path))

    return {
        "timeline": scenario.timeline,
        "rates": rates_from(scenario.value),
        "elders": area.elders,
        "county_of_township": area.townships["county_index"].to_numpy(dtype=np.int64),
        "mortality": area.tables["mortality_rate"],
        "prevalence": area.tables["prevalence"],
        "mortality_multiplier": number("population.mortality_multiplier"),
        "mortality_ratio": np.array(
            [number(f"population.mortality_ratio.{level}") for level in levels]
        ),
        "recovery_rate": np.array(
            [number(f"population.recovery_rate.{level}") for level in levels]
        ),
        "disability_definition": str(
            scenario.value("population.disability_definition")
        ),
        "disability_level": number("population.disability_level"),
        "guaranteed_trend": number("guaranteed.trend"),
        "frozen": bool(scenario.value("population.frozen")),
        "renewal": _renewal(scenario),
    }


def _renewal(scenario: Scenario) -> Renewal | None:
    """Return the renewal demand of a made-up place, None for real ones."""
    demand = scenario.demand
    if demand is None:
        return None
    return Renewal(
        applications_per_year=demand.applications_per_year,
        mean_stay_days=demand.mean_stay_days,
        ability=ABILITIES.index(demand.ability),
        elder_class=ElderClass[demand.klass.upper()],
    )
