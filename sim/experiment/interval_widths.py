"""How narrow Student's interval of a mean is, stays, and with how many values.

Numbers only; which figures are asked for is known to `sim.experiment.precision`.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

_FEWEST_AHEAD: Final = 5
_SHARE_AHEAD: Final = 20
"""One in so many where that is more."""


def half_width(sd: float, n: int, confidence: float) -> float:
    """Return half the width of Student's interval of a mean.

    Parameters
    ----------
    sd
        Standard deviation (n - 1) of the values, in their unit.
    n
        How many there are.
    confidence
        Of the interval, 0 to 1.

    Returns
    -------
        In the unit of `sd`; infinite where there are fewer than two values.
    """
    if n < 2 or math.isnan(sd):
        return math.inf
    factor = float(special.stdtrit(n - 1, (1 + confidence) / 2))
    return factor * sd / math.sqrt(n)


def needed(sd: float, target: float, confidence: float, most: int) -> int:
    """Return the fewest values whose interval is as narrow as asked for.

    Parameters
    ----------
    sd
        Standard deviation that further values are expected to have.
    target
        Half width asked for, in the unit of `sd`.
    confidence
        Of the interval, 0 to 1.
    most
        What is returned where even so many are not enough.

    References
    ----------
    .. [1] A. Law, *Simulation Modeling and Analysis*, 5th ed., 2015, section 9.4.1.
    """
    low, high = 2, most
    # The half width falls with n, for Student's factor does as well.
    while low < high:
        middle = (low + high) // 2
        if half_width(sd, middle, confidence) <= target:
            high = middle
        else:
            low = middle + 1
    return low


def look_ahead(n: int) -> int:
    """Return for how many more values an interval of `n` must stay narrow.

    Five, or one in twenty beyond a hundred, as in [1]_: an interval that is narrow
    for once may be so because its few values happen to lie close together.

    References
    ----------
    .. [1] K. Hoad, S. Robinson, R. Davies, "Automated selection of the number of
       replications for a discrete-event simulation", *Journal of the Operational
       Research Society* 61(11), 2010. doi:10.1057/jors.2009.121
    """
    return max(_FEWEST_AHEAD, n // _SHARE_AHEAD)


def narrow_for(values: NDArray[np.float64], target: float, confidence: float) -> int:
    """Return how many of the last values, in their order, left the interval narrow.

    Parameters
    ----------
    values
        In the order in which they came.
    target
        Half width asked for, in their unit.
    confidence
        Of the interval, 0 to 1.

    Returns
    -------
        0 where the interval of all values is too wide; 1 where it is narrow and that
        of all but the last was not.
    """
    if len(values) < 2:
        return 0
    n = np.arange(2, len(values) + 1)
    # Values that hardly differ would lose their digits in the squares.
    apart = values - values.mean()
    sums, squares = apart.cumsum()[1:], (apart**2).cumsum()[1:]
    variances = np.maximum(squares - sums**2 / n, 0) / (n - 1)
    widths = special.stdtrit(n - 1, (1 + confidence) / 2) * np.sqrt(variances / n)
    too_wide = np.flatnonzero(widths > target)
    last = too_wide[-1] if too_wide.size else -1
    return len(widths) - 1 - int(last)
