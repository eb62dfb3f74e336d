"""Random numbers with an address: seed, replication, decision, county, elder.

Nothing here depends on the order in which numbers are asked for, on the number of
workers or on `hash()`. Two forms exist. `Streams.generator` gives an array stream for
one decision in one county, indexed by the elder's number. `Streams.uniform` gives one
number for each (entity, entity) pair by a counter-based hash, for the few elders and
the many pairs of elder and home for which an array would be wasteful.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike, NDArray

# Changing how numbers are addressed changes every result: raise this with it.
STREAM_VERSION = 1

_MULTIPLIERS = np.array([[0xD2511F53], [0xCD9E8D57]], dtype=np.uint64)
_WEYL = (0x9E3779B9, 0xBB67AE85)
_LOW = np.array(0xFFFFFFFF, dtype=np.uint64)
_HALF = np.array(32, dtype=np.uint64)
_ROUNDS = 10
# Counters worked on at once: all that a round touches stays in the cache.
_BLOCK = 8192
# Fewer than this go one by one: calls of array operations would take longer.
_FEW = 16


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
    # Words 0 and 2 go through the same operations, and so do 1 and 3.
    even, odd = np.stack(counter[::2]), np.stack(counter[1::2])
    _rounds(even, odd, np.empty_like(even), key)
    return even[0], odd[0], even[1], odd[1]


def _rounds(
    even: NDArray[np.uint64],
    odd: NDArray[np.uint64],
    product: NDArray[np.uint64],
    key: tuple[int, int],
) -> None:
    """Turn counters into their blocks, in place; shape of each (2, number)."""
    crossed = product[::-1]
    for word in _round_keys(key):
        np.multiply(even, _MULTIPLIERS, product)
        np.right_shift(crossed, _HALF, even)
        np.bitwise_xor(even, odd, even)
        np.bitwise_xor(even, word, even)
        np.bitwise_and(crossed, _LOW, odd)


@lru_cache(maxsize=8)
def _round_keys(key: tuple[int, int]) -> list[NDArray[np.uint64]]:
    """Return the two words of the key in each round. Shape of each (2, 1)."""
    words = np.array(key, dtype=np.uint64)[:, None]
    weyl = np.array(_WEYL, dtype=np.uint64)[:, None]
    return [(words + np.uint64(number) * weyl) & _LOW for number in range(_ROUNDS)]


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
        shape, number = first.shape, first.size
        first, second = first.reshape(-1), second.reshape(-1)
        if number < _FEW:
            pairs = zip(first.tolist(), second.tolist(), strict=True)
            few = [self.uniform_one(decision, *pair) for pair in pairs]
            return np.array(few, dtype=np.float64).reshape(shape)
        result = np.empty(number)
        room = np.empty((3, 2, min(number, _BLOCK)), dtype=np.uint64)
        for start in range(0, number, _BLOCK):
            part = slice(start, start + _BLOCK)
            result[part] = self._block(
                _purpose(decision), first[part], second[part], room
            )
        return result.reshape(shape)

    def _block(
        self,
        purpose: int,
        first: NDArray[np.uint64],
        second: NDArray[np.uint64],
        room: NDArray[np.uint64],
    ) -> NDArray[np.float64]:
        """Return `uniform` of some pairs, worked out in the room given."""
        even, odd, product = room[:, :, : len(first)]
        np.bitwise_and(first, _LOW, out=even[0])
        np.right_shift(first, _HALF, out=odd[0])
        even[1], odd[1] = second, purpose
        _rounds(
            even,
            odd,
            product,
            (self.seed & 0xFFFFFFFF, self.replication & 0xFFFFFFFF),
        )
        # 53 bits, centred in their cell: 0 and 1 cannot occur.
        bits = (even[0] >> np.uint64(5)) * np.uint64(1 << 26) + (odd[0] >> np.uint64(6))
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
