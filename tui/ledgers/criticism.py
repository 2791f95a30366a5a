"""The place of criticism: who of whom as a matrix, and the criticisms themselves, as far as they may be seen."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from checklists.base.language import N_, _, ngettext
from checklists.edits.change import Edit, together
from checklists.edits.ledgers import open_criticism
from checklists.edits.records import change_record
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.rules.criticism import criticism_totals, criticisms_written
from checklists.records.kinds import KINDS
from checklists.records.soundness import is_only_hope
from tui.base.messages import EditAsked
from tui.ledgers.criticism_list import CriticismList
from tui.ledgers.criticism_matrix import CriticismMatrix
from tui.ledgers.view import MatrixView
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View

Written = Sequence[tuple[str, str]]
"""Criticisms: who wrote them, and their ids."""


class CriticismView(MatrixView[CriticismMatrix]):
    """The directed matrix and the list; what is chosen there is ticked off here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "tick('discussed')", N_("Talked"), tooltip=N_("Talked over with that member beforehand")),
        Binding("space", "tick('given')", N_("Given"), tooltip=N_("Given at the meeting")),
        Binding("v", "open_to_members", N_("Disclose"), tooltip=N_("Let members see what was written of them, or not")),
    ]
    command = "criticism"

    def pages(self) -> Iterable[PageGrid]:
        """Make matrix and list."""
        yield CriticismMatrix().data_bind(View.query_text, View.me, readiness=View.shown)
        yield CriticismList().data_bind(View.query_text, View.me, readiness=View.shown)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the secretary opens the stage."""
        return self.me is None if action == "open_to_members" else super().check_action(action, parameters)

    def state_line(self, readiness: Readiness) -> str:
        """Count what is written, and say who may see it."""
        meeting = readiness.meeting
        if self.me:
            written = criticisms_written(meeting, self.me, meeting.target("criticisms_per_pair"))
            return _("{have} of {need} written by you").format(have=written.have, need=written.need)
        have, _discussed, need = criticism_totals(meeting)
        seen = _("opened to the members") if meeting.settings.criticism_opened else _("members see only their own")
        return _("{have} of {need} written; {seen}").format(have=have, need=need, seen=seen)

    def foot_line(self, readiness: Readiness) -> str:
        """Show what is under the cursor as far as it may be seen, and what is wrong with it."""
        meeting = readiness.meeting
        texts = [meeting.sheet(critic).criticisms[key].text.replace("\n", " ") for critic, key in self._written()]
        place = self.matrix.place
        names = (
            f"{meeting.name(place[0])} → {meeting.name(place[1])}"
            if place and place[0] != place[1] and self.page == 0
            else ""
        )
        warning = _("! only hope or praise: say what is wrong") if any(map(is_only_hope, texts)) else ""
        return "  ".join(part for part in (names, " / ".join(texts), warning) if part)

    def _written(self, *, uses: bool = False) -> Written:
        """Return the criticisms that keys act on."""
        grid = self.grid
        if isinstance(grid, CriticismMatrix) and grid.place:
            return [(grid.place[0], key) for key in grid.keys_here]
        if isinstance(grid, CriticismList):
            return [(whose, key) for _kind, whose, key in (grid.use_choice() if uses else grid.chosen)]
        return []

    def action_tick(self, name: str) -> None:
        """Tick off one's own criticisms under the cursor; where all are, take it back."""
        written = [one for one in self._written(uses=True) if self.me in {None, one[0]}]
        if written and self.shown:
            self.post_message(EditAsked(lambda meeting: _toggled(meeting, written, name)))

    @work(group="dialog")
    async def action_open_to_members(self) -> None:
        """Let members see what was written of them, or no longer; ask first."""
        from tui.forms.dialog import ConfirmForGood  # noqa: PLC0415 - when it is asked for

        if self.shown is None:
            return
        is_open = not self.shown.meeting.settings.criticism_opened
        title, answer = (
            (_("Disclose the criticism now?"), _("Each member then sees, in their own view, what was written of them."))
            if is_open
            else (
                _("Disclose the criticism no longer?"),
                _("Each member then sees, in their own view, only what they wrote themselves."),
            )
        )
        if await self.app.push_screen_wait(ConfirmForGood(title, [answer])):
            self.post_message(EditAsked(lambda meeting: open_criticism(meeting, is_open=is_open)))


def _toggled(meeting: Meeting, written: Written, name: str) -> Edit:
    kind = KINDS["criticism"]
    there = [(critic, key) for critic, key in written if key in meeting.sheet(critic).criticisms]
    is_on = not all(getattr(meeting.sheet(critic).criticisms[key], name) for critic, key in there)
    edits = [change_record(meeting, kind, key, {name: is_on}, critic) for critic, key in there]
    count = ngettext("{count} criticism", "{count} criticisms", len(there)).format(count=len(there))
    return together(edits, f"{count} · {_(kind.field(name).label)}")
