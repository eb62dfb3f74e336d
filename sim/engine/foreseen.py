"""Random numbers that will probably be asked for, drawn for many elders at once.

One at a time they take forty times as long. Each has its address, so it is the same
number either way.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from sim.streams import Streams


class Foreseen:
    """Unit exponentials by elder and occasion, some of them drawn beforehand.

    Parameters
    ----------
    streams
        Random numbers of the replication.
    """

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._held: dict[str, dict[tuple[int, int], float]] = {}

    def foresee(
        self, decision: str, elder_id: NDArray[np.int64], occasion: NDArray[np.int64]
    ) -> None:
        """Draw what elders will need on an occasion of each one's own."""
        uniform = self._streams.uniform(decision, elder_id, occasion).tolist()
        keys = zip(elder_id.tolist(), occasion.tolist(), strict=True)
        held = self._held.setdefault(decision, {})
        held.update(zip(keys, uniform, strict=True))

    def forget(self, decision: str) -> None:
        """Drop what nobody has asked for."""
        self._held.pop(decision, None)

    def exponential(self, decision: str, elder_id: int, occasion: int) -> float:
        """Return `Streams.exponential_one`; it is asked for once."""
        held = self._held.get(decision, {})
        uniform = held.pop((elder_id, occasion), None)
        if uniform is None:
            return self._streams.exponential_one(decision, elder_id, occasion)
        return -log(uniform)
