"""`ruralbeds calibrate` on a small place: the same bytes, nothing lost, all told."""

from __future__ import annotations

import builtins
import json
import shutil
import sys
from contextlib import redirect_stdout
from functools import partial
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from fitting_places import ROWS, UNKNOWNS, write_table

from sim.cli import main
from sim.fitting import simulations
from sim.fitting.posterior import Sampling
from sim.scenario import load_scenario

FILES = {
    "targets.csv",
    "unknowns.csv",
    "emulator.csv",
    "posterior.csv",
    "prior.csv",
    "scenario.yaml",
    "small_county/parameters/fitted.yaml",
    "small_county/parameters/draws.yaml",
}


@pytest.fixture(scope="module")
def asked(root, tmp_path_factory) -> Path:
    """A folder with a pack, a table of targets and a list of unknowns."""
    folder = tmp_path_factory.mktemp("asked")
    places = root / "scenarios" / "teaching" / "places"
    shutil.copytree(places / "small_county", folder / "small_county")
    write_table(folder / "targets.csv", *ROWS)
    (folder / "unknowns.yaml").write_text(UNKNOWNS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", autouse=True)
def _short_chain():
    """Sample for a moment; how long changes nothing that is tested here."""
    with pytest.MonkeyPatch.context() as patched:
        short = partial(Sampling, steps=200, burn=80)
        patched.setattr("sim.fitting.plan.Sampling", short)
        yield


def words(asked: Path, out: Path, **changes: object) -> list[str]:
    """Return the words of a small calibration."""
    options = {
        "targets": asked / "targets.csv",
        "unknowns": asked / "unknowns.yaml",
        "simulations": 40,
        "draws": 10,
        "jobs": 1,
        "out": out,
        "lang": "en",
    } | changes
    pairs = [(f"--{name}", str(value)) for name, value in options.items()]
    pack = str(asked / "small_county")
    return ["calibrate", pack, *[word for pair in pairs for word in pair]]


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def results(run: Path) -> dict[str, str]:
    """Return the fingerprints of everything but the page and the manifest."""
    return {
        name: told
        for name, told in hashes(run).items()
        if name not in {"manifest.json", "report.html"}
    }


def runs(out: Path) -> list[Path]:
    return sorted((out / "calibration-small_county").iterdir())


def ended(given: list[str]) -> int:
    with pytest.raises(SystemExit) as ending:
        main(given)
    return int(ending.value.code or 0)


@pytest.fixture(scope="module")
def finished(asked, tmp_path_factory) -> Path:
    """The folder of a calibration by two workers, which left its inputs alone."""
    out, before, said = tmp_path_factory.mktemp("finished"), hashes(asked), StringIO()
    with redirect_stdout(said):
        assert ended(words(asked, out, jobs=2)) == 0
    [folder] = runs(out)
    assert said.getvalue().splitlines()[-1] == str(folder)
    assert "The pack itself is unchanged" in said.getvalue()
    assert hashes(asked) == before
    return folder


@pytest.mark.slow
def test_folder_holds_tables_pack_page_and_manifest(finished):
    assert results(finished).keys() >= FILES
    assert not (finished / "parts").exists()
    manifest = json.loads((finished / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "complete"
    assert manifest["outputs"].keys() == hashes(finished).keys() - {"manifest.json"}
    assert manifest["chain"]["simulations"] == 44
    assert "Level of applications" in (finished / "report.html").read_text("utf-8")


@pytest.mark.slow
def test_stopped_and_resumed_by_one_worker_the_bytes_are_those_of_two(
    asked, finished, tmp_path, capsys, monkeypatch
):
    simulated: list[str] = []
    see = simulations.see

    def stopping(shared, point):
        if len(simulated) == 12:
            raise KeyboardInterrupt
        simulated.append(point.name)
        return see(shared, point)

    with monkeypatch.context() as patched:
        patched.setattr(simulations, "see", stopping)
        assert ended(words(asked, tmp_path)) == 130
    assert "--resume" in capsys.readouterr().err
    left = runs(tmp_path)[0]
    assert (
        json.loads((left / "manifest.json").read_text("utf-8"))["status"] == "partial"
    )
    assert len(list((left / "parts").glob("prior-*.json"))) == 12

    def counting(shared, point):
        simulated.append(point.name)
        return see(shared, point)

    monkeypatch.setattr(simulations, "see", counting)
    assert ended([*words(asked, tmp_path), "--resume"]) == 0

    assert runs(tmp_path) == [left]
    assert len(simulated) == len(set(simulated)) == 44
    assert results(left) == results(finished)


@pytest.mark.slow
def test_calibrated_pack_is_run_and_calibrated_from_the_same_start(
    asked, finished, tmp_path, capsys, monkeypatch
):
    pack = Path(shutil.copytree(asked / "small_county", tmp_path / "small_county"))
    written = finished / "small_county" / "parameters"
    for name in ("fitted.yaml", "draws.yaml"):
        shutil.copyfile(written / name, pack / "parameters" / name)
    shutil.copyfile(finished / "scenario.yaml", tmp_path / "scenario.yaml")

    scenario = load_scenario(tmp_path / "scenario.yaml")

    assert scenario.area.joint_draws == 10
    fitted = scenario.value("demand.application_rate.severe")
    assert fitted != pytest.approx(0.1)
    # Calibrated once more it starts from 0.1 again: its prior is printed as it was.
    for name in ("targets.csv", "unknowns.yaml"):
        shutil.copyfile(asked / name, tmp_path / name)
    monkeypatch.setattr(simulations, "see", stop_at_once)
    assert ended(words(tmp_path, tmp_path / "out")) == 130
    capsys.readouterr()
    begun = runs(tmp_path / "out")[0]
    manifests = [
        json.loads((run / "manifest.json").read_text(encoding="utf-8"))
        for run in (begun, finished)
    ]
    assert manifests[0]["input_hash"] == manifests[1]["input_hash"]
    assert not (begun / "small_county" / "parameters" / "fitted.yaml").exists()


def stop_at_once(shared, point):
    raise KeyboardInterrupt


def refused(given: list[str], out: Path, capsys) -> tuple[int, str]:
    """Return status and sentence of a call that must leave nothing behind."""
    status = ended(given)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    assert not out.exists()
    return status, printed.err.strip()


SENTENCES = {
    "table": {"zh": "不是数字", "en": "not a number"},
    "missing": {"zh": "没有这个文件", "en": "there is no such file"},
    "pack": {"zh": "nowhere", "en": "nowhere"},
    "extra": {"zh": "校准需要附加的软件包（缺 emcee）", "en": "emcee is missing"},
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bad_table_is_told(asked, tmp_path, capsys, lang):
    bad = write_table(tmp_path / "bad.csv", ROWS[0].replace("0.42", "low"))
    out = tmp_path / "out"

    status, told = refused(words(asked, out, targets=bad, lang=lang), out, capsys)

    assert status == 3
    assert told.startswith(f"{bad}:2: ")
    assert SENTENCES["table"][lang] in told


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("which", ["targets", "unknowns"])
def test_file_that_is_not_there_is_told(asked, tmp_path, capsys, lang, which):
    out, gone = tmp_path / "out", tmp_path / "gone"

    given = words(asked, out, lang=lang, **{which: gone})
    status, told = refused(given, out, capsys)

    assert status == 2
    assert str(gone) in told
    assert SENTENCES["missing"][lang] in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_unknown_pack_is_told(asked, tmp_path, capsys, lang):
    out = tmp_path / "out"
    given = words(asked, out, lang=lang)
    given[1] = "nowhere"

    status, told = refused(given, out, capsys)

    assert status in (2, 3)
    assert SENTENCES["pack"][lang] in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_faulty_list_of_unknowns_is_told(asked, tmp_path, capsys, lang):
    bad = tmp_path / "bad.yaml"
    bad.write_text(UNKNOWNS.replace("patience_days", "patience_dais"), "utf-8")
    out = tmp_path / "out"

    status, told = refused(words(asked, out, unknowns=bad, lang=lang), out, capsys)

    assert status == 3
    assert told.startswith(f"{bad}:6: ")
    assert "demand.patience_days" in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_missing_extra_is_told_with_how_to_install_it(
    asked, tmp_path, capsys, monkeypatch, lang
):
    there = builtins.__import__

    def without(name, *rest, **more):
        if name == "emcee":
            raise ModuleNotFoundError("No module named 'emcee'", name="emcee")
        return there(name, *rest, **more)

    # Whatever was imported before is looked for again.
    for name in [n for n in sys.modules if n.startswith(("emcee", "sim.fitting"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    out = tmp_path / "out"

    status, told = refused(words(asked, out, lang=lang), out, capsys)

    assert status == 3
    assert SENTENCES["extra"][lang] in told
    assert 'pip install -c constraints.txt -e ".[calib]"' in told
