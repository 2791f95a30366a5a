"""What a person corrects in a draft's tree; the corrections are kept, so that a second reading has them too."""

from typing import Literal

from textual import on, work

from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.drafts.taking.correcting import Correction, correction, done
from checklists.drafts.taking.nodes import CHOICES
from tui.drafts.forms import ChoiceDialog
from tui.drafts.grids import KIND_WORDS, TreeGrid
from tui.drafts.view import DraftBase
from tui.forms.saving import Said


class Corrections(DraftBase):
    """The part of the draft screen that changes the tree."""

    def _correct(self, what: Literal["kind", "aspect", "join", "split"], value: str = "", place: int = 0) -> None:
        if self.reading is None or not self.tree_grid.nodes:
            return
        nodes, row = self.reading.nodes, self.tree_grid.cursor_row
        step: Correction = correction(nodes, row, what, value, place)
        try:
            done(nodes, row, step, self.reading.draft.text)
        except UsageError as error:
            self.say(str(error), is_error=True)
            return
        self.state.steps.append(step)
        if what == "join":
            self.tree_grid.cursor_row = row - 1
        self.read(self.reading.recognised, Said(_("The tree is corrected; u takes it back.")))

    @on(TreeGrid.KindAsked)
    def ask_kind(self) -> None:
        """Ask what it is."""
        self.choose("kind", [(kind, _(KIND_WORDS[kind])) for kind in CHOICES])

    def action_aspect(self) -> None:
        """Ask to which aspect it belongs."""
        aspects = list(self.meeting.settings.aspects.items())
        if aspects:
            self.choose("aspect", aspects)
        else:
            self.say(_("The meeting has no aspects yet: enter them in the settings."), is_error=True)

    @work(group="dialog")
    async def choose(self, what: Literal["kind", "aspect"], choices: list[tuple[str, str]]) -> None:
        """Let a kind or an aspect be chosen for the node."""
        node = self.tree_grid.node
        if node is None:
            return
        title, now = (_("What is it?"), node.kind) if what == "kind" else (_("Which aspect?"), node.aspect)
        found = await self.app.push_screen_wait(ChoiceDialog(title, node.span.text, choices, now))
        if found is not None and found != now:
            self._correct(what, found)

    def action_join(self) -> None:
        """Join the node to the one before."""
        self._correct("join")

    def action_split(self) -> None:
        """Split the node at the text's cursor; from the tree, go to the text first."""
        node = self.tree_grid.node
        if node and self.text.has_focus:
            self._correct("split", place=self.text.cursor - node.span.start)
        elif node:
            self.text.focus()
            self.say(_("Put the cursor of the text where the second half begins, and press s again."))

    def action_leave_out(self) -> None:
        """Leave the node out of the tree."""
        self._correct("kind", "out")

    def action_undo(self) -> None:
        """Take the last correction back."""
        if self.state.steps and self.reading:
            self.state.steps.pop()
            self.read(self.reading.recognised, Said(_("The last correction is taken back.")))
        else:
            self.say(_("No correction of the tree is left to take back."))
