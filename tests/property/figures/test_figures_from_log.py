"""Every figure recomputed from the log, day by day, in plain loops.

Things happen on whole days, so that many fall together; the state of a day is what
stands after all of its rows.
"""

from __future__ import annotations

from collections import defaultdict
from math import isclose

import numpy as np
import pandas as pd
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from sim.events import Ability, BedKind
from sim.indicators.step_curves import area_under

HORIZON = 120
NEW_YEAR = 47
YEAR_DAYS = {2021: NEW_YEAR, 2022: HORIZON - NEW_YEAR}
LOADS = [0.1, 0.2, 0.25, 0.5]
HOMES = ["450101-T1", "450101-P1", "450102-C1"]
COUNTIES = ["450101", "450102"]
COUNTY_OF = dict(zip(HOMES, ["450101", "450101", "450102"], strict=True))
TIER_OF = dict(zip(HOMES, ["township", "county", "county"], strict=True))
PUBLIC = {"450101-T1", "450102-C1"}
DISABLED = {"moderate", "severe"}
ABILITIES = ["able", "mild", "moderate", "severe"]


ACTS = ["apply", "willing", "admit", "lose", "change", "transfer", "leave", "beds"]
steps = st.lists(
    st.tuples(
        st.integers(0, HORIZON + 20),
        st.sampled_from(ACTS),
        st.integers(0, 7),
        st.integers(0, 2),
        st.sampled_from(list(BedKind)),
        st.sampled_from(list(Ability)),
    ),
    max_size=80,
).map(lambda acts: sorted(acts, key=lambda act: act[0]))


def areas_of(home: str | None, county: str) -> list[str]:
    """Return the areas in which a home, or an elder of a county, counts."""
    areas = ["made-up", "4501", county]
    if home is not None:
        areas.append(home)
        if TIER_OF[home] == "township":
            areas += ["T:" + area for area in areas[:3]]
    return areas


def year_of(day: float) -> int:
    return 2021 if day < NEW_YEAR else 2022


class DayByDay:
    """Sums over whole days, from the rows alone."""

    def __init__(self, log: pd.DataFrame) -> None:
        self.rows = [
            row for row in log.to_dict("records") if row["time_days"] < HORIZON
        ]
        self.sums: dict[tuple[str, str, int], float] = defaultdict(float)
        self._walk()
        self._follow()

    def add(self, name, areas, day, amount=1.0):
        for area in areas:
            self.sums[name, area, year_of(day)] += amount

    def _walk(self) -> None:
        lying: dict[int, tuple[str, str]] = {}
        able: dict[int, str] = {}
        beds: dict[tuple[str, str], int] = defaultdict(int)
        staff: dict[str, float] = defaultdict(float)
        for day in range(HORIZON):
            for row in self.rows:
                if row["time_days"] != day:
                    continue
                home, elder = row["facility_id"], row["elder_id"]
                if isinstance(home, str):
                    beds[home, row["bed_kind"]] += row["beds_change"]
                    staff[home] += row["staff_change"]
                if row["residents_change"] > 0:
                    lying[elder] = (home, row["bed_kind"])
                elif row["residents_change"] < 0:
                    del lying[elder]
                if isinstance(row["ability"], str):
                    able[elder] = row["ability"]
            for home in HOMES:
                self._day_of(day, home, lying, able, beds, staff[home])

    def _day_of(self, day, home, lying, able, beds, staff) -> None:
        areas = areas_of(home, COUNTY_OF[home])
        here = {elder: kind for elder, (at, kind) in lying.items() if at == home}
        licensed = beds[home, "ordinary"] + beds[home, "nursing"]
        loads = [LOADS[ABILITIES.index(able[elder])] for elder in here]
        mean_load = sum(loads) / len(loads) if loads else LOADS[0]
        self.add("resident_days", areas, day, len(here))
        self.add("licensed_days", areas, day, licensed)
        self.add("staffed_days", areas, day, min(licensed, staff / mean_load))
        self.add("surge_days", areas, day, beds[home, "surge"])
        for elder, kind in here.items():
            if able[elder] in DISABLED:
                self.add("disabled_days", areas, day)
                self.add("mismatch_days", areas, day, kind != "nursing")
        if day in (NEW_YEAR - 1, HORIZON - 1):
            self.add("end_beds", areas, day, licensed)
            self.add("end_nursing", areas, day, beds[home, "nursing"])
        if home in PUBLIC:
            county = [f"public {COUNTY_OF[home]}"]
            self.add("resident_days", county, day, len(here))
            self.add("licensed_days", county, day, licensed)

    def _follow(self) -> None:
        """Follow each application and each willing elder to its end."""
        for place, row in enumerate(self.rows):
            day, event = row["time_days"], row["event"]
            if event == "transferred" and row["residents_change"] > 0:
                left = row["from_facility_id"]
                name = "within" if left == row["facility_id"] else "moves"
                self.add(name, areas_of(None, COUNTY_OF[left]), day)
            if event == "admitted":
                home = row["facility_id"]
                areas = areas_of(home, row["county_code"])
                self.add("admissions", [one for one in areas if one != home], day)
            if event in ("applied", "willing"):
                areas = areas_of(None, row["county_code"])
                self._outcome(event, areas, day, row, self.rows[place + 1 :])

    def _outcome(self, event, areas, day, row, later) -> None:
        names = ("admitted", "withdrew", "died_waiting", "declined")
        mine = [other for other in later if other["elder_id"] == row["elder_id"]]
        ends = [other for other in mine if other["event"] in names]
        end = ends[0] if ends else {"event": "waits", "time_days": HORIZON}
        wait = end["time_days"] - day
        if event == "willing":
            self._guaranteed(areas, day, end, wait)
            return
        self.add("applied", areas, day)
        if ends:
            self.add("ended", areas, end["time_days"])
            self.add(end["event"], areas, end["time_days"])
        if end["event"] != "declined":
            self.add("in_reach", areas, day)
            self.add("waited", areas, day, wait > 0 or not ends)
        ability = row["ability"]
        lost = end["event"] in ("withdrew", "died_waiting")
        for today in range(int(day), int(end["time_days"])):
            for other in mine:
                if other["time_days"] <= today and isinstance(other["ability"], str):
                    ability = other["ability"]
            if ability in DISABLED and (lost or today >= day + 30):
                self.add("unmet", areas, today)

    def _guaranteed(self, areas, day, end, wait) -> None:
        if end["event"] in ("withdrew", "died_waiting") and wait <= 30:
            return
        if end["event"] == "waits" and wait < 30:
            return
        self.add("due", areas, day)
        if end["event"] == "admitted" and wait <= 30:
            self.add("placed", areas, day)
            self.add(f"placed {end['cause']}", areas, day)


