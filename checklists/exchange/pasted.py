"""Split pasted text into cells, as spreadsheets and word processors copy tables: tabs and lines."""

import re

from checklists.exchange.cells import COLUMN_LIMIT, RowCells
from checklists.exchange.table import is_blank

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")


def split_pasted_rows(text: str) -> list[RowCells]:
    """Split pasted text into cells.

    Spreadsheets put a cell in quotes only where it has lines, tabs or quotes of its own: other quotes are its text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[RowCells] = [[]]
    place = 0
    while place <= len(text):
        quoted = _QUOTED.match(text, place)
        if quoted and re.search(r'[\t\n]|""', quoted[1]):
            cell, place = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = _PLAIN.match(text, place)
            cell, place = (plain[0], plain.end()) if plain else ("", place)
        if len(rows[-1]) < COLUMN_LIMIT:
            rows[-1].append(cell)
        if place < len(text) and text[place] == "\n":
            rows.append([])
        place += 1
    return rows


def is_table(text: str) -> bool:
    """Tell whether text is a table: at least two rows with two filled cells."""
    if "\t" not in text or "\n" not in text.strip():
        return False
    filled = [sum(bool(cell.strip()) for cell in row) for row in split_pasted_rows(text)]
    return sum(count > 1 for count in filled) > 1


def is_several(text: str) -> bool:
    """Tell whether text has several cells: several lines, or tabs."""
    rows = [row for row in split_pasted_rows(text) if not is_blank(row)]
    return len(rows) > 1 or any(len(row) > 1 for row in rows)
