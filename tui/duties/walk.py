"""The walk: the most urgent duty, what to do, the input, and on to the next."""

from collections.abc import Iterable
from typing import ClassVar, Literal, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button

from checklists.base.language import N_, _, ngettext
from checklists.edits.marks import MarkFields
from checklists.model.meeting import GROUP, Status
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.reasons import describe_due
from tui.base.wording import format_labelled, format_missing_line, format_status
from tui.forms.form import Form, FormPart, LineField, Note, ProseField


class WalkAnswer(NamedTuple):
    """The action on a duty, and its fields."""

    action: Literal["save", "skip", "save-and-skip", "waive", "enter"]
    fields: MarkFields


class WalkDialog(Form[WalkAnswer]):
    """The dialog of the walk's present duty."""

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
        shown = {"note": duty.mark.note, "evidence": duty.mark.evidence, "by": duty.mark.by, **draft}
        parts: list[FormPart] = [Note(_describe_task(readiness, duty, count), "walk-guide")]
        if duty.item.rule is None:
            hint = _("file names, separated by ;")
            parts += [
                ProseField("note", _("Note"), shown["note"]),
                LineField("evidence", _("Evidence"), "；".join(shown["evidence"]), placeholder=hint, max_length=0),
                LineField("by", _("By"), shown["by"]),
            ]
        super().__init__(f"{stage} → {duty.item.title}{who}", parts, _make_answer, error)
        self.duty = duty
        self._can_waive = can_waive

    def buttons(self) -> Iterable[Button]:
        """Return the actions for the duty."""
        if self.duty.item.rule is None:
            yield Button(_("Done"), id="done", variant="primary", compact=True)
            yield Button(_("In progress"), id="doing", compact=True)
        else:
            yield Button(_("Go and enter it"), id="enter", variant="primary", compact=True)
        yield Button(_("Skip"), id="skip", compact=True)
        if self._can_waive:
            yield Button(_("Waive"), id="waive", compact=True)
        yield Button(_("Stop here"), id="cancel", compact=True)

    def on_mount(self) -> None:
        """Focus the buttons: most duties need no text."""
        self.query(Button).first().focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer marking only for duties without a rule, and waiving only if the viewer may."""
        if action == "waive":
            return self._can_waive
        return self.duty.item.rule is None or action not in {"done", "doing"}

    def action_done(self) -> None:
        """Mark it as done."""
        self._save("done")

    def action_doing(self) -> None:
        """Mark it as in progress."""
        self._save("doing")

    def _save(self, status: Status) -> None:
        self.dismiss(WalkAnswer("save", {**self.result().fields, "status": status}))

    def action_skip(self) -> None:
        """Go on; the fields are kept with the duty."""
        fields = self.result().fields
        has_words = any(value != getattr(self.duty.mark, name) for name, value in fields.items())
        self.dismiss(WalkAnswer("save-and-skip" if has_words else "skip", fields))

    def action_waive(self) -> None:
        """Waive it; if it is not waived after all, the fields are shown again."""
        self.dismiss(WalkAnswer("waive", self.result().fields))

    def action_enter(self) -> None:
        """Open where the counted data is entered."""
        self.dismiss(WalkAnswer("enter", {}))


def _make_answer(note: str = "", evidence: str = "", by: str | None = None) -> WalkAnswer:
    """Return the fields as typed; a counted duty has none."""
    if by is None:
        return WalkAnswer("enter", {})
    files = evidence.replace("；", ";").split(";")
    return WalkAnswer("save", {"note": note, "evidence": tuple(one.strip() for one in files if one.strip()), "by": by})


def _describe_task(readiness: Readiness, duty: Duty, count: int) -> Content:
    """Return the duty's state, what to do, and what is missing, with the number of duties in the walk."""
    lines = [
        Content.assemble(
            (format_status(duty), "$text-error bold" if duty.is_overdue else "$text-warning"),
            f"   {describe_due(duty.due, readiness.today)}   ",
            (
                ngettext(
                    "{count} open duty, counted by person, can be worked on now",
                    "{count} open duties, counted by person, can be worked on now",
                    count,
                ).format(count=count),
                "$text-muted",
            ),
        ),
        Content(str(duty.item.guide)),
    ]
    if duty.missing:
        lines.append(format_missing_line(readiness.meeting, duty))
    if str(duty.item.evidence):
        lines.append(format_labelled(_("Evidence"), str(duty.item.evidence)))
    if duty.status == "returned" and duty.mark.note:
        lines.append(format_labelled(_("Returned because"), duty.mark.note))
    return Content("\n").join(lines)
