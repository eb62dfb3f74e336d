"""Time: the only part of the model that knows SimPy."""

from sim.engine.model import Outcome, simulate

__all__ = ["Outcome", "simulate"]
