"""A run that was made once, opened to be read: its scenario, homes, judgements, log.

Only the rows that somebody asks for are held: the log of a region has millions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa

from sim.area.location import RESOLVED
from sim.experiment.place import county_codes
from sim.experiment.replay import (
    UnreadableManifestError,
    read_manifest,
    where_it_was_made,
)
from sim.experiment.store import MANIFEST, RunFolder
from sim.experiment.told import Told
from sim.experiment.units import Unit, draw_numbers
from sim.scenario import Scenario, load_scenario

_WORDS: Final = {"facility_id": "str", "county_code": "str", "township_code": "str"}


@dataclass(frozen=True)
class PastRun:
    """A complete run, as its folder has it.

    Attributes
    ----------
    folder
        The run folder.
    scenario
        As it was resolved then.
    manifest
        Its manifest.
    """

    folder: Path
    scenario: Scenario
    manifest: Mapping[str, Any]

    @property
    def units(self) -> list[Unit]:
        """Its draws and replications, in the order of the rows."""
        design = self.manifest["design"]
        return [
            Unit(draw, replication)
            for draw in draw_numbers(int(design["draws"]))
            for replication in range(int(design["replications"]))
        ]

    @property
    def has_log(self) -> bool:
        """Whether the event log was kept."""
        return (self.folder / "events.parquet").is_file()

    @cached_property
    def homes(self) -> pd.DataFrame:
        """Registries of all draws, of the counties that were run."""
        table = self._read("homes")
        here = table["county_code"].astype(str).isin(county_codes(self.scenario))
        return table[here]

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """Every judgement of a rule, in order."""
        table = self._read("decisions")
        words = ("rule", "outcome", "reason", "measure", *_WORDS)
        return table.astype({name: "str" for name in words if name in table})

    def log_of_home(self, home: str, unit: Unit) -> pd.DataFrame:
        """Return the rows of the log that name a home, in order of happening."""
        of_unit = [("draw", "==", unit.draw), ("replication", "==", unit.replication)]
        either = ("facility_id", "from_facility_id")
        wanted = [[*of_unit, (name, "==", home)] for name in either]
        return self._read("events", wanted)

    def log_of_elder(self, elder: int, unit: Unit) -> pd.DataFrame:
        """Return the rows of the log that name an elder, in order of happening."""
        of_unit = [("draw", "==", unit.draw), ("replication", "==", unit.replication)]
        return self._read("events", [[*of_unit, ("elder_id", "==", elder)]])

    def elders(self, elder: int) -> pd.DataFrame:
        """Return what is known of an elder, a row for each unit that has met them."""
        return self._read("elders", [[("elder_id", "==", elder)]])

    @cached_property
    def population(self) -> pd.DataFrame:
        """Expected persons by year, as the run had them."""
        return self._read("population")

    def figures(self) -> pd.DataFrame:
        """Return the figures of the whole place by draw, replication and year."""
        return self._read("indicators", [[("area_level", "==", "region")]])

    def _read(self, name: str, wanted: Any = None) -> pd.DataFrame:
        path = self.folder / f"{name}.parquet"
        try:
            return pd.read_parquet(path, filters=wanted)
        except pa.ArrowInvalid as error:
            told = Told(f"{path}：文件已损坏", f"{path}: damaged")
            raise UnreadableManifestError(told, damaged=True) from error


def open_run(path: Path) -> PastRun:
    """Return a complete run.

    Parameters
    ----------
    path
        Its folder, its manifest, or the folder of all runs of a scenario, of which
        the newest complete one is taken.

    Raises
    ------
    UnreadableManifestError
        There is no complete run at `path`, or one of its files is damaged.
    ScenarioError, AreaError
        Its scenario or area cannot be loaded any more.
    """
    folder = run_folder_of(path).absolute()
    manifest = read_manifest(folder / MANIFEST)
    try:
        with where_it_was_made(manifest):
            scenario = load_scenario(folder / RESOLVED)
        run = PastRun(folder, scenario, manifest)
        _ = run.units
    except (KeyError, TypeError, ValueError) as error:
        sentence = Told(
            f"{folder / MANIFEST}：缺少或读不懂 {error}",
            f"{folder / MANIFEST}: misses or garbles {error}",
        )
        raise UnreadableManifestError(sentence, damaged=True) from error
    for name in ("homes", "decisions"):
        if not (folder / f"{name}.parquet").is_file():
            told = Told(
                f"{folder}：缺少 {name}.parquet", f"{folder}: {name}.parquet is missing"
            )
            raise UnreadableManifestError(told, damaged=True)
    return run


def run_folder_of(path: Path) -> Path:
    """Return the run folder that a path stands for."""
    if path.name == MANIFEST:
        return path.parent
    if (path / MANIFEST).is_file():
        return path
    if not path.is_dir():
        told = Told(
            f"{path}：没有这个文件夹；RUN 是一次运行的结果文件夹，"
            "或 results/方案编号（取最近一次）",
            f"{path}: there is no such folder; RUN is the folder of a run, or "
            "results/SCENARIO_ID for the newest of its runs",
        )
        raise UnreadableManifestError(told, damaged=False)
    for folder in sorted(path.iterdir(), reverse=True):
        if RunFolder(folder).manifest().get("status") == "complete":
            return folder
    told = Told(
        f"{path}：里面没有算完的运行；RUN 是一次运行的结果文件夹",
        f"{path}: there is no complete run in it; RUN is the folder of a run",
    )
    raise UnreadableManifestError(told, damaged=False)
