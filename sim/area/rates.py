"""The two tables of rates that every pack brings: mortality and prevalence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from sim.area.errors import AreaError
from sim.area.tables import Table, check_columns
from sim.area.units import RESIDENCES, SEXES

_OLDEST = 200
# Nobody has the eleventh part of a year to live on average. [1/person-year]
_HIGHEST = 12.0
# Where nobody dies there is no length of life. [1/person-year]
_LOWEST = 1e-6
_MORTALITY = ["residence", "sex", "period_start", "age_start", "rate"]
_LEVELS = ["mild", "moderate", "severe"]
_PREVALENCE = ["residence", "sex", "age", *_LEVELS]


def checked_rates(tables: dict[str, Table], folder: Path) -> dict[str, pd.DataFrame]:
    """Return `mortality_rate` and `prevalence` with numbers, sorted by their keys.

    Raises
    ------
    AreaError
        If one is missing, has gaps, or holds an impossible number.
    """
    return {
        "mortality_rate": _mortality(_named(tables, "mortality_rate", folder)),
        "prevalence": _prevalence(_named(tables, "prevalence", folder)),
    }


def _named(tables: dict[str, Table], name: str, folder: Path) -> Table:
    if name not in tables:
        raise AreaError(
            f"数据包缺少参数表 {name}",
            f"the pack lacks the parameter table {name}",
            file=folder / "parameters",
        )
    return tables[name]


def _mortality(table: Table) -> pd.DataFrame:
    check_columns(table, _MORTALITY)
    rows = _groups(table).assign(
        period_start=table.counts("period_start", 9999),
        age_start=table.counts("age_start", _OLDEST),
        rate=table.numbers("rate", 0, _HIGHEST),
    )
    _refuse_immortal(table, rows["rate"])
    return _complete(table, rows, _MORTALITY[:4])


def _refuse_immortal(table: Table, rates: pd.Series) -> None:
    """Refuse a group of which nobody would die; ages in between have no curve then."""
    low = np.flatnonzero(rates < _LOWEST)
    if len(low):
        read = table.rows["rate"].iloc[low[0]]
        table.refuse(
            rates < _LOWEST,
            f"rate（每人每年的死亡率）读到 {read}，不能是 0；"
            f"请写这一年龄组的死亡率，至少 {_LOWEST:g}，例如 0.004",
            f"rate (deaths per person and year) reads {read} and cannot be 0; write "
            f"the death rate of this age group, at least {_LOWEST:g}, such as 0.004",
        )


def _prevalence(table: Table) -> pd.DataFrame:
    check_columns(table, _PREVALENCE)
    levels = {level: table.numbers(level, 0, 1) for level in _LEVELS}
    rows = _groups(table).assign(age=table.counts("age", _OLDEST), **levels)
    table.refuse(
        rows[_LEVELS].sum(axis=1) > 1 + 1e-9,
        "轻、中、重度之和超过 1",
        "mild, moderate and severe sum to more than 1",
    )
    return _complete(table, rows, _PREVALENCE[:3])


def _groups(table: Table) -> pd.DataFrame:
    table.words("residence", RESIDENCES)
    table.words("sex", SEXES)
    return table.rows


def _complete(table: Table, rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the rows in order; every combination of keys must occur once."""
    table.unique(keys)
    sizes = [2 if key in {"residence", "sex"} else rows[key].nunique() for key in keys]
    if len(rows) != int(np.prod(sizes)):
        raise table.fault(
            0,
            f"表不完整：{', '.join(keys)} 的每种组合都应有一行",
            f"has gaps: every combination of {', '.join(keys)} needs a row",
        )
    return rows.sort_values(list(keys), ignore_index=True)
