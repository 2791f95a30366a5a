"""The list of what should be there says who has not begun, and to which district a unit belongs."""

from datetime import date
from pathlib import Path

import pytest

from checklists.base.errors import UnreadableError
from checklists.rollup.manifest import read_manifest
from checklists.rollup.totals import RollUp, compute_totals, sort_units
from tests.rollup.rollups import TODAY, by_folder, gather, make


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_who_has_not_begun_is_a_line(tmp_path: Path) -> None:
    root = tmp_path / "root"
    make(root / "east" / "school" / "2026", "School")
    make(root / "extra", "Extra")
    path = write(
        tmp_path / "units.csv",
        "unit,district,folder,date\nSchool,East,east/school,2026-12-18\nClinic,West,west/clinic,2026/12/05\n",
    )
    found = gather(root, manifest=read_manifest(path))
    units = by_folder(found)
    assert units["east/school/2026"].district == "East"
    missing = units["west/clinic"]
    assert (missing.unit, missing.verdict, missing.day) == ("Clinic", "not-begun", date(2026, 12, 5))
    assert missing.days_left == 4
    assert not units["extra"].is_expected
    assert compute_totals(found.units).unexpected == 1
    roll = RollUp(tuple(sort_units(found.units, "unit")), compute_totals(found.units), TODAY, by_district=True)
    assert [(name, [one.unit for one in group]) for name, group, _totals in roll.districts] == [
        ("", ["Extra"]),
        ("East", ["School"]),
        ("West", ["Clinic"]),
    ]


def test_a_unit_without_a_folder_is_known_by_its_name(tmp_path: Path) -> None:
    make(tmp_path / "root" / "x", "县教育局")
    path = write(tmp_path / "units.csv", "单位名称;地区\r\n县教育局;云溪县\r\n县民政局;云溪县\r\n", "gb18030")
    found = gather(tmp_path / "root", manifest=read_manifest(path))
    assert [(one.unit, one.district, one.verdict) for one in sort_units(found.units, "risk")] == [
        ("县民政局", "云溪县", "not-begun"),
        ("县教育局", "云溪县", "not-ready"),
    ]


def test_without_a_list_the_first_folder_is_the_district(tmp_path: Path) -> None:
    make(tmp_path / "root" / "east" / "a", "a")
    make(tmp_path / "root" / "b", "b")
    found = by_folder(gather(tmp_path / "root"))
    assert (found["east/a"].district, found["b"].district) == ("east", "")


def test_a_workbook_will_do(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in (
        ["各县区应报单位"],
        ["单位", "地区", "文件夹", "会议日期"],
        ["教育局", "东区", "jyj", date(2026, 12, 18)],
    ):
        sheet.append(row)
    book.save(tmp_path / "units.xlsx")
    (one,) = read_manifest(tmp_path / "units.xlsx").units
    assert (one.unit, one.district, one.folder, one.day) == ("教育局", "东区", "jyj", date(2026, 12, 18))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who,other\nx,y\n", "表头"),
        ("unit,folder\na,x\nb,x\n", "第3行"),
        ("unit,folder,date\na,x,soon\n", "2026-12-18"),
        ("unit,folder,date\na,x,2026-02-30\n", "第2行"),
        ("unit,district,folder\n,East,\n", "第2行"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_with_its_row(tmp_path: Path, text: str, expected: str) -> None:
    path = write(tmp_path / "units.csv", text)
    with pytest.raises(UnreadableError, match=expected):
        read_manifest(path)


def test_a_list_cannot_lead_out_of_the_roots(tmp_path: Path) -> None:
    make(tmp_path / "outside", "outside")
    make(tmp_path / "root" / "a", "a")
    path = write(tmp_path / "units.csv", "unit,folder\noutside,../outside\na,a\n")
    found = gather(tmp_path / "root", manifest=read_manifest(path))
    assert sorted((one.unit, one.verdict) for one in found.units) == [("a", "not-ready"), ("outside", "not-begun")]
