"""The stage view and the member view: a list of duties, with the details of one beside or below it."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from checklists.base.language import N_, _, join_names, ngettext
from checklists.edits.change import Edit, join_edits
from checklists.edits.marks import MarkFields, mark_duty
from checklists.model.checklist import Item
from checklists.model.ledgers.attendance import ATTENDANCE_WORDS
from checklists.model.meeting import GROUP, Meeting, Status
from checklists.model.words import translate_status
from checklists.readiness.duties import Duty
from checklists.readiness.words import format_percent
from tui import forms
from tui.base.messages import Announced, DutyAsked, EditAsked, SubjectChosen
from tui.base.wording import format_duty_title
from tui.duties.detail import Detail
from tui.duties.duty_list import DutyList, DutyRow, StageDuties, SubjectDuties
from tui.duties.marking import find_mark_refusal, mark
from tui.widgets.view import View

NEXT_STATUS: dict[Status, Status] = {
    "todo": "doing",
    "doing": "done",
    "done": "todo",
    "returned": "doing",
    "waived": "waived",
}
MARKED_NAMES_SHOWN = 30
"""Names in the question before an item is marked for all members."""


class DutiesView(View):
    """A list of duties with details. Its keys act on the duty under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "read", N_("Read all"), tooltip=N_("Read in full what the pane says of the line")),
        Binding("space", "next_status", N_("Status"), tooltip=N_("Next status: open, in progress, done")),
        Binding("n", "note", N_("Note"), tooltip=N_("Note, evidence, by whom and when")),
        Binding("w", "waive", N_("Waive"), tooltip=N_("Waive with a reason and a name; again to take it back")),
    ]

    rows = getters.query_one(DutyList)
    detail = getters.query_one(Detail)

    @property
    def row(self) -> DutyRow | None:
        """The row under the cursor."""
        return self.rows.row

    @property
    def duty(self) -> Duty | None:
        """The duty under the cursor."""
        return self.row.duty if self.row else None

    def on_mount(self) -> None:
        """Follow the list."""
        self.watch(self.rows, "version", self.show_detail)

    def show_detail(self) -> None:
        """Show the details of the row under the cursor, and the keys that fit it."""
        self.detail.show(self.rows.readiness, self.row)
        self.refresh_bindings()

    def focus_list(self) -> None:
        """Focus the widget that takes the view's keys."""
        self.rows.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys that fit the row under the cursor."""
        if action in {"next_status", "note", "waive"}:
            return self.is_mounted and self.duty is not None
        return super().check_action(action, parameters)

    def _refuse(self, sentence: str) -> None:
        """Say why a key does nothing here."""
        self.post_message(Announced(sentence, is_error=True))

    def _title(self, duty: Duty) -> str:
        return format_duty_title(self.readiness.meeting.name(duty.subject) if self.readiness else duty.subject, duty)

    def _may_mark(self, duty: Duty) -> bool:
        """Tell whether the viewer may mark a duty; if not, say so."""
        error = find_mark_refusal(self.readiness.meeting, self.me, duty) if self.readiness else None
        if error:
            self._refuse(str(error))
        return error is None

    def action_next_status(self) -> None:
        """Set the duty's next status: open, in progress, done.

        It is made in its turn, from the status that the duty has by then, so that keys pressed in a row count one by
        one.
        """
        duty = self.duty
        if duty is None:
            return
        if duty.item.rule:
            words = _("“{item}” is counted: press Enter to go where it is entered, or w to waive it.")
            self._refuse(words.format(item=duty.item.title))
            return
        if duty.status == "waived":
            self._refuse(_("This is waived: press w to take the waiver back."))
            return
        if not self._may_mark(duty):
            return
        title, today = self._title(duty), self.readiness.today if self.readiness else None
        status: Status = "todo"

        def make(meeting: Meeting) -> Edit:
            nonlocal status
            status = NEXT_STATUS[meeting.mark(duty.subject, duty.item.id).status]
            day = None if status == "todo" else today
            return mark_duty(meeting, duty.subject, duty.item.id, status=status, on=day)

        def describe(_edit: Edit) -> str:
            return _("Saved: {what}: {status}").format(what=title, status=translate_status(status))

        self.post_message(EditAsked(make, describe))

    def action_note(self) -> None:
        """Open the duty's form."""
        if self.duty and self._may_mark(self.duty):
            self.post_message(DutyAsked(self.duty))

    def action_waive(self) -> None:
        """Waive the duty, or withdraw the waiver."""
        duty = self.duty
        if duty is None or not self._may_mark(duty):
            return
        if duty.status == "waived":
            words = _("No longer waived: {what}").format(what=self._title(duty))
            self.post_message(EditAsked(mark(duty, {"status": "todo", "by": "", "on": None}), lambda _edit: words))
        else:
            self.post_message(DutyAsked(duty, is_waiver=True))

    def action_read(self) -> None:
        """Show the details in full."""
        if found := self.detail.full():
            self.app.push_screen(forms.DescriptionScreen(*found))


