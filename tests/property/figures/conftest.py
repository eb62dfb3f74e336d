"""A made-up place whose logs obey one law: nobody is in two places or leaves twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pytest

from sim.events import CAUSE_CODE, EVENT_CODE, Ability, BedKind, Cause, Event, EventLog
from sim.indicators import indicator_table
from sim.timeline import Timeline

PERIOD = Timeline(date(2021, 11, 15), date(2022, 3, 14))
LOADS = [0.1, 0.2, 0.25, 0.5]
HOMES = ["450101-T1", "450101-P1", "450102-C1"]
COUNTIES = ["450101", "450102"]
ABILITIES = ["able", "mild", "moderate", "severe"]


@dataclass(frozen=True)
class Place:
    name: str
    counties: pd.DataFrame
    townships: pd.DataFrame


class NoTravel:
    def minutes(self, townships, lon, lat, home_townships):
        return np.zeros((len(townships), len(lon)))


AREA = Place(
    "made-up",
    pd.DataFrame(
        {"county_code": COUNTIES, "kind": "county", "prefecture_code": "4501"}
    ),
    pd.DataFrame(
        {
            "township_code": ["450101100", "450102100"],
            "county_code": COUNTIES,
            "kind": "town",
        }
    ),
)
REGISTRY = pd.DataFrame(
    {
        "home_id": HOMES,
        "county_code": ["450101", "450101", "450102"],
        "township_code": ["450101100", "450101100", "450102100"],
        "tier": ["township", "county", "county"],
        "ownership": ["public", "private", "public"],
        "operation": "direct",
        "accepts_social": True,
        "lon": 0.0,
        "lat": 0.0,
    }
)
NOBODY = pd.DataFrame(
    {
        "year": [2021],
        "township_code": ["450101100"],
        "residence": ["rural"],
        "sex": ["female"],
        "age_group": ["60-64"],
        "ability": ["able"],
        "persons": [1.0],
    }
)


class Village:
    """Writes a log in which nobody is in two places or leaves twice."""

    def __init__(self) -> None:
        self.log = EventLog()
        self.state: dict[int, tuple] = dict.fromkeys(range(8), ("home",))
        for home, beds in enumerate((3, 2, 4)):
            for kind in (BedKind.ORDINARY, BedKind.NURSING):
                staff = 0.7 if kind == BedKind.ORDINARY else 0.0
                self.write(
                    0, Event.OPENED, home=home, bed_kind=kind, beds=beds, staff=staff
                )

    def write(self, day, event, cause=Cause.NONE, **columns):
        self.log.record(day, EVENT_CODE[event], cause=CAUSE_CODE[cause], **columns)

    def act(self, day, what, elder, home, kind, ability):
        standing = self.state[elder]
        person = {"elder": elder, "county": elder % 2}
        place = {"home": home, "bed_kind": kind}
        if what == "beds" and kind != BedKind.SURGE:
            self.write(day, Event.BEDS_ADDED, beds=1, **place)
        if what in ("apply", "willing") and standing[0] == "home":
            if what == "willing":
                self.write(day, Event.WILLING, ability=ability, **person)
            self.write(day, Event.APPLIED, ability=ability, **person)
            self.state[elder] = ("waits", ability)
        if standing[0] == "waits":
            self._waiting(day, what, standing[1], ability, person, place)
        if standing[0] == "lies":
            self._in_a_home(day, what, standing, ability, person, place)

    def _waiting(self, day, what, now, ability, person, place):
        elder = person["elder"]
        if what == "admit":
            rung = [Cause.RUNG_SUITABLE, Cause.RUNG_SURGE, Cause.FROM_LIST][ability % 3]
            if place["bed_kind"] == BedKind.SURGE:
                self.write(day, Event.SURGE_OPENED, beds=1, **place)
            row = {"residents": 1, "ability": now} | person | place
            self.write(day, Event.ADMITTED, rung, **row)
            self.state[elder] = ("lies", now, place)
        if what == "lose":
            ends = [Event.WITHDREW, Event.DIED_WAITING, Event.DECLINED, Event.WITHDREW]
            self.write(day, ends[ability], ability=now, **person)
            dead = ends[ability] == Event.DIED_WAITING
            self.state[elder] = ("dead",) if dead else ("home",)
        if what == "change" and ability != now:
            self._change(day, now, ability, person, {})
            self.state[elder] = ("waits", ability)

    def _in_a_home(self, day, what, standing, ability, person, place):
        _, now, bed = standing
        elder = person["elder"]
        if what == "change" and ability != now:
            self._change(day, now, ability, person, bed)
            self.state[elder] = ("lies", ability, bed)
        if what == "transfer" and place != bed:
            row = {"ability": now} | person
            self.write(day, Event.TRANSFERRED, residents=-1, **row, **bed)
            self._close_surge(day, bed)
            if place["bed_kind"] == BedKind.SURGE:
                self.write(day, Event.SURGE_OPENED, beds=1, **place)
            left = bed["home"]
            self.write(
                day, Event.TRANSFERRED, residents=1, from_home=left, **row, **place
            )
            self.state[elder] = ("lies", now, place)
        if what == "leave":
            died = ability >= Ability.MODERATE
            event = Event.DIED_IN_CARE if died else Event.DISCHARGED
            self.write(day, event, residents=-1, ability=now, **person, **bed)
            self._close_surge(day, bed)
            self.state[elder] = ("dead",) if died else ("home",)

    def _change(self, day, now, ability, person, bed):
        event = Event.WORSENED if ability > now else Event.RECOVERED
        cause = Cause(f"from_{ABILITIES[now]}")
        self.write(day, event, cause, ability=ability, **person, **bed)

    def _close_surge(self, day, bed):
        if bed["bed_kind"] == BedKind.SURGE:
            self.write(day, Event.SURGE_CLOSED, beds=-1, **bed)


def written(acts) -> pd.DataFrame:
    village = Village()
    for act in acts:
        village.act(*act)
    return village.log.to_frame(
        HOMES, COUNTIES, ["450101100", "450102100"], draw=0, replication=0
    )


def figures(log: pd.DataFrame) -> dict[tuple[str, str, int], float]:
    table = indicator_table(
        log,
        REGISTRY,
        NOBODY,
        AREA,
        PERIOD,
        county_indices=[0, 1],
        load_by_ability=LOADS,
        travel=NoTravel(),
        center_minutes=30,
        center_townships=3,
        catchment_minutes=60,
        outside_beds_on=lambda when: 0.0,
        guarantee_days=30,
    )
    whole = table[["tier", "ownership", "operation", "residence"]].eq("all").all(axis=1)
    keys = ["indicator", "area_code", "year"]
    values = table[whole].set_index(keys)["value"].to_dict()
    townships = table[(table["tier"] == "township") & (table["ownership"] == "all")]
    renamed = townships.assign(area_code="T:" + townships["area_code"].astype("str"))
    return values | renamed.set_index(keys)["value"].to_dict()


@pytest.fixture(scope="session")
def write_log():
    """Return the function that turns acts into a log."""
    return written


@pytest.fixture(scope="session")
def figures_of():
    """Return the function that computes figures by indicator, area and year."""
    return figures
