"""The manifest: the units that should have a meeting, with districts, folders and dates."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.base import clock
from checklists.base.dates import describe_completion, read_date
from checklists.base.errors import UnreadableError
from checklists.base.language import N_, _
from checklists.base.text import clean_line, show, show_path
from checklists.exchange import table
from checklists.exchange.cells import RowCells
from checklists.exchange.columns import Columns, HeadingColumn, Recognised, count_known_columns, recognise

MANIFEST_ROW_LIMIT = 20_000
MANIFEST = Columns(
    (
        HeadingColumn(
            "unit",
            N_("Unit"),
            words="unit name",
            form="(应报|应当|填报|报送|上报|所属|参会|召开|开会|会议|基层|二级|下属|责任|的)*单位(全称|简称|名称|名单)?|(党组|党委|党组织|支部)(名称)?",
            near="单位|名称|机关|部门",
        ),
        HeadingColumn(
            "district",
            N_("District"),
            words="district area region",
            form="(所属|所在|归属|属地|隶属)?(的)?(地区|区域|区县|县区|市县区|县市区|市县|市区|县|区|旗县|旗县区|州县|片区|辖区|乡镇|镇街|街镇|街道|属地|系统|行业|战线|条线|板块|口|大口|归口|分组|组别|组)(名称)?",
            near="区|县|地|片|系统|组",
        ),
        HeadingColumn(
            "folder",
            N_("Folder"),
            words="path directory folder",
            form="(会议|单位|材料|数据|存放|所在|存储)*(的)?(文件夹|目录|路径|位置)(名|名称|路径|位置)*",
            near="文件|目录|路径|位置|folder|path",
        ),
        HeadingColumn(
            "date",
            N_("Date"),
            words="会期 date day",
            form="(拟|拟定|计划|预定|预计|安排|初定|会议|召开|开会|民主生活会|举行|会|的)*(日期|时间)",
            near="日期|时间|date",
        ),
    ),
    needed=("unit", "folder"),
)


@dataclass(frozen=True, slots=True)
class Expected:
    """A unit of the manifest."""

    unit: str
    district: str
    folder: str
    """The folder as written; empty if only the name is known."""
    day: date | None
    row: int


@dataclass(frozen=True)
class Manifest:
    """The manifest's units."""

    units: tuple[Expected, ...]
    notes: tuple[str, ...] = ()
    """Sentences on what was left out of the table."""

    def index_by_folder(self, roots: list[str]) -> dict[str, Expected]:
        """Return the units by folder, relative to each root."""
        return {
            os.path.normpath(os.path.join(root, one.folder)): one  # noqa: PTH118 - not resolved: no link is followed
            for root in reversed(roots)
            for one in self.units
            if one.folder
        }

    def index_by_name(self) -> dict[str, Expected]:
        """Return the units known by name only, by name."""
        return {one.unit: one for one in self.units if not one.folder}


def read_manifest(path: Path, choices: Mapping[str, str] | None = None, *, today: date | None = None) -> Manifest:
    """Read the manifest from CSV or XLSX. Raises `UnreadableError` with row and column.

    `choices` are what a person said of headings, as `Columns.read_choice` returns it; `today` is the day that dates are
    read by, else the user's own.
    """
    content, name = table.read_bytes(path), show_path(path.name, 60)

    def judge(rows: list[RowCells]) -> int:
        return count_known_columns(rows, MANIFEST, choices)

    if table.is_workbook(content, path.name):
        rows = table.read_workbook_rows(content, judge, name, MANIFEST_ROW_LIMIT)
    else:
        rows = table.split_text_rows(table.decode_table(content, name), judge, name, MANIFEST_ROW_LIMIT)
    found = recognise(rows, MANIFEST, choices)
    found.refuse_unknown(name)
    if len(rows) > MANIFEST_ROW_LIMIT:
        raise UnreadableError(name, _("a list of units has at most {limit} rows").format(limit=MANIFEST_ROW_LIMIT))
    notes = [*found.notes()]
    return Manifest(tuple(_read_units(found, name, today or clock.today(), notes)), tuple(notes))


def _read_units(found: Recognised, name: str, today: date, notes: list[str]) -> Iterator[Expected]:
    """Yield the rows as units; sentences on dates without a year are added to `notes`."""
    seen: dict[str, int] = {}
    for number, row in found.records:
        cells = {column: clean_line(found.cell(row, column)) for column in found.places}
        if not any(cells.values()):
            continue
        unit, folder = cells.get("unit", ""), cells.get("folder", "")
        where = _("row {row}").format(row=number)
        if not unit and not folder:
            raise UnreadableError(name, _(": ").join((where, _("neither unit nor folder is given"))))
        key = os.path.normpath(folder) if folder else f"\0{unit}"
        if key in seen:
            problem = _("{name} is in row {row} too").format(name=show(folder or unit, 60), row=seen[key])
            raise UnreadableError(name, _(": ").join((where, problem)))
        seen[key] = number
        day, typed = None, cells.get("date", "")
        try:
            day = read_date(typed, today) if typed else None
        except ValueError as error:
            raise UnreadableError(name, _(": ").join((where, str(error)))) from None
        if day and (taken := describe_completion(typed, day)):
            notes.append(_(": ").join((where, taken)))
        yield Expected(unit or Path(folder).name, cells.get("district", ""), folder, day, number)
