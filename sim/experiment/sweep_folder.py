"""The folder of a sweep: its tables, its manifest, and how it is found again."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from sim.experiment.fingerprints import file_entries
from sim.experiment.laying import write_text
from sim.experiment.page_language import KEY
from sim.experiment.software import command_line, software
from sim.experiment.store import RunFolder, new_folder, unfinished_folder
from sim.experiment.sweep_flip import FLIP_TABLE
from sim.experiment.sweep_results import Asked, SweepResults
from sim.experiment.sweep_running import Facts
from sim.experiment.tables import write_csv
from sim.scenario.replication_rule import written

FORMAT: Final = "ruralbeds-sweep/1"
TABLE: Final = "sweep.csv"
_FIGURES: Final = (
    *("mean", "low", "high"),
    *("difference", "difference_low", "difference_high", "n"),
)


def begun(asked: Asked, out: Path, resume: bool) -> RunFolder:
    """Return the folder of a sweep: a new one, or one that was begun before.

    Raises
    ------
    UnwritableError
        `out` cannot be written to.
    """
    former = unfinished_folder(out, asked.name, asked.fingerprint) if resume else None
    return former or new_folder(out, asked.name, asked.fingerprint)


class SweepRecord:
    """The manifest of one sweep while it grows."""

    def __init__(self, asked: Asked) -> None:
        plan, sweep = asked.plan, asked.sweep
        scenario, rule = plan.scenario, plan.scenario.replication_rule
        self._content = {
            "format": FORMAT,
            "status": "running",
            "started": _now(),
            "ended": None,
            "command": command_line(),
            "working_folder": Path.cwd().as_posix(),
            "scenario": scenario.id,
            "area": {"codes": list(scenario.area_codes)},
            "overrides": dict(plan.overrides),
            "sweep": {
                "name": sweep.name,
                "design": sweep.design,
                "paths": [one.key for one in sweep.varied],
                "points": len(asked.points),
                "seed": sweep.seed if sweep.design == "latin_hypercube" else None,
            },
            "design": {
                "seed": scenario.seed,
                "draws": scenario.draws,
                "replications": scenario.replications,
                "replication_rule": None if rule is None else written(rule),
                "common_random_numbers": True,
            },
            "input_hash": asked.fingerprint,
            "software": software(),
        }

    def running(self) -> dict[str, Any]:
        """Return the manifest of a sweep that has begun."""
        return self._content

    def partial(self) -> dict[str, Any]:
        """Return the manifest of a sweep that was stopped."""
        return self._content | {"status": "partial", "ended": _now()}

    def complete(
        self, results: SweepResults, facts: Facts, lang: str
    ) -> dict[str, Any]:
        """Return the manifest of a sweep whose tables and page are there."""
        design: Any = self._content["design"]
        units = facts.replications * results.scenario.draws * (len(results.points) + 1)
        reached = {"replications": facts.replications, "units": units}
        return self._content | {
            "status": "complete",
            "ended": _now(),
            "design": design | reached | {"band": results.band},
            "precision": facts.precision,
            "synthetic_registry": facts.synthetic_registry,
            KEY: lang,
            "outputs": file_entries(results.folder) if results.folder else {},
        }


def write_tables(results: SweepResults, folder: Path) -> None:
    """Write the points, what came out, and the scenario that all of them vary."""
    write_csv(results.points, folder / "points.csv")
    write_csv(results.table, folder / TABLE)
    if results.flipped is not None:
        write_csv(results.flipped, folder / FLIP_TABLE)
    text = results.scenario.resolved_yaml()
    write_text(text, folder / "scenario.resolved.yaml")


def read_back(folder: RunFolder) -> tuple[pd.DataFrame, Facts]:
    """Return what came out of a complete sweep, to the last digit."""
    manifest = folder.manifest()
    # pandas reads numbers to the last digit in some versions only; `float` always does.
    table = pd.read_csv(
        folder.path / TABLE, encoding="utf-8-sig", dtype="str", keep_default_na=False
    )
    for name in _FIGURES:
        table[name] = [float(text) if text else math.nan for text in table[name]]
    table["year"] = table["year"].astype("int64")
    table["n"] = table["n"].astype("Int64")
    return table, Facts(
        replications=manifest["design"]["replications"],
        precision=manifest["precision"],
        synthetic_registry=manifest["synthetic_registry"],
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
