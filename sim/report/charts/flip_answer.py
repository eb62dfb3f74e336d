"""What a flip map says in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.report.charts.flip_classes import VERDICTS, Kind, named, verdict_of
from sim.report.flip_data import World
from sim.report.words import NOTHING, Text, Words, joined


def flip_answer(worlds: Sequence[World], kinds: Sequence[Kind], words: Words) -> Text:
    """Return the verdicts on the scenario's own values, and clear ones elsewhere."""
    own = next((one for one in worlds if one.is_own), None)
    if own is None:
        return NOTHING
    held = {kind: verdict_of(own, kind) for kind in kinds}
    told = _by_verdict(
        {v: [named(k, words) for k in kinds if held[k] == v] for v in VERDICTS}, words
    )
    other = {
        verdict: [
            words["flip.flip"].fill(**{"class": named(kind, words), "world": one.label})
            for kind in kinds
            for one in worlds
            if verdict_of(one, kind) == verdict != held[kind]
        ]
        for verdict in ("close", "keep")
    }
    elsewhere = words["flip.nowhere"]
    if any(other.values()):
        elsewhere = words["flip.elsewhere"].fill(listed=_by_verdict(other, words))
    parts = [words["flip.own"].fill(listed=told), elsewhere]
    fading = _fading(worlds, held, words)
    if fading:
        listed = joined(fading, words["flip.then"])
        parts.append(words["flip.fading"].fill(listed=listed))
    return joined(parts, Text("", " "))


def _fading(
    worlds: Sequence[World], held: Mapping[Kind, str], words: Words
) -> list[Text]:
    """Return the clear verdicts that are unsure elsewhere, and in how many worlds."""
    others = [one for one in worlds if not one.is_own]
    counted = {
        kind: sum(verdict_of(one, kind) == "unsure" for one in others)
        for kind, verdict in held.items()
        if verdict in ("close", "keep")
    }
    return [
        words["flip.fades"].fill(
            **{"class": named(kind, words)},
            verdict=words[f"flip_verdict.{held[kind]}"],
            count=count,
            others=len(others),
        )
        for kind, count in counted.items()
        if count
    ]


def _by_verdict(found: Mapping[str, Sequence[Text]], words: Words) -> Text:
    parts = [
        words["flip.verdict"].fill(
            verdict=words[f"flip_verdict.{verdict}"],
            listed=joined(listed, words["flip.and"]),
        )
        for verdict, listed in found.items()
        if listed
    ]
    return joined(parts, words["flip.then"])
