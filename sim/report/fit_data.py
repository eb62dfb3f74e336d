"""What the page of a calibration is made from: tables and facts, nothing computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

Pair = Mapping[str, str]
_YES: Final = {"yes", "true", "1"}


@dataclass(frozen=True)
class FitPageData:
    """Everything that the page of a calibration shows.

    Intervals are the central 80 %. Texts are `{zh, en}` mappings, shown as text and
    never as markup. What a calibration lacks (hold-outs, checks of ability) is an empty
    table or None; the page then says that it is left out.
    """

    area_title: Pair
    pack: str
    """Name of the pack, which also begins the names of saved files."""
    targets: pd.DataFrame
    """A row a target: `target, label_zh, label_en, measure, unit, use` (fit|hold_out),
    `value, low, high` (of what the truth here may be), `source, source_title_zh,
    source_title_en, grade, note_zh, note_en, prior_low, prior_median, prior_high,
    posterior_low, posterior_median, posterior_high` (simulated), `predictive_low,
    predictive_high` (with the target's own uncertainty), `inside` (yes|no: whether the
    value lies there), `z, crps, emulator_r2` (of fit rows)."""
    unknowns: pd.DataFrame
    """A row an unknown: `unknown, label_zh, label_en, unit, role` (fitted|carried),
    `paths, prior_low, prior_median, prior_high, posterior_low, posterior_median,
    posterior_high, narrowing, identified` (yes|partly|no), `source, grade`."""
    posterior: pd.DataFrame
    """Joint draws of the fitted unknowns, a column each, natural units."""
    prior: pd.DataFrame
    """As `posterior`, before the fit."""
    emulator: pd.DataFrame
    """`target, simulated, predicted, sd`: cross-validated, natural units."""
    chain: Mapping[str, Any]
    """`walkers, steps, burn, thin, acceptance, autocorrelation_steps,
    effective_samples, simulations, waves, draws, seed`."""
    commands: str
    """The command that makes the same calibration again."""
    warnings: Sequence[Pair] = field(default_factory=tuple)
    """Sentences that a reader must see before the figures."""
    transitions: pd.DataFrame | None = None
    """Checks of ability, a row each: `check, published, model` and, where known,
    `label_zh, label_en, unit` (share unless said otherwise), `published_low,
    published_high, model_low, model_high, inside, bound` (upper|lower),
    `use` (only `checked` is shown), `definition` (only the first is shown)."""

    def of_use(self, use: str) -> pd.DataFrame:
        """Return the targets that were fitted (`fit`) or kept apart (`hold_out`)."""
        return self.targets[self.targets["use"] == use].reset_index(drop=True)

    def of_role(self, role: str) -> pd.DataFrame:
        """Return the unknowns of a role, the most narrowed first."""
        chosen = self.unknowns[self.unknowns["role"] == role]
        order = chosen["narrowing"].astype(float)
        return chosen.loc[order.sort_values(ascending=False, kind="stable").index]


def is_yes(value: object) -> bool:
    """Return whether a cell says yes, as a word or as a truth value."""
    return str(value).lower() in _YES


def count_inside(targets: pd.DataFrame) -> int:
    """Return how many values lie within their predictive intervals."""
    return sum(is_yes(one) for one in targets["inside"])
