from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sim.experiment import page, reference_tables

BY_AREA = (
    "area,tier,size_class,start,end,change\n"
    "guangxi,all,all,0.41,0.42,0.01\n"
    "elsewhere,all,all,0.61,0.66,0.05\n"
)


def scenario_of(area: str, folder: Path) -> Any:
    """Return as much of a scenario as the null is looked up by."""
    return SimpleNamespace(area=SimpleNamespace(name=area, folder=folder / area))


def null(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str, area: str) -> Any:
    """Return the null of an area where `text` is the committed table."""
    path = folder / reference_tables.NO_DRIFT
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    monkeypatch.setattr(reference_tables, "_CHECKOUT", folder)
    return page.no_drift(scenario_of(area, folder))


def test_only_the_null_of_the_own_area_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = null(monkeypatch, tmp_path, BY_AREA, "elsewhere")

    assert table["change"].tolist() == [0.05]


def test_another_area_has_no_null(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert null(monkeypatch, tmp_path, BY_AREA, "one_home") is None
