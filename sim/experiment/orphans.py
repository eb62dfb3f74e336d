"""Lets workers end when the process that hired them is gone.

A process that is killed outright (`kill -9`, a machine out of memory) can tell its
workers nothing. They would finish their unit and then wait for minutes for another.
"""

from __future__ import annotations

import os
import threading
import time
from typing import Final

LOOK_EVERY_SECONDS: Final = 1.0

_watched: set[int] = set()


def end_with(employer: int) -> None:
    """End this process soon after the process `employer`, whose child it is, has ended.

    Looks from a thread of its own, which draws no random number and changes no table.
    Where an orphan keeps the number of its parent (Windows), nothing happens.
    """
    if os.getpid() == employer or employer in _watched:
        return
    _watched.add(employer)
    threading.Thread(target=_wait, args=(employer,), daemon=True).start()


def _wait(employer: int) -> None:
    while os.getppid() == employer:
        time.sleep(LOOK_EVERY_SECONDS)
    os._exit(1)  # not the interpreter's own ending, which waits for the unit
