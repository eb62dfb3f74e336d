"""What a run says of itself after STRESS-DES, read from scenario, catalogue and code.

Names of events, ranks, classes and streams are those of the program, so that they
cannot say what the program does not do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

import sim
from sim.engine.roster import RANK_GUARANTEED, RANK_OTHERS, RANK_PRIORITY
from sim.events import Ability, BedKind, ElderClass, Event
from sim.experiment.place import area_name
from sim.experiment.software import software
from sim.indicators.catalogue import CATALOGUE
from sim.report.stress import WORDS, Facts
from sim.report.words import Text, Words, joined, load_words
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.experiment.results import Results

_GRADES: Final = ("published", "derived", "assumed")
_STREAM: Final = re.compile(
    r"\b(?:generator|(?:uniform|exponential)(?:_one)?)\(\s*\"(\w+)\""
)


def facts_of(results: Results, assumptions: int) -> Facts:
    """Return what fills each item of the statement of a run.

    Parameters
    ----------
    assumptions
        How many the log of assumptions has.
    """
    scenario = results.scenario
    return {
        **_objectives(results),
        **_logic(scenario),
        **_data(results, assumptions),
        **_experiment(scenario),
        **_program(results),
    }


def _objectives(results: Results) -> Facts:
    scenario = results.scenario
    there = set(results.summary["indicator"].astype(str))
    names = [Text(*_both(CATALOGUE[one].label)) for one in CATALOGUE if one in there]
    words, question = load_words(WORDS), Text.of(scenario.question)
    if not question.zh.strip():
        question = words["stress.no_question"]
    return {
        "1_1": {"question": question},
        "1_2": {"count": len(names), "names": joined(names, Text("、", ", "))},
        "1_3": {
            "title": Text.of(scenario.title),
            "scenario": scenario.id,
            "status": words.named("state", scenario.status),
            "area": Text.of(area_name(scenario)),
            "targets": len(scenario.targets),
        },
    }


def _both(words: Any) -> tuple[str, str]:
    return str(words.zh), str(words.en)


def _logic(scenario: Scenario) -> Facts:
    words = load_words(WORDS)
    rules = words["stress.no_rules"]
    if scenario.rules:
        names = joined([Text.of(one.label) for one in scenario.rules], Text("、", ", "))
        rules = words["stress.rules"].fill(count=len(scenario.rules), names=names)
    facts = (*scenario.history, *scenario.programme)
    changes = words["stress.no_changes"]
    if facts:
        assumed = sum(one.grade == "assumed" for one in facts)
        changes = words["stress.changes"].fill(count=len(facts), assumed=assumed)
    ranks = (RANK_GUARANTEED, RANK_PRIORITY, RANK_OTHERS)
    return {
        "2_2": {"days": f"{float(scenario.value('guarantee.days')):.0f}"},
        "2_3": {"rules": rules, "changes": changes},
        "2_5": {
            "abilities": _names(Ability, words),
            "classes": _names(ElderClass, words),
            "beds": _names(BedKind, words),
            "ranks": ", ".join(map(str, ranks)),
            "count": len(Event),
            "events": ", ".join(f"`{one.value}`" for one in Event),
        },
    }


def _names(kind: type[Enum], words: Words) -> Text:
    """Return what kinds are called, in Chinese with the name the program has."""
    codes = [one.name.lower() for one in kind]
    names = [words[f"stress_name.{code}"].fill(code=f"`{code}`") for code in codes]
    return joined(names, words["stress.and"])


def _data(results: Results, assumptions: int) -> Facts:
    words, scenario = load_words(WORDS), results.scenario
    sources, origins = scenario.area.sources, scenario.origins()
    drawn = bool(len(results.homes) and results.homes["synthetic"].any())
    homes = words["stress.drawn_homes" if drawn else "stress.real_homes"]
    return {
        "3_1": {"pack": scenario.area.name, "homes": homes, **_counted(sources)},
        "3_3": _counted(origins),
        "3_4": {"count": assumptions},
    }


def _counted(table: pd.DataFrame) -> dict[str, int]:
    grades = table["grade"].astype(str)
    return {"count": len(table)} | {one: int((grades == one).sum()) for one in _GRADES}


def _experiment(scenario: Scenario) -> Facts:
    words, line = load_words(WORDS), scenario.timeline
    design = words["stress.seed_many"].fill(
        draws=scenario.draws, replications=scenario.replications
    )
    return {
        "4_1": {"start": line.start},
        "4_2": {
            "start": line.start,
            "end": line.end,
            "years": len(line.years),
            "planning": scenario.planning_start,
        },
        "4_3": {"design": design},
    }


def _program(results: Results) -> Facts:
    known, scenario = software(), results.scenario
    packages = known["packages"]
    return {
        "5_1": {
            "version": known["version"],
            "python": known["python"],
            "packages": ", ".join(f"{one} {two}" for one, two in packages.items()),
        },
        "5_2": {
            "seed": scenario.seed,
            "stream": known["stream_version"],
            "streams": ", ".join(f"`{one}`" for one in stream_names()),
        },
        "5_3": {"simpy": packages["simpy"], "units": len(results.plan.units)},
        "5_4": {name: known[name] for name in ("system", "machine", "processors")},
    }


@cache
def stream_names() -> tuple[str, ...]:
    """Return the decisions that the program draws by a name written in it."""
    return tuple(sorted(set(_named(Path(sim.__file__).parent.rglob("*.py")))))


def _named(modules: Iterable[Path]) -> Iterable[str]:
    for module in modules:
        yield from _STREAM.findall(module.read_text(encoding="utf-8"))
