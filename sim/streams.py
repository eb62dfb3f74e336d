"""Random numbers with an address: seed, replication, decision, county, elder.

Nothing here depends on the order in which numbers are asked for, on the number of
workers or on `hash()`. Two forms exist. `Streams.generator` gives an array stream for
one decision in one county, indexed by the elder's number. `Streams.uniform` gives one
number for each (entity, entity) pair by a counter-based hash, for the few elders and
the many pairs of elder and home for which an array would be wasteful.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Changing how numbers are addressed changes every result: raise this with it.
STREAM_VERSION = 1

_MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (0x9E3779B9, 0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_ROUNDS = 10


def philox_4x32(
    counter: tuple[
        NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]
    ],
    key: tuple[int, int],
) -> tuple[NDArray[np.uint64], ...]:
    """Return the Philox 4x32-10 block of each counter.

    Parameters
    ----------
    counter
        Four words of 32 bits, held in unsigned 64-bit arrays of one shape.
    key
        Two words of 32 bits.

    References
    ----------
    .. [1] J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy
       as 1, 2, 3", SC 2011. doi:10.1145/2063384.2063405
    """
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(_ROUNDS):
        product0 = _MULTIPLIERS[0] * c0
        product1 = _MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = (
            (product1 >> np.uint64(32)) ^ c1 ^ np.uint64(k0),
            product1 & _LOW,
            (product0 >> np.uint64(32)) ^ c3 ^ np.uint64(k1),
            product0 & _LOW,
        )
        k0 = (k0 + _WEYL[0]) & 0xFFFFFFFF
        k1 = (k1 + _WEYL[1]) & 0xFFFFFFFF
    return c0, c1, c2, c3


def philox_4x32_one(
    counter: tuple[int, int, int, int], key: tuple[int, int]
) -> tuple[int, int, int, int]:
    """Return the Philox 4x32-10 block of one counter.

    The same as `philox_4x32`, which for a single block takes twenty times as long.
    """
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(_ROUNDS):
        product0 = 0xD2511F53 * c0
        product1 = 0xCD9E8D57 * c2
        c0 = (product1 >> 32) ^ c1 ^ k0
        c1 = product1 & 0xFFFFFFFF
        c2 = (product0 >> 32) ^ c3 ^ k1
        c3 = product0 & 0xFFFFFFFF
        k0 = (k0 + _WEYL[0]) & 0xFFFFFFFF
        k1 = (k1 + _WEYL[1]) & 0xFFFFFFFF
    return c0, c1, c2, c3


@cache
def _purpose(decision: str) -> int:
    return crc32(decision.encode())


@dataclass(frozen=True)
class Streams:
    """The random numbers of one replication.

    Two scenarios with the same seed and replication draw the same numbers for the
    same decision and elder, whatever else happens in them.
    """

    seed: int
    replication: int

    def generator(self, decision: str, county: int = 0) -> np.random.Generator:
        """Return the array stream of a decision in a county.

        The stream lasts for 2**128 blocks before it would meet its neighbour's.
        """
        bits = np.random.Philox(
            key=np.array([self.seed, _purpose(decision)], dtype=np.uint64),
            counter=np.array([0, 0, county, self.replication], dtype=np.uint64),
        )
        return np.random.Generator(bits)

    def uniform(
        self, decision: str, entity: ArrayLike, other: ArrayLike = 0
    ) -> NDArray[np.float64]:
        """Return one number in (0, 1) for each pair of entities.

        Parameters
        ----------
        decision
            What is decided.
        entity
            Whole numbers below 2**63: elders, or whoever decides.
        other
            Whole numbers below 2**31: homes, or the how-many-th occasion.
            Broadcast with `entity`.
        """
        first, second = np.broadcast_arrays(
            np.asarray(entity, dtype=np.uint64), np.asarray(other, dtype=np.uint64)
        )
        purpose = np.uint64(_purpose(decision))
        word0, word1, _, _ = philox_4x32(
            (
                first & _LOW,
                first >> np.uint64(32),
                second,
                np.broadcast_to(purpose, first.shape),
            ),
            (self.seed & 0xFFFFFFFF, self.replication & 0xFFFFFFFF),
        )
        # 53 bits, centred in their cell: 0 and 1 cannot occur.
        bits = (word0 >> np.uint64(5)) * np.uint64(1 << 26) + (word1 >> np.uint64(6))
        result: NDArray[np.float64] = (bits + 0.5) * 2.0**-53
        return result

    def uniform_one(self, decision: str, entity: int, other: int = 0) -> float:
        """Return what `uniform` gives for one pair, bit by bit."""
        word0, word1, _, _ = philox_4x32_one(
            (entity & 0xFFFFFFFF, entity >> 32, other, _purpose(decision)),
            (self.seed & 0xFFFFFFFF, self.replication & 0xFFFFFFFF),
        )
        return ((word0 >> 5) * (1 << 26) + (word1 >> 6) + 0.5) * 2.0**-53

    def exponential_one(self, decision: str, entity: int, other: int = 0) -> float:
        """Return one unit exponential for one pair of entities."""
        return -log(self.uniform_one(decision, entity, other))

    def exponential(
        self, decision: str, entity: ArrayLike, other: ArrayLike = 0
    ) -> NDArray[np.float64]:
        """Return one unit exponential for each pair of entities."""
        return -np.log(self.uniform(decision, entity, other))
