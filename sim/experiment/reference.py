"""The committed reference: tables of figures as files that a reviewer can read.

One CSV for each shipped scenario in ``results/reference``; a changed answer is a
changed line there. What has moved beyond tolerance is told figure by figure.
"""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from sim.indicators import CATALOGUE

FIGURE: Final = [
    *("area_level", "area_code", "tier", "ownership"),
    *("indicator", "unit", "year"),
]
COLUMNS: Final = [*FIGURE, "value"]

# Either is far below anything a planner could see, and far above what another
# processor or another NumPy does to the last digits.
RELATIVE: Final = 1e-6
ABSOLUTE: Final = 1e-6
_DECIMALS: Final = 6

# Happenings that are counted: one more of a million is another answer too.
COUNTS: Final = frozenset(
    name
    for name, entry in CATALOGUE.items()
    if entry.kind == "flow"
    and entry.unit in {"applications", "admissions", "moves", "persons", "homes"}
)

EQUIVALENCE: Final = "equivalence.csv"
"""Headline figures of the tier of margins, in the same folder."""
# Tables of the same folder that are not a scenario's.
OTHER_TABLES: Final = frozenset(
    {
        "ability_checks",
        "consolidation_prediction",
        "equivalence",
        "false_closures",
        "flip_map",
        "no_drift",
        "no_drift_draws",
        "benchmarks",
        "recovery",
        "screening",
        "registry_spread",
        "story",
        "cross_checks",
        "fuzz",
        "long_runs",
        "mutants",
        "planning_rules",
        "scaling",
    }
)


class UnreadableReferenceError(Exception):
    """A file of the reference is not the table that it should be."""


def moved(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that differ by more than tolerance.

    Parameters
    ----------
    old, new
        Tables with the columns `COLUMNS`, a row for each figure.

    Returns
    -------
        Columns `FIGURE`, `old`, `new`, `change` (new less old), in the order of `new`
        and then of `old`, and `half_width` where `new` has it. `old` is missing where
        a figure is new, `new` where it is gone. Counts must be equal, other figures
        agree to `RELATIVE` or `ABSOLUTE`.
    """
    both = pd.concat([new[FIGURE], old[FIGURE]]).drop_duplicates()
    for name, table in (("old", old), ("new", new)):
        named = table[COLUMNS].rename(columns={"value": name})
        both = both.merge(named, on=FIGURE, how="left", validate="one_to_one")
    if "half_width" in new:
        widths = new[[*FIGURE, "half_width"]]
        both = both.merge(widths, on=FIGURE, how="left", validate="one_to_one")
    both["change"] = both["new"] - both["old"]
    close = np.isclose(both["new"], both["old"], rtol=RELATIVE, atol=ABSOLUTE)
    same = both["new"] == both["old"]
    agrees = np.where(both["indicator"].isin(COUNTS), same, close)
    return both[~agrees].reset_index(drop=True)


def rounded(value: float) -> float:
    """Return a value with six decimals, and seven figures where it is large."""
    before_the_point = math.floor(math.log10(abs(value))) if abs(value) > 1 else 0
    return round(value, max(0, _DECIMALS - before_the_point))


def reference_file(folder: Path, scenario_id: str) -> Path:
    """Return where the reference of a scenario lies."""
    return folder / f"{scenario_id}.csv"


def write_reference(table: pd.DataFrame, path: Path) -> None:
    """Write the reference of one scenario."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table[COLUMNS].to_csv(
        path, index=False, lineterminator="\n", encoding="utf-8", float_format="%.10g"
    )


def read_reference(path: Path) -> pd.DataFrame | None:
    """Return the reference of one scenario; none if the file is missing.

    Raises
    ------
    UnreadableReferenceError
        The file is no such table, as after a merge that left its marks in it.
    """
    if not path.is_file():
        return None
    words = dict.fromkeys(FIGURE[:-1], "str")
    try:
        table = pd.read_csv(path, dtype={**words, "year": "int64", "value": "float64"})
    except (ValueError, UnicodeDecodeError) as error:
        raise UnreadableReferenceError(path.name) from error
    whole = list(table.columns) == COLUMNS and not table.isna().to_numpy().any()
    if not whole or table.duplicated(FIGURE).any():
        raise UnreadableReferenceError(path.name)
    return table


def scenario_files(folder: Path) -> list[Path]:
    """Return the files of the folder that are the reference of some scenario."""
    return [
        path for path in sorted(folder.glob("*.csv")) if path.stem not in OTHER_TABLES
    ]


def reference_hash(folder: Path) -> str:
    """Return eight hex digits that stand for the whole reference.

    It consists of the scenarios' files and of what margins are held against. Line
    ends do not count: a checkout may turn them into those of its system.
    """
    digest = hashlib.sha256()
    margins = folder / EQUIVALENCE
    for path in [*scenario_files(folder), *([margins] if margins.is_file() else [])]:
        text = path.read_text(encoding="utf-8")
        digest.update(f"{path.name}\n{text}\n".encode())
    return digest.hexdigest()[:8]


def changelog_line(folder: Path) -> str:
    """Return what CHANGELOG.md must say under its newest *Results*."""
    return f"Reference: {reference_hash(folder)}"


def newest_results(changelog: str) -> str:
    """Return the newest section *Results* of the changelog; empty if there is none."""
    _, _, after = changelog.partition("\n### Results\n")
    section, _, _ = after.partition("\n#")
    return section
