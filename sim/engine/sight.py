"""What rules see of a running replication: the engine's side of the view."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.engine.services import Services
from sim.engine.supply_state import SupplyState
from sim.engine.world import World
from sim.events import Ability, ElderClass
from sim.scenario import Scenario
from sim.scenario.rule import Rule, RuleAction
from sim.supply.homes import Homes
from sim.supply.rules.new_homes import RuleSites
from sim.supply.rules.view import Lodger
from sim.supply.setting import SupplySetting
from sim.timeline import DAYS_PER_YEAR

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Sight:
    """See `sim.supply.rules.view.View`, which this fulfils."""

    def __init__(
        self,
        scenario: Scenario,
        supply: SupplySetting,
        world: World,
        state: SupplyState,
        services: Services,
    ) -> None:
        self._scenario = scenario
        self._supply = supply
        self._world = world
        self._state = state
        self._services = services
        self._age_at_start = supply.homes.equipment_age_years
        self._minutes: dict[int, Floats] = {}
        self._sites = RuleSites(supply.table, scenario.rules)
        self.home_ids: Sequence[str] = supply.table["home_id"].astype(str).tolist()
        self._kept_open = np.isin(self.home_ids, scenario.kept_open)
        self.tiers: Sequence[str] = supply.table["tier"].astype(str).tolist()
        area = scenario.area
        self.county_codes: Sequence[str] = area.counties["county_code"].tolist()
        self.selected_counties: Sequence[int] = list(scenario.county_indices)
        self.township_county: NDArray[np.int64] = area.townships[
            "county_index"
        ].to_numpy(dtype=np.int64)

    @property
    def day(self) -> float:
        return float(self._world.env.now)

    @property
    def homes(self) -> Homes:
        return self._world.homes

    @property
    def selected(self) -> Flags:
        return self._supply.selected

    @property
    def entrusted(self) -> Flags:
        return self._world.homes.entrusted

    @property
    def mothballed(self) -> Flags:
        return self._state.mothballed

    @property
    def upgradable(self) -> Flags:
        return self._state.upgradable

    @property
    def winding_down(self) -> Flags:
        return self._state.winding_down

    @property
    def in_works(self) -> Flags:
        return self._state.works > 0

    @property
    def awaited(self) -> Flags:
        return self._state.awaited

    @property
    def kept_open(self) -> Flags:
        return self._kept_open

    @property
    def restricted(self) -> Flags:
        return self._state.restricted_until > self.day

    def accrued(self, months: int) -> Floats | None:
        return self._between(self._months_before(self.day, months), self.day)

    def calendar_year(self) -> Floats | None:
        timeline = self._scenario.timeline
        year = timeline.date(self.day).year
        first, end = dt.date(year - 1, 1, 1), dt.date(year, 1, 1)
        return self._between(timeline.day(first), timeline.day(end))

    def window_starts(self, day: float, months: Sequence[int]) -> list[float]:
        """Return the days at which windows begin or end that a day looks at. [days]."""
        timeline = self._scenario.timeline
        year = timeline.date(day).year
        ends = [timeline.day(dt.date(one, 1, 1)) for one in (year - 1, year)]
        return [*(self._months_before(day, number) for number in months), *ends]

    def _months_before(self, day: float, months: int) -> float:
        timeline = self._scenario.timeline
        today = timeline.date(day)
        year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return timeline.day(dt.date(year, month + 1, min(today.day, last)))

    def _between(self, first: float, last: float) -> Floats | None:
        snapshots = self._world.board.ledger.snapshots
        if first < 0:
            return None
        return snapshots[last] - snapshots[first]

    def residents(self) -> NDArray[np.int64]:
        return np.array(self._world.board.ledger.residents, dtype=np.int64)

    def licensed_beds(self) -> NDArray[np.int64]:
        return np.array(self._world.board.ledger.beds, dtype=np.int64)

    def equipment_age(self) -> Floats:
        renewed = self._state.renewed_on
        since = np.where(np.isnan(renewed), 0.0, renewed)
        age = np.where(np.isnan(renewed), self._age_at_start, 0.0)
        result: Floats = age + (self.day - since) / DAYS_PER_YEAR
        return result

    def free_beds(self, home: int) -> tuple[int, int]:
        ordinary, nursing = self._world.board.free[home]
        return ordinary, nursing

    def idle_staff(self, home: int) -> float:
        return self._world.board.capacity.idle_staff(home)

    def load(self, ability: int) -> float:
        return self._world.parameters.load[ability]

    def lodgers(self, home: int) -> list[Lodger]:
        world, board = self._world, self._world.board
        young = [
            Lodger(-number, ElderClass.GUARANTEED, Ability.ABLE)
            for number in range(sum(board.under_60[home]), 0, -1)
        ]
        elders = [
            Lodger(
                elder_id,
                world.roster.class_on(person, self.day),
                board.place_of[person].ability,
            )
            for elder_id, person in board.residents_of(home)
        ]
        elders.sort(key=lambda one: one.elder_class != ElderClass.GUARANTEED)
        return young + elders

    def waiting_for_public_beds(self, county: int) -> int:
        homes, board = self.homes, self._world.board
        public = np.flatnonzero(homes.public & (homes.county == county))
        return len(
            {
                ticket.person
                for home in public.tolist()
                for ticket in board.lists.standing(home)
                if ticket.person not in board.place_of
            }
        )

    def acted_on(self, home: int) -> float:
        return float(self._state.acted_on[home])

    def minutes_between(self, home: int) -> Floats:
        if home not in self._minutes:
            homes = self._supply.homes
            origin = homes.township[home : home + 1]
            self._minutes[home] = self._supply.travel.minutes(
                origin, homes.lon, homes.lat, homes.township
            )[0]
        return self._minutes[home]

    def guarantee_breached(self, county: int) -> bool:
        at = self._world.roster.county
        return any(at[person] == county for person in self._world.overdue)

    def sites_left(self, rule: str, county: int, township: int | None) -> int:
        return self._sites.left(rule, *self._codes(county, township))

    def take_site(
        self, rule: Rule, action: RuleAction, county: int, township: int | None
    ) -> int:
        """Return the home that an action builds now; it is not built twice."""
        return self._sites.take(rule.id, action, *self._codes(county, township))

    def _codes(self, county: int, township: int | None) -> tuple[str, str | None]:
        codes = self._scenario.area.townships["township_code"]
        unit = None if township is None else str(codes.iloc[township])
        return self.county_codes[county], unit

    def served(self) -> Flags:
        return self._services.served()

    def region_occupancy(self) -> tuple[float, bool] | None:
        year = self.calendar_year()
        if year is None:
            return None
        area = self._scenario.area
        whole = len(self.selected_counties) == len(self.county_codes)
        # A county imported by itself is a part of its region all the same.
        whole = whole and not area.part_of
        table = area.tables.get("region_occupancy")
        if not whole and table is not None:
            wanted = self._scenario.timeline.date(self.day).year - 1
            row = table[table["year"] == wanted]
            if len(row):
                return float(row["occupancy"].iloc[0]), True
        residents, beds = year[self.homes.public & self.selected].sum(axis=0)
        return (float(residents / beds), False) if beds else None
