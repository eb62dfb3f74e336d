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
    beds: int | None = None,
    share: float | None = None,
    nursing_share: float | None = None,
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
        Alternatively, the share of all these ordinary beds. [0 to 1]
    nursing_share
        Alternatively, the nursing share that each home reaches at least. [0 to 1]
    """
    ordinary = np.where(among, table["beds_ordinary"].to_numpy(dtype=np.int64), 0)
    if nursing_share is not None:
        nursing = table["beds_nursing"].to_numpy(dtype=np.int64)
        # The hair's breadth keeps 0.8 * 10 from asking for nine beds.
        wanted = np.ceil(nursing_share * (ordinary + nursing) - 1e-9).astype(np.int64)
        return np.where(among, np.clip(wanted - nursing, 0, ordinary), 0)
    total = min(beds or 0, int(ordinary.sum()))
    if share is not None:
        total = round(share * int(ordinary.sum()))
    return largest_remainder(ordinary.astype(np.float64), total, upper=ordinary)
