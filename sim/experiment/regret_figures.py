"""What regret needs of one simulation: pure functions of what it left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from sim.engine import Outcome
from sim.events import BedKind, Event
from sim.experiment.place import county_codes
from sim.experiment.regret_windows import Windows, closing_rules
from sim.indicators.forced_moves import FORCED
from sim.scenario import Scenario
from sim.scenario.rule import REGRETTED, Rule

STAYED: Final = "stayed"
"""Kind of a home that is eligible and stays; the others are names of actions."""
HOMES: Final = ["home_id", "county_code", "kind", "time_days", "rule"]
TWIN: Final = ["time_days", "home_id", "resident_days", "bed_days"]
COUNTS: Final = ["county_code", "closures", "moved"]
_ORDER: Final = ["rule", "review", "facility_id"]
ENDED: Final = [str(Event.CLOSED), str(Event.CONVERTED)]
"""Events after which a home is gone for good; one that is mothballed may reopen."""
_FORCED: Final = [str(event) for event in FORCED]


@dataclass(frozen=True)
class AtWeight:
    """The weight of supply on demand that figures belong to."""

    level: str
    weight: float

    def over(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the table with level and weight before its columns."""
        table = table.reset_index(drop=True)
        level = pd.Series(self.level, index=table.index, dtype="str")
        table.insert(0, "level", level)
        table.insert(1, "supply_weight", np.full(len(table), self.weight))
        return table


def decided(outcome: Outcome, rules: Sequence[Rule], windows: Windows) -> pd.DataFrame:
    """Return the closures that were decided, and the eligible homes that stayed.

    Returns
    -------
        Columns `HOMES`, by day and home. A closure stands on the day of its decision;
        one that was stopped, because residents could not be placed, is none. A home
        that stayed is one that a closing rule looked at in its last review, with that
        day and rule, for each such rule.
    """
    rows = outcome.decisions
    rows = rows[rows["rule"].isin(windows.reviews) & (rows["facility_id"] != "")]
    closed = _closures(rows)
    last = [
        (rule.id, windows.reviews[rule.id][-1])
        for rule in closing_rules(rules)
        if windows.reviews[rule.id]
    ]
    judged = pd.DataFrame(last, columns=["rule", "time_days"]).astype({"rule": "str"})
    judged["time_days"] = judged["time_days"].astype("float64")
    looked_at = rows[rows["outcome"] != "completed"]
    stayed = looked_at.merge(judged, on=["rule", "time_days"])
    stayed = stayed[~stayed["facility_id"].isin(closed["facility_id"])]
    stayed = stayed.drop_duplicates(["rule", "facility_id"]).assign(kind=STAYED)
    table = pd.concat([closed, stayed]).rename(columns={"facility_id": "home_id"})
    table["county_code"] = table["home_id"].map(_counties(outcome.homes)).astype("str")
    words = dict.fromkeys(["home_id", "kind", "rule"], "str")
    table = table[HOMES].astype(words | {"time_days": "float64"})
    return table.sort_values(["time_days", "home_id", "rule"], ignore_index=True)


def _closures(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the decisions to close that were not stopped, with the action's name."""
    acted = rows[rows["outcome"] == "acted"].drop_duplicates([*_ORDER, "time_days"])
    # What was done comes first in the reason, before what was left out.
    done = acted["reason"].astype("str").str.split(";").str[0].str.split(", ")
    kind = [next((one for one in of if one in REGRETTED), "") for of in done]
    closing = acted.assign(kind=np.array(kind, dtype=object))
    closing = closing[closing["kind"] != ""]
    stopped = pd.MultiIndex.from_frame(rows.loc[rows["outcome"] == "stopped", _ORDER])
    kept = ~pd.MultiIndex.from_frame(closing[_ORDER]).isin(stopped)
    return closing[kept]


def in_windows(
    log: pd.DataFrame, homes: pd.DataFrame, windows: Windows
) -> pd.DataFrame:
    """Return what each home did in each window that is seen whole.

    Parameters
    ----------
    log
        Event log of the twin, to the end of the last window at least.
    homes
        Its registry.

    Returns
    -------
        Columns `TWIN`: first day of the window, home, resident-days (those under 60
        included) and licensed bed-days in it. A home without either has no row.
    """
    ids = np.sort(homes["home_id"].astype("str").to_numpy())
    licensed = log["beds_change"].to_numpy(dtype=np.float64) * (
        log["bed_kind"] != BedKind.SURGE.name.lower()
    ).to_numpy(dtype=np.float64)
    residents = log["residents_change"].to_numpy(dtype=np.float64)
    rows = np.flatnonzero((licensed != 0) | (residents != 0))
    day = log["time_days"].to_numpy(dtype=np.float64)[rows]
    home = pd.Index(ids).get_indexer(
        pd.Index(log["facility_id"].iloc[rows].astype("str"))
    )
    parts = []
    for start, until in windows.until.items():
        if not windows.is_whole(start):
            continue
        lasts = np.maximum(until - np.maximum(day, start), 0.0)
        table = pd.DataFrame({"time_days": start, "home_id": pd.array(ids, "str")})
        for name, change in (("resident_days", residents), ("bed_days", licensed)):
            days = np.bincount(home, change[rows] * lasts, len(ids))
            # Sums of days and whole numbers leave rounding dust.
            table[name] = np.where(np.abs(days) < 1e-6, 0.0, days)
        parts.append(table[(table["bed_days"] > 0) | (table["resident_days"] > 0)])
    if not parts:
        empty = {"time_days": "float64", "home_id": "str"}
        empty |= dict.fromkeys(TWIN[2:], "float64")
        return pd.DataFrame(columns=TWIN).astype(empty)
    return pd.concat(parts, ignore_index=True)


def of_level(outcome: Outcome, scenario: Scenario) -> pd.DataFrame:
    """Return closures and moves of a simulation by the county of the home.

    Returns
    -------
        Columns `COUNTS`, a row for each county of the run: homes closed or converted,
        and persons moved by a rule or a lost home.
    """
    log, county_of = outcome.log, _counties(outcome.homes)
    ended = log.loc[log["event"].isin(ENDED), ["facility_id", "time_days", "event"]]
    left = log[log["event"].isin(_FORCED) & (log["residents_change"] < 0)]
    codes = county_codes(scenario)

    def counted(homes: pd.Series, number: pd.Series | int) -> pd.Series:
        county = homes.astype("str").map(county_of)
        one = pd.Series(number, index=homes.index, dtype="float64")
        return codes.map(one.groupby(county).sum()).fillna(0.0)

    return pd.DataFrame(
        {
            "county_code": codes,
            "closures": counted(ended.drop_duplicates()["facility_id"], 1),
            "moved": counted(left["facility_id"], -left["residents_change"]),
        }
    )[COUNTS]


def _counties(homes: pd.DataFrame) -> pd.Series:
    """Return the counties of homes by id."""
    known = homes.set_index(homes["home_id"].astype("str"))["county_code"]
    return known.astype("str")
