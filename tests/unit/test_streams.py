from zlib import crc32

import numpy as np
import pytest

from sim.streams import Streams, philox_4x32


def words(*values: int) -> tuple[np.ndarray, ...]:
    return tuple(np.array([value], dtype=np.uint64) for value in values)


# Known-answer vectors published with Random123 (kat_vectors, philox 4x32, 10 rounds).
@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ((0, 0, 0, 0), (0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        (
            (0xFFFFFFFF,) * 4,
            (0xFFFFFFFF,) * 2,
            "408f276d 41c83b0e a20bc7c6 6d5451fd",
        ),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
)
def test_hash_gives_the_published_test_vectors(counter, key, expected):
    result = philox_4x32(words(*counter), key)

    assert " ".join(f"{int(word[0]):08x}" for word in result) == expected


def test_a_decision_is_addressed_by_the_checksum_of_its_name():
    """Python's own `hash` would be another in every process."""
    counter = words(5, 0, 3, crc32(b"taste"))
    first, second, _, _ = (int(word[0]) for word in philox_4x32(counter, (7, 2)))

    found = Streams(7, 2).uniform_one("taste", 5, 3)

    assert found == ((first >> 5) * 2**26 + (second >> 6) + 0.5) / 2**53


def test_the_stream_of_a_decision_is_the_same_in_every_process():
    assert Streams(7, 2).generator("birth", 3).random() == 0.7258148066132043


def test_streams_differ_by_seed_replication_decision_and_county():
    first = {
        Streams(seed, replication).generator(decision, county).random()
        for seed in (1, 2)
        for replication in (0, 1)
        for decision in ("birth", "patience")
        for county in (0, 1)
    }

    assert len(first) == 16


def test_numbers_of_pairs_differ_by_every_part_of_their_address():
    numbers = {
        float(Streams(seed, replication).uniform(decision, elder, home))
        for seed in (1, 2)
        for replication in (0, 1)
        for decision in ("taste", "patience")
        for elder in (0, 2**32)
        for home in (0, 1)
    }

    assert len(numbers) == 32


def test_order_of_asking_does_not_matter():
    one = Streams(1, 0)
    one.generator("patience").random(100)

    assert one.generator("stay").random() == Streams(1, 0).generator("stay").random()


def test_one_pair_gets_the_same_number_alone_and_among_others():
    streams = Streams(7, 3)
    many = streams.uniform("taste", np.arange(50), 4)

    assert streams.uniform("taste", 31, 4) == many[31]


def test_a_number_asked_for_alone_is_the_one_of_the_array():
    streams = Streams(20250101, 3)
    elders = np.array([0, 1, 2**32, 110 * 10**7 + 5])

    for other in (0, 1178):
        many = streams.uniform("taste", elders, other)
        assert [
            streams.uniform_one("taste", int(elder), other) for elder in elders
        ] == many.tolist()


def test_uniform_numbers_are_uniform():
    numbers = Streams(1, 0).uniform("taste", np.arange(200_000), 9)
    counts = np.histogram(numbers, bins=20, range=(0, 1))[0]
    chi_square = float(((counts - 10_000) ** 2 / 10_000).sum())

    # 19 degrees of freedom: 99.99 % of samples lie below 50.8
    assert chi_square < 50.8
    assert numbers.min() > 0
    assert numbers.max() < 1
