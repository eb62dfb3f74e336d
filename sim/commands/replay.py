"""`ruralbeds run --replay`: the same run again, and what differs from then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import typer

from sim.commands.endings import DATA, USAGE, say, stop
from sim.commands.options import unwritable
from sim.commands.progress import shown
from sim.experiment.replay import (
    Replay,
    UnreadableManifestError,
    differing_tables,
    read_manifest,
    read_replay,
    tables_of,
    where_it_was_made,
)
from sim.experiment.run import run_plan
from sim.experiment.store import UnwritableError
from sim.experiment.told import Told
from sim.scenario.faults import Language

SENTENCES: Final[Mapping[str, Mapping[Language, str]]] = {
    "alone": {
        "zh": "--replay 按 manifest.json 原样重算，不能再写 {words}",
        "en": "--replay runs what the manifest.json says; leave out {words}",
    },
    "same": {
        "zh": "全部 {count} 个表格与当时相同",
        "en": "All {count} tables are the same as then",
    },
    "differ": {
        "zh": "{count} 个表格中有 {differing} 个与当时不同：",
        "en": "{differing} of {count} tables differ from then:",
    },
    "nothing": {
        "zh": "输入、程序和软件包都与当时相同",
        "en": "Inputs, program and packages are the same as then",
    },
}


def refuse_beside(words: Iterable[str], lang: Language) -> None:
    """Refuse what the manifest says already."""
    written = list(words)
    if written:
        joined = ("、" if lang == "zh" else ", ").join(written)
        stop(USAGE, SENTENCES["alone"][lang].format(words=joined))


def replay(manifest: Path, out: Path, lang: Language, jobs: int | None) -> bool:
    """Run again what a manifest describes; return whether all tables are the same.

    Parameters
    ----------
    manifest
        Path of a ``manifest.json``.
    out
        Folder of all results, in which the new run makes its own.
    lang
        Language of the sentences.
    jobs
        Processes, one for each processor if missing.
    """
    found, whole = manifest.absolute(), out.absolute()
    try:
        with where_it_was_made(read_manifest(manifest)) as gone:
            asked = read_replay(found, jobs)
            for told in (*gone, *asked.changed):
                say(getattr(told, lang))
            if not asked.changed:
                say(SENTENCES["nothing"][lang])
            folder = _run_again(asked, whole, lang)
            differing = differing_tables(asked, folder)
    except UnreadableManifestError as error:
        stop(DATA if error.damaged else USAGE, getattr(error.told, lang))
    except UnwritableError as error:
        unwritable(error, lang)
    _tell(asked, differing, lang)
    typer.echo(out / folder.relative_to(whole))
    return not differing


def _run_again(asked: Replay, out: Path, lang: Language) -> Path:
    progress = shown(lang)
    try:
        return run_plan(asked.plan, out, lang=lang, progress=progress).folder
    finally:
        progress.close()


def _tell(asked: Replay, differing: list[Told], lang: Language) -> None:
    count = len(tables_of(asked.manifest))
    kind = "differ" if differing else "same"
    sentence = SENTENCES[kind][lang]
    typer.echo(sentence.format(count=count, differing=len(differing)))
    for told in differing:
        typer.echo(getattr(told, lang))
