"""`run --replay`: the same tables again, and a sentence for each thing that differs."""

from __future__ import annotations

import json
import shutil

import pytest
from run_folders import folder_of, manifest_of, tables


@pytest.fixture
def made(ruralbeds, root, tmp_path):
    """A run of a teaching place of its own, and the scenario file."""
    teaching = tmp_path / "teaching"
    shutil.copytree(root / "scenarios" / "teaching", teaching)
    file = teaching / "two_homes.yaml"
    done = ruralbeds(
        *("run", "teaching/two_homes.yaml", "--replications", 2, "--jobs", 1),
        *("--set", "demand.level=1.1", "--lang", "en"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    return file, folder_of(done, tmp_path)


def replay(ruralbeds, run, cwd):
    return ruralbeds(
        *("run", "--replay", run / "manifest.json", "--jobs", 1, "--lang", "en"),
        cwd=cwd,
    )


def alter(run, change) -> None:
    manifest = manifest_of(run)
    change(manifest)
    (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_nothing_changed_gives_the_same_tables(ruralbeds, made, tmp_path):
    _, run = made

    done = replay(ruralbeds, run, tmp_path)

    assert done.returncode == 0, done.stderr
    assert "Inputs, program and packages are the same as then" in done.stderr
    assert "All 14 tables are the same as then" in done.stdout
    assert folder_of(done, tmp_path) != run


def test_it_may_be_replayed_from_any_folder(ruralbeds, made, tmp_path):
    _, run = made
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    done = replay(ruralbeds, run, elsewhere)

    assert done.returncode == 0, done.stderr
    assert "Inputs, program and packages are the same as then" in done.stderr
    assert "All 14 tables are the same as then" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("results")
    again = folder_of(done, elsewhere)
    one, other = tables(run), tables(again)
    assert [name for name in one if one[name] != other[name]] == []
    assert [name for name in one if str(tmp_path).encode() in one[name]] == []


def test_a_folder_that_is_gone_is_told_and_the_resolved_scenario_found_here(
    ruralbeds, made, tmp_path
):
    _, run = made
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("teaching", "results"):
        (tmp_path / name).rename(moved / name)
    alter(
        moved / run.relative_to(tmp_path),
        lambda manifest: manifest.update(working_folder=str(tmp_path / "gone")),
    )

    done = replay(ruralbeds, moved / run.relative_to(tmp_path), moved)

    assert done.returncode == 0, done.stderr
    assert "gone in which the run was made is gone" in done.stderr
    assert "All 14 tables are the same as then" in done.stdout


def test_a_changed_scenario_file_is_replaced_by_the_resolved_one(
    ruralbeds, made, tmp_path
):
    file, run = made
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("end: 2030-12-31", "end: 2029-12-31"), "utf-8")
    assert file.read_text(encoding="utf-8") != text

    changed = replay(ruralbeds, run, tmp_path)
    file.unlink()
    gone = replay(ruralbeds, run, tmp_path)

    assert changed.returncode == gone.returncode == 0, changed.stderr + gone.stderr
    assert "two_homes.yaml does not say what it said then: " in changed.stderr
    assert "two_homes.yaml changed; what differs: period; " in changed.stderr
    assert "two_homes.yaml is not here any more; " in gone.stderr


def test_another_place_about_the_results_is_not_run_for_one_of_the_same_name(
    ruralbeds, made, tmp_path
):
    file, run = made
    outside = tmp_path / "outside"
    shutil.copytree(tmp_path / "teaching", outside / "teaching")
    moved = outside / run.relative_to(tmp_path)
    shutil.copytree(run, moved)
    for homes in (outside / "teaching" / "places").rglob("homes.csv"):
        homes.write_text("damaged", encoding="utf-8")
    file.unlink()
    (outside / file.relative_to(tmp_path)).unlink()

    own = replay(ruralbeds, moved, outside)
    shutil.rmtree(tmp_path / "teaching")
    gone = replay(ruralbeds, moved, outside)

    assert own.returncode == 0, own.stderr
    assert "All 14 tables are the same as then" in own.stdout
    assert gone.returncode != 0


def test_a_changed_input_is_named_with_the_tables_that_changed(
    ruralbeds, made, tmp_path
):
    file, run = made
    [homes] = [
        path
        for path in (file.parent / "places").rglob("homes.csv")
        if path.parent.name in file.read_text(encoding="utf-8")
    ]
    head, first, *rest = homes.read_text(encoding="utf-8").splitlines()
    beds = head.split(",").index("beds_ordinary")
    cells = first.split(",")
    cells[beds] = str(int(cells[beds]) + 7)
    lines = [head, ",".join(cells), *rest]
    homes.write_text("\n".join(lines) + "\n", encoding="utf-8")

    done = replay(ruralbeds, run, tmp_path)

    assert done.returncode == 1
    assert "homes.csv has changed" in done.stderr
    assert "tables differ from then:" in done.stdout
    assert "homes.parquet: differs from then" in done.stdout


def test_another_program_and_other_packages_are_told_though_tables_agree(
    ruralbeds, made, tmp_path
):
    _, run = made

    def change(manifest):
        manifest["software"]["program_sha256"] = "0" * 64
        manifest["software"]["version"] = "0.0.9"
        manifest["software"]["packages"]["numpy"] = "1.0"

    alter(run, change)

    done = replay(ruralbeds, run, tmp_path)

    assert done.returncode == 0, done.stderr
    assert "the program has changed: 0.0.9" in done.stderr
    assert "numpy was 1.0, and is " in done.stderr


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (None, 2, "cannot be read"),
        ("{", 3, "this is no JSON"),
        ('{"format": "other"}', 2, "not the manifest.json of a run"),
        ('{"format": "ruralbeds-run/1", "status": "partial"}', 2, "not completed"),
        ('{"format": "ruralbeds-run/1", "status": "complete"}', 3, "misses"),
    ],
)
def test_what_is_no_manifest_is_a_sentence(ruralbeds, tmp_path, content, status, said):
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")

    done = replay(ruralbeds, tmp_path, tmp_path)

    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "results").exists()


def test_nothing_else_may_be_chosen_beside_it(ruralbeds, tmp_path):
    done = ruralbeds(
        *("run", "x.yaml", "--replay", "manifest.json", "--seed", 3, "--lang", "en"),
        cwd=tmp_path,
    )

    assert done.returncode == 2
    assert "leave out FILE, --seed" in done.stderr
