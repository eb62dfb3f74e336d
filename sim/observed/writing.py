"""What an observed register leaves in a pack: aggregates, and nothing of a person.

`observed_years.csv` (figures by home, kind and year), `targets.csv` (for a calibration)
and `home_effects.csv`. Single stays are not kept: nothing later needs them, numbers in
place of names can be led back by day of admission and sex in a home of twelve, and a
folder that holds no stay can be passed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from sim.area import Area
from sim.observed.coverage import Coverage, coverage
from sim.observed.figures import observed_years, seen_in
from sim.observed.home_effects import SeenResidents, home_effects
from sim.observed.log import observed_log, period_of
from sim.observed.stays import Counted, Register
from sim.observed.targets import Watched, poorly_listed, targets_table
from sim.scenario import Scenario

YEARS: Final = "observed_years.csv"
TARGETS: Final = "targets.csv"
EFFECTS: Final = "home_effects.csv"
REGISTERED: Final = "county_admissions"
"""Id of the source of what the register says."""
_STAY: Final = 3.0
"""Mean stay where no register says one: between those of public and private homes."""


@dataclass(frozen=True)
class Observed:
    """What a register came to."""

    years: pd.DataFrame
    targets: pd.DataFrame
    coverage: Coverage
    is_poorly_listed: bool = False
    """Whether stays are no target because too many residents have no row."""


def observe(register: Register, area: Area, counted: Counted) -> Observed:
    """Return the observed figures of a county and its targets.

    Parameters
    ----------
    area
        The county, its registry with it.
    counted
        Residents that the registry counts on its day.
    """
    assert area.homes is not None
    covered = coverage(register, area.homes, counted)
    homes = area.homes[area.homes["home_id"].isin(covered.homes)].reset_index(drop=True)
    if not covered.years or homes.empty:
        empty = pd.DataFrame(columns=[])
        return Observed(empty, empty, covered)
    homes = homes.assign(opened=_opened(homes, register))
    unlisted = dict(covered.unlisted)
    period = period_of(covered.years[0], covered.years[-1])
    log = observed_log(register.stays, unlisted, homes, period)
    seen = seen_in(log, homes, area)
    years = observed_years(seen, register.stays, homes, period)
    years = years[years["year"].isin(covered.years)]
    watched = Watched(register.stays, unlisted, homes, area, covered.years, REGISTERED)
    return Observed(
        _sourced(years, register, covered, len(area.homes)),
        targets_table(watched),
        covered,
        poorly_listed(watched),
    )


def _opened(homes: pd.DataFrame, register: Register) -> list[str]:
    """Return since when there were beds: no later than the first admission."""
    first: dict[str, str] = {}
    for stay in register.stays:
        day = stay.admitted.isoformat()
        first[stay.home_id] = min(first.get(stay.home_id, day), day)
    pairs = zip(homes["home_id"], homes["opened"], strict=True)
    return [min(said, first.get(home, said)) if said else "" for home, said in pairs]


def _sourced(
    years: pd.DataFrame, register: Register, covered: Coverage, homes: int
) -> pd.DataFrame:
    """Add source, grade, the rows that were read and what to know of a figure."""
    every = "; ".join(register.read_from.get("", "").split("\n"))
    read = years["area_code"].map(register.read_from).fillna(every)
    zh, en = _notes(covered, homes)
    missing = years["year"].map(covered.missing).fillna(0.0)
    return years.assign(
        source_id=REGISTERED,
        grade="derived",
        read_from=read.to_numpy(),
        missing_share=missing.round(4).to_numpy(),
        note_zh=zh,
        note_en=en,
    )


def _notes(covered: Coverage, homes: int) -> tuple[str, str]:
    zh, en = ["床位按名册日期的数"], ["beds as on the day of the registry"]
    if len(covered.homes) < homes:
        zh.append(f"{homes} 家中的 {len(covered.homes)} 家")
        en.append(f"{len(covered.homes)} of {homes} homes")
    unlisted = sum(covered.unlisted.values())
    if unlisted:
        zh.append(f"另加登记里没有、一直在院的 {unlisted} 人")
        en.append(f"{unlisted} residents added who are in no row and were there before")
    return "；".join(zh), "; ".join(en)


def seen_residents(observed: Observed | None, counted: Counted) -> SeenResidents | None:
    """Return the residents by which homes are told apart; None if nobody counted.

    Those of the register's years, else those of the registry's day.
    """
    if observed is not None and len(observed.years):
        table = observed.years
        rows = table[
            (table["area_level"] == "home") & (table["indicator"] == "residents")
        ]
        by_home = rows.groupby("area_code")["value"].mean()
        found = {str(home): float(mean) for home, mean in by_home.items()}
        stay = _mean_stay(table)
        return SeenResidents(
            found, float(len(observed.coverage.years)), stay, REGISTERED
        )
    known = {home: float(n) for home, n in counted.residents.items() if n is not None}
    return SeenResidents(known, 0.0, _STAY, "county_registry") if known else None


def _mean_stay(table: pd.DataFrame) -> float:
    rows = table[
        (table["indicator"] == "mean_stay_years")
        & (table["tier"] == "all")
        & (table["ownership"] == "all")
    ]
    return float(rows["value"].mean()) if len(rows) else _STAY


def write_observed(folder: Path, observed: Observed) -> None:
    """Write the figures and the targets into a pack."""
    if len(observed.years):
        _write(observed.years.map(_rounded), folder / YEARS)
    if len(observed.targets):
        _write(observed.targets, folder / TARGETS)


def write_effects(
    folder: Path, scenario: Scenario, seen: SeenResidents
) -> pd.DataFrame:
    """Write the effects, add them to the registry of the pack, and return them."""
    effects = home_effects(scenario, seen)
    if effects.empty:
        return effects
    _write(effects, folder / EFFECTS)
    path = folder / "homes.csv"
    homes = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    by_home: Mapping[str, pd.Series] = {
        name: effects.set_index("home_id")[name]
        for name in ("home_effect", "home_effect_sd")
    }
    for name, values in by_home.items():
        written = homes["home_id"].map(values)
        homes[name] = [f"{one:g}" if one == one else "" for one in written]  # noqa: PLR0124
    _write(homes, path)
    _mark_filled(folder / "filled.csv", effects)
    return effects


def _mark_filled(path: Path, effects: pd.DataFrame) -> None:
    """List the effects among the cells that no workbook gave."""
    if not path.is_file():
        return
    filled = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    rows = pd.DataFrame(
        {
            "file": "homes.csv",
            "row": effects["home_id"],
            "column": "home_effect",
            "value": [f"{one:g}" for one in effects["home_effect"]],
            "grade": effects["grade"],
            "source_id": effects["source_id"],
            "why_zh": "由实际入住情况估计，按人数多少向 0 收缩，见 home_effects.csv",
            "why_en": "from the occupancy seen, drawn towards 0 the more the smaller "
            "the home; see home_effects.csv",
        }
    )
    _write(pd.concat([filled, rows])[list(filled.columns)], path)


def _rounded(value: object) -> object:
    return f"{value:.6g}" if isinstance(value, float) else value


def _write(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
