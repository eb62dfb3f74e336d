"""Area packs: the places that can be simulated, read from files and checked.

It reads what is; `population` and `supply` draw from it.
"""

from sim.area.errors import AreaError, UnfitValuesError, UnknownAreaError
from sim.area.location import find_area, known_areas
from sim.area.pack import Area, load_area
from sim.area.parameters import AreaValue

__all__ = [
    "Area",
    "AreaError",
    "AreaValue",
    "UnfitValuesError",
    "UnknownAreaError",
    "find_area",
    "known_areas",
    "load_area",
]
