"""What a person says of a duty: status, note and evidence; or that it is waived, with a reason and a name."""

from collections.abc import Iterable
from datetime import date

from textual.widget import Widget
from textual.widgets import Input, RadioSet, TextArea

from checklists.base.language import _
from checklists.edits.marks import MarkFields
from checklists.model.meeting import Mark, Status
from checklists.model.words import status_word
from checklists.readiness.duties import Duty
from checklists.records.values import FieldError
from tui.forms.dialog import Dialog, field
from tui.forms.wrong_fields import Wrong
from tui.widgets.day_input import DayInput
from tui.widgets.prose import Prose
from tui.widgets.ticks import Choice

STATUSES: tuple[Status, ...] = ("todo", "doing", "done", "returned")


class MarkDialog(Dialog[MarkFields | None]):
    """Status, note, evidence, by whom and when."""

    AUTO_FOCUS = "#note"

    def __init__(self, title: str, duty: Duty, draft: MarkFields, today: date, error: str = "") -> None:
        super().__init__(title, error)
        self._duty = duty
        self._today = today
        self._draft = {**{name: getattr(duty.mark, name) for name in Mark.model_fields}, **draft}

    def fields(self) -> Iterable[Widget]:
        """Return the mark's fields; a counted duty has no status to choose."""
        draft = self._draft
        if self._duty.item.rule is None:
            buttons = [
                Choice(status_word(status), value=draft["status"] == status, compact=True) for status in STATUSES
            ]
            yield field(_("Status"), RadioSet(*buttons, id="status", compact=True))
        yield field(
            _("Note"),
            TextArea(draft["note"], id="note", compact=True, tab_behavior="focus", highlight_cursor_line=False),
        )
        yield field(
            _("Evidence"),
            TextArea(
                "\n".join(draft["evidence"]),
                id="evidence",
                compact=True,
                tab_behavior="focus",
                highlight_cursor_line=False,
            ),
            "",
        )
        yield Prose(_("One file or document number a line; the files themselves stay where they are."), classes="hint")
        yield field(_("By"), Input(draft["by"], id="by", compact=True, max_length=200))
        yield field(_("On"), DayInput(draft["on"], "on", self._today))

    def result(self) -> MarkFields:
        """Return the fields as typed. Raises `WrongFieldsError` where the day is none."""
        wrong, day = Wrong(), None
        with wrong.at("on"):
            day = self.query_one("#on", DayInput).read_past(_("On"), is_optional=True)
        wrong.refuse()
        found: MarkFields = {
            "note": self.query_one("#note", TextArea).text,
            "evidence": tuple(
                line.strip() for line in self.query_one("#evidence", TextArea).text.split("\n") if line.strip()
            ),
            "by": self.query_one("#by", Input).value,
            "on": day,
        }
        for choice in self.query("#status").results(RadioSet):
            if choice.pressed_index >= 0:
                found["status"] = STATUSES[choice.pressed_index]
        return found


class WaiveDialog(Dialog[MarkFields | None]):
    """Waive a duty: a reason and a name are needed, both stand in the summary."""

    def __init__(self, title: str, duty: Duty, draft: MarkFields, error: str = "") -> None:
        super().__init__(title, error)
        self._duty = duty
        self._draft = {"note": "", "by": duty.mark.by, **draft}

    def fields(self) -> Iterable[Widget]:
        """Return reason and name."""
        yield Prose(
            _("A waived duty counts as done and is listed in the summary with its reason and name."), classes="hint"
        )
        yield field(
            _("Reason"),
            TextArea(self._draft["note"], id="reason", compact=True, tab_behavior="focus", highlight_cursor_line=False),
        )
        if self._duty.mark.note:
            yield Prose(_("The note that is there stays below the reason."), classes="hint")
        yield field(_("Decided by"), Input(self._draft["by"], id="by", compact=True, max_length=200))

    def result(self) -> MarkFields:
        """Return the waiver. Raises `WrongFieldsError` where reason or name is missing."""
        note, by = self.query_one("#reason", TextArea).text.strip(), self.query_one("#by", Input).value.strip()
        wrong = Wrong()
        if not note:
            wrong.add("reason", ValueError(_("Waiving needs a reason and the name of who decided it.")))
        if not by:
            wrong.add("by", FieldError("", _("Decided by"), _("this must not be empty")))
        wrong.refuse()
        whole = "\n".join(part for part in (note, self._duty.mark.note) if part)
        return {"status": "waived", "note": whole, "by": by}
