"""What rules did to homes and residents in a calendar year.

Only for runs with rules: there, a year without a closure has a nought, which elsewhere
would be a row that says nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.events import CAUSE_CODE, EVENT_CODE, Cause, Event
from sim.indicators.cells import pool_counties, pooled_areas
from sim.indicators.cost_actions import first_rows
from sim.indicators.forced_moves import ForcedMoves, forced_moves
from sim.indicators.home_states import mothballed
from sim.indicators.reading import LogReading, Mask
from sim.indicators.rows import Rows
from sim.indicators.step_curves import changes_in, window_of

Table = NDArray[np.float64]

_MINUTES: Final = {
    "moved_minutes_before": ("before", "mean"),
    "moved_minutes": ("after", "mean"),
    "moved_minutes_before_median": ("before", "median"),
    "moved_minutes_median": ("after", "median"),
}


def add_rule_figures(rows: Rows, reading: LogReading) -> None:
    """Add what became of homes, who was moved, how far, and what came of it."""
    moves = forced_moves(reading)
    _add_homes(rows, reading)
    _add_moves(rows, moves)
    _add_minutes(rows, moves)
    _add_harm(rows, reading)


def _add_counts(
    rows: Rows, indicator: str, day: Table, home: NDArray[np.int64], number: Table
) -> None:
    """Add numbers by the county of a home and the year."""
    scope = rows.scope
    county = np.append(scope.homes["county"].to_numpy(), -1)[home]
    by_county = changes_in(day, county, number, len(scope.counties), scope.edges)
    rows.add(indicator, pool_counties(scope, by_county), area=pooled_areas(scope))


def _add_rows_of_log(
    rows: Rows, indicator: str, reading: LogReading, chosen: Mask, number: Table
) -> None:
    _add_counts(
        rows, indicator, reading.day[chosen], reading.home[chosen], number[chosen]
    )


def _add_homes(rows: Rows, reading: LogReading) -> None:
    """Add homes closed, converted and built by rules, and those shut at year's end."""
    once = np.ones(len(reading.day))
    by_rule = reading.cause == CAUSE_CODE[Cause.RULE]
    for indicator, chosen in {
        "closures": first_rows(reading, Event.CLOSED),
        "conversions": first_rows(reading, Event.CONVERTED),
        "openings_by_rule": first_rows(reading, Event.OPENED) & by_rule,
    }.items():
        _add_rows_of_log(rows, indicator, reading, chosen, once)
    scope = rows.scope
    shut = np.zeros((len(scope.counties), len(scope.year_days)))
    at_ends = mothballed(reading, scope).astype(np.float64)
    np.add.at(shut, scope.homes["county"].to_numpy(), at_ends)
    number = pool_counties(scope, shut)
    rows.add("mothballed_homes", number, area=pooled_areas(scope))


def _add_moves(rows: Rows, moves: ForcedMoves) -> None:
    """Add moves and persons moved again, by the county of the home left."""
    persons = moves.persons.astype(np.float64)
    second = (moves.number == 2).astype(np.float64)
    _add_counts(rows, "moves_by_rule", moves.day, moves.from_home, persons)
    _add_counts(rows, "moved_again", moves.day, moves.from_home, second)


def _add_minutes(rows: Rows, moves: ForcedMoves) -> None:
    """Add how far those moved lived from their home township before and after."""
    scope = rows.scope
    county = scope.homes["county"].to_numpy()[moves.from_home]
    known = np.isfinite(moves.before) & np.isfinite(moves.after)
    table = pd.DataFrame(
        {
            "area": scope.county_areas[:, county[known]].ravel(),
            "year": np.tile(window_of(moves.day[known], scope.edges), 3),
            "before": np.tile(moves.before[known], 3),
            "after": np.tile(moves.after[known], 3),
        }
    )
    groups = table.groupby(["area", "year"], sort=True)
    for indicator, (column, statistic) in _MINUTES.items():
        values = np.full((len(pooled_areas(scope)), len(scope.year_days)), np.nan)
        found = groups[column].agg(statistic)
        if len(found):
            area, year = (
                found.index.get_level_values(name) for name in ("area", "year")
            )
            values[area, year] = found.to_numpy()
        rows.add(indicator, values, area=pooled_areas(scope))


def _add_harm(rows: Rows, reading: LogReading) -> None:
    """Add deaths of a move and residents sent home, by the county of the home."""
    left = -reading.residents.astype(np.float64)
    for indicator, event, cause in (
        ("excess_deaths_moved", Event.DIED_IN_CARE, Cause.RELOCATION),
        ("residents_sent_home", Event.DISCHARGED, Cause.SENT_HOME),
    ):
        chosen = reading.is_event(EVENT_CODE[event])
        chosen &= reading.cause == CAUSE_CODE[cause]
        _add_rows_of_log(rows, indicator, reading, chosen, left)
