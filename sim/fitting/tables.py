"""The tables that a calibration leaves: targets, unknowns, joint draws, emulator."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.fitting.emulator import explained
from sim.fitting.fit import Fit
from sim.fitting.plan import CalibrationPlan
from sim.fitting.scales import HALF_WIDTH, Floats
from sim.fitting.scoring import IDENTIFIED, PARTLY, interval, narrowing, score
from sim.fitting.targets import Target, as_frame
from sim.fitting.unknowns import Unknown


def targets_table(plan: CalibrationPlan, found: Fit) -> pd.DataFrame:
    """Return a row a target: figure, what was predicted before and after, score."""
    rows = [_target_row(target, found) for target in plan.targets]
    return pd.concat([as_frame(plan.targets), pd.DataFrame(rows)], axis=1)


def _target_row(target: Target, found: Fit) -> dict[str, object]:
    before = interval(found.simulated["prior"][target.id].to_numpy(dtype=float))
    seen = found.simulated["check"][target.id].to_numpy(dtype=float)
    after, scored = interval(seen), score(target, seen)
    return {
        "prior_low": before.low,
        "prior_median": before.median,
        "prior_high": before.high,
        "posterior_low": after.low,
        "posterior_median": after.median,
        "posterior_high": after.high,
        "central": float(found.simulated["central"][target.id].mean()),
        "predictive_low": scored.predictive.low,
        "predictive_high": scored.predictive.high,
        "inside": "yes" if scored.inside else "no",
        "z": scored.z,
        "crps": scored.crps,
        "emulator_r2": _explained(target, found),
    }


def _explained(target: Target, found: Fit) -> float:
    emulator = found.emulators.get(target.id)
    if emulator is None:
        return float("nan")
    figures = _working(target, found)
    return explained(figures, emulator.predicted)


def _working(target: Target, found: Fit) -> Floats:
    seen = found.trained[target.id].to_numpy(dtype=float)
    return target.seen(seen[np.isfinite(seen)])


def unknowns_table(plan: CalibrationPlan, found: Fit) -> pd.DataFrame:
    """Return a row an unknown: prior, posterior, and how much it was narrowed."""
    fitted = plan.unknowns.fitted
    rows = []
    for i, entry in enumerate(plan.unknowns.entries):
        scores = None
        if i in fitted:
            scores = found.chain.scores[:, fitted.index(i)]
        rows.append(_unknown_row(entry, scores))
    return pd.DataFrame(rows)


def _unknown_row(entry: Unknown, scores: Floats | None) -> dict[str, object]:
    before = [float(entry.natural(z)) for z in (-HALF_WIDTH, 0.0, HALF_WIDTH)]
    row: dict[str, object] = {
        "unknown": entry.id,
        "label_zh": entry.label_zh,
        "label_en": entry.label_en,
        "unit": entry.unit,
        "role": entry.role,
        "paths": " ".join(entry.paths),
        "prior_low": before[0],
        "prior_median": before[1],
        "prior_high": before[2],
    }
    after, narrowed = before, 0.0
    if scores is not None:
        natural = interval(entry.natural(scores))
        after = [natural.low, natural.median, natural.high]
        narrowed = narrowing(scores)
    row |= {
        "posterior_low": after[0],
        "posterior_median": after[1],
        "posterior_high": after[2],
        "narrowing": narrowed,
        "identified": _identified(narrowed),
        "source": entry.source,
        "grade": entry.grade,
    }
    return row


def _identified(narrowed: float) -> str:
    if narrowed >= IDENTIFIED:
        return "yes"
    return "partly" if narrowed >= PARTLY else "no"


def natural_draws(plan: CalibrationPlan, scores: Floats) -> pd.DataFrame:
    """Return scores as natural values of the fitted unknowns, a column each."""
    entries = plan.unknowns.entries
    return pd.DataFrame(
        {entries[i].id: entries[i].natural(scores[:, i]) for i in plan.unknowns.fitted}
    )


def emulator_table(plan: CalibrationPlan, found: Fit) -> pd.DataFrame:
    """Return simulated figures beside what the emulator says of them by the others."""
    tables = []
    for target in plan.targets:
        emulator = found.emulators.get(target.id)
        if emulator is None:
            continue
        scale, figures = target.measure.scale, _working(target, found)
        predicted = scale.natural(emulator.predicted)
        above = scale.natural(emulator.predicted + emulator.predicted_sd)
        tables.append(
            pd.DataFrame(
                {
                    "target": target.id,
                    "simulated": scale.natural(figures),
                    "predicted": predicted,
                    "sd": np.abs(above - predicted),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)
