"""The two files of a pack that a calibration writes: central values and joint draws."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.fitting.fit import Fit
from sim.fitting.plan import CalibrationPlan
from sim.fitting.scoring import IDENTIFIED, interval, narrowing
from sim.scenario.catalogue import catalogue

_HEAD = "# Written by `ruralbeds calibrate`; do not edit."
_DIGITS = 5


def draws_table(plan: CalibrationPlan, found: Fit) -> pd.DataFrame:
    """Return the value of each path in each joint draw; `draw` counts from 1."""
    rows = [plan.unknowns.values(scores) for scores in found.draws]
    table = pd.DataFrame(rows).map(_rounded)
    table.insert(0, "draw", np.arange(1, len(rows) + 1))
    return table


def fitted_yaml(plan: CalibrationPlan, found: Fit, draws: pd.DataFrame) -> str:
    """Return `fitted.yaml`: central value and 80 % interval of each fitted path."""
    center = plan.unknowns.values(found.center)
    paths = dict.fromkeys(
        path for i in plan.unknowns.fitted for path in plan.unknowns.entries[i].paths
    )
    lines = [
        _HEAD,
        "# Central values; `range` is the 80 % interval over the joint draws of",
        "# draws.yaml. What is fitted to assumptions is graded assumed.",
        "values:",
    ]
    identified = _identified_paths(plan, found)
    for path in paths:
        grade = _grade(plan) if path in identified else "assumed"
        seen = interval(draws[path].to_numpy(dtype=float))
        value = _rounded(center[path])
        low = min(_rounded(seen.low), value)
        high = max(_rounded(seen.high), value)
        lines.append(
            f"  {path}: {{value: {value}, unit: {catalogue()[path].unit}, "
            f"range: [{low}, {high}], source: calibration, grade: {grade}, "
            f"{_note(plan)}}}"
        )
    return "\n".join(lines) + "\n"


def draws_yaml(plan: CalibrationPlan, draws: pd.DataFrame) -> str:
    """Return `draws.yaml`: the joint draws, a row each."""
    rows = [
        "      " + ",".join(_text(value) for value in row)
        for row in draws.itertuples(index=False)
    ]
    columns = ", ".join(draws.columns)
    return "\n".join(
        [
            _HEAD,
            "tables:",
            "  joint_draws:",
            "    unit: by_path",
            "    source: calibration",
            "    grade: assumed",
            f"    {_note(plan)}",
            f"    columns: [{columns}]",
            "    rows: |",
            *rows,
            "",
        ]
    )


def _identified_paths(plan: CalibrationPlan, found: Fit) -> set[str]:
    """Return the paths of unknowns that the targets tell; the others are assumed."""
    scores = zip(plan.unknowns.fitted, found.chain.scores.T, strict=True)
    return {
        path
        for i, column in scores
        if narrowing(column) >= IDENTIFIED
        for path in plan.unknowns.entries[i].paths
    }


def _grade(plan: CalibrationPlan) -> str:
    """Return how good a fit can be at best: no better than what it was fitted to."""
    grades = {target.grade for target in plan.targets if target.use == "fit"}
    return "assumed" if "assumed" in grades else "derived"


def _note(plan: CalibrationPlan) -> str:
    number = sum(target.use == "fit" for target in plan.targets)
    return (
        f'note: {{zh: "按 {number} 个目标校准，先验和目标多为假设，见校准页", '
        f'en: "calibrated to {number} targets; see the page of the calibration"}}'
    )


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _text(value: float) -> str:
    return str(value) if isinstance(value, int) else repr(float(value))
