"""Rows of cells from foreign bytes: CSV in whatever encoding and separator, XLSX within bounds."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from checklists.base.errors import UnreadableError
from checklists.base.language import _
from checklists.base.text import show
from checklists.exchange.archive import OLD_OFFICE, WORKBOOK, ZIP, check_archive
from checklists.exchange.cells import COLUMN_LIMIT, Judge, RowCells
from checklists.store import foreign
from checklists.store.foreign import read_named

TABLE_BYTE_LIMIT = 5 << 20
ROSTER_ROW_LIMIT = 2000
COLUMN_SEPARATORS = "\t,;，；"


def is_workbook(content: bytes, name: str) -> bool:
    """Tell whether the bytes are, or are called, a workbook."""
    return content.startswith((ZIP, OLD_OFFICE)) or name.lower().endswith((".xlsx", ".xlsm", ".xls"))


def read_bytes(path: Path) -> bytes:
    """Read a file named by the user, through a link if need be. Raises `UnreadableError`."""
    return read_named(path, TABLE_BYTE_LIMIT)


def decode_table(content: bytes, name: str) -> str:
    """Decode a table's bytes. Raises `UnreadableError`."""
    return foreign.decode_foreign(content, name, _("it is no text in UTF-8 or GB18030; save it as CSV (UTF-8) or XLSX"))


def split_text_rows(text: str, judge: Judge, name: str, most: int = ROSTER_ROW_LIMIT) -> list[RowCells]:
    """Split text into cells by the separator that gives most known columns."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    best, columns = ",", 0
    for separator in COLUMN_SEPARATORS:
        known = judge(_read_csv(text, separator, 10, name))
        if known > columns:
            best, columns = separator, known
    if not columns:  # no heading: the separator of the first line that has one
        best = next((char for line in text.split("\n") for char in COLUMN_SEPARATORS if char in line), ",")
    return _read_csv(text, best, most + 1, name)


def _read_csv(text: str, separator: str, most: int, name: str) -> list[RowCells]:
    rows: list[RowCells] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row[:COLUMN_LIMIT])
            if len(rows) >= most:
                break
    except csv.Error as error:
        place = _("row {row}").format(row=len(rows) + 1)
        raise UnreadableError(name, _(": ").join((place, show(error)))) from None
    return rows


def read_workbook_rows(content: bytes, judge: Judge, name: str, most: int = ROSTER_ROW_LIMIT) -> list[RowCells]:
    """Return the rows of the first sheet with a heading; of the first sheet if none has."""
    check_archive(content, name, WORKBOOK)
    from checklists.exchange.workbook import read_rows  # noqa: PLC0415 - openpyxl takes longer to import than all else

    return read_rows(content, judge, name, most)


def is_blank(row: Iterable[str]) -> bool:
    """Tell whether a row is empty."""
    return not any(cell.strip() for cell in row)
