"""Mean and spread of figures over repetitions, for many figures at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

Values = NDArray[np.float64]
Codes = NDArray[np.int64]


def quantiles(values: Values, group: Codes, share: float) -> Values:
    """Return a quantile of each group, interpolated as NumPy does by default.

    Parameters
    ----------
    values
        Shape (rows)
    group
        Group of each row, 0 to the number of groups less one; none is empty.
    share
        Which quantile, 0 to 1.
    """
    order = np.lexsort((values, group))
    counts = np.bincount(group)
    start = np.cumsum(counts) - counts
    place = share * (counts - 1)
    lower = np.floor(place).astype(np.int64)
    upper = np.minimum(lower + 1, counts - 1)
    ordered = values[order]
    low, high = ordered[start + lower], ordered[start + upper]
    result: Values = low + (high - low) * (place - lower)
    return result


def spread(values: Values, group: Codes, cluster: Codes) -> pd.DataFrame:
    """Return mean, spread and intervals of each group of values.

    Parameters
    ----------
    values
        Figures, one of each repetition. Shape (rows)
    group
        Which figure each row is, 0 to the number of figures less one.
    cluster
        Repetitions that are alike: replications of one draw share its parameters, so
        that with several draws only the draws are independent.

    Returns
    -------
        A row for each group: `mean`; `sd` of the repetitions; `n` repetitions that
        have the figure; `low`, `high` the 10 % and 90 % quantiles of the repetitions;
        `mean_low`, `mean_high` the 95 % interval of the mean by Student's t, over
        draws if there are several. Spread is missing where there is one repetition.
    """
    n = np.bincount(group)
    mean, sd = _mean_sd(values, group)
    centre, half_width = _interval_of_mean(values, group, cluster)
    several = n > 1
    return pd.DataFrame(
        {
            "mean": mean,
            "sd": sd,
            "n": n,
            "low": np.where(several, quantiles(values, group, 0.1), np.nan),
            "high": np.where(several, quantiles(values, group, 0.9), np.nan),
            "mean_low": centre - half_width,
            "mean_high": centre + half_width,
        }
    )


def split_sd(values: Values, group: Codes, cluster: Codes) -> tuple[Values, Values]:
    """Return the spread of each group within clusters, and between them.

    Analysis of variance with one random factor: repetitions of a cluster differ by
    chance, means of clusters by chance and by what else sets clusters apart, so that
    chance is taken off their variance.

    Parameters
    ----------
    values, group, cluster
        As for `spread`; a cluster is a draw.

    Returns
    -------
        Standard deviation within clusters (chance), and of what sets clusters apart
        without chance, 0 where chance alone explains it. Both are missing where there
        is a single cluster, or one value in each. Shape (groups)

    References
    ----------
    .. [1] S. Searle, G. Casella, C. McCulloch, *Variance Components*, 1992, ch. 3.
    """
    part = group * (cluster.max(initial=0) + 1) + cluster
    _, first, where = np.unique(part, return_index=True, return_inverse=True)
    cell_group, cell_n = group[first], np.bincount(where)
    cell_mean = np.bincount(where, weights=values) / cell_n
    n, cells = np.bincount(group), np.bincount(cell_group)
    mean = np.bincount(group, weights=values) / n
    within = np.bincount(group, weights=(values - cell_mean[where]) ** 2)
    apart = cell_n * (cell_mean - mean[cell_group]) ** 2
    between = np.bincount(cell_group, weights=apart)
    known = (cells > 1) & (n > cells)
    nowhere = np.full(len(n), np.nan)
    chance = np.divide(within, n - cells, out=nowhere.copy(), where=known)
    # How large a cluster is; they differ where a figure is undefined in some.
    squares = np.bincount(cell_group, weights=cell_n.astype(np.float64) ** 2)
    size = np.divide(n - squares / n, cells - 1, out=nowhere.copy(), where=known)
    total = np.divide(between, cells - 1, out=nowhere.copy(), where=known)
    apart_variance = np.maximum((total - chance) / size, 0.0)
    return np.sqrt(chance), np.sqrt(apart_variance)


def _mean_sd(values: Values, group: Codes) -> tuple[Values, Values]:
    """Return mean and standard deviation (n - 1) of each group."""
    n = np.bincount(group)
    mean = np.bincount(group, weights=values) / n
    squares = np.bincount(group, weights=(values - mean[group]) ** 2)
    sd = np.full(len(n), np.nan)
    np.sqrt(np.divide(squares, n - 1, out=sd, where=n > 1), out=sd)
    return mean, sd


def _interval_of_mean(
    values: Values, group: Codes, cluster: Codes
) -> tuple[Values, Values]:
    """Return centre and half width of the 95 % interval of the mean."""
    draws = len(np.unique(cluster))
    if draws > 1:
        _, part, where = np.unique(
            group * (cluster.max() + 1) + cluster,
            return_index=True,
            return_inverse=True,
        )
        values, _ = _mean_sd(values, where)
        group = group[part]
    n = np.bincount(group)
    mean, sd = _mean_sd(values, group)
    sizes, size = np.unique(n, return_inverse=True)
    factor = np.asarray(special.stdtrit(np.maximum(sizes - 1, 1), 0.975))
    return mean, factor[size] * sd / np.sqrt(n)
