"""Who is guaranteed (特困), and from when on.

The stock of a county is given from outside, not grown from its elders: every year as
many enter as are expected to die, plus the trend. Part of them enter at an equal hazard
from those already 60, the others on turning 60. Mortality is everybody's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.population.arrays import AGES, ELIGIBLE_AGE, FIRST_AGE, Floats, Ints

_TURNING = ELIGIBLE_AGE - FIRST_AGE


@dataclass(frozen=True)
class Entry:
    """Chances of entering the guaranteed stock of one county."""

    edges: Floats
    """Days at which the years begin, and the end. [days]"""
    at_start: Floats
    """Share at the start, or on turning 60. Shape (rows)."""
    cumulative: Floats
    """Hazard of entry after 60 since the start. Shape (residence * sex, edges)."""

    def ceiling(self) -> Floats:
        """Return a share that none exceeds who is guaranteed by the end (rows)."""
        late = np.exp(-self.cumulative[:, -1])
        ceiling: Floats = 1.0 - (1.0 - self.at_start) * np.repeat(late, AGES)
        return ceiling

    def day(self, row: Ints, uniform: Floats, eligible_from: Floats) -> Floats:
        """Return the day of entry: -inf before the start, inf never [days]."""
        share = self.at_start[row]
        early = np.where(eligible_from > 0, eligible_from, -np.inf)
        day = np.full(len(row), np.inf)
        late = uniform > share
        day[~late] = early[~late]
        with np.errstate(divide="ignore"):
            need = np.log((1.0 - share[late]) / (1.0 - uniform[late]))
        group = row[late] // AGES
        day[late] = self._reached(group, np.maximum(eligible_from[late], 0.0), need)
        return day

    def _reached(self, group: Ints, begin: Floats, need: Floats) -> Floats:
        """Return when the hazard of entry since `begin` reaches `need`."""
        day = np.full(len(group), np.inf)
        for g, curve in enumerate(self.cumulative):
            mine = group == g
            target = np.interp(begin[mine], self.edges, curve) + need[mine]
            reached = np.interp(target, *_rising(curve, self.edges), right=np.inf)
            day[mine] = np.maximum(reached, begin[mine])
        return day


def _rising(curve: Floats, edges: Floats) -> tuple[Floats, Floats]:
    """Return the points at which the curve rises, as `numpy.interp` needs them."""
    keep = np.append(np.diff(curve) > 0, False)
    keep[1:] |= np.diff(curve) > 0
    if not keep.any():
        keep[0] = True
    return curve[keep], edges[keep]


def entry_curves(
    people: Floats,
    survival: Floats,
    share: Floats,
    at_start: Floats,
    after_60_share: float,
    trend: Floats,
    edges: Floats,
) -> Entry:
    """Return the chances with which the expected stock follows its trend.

    Parameters
    ----------
    people
        Elders of the county by residence, sex, age at the start. Shape (2, 2, ages).
    survival
        Chance of living through a year, by cohort. Shape (years, 2, 2, ages).
    share
        Guaranteed among those aged 60+ at the start. Shape (residence, sex).
    at_start
        The same by age, of those not in a home at the start. Shape (2, 2, ages).
    after_60_share
        Of new guaranteed elders, those who were 60 before.
    trend
        Growth of the stock in each year. Shape (years). [1/year]
    edges
        Days at which the years begin. Shape (years + 1). [days]
    """
    years = len(trend)
    hazard = np.zeros((2, 2, years))
    first = np.array(at_start, dtype=float)
    alive = np.array(people, dtype=float)
    part = np.zeros((2, 2, AGES))
    part[..., _TURNING:] = share[..., None]
    stock = (alive * part).sum(axis=-1)
    for year in range(years):
        alive = alive * survival[year]
        stock = stock * (1 + trend[year])
        inflow = np.maximum(stock - (alive * part).sum(axis=-1), 0.0)
        cohort = _TURNING - 1 - year
        eligible = slice(max(cohort + 1, 0), AGES)
        before = part[..., eligible]
        rest = (alive[..., eligible] * (1 - before)).sum(axis=-1)
        entered = np.minimum(after_60_share * inflow, 0.5 * rest)
        left = 1 - entered / np.where(rest > 0, rest, 1.0)
        hazard[..., year] = -np.log(left)
        part[..., eligible] = 1 - (1 - before) * left[..., None]
        if cohort < 0:
            continue
        turned = _share_turning(inflow - entered, alive[..., cohort], left)
        first[..., cohort] = turned[0]
        part[..., cohort] = turned[1]
    cumulative = np.zeros((4, years + 1))
    np.cumsum(hazard.reshape(4, years), axis=1, out=cumulative[:, 1:])
    return Entry(edges=edges, at_start=first.ravel(), cumulative=cumulative)


def _share_turning(
    wanted: Floats, alive: Floats, left: Floats
) -> tuple[Floats, Floats]:
    """Return shares guaranteed on the 60th birthday and at the end of that year.

    Birthdays spread over the year, so that on average half a year of the hazard of
    later entry follows within it.
    """
    end = np.clip(wanted / np.where(alive > 0, alive, 1.0), 0.0, 1.0)
    rate = -np.log(left)
    spared = np.where(rate > 0, (1 - left) / np.where(rate > 0, rate, 1.0), 1.0)
    on_day = np.clip(1 - (1 - end) / spared, 0.0, 1.0)
    return on_day, 1 - (1 - on_day) * spared
