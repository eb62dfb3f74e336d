"""Where the inputs lie and where a pack goes, and how its files are written.

Bytes must not depend on the machine: UTF-8, line feeds, fixed decimals.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

CALIBRATION = Path(__file__).resolve().parent.parent
INPUTS = CALIBRATION / "inputs"
AREAS = CALIBRATION / "areas"
# Figures of the whole nation: whoever has none of his own takes these.
NATIONAL = ("mortality_china_wpp2024.csv", "disability_clhls_2018.csv")


def inputs_of(area: str) -> Path:
    """Return the folder of an area's inputs; Guangxi's lie above those of others."""
    return INPUTS if area == "guangxi" else INPUTS / area


def read_table(inputs: Path, name: str) -> pd.DataFrame:
    """Return an input table; columns of codes and names stay text."""
    own = inputs / name
    path = INPUTS / name if name in NATIONAL and not own.is_file() else own
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in table.columns:
        is_word = column.endswith(("_code", "_zh", "_en", "_id", "kind"))
        if not is_word:
            table[column] = _numbers_if_all_are(table[column])
    return table


def _numbers_if_all_are(column: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(column, errors="coerce")
    return column if numbers.isna().any() else numbers


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table as UTF-8 CSV with line feeds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def write_text(text: str, path: Path) -> None:
    """Write a text as UTF-8 with line feeds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
