"""Joint draws: what a calibration leaves open, as sets of values that fit together.

One row is one state of the world that the observations allow. Values of a row belong
together: a higher rate of applying goes with a shorter stay, so that drawing each on
its own would give worlds that nobody has seen.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.area.tables import Table, check_columns

JOINT_DRAWS = "joint_draws"
DRAW = "draw"


def checked_draws(table: Table) -> pd.DataFrame:
    """Return the joint draws: `draw` 1, 2, … and a column of numbers for each path.

    Whether a path exists and a value is possible is for the catalogue of parameters
    to say, which knows both.

    Raises
    ------
    AreaError
        If the draws are not numbered 1, 2, …, or a cell is no number.
    """
    check_columns(table, [DRAW])
    if table.rows.empty:
        raise table.fault(0, "没有一组抽样", "there is no draw in the table")
    numbers = table.counts(DRAW)
    table.refuse(
        numbers != np.arange(1, len(numbers) + 1),
        "draw 应从 1 起依次编号",
        "draw must count from 1 upwards without gaps",
    )
    columns = {name: table.numbers(name) for name in table.rows.columns if name != DRAW}
    return pd.DataFrame({DRAW: numbers, **columns})
