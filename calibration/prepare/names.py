"""Write the pinyin names of `inputs/names_en.csv` from the Chinese ones.

Needs the extra `geo` (pypinyin). `inputs/pinyin_readings.csv` holds the readings that
a dictionary gets wrong in Guangxi, `quasi_names_en.csv` the names that are no pinyin.
Run with ``python -m calibration.prepare.names``.
"""

from __future__ import annotations

import pandas as pd
from pypinyin import lazy_pinyin, load_phrases_dict

from calibration.steps.places import INPUTS, read_table, write_table

# Longest first: the ending says the kind, the rest is the name proper.
ENDINGS = {
    "各族自治县": "Multi-ethnic Autonomous County",
    "毛南族自治县": "Maonan Autonomous County",
    "仫佬族自治县": "Mulao Autonomous County",
    "苗族自治县": "Miao Autonomous County",
    "侗族自治县": "Dong Autonomous County",
    "瑶族自治县": "Yao Autonomous County",
    "瑶族苗族乡": "Yao and Miao Ethnic Township",
    "苗族瑶族乡": "Miao and Yao Ethnic Township",
    "仫佬族乡": "Mulao Ethnic Township",
    "仡佬族乡": "Gelao Ethnic Township",
    "回族乡": "Hui Ethnic Township",
    "瑶族乡": "Yao Ethnic Township",
    "苗族乡": "Miao Ethnic Township",
    "侗族乡": "Dong Ethnic Township",
    "街道": "Subdistrict",
    "镇": "Town",
    "乡": "Township",
    "县": "County",
    "市": "City",
    "区": "District",
}


def pinyin(text: str, characters: dict[str, str]) -> str:
    """Return the reading of a name as one word: 都安 gives Du'an.

    `characters` has one reading only in this area, whatever a dictionary says.
    """
    word = ""
    read = lazy_pinyin(text, v_to_u=True)
    for character, usual in zip(text, read, strict=True):
        syllable = characters.get(character, usual)
        needs_mark = bool(word) and syllable[0] in "aeo"
        word += ("'" if needs_mark else "") + syllable
    return word[:1].upper() + word[1:]


def english_name(name_zh: str, characters: dict[str, str]) -> str:
    """Return the pinyin name with its English kind."""
    for ending in sorted(ENDINGS, key=len, reverse=True):
        proper = name_zh.removesuffix(ending)
        if proper not in {name_zh, ""}:
            return f"{pinyin(proper, characters)} {ENDINGS[ending]}"
    return pinyin(name_zh, characters)


def load_readings() -> dict[str, str]:
    """Teach pypinyin the words of the list; return its single characters."""
    readings = read_table(INPUTS, "pinyin_readings.csv")
    pairs = dict(zip(readings["name_zh"], readings["reading"], strict=True))
    words = {word: reading for word, reading in pairs.items() if len(word) > 1}
    load_phrases_dict({word: [[s] for s in r.split()] for word, r in words.items()})
    return {word: reading for word, reading in pairs.items() if len(word) == 1}


def main() -> None:
    """Write `inputs/names_en.csv`: prefectures, counties, township-level units."""
    characters = load_readings()
    counties = read_table(INPUTS, "county_units.csv")
    townships = read_table(INPUTS, "township_units.csv")
    prefectures = counties[["prefecture_code", "prefecture_zh"]].drop_duplicates()
    prefectures.columns = pd.Index(["unit_code", "name_zh"])
    units = pd.concat(
        [
            prefectures.assign(kind="prefecture"),
            counties.rename(columns={"county_code": "unit_code"}),
            townships.rename(columns={"township_code": "unit_code"}),
        ]
    )[["unit_code", "name_zh", "kind"]]
    units["name_en"] = [english_name(name, characters) for name in units["name_zh"]]
    given = read_table(INPUTS, "quasi_names_en.csv").set_index("township_code")
    units["name_en"] = units["unit_code"].map(given["name_en"]).fillna(units["name_en"])
    write_table(units[["unit_code", "name_zh", "name_en"]], INPUTS / "names_en.csv")


if __name__ == "__main__":
    main()
