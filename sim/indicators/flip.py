"""Where "close" becomes "keep": what becomes of homes that a rule sees too empty.

A home that a rule would close is one whose conditions hold at a review, in a world in
which nothing closes. It is worth keeping if it is as full as the rule asks for in the
following 36 months of that world: the measure that regret goes by.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

CLASS: Final = ["tier", "size"]
FLIP: Final = [
    *CLASS, "homes", "seen_below", "seen_below_share", "full_later_share", "full_error",
    "later_occupancy", "verdict",
]  # fmt: skip
VERDICTS: Final = ("close", "unsure", "keep", "none")
_MARGIN: Final = 2.0
"""Standard errors that a share must lie from one half."""
_HOME: Final = ["draw", "home_id"]


def judged_homes(seen: pd.DataFrame) -> pd.DataFrame:
    """Return what becomes of each home that a rule looked at.

    Parameters
    ----------
    seen
        A row a repetition, home, rule and review: `draw, replication, home_id, tier,
        size, time_days, below` (whether the conditions to close it hold),
        `later_occupancy` (of the 36 months that follow) and `theta`, which it is held
        against.

    Returns
    -------
        A row a repetition and home: `below` at any review; of the first such review
        `later` (occupancy that follows, mean of the replications of the draw, each of
        which is one way in which things may go on) and `full`, whether that is at or
        above `theta`. Both are missing where the home is never below.
    """
    review = [*_HOME, "time_days"]
    expected = seen.groupby(review)["later_occupancy"].mean().rename("later")
    rows = seen.drop(columns="later_occupancy").merge(
        expected.reset_index(), on=review, how="left"
    )
    rows = rows.sort_values(["below", "time_days"], ascending=[False, True])
    told = rows.drop_duplicates(["draw", "replication", "home_id"]).sort_index()
    # What has no bed any more is not full.
    full = (told["later"].fillna(0.0) >= told["theta"]).astype("float64")
    return told.assign(
        full=full.where(told["below"]), later=told["later"].where(told["below"])
    )[["draw", "replication", "home_id", *CLASS, "below", "full", "later"]]


def flip_table(judged: pd.DataFrame) -> pd.DataFrame:
    """Return what becomes of the homes of each class that a rule would close.

    Parameters
    ----------
    judged
        As `judged_homes` gives it, of all repetitions.

    Returns
    -------
        A row a class, columns `FLIP`: `homes` that the rule looks at and those it has
        `seen_below`, means of the repetitions, and the share of these; of these the
        share that is full later, with its standard error over draws (replications if
        there is one draw), that of so many homes at least; their mean occupancy
        later. [shares] `verdict` is `keep` if more than half are full later by two
        standard errors, `close` if fewer are, else `unsure`; `none` where no home is
        ever seen below.
    """
    repetitions = judged[["draw", "replication"]].drop_duplicates()
    unit = "draw" if len(repetitions["draw"].unique()) > 1 else "replication"
    rows = [
        {"tier": tier, "size": size, **_class(rows, unit, len(repetitions))}
        for (tier, size), rows in judged.groupby(CLASS, observed=True)
    ]
    return pd.DataFrame(rows, columns=FLIP)


def _class(rows: pd.DataFrame, unit: str, repetitions: int) -> dict[str, Any]:
    below = rows[rows["below"]]
    told: dict[str, Any] = {
        "homes": len(rows) / repetitions,
        "seen_below": len(below) / repetitions,
        "seen_below_share": len(below) / len(rows),
    }
    if below.empty:
        nowhere = float("nan")
        lacking = dict.fromkeys(("full_later_share", "full_error"), nowhere)
        return told | lacking | {"later_occupancy": nowhere, "verdict": "none"}
    by_unit = below.groupby(unit)["full"].agg(["sum", "size"])
    number, full = float(by_unit["size"].sum()), float(by_unit["sum"].sum())
    share = full / number
    # Four homes that agree prove little: two that fill and two that do not are added,
    # after Agresti and Coull, to what is one case a home.
    homes = len(below.drop_duplicates(_HOME)) + 4
    middle = (share * (homes - 4) + 2) / homes
    error = max(_spread(by_unit, share), float(np.sqrt(middle * (1 - middle) / homes)))
    verdict = "unsure"
    if abs(middle - 0.5) > _MARGIN * error:
        verdict = "keep" if share > 0.5 else "close"
    return told | {
        "full_later_share": share,
        "full_error": error,
        "later_occupancy": float(below["later"].mean()),
        "verdict": verdict,
    }


def _spread(by_unit: pd.DataFrame, share: float) -> float:
    """Return the standard error of a ratio over units that are independent."""
    units, number = len(by_unit), float(by_unit["size"].sum())
    if units < 2:
        return 0.0
    rest = by_unit["sum"] - share * by_unit["size"]
    return float(np.sqrt(units / (units - 1) * (rest**2).sum()) / number)
