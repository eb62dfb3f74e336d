"""What the dated facts of a scenario ask for in vain."""

from __future__ import annotations

from collections.abc import Iterable

from sim.scenario import Scenario
from sim.supply.actions.shortfall import sentences
from sim.supply.setting import planned_supply


def lacking(scenario: Scenario, draws: Iterable[int]) -> tuple[tuple[str, str], ...]:
    """Return a warning for each dated fact that finds too few homes or beds.

    Parameters
    ----------
    scenario
        A checked scenario; facts are carried out in its whole pack.
    draws
        Numbers of the draws whose registries are looked at.

    Returns
    -------
        Sentences in Chinese and English, by date.
    """
    return tuple(sentences([planned_supply(scenario, draw)[2] for draw in draws]))
