"""A table as CSV for spreadsheets; no typed cell becomes a formula."""

import csv
import io
from datetime import date

from checklists.reports.paper import Overdue, Share, Table, Value, format_cell
from checklists.reports.writers.cells_safe import escape_formula

MARK = "\ufeff"
"""The byte order mark, without which Excel misreads Chinese."""


def render_csv(table: Table) -> str:
    """Return a table as CSV, with its titles first."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow([escape_formula(column.title) for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return MARK + target.getvalue()


def _cell(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Share):  # a percentage without sign, as Excel takes 6/11 for a date
        return value._replace(look="percent").format() if value.tally.required else ""
    if isinstance(value, Overdue):
        return str(value.duties)
    return escape_formula(value if isinstance(value, int) else format_cell(value))
