"""What indicators are called and measured in, as their catalogue says."""

from __future__ import annotations

from sim.indicators.catalogue import CATALOGUE
from sim.report.words import Text


def indicator_name(indicator: str) -> Text:
    """Return the name of an indicator, its id where the catalogue does not have it."""
    entry = CATALOGUE.get(indicator)
    return Text(entry.label.zh, entry.label.en) if entry else Text.of(indicator)


def is_share(indicator: str) -> bool:
    """Whether an indicator is a share, to be shown as a percentage."""
    entry = CATALOGUE.get(indicator)
    return entry is not None and entry.unit == "share"
