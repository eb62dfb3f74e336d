"""The event log in the words of vidigi, which animates flows through queues and beds.

vidigi knows entities that arrive once, queue, use a numbered resource and depart. So
an entity here is one application with all that followed from it, not an elder: who
leaves and applies again is a second one. Beds have no numbers in this program; each
resident is given the lowest that is free in the home, which is a drawing's choice and
says nothing.

Residents under 60 are no single people in the log and are left out, and so is whatever
befalls homes.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from typing import Final

import numpy as np
import pandas as pd

from sim.events import Event

COLUMNS: Final = [
    *("entity_id", "pathway", "event_type", "event", "time", "resource_id"),
    *("elder_id", "run_number"),
]
WAITING: Final = "waiting"

_LAST: Final = frozenset(
    {
        *(Event.DECLINED, Event.WITHDREW, Event.DIED_WAITING),
        *(Event.DISCHARGED, Event.DIED_IN_CARE),
    }
)


def vidigi_log(
    events: pd.DataFrame, draw: int = 0, replication: int = 0
) -> pd.DataFrame:
    """Return one replication of an event log as vidigi reads it.

    ::

        log = vidigi_log(pd.read_parquet("results/FOLDER/events.parquet"))
        reshape_for_animations(log, every_x_time_units=30, limit_duration=3652)

    Parameters
    ----------
    events
        Columns of `sim.events.COLUMNS`, in the order of happening, as `run` keeps
        them.
    draw, replication
        Which one; vidigi shows one at a time.

    Returns
    -------
        A row a thing that happened to an entity, in the order of happening:
        `entity_id` from 1, `pathway` (ability on arrival), `event_type`
        (`arrival_departure`, `queue`, `resource_use`, `resource_use_end`), `event`
        (`arrival`, `depart`, `waiting` or the home's id), `time` [days],
        `resource_id` (number of the bed in the home from 1, else missing), `elder_id`,
        and `run_number`. Without such a replication, no row.
    """
    mine = (events["draw"] == draw) & (events["replication"] == replication)
    persons = events[mine & events["elder_id"].notna()]
    rows = _Rows()
    for time, event, elder, home, change, ability in zip(
        persons["time_days"].tolist(),
        persons["event"].astype("str"),
        persons["elder_id"].tolist(),
        persons["facility_id"].astype("object"),
        persons["residents_change"].tolist(),
        persons["ability"].astype("str"),
        strict=True,
    ):
        entity = rows.entity(time, elder, ability)
        if change:
            rows.bed(time, entity, home, change)
        elif event == Event.WAITING:
            rows.add(time, entity, "queue", WAITING)
        if event in _LAST:
            rows.departs(time, entity)
    return rows.to_frame(replication)


class _Rows:
    """Rows as they come, who is present, and which beds are free."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, str, str, float, float]] = []
        self._elder: list[int] = []
        self._pathway: list[str] = []
        self._present: dict[int, int] = {}
        self._bed: dict[int, int] = {}
        self._given_back: defaultdict[str, list[int]] = defaultdict(list)
        self._given: defaultdict[str, int] = defaultdict(int)

    def entity(self, time: float, elder: int, ability: str) -> int:
        """Return the number of who is present, or lets an elder arrive."""
        if elder not in self._present:
            self._elder.append(elder)
            self._pathway.append(ability)
            self._present[elder] = len(self._elder)
            self.add(time, len(self._elder), "arrival_departure", "arrival")
        return self._present[elder]

    def bed(self, time: float, entity: int, home: str, change: int) -> None:
        """Let an entity take a bed of a home, or give it back."""
        if change < 0:
            number = self._bed.pop(entity)
            heappush(self._given_back[home], number)
            self.add(time, entity, "resource_use_end", home, number)
            return
        if self._given_back[home]:
            number = heappop(self._given_back[home])
        else:
            self._given[home] += 1
            number = self._given[home]
        self._bed[entity] = number
        self.add(time, entity, "resource_use", home, number)

    def departs(self, time: float, entity: int) -> None:
        """Let an entity go; the elder's next application is another one."""
        del self._present[self._elder[entity - 1]]
        self.add(time, entity, "arrival_departure", "depart")

    def add(
        self, time: float, entity: int, kind: str, event: str, bed: float = np.nan
    ) -> None:
        self._rows.append((entity, kind, event, time, bed))

    def to_frame(self, replication: int) -> pd.DataFrame:
        names = ["entity_id", "event_type", "event", "time", "resource_id"]
        table = pd.DataFrame(self._rows, columns=names)
        at = table["entity_id"].to_numpy(dtype=np.int64) - 1
        table["resource_id"] = table["resource_id"].astype("Int64")
        table["pathway"] = np.array(self._pathway, dtype=object)[at]
        table["elder_id"] = np.array(self._elder, dtype=np.int64)[at]
        table["run_number"] = replication
        return table[COLUMNS]
