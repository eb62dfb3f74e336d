from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from sim.report import PageData


@pytest.fixture(scope="session")
def made_up() -> ModuleType:
    """Return `sample.py` beside this file, which tests cannot import by name."""
    path = Path(__file__).with_name("sample.py")
    spec = importlib.util.spec_from_file_location("report_sample", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def full(made_up: ModuleType) -> PageData:
    """Return the data of a page with everything in it."""
    data: PageData = made_up.sample()
    return data
