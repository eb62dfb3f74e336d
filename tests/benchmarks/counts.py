"""Counts that are the same on every machine: events, lives, bytes, rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

import simpy

from sim.engine import simulate
from sim.engine.model import build_world
from sim.events import EventLog
from sim.scenario import Scenario
from sim.supply.setting import supply_setting


@dataclass(frozen=True)
class Counts:
    """Of one replication."""

    rows: int
    stays: int
    simpy_events: int
    lives: int
    """Elders who are followed."""
    log_bytes: int

    @property
    def events_per_stay(self) -> float:
        """SimPy events for each stay, those of applications that fail included."""
        return self.simpy_events / self.stays

    @property
    def bytes_per_row(self) -> float:
        """Memory of the log while it is written."""
        return self.log_bytes / self.rows


def count(scenario: Scenario) -> Counts:
    """Return the counts of the first replication."""
    with _events_counted() as events, _logs_kept() as logs:
        outcome = simulate(scenario, 0, 0)
        world = build_world(scenario, supply_setting(scenario, 0), 0)
    return Counts(
        rows=len(outcome.log),
        stays=int((outcome.log["event"] == "admitted").sum()),
        simpy_events=len(events),
        lives=len(world.roster),
        log_bytes=sum(len(log._rows) for log in logs),
    )


@contextmanager
def _events_counted() -> Iterator[list[None]]:
    seen: list[None] = []
    schedule = simpy.Environment.schedule

    def counted(*arguments: object, **named: object) -> None:
        seen.append(None)
        schedule(*arguments, **named)

    with patch.object(simpy.Environment, "schedule", counted):
        yield seen


@contextmanager
def _logs_kept() -> Iterator[list[EventLog]]:
    logs: list[EventLog] = []
    begin = EventLog.__init__

    def kept(log: EventLog) -> None:
        begin(log)
        logs.append(log)

    with patch.object(EventLog, "__init__", kept):
        yield logs
