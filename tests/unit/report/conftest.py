from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from sim.report import PageData
from sim.report.fit_page import FitPageData


def beside(name: str) -> ModuleType:
    """Return a module beside this file, which tests cannot import by name."""
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"report_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def made_up() -> ModuleType:
    """Return `sample.py`: runs."""
    return beside("sample")


@pytest.fixture(scope="session")
def beside_sample() -> ModuleType:
    """Return `sample_variants.py`: what a run may have beside the sample."""
    return beside("sample_variants")


@pytest.fixture(scope="session")
def fit() -> FitPageData:
    """Return a calibration with everything in it, of `fit_pages.py`."""
    data: FitPageData = beside("fit_pages").calibration()
    return data


@pytest.fixture(scope="session")
def full(made_up: ModuleType) -> PageData:
    """Return the data of a page with everything in it."""
    data: PageData = made_up.sample()
    return data


@pytest.fixture(scope="session")
def bare(fit: FitPageData) -> FitPageData:
    """Return a calibration that has next to nothing."""
    return replace(
        fit,
        targets=fit.targets.iloc[:0],
        unknowns=fit.unknowns.iloc[:0],
        posterior=pd.DataFrame(),
        prior=pd.DataFrame(),
        emulator=fit.emulator.iloc[:0],
        chain={},
        warnings=(),
        transitions=None,
    )
