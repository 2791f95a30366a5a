"""Cells of a table that is written for a spreadsheet: what a person typed stays text and never becomes a formula.

A spreadsheet takes a cell that begins with one of a few signs for a formula or a command, and that can fetch and send.
Every writer of CSV and XLSX puts its text through here.
"""

from typing import TYPE_CHECKING

from checklists.base.text import clean

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

LIVE = frozenset("=+-@|\t\r\n＝＋－＠")
"""What a cell must not begin with; the full-width forms too, as spreadsheets take them for the others."""
CELL_LIMIT = 32_767
"""Characters; a spreadsheet refuses a file with more in a cell."""


def escape_formula(value: object) -> str:
    """Return a value as a cell of CSV; text that could become live has an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, int | float):  # not text: a negative number is one
        return str(value)
    text = str(value)
    return f"'{clean(text)}" if is_live(text) else clean(text)


def is_live(text: str) -> bool:
    """Tell whether a spreadsheet could take the text for a formula; blanks before it do not change that."""
    return any(part and part[0] in LIVE for part in (text, text.lstrip()))


def set_text(cell: "Cell", text: str) -> None:
    """Put text into a cell of XLSX as text, whatever it begins with; what no spreadsheet takes is cut."""
    if not text:
        return
    cell.value = clean(text)[:CELL_LIMIT]
    cell.data_type = "s"
    if is_live(text):
        cell.quotePrefix = True
