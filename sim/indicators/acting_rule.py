"""Which rule stands behind what happened to a home."""

from __future__ import annotations

from typing import Final

import pandas as pd

REPETITION: Final = ["draw", "replication"]
_DONE: Final = ["acted", "completed"]


def with_acting_rule(
    table: pd.DataFrame, decisions: pd.DataFrame, home: str
) -> pd.DataFrame:
    """Return a table with the rule that last acted on the home of each row.

    Parameters
    ----------
    table
        Columns `draw`, `replication`, `time_days` and `home`.
    decisions
        Columns `draw`, `replication`, `time_days`, `rule`, `facility_id`, `outcome`.
    home
        Column of the home's id.

    Returns
    -------
        By time, with `rule`: empty where no rule has acted on the home up to that
        moment. Draw and replication become `int64`.
    """
    done = decisions[decisions["outcome"].astype("str").isin(_DONE)]
    acted = pd.DataFrame(
        {
            **{name: done[name].astype("int64") for name in REPETITION},
            "time_days": done["time_days"].astype("float64"),
            home: done["facility_id"].astype("str"),
            "rule": done["rule"].astype("str"),
        }
    )
    kinds = dict.fromkeys(REPETITION, "int64") | {"time_days": "float64", home: "str"}
    joined = pd.merge_asof(
        table.astype(kinds).sort_values("time_days", kind="stable"),
        acted.sort_values("time_days", kind="stable"),
        on="time_days",
        by=[*REPETITION, home],
    )
    return joined.assign(rule=joined["rule"].astype("object").fillna("").astype("str"))
