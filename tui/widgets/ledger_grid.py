"""A ledger as a table: filtered while typing, sorted by any column, with several records chosen at once."""

from collections.abc import Iterable, Iterator
from operator import is_
from typing import Any, ClassVar, Literal, NamedTuple

from textual.binding import Binding, BindingType
from textual.reactive import var

from checklists.base import cells
from checklists.base.language import N_, _
from checklists.base.model import Model
from checklists.edits.privacy import may_change, redact_record
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.records.kinds import KINDS, Field, KindName
from checklists.records.values import show_value
from tui.base.matching import is_in_search_text, join_search_texts
from tui.base.messages import RecordAsked, RecordsRemoved
from tui.widgets.grid import GridCell, GridColumn
from tui.widgets.page_grid import PageGrid

GridPlace = tuple[KindName, str, str]
"""A record: its kind, its subject, its id."""


class Records:
    """The content of a list: records of one kind, or of several with the same columns. It holds no state of the screen.

    A ledger whose list differs from the plain one refines it.
    """

    def __init__(self, *kinds: KindName) -> None:
        self.kinds = tuple(KINDS[name] for name in kinds)
        self.fields: tuple[Field, ...] = tuple(one for one in self.kinds[0].fields if one.width)
        """The columns."""

    def get_fields(self, me: str | None) -> tuple[Field, ...]:
        """Return the columns visible to a member."""
        del me
        return self.fields

    def get_dependencies(self, meeting: Meeting) -> tuple[object, ...]:
        """Return what the cells' texts depend on besides their record: names, aspects, titles."""
        return (meeting.settings, meeting.ledgers.opinions.channels, meeting.ledgers.study.texts)

    def text(self, meeting: Meeting, field: Field, record: Model, place: GridPlace) -> str:
        """Return a column's text."""
        return show_value(meeting, field, getattr(record, field.name), place[1]).replace("\n", " ")

    def get_search_texts(
        self, meeting: Meeting, place: GridPlace, record: Model, texts: Iterable[tuple[Field, str]]
    ) -> tuple[list[str], list[str]]:
        """Return the texts for the filter: ids and names, and prose.

        The cells' `texts` are formatted as they are taken.
        """
        del meeting, record
        names, prose = [place[2]], list[str]()
        for field, text in texts:
            (prose if field.kind == "prose" else names).append(text)
        return names, prose

    def tone(self, readiness: Readiness, record: Model) -> str:
        """Return the tone of a record's row."""
        del readiness, record
        return ""

    def make_values(self, me: str | None) -> dict[str, Any]:
        """Return the initial values of a new record."""
        del me
        return {}

    def find_owner(self, me: str | None, here: GridPlace | None) -> str | None:
        """Return the subject of a new record: empty for a ledger, ``None`` if nobody is known."""
        del me, here
        return ""


class Arrangement(NamedTuple):
    """The arrangement of a list: order and choice."""

    sorted_by: int
    """The column sorted by; -1 for the order of entry."""
    is_turned: bool
    chosen: frozenset[GridPlace]


