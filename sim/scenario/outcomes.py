"""Names of what the model computes: targets may name them, `set` may not."""

from __future__ import annotations

import re
from typing import Final

INDICATORS: Final = (
    "occupancy_rate",
    "occupancy_rate_staffed",
    "residents",
    "licensed_beds",
    "nursing_bed_share",
    "beds_per_1000_aged_65_plus",
    "total_beds",
    "center_coverage_served",
    "center_coverage_has",
    "institution_coverage",
    "county_home_coverage",
    "share_within_30_min_center",
    "share_within_60_min_center",
    "share_within_30_min_free_bed",
    "share_disabled_within_30_min_center",
    "share_disabled_within_60_min_center",
    "share_within_60_min_free_bed",
    "share_elders_within_30_min_free_bed",
    "share_elders_within_60_min_free_bed",
    "access_2sfca",
    "access_2sfca_disabled",
    "access_gini",
    "access_gini_disabled",
    "applications",
    "admissions",
    "median_wait_days",
    "withdrew_share",
    "died_waiting_share",
    "unmet_need_person_days",
    "mismatch_share",
    "guaranteed_placed_share",
    "surge_bed_days",
    "moves",
    "moved_minutes",
    "counties_below_half_share",
    "closures",
    "conversions",
    "false_closure_share",
    "missed_closure_share",
    "cost_public",
    "cost_home",
    "cost_family",
)

# Shares of a whole, whose targets lie between 0 and 1.
_SHARES = re.compile(
    r".*(_share|_rate|_rate_staffed|coverage.*)|share_.*|access_gini.*"
)
_WORDS = re.compile(
    r"occupancy|coverage|residents|licensed_beds|total_beds|nursing_bed_share"
    r"|access|wait_days|admissions|applications|入住率|覆盖率|占比"
)
_NOT_OUTCOMES = re.compile(r"application_rate|residents_share")


def is_share(indicator: str) -> bool:
    """Return whether an indicator is a share of a whole."""
    return bool(_SHARES.fullmatch(indicator))


def is_outcome(path: str) -> bool:
    """Return whether an unknown parameter path names something the model computes."""
    return bool(_WORDS.search(path)) and not _NOT_OUTCOMES.search(path)
