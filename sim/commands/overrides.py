"""`--set PATH=VALUE`: values that a command tries instead of those of the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sim.commands.endings import USAGE, stop
from sim.scenario.faults import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "set": {
        "zh": "--set {text}：写成 参数=值，例如 demand.level=1.1",
        "en": "--set {text}: write PATH=VALUE, for example demand.level=1.1",
    },
    "set_twice": {
        "zh": "--set {text}：前面已有 --set {path}={former}；只留一个",
        "en": "--set {text}: there is --set {path}={former} already; keep one of them",
    },
}


def read_overrides(settings: Sequence[str], lang: Language) -> dict[str, str]:
    """Return `--set` as values by path."""
    overrides: dict[str, str] = {}
    for text in settings:
        path, equals, value = text.partition("=")
        if not (path.strip() and equals and value.strip()):
            stop(USAGE, SENTENCES["set"][lang].format(text=text))
        if path.strip() in overrides:
            both = {"path": path.strip(), "former": overrides[path.strip()]}
            stop(USAGE, SENTENCES["set_twice"][lang].format(text=text, **both))
        overrides[path.strip()] = value.strip()
    return overrides
