"""A draft beside its tree and its findings: reading it, showing it, and keeping lists and text in step."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import ContentSwitcher, Label, Static
from textual.worker import get_current_worker

from checklists.base import cells
from checklists.base.errors import HuiqianError
from checklists.base.language import N_, _, ngettext
from checklists.drafts.checks.rule_text import LEVEL_WORDS
from checklists.drafts.recognise.tree import Draft
from checklists.drafts.taking.nodes import DraftNode
from checklists.model.checks import DRAFT_RULES
from checklists.model.meeting import Meeting
from tui.base.screen import LocalScreen
from tui.base.session import Session
from tui.drafts.grids import FindingGrid, TreeGrid, kind_word
from tui.drafts.keys import KEYS
from tui.drafts.reading import DraftState, Reading, read_source, read_with
from tui.drafts.text import DraftText
from tui.forms.dialog import ConfirmForGood
from tui.forms.saving import Said, Saver
from tui.widgets.grid import fit
from tui.widgets.key_line import KeyLine

SHORTEST_NAME = 12
"""Cells that are left of a file's name, however much else the first line says."""


class DraftBase(LocalScreen[None]):
    """One subject's draft; what is done with it, subclasses say."""

    CSS_PATH = "drafts.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    @dataclass
    class WasRead(Message):
        """The thread has read and checked the draft."""

        reading: Reading
        said: Said | None
        """What was done to it, if it was not only read."""

    @dataclass
    class NotRead(Message):
        """The draft could not be read."""

        error: str

    def __init__(self, session: Session, meeting: Meeting, subject: str, state: DraftState) -> None:
        super().__init__()
        self.session = session
        self.saver = Saver(self, session, say=self.say)
        self._known = meeting
        self.subject = subject
        self.state = state
        self.reading: Reading | None = None

    @property
    def meeting(self) -> Meeting:
        """The newest state that can be read."""
        self._known = self.session.reading.meeting or self._known
        return self._known

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
        """Read what was read before."""
        self.watch(self.tree_grid, "cursor_row", self._follow_tree, init=False)
        self.watch(self.found_grid, "cursor_row", self._follow_finding, init=False)
        self.tree_grid.focus()
        self._entitle()
        if self.state.source.path or self.state.source.pasted:
            self.say(_("Reading and checking…"))
            self.read()

    @property
    def tree_grid(self) -> TreeGrid:
        """The list of what was recognised."""
        return self.query_one(TreeGrid)

    @property
    def found_grid(self) -> FindingGrid:
        """The list of findings."""
        return self.query_one(FindingGrid)

    @property
    def text(self) -> DraftText:
        """The draft's own words."""
        return self.query_one(DraftText)

    @property
    def shows_findings(self) -> bool:
        """Whether the findings are shown in the tree's place."""
        return self.query_one("#draft-lists", ContentSwitcher).current == "draft-findings"

    def on_resize(self) -> None:
        """Fit the first line to the width."""
        self._entitle()

    def _entitle(self) -> None:
        """Say whose draft it is and what came of it; the file's name takes what room is left."""
        parts = [_("Draft"), self.meeting.name(self.subject)]
        if self.reading:
            nodes, found = self.reading.nodes, self.reading.findings
            left = sum(one.kind == "out" and one.role == "text" for one in nodes)
            counts = _("{nodes} in the tree, {left} not recognised, {found} findings").format(
                nodes=len(nodes) - sum(one.kind == "out" for one in nodes), left=left, found=len(found)
            )
            room = self.size.width - 2 - cells.width(" · ".join([*parts, "", counts]))
            name = self.state.source.name
            parts += [name if cells.width(name) <= room else fit(name, max(room, SHORTEST_NAME)).rstrip(), counts]
        self.query_one("#draft-title", Label).update(Content(" · ".join(parts)))

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Say what happened."""
        status = self.query_one("#draft-status", Static)
        status.set_class(is_error, "-error")
        status.update(Content(sentence))

    @work(thread=True, exclusive=True, group="draft")
    def read(self, known: Draft | None = None, said: Said | None = None) -> None:
        """Read, unless it is known already, and check, apart from the screen."""
        worker, meeting, steps, me = get_current_worker(), self.meeting, list(self.state.steps), self.session.me
        message: Message
        try:
            draft = known or read_source(self.state.source)
            message = self.WasRead(read_with(draft, steps, meeting, self.subject, me), said)
        except HuiqianError as error:
            message = self.NotRead(str(error))
        if not worker.is_cancelled:
            self.post_message(message)

    @on(NotRead)
    def tell_unread(self, event: NotRead) -> None:
        """Say why it could not be read."""
        self.tell_problem(event.error)

    def tell_problem(self, problem: str) -> None:
        """Say why a draft could not be read."""
        self.say(problem, is_error=True)

    @on(WasRead)
    def show_reading(self, event: WasRead) -> None:
        """Show what was read."""
        self.reading = found = event.reading
        self.tree_grid.show(found.nodes, dict(self.meeting.settings.aspects))
        self.found_grid.show(found.findings)
        self.text.show(found.draft.text, [(one.start, one.end, one.level) for one in found.findings])
        self._entitle()
        if found.lost:
            lost = ngettext(
                "{count} correction no longer fits the text.", "{count} corrections no longer fit the text.", found.lost
            )
            self.say(lost.format(count=found.lost), is_error=True)
        elif found.warning and not event.said:
            self.say(found.warning, is_error=True)
        else:
            said = event.said or Said(self._guide(found))
            self.say(said.sentence, is_error=said.is_error)
        self._show_place()

    def _guide(self, found: Reading) -> str:
        """Say what a newcomer does next; of a draft that was taken in before, what taking it in would change."""
        if found.met and not found.added and not found.changed:
            return _("All of it is in the outline already. n: findings, Esc: back to the outline.")
        if found.met and found.met >= found.added:  # it was taken in before
            sentence = _("{met} of it are in the outline; Ctrl+S: {added} new, {changed} changed. n: findings.")
            return sentence.format(met=found.met, added=found.added, changed=found.changed)
        if not found.findings:
            return _("Nothing found. Enter corrects the tree, Ctrl+S takes it in.")
        sentence = ngettext(
            "{count} finding: n shows it. Enter corrects the tree, Ctrl+S takes it in.",
            "{count} findings: n shows each. Enter corrects the tree, Ctrl+S takes it in.",
            len(found.findings),
        )
        return sentence.format(count=len(found.findings))

    def _follow_tree(self) -> None:
        if not self.shows_findings and not self.text.has_focus:
            self._show_place()

    def _follow_finding(self) -> None:
        if self.shows_findings:
            self._show_place()

    def _show_place(self) -> None:
        """Mark in the text, and explain below, what the cursor of the list is on."""
        node, finding = self.tree_grid.node, self.found_grid.finding
        foot = Content("")
        if self.shows_findings and finding:
            self.text.mark(finding.start, finding.end)
            foot = self._explained()
        elif self.shows_findings:
            foot = Content(_("nothing found"))
        elif node:
            self.text.mark(node.span.start, node.span.end)
            foot = _shown(node)
        self.query_one("#draft-foot", Static).update(foot)

    def _explained(self) -> Content:
        """Say of a finding what it is about, why it matters and what mends it."""
        finding = self.found_grid.finding
        if finding is None:
            return Content("")
        rule = DRAFT_RULES[finding.rule]
        parts = [_(LEVEL_WORDS[finding.level]), _(rule.title), finding.said]
        if finding.end <= finding.start:
            parts.append(_("whole draft"))
        lines = [Content.assemble((" · ".join(filter(None, parts)), "bold"))]
        if finding.beside:
            lines.append(Content("≈ “" + finding.beside.replace("\n", " ")[:160] + "”"))
        return Content("\n").join([*lines, Content(_(rule.why)), Content("→ " + _(rule.mend))])

    @on(DraftText.Moved)
    def follow_text(self, event: DraftText.Moved) -> None:
        """Put the tree's cursor on the innermost node at the text's cursor."""
        around = [
            (one.span.end - one.span.start, number)
            for number, one in enumerate(self.tree_grid.nodes)
            if one.kind != "sub" and one.span.start <= event.place < one.span.end
        ]
        if around:
            self.tree_grid.cursor_row = min(around)[1]
            span = self.tree_grid.nodes[self.tree_grid.cursor_row].span
            self.text.highlight(span.start, span.end)

    @on(FindingGrid.PlaceAsked)
    def go_to_place(self) -> None:
        """Go into the text at the finding."""
        self.text.focus()

    def focus_list(self) -> None:
        """Give the list that is shown the focus."""
        (self.found_grid if self.shows_findings else self.tree_grid).focus()

    def action_turn_list(self, name: Literal["tree", "findings"]) -> None:
        """Show the tree, or the findings."""
        self.query_one("#draft-lists", ContentSwitcher).current = f"draft-{name}"
        self.focus_list()
        self.refresh_bindings()
        self._show_place()

    @work(group="leave-draft", exclusive=True)
    async def action_leave(self) -> None:
        """Go from the text to the list, else back to the outline; ask first where corrections are not in it."""
        if self.text.has_focus:
            self.focus_list()
        elif await self.may_leave(_("They stay until the meeting is closed: D opens the draft again.")):
            self.dismiss(None)

    async def may_leave(self, afterwards: str) -> bool:
        """Ask, where the outline does not have the corrections; `afterwards` says what becomes of them."""
        if not self.state.is_unsaved:
            return True
        lines = [_("The corrections are not in the outline yet: Ctrl+S takes them in."), afterwards]
        return await self.app.push_screen_wait(ConfirmForGood(_("Leave without saving?"), lines, N_("Leave")))


def _shown(node: DraftNode) -> Content:
    return Content.assemble((kind_word(node), "bold"), "  " + node.span.text.replace("\n", " ")[:200])
