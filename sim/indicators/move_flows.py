"""From which kind of home to which residents were moved by rules."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from sim.indicators.acting_rule import REPETITION
from sim.indicators.closing import classed

NEW: Final = "new"
"""Size of a home that a rule built: it has none at the start."""
_ENDS: Final = ("from", "to")
_CLASS: Final = ["from_tier", "from_size", "to_tier", "to_size", "to_county"]


def move_flows(
    moves: pd.DataFrame, homes: pd.DataFrame, repetitions: int
) -> pd.DataFrame:
    """Return how many persons move from which class of home to which.

    Parameters
    ----------
    moves
        As `sim.indicators.moves_table` gives them.
    homes
        Registries: `home_id`, `county_code`, `tier`, `ownership`, `beds_ordinary`,
        `beds_nursing`, and `draw` where there are several.
    repetitions
        How many repetitions were run, those without a move included.

    Returns
    -------
        Columns from_tier, from_size, to_tier, to_size (tier ``private`` for private
        homes), to_county (``same`` or ``other``), `persons`: mean of the repetitions.
        The largest first.
    """
    table = moves[[*REPETITION, "from_home", "to_home", "persons"]].copy()
    for end in _ENDS:
        table = _with_class(table, homes, end)
    same = table["from_county"] == table["to_county"]
    table["to_county"] = np.where(same, "same", "other")
    number = table.groupby(_CLASS)["persons"].sum() / repetitions
    return _largest_first(number.reset_index(), _CLASS)


def home_flows(moves: pd.DataFrame, repetitions: int) -> pd.DataFrame:
    """Return the same between single homes of a real registry.

    Returns
    -------
        Columns from_home, to_home, `persons`. The largest first.
    """
    keys = ["from_home", "to_home"]
    number = moves.groupby(keys)["persons"].sum() / repetitions
    return _largest_first(number.reset_index(), keys)


def _largest_first(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    ascending = [False, *[True] * len(keys)]
    order = table.sort_values(["persons", *keys], ascending=ascending)
    return order.reset_index(drop=True)


def _with_class(table: pd.DataFrame, homes: pd.DataFrame, end: str) -> pd.DataFrame:
    """Add tier, size band and county of the home that is left or taken."""
    known = classed(homes)
    public = homes["ownership"].astype("str").eq("public").to_numpy()
    known["tier"] = known["tier"].where(public, "private")
    known = known.rename(
        columns={
            "home_id": f"{end}_home",
            "tier": f"{end}_tier",
            "size": f"{end}_size",
            "county_code": f"{end}_county",
        }
    )
    keys = [f"{end}_home", *(["draw"] if "draw" in known else [])]
    merged = table.merge(known, on=keys, how="left")
    for name in (f"{end}_tier", f"{end}_size"):
        merged[name] = merged[name].astype("object").fillna(NEW).astype("str")
    return merged
