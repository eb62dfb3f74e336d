"""The pictures of a calibration for the README, taken from its page."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest


def plots(source: Path, out: Path, root: Path) -> subprocess.CompletedProcess[str]:
    # A browser of its own: one process cannot drive two in this manner.
    return subprocess.run(
        [sys.executable, "-m", "calibration.plots", source, out],
        cwd=root,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.usefixtures("browser")
def test_pictures_are_small_whole_and_the_same_each_time(
    fit_path: Path, tmp_path: Path, root: Path
) -> None:
    seen: list[Any] = []
    for name in ("first", "second"):
        done = plots(fit_path.parent, tmp_path / name, root)
        assert done.returncode == 0, done.stderr
        files = sorted((tmp_path / name).iterdir())
        drawn = [one for one in files if one.suffix == ".svg"]
        seen.append([hashlib.sha256(one.read_bytes()).hexdigest() for one in drawn])

    charts = ("emulator", "fit", "holdouts", "unknowns")
    assert sorted({one.stem for one in files}) == [
        f"{chart}_{language}" for chart in charts for language in ("en", "zh")
    ]
    assert max(one.stat().st_size for one in files) < 200_000
    assert len(seen[0]) == 6
    assert seen[0] == seen[1]
    for one in drawn:
        words = "".join(ET.parse(one).getroot().itertext())
        assert ("target" in words or "narrowed" in words) == one.stem.endswith("en")


def test_a_folder_without_a_page_is_said_to_have_none(
    tmp_path: Path, root: Path
) -> None:
    done = plots(tmp_path, tmp_path / "out", root)

    assert done.returncode != 0
    assert "no page of a calibration" in done.stderr
