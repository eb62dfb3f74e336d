"""From a table of targets to joint draws: simulate, emulate, sample, simulate again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import norm, qmc

from sim.area import AreaError
from sim.experiment.progress import Stage
from sim.fitting.emulator import Emulator, train
from sim.fitting.plan import CalibrationPlan
from sim.fitting.posterior import Chain, Observation, sample, thin
from sim.fitting.scales import Floats
from sim.fitting.scoring import PARTLY, narrowing
from sim.fitting.screen import screened
from sim.fitting.simulations import Point, Shared, points_of, run_points, share
from sim.scenario import Scenario

# Numbers of registries: joint draws are 1, 2, …; what is simulated on the way takes
# others.
_CANDIDATES = 5
_FIRST_DRAW = {"prior": 10_000, "near": 20_000, "check": 1}
Tell = Callable[[Stage, int, int], None]


@dataclass(frozen=True)
class Fit:
    """Everything that a calibration found.

    Attributes
    ----------
    draws
        Scores of the joint draws. Shape (draws, unknowns).
    center
        Scores of the central values. Shape (unknowns).
    trained, emulators
        Scores and figures by which the emulators were trained, and they by target.
    simulated
        By stage: figures of each simulation, a column a target.
    possible
        Share of the prior with which the homes can hold their residents.
    held
        The same share of the posterior; what is not held is in no draw.
    """

    draws: Floats
    center: Floats
    chain: Chain
    trained: pd.DataFrame
    emulators: dict[str, Emulator]
    simulated: dict[str, pd.DataFrame]
    possible: float
    held: float


def fit(plan: CalibrationPlan, scenario: Scenario, parts: Path, tell: Tell) -> Fit:
    """Calibrate a place.

    Parameters
    ----------
    plan
        What to fit to what.
    scenario
        The baseline of the place for two years.
    parts
        Folder of finished simulations; those found there are not repeated.
    tell
        Called with stage, simulations done and simulations in all.
    """
    share(Shared(scenario, plan.unknowns, plan.targets), parts)
    simulated: dict[str, pd.DataFrame] = {}

    def simulate(stage: Stage, scores: Floats) -> None:
        points = points_of(stage, scores, _FIRST_DRAW[stage])
        simulated[stage] = run_points(
            points, parts, plan.jobs, lambda done, total: tell(stage, done, total)
        )

    def screen(stage: Stage, scores: Floats) -> tuple[Floats, float]:
        tell("screen", 0, 1)
        number = plan.draws if stage == "check" else plan.stages[stage]
        first = _FIRST_DRAW[stage]
        numbers = range(first, first + number)
        return screened(scores, numbers, plan.unknowns, scenario, plan.jobs)

    prior, possible = screen(
        "prior", prior_scores(plan, _CANDIDATES * plan.stages["prior"], plan.seed)
    )
    simulate("prior", prior)
    _refuse_blind(plan, simulated["prior"])
    tell("fit", 0, 1)
    emulators, chain = _posterior(plan, prior, simulated["prior"])
    if plan.stages["near"]:
        candidates = joint_scores(
            plan, chain, _CANDIDATES * plan.stages["near"], plan.seed + 1
        )
        near, _ = screen("near", candidates)
        simulate("near", near)
        tell("fit", 0, 1)
        both = pd.concat([simulated["prior"], simulated["near"]], ignore_index=True)
        emulators, chain = _posterior(plan, np.vstack([prior, near]), both)
    candidates = joint_scores(plan, chain, _CANDIDATES * plan.draws, plan.seed + 2)
    draws, held = screen("check", candidates)
    simulate("check", draws[: plan.stages["check"]])
    center = _center(plan, chain, draws)
    points = [
        Point("central", n, tuple(center.tolist()), draw=0, replication=n)
        for n in range(plan.stages["central"])
    ]
    simulated["central"] = run_points(
        points, parts, plan.jobs, lambda done, total: tell("central", done, total)
    )
    trained = pd.concat(
        [simulated[stage] for stage in ("prior", "near") if stage in simulated],
        ignore_index=True,
    )
    return Fit(draws, center, chain, trained, emulators, simulated, possible, held)


def _center(plan: CalibrationPlan, chain: Chain, draws: Floats) -> Floats:
    """Return the scores of the central values. Shape (unknowns).

    What the targets do not tell keeps its prior's median: a shift that is mostly noise
    would move the life table for nothing.
    """
    told = [
        i
        for i, scores in zip(plan.unknowns.fitted, chain.scores.T, strict=True)
        if narrowing(scores) >= PARTLY
    ]
    center = np.zeros(len(plan.unknowns))
    center[told] = draws[:, told].mean(axis=0)
    return center


def prior_scores(plan: CalibrationPlan, number: int, seed: int) -> Floats:
    """Return a Latin hypercube over the prior. Shape (number, unknowns)."""
    cube = qmc.LatinHypercube(len(plan.unknowns), rng=np.random.default_rng(seed))
    scores: Floats = norm.ppf(cube.random(number))
    return scores


def joint_scores(plan: CalibrationPlan, chain: Chain, number: int, seed: int) -> Floats:
    """Return joint draws: fitted from the chain, carried from the prior."""
    scores = prior_scores(plan, number, seed)
    scores[:, plan.unknowns.fitted] = thin(chain, number, seed)
    return scores


def _posterior(
    plan: CalibrationPlan, scores: Floats, seen: pd.DataFrame
) -> tuple[dict[str, Emulator], Chain]:
    fitted = scores[:, plan.unknowns.fitted]
    emulators, observations = {}, []
    for target in plan.targets:
        if target.use != "fit":
            continue  # what is held out is never looked at here
        figures = target.seen(seen[target.id].to_numpy(dtype=float))
        known = np.isfinite(seen[target.id].to_numpy(dtype=float))
        emulator = train(fitted[known], figures[known])
        emulators[target.id] = emulator
        observations.append(Observation(target.working, target.sd, emulator))
    chain = sample(fitted.shape[1], observations, plan.seed % 2**32, plan.sampling)
    return emulators, chain


def _refuse_blind(plan: CalibrationPlan, seen: pd.DataFrame) -> None:
    """Refuse a target of which the place shows nothing."""
    for target in plan.targets:
        known = np.isfinite(seen[target.id].to_numpy(dtype=float))
        if known.mean() < 0.5:
            raise AreaError(
                f"目标“{target.id}”：该地没有这样的机构或数字，请删去该行",
                f"target “{target.id}”: the place has no such homes or figures; "
                "remove the row",
                file=plan.targets_file,
            )
