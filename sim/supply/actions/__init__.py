"""What can be done to homes: one module an action, each saying which homes it takes.

An action decides; it moves nobody. It turns a dated fact into changes of single
homes, always over the whole pack, so that a county meets the same changes alone and
in the region.
"""

from sim.supply.actions.change import Change, ChangeKind
from sim.supply.actions.drawn import facts_in_draw
from sim.supply.actions.plan import plan_changes
from sim.supply.actions.shortfall import Shortfall

__all__ = ["Change", "ChangeKind", "Shortfall", "facts_in_draw", "plan_changes"]
