"""Fit rates of applying and constants of choice to the anchors of residents.

A first honest fit: four numbers to four anchors, at the start of the period, on the
elders and the registries of a few draws. The assumed rates by ability give the shape,
only their level is fitted; so does the propensity of the guaranteed. What is anchored
is itself assumed (see `calibration/inputs/resident_anchors.csv`), so nothing here
narrows any range.

    python -m calibration.fit_demand

prints the course of the fit and rewrites `calibration/inputs/parameters/fitted.yaml`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sim.engine import simulate
from sim.scenario import Scenario, load_scenario

HERE = Path(__file__).parent
ANCHORS = HERE / "inputs" / "resident_anchors.csv"
FITTED = HERE / "inputs" / "parameters" / "fitted.yaml"
BASELINE = HERE.parent / "scenarios" / "baseline.yaml"
ABILITIES = ("able", "mild", "moderate", "severe")
NOTE = (
    '{zh: "水平按假设的在住人数拟合", '
    'en: "level fitted to assumed numbers of residents"}'
)
ROUNDS = 6
DRAWS = 2


@dataclass(frozen=True)
class Residents:
    """Residents aged 60+ at the start, in persons and as a mean over draws."""

    guaranteed: float
    social_public: float
    social_private: float
    township_share: float
    """Of residents of public homes, those in township homes."""


@dataclass(frozen=True)
class Guess:
    """What is fitted: two levels and two constants.

    The search starts near the last fit, which saves half of the rounds; from ones and
    zeros it ends at the same values.
    """

    willing_level: float = 0.82
    application_level: float = 0.72
    constant_township: float = 0.07
    constant_private: float = 2.6


def main() -> None:
    """Fit, print the course, write the fitted values."""
    rates = assumed_rates()
    wanted = anchors()
    guess = Guess()
    for step in range(ROUNDS):
        seen = observe(overrides(rates, guess))
        print(f"{step}: {guess} -> {seen}")  # noqa: T201
        if step < ROUNDS - 1:
            guess = improve(guess, seen, wanted)
    FITTED.write_text(as_yaml(rates, guess), encoding="utf-8")


def anchors() -> Residents:
    """Return the anchors as residents aged 60+."""
    value = pd.read_csv(ANCHORS).set_index("anchor")["value"]
    return Residents(
        guaranteed=float(value["guaranteed_residents"] * (1 - value["under_60_share"])),
        social_public=float(value["social_residents_public"]),
        social_private=float(value["residents_private"]),
        township_share=float(value["township_share_of_public"]),
    )


def assumed_rates() -> dict[str, float]:
    """Return the assumed rates whose level is fitted, by catalogue path."""
    table = pd.read_csv(HERE / "inputs" / "assumed_rates.csv")
    return dict(zip(table["path"], table["value"], strict=True))


def overrides(rates: dict[str, float], guess: Guess) -> dict[str, str]:
    """Return the values of the catalogue paths that are fitted."""
    level = {
        "guaranteed.willing_rate": guess.willing_level,
        "demand.application_rate": guess.application_level,
    }
    values = {
        path: rate * level[path.rpartition(".")[0]] for path, rate in rates.items()
    }
    values["choice.constant.township"] = guess.constant_township
    values["choice.constant_guaranteed.township"] = guess.constant_township
    values["choice.constant.private"] = guess.constant_private
    return {path: f"{value:.4g}" for path, value in values.items()}


def observe(values: dict[str, str]) -> Residents:
    """Return the residents with whom runs with these values start."""
    scenario = load_scenario(BASELINE, overrides=values)
    counts = pd.concat([start_counts(scenario, draw) for draw in range(DRAWS)])
    mean = counts.groupby(["guaranteed", "ownership", "tier"])["elder_id"].sum() / DRAWS
    by = mean.reset_index()
    public = by[by["ownership"] == "public"]["elder_id"].sum()
    township = by[by["tier"] == "township"]["elder_id"].sum()
    social = by[~by["guaranteed"]].groupby("ownership")["elder_id"].sum()
    return Residents(
        guaranteed=float(by[by["guaranteed"]]["elder_id"].sum()),
        social_public=float(social["public"]),
        social_private=float(social["private"]),
        township_share=float(township / public),
    )


def start_counts(scenario: Scenario, draw: int) -> pd.DataFrame:
    """Return starting residents by class, ownership and tier."""
    outcome = simulate(scenario, draw, 0, days=0.5)
    start = outcome.log[outcome.log["cause"] == "start"]
    rows = start.merge(
        outcome.homes[["home_id", "tier", "ownership"]],
        left_on="facility_id",
        right_on="home_id",
    ).merge(outcome.elders[["elder_id", "guaranteed_from"]], on="elder_id")
    rows["guaranteed"] = rows["guaranteed_from"] <= 0
    keys = ["guaranteed", "ownership", "tier"]
    return rows.groupby(keys)["elder_id"].count().reset_index()


def improve(guess: Guess, seen: Residents, wanted: Residents) -> Guess:
    """Return a better guess: levels by ratio, constants by log odds."""

    def log_odds(share: float) -> float:
        return math.log(share / (1 - share))

    def private(one: Residents) -> float:
        return one.social_private / (one.social_public + one.social_private)

    social_wanted = wanted.social_public + wanted.social_private
    social_seen = seen.social_public + seen.social_private
    return Guess(
        willing_level=guess.willing_level * wanted.guaranteed / seen.guaranteed,
        application_level=guess.application_level * social_wanted / social_seen,
        constant_township=guess.constant_township
        + log_odds(wanted.township_share)
        - log_odds(seen.township_share),
        constant_private=guess.constant_private
        + log_odds(private(wanted))
        - log_odds(private(seen)),
    )


def as_yaml(rates: dict[str, float], guess: Guess) -> str:
    """Return the file of fitted values, with half and twice as the range of levels."""
    lines = [
        "# Written by `python -m calibration.fit_demand`; do not edit.",
        "# Fitted to assumed anchors: derived from assumptions, so graded assumed.",
        "values:",
    ]
    for path, text in overrides(rates, guess).items():
        value = float(text)
        if path.startswith("choice"):
            low, high, unit = round(value - 1, 3), round(value + 1, 3), "utility"
        else:
            low, high, unit = (
                float(f"{value / 2:.4g}"),
                float(f"{value * 2:.4g}"),
                ("per_year"),
            )
        lines.append(
            f"  {path}: {{value: {value}, unit: {unit}, range: [{low}, {high}], "
            "source: resident_anchors, grade: assumed, "
            f"note: {NOTE}}}"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
