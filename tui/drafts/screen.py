"""The draft screen: read a file or pasted text, correct its tree, review its findings, take it into the outline."""

from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import Label, Static
from textual.worker import get_current_worker

from checklists.base import cells
from checklists.base.errors import HuiqianError, UsageError
from checklists.base.language import N_, _, ngettext
from checklists.drafts.recognise.tree import Draft
from checklists.drafts.taking.correcting import CorrectionKind
from checklists.drafts.taking.nodes import NODE_CHOICES
from checklists.model.meeting import Meeting
from tui.base.screen import LocalScreen
from tui.base.session import Session
from tui.drafts.finding_forms import FindingForms
from tui.drafts.forms import ChoiceDialog
from tui.drafts.grids import KIND_WORDS, TreeGrid
from tui.drafts.reading import DraftReading, DraftState, describe_next_step, read_source, review_draft
from tui.drafts.source import SourceDialog
from tui.drafts.taking import take_in
from tui.drafts.view import DraftView, ListName
from tui.forms.dialog import ConfirmForGood
from tui.forms.saving import Said, Saver
from tui.widgets.grid import fit
from tui.widgets.key_line import KeyLine

SHORTEST_NAME = 12
"""The least cells for the file's name on the first line."""
_ON_TREE = frozenset({"join", "split", "leave_out", "aspect"})


