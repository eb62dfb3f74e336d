"""What a process of its own costs: start-up and memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from statistics import median

_SIMULATE = """
import resource, sys
from sim.engine import simulate
from sim.scenario import load_scenario
scenario = load_scenario(sys.argv[1])
simulate(scenario.in_area(sys.argv[2:]) if sys.argv[2:] else scenario, 0, 0)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def start_seconds(*words: str, turns: int = 5) -> float:
    """Return the median CPU seconds of an interpreter that is given some words."""
    taken = []
    for _ in range(turns):
        before = _children()
        subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
        taken.append(_children() - before)
    return median(taken)


def peak_megabytes(scenario: str, *counties: str) -> float:
    """Return the peak memory of a process that simulates one replication."""
    done = subprocess.run(
        [sys.executable, "-c", _SIMULATE, scenario, *counties],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )
    return int(done.stdout) / 1024


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
