"""A finished run shown in another language has its page in that language."""

from __future__ import annotations

import json
import re

from run_folders import folder_of, manifest_of, tables


def test_the_page_is_written_anew_and_nothing_is_simulated(ruralbeds, root, tmp_path):
    place = root / "scenarios" / "teaching" / "two_homes.yaml"
    words = ["run", place, "--replications", 1, "--jobs", 1]
    run = folder_of(ruralbeds(*words, "--lang", "zh", cwd=tmp_path), tmp_path)
    before, told = tables(run), manifest_of(run)

    shown = ruralbeds(*words, "--lang", "en", cwd=tmp_path)
    once_more = ruralbeds(*words, "--lang", "en", cwd=tmp_path)

    assert folder_of(shown, tmp_path) == folder_of(once_more, tmp_path) == run
    assert "simulating" not in shown.stderr
    assert "has been run to the end" in once_more.stderr
    page = (run / "report.html").read_text("utf-8")
    assert re.search('<html lang="(.*?)"', page)[1] == "en"
    assert tables(run) == before
    now = manifest_of(run)
    changed = {name for name in now if json.dumps(now[name]) != json.dumps(told[name])}
    assert changed == {"page_language", "outputs"}
    other = {
        name for name, one in now["outputs"].items() if one != told["outputs"][name]
    }
    assert other == {"report.html"}
