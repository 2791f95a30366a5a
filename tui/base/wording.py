"""Signs and words of states: never a colour alone."""

from datetime import date

from textual.content import Content

from checklists.base.language import N_, _
from checklists.model.checklist import BasisKind
from checklists.model.meeting import Meeting
from checklists.model.words import OVERDUE, STATUS_SIGNS, translate_status
from checklists.readiness.duties import Duty, Tally
from checklists.readiness.missing import describe_missing
from checklists.readiness.reasons import format_short_date

BASIS_WORDS: dict[BasisKind, str] = {
    "rule": N_("published rule"),
    "local-rule": N_("rule of one place; check your notice"),
    "practice": N_("general practice; check your notice"),
}

MISSING_SHOWN = 8


def format_status(duty: Duty) -> str:
    """Return a duty's sign and word; a late duty not begun is shown as overdue."""
    if duty.is_overdue and duty.status == "todo":
        return OVERDUE + " " + _("overdue")
    return f"{STATUS_SIGNS[duty.status]} {translate_status(duty.status)}"


def get_duty_tone(duty: Duty) -> str:
    """Return the grid's tone for a duty's state."""
    if duty.status == "returned" or duty.is_overdue:
        return "late"
    return {"todo": "open", "doing": "doing", "done": "done", "waived": "done"}.get(duty.status, "open")


def format_due(duty: Duty, today: date) -> str:
    """Return the due day, marked if it is past."""
    day = format_short_date(duty.due, today)
    return f"{OVERDUE}{day}" if duty.is_overdue else day


def get_tally_tone(tally: Tally) -> str:
    """Return the grid's tone for a tally's state."""
    if tally.overdue or tally.returned:
        return "late"
    if tally.done == tally.required:
        return "done"
    return "doing" if tally.share or tally.doing else "open"


def format_duty_title(name: str, duty: Duty) -> str:
    """Return a duty's title with its subject's name, for titles and messages."""
    return f"{duty.item.title} · {name}"


def format_full_date(day: date | None) -> str:
    """Return a date as text; empty without a date."""
    return day.isoformat() if day else ""


def format_missing_line(meeting: Meeting, duty: Duty) -> Content:
    """Return the line on what a duty lacks, naming records by their first words."""
    return format_labelled(_("Missing"), describe_missing(meeting, duty.missing, MISSING_SHOWN, is_quoting=True))


def format_labelled(label: str, value: str) -> Content:
    """Return a dim label with its value, never parsed as markup."""
    return Content.assemble((label + _(": "), "$text-muted"), value)
