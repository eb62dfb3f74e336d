"""The table of a comparison that says how surely homes and classes of home close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from sim.experiment.closing_homes import named_chances
from sim.experiment.rule_page import class_shares

if TYPE_CHECKING:
    from sim.experiment.results import Results

COLUMNS: Final = (
    *("scenario", "of", "tier", "size", "home_id", "name", "beds", "homes"),
    *("closed", "repetitions", "share", "low", "high", "any_share"),
    *("mean_share", "place_from", "place_to"),
)


def closing_classes(results: Sequence[Results]) -> pd.DataFrame | None:
    """Return which classes of home close in which scenario.

    A scenario whose rules end no home is not in it; None where no scenario has any.
    """
    tables = [
        table.assign(scenario=one.scenario.id)
        for one in results
        if (table := class_shares(one)) is not None
    ]
    return pd.concat(tables, ignore_index=True) if tables else None


def closing_table(results: Sequence[Results]) -> pd.DataFrame:
    """Return classes, and the homes of a real registry, by scenario.

    Returns
    -------
        Columns `COLUMNS`; `of` is `class` or `home`, and what the other kind has is
        empty. No row where no scenario has a rule that ends homes.
    """
    parts = {"class": closing_classes(results), "home": named_chances(results)}
    known = [
        table.assign(of=kind).reindex(columns=list(COLUMNS)).astype("object")
        for kind, table in parts.items()
        if table is not None and not table.empty
    ]
    if not known:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(known, ignore_index=True)
