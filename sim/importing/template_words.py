"""What the empty workbook says: sheets, columns, choices, notes, examples."""

from __future__ import annotations

from typing import Any, Final

from sim.importing.faults import Pair

SHEETS: Final = {
    "homes": Pair("机构名册", "Homes"),
    "population": Pair("老年人口", "Population"),
    "travel": Pair("车程", "Travel"),
    "admissions": Pair("入住登记", "Admissions"),
    "example": Pair("示例", "Example"),
    "notes": Pair("填写说明", "Notes"),
    "lists": Pair("选项", "Lists"),
}

COLUMNS: Final = {
    "homes": (
        "name",
        "township",
        "ownership",
        "tier",
        "beds",
        "beds_nursing",
        "care_staff",
        "residents",
        "residents_guaranteed",
        "residents_social",
        "residents_disabled",
        "under_60_residents",
        "accepts_social",
        "fire_safety_ok",
        "equipment_since",
        "upgradable",
        "regional_center",
        "opened",
        "lon",
        "lat",
        "home_id",
        "address",
    ),
    "population": ("township", "village", "elders_60", "elders_65", "elders_80"),
    "travel": ("from_township", "to_township", "minutes"),
    "admissions": (
        "home",
        "number",
        "admitted",
        "left",
        "cause",
        "ability",
        "elder_class",
        "sex",
        "age_years",
        "bed_kind",
    ),
}

CHOICES: Final = {
    "ownership": {
        "zh": ["公办", "民办", "公建民营"],
        "en": ["public", "private", "publicprivatelyrun"],
    },
    "tier": {"zh": ["县级", "乡镇级", "村级"], "en": ["county", "township", "village"]},
    "cause": {"zh": ["去世", "离院", "转院"], "en": ["died", "left", "moved"]},
    "ability": {
        "zh": ["自理", "轻度", "中度", "重度"],
        "en": ["able", "mild", "moderate", "severe"],
    },
    "elder_class": {
        "zh": ["特困", "困难", "社会"],
        "en": ["guaranteed", "hardship", "self_paying"],
    },
    "sex": {"zh": ["女", "男"], "en": ["female", "male"]},
    "bed_kind": {"zh": ["护理型", "普通"], "en": ["nursing", "ordinary"]},
}

NOTES: Final = {
    "name": Pair("必填。机构名称，不是人名。", "Required. The home, no person."),
    "township": Pair(
        "必填。所在乡镇（街道）名称或 9 位代码。",
        "Required. Name of the township, or its code of nine digits.",
    ),
    "ownership": Pair(
        "必填。公建民营指公办、委托运营。",
        "Required. publicprivatelyrun: public, run by somebody else.",
    ),
    "tier": Pair("民办机构可不填。", "Private homes may leave it empty."),
    "beds": Pair(
        "必填。核定的床位总数，含护理型。", "Required. All licensed beds, nursing too."
    ),
    "beds_nursing": Pair(
        "不填则按全区同类机构的比例填补，并注明是假设。",
        "Left empty it is filled at the region's share and marked as assumed.",
    ),
    "care_staff": Pair("折合全日制的护理人员数。", "Full-time equivalents."),
    "residents": Pair("名册日期当天在院人数。", "On the day of the registry."),
    "residents_guaranteed": Pair(
        "在院人数中的特困人员；一个也没有写 0，没有数过的留空。",
        "Of the residents; 0 if there is none, empty if nobody counted them.",
    ),
    "residents_social": Pair(
        "在院人数中自费入住的老人数；一个也没有写 0，没有数过的留空。"
        "收不收，写在“是否收住社会老人”。",
        "Of the residents, those who pay: 0 if there is none, empty if nobody counted "
        "them. Whether the home takes such elders is another column.",
    ),
    "equipment_since": Pair(
        "最近一次大修或更换主要设备的日期。", "When it was last renovated."
    ),
    "lon": Pair(
        "十进制度；不填用乡镇的位置。", "Decimal degrees; else that of the township."
    ),
    "home_id": Pair("可不填，自动编号。", "May be left empty."),
    "elders_60": Pair(
        "按村填，或每个乡镇填一行。", "By village, or one row for each township."
    ),
    "home": Pair(
        "必填。与“机构名册”里的名称一致。", "Required. The name as in the first sheet."
    ),
    "number": Pair(
        "可不填。任意编号，与姓名、身份证无关；用来分清同一个人的几次入住，导入后不保留。",
        "May be left empty. Any number that has nothing to do with names or identity "
        "cards; it tells stays of one person apart and is not kept.",
    ),
    "admitted": Pair("必填。一次入住一行。", "Required. One row a stay."),
    "left": Pair(
        "还在院的留空。登记开始前就在院的人也写上。",
        "Empty for those still there. List those too who came before the register.",
    ),
    "elder_class": Pair("特困、困难（低保等）或社会。", "As admitted."),
    "minutes": Pair("乘车分钟数；只写单程即可。", "By road; one way is enough."),
}

