"""What draws of a comparison leave unknown: values of parameters, facts of homes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from sim.experiment.place import county_codes
from sim.indicators.information import Asked
from sim.report.counting import counts
from sim.scenario.draws import draw_values

if TYPE_CHECKING:
    from sim.experiment.results import Results

SMALL: Final = 30
"""A home with fewer beds is a small one."""


def unknowns_of(
    results: list[Results],
) -> tuple[dict[int, list[float]], Asked] | None:
    """Return the unknowns that the draws move; None where there is one draw.

    A parameter that one scenario fixes is unknown as long as another leaves it open.
    Facts of homes are those of the first scenario, whose homes are those of all.
    """
    first = results[0]
    if first.doubt.draws < 2:
        return None
    moved = {path for one in results for path in one.doubt.parameters}
    area = first.scenario.area
    paths = [
        path for path in first.doubt.parameters + first.doubt.held if path in moved
    ]
    homes = facts_of_homes(first) if first.doubt.registry else pd.DataFrame()
    draws = sorted({unit.draw for unit in first.plan.units})
    values = {}
    for draw in draws:
        drawn = draw_values(area, draw) if paths else {}
        own = homes.loc[draw].to_numpy().tolist() if len(homes) else []
        values[draw] = [*(drawn[path] for path in paths), *own]
    facts = [str(name) for name in homes.columns]
    return values, Asked([*paths, *facts], facts, _groups([*paths, *facts]))


def facts_of_homes(results: Results) -> pd.DataFrame:
    """Return what a county would count of its homes, a row a draw.

    Residents are those of the last year before planning starts, mean of the draw's
    replications: what a clerk could count on the eve of a decision.
    """
    homes, scenario = results.homes, results.scenario
    here = homes["county_code"].astype("str").isin(county_codes(scenario))
    homes = homes[here & (homes["opened"] == "")]
    beds = homes["beds_ordinary"] + homes["beds_nursing"]
    small = beds < SMALL
    told = homes[["draw"]].assign(
        **{
            "registry.small_beds": beds.where(small, 0),
            "registry.small_residents": _residents(results, homes).where(small, 0.0),
            "registry.larger_beds": beds.where(~small, 0),
            "registry.larger_residents": _residents(results, homes).where(~small, 0.0),
            "registry.private_beds": beds.where(homes["ownership"] == "private", 0),
        }
    )
    return told.groupby("draw").sum().astype(np.float64)


def _residents(results: Results, homes: pd.DataFrame) -> pd.Series:
    """Return the mean residents of each home before planning starts."""
    scenario = results.scenario
    first = scenario.timeline.years[0]
    start = scenario.planning_start
    year = first if start is None else max(start.year - 1, first)
    wanted = [("area_level", "==", "home"), ("indicator", "==", "residents")]
    rows = pd.read_parquet(
        results.folder / "indicators.parquet", filters=[*wanted, ("year", "==", year)]
    )
    mean = rows.groupby([rows["draw"], rows["area_code"].astype("str")])["value"].mean()
    keys = pd.MultiIndex.from_arrays([homes["draw"], homes["home_id"].astype("str")])
    found = mean.reindex(keys).fillna(0.0).to_numpy()
    return pd.Series(found, index=homes.index)


def _groups(names: list[str]) -> dict[str, list[str]]:
    """Return which unknowns one count tells together; what is in none stands alone."""
    grouped = {name: [*one.parts] for name, one in counts().items()}
    known = {part for parts in grouped.values() for part in parts}
    return grouped | {name: [name] for name in names if name not in known}
