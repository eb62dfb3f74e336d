"""Which unknown, if it were counted, would most reduce the chance of choosing wrongly.

The expected value of partial perfect information: how much better the choice between
scenarios would be on average, were an unknown known before choosing. Better is what the
ranking calls better: one headline in its good direction, in the last year. A draw is
one way things may be; what a scenario brings in it is the mean of its replications.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from sim.indicators.headlines import Headline, headline_list
from sim.indicators.paired import is_rounding
from sim.indicators.repetitions import Repetitions, Values
from sim.indicators.smoothing import Smoother

LEAST_DRAWS: Final = 20
"""With fewer draws nothing is told of any unknown."""
INFORMATION: Final = [
    "headline", "label_zh", "label_en", "unit", "better", "year", "kind", "unknown",
    "chosen", "value", "value_error", "held_out", "noise_floor", "value_of_all",
    "wrong_now", "wrong_after", "wrong_less", "wrong_less_error", "draws", "verdict",
]  # fmt: skip
SHUFFLES: Final = 200
"""Random orders of the draws that the floor of noise is made from."""
_SURE: Final = 0.95
_SIMULATED: Final = 200
_SEED: Final = 20140401
_ROUNDING: Final = 1e-9


class Choice(NamedTuple):
    """What is chosen between, draw by draw."""

    names: Sequence[str]
    """The scenarios."""
    good: Values
    """How good each is; the larger the better. Shape (draws, scenarios)"""

    @property
    def chosen(self) -> int:
        """The scenario that is best on average: what is chosen as things stand."""
        return int(np.argmax(self.good.mean(axis=0)))

    @property
    def gains(self) -> Values:
        """How much better each is than the chosen one. Shape (draws, scenarios)."""
        return self.good - self.good[:, [self.chosen]]


class Unknown(NamedTuple):
    """One unknown, or several that would be counted together."""

    kind: str
    """`parameter`, `registry` or `group`."""
    name: str
    values: Values
    """In each draw. Shape (draws, parts)"""

    @property
    def alone(self) -> bool:
        """Whether it is one unknown by itself."""
        return self.kind != "group"


def information_table(
    repetitions: Repetitions, unknowns: Mapping[int, Sequence[float]], asked: Asked
) -> pd.DataFrame:
    """Return what it would be worth to know each unknown, by each headline.

    Parameters
    ----------
    repetitions
        Figures of all scenarios.
    unknowns
        Values of `asked.names` by draw.
    asked
        Which unknowns there are, and which are counted together.

    Returns
    -------
        A row a headline that has a better side, and unknown or group, columns
        `INFORMATION`. `chosen` is the scenario that is best on average. `value` is the
        expected gain from knowing the unknown before choosing, in the unit of the
        headline, with its standard error; `held_out` the gain in draws that the curve
        was not fitted to, which is too low where `value` is too high; `noise_floor`
        what the best of all single unknowns, or of all groups, would seem to be worth
        in 95 % of random orders, in which none is worth anything. `value_of_all` is
        what it would be worth to know everything, chance included. `wrong_now` is the
        share of draws in which another scenario is better than the chosen one,
        `wrong_after` the same if each draw's choice is made by what the other draws
        say of its unknown; `wrong_less` their difference. [shares] `verdict` is
        `settled` (the chosen scenario is the best in every draw), `few` (fewer than
        `LEAST_DRAWS` draws; nothing else is told), `told` or `noise`: whether `value`
        rises above the floor of noise, and `held_out` above nought.
    """
    year = int(repetitions.figures["year"].max()) if len(repetitions.figures) else 0
    rows: list[dict[str, Any]] = []
    for headline in headline_list():
        found = _choice(repetitions, headline, year) if headline.better else None
        if found is None:
            continue
        draws, choice = found
        listed = _unknowns(np.array([unknowns[one] for one in draws]), asked)
        told = worth(choice, listed)
        named = {
            "headline": headline.id,
            "label_zh": headline.label.zh,
            "label_en": headline.label.en,
            "unit": headline.unit,
            "better": headline.better,
            "year": year,
        }
        rows += [named | one for one in told]
    return pd.DataFrame(rows, columns=INFORMATION)


class Asked(NamedTuple):
    """Which unknowns are looked at."""

    names: Sequence[str]
    """Columns of the values, parameters first."""
    of_registry: Sequence[str]
    """Those that are facts of the drawn homes."""
    groups: Mapping[str, Sequence[str]]
    """Names by what is counted; a count may tell one of them or several."""


def worth(choice: Choice, unknowns: Sequence[Unknown]) -> list[dict[str, Any]]:
    """Return what each unknown is worth to a choice, without the headline's names."""
    gains, draws = choice.gains, len(choice.good)
    now = _is_wrong(gains, np.full(draws, choice.chosen))
    shared = {
        "chosen": choice.names[choice.chosen],
        "value_of_all": float(gains.max(axis=1).mean()),
        "wrong_now": float(now.mean()),
        "draws": draws,
    }
    bare = [shared | {"kind": one.kind, "unknown": one.name} for one in unknowns]
    if draws < LEAST_DRAWS:
        return [row | {"verdict": "few"} for row in bare]
    if not now.any():
        nought = {"value": 0.0, "value_error": 0.0, "wrong_after": 0.0}
        less = {"wrong_less": 0.0, "wrong_less_error": 0.0, "verdict": "settled"}
        return [row | nought | less for row in bare]
    smoothers = [Smoother(one.values) for one in unknowns]
    floors = {
        alone: _floor(gains, some, choice.chosen)
        for alone in (True, False)
        if (
            some := [
                s for s, u in zip(smoothers, unknowns, strict=True) if u.alone == alone
            ]
        )
    }
    return [
        row | _told(smoother, gains, choice.chosen, now, floors[one.alone])
        for row, smoother, one in zip(bare, smoothers, unknowns, strict=True)
    ]


