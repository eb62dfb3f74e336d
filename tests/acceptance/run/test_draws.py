"""`run --draws`: joint draws of a small place, from the command line."""

from __future__ import annotations

import pandas as pd
import pytest
from drawn_places import write_place
from run_folders import folder_of, manifest_of, tables


def test_three_draws_say_what_their_intervals_contain(ruralbeds, tmp_path):
    file = write_place(tmp_path)

    done = ruralbeds("run", file, "--draws", 3, "--jobs", 1, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    *_, band, last = done.stdout.splitlines()
    assert band == "80%区间含偶然波动和参数不确定（3组联合抽样）"
    folder = folder_of(done, tmp_path)
    assert last == str(folder.relative_to(tmp_path))
    summary = pd.read_csv(folder / "summary.csv", encoding="utf-8-sig")
    assert set(summary["band"]) == {"chance_and_ignorance"}
    assert manifest_of(folder)["design"]["draw_numbers"] == [1, 3]
    page = (folder / "report.html").read_text("utf-8")
    assert "参数联合抽样 3 组" in page
    assert "这里的概率含偶然波动和参数不确定" in page


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--replications", 1], "A single replication has no interval"),
        (
            ["--replications", 2],
            "80% intervals hold chance alone, not doubt about the parameters",
        ),
    ],
)
def test_one_draw_says_that_doubt_is_not_in_them(ruralbeds, tmp_path, words, said):
    file = write_place(tmp_path)

    done = ruralbeds("run", file, *words, "--lang", "en", "--jobs", 1, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2] == said
    assert "the plausible ranges play no part" in (
        folder_of(done, tmp_path) / "report.html"
    ).read_text("utf-8")


def test_too_many_draws_end_with_a_sentence(ruralbeds, tmp_path):
    file = write_place(tmp_path)

    done = ruralbeds("run", file, "--draws", 4, "--lang", "en", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.strip() == (
        "--draws 4: draws can be 3 at most: the pack small_county has 3 joint draws "
        "(parameters/draws.yaml)"
    )
    assert not (tmp_path / "results").exists()


def test_jobs_and_a_second_run_change_no_byte_of_draws(ruralbeds, tmp_path):
    file = write_place(tmp_path)

    one, two = (
        tables(
            folder_of(
                ruralbeds(
                    *("run", file, "--draws", 3, "--jobs", jobs, "--force"),
                    cwd=tmp_path,
                ),
                tmp_path,
            )
        )
        for jobs in (1, 2)
    )

    assert [name for name in one if one[name] != two[name]] == []
