"""A place that is small enough to run it often."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def place(root) -> Path:
    """A small made-up county, in which a replication takes a moment."""
    return root / "scenarios" / "teaching" / "small_county.yaml"
