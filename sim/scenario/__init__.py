"""What was asked for: scenario files, parameters, faults in plain words."""

from sim.scenario.catalogue import catalogue
from sim.scenario.faults import Fault, Language, ScenarioError
from sim.scenario.load import load_scenario
from sim.scenario.scenario import DatedAction, Renewal, Scenario, Target

RenewalDemand = Renewal

__all__ = [
    "DatedAction",
    "Fault",
    "Language",
    "Renewal",
    "RenewalDemand",
    "Scenario",
    "ScenarioError",
    "Target",
    "catalogue",
    "load_scenario",
]
