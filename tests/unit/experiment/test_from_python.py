"""What the command does for its callers, `sim.run` and its like do as well."""

from __future__ import annotations

import shutil

import pytest

import sim
from sim.experiment.plan import make_plan
from sim.experiment.progress import Silence
from sim.experiment.run import run_plan
from sim.experiment.threads import one_thread_each

FEW = {"replications": 1, "jobs": 1}
IN_VAIN = """
programme:
  - {date: 2029-05-01, do: convert_beds, beds: 100000,
     grade: assumed, source: assumption, note: x}
"""


@pytest.fixture
def small(root):
    return sim.load_scenario(root / "scenarios" / "teaching" / "two_homes.yaml")


def test_what_has_been_run_is_not_run_again_unless_forced(small, tmp_path):
    first = sim.run(small, out=tmp_path, **FEW)

    again = sim.run(small, out=tmp_path, **FEW)
    forced = sim.run(small, out=tmp_path, force=True, **FEW)

    assert again.folder == first.folder
    assert forced.folder != first.folder


def test_dated_facts_in_vain_are_warned_of(root, tmp_path):
    shutil.copytree(root / "scenarios" / "teaching", tmp_path, dirs_exist_ok=True)
    asking = tmp_path / "small_county.yaml"
    asking.write_text(asking.read_text("utf-8").rstrip() + IN_VAIN, "utf-8")
    twin = tmp_path / "twin.yaml"
    twin.write_text(
        asking.read_text("utf-8").replace("id: small-county", "id: twin"), "utf-8"
    )
    one, other = sim.load_scenario(asking), sim.load_scenario(twin)

    with pytest.warns(UserWarning, match="100000 beds were to be converted") as told:
        ran = sim.run(one, **FEW)
    with pytest.warns(UserWarning, match="100000 beds were to be converted"):
        compared = sim.compare([one, other], **FEW)

    assert told[0].filename == __file__
    for results in (ran, *compared.results):
        warnings = [en for _, en in results.scenario.warnings]
        assert sum("100000 beds" in warning for warning in warnings) == 1


def test_libraries_have_one_thread_during_a_run_and_theirs_after_it(small):
    control = pytest.importorskip("threadpoolctl", reason="of some extras")
    seen = []

    class Looking(Silence):
        def units(self, done, total):
            seen.append(threads())

    def threads():
        return {one["num_threads"] for one in control.threadpool_info()}

    with control.threadpool_limits(2):
        run_plan(make_plan(small, **FEW), progress=Looking())
        assert threads() == {2}

    assert seen == [{1}, {1}]


def test_without_the_package_threads_stay_as_they_are(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "threadpoolctl", None)

    with one_thread_each():
        pass
