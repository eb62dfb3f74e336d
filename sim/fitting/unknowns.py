"""What is unknown of a place: which values of the catalogue it moves, and how far.

An unknown has a score with a standard normal prior. Everything that fits works with
scores; the model only ever sees values of catalogue paths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.area import Area
from sim.fitting.scales import SCALES, Floats, Scale
from sim.fitting.unknown_list import BUILT_IN, Act, Declared, Role, read_list
from sim.scenario.catalogue import Parameter, catalogue


@dataclass(frozen=True)
class Unknown:
    """One uncertain quantity.

    Attributes
    ----------
    acts
        `value`: is the value of its one path. `level`: multiplies its paths. `power`:
        raises the ratio of its paths to the reference to a power. `contrast`:
        multiplies the first path and divides the second, by its root.
    reference
        Path to which ratios are taken; 1 if there is none.
    center, low, high
        Median and central 80 % of the prior, natural scale.
    role
        `fitted` if observations may say something about it, `carried` if they cannot.
    """

    id: str
    label_zh: str
    label_en: str
    unit: str
    acts: Act
    paths: tuple[str, ...]
    reference: str | None
    scale: Scale
    center: float
    low: float
    high: float
    role: Role
    source: str
    grade: str

    def natural(self, score: Floats | float) -> Floats:
        """Return natural values of scores, within the bounds of a path of its own.

        The prior is a normal of two halves on the working scale, so that median and
        both ends of the range are what they are said to be.
        """
        below, above = self.scale.sides(self.center, self.low, self.high)
        score = np.asarray(score, dtype=float)
        away = np.where(score < 0, below, above) * score
        value = self.scale.natural(self.scale.of(self.center) + away)
        if self.acts == "value":
            value = _within(catalogue()[self.paths[0]], value)
        return value


@dataclass(frozen=True)
class Unknowns:
    """All unknowns of a place, with the values that they move."""

    entries: tuple[Unknown, ...]
    base: Mapping[str, float]
    """Value of each path before anything is fitted."""

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def fitted(self) -> list[int]:
        """Positions of those of which observations may speak."""
        return [i for i, entry in enumerate(self.entries) if entry.role == "fitted"]

    @property
    def paths(self) -> list[str]:
        """Paths that are moved, each once, in the order of the entries."""
        return list(dict.fromkeys(p for entry in self.entries for p in entry.paths))

    def values(self, scores: Floats) -> dict[str, float]:
        """Return the value of each path.

        Parameters
        ----------
        scores
            One an unknown. Shape (unknowns).
        """
        values = {path: self.base[path] for path in self.paths}
        natural = [
            float(e.natural(s)) for e, s in zip(self.entries, scores, strict=True)
        ]
        # Ratios first: a level then moves what the ratios have become.
        for act in ("power", "contrast", "level", "value"):
            for entry, number in zip(self.entries, natural, strict=True):
                if entry.acts == act:
                    _move(values, entry, number, self.base)
        known = catalogue()
        return {path: float(_within(known[path], v)) for path, v in values.items()}


def _move(
    values: dict[str, float], entry: Unknown, number: float, base: Mapping[str, float]
) -> None:
    match entry.acts:
        case "value":
            values[entry.paths[0]] = number
        case "level":
            for path in entry.paths:
                values[path] *= number
        case "power":
            reference = base[entry.reference] if entry.reference else 1.0
            for path in entry.paths:
                values[path] = reference * (values[path] / reference) ** number
        case "contrast":
            above, below = entry.paths
            values[above] *= number**0.5
            values[below] /= number**0.5


def _within(parameter: Parameter, value: Any) -> Floats:
    """Return values inside the bounds that no file may pass."""
    if parameter.bounds:
        low, high = parameter.bounds
        value = np.clip(np.asarray(value, dtype=float), low, high)
    return np.asarray(value, dtype=float)


def read_unknowns(area: Area, path: Path | None = None) -> Unknowns:
    """Return the unknowns of a place.

    Parameters
    ----------
    area
        Its values and ranges before any fitting stand for what is known beforehand;
        where it says nothing, the catalogue's do.
    path
        Another list than the one that comes with the program.

    Raises
    ------
    AreaError
        The list is not understood, or does not fit the values of the place.
    """
    declared = read_list(path or BUILT_IN).unknowns
    entries = tuple(_unknown(entry, area) for entry in declared)
    paths = {path for entry in entries for path in entry.paths}
    paths |= {entry.reference for entry in entries if entry.reference}
    return Unknowns(entries, {path: _base(area, path)[0] for path in sorted(paths)})


def left_alone() -> Mapping[str, Mapping[str, str]]:
    """Return the paths that no draw moves, each with the reason `zh` and `en`."""
    return read_list().fixed


def _unknown(declared: Declared, area: Area) -> Unknown:
    source, grade, center = "assumption", "assumed", 1.0
    low, high = declared.range or (1.0, 1.0)
    parameter = catalogue()[declared.paths[0]]
    if declared.acts == "value":
        center, low, high, source, grade = _own_range(area, declared)
    _check_range(declared, center, low, high)
    label = declared.label or {"zh": parameter.label.zh, "en": parameter.label.en}
    return Unknown(
        id=declared.id,
        label_zh=label["zh"],
        label_en=label["en"],
        unit=parameter.unit if declared.acts == "value" else "ratio",
        acts=declared.acts,
        paths=declared.paths,
        reference=declared.reference,
        scale=SCALES[declared.scale],
        center=center,
        low=low,
        high=high,
        role=declared.role,
        source=source,
        grade=grade,
    )


def _check_range(declared: Declared, center: float, low: float, high: float) -> None:
    """Refuse a range that does not hold its median or has no place on its scale."""
    if not low <= center <= high:
        raise declared.fault(
            f"range [{low:g}, {high:g}] 不含中位数 {center:g}",
            f"the range [{low:g}, {high:g}] does not hold the median {center:g}",
        )
    least, most = SCALES[declared.scale].domain
    if not least <= low < high <= most:
        raise declared.fault(
            f"scale 为 {declared.scale} 时 range 应在 {least:g} 与 {most:g} 之间",
            f"with scale: {declared.scale} the range must lie between {least:g} and "
            f"{most:g}",
        )


def _base(area: Area, path: str) -> tuple[float, float | None, float | None]:
    own = area.unfitted.get(path)
    if own is not None:
        return float(own.value), own.low, own.high
    parameter = catalogue()[path]
    low, high = parameter.range or (None, None)
    return float(parameter.read(parameter.default)), low, high


def _own_range(area: Area, declared: Declared) -> tuple[float, float, float, str, str]:
    path = declared.paths[0]
    value, low, high = _base(area, path)
    own, parameter = area.unfitted.get(path), catalogue()[path]
    source, grade = (
        (own.source, own.grade) if own else (parameter.source, parameter.grade)
    )
    if declared.range:
        return value, *declared.range, source, grade
    if low is None or high is None:
        if parameter.range is None:
            raise declared.fault(
                f"“{path}”没有范围，请写 range",
                f"“{path}” has no range of its own; write range",
            )
        low, high = parameter.range
    return value, min(low, value), max(high, value), source, grade
