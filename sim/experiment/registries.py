"""What a scenario comes to in one drawn registry: the answer that its homes decide."""

from __future__ import annotations

from sim.engine import simulate
from sim.events import BedKind
from sim.experiment.place import county_codes
from sim.experiment.regret_figures import ENDED
from sim.experiment.units import Unit
from sim.scenario import Scenario


def of_registry(scenario: Scenario, unit: Unit) -> dict[str, float]:
    """Return closures, and occupancy of public homes in the last year, of a unit.

    Parameters
    ----------
    scenario
        Of some counties; its rules may close homes.

    Returns
    -------
        `registry` (number of the draw), `public_homes` at the start, `closures`
        (public homes closed or converted in the period) and `occupancy` of public homes
        in the last year, resident-days over licensed bed-days. [share]
    """
    drawn = scenario.in_draw(unit.draw)
    outcome = simulate(drawn, unit.draw, unit.chances)
    homes, log = outcome.homes, outcome.log
    here = homes["county_code"].astype("str").isin(county_codes(drawn))
    public = homes[here & (homes["ownership"] == "public")]
    ids = set(public["home_id"].astype("str"))
    rows = log[log["facility_id"].astype("str").isin(ids)]
    ended = rows[rows["event"].isin(ENDED)]["facility_id"].astype("str").nunique()
    end = drawn.timeline.horizon_days
    start = drawn.timeline.year_edges[-2]
    lasts = (end - rows["time_days"].clip(lower=start)).clip(lower=0.0)
    licensed = rows["bed_kind"] != BedKind.SURGE.name.lower()
    residents = float((rows["residents_change"] * lasts).sum())
    beds = float((rows["beds_change"].where(licensed, 0) * lasts).sum())
    return {
        "registry": unit.draw,
        "public_homes": int((public["opened"].astype("str") == "").sum()),
        "closures": int(ended),
        "occupancy": residents / beds if beds else float("nan"),
    }
