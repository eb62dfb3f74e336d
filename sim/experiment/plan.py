"""What exactly is to be run, and the fingerprint by which a run is known again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sim.experiment.doubt import refuse_too_many, without_parameters
from sim.experiment.fingerprints import program_hash, sha256
from sim.experiment.regret_windows import can_close
from sim.experiment.units import Unit, all_units, draw_numbers
from sim.experiment.workers import worker_count
from sim.scenario import Scenario
from sim.supply.lacking import lacking

SEEDS = 2**32


@dataclass(frozen=True)
class Plan:
    """A scenario with everything that the command may choose beside it."""

    scenario: Scenario
    """With the part of the area, the seed, draws and replications that are used."""
    jobs: int
    """Processes; changes no table."""
    events: bool = True
    """Whether the event log is kept."""
    overrides: Mapping[str, str] = field(default_factory=dict)
    """What the command line set, as it was typed."""
    scheduler: str | None = None
    """Address of the Dask cluster that does the work; changes no table."""
    lacking: tuple[tuple[str, str], ...] = ()
    """What dated facts ask for in vain, a sentence in both languages for each."""
    regret: bool = False
    """Whether closures are judged by a twin; never where no rule can close a home."""

    @cached_property
    def units(self) -> list[Unit]:
        """All units, in the order of their rows."""
        return all_units(self.scenario.draws, self.scenario.replications)

    @cached_property
    def input_hash(self) -> str:
        """One fingerprint of all that can change a table: inputs, seed, program.

        A rule of precision stands for the number of replications that it reaches.
        """
        return self._hash_of(self.scenario)

    @cached_property
    def unit_hash(self) -> str:
        """One fingerprint of all that can change a table of one of its units.

        A unit is the same in a run of any number of draws and replications.
        """
        return self._hash_of(self.scenario.with_run(replications=1, draws=1))

    def tables_of(self, unit: Unit) -> frozenset[str]:
        """Return the names of the tables that a finished unit has left."""
        names = {"indicators", "occupancy_parts", "access"}
        names |= {"decisions", "elders", "diagnostics"}
        # The registry belongs to the draw; all replications of it begin with the same.
        if unit.replication == 0:
            names.add("homes")
        if self.events:
            names.add("events")
        if self.scenario.rules:
            names |= {"moves", "closings"}
        if self.regret:
            names |= {"regret_homes", "regret_twin", "regret_levels", "regret_access"}
        return frozenset(names)

    def with_replications(self, number: int) -> Plan:
        """Return the plan with the number of replications that its rule reached."""
        return replace(self, scenario=replace(self.scenario, replications=number))

    def _hash_of(self, scenario: Scenario) -> str:
        asked = {
            "scenario": scenario.id,
            "input": scenario.input_hash(),
            "counties": list(scenario.county_indices),
            "events": self.events,
            "regret": self.regret,
            "program": program_hash(),
        }
        return sha256(json.dumps(asked, sort_keys=True).encode())


def make_plan(
    scenario: Scenario,
    *,
    area: Sequence[str] | str | None = None,
    replications: int | None = None,
    draws: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    events: bool = True,
    overrides: Mapping[str, str] | None = None,
    scheduler: str | None = None,
    regret: bool = True,
) -> Plan:
    """Return what to run; whatever is not said is as the scenario says.

    The scenario of the plan has a warning of every dated fact that lacks homes or beds.

    Raises
    ------
    ScenarioError
        A code of `area` is none of the scenario's area, or its pack has fewer joint
        draws.
    ValueError
        `replications`, `draws` or `jobs` is below 1, or `seed` has more than 32 bits.
    """
    counts = {"replications": replications, "draws": draws, "jobs": jobs}
    for name, number in counts.items():
        if number is not None and number < 1:
            raise ValueError(f"{name} must be at least 1, not {number}")
    if seed is not None and not 0 <= seed < SEEDS:
        raise ValueError(f"seed must lie between 0 and {SEEDS - 1}, not {seed}")
    if isinstance(area, str):
        area = [area]
    if area:
        scenario = scenario.in_area(area)
    scenario = scenario.with_run(replications=replications, draws=draws, seed=seed)
    refuse_too_many(scenario, f"--draws {draws}" if draws else str(scenario.file))
    vain = _shortfalls(scenario)
    told = (*scenario.warnings, *without_parameters(scenario), *vain)
    scenario = replace(scenario, warnings=told)
    count = len(all_units(scenario.draws, scenario.replications))
    jobs = worker_count(jobs, count)
    judged = regret and can_close(scenario)
    return Plan(scenario, jobs, events, overrides or {}, scheduler, vain, judged)


def _shortfalls(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Return a warning for each dated fact that lacks homes or beds in some draw."""
    if not (scenario.history or scenario.programme):
        return ()  # looking at the registry of every draw takes its time
    return lacking(scenario, draw_numbers(scenario.draws))
