"""What an answer rests on, and whether anything stands in its way.

Counts what is assumed, ranks it by what a screening found, and looks at the area pack,
the program's surroundings and what support may see of them. It changes nothing and
repairs nothing; what makes a pack unusable is found when it is loaded, in `sim.area`.
"""
