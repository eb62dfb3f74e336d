"""Who may need a bed, and when: no SimPy, no clock.

The elders of an area and their whole lives are drawn as arrays before anything happens;
the engine lives them. Read in this order: `hazards` (rates), `cohorts` (cumulative
hazards), `lives`, `guaranteed`, `stationary` and `residents` (the first day), `draw`.
"""

from sim.population.applying import (
    Walk,
    could_apply,
    crossing_day,
    greatest,
    hazards_of_applying,
    integrate,
)
from sim.population.area import draw_area_people, expected_population
from sim.population.care import care_end
from sim.population.draw import draw_people
from sim.population.joining import join
from sim.population.people import People, ability_at, class_at, select
from sim.population.setting import (
    PopulationSetting,
    make_setting,
    population_setting,
)

__all__ = [
    "People",
    "PopulationSetting",
    "Walk",
    "ability_at",
    "care_end",
    "class_at",
    "could_apply",
    "crossing_day",
    "draw_area_people",
    "draw_people",
    "expected_population",
    "greatest",
    "hazards_of_applying",
    "integrate",
    "join",
    "make_setting",
    "population_setting",
    "select",
]
