"""Which homes of a run stand, remain, admit or count as public."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.supply.rules.view import View

Mask = NDArray[np.bool_]
PublicMeans = Literal["owner", "operator"]


def standing(view: View) -> Mask:
    """Return the homes that are there, those about to end included. Shape (homes)."""
    here = view.homes.is_open | view.winding_down
    result: Mask = here & ~view.mothballed & view.selected
    return result


def remaining(view: View) -> Mask:
    """Return the homes that stand and are not about to end. Shape (homes)."""
    result: Mask = standing(view) & ~view.winding_down
    return result


def admitting(view: View) -> Mask:
    """Return the homes that take people in, and are not about to end. Shape (homes)."""
    result: Mask = remaining(view) & view.homes.is_open
    return result


def public_homes(view: View, public_means: PublicMeans) -> Mask:
    """Return the homes of the run that count as public, open or not. Shape (homes)."""
    result: Mask = view.homes.public & view.selected
    if public_means == "operator":
        result &= ~view.entrusted
    return result
