"""What things cost: the parameters of the three purses, by year, with their grades."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.events import ABILITIES
from sim.timeline import Timeline

Table = NDArray[np.float64]

_PREFIX: Final = "cost."
_GRADES: Final = ("published", "derived", "assumed")
"""From the best to the worst."""


def _by_ability(name: str, abilities: Iterable[str] = ABILITIES) -> tuple[str, ...]:
    return tuple(f"{name}.{ability}" for ability in abilities)


_DISABLED: Final = ABILITIES[1:]
_FEES: Final = (*_by_ability("fee"), "fee_private_ratio")
_INSURED: Final = (
    *("insurance_covered", "insurance_quota"),
    *("insurance_share_in_home", "insurance_share_at_home"),
)
_SUBSIDY: Final = ("disability_subsidy", "disability_subsidy_share")
_HOME_CARE: Final = (
    *_by_ability("home_care", _DISABLED),
    *("home_care_use", "home_care_public_share"),
)
_DAY_CARE: Final = ("day_care_place", "day_care_places", "day_care_public_share")
_SUPPORT: Final = ("support_guaranteed", *_by_ability("support_care"))
_FAMILY_TIME: Final = (*_by_ability("family_hours"), "family_hour", "living")
CAPITAL: Final = (
    *("build_bed", "nursing_bed", "upgrade_home", "improve_bed", "convert_home"),
    *("close_home", "move_resident", "reopen_home"),
)
_IDLE: Final = ("mothballed_home", "converted_house")

USES: Final[Mapping[str, tuple[str, ...]]] = {
    "cost_public": (
        *(*_SUPPORT, "dispersed_care_share", *_FEES, "fee_hardship_share"),
        *(*_INSURED, *_SUBSIDY, *_HOME_CARE, *_DAY_CARE, *CAPITAL, *_IDLE),
        *("subsidy_private_bed", "subsidy_build_private_bed", "entrusted_fee"),
    ),
    "cost_home": (
        *("home_fixed", "bed_fixed", *_by_ability("resident"), *_FEES, *_SUPPORT),
        *("subsidy_private_bed", "subsidy_build_private_bed", "entrusted_fee"),
        *(*CAPITAL, *_IDLE),
    ),
    "cost_family": (
        *(*_FEES, "fee_hardship_share", *_INSURED, *_SUBSIDY, *_FAMILY_TIME),
        *(*_HOME_CARE, *_DAY_CARE, "visits"),
    ),
    "cost_displaced": (
        *(*_SUPPORT, "dispersed_care_share", *_FAMILY_TIME, *_HOME_CARE),
    ),
}
"""Parameters by the figure that they enter, without the prefix `cost.`."""

NAMES: Final = tuple(sorted({name for names in USES.values() for name in names}))


@dataclass(frozen=True)
class CostRates:
    """Values of all parameters of cost. Arrays of shape (years)."""

    by_name: Mapping[str, Table]
    """By name without the prefix; in the unit of the catalogue."""

    def __getitem__(self, name: str) -> Table:
        return self.by_name[name]

    def by_ability(self, name: str) -> Table:
        """Return the values by ability, nought where there is none. (4, years)."""
        nothing = np.zeros_like(self.by_name["home_fixed"])
        return np.array([self.by_name.get(one, nothing) for one in _by_ability(name)])


def cost_rates(value_on: Callable[[str, date], float], timeline: Timeline) -> CostRates:
    """Return the rates of each year of a period, as they are on the first of July.

    Parameters
    ----------
    value_on
        Value of a parameter (`cost.home_fixed`) on a day.
    timeline
        The reported period; a day outside it is moved to its nearest end.
    """
    days = [
        min(max(date(year, 7, 1), timeline.start), timeline.end)
        for year in timeline.years
    ]
    return CostRates(
        {
            name: np.array([float(value_on(_PREFIX + name, day)) for day in days])
            for name in NAMES
        }
    )


def cost_grade(indicator: str, grade_of: Callable[[str], str]) -> str:
    """Return the grade of a figure of cost: the worst of the parameters it uses.

    Parameters
    ----------
    indicator
        `cost_public`, `cost_home`, `cost_family` or `cost_displaced`, also per
        resident.
    grade_of
        Grade of a parameter by its path.
    """
    names = USES[indicator.removesuffix("_per_resident")]
    return max((grade_of(_PREFIX + name) for name in names), key=_GRADES.index)
