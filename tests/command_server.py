"""Processes that have imported the program already, each for one run of the command.

`python command_server.py` reads a request a line, as JSON, and answers with the status
in which the command ended. Every command is a process of its own, forked from this one,
which has imported everything and done nothing: importing takes longer than most
commands do. What a fresh interpreter alone can show (an import that only some verbs
make, variables that Python itself reads) is asked of a fresh one, see `conftest.py`.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import runpy
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from typing import IO

SECONDS = 300


class CommandServer:
    """The side of the tests: asks for commands and reads what they said."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__],
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(
        self, words: list[str], cwd: Path | str, environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Return status and words of one command."""
        asking, answers = self._process.stdin, self._process.stdout
        assert asking is not None
        assert answers is not None
        with TemporaryDirectory() as folder:
            said = [Path(folder) / name for name in ("stdout", "stderr")]
            request = {
                "words": words,
                "cwd": str(cwd),
                "environment": environment,
                "said": [str(path) for path in said],
            }
            asking.write(json.dumps(request) + "\n")
            asking.flush()
            if not select([answers], [], [], SECONDS)[0]:
                self.close()
                raise subprocess.TimeoutExpired(words, SECONDS)
            status = int(answers.readline())
            out, err = (path.read_text(encoding="utf-8") for path in said)
        return subprocess.CompletedProcess(words, status, out, err)

    def close(self) -> None:
        """End the process that the commands are forked from."""
        self._process.kill()
        self._process.communicate()


def _import_everything() -> None:
    sim = import_module("sim")
    for module in pkgutil.walk_packages(sim.__path__, "sim."):
        if module.name.endswith("__main__"):
            continue
        # What cannot be imported is for the command to complain of.
        with suppress(ImportError):
            import_module(module.name)


def _serve(requests: IO[str]) -> None:
    """Answer requests; returns in each child, with what it is to do laid out."""
    for line in requests:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(request)
            return
        _, ended = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)  # noqa: T201
    sys.exit()


def _become(request: dict) -> None:
    """Take over folder, environment, words and outputs that the command has."""
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    paths = [(os.devnull, os.O_RDONLY)]
    paths += [(path, os.O_WRONLY | os.O_CREAT) for path in request["said"]]
    for stream, (path, how) in enumerate(paths):
        opened = os.open(path, how)
        os.dup2(opened, stream)
        os.close(opened)
    sys.argv[1:] = request["words"]


if __name__ == "__main__":
    _import_everything()
    gc.freeze()  # nobody looks through what was imported: its pages stay shared
    _serve(sys.stdin)
    runpy.run_module("sim", run_name="__main__", alter_sys=True)
