"""One home year by year, from the rows of the log that name it."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.indicators.forced_moves import FORCED
from sim.indicators.step_curves import area_under, changes_in, ratio, stock_at_ends
from sim.timeline import Timeline

COLUMNS: Final = [
    *("year", "occupancy", "residents", "beds"),
    *("in", "out", "died", "moved", "surge_days"),
]
_FORCED: Final = [str(event) for event in FORCED]


def home_years(log: pd.DataFrame, home: str, timeline: Timeline) -> pd.DataFrame:
    """Return one row for each calendar year.

    Parameters
    ----------
    log
        Rows of one replication that name the home: `time_days`, `event`,
        `facility_id`, `bed_kind`, `residents_change`, `beds_change`.
    home
        Its id.
    timeline
        The years; a log that goes on longer is cut.

    Returns
    -------
        Columns `COLUMNS`: `occupancy` resident-days over licensed bed-days (missing
        without beds), `residents` and licensed `beds` at the end of the year, `in` and
        `out` persons who came and left, whatever the reason, moves within the home
        aside, `died` those who left by dying, `moved` whom a rule moved elsewhere,
        `surge_days` of temporary extra beds.
    """
    rows = log[log["facility_id"].astype("str") == home]
    edges = timeline.year_edges
    people = rows["residents_change"].to_numpy(dtype=np.float64)
    surge = (rows["bed_kind"].astype("str") == "surge").to_numpy()
    beds = rows["beds_change"].to_numpy(dtype=np.float64)
    licensed = np.where(surge, 0.0, beds)
    days = rows["time_days"].to_numpy(dtype=np.float64)

    def over(changes: NDArray[np.float64], kind: str) -> NDArray[np.float64]:
        cells = np.zeros(len(days), dtype=np.int64)
        shape = {"area": area_under, "stock": stock_at_ends, "flow": changes_in}[kind]
        result: NDArray[np.float64] = shape(days, cells, changes, 1, edges)[0]
        return result

    events = rows["event"].astype("str").to_numpy()
    within = _within(log, home)[(log["facility_id"].astype("str") == home).to_numpy()]
    after_start = days > 0
    came = np.where(after_start & ~within, np.maximum(people, 0.0), 0.0)
    left = np.where(~within, np.maximum(-people, 0.0), 0.0)
    died = np.where(events == "died_in_care", left, 0.0)
    moved = np.where(np.isin(events, _FORCED), left, 0.0)
    return pd.DataFrame(
        {
            "year": timeline.years,
            "occupancy": ratio(over(people, "area"), over(licensed, "area")),
            "residents": over(people, "stock").round().astype(np.int64),
            "beds": over(licensed, "stock").round().astype(np.int64),
            "in": over(came, "flow").round().astype(np.int64),
            "out": over(left, "flow").round().astype(np.int64),
            "died": over(died, "flow").round().astype(np.int64),
            "moved": over(moved, "flow").round().astype(np.int64),
            "surge_days": over(np.where(surge, beds, 0.0), "area"),
        }
    )[COLUMNS]


def occupancy_between(log: pd.DataFrame, home: str, first: float, last: float) -> float:
    """Return resident-days over licensed bed-days of a home from one day to another.

    Not a number if it has no beds in between.
    """
    rows = log[log["facility_id"].astype("str") == home]
    days = np.maximum(rows["time_days"].to_numpy(dtype=np.float64), first)
    left = np.maximum(last - days, 0.0)
    licensed = (rows["bed_kind"].astype("str") != "surge").to_numpy()
    bed_days = float((rows["beds_change"].to_numpy() * licensed * left).sum())
    resident_days = float((rows["residents_change"].to_numpy() * left).sum())
    return resident_days / bed_days if bed_days > 0 else float("nan")


def _within(log: pd.DataFrame, home: str) -> NDArray[np.bool_]:
    """Say which rows are of a move from one bed to another of the same home."""
    moved = (log["event"].astype("str") == "transferred").to_numpy()
    here = (log["facility_id"].astype("str") == home).to_numpy()
    arrives = moved & here & (log["residents_change"] > 0).to_numpy()
    same = arrives & (log["from_facility_id"].astype("str") == home).to_numpy()
    # Of two rows the one that leaves comes first, at the same moment.
    keys = pd.MultiIndex.from_frame(log[["time_days", "elder_id"]])
    return moved & here & keys.isin(keys[same])
