"""What rules do to homes that go on: each takes effect at once or after some time."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor

from sim.engine.home_changes import (
    add_beds,
    convert_beds,
    give_licence_back,
    open_home,
    upgrade,
)
from sim.engine.supply_state import SupplyState
from sim.engine.world import World
from sim.events import Cause, Event
from sim.scenario.rule import RuleAction
from sim.supply.bed_kinds import ANY_BED

RULE = Cause.RULE
Work = Callable[[int, RuleAction], None]


class Works:
    """Carries out what is done to homes that go on.

    Parameters
    ----------
    world, state
        The replication.
    """

    def __init__(self, world: World, state: SupplyState) -> None:
        self._world = world
        self._state = state
        self._out: dict[int, list[int]] = {}
        self.of: dict[str, Work] = {
            "upgrade": self._upgrade,
            "convert_beds": self._convert_beds,
            "entrust": self._entrust,
            "open_to_social": self._open_to_social,
            "improve": self._improve,
            "reopen": self._reopen,
            "build": self._build,
        }

    def begin(self, home: int, action: RuleAction) -> None:
        """Let works begin: a home under repair may have fewer beds."""
        self._state.works[home] += 1
        share = action.values.get("beds_out") or 0.0
        assert isinstance(share, float | int)
        board = self._world.board
        out = []
        for kind in ANY_BED:
            wanted = floor(share * int(self._world.homes.beds[home, kind]))
            out.append(min(wanted, board.free[home][kind]))
            if out[-1]:
                add_beds(board, home, kind, -out[-1], RULE)
        if any(out):
            self._out[home] = out
            self._world.owe(home, sum(out))

    def finish(self, home: int, action: RuleAction) -> None:
        """Let works take effect."""
        self._state.works[home] -= 1
        brought_back = self._out.pop(home, []) if "beds_out" in action.values else []
        for kind, beds in enumerate(brought_back):
            if beds:
                add_beds(self._world.board, home, kind, beds, RULE)
                self._world.owe(home, -beds)
        self.of[action.do](home, action)
        self._world.board.fill(home)

    def _upgrade(self, home: int, action: RuleAction) -> None:
        homes = self._world.homes
        homes.regional_center[home] = True
        self._share(home)
        upgrade(self._world.board, home, RULE)
        if action.values.get("nursing_share") is not None:
            self._convert_beds(home, action)

    def _convert_beds(self, home: int, action: RuleAction) -> None:
        homes = self._world.homes
        ordinary, nursing = homes.beds[home].tolist()
        values = action.values
        if values.get("beds") is not None:
            wanted = action.number("beds")
        elif values.get("share") is not None:
            wanted = round(action.number("share") * ordinary)
        else:
            # The hair's breadth keeps 0.8 * 10 from asking for nine beds.
            share = action.number("nursing_share")
            wanted = ceil(share * (ordinary + nursing) - 1e-9) - nursing
        beds = max(0, min(int(wanted), ordinary))
        if beds:
            convert_beds(self._world.board, home, beds, RULE)

    def _entrust(self, home: int, action: RuleAction) -> None:
        self._world.homes.entrusted[home] = True
        self._world.board.recorder.home(Event.ENTRUSTED, home, -1, 0, RULE)
        if not self._world.homes.accepts_social[home]:
            self._open_to_social(home, action)

    def _open_to_social(self, home: int, _: RuleAction) -> None:
        self._share(home)
        self._world.board.recorder.home(Event.OPENED_TO_SOCIAL, home, -1, 0, RULE)

    def _share(self, home: int) -> None:
        """Open a home that was for the guaranteed alone to all elders."""
        homes = self._world.homes
        if not homes.accepts_social[home]:
            homes.accepts_social[home] = True
            self._world.owe(home, int(homes.beds[home].sum()))

    def _improve(self, home: int, _: RuleAction) -> None:
        homes = self._world.homes
        homes.fire_safety_ok[home] = True
        homes.equipment_age_years[home] = 0.0
        self._state.renewed_on[home] = self._world.env.now
        self._world.board.recorder.home(Event.IMPROVED, home, -1, 0, RULE)

    def _reopen(self, home: int, _: RuleAction) -> None:
        self._state.mothballed[home] = False
        self._world.owe(home, -int(self._world.homes.beds[home].sum()))
        give_licence_back(self._world, home, RULE)

    def _build(self, home: int, action: RuleAction) -> None:
        self._world.homes.is_open[home] = True
        self._world.homes.regional_center[home] = action.flag("center")
        open_home(self._world.board, home, RULE)
