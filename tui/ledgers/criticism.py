"""Criticism: a matrix of authors and members criticised, and the list, as far as they may be seen."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from typing_extensions import override

from checklists.base.language import N_, _, ngettext
from checklists.base.model import Model
from checklists.edits.change import Edit, join_edits
from checklists.edits.ledgers import open_criticism
from checklists.edits.records import change_record
from checklists.model.ledgers.criticism import Criticism
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.rules.criticism import count_criticisms, criticisms_written
from checklists.records.kinds import CRITICISM, Field
from checklists.records.soundness import is_only_hope
from tui.base.messages import EditAsked, RecordAsked, RecordsRemoved
from tui.forms.dialog import ConfirmForGood
from tui.ledgers.view import IMPORT, MatrixView
from tui.widgets.grid import GridCell, GridColumn
from tui.widgets.ledger_grid import GridPlace, LedgerGrid, Records
from tui.widgets.matrix import MemberCells, MemberMatrix, name_column
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View

Written = tuple[str, str]
"""A criticism: its author and id."""
WHOSE = Field("whose", N_("From"), "subject", 10)


class CriticismCells(MemberCells):
    """Authors by members criticised. Others' criticisms are hidden until they are opened."""

    signs = (
        ("✔", N_("talked over")),
        ("◐", N_("to be finished")),
        ("!", N_("only hope or praise")),
        ("○", N_("not written")),
    )

    def __init__(self) -> None:
        self._others: list[str] = []
        self._by_critic: dict[str, dict[str, list[str]]] = {}

    @override
    def rows(self, meeting: Meeting, me: str | None) -> list[str]:
        """Return the authors; for a member, once opened, also those who criticised them."""
        self._by_critic = {}
        return [
            key
            for key in meeting.settings.members
            if me in {None, key} or (meeting.settings.criticism_opened and self.list_written(meeting, key, me or ""))
        ]

    @override
    def columns(self, readiness: Readiness) -> list[GridColumn]:
        members = readiness.meeting.settings.members
        self._others = list(members)
        return [name_column(member.name) for member in members.values()]

    def list_written(self, meeting: Meeting, critic: str, other: str) -> list[str]:
        """Return the ids of an author's criticisms of a member, as of the last layout."""
        if critic not in self._by_critic:
            found: dict[str, list[str]] = {}
            for key, one in meeting.sheet(critic).criticisms.items():
                found.setdefault(one.to, []).append(key)
            self._by_critic[critic] = found
        return self._by_critic[critic].get(other, [])

    @override
    def state(self, readiness: Readiness, me: str | None, member: str, column: int) -> GridCell:
        """Return the number of criticisms, and whether they were discussed."""
        meeting, other = readiness.meeting, self._others[column - 1]
        if other == member or not meeting.may_see(me, member, other):
            return GridCell("·", "dim")
        written = self.list_written(meeting, member, other)
        if not written:
            return GridCell("○", "open")
        records = [meeting.sheet(member).criticisms[key] for key in written]
        if any(is_only_hope(one.text) for one in records):
            return GridCell(f"!{len(written)}", "late")
        is_done = len(written) >= meeting.target("criticisms_per_pair") and any(one.discussed for one in records)
        return GridCell(f"✔{len(written)}", "done") if is_done else GridCell(f"◐{len(written)}", "doing")

    @override
    def get_column_key(self, column: int) -> str | None:
        """Return the member of a column."""
        return self._others[column - 1] if 0 < column <= len(self._others) else None


class CriticismRecords(Records):
    """The criticisms visible to the viewer."""

    def __init__(self) -> None:
        super().__init__("criticism")
        self.fields = (WHOSE, *self.fields)

    @override
    def text(self, meeting: Meeting, field: Field, record: Model, place: GridPlace) -> str:
        """Return a field; the author is the sheet's subject."""
        return meeting.name(place[1]) if field is WHOSE else super().text(meeting, field, record, place)

    @override
    def get_search_texts(
        self, meeting: Meeting, place: GridPlace, record: Model, texts: Iterable[tuple[Field, str]]
    ) -> tuple[list[str], list[str]]:
        """Search the texts as they are: 300 members have 90,000, too many to format at a key press."""
        if not isinstance(record, Criticism):
            return [], []
        return [place[2], meeting.name(place[1]), meeting.name(record.to)], [record.text]

    @override
    def tone(self, readiness: Readiness, record: Model) -> str:
        """Highlight criticisms with only hope or praise."""
        return "late" if isinstance(record, Criticism) and is_only_hope(record.text) else ""

    @override
    def find_owner(self, me: str | None, here: GridPlace | None) -> str | None:
        """Return the author of a new one: the viewer, else the author of the one under the cursor."""
        return me or (here[1] if here else None)


