"""How the calibration was made, how to make it again, and what it does not say."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any, Final

from sim.report.blocks import Cell, Table, said
from sim.report.fit_data import FitPageData
from sim.report.fit_summary import rounded, whole
from sim.report.numbers import NOT_KNOWN
from sim.report.words import Text, Words

FILES: Final = ("parameters/fitted.yaml", "parameters/draws.yaml")
_ROWS: Final[dict[str, Callable[[Any], str]]] = {
    "simulations": whole,
    "waves": whole,
    "walkers": whole,
    "steps": whole,
    "burn": whole,
    "thin": whole,
    "acceptance": rounded,
    "autocorrelation_steps": rounded,
    "effective_samples": whole,
    "draws": whole,
    "seed": lambda value: NOT_KNOWN if value is None else str(value),
}
# A chain this many times longer than it remembers is taken to have settled.
_LONG_ENOUGH: Final = 50
_LIMITS: Final = ("moment", "model", "interval", "carried", "joint")


def chain_table(data: FitPageData, words: Words) -> Table:
    """Return the figures of the chain, each with what it means."""
    rows = [
        [
            said(words[f"fit_chain.{name}"]),
            Cell(Text.of(show(data.chain.get(name))), _raw(data.chain.get(name))),
            said(words[f"fit_chain_means.{name}"]),
        ]
        for name, show in _ROWS.items()
    ]
    heads = [words[f"fit_head.{head}"] for head in ("figure", "value", "meaning")]
    return Table("chain", words["chain.table"], heads, rows)


def _raw(value: object) -> str:
    return "" if value is None else str(value)


def chain_reading(data: FitPageData, words: Words) -> Text:
    """Return whether the chain was long enough to be trusted."""
    steps = float(data.chain.get("steps", float("nan")))
    memory = float(data.chain.get("autocorrelation_steps", float("nan")))
    if not (isfinite(steps) and isfinite(memory) and memory > 0):
        return words["chain.unknown"]
    times = steps / memory
    verdict = "long" if times >= _LONG_ENOUGH else "short"
    return words[f"chain.{verdict}"].fill(times=rounded(times))


def limits(words: Words) -> list[Text]:
    """Return what the fit does not say."""
    return [words[f"fit_limit.{name}"] for name in _LIMITS]
