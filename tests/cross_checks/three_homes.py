"""Three homes of one township with Poisson applications, as both programs see them.

Stays are those of the teaching scenario, a twentieth as long; nobody ages. What is
measured is the mean over a window that begins after twenty stays, for the homes start
empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf

import numpy as np
import pandas as pd
from cross_checks.made_up_homes import STAY_DAYS, made_up_homes

from sim.engine import simulate
from sim.scenario import Scenario
from sim.supply.setting import supply_setting

FROM = 20 * STAY_DAYS
BEDS = (4, 7, 12)
FIRE_SAFETY = (True, False, True)
ANY_HOME, ONLY_THE_BEST = 50.0, 0.0
DAYS, REPLICATIONS = 3652, range(60)
"""At length."""


@dataclass(frozen=True)
class Case:
    """How applicants behave who find homes full."""

    name: str
    load: float
    """Applications within a mean stay, in all homes. [-]"""
    tries_others: bool
    """Whether a free bed in any home is taken, the best first."""
    waits: bool
    """Whether who finds none waits for the best home, or goes away."""
    patience_days: float = inf
    """Mean of what is waited. [days]"""


CASES = {
    case.name: case
    for case in (
        Case("loss", 20.0, tries_others=True, waits=False),
        Case("queue", 21.0, tries_others=False, waits=True, patience_days=STAY_DAYS),
        Case("overflow", 21.0, tries_others=True, waits=True, patience_days=STAY_DAYS),
    )
}


def scenario_of(case: Case, days: int) -> Scenario:
    """Return a case as a scenario of the program."""
    return made_up_homes(
        BEDS,
        FIRE_SAFETY,
        case.load,
        days,
        {
            "demand.waiting_lists": str(int(case.waits)),
            "demand.wait_tolerance": str(
                ANY_HOME if case.tries_others else ONLY_THE_BEST
            ),
            "demand.patience_days": str(min(case.patience_days, 1e6)),
        },
    )


def attractions(scenario: Scenario) -> tuple[float, ...]:
    """Return how much each home attracts, by the formula of the choice.

    Tastes are Gumbel, so that the first choice, and the next among those left, falls
    on each in proportion to the exponential of its utility.
    """
    safe = float(scenario.value("choice.fire_safety"))
    lasting = supply_setting(scenario, 0).table["home_effect"]
    return tuple(
        beds * exp(safe * ok + effect)
        for beds, ok, effect in zip(BEDS, FIRE_SAFETY, lasting, strict=True)
    )


def measured_here(case: Case, days: int, replications: Sequence[int]) -> pd.DataFrame:
    """Return the measures of each replication of the program; see `measures`."""
    scenario = scenario_of(case, days)
    return pd.DataFrame(
        [measures(stays(simulate(scenario, 0, n).log), days) for n in replications]
    )


def stays(log: pd.DataFrame) -> pd.DataFrame:
    """Return a row an applicant: `applied`, `admitted`, `left` [days] and `home`.

    Who never was admitted has no home; who is in bed at the end leaves at infinity.
    """
    persons = log[log["elder_id"].notna()]

    def day(*events: str) -> pd.Series[float]:
        rows = persons[persons["event"].isin(events)]
        return rows.set_index("elder_id")["time_days"]

    table = pd.DataFrame({"applied": day("applied"), "admitted": day("admitted")})
    table["left"] = day("discharged", "withdrew").reindex(table.index).fillna(inf)
    beds = persons[persons["event"] == "admitted"].set_index("elder_id")
    table["home"] = beds["facility_id"].astype("str").str[-1:].reindex(table.index)
    return table.reset_index(drop=True)


def measures(table: pd.DataFrame, days: float) -> dict[str, float]:
    """Return what is compared, between `FROM` and the last day.

    Parameters
    ----------
    table
        As `stays` returns it.
    days
        Length of the period. [days]

    Returns
    -------
        Share of applicants who went away without a bed; mean wait of the admitted
        [days]; mean residents of each home.
    """
    inside = table["admitted"].notna()
    gone = ~inside & table["left"].between(FROM, days, inclusive="left")
    came = table["admitted"].between(FROM, days, inclusive="left")
    wait = (table["admitted"] - table["applied"])[came]
    found = {
        "gone_share": gone.sum() / (gone.sum() + came.sum()),
        "wait_days": float(wait.mean()),
    }
    in_bed = table["left"].clip(FROM, days) - table["admitted"].clip(FROM, days)
    for home in range(1, len(BEDS) + 1):
        mine = inside & (table["home"] == str(home))
        found[f"residents_{home}"] = float(np.sum(in_bed[mine]) / (days - FROM))
    return found
