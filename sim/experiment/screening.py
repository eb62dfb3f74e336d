"""Which assumption moves which headline, and how far.

Each uncertain value is moved by itself to the lower and to the upper end of its range,
from each of several base points, and everything else stays: the same elders, the same
chances, the same homes. The headline at the upper end less that at the lower end is
the elementary effect of the value over its whole range [1]_; `mu_star`, the mean of
its size over the base points, ranks, and `sigma` tells how much the effect depends on
what else is assumed. Base points are joint draws of the pack, which resemble the place,
rather than corners of the prior, at which homes could not hold their residents [2]_.
A place without joint draws has its central values at each, and other chances.

The ranges are those that stand beside the values of the scenario: what a calibration
left open where there was one, otherwise the plausible range of the pack or catalogue.

References
----------
.. [1] M. D. Morris, "Factorial sampling plans for preliminary computational
   experiments", *Technometrics* 33(2), 1991. doi:10.2307/1269043
.. [2] F. Campolongo, A. Saltelli, J. Cariboni, "From screening to quantitative
   sensitivity analysis. A unified approach", *Computer Physics Communications* 182(4),
   2011. doi:10.1016/j.cpc.2010.12.039
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import pandas as pd

from sim.experiment.interval_widths import half_width
from sim.experiment.place import county_codes, is_part
from sim.experiment.sweep_points import Point
from sim.experiment.units import all_units
from sim.indicators.headlines import headline_list
from sim.scenario import Scenario
from sim.scenario.setting import Setting, shown_value

BASES: Final = 4
"""Base points, if nobody says how many."""
CLOSURES: Final = "closures"
FALSE_CLOSURES: Final = "false_closures"
HEADLINES: Final = (
    *("public_occupancy", "nursing_bed_share", "center_coverage_served"),
    *("unmet_need", "median_wait", CLOSURES, FALSE_CLOSURES),
)
"""Figures of the last year; closures, and the share of them that was false, of all."""
COLUMNS: Final = [
    *("area", "scenario", "counties", "kind", "bases", "headline", "unit", "year"),
    *("path", "grade", "low", "value", "high", "own", "low_change", "high_change"),
    *("mu", "mu_star", "sigma", "half_width", "n"),
]
# Money follows what happens and moves nothing.
_NOT_ASKED: Final = "cost."
_LEVEL: Final = 0.95
# Share of the base points that must have a figure for its effects to be told.
_SEEN: Final = 0.75
End = Literal["low", "high"]


@dataclass(frozen=True)
class Factor:
    """A value that is moved, with its ends as a scenario file has them."""

    path: str
    low: str
    high: str
    value: str
    """The scenario's own."""
    grade: str

    @property
    def ends(self) -> dict[End, Point]:
        """The points at either end of the range."""
        return {"low": {self.path: self.low}, "high": {self.path: self.high}}


def factors_of(scenario: Scenario) -> tuple[Factor, ...]:
    """Return what a screening moves: each number with a range, and each choice of two.

    Left out are costs, which move nothing; values that change within the period, which
    are a course and no number; and what is answered by yes or no, which somebody
    decides.
    """
    return tuple(
        Factor(path, *ends, shown_value(scenario.value(path)), held.grade)
        for path, held in scenario.settings.items()
        if not path.startswith(_NOT_ASKED) and not scenario.is_dated(path)
        if (ends := _ends(held))
    )


def _ends(held: Setting) -> tuple[str, str] | tuple[()]:
    options = held.parameter.options
    if options is not None:
        return tuple(options) if len(options) == 2 else ()  # type: ignore[return-value]
    if held.low is None or held.high is None or not held.low < held.high:
        return ()
    ends = (held.low, held.high)
    if held.parameter.unit == "count":
        ends = (math.ceil(held.low), math.floor(held.high))
    return shown_value(ends[0]), shown_value(ends[1])


def is_joint(scenario: Scenario, bases: int) -> bool:
    """Return whether the base points are joint draws of the pack."""
    return 1 < bases <= scenario.area.joint_draws


def at_bases(scenario: Scenario, bases: int) -> Scenario:
    """Return the scenario with a repetition for each base point."""
    if is_joint(scenario, bases):
        return scenario.with_run(draws=bases, replications=1)
    return scenario.with_run(draws=1, replications=bases)


def points_of(scenario: Scenario, factors: Sequence[Factor]) -> dict[str, Point]:
    """Return the points to be run by name: `own`, and `path low`, `path high`.

    An end at which the scenario is already, in every draw, is no other point.
    """
    drawn = set(scenario.drawn_paths()) if scenario.draws > 1 else set()
    points: dict[str, Point] = {"own": {}}
    for factor in factors:
        for end, point in factor.ends.items():
            if factor.path in drawn or point[factor.path] != factor.value:
                points[f"{factor.path} {end}"] = point
    return points


