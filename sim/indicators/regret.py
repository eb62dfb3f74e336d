"""Shares of false and missed closures, from a table of regret judged elsewhere."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.indicators.cells import pool_counties, pooled_areas
from sim.indicators.reading import positions
from sim.indicators.rows import Rows
from sim.indicators.step_curves import changes_in, ratio

Table = NDArray[np.float64]

INDICATORS: Final = (
    *("false_closure_share", "missed_closure_share"),
    *("stayers_closed_share", "censored_closures"),
)
VERDICTS: Final = ("false", "right", "censored", "missed", "not_missed")


def add_regret(
    rows: Rows, regret: pd.DataFrame, *, draw: int = 0, replication: int = 0
) -> None:
    """Add what share of closures was wrong, and what share of homes was missed.

    Parameters
    ----------
    rows
        Figures of one replication.
    regret
        A row for each closure judged (`verdict` false, right or censored) and for
        each eligible home that stayed open (missed, not_missed). Read are `draw`,
        `replication`, `county_code`, `time_days` and `verdict`. Rows of other
        repetitions and of other counties are left out; one without a day, or with a
        day after the period, counts in the last year.
    draw, replication
        Of the figures.

    Raises
    ------
    ValueError
        If a verdict is not known.
    """
    strange = set(regret["verdict"].astype("str")) - set(VERDICTS)
    if strange:
        raise ValueError(f"unknown verdict: {min(strange)!r}")
    own = (regret["draw"] == draw) & (regret["replication"] == replication)
    number = _numbers(rows, regret[own])
    false, right, stayed_right = (
        number[name] for name in ("false", "right", "not_missed")
    )
    area = pooled_areas(rows.scope)
    for indicator, one, other in (
        ("false_closure_share", false, right),
        ("missed_closure_share", number["missed"], stayed_right),
        ("stayers_closed_share", false, stayed_right),
    ):
        rows.add(indicator, ratio(one, one + other), area=area)
    rows.add("censored_closures", number["censored"], area=area)


def _numbers(rows: Rows, regret: pd.DataFrame) -> dict[str, Table]:
    """Return numbers by verdict. Shape (areas without homes, years)."""
    scope = rows.scope
    county = positions(
        regret["county_code"], scope.counties["county_code"].tolist(), strict=False
    )
    day = regret["time_days"].to_numpy(dtype=np.float64)
    last = np.nextafter(scope.edges[-1], -np.inf)
    day = np.where(np.isnan(day), last, np.minimum(day, last))
    verdict = regret["verdict"].astype("str").to_numpy()

    def number(name: str) -> Table:
        chosen = verdict == name
        by_county = changes_in(
            day[chosen], county[chosen], 1.0, len(scope.counties), scope.edges
        )
        return pool_counties(scope, by_county)

    return {name: number(name) for name in VERDICTS}
