"""Coefficients of the choice between homes."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario import Scenario


@dataclass(frozen=True)
class ChoiceWeights:
    """Coefficients of the utility. [utility], per unit of what they weigh."""

    travel_weight: float
    own_township: float
    nursing_fit: float
    fire_safety: float
    equipment_age: float
    regional_center: float
    entrusted: float
    price_hardship_private: float
    constant_township: float
    constant_private: float
    constant_guaranteed_township: float
    max_minutes: float
    cross_county: bool
    other_county: bool


def choice_weights(scenario: Scenario) -> ChoiceWeights:
    """Return the coefficients of the choice of homes."""

    def weight(name: str) -> float:
        return float(scenario.value(f"choice.{name}"))

    return ChoiceWeights(
        travel_weight=weight("travel_weight"),
        own_township=weight("own_township"),
        nursing_fit=weight("nursing_fit"),
        fire_safety=weight("fire_safety"),
        equipment_age=weight("equipment_age"),
        regional_center=weight("regional_center"),
        entrusted=weight("entrusted"),
        price_hardship_private=weight("price.hardship_private"),
        constant_township=weight("constant.township"),
        constant_private=weight("constant.private"),
        constant_guaranteed_township=weight("constant_guaranteed.township"),
        max_minutes=weight("max_minutes"),
        cross_county=bool(scenario.value("choice.cross_county")),
        other_county=bool(scenario.value("guarantee.other_county")),
    )
