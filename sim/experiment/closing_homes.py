"""Lays before the page of a comparison which homes close in which scenario.

Homes of a real registry are named. Drawn homes are not: the next draw has others. Of
them the page has classes, and one repetition as an example that is marked as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from sim.experiment.home_page import home_names
from sim.experiment.regret_figures import ENDED
from sim.experiment.rule_page import class_shares, home_shares
from sim.indicators.acting_rule import REPETITION
from sim.indicators.closing import standing_at_start
from sim.indicators.closing_chance import CHANCES, closing_chances
from sim.report.closing_data import ClosingHomes

if TYPE_CHECKING:
    from sim.experiment.results import Results

# Homes of the example; more would be read as a list of what is to be closed.
_MOST: Final = 10
COLUMNS: Final = (*CHANCES, "name", "beds")
_EXAMPLE: Final = ["scenario", "example", "tier", "beds", "year", "event", "cause"]


def closing_homes(results: Sequence[Results]) -> ClosingHomes | None:
    """Return single homes that close; None where no scenario has such a rule."""
    ending = [one for one in results if class_shares(one) is not None]
    if not ending:
        return None
    names = [one.scenario.id for one in ending]
    by_home = named_chances(ending)
    if by_home is not None:
        return ClosingHomes(names, by_home)
    ended = _of_first(ending)
    found = ended.sort_values(["time_days", "home_id"])["home_id"].drop_duplicates()
    if found.empty:
        return ClosingHomes(names)
    return ClosingHomes(
        names, example=_example(ending, ended, found.head(_MOST)), closing=len(found)
    )


def named_chances(results: Sequence[Results]) -> pd.DataFrame | None:
    """Return how surely each home of a real registry closes; None of a drawn one.

    Returns
    -------
        Columns `COLUMNS`; empty where no scenario has a rule that ends homes.
    """
    first = results[0]
    names = home_names(first)
    if names is None:
        return None
    tables = {
        one.scenario.id: table
        for one in results
        if (table := home_shares(one)) is not None
    }
    draws, units = first.scenario.draws, first.units
    chances = closing_chances(tables, draws if draws > 1 else units)
    homes = first.homes.drop_duplicates("home_id")
    beds = (homes["beds_ordinary"] + homes["beds_nursing"]).set_axis(
        homes["home_id"].astype("str")
    )
    told = chances.assign(
        name=chances["home_id"].map(names), beds=chances["home_id"].map(beds)
    )
    return told[list(COLUMNS)]


def _of_first(results: Sequence[Results]) -> pd.DataFrame:
    """Return what closed in the first repetition, by scenario."""
    unit = results[0].plan.units[0]
    tables = []
    for one in results:
        table = one.closings
        first = (table["draw"] == unit.draw) & (
            table["replication"] == unit.replication
        )
        own = table[first & table["event"].isin(ENDED)].drop_duplicates(
            [*REPETITION, "home_id"]
        )
        tables.append(own.assign(scenario=one.scenario.id))
    return pd.concat(tables, ignore_index=True)


def _example(
    results: Sequence[Results], ended: pd.DataFrame, chosen: pd.Series
) -> pd.DataFrame:
    """Return the chosen homes in every scenario, numbered and not named."""
    homes = _of_draw(results[0])
    homes["beds"] = homes["beds_ordinary"] + homes["beds_nursing"]
    kinds = homes.set_index("home_id")[["tier", "beds"]]
    fates = ended.set_index(["scenario", "home_id"])[["year", "event", "cause"]]
    rows = []
    for number, home in enumerate(chosen, start=1):
        for one in results:
            key = (one.scenario.id, home)
            fate = fates.loc[key].to_dict() if key in fates.index else {"event": "kept"}
            kind = kinds.loc[home].to_dict() if home in kinds.index else {}
            rows.append({"scenario": key[0], "example": number, **kind, **fate})
    return pd.DataFrame(rows, columns=_EXAMPLE)


def _of_draw(results: Results) -> pd.DataFrame:
    """Return the registry of the first draw, those homes that stand at the start."""
    homes = standing_at_start(results.homes).astype({"home_id": "str", "tier": "str"})
    if "draw" in homes:
        first = results.plan.units[0].draw
        homes = homes[homes["draw"].astype("int64") == first]
    return homes.drop_duplicates("home_id").copy()
