"""The list of what should be there: units, districts, folders, dates. Without it nobody sees who never began."""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from checklists.errors import UnreadableError
from checklists.exchange import table
from checklists.language import _
from checklists.text import clean_line, show

ROW_LIMIT = 20_000
HEADING_ROWS = 10
Column = Literal["unit", "district", "folder", "date"]
_HEADINGS: dict[Column, str] = {
    "unit": "单位 单位名称 unit name",
    "district": "地区 区域 县区 县市区 所属地区 片区 district area region",
    "folder": "文件夹 目录 路径 folder path directory",
    "date": "会议日期 日期 会期 召开日期 date day",
}
_KNOWN: dict[str, Column] = {word: column for column, words in _HEADINGS.items() for word in words.split()}
_BESIDE = re.compile(r"[(（].*?[)）]|[\s*:：_-]")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Expected:
    """One unit that should be there."""

    unit: str
    district: str
    folder: str
    """As written; empty where the unit is known by its name only."""
    day: date | None
    row: int


@dataclass(frozen=True)
class Manifest:
    """All units that should be there."""

    units: tuple[Expected, ...]

    def by_folder(self, roots: list[str]) -> dict[str, Expected]:
        """Return the units by their folders, seen from each root."""
        return {
            os.path.normpath(os.path.join(root, one.folder)): one  # noqa: PTH118 - not resolved: no link is followed
            for root in reversed(roots)
            for one in self.units
            if one.folder
        }

    def by_name(self) -> dict[str, Expected]:
        """Return those known by their name only."""
        return {one.unit: one for one in self.units if not one.folder}


def read_manifest(path: Path) -> Manifest:
    """Read the list from CSV or XLSX. Raises `UnreadableError` with row and column where something is wrong."""
    content, name = table.read_bytes(path), show(path.name)
    if table.is_workbook(content, path.name):
        rows = table.workbook_rows(content, _judge, name, ROW_LIMIT)
    else:
        rows = table.text_rows(table.decoded(content, name), _judge, name, ROW_LIMIT)
    place = _heading(rows)
    if place is None:
        raise UnreadableError(name, _("there is no row with the columns 单位 or unit, and 文件夹 or folder"))
    if len(rows) > ROW_LIMIT:
        raise UnreadableError(name, _("a list of units has at most {limit} rows").format(limit=ROW_LIMIT))
    columns: dict[Column, int] = {}
    for number, cell in enumerate(rows[place]):
        if column := _column(cell):
            columns.setdefault(column, number)
    return Manifest(tuple(_units(rows[place + 1 :], columns, place + 2, name)))


def _units(rows: list[table.Row], columns: dict[Column, int], first: int, name: str) -> Iterator[Expected]:
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=first):
        cells = {column: clean_line(row[place]) if place < len(row) else "" for column, place in columns.items()}
        if not any(cells.values()):
            continue
        unit, folder = cells.get("unit", ""), cells.get("folder", "")
        where = _("row {row}").format(row=number)
        if not unit and not folder:
            raise UnreadableError(name, _(": ").join((where, _("neither unit nor folder is given"))))
        key = os.path.normpath(folder) if folder else f"\0{unit}"
        if key in seen:
            problem = _("{name} stands in row {row} too").format(name=show(folder or unit, 60), row=seen[key])
            raise UnreadableError(name, _(": ").join((where, problem)))
        seen[key] = number
        day = _day(cells.get("date", ""), name, where)
        yield Expected(unit or Path(folder).name, cells.get("district", ""), folder, day, number)


def _day(text: str, name: str, where: str) -> date | None:
    if not text:
        return None
    match = _DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else _no_day(text)
    except ValueError:
        problem = _("found {value}, expected a date such as 2026-12-18").format(value=show(text, 40))
        raise UnreadableError(name, _(": ").join((where, problem))) from None


def _no_day(text: str) -> date:
    raise ValueError(text)


def _column(heading: str) -> Column | None:
    return _KNOWN.get(_BESIDE.sub("", unicodedata.normalize("NFKC", heading[:80])).casefold())


def _judge(rows: list[table.Row]) -> int:
    place = _heading(rows)
    return 0 if place is None else len({_column(cell) for cell in rows[place]} - {None})


def _heading(rows: list[table.Row]) -> int | None:
    for place, row in enumerate(rows[:HEADING_ROWS]):
        if {_column(cell) for cell in row} & {"unit", "folder"}:
            return place
    return None
