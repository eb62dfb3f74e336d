"""What a log of stays says, by the functions that read a simulated one.

Beds are those of the registry's day, since each home opened: nothing says of earlier
ones. Counts of fewer than five persons are left out, so that a pack can be passed on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.area import Area
from sim.events import EVENT_CODE, Ability, BedKind, ElderClass, Event
from sim.indicators.bed_days import bed_days
from sim.indicators.flows import add_flows
from sim.indicators.occupancy import add_occupancy
from sim.indicators.operation_changes import YearlyKinds, yearly_kinds
from sim.indicators.reading import LogReading, read_log
from sim.indicators.rows import Rows
from sim.indicators.scope import OWNERSHIPS, TIERS, Scope, make_scope
from sim.indicators.step_curves import changes_in
from sim.observed.log import ObservedLog
from sim.observed.stays import Stay
from sim.timeline import Timeline

FEWEST: Final = 5
"""Persons behind a count or a share that is written."""
_KNOWN: Final = 0.95
"""Share of stays of which something must be known for a figure of it."""
KEYS: Final = ["year", "area_level", "area_code", "tier", "ownership", "indicator"]
COLUMNS: Final = [*KEYS, "value", "unit", "persons"]
_STATES: Final = ("occupancy_rate", "residents", "licensed_beds")
_COUNTS: Final = {
    "leavings": (Event.DIED_IN_CARE, Event.DISCHARGED),
    "deaths_in_care": (Event.DIED_IN_CARE,),
    "discharges": (Event.DISCHARGED,),
}

Table = NDArray[np.float64]


class Seen(NamedTuple):
    """A log as the indicators see it."""

    indicators: pd.DataFrame
    """Columns of an indicator table: occupancy, residents, beds, admissions."""
    counts: pd.DataFrame
    """Columns `KEYS` and `value`: how many left, died or were discharged."""


def seen_in(log: ObservedLog, homes: pd.DataFrame, area: Area) -> Seen:
    """Return the indicators of an observed log, by calendar year."""
    scope = make_scope(area, homes, log.timeline, range(len(area.counties)))
    reading = read_log(log.events, scope)
    kinds = yearly_kinds(reading, scope)
    days = bed_days(reading, scope)
    rows = Rows(scope)
    # Who was on duty in past years is not in a register.
    add_occupancy(rows, days, np.zeros_like(days.licensed_days), kinds)
    add_flows(rows, reading, kinds)
    table = rows.to_frame(0, 0)
    wanted = table["indicator"].isin([*_STATES, "admissions"])
    return Seen(table[wanted].reset_index(drop=True), _counts(reading, scope, kinds))


def _counts(reading: LogReading, scope: Scope, kinds: YearlyKinds) -> pd.DataFrame:
    """Return leavings by kind of home and year, pooled as occupancy is."""
    cells = kinds.cells(scope)
    parts = []
    for name, events in _COUNTS.items():
        mask = reading.is_event(*(EVENT_CODE[event] for event in events))
        by_home = changes_in(
            reading.day[mask], reading.home[mask], 1.0, len(scope.homes), scope.edges
        )
        pooled = cells.pool(kinds.spread(by_home))
        cell, year = np.indices(pooled.shape).reshape(2, -1)
        areas = scope.areas.iloc[cells.area[cell]]
        keep = (cells.operation[cell] == 0) & (areas["level"] == 2).to_numpy()
        parts.append(
            pd.DataFrame(
                {
                    "year": np.array(scope.timeline.years)[year],
                    "area_level": "county",
                    "area_code": areas["code"].to_numpy(),
                    "tier": np.array(TIERS)[cells.tier[cell]],
                    "ownership": np.array(OWNERSHIPS)[cells.ownership[cell]],
                    "indicator": name,
                    "value": pooled[cell, year],
                }
            )[keep]
        )
    counts: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return counts


def observed_years(
    seen: Seen, stays: Sequence[Stay], homes: pd.DataFrame, timeline: Timeline
) -> pd.DataFrame:
    """Return every observed figure that may be written, a row each.

    Returns
    -------
        Columns `COLUMNS`. `persons` is on how many persons or residents a figure
        rests; single homes have occupancy, residents and beds only.
    """
    table = seen.indicators
    table = table[
        table["area_level"].isin(["county", "home"]) & (table["operation"] == "all")
    ]
    states = table[[*KEYS[:-1], "indicator", "value", "unit"]].astype(
        dict.fromkeys(KEYS[1:], "str") | {"unit": "str"}
    )
    residents = states[states["indicator"] == "residents"].set_index(KEYS[:-1])["value"]
    at = pd.MultiIndex.from_frame(states[KEYS[:-1]])
    states["persons"] = residents.reindex(at).to_numpy()
    flows = states["indicator"] == "admissions"
    states.loc[flows, "persons"] = states.loc[flows, "value"]
    states = states[~(flows & _too_few(states["value"]))]
    counts = _known_counts(seen.counts, stays, homes, timeline)
    counts = counts.assign(unit="persons", persons=counts["value"])
    counts = counts[~_too_few(counts["value"])]
    mean_stay = _mean_stays(states)
    profile = _profile(stays, homes, timeline)
    every = pd.concat([states, counts, mean_stay, profile], ignore_index=True)
    order = [*KEYS[1:4], "ownership", "indicator", "year"]
    return every.sort_values(order, kind="stable", ignore_index=True)[COLUMNS]


def _too_few(values: pd.Series) -> pd.Series:
    return (values > 0) & (values < FEWEST)


def _known_counts(
    counts: pd.DataFrame,
    stays: Sequence[Stay],
    homes: pd.DataFrame,
    timeline: Timeline,
) -> pd.DataFrame:
    """Leave deaths and discharges out of years in which reasons were not written."""
    own = set(homes["home_id"])
    unclear = set()
    for year in timeline.years:
        ended = [
            stay
            for stay in stays
            if stay.home_id in own and stay.left is not None and stay.left.year == year
        ]
        known = sum(stay.ending not in ("", "unknown") for stay in ended)
        if known < _KNOWN * len(ended):
            unclear.add(year)
    split = counts["indicator"] != "leavings"
    return counts[~(split & counts["year"].isin(unclear))]


def _mean_stays(states: pd.DataFrame) -> pd.DataFrame:
    """Return the mean stay of a year by Little's law: residents over admissions."""
    wide = states[states["area_level"] == "county"].pivot_table(
        index=KEYS[:-1], columns="indicator", values="value"
    )
    if not {"admissions", "residents"} <= set(wide.columns):
        return pd.DataFrame(columns=COLUMNS)
    known = wide[wide["admissions"] >= FEWEST]
    found = (known["residents"] / known["admissions"]).rename("value").reset_index()
    return found.assign(
        indicator="mean_stay_years",
        unit="years",
        persons=known["admissions"].to_numpy(),
    )


