"""What became of homes: by kind, size and how full they were before.

Only what happened to a home is read, never why; the rule behind it is in `closing`.
"""

from __future__ import annotations

from itertools import product
from typing import Final

import numpy as np
import pandas as pd

from sim.events import Cause, Event
from sim.indicators.acting_rule import REPETITION
from sim.indicators.closing import SIZES, classed, standing_at_start

KINDS: Final = ("county_public", "township_public", "village_public", "private")
FULLNESS: Final = ("under_30", "30_to_50", "50_to_80", "80_and_more")
"""Bands of occupancy, at the breaks that the policy texts and the map use."""
FATES: Final = (
    *("kept", "improved", "entrusted", "upgraded"),
    *("mothballed", "converted", "merged", "closed", "lost"),
)
"""From the least change to the greatest; a home has the last of those that it met."""
_BREAKS: Final = (0.3, 0.5, 0.8)
_OF_EVENT: Final = {
    str(Event.IMPROVED): "improved",
    str(Event.ENTRUSTED): "entrusted",
    str(Event.UPGRADED): "upgraded",
    str(Event.MOTHBALLED): "mothballed",
    str(Event.CONVERTED): "converted",
    str(Event.CLOSED): "closed",
}
_OF_CAUSE: Final = {str(Cause.RULE_MERGE): "merged", str(Cause.EMERGENCY): "lost"}
TOLD_BY: Final = [*_OF_EVENT, str(Event.REOPENED)]
"""Events that say what becomes of a home."""
_CLASS: Final = ["kind", "size", "fullness", "fate"]


def home_fates(
    log: pd.DataFrame, homes: pd.DataFrame, occupancy: pd.DataFrame, since: float
) -> pd.DataFrame:
    """Return one row for each home of the start and repetition.

    Parameters
    ----------
    log
        Event logs of any number of repetitions in order of happening; only the events
        `TOLD_BY` are read.
    homes
        Registries: `home_id`, `county_code`, `tier`, `ownership`, `beds_ordinary`,
        `beds_nursing`, `opened`, and `draw` where there are several.
    occupancy
        `draw`, `replication`, `home_id` and `occupancy` of a year before anything is
        decided; a home without a row, or without beds then, is left out.
    since
        From when on events count: the end of that year. [days]

    Returns
    -------
        Columns draw, replication, home_id, county_code, kind, size, beds, fullness,
        occupancy, fate.
    """
    table = occupancy.merge(_kinds(standing_at_start(homes)), how="inner")
    table = table.dropna(subset=["occupancy"])
    band = np.searchsorted(_BREAKS, table["occupancy"], side="right")
    table = table.assign(fullness=np.array(FULLNESS)[band])
    last = _last_fates(log[log["time_days"] >= since])
    table = table.merge(last, how="left", on=[*REPETITION, "home_id"])
    table["fate"] = table["fate"].fillna("kept")
    named = ["home_id", "county_code", "kind", "size", "beds", "fullness"]
    return table[[*REPETITION, *named, "occupancy", "fate"]]


def _kinds(homes: pd.DataFrame) -> pd.DataFrame:
    """Return homes with their kind, size band and beds at the start."""
    public = homes["ownership"].astype("str").eq("public").to_numpy()
    table = classed(homes)
    table["kind"] = np.where(public, table["tier"] + "_public", "private")
    table["beds"] = (homes["beds_ordinary"] + homes["beds_nursing"]).to_numpy()
    return table.drop(columns="tier")


