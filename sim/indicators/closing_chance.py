"""How surely each home of a real registry closes, scenario beside scenario, in order.

A home that closes in 3 of 10 repetitions may close in 1 of 10 or in 6: every share has
an interval, and two homes have an order only where their intervals lie apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

# Quantile of the normal distribution that leaves 2.5 % above it.
_NORMAL: Final = 1.959964
_HOME: Final = ["county_code", "tier", "size", "home_id"]
CHANCES: Final = (
    *("scenario", *_HOME, "closed", "repetitions", "share", "low", "high"),
    *("mean_share", "place_from", "place_to"),
)
_Floats = NDArray[np.float64]


def share_interval(share: _Floats, trials: float) -> tuple[_Floats, _Floats]:
    """Return the ends of the 95 % interval of a share seen in some trials.

    Wilson's score interval: it stays between 0 and 1, and nothing seen in ten trials
    does not become "never".

    Parameters
    ----------
    share
        What was seen. [share]
    trials
        How many independent trials that was.

    References
    ----------
    .. [1] E. B. Wilson, "Probable inference, the law of succession, and statistical
       inference", Journal of the American Statistical Association 22, 1927.
       doi:10.1080/01621459.1927.10502953
    """
    square = _NORMAL**2 / trials
    middle = (share + square / 2) / (1 + square)
    half = _NORMAL * np.sqrt(share * (1 - share) / trials + square / (4 * trials))
    half /= 1 + square
    # Nought and one lie on their ends, but for rounding.
    low = np.where(share <= 0, 0.0, middle - half)
    return low, np.where(share >= 1, 1.0, middle + half)


def closing_chances(
    tables: Mapping[str, pd.DataFrame], independent: float
) -> pd.DataFrame:
    """Return how surely homes close in each scenario, the surest first.

    Parameters
    ----------
    tables
        By scenario, as `closing_share` returns them by home; a home that no rule of a
        scenario looks at is not in its table.
    independent
        How many independent repetitions they are of: of several draws the draws.

    Returns
    -------
        Columns `CHANCES`, a row a home and scenario: in how many of the repetitions it
        closes, the share with its 95 % interval; `mean_share` over the scenarios that
        look at it, by which homes are in order, and from which to which place it may
        stand: homes whose intervals of that mean overlap have no order.
    """
    named = [table.assign(scenario=name) for name, table in tables.items()]
    if not named or all(table.empty for table in named):
        return pd.DataFrame(columns=list(CHANCES))
    table = pd.concat(named, ignore_index=True)
    table["closed"] = (table["share"] * table["repetitions"]).round().astype("int64")
    table["low"], table["high"] = share_interval(
        table["share"].to_numpy(dtype=np.float64), independent
    )
    places = _places(table.groupby("home_id")["share"].mean(), independent)
    table = table.merge(places, on="home_id")
    order = {name: place for place, name in enumerate(tables)}
    table["order"] = table["scenario"].map(order)
    keys = ["mean_share", "home_id", "order"]
    table = table.sort_values(keys, ascending=[False, True, True], ignore_index=True)
    return table[list(CHANCES)]


def _places(shares: pd.Series, independent: float) -> pd.DataFrame:
    """Return between which places each home may stand."""
    low, high = share_interval(shares.to_numpy(dtype=np.float64), independent)
    return pd.DataFrame(
        {
            "home_id": shares.index,
            "mean_share": shares.to_numpy(),
            "place_from": [1 + int((low > end).sum()) for end in high],
            "place_to": [int((high >= end).sum()) for end in low],
        }
    )
