"""Simulates elder-care beds in rural China, one elder and one bed at a time.

From Python::

    import sim

    scenario = sim.load_scenario("scenarios/baseline.yaml")
    results = sim.run(scenario, area=["450123"], replications=2)
    results.indicators

The pieces are loaded when they are first asked for, so that the command answers at
once. `sim/README.md` describes the model, `sim/events.py` is the place to begin.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.experiment.compare import compare
    from sim.experiment.comparison import Comparison
    from sim.experiment.results import Results
    from sim.experiment.run import run
    from sim.experiment.sweep import SweepResults, sweep
    from sim.scenario import ScenarioError, load_scenario

__all__ = [
    "Comparison",
    "Results",
    "ScenarioError",
    "SweepResults",
    "compare",
    "load_scenario",
    "run",
    "sweep",
]

_HOMES = {
    "Comparison": "sim.experiment.comparison",
    "Results": "sim.experiment.results",
    "ScenarioError": "sim.scenario",
    "SweepResults": "sim.experiment.sweep",
    "compare": "sim.experiment.compare",
    "load_scenario": "sim.scenario",
    "run": "sim.experiment.run",
    "sweep": "sim.experiment.sweep",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
