"""A small made-up place with hand-made joint draws, for whatever is run in draws."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

PLACES = Path(__file__).parents[1] / "scenarios" / "teaching" / "places"
SEVERE = "demand.application_rate.severe"
CONSTANT = "choice.constant.private"
MORTALITY = "population.mortality_multiplier"
PATHS = (SEVERE, CONSTANT, MORTALITY)
CENTRAL = (0.1, 0.0, 1.0)
APART = ((0.02, -1.0, 1.15), (0.1, 0.0, 1.0), (0.4, 1.0, 0.85))


def write_place(
    folder: Path,
    rows: Sequence[Sequence[float]] = APART,
    *,
    paths: Sequence[str] = PATHS,
    more: str = "",
) -> Path:
    """Return a scenario of two years on a copy of the place, with joint draws.

    Parameters
    ----------
    folder
        Where both go.
    rows
        Values of `paths`, a row a draw; none for a pack without joint draws.
    more
        Further lines of the scenario.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = shutil.copytree(PLACES / "small_county", folder / "small_county")
    if rows:
        lines = [
            f"      {number}, {', '.join(map(str, row))}"
            for number, row in enumerate(rows, 1)
        ]
        text = [
            "tables:",
            "  joint_draws:",
            "    unit: by_path",
            "    source: calibration",
            "    grade: assumed",
            f"    columns: [draw, {', '.join(paths)}]",
            "    rows: |",
            *lines,
        ]
        draws = place / "parameters" / "draws.yaml"
        draws.write_text("\n".join(text) + "\n", encoding="utf-8")
    scenario = folder / "drawn.yaml"
    scenario.write_text(
        "format: ruralbeds-scenario/1\n"
        "id: drawn\n"
        "title: {zh: 抽样, en: Drawn}\n"
        "area: ./small_county\n"
        "period: {start: 2021-01-01, end: 2022-12-31}\n"
        "seed: 1\n" + more,
        encoding="utf-8",
    )
    return scenario
