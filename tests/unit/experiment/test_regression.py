"""What counts as moved, and what a reference file may be; differences are planted."""

import pandas as pd
import pytest

import sim
from sim.experiment.reference import (
    COLUMNS,
    COUNTS,
    UnreadableReferenceError,
    changelog_line,
    moved,
    newest_results,
    read_reference,
    reference_hash,
    rounded,
    write_reference,
)
from sim.experiment.regression import (
    State,
    check,
    compare,
    load_small,
    small_table,
    without_scenario,
)

ROWS = [
    # tier, ownership, indicator, unit, year, value
    ("all", "all", "occupancy_rate", "share", 2025, 0.55),
    ("all", "all", "occupancy_rate", "share", 2030, 0.61),
    ("county", "public", "residents", "persons", 2030, 104.25),
    ("all", "all", "applications", "applications", 2030, 3000000.0),
    ("all", "all", "unmet_need_person_days", "person_days", 2030, 3000000.0),
]


@pytest.fixture
def table():
    rows = [("region", "small", *row) for row in ROWS]
    return pd.DataFrame(rows, columns=COLUMNS)


@pytest.fixture
def folder(table, tmp_path):
    write_reference(table, tmp_path / "one.csv")
    return tmp_path


def planted(table: pd.DataFrame, row: int, value: float) -> pd.DataFrame:
    changed = table.copy()
    changed.loc[row, "value"] = value
    return changed


def test_equal_tables_have_nothing_that_moved(table):
    assert moved(table, table.copy()).empty


def test_order_of_rows_is_no_difference(table):
    assert moved(table, table.iloc[::-1]).empty


def test_a_percentage_point_of_occupancy_is_told_with_old_new_and_change(table):
    differences = moved(table, planted(table, 1, 0.62))

    [row] = differences.to_dict("records")
    assert (row["indicator"], row["year"]) == ("occupancy_rate", 2030)
    assert (row["old"], row["new"]) == (0.61, 0.62)
    assert row["change"] == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("row", "value", "seen"),
    [
        # A last digit that rounding turned over.
        (0, 0.550001, False),
        (0, 0.550003, True),
        (2, 104.2501, False),
        (2, 104.2503, True),
    ],
)
def test_tolerance_is_a_millionth(table, row, value, seen):
    assert bool(len(moved(table, planted(table, row, value)))) is seen


def test_counts_must_be_equal_where_other_figures_need_not(table):
    one_more = planted(planted(table, 3, 3000001.0), 4, 3000001.0)

    assert list(moved(table, one_more)["indicator"]) == ["applications"]


def test_counts_are_happenings_and_no_averages():
    assert {"applications", "admissions", "moves", "guarantee_breaches"} <= COUNTS
    assert not {"residents", "licensed_beds", "occupancy_rate"} & COUNTS


def test_figures_that_come_and_go_have_moved(table):
    differences = moved(table.drop(index=0), table.drop(index=2))

    assert list(differences["indicator"]) == ["occupancy_rate", "residents"]
    assert differences["old"].isna().tolist() == [True, False]
    assert differences["new"].isna().tolist() == [False, True]


def test_another_unit_is_another_figure(table):
    percent = table.replace({"unit": {"share": "percent"}})

    assert len(moved(table, percent)) == 4


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.12345678, 0.123457),
        (-0.12345678, -0.123457),
        (9.87654321, 9.876543),
        (123.456789, 123.4568),
        (1234567.89, 1234568.0),
        (12345678.9, 12345679.0),
        (0.0, 0.0),
        (1.0, 1.0),
    ],
)
def test_six_decimals_and_seven_figures_are_kept(value, written):
    assert rounded(value) == written


def test_what_is_written_is_read_as_it_was(table, folder):
    read = read_reference(folder / "one.csv")

    pd.testing.assert_frame_equal(read, table, check_dtype=False)
    assert moved(read, table).empty


def test_codes_of_places_stay_text(table, tmp_path):
    write_reference(table.assign(area_code="045"), tmp_path / "one.csv")

    assert set(read_reference(tmp_path / "one.csv")["area_code"]) == {"045"}


