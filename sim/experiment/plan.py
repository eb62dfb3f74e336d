"""What exactly is to be run, and the fingerprint by which a run is known again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sim.experiment.fingerprints import file_entries, program_hash, sha256
from sim.experiment.units import Unit, all_units
from sim.experiment.workers import worker_count
from sim.scenario import Scenario


@dataclass(frozen=True)
class Plan:
    """A scenario with everything that the command may choose beside it."""

    scenario: Scenario
    """With the part of the area and the seed that are used."""
    replications: int
    """Repetitions with other chances, for each draw."""
    draws: int
    """Draws of uncertain parameters and of the registry of homes."""
    jobs: int
    """Processes; changes no table."""
    events: bool = True
    """Whether the event log is kept."""
    overrides: Mapping[str, str] = field(default_factory=dict)
    """What the command line set, as it was typed."""

    @cached_property
    def units(self) -> list[Unit]:
        """All units, in the order of their rows."""
        return all_units(self.draws, self.replications)

    @cached_property
    def area_files(self) -> dict[str, dict[str, Any]]:
        """Every file of the area pack with its fingerprint."""
        return file_entries(self.scenario.area.folder)

    @cached_property
    def input_hash(self) -> str:
        """One fingerprint of all that can change a table: inputs, seed, program."""
        scenario = self.scenario
        asked = {
            "scenario": scenario.id,
            "resolved": scenario.resolved_text(),
            "counties": list(scenario.county_indices),
            "seed": scenario.seed,
            "replications": self.replications,
            "draws": self.draws,
            "events": self.events,
            "area": {name: entry["sha256"] for name, entry in self.area_files.items()},
            "program": program_hash(),
        }
        return sha256(json.dumps(asked, sort_keys=True).encode())


def make_plan(
    scenario: Scenario,
    *,
    area: Sequence[str] | None = None,
    replications: int | None = None,
    draws: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    events: bool = True,
    overrides: Mapping[str, str] | None = None,
) -> Plan:
    """Return what to run; whatever is not said is as the scenario says.

    Raises
    ------
    ScenarioError
        A code of `area` is none of the scenario's area, or a number is too small.
    """
    chosen = scenario.narrowed(area=area, seed=seed)
    replications = replications or scenario.replications
    draws = draws or scenario.draws
    return Plan(
        scenario=chosen,
        replications=replications,
        draws=draws,
        jobs=worker_count(jobs, replications * draws),
        events=events,
        overrides=overrides or {},
    )
