"""The forms of a mark: status, note and evidence; or a waiver, with reason and name."""

from datetime import date

from checklists.base.language import _
from checklists.edits.marks import MarkFields
from checklists.model.meeting import Mark, Status
from checklists.model.words import translate_status
from checklists.readiness.duties import Duty
from checklists.records.values import FieldError
from tui.forms.form import DayField, Form, FormPart, LineField, Note, ProseField, RadioField
from tui.forms.wrong_fields import Wrong

WALK_STATUSES: tuple[Status, ...] = ("todo", "doing", "done", "returned")


def mark_form(title: str, duty: Duty, draft: MarkFields, today: date, error: str = "") -> Form[MarkFields]:
    """Ask for status, note, evidence, by whom and when; a counted duty has no status to choose."""
    shown = {**{name: getattr(duty.mark, name) for name in Mark.model_fields}, **draft}

    def make(note: str, evidence: str, by: str, on: date | None, status: str = "") -> MarkFields:
        lines = tuple(line.strip() for line in evidence.split("\n") if line.strip())
        found: MarkFields = {"note": note, "evidence": lines, "by": by, "on": on}
        if status in WALK_STATUSES:  # a waived duty has none of these until one is chosen
            found["status"] = status
        return found

    parts: list[FormPart] = [
        ProseField("note", _("Note"), shown["note"]),
        ProseField("evidence", _("Evidence"), "\n".join(shown["evidence"])),
        Note(_("One file or document number a line; the files themselves stay where they are.")),
        LineField("by", _("By"), shown["by"]),
        DayField("on", _("On"), shown["on"], today),
    ]
    if duty.item.rule is None:
        words = [(status, translate_status(status)) for status in WALK_STATUSES]
        parts.insert(0, RadioField("status", _("Status"), words, shown["status"]))
    return Form(title, parts, make, error, focus="note")


def make_waive_form(title: str, duty: Duty, draft: MarkFields, error: str = "") -> Form[MarkFields]:
    """Ask for a waiver's reason and who decided it; both are shown in the summary."""
    shown = {"note": "", "by": duty.mark.by, **draft}

    def make(reason: str, by: str) -> MarkFields:
        reason, by, wrong = reason.strip(), by.strip(), Wrong()
        if not reason:
            wrong.add("reason", ValueError(_("Waiving needs a reason and the name of who decided it.")))
        if not by:
            wrong.add("by", FieldError("", _("Decided by"), _("this must not be empty")))
        wrong.refuse()
        note = "\n".join(part for part in (reason, duty.mark.note) if part)
        return {"status": "waived", "note": note, "by": by}

    parts: list[FormPart] = [
        Note(_("A waived duty counts as done and is listed in the summary with its reason and name.")),
        ProseField("reason", _("Reason"), shown["note"]),
        LineField("by", _("Decided by"), shown["by"]),
    ]
    if duty.mark.note:
        parts.insert(2, Note(_("The note that is there stays below the reason.")))
    return Form(title, parts, make, error)
