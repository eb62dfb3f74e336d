"""Two scenarios of a place that is small enough to run them often."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def pair(root) -> list[Path]:
    """Return a reference and a scenario that converts beds, of the same county."""
    folder = root / "scenarios" / "teaching"
    return [folder / "small_county.yaml", folder / "convert_to_nursing_beds.yaml"]


@pytest.fixture(scope="session")
def small() -> list[object]:
    """The words for one of its counties and three replications."""
    return ["--area", "990101", "--replications", 3, "--jobs", 1, "--lang", "en"]


@pytest.fixture(scope="module")
def compared(ruralbeds, pair, small, tmp_path_factory):
    """Run the comparison of the two once; return what was done, and where."""
    cwd = tmp_path_factory.mktemp("compared")
    return ruralbeds("compare", *pair, *small, cwd=cwd), cwd
