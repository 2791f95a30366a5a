"""A ledger as a table: filtered as one types, sorted by any column, several records chosen at once."""

from collections.abc import Sequence
from operator import is_
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from checklists.fields import Field, KindName, RecordKind
from checklists.language import N_, _
from checklists.meeting import Meeting
from checklists.models import Model
from checklists.values import show_value
from tui.matching import matches
from tui.messages import RecordAsked, RecordsRemoved
from tui.widgets.grid import Cell, Column
from tui.widgets.page_grid import PageGrid

Place = tuple[KindName, str, str]
"""A record: its kind, whose sheet it is on, its id."""


class LedgerGrid(PageGrid):
    """The records of one kind, or of several that have the same columns."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Open"), key_display="Enter", tooltip=N_("Open the record's form")),
        Binding("i,insert", "add", N_("Add"), key_display="i", tooltip=N_("Enter a new record")),
        Binding("d,delete", "remove", N_("Delete"), key_display="d", tooltip=N_("Delete the record, or those chosen")),
        Binding("x", "choose", N_("Choose"), tooltip=N_("Choose several records; again to leave one out")),
        Binding("o", "sort", N_("Sort"), tooltip=N_("Sort by the next column; O turns the order round")),
        Binding("O", "turn_order", N_("Turn the order round"), show=False),
    ]

    def __init__(self, kinds: Sequence[RecordKind], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.kinds = tuple(kinds)
        self.fields: tuple[Field, ...] = tuple(one for one in kinds[0].fields if one.width)
        self._rows: list[Place] = []
        self._cells: dict[Place, tuple[str, ...]] = {}
        self._records: dict[Place, Model] = {}
        self._rests_on: tuple[object, ...] = ()
        self._chosen: set[Place] = set()
        self._sorted_by = -1
        self._is_turned = False

    def fill(self) -> None:
        """Make the rows anew; cells are formatted when they are drawn, sorted by or searched."""
        meeting = self.meeting
        if meeting is None:
            return
        before = self.place
        found: dict[Place, Model] = {}
        for kind in self.kinds:
            for subject in kind.owners(meeting):
                for key, record in kind.records(meeting, subject).items():
                    found[(kind.name, subject, key)] = record
        rests_on = self.rests_on(meeting)
        is_same = len(rests_on) == len(self._rests_on) and all(map(is_, rests_on, self._rests_on))
        kept = self._cells.items() if is_same else ()
        self._cells = {place: texts for place, texts in kept if found.get(place) == self._records.get(place)}
        self._records, self._rests_on = found, rests_on
        self._chosen &= set(found)
        self._rows = [place for place in found if self._is_shown(place)]
        self._sort()
        self.set_shape(self._columns_now(), len(self._rows))
        if before in found and before in self._rows:
            self.cursor_row = self._rows.index(before)

    def rests_on(self, meeting: Meeting) -> tuple[object, ...]:
        """Return what the cells' texts depend on beside their own record: names, aspects, titles."""
        return (meeting.settings, meeting.ledgers.opinions.channels, meeting.ledgers.study.texts)

    def texts(self, place: Place) -> tuple[str, ...]:
        """Return what stands in a record's columns."""
        found = self._cells.get(place)
        if found is None:
            meeting, record = self.meeting, self._records[place]
            found = tuple(self.text_of(meeting, field, record, place) for field in self.fields) if meeting else ()
            self._cells[place] = found
        return found

    def text_of(self, meeting: Meeting, field: Field, record: Model, place: Place) -> str:
        """Return what stands in a column."""
        text = show_value(meeting, field, getattr(record, field.name), place[1])
        return text.replace("\n", " ")

    def is_mine(self, place: Place, record: Model) -> bool:
        """Tell whether a record may be shown to the one member the list is for; `me` may be nobody in particular."""
        del place, record
        return True

    def _is_shown(self, place: Place) -> bool:
        if not self.is_mine(place, self._records[place]):
            return False
        return not self.query_text or matches(self.query_text, place[2], *self.searched(place))

    def searched(self, place: Place) -> tuple[str, ...]:
        """Return the texts that the filter looks at."""
        return self.texts(place)

    def order_value(self, place: Place, field: Field) -> Any:
        """Return what a column is sorted by."""
        return getattr(self._records[place], field.name)

    def _sort(self) -> None:
        if self._sorted_by >= 0:
            field = self.fields[self._sorted_by]
            self._rows.sort(
                key=lambda place: _order(self.order_value(place, field), self.texts(place)[self._sorted_by])
            )
        if self._is_turned:
            self._rows.reverse()

    def _columns_now(self) -> list[Column]:
        arrow = "▼" if self._is_turned else "▲"
        numeric = {"amount", "decimal"}
        return [
            Column("", 1),
            *(
                Column(
                    _(field.label) + (arrow if number == self._sorted_by else ""),
                    max(field.width, 0),
                    "right" if field.kind in numeric else "left",
                )
                for number, field in enumerate(self.fields)
            ),
        ]

    @property
    def place(self) -> Place | None:
        """The record the cursor is on."""
        return self._rows[self.cursor_row] if self.cursor_row < len(self._rows) else None

    @property
    def chosen(self) -> list[Place]:
        """The records that were chosen, in the order shown; else the one the cursor is on."""
        found = [place for place in self._rows if place in self._chosen]
        return found or ([self.place] if self.place else [])

    def record(self, place: Place) -> Model:
        """Return a record that is shown."""
        return self._records[place]

    def cell(self, row: int, column: int) -> Cell:
        """Return a mark for chosen records, or a field."""
        place = self._rows[row]
        if column == 0:
            return Cell("●" if place in self._chosen else "", "done")
        return Cell(self.texts(place)[column - 1], self.tone_of(self._records[place]))

    def tone_of(self, record: Model) -> str:
        """Return the tone of a record's row."""
        del record
        return ""

    def new_values(self) -> dict[str, Any]:
        """Return what a new record begins with."""
        return {}

    def action_open_row(self) -> None:
        """Open the record under the cursor."""
        self.open_row()

    def open_row(self) -> None:
        """Open the record under the cursor; where there is none, a new one."""
        if self.place:
            kind, subject, key = self.place
            self.post_message(RecordAsked(kind, subject, key))
        else:
            self.action_add()

    def action_add(self) -> None:
        """Open the form of a new record."""
        self.ask_new()

    def ask_new(self, subject: str = "") -> None:
        """Ask for the form of a new record, on a subject's sheet where it is kept on one."""
        self.post_message(RecordAsked(self.kinds[0].name, subject, values=self.new_values()))

    def action_remove(self) -> None:
        """Ask for the chosen records to be removed."""
        if self.chosen:
            self.post_message(RecordsRemoved(tuple(self.chosen)))

    def action_choose(self) -> None:
        """Choose the record, or leave it out, and go on to the next."""
        if self.place:
            self._chosen ^= {self.place}
            self.refresh_row(self.cursor_row)
            self.cursor_row += 1

    def leave_choice(self) -> None:
        """Choose nothing any more."""
        self._chosen.clear()
        self.refresh()

    def action_sort(self) -> None:
        """Sort by the next column; after the last, as entered."""
        self._sorted_by = self._sorted_by + 1 if self._sorted_by + 1 < len(self.fields) else -1
        self.fill()

    def action_turn_order(self) -> None:
        """Show the last first."""
        self._is_turned = not self._is_turned
        self.fill()


def _order(value: object, text: str) -> tuple[int, float, str]:
    """Return a key that sorts numbers as numbers, and puts what is empty last."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 0, float(value), ""
    return (0, 0.0, text) if text else (1, 0.0, "")
