"""Numbers as people read them: rounded to what is known, in both languages.

Shares are 0 to 1 in tables and become percents only here. Counts keep three figures,
since no count of the model is known better than that.
"""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import NamedTuple

from sim.report.words import Text

NOT_KNOWN = "—"
_FIGURES = 3
_WAN = 10_000


class Estimate(NamedTuple):
    """A mean over replications and draws with its 80 % interval."""

    mean: float
    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """Whether there is a number at all."""
        return isfinite(self.mean)

    @property
    def has_interval(self) -> bool:
        """Whether there is an interval, which one replication alone does not give."""
        return isfinite(self.low) and isfinite(self.high)

    def per(self, divisor: float) -> Estimate:
        """Return the estimate divided by a known number."""
        return Estimate(*(value / divisor for value in self))


UNKNOWN = Estimate(float("nan"), float("nan"), float("nan"))


def three_figures(value: float) -> float:
    """Return `value` rounded to three figures, whole above a hundred."""
    if not isfinite(value) or value == 0:
        return value
    return round(value, _FIGURES - 1 - floor(log10(abs(value))))


def percent(share: float, decimals: int = 1) -> str:
    """Return a share as a percentage, such as ``42.4%``.

    What is not quite everything does not become 100 % by rounding.
    """
    if not isfinite(share):
        return NOT_KNOWN
    step = 10.0 ** -(decimals + 2)
    if 1 - step / 2 <= share < 1 - 1e-9:
        return f">{1 - step:.{decimals}%}"
    return f"{share:.{decimals}%}"


def decimals_known(estimate: Estimate) -> int:
    """Return how many decimals of a percentage an interval leaves standing.

    One where the interval is narrower than two points or missing, otherwise none.
    """
    if estimate.has_interval and estimate.high - estimate.low >= 0.02:
        return 0
    return 1


def as_known(estimate: Estimate) -> str:
    """Return a share with as many decimals as its interval leaves standing."""
    return percent(estimate.mean, decimals_known(estimate))


def points(change: float, decimals: int = 1) -> str:
    """Return a change of a share in percentage points."""
    return f"{abs(change) * 100:.{decimals}f}" if isfinite(change) else NOT_KNOWN


def count(value: float) -> str:
    """Return a count with three figures and commas, such as ``41,200``."""
    if not isfinite(value):
        return NOT_KNOWN
    rounded = three_figures(value)
    whole = abs(rounded) >= 100 or rounded == int(rounded)
    return f"{rounded:,.0f}" if whole else f"{rounded:,.1f}"


def count_in_words(value: float) -> Text:
    """Return a count as prose has it: ``4.12万`` in Chinese from ten thousand on."""
    if not isfinite(value) or abs(value) < _WAN:
        return Text.of(count(value))
    wan = three_figures(value) / _WAN
    return Text(f"{wan:.15g}万", count(value))


def formatted(value: float, unit: str) -> str:
    """Return a value of an indicator in the manner of its unit."""
    if unit == "share":
        return percent(value)
    if unit == "beds_per_1000":
        return f"{value:.1f}" if isfinite(value) else NOT_KNOWN
    if unit == "index":
        return f"{value:.2f}" if isfinite(value) else NOT_KNOWN
    return count(value)
