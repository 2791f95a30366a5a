"""A ledger as a table: filtered as one types, sorted by any column, several records chosen at once."""

from collections.abc import Sequence
from operator import is_
from typing import Any, ClassVar, Literal

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from checklists.base.language import N_, _
from checklists.base.model import Model
from checklists.edits.privacy import may_change
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, Field, RecordKind
from checklists.records.values import show_value
from tui.base.matching import found_in, haystack
from tui.base.messages import RecordAsked, RecordsRemoved
from tui.widgets.choosing_grid import CHOOSING, ChoosingGrid, Place
from tui.widgets.grid import Cell, Column


class LedgerGrid(ChoosingGrid):
    """The records of one kind, or of several that have the same columns."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Open"), key_display="Enter", tooltip=N_("Open the record's form")),
        Binding("i,insert", "add", N_("Add"), key_display="i", tooltip=N_("Enter a new record")),
        Binding("d,delete", "remove", N_("Delete"), key_display="d", tooltip=N_("Delete the record, or those chosen")),
        *CHOOSING,
        Binding("o", "sort", N_("Sort"), tooltip=N_("Sort by the next column; O turns the order round")),
        Binding("O", "turn_order", N_("Turn the order round"), show=False),
    ]

    def __init__(self, kinds: Sequence[RecordKind[Model]], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.kinds = tuple(kinds)
        self.fields: tuple[Field, ...] = tuple(one for one in kinds[0].fields if one.width)
        self._seen: Meeting | None = None
        """The meeting that the records are of."""
        self._records: dict[Place, Model] = {}
        self._cells: dict[Place, tuple[str, ...]] = {}
        self._haystacks: dict[Place, str] = {}
        self._rests_on: tuple[object, ...] = ()
        self._sorted_by = -1
        self._is_turned = False

    def lay_out(self) -> None:
        """Make the rows anew; cells are formatted when they are drawn, sorted by or searched."""
        meeting = self.meeting
        if meeting is None:
            return
        before = self.place
        if meeting is not self._seen:
            self._take(meeting)
        self._rows = [place for place in self._records if self._is_shown(place)]
        self._sort()
        self.set_shape(self._columns_now(), len(self._rows))
        self._count_choice()
        if before in self._records and before in self._rows:
            self.cursor_row = self._rows.index(before)

    def _take(self, meeting: Meeting) -> None:
        """Take the records of a meeting, and keep what was made of those that did not change."""
        found: dict[Place, Model] = {}
        for kind in self.kinds:
            for subject in kind.owners(meeting):
                for key, record in kind.records(meeting, subject).items():
                    found[(kind.name, subject, key)] = self.as_seen(record)
        rests_on = self.rests_on(meeting)
        is_same = len(rests_on) == len(self._rests_on) and all(map(is_, rests_on, self._rests_on))
        same = {place for place, one in found.items() if _is_same(one, self._records.get(place))}
        kept = same if is_same else set()
        self._cells = {place: texts for place, texts in self._cells.items() if place in kept}
        self._haystacks = {place: hay for place, hay in self._haystacks.items() if place in kept}
        self._keep_choice(set(found), same)
        self._seen, self._records, self._rests_on = meeting, found, rests_on

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

    def as_seen(self, record: Model) -> Model:
        """Return what of a record the one member the list is for may see."""
        return record

    def watch_me(self) -> None:
        """Take the records anew, as the member may see them."""
        if self.me is not None:
            self._seen, self._rests_on = None, ()
        super().watch_me()

    def is_mine(self, place: Place, record: Model) -> bool:
        """Tell whether a record may be shown to the one member the list is for; `me` may be nobody in particular."""
        del place, record
        return True

    def _is_shown(self, place: Place) -> bool:
        if not self.is_mine(place, self._records[place]):
            return False
        return not self.query_text or found_in(self.query_text, self._haystack(place))

    def _haystack(self, place: Place) -> str:
        found = self._haystacks.get(place)
        if found is None:
            found = self._haystacks[place] = haystack(*self.searched(place))
        return found

    def searched(self, place: Place) -> tuple[list[str], list[str]]:
        """Return the texts that the filter looks at: ids and names, and what is told in sentences."""
        names, prose = [place[2]], list[str]()
        for field, text in zip(self.fields, self.texts(place), strict=True):
            (prose if field.kind == "prose" else names).append(text)
        return names, prose

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
        return [Column("", 1), *(self._column(number, field) for number, field in enumerate(self.fields))]

    def _column(self, number: int, field: Field) -> Column:
        """Return a column as wide as its values need, and at least its heading: no heading is ever cut."""
        arrow = ("▼" if self._is_turned else "▲") if number == self._sorted_by else ""
        title = _(field.label) + arrow
        align: Literal["left", "right"] = "right" if field.kind in {"amount", "decimal"} else "left"
        return Column(title, max(field.width, cell_len(title)) if field.width > 0 else 0, align)

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

    def owner_of_new(self) -> str | None:
        """Return on whose sheet a new record comes: empty for a ledger's, ``None`` where nobody is known."""
        return ""

    def may_change(self, place: Place) -> bool:
        """Tell whether a record may be changed by whom the list is for."""
        meeting = self.meeting
        record = self._records.get(place)
        return (
            meeting is not None
            and record is not None
            and may_change(meeting, self.me, KINDS[place[0]], place[1], record)
        )

    def may_add(self) -> bool:
        """Tell whether a new record may be entered by whom the list is for."""
        meeting, owner = self.meeting, self.owner_of_new()
        return meeting is not None and owner is not None and may_change(meeting, self.me, self.kinds[0], owner, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a member only what they may change."""
        if self.me is None or action in {"clear_choice", "leave_choice"}:
            return super().check_action(action, parameters)
        if action == "open_row":
            return self.may_change(self.place) if self.place else self.may_add()
        if action == "add":
            return self.may_add()
        if action == "remove":
            return bool(self.chosen) and all(map(self.may_change, self.chosen))
        return True

    def action_open_row(self) -> None:
        """Open the record under the cursor."""
        self.open_row()

    def open_row(self) -> None:
        """Open the record under the cursor, if it may be changed; where there is none, a new one."""
        if self.place:
            if not self.may_change(self.place):
                return
            kind, subject, key = self.place
            self.post_message(RecordAsked(kind, subject, key))
        else:
            self.action_add()

    def action_add(self) -> None:
        """Open the form of a new record."""
        owner = self.owner_of_new()
        if owner is not None and self.may_add():
            self.post_message(RecordAsked(self.kinds[0].name, owner, values=self.new_values()))

    def action_remove(self) -> None:
        """Ask for the chosen records to be removed."""
        if self.chosen and all(map(self.may_change, self.chosen)):
            gone = tuple(self.use_choice())
            self.post_message(RecordsRemoved(gone, must_ask=gone != (self.place,)))

    def action_sort(self) -> None:
        """Sort by the next column; after the last, as entered."""
        self._sorted_by = self._sorted_by + 1 if self._sorted_by + 1 < len(self.fields) else -1
        self.fill()

    def action_turn_order(self) -> None:
        """Show the last first."""
        self._is_turned = not self._is_turned
        self.fill()


def _is_same(one: Model, other: Model | None) -> bool:
    """Tell whether two records are alike; the same one is, without a look at its fields."""
    return one is other or one == other


def _order(value: object, text: str) -> tuple[int, float, str]:
    """Return a key that sorts numbers as numbers, and puts what is empty last."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 0, float(value), ""
    return (0, 0.0, text) if text else (1, 0.0, "")
