"""What if one home had been kept: its own closure judged by itself, run by run.

Other closures stay as the rules want them. A replication that never decides the end of
the home is the same with and without it, and is not run again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from sim.engine import simulate
from sim.experiment.home_years import occupancy_between
from sim.experiment.measuring import measure
from sim.experiment.past_run import PastRun
from sim.experiment.regret_windows import months_after
from sim.experiment.units import Unit
from sim.experiment.workers import in_parallel, worker_count
from sim.indicators.headlines import SPLITS
from sim.scenario import Scenario
from sim.scenario.pack_date import last_day
from sim.scenario.rule import REGRETTED, Rule, comparisons
from sim.scenario.span import LONGEST_YEARS_OF_LIVES
from sim.timeline import Timeline

FIGURES: Final = ("unmet_need_person_days", "guarantee_breaches", "moves", "closures")
"""Of the whole place, sums over the period."""
_UNIT: Final = ["draw", "replication"]


class ChangedError(Exception):
    """The program or the data are not those of the run any more."""


@dataclass(frozen=True)
class Closing:
    """The first decision that ends a home in a unit."""

    unit: Unit
    day: float
    rule: str
    value: float
    """The first figure that was looked at."""


@dataclass(frozen=True)
class Kept:
    """A replication in which the home was kept.

    Attributes
    ----------
    closing
        What the run had decided.
    seen_until
        Day up to which the home was followed. [days]
    months
        Of the window, how many that are.
    occupancy
        Of the home, from the decision to `seen_until`.
    figures
        `FIGURES` of the place with the home kept.
    without
        The same in the run.
    """

    closing: Closing
    seen_until: float
    months: int
    occupancy: float
    figures: dict[str, float]
    without: dict[str, float]


def closings(run: PastRun, home: str) -> list[Closing]:
    """Return in which units the end of a home was decided, and when first."""
    table = run.decisions
    rows = table[(table["facility_id"] == home) & (table["outcome"] == "acted")]
    done = [str(reason).partition("; ")[0].split(", ") for reason in rows["reason"]]
    ends = rows[np.array([bool({*REGRETTED} & {*some}) for some in done], dtype=bool)]
    first = ends.drop_duplicates(_UNIT)
    return [
        Closing(
            Unit(int(row["draw"]), int(row["replication"])),
            float(row["time_days"]),
            str(row["rule"]),
            float(row["value"]),
        )
        for row in first.to_dict("records")
    ]


def threshold(rule: Rule | None) -> float | None:
    """Return the occupancy below which a rule acts; None if it names none."""
    for one in comparisons(rule.when if rule else None):
        is_share = one.measure.startswith("home.occupancy.")
        if is_share and "rank" not in one.measure and one.operator in {"<", "<="}:
            return one.limit
    return None


def keep_open(
    run: PastRun, home: str, found: list[Closing], jobs: int | None = None
) -> Iterator[Kept]:
    """Run the units again in which the end of a home was decided, and spare it.

    Parameters
    ----------
    run
        The run.
    home
        Id of the home.
    found
        What `closings` returned, or some of it.
    jobs
        Processes, one for each processor if missing.

    Yields
    ------
        One of each, in any order.

    Raises
    ------
    ChangedError
        The run does not come out as it did.
    """
    figures, population = run.figures(), run.population
    work = partial(_run_again, run.scenario, population, home)
    count = worker_count(jobs, len(found))
    for closing, decisions, kept in in_parallel(work, found, count):
        _refuse_unlike(run.decisions, decisions, closing, home)
        yield replace(kept, without=_sums(_of_unit(figures, closing.unit)))


def _run_again(
    scenario: Scenario, population: pd.DataFrame, home: str, closing: Closing
) -> tuple[Closing, pd.DataFrame, Kept]:
    """Run one unit with the home kept, for as long as it is to be followed."""
    unit = closing.unit
    drawn = scenario.in_draw(unit.draw).keeping_open(home)
    longer = replace(drawn, timeline=_longer(scenario.timeline, closing.day))
    outcome = simulate(longer, unit.draw, unit.chances)
    end = min(_after(scenario.timeline, closing.day), longer.timeline.horizon_days)
    reported = outcome.log[outcome.log["time_days"] < drawn.timeline.horizon_days]
    table = measure(drawn, reported.reset_index(drop=True), outcome.homes, population)
    kept = Kept(
        closing=closing,
        seen_until=end,
        months=_months(scenario.timeline, closing.day, end),
        occupancy=occupancy_between(outcome.log, home, closing.day, end),
        figures=_sums(table[table["area_level"] == "region"]),
        without={},
    )
    return closing, outcome.decisions, kept


def _refuse_unlike(
    then: pd.DataFrame, now: pd.DataFrame, closing: Closing, home: str
) -> None:
    """Refuse a rerun whose judgements before the decision are not those of the run."""
    before = _of_unit(then, closing.unit)
    before = before[before["time_days"] < closing.day]
    again = now[now["time_days"] < closing.day]
    own = now[(now["time_days"] == closing.day) & (now["facility_id"] == home)]
    own = own[own["rule"] == closing.rule]
    same = np.array_equal(
        before["value"].to_numpy(), again["value"].to_numpy(), equal_nan=True
    )
    first = float(own["value"].iloc[0]) if len(own) else float("nan")
    if not same or not np.array_equal([first], [closing.value], equal_nan=True):
        raise ChangedError


def _of_unit(table: pd.DataFrame, unit: Unit) -> pd.DataFrame:
    is_unit = (table["draw"] == unit.draw) & (table["replication"] == unit.replication)
    return table[is_unit]


def _sums(table: pd.DataFrame) -> dict[str, float]:
    """Return the figures of the whole place, summed over the years."""
    for name in SPLITS:
        table = table[table[name].astype("str") == "all"]
    sums = table.groupby(table["indicator"].astype("str"))["value"].sum()
    return {name: float(sums.get(name, float("nan"))) for name in FIGURES}


# --- time ------------------------------------------------------------------


def _after(timeline: Timeline, day: float) -> float:
    """Return the day on which the window after a decision ends. [days]."""
    return timeline.day(months_after(timeline.date(day)))


def _longer(timeline: Timeline, day: float) -> Timeline:
    """Return the period, longer if the window reaches beyond and the pack allows it."""
    end = min(
        timeline.date(_after(timeline, day)),
        last_day(timeline.start, LONGEST_YEARS_OF_LIVES),
    )
    return Timeline(timeline.start, max(timeline.end, end))


def _months(timeline: Timeline, first: float, last: float) -> int:
    """Return how many whole months lie between two days."""
    one, other = timeline.date(first), timeline.date(last)
    months = 12 * (other.year - one.year) + other.month - one.month
    return months - (other.day < one.day)
