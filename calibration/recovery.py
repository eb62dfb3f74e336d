"""Parameters looked for in data that were simulated with known ones.

A made-up place is simulated with values from the prior; what is observed of it, with a
stated error on top, is fitted as a real table of targets would be. If the intervals are
what they are called, the truth lies in an 80 % interval 80 times out of 100. Writes
`results/reference/recovery.csv`::

    python -m calibration.recovery --repeats 120 --jobs 2

The emulators are trained once and serve every repeat, so that this checks emulator,
noise and sampling, but not the second wave of a calibration.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from scipy.stats import binomtest
from threadpoolctl import threadpool_limits

from sim.experiment.workers import in_parallel
from sim.fitting.emulator import train
from sim.fitting.fit import prior_scores
from sim.fitting.plan import CalibrationPlan, make_calibration
from sim.fitting.posterior import Observation, Sampling, sample, thin
from sim.fitting.scales import Floats
from sim.fitting.screen import screened
from sim.fitting.simulations import (
    Point,
    Shared,
    points_of,
    run_points,
    see,
    share,
)
from sim.scenario import Scenario, load_scenario

ROOT = Path(__file__).parents[1]
INPUTS = ROOT / "calibration" / "inputs" / "recovery"
TARGET = ROOT / "results" / "reference" / "recovery.csv"
TEACHING = ROOT / "scenarios" / "teaching" / "places" / "small_county"
TIMES = 5
"""The place has so many times the people of the teaching county."""
SIMULATIONS = 120
SEED = 20250601
SAMPLING = Sampling(steps=900, burn=300, walkers_each=7)
# The truth is ranked among so many thinned samples: 0 … RANKED.
RANKED = 99
# Numbers of registries and elders.
_FIRST_DRAW = {"train": 10_000, "observe": 30_000}
_LEVELS = {"low": 0.1, "low_50": 0.25, "median": 0.5, "high_50": 0.75, "high": 0.9}


@dataclass(frozen=True)
class Place:
    """The made-up place, its unknowns and what is seen of it."""

    plan: CalibrationPlan
    scenario: Scenario


def make_place(folder: Path) -> Place:
    """Write the pack of the made-up place and return it with its baseline."""
    pack = folder / "recovery"
    shutil.copytree(TEACHING, pack)
    (pack / "homes.csv").unlink()
    shutil.copy(INPUTS / "homes_totals.yaml", pack)
    elders = pd.read_csv(pack / "elders.csv", dtype=str)
    elders["elders"] = (elders["elders"].astype(int) * TIMES).astype(str)
    elders.to_csv(pack / "elders.csv", index=False, lineterminator="\n")
    plan = make_calibration(
        str(pack),
        INPUTS / "targets.csv",
        unknowns=INPUTS / "unknowns.yaml",
        seed=SEED,
        sampling=SAMPLING,
    )
    (folder / "scenario.yaml").write_text(plan.scenario_text, encoding="utf-8")
    return Place(plan, load_scenario(folder / "scenario.yaml"))


def possible(place: Place, draws: Sequence[int], seed: int, jobs: int = 1) -> Floats:
    """Return scores from the prior that the homes of draws can hold.

    Shape (draws, unknowns).
    """
    candidates = prior_scores(place.plan, 5 * len(draws), seed)
    unknowns = place.plan.unknowns
    return screened(candidates, draws, unknowns, place.scenario, jobs)[0]


def learn(place: Place, parts: Path, jobs: int) -> list[Observation]:
    """Return the emulators, each with an observation that is yet to be made."""
    plan = place.plan
    share(Shared(place.scenario, plan.unknowns, plan.targets), parts)
    first = _FIRST_DRAW["train"]
    scores = possible(place, range(first, first + SIMULATIONS), SEED, jobs)
    points = points_of("train", scores, first)
    seen = run_points(points, parts, jobs, lambda done, total: None)
    observations = []
    for target in plan.targets:
        figures = target.seen(seen[target.id].to_numpy(dtype=float))
        observations.append(Observation(np.nan, target.sd, train(scores, figures)))
    return observations


def observe(place: Place, scores: Floats, repeat: int) -> list[float]:
    """Return what is observed of a place with the true scores, on working scales."""
    # Homes and elders are none of those that the emulators know.
    number = _FIRST_DRAW["observe"] + repeat
    point = Point("observe", repeat, tuple(scores.tolist()), number, number)
    plan = place.plan
    seen = see(Shared(place.scenario, plan.unknowns, plan.targets), point)
    errors = np.random.default_rng([SEED, repeat]).standard_normal(len(plan.targets))
    return [
        float(target.seen(seen[target.id])) + target.sd * float(error)
        for target, error in zip(plan.targets, errors, strict=True)
    ]


def look_for(
    place: Place, learned: Sequence[Observation], truths: Floats, repeat: int
) -> pd.DataFrame:
    """Return one repeat: what was true of each unknown, and what was found.

    Parameters
    ----------
    learned
        As `learn` returns them.
    truths
        True scores of all repeats. Shape (repeats, unknowns).
    """
    plan, entries = place.plan, place.plan.unknowns.entries
    with threadpool_limits(1):
        seen = observe(place, truths[repeat], repeat)
        observations = [
            Observation(value, known.sd, known.emulator)
            for value, known in zip(seen, learned, strict=True)
        ]
        chain = sample(len(entries), observations, SEED + repeat, plan.sampling)
    ranked = thin(chain, RANKED, SEED + repeat)
    rows = []
    for i, entry in enumerate(entries):
        truth = float(entry.natural(truths[repeat, i]))
        found = np.quantile(chain.scores[:, i], list(_LEVELS.values()))
        limits = dict(zip(_LEVELS, entry.natural(found).tolist(), strict=True))
        rows.append(
            {"repeat": repeat, "unknown": entry.id, "truth": truth}
            | limits
            | {
                "inside": _yes(limits["low"] <= truth <= limits["high"]),
                "inside_50": _yes(limits["low_50"] <= truth <= limits["high_50"]),
                "rank": int((ranked[:, i] < truths[repeat, i]).sum()),
            }
        )
    return pd.DataFrame(rows)


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def recover(repeats: Sequence[int], number: int, jobs: int) -> pd.DataFrame:
    """Return the rows of some of so many repeats, in their order.

    Parameters
    ----------
    repeats
        Which to do.
    number
        How many truths are drawn in all; with another number the truths are others.
    """
    with TemporaryDirectory() as folder:
        place = make_place(Path(folder))
        parts = Path(folder) / "parts"
        parts.mkdir()
        with threadpool_limits(1):
            learned = learn(place, parts, jobs)
        first = _FIRST_DRAW["observe"]
        truths = possible(place, range(first, first + number), SEED + 1, jobs)
        work = partial(look_for, place, learned, truths)
        tables = list(in_parallel(work, list(repeats), jobs))
    both = pd.concat(tables, ignore_index=True)
    return both.sort_values("repeat", kind="stable", ignore_index=True)


def coverage(table: pd.DataFrame) -> pd.DataFrame:
    """Return how often the truth lay inside, by unknown and pooled.

    Columns unknown, repeats, inside (80 % intervals), inside_50, and low and high:
    between them the share inside lies with 95 %, by the binomial distribution. The
    unknowns of one repeat are taken for independent.
    """
    groups = [(name, rows) for name, rows in table.groupby("unknown", sort=False)]
    return pd.DataFrame(
        [_covered(str(name), rows) for name, rows in [*groups, ("all", table)]]
    )


def _covered(name: str, rows: pd.DataFrame) -> dict[str, object]:
    inside = rows["inside"] == "yes"
    limits = binomtest(int(inside.sum()), len(rows)).proportion_ci()
    return {
        "unknown": name,
        "repeats": len(rows),
        "inside": inside.mean(),
        "inside_50": (rows["inside_50"] == "yes").mean(),
        "low": limits.low,
        "high": limits.high,
    }


def main(repeats: int, jobs: int) -> None:
    """Do all repeats and write the table."""
    table = recover(range(repeats), repeats, jobs)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(TARGET, index=False, float_format="%.5g", lineterminator="\n")
    print(coverage(table).round(3).to_string(index=False))  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=120)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    main(given.repeats, given.jobs)
