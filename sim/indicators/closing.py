"""Which homes close, how surely, when, by which rule; and what was not done, and why.

Tables over the repetitions of a run. A home of a real registry is shown by itself;
drawn homes only as classes of tier, size and county, since the next draw has others.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.events import Event
from sim.indicators.acting_rule import REPETITION, with_acting_rule
from sim.timeline import Timeline

SIZES: Final = ("under_20", "20_to_39", "40_to_79", "80_and_more")
"""Bands of licensed beds at the start."""
_SIZE_BORDERS: Final = (20, 40, 80)
ENDS: Final = [str(Event.CLOSED), str(Event.CONVERTED), str(Event.MOTHBALLED)]
_NOT_DONE: Final = [
    *("undecided", "protected", "limited", "yielded", "refused", "stopped"),
]


def closings_table(
    log: pd.DataFrame, homes: pd.DataFrame, decisions: pd.DataFrame, timeline: Timeline
) -> pd.DataFrame:
    """Return one row for each home that ended, in order of happening.

    Parameters
    ----------
    log
        Event logs of any number of repetitions.
    homes
        Registries: `home_id`, `county_code`, `tier`, `beds_ordinary`,
        `beds_nursing`, and `draw` where there are several.
    decisions
        Judgements of rules; the one that last acted on the home names the rule.
    timeline
        The period.

    Returns
    -------
        Columns draw, replication, time_days, year, home_id, county_code, tier, size,
        event (closed, converted, mothballed), cause, rule.
    """
    rows = log[log["event"].isin(ENDS)]
    table = pd.DataFrame(
        {
            **{name: rows[name].astype("int64") for name in REPETITION},
            "time_days": rows["time_days"].astype("float64"),
            "home_id": rows["facility_id"].astype("str"),
            "event": rows["event"].astype("str"),
            "cause": rows["cause"].astype("str"),
        }
    ).drop_duplicates(ignore_index=True)
    years = np.searchsorted(timeline.year_edges, table["time_days"], side="right") - 1
    table["year"] = np.array(timeline.years, dtype=np.int64)[
        np.minimum(years, len(timeline.years) - 1)
    ]
    table = table.merge(classed(homes), on=_keys_of(homes), how="left")
    return with_acting_rule(table, decisions, "home_id")


def standing_at_start(homes: pd.DataFrame) -> pd.DataFrame:
    """Return the homes of registries without those that open later, if ever."""
    return homes[homes["opened"].astype("str") == ""] if "opened" in homes else homes


def _keys_of(homes: pd.DataFrame) -> list[str]:
    return ["draw", "home_id"] if "draw" in homes else ["home_id"]


def classed(homes: pd.DataFrame) -> pd.DataFrame:
    """Return homes with their class: `county_code`, `tier`, `size` band."""
    table = homes[_keys_of(homes)].copy()
    table["home_id"] = table["home_id"].astype("str")
    if "draw" in table:
        table["draw"] = table["draw"].astype("int64")
    table["county_code"] = homes["county_code"].astype("str")
    table["tier"] = homes["tier"].astype("str")
    table["size"] = size_of(homes)
    return table


def size_of(homes: pd.DataFrame) -> NDArray[np.str_]:
    """Return the band of licensed beds of each home, one of `SIZES`."""
    beds = homes["beds_ordinary"] + homes["beds_nursing"]
    band = np.searchsorted(_SIZE_BORDERS, beds.to_numpy(), side="right")
    return np.array(SIZES)[band]


def closing_share(
    closings: pd.DataFrame, homes: pd.DataFrame, repetitions: int, *, by_home: bool
) -> pd.DataFrame:
    """Return in which share of the repetitions homes, or homes of a class, close.

    Closed or converted; a mothballed home can be opened again and is not in it.

    Parameters
    ----------
    closings
        As `closings_table` gives them.
    homes
        The registries of all draws, of the counties that were run; homes that open
        later are left out, with their ends.
    repetitions
        How many repetitions were run, those without a closure included.
    by_home
        Whether the registry is real, and single homes are shown.

    Returns
    -------
        By home: county_code, tier, size, home_id, `share` of the repetitions in which
        it closes, `repetitions`. By class: county_code, tier, size, `homes` (mean of
        the draws), `closed` (mean of the repetitions), `share` (closed over homes),
        `any_share` (repetitions in which at least one closes), `repetitions`. Homes
        that never close have a nought.
    """
    ended = closings[closings["event"].isin(ENDS[:2])]
    ended = ended.drop_duplicates([*REPETITION, "home_id"])
    known = classed(standing_at_start(homes))
    ended = ended[ended["home_id"].isin(known["home_id"])]
    kind = ["county_code", "tier", "size"]
    if by_home:
        every = known[[*kind, "home_id"]].drop_duplicates("home_id")
        number = ended.groupby("home_id").size()
        # Not mapped: where no home closes, that would make words of the numbers.
        share = number.reindex(every["home_id"], fill_value=0) / repetitions
        table = every.assign(share=share.to_numpy(), repetitions=repetitions)
        return table.sort_values([*kind, "home_id"], ignore_index=True)
    draws = known["draw"].nunique() if "draw" in known else 1
    table = (known.groupby(kind).size() / draws).rename("homes").reset_index()
    counted = ended.groupby([*kind, *REPETITION]).size().rename("n").reset_index()
    found = counted.groupby(kind).agg(closed=("n", "sum"), any_share=("n", "size"))
    table = table.merge(found.reset_index(), on=kind, how="left")
    for name in ("closed", "any_share"):
        table[name] = table[name].fillna(0.0) / repetitions
    table["share"] = table["closed"] / table["homes"]
    table["repetitions"] = repetitions
    kept = [*kind, "homes", "closed", "share", "any_share", "repetitions"]
    return table[kept].sort_values(kind, ignore_index=True)


def closings_by_year(closings: pd.DataFrame, repetitions: int) -> pd.DataFrame:
    """Return how many homes end a year, by rule, event and cause.

    Returns
    -------
        Columns year, rule, event, cause, `homes`: mean of the repetitions.
    """
    keys = ["year", "rule", "event", "cause"]
    number = closings.groupby(keys).size() / repetitions
    return number.rename("homes").reset_index()


def refusals(decisions: pd.DataFrame, repetitions: int) -> pd.DataFrame:
    """Return how often a rule did nothing although it might have, and why.

    Returns
    -------
        Columns rule, outcome, reason, `judgements` (mean of the repetitions) and
        `places`: how many homes or counties it befell in any of them. A judgement
        counts once, however many comparisons it looked at.
    """
    rows = decisions[decisions["outcome"].astype("str").isin(_NOT_DONE)]
    words = ["rule", "facility_id", "county_code", "outcome", "reason"]
    rows = rows[[*REPETITION, "time_days", *words]].astype(dict.fromkeys(words, "str"))
    rows = rows.drop_duplicates()
    place = rows["facility_id"].where(rows["facility_id"] != "", rows["county_code"])
    grouped = rows.assign(place=place).groupby(["rule", "outcome", "reason"])
    table = pd.DataFrame(
        {
            "judgements": grouped.size() / repetitions,
            "places": grouped["place"].nunique(),
        }
    ).reset_index()
    return table.sort_values(
        ["rule", "judgements", "outcome", "reason"],
        ascending=[True, False, True, True],
        ignore_index=True,
    )
