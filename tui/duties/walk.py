"""The walk: one urgent duty, what to do, the input in place, and on to the next."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

from checklists.base.language import N_, _, ngettext
from checklists.edits.marks import MarkFields
from checklists.model.meeting import GROUP
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.reasons import describe_due
from tui.base.wording import format_labelled, format_missing_line, format_status
from tui.forms.dialog import Dialog, make_field_line
from tui.widgets.prose import Prose

Outcome = tuple[str, MarkFields]
"""What to do with the duty (``save``, ``skip``, ``waive``, ``enter``), and the fields for it."""


class WalkDialog(Dialog[Outcome | None]):
    """The most urgent duty that can be worked on now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "done", N_("Done")),
        Binding("ctrl+d", "doing", N_("In progress"), priority=True),
        Binding("ctrl+n", "skip", N_("Skip"), priority=True),
        Binding("ctrl+w", "waive", N_("Waive"), priority=True),
        Binding("escape", "cancel", N_("Stop here")),
    ]

    def __init__(
        self,
        readiness: Readiness,
        duty: Duty,
        count: int,
        draft: MarkFields,
        error: str = "",
        *,
        can_waive: bool = True,
    ) -> None:
        stage = readiness.meeting.checklist.stages[duty.item.stage].title
        who = "" if duty.subject == GROUP else f" · {readiness.meeting.name(duty.subject)}"
        super().__init__(f"{stage} → {duty.item.title}{who}", error)
        self._readiness, self._duty, self._count = readiness, duty, count
        self._can_waive = can_waive
        self._draft = {"note": duty.mark.note, "evidence": duty.mark.evidence, "by": duty.mark.by, **draft}

    def fields(self) -> Iterable[Widget]:
        """Say what to do and take what there is to say."""
        duty = self._duty
        when = describe_due(duty.due, self._readiness.today)
        lines = [
            Content.assemble(
                (format_status(duty), "$text-error bold" if duty.is_overdue else "$text-warning"),
                f"   {when}   ",
                (
                    ngettext(
                        "{count} open duty, counted by person, can be worked on now",
                        "{count} open duties, counted by person, can be worked on now",
                        self._count,
                    ).format(count=self._count),
                    "$text-muted",
                ),
            ),
            Content(str(duty.item.guide)),
        ]
        if duty.missing:
            lines.append(format_missing_line(self._readiness.meeting, duty))
        if str(duty.item.evidence):
            lines.append(format_labelled(_("Evidence"), str(duty.item.evidence)))
        if duty.status == "returned" and duty.mark.note:
            lines.append(format_labelled(_("Returned because"), duty.mark.note))
        yield Prose(Content("\n").join(lines), classes="walk-guide")
        if duty.item.rule is None:
            yield make_field_line(
                _("Note"),
                TextArea(
                    self._draft["note"], id="note", compact=True, tab_behavior="focus", highlight_cursor_line=False
                ),
            )
            evidence = "；".join(self._draft["evidence"])
            yield make_field_line(
                _("Evidence"), Input(evidence, id="evidence", compact=True, placeholder=_("file names, separated by ;"))
            )
            yield make_field_line(_("By"), Input(self._draft["by"], id="by", compact=True, max_length=200))

    def buttons(self) -> Iterable[Button]:
        """Return what can be said of the duty."""
        if self._duty.item.rule is None:
            yield Button(_("Done"), id="done", variant="primary", compact=True)
            yield Button(_("In progress"), id="doing", compact=True)
        else:
            yield Button(_("Go and enter it"), id="enter", variant="primary", compact=True)
        yield Button(_("Skip"), id="skip", compact=True)
        if self._can_waive:
            yield Button(_("Waive"), id="waive", compact=True)
        yield Button(_("Stop here"), id="cancel", compact=True)

    def on_mount(self) -> None:
        """Begin at the buttons: most duties need no words."""
        self.query(Button).first().focus()

    def result(self) -> Outcome:
        """Return the fields as typed."""
        if self._duty.item.rule is not None:
            return "enter", {}
        evidence = self.query_one("#evidence", Input).value.replace("；", ";").split(";")
        return "save", {
            "note": self.query_one("#note", TextArea).text,
            "evidence": tuple(one.strip() for one in evidence if one.strip()),
            "by": self.query_one("#by", Input).value,
        }

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer marking by hand only where nothing is counted, and waiving where that is theirs to do."""
        if action == "waive":
            return self._can_waive
        return self._duty.item.rule is None or action not in {"done", "doing"}

    def action_done(self) -> None:
        """Mark it as done."""
        self._save("done")

    def action_doing(self) -> None:
        """Mark it as in progress."""
        self._save("doing")

    def _save(self, status: str) -> None:
        action, fields = self.result()
        self.dismiss((action, {**fields, "status": status}))

    def action_skip(self) -> None:
        """Go on; what was typed is kept with the duty."""
        action, fields = self.result()
        has_words = action == "save" and any(fields[name] != getattr(self._duty.mark, name) for name in fields)
        self.dismiss(("save-and-skip" if has_words else "skip", fields))

    def action_waive(self) -> None:
        """Waive it; what was typed is there again where it is not waived after all."""
        action, fields = self.result()
        self.dismiss(("waive", fields if action == "save" else {}))

    def action_enter(self) -> None:
        """Go to the place where what is counted is entered."""
        self.dismiss(("enter", {}))