class LedgerGrid(PageGrid):
    """A list of records. Keys act on the chosen records, else on the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Open"), key_display="Enter", tooltip=N_("Open the record's form")),
        Binding("i,insert", "add", N_("Add"), key_display="i", tooltip=N_("Enter a new record")),
        Binding("d,delete", "remove", N_("Delete"), key_display="d", tooltip=N_("Delete the record, or those chosen")),
        Binding("x", "choose", N_("Choose"), tooltip=N_("Choose several records; again to leave one out")),
        Binding("X", "clear_choice", N_("Choose none"), show=False, tooltip=N_("Choose nothing any more")),
        Binding("escape", "leave_choice", show=False),
        Binding("o", "sort", N_("Sort"), tooltip=N_("Sort by the next column; O turns the order round")),
        Binding("O", "turn_order", N_("Turn the order round"), show=False),
    ]
    choice = var((0, 0))
    """The number of chosen records, and of those hidden by the filter."""

    def __init__(self, records: Records, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.records = records
        self.fields = records.fields
        """The columns shown."""
        self.rows: list[GridPlace] = []
        self._chosen: set[GridPlace] = set()
        self._used: set[GridPlace] = set()
        """Chosen records that an action used; once it has changed them, they are no longer chosen."""
        self._seen: Meeting | None = None
        """The meeting of the records."""
        self._records: dict[GridPlace, Model] = {}
        self._cells: dict[GridPlace, tuple[str, ...]] = {}
        self._haystacks: dict[GridPlace, str] = {}
        self._depends_on: tuple[object, ...] = ()
        self._sorted_by = -1
        self._is_turned = False

    @property
    def place(self) -> GridPlace | None:
        """The record under the cursor."""
        return self.rows[self.cursor_row] if self.cursor_row < len(self.rows) else None

    @property
    def chosen(self) -> list[GridPlace]:
        """The chosen records in the order shown; else the one under the cursor."""
        found = [place for place in self.rows if place in self._chosen]
        return found or ([self.place] if self.place else [])

    @property
    def arrangement(self) -> Arrangement:
        """How the records are sorted, and which are chosen."""
        return Arrangement(self._sorted_by, self._is_turned, frozenset(self._chosen))

    @arrangement.setter
    def arrangement(self, arrangement: Arrangement) -> None:
        self._sorted_by, self._is_turned, self._chosen = *arrangement[:2], {*arrangement.chosen}
        self.fill()

    def use_choice(self) -> list[GridPlace]:
        """Return the chosen records for an action; once it has changed them, they are no longer chosen."""
        self._used = set(self._chosen)
        return self.chosen

    def lay_out(self) -> None:
        """Make the rows again; cells are formatted when drawn, sorted by or searched."""
        meeting = self.meeting
        if meeting is None:
            return
        before = self.place
        if meeting is not self._seen:
            self._take(meeting)
        self.rows = [place for place in self._records if self._is_shown(meeting, place)]
        self._sort()
        self.set_shape(self._columns_now(), len(self.rows))
        self._count_choice()
        if before in self._records and before in self.rows:
            self.cursor_row = self.rows.index(before)

    def _take(self, meeting: Meeting) -> None:
        """Take the records visible to the member, and keep the results computed for unchanged ones."""
        found: dict[GridPlace, Model] = {}
        for kind in self.records.kinds:
            for subject in kind.owners(meeting):
                for key, record in kind.sort_records(meeting, subject).items():
                    if (seen := redact_record(meeting, self.me, record, subject)) is not None:
                        found[(kind.name, subject, key)] = seen
        depends_on = self.records.get_dependencies(meeting)
        is_same = len(depends_on) == len(self._depends_on) and all(map(is_, depends_on, self._depends_on))
        same = {place for place, one in found.items() if _is_same(one, self._records.get(place))}
        kept = same if is_same else set()
        self._cells = {place: texts for place, texts in self._cells.items() if place in kept}
        self._haystacks = {place: hay for place, hay in self._haystacks.items() if place in kept}
        if self._used - same:  # an action has changed them
            self._chosen -= self._used
            self._used = set()
        self._chosen &= set(found)
        self._seen, self._records, self._depends_on = meeting, found, depends_on

    def texts(self, place: GridPlace) -> tuple[str, ...]:
        """Return a record's texts, column by column."""
        found = self._cells.get(place)
        if found is None:
            meeting, record = self.meeting, self._records[place]
            found = tuple(self.records.text(meeting, field, record, place) for field in self.fields) if meeting else ()
            self._cells[place] = found
        return found

    def watch_me(self) -> None:
        """Take the records again for the member."""
        if self.me is not None:
            self.fields = self.records.get_fields(self.me)
            self._seen, self._depends_on = None, ()
        super().watch_me()

    def _is_shown(self, meeting: Meeting, place: GridPlace) -> bool:
        return not self.query_text or is_in_search_text(self.query_text, self._haystack(meeting, place))

    def _haystack(self, meeting: Meeting, place: GridPlace) -> str:
        found = self._haystacks.get(place)
        if found is None:
            texts = self.records.get_search_texts(meeting, place, self._records[place], self._texts_by_field(place))
            found = self._haystacks[place] = join_search_texts(*texts)
        return found

    def _texts_by_field(self, place: GridPlace) -> Iterator[tuple[Field, str]]:
        yield from zip(self.fields, self.texts(place), strict=True)

    def _sort(self) -> None:
        if self._sorted_by >= 0:
            field = self.fields[self._sorted_by]
            self.rows.sort(
                key=lambda place: _order(
                    getattr(self._records[place], field.name, ""), self.texts(place)[self._sorted_by]
                )
            )
        if self._is_turned:
            self.rows.reverse()

    def _columns_now(self) -> list[GridColumn]:
        return [GridColumn("", 1), *(self._column(number, field) for number, field in enumerate(self.fields))]

    def _column(self, number: int, field: Field) -> GridColumn:
        """Return a column as wide as its values and heading: no heading is truncated."""
        arrow = ("▼" if self._is_turned else "▲") if number == self._sorted_by else ""
        title = _(field.label) + arrow
        align: Literal["left", "right"] = "right" if field.kind in {"amount", "decimal"} else "left"
        return GridColumn(title, max(field.width, cells.count_cells(title)) if field.width > 0 else 0, align)

    def record(self, place: GridPlace) -> Model:
        """Return a visible record."""
        return self._records[place]

    def cell(self, row: int, column: int) -> GridCell:
        """Return the mark of a chosen record, or a field."""
        place = self.rows[row]
        if column == 0:
            return GridCell("●" if place in self._chosen else "", "done")
        tone = self.records.tone(self.readiness, self._records[place]) if self.readiness else ""
        return GridCell(self.texts(place)[column - 1], tone)

    def may_change(self, place: GridPlace) -> bool:
        """Tell whether the member may change a record."""
        meeting = self.meeting
        record = self._records.get(place)
        return (
            meeting is not None
            and record is not None
            and may_change(meeting, self.me, KINDS[place[0]], place[1], record)
        )

    def may_add(self) -> bool:
        """Tell whether the member may add a record."""
        meeting, owner = self.meeting, self.records.find_owner(self.me, self.place)
        kind = self.records.kinds[0]
        return meeting is not None and owner is not None and may_change(meeting, self.me, kind, owner, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a member only what they may change, and clearing the choice only if there is one.

        Escape leaves a filter first: it may hide what was chosen.
        """
        del parameters
        if action == "clear_choice":
            return bool(self._chosen)
        if action == "leave_choice":
            return bool(self._chosen) and not self.query_text
        if self.me is None:
            return True
        if action == "open_row":
            return self.may_change(self.place) if self.place else self.may_add()
        if action == "add":
            return self.may_add()
        if action == "remove":
            return bool(self.chosen) and all(map(self.may_change, self.chosen))
        return True

    def open_row(self) -> None:
        """Open the record under the cursor, if it may be changed; in an empty list, a new one."""
        if self.place:
            if not self.may_change(self.place):
                return
            kind, subject, key = self.place
            self.post_message(RecordAsked(kind, subject, key))
        else:
            self.action_add()

    def action_add(self) -> None:
        """Open a new record's form."""
        owner = self.records.find_owner(self.me, self.place)
        if owner is not None and self.may_add():
            values = self.records.make_values(self.me)
            self.post_message(RecordAsked(self.records.kinds[0].name, owner, values=values))

    def action_remove(self) -> None:
        """Ask to remove the chosen records."""
        if self.chosen and all(map(self.may_change, self.chosen)):
            gone = tuple(self.use_choice())
            self.post_message(RecordsRemoved(gone, must_ask=gone != (self.place,)))

    def action_choose(self) -> None:
        """Choose the record, or undo that, and move to the next."""
        if self.place:
            self._chosen ^= {self.place}
            self.refresh_row(self.cursor_row)
            self.cursor_row += 1
            self._count_choice()

    def action_clear_choice(self) -> None:
        """Clear the choice."""
        self._chosen = set()
        self.refresh()
        self._count_choice()

    action_leave_choice = action_clear_choice

    def _count_choice(self) -> None:
        """Count the chosen records; some keys depend on it."""
        self.choice = (len(self._chosen), len(self._chosen - set(self.rows)))
        self.tell_change()
        self.refresh_bindings()

    def action_sort(self) -> None:
        """Sort by the next column; after the last, in the order of entry."""
        self._sorted_by = self._sorted_by + 1 if self._sorted_by + 1 < len(self.fields) else -1
        self.fill()

    def action_turn_order(self) -> None:
        """Reverse the order."""
        self._is_turned = not self._is_turned
        self.fill()


def _is_same(one: Model, other: Model | None) -> bool:
    """Tell whether two records are equal; identical ones are not compared field by field."""
    return one is other or one == other


def _order(value: object, text: str) -> tuple[int, float, str]:
    """Return a key that sorts numbers by value, and empty texts last."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return 0, float(value), ""
    return (0, 0.0, text) if text else (1, 0.0, "")
