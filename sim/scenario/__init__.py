"""What was asked for: scenario files, parameters, faults in plain words."""

from sim.scenario.catalogue import catalogue
from sim.scenario.entries import DatedAction, Renewal, Target
from sim.scenario.faults import Fault, Language, ScenarioError
from sim.scenario.load import load_scenario
from sim.scenario.rule import Rule
from sim.scenario.scenario import Scenario

__all__ = [
    "DatedAction",
    "Fault",
    "Language",
    "Renewal",
    "Rule",
    "Scenario",
    "ScenarioError",
    "Target",
    "catalogue",
    "load_scenario",
]
