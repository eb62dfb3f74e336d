"""Which township of the county a cell means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from sim.area import Area
from sim.importing.text import bare
from sim.scenario.faults import hint

_OFFICES: Final = re.compile(r"(人民政府|办事处|街道办)$")
_KINDS: Final = re.compile(r"(街道|民族乡|瑶族乡|苗族乡|侗族乡|镇|乡)$")


@dataclass(frozen=True)
class CountyPlaces:
    """The townships of one county of a pack."""

    region: str
    county: pd.Series
    townships: pd.DataFrame

    @classmethod
    def of(cls, area: Area, code: str) -> CountyPlaces:
        """Return the places of a county of the pack."""
        county = area.counties[area.counties["county_code"] == code].iloc[0]
        own = area.townships["county_code"] == code
        return cls(area.title["zh"], county, area.townships[own].reset_index(drop=True))

    @cached_property
    def _names(self) -> dict[str, str]:
        """Codes by every form of a name; a form that two townships share is none."""
        found: dict[str, set[str]] = {}
        for row in self.townships.itertuples():
            name, code = bare(str(row.name_zh)), str(row.township_code)
            forms = {name, _KINDS.sub("", name), code, bare(str(row.name_en))}
            for form in forms:
                if form:
                    found.setdefault(form, set()).add(code)
        return {form: codes.pop() for form, codes in found.items() if len(codes) == 1}

    @cached_property
    def _prefixes(self) -> list[str]:
        county = bare(str(self.county["name_zh"]))
        prefecture = bare(str(self.county["prefecture_zh"]))
        # 广西壮族自治区 is written 广西 as well.
        regions = [bare(self.region), bare(self.region)[:2]]
        whole = [region + prefecture + county for region in regions]
        return [*whole, prefecture + county, county]

    def code_of(self, text: str) -> str | None:
        """Return the code of the township that a cell names; None for no such one."""
        name = bare(text)
        if re.fullmatch(r"\d{12}", name):
            name = name[:9]
        for prefix in self._prefixes:
            name = name.removeprefix(prefix)
        name = re.sub(r"街道办事处$", "街道", name)
        plain = _OFFICES.sub("", name)
        for form in (name, plain, _KINDS.sub("", plain)):
            if form in self._names:
                return self._names[form]
        return None

    def code_within(self, text: str) -> str | None:
        """Return the one township that a name of a home or an address contains."""
        name = bare(text)
        for prefix in self._prefixes:
            name = name.removeprefix(prefix)
        found = {
            (len(form), code)
            for form, code in self._names.items()
            if len(form) >= 2 and not form.isascii() and form in name
        }
        if not found:
            return None
        longest = max(length for length, _ in found)
        codes = {code for length, code in found if length == longest}
        return codes.pop() if len(codes) == 1 else None

    def hint(self, text: str) -> tuple[str, str]:
        """Return “did you mean”, in both languages."""
        return hint(text, self.townships["name_zh"])

    def is_own(self, text: str) -> bool:
        """Tell whether a cell names this county."""
        name = bare(text)
        own = bare(str(self.county["name_zh"]))
        codes = {str(self.county["county_code"]), f"{self.county['county_code']}000000"}
        english = bare(str(self.county["name_en"]))
        stem = re.sub(r"(自治县|县|市|区)$", "", own)
        return name in {own, stem, english, *codes} or name.endswith(own)

    def row(self, code: str) -> pd.Series:
        """Return the township of a code."""
        return self.townships[self.townships["township_code"] == code].iloc[0]

    @cached_property
    def seat(self) -> str:
        """The unit with most resident committees, taken for the seat of the county."""
        at = int(self.townships["resident_committees"].to_numpy().argmax())
        return str(self.townships["township_code"].iloc[at])


def other_county(text: str, area: Area) -> str | None:
    """Return the name of the county of the pack that a cell means."""
    name = bare(text)
    for row in area.counties.itertuples():
        if name in {str(row.county_code), bare(str(row.name_zh))}:
            return str(row.name_zh)
    return None
