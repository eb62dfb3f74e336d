"""The assumptions of a run, one by one: what, value, source, how well known, impact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Final

import numpy as np
import pandas as pd

from sim.report.stress import WORDS
from sim.report.words import Text, Words, load_words
from sim.scenario import Scenario

COLUMNS: Final = [
    *("kind", "what_zh", "what_en", "value", "unit", "low", "high", "source"),
    *("grade", "where", "note", "known_zh", "known_en", "impact_zh", "impact_en"),
]
_CALIBRATED: Final = "calibration"


def assumptions_log(scenario: Scenario, screened: pd.DataFrame | None) -> pd.DataFrame:
    """Return every assumption of a scenario and its area, the assumed first.

    Parameters
    ----------
    screened
        What each parameter moves: `path, headline, label_zh, label_en, unit,
        mu_star`; None where the area was not screened.

    Returns
    -------
        Columns `COLUMNS`. `kind` is parameter, change, rule, assumes or registry;
        `where` is file and line, without the folders of the machine; `known` says how
        well it is known and `impact` which headline it moves most, by rank.
    """
    words = load_words(WORDS)
    rows = [
        *_parameters(scenario, _impacts(screened, words), words),
        *_changes(scenario, words),
        *_rules(scenario, words),
        *_registry(scenario, words),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(kind: str, what: Text, known: Text, impact: Text, **given: object) -> Any:
    return {
        "kind": kind,
        "what_zh": what.zh,
        "what_en": what.en,
        "known_zh": known.zh,
        "known_en": known.en,
        "impact_zh": impact.zh,
        "impact_en": impact.en,
    } | given


def _parameters(
    scenario: Scenario, impacts: dict[str, Text], words: Words
) -> Iterator[Any]:
    origins = scenario.origins()
    origins = origins[origins["grade"] != "published"]
    order = origins["grade"].map({"assumed": 0, "derived": 1})
    ordered = origins.assign(order=order).sort_values("order", kind="stable")
    for line in ordered.itertuples():
        what = Text(f"{line.label_zh}（{line.path}）", f"{line.label_en} ({line.path})")
        bare = str(line.path).partition("@")[0]
        known = "no_range" if np.isnan(float(str(line.low))) else "range_known"
        if str(line.source).partition("#")[0] == _CALIBRATED:
            known = "fitted"
        yield _row(
            "parameter",
            what,
            words[f"log.{known}"],
            impacts.get(bare, words["log.not_screened"]),
            value=line.value,
            unit=line.unit,
            low=line.low,
            high=line.high,
            source=line.source,
            grade=line.grade,
            where=_where(line.file, line.line),
            note=line.note,
        )


def _impacts(screened: pd.DataFrame | None, words: Words) -> dict[str, Text]:
    """Return by path the headline in which it ranks highest, and how far it moves."""
    if screened is None:
        return {}
    ranks = screened.groupby("headline")["mu_star"].rank(ascending=False, method="min")
    table = screened.assign(rank=ranks)
    none = dict.fromkeys(table["path"].astype(str), words["log.moves_none"])
    table = table[table["mu_star"] > 0]
    best = table.sort_values("rank", kind="stable").drop_duplicates("path")
    return none | {
        str(one.path): words["log.moves"].fill(
            headline=Text(str(one.label_zh), str(one.label_en)),
            size=_size(float(str(one.mu_star)), str(one.unit)),
            rank=f"{one.rank:.0f}",
        )
        for one in best.itertuples()
    }


def _size(size: float, unit: str) -> Text:
    """Return an effect: shares in points."""
    if unit == "share":
        return Text(f"{100 * size:.1f}个百分点", f"{100 * size:.1f} points")
    return Text.of(f"{size:.3g}")


def _changes(scenario: Scenario, words: Words) -> Iterator[Any]:
    for one in (*scenario.history, *scenario.programme):
        low, high = one.range or (None, None)
        amount = one.count if one.count is not None else one.beds
        yield _row(
            "change",
            Text.of(f"{one.date} {one.do}"),
            words["log.range_known" if one.range else "log.no_range"],
            words["log.not_screened"],
            value=one.share if amount is None else amount,
            unit="homes" if one.count is not None else "beds" if one.beds else "share",
            low=low,
            high=high,
            source=one.source,
            grade=one.grade,
            where=_where(one.file, one.line),
            note=one.note,
        )


def _rules(scenario: Scenario, words: Words) -> Iterator[Any]:
    for rule in scenario.rules:
        label = Text.of(rule.label)
        held = {"source": rule.source, "grade": "assumed"}
        chosen, unknown = words["log.chosen"], words["log.not_screened"]
        if rule.source == "assumption":
            yield _row("rule", label, chosen, unknown, note=rule.note or "", **held)
        for assumed in rule.assumes:
            what = Text(f"{label.zh}：{assumed}", f"{label.en}: {assumed}")
            yield _row("assumes", what, chosen, unknown, **held)


def _registry(scenario: Scenario, words: Words) -> Iterator[Any]:
    totals = scenario.area.homes_totals or {}
    if scenario.area.homes is not None:
        return
    kinds = totals.get("distributions", {})
    entries = {name: one for name, one in totals.items() if name != "distributions"}
    for name, one in {**entries, **kinds}.items():
        if not isinstance(one, dict) or one.get("grade") == "published":
            continue
        value = one.get("value", one.get("parameters"))
        known = "range_known" if "range" in one else "no_range"
        yield _row(
            "registry",
            Text.of(name),
            words[f"log.{known}"],
            words["log.not_screened"],
            value=_flat(value),
            unit=one.get("unit"),
            low=_flat(one.get("range")),
            source=one.get("source"),
            grade=one.get("grade"),
            where="homes_totals.yaml",
            note=one.get("note", ""),
        )


def _flat(value: object) -> object:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_flat(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "–".join(map(str, value))
    return value


def _where(file: object, line: object) -> str:
    # The last parts are enough to find a file, and say nothing of the machine.
    place = "/".join(PurePath(str(file)).parts[-2:])
    number = pd.to_numeric(str(line), errors="coerce")
    return place if pd.isna(number) else f"{place}:{number:.0f}"
