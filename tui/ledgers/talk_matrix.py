"""Members × members, with each member's units and own branch: who has talked with whom."""

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from checklists.base.language import N_, _
from checklists.base.model import Model
from checklists.model.ledgers.talks import BRANCH, NO_TALKS, Talk, TalksOf
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from tui.base.messages import RecordAsked
from tui.widgets.choosing_grid import Place
from tui.widgets.grid import Cell, Column
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.member_matrix import PairMatrix


class TalkMatrix(PairMatrix):
    """Enter plans or records a talk; f fills a row in one go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Plan, record"), key_display="Enter", tooltip=N_("Plan or record this talk")),
        Binding("i", "add", N_("Add"), tooltip=N_("Record one more talk here")),
        Binding("f", "fill('row')", N_("Fill row"), tooltip=N_("Plan or record all that is open in this row")),
        Binding("F", "fill('column')", N_("Fill column"), tooltip=N_("Plan or record all that is open in this column")),
    ]

    signs = (("✔", N_("held")), ("◐", N_("planned or in part")), ("○", N_("not planned")))

    class FillAsked(Message):
        """All open talks of a row or column are to be planned or recorded."""

        def __init__(self, title: str, talks: list[dict[str, str]]) -> None:
            super().__init__()
            self.title = title
            self.talks = talks
            """What each new talk begins with."""

    def columns_of(self, meeting: Meeting) -> list[Column]:
        """Return every member first, then the units and the own branch."""
        return [*super().columns_of(meeting), self.titled(_("Units")), self.titled(_("Branch"))]

    def state_of(self, meeting: Meeting, member: str, column: int) -> Cell:
        """Return how far a talk is."""
        talks = meeting.ledgers.talks.of.get(member, NO_TALKS)
        other = self.other_at(column)
        if other is not None:
            return Cell("·", "dim") if other == member else _state(talks, other)
        own = meeting.settings.members[member]
        if column == len(self._others) + 1:
            units = set(own.units)
            have = len(units & talks.held_with)
            if not units:
                return Cell("–", "dim")
            is_begun = have or any(talks.planned_with.get(unit) for unit in units)
            sign, tone = ("✔", "done") if have == len(units) else ("◐", "doing") if is_begun else ("○", "open")
            return Cell(f"{sign}{have}/{len(units)}", tone)
        return _state(talks, BRANCH) if own.branch else Cell("–", "dim")

    def _wanted(self, member: str, column: int) -> list[dict[str, str]]:
        """Return what the talks of a cell begin with: one, or one for each unit."""
        meeting = self.meeting
        if meeting is None or column < 1:
            return []
        own = meeting.settings.members[member]
        other = self.other_at(column)
        if other is not None:
            return [] if other == member else [{"kind": "member", "member": member, "partner": other}]
        if column == len(self._others) + 1:
            return [{"kind": "unit", "member": member, "unit": unit} for unit in dict.fromkeys(own.units)]
        return [{"kind": "branch", "member": member}] if own.branch else []

    def _existing(self, talk: dict[str, str]) -> tuple[str, ...]:
        return talks_in_place(self.meeting, talk) if self.meeting else ()

    def action_open_row(self) -> None:
        """Plan or record the talk under the cursor."""
        self.open_row()

    def open_row(self) -> None:
        """Open the last talk of this cell, else a new one; of several units the first that is open."""
        if self.member is None:
            return
        wanted = self._wanted(self.member, self.cursor_column)
        if not wanted:
            return
        talk = next((one for one in wanted if not self._is_held(one)), wanted[0])
        existing = self._existing(talk)
        if existing:
            self.post_message(RecordAsked("talk", key=existing[-1]))
        else:
            self.post_message(RecordAsked("talk", values=talk))

    def action_add(self) -> None:
        """Record one more talk."""
        wanted = self._wanted(self.member, self.cursor_column) if self.member else []
        self.post_message(RecordAsked("talk", values=wanted[0] if wanted else {"member": self.member or ""}))

    def _is_held(self, talk: dict[str, str]) -> bool:
        meeting = self.meeting
        return meeting is not None and any(meeting.ledgers.talks.talks[key].held for key in self._existing(talk))

    def action_fill(self, direction: str) -> None:
        """Plan or record all talks of the row or column that are not held."""
        meeting = self.meeting
        if meeting is None or self.member is None:
            return
        if direction == "row":
            places = [(self.member, column) for column in range(1, len(self._others) + 3)]
            title = meeting.name(self.member)
        else:
            places = [(member, self.cursor_column) for member in self.members]
            title = self._all[self.cursor_column].title
        talks = [one for member, column in places for one in self._wanted(member, column) if not self._is_held(one)]
        self.post_message(self.FillAsked(title, talks))


class TalkList(LedgerGrid):
    """All talks as records, those that were asked for included."""

    def __init__(self) -> None:
        super().__init__([KINDS["talk"]])

    def is_mine(self, place: Place, record: Model) -> bool:
        """Show a member only their own talks."""
        del place
        return self.me is None or (isinstance(record, Talk) and self.me in record.pair)

    def new_values(self) -> dict[str, Any]:
        """Begin a talk of the one member the list is for."""
        return {"member": self.me} if self.me else {}


def talks_in_place(meeting: Meeting, talk: Mapping[str, str]) -> tuple[str, ...]:
    """Return the talks that there are already between the same two."""
    talks = meeting.ledgers.talks
    if talk["kind"] == "member":
        return talks.between.get(frozenset({talk["member"], talk["partner"]}), ())
    return talks.beside.get((talk["member"], talk.get("unit", BRANCH)), ())


def _state(talks: TalksOf, other: str) -> Cell:
    if other in talks.held_with:
        return Cell("✔", "done")
    return Cell("◐", "doing") if talks.planned_with.get(other) else Cell("○", "open")
