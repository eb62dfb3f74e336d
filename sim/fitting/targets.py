"""The table of targets: what is known of a place, and what is held back."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from sim.area.errors import AreaError
from sim.area.tables import Table, read_csv
from sim.fitting.measures import BY_CLASS, Measure, measures
from sim.fitting.scales import Floats
from sim.scenario.faults import hint

COLUMNS = [
    "target",
    "measure",
    "tier",
    "ownership",
    "class",
    "value",
    "low",
    "high",
    "use",
    "source",
    "grade",
    "note_zh",
    "note_en",
]
_FARTHEST = 4.0
_WORDS = {
    "tier": ("all", "county", "township", "village"),
    "ownership": ("all", "public", "private"),
    "class": ("all", "guaranteed", "social"),
    "use": ("fit", "hold_out"),
    "grade": ("published", "derived", "assumed"),
}


@dataclass(frozen=True)
class Target:
    """One observed figure.

    Attributes
    ----------
    value, low, high
        The figure, and the limits between which what is true of this place lies with
        80 %: error of the figure, and of taking it over from elsewhere.
    use
        `fit`, or `hold_out`: predicted, compared, never fitted.
    """

    id: str
    measure: Measure
    tier: str
    ownership: str
    elder_class: str
    value: float
    low: float
    high: float
    use: Literal["fit", "hold_out"]
    source: str
    grade: str
    note_zh: str
    note_en: str

    @property
    def working(self) -> float:
        """The value on the working scale of the measure."""
        return float(self.measure.scale.of(self.value))

    @property
    def sd(self) -> float:
        """Standard deviation on the working scale."""
        return self.measure.scale.sd(self.value, self.low, self.high)

    def seen(self, figures: ArrayLike) -> Floats:
        """Return simulated figures on the working scale.

        A factor of 55, of the figure or its odds, is as far off as any counts: a place
        that shows nothing at all would stand infinitely far out, and every emulator
        would bend to it.
        """
        working = self.measure.scale.of(figures)
        return np.clip(working, self.working - _FARTHEST, self.working + _FARTHEST)


def read_targets(path: Path) -> list[Target]:
    """Return the targets of a table, in its order.

    Raises
    ------
    AreaError
        At the first row that is not understood, with file and line.
    """
    table = read_csv(path, COLUMNS)
    table.unique(["target"])
    for name, allowed in _WORDS.items():
        table.words(name, allowed)
    _check_measures(table)
    value, low, high = (table.numbers(name) for name in ("value", "low", "high"))
    table.refuse(
        ~((low <= value) & (value <= high) & (low < high)),
        "应有 low ≤ value ≤ high，且 low < high（80% 区间）",
        "low ≤ value ≤ high and low < high must hold (an 80 % interval)",
    )
    _check_scales(table, low, high)
    numbers = zip(value, low, high, strict=True)
    targets = [
        _target(row, *figure)
        for row, figure in zip(table.rows.to_dict("records"), numbers, strict=True)
    ]
    if not any(target.use == "fit" for target in targets):
        raise AreaError(
            "没有一行的 use 是 fit：没有可拟合的目标",
            "no row has use = fit: there is nothing to fit",
            file=path,
        )
    return targets


def _target(
    row: Mapping[Hashable, Any], value: float, low: float, high: float
) -> Target:
    return Target(
        id=row["target"],
        measure=measures()[row["measure"]],
        tier=row["tier"],
        ownership=row["ownership"],
        elder_class=row["class"],
        value=value,
        low=low,
        high=high,
        use="fit" if row["use"] == "fit" else "hold_out",
        source=row["source"],
        grade=row["grade"],
        note_zh=row["note_zh"],
        note_en=row["note_en"],
    )


def _check_measures(table: Table) -> None:
    known = measures()
    unknown = ~table.rows["measure"].isin(list(known))
    for row in np.flatnonzero(unknown)[:1].tolist():
        read = str(table.rows["measure"].iloc[row])
        zh, en = hint(read, known)
        raise table.fault(
            row, f"不认识的 measure“{read}”{zh}", f"unknown measure “{read}”{en}"
        )
    table.refuse(
        (table.rows["class"] != "all") & ~table.rows["measure"].isin(BY_CLASS),
        "这一 measure 不分人群，class 应为 all",
        "this measure is not split by class: class must be all",
    )


def _check_scales(table: Table, low: pd.Series, high: pd.Series) -> None:
    """Refuse an interval that has no place on the working scale of its measure."""
    for row, name in enumerate(table.rows["measure"]):
        measure = measures()[name]
        least, most = measure.scale.domain
        if not least <= low.iloc[row] <= high.iloc[row] <= most:
            zh, en = _WITHIN[measure.unit == "share" and most < 1]
            raise table.fault(row, f"{name} 的 {zh}", f"of {name}, {en}")


_WITHIN = {
    False: ("low 应大于 0", "low must be above 0"),
    True: (
        "low 和 high 应在 0.001 与 0.999 之间（占比写作小数）",
        "low and high must lie between 0.001 and 0.999 (shares are decimals)",
    ),
}


def kind_words(target: Target) -> tuple[str, str]:
    """Return which homes and residents a target is about, in both languages."""
    said = [
        _KINDS[word]
        for word in (target.tier, target.ownership, target.elder_class)
        if word != "all"
    ]
    zh, en = [word for word, _ in said], [word for _, word in said]
    return "、".join(zh), ", ".join(en)


_KINDS = {
    "county": ("县级", "county"),
    "township": ("乡镇", "township"),
    "village": ("村级", "village"),
    "public": ("公办", "public"),
    "private": ("民办", "private"),
    "guaranteed": ("特困人员", "guaranteed"),
    "social": ("社会老人", "not guaranteed"),
}


def as_frame(targets: list[Target]) -> pd.DataFrame:
    """Return the targets as a table for people, a row each."""
    rows = []
    for target in targets:
        zh, en = kind_words(target)
        measure = target.measure
        rows.append(
            {
                "target": target.id,
                "label_zh": measure.label_zh + (f"（{zh}）" if zh else ""),
                "label_en": measure.label_en + (f" ({en})" if en else ""),
                "measure": measure.id,
                "unit": measure.unit,
                "use": target.use,
                "value": target.value,
                "low": target.low,
                "high": target.high,
                "source": target.source,
                "grade": target.grade,
                "note_zh": target.note_zh,
                "note_en": target.note_en,
            }
        )
    return pd.DataFrame(rows)
