"""What may be chosen above a chart: by the keyboard, in both languages, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pandas as pd
import pytest

from sim.report import write_page

WAYS = ((12, 1), (24, 1), (36, 1), (24, 2))
TRACES = """name => document.getElementById(`chart-${name}`).data
  .filter(one => one.visible !== false && one.x[0] !== null)"""


def closures() -> pd.DataFrame:
    """Return a table whose probabilities say which case they are of."""
    cases = product((0.6, 0.8), (1.0, 2.7), (10, 40), range(len(WAYS)))
    return pd.DataFrame(
        [
            {
                "true_occupancy": own,
                "threshold": 0.5,
                "mean_stay_years": stay,
                "beds": beds,
                "window_months": WAYS[way][0],
                "in_a_row": WAYS[way][1],
                "at_one_date": 0.05,
                "within_five": own / 2 + stay / 100 + way / 1000,
            }
            for own, stay, beds, way in cases
        ]
    )


def screening() -> pd.DataFrame:
    shared = {
        **{"area": "a", "scenario": "baseline", "kind": "chances", "bases": 4},
        **{"counties": "", "year": 2030, "grade": "assumed", "own": 0.5, "n": 4},
        **{"low": "0.5", "value": "1", "high": "2", "half_width": 0.01},
        **{"mu": 0.1, "mu_star": 0.1, "sigma": 0.01, "where_zh": "", "where_en": ""},
    }
    changes = {"low_change": -0.05, "high_change": 0.05, "path": "demand.level"}
    names = (
        ("public_occupancy", "share", "公办机构入住率", "Occupancy of public homes"),
        ("unmet_need", "person_days", "未满足需求", "Unmet need"),
    )
    keys = ("headline", "unit", "label_zh", "label_en")
    return pd.DataFrame(
        [{**shared, **changes, **dict(zip(keys, one, strict=True))} for one in names]
    )


@pytest.fixture(scope="module")
def chosen(
    browser: Any, opened: Any, data: Any, rule_pages: Any, tmp_path_factory: Any
) -> Iterator[Any]:
    full = replace(
        data,
        rules=rule_pages.rules_data(),
        false_closures=closures(),
        screening=screening(),
    )
    context = browser.new_context(offline=True)
    yield opened(context, write_page(tmp_path_factory.mktemp("choices"), full))
    context.close()


def test_the_keyboard_reaches_the_choices_and_draws_what_they_say(chosen: Any) -> None:
    chosen.say("zh")
    first, second = chosen.tab.locator("select[data-chart=false-closures]").all()
    first.focus()
    chosen.tab.keyboard.press("ArrowDown")
    chosen.tab.keyboard.press("Tab")
    assert second.evaluate("one => one === document.activeElement")
    chosen.tab.keyboard.press("ArrowUp")

    seen = chosen.tab.evaluate(TRACES, "false-closures")

    assert [one["y"][0] for one in seen] == [0.41, 0.411, 0.412, 0.413]


def test_a_choice_outlives_the_language_and_the_printing(chosen: Any) -> None:
    chosen.say("zh")
    select = chosen.tab.locator("select[data-chart=tornado]")
    select.select_option("1")
    chosen.say("en")
    for event in ("beforeprint", "afterprint"):
        chosen.tab.evaluate(f"window.dispatchEvent(new Event('{event}'))")

    layout = chosen.tab.evaluate("document.getElementById('chart-tornado').layout")

    options = select.locator("option").all_text_contents()
    assert options == ["Occupancy of public homes", "Unmet need"]
    assert layout["xaxis"]["title"]["text"] == "Change, person-days"
    assert [one["x"] for one in chosen.tab.evaluate(TRACES, "tornado")] == [[0.1]]
    assert chosen.complaints == []
