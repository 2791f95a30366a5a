"""Papers as XLSX: a sheet for each table, with frozen titles, filters, fitting widths, states by word and fill.

Text is written as text, whatever it begins with: nothing that a person typed is ever a formula.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import date, datetime, time
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, TypeGuard

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter

from checklists.base.cells import count_cells, fit
from checklists.base.language import _
from checklists.base.text import clean
from checklists.reports.paper import (
    Overdue,
    Paper,
    PaperSetting,
    Share,
    State,
    Table,
    Tone,
    Value,
    WriteProgress,
    format_cell,
    get_tone,
)
from checklists.reports.writers.cells_safe import set_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

XLSX_FILLS: dict[Tone, str] = {"good": "C6EFCE", "busy": "FFEB9C", "late": "FFC7CE", "off": "EDEDED"}
_FONTS: dict[Tone, str] = {"good": "006100", "busy": "7F6000", "late": "9C0006", "off": "595959"}
FONT = "宋体"
HEAD_ROW = 3
NAME_LIMIT = 31
COLUMN_WIDTHS = (6, 36)
LINE_HEIGHT, HEIGHT_LIMIT = 13.5, 409
"""The greatest height of a row, in points."""
XLSX_PROGRESS_ROWS = 100
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_THIN = Side(style="thin", color="BFBFBF")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def render_xlsx(papers: Sequence[Paper], setting: PaperSetting, progress: WriteProgress) -> bytes:
    """Return papers as a workbook, each table on its own sheet."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = clean(setting.unit)
    book.properties.created = book.properties.modified = datetime.combine(setting.today, time())
    book.properties.title = clean(papers[0].title).replace("\n", " ") if papers else ""
    tables = [(paper, table) for paper in papers for table in paper.tables]
    looks = _Looks()
    total = sum(len(table.rows) for _paper, table in tables) or 1
    done = 0
    for name, (paper, table) in zip(_names([table.title for _paper, table in tables]), tables, strict=True):
        sheet = book.create_sheet(name)
        _fill(sheet, paper, table, looks, partial(_report_progress, progress, done, total))
        _set_printing(sheet, paper, has_numbers=setting.has_numbers)
        done += len(table.rows)
    if not tables:
        book.create_sheet(_("No records."))
    progress(total, total)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _report_progress(progress: WriteProgress, done: int, total: int, row: int) -> None:
    progress(done + row, total)


def _names(titles: list[str]) -> Iterator[str]:
    """Yield titles as valid names of sheets: without forbidden signs, short enough, and unique."""
    taken: set[str] = set()
    for title in titles:
        base = _FORBIDDEN.sub(" ", clean(title)).strip(" '")[:NAME_LIMIT] or _("Table")
        name, number = base, 2
        while name.lower() in taken:
            name = f"{base[: NAME_LIMIT - 1 - len(str(number))]} {number}"
            number += 1
        taken.add(name.lower())
        yield name


def _fill(sheet: "Worksheet", paper: Paper, table: Table, looks: "_Looks", told: Callable[[int], None]) -> None:
    count = len(table.columns)
    _title(sheet, 1, table.title, count, Font(name="黑体", size=14, bold=True))
    about = " · ".join(part for part in (*paper.lines, paper.notice) if part)
    _title(sheet, 2, about, count, Font(name=FONT, size=9, color="595959"))
    widths = [_width(table, number) for number in range(count)]
    for number, wide in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = wide
    for number, column in enumerate(table.columns, start=1):
        looks.set(sheet.cell(HEAD_ROW, number), column.title, is_head=True)
    for number, row in enumerate(table.rows):
        if number % XLSX_PROGRESS_ROWS == 0:
            told(number)
        for place, value in enumerate(row, start=1):
            looks.set(sheet.cell(HEAD_ROW + 1 + number, place), value)
        if (lines := max(map(_lines, row, widths), default=1)) > 1:  # not every program computes the height
            sheet.row_dimensions[HEAD_ROW + 1 + number].height = min(lines * LINE_HEIGHT + 3, HEIGHT_LIMIT)
    last = f"{get_column_letter(count)}{HEAD_ROW + max(len(table.rows), 1)}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}"
    sheet.freeze_panes = f"{'B' if count > 4 else 'A'}{HEAD_ROW + 1}"


