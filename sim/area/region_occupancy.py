"""The region's mean occupancy by year, for runs of a part of the region.

Rules compare a county with the mean of the region. Where only some counties are run
nobody simulates the others, and the mean is read from here.
"""

from __future__ import annotations

import pandas as pd

from sim.area.tables import Table, check_columns

REGION_OCCUPANCY = "region_occupancy"
_COLUMNS = ["year", "occupancy"]


def checked_region_occupancy(table: Table) -> pd.DataFrame:
    """Return pooled occupancy of all public homes of the pack by calendar year.

    Raises
    ------
    AreaError
        If a column is missing, a year is given twice, or a cell is no share.
    """
    check_columns(table, _COLUMNS)
    years = table.counts("year")
    table.refuse(years.duplicated(), "同一年份写了两次", "the same year is given twice")
    occupancy = table.numbers("occupancy", 0, 2)
    return pd.DataFrame({"year": years.astype(int), "occupancy": occupancy})
