"""Beds by rule of thumb, against the beds that a promise of service needs.

The promise: of those who apply, 95 per cent are in a bed within 30 days. Three rules
are tried on made-up places of any size: the average flow (admissions times mean stay),
a fixed number of beds per 1,000 aged 65 and over, and the average flow with a margin
that grows as its square root. The last two are set where they fit, in a place of
4,000. Zhang and others found in British Columbia that a fixed ratio may leave too many
beds or long waits and that no single ratio applies broadly [1]_ [2]_; queueing theory
has long said that small places need relatively more servers [3]_.

References
----------
.. [1] Y. Zhang, M. Puterman, M. Nelson, D. Atkins, "A simulation optimization approach
   to long-term care capacity planning", *Operations Research* 60(2), 2012.
.. [2] Y. Zhang, M. Puterman, D. Atkins, "Residential long-term care capacity planning:
   the shortcomings of ratio-based forecasts", *Healthcare Policy* 7(4), 2012.
   doi:10.12927/hcpol.2013.22881
.. [3] W. Whitt, "Understanding the efficiency of multi-server service systems",
   *Management Science* 38(5), 1992.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import ceil, sqrt

import numpy as np
import pandas as pd
from cross_checks.made_up_homes import FASTER, STAY_DAYS, made_up_homes
from cross_checks.three_homes import FROM, stays

from sim.engine import simulate

PROMISE, WITHIN_DAYS, PATIENCE_DAYS = 0.95, 30.0, 180.0
APPLICATIONS_PER_1000, STAY_YEARS = 5.0, 2.0
"""A year, per 1,000 aged 65 and over. Made up, as the stay is: 10 beds per 1,000."""
MODEL_PLACE = 4000
SIZES = (500, 1000, 2000, MODEL_PLACE, 8000, 16000)
FREQUENCIES = (0.8, 1.25)
"""Places of the middle size that apply less often, or more: younger, or older."""
APPLICANTS, STAYS = 16_000, 100


@dataclass(frozen=True)
class Place:
    """So many elders, who apply so often."""

    aged_65_plus: int
    frequency: float = 1.0
    """Relative to `APPLICATIONS_PER_1000`."""

    @property
    def load(self) -> float:
        """Beds that would be taken if there were enough: the average flow."""
        yearly = self.aged_65_plus / 1000 * APPLICATIONS_PER_1000 * self.frequency
        return yearly * STAY_YEARS


@dataclass(frozen=True)
class Service:
    """What beds come to."""

    placed: float
    """Share of applicants in a bed within `WITHIN_DAYS`."""
    occupancy: float


@cache
def service(place: Place, beds: int) -> Service:
    """Simulate a place with so many beds; the same applicants whatever the beds."""
    days = round(STAYS * STAY_DAYS)
    scenario = made_up_homes(
        [beds],
        [True],
        place.load,
        days,
        {
            "demand.waiting_lists": "1",
            "demand.patience_days": str(PATIENCE_DAYS / FASTER),
        },
    )
    number = ceil(APPLICANTS / (place.load * STAYS))
    found = [
        _measured(stays(simulate(scenario, 0, n).log), beds, days)
        for n in range(number)
    ]
    return Service(*np.mean(found, axis=0).tolist())


def _measured(table: pd.DataFrame, beds: int, days: int) -> tuple[float, float]:
    limit = WITHIN_DAYS / FASTER
    asked = table[table["applied"].between(FROM, days - limit)]
    placed = (asked["admitted"] - asked["applied"] <= limit).mean()
    inside = table[table["admitted"].notna()]
    spent = inside["left"].clip(FROM, days) - inside["admitted"].clip(FROM, days)
    return float(placed), float(spent.sum() / beds / (days - FROM))


@cache
def needed(place: Place) -> int:
    """Return the fewest beds that keep the promise."""
    low, high = int(place.load), 2 * ceil(place.load) + 10
    while low < high:
        middle = (low + high) // 2
        if service(place, middle).placed >= PROMISE:
            high = middle
        else:
            low = middle + 1
    return low


def by_rules(place: Place) -> dict[str, int]:
    """Return the beds that each rule gives a place."""
    model = Place(MODEL_PLACE)
    margin = (needed(model) - model.load) / sqrt(model.load)
    return {
        "as many as needed": needed(place),
        "average flow": ceil(place.load),
        "fixed ratio": round(needed(model) / MODEL_PLACE * place.aged_65_plus),
        "square root": ceil(place.load + margin * sqrt(place.load)),
    }


def table() -> pd.DataFrame:
    """Return a row a place and rule."""
    places = [Place(size) for size in SIZES]
    places += [Place(MODEL_PLACE, frequency) for frequency in FREQUENCIES]
    return pd.DataFrame([row for place in places for row in _rows(place)])


def _rows(place: Place) -> Iterator[dict[str, object]]:
    for rule, beds in by_rules(place).items():
        found = service(place, beds)
        yield {
            "aged_65_plus": place.aged_65_plus,
            "applications_per_year": place.load / STAY_YEARS,
            "rule": rule,
            "beds": beds,
            "beds_per_1000_aged_65_plus": f"{beds / place.aged_65_plus * 1000:.1f}",
            "beds_beyond_need": beds - needed(place),
            "placed_within_30_days": f"{found.placed:.3f}",
            "occupancy": f"{found.occupancy:.3f}",
        }
