"""Which home of the registry a row of a register means."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from sim.importing.faults import Findings
from sim.importing.headings import Layout, title_texts
from sim.importing.home_draft import HomeDraft
from sim.importing.places import CountyPlaces
from sim.importing.records import Record
from sim.importing.text import bare, shown
from sim.scenario.faults import hint


class RegisterHomes:
    """The homes of the registry by their names and codes."""

    def __init__(self, homes: Sequence[HomeDraft], places: CountyPlaces) -> None:
        # A home at fault is named by itself and may have no code yet.
        self.homes = [home for home in homes if home.name and "home_id" in home.known]
        self.places = places
        self._unknown: dict[tuple[str, str, str, str], list[Record]] = {}

    @cached_property
    def _by_name(self) -> dict[str, HomeDraft | None]:
        """Homes by every form of their name; None for a form that two share."""
        found: dict[str, HomeDraft | None] = {}
        for home in self.homes:
            for form in self._forms(home.name):
                found[form] = None if form in found else home
        return found

    @cached_property
    def _by_code(self) -> dict[str, HomeDraft]:
        return {str(home.known["home_id"]).lower(): home for home in self.homes}

    def _forms(self, name: str) -> set[str]:
        whole = bare(name)
        county = bare(str(self.places.county["name_zh"]))
        return {whole, whole.removeprefix(county)} - {""}

    def of(self, record: Record, layout: Layout, findings: Findings) -> str | None:
        """Return the code of the home of a row; None after naming the fault."""
        code, name = record.text("home_id"), record.text("home")
        if code:
            home = self._by_code.get(code.lower())
            if home is None:
                self._keep(record, "home_id", code)
            return str(home.known["home_id"]) if home else None
        if name:
            return self._named(record, name, findings)
        home = self._around(layout)
        if home is None:
            findings.refuse(
                record.place("home"),
                "没有写机构；补上机构名称，或让工作表以机构名称命名",
                "names no home; write it, or name the sheet after the home",
            )
            return None
        return str(home.known["home_id"])

    def _named(self, record: Record, name: str, findings: Findings) -> str | None:
        for form in self._forms(name):
            if form in self._by_name:
                home = self._by_name[form]
                if home is not None:
                    return str(home.known["home_id"])
                findings.refuse(
                    record.place("home"),
                    f"读到“{shown(name)}”，名册里有不止一家叫这个名字；"
                    "加一列机构编号以区别",
                    f"read “{shown(name)}”, as several homes of the registry are "
                    "called; add a column with their codes",
                )
                return None
        self._keep(record, "home", name)
        return None

    def _keep(self, record: Record, field: str, read: str) -> None:
        at = record.spot
        self._unknown.setdefault((at.file, at.sheet, field, read), []).append(record)

    def refuse_unknown(self, findings: Findings) -> None:
        """Name each home that nobody knows once a sheet, where it first stands."""
        names = [home.name for home in self.homes]
        for (_, _, field, read), records in self._unknown.items():
            known = list(self._by_code) if field == "home_id" else names
            _refuse(records, field, read, known, findings)
        self._unknown.clear()

    def _around(self, layout: Layout) -> HomeDraft | None:
        """Return the one home that the sheet or its title names."""
        for text in (layout.sheet.name, *title_texts(layout)):
            named = {
                home.name: home
                for home in self.homes
                if any(form in bare(text) for form in self._forms(home.name))
            }
            if len(named) == 1:
                return next(iter(named.values()))
        return None


def _refuse(
    records: Sequence[Record],
    field: str,
    read: str,
    known: list[str],
    findings: Findings,
) -> None:
    zh, en = hint(read, known)
    more = len(records) > 1
    rows_zh = f"（这样的共 {len(records)} 行）" if more else ""
    rows_en = f" ({len(records)} such rows)" if more else ""
    findings.refuse(
        records[0].place(field),
        f"读到“{shown(read)}”{rows_zh}，名册里没有这家机构；"
        f"写名册里的名称，或把它补进名册{zh}",
        f"read “{shown(read)}”{rows_en}, which is no home of the registry; write its "
        f"name as there, or add it to the registry{en}",
    )
