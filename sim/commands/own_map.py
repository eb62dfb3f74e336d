"""The planner's own boundaries on the command line, checked and kept with the run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.area.outlines import Outlines
from sim.commands.endings import USAGE, say, stop
from sim.experiment.own_map import NoAttributionError, OwnMap, checked_map, keep_map
from sim.experiment.readings import rebuild
from sim.experiment.results import Results
from sim.experiment.store import RunFolder
from sim.experiment.stored import Stored
from sim.scenario import Scenario
from sim.scenario.faults import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "note": {
        "zh": "{path}：要写明底图出处和审图号，加 --map-note，例如 "
        "--map-note “审图号：桂S(2024)12号”",
        "en": "{path}: say whose map it is with --map-note, for example "
        '--map-note "Map review number GS(2024)12"',
    },
}


def checked_outlines(
    own: OwnMap, scenario: Scenario, lang: Language
) -> Outlines | None:
    """Return the outlines of the counties that are run, if a file is given."""
    try:
        return checked_map(own, scenario)
    except NoAttributionError:
        stop(USAGE, SENTENCES["note"][lang].format(path=own.file))


def kept_map(
    folder: RunFolder, scenario: Scenario, own: OwnMap, lang: Language
) -> None:
    """Check the map, keep it in the run folder, and say what it lacks."""
    outlines = checked_outlines(own, scenario, lang)
    for told in keep_map(folder, own, outlines):
        say(getattr(told, lang))


def map_of(results: Results, own: OwnMap, lang: Language) -> None:
    """Put the map, if one is given, on the page of a run."""
    if own.is_given:
        folder = RunFolder(results.folder)
        kept_map(folder, results.scenario, own, lang)
        rebuild(Stored(folder, results), ("html",), lang)