def _title(sheet: "Worksheet", row: int, text: str, count: int, font: Font) -> None:
    cell = sheet.cell(row, 1)
    set_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=row == 2)
    if count > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=count)
    sheet.row_dimensions[row].height = 24 if row == 1 else 30


class _Looks:
    """Styles of cells. Comparing styles is slow in openpyxl, so each is made once and copied."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], StyleArray] = {}

    def set(self, cell: Cell, value: Value, *, is_head: bool = False) -> None:
        """Set a value with its style."""
        if isinstance(value, date | int):
            cell.value = value
        elif isinstance(value, Overdue):
            cell.value = value.duties
        elif _is_number(value):
            cell.value = value.tally.percent / 100
        elif value is not None:
            set_text(cell, format_cell(value, ""))
        kind = "head" if is_head else f"{type(value).__name__} {get_tone(value)} {_is_number(value)}"
        key = (kind, cell.quotePrefix)
        if key in self._known:
            cell._style = copy(self._known[key])  # noqa: SLF001 - openpyxl's own way to copy a look
            return
        self._dress(cell, value, is_head=is_head)
        self._known[key] = cell._style  # noqa: SLF001

    @staticmethod
    def _dress(cell: Cell, value: Value, *, is_head: bool) -> None:
        cell.border = BORDER
        cell.font = Font(name=FONT, size=10, bold=is_head)
        is_centred = is_head or isinstance(value, State | Share | Overdue | date | int)
        cell.alignment = Alignment(horizontal="center" if is_centred else "left", vertical="center", wrap_text=True)
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        tone = get_tone(value)
        if isinstance(value, Overdue):  # with the sign of what is late, since a colour alone says nothing
            cell.number_format = '"! "0'
        elif _is_number(value):
            cell.number_format = '"! "0%' if tone == "late" else "0%"
        if is_head:
            cell.fill = PatternFill("solid", fgColor="D9E2F3")
        elif tone:
            cell.fill = PatternFill("solid", fgColor=XLSX_FILLS[tone])
            cell.font = Font(name=FONT, size=10, color=_FONTS[tone])


def _is_number(value: Value) -> TypeGuard[Share]:
    """Tell whether a share is written as a number; a dash and a count are text."""
    return isinstance(value, Share) and value.look != "count" and bool(value.tally.required)


def _width(table: Table, number: int) -> float:
    """Return a column's width by its title and values, within `COLUMN_WIDTHS`."""
    texts = [format_cell(row[number]) for row in table.rows[:500]]
    widest = max((count_cells(line) for text in texts for line in text.split("\n")), default=0)
    head = count_cells(table.columns[number].title) + 3  # the arrow of the filter
    least, most = COLUMN_WIDTHS
    return min(max(widest + 2, head, least), max(most if widest > most else widest + 2, head))


def _lines(value: Value, wide: float) -> int:
    """Return the lines that a value takes in a column of that width."""
    return sum(max(ceil(count_cells(line) * 1.05 / wide), 1) for line in format_cell(value).split("\n"))


def _set_printing(sheet: "Worksheet", paper: Paper, *, has_numbers: bool) -> None:
    """Print on A4 in the page's width, with titles on every page and page numbers."""
    setup = sheet.page_setup
    setup.paperSize, setup.fitToWidth, setup.fitToHeight = 9, 1, 0
    setup.orientation = "landscape" if paper.is_wide or sheet.max_column > 5 else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    if has_numbers:
        sheet.oddFooter.center.text = "— &P —"
    sheet.oddHeader.left.text = fit(clean(paper.title).replace("\n", " ").replace("&", "&&"), 60)
