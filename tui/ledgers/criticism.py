"""Criticism: who of whom as a matrix, and the criticisms themselves, as far as they may be seen."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from checklists.base.language import N_, _, ngettext
from checklists.base.model import Model
from checklists.edits.change import Edit, together
from checklists.edits.ledgers import open_criticism
from checklists.edits.records import change_record
from checklists.model.ledgers.criticism import Criticism
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.rules.criticism import criticism_totals, criticisms_written
from checklists.records.kinds import KINDS, Field
from checklists.records.soundness import is_only_hope
from tui.base.messages import EditAsked, RecordAsked, RecordsRemoved
from tui.forms.dialog import ConfirmForGood
from tui.ledgers.view import MatrixView
from tui.widgets.choosing_grid import Place
from tui.widgets.grid import Cell
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.member_matrix import PairMatrix
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View


class CriticismMatrix(PairMatrix):
    """Enter writes or opens a criticism of that member."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Write, open"), key_display="Enter", tooltip=N_("Write or open a criticism")),
        Binding("i", "add", N_("Add"), tooltip=N_("Write one more criticism of this member")),
        Binding("d,delete", "remove", N_("Delete"), key_display="d", tooltip=N_("Delete the last criticism here")),
    ]

    signs = (
        ("✔", N_("talked over")),
        ("◐", N_("to be finished")),
        ("!", N_("only hope or praise")),
        ("○", N_("not written")),
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._written: dict[str, dict[str, list[str]]] = {}

    def lay_out(self) -> None:
        """Lay the matrix out anew, from what is written now."""
        self._written = {}
        super().lay_out()

    def rows_of(self, meeting: Meeting) -> list[str]:
        """Return the critics; for one member, once opened, also those who wrote of them."""
        return [
            key
            for key in meeting.settings.members
            if self.me in {None, key}
            or (meeting.settings.criticism_opened and self._of(meeting, key).get(self.me or ""))
        ]

    def _of(self, meeting: Meeting, critic: str) -> dict[str, list[str]]:
        """Return a critic's criticisms by whom they are of."""
        if critic not in self._written:
            found: dict[str, list[str]] = {}
            for key, one in meeting.sheet(critic).criticisms.items():
                found.setdefault(one.to, []).append(key)
            self._written[critic] = found
        return self._written[critic]

    def state_of(self, meeting: Meeting, member: str, column: int) -> Cell:
        """Return how many criticisms there are and how far they are talked over."""
        other = self._others[column - 1]
        if other == member or not meeting.may_see(self.me, member, other):
            return Cell("·", "dim")
        written = self._of(meeting, member).get(other, [])
        if not written:
            return Cell("○", "open")
        records = [meeting.sheet(member).criticisms[key] for key in written]
        if any(is_only_hope(one.text) for one in records):
            return Cell(f"!{len(written)}", "late")
        is_done = len(written) >= meeting.target("criticisms_per_pair") and any(one.discussed for one in records)
        return Cell(f"✔{len(written)}", "done") if is_done else Cell(f"◐{len(written)}", "doing")

    @property
    def place(self) -> tuple[str, str] | None:
        """Critic and criticised under the cursor."""
        other = self.other_at(self.cursor_column)
        return (self.member, other) if self.member and other else None

    @property
    def keys_here(self) -> list[str]:
        """The criticisms under the cursor, where they may be seen."""
        meeting, place = self.meeting, self.place
        if meeting is None or place is None or not meeting.may_see(self.me, *place):
            return []
        return self._of(meeting, place[0]).get(place[1], [])

    def _may_write(self) -> bool:
        place = self.place
        return place is not None and place[0] != place[1] and self.me in {None, place[0]}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a member only what they may write or delete."""
        del parameters
        if self.me is None or action not in {"open_row", "add", "remove"}:
            return True
        return self._may_write() and (action != "remove" or bool(self.keys_here))

    def action_open_row(self) -> None:
        """Open the criticism under the cursor, else write one."""
        self.open_row()

    def open_row(self) -> None:
        """Open the criticism under the cursor, else write one."""
        place = self.place
        if place and self._may_write() and self.keys_here:
            self.post_message(RecordAsked("criticism", place[0], self.keys_here[-1]))
        else:
            self.action_add()

    def action_add(self) -> None:
        """Write one more criticism."""
        place = self.place
        if place and self._may_write():
            self.post_message(RecordAsked("criticism", place[0], values={"to": place[1]}))

    def action_remove(self) -> None:
        """Delete the last criticism here."""
        place = self.place
        if place and self._may_write() and self.keys_here:
            self.post_message(RecordsRemoved((("criticism", place[0], self.keys_here[-1]),)))


WHOSE = Field("whose", N_("From"), "subject", 10)


class CriticismList(LedgerGrid):
    """Every criticism that the viewer may see."""

    many_actions = LedgerGrid.many_actions | {"tick('discussed')", "tick('given')"}

    def __init__(self) -> None:
        super().__init__([KINDS["criticism"]])
        self.fields = (WHOSE, *self.fields)

    def text_of(self, meeting: Meeting, field: Field, record: Model, place: Place) -> str:
        """Return a field; whose it is says the sheet."""
        return meeting.name(place[1]) if field is WHOSE else super().text_of(meeting, field, record, place)

    def searched(self, place: Place) -> tuple[list[str], list[str]]:
        """Look at the words themselves: of 300 members there are 90,000, too many to format at a key press."""
        meeting, record = self.meeting, self.record(place)
        if meeting is None or not isinstance(record, Criticism):
            return [], []
        return [place[2], meeting.name(place[1]), meeting.name(record.to)], [record.text]

    def order_value(self, place: Place, field: Field) -> Any:
        """Sort by name where the record has no such field."""
        return "" if field is WHOSE else super().order_value(place, field)

    def is_mine(self, place: Place, record: Model) -> bool:
        """Show what may be seen."""
        meeting = self.meeting
        return meeting is not None and isinstance(record, Criticism) and meeting.may_see(self.me, place[1], record.to)

    def tone_of(self, record: Model) -> str:
        """Let stand out what only hopes or praises."""
        return "late" if isinstance(record, Criticism) and is_only_hope(record.text) else ""

    def owner_of_new(self) -> str | None:
        """Return who writes a new one: the one whose list it is, else whoever wrote the one under the cursor."""
        return self.me or (self.place[1] if self.place else None)


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