class CriticismView(MatrixView[CriticismCells]):
    """The matrix and the list; the criticisms chosen there are ticked off here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_cell", N_("Write, open"), key_display="Enter", tooltip=N_("Write or open a criticism")),
        Binding("i", "add", N_("Add"), tooltip=N_("Write one more criticism of this member")),
        Binding("d,delete", "remove", N_("Delete"), key_display="d", tooltip=N_("Delete the last criticism here")),
        IMPORT,
        Binding("b", "tick('discussed')", N_("Talked"), tooltip=N_("Talked over with that member beforehand")),
        Binding("space", "tick('given')", N_("Given"), tooltip=N_("Given at the meeting")),
        Binding("v", "open_to_members", N_("Disclose"), tooltip=N_("Let members see what was written of them, or not")),
    ]
    command = "criticism"
    many_actions = MatrixView.many_actions | {"tick('discussed')", "tick('given')"}
    first_page_actions = frozenset({"open_cell", "add", "remove"})

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(CriticismCells(), id=id)

    def pages(self) -> Iterable[PageGrid]:
        """Make matrix and list."""
        yield MemberMatrix(self.cells).data_bind(View.query_text, View.me, readiness=View.shown)
        yield LedgerGrid(CriticismRecords()).data_bind(View.query_text, View.me, readiness=View.shown)

    @property
    def pair(self) -> tuple[str, str] | None:
        """Critic and criticised under the matrix' cursor."""
        member, other = self.matrix.member, self.cells.get_column_key(self.matrix.cursor_column)
        return (member, other) if member and other else None

    @property
    def written_here(self) -> list[str]:
        """The visible criticisms under the matrix's cursor."""
        pair, meeting = self.pair, self.shown.meeting if self.shown else None
        if meeting is None or pair is None or not meeting.may_see(self.me, *pair):
            return []
        return self.cells.list_written(meeting, *pair)

    def _may_write(self) -> bool:
        pair = self.pair
        return pair is not None and pair[0] != pair[1] and self.me in {None, pair[0]}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a member only what they may write or delete; only the secretary opens criticisms."""
        if action == "open_to_members":
            return self.me is None
        if not super().check_action(action, parameters):
            return False
        if self.me is not None and action == "tick":
            return any(critic == self.me for critic, _key in self._written())
        if self.me is None or action not in self.first_page_actions:
            return True
        return self._may_write() and (action != "remove" or bool(self.written_here))

    def state_line(self, readiness: Readiness) -> str:
        """Return the number of criticisms, and who may see them."""
        meeting = readiness.meeting
        if self.me:
            written = criticisms_written(meeting, self.me, meeting.target("criticisms_per_pair"))
            return _("{have} of {need} written by you").format(have=written.have, need=written.need)
        have, _discussed, need = count_criticisms(meeting)
        seen = _("opened to the members") if meeting.settings.criticism_opened else _("members see only their own")
        return _("{have} of {need} written; {seen}").format(have=have, need=need, seen=seen)

    def foot_line(self, readiness: Readiness) -> str:
        """Return the criticism under the cursor as far as it may be seen, and what is wrong with it."""
        meeting, pair = readiness.meeting, self.pair
        texts = [meeting.sheet(critic).criticisms[key].text.replace("\n", " ") for critic, key in self._written()]
        names = (
            f"{meeting.name(pair[0])} → {meeting.name(pair[1])}"
            if self.page == 0 and pair and pair[0] != pair[1]
            else ""
        )
        warning = _("! only hope or praise: say what is wrong") if any(map(is_only_hope, texts)) else ""
        return "  ".join(part for part in (names, " / ".join(texts), warning) if part)

    def _written(self, *, uses: bool = False) -> list[Written]:
        """Return the criticisms that keys act on."""
        grid = self.grid
        if isinstance(grid, LedgerGrid):
            return [(whose, key) for _kind, whose, key in (grid.use_choice() if uses else grid.chosen)]
        return [(self.pair[0], key) for key in self.written_here] if self.pair else []

    def action_open_cell(self) -> None:
        """Open the criticism under the cursor, else write one."""
        pair, written = self.pair, self.written_here
        if pair and written and self._may_write():
            self.post_message(RecordAsked("criticism", pair[0], written[-1]))
        else:
            self.action_add()

    def action_add(self) -> None:
        """Add a criticism."""
        pair = self.pair
        if pair and self._may_write():
            self.post_message(RecordAsked("criticism", pair[0], values={"to": pair[1]}))

    def action_remove(self) -> None:
        """Delete the last criticism here."""
        pair, written = self.pair, self.written_here
        if pair and written and self._may_write():
            self.post_message(RecordsRemoved((("criticism", pair[0], written[-1]),)))

    def action_tick(self, name: str) -> None:
        """Tick off the criticisms under the cursor; if all are, undo that."""
        written = [one for one in self._written(uses=True) if self.me in {None, one[0]}]
        if written and self.shown:
            self.post_message(EditAsked(lambda meeting: _toggle_given(meeting, written, name)))

    def action_open_to_members(self) -> None:
        """Let members see the criticism of them, or no longer, after a question."""
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
        self.post_message(
            EditAsked(
                lambda meeting: open_criticism(meeting, is_open=is_open), question=ConfirmForGood(title, [answer])
            )
        )


def _toggle_given(meeting: Meeting, written: list[Written], name: str) -> Edit:
    there = [(critic, key) for critic, key in written if key in meeting.sheet(critic).criticisms]
    is_on = not all(getattr(meeting.sheet(critic).criticisms[key], name) for critic, key in there)
    edits = [change_record(meeting, CRITICISM, key, {name: is_on}, critic) for critic, key in there]
    count = ngettext("{count} criticism", "{count} criticisms", len(there)).format(count=len(there))
    return join_edits(edits, f"{count} · {_(CRITICISM.field(name).label)}")
