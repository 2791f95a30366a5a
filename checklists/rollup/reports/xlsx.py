"""The roll-up as a workbook: lines and totals on two sheets, every text a text and never a formula."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from checklists.base.language import _
from checklists.readiness.duties import Tally
from checklists.reports.paper import Progress
from checklists.reports.writers.cells_safe import set_text
from checklists.rollup.judging import VERDICTS, Unit
from checklists.rollup.reports.view import (
    Column,
    columns_of,
    district_name,
    heading_of,
    late_texts,
    notes_of,
    verdict_text,
)
from checklists.rollup.totals import RollUp

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FILLS = {"done": "E3F4E6", "doing": "FFF4D6", "late": "FBDCDC"}
_WIDTHS = {"unit": 28, "title": 26, "folder": 28, "date": 12, "verdict": 12, "reason": 60, "district": 16}
ROWS_BETWEEN = 50
"""How many lines are written between two looks at the progress."""


def rollup_xlsx(roll: RollUp, progress: Progress) -> bytes:
    """Write the roll-up as a workbook."""
    from openpyxl import Workbook  # noqa: PLC0415 - only for this form

    book = Workbook()
    lines = book.active
    lines.title = _("All units")
    columns = columns_of(roll)
    _fill_lines(lines, columns, roll, progress)
    totals = book.create_sheet(_("Totals"))
    for row in _totals(roll):
        _append(totals, row)
    totals.column_dimensions["A"].width = 40
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill_lines(sheet: "Worksheet", columns: list[Column], roll: RollUp, progress: Progress) -> None:
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415 - only for this form
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    fills = {tone: PatternFill("solid", fgColor=colour) for tone, colour in _FILLS.items()}
    _append(sheet, [column.heading for column in columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    units = [one for _name, group, _totals in roll.districts for one in group] if roll.by_district else roll.units
    for number, one in enumerate(units, start=2):
        if number % ROWS_BETWEEN == 0:
            progress(number, len(units) + 2)
        for place, column in enumerate(columns, start=1):
            cell = sheet.cell(number, place)
            _set(cell, _value(column, one))
            if tone := _tone(column, one):
                cell.fill = fills[tone]
            if column.kind in {"share", "stage"}:
                cell.number_format = '"! "0%' if tone == "late" else "0%"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column.key, 10)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _value(column: Column, one: Unit) -> str | int | float | date | None:
    value = column.value(one)
    if isinstance(value, Tally):
        return value.percent / 100 if value.required else None
    return value


def _tone(column: Column, one: Unit) -> str:
    if column.key == "verdict":
        return {"ready": "done", "not-ready": "doing"}.get(one.verdict, "late")
    value = column.value(one)
    if not isinstance(value, Tally) or not value.required:
        return ""
    return "late" if value.overdue or value.returned else "done" if value.done >= value.required else "doing"


def _totals(roll: RollUp) -> Iterator[Sequence[str | int | float]]:
    yield [heading_of(roll)]
    yield from ([note] for note in notes_of(roll))
    yield []
    groups = [(_("All units"), roll.totals)]
    if roll.by_district:
        groups += [(district_name(district), totals) for district, _units, totals in roll.districts]
    yield ["", _("Number of units"), *(verdict_text(verdict) for verdict in VERDICTS), _("Progress"), _("Overdue")]
    for name, totals in groups:
        counts = [totals.verdicts[verdict] for verdict in VERDICTS]
        yield [name, totals.units, *counts, totals.percent / 100, totals.overdue]
    yield []
    yield [_("Stage"), _("Done"), _("Required"), _("Progress"), _("Overdue")]
    for title, tally in roll.totals.stages.values():
        yield [str(title), tally.done, tally.required, tally.percent / 100, tally.overdue]
    yield []
    yield [_("Most often late")]
    yield from ([text] for text in late_texts(roll.totals))


def _append(sheet: "Worksheet", row: Iterable[str | int | float]) -> None:
    number = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    for place, value in enumerate(row, start=1):
        cell = sheet.cell(number, place)
        _set(cell, value)
        if isinstance(value, float):
            cell.number_format = "0%"


def _set(cell: Any, value: str | int | float | date | None) -> None:
    """Set a value; text stays text, whatever it begins with, also when someone edits the cell."""
    if not isinstance(value, str):
        cell.value = value
        return
    from openpyxl.styles import Alignment  # noqa: PLC0415 - only for this form

    set_text(cell, value)
    cell.alignment = Alignment(vertical="top")
