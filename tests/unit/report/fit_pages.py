"""A made-up calibration of the right shape, from which tests build its page."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm

from sim.report.fit_page import FitPageData

DRAWS = 300
TARGETS = [
    # target, zh, en, measure, unit, use, value, error (share of it), miss in sd
    ("occupancy_all", "养老机构入住率", "Occupancy of homes", "share", "fit", 0.425, 0.06, 0.3),
    ("occupancy_county", "县级公办机构入住率", "Occupancy, county public homes", "share", "fit", 0.55, 0.1, -0.5),
    ("occupancy_township", "乡镇敬老院入住率（福建移用）", "Occupancy of township homes, taken over from Fujian", "share", "fit", 0.33, 0.12, 1.6),
    ("occupancy_private", "民办机构入住率", "Occupancy, private homes", "share", "fit", 0.47, 0.1, 0.2),
    ("occupancy_spread", "各院入住率的标准差", "Spread of occupancy between homes", "share", "fit", 0.24, 0.15, -0.1),
    ("elders_share", "60岁及以上老人入住机构的比例", "Share of those aged 60+ who live in homes", "share", "fit", 0.0047, 0.15, 0.4),
    ("guaranteed", "在院人数（特困人员）", "Residents (guaranteed)", "persons", "fit", 21400.0, 0.08, -0.3),
    ("mean_stay", "平均住期", "Mean stay", "years", "fit", 3.4, 0.2, 0.1),
    ("first_year", "入住一年内在院死亡的比例", "Died in the first year of the stay", "share", "fit", 0.17, 0.2, -0.6),
    ("beds", "每千名老年人床位数", "Beds per 1,000 elders", "per_1000", "fit", 9.7, 0.05, 0.5),
    ("yunnan", "云南养老机构入住率", "Occupancy of homes in Yunnan", "share", "hold_out", 0.39, 0.15, 0.9),
    ("beds_2021", "2021年养老机构床位数", "Beds of all homes in 2021", "beds", "hold_out", 86000.0, 0.03, -1.8),
    ("stay_shape", "院内死亡者住期的中位数与平均数之比", "Stays that end by death: median over mean", "ratio", "hold_out", 0.63, 0.12, 0.4),
    ("new_2020", "2020年新入住人数", "Admissions in 2020", "persons", "hold_out", 12800.0, 0.25, 0.2),
]  # fmt: skip
UNKNOWNS = [
    # unknown, zh, en, unit, role, middle, spread (log or plain), narrowing
    ("application_level", "社会老人申请率水平", "Level of applications", "ratio", "fitted", 1.0, 0.8, 0.81),
    ("willing_level", "特困人员入住意愿水平", "Level of willingness of the guaranteed", "ratio", "fitted", 1.0, 0.7, 0.72),
    ("constant_township", "社会老人对乡镇机构的偏好常数", "Constant of township homes for elders not guaranteed", "utility", "fitted", 0.0, 0.6, 0.55),
    ("constant_private", "社会老人对民办机构的偏好常数", "Constant of private homes", "utility", "fitted", 0.0, 0.6, 0.48),
    ("home_effect_sd", "各院吸引力差异的标准差", "Spread of the pull of homes", "utility", "fitted", 0.4, 0.25, 0.41),
    ("discharge_level", "自愿退住率水平", "Level of voluntary discharge", "ratio", "fitted", 1.0, 0.7, 0.33),
    ("admission_death_ratio", "入住初期死亡倍数", "Mortality on admission", "ratio", "fitted", 1.5, 0.2, 0.22),
    ("under_60", "60岁以下在院特困人员占比", "Share of residents under 60", "share", "fitted", 0.12, 0.3, 0.16),
    ("guaranteed_trend", "特困人员年变化率", "Yearly change of the guaranteed", "per_year", "fitted", 0.01, 0.02, 0.08),
    ("travel_weight", "路程的权重", "Weight of travel", "utility_per_minute", "fitted", -0.03, 0.01, 0.03),
    ("admission_death_days", "入住初期死亡升高的天数", "Days of higher mortality after admission", "days", "fitted", 365.0, 0.3, -0.02),
    ("patience", "等候耐心", "Patience on the list", "days", "carried", 180.0, 0.6, 0.0),
    ("wait_tolerance", "等候的容忍度", "Tolerance of waiting", "utility", "carried", 1.0, 0.7, 0.0),
    ("equipment_age", "设备年限的权重", "Weight of the age of equipment", "utility_per_year", "carried", -0.01, 0.005, 0.0),
    ("max_minutes", "可接受的最远路程", "Farthest travel accepted", "minutes", "carried", 90.0, 0.4, 0.0),
]  # fmt: skip
_PLAIN = {"utility", "per_year", "utility_per_minute", "utility_per_year"}


def targets() -> pd.DataFrame:
    rows = []
    for name, zh, en, unit, use, value, error, miss in TARGETS:
        sd = value * error / 1.28
        spread = 1.2 * sd
        middle = value + miss * float(np.hypot(sd, spread))
        low, high = middle - 1.28 * spread, middle + 1.28 * spread
        reach = 1.28 * float(np.hypot(sd, spread))
        inside = abs(value - middle) <= reach
        rows.append(
            {
                "target": name,
                "label_zh": zh,
                "label_en": en,
                "measure": name.partition("_")[0],
                "unit": unit,
                "use": use,
                "value": value,
                "low": value - 1.28 * sd,
                "high": value + 1.28 * sd,
                "source": f"source_{name}",
                "source_title_zh": "民政事业发展统计公报",
                "source_title_en": "Statistical bulletin of civil affairs",
                "grade": ("published", "derived", "assumed")[len(rows) % 3],
                "note_zh": "全区合计" if use == "fit" else "事先留出",
                "note_en": "Whole region" if use == "fit" else "Held out in advance",
                "prior_low": value * 0.5,
                "prior_median": value * 1.2,
                "prior_high": value * (2.0 if unit == "share" else 4.0),
                "posterior_low": low,
                "posterior_median": middle,
                "posterior_high": high,
                "predictive_low": middle - reach,
                "predictive_high": middle + reach,
                "inside": "yes" if inside else "no",
                "z": -miss,
                "crps": abs(miss) * sd * 0.6 + 0.2 * sd,
                "emulator_r2": 0.97 - 0.06 * len(rows) if use == "fit" else np.nan,
            }
        )
    return pd.DataFrame(rows)


def _draws(
    unit: str, middle: float, spread: float, random: np.random.Generator, off: float
) -> np.ndarray:
    scores = random.normal(off, 1.0, DRAWS)
    if unit in _PLAIN:
        return middle + spread * scores
    return middle * np.exp(spread * scores)


def unknowns() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the table of unknowns, and draws before and after the fit."""
    random = np.random.default_rng(3)
    rows, prior, posterior = [], {}, {}
    for name, zh, en, unit, role, middle, spread, narrowing in UNKNOWNS:
        before = _draws(unit, middle, spread, random, 0.0)
        left = spread * (1 - narrowing)
        after = _draws(unit, middle, left, random, 0.6 * narrowing / (1 - narrowing))
        ends = norm.ppf([0.1, 0.5, 0.9])
        exact = [
            middle + spread * e if unit in _PLAIN else middle * np.exp(spread * e)
            for e in ends
        ]
        found = np.quantile(after, [0.1, 0.5, 0.9]) if role == "fitted" else exact
        if role == "fitted":
            prior[name], posterior[name] = before, after
        rows.append(
            {
                "unknown": name,
                "label_zh": zh,
                "label_en": en,
                "unit": unit,
                "role": role,
                "paths": f"demand.{name}",
                **dict(zip(("prior_low", "prior_median", "prior_high"), exact, strict=True)),
                **dict(
                    zip(
                        ("posterior_low", "posterior_median", "posterior_high"),
                        found,
                        strict=True,
                    )
                ),
                "narrowing": narrowing,
                "identified": "yes" if narrowing >= 0.5 else "partly" if narrowing >= 0.15 else "no",
                "source": "assumption",
                "grade": "assumed",
            }
        )  # fmt: skip
    after = pd.DataFrame(posterior)
    after["willing_level"] *= (after["application_level"] / 1.6) ** -0.4
    after["constant_private"] += 0.8 * after["constant_township"]
    return pd.DataFrame(rows), pd.DataFrame(prior), after


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
    columns = ["check", "label_zh", "label_en", "published", "model", "low", "high"]
    return pd.DataFrame(
        [
            ("able_worse", "能自理者两年内失能", "Able, disabled within two years", 0.098, 0.11, 0.085, 0.112),
            ("mild_back", "轻度失能者两年内恢复", "Mild, able again within two years", 0.24, 0.21, 0.2, 0.28),
            ("severe_died", "重度失能者两年内死亡", "Severe, dead within two years", 0.47, 0.52, np.nan, np.nan),
        ],
        columns=columns,
    )  # fmt: skip


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
                "en": "Occupancy of township homes is taken over from another province; "
                "how far it may be off is a judgement.",
            },
        ),
        transitions=checks(),
    )
