"""Where "close" becomes "keep" over the points of a sweep."""

from __future__ import annotations

from sim.report.blocks import Chart
from sim.report.charts.flip_map import flip_chart
from sim.report.flip_data import World
from sim.report.sweep_data import OWN, SweepPageData
from sim.report.sweep_values import label_of, option
from sim.report.words import Text, Words, joined


def sweep_flip_chart(data: SweepPageData, words: Words) -> Chart | None:
    """Return the map of a sweep, the scenario's own values first; None without one."""
    if data.flip is None:
        return None
    of_point = {
        str(name): rows for name, rows in data.flip.groupby("point", sort=False)
    }
    worlds = [
        World(words["flip_world.own"], rows, is_own=True)
        for name, rows in of_point.items()
        if name == OWN
    ]
    for row in data.points.to_dict("records"):
        if str(row["point"]) in of_point:
            label = _moved({str(key): value for key, value in row.items()}, data, words)
            worlds.append(World(label, of_point[str(row["point"])]))
    return flip_chart(worlds, words["flip.of_sweep"], words)


def _moved(row: dict[str, object], data: SweepPageData, words: Words) -> Text:
    """Return what a point changes; all paths where nothing differs."""
    moved = [one for one in data.paths if str(row[one.key]) != one.own] or data.paths
    lines = [
        words["flip.point"].fill(
            name=words.named("flip_short", one.key)
            if f"flip_short.{one.key}" in words
            else label_of(one),
            value=option(str(row[one.key]), one, words),
        )
        for one in moved
    ]
    return joined(lines, words["flip.and"])
