"""How long stays last, from a log that begins in the middle of most of them.

Starting residents are seen only because their stays are long. They therefore enter the
count at the length that their stay has on the first day (delayed entry), and leave it
unfinished at the end; death in the home and discharge compete.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.events import Event
from sim.fitting.scales import Floats

_ENDS = (str(Event.DIED_IN_CARE), str(Event.DISCHARGED))


def stays_of(log: pd.DataFrame, elders: pd.DataFrame) -> pd.DataFrame:
    """Return the stays of a log, a row each.

    Parameters
    ----------
    log
        Event log from the first day on.
    elders
        With `elder_id` and `in_care_days`: how long a starting resident has been in
        care on the first day, NaN for everybody else. [days]

    Returns
    -------
        Columns elder_id, facility_id (of the admission), began and ended [days since
        the start; began is below 0 for starting residents, ended infinite if not
        seen], died. A transfer between homes does not end a stay.
    """
    people = log[log["elder_id"].notna()]
    begins = people[people["event"] == str(Event.ADMITTED)]
    begins = begins[["elder_id", "facility_id", "time_days"]]
    ends = people[people["event"].isin(_ENDS)][["elder_id", "event", "time_days"]]
    # The n-th end of an elder belongs to the n-th admission.
    begins = begins.assign(turn=begins.groupby("elder_id").cumcount())
    ends = ends.assign(turn=ends.groupby("elder_id").cumcount())
    both = begins.merge(ends, on=["elder_id", "turn"], how="left", suffixes=("", "_2"))
    elapsed = both["elder_id"].map(elders.set_index("elder_id")["in_care_days"])
    at_start = (both["time_days"] == 0) & elapsed.notna()
    return pd.DataFrame(
        {
            "elder_id": both["elder_id"],
            "facility_id": both["facility_id"].astype(str),
            "began": np.where(at_start, -elapsed, both["time_days"]),
            "ended": both["time_days_2"].fillna(np.inf),
            "died": (both["event"] == _ENDS[0]).to_numpy(),
        }
    )


@dataclass(frozen=True)
class StayCurve:
    """Chance of having died in the home by a length of stay.

    Attributes
    ----------
    length
        Lengths at which somebody died or left, ascending. [days]
    died
        Chance to have died in the home by then, discharge competing. [share]
    """

    length: Floats
    died: Floats

    def died_within(self, days: float) -> float:
        """Return the chance to die in the home within so many days of admission."""
        seen = int(np.searchsorted(self.length, days, side="right"))
        return float(self.died[seen - 1]) if seen else 0.0

    def median_of_mean(self) -> float:
        """Return median over mean stay of those who die in the home."""
        chance = np.diff(self.died, prepend=0.0)
        total = chance.sum()
        if not total:
            return float("nan")
        mean = float((chance * self.length).sum() / total)
        middle = int(np.searchsorted(np.cumsum(chance), total / 2))
        return float(self.length[middle]) / mean


def stay_curve(stays: pd.DataFrame, window: float) -> StayCurve:
    """Return the Aalen-Johansen curve of death in the home.

    Parameters
    ----------
    stays
        As `stays_of` returns them.
    window
        Days for which the log was watched.

    References
    ----------
    .. [1] O. Aalen, S. Johansen, "An empirical transition matrix for non-homogeneous
       Markov chains", Scandinavian Journal of Statistics 5, 1978; delayed entry as in
       J. Klein, M. Moeschberger, "Survival Analysis", 2003, sections 4.6 and 4.7.
    """
    began = stays["began"].to_numpy(dtype=float)
    ended = stays["ended"].to_numpy(dtype=float)
    seen_end = ended <= window
    entry = np.maximum(-began, 0.0)
    leave = np.minimum(ended, window) - began
    died = stays["died"].to_numpy(dtype=bool) & seen_end
    length, at = np.unique(leave[seen_end], return_inverse=True)
    deaths = np.bincount(at, weights=died[seen_end], minlength=len(length))
    ends = np.bincount(at, minlength=len(length))
    # Under watch just before a length: entered below it, not yet gone.
    watched = np.searchsorted(np.sort(entry), length, side="left") - np.searchsorted(
        np.sort(leave), length, side="left"
    )
    watched = np.maximum(watched, ends)
    staying = np.cumprod(1 - ends / watched)
    before = np.append(1.0, staying[:-1])
    return StayCurve(length, np.cumsum(before * deaths / watched))
