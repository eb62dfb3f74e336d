from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from sim.report.fit_data import FitPageData
from sim.report.fit_page import fit_page, fit_words, write_fit_page

ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


def own(html: str) -> str:
    """Return the page without plotly.js."""
    parts = re.split(r"(?s)<script>/\*\*\n\* plotly.js.*?</script>", html)
    assert len(parts) == 2
    return "".join(parts)


def body(data: FitPageData, lang: str = "zh") -> str:
    return own(fit_page(data, fit_words(), lang))


def embedded(html: str) -> Any:
    found = re.search(r'id="page-data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.fixture(scope="module")
def html(fit: FitPageData) -> str:
    return body(fit)


def test_it_is_written_where_asked(fit: FitPageData, tmp_path: Path) -> None:
    in_folder = write_fit_page(tmp_path / "run", fit)
    named = write_fit_page(tmp_path / "page.html", fit, "en")

    assert in_folder == tmp_path / "run" / "report.html"
    assert '<html lang="zh-CN">' in in_folder.read_text("utf-8")[:200]
    assert '<html lang="en">' in named.read_text("utf-8")[:200]


def test_the_same_calibration_gives_the_same_page(fit: FitPageData, html: str) -> None:
    assert body(fit) == html


def test_it_names_no_address(html: str) -> None:
    assert not re.search(r"https?://", html)
    assert not re.search(r'(src|href)="(?!#)', html)


def test_parts_stand_in_their_order(html: str) -> None:
    order = ['id="answer"', 'class="cards"']
    parts = "fit holdouts observed checks unknowns carried marginals correlation"
    order += [f'id="{name}"' for name in (*parts.split(), "emulator", "chain")]
    places = [html.index(part) for part in [*order, 'id="again"', 'id="limits"']]

    assert places == sorted(places)


def test_figures_of_the_sentence_are_those_of_the_tables(
    fit: FitPageData, html: str
) -> None:
    inside = fit.targets["inside"] == "yes"
    use = fit.targets["use"]
    met, kept = (
        int((inside & (use == "fit")).sum()),
        int((inside & (use != "fit")).sum()),
    )
    answer = html[html.index('id="answer"') : html.index('class="cards"')]

    assert met == 9
    assert kept == 3
    for part in ("540 simulations", "11 unknowns", "10 target figures"):
        assert part in answer
    assert f"{met} of the 10 lie inside" in answer
    assert f"of 4 figures held out in advance and never fitted, {kept} do" in answer
    for value in ("9 / 10", "3 / 4", "3 / 5 / 3", "540"):
        assert f'<p class="value"><span>{value}</span></p>' in html


def test_truth_values_serve_for_yes_and_no(fit: FitPageData, html: str) -> None:
    told = fit.targets.assign(inside=fit.targets["inside"] == "yes")

    assert body(replace(fit, targets=told)) == html


def test_tables_hold_bare_numbers_of_the_data(fit: FitPageData, html: str) -> None:
    table = html[html.index('id="table-holdouts"') :]
    rows = re.findall(r"<tr>(.*?)</tr>", table[: table.index("</table>")])[1:]
    kept = fit.of_use("hold_out")

    assert len(rows) == len(kept)
    for row, line in zip(rows, kept.itertuples(), strict=True):
        value, median, z, crps = map(float, re.findall(r'data-raw="([^"]*)"', row))
        assert value == pytest.approx(line.value, rel=1e-4)
        assert median == pytest.approx(line.posterior_median, rel=1e-4)
        assert z == pytest.approx(line.z, abs=1e-4)
        assert crps == pytest.approx(line.crps, rel=1e-4)


def test_what_is_drawn_of_an_unknown_is_on_the_scale_of_its_prior(
    fit: FitPageData, html: str
) -> None:
    figure = embedded(html)["figures"]["unknowns"]
    spans = [one for one in figure["data"] if one["x"][2:3] == [None]]
    low, high = spans[0]["x"][:2]
    first = fit.of_role("fitted").iloc[0]
    width = first["prior_high"] - first["prior_low"]

    assert first["unknown"] == "application_level"
    shown = first["posterior_low"], first["posterior_high"]
    scaled = [(one - first["prior_low"]) / width for one in shown]
    assert [low, high] == pytest.approx(scaled, abs=1e-4)


def test_observed_figures_stand_at_their_place_on_the_rows_axis(
    fit: FitPageData, html: str
) -> None:
    figure = embedded(html)["figures"]["fit"]
    marks = [one for one in figure["data"] if one["mode"] == "markers"]
    observed = next(one for one in marks if one["marker"]["symbol"] == "square")
    ticks = next(one for one in figure["data"] if one["mode"] == "markers+text")
    at = ticks["y"][0]
    axis = [
        (x, float(text.rstrip("%")) / 100)
        for x, y, text in zip(ticks["x"], ticks["y"], ticks["text"], strict=True)
        if y == at
    ]
    (x0, v0), (x1, v1) = axis[0], axis[-1]
    value = v0 + (observed["x"][0] - x0) / (x1 - x0) * (v1 - v0)

    assert value == pytest.approx(fit.targets["value"].iloc[0], abs=1e-3)


def test_histograms_count_every_draw_that_is_drawn(html: str) -> None:
    figures = embedded(html)["figures"]
    outlines = [
        one
        for name, figure in figures.items()
        if name.startswith("marginal-")
        for one in figure["data"]
    ]

    assert len(outlines) == 22
    for one in outlines:
        assert 0.97 <= sum(one["y"]) <= 1.0001


def test_correlations_are_those_of_the_draws(fit: FitPageData, html: str) -> None:
    order = list(fit.of_role("fitted")["unknown"])
    drawn = embedded(html)["figures"]["correlation"]["data"][0]["z"]

    assert np.allclose(drawn, fit.posterior[order].corr(), atol=6e-4)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_plotly_accepts_every_figure(html: str, lang: str) -> None:
    def said(value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"zh", "en"}:
                return value[lang]
            return {key: said(one) for key, one in value.items()}
        return [said(one) for one in value] if isinstance(value, list) else value

    figures = embedded(html)["figures"]
    assert len(figures) == 5 + 11 + 10
    for figure in figures.values():
        go.Figure(said(figure))


def left_out(**parts: Any) -> Callable[[FitPageData], FitPageData]:
    return lambda fit: replace(fit, **parts)


@pytest.mark.parametrize(
    ("key", "without"),
    [
        ("holdouts", lambda fit: replace(fit, targets=fit.of_use("fit"))),
        ("fit", lambda fit: replace(fit, targets=fit.of_use("hold_out"))),
        ("checks", left_out(transitions=None)),
        ("unknowns", lambda fit: replace(fit, unknowns=fit.of_role("carried"))),
        ("carried", lambda fit: replace(fit, unknowns=fit.of_role("fitted"))),
        ("marginals", left_out(posterior=pd.DataFrame())),
        ("correlation", left_out(posterior=pd.DataFrame())),
        ("emulator", lambda fit: replace(fit, emulator=fit.emulator.iloc[:0])),
    ],
)
def test_what_is_missing_is_left_out_with_a_sentence(
    fit: FitPageData,
    html: str,
    key: str,
    without: Callable[[FitPageData], FitPageData],
) -> None:
    sentence = fit_words()[f"{key}.missing"]
    page = body(without(fit))

    assert sentence.zh not in html
    for words in sentence:
        assert words in page
    assert f'id="table-{key}"' not in page
    assert f'id="chart-{key}"' not in page


def test_with_next_to_nothing_there_is_still_a_page(bare: FitPageData) -> None:
    page = body(bare)

    assert embedded(page)["figures"] == {}
    assert not re.search(r">[^<]*\b(nan|None|NaN)\b[^<]*<", page)


def test_a_figure_without_a_prediction_says_so(fit: FitPageData) -> None:
    gone = [one for one in fit.targets if re.match("posterior|predictive|prior", one)]
    targets = fit.targets.copy()
    targets.loc[10, [*gone, "z", "crps"]] = np.nan
    targets.loc[10, "inside"] = "no"
    page = body(replace(fit, targets=targets))

    assert "no prediction: target 39.0%, predicted —" in page
    assert not re.search(r">[^<]*\b(nan|NaN)\b[^<]*<", page)


def test_checks_are_those_checked_under_the_first_definition(fit: FitPageData) -> None:
    assert fit.transitions is not None
    checks = fit.transitions.assign(
        use="checked", definition="strict", inside=["yes", "no", ""]
    )
    fitted = checks.assign(use="fitted", label_en="Was fitted")
    other = checks.assign(definition="other", label_en="Other definition")
    told = pd.concat([checks, fitted, other]).astype(str).replace("nan", "")
    page = body(replace(fit, transitions=told))

    assert "3 published figures" in page
    assert "1 agree with the model" in page
    assert "Was fitted" not in page
    assert "Other definition" not in page


@pytest.mark.parametrize(
    ("steps", "key"), [(4000, "long"), (400, "short"), (None, "unknown")]
)
def test_a_short_chain_is_said_to_be_short(
    fit: FitPageData, steps: int | None, key: str
) -> None:
    chain = {**fit.chain, "steps": steps}
    if steps is None:
        del chain["steps"]
    words = fit_words()
    fit_page(replace(fit, chain=chain), words)

    told = {
        name for name in ("long", "short", "unknown") if f"chain.{name}" in words.asked
    }
    assert told == {key}


def test_warnings_stand_before_the_sentence(fit: FitPageData) -> None:
    page = body(replace(fit, warnings=({"zh": "留意", "en": "Beware"},)))

    assert page.index("Beware") < page.index('id="answer"')


def test_words_of_tables_stay_words(fit: FitPageData) -> None:
    page = body(
        replace(
            fit,
            targets=fit.targets.assign(label_zh=ATTACK, note_zh=ATTACK),
            unknowns=fit.unknowns.assign(label_en=ATTACK, paths=ATTACK),
            commands=ATTACK,
            area_title={"zh": ATTACK, "en": ATTACK},
        )
    )

    assert "<img" not in page
    assert "<script>alert" not in page
