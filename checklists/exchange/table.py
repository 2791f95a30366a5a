"""Rows of cells from foreign bytes: CSV in whatever encoding and separator, XLSX within bounds."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from checklists import foreign
from checklists.errors import UnreadableError
from checklists.exchange.archive import refuse_dangerous
from checklists.foreign import read_named
from checklists.language import _
from checklists.text import show

FILE_LIMIT = 5 << 20
ROW_LIMIT = 2000
COLUMN_LIMIT = 64
SHEET_LIMIT = 20
SEPARATORS = "\t,;，；"


class Formula(str):
    """A cell that computes its value, so that what a person sees is not in the file for certain."""

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
    refuse_dangerous(content, name)
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
