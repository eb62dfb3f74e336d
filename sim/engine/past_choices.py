"""The homes that past applicants ranked, all worked out at once."""

from __future__ import annotations

import numpy as np

from sim.engine.world import World
from sim.events import Ability
from sim.population.stays import PastStays
from sim.supply.ranking import Ranking


class PastChoices:
    """Ranked homes of each stay: on admission, and once a nursing bed is needed.

    Abilities whom the same beds suit rank alike, so that two rankings say it all; the
    second is made only for those who need a nursing bed later and not at first.

    Parameters
    ----------
    world
        Homes and tastes.
    stays
        Who ranks.
    """

    def __init__(self, world: World, stays: PastStays) -> None:
        admission = stays.segment_ability[stays.segment_offset[:-1]]
        later = _needing_later(stays, admission < Ability.MODERATE)
        who = np.concatenate([np.arange(len(stays)), later])
        need = np.full(len(later), int(Ability.MODERATE), dtype=np.int64)
        ranking = world.choices.rank(
            world.utilities,
            world.streams,
            elder_id=stays.elder_id[who],
            township=stays.township[who],
            elder_class=stays.elder_class[who].astype(np.int64),
            ability=np.concatenate([admission.astype(np.int64), need]),
        )
        at = np.arange(len(stays))
        at[later] = len(stays) + np.arange(len(later))
        self._nursing: list[int] = at.tolist()
        self._home: list[int] = ranking.home.tolist()
        self._begin: list[int] = ranking.offset.tolist()
        self._near = _near(ranking, world.parameters.wait_tolerance)

    def on_admission(self, stay: int) -> list[int]:
        """Return the homes that an applicant would rather take than wait."""
        begin = self._begin[stay]
        return self._home[begin : begin + self._near[stay]]

    def suited(self, stay: int, ability: int) -> list[int]:
        """Return all homes for an ability, the best first."""
        at = self._nursing[stay] if ability >= Ability.MODERATE else stay
        return self._home[self._begin[at] : self._begin[at + 1]]


def _needing_later(stays: PastStays, not_at_first: np.ndarray) -> np.ndarray:
    """Return who needs a nursing bed in the course of the stay only."""
    stay = np.repeat(np.arange(len(stays)), np.diff(stays.segment_offset))
    needy = np.zeros(len(stays), dtype=bool)
    needy[stay[stays.segment_ability >= Ability.MODERATE]] = True
    return np.flatnonzero(needy & not_at_first)


def _near(ranking: Ranking, tolerance: float) -> list[int]:
    """Return how many homes of each are not worse than the best by more than that."""
    begin, counts = ranking.offset[:-1], np.diff(ranking.offset)
    some = counts > 0
    best = np.repeat(ranking.utility[begin[some]], counts[some])
    within = np.cumsum(np.append(0, best - ranking.utility <= tolerance))
    near: list[int] = (within[ranking.offset[1:]] - within[begin]).tolist()
    return near
