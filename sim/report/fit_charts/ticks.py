"""Round numbers for the small axis that each row of a chart has for itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor, isfinite, log10
from typing import Final

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return at most `most` round numbers from `low` to `high`, two at the least.

    The two ends themselves where no two round numbers lie between them.
    """
    for step in _steps(high - low, most):
        first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
        if 2 <= last - first + 1 <= most:
            return [round(k * step, 12) for k in range(first, last + 1)]
    return [low, high]


def _steps(width: float, most: int) -> list[float]:
    """Return round steps around the one that gives `most` numbers, the fine first."""
    size = floor(log10(width / most))
    return [step * 10.0**power for power in (size, size + 1) for step in _STEPS]


def labels(places: Sequence[float], unit: str) -> list[str]:
    """Return what stands at ticks: all of them with as many decimals as they need."""
    factor, sign = (100, "%") if unit == "share" else (1, "")
    values = [factor * place for place in places]
    gap = min(abs(b - a) for a, b in pairwise(values))
    decimals = next((d for d in range(7) if abs(round(gap, d) - gap) <= 1e-3 * gap), 6)
    return [f"{value:,.{decimals}f}{sign}".replace("-", "−") for value in values]


def window(
    center: Sequence[float], beyond: Sequence[float], room: float = 1.2
) -> tuple[float, float]:
    """Return the range of a row's axis.

    Parameters
    ----------
    center
        Numbers that must be seen.
    beyond
        Numbers that are seen where they are not too far off, as those of a wide prior
        are, which would press all others together.
    room
        How far off is too far, in widths of the center.
    """
    near = [one for one in center if isfinite(one)]
    far = [one for one in (*center, *beyond) if isfinite(one)]
    if not far:
        return 0.0, 1.0
    near = near or far
    width = (max(near) - min(near)) or abs(max(near)) or 1.0
    low = max(min(far), min(near) - room * width)
    high = min(max(far), max(near) + room * width)
    pad = 0.04 * ((high - low) or width)
    return low - pad, high + pad
