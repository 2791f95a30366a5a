"""Cells for spreadsheets: typed text never becomes a formula.

A spreadsheet takes a cell that begins with one of a few signs for a formula or a command, and that can fetch and send.
Every writer of CSV and XLSX puts its text through here.
"""

from typing import TYPE_CHECKING

from checklists.base.text import clean

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

LIVE = frozenset("=+-@|\t\r\n＝＋－＠")
"""Signs that begin a formula; full-width ones too, as spreadsheets accept them."""
CELL_LIMIT = 32_767
"""Characters; a spreadsheet refuses a file with more in a cell."""


def escape_formula(value: object) -> str:
    """Return a value as a cell of CSV; text that could be a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, int | float):  # not text: a negative number is one
        return str(value)
    text = str(value)
    return f"'{clean(text)}" if is_live(text) else clean(text)


def is_live(text: str) -> bool:
    """Tell whether a spreadsheet could take the text for a formula, even after blanks."""
    return any(part and part[0] in LIVE for part in (text, text.lstrip()))


def set_text(cell: "Cell", text: str) -> None:
    """Write text into a cell of XLSX as text, truncated to what a spreadsheet accepts."""
    if not text:
        return
    cell.value = clean(text)[:CELL_LIMIT]
    cell.data_type = "s"
    if is_live(text):
        cell.quotePrefix = True
