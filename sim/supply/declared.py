"""What is declared of the homes of a place, in one parameter draw.

Nobody has published how many township homes there are, how large they are or how they
are kept; the pack says a number and a range. Draw 0 is the numbers; every other draw
takes one number out of each range, evenly, so that an answer over many draws holds
what nobody knows about the homes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.streams import Streams

# A registry belongs to a draw, not to a replication; replications are far fewer.
_FIRST_DRAW_ADDRESS = 2**40


def draw_streams(seed: int, draw: int) -> Streams:
    """Return the random numbers of a draw."""
    return Streams(seed, _FIRST_DRAW_ADDRESS + draw)


def evenly(streams: Streams, decision: str, low: float, high: float) -> float:
    """Return one number of a range, each as likely as any other."""
    return low + (high - low) * float(streams.generator(decision).random())


def declared(totals: Mapping[str, Any], streams: Streams, draw: int) -> dict[str, Any]:
    """Return totals and distributions with one number in place of each range.

    Parameters
    ----------
    totals
        As `homes_totals.yaml` has them, with `range` where a number is open.
    streams
        Those of the draw.
    draw
        In draw 0 everything is as it is written.

    Returns
    -------
        The same keys. Published sums stay; private homes take what township homes
        leave of all institutions.
    """
    result = dict(totals)
    if draw == 0:
        return result
    if span := totals["township_homes"].get("range"):
        declared_homes = totals["township_homes"]["value"]
        number = round(evenly(streams, "range_township_homes", *span))
        private = totals["private_homes"]["value"] + declared_homes - number
        result["township_homes"] = dict(totals["township_homes"], value=number)
        result["private_homes"] = dict(totals["private_homes"], value=private)
    result["distributions"] = {
        name: dict(spread, parameters=_drawn(name, spread, streams))
        for name, spread in totals["distributions"].items()
    }
    return result


def _drawn(name: str, spread: Mapping[str, Any], streams: Streams) -> dict[str, float]:
    """Return the parameters of a distribution, those with a range drawn."""
    parameters = dict(spread["parameters"])
    for key, span in (spread.get("range") or {}).items():
        parameters[key] = evenly(streams, f"range_{name}_{key}", *span)
    return parameters
