"""The doors by which files of other people come in, each as its command opens it.

A door takes a file and raises `AssertionError` unless the command ended as it may:
well, or with a sentence and the status of its kind of fault, never with that of a
fault of the program, and not after ages.
"""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Final

import typer

from sim.area.outlines import read_outlines
from sim.commands.endings import DATA, USAGE, ends_with_status
from sim.commands.import_ import import_files
from sim.commands.validate import validate
from sim.experiment.plan import make_plan
from sim.experiment.run import run_plan
from sim.scenario import load_scenario

ROOT: Final = Path(__file__).parents[2]
TEACHING: Final = ROOT / "scenarios" / "teaching"
REGISTRY: Final = ("homes.csv", "elders.csv", "admissions.csv")
COUNTY: Final = "990101"
# CPU, on a machine that others use as well; a sound file takes a fifth of a second.
SECONDS: Final = 30.0


def ending(act: Callable[[], object], allowed: set[int]) -> int:
    """Return the status in which an act of the command ended, and check it."""
    said, printed = io.StringIO(), io.StringIO()
    status, began = 0, time.process_time()
    with redirect_stderr(said), redirect_stdout(printed):
        try:
            act()
        except typer.Exit as ended:
            status = ended.exit_code
    took = time.process_time() - began
    assert status in {0, *allowed}, f"status {status}: {said.getvalue()[-3000:]}"
    assert status == 0 or said.getvalue().strip(), f"status {status} without a word"
    assert "Traceback" not in said.getvalue(), said.getvalue()[-3000:]
    assert took < SECONDS, f"took {took:.1f} s of CPU"
    return status


class Bench:
    """A folder with a small sound place, one file of which is replaced at a time."""

    def __init__(
        self, folder: Path, place: str = "one_home", scenario: str = "one_home_loss"
    ) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.place = Path(
            shutil.copytree(TEACHING / "places" / place, folder / "place")
        )
        self.scenario = folder / "sound.yaml"
        text = (TEACHING / f"{scenario}.yaml").read_text(encoding="utf-8")
        self.scenario.write_text(
            text.replace(f"./places/{place}", "./place"), encoding="utf-8"
        )

    def files(self) -> list[str]:
        """Return the names of the files of the place."""
        found = (path for path in self.place.rglob("*") if path.is_file())
        return sorted(path.relative_to(self.place).as_posix() for path in found)

    @contextmanager
    def replaced(self, name: str, data: bytes) -> Iterator[Path]:
        """Have another file in the place while it is asked for."""
        path = self.place / name
        before = path.read_bytes() if path.is_file() else None
        path.write_bytes(data)
        try:
            yield path
        finally:
            if before is None:
                path.unlink()
            else:
                path.write_bytes(before)

    def reads_scenario(self, data: bytes) -> int:
        """Validate a scenario file."""
        path = self.folder / "scenario.yaml"
        path.write_bytes(data)
        return ending(lambda: validate([path], "en"), {USAGE})

    def reads_pack(self, name: str, data: bytes) -> int:
        """Validate a sound scenario in a place of which one file is another."""
        with self.replaced(name, data):
            return ending(lambda: validate([self.scenario], "en"), {USAGE, DATA})

    def runs_pack(self, name: str, data: bytes) -> int:
        """Simulate once in a place of which one file is another."""
        with self.replaced(name, data):
            return ending(self._run, {USAGE, DATA})

    def _run(self) -> None:
        with ends_with_status("en"):
            plan = make_plan(load_scenario(self.scenario), replications=1, jobs=1)
            run_plan(plan, None)

    def reads_boundaries(self, data: bytes) -> int:
        """Read a map of one's own, as `run --boundaries` does."""
        path = self.folder / "map.geojson"
        path.write_bytes(data)

        def read() -> None:
            with ends_with_status("en"):
                read_outlines(path, [COUNTY])

        return ending(read, {DATA})

    def reads_targets(self, data: bytes) -> int:
        """Read a table of targets, as `calibrate --targets` does."""
        from sim.fitting.targets import read_targets  # noqa: PLC0415 (an extra)

        path = self.folder / "targets.csv"
        path.write_bytes(data)

        def read() -> None:
            with ends_with_status("en"):
                read_targets(path)

        return ending(read, {DATA})

    def imports(self, *files: tuple[str, bytes], mapping: bytes | None = None) -> int:
        """Import files of a county; a refused one leaves nothing behind."""
        work = self.folder / "import"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(self.place, work / "region")
        paths = [work / name for name, _ in files]
        for path, (_, data) in zip(paths, files, strict=True):
            path.write_bytes(data)
        if mapping is not None:
            (work / "corrected.yaml").write_bytes(mapping)
        before = sorted(work.rglob("*"))
        with chdir(work):
            status = ending(
                lambda: import_files(
                    paths,
                    pack="./region",
                    county=COUNTY,
                    out=work / "county",
                    mapping=None if mapping is None else work / "corrected.yaml",
                    template=None,
                    day=None,
                    lang="en",
                ),
                {USAGE, DATA},
            )
        if status:
            assert sorted(work.rglob("*")) == before, "left something half-written"
        return status