QUOTIENTS = {
    "occupancy_rate": ("resident_days", "licensed_days"),
    "occupancy_rate_staffed": ("resident_days", "staffed_days"),
    "nursing_bed_share": ("end_nursing", "end_beds"),
    "mismatch_share": ("mismatch_days", "disabled_days"),
    "withdrew_share": ("withdrew", "ended"),
    "died_waiting_share": ("died_waiting", "ended"),
    "declined_share": ("declined", "ended"),
    "waited_share": ("waited", "in_reach"),
    "guaranteed_placed_share": ("placed", "due"),
    "guaranteed_placed_rung_suitable": ("placed rung_suitable", "due"),
    "guaranteed_placed_rung_surge": ("placed rung_surge", "due"),
}
COUNTS = {
    "admissions": "admissions",
    "applications": "applied",
    "moves": "moves",
    "moves_within_home": "within",
    "surge_bed_days": "surge_days",
    "unmet_need_person_days": "unmet",
}


REGIONS = ["made-up", "4501", *COUNTIES]
KINDS = ["T:made-up", "T:4501", "T:450101"]
BY_HOME = ["occupancy_rate", "occupancy_rate_staffed"]
BY_KIND = [*BY_HOME, "nursing_bed_share", "admissions"]


def given_for(name: str) -> list[str]:
    """Return the areas, kinds and homes for which a figure must be there."""
    return [
        *REGIONS,
        *(KINDS if name in BY_KIND else []),
        *(HOMES if name in BY_HOME else []),
    ]


def expected_figures(sums) -> dict[tuple[str, str, int], float]:
    """Return every figure that is defined."""
    figures: dict[tuple[str, str, int], float] = {}
    for year, days in YEAR_DAYS.items():
        for name, (over, under) in QUOTIENTS.items():
            for area in given_for(name):
                if sums[under, area, year]:
                    share = sums[over, area, year] / sums[under, area, year]
                    figures[name, area, year] = share
        for name, part in COUNTS.items():
            for area in given_for(name):
                figures[name, area, year] = sums[part, area, year]
        for area in [*REGIONS, *KINDS, *HOMES]:
            figures["residents", area, year] = sums["resident_days", area, year] / days
        below = [
            sums["resident_days", area, year] < 0.5 * sums["licensed_days", area, year]
            for area in [f"public {county}" for county in COUNTIES]
        ]
        for area in ("made-up", "4501"):
            figures["counties_below_half_share", area, year] = sum(below) / 2
    return figures


@examples(80)
@given(acts=steps)
def test_every_figure_is_what_the_log_says_day_by_day(write_log, figures_of, acts):
    log = write_log(acts)

    found = figures_of(log)

    expected = expected_figures(DayByDay(log).sums)
    compared = {name for name, _, _ in expected}
    there = {key for key in found if key[0] in compared}
    # Its elders may be admitted to a kind of home that the second county lacks.
    assert {key for key in there if key[1] != "T:450102"} == set(expected)
    for key, figure in expected.items():
        assert isclose(found[key], figure, rel_tol=1e-6, abs_tol=1e-6), key


@examples(20)
@given(acts=steps)
def test_counts_of_a_region_are_the_sums_of_its_counties(write_log, figures_of, acts):
    found = figures_of(write_log(acts))

    for name in [*COUNTS, "residents", "licensed_beds"]:
        for year in YEAR_DAYS:
            parts = sum(found[name, county, year] for county in COUNTIES)
            assert isclose(found[name, "made-up", year], parts, abs_tol=1e-9), name


@examples(100)
@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(-3, 3)), max_size=30),
    st.sets(st.integers(1, 99), max_size=5),
)
def test_windows_add_up_to_the_whole(changes, borders):
    days = np.array([float(day) for day, _ in changes])
    sizes = np.array([size for _, size in changes])
    cells = np.zeros(len(changes), dtype=np.int64)

    def area(edges):
        return area_under(days, cells, sizes, 1, np.array(edges, dtype=float)).sum()

    assert isclose(area([0, *sorted(borders), 100]), area([0, 100]), abs_tol=1e-9)
