"""The summary and the roll-up in each form, as text."""

from typing import Any

from checklists.readiness.duties import Readiness
from checklists.reports.catalogue import EXPORTS, Form
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import Choice
from checklists.rollup.reports.output import rollup_bytes
from checklists.rollup.totals import RollUp


def summary_as(form: Form, readiness: Readiness, **asked: Any) -> str:
    """Return the summary in a form of text; what is asked for as `Choice` names it."""
    return export_bytes(readiness, EXPORTS["summary"], form, Choice(**asked)).decode()


def rollup_as(form: Form, roll: RollUp, *, width: int = 80) -> str:
    """Return the roll-up in a form of text."""
    return rollup_bytes(roll, form, width=width).decode()
