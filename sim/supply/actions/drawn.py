"""Dated facts in a draw: how many homes and beds, where that is not known.

Entries of a kind move together: whoever underrates the upgrades of one year underrates
those of the others. So one number a draw says where in its range each of them lies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sim.scenario import DatedAction
from sim.supply.declared import draw_streams, evenly


def facts_in_draw(
    facts: Iterable[DatedAction], seed: int, draw: int
) -> list[DatedAction]:
    """Return the facts of a draw; in draw 0 they are as they are written.

    Parameters
    ----------
    facts
        Those of `history` or of `programme`, or both.
    seed, draw
        Address of the random numbers.
    """
    return [_in_draw(fact, seed, draw) for fact in facts]


def _in_draw(fact: DatedAction, seed: int, draw: int) -> DatedAction:
    if draw == 0 or fact.range is None:
        return fact
    streams = draw_streams(seed, draw)
    low, high = fact.range
    amount = round(evenly(streams, f"amount_{fact.label}_{fact.do}", low, high))
    if fact.count is not None:
        return replace(fact, count=amount)
    return replace(fact, beds=amount)