EXAMPLES: Final[tuple[dict[str, Any], ...]] = (
    {
        "name": "某某县社会福利院",
        "township": "城关镇",
        "ownership": "公办",
        "tier": "县级",
        "beds": 150,
        "beds_nursing": 90,
        "care_staff": 22,
        "residents": 96,
        "residents_guaranteed": 41,
        "residents_social": 47,
        "residents_disabled": 52,
        "accepts_social": "是",
        "fire_safety_ok": "是",
        "equipment_since": "2019-05-20",
        "upgradable": "是",
        "regional_center": "否",
        "opened": "2004-09-01",
    },
    {
        "name": "东山镇敬老院",
        "township": "东山镇",
        "ownership": "公办",
        "tier": "乡镇级",
        "beds": 60,
        "beds_nursing": 20,
        "care_staff": 5,
        "residents": 23,
        "residents_guaranteed": 21,
        "residents_social": 0,
        "accepts_social": "否",
        "fire_safety_ok": "否",
        "equipment_since": "2008-03-01",
        "upgradable": "是",
        "regional_center": "否",
        "opened": "1998-10-01",
    },
    {
        "name": "康寿老年公寓",
        "township": "城关镇",
        "ownership": "民办",
        "beds": 80,
        "beds_nursing": 48,
        "care_staff": 11,
        "residents": 57,
        "residents_social": 57,
        "accepts_social": "是",
        "fire_safety_ok": "是",
        "opened": "2016-06-18",
    },
)

HOW_TO: Final = (
    Pair("怎样填写", "How to fill it in"),
    Pair(
        "1. 在“机构名册”里一家机构一行；停办和尚未开办的不写。",
        "1. One row a home on the first sheet; none that is closed or not yet open.",
    ),
    Pair(
        "2. 必填：机构名称、乡镇、所有制、床位数。其余不知道就留空："
        "程序按地区数据包填补，并在 filled.csv 逐格注明。不要写估计数。",
        "2. Required: name, township, ownership, beds. Leave what you do not know "
        "empty: it is filled from the region's pack and listed in filled.csv.",
    ),
    Pair(
        "3. 不写老人姓名、身份证号、电话，也不写负责人姓名和手机号；"
        "有这些列，导入会拒绝。",
        "3. No names, identity numbers or telephone numbers of persons, managers "
        "neither; such columns are refused.",
    ),
    Pair(
        "4. “老年人口”“车程”可以不填。“示例”只供参考，不会导入。",
        "4. Population and travel may stay empty. The example is never imported.",
    ),
    Pair(
        "5. “入住登记”可以不填；填了，就能看到往年各院有多满，并用来校准。标题里写明"
        "登记从何时到何时；只写汇总用得到的列，个人记录不会保留。",
        "5. Admissions may stay empty; with them you see how full homes were, and can "
        "calibrate. Say in the title since when and to when the register is kept; no "
        "single stay is kept.",
    ),
    Pair(
        "6. 标题行里的日期改成名册的日期。",
        "6. Correct the date in the title to the day of the registry.",
    ),
    Pair(
        "7. 导入：ruralbeds import 本文件.xlsx --county 县代码 --out ./mycounty",
        "7. Import: ruralbeds import FILE.xlsx --county CODE --out ./mycounty",
    ),
)
