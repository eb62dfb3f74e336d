"""Upgrade township homes to regional centres."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def homes_to_upgrade(
    table: pd.DataFrame, count: int, among: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the homes that become regional centres, in the order of choice.

    The plan asks for homes that are well placed, large and in good repair: townships
    without a centre come first, then more beds, then the smaller index. Homes that
    cannot be upgraded and those that are centres already are left out, so fewer than
    `count` may be returned.
    """
    beds = (table["beds_ordinary"] + table["beds_nursing"]).to_numpy()
    is_center = table["regional_center"].to_numpy(dtype=bool)
    served = set(table.loc[is_center, "township_code"])
    has_center = table["township_code"].isin(served).to_numpy()
    fit = among & table["upgradable"].to_numpy(dtype=bool) & ~is_center & (beds > 0)
    candidates = np.flatnonzero(fit)
    order = np.lexsort((candidates, -beds[candidates], has_center[candidates]))
    return candidates[order][:count]
