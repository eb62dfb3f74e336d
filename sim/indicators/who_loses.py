"""Who comes to live farther from care, and who nearer, than without what was done.

The same elders are held against a run without it, township by township and repetition
by repetition. Nobody moves house here: what an elder loses or gains is what happens to
the homes around the township. All who live in a township are as far, so that groups
differ by where they live, and the disabled by the beds that suit them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.events import ABILITIES, Ability
from sim.indicators.reading import positions
from sim.indicators.spread import spread
from sim.indicators.step_curves import ratio

Table = NDArray[np.float64]
Columns = Callable[[str], Table]

REPETITION: Final = ["draw", "replication"]
NOTICED_MINUTES: Final = 5.0
"""By so many minutes it must be farther or nearer to count as a loss or a gain."""
NOTICED_SHARE: Final = 0.1
"""By such a share of what there was the beds in reach must fall or rise."""
BANDS: Final = {"up_to_15": 15.0, "up_to_30": 30.0, "up_to_60": 60.0, "beyond": np.inf}
"""Minutes to the nearest home that admits social elders, without what was done."""

MEASURES: Final = {
    "minutes_center": ("minutes_center", "minutes_center"),
    "minutes_home": ("minutes_home", "minutes_home"),
    "minutes_free_bed": ("minutes_free_bed", "minutes_free_nursing_bed"),
    "beds_per_1000": ("beds_per_1000", "beds_per_1000"),
    "nursing_beds_per_1000_disabled": (None, "nursing_beds_per_1000_disabled"),
}
"""Columns of `township_access`: of those not disabled, and of the disabled."""

COLUMNS: Final = [
    *("group", "member", "measure", "persons", "townships"),
    *("before", "after", "change", "low", "high"),
    *("loses", "gains", "loses_low", "loses_high", "noticed", "n"),
]


@dataclass(frozen=True)
class _Group:
    """Some elders: which, by township. Weights of shape (2, townships, repetitions)."""

    name: str
    member: str
    persons: Table
    """First of those who are not disabled, then of the disabled. [persons]"""


def who_loses(
    after: pd.DataFrame, before: pd.DataFrame, population: pd.DataFrame
) -> pd.DataFrame:
    """Return what access elders lose and gain, by group, over all repetitions.

    Parameters
    ----------
    after, before
        Access of townships with and without what was done: `draw`, `replication`,
        and the columns of `sim.indicators.township_access`, of one year each. Every
        township has a row in every repetition; only repetitions of both are read.
    population
        Expected persons of one year: `township_code`, `residence`, `sex`,
        `age_group`, `ability`, `persons`. The same persons weigh both sides, so that
        ageing is no loss.

    Returns
    -------
        Columns `COLUMNS`, a row for each group, member and measure that has persons:
        `persons` and `townships` in an average repetition; `before`, `after` and their
        `change`, means weighted by persons, averaged over the `n` repetitions in which
        the group has persons; `low` and `high` the 80 % interval of the change;
        `loses` and `gains` the shares of persons whose minutes rise (fall) by more
        than `NOTICED_MINUTES`, or whose beds fall (rise) by more than `NOTICED_SHARE`,
        and the 80 % interval of `loses`; `noticed` that limit.
    """
    keys = [*REPETITION, "township_code"]
    both = before.drop(columns="year").merge(
        after.drop(columns="year"),
        on=keys,
        suffixes=("_before", "_after"),
        validate="one_to_one",
    )
    if both.empty:
        return pd.DataFrame(columns=COLUMNS)
    both = both.sort_values(keys, ignore_index=True)
    townships = sorted(both["township_code"].astype("str").unique())
    draw = both["draw"].to_numpy()[:: len(townships)]

    def table(name: str) -> Table:
        """Return a column as a table of shape (townships, repetitions)."""
        values = both[name].to_numpy(dtype=np.float64)
        return values.reshape(-1, len(townships)).T

    groups = _groups(population, townships, table)
    rows = [
        _row(group, measure, table, draw)
        for group in groups
        for measure in MEASURES
        if not (MEASURES[measure][0] is None and not group.persons[1].any())
    ]
    return pd.DataFrame([row for row in rows if row], columns=COLUMNS)


def _groups(
    population: pd.DataFrame, townships: list[str], table: Columns
) -> list[_Group]:
    """Return all groups, in the order in which they are shown."""
    home = table("minutes_home_before")
    lost = (table("homes_before") > 0) & (table("homes_after") == 0)
    repetitions = home.shape[1]
    static = {
        (name, member): np.repeat(persons[:, :, None], repetitions, axis=2)
        for (name, member), persons in _standing(population, townships).items()
    }
    everybody = static["all", "all"]
    found = [_Group(*key, persons) for key, persons in static.items()]
    lower = -np.inf
    for member, upper in BANDS.items():
        inside = (home > lower) & (home <= upper)
        found.append(_Group("distance", member, everybody * inside))
        lower = upper
    found.append(_Group("last_home", "all", everybody * lost))
    found += [
        _Group("last_home", ability, static["ability", ability] * lost)
        for ability in ABILITIES
    ]
    return found


def _standing(
    population: pd.DataFrame, townships: list[str]
) -> dict[tuple[str, str], Table]:
    """Return persons by group, of shape (2, townships): not disabled, disabled."""
    place = positions(population["township_code"], townships, strict=False)
    ability = positions(population["ability"], ABILITIES)
    disabled = (ability >= Ability.MODERATE).astype(np.int64)
    persons = population["persons"].to_numpy(dtype=np.float64)
    aged = population["age_group"].astype("str").str.extract(r"^(\d+)")[0]
    known = (place >= 0) & (aged.astype(np.int64).to_numpy() >= 60)

    def total(chosen: NDArray[np.bool_]) -> Table:
        rows = known & chosen
        slots = disabled[rows] * len(townships) + place[rows]
        sums = np.bincount(slots, persons[rows], minlength=2 * len(townships))
        return sums.astype(np.float64).reshape(2, len(townships))

    found = {("all", "all"): total(np.ones(len(known), dtype=bool))}
    found |= {
        ("ability", name): total(ability == code) for code, name in enumerate(ABILITIES)
    }
    for column, members in (
        ("sex", ("female", "male")),
        ("residence", ("rural", "urban")),
    ):
        words = population[column].astype("str").to_numpy()
        found |= {(column, member): total(words == member) for member in members}
    return found


def _row(
    group: _Group, measure: str, table: Columns, draw: NDArray[np.int64]
) -> dict[str, object]:
    """Return the figures of one group by one measure; nothing without persons."""
    columns = MEASURES[measure]
    kinds = [kind for kind, column in enumerate(columns) if column is not None]
    names = [column for column in columns if column is not None]
    before, after = (
        np.array([table(f"{name}_{side}") for name in names])
        for side in ("before", "after")
    )
    persons = group.persons[kinds]
    everybody = persons.sum(axis=(0, 1))
    there = everybody > 0
    if not there.any():
        return {}
    worse, better = _noticed(measure, before, after)

    def mean(values: Table) -> Table:
        found: Table = ratio((persons * values).sum(axis=(0, 1)), everybody)[there]
        return found

    one = np.zeros(int(there.sum()), dtype=np.int64)
    change = spread(mean(after) - mean(before), one, draw[there]).iloc[0]
    loses = spread(mean(worse), one, draw[there]).iloc[0]
    return {
        "group": group.name,
        "member": group.member,
        "measure": measure,
        "persons": float(everybody.mean()),
        "townships": float((persons.sum(axis=0) > 0).sum(axis=0).mean()),
        "before": float(mean(before).mean()),
        "after": float(mean(after).mean()),
        **{name: float(change[name]) for name in ("low", "high")},
        "change": float(change["mean"]),
        "loses": float(loses["mean"]),
        "gains": float(mean(better).mean()),
        "loses_low": float(loses["low"]),
        "loses_high": float(loses["high"]),
        "noticed": NOTICED_MINUTES if _is_time(measure) else NOTICED_SHARE,
        "n": int(there.sum()),
    }


def _noticed(measure: str, before: Table, after: Table) -> tuple[Table, Table]:
    """Return where it is worse, and where better, by more than is noticed."""
    rise = after - before
    if _is_time(measure):
        up, down = rise > NOTICED_MINUTES, rise < -NOTICED_MINUTES
        return up.astype(np.float64), down.astype(np.float64)
    limit = NOTICED_SHARE * before
    fall, more = -rise > limit, rise > limit
    return fall.astype(np.float64), more.astype(np.float64)


def _is_time(measure: str) -> bool:
    return measure.startswith("minutes")
