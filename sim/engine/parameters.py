"""What the engine reads from a scenario, as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sim.events import Ability
from sim.scenario import Scenario


@dataclass(frozen=True)
class EngineParameters:
    """Attributes are named as in the parameter catalogue, where units stand."""

    patience_days: float
    wait_tolerance: float
    waiting_lists: int
    supply_weight: float
    multiplier_cap: float
    guarantee_days: float
    surge_share: float
    purchase_private: bool
    other_county: bool
    planned_death_ratio: float
    emergency_death_ratio: float
    relocation_days: float
    load: tuple[float, ...]


def engine_parameters(scenario: Scenario) -> EngineParameters:
    """Return the engine's parameters of a scenario."""
    value = scenario.value
    return EngineParameters(
        patience_days=float(value("demand.patience_days")),
        wait_tolerance=float(value("demand.wait_tolerance")),
        waiting_lists=int(value("demand.waiting_lists")),
        supply_weight=float(value("demand.supply_weight")),
        multiplier_cap=float(value("demand.multiplier_cap")),
        guarantee_days=float(value("guarantee.days")),
        surge_share=float(value("guarantee.surge_share")),
        purchase_private=bool(value("guarantee.purchase_private")),
        other_county=bool(value("guarantee.other_county")),
        planned_death_ratio=float(value("relocation.death_ratio.planned")),
        emergency_death_ratio=float(value("relocation.death_ratio.emergency")),
        relocation_days=float(value("relocation.days")),
        load=tuple(
            float(value(f"staff.load.{ability.name.lower()}")) for ability in Ability
        ),
    )
