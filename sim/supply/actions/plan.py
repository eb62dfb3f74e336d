"""Turn the dated facts of a scenario into changes of single homes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.area import Area
from sim.scenario import DatedAction
from sim.supply.actions.build import new_homes
from sim.supply.actions.change import Change, ChangeKind
from sim.supply.actions.convert_beds import beds_to_convert
from sim.supply.actions.shortfall import Shortfall, shortfall_of
from sim.supply.actions.upgrade import homes_to_upgrade
from sim.timeline import Timeline


def plan_changes(
    registry: pd.DataFrame,
    area: Area,
    actions: Iterable[tuple[str, DatedAction]],
    timeline: Timeline,
) -> tuple[pd.DataFrame, list[Change], list[Shortfall]]:
    """Return the registry with homes built later, the changes, and what was lacking.

    Changes are in order of time; a fact that asks for more homes or beds than there
    are is carried out as far as they go, and listed.

    Parameters
    ----------
    registry
        Homes at the start.
    area
        The pack, for the sites of new homes.
    actions
        Cause (`history` or `programme`) and dated fact; facts of one day are carried
        out in the order given.
    timeline
        Facts outside the period are left out: those before it are in the registry.
    """
    table = registry.copy()
    changes: list[Change] = []
    shortfalls: list[Shortfall] = []
    for cause, action in sorted(actions, key=lambda pair: pair[1].date):
        day = timeline.day(action.date)
        if not 0 <= day < timeline.horizon_days:
            continue
        if action.do == "build":
            table, done = _build(table, area, action, day, cause)
        elif action.do == "upgrade":
            done = _upgrade(table, action, day, cause)
        else:
            done = _convert(table, action, day, cause)
        changes += done
        if (lacking := shortfall_of(action, done)) is not None:
            shortfalls.append(lacking)
    # What was planned is the state to be reached; the registry shows the start.
    start = registry.reindex(table.index)
    built = table["opened"] != ""
    start.loc[built] = table.loc[built]
    return start.astype(registry.dtypes.to_dict()), changes, shortfalls


def _among(table: pd.DataFrame, action: DatedAction) -> NDArray[np.bool_]:
    among = np.ones(len(table), dtype=bool)
    for column, wanted in action.among.items():
        among &= (table[column] == wanted).to_numpy()
    return among


def _upgrade(
    table: pd.DataFrame, action: DatedAction, day: float, cause: str
) -> list[Change]:
    chosen = homes_to_upgrade(table, action.count or 0, _among(table, action))
    table.loc[chosen, ["regional_center", "accepts_social"]] = True
    return [Change(day, ChangeKind.UPGRADE, int(home), 0, cause) for home in chosen]


def _convert(
    table: pd.DataFrame, action: DatedAction, day: float, cause: str
) -> list[Change]:
    number = beds_to_convert(
        table,
        _among(table, action),
        beds=action.beds,
        share=action.share,
        nursing_share=action.nursing_share,
    )
    table["beds_ordinary"] -= number
    table["beds_nursing"] += number
    return [
        Change(day, ChangeKind.CONVERT_BEDS, int(home), int(number[home]), cause)
        for home in np.flatnonzero(number)
    ]


def _build(
    table: pd.DataFrame, area: Area, action: DatedAction, day: float, cause: str
) -> tuple[pd.DataFrame, list[Change]]:
    if not action.count:
        return table, []
    rows = new_homes(
        table,
        area,
        date=action.date.isoformat(),
        count=action.count,
        beds=action.beds or 0,
        tier=action.tier or "county",
        ownership=action.ownership or "public",
        nursing_share=action.nursing_share or 0.0,
    )
    rows["draw"] = table["draw"].iloc[0]
    first = len(table)
    table = pd.concat([table, rows[table.columns]], ignore_index=True)
    return table, [
        Change(day, ChangeKind.OPEN, first + n, 0, cause) for n in range(len(rows))
    ]
