"""A made-up area of two counties, and logs written row by row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pytest
from made_up_costs import purses

from sim.events import (
    CAUSE_CODE,
    EVENT_CODE,
    Ability,
    BedKind,
    Cause,
    Event,
    EventLog,
)
from sim.indicators import indicator_table
from sim.timeline import Timeline

__all__ = ["purses"]

LOADS = (0.1, 1 / 6, 1 / 6, 1 / 3)


@dataclass(frozen=True)
class Place:
    """What the indicators read of an area pack."""

    name: str
    counties: pd.DataFrame
    townships: pd.DataFrame


class StraightRoad:
    """Townships lie on a road at their index; a home at its longitude, by minutes."""

    def minutes(self, townships, lon, lat, home_townships):
        minutes = np.abs(10.0 * townships[:, None] - lon[None, :])
        minutes[townships[:, None] == home_townships[None, :]] = 15.0
        return minutes


class Register:
    """Homes of a made-up area and a log of what happens in them."""

    def __init__(self, area: Place) -> None:
        self.area = area
        self.rows: list[dict[str, object]] = []
        self.log = EventLog()
        self.counties = area.counties["county_code"].tolist()
        self.townships = area.townships["township_code"].tolist()

    def home(self, home_id: str, township: int = 0, **changed: object) -> int:
        """Add a home without beds; return its number."""
        place = self.area.townships.iloc[township]
        home = {
            "home_id": home_id,
            "county_code": place["county_code"],
            "township_code": place["township_code"],
            "tier": "township",
            "ownership": "public",
            "operation": "direct",
            "accepts_social": False,
            "lon": 10.0 * township,
            "lat": 0.0,
        }
        self.rows.append(home | changed)
        return len(self.rows) - 1

    def opened(self, home, ordinary=0, nursing=0, *, staff=0.0, day=0.0):
        for kind, beds in ((BedKind.ORDINARY, ordinary), (BedKind.NURSING, nursing)):
            self.write(
                day,
                Event.OPENED,
                home=home,
                bed_kind=kind,
                beds=beds,
                staff=staff if kind == BedKind.ORDINARY else 0.0,
            )

    def write(self, day, event, *, cause=Cause.NONE, county=0, **columns):
        """Write one row; the elder lives in `county`."""
        self.log.record(
            day, EVENT_CODE[event], cause=CAUSE_CODE[cause], county=county, **columns
        )

    def admit(
        self,
        day,
        elder,
        home,
        kind=BedKind.ORDINARY,
        ability=Ability.ABLE,
        *,
        cause=Cause.CHOICE,
        county=0,
        minutes=float("nan"),
    ):
        self.write(
            day,
            Event.ADMITTED,
            minutes=minutes,
            elder=elder,
            home=home,
            bed_kind=kind,
            residents=1,
            ability=ability,
            cause=cause,
            county=county,
        )

    def leave(
        self,
        day,
        elder,
        home,
        kind=BedKind.ORDINARY,
        ability=Ability.ABLE,
        event=Event.DIED_IN_CARE,
        cause=Cause.NONE,
    ):
        self.write(
            day,
            event,
            cause=cause,
            elder=elder,
            home=home,
            bed_kind=kind,
            residents=-1,
            ability=ability,
        )

    def move(
        self,
        day,
        elder,
        old,
        new,
        *,
        event=Event.MOVED_BY_CLOSURE,
        cause=Cause.RULE_CLOSE,
        kind=BedKind.ORDINARY,
        ability=Ability.ABLE,
        minutes=float("nan"),
        persons=1,
        township=-1,
    ):
        """Write the two rows of a move between homes."""
        both = {"cause": cause, "bed_kind": kind, "ability": ability}
        both |= {"elder": elder, "township": township}
        self.write(day, event, home=old, residents=-persons, **both)
        self.write(
            day,
            event,
            home=new,
            from_home=old,
            residents=persons,
            minutes=minutes,
            **both,
        )

    def end(
        self,
        day,
        home,
        ordinary=0,
        nursing=0,
        *,
        event=Event.CLOSED,
        cause=Cause.RULE_CLOSE,
        staff=0.0,
    ):
        """Write the rows by which a home ends (or, with beds below nought, reopens)."""
        for kind, beds in ((BedKind.ORDINARY, ordinary), (BedKind.NURSING, nursing)):
            self.write(
                day,
                event,
                cause=cause,
                home=home,
                bed_kind=kind,
                beds=-beds,
                staff=-staff if kind == BedKind.ORDINARY else 0.0,
            )

    @property
    def homes(self) -> pd.DataFrame:
        return pd.DataFrame(self.rows)

    def frame(self) -> pd.DataFrame:
        """Return the log by time; rows of one moment as they were written."""
        written = self.log.to_frame(
            [str(row["home_id"]) for row in self.rows],
            self.counties,
            self.townships,
            draw=0,
            replication=0,
        )
        return written.sort_values("time_days", kind="stable", ignore_index=True)

    def table(self, **changed) -> Figures:
        """Return the indicators of the log, by default of both counties."""
        setting = {
            "county_indices": range(len(self.counties)),
            "load_by_ability": LOADS,
            "travel": StraightRoad(),
            "center_minutes": 30.0,
            "center_townships": 3,
            "catchment_minutes": 60.0,
            "outside_beds_on": lambda when: 1000.0 * (when.year - 2020),
            "guarantee_days": 30.0,
        }
        table = indicator_table(
            self.frame(),
            self.homes,
            changed.pop("population", population(self.townships)),
            self.area,
            changed.pop("timeline", Timeline(date(2021, 1, 1), date(2022, 12, 31))),
            **(setting | changed),
        )
        return Figures(table)


def population(townships) -> pd.DataFrame:
    """Return 10 able and 10 severe persons of each group in each township and year."""
    groups = [
        (year, township, residence, sex, age, ability, 10.0)
        for year in (2021, 2022)
        for township in townships
        for residence in ("rural", "urban")
        for sex in ("female", "male")
        for age in ("60-64", "65-69", "85+")
        for ability in ("able", "severe")
    ]
    columns = [
        "year", "township_code", "residence", "sex", "age_group", "ability", "persons",
    ]  # fmt: skip
    return pd.DataFrame(groups, columns=columns)


@dataclass(frozen=True)
class Figures:
    """An indicator table that is asked for single figures."""

    frame: pd.DataFrame

    def value(self, indicator: str, year: int = 2021, **keys: str) -> float:
        """Return the one value of a figure; of the whole region, where not said."""
        wanted = {"area_level": "region", "tier": "all", "ownership": "all"}
        rows = self.rows(
            indicator,
            year=year,
            **(wanted | {"operation": "all", "residence": "all"} | keys),
        )
        assert len(rows) == 1, f"{len(rows)} rows for {indicator} {year} {keys}"
        return float(rows["value"].iloc[0])

    def rows(self, indicator: str, **keys: object) -> pd.DataFrame:
        """Return the rows of an indicator with these keys."""
        rows = self.frame[self.frame["indicator"] == indicator]
        for name, word in keys.items():
            rows = rows[rows[name] == word]
        return rows


@pytest.fixture
def area() -> Place:
    """Two counties of one prefecture: a county and a district.

    Townships 0 to 3 (street, town, township, quasi) lie in the first, 4 and 5 (town,
    street) in the second.
    """
    counties = pd.DataFrame(
        {
            "county_code": ["450101", "450102"],
            "kind": ["county", "district"],
            "prefecture_code": ["4501", "4501"],
        }
    )
    townships = pd.DataFrame(
        {
            "township_code": [f"450101{n:03d}" for n in range(4)]
            + [f"450102{n:03d}" for n in range(2)],
            "county_code": ["450101"] * 4 + ["450102"] * 2,
            "kind": ["street", "town", "township", "quasi", "town", "street"],
        }
    )
    return Place("made-up", counties, townships)


@pytest.fixture
def register(area) -> Register:
    return Register(area)
