"""A table of targets with a fault is refused in a sentence with file and line."""

from __future__ import annotations

import numpy as np
import pytest
from fitting_places import ROWS, write_table

from sim.area import AreaError
from sim.fitting.targets import COLUMNS, as_frame, read_targets

GOOD = ROWS[0]


def row(**changes: str) -> str:
    """Return the good row with other cells and another name."""
    cells = dict(zip(COLUMNS, GOOD.split(","), strict=True))
    return ",".join((cells | {"target": "bad"} | changes).values())


FAULTS = [
    (row(measure="occupancy_rat"), "是不是想写 occupancy_rate", "did you mean"),
    (row(measure="what"), "不认识的 measure“what”", "unknown measure “what”"),
    (row(low="0.6"), "low ≤ value ≤ high", "low ≤ value ≤ high"),
    (row(high="0.45"), "low ≤ value ≤ high", "low ≤ value ≤ high"),
    (row(low="0.5", high="0.5"), "low < high", "low < high"),
    (row(value="half"), "value 不是数字", "not a number"),
    (row(value="nan"), "value 不是数字", "not a number"),
    (row(low=""), "low 不是数字", "not a number"),
    (row(high="inf"), "high 不是数字", "not a number"),
    (row(target="occupancy"), "重复", "repeats an earlier row"),
    (row(tier="town"), "tier 只能是", "tier must be one of"),
    (row(ownership="state"), "ownership 只能是", "ownership must be one of"),
    (row(use="fitted"), "use 只能是", "use must be one of"),
    (row(grade="good"), "grade 只能是", "grade must be one of"),
    (row(**{"class": "poor"}), "class 只能是", "class must be one of"),
    (row(**{"class": "guaranteed"}), "class 应为 all", "class must be all"),
    (
        row(value="50", low="42", high="58"),
        "占比写作小数",
        "shares are decimals",
    ),
    (row(low="0"), "0.001 与 0.999", "between 0.001 and 0.999"),
    (
        row(measure="mean_stay_years", value="3", low="0", high="4"),
        "low 应大于 0",
        "low must be above 0",
    ),
]


@pytest.mark.parametrize(("bad", "zh", "en"), FAULTS)
def test_faulty_row_is_told_in_both_languages_with_its_place(tmp_path, bad, zh, en):
    file = write_table(tmp_path / "t.csv", GOOD, bad)

    with pytest.raises(AreaError) as refused:
        read_targets(file)

    assert zh in refused.value.message("zh")
    assert en in refused.value.message("en")
    assert refused.value.message("zh").startswith(f"{file}:3: ")


def test_table_without_a_column_is_refused(tmp_path):
    fewer = [name for name in COLUMNS if name != "use"]
    file = write_table(tmp_path / "t.csv", columns=fewer)

    with pytest.raises(AreaError) as refused:
        read_targets(file)

    assert refused.value.message("zh") == f"{file}:1: 缺少列：use"
    assert refused.value.message("en") == f"{file}:1: lacks the columns: use"


@pytest.mark.parametrize("rows", [[], [row(use="hold_out")]])
def test_table_with_nothing_to_fit_is_refused(tmp_path, rows):
    file = write_table(tmp_path / "t.csv", *rows)

    with pytest.raises(AreaError) as refused:
        read_targets(file)

    assert "没有一行的 use 是 fit" in refused.value.message("zh")
    assert "no row has use = fit" in refused.value.message("en")


def test_table_in_no_known_encoding_is_refused(tmp_path):
    file = tmp_path / "t.csv"
    text = "\n".join([",".join(COLUMNS), row(note_zh="假设")])
    file.write_bytes(text.encode("utf-8") + b"\xff\xff")

    with pytest.raises(AreaError) as refused:
        read_targets(file)

    assert "UTF-8" in refused.value.message("zh")
    assert "UTF-8" in refused.value.message("en")


def test_table_with_the_mark_of_a_spreadsheet_is_read(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text("\n".join([",".join(COLUMNS), GOOD]), encoding="utf-8-sig")

    assert [target.id for target in read_targets(file)] == ["occupancy"]


def test_figures_and_labels_are_those_of_the_row(tmp_path):
    private = row(target="p", ownership="private", tier="county")
    targets = read_targets(write_table(tmp_path / "t.csv", private))

    table = as_frame(targets)

    assert (targets[0].value, targets[0].low, targets[0].high) == (0.5, 0.42, 0.58)
    assert table.loc[0, "label_zh"].endswith("（县级、民办）")
    assert table.loc[0, "label_en"].endswith("(county, private)")


def test_standard_deviation_makes_the_interval_hold_80_percent(tmp_path):
    target = read_targets(write_table(tmp_path / "t.csv", GOOD))[0]

    # Odds of 0.58 are 0.58/0.42; those of 0.42 the inverse: log 0.3228 on both sides.
    assert target.working == pytest.approx(0.0)
    assert target.sd == pytest.approx(0.3227733922630654 / 1.2815515655446004)


def test_a_figure_of_nothing_counts_as_far_off_and_no_farther(tmp_path):
    stay = row(measure="mean_stay_years", value="3", low="2", high="4")
    target = read_targets(write_table(tmp_path / "t.csv", stay))[0]

    seen = target.seen([0.0, 2.0, 3.0, 1e9])

    assert np.exp(seen) == pytest.approx([3 / np.exp(4), 2, 3, 3 * np.exp(4)])
