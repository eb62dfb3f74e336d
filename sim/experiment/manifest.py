"""The manifest of a run: from what, by what, when, how far, and what came out.

Whoever finds a run folder in five years reads this file first. It holds all that may
differ between two runs of the same input; the tables hold nothing of it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from sim.experiment.diagnostics import for_manifest
from sim.experiment.doubt import doubt_of
from sim.experiment.fingerprints import file_entries, file_entry, sha256
from sim.experiment.page_language import KEY
from sim.experiment.place import county_codes
from sim.experiment.precision import told_in_manifest
from sim.experiment.regret_runs import regret_told
from sim.experiment.software import command_line, software
from sim.experiment.units import draw_numbers
from sim.indicators import band_of
from sim.indicators.headlines import SPLITS
from sim.scenario.file_text import shown
from sim.scenario.replication_rule import written

if TYPE_CHECKING:
    from sim.experiment.plan import Plan
    from sim.experiment.results import Results

FORMAT: Final = "ruralbeds-run/1"
HEADLINES: Final = (
    "occupancy_rate",
    "nursing_bed_share",
    "beds_per_1000_aged_65_plus",
    "center_coverage_served",
    "guaranteed_placed_share",
)


class Record:
    """The manifest of one run while it grows."""

    def __init__(self, plan: Plan) -> None:
        self._began = time.monotonic()
        self._plan = plan
        self._content = {
            "format": FORMAT,
            "status": "running",
            "started": _now(),
            "ended": None,
            "duration_seconds": None,
            "command": command_line(),
            "working_folder": Path.cwd().as_posix(),
            "scenario": _scenario(plan),
            "area": _area(plan),
            "design": _design(plan),
            "input_hash": plan.input_hash,
            "unit_hash": plan.unit_hash,
            "software": software(),
        }

    def took_over(self, units: int, runs: Sequence[str]) -> None:
        """Note how many units came from earlier runs, and from which."""
        if units:
            self._content["taken_over"] = {"units": units, "runs": list(runs)}

    def running(self) -> dict[str, Any]:
        """Return the manifest of a run that has begun."""
        return self._content

    def partial(self, done: int) -> dict[str, Any]:
        """Return the manifest of a run that was stopped after `done` units."""
        return self._content | self._ended("partial", done)

    def complete(self, results: Results, lang: str | None) -> dict[str, Any]:
        """Return the manifest of a run whose tables are all there.

        And its page, if it has one, in the language `lang`.
        """
        plan = results.plan
        origins = plan.scenario.origins()
        return (
            self._content
            | self._ended("complete", len(plan.units))
            | {
                "design": _design(plan),
                "precision": told_in_manifest(results.precision),
                "guarantee_breaches": results.guarantee_breaches,
                "diagnostics": for_manifest(results.diagnostics),
                "headlines": _headlines(results),
                "warnings": [en for _, en in plan.scenario.warnings],
                "values_by_grade": {
                    str(grade): int(count)
                    for grade, count in origins["grade"].value_counts().items()
                },
                KEY: lang,
                "outputs": file_entries(results.folder),
            }
        )

    def _ended(
        self, status: Literal["partial", "complete"], done: int
    ) -> dict[str, Any]:
        return {
            "status": status,
            "ended": _now(),
            "duration_seconds": round(time.monotonic() - self._began, 1),
            "units_done": done,
        }


def _scenario(plan: Plan) -> dict[str, Any]:
    scenario = plan.scenario
    return {
        "id": scenario.id,
        "file": str(scenario.file),
        "status": scenario.status,
        "resolved_sha256": sha256(scenario.resolved_yaml().encode()),
        "files": {str(file): file_entry(file) for file in _files(plan)},
        "overrides": dict(plan.overrides),
    }


def _files(plan: Plan) -> list[Path]:
    """Return the scenario's own file and all others that a value came from."""
    named = {Path(name) for name in plan.scenario.origins()["file"] if name}
    return sorted(file for file in {plan.scenario.file, *named} if file.is_file())


def _area(plan: Plan) -> dict[str, Any]:
    area = plan.scenario.area
    return {
        "name": area.name,
        "folder": shown(area.folder),
        "codes": list(plan.scenario.area_codes),
        "counties": county_codes(plan.scenario).tolist(),
        "files": file_entries(area.folder),
    }


def _design(plan: Plan) -> dict[str, Any]:
    timeline, rule = plan.scenario.timeline, plan.scenario.replication_rule
    return {
        "start": timeline.start.isoformat(),
        "end": timeline.end.isoformat(),
        "horizon_days": timeline.horizon_days,
        "warm_up_days": 0,
        "seed": plan.scenario.seed,
        "common_random_numbers": True,
        "draws": plan.scenario.draws,
        **_draws(plan),
        "replications": plan.scenario.replications,
        "replication_rule": None if rule is None else written(rule),
        "events": plan.events,
        "regret": regret_told(plan.scenario) if plan.regret else None,
        "rules": [rule.id for rule in plan.scenario.rules],
        "units": len(plan.units),
        "jobs": plan.jobs,
        "backend": _backend(plan),
    }


def _backend(plan: Plan) -> str:
    """Return who does the work; how many that are is the cluster's own affair."""
    if plan.scheduler is not None:
        return f"dask {plan.scheduler}"
    return "loky" if plan.jobs > 1 else "in process"


def _draws(plan: Plan) -> dict[str, Any]:
    """Return which draws were run and what they move."""
    numbers = draw_numbers(plan.scenario.draws)
    doubt = doubt_of(plan.scenario)
    return {
        "draw_numbers": [numbers[0], numbers[-1]],
        "joint_draws": doubt.is_joint,
        "drawn_parameters": list(doubt.parameters),
        "held_parameters": list(doubt.held),
        "drawn_registry": doubt.registry,
        "drawn_amounts": doubt.amounts,
        "population": "central values",
        "band": band_of(
            plan.scenario.draws, plan.scenario.replications, joint=doubt.is_joint
        ),
    }


def _headlines(results: Results) -> dict[str, dict[str, float]]:
    """Return mean and half-width of a few figures of the whole area, last year."""
    summary = results.summary
    whole = summary[
        (summary["area_level"] == "region")
        & (summary[[*SPLITS]] == "all").all(axis=1)
        & (summary["year"] == summary["year"].max())
        & summary["indicator"].isin(HEADLINES)
    ]
    return {
        str(row["indicator"]): {
            "mean": float(row["mean"]),
            "half_width": float(row["high"] - row["low"]) / 2,
        }
        for _, row in whole.iterrows()
    }


def _now() -> dict[str, str]:
    now = datetime.now(UTC)
    return {
        "utc": now.isoformat(timespec="seconds"),
        "local": now.astimezone().isoformat(timespec="seconds"),
    }
