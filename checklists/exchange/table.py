"""Rows of cells from foreign bytes: CSV in whatever encoding and separator, XLSX within bounds."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from checklists.base.errors import UnreadableError
from checklists.base.language import _
from checklists.base.text import show
from checklists.exchange.archive import WORKBOOK, check_archive
from checklists.store import foreign
from checklists.store.foreign import read_named

FILE_LIMIT = 5 << 20
ROW_LIMIT = 2000
COLUMN_LIMIT = 64
SHEET_LIMIT = 20
MERGED_LIMIT = 20_000
FILLED_LIMIT = 200_000
_PIECE = 1 << 16
_OVERLAP = 200
_MERGED = re.compile(
    rb"""<(?:[\w.-]{1,30}:)?mergeCell\s[^<>]{0,80}?ref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']"""
)
SEPARATORS = "\t,;，；"


class Formula(str):
    """A cell that computes its value, so that what a person sees is not in the file for certain."""

    __slots__ = ()


class Merged(str):
    """A cell that holds what stands at the top of the merged cells that it belongs to."""

    __slots__ = ()


Row = list[str]
Judge = Callable[[list[Row]], int]
"""Says how many columns of the first rows it knows; 0 where these rows have no heading."""


def is_workbook(content: bytes, name: str) -> bool:
    """Tell whether the bytes are, or are called, a workbook."""
    return content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or name.lower().endswith((".xlsx", ".xlsm", ".xls"))


def read_bytes(path: Path) -> bytes:
    """Read a file that the user named, through a link if need be. Raises `UnreadableError`."""
    return read_named(path, FILE_LIMIT)


def decoded(content: bytes, name: str) -> str:
    """Turn a table's bytes into text. Raises `UnreadableError`."""
    return foreign.decoded(content, name, _("it is no text in UTF-8 or GB18030; save it as CSV (UTF-8) or XLSX"))


def text_rows(text: str, judge: Judge, name: str, most: int = ROW_LIMIT) -> list[Row]:
    """Split text into cells by the separator under which most columns are known."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    best, columns = ",", 0
    for separator in SEPARATORS:
        known = judge(_csv_rows(text, separator, 10, name))
        if known > columns:
            best, columns = separator, known
    if not columns:  # no heading: the separator that the first line with one uses
        best = next((char for line in text.split("\n") for char in SEPARATORS if char in line), ",")
    return _csv_rows(text, best, most + 1, name)


def _csv_rows(text: str, separator: str, most: int, name: str) -> list[Row]:
    rows: list[Row] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row[:COLUMN_LIMIT])
            if len(rows) >= most:
                break
    except csv.Error as error:
        place = _("row {row}").format(row=len(rows) + 1)
        raise UnreadableError(name, f"{place}: {show(error)}") from None
    return rows


def workbook_rows(content: bytes, judge: Judge, name: str, most: int = ROW_LIMIT) -> list[Row]:
    """Take the rows of the first sheet that has a heading; of the first sheet where none has."""
    check_archive(content, name, WORKBOOK)
    import struct  # noqa: PLC0415 - only for workbooks, as what follows
    import warnings  # noqa: PLC0415
    import zipfile  # noqa: PLC0415
    import zlib  # noqa: PLC0415
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - only the exception; openpyxl uses defusedxml

    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            first: list[Row] = []
            for sheet in book.worksheets[:SHEET_LIMIT]:
                cells = sheet.iter_rows(max_row=most + 1, max_col=COLUMN_LIMIT)
                rows = [[_cell_text(cell.value, cell.data_type) for cell in row] for row in cells]
                _fill_merged(rows, _merged_cells(content, sheet._worksheet_path))  # noqa: SLF001 - not read otherwise
                if judge(rows[:10]):
                    return rows
                first = first or rows
            return first
    except (
        *(OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError),
        *(RuntimeError, EOFError, ParseError, struct.error, zlib.error, zipfile.BadZipFile, InvalidFileException),
    ):
        why = _("it is no XLSX workbook that can be read; save it anew as XLSX, or as CSV (UTF-8)")
        raise UnreadableError(name, why) from None


def _merged_cells(content: bytes, part: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield which cells of a sheet are merged: first row and column, last row and column, from 0."""
    import zipfile  # noqa: PLC0415 - only for workbooks

    from openpyxl.utils.cell import range_boundaries  # noqa: PLC0415

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


def _fill_merged(rows: list[Row], merged: Iterable[tuple[int, int, int, int]]) -> None:
    """Write what stands in merged cells into the rows below; those beside it stay empty."""
    filled = 0
    for top, left, bottom, _right in merged:
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        filled += bottom - top
        if not value.strip() or filled > FILLED_LIMIT:
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = value if isinstance(value, Formula) else Merged(value)


def _cell_text(value: object, kind: str) -> str:
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


def is_blank(row: Iterable[str]) -> bool:
    """Tell whether a row says nothing."""
    return not any(cell.strip() for cell in row)
