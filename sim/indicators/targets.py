"""Targets beside what the model says: path, chance on the day, first date met, gap.

Figures are of calendar years, so that a target is judged on one: a stock on the last
year's end that is not after its date, any other figure on the year of its date. A
past target never gets a probability: what happened is either published or unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.indicators.catalogue import CATALOGUE
from sim.timeline import Timeline

Values = NDArray[np.float64]

# Shares are quotients: one of exactly the target's size may lie a rounding below it.
_ROUNDING: Final = 1e-9
_SCOPED: Final = {
    ("county_home_coverage", "counties_and_cities"): "county_home_coverage_plan",
    ("county_home_coverage_plan", "counties_and_cities"): "county_home_coverage_plan",
}
_LOW: Final = 0.1
_HIGH: Final = 0.9

COLUMNS: Final = [
    "id", "indicator", "label_zh", "label_en", "unit", "date", "sense", "limit",
    "nature", "source", "document", "scope", "status", "published", "mean", "low",
    "high", "n", "probability", "first_met", "first_met_early", "first_met_late",
    "gap", "note",
]  # fmt: skip


class Target(Protocol):
    """What a scenario says of a target."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def indicator(self) -> str: ...  # noqa: D102
    @property
    def date(self) -> date: ...  # noqa: D102
    @property
    def at_least(self) -> float | None: ...  # noqa: D102
    @property
    def at_most(self) -> float | None: ...  # noqa: D102
    @property
    def nature(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def document(self) -> str | None: ...  # noqa: D102
    @property
    def scope(self) -> str | None: ...  # noqa: D102
    @property
    def published(self) -> float | None: ...  # noqa: D102
    @property
    def note(self) -> str | None: ...  # noqa: D102


def targets_table(
    indicators: pd.DataFrame,
    targets: Sequence[Target],
    timeline: Timeline,
    planning_start: date | None,
) -> pd.DataFrame:
    """Return one row for each target, in the order given.

    Parameters
    ----------
    indicators
        Indicator tables of all repetitions (draws × replications).
    targets
        What was asked, and what is published of it.
    timeline
        The reported period.
    planning_start
        Targets of an earlier date are past. Without one, none is.

    Returns
    -------
        Columns `COLUMNS`, then `mean_`, `low_` and `high_` of each year (the path),
        all in the unit of the indicator and of the whole area:

        - `sense` (`at_least`, `at_most`) and `limit`: what is asked;
        - `status`: `future`; `published` or `unknown` for past dates; `outside` for a
          date after the period; `not_computed` for an indicator without figures;
        - `mean`, and `low` to `high` (10 % to 90 % of the repetitions): the model's
          figure on the date, from `n` repetitions;
        - `probability`: share of the repetitions that meet a *future* target;
        - `first_met`: end of the first year at which half of all repetitions have met
          it; `_early` and `_late` likewise one in ten and nine in ten; missing if
          they do not within the period;
        - `gap`: by how much it is exceeded, negative where it is missed; of the
          published figure if past, of the mean if future, missing if unknown.
    """
    every_path = [_paths(indicators, figure_of(one), timeline) for one in targets]
    rows = [
        _row(target, paths, timeline, planning_start)
        for target, paths in zip(targets, every_path, strict=True)
    ]
    path = [f"{name}_{year}" for year in timeline.years for name in _PATH]
    return pd.DataFrame(rows, columns=[*COLUMNS, *path])


_PATH: Final = ["mean", "low", "high"]


def figure_of(target: Target) -> str:
    """Return the indicator whose units are those of the target's scope.

    Nothing is computed for other pairs; such a target says so.
    """
    if target.scope == "all" or target.scope is None:
        return target.indicator
    return _SCOPED.get((target.indicator, target.scope), "")


def _paths(indicators: pd.DataFrame, indicator: str, timeline: Timeline) -> Values:
    """Return the area's figure by repetition and year, nan where undefined."""
    rows = indicators[
        (indicators["indicator"] == indicator) & (indicators["area_level"] == "region")
    ]
    for split in ("tier", "ownership", "operation", "residence"):
        rows = rows[rows[split] == "all"]
    values = rows.set_index(["draw", "replication", "year"])["value"]
    wide = values.unstack("year")  # noqa: PD010 - there is nothing to aggregate
    return wide.reindex(columns=timeline.years).to_numpy(dtype=np.float64)


def _row(
    target: Target, paths: Values, timeline: Timeline, planning_start: date | None
) -> dict[str, Any]:
    """Return the row of one target; `paths` is of shape (repetitions, years)."""
    row = _asked(target)
    row["status"] = _status(target, len(paths) > 0, timeline, planning_start)
    sign = 1.0 if row["sense"] == "at_least" else -1.0
    excess = sign * (paths - row["limit"])
    place = _place(target, timeline)
    at = slice(0, 0) if place is None else slice(place, place + 1)
    known = np.isfinite(excess[:, at])
    values = paths[:, at][known]
    row |= dict(zip(_PATH, _ends(values), strict=True)) | {"n": len(values)}
    if row["status"] == "future" and len(values):
        met = excess[:, at][known] >= -_ROUNDING
        row["probability"] = float(met.mean())
    row["gap"] = _gap(row, sign)
    return row | _first_met(excess, timeline) | _path(paths, timeline)


def _asked(target: Target) -> dict[str, Any]:
    """Return what a target says of itself, and its indicator's words."""
    names = (
        "id", "indicator", "date", "nature", "source", "document", "scope",
        "published", "note",
    )  # fmt: skip
    row: dict[str, Any] = {name: getattr(target, name) for name in names}
    at_least = target.at_least is not None
    limit = target.at_least if at_least else target.at_most
    row["sense"] = "at_least" if at_least else "at_most"
    row["limit"] = float("nan") if limit is None else float(limit)
    entry = CATALOGUE.get(figure_of(target))
    if entry is not None:
        row |= {"label_zh": entry.label.zh, "label_en": entry.label.en}
        row["unit"] = entry.unit
    return row


def _place(target: Target, timeline: Timeline) -> int | None:
    """Return the year on which the target is judged, as a position."""
    entry = CATALOGUE.get(figure_of(target))
    year = target.date.year
    year_end = min(date(year, 12, 31), timeline.end)
    if entry is not None and entry.kind == "stock" and target.date < year_end:
        year -= 1
    if year not in timeline.years or target.date > timeline.end:
        return None
    return timeline.years.index(year)


def _status(
    target: Target, computed: bool, timeline: Timeline, planning_start: date | None
) -> str:
    """Return how a target stands; see `targets_table`."""
    if planning_start is not None and target.date < planning_start:
        return "unknown" if target.published is None else "published"
    if not computed:
        return "not_computed"
    return "outside" if target.date > timeline.end else "future"


def _ends(values: Values) -> tuple[float, float, float]:
    """Return mean and 80 % interval; a single value has no interval."""
    if not len(values):
        return np.nan, np.nan, np.nan
    if len(values) == 1:
        return float(values[0]), np.nan, np.nan
    low, high = np.quantile(values, [_LOW, _HIGH])
    return float(values.mean()), float(low), float(high)


def _gap(row: dict[str, Any], sign: float) -> float:
    """Return by how much a target is exceeded, nan if nobody knows."""
    known = {"published": row["published"], "future": row["mean"]}
    reached = known.get(row["status"])
    if reached is None:
        return float("nan")
    return sign * (float(reached) - float(row["limit"]))


def _first_met(excess: Values, timeline: Timeline) -> dict[str, date | None]:
    """Return the year's ends at which a tenth, half and nine tenths have met it."""
    met = excess >= -_ROUNDING
    n_years = len(timeline.years)
    first = np.sort(np.where(met.any(axis=1), met.argmax(axis=1), n_years))
    shares = {"first_met_early": _LOW, "first_met": 0.5, "first_met_late": _HIGH}
    ends: dict[str, date | None] = {}
    for name, share in shares.items():
        needed = max(int(np.ceil(share * len(first) - _ROUNDING)), 1)
        place = int(first[needed - 1]) if len(first) else n_years
        ends[name] = None
        if place < n_years:
            ends[name] = min(date(timeline.years[place], 12, 31), timeline.end)
    return ends


def _path(paths: Values, timeline: Timeline) -> dict[str, float]:
    """Return mean and interval of each year."""
    path: dict[str, float] = {}
    for place, year in enumerate(timeline.years):
        column = paths[:, place]
        ends = _ends(column[np.isfinite(column)])
        path |= {f"{name}_{year}": end for name, end in zip(_PATH, ends, strict=True)}
    return path