class DraftScreen(LocalScreen[None]):
    """One subject's draft."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "take_in", N_("Take in"), tooltip=N_("Show what would change in the outline, and take it in")
        ),
        Binding("n", "finding(1)", N_("Next finding"), tooltip=N_("The next finding")),
        Binding("p", "finding(-1)", N_("Finding before"), show=False, tooltip=N_("The finding before")),
        Binding("t", "turn_list('findings')", N_("Findings"), tooltip=N_("Show what was found in the draft")),
        Binding("t", "turn_list('tree')", N_("Tree"), tooltip=N_("Show what the draft consists of")),
        Binding("w", "meant", N_("Meant so"), tooltip=N_("Keep a finding from being reported again, with a reason")),
        Binding("s", "split", N_("Split"), tooltip=N_("Split it where the text's cursor is")),
        Binding("b", "join", N_("Join"), tooltip=N_("Join it to the one before")),
        Binding("x", "leave_out", N_("Leave out"), tooltip=N_("Leave it out of the tree")),
        Binding("a", "aspect", N_("Aspect"), tooltip=N_("Move it to another aspect")),
        Binding("u", "undo", N_("Undo"), tooltip=N_("Take the last correction of the tree back")),
        Binding(
            "M",
            "all_meant",
            N_("All meant so"),
            tooltip=N_("All findings of drafts that are meant so; report one again"),
        ),
        Binding(
            "R",
            "rules",
            N_("Draft rules"),
            tooltip=N_("The rules of the draft checks: switch them, set their numbers, read why"),
        ),
        Binding("o", "open", N_("Open"), tooltip=N_("Name a file, or paste the text")),
        Binding("r", "again", N_("Read again"), tooltip=N_("Read the file again; corrections are kept")),
        Binding("tab", "app.focus_next", N_("List/text"), show=False, tooltip=N_("Between the list and the text")),
        Binding("question_mark,f1", "app.help", N_("Help"), key_display="?", tooltip=N_("Keys and signs")),
        Binding("escape", "leave", N_("Back"), key_display="Esc"),
    ]

    reading: var[DraftReading | None] = var(None)
    view = getters.query_one(DraftView)

    @dataclass
    class WasRead(Message):
        """The thread has read and checked the draft."""

        reading: DraftReading
        said: Said | None
        """The result of a correction; ``None`` after reading only."""

    @dataclass
    class NotRead(Message):
        """The draft could not be read."""

        error: str

    def __init__(self, session: Session, meeting: Meeting, subject: str, state: DraftState) -> None:
        super().__init__()
        self.session = session
        self.saver = Saver(self, session, say=self.say)
        self._finding_forms = FindingForms(self.saver, subject)
        self._known = meeting
        self.subject = subject
        self.state = state

    @property
    def meeting(self) -> Meeting:
        """The newest meeting that could be read."""
        self._known = self.session.reading.meeting or self._known
        return self._known

    def compose(self) -> ComposeResult:
        """Lay out the lines above and below the lists and the text."""
        yield Label(id="draft-title", markup=False)
        yield DraftView().data_bind(DraftScreen.reading)
        yield Static(id="draft-status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the draft read before, else ask for one."""
        self.view.tree_grid.focus()
        self._entitle()
        if self.state.source.path or self.state.source.pasted:
            self.action_again()
        else:
            self.action_open()

    def on_resize(self) -> None:
        """Fit the first line to the width."""
        self._entitle()

    def _entitle(self) -> None:
        """Title the screen with the subject and the draft's state; the file's name takes the remaining room."""
        parts = [_("Draft"), self.meeting.name(self.subject)]
        if self.reading:
            nodes, found = self.reading.nodes, self.reading.findings
            left = sum(one.kind == "out" and one.role == "text" for one in nodes)
            counts = _("{nodes} in the tree, {left} not recognised, {found} findings").format(
                nodes=len(nodes) - sum(one.kind == "out" for one in nodes), left=left, found=len(found)
            )
            room = self.size.width - 2 - cells.count_cells(" · ".join([*parts, "", counts]))
            name = self.state.source.name
            parts += [name if cells.count_cells(name) <= room else fit(name, max(room, SHORTEST_NAME)).rstrip(), counts]
        self.query_one("#draft-title", Label).update(Content(" · ".join(parts)))

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Show a message."""
        status = self.query_one("#draft-status", Static)
        status.set_class(is_error, "-error")
        status.update(Content(sentence))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys of the visible list."""
        if self.is_mounted and action == "turn_list":
            return parameters != ("findings" if self.view.shows_findings else "tree",)
        if self.is_mounted and action in _ON_TREE:
            return not self.view.shows_findings
        if self.is_mounted and action == "meant":
            return self.view.shows_findings
        return True

    @work(group="dialog")
    async def action_open(self, problem: str = "") -> None:
        """Ask for a file or text, and read it, without the corrections made before.

        Leave if there is no draft at all.
        """
        dialog = SourceDialog(self.state.source, self.session.folder.path, read_source, problem)
        found = await self.app.push_screen_wait(dialog)
        if found is None:
            if self.reading is None:
                self.dismiss(None)
            return
        if found.path != self.state.source.path:
            if not await self._may_leave(_("They belong to the draft before and are given up.")):
                return
            self.state.steps.clear()
            self.state.taken_in.clear()
        self.state.source = found
        self.say(_("Reading and checking…"))
        self.read(dialog.draft)

    def action_again(self) -> None:
        """Read the source again."""
        self.say(_("Reading and checking…"))
        self.read()

    @work(thread=True, exclusive=True, group="draft")
    def read(self, known: Draft | None = None, said: Said | None = None) -> None:
        """Read the source unless `known`, and check it, in a thread."""
        worker, meeting, steps, me = get_current_worker(), self.meeting, list(self.state.steps), self.session.me
        message: Message
        try:
            draft = known or read_source(self.state.source)
            message = self.WasRead(review_draft(draft, steps, meeting, self.subject, me), said)
        except HuiqianError as error:
            message = self.NotRead(str(error))
        if not worker.is_cancelled:
            self.post_message(message)

    def _check_again(self, said: Said | None = None) -> None:
        """Correct and check the recognised draft, and report what was done."""
        if self.reading:
            self.read(self.reading.recognised, said)

    @on(NotRead)
    def tell_unread(self, event: NotRead) -> None:
        """Say why the draft could not be read: in the dialog, as long as there is no draft to show."""
        if self.reading is None:
            self.action_open(event.error)
        else:
            self.say(event.error, is_error=True)

    @on(WasRead)
    def show_reading(self, event: WasRead) -> None:
        """Show what was read."""
        self.reading = found = event.reading
        self._entitle()
        if found.lost:
            lost = ngettext(
                "{count} correction no longer fits the text.", "{count} corrections no longer fit the text.", found.lost
            )
            self.say(lost.format(count=found.lost), is_error=True)
        elif found.warning and not event.said:
            self.say(found.warning, is_error=True)
        else:
            said = event.said or Said(describe_next_step(found))
            self.say(said.sentence, is_error=said.is_error)

    def action_turn_list(self, name: ListName) -> None:
        """Show the tree, or the findings."""
        self.view.show_list(name)

    @work(group="leave-draft", exclusive=True)
    async def action_leave(self) -> None:
        """Go from the text to the list, else to the outline; ask first if corrections are not in it."""
        if self.view.text.has_focus:
            self.view.focus_list()
        elif await self._may_leave(_("They stay until the meeting is closed: D opens the draft again.")):
            self.dismiss(None)

    async def _may_leave(self, afterwards: str) -> bool:
        """Ask before corrections that are not in the outline are lost; `afterwards` says what becomes of them."""
        if not self.state.is_unsaved:
            return True
        lines = [_("The corrections are not in the outline yet: Ctrl+S takes them in."), afterwards]
        return await self.app.push_screen_wait(ConfirmForGood(_("Leave without saving?"), lines, N_("Leave")))

    @on(TreeGrid.KindAsked)
    def ask_kind(self) -> None:
        """Ask for the node's kind."""
        self._choose("kind", [(kind, _(KIND_WORDS[kind])) for kind in NODE_CHOICES])

    def action_aspect(self) -> None:
        """Ask for the node's aspect."""
        aspects = list(self.meeting.settings.aspects.items())
        if aspects:
            self._choose("aspect", aspects)
        else:
            self.say(_("The meeting has no aspects yet: enter them in the settings."), is_error=True)

    @work(group="dialog")
    async def _choose(self, what: CorrectionKind, choices: list[tuple[str, str]]) -> None:
        """Ask for a kind or an aspect, and correct the node by it."""
        reading, row, node = self.reading, self.view.tree_grid.cursor_row, self.view.tree_grid.node
        if reading is None or node is None:
            return
        title, now = (_("What is it?"), node.kind) if what == "kind" else (_("Which aspect?"), node.aspect)
        found = await self.app.push_screen_wait(ChoiceDialog(title, node.span.text, choices, now))
        if found is not None and found != now:  # the node asked about, though the draft was read again meanwhile
            self._correct(reading, row, what, found)

    def action_join(self) -> None:
        """Join the node to the one before."""
        if self._correct_here("join"):
            self.view.tree_grid.cursor_row -= 1

    def action_split(self) -> None:
        """Split the node at the text's cursor; in the tree, move to the text first."""
        node, text = self.view.tree_grid.node, self.view.text
        if node and text.has_focus:
            self._correct_here("split", place=text.cursor - node.span.start)
        elif node:
            text.focus()
            self.say(_("Put the cursor of the text where the second half begins, and press s again."))

    def action_leave_out(self) -> None:
        """Leave the node out of the tree."""
        self._correct_here("kind", "out")

    def _correct_here(self, what: CorrectionKind, value: str = "", place: int = 0) -> bool:
        """Correct the node under the cursor; tell whether it could be done."""
        tree = self.view.tree_grid
        return (
            self.reading is not None
            and tree.node is not None
            and self._correct(self.reading, tree.cursor_row, what, value, place)
        )

    def _correct(self, reading: DraftReading, row: int, what: CorrectionKind, value: str, place: int = 0) -> bool:
        try:
            self.state.correct(reading, row, what, value, place)
        except UsageError as error:
            self.say(str(error), is_error=True)
            return False
        self._check_again(Said(_("The tree is corrected; u undoes it.")))
        return True

    def action_undo(self) -> None:
        """Undo the last correction."""
        if self.state.steps and self.reading:
            self.state.steps.pop()
            self._check_again(Said(_("The last correction is taken back.")))
        else:
            self.say(_("No correction of the tree is left to take back."))

    def action_finding(self, step: int) -> None:
        """Move to the next finding (1) or the one before (-1)."""
        if not self.view.finding_grid.row_count:
            self.say(_("nothing found"))
        elif self.view.go_to_finding(step):
            self.say("")
        else:
            self.say(_("This is the last finding.") if step > 0 else _("This is the first finding."))

    @work(group="dialog")
    async def action_meant(self) -> None:
        """Ask why the finding is meant so, and mark it."""
        finding = self.view.finding
        if finding is None:
            self.say(_("Go to a finding first: n."), is_error=True)
        elif await self._finding_forms.mark(finding):
            self._check_again(self.saver.said)

    @work(group="dialog")
    async def action_all_meant(self) -> None:
        """List the findings meant so, then check again."""
        await self._finding_forms.show_marks(self.meeting, self.reading)
        self._check_again()

    @work(group="dialog")
    async def action_rules(self) -> None:
        """Show the rules, then check again."""
        await self._finding_forms.show_rules(self.meeting, self.view.finding)
        self._check_again()

    @work(group="dialog")
    async def action_take_in(self) -> None:
        """Show the changes, and take the draft into the outline."""
        if self.reading is None:
            self.say(_("Nothing is read yet: o names a file or takes pasted text, Esc goes back."), is_error=True)
            return
        reading = self.reading  # corrections made meanwhile are not in the outline
        edit = await take_in(self.saver, self.meeting, self.subject, reading)
        if edit is not None:
            self.state.taken_in = reading.steps
            if edit.changes:
                self._check_again(self.saver.said)
