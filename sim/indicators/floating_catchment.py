"""Beds within reach by two-step floating catchment, and how unequally they lie.

A home's beds are first shared among all who live near it, then what the homes near a
township offer is added up. Nothing is counted in this module; it knows neither elders
nor beds, only supply, demand and minutes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sim.indicators.nearness import Pairs
from sim.indicators.step_curves import ratio

Table = NDArray[np.float64]


def decay(minutes: Table, catchment: float) -> Table:
    """Return how much a home counts at a distance: 1 next door, 0 at the border.

    The Gaussian of Dai (2010): ``(exp(-(d / c)² / 2) - exp(-1/2)) / (1 - exp(-1/2))``
    for minutes ``d`` within the catchment ``c``. A step would count a township at 59
    minutes fully and its neighbour at 61 not at all, which no drawn position bears.

    Parameters
    ----------
    minutes
        Any shape. [minutes]
    catchment
        Beyond it nothing counts. [minutes]

    References
    ----------
    .. [1] D. Dai, "Black residential segregation, disparities in spatial access to
       health care facilities, and late-stage breast cancer diagnosis in metropolitan
       Detroit", Health & Place 16(5), 2010. doi:10.1016/j.healthplace.2010.06.012
    """
    if catchment <= 0:
        return np.zeros_like(minutes)
    border = np.exp(-0.5)
    within = np.clip(minutes / catchment, 0.0, 1.0)
    weight: Table = (np.exp(-0.5 * within**2) - border) / (1 - border)
    return weight


def supply_in_reach(
    pairs: Pairs, supply: Table, demand: Table, catchment: float
) -> Table:
    """Return the supply per unit of demand that each township can reach.

    Step one: each home's supply over the demand around it, weighted by `decay`. Step
    two: the sum of these ratios over the homes around a township, weighted alike.
    Whatever lies within reach of anybody is shared out whole: the mean over townships,
    weighted by demand, is the reachable supply over all demand.

    Parameters
    ----------
    pairs
        Townships and homes that may serve them.
    supply
        Shape (homes, years).
    demand
        Shape (townships, years).
    catchment
        How far a home reaches. [minutes]

    Returns
    -------
        Shape (townships, years); 0 where nothing is in reach.

    References
    ----------
    .. [1] W. Luo, F. Wang, "Measures of spatial accessibility to health care in a GIS
       environment", Environment and Planning B 30(6), 2003. doi:10.1068/b29120
    .. [2] W. Luo, Y. Qi, "An enhanced two-step floating catchment area (E2SFCA)
       method", Health & Place 15(4), 2009. doi:10.1016/j.healthplace.2009.06.002
    """
    weight = sparse.csr_array(
        (decay(pairs.minutes, catchment), (pairs.township, pairs.home)),
        shape=(len(demand), len(supply)),
    )
    around = np.asarray(weight.T @ demand, dtype=np.float64)
    per_head = np.nan_to_num(ratio(supply, around))
    return np.asarray(weight @ per_head, dtype=np.float64)


def gini(values: Table, weights: Table) -> Table:
    """Return the Gini coefficient of values among weighted places, year by year.

    Half the mean absolute difference between two persons drawn at random, over the
    mean: ``Σᵢ Σⱼ wᵢ wⱼ |xᵢ - xⱼ| / (2 W² x̄)``. 0 where all have the same; 1 less the
    weight's share where one place has everything.

    Parameters
    ----------
    values, weights
        Neither is negative. Shape (places, years).

    Returns
    -------
        Shape (years); not a number where there is nothing, or nobody.

    References
    ----------
    .. [1] R. I. Lerman, S. Yitzhaki, "Improving the accuracy of estimates of Gini
       coefficients", Journal of Econometrics 42(1), 1989.
       doi:10.1016/0304-4076(89)90074-2
    """
    order = np.argsort(values, axis=0, kind="stable")
    value = np.take_along_axis(values, order, axis=0)
    weight = np.take_along_axis(weights, order, axis=0)
    # Of those who have no more: all before, and half of the own place.
    rank = np.cumsum(weight, axis=0) - weight / 2
    total = weight.sum(axis=0)
    amount = (weight * value).sum(axis=0)
    above = 2 * (weight * value * rank).sum(axis=0)
    share: Table = ratio(above, amount * total) - 1
    # Equal values leave rounding dust.
    return np.where(np.abs(share) < 1e-12, 0.0, share)
