"""The import graph runs one way; this test is the only place that says so."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "sim").rglob("*.py"))

# Nobody imports the command line; everybody may ask for the date, a random number or
# the name of an event.
FLOOR = {"timeline", "streams", "events"}
RECORD = {"indicators", "report"}
MAY_IMPORT: dict[str, set[str]] = {
    "timeline": set(),
    "streams": set(),
    "events": set(),
    "own_yaml": set(),
    # A fault of a pack is told in the same words as a fault of a scenario file.
    "area": {"scenario.faults"},
    "scenario": {"timeline", "area", "events"},
    # A county's workbooks become a pack; what is then simulated is others' business,
    # but what was observed is told by the indicators that tell what is simulated.
    "importing": {"area", "scenario", "events", "timeline", "observed"},
    "population": FLOOR | {"area", "scenario"},
    "supply": FLOOR | {"area", "scenario"},
    "engine": FLOOR | {"area", "scenario", "population", "supply"},
    "indicators": {
        "own_yaml",
        "events",
        "timeline",
        "area",
        "supply.travel",
        # Who is served is one question, whether a rule asks or a figure.
        "supply.catchment",
    },
    "report": {
        *("own_yaml", "indicators.catalogue"),
        *("scenario", "events", "timeline", "area"),
    },
    "experiment": FLOOR
    | {"area", "scenario", "population", "supply", "engine", "indicators", "report"},
}
MAY_IMPORT["observed"] = FLOOR | {
    *("area", "scenario", "population", "supply", "indicators"),
    # Targets are measured as simulations are; no simulation is run for it.
    *("fitting.measures", "fitting.scales", "fitting.targets"),
}
MAY_IMPORT["fitting"] = {*MAY_IMPORT, "fitting"}
# It looks at everything and is asked by the command alone.
MAY_IMPORT["doctor"] = {*MAY_IMPORT, "doctor"} - {"fitting"}
MAY_IMPORT["commands"] = {*MAY_IMPORT, "commands"}
MAY_IMPORT["cli"] = {"commands", "scenario", "area"}
MAY_IMPORT["__main__"] = {"cli"}
MAY_IMPORT["__init__"] = {"experiment", "scenario"}

# The clock ticks in one place, and workers are hired in one.
ONLY = {"simpy": {"engine"}, "joblib": {"experiment"}, "typer": {"commands", "cli"}}


def layer(path: Path) -> str:
    return path.relative_to(ROOT / "sim").parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Full names of all that a module imports, also within its functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by a relative name"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def allowed(name: str, own: str) -> bool:
    inner = name.removeprefix("sim.")
    permitted = MAY_IMPORT[own] | {own}
    return any(inner == other or inner.startswith(f"{other}.") for other in permitted)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_imports_only_what_lies_before_it(path: Path) -> None:
    own = layer(path)
    used = {name for name in imports(path) if name.startswith("sim.")}

    assert {name for name in used if not allowed(name, own)} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_leaves_to_others_what_is_theirs(path: Path) -> None:
    packages = {name.split(".")[0] for name in imports(path)}

    assert "calibration" not in packages
    for package, layers in ONLY.items():
        assert package not in packages or layer(path) in layers


def test_every_layer_is_known() -> None:
    assert {layer(path) for path in MODULES} <= set(MAY_IMPORT)


def test_a_forbidden_import_would_be_seen() -> None:
    assert not allowed("sim.engine.simulate", "indicators")
    assert not allowed("sim.supply.homes", "indicators")
    assert allowed("sim.supply.travel.Travel", "indicators")


def test_names_say_what_a_file_is_about() -> None:
    vague = {"utils", "helpers", "common", "base", "manager", "misc"}

    assert {path.stem for path in MODULES} & vague == set()


def test_no_file_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in MODULES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }

    assert long == {}