def _last_fates(log: pd.DataFrame) -> pd.DataFrame:
    """Return what each home of the log became, at the end."""
    rows = log[log["event"].isin(TOLD_BY)]
    event, cause = rows["event"].astype("str"), rows["cause"].astype("str")
    fate = event.map(_OF_EVENT)
    fate = fate.where(event != str(Event.CLOSED), cause.map(_OF_CAUSE).fillna("closed"))
    table = pd.DataFrame(
        {
            **{name: rows[name].astype("int64") for name in REPETITION},
            "home_id": rows["facility_id"].astype("str"),
            "fate": fate.astype("object"),
            "order": np.arange(len(rows)),
        }
    )
    # Who is opened again is not shut any more, whatever else was done to it.
    again = table["order"].where(event.to_numpy() == str(Event.REOPENED))
    keys = [*REPETITION, "home_id"]
    last = again.groupby([table[name] for name in keys]).transform("max").fillna(-1)
    undone = table["fate"].eq("mothballed") & (table["order"] < last)
    table = table[table["fate"].notna() & ~undone]
    table = table.assign(rank=table["fate"].map(list(FATES).index))
    table = table.sort_values("rank", kind="stable").drop_duplicates(keys, keep="last")
    return table[[*keys, "fate"]]


def fate_classes(fates: pd.DataFrame, repetitions: int) -> pd.DataFrame:
    """Return how many homes of each class met which fate, mean of the repetitions.

    Parameters
    ----------
    fates
        As `home_fates` gives them.

    Returns
    -------
        Columns kind, size, fullness, fate, `homes`; only what occurred, in the order
        of `KINDS`, `SIZES`, `FULLNESS` and `FATES`.
    """
    number = fates.groupby(_CLASS).size().rename("homes").reset_index()
    number["homes"] /= repetitions
    places = [{name: at for at, name in enumerate(names)} for names in _ORDERS]
    order = [
        number[column].map(place) for column, place in zip(_CLASS, places, strict=True)
    ]
    return number.iloc[np.lexsort(order[::-1])].reset_index(drop=True)


_ORDERS: Final = (KINDS, SIZES, FULLNESS, FATES)


def public_fates(classes: pd.DataFrame, *, below_half: bool) -> dict[str, float]:
    """Return how many public homes on one side of one half met which fate.

    Parameters
    ----------
    classes
        As `fate_classes` returns it.
    below_half
        Whether homes below one half are counted, else those at or above it.
    """
    low = classes["fullness"].isin(FULLNESS[:2])
    rows = classes[(classes["kind"] != "private") & (low == below_half)]
    number = rows.groupby("fate")["homes"].sum()
    return {fate: float(number[fate]) for fate in FATES if fate in number.index}


def public_classes(classes: pd.DataFrame) -> pd.DataFrame:
    """Return public homes of all tiers by fullness and size, a column a fate.

    Returns
    -------
        Index fullness, size; a column for each fate that occurred, `homes`, and
        ``share_<fate>`` of the homes.
    """
    rows = classes[classes["kind"] != "private"]
    wide = rows.pivot_table(
        values="homes", index=["fullness", "size"], columns="fate", aggfunc="sum"
    ).fillna(0.0)
    ordered = [one for one in product(FULLNESS, SIZES) if one in wide.index]
    wide = wide.reindex(pd.MultiIndex.from_tuples(ordered, names=["fullness", "size"]))
    wide = wide[[fate for fate in FATES if fate in wide]]
    shares = wide.div(wide.sum(axis=1), axis=0).add_prefix("share_")
    return wide.assign(homes=wide.sum(axis=1)).join(shares)


def fate_of_each(fates: pd.DataFrame) -> pd.DataFrame:
    """Return each home of a real registry with its commonest fate.

    Returns
    -------
        Columns home_id, county_code, kind, size, beds, `occupancy` (mean of the
        repetitions), `fate` (the commonest; of equals the greater change), `share`
        of the repetitions that have it. By home.
    """
    named = ["home_id", "county_code", "kind", "size", "beds"]
    counts = fates.groupby([*named, "fate"]).size().rename("n").reset_index()
    counts["rank"] = counts["fate"].map(list(FATES).index)
    counts = counts.sort_values(["home_id", "n", "rank"], kind="stable")
    most = counts.drop_duplicates("home_id", keep="last")
    by_home = fates.groupby("home_id")["occupancy"]
    most = most.assign(
        occupancy=most["home_id"].map(by_home.mean()),
        share=most["n"] / most["home_id"].map(by_home.size()),
    )
    table = most[[*named, "occupancy", "fate", "share"]]
    return table.reset_index(drop=True)
