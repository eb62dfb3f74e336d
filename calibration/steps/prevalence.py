"""Mild, moderate and severe disability by residence, sex and single age.

Definition: six activities of daily living, CLHLS 2018. Three curves are fitted, one for
each threshold ("at least mild", "at least moderate", "severe"), each on the scale of
log odds: smooth and rising with age through free values at 70, 80 and 90, with constant
shifts for sex and for residence. Five conditions fix the five numbers of each curve:

- averaged over Guangxi's own elders, 65-74, 75-84 and 85+ have the published shares;
- on the standard population the shares of women over men, and of rural over urban
  people, aged 65+ have the published ratios.

The standard population is Guangxi's, reweighted to the mix of ages, sexes and
residences that the published shares themselves imply. Below 65 and above 95 nothing is
published: half the slope of 70-80 is carried down, since the curves flatten toward
younger ages, and half the slope of 80-90 up to 100, where they stay.

The share of the mild falls from about 88 on, because more of the disabled are then
moderate or severe; the shares at or above each threshold never fall.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from calibration.steps.places import read_table
from calibration.steps.single_ages import AGES

Floats = NDArray[np.float64]

LEVELS = ("mild", "moderate", "severe")
TABLE_AGES = np.arange(45, 106)
GROUPS = {"65-74": (65, 75), "75-84": (75, 85), "85+": (85, 111)}
_KNOTS = np.array([45.0, 70.0, 80.0, 90.0, 100.0])


def published_shares(inputs: Path) -> dict[str, Floats]:
    """Return for each group the shares at least mild, at least moderate, severe."""
    table = read_table(inputs, "disability_clhls_2018.csv").set_index("group")
    percent = table[[f"{level}_percent" for level in LEVELS]].to_numpy(dtype=np.float64)
    at_least = percent[:, ::-1].cumsum(axis=1)[:, ::-1] / 100
    return dict(zip(table.index, at_least, strict=True))


def log_odds(numbers: Floats, ages: Floats) -> Floats:
    """Return the curve's log odds. Shape (2 residences, 2 sexes, ages).

    Parameters
    ----------
    numbers
        Log odds at 70, 80 and 90, shift of women over men, shift of urban over rural.
    """
    at_70, at_80, at_90, women, urban = numbers
    at_45 = at_70 - 0.5 * 2.5 * (at_80 - at_70)
    at_100 = at_90 + 0.5 * (at_90 - at_80)
    curve = PchipInterpolator(_KNOTS, [at_45, at_70, at_80, at_90, at_100])
    along = curve(np.minimum(ages + 0.5, 100.0))
    sexes = np.array([women / 2, -women / 2])[None, :, None]
    residences = np.array([-urban / 2, urban / 2])[:, None, None]
    return np.asarray(along[None, None, :] + sexes + residences)


def shares(numbers: Floats, ages: Floats) -> Floats:
    """Return the share at or above the threshold. Shape (2, 2, ages)."""
    return np.asarray(1 / (1 + np.exp(-log_odds(numbers, ages))))


def implied_mix(published: dict[str, Floats]) -> tuple[Floats, float, float]:
    """Return the survey's mix: shares of the age groups, of women, of urban people.

    Least squares over the three thresholds: what mix of the published groups gives the
    published share of all aged 65+?
    """
    everyone = published["65+"]
    groups = np.stack([published[name] for name in GROUPS])
    # The last group's weight is what the others leave.
    a, b = (groups[:2] - groups[2]).T, everyone - groups[2]
    young, middle = np.linalg.lstsq(a, b, rcond=None)[0]
    ages = np.array([young, middle, 1 - young - middle])
    women = _mix_of_two(published["female"], published["male"], everyone)
    urban = _mix_of_two(published["urban"], published["rural"], everyone)
    return ages, women, urban


def _mix_of_two(first: Floats, second: Floats, everyone: Floats) -> float:
    step = first - second
    return float((step * (everyone - second)).sum() / (step**2).sum())


def standard_population(elders: Floats, published: dict[str, Floats]) -> Floats:
    """Return Guangxi's elders aged 65+ reweighted to the survey's mix; sum 1."""
    ages, women, urban = implied_mix(published)
    people = np.where(AGES >= 65, elders, 0.0)
    for _ in range(100):
        for share, (low, high) in zip(ages, GROUPS.values(), strict=True):
            within = (low <= AGES) & (high > AGES)
            people[..., within] *= share / people[..., within].sum()
        people *= np.array([women, 1 - women])[None, :, None] / people.sum(
            axis=(0, 2), keepdims=True
        )
        people *= np.array([1 - urban, urban])[:, None, None] / people.sum(
            axis=(1, 2), keepdims=True
        )
    return people


def conditions(
    numbers: Floats, elders: Floats, standard: Floats, wanted: Floats
) -> Floats:
    """Return how far the five conditions are from being met. Shape (5)."""
    curve = shares(numbers, AGES.astype(np.float64))
    means = []
    for low, high in GROUPS.values():
        people = np.where((low <= AGES) & (high > AGES), elders, 0.0)
        means.append((curve * people).sum() / people.sum())
    cases = curve * standard
    women, men = cases.sum(axis=(0, 2)) / standard.sum(axis=(0, 2))
    rural, urban = cases.sum(axis=(1, 2)) / standard.sum(axis=(1, 2))
    found = np.array([*means, women / men, urban / rural])
    return np.log(found / wanted)


def fit(elders: Floats, standard: Floats, wanted: Floats) -> Floats:
    """Return the five numbers of one curve, by Newton's method."""
    logit = np.log(wanted[:3] / (1 - wanted[:3]))
    numbers = np.array([*logit, 0.0, 0.0])
    for _ in range(60):
        miss = conditions(numbers, elders, standard, wanted)
        steps = 1e-6 * np.eye(5)
        slope = [
            (conditions(numbers + step, elders, standard, wanted) - miss) / 1e-6
            for step in steps
        ]
        change = np.linalg.solve(np.array(slope).T, miss)
        numbers = numbers - np.clip(change, -0.5, 0.5)
        if np.abs(miss).max() < 1e-13:
            break
    return numbers


def fitted_shares(inputs: Path, elders: Floats, ages: Floats) -> Floats:
    """Return mild, moderate and severe. Shape (3, 2 residences, 2 sexes, ages)."""
    published = published_shares(inputs)
    standard = standard_population(elders, published)
    at_least = []
    for level in range(len(LEVELS)):
        groups = [published[name][level] for name in GROUPS]
        ratio_of_women = published["female"][level] / published["male"][level]
        ratio_of_urban = published["urban"][level] / published["rural"][level]
        wanted = np.array([*groups, ratio_of_women, ratio_of_urban])
        at_least.append(shares(fit(elders, standard, wanted), ages))
    some, moderate, severe = at_least
    return np.stack([some - moderate, moderate - severe, severe])


def prevalence_table(inputs: Path, elders: Floats) -> pd.DataFrame:
    """Return the table `prevalence`: residence, sex, age and the three levels."""
    levels = fitted_shares(inputs, elders, TABLE_AGES.astype(np.float64))
    index = pd.MultiIndex.from_product(
        [("rural", "urban"), ("female", "male"), TABLE_AGES],
        names=["residence", "sex", "age"],
    )
    table = pd.DataFrame(levels.reshape(3, -1).T, index=index, columns=list(LEVELS))
    return table.round(6).reset_index()
