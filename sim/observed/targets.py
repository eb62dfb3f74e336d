"""Observed figures as targets of a calibration: `targets.csv`.

Each figure is measured by the function that measures a simulation
(`sim.fitting.measures`), and its 80 % interval is that of the counts behind it: it is
of this very place, so that nothing is added for carrying it over from elsewhere. What
one year shows is one outcome of chance, and that is what the interval allows for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import isfinite, sqrt
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from sim.area import Area
from sim.events import ElderClass
from sim.fitting.measures import WINDOW_YEARS, Sight, measured, measures
from sim.fitting.scales import HALF_WIDTH
from sim.fitting.targets import COLUMNS
from sim.observed.figures import FEWEST, seen_in
from sim.observed.log import observed_log, period_of
from sim.observed.stays import Stay

_KINDS: Final = (
    ("county_public", "county", "public"),
    ("township_public", "township", "public"),
    ("private", "all", "private"),
    ("all", "all", "all"),
)
_KNOWN: Final = 0.95
MOST_UNLISTED: Final = 0.2
"""Share of residents without a row above which admissions and stays are no target.

Nothing tells those who came before the register from those whom it missed, and of the
latter the admissions are missed as well. A mean stay is residents over admissions.
Whoever has no row is among the residents and not among the admitted; a fifth of them
makes stays up to a quarter too long, which is as much as the 80 % interval of fifty
admissions is wide to either side.
"""


class Watched(NamedTuple):
    """What the targets are measured on."""

    stays: Sequence[Stay]
    unlisted: dict[str, int]
    homes: pd.DataFrame
    area: Area
    years: tuple[int, ...]
    """Used years, in order."""
    source: str


class Band(NamedTuple):
    """A figure and its 80 % interval."""

    value: float
    low: float
    high: float


def share_band(share: float, trials: float) -> Band:
    """Return a share of so many beds with its interval, on the log-odds.

    The logarithm of the odds of `n` independent beds has the variance
    ``1 / (n * p * (1 - p))``.
    """
    inside = min(max(share, 0.5 / trials), 1 - 0.5 / trials)
    width = HALF_WIDTH / sqrt(trials * inside * (1 - inside))
    odds = np.log(inside / (1 - inside))
    low, high = (1 / (1 + np.exp(-odds + side * width)) for side in (1, -1))
    return Band(
        round(inside, 4), max(round(float(low), 4), 0.001), min(round(high, 4), 0.999)
    )


def count_band(value: float, *counts: float) -> Band:
    """Return a figure whose logarithm has the variance ``sum(1 / count)``.

    A Poisson count has one term; a quotient of two counts has both.
    """
    width = HALF_WIDTH * sqrt(sum(1 / count for count in counts))
    ends = (value * float(np.exp(side * width)) for side in (-1, 1))
    low, high = (round(end, 3) for end in ends)
    return Band(round(value, 3), low, high)


def targets_table(watched: Watched) -> pd.DataFrame:
    """Return the table that `ruralbeds calibrate --targets` reads.

    Occupancy and admissions are of the last used year; the mean stay is of the last
    two, where both are used. Admissions and stays are left out where many residents
    have no row (`MOST_UNLISTED`), and so is a figure on fewer than five persons.
    """
    if not watched.years:
        return pd.DataFrame(columns=COLUMNS)
    last = watched.years[-1]
    year = _sight(watched, last, last)
    rows = []
    for name, tier, ownership in _KINDS:
        kind = {"tier": tier, "ownership": ownership}
        figures = {
            measure: measured(year, measure, elder_class="all", **kind)
            for measure in ("occupancy_rate", "licensed_beds", "admissions")
        }
        beds, share = figures["licensed_beds"], figures["occupancy_rate"]
        if isfinite(share) and beds * share >= FEWEST:
            band = share_band(share, beds)
            rows.append(_row(f"occupancy_{name}", "occupancy_rate", kind, band, last))
        if unlisted_share(watched, kind) > MOST_UNLISTED:
            continue
        admitted = figures["admissions"]
        if isfinite(admitted) and admitted >= FEWEST:
            band = count_band(admitted, admitted)
            rows.append(_row(f"admissions_{name}", "admissions", kind, band, last))
        rows += _stay_rows(watched, name, kind)
    rows += _class_rows(watched, year, last)
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.assign(source=watched.source)


def unlisted_share(watched: Watched, kind: dict[str, str]) -> float:
    """Return which share of a kind's residents has no row, on the last used day."""
    homes = watched.homes
    own = homes["home_id"].astype(str)
    for name, value in kind.items():
        if value != "all":
            own = own[homes[name].astype(str) == value]
    without = sum(watched.unlisted.get(home, 0) for home in own)
    last = date(watched.years[-1], 12, 31)
    known = set(own)
    listed = sum(one.home_id in known and one.covers(last) for one in watched.stays)
    return without / (without + listed) if without else 0.0


