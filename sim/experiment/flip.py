"""What a closing rule sees, and what follows, in a world that closes nothing.

One simulation a unit: every home is kept open, so that the rule says which it would
close, and each goes on as if it had not been asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from sim.engine import Outcome, simulate
from sim.experiment.regret_figures import in_windows
from sim.experiment.regret_windows import (
    Windows,
    closing_rules,
    threshold,
    windows_of,
)
from sim.experiment.units import Unit
from sim.indicators.closing import size_of
from sim.scenario import Scenario
from sim.supply.rules.protections import KEPT_OPEN
from sim.supply.setting import supply_setting
from sim.timeline import Timeline

SEEN: Final = [
    *("draw", "replication", "home_id", "tier"),
    *("size", "rule", "time_days", "below"),
]


def seen_in(scenario: Scenario, unit: Unit) -> pd.DataFrame:
    """Return what the closing rules of a scenario see in one unit, and what follows.

    Parameters
    ----------
    scenario
        With rules that close homes; parameters are those of the unit's draw.
    unit
        Draw and replication.

    Returns
    -------
        A row a home, rule and review whose 36 months are seen whole: columns `SEEN`,
        `later_occupancy` (missing without beds) and `theta`. Protections and limits
        of the rules are not asked: what counts is whether the conditions hold.
    """
    drawn = scenario.in_draw(unit.draw)
    windows = windows_of(drawn)
    outcome = simulate(_all_kept(drawn, windows, unit), unit.draw, unit.chances)
    table = _looked_at(outcome, windows)
    table = table.merge(
        _later(outcome, windows), on=["home_id", "time_days"], how="left"
    )
    limits = {rule.id: threshold(rule, drawn)[0] for rule in closing_rules(drawn.rules)}
    homes = outcome.homes
    ids = homes["home_id"].astype("str")
    table["theta"] = table["rule"].map(limits).astype("float64")
    table["tier"] = table["home_id"].map(dict(zip(ids, homes["tier"], strict=True)))
    table["size"] = table["home_id"].map(dict(zip(ids, size_of(homes), strict=True)))
    table["draw"], table["replication"] = unit.draw, unit.replication
    return table[[*SEEN, "later_occupancy", "theta"]].astype({"tier": "str"})


def _all_kept(scenario: Scenario, windows: Windows, unit: Unit) -> Scenario:
    """Return the scenario with every home kept open, until the last window ends."""
    own = scenario.timeline
    last = max(own.end, own.date(windows.end - 1))
    homes = supply_setting(scenario, unit.draw).table["home_id"].astype("str")
    longer = replace(scenario, timeline=Timeline(own.start, last))
    return longer.keeping_open(*homes)


def _looked_at(outcome: Outcome, windows: Windows) -> pd.DataFrame:
    """Return which homes the closing rules looked at, and which they would close."""
    rows = outcome.decisions
    whole = [day for day in windows.until if windows.is_whole(day)]
    rows = rows[
        rows["rule"].isin(windows.reviews)
        & (rows["facility_id"] != "")
        & rows["time_days"].isin(whole)
    ]
    would = (rows["reason"] == KEPT_OPEN) | (rows["outcome"] == "acted")
    table = pd.DataFrame(
        {
            "home_id": rows["facility_id"].astype("str"),
            "rule": rows["rule"].astype("str"),
            "time_days": rows["time_days"].astype("float64"),
            "below": would.astype("bool"),
        }
    )
    # A judgement has a row for each figure that it looked at.
    return table.drop_duplicates(["home_id", "rule", "time_days"], ignore_index=True)


def _later(outcome: Outcome, windows: Windows) -> pd.DataFrame:
    """Return how full each home is in the 36 months after each review."""
    table = in_windows(outcome.log, outcome.homes, windows)
    table = table[table["bed_days"] > 0]
    later = table["resident_days"] / table["bed_days"]
    return table[["home_id", "time_days"]].assign(later_occupancy=later)
