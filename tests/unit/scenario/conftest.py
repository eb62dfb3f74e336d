"""A folder with a small made-up place and a sound parent."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

PLACES = Path(__file__).parents[3] / "scenarios" / "teaching" / "places"
HEAD = """\
format: ruralbeds-scenario/1
id: sound-parent
title: {zh: 甲, en: A}
area: ./place
period: {start: 2021-01-01, end: 2030-12-31}
planning_start: 2027-01-01
seed: 1
"""


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    shutil.copytree(PLACES / "one_home", folder / "place")
    shutil.copytree(PLACES / "one_home", folder / "homeless")
    (folder / "homeless" / "homes.csv").unlink()
    (folder / "sound-parent.yaml").write_text(HEAD, encoding="utf-8")
    return folder


@pytest.fixture
def write(bench: Path):
    def write_file(name: str, text: str | bytes) -> Path:
        path = bench / f"{name}.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write_file
