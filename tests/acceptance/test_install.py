"""The program must run where it was installed, not only where it was written."""

import os
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

# What a run reads beside Python files.
DATA_FOLDERS = ("sim", "calibration/areas")


def data_files(root: Path) -> list[Path]:
    return [
        path
        for folder in DATA_FOLDERS
        for path in (root / folder).rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    ]


def test_every_data_file_is_packed(root):
    with (root / "pyproject.toml").open("rb") as file:
        packing = tomllib.load(file)["tool"]["setuptools"]
    patterns = packing["package-data"]["*"]
    packages = packing["packages"]["find"]["include"]

    files = data_files(root)

    left_out = [
        path.relative_to(root).as_posix()
        for path in files
        if not any(fnmatch(path.name, pattern) for pattern in patterns)
        or not any(
            fnmatch(".".join(path.relative_to(root).parent.parts), package)
            for package in packages
        )
    ]
    assert len(files) > 5
    assert left_out == []


@pytest.fixture(scope="module")
def installed(root, tmp_path_factory) -> Path:
    """The program as a folder of its own, made from a wheel."""
    place = tmp_path_factory.mktemp("installed")
    source = place / "source"
    shutil.copytree(
        root,
        source,
        ignore=shutil.ignore_patterns(
            ".git", ".venv", "results", "build", "*.egg-info", ".*_cache", "__pycache__"
        ),
    )
    packed = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", place, source],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if packed.returncode and not os.environ.get("CI"):
        pytest.skip(f"no wheel could be made: {packed.stderr.strip()[-300:]}")
    assert packed.returncode == 0, packed.stderr
    [wheel] = place.glob("*.whl")
    shutil.unpack_archive(wheel, place / "packages", "zip")
    return place / "packages"


@pytest.mark.slow
def test_installed_program_finds_its_own_area_packs(installed, root, tmp_path):
    (tmp_path / "mine").mkdir()
    shutil.copy(root / "scenarios" / "baseline.yaml", tmp_path / "mine")

    done = subprocess.run(
        [
            *(sys.executable, "-P", "-m", "sim", "run", "mine/baseline.yaml"),
            *("--area", "450123", "--replications", "1", "--lang", "en"),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    run = tmp_path / done.stdout.splitlines()[-1]
    assert (run / "report.html").stat().st_size > 100_000
    assert "baseline.yaml" in (run / "manifest.json").read_text(encoding="utf-8")