def _profile(
    stays: Sequence[Stay], homes: pd.DataFrame, timeline: Timeline
) -> pd.DataFrame:
    """Return who was admitted, by year, in the whole county."""
    own = set(homes["home_id"])
    code = str(homes["county_code"].iloc[0])
    rows = []
    for year in timeline.years:
        came = [s for s in stays if s.home_id in own and s.admitted.year == year]
        measures = {
            "admitted_disabled_share": [
                float(s.ability >= Ability.MODERATE) for s in came if s.ability >= 0
            ],
            "admitted_guaranteed_share": [
                float(s.elder_class == ElderClass.GUARANTEED)
                for s in came
                if s.elder_class >= 0
            ],
            "admitted_nursing_bed_share": [
                float(s.bed_kind == BedKind.NURSING) for s in came if s.bed_kind >= 0
            ],
            "admitted_women_share": [float(s.sex == "female") for s in came if s.sex],
            "admitted_mean_age": [
                s.age_years for s in came if s.age_years == s.age_years
            ],
        }
        for name, values in measures.items():
            if len(values) < max(FEWEST, _KNOWN * len(came)) or _tells(name, values):
                continue
            unit = "years" if name == "admitted_mean_age" else "share"
            row = (year, "county", code, "all", "all", name, float(np.mean(values)))
            rows.append((*row, unit, float(len(values))))
    return pd.DataFrame(rows, columns=COLUMNS)


def _tells(name: str, values: Sequence[float]) -> bool:
    """Tell whether a share is of fewer than five persons, or of all but so few."""
    if name == "admitted_mean_age":
        return False
    some = sum(values)
    return 0 < some < FEWEST or 0 < len(values) - some < FEWEST
