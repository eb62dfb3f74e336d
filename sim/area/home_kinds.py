"""The kinds of home of which a pack declares numbers and distributions."""

from __future__ import annotations

from typing import Final

LETTERS: Final = {"county": "C", "township": "T", "private": "P"}
"""Of each kind, as ids of homes have it: public ones by tier, and private ones."""
KINDS: Final = tuple(LETTERS)
TOTALS: Final = (
    *("institutions", "beds", "nursing_beds", "regional_centers"),
    *(f"{kind}_homes" for kind in KINDS),
)
"""Sums of `homes_totals.yaml`."""
