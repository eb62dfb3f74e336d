from __future__ import annotations

import pandas as pd
import pytest

from sim.experiment import tables
from sim.experiment.laying import appears_whole, lay


def test_what_is_written_appears_when_it_is_whole(tmp_path):
    path = tmp_path / "a.csv"

    with appears_whole(path) as unfinished:
        unfinished.write_text("half", encoding="utf-8")
        assert [one.name for one in tmp_path.iterdir()] == [".a.csv.unfinished"]

    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_what_fails_half_way_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "a.parquet"
    tables.write_parquet(pd.DataFrame({"a": [1]}), path)
    before = path.read_bytes()

    def fills_the_disk(table, where, compression):
        where.write_bytes(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(tables.pq, "write_table", fills_the_disk)
    with pytest.raises(OSError, match="No space"):
        tables.write_parquet(pd.DataFrame({"a": [2]}), path)

    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.parquet"]


def test_a_folder_that_fails_half_way_leaves_nothing(tmp_path):
    def fails(folder):
        (folder / "a").touch()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lay(tmp_path, "whole", fails)

    assert list(tmp_path.iterdir()) == []
