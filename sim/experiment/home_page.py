"""Lays before the page what became of homes, and between which people were moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sim.indicators import fate_classes, fate_of_each, home_fates
from sim.indicators.fates import TOLD_BY, public_classes, public_fates
from sim.indicators.move_flows import home_flows, move_flows
from sim.report.homes_data import FlowsData, HomesData
from sim.report.masking import holds_real_people, is_small, masked_occupancy

if TYPE_CHECKING:
    from sim.experiment.results import Results


def homes_data(results: Results) -> HomesData | None:
    """Return what became of the homes since planning starts.

    None without an event log, and where no whole year comes before.
    """
    scenario = results.scenario
    line, start = scenario.timeline, scenario.planning_start
    path = results.folder / "events.parquet"
    before = [at for at in line.years if at < start.year]
    if not before or start > line.end or not path.is_file():
        return None
    log = pd.read_parquet(path, filters=[("event", "in", TOLD_BY)])
    fates = home_fates(
        log, results.homes, _occupancy(results, before[-1]), line.day(start)
    )
    real = home_names(results)
    by_home = None
    if real is not None:
        by_home = fate_of_each(fates)
        if holds_real_people(scenario.area):
            hidden = masked_occupancy(
                by_home, results.homes, ["occupancy"], as_words=False
            )
            by_home = hidden.dropna(subset=["occupancy"])
        by_home["name"] = by_home["home_id"].map(real)
    classes = fate_classes(fates, results.units)
    return HomesData(
        before[-1],
        line.years[-1],
        classes,
        public_classes(classes),
        public_fates(classes, below_half=True),
        public_fates(classes, below_half=False),
        by_home,
    )


def flows_data(results: Results) -> FlowsData | None:
    """Return between which homes rules moved residents; None if they moved nobody."""
    path = results.folder / "moves.parquet"
    if not path.is_file():
        return None
    moves = pd.read_parquet(path)
    if moves.empty:
        return None
    real, by_home = home_names(results), None
    flows = move_flows(moves, results.homes, results.units)
    if holds_real_people(results.scenario.area):
        # Streams of one to four real people tell who they are, single homes above all.
        return FlowsData(flows[~flows["persons"].map(is_small)], None)
    if real is not None:
        by_home = home_flows(moves, results.units)
        for end in ("from_home", "to_home"):
            by_home[end] = by_home[end].map(real).fillna(by_home[end])
    return FlowsData(flows, by_home)


def _occupancy(results: Results, year: int) -> pd.DataFrame:
    """Return how full each home was in a year, by repetition."""
    rows = pd.read_parquet(
        results.folder / "indicators.parquet",
        filters=[
            ("area_level", "==", "home"),
            ("indicator", "==", "occupancy_rate"),
            ("year", "==", year),
        ],
    )
    named = rows.rename(columns={"area_code": "home_id", "value": "occupancy"})
    kept = named[["draw", "replication", "home_id", "occupancy"]]
    return kept.astype({"draw": "int64", "replication": "int64", "home_id": "str"})


def home_names(results: Results) -> pd.Series | None:
    """Return the names of a real registry by home, ids where it has none."""
    homes = results.homes
    if bool(homes["synthetic"].any()):
        return None
    ids = homes["home_id"].astype("str")
    names = homes["name"].astype("str") if "name" in homes else ids
    given = names.where(names.str.strip().ne("") & homes["name"].notna(), ids)
    return pd.Series(given.to_numpy(), index=ids).groupby(level=0).first()