def test_a_planted_difference_in_the_file_is_found(table, folder):
    path = folder / "one.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("0.61", "0.62"), encoding="utf-8")

    result = compare("one", path, table)

    assert result.state is State.MOVED
    assert list(result.moved["change"].round(6)) == [-0.01]


def test_a_missing_file_is_no_agreement(table, folder):
    assert compare("two", folder / "two.csv", table).state is State.MISSING


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("0.61", "<<<<<<< ours"),
        lambda text: text + text.splitlines()[1] + "\n",
        lambda text: text.replace("value", "mean"),
        lambda text: text.replace("0.61", ""),
        lambda text: "",
    ],
    ids=["merge_marks", "figure_twice", "other_columns", "no_value", "empty"],
)
def test_a_spoilt_file_is_no_agreement(spoil, table, folder):
    path = folder / "one.csv"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")

    with pytest.raises(UnreadableReferenceError, match=r"one\.csv"):
        read_reference(path)
    assert compare("one", path, table).state is State.UNREADABLE


def test_a_file_without_scenario_is_named_and_other_tables_are_not(folder):
    (folder / "no_drift.csv").write_text("beds\n", encoding="utf-8")

    assert without_scenario(folder, ["one"]) == []
    assert without_scenario(folder, ["two"]) == [folder / "one.csv"]


def test_hash_follows_content_and_names_but_not_line_ends(table, folder):
    path = folder / "one.csv"
    before = reference_hash(folder)
    lines = path.read_bytes()

    path.write_bytes(lines.replace(b"\n", b"\r\n"))
    assert reference_hash(folder) == before
    path.write_bytes(lines.replace(b"0.61", b"0.62"))
    assert reference_hash(folder) != before
    path.write_bytes(lines)
    path.rename(folder / "other.csv")
    assert reference_hash(folder) != before
    assert changelog_line(folder) == f"Reference: {reference_hash(folder)}"


def test_hash_follows_the_figures_that_margins_are_held_against(table, folder):
    (folder / "recovery.csv").write_text("b\n", encoding="utf-8")
    before = reference_hash(folder)

    margins = folder / "equivalence.csv"
    margins.write_text("scenario,mean\none,0.5\n", encoding="utf-8")
    with_margins = reference_hash(folder)
    margins.write_text("scenario,mean\none,0.6\n", encoding="utf-8")
    (folder / "recovery.csv").write_text("c\n", encoding="utf-8")

    assert len({before, with_margins, reference_hash(folder)}) == 3
    margins.unlink()
    assert reference_hash(folder) == before, "other tables do not count"


def test_only_the_newest_results_count():
    changelog = (
        "# Changelog\n\n## 2\n\n### Results\n\n- new\n\n### Code\n\n- code\n\n"
        "## 1\n\n### Results\n\n- old\n"
    )

    assert newest_results(changelog).split() == ["-", "new"]
    assert newest_results("# Changelog\n") == ""


@pytest.mark.parametrize(
    "name", ["baseline.yaml", "teaching/small_county_one_county.yaml"]
)
def test_scenarios_are_cut_down_before_they_run(root, name):
    scenario = load_small(root / "scenarios" / name)

    assert scenario.replications == 2
    assert len(scenario.county_indices) == (2 if name == "baseline.yaml" else 1)


def test_a_scenario_agrees_with_what_it_wrote_and_with_no_other_seed(root, tmp_path):
    scenario = load_small(root / "scenarios" / "teaching" / "two_homes.yaml")

    assert check(scenario, tmp_path).state is State.MISSING
    assert not list(tmp_path.iterdir())
    check(scenario, tmp_path, update=True)
    assert check(scenario, tmp_path).state is State.SAME
    other = check(scenario.with_run(seed=scenario.seed + 1), tmp_path)
    assert other.state is State.MOVED


def test_the_table_is_the_mean_of_what_a_run_gives(root):
    scenario = load_small(root / "scenarios" / "teaching" / "two_homes.yaml")
    table = small_table(scenario)
    run = sim.run(scenario, jobs=1).indicators

    figure = "area_level == 'region' and tier == 'all' and year == 2025"
    whole = figure + " and indicator == 'residents'"
    everything = " and ownership == 'all' and operation == 'all'"
    expected = run.query(whole + everything)["value"].mean()
    assert table.query(whole)["value"].item() == pytest.approx(expected, rel=1e-6)
