"""Classes of homes in the worlds of a flip map, and the verdict on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sim.report.flip_data import World
from sim.report.words import Text, Words

Kind = tuple[str, str]
"""Tier and band of beds."""
VERDICTS: Final = ("close", "unsure", "keep", "none")
TIERS: Final = ("county", "township", "village")
SIZES: Final = ("under_20", "20_to_39", "40_to_79", "80_and_more")


def classes_of(worlds: Sequence[World]) -> list[Kind]:
    """Return the classes that any world has, small homes before large ones."""
    there = {
        (str(row["tier"]), str(row["size"]))
        for one in worlds
        for row in one.rows.to_dict("records")
    }
    return [(t, s) for t in TIERS for s in SIZES if (t, s) in there]


def row_of(world: World, kind: Kind) -> dict[str, Any] | None:
    """Return the figures of a class in a world, if it has any."""
    rows = world.rows
    found = rows[(rows["tier"] == kind[0]) & (rows["size"] == kind[1])]
    return None if found.empty else {str(k): v for k, v in found.iloc[0].items()}


def named(kind: Kind, words: Words) -> Text:
    """Return what a class is called."""
    return words["flip.class"].fill(
        tier=words[f"flip_tier.{kind[0]}"], size=words[f"flip_size.{kind[1]}"]
    )


def verdict_of(world: World, kind: Kind) -> str:
    """Return one of `VERDICTS`."""
    row = row_of(world, kind)
    return "none" if row is None else str(row["verdict"])
