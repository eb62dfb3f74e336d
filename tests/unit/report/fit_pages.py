"""A made-up calibration of the right shape, from which tests build its page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.report.fit_page import FitPageData

DRAWS = 300
# Standard deviations on either side of which 80 % lie.
TAIL = 1.2816
HERE = Path(__file__).parent
_PLAIN = {"utility", "per_year", "utility_per_minute", "utility_per_year"}


def targets() -> pd.DataFrame:
    """Return targets whose model is off by `miss` of its spread and the error's."""
    told = pd.read_csv(HERE / "fit_targets.csv")
    value, miss = told["value"], told["miss"]
    sd = value * told["error"] / TAIL
    spread = 1.2 * sd
    whole = np.hypot(sd, spread)
    middle = value + miss * whole
    order = pd.Series(range(len(told)))
    return told.drop(columns=["error", "miss"]).assign(
        low=value - TAIL * sd,
        high=value + TAIL * sd,
        source="source_" + told["target"],
        source_title_zh="民政事业发展统计公报",
        source_title_en="Statistical bulletin of civil affairs",
        grade=[("published", "derived", "assumed")[k % 3] for k in order],
        note_zh=np.where(told["use"] == "fit", "全区合计", "事先留出"),
        note_en=np.where(told["use"] == "fit", "Whole region", "Held out in advance"),
        prior_low=0.5 * value,
        prior_median=1.2 * value,
        prior_high=np.where(told["unit"] == "share", 2.0, 4.0) * value,
        posterior_low=middle - TAIL * spread,
        posterior_median=middle,
        posterior_high=middle + TAIL * spread,
        predictive_low=middle - TAIL * whole,
        predictive_high=middle + TAIL * whole,
        inside=np.where(miss.abs() <= TAIL, "yes", "no"),
        z=-miss,
        crps=(0.6 * miss.abs() + 0.2) * sd,
        emulator_r2=np.where(told["use"] == "fit", 0.97 - 0.06 * order, np.nan),
    )


def _moved(unit: str, middle: float, spread: float, scores: np.ndarray) -> np.ndarray:
    """Return scores as values: about the middle, or as multiples of it."""
    if unit in _PLAIN:
        return middle + spread * scores
    return middle * np.exp(spread * scores)


def unknowns() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the table of unknowns, and draws before and after the fit."""
    random = np.random.default_rng(3)
    rows, prior, posterior = [], {}, {}
    for told in pd.read_csv(HERE / "fit_unknowns.csv").to_dict("records"):
        scale = str(told["unit"]), float(told.pop("middle")), float(told.pop("spread"))
        narrowing = float(told["narrowing"])
        ends = _moved(*scale, np.array([-TAIL, 0, TAIL]))
        found = ends
        if told["role"] == "fitted":
            name = str(told["unknown"])
            left = scale[0], scale[1], scale[2] * (1 - narrowing)
            off = 0.6 * narrowing / (1 - narrowing)
            prior[name] = _moved(*scale, random.normal(0, 1, DRAWS))
            posterior[name] = _moved(*left, random.normal(off, 1, DRAWS))
            found = np.quantile(posterior[name], [0.1, 0.5, 0.9])
        grade = "yes" if narrowing >= 0.5 else "partly" if narrowing >= 0.15 else "no"
        rows.append(
            told
            | dict(zip(_ends("prior"), ends, strict=True))
            | dict(zip(_ends("posterior"), found, strict=True))
            | {"paths": f"demand.{told['unknown']}", "identified": grade}
            | {"source": "assumption", "grade": "assumed"}
        )
    after = pd.DataFrame(posterior)
    after["willing_level"] *= (after["application_level"] / 1.6) ** -0.4
    after["constant_private"] += 0.8 * after["constant_township"]
    return pd.DataFrame(rows), pd.DataFrame(prior), after


def _ends(kind: str) -> list[str]:
    return [f"{kind}_{end}" for end in ("low", "median", "high")]


def emulator(rows: pd.DataFrame, points: int = 180) -> pd.DataFrame:
    random = np.random.default_rng(5)
    parts = []
    for line in rows[rows["use"] == "fit"].itertuples():
        simulated = line.value * np.exp(random.normal(0, 0.3, points))
        sd = line.value * 0.3 * np.sqrt(max(0.02, 1 - line.emulator_r2))
        predicted = simulated + random.normal(0, sd, points)
        parts.append(
            pd.DataFrame(
                {
                    "target": line.target,
                    "simulated": simulated,
                    "predicted": predicted,
                    "sd": sd,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def checks() -> pd.DataFrame:
    return pd.read_csv(HERE / "fit_checks.csv")


def calibration() -> FitPageData:
    """Return the data of a page with everything in it."""
    rows = targets()
    table, prior, posterior = unknowns()
    return FitPageData(
        area_title={"zh": "广西", "en": "Guangxi"},
        pack="guangxi",
        targets=rows,
        unknowns=table,
        posterior=posterior,
        prior=prior,
        emulator=emulator(rows),
        chain={
            "walkers": 64,
            "steps": 4000,
            "burn": 1000,
            "thin": 20,
            "acceptance": 0.284,
            "autocorrelation_steps": 61.3,
            "effective_samples": 3130,
            "simulations": 540,
            "waves": 3,
            "draws": DRAWS,
            "seed": 20260101,
        },
        commands="ruralbeds calibrate guangxi --targets targets.csv --seed 20260101",
        warnings=(
            {
                "zh": "乡镇敬老院入住率取自外省，移用误差由编表人判断。",
                "en": "Occupancy of township homes is taken over from another "
                "province; how far it may be off is a judgement.",
            },
        ),
        transitions=checks(),
    )
