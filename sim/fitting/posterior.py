"""What the observed figures say of the unknowns: the posterior by emcee [1]_.

Scores have a standard normal prior. A figure is off by its own uncertainty (that of
the number, and of taking it over from elsewhere) and by the noise of one simulation,
because the place is one outcome too, with its own homes and chances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import emcee
import numpy as np

from sim.fitting.emulator import Emulator
from sim.fitting.scales import Floats

_EDGE = 5.0


@dataclass(frozen=True)
class Sampling:
    """How long to sample."""

    steps: int = 6000
    burn: int = 1500
    walkers_each: int = 3
    """Walkers an unknown."""


@dataclass(frozen=True)
class Chain:
    """Sampled scores, and how well they were sampled."""

    scores: Floats
    """Shape (samples, unknowns)."""
    walkers: int
    steps: int
    burn: int
    acceptance: float
    autocorrelation_steps: float
    """Longest of all unknowns."""
    effective_samples: float
    """Of the unknown that is sampled worst."""


@dataclass(frozen=True)
class Observation:
    """One figure with the emulator that predicts it; working scale."""

    value: float
    sd: float
    emulator: Emulator


def log_density(scores: Floats, observations: Sequence[Observation]) -> Floats:
    """Return the log posterior up to a constant. Shapes (rows, unknowns), (rows)."""
    density: Floats = -0.5 * (scores**2).sum(axis=1)
    for seen in observations:
        miss = seen.emulator.mean(scores) - seen.value
        density = density - 0.5 * miss**2 / (seen.sd**2 + seen.emulator.noise**2)
    # Nothing was simulated out there.
    density[np.abs(scores).max(axis=1) > _EDGE] = -np.inf
    return density


def sample(
    unknowns: int, observations: Sequence[Observation], seed: int, sampling: Sampling
) -> Chain:
    """Return samples of the posterior.

    Parameters
    ----------
    unknowns
        How many scores there are.
    observations
        What was seen.
    seed
        The same seed gives the same chain.

    References
    ----------
    .. [1] D. Foreman-Mackey et al., "emcee: The MCMC Hammer", PASP 125, 2013;
       differential evolution moves of C. ter Braak, J. Vrugt, Statistics and
       Computing 18, 2008.
    """
    random = np.random.RandomState(seed)
    walkers = 2 * int(np.ceil(sampling.walkers_each * unknowns / 2)) + 2
    sampler = emcee.EnsembleSampler(
        walkers,
        unknowns,
        log_density,
        args=[observations],
        vectorize=True,
        moves=[
            (emcee.moves.DEMove(), 0.7),
            (emcee.moves.DESnookerMove(), 0.1),
            (emcee.moves.StretchMove(), 0.2),
        ],
    )
    sampler.random_state = random.get_state()
    sampler.run_mcmc(random.normal(0.0, 0.5, (walkers, unknowns)), sampling.steps)
    kept = sampler.get_chain(discard=sampling.burn)
    lag = emcee.autocorr.integrated_time(kept, tol=0, quiet=True)
    longest = float(np.nanmax(lag))
    return Chain(
        scores=kept.reshape(-1, unknowns),
        walkers=walkers,
        steps=sampling.steps,
        burn=sampling.burn,
        acceptance=float(np.mean(sampler.acceptance_fraction)),
        autocorrelation_steps=longest,
        effective_samples=float(kept.shape[0] * walkers / longest),
    )


def thin(chain: Chain, number: int, seed: int) -> Floats:
    """Return so many samples, spread over the whole chain. Shape (number, unknowns)."""
    generator = np.random.default_rng(seed)
    chosen = generator.choice(len(chain.scores), size=number, replace=False)
    rows: Floats = chain.scores[np.sort(chosen)]
    return rows[generator.permutation(number)]
