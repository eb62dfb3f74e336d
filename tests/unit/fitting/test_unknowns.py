"""Unknowns: what their prior is, and which values of the model they move."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from sim.area import load_area
from sim.fitting.scales import HALF_WIDTH
from sim.fitting.unknowns import left_alone, read_unknowns
from sim.scenario.catalogue import catalogue


@pytest.fixture(scope="module")
def guangxi(root):
    return load_area(root / "calibration" / "areas" / "guangxi")


@pytest.fixture(scope="module")
def unknowns(guangxi):
    return read_unknowns(guangxi)


def values(county, tmp_path, lines: str, *scores: float) -> dict[str, float]:
    """Return what a list of unknowns makes of scores."""
    file = tmp_path / "unknowns.yaml"
    file.write_text("unknowns:\n" + lines, encoding="utf-8")
    return read_unknowns(county, file).values(np.array(scores))


def ratio(acts: str, moves: str, more: str = "") -> str:
    """Return an entry whose range ends at one half and at 2."""
    return (
        f"  u_{acts}: {{acts: {acts}, moves: {moves}, scale: log, range: [0.5, 2], "
        f"role: fitted, label: {{zh: x, en: x}}{more}}}\n"
    )


def test_median_and_ends_of_the_range_are_what_is_declared(unknowns):
    for entry in unknowns.entries:
        seen = entry.natural(np.array([-HALF_WIDTH, 0.0, HALF_WIDTH]))
        assert seen == pytest.approx([entry.low, entry.center, entry.high], abs=1e-9), (
            entry.id
        )


def test_quantiles_of_the_prior_are_the_declared_range(unknowns):
    scores = norm.ppf((np.arange(20_001) + 0.5) / 20_001)
    for entry in unknowns.entries:
        low, middle, high = np.quantile(entry.natural(scores), [0.1, 0.5, 0.9])
        width = entry.high - entry.low
        assert low == pytest.approx(entry.low, abs=2e-3 * width), entry.id
        assert middle == pytest.approx(entry.center, abs=2e-3 * width), entry.id
        assert high == pytest.approx(entry.high, abs=2e-3 * width), entry.id


def test_a_value_of_the_pack_goes_before_that_of_the_catalogue(county, tmp_path):
    line = "  a: {moves: demand.application_rate.severe, scale: log, role: fitted}\n"

    got = values(county, tmp_path, line, 0.0)

    # The teaching pack says 0.1; the catalogue 0.025.
    assert got == {"demand.application_rate.severe": pytest.approx(0.1)}


def test_level_multiplies_all_its_paths(county, tmp_path):
    got = values(
        county, tmp_path, ratio("level", "demand.application_rate.*"), 1.2815515655
    )

    # The upper end of the range: twice 0.001, 0.012, 0.04 and 0.1.
    assert list(got.values()) == pytest.approx([0.002, 0.024, 0.08, 0.2])


def test_power_makes_ratios_to_the_reference_steeper(county, tmp_path):
    line = ratio(
        "power",
        "demand.application_rate.*",
        ", reference: demand.application_rate.moderate",
    )

    got = values(county, tmp_path, line, HALF_WIDTH)

    # 0.1 is 2.5 times 0.04; squared 6.25 times. 0.012 is 0.3 times; squared 0.09 times.
    assert got["demand.application_rate.severe"] == pytest.approx(0.25)
    assert got["demand.application_rate.moderate"] == pytest.approx(0.04)
    assert got["demand.application_rate.mild"] == pytest.approx(0.0036)


def test_contrast_parts_two_paths_and_keeps_their_product(county, tmp_path):
    pair = "[demand.residence_ratio.urban, demand.residence_ratio.rural]"

    before = values(county, tmp_path, ratio("contrast", pair), 0.0)
    after = values(county, tmp_path, ratio("contrast", pair), HALF_WIDTH)

    urban, rural = before.values()
    more_urban, less_rural = after.values()
    assert more_urban / less_rural == pytest.approx(2 * urban / rural)
    assert more_urban * less_rural == pytest.approx(urban * rural)


def test_a_level_moves_what_the_power_has_made(county, tmp_path):
    paths = "demand.application_rate.*"
    both = ratio("level", paths) + ratio(
        "power", paths, ", reference: demand.application_rate.moderate"
    )

    got = values(county, tmp_path, both, HALF_WIDTH, HALF_WIDTH)

    assert got["demand.application_rate.severe"] == pytest.approx(2 * 0.25)
    assert got["demand.application_rate.moderate"] == pytest.approx(2 * 0.04)


def test_a_path_is_moved_or_left_alone_for_a_reason_and_never_both(unknowns):
    moved, left = set(unknowns.paths), left_alone()

    assert moved | left.keys() == set(catalogue())
    assert moved & left.keys() == set()
    for path, reason in left.items():
        assert reason["zh"].strip(), path
        assert reason["en"].strip(), path


def test_labels_are_there_in_both_languages(unknowns):
    for entry in unknowns.entries:
        assert entry.label_zh.strip(), entry.id
        assert entry.label_en.strip(), entry.id


@pytest.mark.parametrize("far", [-30.0, -5.0, 5.0, 30.0])
def test_no_score_leads_out_of_the_bounds(unknowns, far):
    n = len(unknowns)
    designs = [np.full(n, far), *(far * np.eye(n)), far * (-1.0) ** np.arange(n)]
    for scores in designs:
        for path, value in unknowns.values(scores).items():
            # Reading refuses what is out of bounds.
            assert catalogue()[path].read(repr(value)) == pytest.approx(value), path


def test_scores_of_zero_leave_every_value_as_it_is(guangxi, unknowns):
    for path, value in unknowns.values(np.zeros(len(unknowns))).items():
        own = guangxi.unfitted.get(path)
        expected = own.value if own else catalogue()[path].default
        assert value == pytest.approx(float(expected)), path
