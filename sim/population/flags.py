"""Families whose elders are admitted before others (计划生育特殊家庭 and 特殊贡献)."""

from __future__ import annotations

from sim.population.arrays import Bools, Ints
from sim.population.rates import Rates
from sim.streams import Streams


def special_flags(
    rates: Rates, streams: Streams, elder_id: Ints
) -> tuple[Bools, Bools]:
    """Return who belongs to a special family, and who contributed specially."""
    family: Bools = (
        streams.uniform("special_family", elder_id) < rates.special_family_share
    )
    contribution: Bools = (
        streams.uniform("special_contribution", elder_id)
        < rates.special_contribution_share
    )
    return family, contribution
