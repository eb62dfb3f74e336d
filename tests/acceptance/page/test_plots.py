"""The pictures of a calibration for the README, taken from its page."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

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


def drawn(fit_path: Path, out: Path, root: Path) -> list[Path]:
    """Return the pictures of the page."""
    done = plots(fit_path.parent, out, root)
    assert done.returncode == 0, done.stderr
    return sorted(out.iterdir())


@pytest.mark.usefixtures("browser")
def test_pictures_are_small_and_whole(
    fit_path: Path, tmp_path: Path, root: Path
) -> None:
    files = drawn(fit_path, tmp_path / "out", root)

    charts = ("emulator", "fit", "holdouts", "unknowns")
    assert sorted({one.stem for one in files}) == [
        f"{chart}_{language}" for chart in charts for language in ("en", "zh")
    ]
    assert max(one.stat().st_size for one in files) < 200_000
    lines = [one for one in files if one.suffix == ".svg"]
    assert len(lines) == 6
    for one in lines:
        words = "".join(ET.parse(one).getroot().itertext())
        assert ("target" in words or "narrowed" in words) == one.stem.endswith("en")


@pytest.mark.long
@pytest.mark.usefixtures("browser")
def test_pictures_are_the_same_each_time(
    fit_path: Path, tmp_path: Path, root: Path
) -> None:
    first, second = (
        {one.name: one.read_bytes() for one in drawn(fit_path, tmp_path / name, root)}
        for name in ("first", "second")
    )

    same = [name for name in first if name.endswith(".svg")]
    assert same
    assert [name for name in same if first[name] != second[name]] == []


def test_a_folder_without_a_page_is_said_to_have_none(
    tmp_path: Path, root: Path
) -> None:
    done = plots(tmp_path, tmp_path / "out", root)

    assert done.returncode != 0
    assert "no page of a calibration" in done.stderr
