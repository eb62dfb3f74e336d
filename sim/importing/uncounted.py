"""Homes of which an occupancy is given and not the residents."""

from __future__ import annotations

from collections.abc import Sequence

from sim.importing.faults import Findings, Spot
from sim.importing.home_draft import HomeDraft
from sim.observed.home_effects import SeenResidents


def tell_uncounted(
    homes: Sequence[HomeDraft], seen: SeenResidents | None, findings: Findings
) -> None:
    """Say that an occupancy alone tells no home from another, and what would.

    An occupancy may be that of a year or of staffed beds; residents are of the day.
    """
    known = seen.by_home if seen is not None else {}
    uncounted = [
        home
        for home in homes
        if "occupancy" in home.read and str(home.known["home_id"]) not in known
    ]
    if not uncounted:
        return
    first = uncounted[0].record.spot
    findings.note(
        Spot(first.file, first.order, first.sheet),
        f"有 {len(uncounted)} 家只写了入住率，没有在院人数："
        "不知道是哪天、按哪种床位算的，没有据此估计各院的持久差异；加一列“在院人数”就可以",
        f"gives the occupancy of {len(uncounted)} homes and not their residents: "
        "nothing says of which day and of which beds, and no lasting difference "
        "between homes was estimated from it; add a column “residents”",
    )
