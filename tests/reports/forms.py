"""The summary and the roll-up in each form, as text."""

from typing import Any

from checklists.readiness.duties import Readiness
from checklists.reports.catalogue import EXPORTS, FileFormat
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice
from checklists.rollup.reports.output import render_rollup
from checklists.rollup.totals import RollUp


def summary_as(form: FileFormat, readiness: Readiness, **asked: Any) -> str:
    """Return the summary in a form of text; what is asked for as `ExportChoice` names it."""
    return export_bytes(readiness, EXPORTS["summary"], form, ExportChoice(**asked)).decode()


def rollup_as(form: FileFormat, roll: RollUp, *, width: int = 80) -> str:
    """Return the roll-up in a form of text."""
    return render_rollup(roll, form, width=width).decode()
