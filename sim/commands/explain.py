"""`ruralbeds explain`: what became of a home or an elder in a run, and why."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

from sim.commands.endings import DATA, USAGE, ends_with_status, say, stop
from sim.commands.options import Jobs, Lang
from sim.experiment.explain import Explainer
from sim.experiment.explain_asked import AskedError, explain_words
from sim.experiment.keep_open import ChangedError
from sim.experiment.past_run import open_run
from sim.experiment.replay import UnreadableManifestError
from sim.experiment.tables import csv_text
from sim.report.explain_story import Explanation, Part
from sim.report.words import Text
from sim.scenario.faults import Language

# Narrower terminals, and files, have lines instead of tables.
_WIDE = 100


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("explain")(explain)


def explain(
    run: Annotated[
        Path,
        typer.Argument(metavar="RUN", help="结果文件夹 folder of a run"),
    ],
    home: Annotated[
        str | None,
        typer.Argument(metavar="[HOME]", help="机构编号 id of a home"),
    ] = None,
    elder: Annotated[
        int | None, typer.Option(metavar="ID", min=0, help="老人编号 id of an elder")
    ] = None,
    replication: Annotated[
        int | None, typer.Option(min=0, help="第几号推演，默认第一次 replication")
    ] = None,
    draw: Annotated[
        int | None, typer.Option(min=0, help="第几组抽样，默认第一组 draw")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="各次推演的结果 every replication")
    ] = False,
    keep_open: Annotated[
        str | None,
        typer.Option(metavar="HOME", help="若保留这一家 what if it had been kept"),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="写成表格 write the rows")
    ] = None,
    jobs: Jobs = None,
    lang: Lang = "zh",
) -> None:
    """说明一家机构或一位老人的经过 Tell the story of a home or an elder in a run."""
    _refuse_contradictions(
        lang,
        {"HOME": home, "--elder": elder, "--keep-open": keep_open},
        {"--all": everything or None, "--replication": replication},
    )
    if everything and elder is not None:
        _refuse(explain_words()["asked.elder_all"], lang)
    with ends_with_status(lang):
        try:
            explainer = Explainer(open_run(run), str(run))
            if keep_open is not None:
                told = explainer.kept_open(keep_open, draw, replication, jobs)
            elif elder is not None:
                told = explainer.elder(elder, draw, replication)
            else:
                told = _of_home(explainer, home, draw, replication, everything)
        except AskedError as error:
            stop(USAGE, getattr(error.told, lang))
        except UnreadableManifestError as error:
            stop(DATA if error.damaged else USAGE, getattr(error.told, lang))
        except ChangedError:
            stop(DATA, getattr(explain_words()["kept.changed"], lang))
        _show(told, lang)
        if csv is not None:
            _write(told.rows, csv, lang)


def _of_home(
    explainer: Explainer,
    home: str | None,
    draw: int | None,
    replication: int | None,
    everything: bool,
) -> Explanation:
    """Return what is told of a home, or which homes there is something to tell of."""
    if home is None:
        return explainer.listed(draw)
    if everything:
        return explainer.home_over_all(home, draw)
    return explainer.home(home, draw, replication)


def _refuse_contradictions(lang: Language, *groups: dict[str, object]) -> None:
    """Refuse more than one of things of which each says something else."""
    for group in groups:
        given = [name for name, value in group.items() if value is not None]
        if len(given) > 1:
            told = {"one": given[0], "other": given[1]}
            _refuse(explain_words()["asked.both"].fill(**told), lang)


def _refuse(text: Text, lang: Language) -> NoReturn:
    stop(USAGE, getattr(text, lang))


# --- showing ---------------------------------------------------------------


def _show(told: Explanation, lang: Language) -> None:
    try:
        _show_parts(told, lang)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has had enough; what is still buffered goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_parts(told: Explanation, lang: Language) -> None:
    console = Console()
    wide = sys.stdout.isatty() and console.width >= _WIDE
    for number, part in enumerate(told.parts):
        if number:
            typer.echo("")
        if part.title is not None:
            typer.echo(getattr(part.title, lang))
        if wide and (part.lines or part.table):
            console.print(_table(part, lang))
        else:
            _show_lines(part, lang)


def _show_lines(part: Part, lang: Language) -> None:
    for text in part.sentences:
        typer.echo(getattr(text, lang))
    for date, what in _dated(part, lang):
        typer.echo(f"{date}  {what}")


def _dated(part: Part, lang: Language) -> list[tuple[str, str]]:
    return [(line.date, getattr(line.text, lang)) for line in part.lines]


def _table(part: Part, lang: Language) -> Table:
    if part.lines:
        words = explain_words()
        heads = [words["explain.date"], words["explain.what"]]
        rows = [list(pair) for pair in _dated(part, lang)]
    else:
        heads, rows = list(part.heads), [list(row) for row in part.table]
    table = Table(show_lines=False)
    for number, head in enumerate(heads):
        right = bool(part.table) and number > 0
        table.add_column(getattr(head, lang), justify="right" if right else "left")
    for row in rows:
        table.add_row(*row)
    return table


def _write(rows: pd.DataFrame, file: Path, lang: Language) -> None:
    """Write the rows, as Excel opens them."""
    shown = rows.copy()
    words = explain_words()
    if "sentence" in shown:
        shown["sentence"] = [getattr(text, lang) for text in shown["sentence"]]
    try:
        file.write_text(csv_text(shown), encoding="utf-8-sig", newline="")
    except OSError as error:
        told = {"file": file, "reason": error.strerror or type(error).__name__}
        _refuse(words["asked.csv"].fill(**told), lang)
    written = words["explain.written"].fill(rows=len(shown), file=file)
    say(getattr(written, lang))
