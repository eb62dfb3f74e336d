"""What a rule sees, written by hand: a few homes on a line, minutes apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from numpy.typing import NDArray

from sim.events import Ability, ElderClass
from sim.scenario.rule import (
    Comparison,
    Condition,
    Group,
    HomeScope,
    Rule,
    RuleAction,
)
from sim.supply.homes import Homes
from sim.supply.rules.absorption import Absorption
from sim.supply.rules.view import Lodger

ABLE, MILD, MODERATE, SEVERE = Ability
GUARANTEED, HARDSHIP, SELF_PAYING = ElderClass
LOAD = (0.1, 1 / 6, 1 / 6, 1 / 3)
YEAR = 365.0


@dataclass
class House:
    """A home of 10 beds, half full the last three years, unless said otherwise."""

    occupancy: float | None = 0.5
    """Of each window; None for a home without bed-days."""
    at: float = 0.0
    """Minutes along the road."""
    lives: Sequence[tuple[int, int]] = ()
    """Class and ability of each resident."""
    ordinary: int = 10
    nursing: int = 0
    staff: float = 99.0
    county: int = 0
    township: int | None = None
    tier: str = "township"
    public: bool = True
    social: bool = True
    center: bool = False
    upgradable: bool = True
    fire_safe: bool = True
    age: float = 5.0
    entrusted: bool = False
    is_open: bool = True
    mothballed: bool = False
    winding_down: bool = False
    in_works: bool = False
    awaited: bool = False
    kept_open: bool = False
    acted_on: float = -inf
    windows: dict[int, float] = field(default_factory=dict)
    """Occupancy of windows that differ, by months."""


# A public home that a county keeps, too far away and too full to take anybody in.
KEPT = House(None, at=1e6, ordinary=0, tier="county", township=99)


class HandView:
    """A `View` made of houses; elders are numbered from 1, house by house."""

    def __init__(
        self,
        *houses: House,
        day: float = 6 * YEAR,
        history_months: int = 60,
        waiting: int = 0,
        breached: Sequence[int] = (),
        region: tuple[float, bool] | None = (0.5, False),
        sites: int = 99,
        served: Sequence[int] = (),
        licensed: Mapping[int, int] | None = None,
    ) -> None:
        self.houses = houses
        self.day = day
        self._history_months = history_months
        self._waiting = waiting
        self._breached = breached
        self._region = region
        self._sites = sites
        self._licensed = licensed or {}
        self.selected = np.ones(len(houses), dtype=bool)
        self.home_ids = [f"{house.county}-T{n:02d}" for n, house in enumerate(houses)]
        self.tiers = [house.tier for house in houses]
        n_counties = 1 + max(house.county for house in houses)
        self.county_codes = [f"45010{n}" for n in range(n_counties)]
        self.selected_counties = list(range(n_counties))
        self.entrusted = self._flags("entrusted")
        self.mothballed = self._flags("mothballed")
        self.upgradable = self._flags("upgradable")
        self.winding_down = self._flags("winding_down")
        self.in_works = self._flags("in_works")
        self.awaited = self._flags("awaited")
        self.kept_open = self._flags("kept_open")
        self.restricted = np.zeros(n_counties, dtype=bool)
        self.homes = self._homes()
        self.township_county = self._township_county()
        self._served = np.isin(np.arange(len(self.township_county)), list(served))
        self._lodgers: list[list[Lodger]] = []
        elder = 0
        for house in houses:
            ids = range(elder + 1, elder + 1 + len(house.lives))
            elder += len(house.lives)
            lives = zip(ids, house.lives, strict=True)
            self._lodgers.append([Lodger(n, *life) for n, life in lives])
        self.promised: dict[tuple[int, int], int] = {}
        self.promised_load: dict[int, float] = {}

    # --- what the engine would do -----------------------------------------

    def wind_down(self, home: int, absorption: Absorption) -> None:
        """Announce the end of a home and promise its residents their beds."""
        self.winding_down[home] = True
        self.homes.is_open[home] = False
        ability = {one.elder_id: one.ability for one in self._lodgers[home]}
        for one in absorption.placements:
            key = one.home, one.kind
            self.promised[key] = self.promised.get(key, 0) + 1
            load = self.promised_load.get(one.home, 0.0)
            self.promised_load[one.home] = load + LOAD[ability[one.elder_id]]

    # --- the protocol ------------------------------------------------------

    def accrued(self, months: int) -> NDArray[np.float64] | None:
        if months > self._history_months:
            return None
        return self._bed_days(months, months * 30.0)

    def calendar_year(self) -> NDArray[np.float64] | None:
        return None if self._history_months < 12 else self._bed_days(12, YEAR)

    def residents(self) -> NDArray[np.int64]:
        return np.array([len(lodgers) for lodgers in self._lodgers])

    def licensed_beds(self) -> NDArray[np.int64]:
        beds: NDArray[np.int64] = self.homes.beds.sum(axis=1)
        for home, number in self._licensed.items():
            beds[home] = number
        return beds

    def equipment_age(self) -> NDArray[np.float64]:
        return self.homes.equipment_age_years

    def free_beds(self, home: int) -> tuple[int, int]:
        """Ordinary beds are taken first by those whom they suit."""
        beds = self.homes.beds[home].tolist()
        for lodger in self._lodgers[home]:
            kind = 1 if lodger.ability >= MODERATE or not beds[0] else 0
            beds[kind] -= 1
        return tuple(beds[kind] - self.promised.get((home, kind), 0) for kind in (0, 1))

    def idle_staff(self, home: int) -> float:
        load = sum(LOAD[lodger.ability] for lodger in self._lodgers[home])
        staff = float(self.homes.care_staff[home])
        return staff - load - self.promised_load.get(home, 0.0)

    def load(self, ability: int) -> float:
        return LOAD[ability]

    def lodgers(self, home: int) -> list[Lodger]:
        return self._lodgers[home]

    def waiting_for_public_beds(self, county: int) -> int:
        return self._waiting

    def acted_on(self, home: int) -> float:
        return self.houses[home].acted_on

    def minutes_between(self, home: int) -> NDArray[np.float64]:
        at = np.array([house.at for house in self.houses])
        return np.abs(at - at[home])

    def guarantee_breached(self, county: int) -> bool:
        return county in self._breached

    def sites_left(self, rule: str, county: int, township: int | None) -> int:
        return self._sites

    def served(self) -> NDArray[np.bool_]:
        return self._served

    def region_occupancy(self) -> tuple[float, bool] | None:
        return self._region

    # --- arrays ------------------------------------------------------------

    def _flags(self, name: str) -> NDArray[np.bool_]:
        return np.array([getattr(house, name) for house in self.houses], dtype=bool)

    def _numbers(self, name: str) -> NDArray[np.float64]:
        return np.array([getattr(house, name) for house in self.houses], dtype=float)

    def _bed_days(self, months: int, days: float) -> NDArray[np.float64]:
        rows = np.zeros((len(self.houses), 2))
        for row, house in zip(rows, self.houses, strict=True):
            occupancy = house.windows.get(months, house.occupancy)
            if occupancy is not None:
                bed_days = (house.ordinary + house.nursing) * days
                row[:] = occupancy * bed_days, bed_days
        return rows

    def _township_county(self) -> NDArray[np.int64]:
        pairs = zip(self.homes.township.tolist(), self.houses, strict=True)
        county = {township: house.county for township, house in pairs}
        return np.array([county.get(n, 0) for n in range(1 + max(county))])

    def _homes(self) -> Homes:
        houses = self.houses
        own = [n if h.township is None else h.township for n, h in enumerate(houses)]
        zeros = np.zeros(len(houses))
        return Homes(
            county=np.array([house.county for house in houses]),
            township=np.array(own),
            public=self._flags("public"),
            township_tier=np.array([house.tier == "township" for house in houses]),
            accepts_social=self._flags("social"),
            regional_center=self._flags("center"),
            is_open=self._flags("is_open") & ~self.mothballed,
            entrusted=self.entrusted,
            beds=np.array([[house.ordinary, house.nursing] for house in houses]),
            care_staff=self._numbers("staff"),
            fire_safety_ok=self._flags("fire_safe"),
            equipment_age_years=self._numbers("age"),
            home_effect=zeros,
            lon=zeros,
            lat=zeros,
        )


# --- rules -----------------------------------------------------------------

_DEFAULTS: dict[str, dict[str, object]] = {
    "close": {"max_travel": 60.0, "unplaced": "stop", "emergency": False},
    "merge": {
        "max_travel": 60.0,
        "into": "nearest",
        "carry_beds": 1.0,
        "carry_staff": 1.0,
    },
    "convert": {"max_travel": 60.0, "to": "day_care", "unplaced": "stop"},
    "mothball": {"max_travel": 60.0, "unplaced": "stop"},
    "regroup_guaranteed": {"max_travel": 60.0},
    "build": {
        "tier": "county",
        "ownership": "public",
        "beds": 20,
        "nursing_share": 0.5,
        "exempt": False,
    },
}


def act(do: str, **values: object) -> RuleAction:
    """Return an action with its usual choices, some of them changed."""
    return RuleAction(do, _DEFAULTS.get(do, {}) | values)  # type: ignore[arg-type]


def below(
    limit: float, measure: str = "home.occupancy.mean12m", reviews: int = 1
) -> Comparison:
    """Return the comparison `measure < limit`."""
    words = f"{measure} < {limit:g}" + (f" for {reviews} reviews" * (reviews > 1))
    return Comparison(measure, "<", limit, reviews, words)


def every(*parts: Condition) -> Group:
    """Return conditions that must hold together."""
    return Group("all", parts)


def a_rule(*then: RuleAction, **changes: object) -> Rule:
    """Return a rule that closes without condition, unless said otherwise."""
    return Rule(
        **{  # type: ignore[arg-type]
            "id": "rule",
            "label": {"zh": "规则", "en": "rule"},
            "source": "assumption",
            "assumes": (),
            "note": "",
            "scope": HomeScope(),
            "reviews": (),
            "when": None,
            "then": then or (act("close"),),
        }
        | changes
    )
