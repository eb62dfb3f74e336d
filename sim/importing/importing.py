"""From workbooks to the folder of a county, or to a list of everything wrong."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from sim.area import Area, AreaError, find_area, load_area
from sim.importing.county_elders import county_elders
from sim.importing.county_pack import CountyPack, outside_notes, write_pack
from sim.importing.faults import (
    Findings,
    ImportFault,
    ImportRefusedError,
    Pair,
    RequestError,
    Spot,
)
from sim.importing.filling import fill_homes
from sim.importing.headings import Layout
from sim.importing.home_draft import HomeDraft
from sim.importing.homes import Setting, read_homes
from sim.importing.mapping import mapping_text, read_mapping
from sim.importing.observing import FoundRegister, Told, find_register, lay_observed
from sim.importing.pack_sources import TIMED
from sim.importing.places import CountyPlaces
from sim.importing.provenance import Note
from sim.importing.registry_day import registry_day
from sim.importing.replacing import replace_pack
from sim.importing.starter import starter_text
from sim.importing.tables import Tables, read_tables
from sim.importing.travel import both_ways, read_travel

MAPPING: Final = "mapping.yaml"
_MARK: Final = "filled.csv"


@dataclass(frozen=True)
class Request:
    """What is to be imported, and where to."""

    files: Sequence[Path]
    pack: str
    county: str
    out: Path
    mapping: Path | None = None
    day: date | None = None
    """The day that the registry describes, where the workbooks do not say."""


@dataclass(frozen=True)
class Imported:
    """What was written, and what its owner should know."""

    folder: Path
    scenario: Path
    mapping: Path
    layouts: Sequence[Layout]
    homes: Sequence[HomeDraft]
    day: date
    day_from: Pair
    notices: Sequence[ImportFault]
    kept: Sequence[Path]
    """Files that were there already and were not overwritten."""
    observed: Told | None = None
    """What an admissions register and counted residents came to."""

    def filled(self, grade: str) -> int:
        """Return how many cells of homes have a grade."""
        return sum(
            filling.grade == grade
            for home in self.homes
            for filling in home.filled.values()
        )


def import_county(request: Request, today: date) -> Imported:
    """Read the workbooks and write the pack, its scenario and its mapping.

    Parameters
    ----------
    today
        The registry is of the end of the last year, where nothing says of which day.

    Raises
    ------
    RequestError
        The command asks for something impossible.
    ImportRefusedError
        The workbooks hold faults; nothing is written.
    """
    area = _area(request)
    _check_out(request.out)
    saved = read_mapping(request.mapping) if request.mapping else None
    places = CountyPlaces.of(area, request.county)
    findings = Findings()
    tables = read_tables(request.files, saved, findings)
    day, day_from = registry_day(
        request.day or (saved.day if saved else None),
        tables.layouts,
        area,
        today,
        findings,
    )
    homes = read_homes(tables.of("homes"), Setting(area, places, day), findings)
    fill_homes(homes, area, places, day, findings)
    elders = county_elders(tables.of("population"), area, places, day, findings)
    minutes = both_ways(read_travel(tables.of("travel"), places, findings))
    kept = saved.register if saved else (None, None)
    register = find_register(tables, homes, area, places, day, kept, findings)
    if not homes and not findings.faults:
        findings.refuse(Spot(request.files[0].name), *_NO_HOMES)
    if findings.faults:
        raise ImportRefusedError(findings.faults, tables.with_unused())
    notes = [*elders.notes, *outside_notes(area, request.county)]
    notes += [Note("travel_minutes.csv", "*", "*", "", "published", TIMED, *_TIMES)] * (
        bool(minutes)
    )
    pack = CountyPack(
        area=area,
        # A path that begins with a dot would be looked for in the new pack only.
        region=request.pack.replace("\\", "/").removeprefix("./").rstrip("/"),
        code=request.county,
        day=day,
        homes=homes,
        townships=list(places.townships["township_code"]),
        elders=elders.counts,
        minutes=minutes,
        notes=notes,
        files=[path.name for path in request.files],
    )
    return _written(request, pack, places, tables, day_from, register, findings)


_NO_HOMES: Final = (
    "没有一家本县的机构；请核对 --county 和县（市、区）一列",
    "holds no home of this county; check --county and the column of counties",
)
_TIMES: Final = (
    "县里提供；只写了单程的，返程相同",
    "as the county gives them; the way back as the way there",
)


def _area(request: Request) -> Area:
    for path in request.files:
        if not path.is_file():
            raise RequestError(
                f"{path}：没有这个文件", f"{path}: there is no such file"
            )
    try:
        area = load_area(find_area(request.pack, Path.cwd()))
    except AreaError as error:
        raise RequestError(error.message("zh"), error.message("en")) from error
    codes = set(area.counties["county_code"])
    if request.county not in codes:
        names = area.counties.set_index("name_zh")["county_code"]
        known = names.get(request.county)
        zh = f"；{request.county} 的代码是 {known}" if isinstance(known, str) else ""
        en = f"; that of {request.county} is {known}" if isinstance(known, str) else ""
        raise RequestError(
            f"数据包 {request.pack} 里没有县代码“{request.county}”，"
            f"应为 6 位，如 {min(codes)}{zh}",
            f"the pack {request.pack} has no county “{request.county}”; write a code "
            f"of six digits such as {min(codes)}{en}",
        )
    return area


def _check_out(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise RequestError(f"{out} 是文件，不是文件夹", f"{out} is a file, no folder")
    if out.is_dir() and any(out.iterdir()) and not (out / _MARK).is_file():
        raise RequestError(
            f"文件夹 {out} 里有别的东西，不覆盖；请用 --out 另写一个",
            f"the folder {out} holds something else and is not overwritten; write "
            "another with --out",
        )


def _written(
    request: Request,
    pack: CountyPack,
    places: CountyPlaces,
    tables: Tables,
    day_from: Pair,
    register: FoundRegister | None,
    findings: Findings,
) -> Imported:
    out = request.out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    county = places.county
    names = (
        f"{county['name_zh']}：现有机构照旧",
        f"{county['name_en']}: its homes as they are",
    )
    starter = starter_text(out.name, pack.code, names, pack.day)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".import-") as place:
        fresh = Path(place) / out.name
        fresh.mkdir()
        write_pack(pack, fresh)
        load_area(fresh)  # what cannot be read is never left behind
        observed = lay_observed(
            fresh, starter, register, pack.homes, pack.day, findings
        )
        load_area(fresh)
        kept = replace_pack(fresh, out, pack.area.folder)
    scenario = out.parent / f"{out.name}.yaml"
    texts = {scenario: starter}
    mapping = out.parent / MAPPING
    if request.mapping is None:
        text = mapping_text(
            tables.layouts,
            request.pack,
            pack.code,
            pack.day,
            day_from,
            register.span if register else None,
        )
        if mapping.is_file() and mapping.read_text(encoding="utf-8") != text:
            mapping.replace(mapping.with_name("mapping.previous.yaml"))
            kept.append(mapping.with_name("mapping.previous.yaml"))
        texts[mapping] = text
    else:
        mapping = request.mapping
    for path, text in texts.items():
        if path == scenario and path.is_file():
            kept += [path] if path.read_text(encoding="utf-8") != text else []
            continue
        path.write_text(text, encoding="utf-8")
    return Imported(
        request.out,
        scenario,
        mapping,
        tables.layouts,
        pack.homes,
        pack.day,
        day_from,
        findings.notices,
        kept,
        observed,
    )
