"""The stage view and the member view: a list of duties, and beside or below it what is known of the chosen one."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from checklists.base.language import N_, _, ngettext
from checklists.model.ledgers.attendance import ATTENDANCE_WORDS
from checklists.model.meeting import GROUP
from checklists.readiness.duties import Duty
from checklists.readiness.words import percent_text
from tui.duties.detail import Detail
from tui.duties.duty_list import DutyList, Row
from tui.duties.duty_lists import StageDuties, SubjectDuties
from tui.widgets.view import View


class DutiesView(View):
    """A list of duties with the detail of the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "read", N_("Read all"), tooltip=N_("Read in full what the pane says of the line"))
    ]

    @property
    def rows(self) -> DutyList:
        """The list."""
        return self.query_one(DutyList)

    @property
    def row(self) -> Row | None:
        """The row the cursor is on."""
        return self.rows.row

    @property
    def duty(self) -> Duty | None:
        """The duty the cursor is on."""
        return self.row.duty if self.row else None

    def on_mount(self) -> None:
        """Follow the list."""
        self.watch(self.rows, "version", self.show_detail)

    def show_detail(self) -> None:
        """Describe what the cursor is on, and offer the keys that fit it."""
        self.query_one(Detail).show(self.rows.readiness, self.row)
        self.refresh_bindings()

    def focus_list(self) -> None:
        """Put the focus where the keys are expected."""
        self.rows.focus()

    def action_read(self) -> None:
        """Show in full what the pane says of the line."""
        from tui.forms.reading import DescriptionScreen  # noqa: PLC0415 - when it is asked for

        if found := self.query_one(Detail).full():
            self.app.push_screen(DescriptionScreen(*found))


class StageView(DutiesView):
    """One stage: its items, and for each the subjects."""

    stage: var[str] = var("")

    def compose(self) -> ComposeResult:
        """Lay out list and detail."""
        yield StageDuties(id="stage-duties").data_bind(View.query_text, View.me, StageView.stage, readiness=View.shown)
        yield Detail(id="stage-detail")

    def go_to(self, subject: str, item: str) -> None:
        """Put the cursor on a duty, its item opened."""
        rows = self.query_one(StageDuties)
        if item and subject and subject != GROUP:
            rows.open_item(item)
        rows.go_to(subject, item)

    def go_to_subject(self, subject: str) -> None:
        """Put the cursor on the subject's first open duty of this stage."""
        if self.shown is None:
            return
        part = self.shown.subjects.get(subject)
        duties = [duty for duty in part.duties.values() if duty.item.stage == self.stage] if part else []
        chosen = next((duty for duty in duties if duty.is_open), duties[0] if duties else None)
        self.go_to(subject if chosen else "", chosen.item.id if chosen else "")


class MemberView(DutiesView):
    """One subject across all stages."""

    subject: var[str] = var("")

    def compose(self) -> ComposeResult:
        """Lay out who it is, the list and the detail."""
        yield Static(id="member-heading", markup=False)
        yield SubjectDuties(id="member-duties").data_bind(View.query_text, MemberView.subject, readiness=View.shown)
        yield Detail(id="member-detail")

    def on_mount(self) -> None:
        """Say who it is."""
        self._introduce()

    def watch_subject(self) -> None:
        """Say who it is."""
        self._introduce()

    def watch_shown(self) -> None:
        """Say how far they are."""
        self._introduce()

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
        parts.append(Content(f"{total.done}/{total.required} · {percent_text(total)}"))
        if overdue := self.shown.overdue_of(self.subject):
            parts.append(
                Content.assemble(
                    (
                        ngettext("{count} overdue", "{count} overdue", overdue).format(count=overdue),
                        "$text-error bold",
                    )
                )
            )
        self.query_one("#member-heading", Static).update(Content("   ").join(parts))
