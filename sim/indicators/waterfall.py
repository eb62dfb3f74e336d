"""Why the occupancy of one scenario differs from that of another, exact in sum.

The logarithmic mean L(a, b) = (a - b) / ln(a / b) turns differences of products and
ratios into sums without a remainder and without an order of the factors (the
logarithmic mean Divisia index of energy accounts: B. W. Ang, "The LMDI approach to
decomposition analysis", Energy Policy 33, 2005, doi:10.1016/j.enpol.2003.10.010).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from sim.indicators import occupancy_parts as parts
from sim.indicators.paired import interval, moments

STEPS: Final = ("demand", "stay", "closures", "conversions", "new_beds", "allocation")
COLUMNS: Final = ["scenario", "draw", "replication", "year", "ownership"]
_OF_BEDS: Final = {
    "closures": parts.CLOSED,
    "conversions": parts.CONVERTED,
    "new_beds": parts.ADDED,
}
_BED_DAYS: Final = [parts.STANDING, *_OF_BEDS.values()]


def logarithmic_mean(one: float, other: float) -> float:
    """Return the mean of two positive numbers by which their difference is divided.

    That is ``(one - other) / ln(one / other)``, and the number itself where both are
    the same.
    """
    if np.isclose(one, other, rtol=1e-12, atol=0):
        return one
    return float((one - other) / np.log(one / other))


def steps_between(
    reference: Mapping[str, float], other: Mapping[str, float]
) -> dict[str, float]:
    """Return by how much each cause moves occupancy from `reference` to `other`.

    Parameters
    ----------
    reference, other
        Parts by name, as `parts_of_occupancy` returns them for one year.

    Returns
    -------
        A share of occupancy for each of `STEPS`; they add up to the difference.
        `demand`: more or fewer applications since planning starts; `allocation`: a
        larger or smaller share of them admitted to these homes; `stay`: those
        admitted, and those who lived there already, stay longer or shorter within the
        year; the others: bed-days that closures, conversions and all other changes of
        beds have added or taken. All not a number where one of the two has no beds.
    """
    days = [_resident_days(one) for one in (other, reference)]
    beds = [sum(one[name] for name in _BED_DAYS) for one in (other, reference)]
    if min(beds) <= 0 or min(days) <= 0:
        return dict.fromkeys(STEPS, np.nan)
    rates = [of / over for of, over in zip(days, beds, strict=True)]
    weight = logarithmic_mean(*rates)
    people = weight / logarithmic_mean(*days)
    licences = weight / logarithmic_mean(*beds)
    later = _later_stays(reference, other)
    earlier = other[parts.EARLIER] - reference[parts.EARLIER]
    steps = {
        "demand": people * later["demand"],
        "allocation": people * later["allocation"],
        "stay": people * (later["stay"] + earlier),
    }
    steps |= {
        step: -licences * (other[name] - reference[name])
        for step, name in _OF_BEDS.items()
    }
    # What stood when planning starts differs where histories differ.
    steps["new_beds"] -= licences * (other[parts.STANDING] - reference[parts.STANDING])
    # Adding nought turns a negative nought into none.
    return {step: float(steps[step]) + 0.0 for step in STEPS}


def _resident_days(account: Mapping[str, float]) -> float:
    """Return the resident-days of an account."""
    return account[parts.EARLIER] + account[parts.LATER]


def _later_stays(
    reference: Mapping[str, float], other: Mapping[str, float]
) -> dict[str, float]:
    """Split the difference of resident-days of later stays. [person-days].

    They are applications times the share admitted times days per admission. Where a
    scenario has none of them, all of the difference is demand's.
    """
    change = other[parts.LATER] - reference[parts.LATER]
    accounts = [other, reference]
    if any(
        one[name] <= 0
        for one in accounts
        for name in (parts.APPLICATIONS, parts.ADMISSIONS, parts.LATER)
    ):
        return {"demand": change, "allocation": 0.0, "stay": 0.0}
    weight = logarithmic_mean(other[parts.LATER], reference[parts.LATER])
    factors = {
        "demand": [one[parts.APPLICATIONS] for one in accounts],
        "allocation": [
            one[parts.ADMISSIONS] / one[parts.APPLICATIONS] for one in accounts
        ],
        "stay": [one[parts.LATER] / one[parts.ADMISSIONS] for one in accounts],
    }
    return {
        name: weight * float(np.log(values[0] / values[1]))
        for name, values in factors.items()
    }


def waterfall_table(accounts: pd.DataFrame, reference: str) -> pd.DataFrame:
    """Return the steps from a reference to each other scenario, in each repetition.

    Parameters
    ----------
    accounts
        Parts of all scenarios: `scenario`, `draw`, `replication`, `year`,
        `ownership`, `part`, `value`.
    reference
        Id of the scenario that the others are held against.

    Returns
    -------
        Columns `COLUMNS`, `reference` and `occupancy` (both shares), and a column a
        step. A row a scenario, repetition, year and ownership that both have.
    """
    wide = accounts.pivot_table(
        index=COLUMNS, columns="part", values="value", observed=True, sort=False
    )
    own = wide.xs(reference, level="scenario")
    rows = []
    for key, account in wide.iterrows():
        scenario, *rest = key if isinstance(key, tuple) else (key,)
        if scenario == reference or tuple(rest) not in own.index:
            continue
        before, after = (
            {str(part): float(value) for part, value in one.items()}
            for one in (own.loc[tuple(rest)], account)
        )
        rows.append(
            {
                **dict(zip(COLUMNS, (scenario, *rest), strict=True)),
                "reference": occupancy_of(before),
                "occupancy": occupancy_of(after),
                **steps_between(before, after),
            }
        )
    return pd.DataFrame(rows, columns=[*COLUMNS, "reference", "occupancy", *STEPS])


def occupancy_of(account: Mapping[str, float]) -> float:
    """Return the occupancy that an account comes to, not a number without beds."""
    beds = sum(account[name] for name in _BED_DAYS)
    return _resident_days(account) / beds if beds > 0 else float("nan")


def waterfall_means(waterfall: pd.DataFrame) -> pd.DataFrame:
    """Return the steps over all repetitions.

    Parameters
    ----------
    waterfall
        As `waterfall_table` returns it.

    Returns
    -------
        `scenario`, `year`, `ownership`, `step` (one of `STEPS`, or `total`, their
        sum), `mean`, and `mean_low` to `mean_high`, the 95 % interval of the mean;
        shares of occupancy. Means of draw means where there are several draws, so
        that the means of the steps still add up.
    """
    whole = waterfall.assign(total=waterfall["occupancy"] - waterfall["reference"])
    rows = []
    keys = ["scenario", "year", "ownership"]
    for key, group in whole.groupby(keys, observed=True, sort=False):
        steps = [*STEPS, "total"]
        values = group[steps].to_numpy(np.float64).T
        found = moments(values, group["draw"].to_numpy(np.int64))
        ends = zip(*interval(found), strict=True)
        rows += [
            (*key, step, mean, low, high)
            for step, mean, (low, high) in zip(steps, found.mean, ends, strict=True)
        ]
    return pd.DataFrame(rows, columns=[*keys, "step", "mean", "mean_low", "mean_high"])
