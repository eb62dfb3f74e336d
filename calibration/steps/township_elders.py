"""A county's elders spread over its townships, by committees.

Rural elders follow the village committees, urban ones the resident committees. A unit
without committees gets nobody; where a county has no committee of one kind, that
residence follows the other kind. Within a county and residence every township has the
same ages and sexes, up to rounding.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calibration.steps.county_elders import RESIDENCES, SEXES
from calibration.steps.whole_numbers import controlled_rounding, largest_remainder

Counts = NDArray[np.int64]


def township_elders(
    townships: pd.DataFrame, codes: pd.Series, elders: Counts, ages: tuple[str, ...]
) -> pd.DataFrame:
    """Return the table `elders.csv`.

    Parameters
    ----------
    townships
        Columns township_code, county_code, villages, resident_committees, by code.
    codes
        The county codes, in the order of `elders`.
    elders
        Shape (counties, residences, sexes, ages). [persons]
    ages
        The names of the age groups.

    Returns
    -------
        Columns of the contract; rows of nobody are left out.
    """
    tables = []
    of_county = townships.groupby("county_code", sort=False)
    for number, code in enumerate(codes):
        units = of_county.get_group(code)
        for residence, name in enumerate(RESIDENCES):
            cells = spread(units, name, elders[number, residence])
            tables.append(_as_rows(units, name, cells, ages))
    table = pd.concat(tables, ignore_index=True)
    return table[table["elders"] > 0]


def committees(units: pd.DataFrame, residence: str) -> NDArray[np.float64]:
    """Return the committees by which each unit is weighted, shape (units)."""
    kinds = ["villages", "resident_committees"]
    own, other = kinds if residence == "rural" else kinds[::-1]
    chosen = own if units[own].sum() > 0 else other
    return units[chosen].to_numpy(dtype=np.float64)


def spread(units: pd.DataFrame, residence: str, elders: Counts) -> Counts:
    """Return whole elders of each unit, shape (units, sexes, ages)."""
    weights = committees(units, residence)
    groups = elders.reshape(-1)
    sums = largest_remainder(weights, int(groups.sum()))
    expected = sums[:, None] * (groups / max(groups.sum(), 1))[None]
    cells = controlled_rounding(expected, sums, groups)
    return cells.reshape(len(units), *elders.shape)


def _as_rows(
    units: pd.DataFrame, residence: str, cells: Counts, ages: tuple[str, ...]
) -> pd.DataFrame:
    index = pd.MultiIndex.from_product(
        [units["township_code"], SEXES, ages],
        names=["township_code", "sex", "age_group"],
    )
    rows = pd.DataFrame({"elders": cells.reshape(-1)}, index=index).reset_index()
    rows["county_code"] = units["county_code"].iloc[0]
    rows["residence"] = residence
    names = ["county_code", "township_code", "residence", "sex", "age_group", "elders"]
    return rows[names]