def effects_table(
    scenario: Scenario,
    factors: Sequence[Factor],
    figures: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """Return how far each value moves each headline of the last year.

    Parameters
    ----------
    scenario
        As it was run.
    factors
        What was moved.
    figures
        By the names of `points_of`: `headline`, `draw`, `replication`, `value`.

    Returns
    -------
        Columns `COLUMNS`, a row a headline and path, the largest `mu_star` of each
        headline first. `low_change` and `high_change` are the mean change from the
        base point to either end, `mu` the mean of high less low, `mu_star` that of its
        size, `sigma` its standard deviation over the base points, and `half_width`
        that of the 95 % interval of `mu` by Student's t; `n` base points have the
        figure at both ends. What too few of them have (nobody waited, say) is left
        out, and so are headlines that the scenario lacks.
    """
    named = {one.id: one for one in headline_list()}
    bases = len(all_units(scenario.draws, scenario.replications))
    least = max(2, math.ceil(_SEEN * bases))
    rows: list[dict[str, Any]] = []
    for headline in HEADLINES:
        values = {name: _values(table, headline) for name, table in figures.items()}
        own = values["own"]
        if len(own) < least:
            continue
        told = [
            {"headline": headline, "unit": named[headline].unit}
            | _effect(factor, values, own)
            for factor in factors
        ]
        rows += sorted(told, key=lambda row: -row["mu_star"])
    table = pd.DataFrame(rows, columns=COLUMNS)
    table = table.assign(**_design(scenario))
    return table[table["n"] >= least].reset_index(drop=True)


def covering(table: pd.DataFrame | None, scenario: Scenario) -> pd.DataFrame | None:
    """Return the rows of a table of effects that a page of a scenario may show.

    Those of its own area: of the scenario itself, or else of the first that was
    screened there, which the page then names. With what each headline is called
    (`label_zh`, `label_en`) and the counties of the sample (`where_zh`, `where_en`;
    empty for the whole area).
    """
    if table is None:
        return None
    there = table[table["area"] == scenario.area.name]
    own = there[there["scenario"] == scenario.id]
    if own.empty and len(there):
        own = there[there["scenario"] == there["scenario"].iloc[0]]
    return None if own.empty else _named(own.reset_index(drop=True), scenario)


def _named(table: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    codes = str(table["counties"].iloc[0]).split()
    counties = scenario.area.counties.set_index("county_code")
    labels = {one.id: one.label for one in headline_list()}
    for language, between in (("zh", "、"), ("en", ", ")):
        said = {name: getattr(label, language) for name, label in labels.items()}
        table[f"label_{language}"] = table["headline"].map(said)
        known = counties[f"name_{language}"].reindex(codes).dropna()
        table[f"where_{language}"] = between.join(known)
    return table


def _design(scenario: Scenario) -> dict[str, Any]:
    return {
        "area": scenario.area.name,
        "scenario": scenario.id,
        "counties": " ".join(county_codes(scenario)) if is_part(scenario) else "all",
        "kind": "joint_draws" if scenario.draws > 1 else "chances",
        "bases": len(all_units(scenario.draws, scenario.replications)),
        "year": scenario.timeline.end.year,
    }


def _values(table: pd.DataFrame, headline: str) -> pd.Series:
    chosen = table[table["headline"] == headline].dropna(subset=["value"])
    return chosen.set_index(["draw", "replication"])["value"]


def _effect(
    factor: Factor, values: Mapping[str, pd.Series], own: pd.Series
) -> dict[str, Any]:
    # An end that was not run is where the scenario is anyway.
    low, high = (values.get(f"{factor.path} {end}", own) for end in ("low", "high"))
    swings = (high - low).dropna()
    n = len(swings)
    sigma = float(swings.std()) if n > 1 else math.nan
    return {
        "path": factor.path,
        "grade": factor.grade,
        "low": factor.low,
        "value": factor.value,
        "high": factor.high,
        "own": float(own.mean()),
        "low_change": float((low - own).mean()) if n else math.nan,
        "high_change": float((high - own).mean()) if n else math.nan,
        "mu": float(swings.mean()) if n else math.nan,
        "mu_star": float(swings.abs().mean()) if n else 0.0,
        "sigma": sigma,
        "half_width": half_width(sigma, n, _LEVEL),
        "n": n,
    }