def _told(
    smoother: Smoother, gains: Values, chosen: int, now: Values, floor: float
) -> dict[str, Any]:
    """Return what one unknown is worth, and what that figure is worth."""
    others = np.delete(gains, chosen, axis=1)
    fitted = smoother.fit(others)
    value = _value(fitted.mean)
    picked = np.insert(fitted.held_out, chosen, 0.0, axis=1).argmax(axis=1)
    rows = np.arange(len(gains))
    less = now - _is_wrong(gains, picked)
    held = float(gains[rows, picked].mean())
    return {
        "value": value,
        "value_error": _error(fitted.mean, fitted.directions),
        "held_out": held,
        "noise_floor": floor,
        "wrong_after": float(now.mean() - less.mean()),
        "wrong_less": float(less.mean()),
        "wrong_less_error": float(less.std(ddof=1) / np.sqrt(len(less))),
        "verdict": "told" if value > floor and held > 0 else "noise",
    }


def _value(expected: Values) -> float:
    """Return the gain from choosing by what is expected of the other scenarios."""
    known = np.maximum(expected.max(axis=1), 0.0).mean()
    return float(known - max(expected.mean(axis=0).max(), 0.0))


def _error(expected: Values, directions: Values) -> float:
    """Return the standard error of a value: of its curves, and of so few draws."""
    rng = np.random.default_rng(_SEED)
    steps = rng.standard_normal((_SIMULATED, directions.shape[0], directions.shape[2]))
    moved = expected + np.einsum("sfw,frw->srf", steps, directions)
    curves = np.std([_value(one) for one in moved], ddof=1)
    draws = np.maximum(expected.max(axis=1), 0.0).std(ddof=1) / np.sqrt(len(expected))
    return float(np.hypot(curves, draws))


def _floor(gains: Values, smoothers: Sequence[Smoother], chosen: int) -> float:
    """Return what the best of unknowns that tell nothing would seem to be worth.

    The draws' gains are shuffled, all scenarios together, so that no unknown has to do
    with them any more; the most that any seems worth is kept of every shuffle.
    """
    rng = np.random.default_rng(_SEED)
    others = np.delete(gains, chosen, axis=1)
    orders = np.stack([rng.permutation(len(gains)) for _ in range(SHUFFLES)])
    # Shape (draws, shuffles, scenarios)
    shuffled = others[orders].transpose(1, 0, 2)
    columns = shuffled.reshape(len(gains), -1)
    most = np.zeros(SHUFFLES)
    base = max(others.mean(axis=0).max(), 0.0)
    for smoother in smoothers:
        means = smoother.means(columns).reshape(shuffled.shape)
        known = np.maximum(means.max(axis=2), 0.0).mean(axis=0)
        most = np.maximum(most, known - base)
    return float(np.quantile(most, _SURE))


def _is_wrong(gains: Values, picked: Values) -> Values:
    """Return in which draws another scenario is better than the one picked."""
    best = gains.max(axis=1)
    short = best - gains[np.arange(len(gains)), picked]
    return np.asarray(short > _ROUNDING * np.maximum(1.0, np.abs(best)), np.float64)


def _choice(
    repetitions: Repetitions, headline: Headline, year: int
) -> tuple[list[int], Choice] | None:
    """Return the draws in which all scenarios have a headline, and how good each is."""
    figures = repetitions.figures
    mask = (figures["headline"] == headline.id) & (figures["year"] == year)
    if not mask.any():
        return None
    row = int(np.flatnonzero(mask)[0])
    values = np.stack([table[row] for table in repetitions.by_scenario.values()])
    known = np.isfinite(values).all(axis=0)
    draws = [int(one) for one in np.unique(repetitions.draw[known])]
    if len(draws) < 2:
        return None
    of_draw = [
        values[:, known & (repetitions.draw == one)].mean(axis=1) for one in draws
    ]
    choice = Choice(list(repetitions.by_scenario), headline.sign * np.array(of_draw))
    gains = choice.gains
    same = is_rounding(gains.var(axis=0), choice.good.mean(axis=0)) & (gains[0] == 0)
    return None if same.all() else (draws, choice)


def _unknowns(values: Values, asked: Asked) -> list[Unknown]:
    """Return what varies between the draws, by itself and in its group."""
    column = {name: place for place, name in enumerate(asked.names)}
    moving = [name for name in asked.names if np.ptp(values[:, column[name]]) > 0]
    alone = [
        Unknown(
            "registry" if name in asked.of_registry else "parameter",
            name,
            values[:, [column[name]]],
        )
        for name in moving
    ]
    grouped = []
    for group, names in asked.groups.items():
        parts = [column[name] for name in names if name in moving]
        if parts:
            grouped.append(Unknown("group", group, values[:, parts]))
    return [*alone, *grouped]
