"""How a command ends: a sentence for the planner and an exit status for the machine.

0 ok; 1 a check failed; 2 usage or scenario; 3 data; 4 a fault of the program; 130
cancelled. A fault of the program shows its traceback, nothing else does.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

import typer

from sim.area import AreaError, UnfitValuesError
from sim.experiment.workers import ExecutionError
from sim.scenario import Language, ScenarioError

CHECK_FAILED: Final = 1
USAGE: Final = 2
DATA: Final = 3
MODEL: Final = 4
CANCELLED: Final = 130

_SYSTEM_FAULT: Final[dict[Language, str]] = {
    "zh": "读写文件时系统报错：{reason}。请检查磁盘空间和权限；已算完的部分保留，"
    "同一条命令加 --resume 接着算。",
    "en": "The system could not read or write a file: {reason}. Check disk space and "
    "permissions; what is done stays, and the same command with --resume goes on.",
}
_MODEL_FAULT: Final[dict[Language, str]] = {
    "zh": "程序内部错误，不是方案文件的错。请连同上面的文字反馈。",
    "en": "A fault of the program, not of the scenario file. "
    "Please report it with the text above.",
}

_MORE: Final[dict[Language, str]] = {
    "zh": "… 还有 {count} 处错误；改好上面的再检查一次",
    "en": "… and {count} more; mend those above and check again",
}
# A file of another kind has thousands; nobody reads them, and the first scroll away.
MOST_FAULTS: Final = 50


def say(sentence: str) -> None:
    """Print a sentence on the error stream; the output holds results only."""
    typer.echo(sentence, err=True)


def stop(status: int, sentence: str) -> NoReturn:
    """End the command with a sentence and a status."""
    say(sentence)
    raise typer.Exit(status)


@contextmanager
def ends_with_status(language: Language) -> Iterator[None]:
    """Turn what went wrong inside into its sentence and its status."""
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except ScenarioError as error:
        stop(USAGE, _told(error, language))
    except UnfitValuesError as error:
        stop(USAGE, error.message(language))
    except AreaError as error:
        stop(DATA, error.message(language))
    except ExecutionError as error:
        stop(DATA, error.zh if language == "zh" else error.en)
    except KeyboardInterrupt:
        raise typer.Exit(CANCELLED) from None
    except OSError as error:
        stop(DATA, _SYSTEM_FAULT[language].format(reason=error))
    except Exception:
        traceback.print_exc(file=sys.stderr)
        stop(MODEL, _MODEL_FAULT[language])


def _told(error: ScenarioError, language: Language) -> str:
    """Return a line a fault, of the first ones if there are very many."""
    lines = [fault.text(language) for fault in error.faults[:MOST_FAULTS]]
    if (more := len(error.faults) - MOST_FAULTS) > 0:
        lines.append(_MORE[language].format(count=more))
    return "\n".join(lines)
