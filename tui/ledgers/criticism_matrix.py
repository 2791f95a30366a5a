"""Critic × criticised: who has something to say of whom. What is not one's own stays hidden until it is opened."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from checklists.base.language import N_
from checklists.model.meeting import Meeting
from checklists.records.soundness import is_only_hope
from tui.base.messages import RecordAsked, RecordsRemoved
from tui.widgets.grid import Cell
from tui.widgets.member_matrix import PairMatrix


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
