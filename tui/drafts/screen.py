"""The draft screen: read a file or pasted text, correct its tree, go through its findings, take it into the outline."""

from textual import work

from checklists.base.language import _
from tui.drafts.corrections import Corrections
from tui.drafts.finding_actions import FindingActions
from tui.drafts.reading import read_source
from tui.drafts.source import SourceDialog
from tui.drafts.taking import TakingIn
from tui.drafts.view import DraftBase

_ON_TREE = frozenset({"join", "split", "leave_out", "aspect"})


class DraftScreen(Corrections, FindingActions, TakingIn, DraftBase):
    """One subject's draft."""

    def on_mount(self) -> None:
        """Ask what to read, where nothing was read before."""
        if not (self.state.source.path or self.state.source.pasted):
            self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what goes with the list that is shown."""
        if self.is_mounted and action == "turn_list":
            return parameters != ("findings" if self.shows_findings else "tree",)
        if self.is_mounted and action in _ON_TREE:
            return not self.shows_findings
        if self.is_mounted and action == "meant":
            return self.shows_findings
        return True

    @work(group="dialog")
    async def action_open(self, problem: str = "") -> None:
        """Ask for a file or text, and show it; corrections are of the draft before. Without a draft nothing stays."""
        dialog = SourceDialog(self.state.source, self.session.folder.path, read_source, problem)
        found = await self.app.push_screen_wait(dialog)
        if found is None:
            if self.reading is None:
                self.dismiss(None)
            return
        if found.path != self.state.source.path:
            if not await self.may_leave(_("They belong to the draft before and are given up.")):
                return
            self.state.steps.clear()
            self.state.taken_in.clear()
        self.state.source = found
        self.say(_("Reading and checking…"))
        self.read(dialog.draft)

    def tell_problem(self, problem: str) -> None:
        """Say it where another file can be named, as long as there is nothing to be shown."""
        if self.reading is None:
            self.action_open(problem)
        else:
            super().tell_problem(problem)

    def action_again(self) -> None:
        """Read the source again."""
        self.say(_("Reading and checking…"))
        self.read()