class StageView(DutiesView):
    """A stage: its items, and the subjects of each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "mark_all", N_("All"), tooltip=N_("Mark an item as done for all members at once")),
    ]
    stage: var[str] = var("")

    def compose(self) -> ComposeResult:
        """Lay out list and detail."""
        yield StageDuties(id="stage-duties").data_bind(View.query_text, View.me, StageView.stage, readiness=View.shown)
        yield Detail(id="stage-detail")

    @property
    def subject_here(self) -> str | None:
        """The subject of the duty the cursor is on."""
        return self.duty.subject if self.duty else None

    @property
    def item_here(self) -> str:
        """The item of the duty the cursor is on."""
        return self.duty.item.id if self.duty else ""

    @property
    def all_item(self) -> Item | None:
        """The item to mark for all members."""
        item = self.row.item if self.row else None
        return item if item and item.scope == "member" and item.rule is None and not self.me else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to mark for all only an item marked for each member."""
        if action == "mark_all":
            return self.is_mounted and self.all_item is not None
        return super().check_action(action, parameters)

    def action_mark_all(self) -> None:
        """Mark an item as done for all remaining members."""
        item, readiness = self.all_item, self.readiness
        if item is None or readiness is None:
            return
        duties = [duty for duty in readiness.list_item_duties(item.id) if duty.is_open]
        if not duties:
            self.post_message(Announced(_("“{item}” is done for all.").format(item=item.title)))
            return
        question = ngettext(
            "“{item}” will be marked as done for {count} member.",
            "“{item}” will be marked as done for {count} members.",
            len(duties),
        ).format(item=item.title, count=len(duties))
        names = join_names([readiness.meeting.name(duty.subject) for duty in duties], MARKED_NAMES_SHOWN)
        fields: MarkFields = {"status": "done", "on": readiness.today}
        self.post_message(
            EditAsked(
                lambda meeting: join_edits([mark(duty, fields)(meeting) for duty in duties], str(item.title)),
                question=forms.Confirm(_("All at once"), [question, names]),
            )
        )

    def go_to(self, subject: str, item: str) -> None:
        """Move the cursor to a duty, its item opened."""
        rows = self.query_one(StageDuties)
        if item and subject and subject != GROUP:
            rows.open_item(item)
        rows.go_to(subject, item)

    def go_to_subject(self, subject: str) -> None:
        """Move the cursor to the subject's first open duty of this stage."""
        if self.shown is None:
            return
        part = self.shown.subjects.get(subject)
        duties = [duty for duty in part.duties.values() if duty.item.stage == self.stage] if part else []
        chosen = next((duty for duty in duties if duty.is_open), duties[0] if duties else None)
        self.go_to(subject if chosen else "", chosen.item.id if chosen else "")


class MemberView(DutiesView):
    """One subject across all stages."""

    can_turn = True
    subject: var[str] = var("")

    def compose(self) -> ComposeResult:
        """Lay out the subject's name, the list and the details."""
        yield Static(id="member-heading", markup=False)
        yield SubjectDuties(id="member-duties").data_bind(View.query_text, MemberView.subject, readiness=View.shown)
        yield Detail(id="member-detail")

    def on_mount(self) -> None:
        """Show the subject's name."""
        self._introduce()

    def watch_subject(self) -> None:
        """Show the subject's name."""
        self._introduce()

    def watch_shown(self) -> None:
        """Show the subject's progress."""
        self._introduce()

    def turn(self, step: int) -> None:
        """Show the next or previous subject."""
        subjects = self.readiness.meeting.subjects if self.readiness else []
        if subjects:
            place = subjects.index(self.subject) if self.subject in subjects else 0
            self.post_message(SubjectChosen(subjects[(place + step) % len(subjects)]))

    def _introduce(self) -> None:
        if not self.is_mounted or self.shown is None or self.subject not in self.shown.subjects:
            return
        meeting = self.shown.meeting
        member = meeting.settings.members.get(self.subject)
        total = self.shown.total_of(self.subject)
        parts = [Content.assemble((meeting.name(self.subject), "bold"))]
        if member:
            parts += [Content.assemble((member.post, "$text-muted"))] if member.post else []
            if self.subject in meeting.away:
                words = _(ATTENDANCE_WORDS[meeting.ledgers.day.attendance.get(self.subject, "absent")])
                parts.append(Content.assemble((words, "$text-warning"), f" {member.reason}"))
        progress = _("progress {percent}").format(percent=format_percent(total))
        parts.append(Content(f"{total.done}/{total.required} · {progress}"))
        if overdue := self.shown.count_overdue(self.subject):
            parts.append(
                Content.assemble(
                    (
                        ngettext("{count} overdue", "{count} overdue", overdue).format(count=overdue),
                        "$text-error bold",
                    )
                )
            )
        self.query_one("#member-heading", Static).update(Content("   ").join(parts))
