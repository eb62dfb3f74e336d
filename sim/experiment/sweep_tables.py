"""The two tables of a sweep: its points, and what comes out at each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import pandas as pd

from sim.experiment.sweep_points import Point
from sim.indicators.headlines import headline_list, named_headlines
from sim.indicators.paired import differences_table, headline_lines
from sim.indicators.repetitions import side_by_side
from sim.scenario import Scenario
from sim.scenario.rule_changes import RULES
from sim.scenario.setting import shown_value
from sim.scenario.sweep_list import Sweep

OWN: Final = "own"
"""The point at which everything is as the scenario has it."""
COLUMNS: Final = [
    "point", "headline", "year", "unit", "mean", "low", "high", "difference",
    "difference_low", "difference_high", "n", "band",
]  # fmt: skip
_KEY: Final = ["point", "headline", "year"]


def points_table(
    scenario: Scenario, sweep: Sweep, points: Sequence[Point]
) -> pd.DataFrame:
    """Return a row a point: `point`, its number, and the value of each path varied.

    Where a point leaves a path as it is, the scenario's own value stands.
    """
    keys = [one.key for one in sweep.varied]
    own = {key: own_value(scenario, key) for key in keys}
    rows = [{**own, **point} for point in points]
    table = pd.DataFrame(rows, columns=keys)
    table.insert(0, "point", [str(number) for number in range(1, len(rows) + 1)])
    return table


def own_value(scenario: Scenario, key: str) -> str:
    """Return the scenario's own value of a path, of a path on a day, or of a rule."""
    if key.startswith(RULES):
        return scenario.rule_value(key)
    path, _, day = key.partition("@")
    when = date.fromisoformat(day) if day else scenario.timeline.start
    return shown_value(scenario.value_on(path, when))


def figures_of(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the headlines: for more of many points there is no room."""
    chosen: pd.DataFrame = indicators[named_headlines(indicators) != ""]
    return chosen.reset_index(drop=True)


def sweep_table(
    figures: Mapping[str, pd.DataFrame], *, joint: bool = False
) -> pd.DataFrame:
    """Return what comes out at each point.

    Parameters
    ----------
    figures
        Rows of the headlines by point, that of `OWN` among them.
    joint
        Whether the draws, if there are several, are joint draws of the parameters.

    Returns
    -------
        A row a point (first `OWN`, the scenario as it is, without differences),
        headline and year: `mean`, and `low` to `high`, the 80 % interval of outcomes;
        `difference`, point less own, repetition by repetition, and `difference_low` to
        `difference_high`, the 95 % interval of its mean by Student's t (over draws if
        there are several); `n` repetitions that have the figure in both; `band`, what
        intervals contain.
    """
    repetitions = side_by_side(figures, joint=joint)
    lines = headline_lines(repetitions).rename(columns={"scenario": "point"})
    changes = differences_table(repetitions, OWN)
    changes = changes[changes["headline"] != ""].rename(
        columns={
            "scenario": "point",
            "mean_low": "difference_low",
            "mean_high": "difference_high",
        }
    )
    kept = ["difference", "difference_low", "difference_high", "n", "band"]
    table = lines.merge(changes[[*_KEY, *kept]], on=_KEY, how="left")
    # The scenario as it is has no difference from itself to show, but a band.
    table["band"] = table["band"].fillna(changes["band"].iloc[0])
    table["n"] = table["n"].astype("Int64")
    units = {one.id: one.unit for one in headline_list()}
    table["unit"] = table["headline"].map(units)
    return _ordered(table[COLUMNS], list(figures))


def _ordered(table: pd.DataFrame, points: Sequence[str]) -> pd.DataFrame:
    """Return the rows by point, headline and year, in the order that each has."""
    places = {
        "point": {name: place for place, name in enumerate(points)},
        "headline": {one.id: place for place, one in enumerate(headline_list())},
    }
    return table.sort_values(
        _KEY,
        key=lambda column: column.map(places.get(str(column.name), lambda one: one)),
        kind="stable",
        ignore_index=True,
    )
