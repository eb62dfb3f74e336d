"""The summary table: what repetitions say together about each figure."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from sim.indicators.rows import KEYS, in_known_words
from sim.indicators.spread import split_sd, spread

_LEVELS: Final = ["region", "prefecture", "county"]
_FIGURE: Final = ["scenario", *KEYS[2:], "unit"]

COLUMNS: Final = [
    *_FIGURE,
    *("mean", "sd", "n", "low", "high", "mean_low", "mean_high"),
    *("band", "sd_chance", "sd_ignorance"),
]
BANDS: Final = ("", "chance", "chance_and_registry", "chance_and_ignorance")


def band_of(draws: int, replications: int, *, joint: bool) -> str:
    """Return what an interval over the repetitions of a run contains.

    Parameters
    ----------
    draws, replications
        How many there are.
    joint
        Whether the draws are joint draws of the parameters; otherwise they differ in
        what is drawn of the homes alone.

    Returns
    -------
        One of `BANDS`; nothing where there is one repetition and no interval.
    """
    if draws > 1:
        return "chance_and_ignorance" if joint else "chance_and_registry"
    return "chance" if replications > 1 else ""


def summary_table(indicators: pd.DataFrame, *, joint: bool = False) -> pd.DataFrame:
    """Return mean and intervals of each figure across draws and replications.

    Parameters
    ----------
    indicators
        Indicator tables of all repetitions, one below the other; `scenario` may be
        missing.
    joint
        Whether its draws, if there are several, are joint draws of the parameters.

    Returns
    -------
        A row for each figure of a region, prefecture or county, in the order of the
        indicator table; a draw's synthetic homes are not the next draw's, so single
        homes are left out. Columns `COLUMNS`: `mean`, `sd` and `n` over the
        repetitions that have the figure (`n` below their number says that it was
        undefined in some); `low`, `high` the 80 % interval, 10 % to 90 % of the
        repetitions; `mean_low`, `mean_high` the 95 % interval of the mean by
        Student's t, over draws if there are several, as replications of one draw
        share its parameters; `band` what all of these contain, see `band_of`;
        `sd_chance`, `sd_ignorance` the standard deviation within draws and that
        between them without chance, where there are several draws of several
        replications each.
    """
    rows = indicators[indicators["area_level"].isin(_LEVELS)].reset_index(drop=True)
    rows = in_known_words(rows)
    figure = [name for name in _FIGURE if name in rows.columns]
    grouped = rows.groupby(figure, observed=True, sort=False)
    group = grouped.ngroup().to_numpy().astype(np.int64)
    _, first = np.unique(group, return_index=True)
    values = rows["value"].to_numpy(dtype=np.float64)
    draw = rows["draw"].to_numpy(dtype=np.int64)
    described = spread(values, group, draw)
    described["band"] = band_of(
        rows["draw"].nunique(), rows["replication"].nunique(), joint=joint
    )
    described["sd_chance"], described["sd_ignorance"] = split_sd(values, group, draw)
    keys = rows.loc[first, figure].reset_index(drop=True)
    table = pd.concat([keys, described], axis=1)
    return table.sort_values(figure[:-1], kind="stable", ignore_index=True)
