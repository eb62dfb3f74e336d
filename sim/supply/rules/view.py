"""What a rule sees at a review: the state of homes and residents, and the past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.supply.homes import Homes


@dataclass(frozen=True, slots=True)
class Lodger:
    """A resident as an absorption check sees one.

    Attributes
    ----------
    elder_id
        Negative for a guaranteed resident under 60, who is counted, not followed.
    elder_class, ability
        As in `sim.events`.
    """

    elder_id: int
    elder_class: int
    ability: int


class View(Protocol):
    """The supply at the moment of judging; the engine keeps it up to date.

    Homes are indices into the registry. A home that is being wound down counts as
    open until it is closed, admits nobody, and is `taken`.
    """

    @property
    def day(self) -> float:
        """Day of the review. [days]."""

    @property
    def homes(self) -> Homes:
        """State of all homes of the pack; `is_open` says which stand and admit."""

    @property
    def selected(self) -> NDArray[np.bool_]:
        """Homes in the counties of the run. Shape (homes)."""

    @property
    def home_ids(self) -> Sequence[str]:
        """Ids of the homes, for ties and rows."""

    @property
    def tiers(self) -> Sequence[str]:
        """Tier of each home: county, township or village."""

    @property
    def county_codes(self) -> Sequence[str]:
        """Codes of the counties of the pack, in its order."""

    @property
    def selected_counties(self) -> Sequence[int]:
        """Counties of the run, ascending."""

    @property
    def township_county(self) -> NDArray[np.int64]:
        """County of each township of the pack. Shape (townships)."""

    @property
    def entrusted(self) -> NDArray[np.bool_]:
        """Homes run by somebody other than their public owner. Shape (homes)."""

    @property
    def mothballed(self) -> NDArray[np.bool_]:
        """Homes that are shut for the time being. Shape (homes)."""

    @property
    def upgradable(self) -> NDArray[np.bool_]:
        """Homes that can become regional centres. Shape (homes)."""

    @property
    def winding_down(self) -> NDArray[np.bool_]:
        """Homes whose end is announced. Shape (homes)."""

    @property
    def in_works(self) -> NDArray[np.bool_]:
        """Homes on which something that takes time is under way. Shape (homes)."""

    @property
    def awaited(self) -> NDArray[np.bool_]:
        """Homes that are to take in the residents of others. Shape (homes)."""

    @property
    def kept_open(self) -> NDArray[np.bool_]:
        """Homes that no rule may close, merge or convert. Shape (homes)."""

    @property
    def restricted(self) -> NDArray[np.bool_]:
        """Counties in which building is restricted. Shape (counties of the pack)."""

    def accrued(self, months: int) -> NDArray[np.float64] | None:
        """Return resident-days and licensed bed-days of the months before today.

        Calendar months. Shape (homes, 2); None if they reach before the start.
        """

    def calendar_year(self) -> NDArray[np.float64] | None:
        """Return the same of the last calendar year; None if before the start."""

    def residents(self) -> NDArray[np.int64]:
        """Return how many live in each home now, under-60 included. Shape (homes)."""

    def licensed_beds(self) -> NDArray[np.int64]:
        """Return the licensed beds of each home now. Shape (homes)."""

    def equipment_age(self) -> NDArray[np.float64]:
        """Return the age of the equipment of each home today. [years]."""

    def free_beds(self, home: int) -> tuple[int, int]:
        """Return free ordinary and nursing beds that nobody has been promised."""

    def idle_staff(self, home: int) -> float:
        """Return care staff not needed by residents or promises. [carers]."""

    def load(self, ability: int) -> float:
        """Return the carers that a resident of an ability needs. [carers]."""

    def lodgers(self, home: int) -> list[Lodger]:
        """Return who lives in a home, guaranteed first, then the smaller id."""

    def waiting_for_public_beds(self, county: int) -> int:
        """Return how many persons stand on lists of public homes of a county."""

    def acted_on(self, home: int) -> float:
        """Return the day when a rule last acted on a home; -inf if never. [days]."""

    def minutes_between(self, home: int) -> NDArray[np.float64]:
        """Return minutes from a home to every other. Shape (homes). [minutes]."""

    def guarantee_breached(self, county: int) -> bool:
        """Say whether willing guaranteed elders of a county wait beyond the days."""

    def sites_left(self, rule: str, county: int, township: int | None) -> int:
        """Return how many homes a build rule may still open in a county or township.

        See `sim/supply/rules/new_homes.py`; township is None for a county rule.
        """

    def served(self) -> NDArray[np.bool_]:
        """Return which townships of the pack an operating centre serves."""

    def region_occupancy(self) -> tuple[float, bool] | None:
        """Return last year's pooled public occupancy of the region.

        And whether it is from the pack's table, because only a part of it is run;
        None if the year lies before the start.
        """
