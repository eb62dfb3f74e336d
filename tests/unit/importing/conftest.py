"""The pack of the region, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sim.area import load_area


@pytest.fixture(scope="session")
def _region():
    return cache(load_area)


@pytest.fixture(autouse=True)
def _read_once(monkeypatch, _region):
    def loaded(folder: Path):
        return _region(folder) if folder.name == "guangxi" else load_area(folder)

    monkeypatch.setattr("sim.importing.importing.load_area", loaded)
