"""On what the program runs: Python, packages, disk, terminal, fonts, browser, packs."""

from __future__ import annotations

import locale
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

import sim
from sim.area.location import find_area, known_areas
from sim.doctor.findings import Finding, Section, State
from sim.experiment.fingerprints import file_entries, sha256
from sim.experiment.software import version
from sim.report.words import Words

_CONSTRAINTS: Final = Path(sim.__file__).parents[1] / "constraints.txt"
# Less is soon used up by the tables of a region. [bytes]
_LEAST_ROOM: Final = 10**9
_BROWSERS: Final = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("chrome", "msedge", "microsoft-edge", "firefox"),
)
_BROWSER_FILES: Final = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Mozilla Firefox/firefox.exe",
)
_MAC_BROWSERS: Final = ("Safari.app", "Google Chrome.app", "Firefox.app")
_FONT_FILES: Final = (
    *("msyh.ttc", "msyh.ttf", "simhei.ttf", "simsun.ttc", "Deng.ttf"),
    *("PingFang.ttc", "STHeiti Medium.ttc", "Hiragino Sans GB.ttc"),
)
_FONT_FOLDERS: Final = (
    Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
    Path("/System/Library/Fonts"),
)
_SPEC: Final = re.compile(r"([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?\s*([^;]*)")
_BOUND: Final = re.compile(r"(>=|<=|==|<|>|!=)\s*([0-9.]+)")


def surroundings_section(out: Path, words: Words) -> Section:
    """Return what the program runs on, and whether that suits it."""
    found = [
        _python(words),
        *_packages(words),
        _processors(words),
        *_disk(out, words),
        _terminal(words),
        _browser(words),
        _fonts(words),
    ]
    return Section(words["doctor.surroundings"], found)


def packs_section(beside: Path, words: Words) -> Section:
    """Return the area packs that are found from a folder, with a fingerprint each."""
    found = [
        Finding("told", words["doctor.found_pack"].fill(name=name, hash=hash_))
        for name, hash_ in packs(beside).items()
    ]
    return Section(words["doctor.packs"], found or [_none(words)])


def _none(words: Words) -> Finding:
    return Finding("note", words["doctor.no_packs"])


def packs(beside: Path) -> dict[str, str]:
    """Return a short fingerprint of each area pack that is found from a folder."""
    return {name: pack_hash(find_area(name, beside)) for name in known_areas(beside)}


def pack_hash(folder: Path) -> str:
    """Return the first figures of one fingerprint of all files of a pack."""
    entries = file_entries(folder)
    names = "".join(f"{name}:{entry['sha256']}\n" for name, entry in entries.items())
    return sha256(names.encode())[:12]


def _python(words: Words) -> Finding:
    needs = metadata.metadata("ruralbeds")["Requires-Python"] or ""
    here = platform.python_version()
    fits = _fits(here, needs)
    text = words["doctor.python" if fits else "doctor.python_other"].fill(
        version=here, needs=needs, program=version(), system=platform.platform()
    )
    return Finding("fine" if fits else "fault", text)


def _packages(words: Words) -> Iterator[Finding]:
    """Hold installed packages against what is declared, and against what is tested."""
    wrong, count = [], 0
    for line in metadata.requires("ruralbeds") or []:
        if "extra ==" in line or not (match := _SPEC.match(line)):
            continue
        name, needs = match[1], match[2]
        count += 1
        held = _installed(name)
        if held is None or not _fits(held, needs):
            wrong.append(f"{name} {held or '-'} ({needs})")
    if wrong:
        yield Finding("fault", words["doctor.packages_wrong"], wrong)
    else:
        yield Finding("fine", words["doctor.packages"].fill(count=count))
    other = _untested()
    if other:
        text = words["doctor.packages_other"].fill(count=len(other))
        yield Finding("note", text, other)


def _untested() -> list[str]:
    """Return what is installed in another version than the program is tested with."""
    if not _CONSTRAINTS.is_file():
        return []
    lines = _CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    tested = dict(line.split("==", 1) for line in lines if "==" in line)
    return [
        f"{name} {held} ({wanted})"
        for name, wanted in tested.items()
        if (held := _installed(name)) not in (None, wanted)
    ]


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _fits(held: str, needs: str) -> bool:
    return all(
        _holds(_numbers(held), sign, _numbers(bound))
        for sign, bound in _BOUND.findall(needs)
    )


def _holds(held: tuple[int, ...], sign: str, bound: tuple[int, ...]) -> bool:
    length = max(len(held), len(bound))
    one, other = (of + (0,) * (length - len(of)) for of in (held, bound))
    return {
        ">=": one >= other,
        "<=": one <= other,
        "==": one == other,
        "!=": one != other,
        "<": one < other,
        ">": one > other,
    }[sign]


def _numbers(version_text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version_text)[:4])


def _processors(words: Words) -> Finding:
    return Finding("told", words["doctor.processors"].fill(count=os.cpu_count() or 1))


def _disk(out: Path, words: Words) -> Iterator[Finding]:
    there = next(
        one for one in (out.absolute(), *out.absolute().parents) if one.exists()
    )
    room = shutil.disk_usage(there).free
    told = words["doctor.room" if room >= _LEAST_ROOM else "doctor.little_room"]
    state: State = "fine" if room >= _LEAST_ROOM else "note"
    yield Finding(state, told.fill(room=f"{room / 10**9:.1f}"))
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        yield Finding("fine", words["doctor.writable"].fill(folder=out.as_posix()))
    else:
        yield Finding("fault", words["doctor.unwritable"].fill(folder=out.as_posix()))


def _terminal(words: Words) -> Finding:
    encoding = locale.getencoding()
    if sys.platform == "win32":  # what the console shows is another matter there
        import ctypes  # noqa: PLC0415 - nowhere else

        encoding = f"cp{ctypes.windll.kernel32.GetConsoleOutputCP()}"
    is_utf8 = encoding.lower().replace("-", "") in {"utf8", "cp65001"}
    told = words["doctor.terminal" if is_utf8 else "doctor.terminal_other"]
    return Finding("fine" if is_utf8 else "note", told.fill(encoding=encoding))


def _browser(words: Words) -> Finding:
    found = os.environ.get("RURALBEDS_BROWSER") or next(
        (name for name in _BROWSERS if shutil.which(name)), None
    )
    roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    places = [Path(root) / file for root in roots if root for file in _BROWSER_FILES]
    places += [Path("/Applications") / name for name in _MAC_BROWSERS]
    there = found or next((one.name for one in places if one.exists()), None)
    if there is None:
        return Finding("note", words["doctor.no_browser"])
    return Finding("fine", words["doctor.browser"].fill(name=Path(there).name))


def _fonts(words: Words) -> Finding:
    found = _font()
    if found is None:
        return Finding("note", words["doctor.no_font"])
    return Finding("fine", words["doctor.font"].fill(name=found))


def _font() -> str | None:
    """Return a font with Chinese characters, if one is found."""
    for folder in _FONT_FOLDERS:
        for name in _FONT_FILES:
            if (folder / name).is_file():
                return Path(name).stem
    lister = shutil.which("fc-list")
    if lister is None:
        return None
    try:
        done = subprocess.run(
            [lister, ":lang=zh", "family"], capture_output=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return None
    names = sorted(done.stdout.decode("utf-8", errors="replace").splitlines())
    return names[0].split(",")[0] if names else None
