"""Small numbers of real people: what others see has no cell of fewer than five.

Where homes are drawn nobody is real and nothing is hidden. Where they are a county's
own, the count of residents of one home may tell who lives there; so pages, CSV files
and workbooks say "fewer than 5" instead, leave out the rates that would tell it, and,
where one cell of several is hidden and their sum is shown, hide the next smallest too.
Parquet files are working data and hold everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.area.pack import Area
from sim.report.words import Text, Words

FEWEST: Final = 5
SMALL: Final = f"<{FEWEST}"
"""A count of people that is not shown, in a CSV file."""
HIDDEN: Final = "hidden"
"""A figure that would tell such a count."""

RESIDENTS: Final = "residents"
# Rates that times the licensed beds, which are shown, are residents.
TELLING: Final = ("occupancy_rate", "occupancy_rate_staffed")
_OF_PEOPLE: Final = ("persons", "admissions", "applications", "moves")
_SPLITS: Final = ("tier", "ownership", "operation", "residence")
_WITHIN: Final = ("scenario", "draw", "replication", "year")
_PLACE: Final = ("area_level", "area_code")
# No county has a code that begins with 9 (GB/T 2260): such places are made up.
_MADE_UP: Final = "9"


def holds_real_people(area: Area) -> bool:
    """Whether homes are those of a county, and their residents people somebody knows.

    An imported registry is one, whatever its place is called.
    """
    if area.homes is None:
        return False
    codes = area.counties["county_code"].astype(str)
    return bool(area.part_of) or not codes.str.startswith(_MADE_UP).all()


def is_small(count: float) -> bool:
    """Whether a count of people is not shown; nought tells of nobody."""
    return 0 < count < FEWEST


def people(count: float, words: Words, *, real: bool) -> Text:
    """Return a count of people as a sentence shows it."""
    return words["mask.few"] if real and is_small(count) else Text.of(f"{count:.0f}")


def masked(
    table: pd.DataFrame,
    homes: pd.DataFrame,
    columns: Sequence[str] = ("value",),
    *,
    as_words: bool = True,
) -> pd.DataFrame:
    """Return figures with small counts of people, and what would tell them, hidden.

    Parameters
    ----------
    table
        Rows of figures with `area_level`, `area_code`, the splits, `indicator`,
        `unit`; whole groups of repetition and year.
    homes
        Registry: `home_id`, `county_code`, `tier`, `ownership`, `operation`.
    columns
        Columns of numbers; the first decides, the others are hidden with it.
    as_words
        Write `SMALL` and `HIDDEN`, for a spreadsheet; otherwise leave cells empty.
    """
    small, telling = _hidden(table, homes, columns[0])
    result = table.copy()
    for place, name in enumerate(columns):
        few = SMALL if place == 0 else HIDDEN
        column = _without(result[name], small, few if as_words else None)
        result[name] = _without(column, telling, HIDDEN if as_words else None)
    return result


def _hidden(
    table: pd.DataFrame, homes: pd.DataFrame, column: str
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which rows are small counts, and which others would tell them."""
    value = table[column].to_numpy(dtype=np.float64)
    indicator = table["indicator"].astype(str).to_numpy()
    few = (value > 0) & (value < FEWEST)
    keys = [name for name in (*_WITHIN, *_PLACE, *_SPLITS) if name in table]
    groups = table.groupby(keys, observed=True, sort=False).ngroup()
    cell = np.asarray(groups, dtype=np.int64)
    residents = indicator == RESIDENTS
    first = np.isin(cell, cell[residents & few])
    second = np.isin(cell, _next_smallest(table, homes, cell, residents, value))
    part = table["area_level"].astype(str) == "home"
    for name in _SPLITS:
        if name in table:
            part |= table[name].astype(str) != "all"
    flows = table["unit"].astype(str).isin(_OF_PEOPLE) & part & ~residents
    small = (residents & first) | (flows.to_numpy() & few)
    rates = np.isin(indicator, TELLING)
    telling = (rates & (first | second)) | (residents & second & ~first)
    return small, telling


def _next_smallest(
    table: pd.DataFrame,
    homes: pd.DataFrame,
    cell: NDArray[np.int64],
    residents: NDArray[np.bool_],
    value: NDArray[np.float64],
) -> list[int]:
    """Return cells that are hidden because a single one beside them is.

    Their sum is shown in another row: the sum less all but one is the one.
    """
    counted = table.assign(cell=cell, value=value)[residents]
    rows = _cells(counted, homes)
    found = list[int]()
    # Crossed splits first: what they hide counts for the splits that they are part of.
    for summed in (("tier", "ownership"), ("tier",), ("ownership",), ("operation",)):
        found += _alone(rows, summed, found)
    return found + _alone(rows, (), found)


def _cells(rows: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the kind of the home, and of what sum they are a part."""
    of_home = homes.drop_duplicates("home_id").set_index("home_id")
    table = rows.astype({name: "str" for name in (*_PLACE, *_SPLITS) if name in rows})
    own = table["area_level"] == "home"
    code = table["area_code"]
    for name in ("tier", "ownership", "operation"):
        kind = code.map(of_home[name].astype("str"))
        table[f"kind_{name}"] = kind.where(own, table[name])
    table["parent"] = code.map(of_home["county_code"].astype("str")).where(own, code)
    split = table[["tier", "ownership", "operation"]] != "all"
    table["family"] = split.astype(int).astype(str).agg("".join, axis=1)
    table["family"] = table["family"].where(~own, "home")
    return table[table["family"] != "000"]


def _alone(
    rows: pd.DataFrame, summed: Sequence[str], hidden: Sequence[int]
) -> list[int]:
    """Return the next smallest cell of each sum in which one cell alone is hidden."""
    keys = [name for name in _WITHIN if name in rows]
    keys += ["area_level", "parent", "family", *(f"kind_{one}" for one in summed)]
    found = list[int]()
    for _, group in rows[rows["value"] > 0].groupby(keys, sort=False):
        gone = (group["value"] < FEWEST) | group["cell"].isin(hidden)
        if gone.sum() == 1 and len(group) > 1:
            others = group[~gone]
            smallest = others.sort_values("value", kind="stable").iloc[0]
            found.append(int(smallest["cell"]))
    return found


def masked_occupancy(
    table: pd.DataFrame,
    homes: pd.DataFrame,
    columns: Sequence[str],
    *,
    as_words: bool = True,
) -> pd.DataFrame:
    """Return a table by home without occupancies that tell fewer than five residents.

    Parameters
    ----------
    table
        A row a home, `home_id`, and occupancies in `columns`, the first of which
        decides.
    homes
        Registry: `home_id`, `beds_ordinary`, `beds_nursing`.
    as_words
        Write `HIDDEN`; otherwise leave cells empty.
    """
    own = homes.drop_duplicates("home_id")
    beds = own["beds_ordinary"] + own["beds_nursing"]
    beds = beds.set_axis(own["home_id"].astype(str))
    residents = table[columns[0]] * table["home_id"].astype(str).map(beds)
    few = (residents > 0) & (residents < FEWEST)
    result = table.copy()
    for name in columns:
        hidden = HIDDEN if as_words else None
        result[name] = _without(result[name], few.to_numpy(dtype=bool), hidden)
    return result


def _without(
    column: pd.Series, rows: NDArray[np.bool_], words: str | None
) -> pd.Series:
    """Return a column with words in some rows, or nothing known."""
    if words is None:
        return column.mask(rows)
    return column.astype(object).mask(rows, words)
