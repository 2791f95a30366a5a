"""A draft beside its tree and its findings: corrected, checked, and taken into the outline as one edit."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import ContentSwitcher, Label, Static
from textual.worker import get_current_worker

from checklists.drafts.correcting import Correction, correction, done
from checklists.drafts.meant import mean_so
from checklists.drafts.nodes import CHOICES
from checklists.drafts.rules import RULES
from checklists.drafts.taking import Taken, take
from checklists.drafts.tree import Draft
from checklists.errors import HuiqianError, UsageError
from checklists.language import N_, _, listed
from checklists.meeting import Meeting
from tui.screens.base import LocalScreen
from tui.screens.dialog import Confirm
from tui.screens.draft_forms import ChoiceDialog, ReasonDialog, SourceDialog
from tui.screens.draft_grids import KIND_WORDS, LEVEL_WORDS, FindingGrid, TreeGrid, kind_word
from tui.screens.draft_reading import Kept, Reading, read_source, read_with
from tui.screens.draft_text import DraftText
from tui.screens.record_actions import RecordActions
from tui.widgets.key_line import KeyLine


class DraftScreen(LocalScreen[None]):
    """One subject's draft."""

    CSS_PATH = "draft.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "take_in", N_("Take in"), tooltip=N_("Take what was recognised into the outline, as one edit")
        ),
        Binding("t", "turn_list", N_("Tree/findings"), tooltip=N_("Show the tree, or what was found in the draft")),
        Binding("w", "meant", N_("Meant so"), tooltip=N_("Keep a finding from being reported again, with a reason")),
        Binding("b", "join", N_("Join"), tooltip=N_("Join it to the one before")),
        Binding("s", "split", N_("Split"), tooltip=N_("Split it where the text's cursor is")),
        Binding("x", "leave_out", N_("Leave out"), tooltip=N_("Leave it out of the tree")),
        Binding("a", "aspect", N_("Aspect"), tooltip=N_("Move it to another aspect")),
        Binding("n", "finding(1)", N_("Next finding"), tooltip=N_("The next finding")),
        Binding("p", "finding(-1)", N_("Finding before"), tooltip=N_("The finding before")),
        Binding("o", "open", N_("Open"), tooltip=N_("Name a file, or paste the text")),
        Binding("u", "undo", N_("Undo"), tooltip=N_("Take the last correction of the tree back")),
        Binding("r", "again", N_("Read again"), tooltip=N_("Read the file again; corrections are kept")),
        Binding("tab", "app.focus_next", N_("List/text"), show=False, tooltip=N_("Between the list and the text")),
        Binding("question_mark,f1", "app.help", N_("Help"), key_display="?", tooltip=N_("Keys and signs")),
        Binding("escape", "leave", N_("Back"), key_display="Esc"),
    ]

    @dataclass
    class WasRead(Message):
        """The thread has read and checked the draft."""

        reading: Reading

    @dataclass
    class NotRead(Message):
        """The draft could not be read."""

        error: str

    def __init__(self, host: RecordActions, meeting: Meeting, subject: str, kept: Kept) -> None:
        super().__init__()
        self._host = host
        self._first = meeting
        self._subject = subject
        self._kept = kept
        self._reading: Reading | None = None

    @property
    def meeting(self) -> Meeting:
        """The newest state."""
        return self._host.readiness.meeting if self._host.readiness else self._first

    def compose(self) -> ComposeResult:
        """Lay out title, lists, text and what explains them."""
        yield Label(id="draft-title", markup=False)
        with Container(id="draft-body"):
            with ContentSwitcher(initial="draft-tree", id="draft-lists"):
                yield TreeGrid(id="draft-tree")
                yield FindingGrid(id="draft-findings")
            yield DraftText(id="draft-text")
        yield Static(id="draft-foot", markup=False)
        yield Static(id="draft-status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read what was read before, else ask what to read."""
        self.watch(self._tree, "cursor_row", self._follow_tree, init=False)
        self.watch(self._found, "cursor_row", self._follow_finding, init=False)
        self._tree.focus()
        self._entitle()
        source = self._kept.source
        if source.path or source.pasted:
            self.read(None)
        else:
            self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what goes with the list that is shown."""
        del parameters
        if self.is_mounted and action in {"join", "split", "leave_out", "aspect"}:
            return not self._shows_findings
        if self.is_mounted and action == "meant":
            return self._shows_findings
        return True

    @property
    def _tree(self) -> TreeGrid:
        return self.query_one(TreeGrid)

    @property
    def _found(self) -> FindingGrid:
        return self.query_one(FindingGrid)

    @property
    def _text(self) -> DraftText:
        return self.query_one(DraftText)

    @property
    def _shows_findings(self) -> bool:
        return self.query_one("#draft-lists", ContentSwitcher).current == "draft-findings"

    def _entitle(self) -> None:
        parts = [_("Draft"), self.meeting.name(self._subject)]
        if self._reading:
            nodes, found = self._reading.nodes, self._reading.findings
            left = sum(one.kind == "out" and one.role == "text" for one in nodes)
            counts = _("{nodes} in the tree, {left} not recognised, {found} findings").format(
                nodes=len(nodes) - sum(one.kind == "out" for one in nodes), left=left, found=len(found)
            )
            parts += [self._kept.source.name, counts]
        self.query_one("#draft-title", Label).update(Content(" · ".join(parts)))

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Say what happened."""
        status = self.query_one("#draft-status", Static)
        status.set_class(is_error, "-error")
        status.update(Content(sentence))

    @work(thread=True, exclusive=True, group="draft")
    def read(self, known: Draft | None) -> None:
        """Read, unless it is known already, and check, apart from the screen."""
        worker, meeting, steps, me = get_current_worker(), self.meeting, list(self._kept.steps), self._host.me
        message: Message
        try:
            draft = known or read_source(self._kept.source)
            message = self.WasRead(read_with(draft, steps, meeting, self._subject, me))
        except HuiqianError as error:
            message = self.NotRead(str(error))
        if not worker.is_cancelled:
            self.post_message(message)

    @on(NotRead)
    def tell_unread(self, event: NotRead) -> None:
        """Say why it could not be read."""
        self.say(event.error, is_error=True)

    @on(WasRead)
    def show_reading(self, event: WasRead) -> None:
        """Show what was read."""
        self._reading = found = event.reading
        self._tree.show(found.nodes, dict(self.meeting.settings.aspects))
        self._found.show(found.findings)
        self._text.show(found.draft.text, [(one.start, one.end, one.level) for one in found.findings])
        self._entitle()
        if found.lost:
            self.say(_("{count} corrections no longer fit the text.").format(count=found.lost), is_error=True)
        self._show_place()

    def _follow_tree(self) -> None:
        if not self._shows_findings and not self._text.has_focus:
            self._show_place()

    def _follow_finding(self) -> None:
        if self._shows_findings:
            self._show_place()

    def _show_place(self) -> None:
        """Mark in the text, and explain below, what the cursor of the list is on."""
        node, finding = self._tree.node, self._found.finding
        foot = Content("")
        if self._shows_findings and finding:
            self._text.mark(finding.start, finding.end)
            rule = RULES[finding.rule]
            parts = [_(LEVEL_WORDS[finding.level]), _(rule.title), finding.said]
            lines = [Content.assemble((" · ".join(filter(None, parts)), "bold"))]
            if finding.beside:
                lines.append(Content("≈ “" + finding.beside.replace("\n", " ")[:160] + "”"))
            foot = Content("\n").join([*lines, Content(_(rule.why)), Content("→ " + _(rule.mend))])
        elif self._shows_findings:
            foot = Content(_("nothing found"))
        elif node:
            self._text.mark(node.span.start, node.span.end)
            foot = Content.assemble((kind_word(node), "bold"), "  " + node.span.text.replace("\n", " ")[:200])
        self.query_one("#draft-foot", Static).update(foot)

    @on(DraftText.Moved)
    def follow_text(self, event: DraftText.Moved) -> None:
        """Put the tree's cursor on the innermost node at the text's cursor."""
        around = [
            (one.span.end - one.span.start, number)
            for number, one in enumerate(self._tree.nodes)
            if one.kind != "sub" and one.span.start <= event.place < one.span.end
        ]
        if around:
            self._tree.cursor_row = min(around)[1]
            span = self._tree.nodes[self._tree.cursor_row].span
            self._text.highlight(span.start, span.end)

    @on(FindingGrid.PlaceAsked)
    def go_to_place(self) -> None:
        """Go into the text at the finding."""
        self._text.focus()

    def action_turn_list(self) -> None:
        """Show the other list."""
        shown = self.query_one("#draft-lists", ContentSwitcher)
        shown.current = "draft-tree" if self._shows_findings else "draft-findings"
        (self._found if self._shows_findings else self._tree).focus()
        self.refresh_bindings()
        self._show_place()

    def action_finding(self, step: int) -> None:
        """Go to the next finding or the one before."""
        if not self._shows_findings:
            self.action_turn_list()
            self._found.cursor_row = 0 if step > 0 else self._found.row_count - 1
        else:
            self._found.cursor_row += step
        self._show_place()

    @work(group="dialog")
    async def action_open(self) -> None:
        """Ask for a file or text, and read it; corrections are of the draft before."""
        found = await self.app.push_screen_wait(SourceDialog(self._kept.source))
        if found is None:
            return
        if found.path != self._kept.source.path:
            self._kept.steps.clear()
        self._kept.source = found
        self.read(None)

    def action_again(self) -> None:
        """Read the source again."""
        self.say(_("Read again."))
        self.read(None)

    def _correct(self, what: Literal["kind", "aspect", "join", "split"], value: str = "", place: int = 0) -> None:
        if self._reading is None or not self._tree.nodes:
            return
        nodes, row = self._reading.nodes, self._tree.cursor_row
        step: Correction = correction(nodes, row, what, value, place)
        try:
            done(nodes, row, step, self._reading.draft.text)
        except UsageError as error:
            self.say(str(error), is_error=True)
            return
        self._kept.steps.append(step)
        if what == "join":
            self._tree.cursor_row = row - 1
        self.say(_("The tree is corrected; u takes it back."))
        self.read(self._reading.recognised)

    @on(TreeGrid.KindAsked)
    def ask_kind(self) -> None:
        """Ask what it is."""
        self.choose("kind", [(kind, _(KIND_WORDS[kind])) for kind in CHOICES])

    def action_aspect(self) -> None:
        """Ask to which aspect it belongs."""
        self.choose("aspect", list(self.meeting.settings.aspects.items()))

    @work(group="dialog")
    async def choose(self, what: Literal["kind", "aspect"], choices: list[tuple[str, str]]) -> None:
        """Let a kind or an aspect be chosen for the node."""
        node = self._tree.node
        if node is None or not choices:
            return
        title, now = (_("What is it?"), node.kind) if what == "kind" else (_("Which aspect?"), node.aspect)
        found = await self.app.push_screen_wait(ChoiceDialog(title, node.span.text, choices, now))
        if found is not None:
            self._correct(what, found)

    def action_join(self) -> None:
        """Join the node to the one before."""
        self._correct("join")

    def action_split(self) -> None:
        """Split the node at the text's cursor; from the tree, go to the text first."""
        node = self._tree.node
        if node and self._text.has_focus:
            self._correct("split", place=self._text.cursor - node.span.start)
        elif node:
            self._text.focus()
            self.say(_("Put the cursor of the text where the second half begins, and press s again."))

    def action_leave_out(self) -> None:
        """Leave the node out of the tree."""
        self._correct("kind", "out")

    def action_undo(self) -> None:
        """Take the last correction back."""
        if self._kept.steps and self._reading:
            self._kept.steps.pop()
            self.say(_("The last correction is taken back."))
            self.read(self._reading.recognised)

    @work(group="dialog")
    async def action_meant(self) -> None:
        """Ask why the finding stands as it is, and keep it."""
        finding = self._found.finding
        if finding is None or not self._shows_findings or self._reading is None:
            self.say(_("Go to a finding first: n."), is_error=True)
            return
        recognised, subject, today = self._reading.recognised, self._subject, self._host.session.today
        reason, problem, is_kept = "", "", False
        while not is_kept:
            dialog = ReasonDialog(_("Meant so"), finding.words or finding.said, reason, problem)
            found = await self.app.push_screen_wait(dialog)
            if found is None:
                return
            reason = found
            refused = await self._host.settle(
                partial(mean_so, subject=subject, finding=finding, reason=reason, on=today)
            )
            is_kept, problem = refused is None, str(refused or "")
        self.say(_("It is kept as meant so."))
        self.read(recognised)

    @work(group="dialog")
    async def action_take_in(self) -> None:
        """Show what would change, and take the draft into the outline."""
        if self._reading is None:
            return
        draft, subject = self._reading.draft, self._subject
        try:
            taken = take(self.meeting, subject, draft)
        except UsageError as error:
            self.say(str(error), is_error=True)
            return
        if not taken.edit.changes:
            self.say(_("The outline says already what the draft says."))
            return
        if not await self.app.push_screen_wait(Confirm(_("Take into the outline"), _told(taken), N_("Take in"))):
            return
        refused = await self._host.settle(lambda meeting: take(meeting, subject, draft).edit)
        if refused:
            self.say(str(refused), is_error=True)
        else:
            self.say(_("Saved: {what}").format(what=taken.edit.meaning))

    def action_leave(self) -> None:
        """Go from the text to the list, else back to the outline."""
        if self._text.has_focus:
            (self._found if self._shows_findings else self._tree).focus()
        else:
            self.dismiss(None)


def _told(taken: Taken) -> list[str]:
    lines = [
        _("{added} new, {changed} changed, {kept} as before").format(
            added=taken.added, changed=taken.changed, kept=taken.kept
        ),
        _("u in the outline takes it back."),
    ]
    if taken.left:
        keys = listed([key for _kind, key in taken.left], 8)
        lines.append(_("On the sheet, but no longer in the draft; kept: {ids}").format(ids=keys))
    return lines
