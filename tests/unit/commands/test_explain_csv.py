from __future__ import annotations

import pandas as pd

from sim.commands.explain import _write


def test_names_that_a_spreadsheet_would_run_get_an_apostrophe(tmp_path):
    file = tmp_path / "rows.csv"
    rows = pd.DataFrame({"name": ["=cmd|' /C calc'!A0", "甲"], "beds": [-3, 5]})

    _write(rows, file, "en")

    written = file.read_text(encoding="utf-8-sig").splitlines()
    assert written == ["name,beds", "'=cmd|' /C calc'!A0,-3", "甲,5"]
