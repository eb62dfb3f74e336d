from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd

from sim.report.compare_charts.tables import classes_table
from sim.report.compare_page import compare_words
from sim.report.words import Text


def compared(classes: pd.DataFrame | None) -> Any:
    """Return what the table reads of a comparison of two scenarios."""
    scenarios = [SimpleNamespace(id=one) for one in "ab"]
    return SimpleNamespace(classes=classes, scenarios=scenarios, title=Text.of)


def test_classes_of_homes_that_close_are_shown_by_scenario() -> None:
    row = {"scenario": "b", "tier": "township", "size": "under_20", "homes": 4.0}
    classes = pd.DataFrame([{**row, "closed": 1.0, "share": 0.25, "any_share": 0.5}])

    table = classes_table(compared(classes), compare_words())

    assert table is not None
    # A scenario that closes nothing has no column.
    assert [head.en for head in table.heads] == ["Tier", "Beds at the start", "b"]
    assert [cell.text.en for cell in table.rows[0]][1:] == ["under 20", "25% (1 of 4)"]
    assert table.rows[0][2].raw == "0.25"


def test_without_rules_that_end_homes_there_is_no_table() -> None:
    assert classes_table(compared(None), compare_words()) is None
