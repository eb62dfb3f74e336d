"""Shows how far a run is: a bar on a terminal, plain lines everywhere else.

Everything goes to the error stream, so that the output holds results only.
"""

from __future__ import annotations

import sys
import time
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from sim.experiment.progress import Stage
from sim.scenario.faults import Language

STAGES: Final[dict[Language, dict[Stage, str]]] = {
    "zh": {
        "population": "推算人口",
        "units": "仿真",
        "units_and_twins": "仿真，连同不撤并的对照和 λ 的三档",
        "units_open": "仿真，谁也不关",
        "tables": "汇总表格",
        "page": "生成页面",
        "screen": "剔除床位容纳不下的取值",
        "prior": "先验范围内的仿真",
        "fit": "代理模型与后验抽样",
        "near": "后验附近的仿真",
        "check": "用联合抽样复核",
        "central": "用中心值复核",
        "screening": "逐个移动假设",
    },
    "en": {
        "population": "expected population",
        "units": "simulating",
        "units_and_twins": "simulating, with twins that close nothing, at three λ",
        "units_open": "simulating without any closing",
        "tables": "writing tables",
        "page": "writing the page",
        "screen": "leaving out what the beds cannot hold",
        "prior": "simulating over the prior",
        "fit": "emulating and sampling",
        "near": "simulating near the posterior",
        "check": "simulating the joint draws",
        "central": "simulating the central values",
        "screening": "moving one assumption at a time",
    },
}
LEFT: Final[dict[Language, str]] = {
    "zh": "还需约 {seconds} 秒",
    "en": "about {seconds} s left",
}


class PlainLines:
    """One line a stage, and one for each finished unit."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._began = time.monotonic()
        self._done_before: int | None = None
        self._stage: Stage = "units"

    def part(self, name: Stage, done: int, total: int) -> None:
        """Say how far a stage is, and first that it begins."""
        if name != self._stage:
            self.stage(name)
        if total > 1:
            self.units(done, total)

    def stage(self, name: Stage) -> None:
        """Say that a stage begins."""
        self._say(STAGES[self._language][name])
        self._began = time.monotonic()
        self._done_before = None
        self._stage = name

    def units(self, done: int, total: int) -> None:
        """Say how many units are finished, and how long the rest will take."""
        if self._done_before is None:
            # The first word is what an earlier, cancelled run had finished.
            self._done_before = done
        line = f"{STAGES[self._language][self._stage]} {done}/{total}"
        fresh = done - self._done_before
        if fresh and done < total:
            each = (time.monotonic() - self._began) / fresh
            seconds = round(each * (total - done))
            line += " · " + LEFT[self._language].format(seconds=seconds)
        self._say(line)

    def close(self) -> None:
        """Say nothing more."""

    def _say(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)  # noqa: T201


class Bar:
    """A bar with the number of units done and the time left."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)
        self._bar.start()

    def part(self, name: Stage, done: int, total: int) -> None:
        """Move the bar of a stage."""
        self.stage(name)
        self._bar.update(self._task, completed=done, total=total)

    def stage(self, name: Stage) -> None:
        """Name the stage beside the bar."""
        self._bar.update(self._task, description=STAGES[self._language][name])

    def units(self, done: int, total: int) -> None:
        """Move the bar."""
        self._bar.update(self._task, completed=done, total=total)

    def close(self) -> None:
        """Remove the bar."""
        self._bar.stop()


def shown(language: Language) -> Bar | PlainLines:
    """Return the bar where it can be drawn, plain lines elsewhere."""
    encoding = (sys.stderr.encoding or "").lower().replace("-", "")
    if sys.stderr.isatty() and encoding == "utf8":
        return Bar(language)
    return PlainLines(language)
