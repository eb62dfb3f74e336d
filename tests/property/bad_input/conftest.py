"""Sound places, files of which are replaced by others."""

from __future__ import annotations

import pytest
from fuzz.doors import Bench


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """One home in one township, quickly read and run."""
    return Bench(tmp_path_factory.mktemp("bench"))