def poorly_listed(watched: Watched) -> bool:
    """Tell whether rows are wanting for some kind of home to have all its targets."""
    shares = (
        unlisted_share(watched, {"tier": tier, "ownership": ownership})
        for _, tier, ownership in _KINDS
    )
    return any(share > MOST_UNLISTED for share in shares)


def _sight(watched: Watched, first: int, last: int) -> Sight:
    log = observed_log(
        watched.stays, watched.unlisted, watched.homes, period_of(first, last)
    )
    elders = watched.area.elders
    aged = elders.loc[elders["age_group"] >= "60-64", "elders"]
    return Sight(
        log=log.events,
        # Homes that were there: `opened` means built later than the start.
        homes=watched.homes.assign(opened=""),
        elders=log.elders,
        indicators=seen_in(log, watched.homes, watched.area).indicators,
        persons_60=float(aged.sum()),
        first_year=first,
    )


def _stay_rows(
    watched: Watched, name: str, kind: dict[str, str]
) -> list[dict[str, object]]:
    first, last = watched.years[-1] - WINDOW_YEARS + 1, watched.years[-1]
    if first not in watched.years:
        return []
    sight = _sight(watched, first, last)
    chosen = {**kind, "elder_class": "all"}
    admitted = sum(
        measured(replace(sight, first_year=year), "admissions", **chosen)
        for year in range(first, last + 1)
    )
    stay = measured(sight, "mean_stay_years", **chosen)
    if not isfinite(stay) or not isfinite(admitted) or admitted < FEWEST:
        return []
    residents = stay * admitted / WINDOW_YEARS
    if residents < FEWEST:
        return []
    band = count_band(stay, admitted, residents)
    return [_row(f"stay_{name}", "mean_stay_years", kind, band, last)]


def _class_rows(watched: Watched, sight: Sight, last: int) -> list[dict[str, object]]:
    """Return residents by class at the start of the year, if the classes are known."""
    own = set(watched.homes["home_id"])
    start = period_of(last, last).start
    here = [
        stay
        for stay in watched.stays
        if stay.home_id in own
        and stay.admitted < start
        and (stay.left is None or stay.left > start)
    ]
    known = sum(stay.elder_class >= 0 for stay in here)
    if watched.unlisted or not here or known < _KNOWN * len(here):
        return []
    guaranteed = sum(stay.elder_class == ElderClass.GUARANTEED for stay in here)
    rows = []
    kind = {"tier": "all", "ownership": "all"}
    for name, number in (
        ("guaranteed", guaranteed),
        ("social", len(here) - guaranteed),
    ):
        if number < FEWEST:
            return []
        found = measured(sight, "residents_of_class", elder_class=name, **kind)
        row = _row(
            f"residents_{name}",
            "residents_of_class",
            kind,
            count_band(found, number),
            last,
        )
        rows.append({**row, "class": name})
    return rows


def _row(
    name: str, measure: str, kind: dict[str, str], band: Band, last: int
) -> dict[str, object]:
    label = measures()[measure]
    since = last - WINDOW_YEARS + 1
    years = f"{since}-{last}" if measure == "mean_stay_years" else str(last)
    return {
        "target": name,
        "measure": measure,
        **kind,
        "class": "all",
        "value": band.value,
        "low": band.low,
        "high": band.high,
        "use": "fit",
        "grade": "derived",
        "note_zh": f"由入住登记算得（{years}年{label.label_zh}）；"
        "区间只含人数少带来的偶然",
        "note_en": f"{label.label_en} of {years} from the admissions register; the "
        "interval is that of the counts",
    }
