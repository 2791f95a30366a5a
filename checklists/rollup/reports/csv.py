"""The roll-up as CSV for spreadsheets: no cell that a person typed is ever a formula there."""

import csv
import io
from datetime import date

from checklists.readiness.duties import Tally
from checklists.readiness.words import percent_text
from checklists.reports.writers.cells_safe import escape_formula
from checklists.rollup.judging import Unit
from checklists.rollup.reports.view import Column, columns_of
from checklists.rollup.totals import RollUp

MARK = "\ufeff"
"""Without it Excel reads Chinese as something else."""


def rollup_csv(roll: RollUp) -> str:
    """Write the roll-up as CSV, a row a unit."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    columns = columns_of(roll)
    writer.writerow([escape_formula(column.heading) for column in columns])
    units = [one for _name, group, _totals in roll.districts for one in group] if roll.by_district else roll.units
    for one in units:
        writer.writerow([_cell(column, one) for column in columns])
    return MARK + target.getvalue()


def _cell(column: Column, one: Unit) -> str:
    value = column.value(one)
    if isinstance(value, Tally):  # a share, since Excel takes 6/11 for a day in June
        return percent_text(value) if value.required else ""
    if isinstance(value, date):
        return value.isoformat()
    return escape_formula(value)
