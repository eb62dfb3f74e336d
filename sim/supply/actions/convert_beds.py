"""Convert ordinary beds to nursing beds."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.supply.rounding import largest_remainder


def beds_to_convert(
    table: pd.DataFrame,
    among: NDArray[np.bool_],
    *,
    beds: int | None,
    share: float | None,
) -> NDArray[np.int64]:
    """Return how many ordinary beds each home converts. Shape (homes).

    Parameters
    ----------
    table
        The registry as it is by then.
    among
        The homes that take part.
    beds
        Beds converted in all, in proportion to the ordinary beds of the homes; all of
        them if there are fewer.
    share
        Alternatively, the nursing share that each home reaches at least. [0 to 1]
    """
    ordinary = np.where(among, table["beds_ordinary"].to_numpy(dtype=np.int64), 0)
    if share is not None:
        nursing = table["beds_nursing"].to_numpy(dtype=np.int64)
        wanted = np.ceil(share * (ordinary + nursing) - 1e-9).astype(np.int64) - nursing
        return np.where(among, np.clip(wanted, 0, ordinary), 0)
    total = min(beds or 0, int(ordinary.sum()))
    return largest_remainder(ordinary.astype(np.float64), total, upper=ordinary)
