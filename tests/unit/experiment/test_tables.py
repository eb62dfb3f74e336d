import pandas as pd
import pyarrow.parquet as pq
import pytest

from sim.experiment.tables import (
    for_spreadsheet,
    merge_parquet,
    write_csv,
    write_for_spreadsheet,
    write_parquet,
)


def test_csv_shows_chinese_in_spreadsheets(tmp_path):
    write_csv(pd.DataFrame({"name": ["横州市"]}), tmp_path / "a.csv")

    content = (tmp_path / "a.csv").read_bytes()

    assert content == b"\xef\xbb\xbfname\n" + "横州市\n".encode()


def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(tmp_path):
    texts = ["=1+1", "+cmd", "-2+3", "@sum", "plain", "-0.03"]
    write_csv(pd.DataFrame({"note": texts, "value": [-1.0] * 6}), tmp_path / "a.csv")

    rows = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[1:]

    assert rows == [
        "'=1+1,-1.0",
        "'+cmd,-1.0",
        "'-2+3,-1.0",
        "'@sum,-1.0",
        "plain,-1.0",
        "-0.03,-1.0",
    ]


def test_formula_is_also_defused_in_a_column_of_categories(tmp_path):
    table = pd.DataFrame({"note": pd.Categorical(["=a", "b", "=a"])})

    write_csv(table, tmp_path / "a.csv")

    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig") == (
        "note\n'=a\nb\n'=a\n"
    )


def test_merged_parts_keep_their_order_and_types(tmp_path):
    first = pd.DataFrame(
        {
            "home": pd.Categorical(["b", "a"]),
            "elder_id": pd.array([1, None], dtype="Int64"),
        }
    )
    many = [f"h{number}" for number in range(300)]
    second = pd.DataFrame(
        {
            "home": pd.Categorical(many),
            "elder_id": pd.array(range(300), dtype="Int64"),
        }
    )
    for name, table in {"1": first, "2": second}.items():
        write_parquet(table, tmp_path / name)

    rows = merge_parquet([tmp_path / "1", tmp_path / "2"], tmp_path / "all.parquet")

    merged = pd.read_parquet(tmp_path / "all.parquet")
    assert rows == 302
    assert merged["home"].astype(str).tolist() == ["b", "a", *many]
    assert merged["elder_id"].dtype == "Int64"
    assert pq.ParquetFile(tmp_path / "all.parquet").num_row_groups == 2


def test_merging_nothing_writes_nothing(tmp_path):
    assert merge_parquet([], tmp_path / "all.parquet") == 0
    assert list(tmp_path.iterdir()) == []


def test_same_table_gives_the_same_bytes(tmp_path):
    table = pd.DataFrame({"word": pd.Categorical(["x", "y"]), "value": [0.1, 0.2]})

    write_parquet(table, tmp_path / "one")
    write_parquet(table.copy(), tmp_path / "other")

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_spreadsheet_gets_homes_and_counties_only_where_they_fit(monkeypatch):
    table = pd.DataFrame({"area_level": ["region"] * 2 + ["county"] * 3 + ["home"] * 4})

    for rows, kept in ((10, 9), (9, 5), (5, 2), (1, 2)):
        monkeypatch.setattr("sim.experiment.tables.SPREADSHEET_ROWS", rows)
        assert len(for_spreadsheet(table)) == kept


def test_a_table_without_levels_is_left_whole(monkeypatch):
    monkeypatch.setattr("sim.experiment.tables.SPREADSHEET_ROWS", 1)

    assert len(for_spreadsheet(pd.DataFrame({"value": [1, 2, 3]}))) == 3


@pytest.mark.parametrize("room", [3, 6, 9, 100])
def test_group_by_group_a_spreadsheet_gets_what_it_gets_at_once(
    tmp_path, monkeypatch, room
):
    monkeypatch.setattr("sim.experiment.tables.SPREADSHEET_ROWS", room)
    parts = [
        pd.DataFrame(
            {
                "area_level": pd.Categorical(levels),
                "name": ["=1+1", "甲", "-2"],
                "value": [0.1 + 0.2, float("nan"), 1e-17],
            }
        )
        for levels in (
            ["home", "home", "home"],
            ["home", "county", "region"],
            ["county", "home", "region"],
        )
    ]
    for number, part in enumerate(parts):
        write_parquet(part, tmp_path / f"{number}.parquet")
    files = [tmp_path / f"{number}.parquet" for number in range(3)]
    merge_parquet(files, tmp_path / "merged.parquet")

    write_for_spreadsheet(tmp_path / "merged.parquet", tmp_path / "groups.csv")

    whole = for_spreadsheet(pd.read_parquet(tmp_path / "merged.parquet"))
    write_csv(whole, tmp_path / "whole.csv")
    assert len(whole) == {3: 2, 6: 4, 9: 4, 100: 9}[room]
    written = (tmp_path / "groups.csv").read_bytes()
    assert written == (tmp_path / "whole.csv").read_bytes()
