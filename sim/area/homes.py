"""The homes of a pack: a registry, or totals and distributions to draw one from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from sim.area.errors import AreaError
from sim.area.home_kinds import TOTALS
from sim.area.home_ranges import check_ranges
from sim.area.nodes import compose, plain
from sim.area.tables import Table, read_csv
from sim.area.units import add_places

_WORDS = {
    "tier": ("county", "township", "village"),
    "ownership": ("public", "private"),
    "operation": ("direct", "entrusted"),
}
_YES_NO = ("accepts_social", "fire_safety_ok", "upgradable", "regional_center")
# Beds, residents or carers of one home.
_MOST = 1e5
_BEDS = ("beds_ordinary", "beds_nursing")
# Mean and standard deviation, with the least that each may be. [utility]
_EFFECT = {"home_effect": -10.0, "home_effect_sd": 0.0}
HOME_COLUMNS = [
    "home_id",
    "name",
    "county_code",
    "township_code",
    *_WORDS,
    "accepts_social",
    *_BEDS,
    "care_staff",
    "fire_safety_ok",
    "equipment_age_years",
    "upgradable",
    "regional_center",
    "opened",
    "lon",
    "lat",
]
_HOMES = "homes.csv"
HOMES_TOTALS = "homes_totals.yaml"


def read_homes(folder: Path, townships: pd.DataFrame) -> pd.DataFrame | None:
    """Return the registry by home, or None without `homes.csv`.

    Further columns (residents by class and ability, `under_60_residents`) are kept; any
    named `residents_…` or `…_residents` is read as counts. What is known of the lasting
    attractiveness of homes, `home_effect` and `home_effect_sd`, may be left empty.
    """
    path = folder / _HOMES
    if not path.is_file():
        return None
    table = read_csv(path, HOME_COLUMNS)
    table.unique(["home_id"])
    index = table.positions_in(
        "township_code", townships["township_code"], "townships.csv"
    )
    table.refuse(
        table.rows["county_code"].to_numpy()
        != townships["county_code"].to_numpy()[index],
        "county_code 与该乡镇所属的县不符",
        "county_code is not the county of this township",
    )
    for column, allowed in _WORDS.items():
        table.words(column, allowed)
    _refuse_odd_dates(table)
    rows = add_places(table).assign(
        care_staff=table.numbers("care_staff", 0, _MOST),
        equipment_age_years=table.numbers("equipment_age_years", 0, 1e3),
        **{column: table.yes_no(column) for column in _YES_NO},
        **{column: table.counts(column, _MOST) for column in _whole_columns(table)},
        **{
            column: _optional(table, column, low)
            for column, low in _EFFECT.items()
            if column in table.rows
        },
    )
    return rows.sort_values("home_id", ignore_index=True)


def _optional(table: Table, column: str, low: float) -> pd.Series:
    """Return a column of numbers, NaN where nothing is written."""
    written = table.rows[column] != ""
    filled = Table(
        table.rows.assign(**{column: table.rows[column].where(written, "0")}),
        table.file,
        table.first_line,
    )
    return filled.numbers(column, low=low, high=10.0).where(written)


def _whole_columns(table: Table) -> list[str]:
    residents = [name for name in table.rows.columns if "residents" in name]
    return [*_BEDS, *residents]


def _refuse_odd_dates(table: Table) -> None:
    opened = table.rows["opened"]
    table.refuse(
        _days(opened).isna() & (opened != ""),
        "opened 应为 2020-01-31 这样的日期或留空",
        "opened must be a date such as 2020-01-31, or empty",
    )


def _days(opened: pd.Series) -> pd.Series:
    return pd.to_datetime(opened, format="%Y-%m-%d", errors="coerce")


def refuse_opened_after(folder: Path, start: date) -> None:
    """Refuse a home of the registry that would stand before it is opened.

    Every home of a registry has its beds from the first day of a run.

    Raises
    ------
    AreaError
        At the first row whose `opened` is later than `start`.
    """
    path = folder / _HOMES
    if not path.is_file():
        return
    table = read_csv(path, HOME_COLUMNS)
    later = _days(table.rows["opened"]) > pd.Timestamp(start)
    if later.any():
        read = table.rows["opened"][later].iloc[0]
        table.refuse(
            later,
            f"opened 读到 {read}，晚于方案的第一天 {start}，"
            "而名册里的机构从第一天就有床位。请删去这一行，"
            "在方案的 history 或 programme 里写 do: build；"
            "其实已经开办的，改正日期或留空",
            f"opened reads {read}, later than the first day of the scenario, {start}, "
            "but homes of a registry have their beds from that day. Delete this row "
            "and write do: build under history or programme of the scenario; if the "
            "home stands already, correct the date or leave it empty",
        )


def read_homes_totals(folder: Path) -> dict[str, Any] | None:
    """Return totals and distributions, or None without `homes_totals.yaml`."""
    path = folder / HOMES_TOTALS
    if not path.is_file():
        return None
    top = compose(path)
    totals: dict[str, Any] = plain(top, path)
    missing = [name for name in (*TOTALS, "distributions") if name not in totals]
    if missing:
        listed = ", ".join(missing)
        raise AreaError(f"缺少：{listed}", f"lacks: {listed}", file=path)
    for name in TOTALS:
        entry = totals[name]
        number = entry.get("value") if isinstance(entry, dict) else None
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise AreaError(
                f"{name} 应有一个非负整数 value",
                f"{name} must have a whole value ≥ 0",
                file=path,
            )
    check_ranges(top, path)
    return totals
