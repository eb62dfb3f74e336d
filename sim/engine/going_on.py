"""Ways of elders through time, led along by SimPy's events.

A SimPy process is an event as well, so that others may wait for it or interrupt it;
that costs an event to begin it and one to end it, and more at each step. Nobody waits
for an elder or interrupts one, and there is an elder for every application: so a way
is a generator and the callback that sends it on, and no event.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Final

import simpy
from simpy.events import URGENT

Way = Generator[simpy.Event, object, None]

# A step that comes before everything else of the moment, as SimPy begins a process.
_FIRST: Final = URGENT


class _Walker:
    """Sends a way on whenever what it waits for has happened."""

    __slots__ = ("_send",)

    def __init__(self, way: Way) -> None:
        self._send = way.send

    def __call__(self, _: simpy.Event | None) -> None:
        try:
            event = self._send(None)
        except StopIteration:
            return
        assert event.callbacks is not None, "a way waits for what is over already"
        event.callbacks.append(self)


class _Beginning(simpy.Event):
    """Happens at once, before all that is due at this moment already."""

    def __init__(self, env: simpy.Environment, walker: _Walker) -> None:
        super().__init__(env)
        self._ok = True
        self._value = None
        assert self.callbacks is not None
        self.callbacks.append(walker)
        env.schedule(self, _FIRST)


def set_out(way: Way) -> None:
    """Let an elder go on from here at once, up to the first event waited for."""
    _Walker(way)(None)


def set_out_next(env: simpy.Environment, way: Way) -> None:
    """Let an elder go on at this moment, after who does so now."""
    _Beginning(env, _Walker(way))
