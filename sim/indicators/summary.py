"""The summary table: what repetitions say together about each figure."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from sim.indicators.rows import KEYS, in_known_words
from sim.indicators.spread import spread

_LEVELS: Final = ["region", "prefecture", "county"]
_FIGURE: Final = ["scenario", *KEYS[2:], "unit"]

COLUMNS: Final = [*_FIGURE, "mean", "sd", "n", "low", "high", "mean_low", "mean_high"]


def summary_table(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return mean and intervals of each figure across draws and replications.

    Parameters
    ----------
    indicators
        Indicator tables of all repetitions, one below the other; `scenario` may be
        missing.

    Returns
    -------
        A row for each figure of a region, prefecture or county, in the order of the
        indicator table; a draw's synthetic homes are not the next draw's, so single
        homes are left out. Columns `COLUMNS`: `mean`, `sd` and `n` over the
        repetitions that have the figure (`n` below their number says that it was
        undefined in some); `low`, `high` the 80 % interval, 10 % to 90 % of the
        repetitions; `mean_low`, `mean_high` the 95 % interval of the mean by
        Student's t, over draws if there are several, as replications of one draw
        share its parameters.
    """
    rows = indicators[indicators["area_level"].isin(_LEVELS)].reset_index(drop=True)
    rows = in_known_words(rows)
    figure = [name for name in _FIGURE if name in rows.columns]
    group = rows.groupby(figure, observed=True, sort=False).ngroup().to_numpy()
    _, first = np.unique(group, return_index=True)
    described = spread(
        rows["value"].to_numpy(dtype=np.float64),
        group.astype(np.int64),
        rows["draw"].to_numpy(dtype=np.int64),
    )
    keys = rows.loc[first, figure].reset_index(drop=True)
    table = pd.concat([keys, described], axis=1)
    return table.sort_values(figure[:-1], kind="stable", ignore_index=True)
