"""The roll-up as CSV for spreadsheets: no cell that a person typed is ever a formula there."""

import csv
import io
from datetime import date

from checklists.readiness import Tally
from checklists.reports.rollup_view import Column, columns_of, percent
from checklists.rollup.judging import Unit
from checklists.rollup.totals import RollUp

MARK = "\ufeff"
"""Without it Excel reads Chinese as something else."""
_LIVE = tuple("=+-@\t\r\n|＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula or a command, the wide forms included."""


def rollup_csv(roll: RollUp) -> str:
    """Write the roll-up as CSV, a row a unit."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    columns = columns_of(roll)
    writer.writerow([dead(column.heading) for column in columns])
    units = [one for _name, group, _totals in roll.districts for one in group] if roll.by_district else roll.units
    for one in units:
        writer.writerow([_cell(column, one) for column in columns])
    return MARK + target.getvalue()


def dead(text: str) -> str:
    """Return the text so that a spreadsheet shows it and computes nothing."""
    return f"'{text}" if text.startswith(_LIVE) else text


def _cell(column: Column, one: Unit) -> str | int:
    value = column.value(one)
    if column.kind == "stage":  # a share, since Excel takes 6/11 for a day in June
        return percent(value.progress) if isinstance(value, Tally) and value.required else ""
    if isinstance(value, float):
        return percent(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return value
    return dead(str(value)) if value is not None else ""
