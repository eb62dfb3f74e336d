"""The command `ruralbeds`: finds the verb's module and hands over.

Each verb is a module of `sim.commands` with `register(app)`. Only the module of the
verb that was asked for is imported, so that `--help` answers at once.
"""

from __future__ import annotations

import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from types import FrameType
from typing import Final

import typer

# Verbs in the order of the help page, with the line that stands there.
VERBS: Final = {
    "run": "运行方案 Run scenarios",
    "compare": "对比方案 Compare scenarios on the same elders and chances",
    "sweep": "逐点试参数 Try the values of a sweep",
    "validate": "检查方案文件 Check scenario files",
    "show": "显示完整方案 Show a scenario with everything it inherits",
    "params": "查参数 Search the parameter catalogue",
    "explain": "说明一家机构或一位老人的经过 Tell the story of a home or an elder",
    "report": "重做网页、工作簿、公文 Rebuild page, workbook, briefing of a run",
    "schema": "编辑器用的 JSON Schema for editors",
    "calibrate": "校准一个地区 Fit a place to what is known of it",
    "import": "导入县里的名册 Import a county's own workbooks as an area pack",
    "regress": "对照参照结果 Did the answer of any shipped scenario change",
    "doctor": "体检 What answers rest on, and whether anything is in their way",
}

USAGE: Final = 2
MODEL_FAULT: Final = 4
CANCELLED: Final = 130
_OUR_FAULT: Final = (
    "程序内部错误，不是方案文件的错，请连同上面的文字反馈。"
    "A fault of the program, not of your file; please report it with the text above."
)

# Its module differs from one version of the library to the next; its place does not.
_MISUSE: Final[type[Exception]] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    name="ruralbeds",
    help="农村养老床位仿真 Simulation of elder-care beds in rural China",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _version(
    version: bool = typer.Option(False, "--version", help="版本 version"),
) -> None:
    if version:
        from importlib.metadata import version as installed  # noqa: PLC0415

        typer.echo(f"ruralbeds {installed('ruralbeds')}")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its status.

    0 ok, 1 a check failed, 2 usage or scenario, 3 data, 4 model bug, 130 cancelled by
    Ctrl-C or by a signal to terminate.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    _end_as_if_cancelled()
    try:
        _register(given)
        status = app(given, prog_name="ruralbeds", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(CANCELLED)
    except Exception as error:
        if isinstance(error, _MISUSE):
            sys.exit(_misused(error, given))
        # Verbs tell planners' faults themselves; what arrives here is ours.
        traceback.print_exc()
        typer.echo(_OUR_FAULT, err=True)
        sys.exit(MODEL_FAULT)
    sys.exit(status or 0)


def _misused(error: Exception, given: Sequence[str]) -> int:
    """Say what is wrong with the words of the command, and return the status."""
    from sim.commands.usage import sentence  # noqa: PLC0415 (help answers at once)

    if not given:
        typer.echo(getattr(error, "message", ""), err=True)  # the page of help
        return USAGE
    verb = next((word for word in given if not word.startswith("-")), None)
    known = {command.name: command.callback for command in app.registered_commands}
    typer.echo(sentence(error, given, VERBS, known.get(verb)).told(given), err=True)
    return USAGE


def _register(given: Sequence[str]) -> None:
    """Give the app the verb asked for, and the others as lines of the help page."""
    verb = next((word for word in given if not word.startswith("-")), None)
    for name, line in VERBS.items():
        if name == verb:
            # A module cannot be named by a word of the language.
            module = f"{name}_" if iskeyword(name) else name
            import_module(f"sim.commands.{module}").register(app)
        else:
            app.command(name, help=line)(_stand_in)


def _stand_in() -> None:
    """Stand in for a verb that was not asked for."""


def _end_as_if_cancelled() -> None:
    """Let the signals that ask a program to end do what Ctrl-C does.

    By themselves they would end this process at once: the run folder would claim to be
    running, and the workers would go on.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Whoever had it ignored (nohup) meant that.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _cancel)


def _cancel(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)  # who asks twice is obeyed at once
    raise KeyboardInterrupt


def _speak_utf8() -> None:
    # A GBK console dies on the first character it does not have.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
