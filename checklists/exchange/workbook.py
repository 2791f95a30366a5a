"""Read the rows of an XLSX workbook: the first sheet with a heading, merged cells filled in."""

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.etree.ElementTree import ParseError  # only the exception; openpyxl uses defusedxml

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from checklists.base.errors import UnreadableError
from checklists.base.language import _
from checklists.exchange.cells import COLUMN_LIMIT, Formula, Judge, Merged, RowCells

SHEET_LIMIT = 20
MERGED_LIMIT = 20_000
FILLED_LIMIT = 200_000
_PIECE = 1 << 16
_OVERLAP = 200
_MERGED = re.compile(
    rb"""<(?:[\w.-]{1,30}:)?mergeCell\s[^<>]{0,80}?ref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']"""
)


def read_rows(content: bytes, judge: Judge, name: str, most: int) -> list[RowCells]:
    """Return the rows of the first sheet with a heading, of a checked archive. Raises `UnreadableError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which do not matter here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            first: list[RowCells] = []
            for sheet in book.worksheets[:SHEET_LIMIT]:
                cells = sheet.iter_rows(max_row=most + 1, max_col=COLUMN_LIMIT)
                rows = [[_read_cell(cell.value, cell.data_type) for cell in row] for row in cells]
                _fill_merged(rows, _find_merged_cells(content, sheet._worksheet_path))  # noqa: SLF001 - not read otherwise
                if judge(rows[:10]):
                    return rows
                first = first or rows
            return first
    except (
        *(OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError),
        *(RuntimeError, EOFError, ParseError, struct.error, zlib.error, zipfile.BadZipFile, InvalidFileException),
    ):
        why = _("it is no XLSX workbook that can be read; save it again as XLSX, or as CSV (UTF-8)")
        raise UnreadableError(name, why) from None


def _find_merged_cells(content: bytes, part: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield the merged ranges of a sheet: first row and column, last row and column, from 0."""
    rest, count = b"", 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part) as file:
        while piece := file.read(_PIECE):
            found = list(_MERGED.finditer(rest + piece))
            for match in found:
                count += 1
                if count > MERGED_LIMIT:
                    return
                left, top, right, bottom = range_boundaries(match[1].decode())
                yield top - 1, left - 1, bottom - 1, right - 1
            rest = (rest + piece)[found[-1].end() if found else -_OVERLAP :][-_OVERLAP:]


def _fill_merged(rows: list[RowCells], merged: Iterable[tuple[int, int, int, int]]) -> None:
    """Copy the value of merged cells into the rows below, not into the cells beside."""
    filled = 0
    for top, left, bottom, _right in merged:
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        filled += bottom - top
        if not value.strip() or filled > FILLED_LIMIT:
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = value if isinstance(value, Formula) else Merged(value)


def _read_cell(value: object, kind: str) -> str:
    if kind in {"f", "e"}:
        return Formula(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)
