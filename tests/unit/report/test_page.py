from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sim.report import Drawn, Limits, PageData, write_page
from sim.report.page import page
from sim.report.rendering import embedded
from sim.report.words import Text, load_words

ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def html(full: PageData) -> str:
    return page(full, load_words())


def own(html: str) -> str:
    """Return the page without plotly.js."""
    parts = re.split(r"(?s)<script>/\*\*\n\* plotly.js.*?</script>", html)
    assert len(parts) == 2
    return "".join(parts)


def test_the_page_is_written_where_asked(full: PageData, tmp_path: Path) -> None:
    in_folder = write_page(tmp_path / "run", full)
    named = write_page(str(tmp_path / "page.html"), full, "en")

    assert in_folder == tmp_path / "run" / "report.html"
    assert in_folder.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in named.read_text("utf-8")[:200]


def test_the_page_is_small_enough_to_send(html: str) -> None:
    assert len(html.encode()) < 7_000_000


def test_the_page_names_no_address(html: str) -> None:
    assert not re.search(r"https?://", own(html))
    assert not re.search(r'(src|href)="(?!#)', own(html))


def test_the_same_run_gives_the_same_page(full: PageData, html: str) -> None:
    assert page(full, load_words()) == html


def test_the_answer_comes_before_the_numbers_and_they_before_the_charts(
    html: str,
) -> None:
    body = own(html)
    order = ['class="question"', 'id="answer"', 'class="cards"', 'class="targets"']
    order += ['id="occupancy"', 'id="coverage"', 'id="counties"', 'id="drift"']
    places = [body.index(part) for part in [*order, 'id="assumptions"', 'id="method"']]

    assert places == sorted(places)


def test_a_breached_guarantee_comes_first(full: PageData) -> None:
    body = own(page(replace(full, guarantee_breaches=12.4), load_words()))

    assert body.index('role="alert"') < body.index("<h1>")
    assert "12.4" in body


def test_without_a_breach_there_is_no_alarm(html: str) -> None:
    assert 'role="alert"' not in own(html)


@pytest.mark.parametrize("field", ["title", "question", "notes", "area_name"])
def test_words_of_the_planner_stay_words(full: PageData, field: str) -> None:
    changed = {field: {"zh": ATTACK, "en": ATTACK}}
    body = own(page(replace(full, **changed), load_words()))  # type: ignore[arg-type]

    assert "<img" not in body
    assert "<script>alert" not in body
    assert "&lt;img" in body or "\\u003cimg" in body


def test_names_of_counties_and_notes_of_values_stay_words(full: PageData) -> None:
    data = replace(
        full,
        counties=full.counties.assign(name_zh=ATTACK),
        origins=full.origins.assign(note=ATTACK, label_en=ATTACK),
    )

    body = own(page(data, load_words()))

    assert "<img" not in body
    assert "<script>alert" not in body


def test_embedded_json_cannot_end_its_script_and_reads_back() -> None:
    value = {"a": Text("</script>", "&\u2028"), "b": [1.5, None, "<!--"]}

    text = str(embedded(value))

    assert not re.search("[<>&\u2028]", text)
    assert json.loads(text) == {
        "a": {"zh": "</script>", "en": "&\u2028"},
        "b": [1.5, None, "<!--"],
    }


def test_numbers_that_no_browser_reads_are_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        embedded({"a": float("nan")})


def test_assumptions_are_grouped_by_grade_with_their_number(
    full: PageData, html: str
) -> None:
    assumed = int((full.origins["grade"] == "assumed").sum())

    assert f"假设（{assumed}个）" in html
    assert html.index("假设（") < html.index("推算（") < html.index("公布（5")


def test_a_drawn_registry_is_said_to_be_drawn(full: PageData, html: str) -> None:
    drawn = load_words()["method.drawn"].zh

    assert drawn in html
    real = page(replace(full, synthetic_registry=False), load_words())
    assert drawn not in real


def test_no_county_is_judged_by_a_drawn_registry(full: PageData, html: str) -> None:
    caveat = load_words()["counties.one_registry"]
    real = page(replace(full, synthetic_registry=False), load_words())

    body = own(html)
    first = body.index(caveat.zh)
    assert body.index('id="answer"') < first < body.index('class="cards"')
    assert body.index('id="counties"') < body.rindex(caveat.zh)
    assert caveat.en in body
    assert caveat.zh not in real


def test_intervals_say_what_they_hold_and_what_they_do_not(full: PageData) -> None:
    words = load_words()
    one = own(page(full, words))
    five = own(page(replace(full, run=replace(full.run, draws=5)), words))
    real = own(page(replace(full, synthetic_registry=False), words))

    assert "registries drawn: 1" in one
    assert "with one drawn registry of homes and cover chance alone" in one
    assert "neither doubt about the parameters nor" in one
    assert "come from 5 drawn registries of homes" in five
    assert "Doubt about the parameters is not in the intervals" in five
    assert "registries drawn" not in real
    assert "registry of homes" not in real
    assert not any(
        word in one + five + real for word in ("joint draw", "联合抽样", "和参数不确定")
    )


def test_joint_draws_say_what_was_drawn_and_what_the_scenario_fixes(
    full: PageData,
) -> None:
    path, fixed = full.origins["path"].iloc[:2]
    labels = full.origins["label_en"].iloc[:2].tolist()
    drawn = Drawn([path], [fixed], amounts=4)
    data = replace(full, run=replace(full.run, draws=5), drawn=drawn)

    shown = own(page(data, load_words()))

    assert "cover chance, doubt about the parameters and the difference" in shown
    assert "These probabilities cover chance and doubt about the parameters." in shown
    assert f"Drawn together, one set a draw (1): {labels[0]}." in shown
    assert f"the scenario fixes them in every draw (1): {labels[1]}." in shown
    assert "Amounts of the 4 dated changes that have a range" in shown
    assert "central value" not in shown


def test_an_amount_that_is_open_shows_its_range(full: PageData) -> None:
    shown = own(page(full, load_words()))

    assert "60 homes upgraded to regional centres (plausible: 30 to 110)" in shown
    assert "60 beds each (plausible" not in shown


def test_one_draw_says_that_ranges_play_no_part(full: PageData) -> None:
    shown = own(page(full, load_words()))

    assert "the plausible ranges play no part" in shown
    assert "These probabilities cover chance alone." in shown


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(), []),
        (Limits(dropped=5, dropped_share=0.01), []),
        (Limits(dropped=1500, dropped_share=0.012), ["Note: 1.2% of the elders"]),
        (Limits(capped=7), ["Note: 7 times the demand"]),
    ],
)
def test_a_limit_of_the_model_that_was_met_is_told(
    full: PageData, limits: Limits, said: list[str]
) -> None:
    shown = own(page(replace(full, limits=limits), load_words()))

    assert all(words in shown for words in said)
    assert shown.count("Note: ") == len(said)


def test_a_draft_is_marked_and_an_approved_scenario_is_not(
    full: PageData, html: str
) -> None:
    approved = page(replace(full, status="approved"), load_words())

    assert 'class="badge"' in html
    assert 'class="badge"' not in approved


def test_the_page_opens_in_the_language_asked_for(full: PageData) -> None:
    question = dict(full.question)
    english = own(page(full, load_words(), "en"))

    assert f">{question['en']}</span>" in english
    assert f">{question['zh']}</span>" not in english
