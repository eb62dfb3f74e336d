"""The resident ledger: who was moved by a rule or a lost home, why, and how far."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from sim.events import Event
from sim.indicators.acting_rule import REPETITION, with_acting_rule
from sim.indicators.forced_moves import FORCED

DIED_WITHIN_DAYS: Final = 90.0
COLUMNS: Final = [
    *(*REPETITION, "time_days", "elder_id", "persons", "class", "ability"),
    *("from_home", "to_home", "county_code", "to_county_code", "cause", "rule"),
    *("minutes_before", "minutes_after", "number", "died_within_90_days"),
]

_ARRIVALS: Final = ["admitted", "transferred", *(str(event) for event in FORCED)]
_DEATHS: Final = [str(Event.DIED_IN_CARE), str(Event.DIED_WAITING)]


def moves_table(
    log: pd.DataFrame,
    homes: pd.DataFrame,
    elders: pd.DataFrame,
    decisions: pd.DataFrame,
    *,
    horizon_days: float | None = None,
) -> pd.DataFrame:
    """Return one row for each move that a rule or a lost home forced on a resident.

    Parameters
    ----------
    log
        Event logs of any number of repetitions, each in order of happening.
    homes
        Registry: `home_id`, `county_code`, and `draw` where there are several.
    elders
        `draw`, `replication`, `elder_id`, `class`, `guaranteed_from` [days], and
        `class_before`.
    decisions
        `draw`, `replication`, `time_days`, `rule`, `facility_id`, `outcome`.
    horizon_days
        How far the log was kept; to its last row if not given. [days]

    Returns
    -------
        Columns `COLUMNS`, in order of happening. Residents under 60 are no single
        elders: one row for those who leave a home for another at a moment, `persons`
        says how many, `elder_id` is missing. `class` is that of the day, as
        `class_before` of the elders says before a guarantee begins, hardship where
        they have no such column. `rule` is the one that last acted on the home left,
        empty for a home that was lost without a rule. `minutes_*` are the minutes
        from the home township [minutes], missing where the log has none. `number`
        counts the forced moves of an elder from 1. `died_within_90_days` is missing
        where the log ends before.
    """
    forced = log["event"].isin([str(event) for event in FORCED])
    arrived = log[forced & (log["residents_change"] > 0)].copy()
    arrived["order"] = np.flatnonzero(forced & (log["residents_change"] > 0))
    table = pd.DataFrame(
        {
            **{name: arrived[name] for name in [*REPETITION, "time_days", "elder_id"]},
            "persons": arrived["residents_change"].astype("int64"),
            "ability": arrived["ability"].astype("str"),
            "from_home": arrived["from_facility_id"].astype("str"),
            "to_home": arrived["facility_id"].astype("str"),
            "cause": arrived["cause"].astype("str"),
            "minutes_after": arrived["travel_minutes"].astype("float64"),
            "order": arrived["order"],
        }
    ).reset_index(drop=True)
    end = log["time_days"].max() if horizon_days is None else horizon_days
    table = _with_past(table, log)
    table = _with_homes(table, homes)
    table = _with_classes(table, elders)
    table = with_acting_rule(table, decisions, "from_home")
    table = _with_deaths(table, log, float(end))
    return table.sort_values("order", ignore_index=True)[COLUMNS]


def _with_past(table: pd.DataFrame, log: pd.DataFrame) -> pd.DataFrame:
    """Add the minutes of the arrival before, and the number of the move."""
    arrivals = log["event"].isin(_ARRIVALS) & (log["residents_change"] > 0)
    # Of those moved alone: grouping all who ever came takes longer than all the rest.
    arrivals &= log["elder_id"].isin(table["elder_id"].dropna().unique())
    past = log.loc[arrivals, [*REPETITION, "elder_id", "travel_minutes", "event"]]
    by_elder = past.groupby([*REPETITION, "elder_id"], sort=False)
    before = by_elder["travel_minutes"].shift().astype("float64")
    forced = past["event"].isin([str(event) for event in FORCED]).astype("int64")
    number = forced.groupby([past[name] for name in [*REPETITION, "elder_id"]]).cumsum()
    place = pd.Series(np.arange(len(log)), index=log.index)[arrivals]
    return table.assign(
        minutes_before=table["order"].map(pd.Series(before.array, place.array)),
        number=table["order"]
        .map(pd.Series(number.array, place.array))
        .fillna(0)
        .astype("int64"),
    )


def _with_homes(table: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Add the counties of the home left and of the new one; ids name counties."""
    known = homes.drop_duplicates("home_id").set_index("home_id")["county_code"]
    known = known.astype("str")
    return table.assign(
        county_code=table["from_home"].map(known),
        to_county_code=table["to_home"].map(known),
    )


def _with_classes(table: pd.DataFrame, elders: pd.DataFrame) -> pd.DataFrame:
    """Add the class on the day of the move."""
    keys = [*REPETITION, "elder_id"]
    before = elders.get("class_before", pd.Series("hardship", index=elders.index))
    known = elders[[*keys, "class", "guaranteed_from"]].assign(before=before)
    known = known.astype({"elder_id": "Int64"})
    joined = table.merge(known, on=keys, how="left")
    names = joined["class"].astype("object").where(joined["class"].notna(), "")
    later = joined["guaranteed_from"] > joined["time_days"]
    names = names.mask((names == "guaranteed") & later, joined["before"])
    names = names.mask(joined["elder_id"].isna(), "guaranteed")
    kept = joined.drop(columns=["class", "before", "guaranteed_from"])
    return kept.assign(**{"class": names.astype("str")})


def _with_deaths(table: pd.DataFrame, log: pd.DataFrame, end: float) -> pd.DataFrame:
    """Add whether the elder died in the days after; missing where nobody knows yet."""
    keys = [*REPETITION, "elder_id"]
    died = log["event"].isin(_DEATHS) & log["elder_id"].notna()
    deaths = log.loc[died, [*keys, "time_days"]].drop_duplicates(keys)
    deaths = deaths.rename(columns={"time_days": "died"})
    deaths = deaths.astype(dict.fromkeys(REPETITION, "int64"))
    joined = table.merge(deaths, on=keys, how="left")
    due = joined["time_days"] + DIED_WITHIN_DAYS
    within = (joined["died"] <= due).astype("boolean")
    unknown = joined["elder_id"].isna() | (joined["died"].isna() & (due > end))
    kept = joined.drop(columns="died")
    return kept.assign(died_within_90_days=within.mask(unknown))
