"""Lists of duties: a stage's items with a row for each subject, or all duties of one subject."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Literal, NamedTuple

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from checklists.base.cells import count_cells
from checklists.base.language import N_, _
from checklists.model.checklist import Item
from checklists.model.words import STATUS_WORDS
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.reasons import format_short_date
from tui.base.matching import is_match
from tui.base.wording import format_due, format_status, get_duty_tone
from tui.widgets.grid import GridCell, GridColumn
from tui.widgets.page_grid import PageGrid


class DutyRow(NamedTuple):
    """A row: a heading, an item with its members' duties, or a duty."""

    kind: Literal["stage", "item", "duty"]
    stage: str
    item: Item | None = None
    duty: Duty | None = None


class DutyList(PageGrid):
    """A list of duties; subclasses make its rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open_row",
            N_("Open"),
            key_display="Enter",
            tooltip=N_("Open the form of a duty, or the members of an item"),
        )
    ]

    @dataclass
    class Opened(Message):
        """Enter was pressed on a duty."""

        duty: Duty

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.rows: list[DutyRow] = []

    def make_rows(self, readiness: Readiness) -> list[DutyRow]:
        """Return the rows to show."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Make the rows again; the cursor stays on its row."""
        if self.readiness is None:
            return
        before = _get_key(self.row) if self.rows else None
        self.rows = self.make_rows(self.readiness)
        columns = [
            GridColumn(_("Status"), max(count_cells(_(word)) for word in STATUS_WORDS.values()) + 2),
            GridColumn(_("Item")),
            GridColumn(_("Done"), 7, "right"),
            GridColumn(_("Due"), self._due_width(self.readiness), "right"),
        ]
        self.set_shape(columns, len(self.rows))
        if before is not None:
            place = next((number for number, row in enumerate(self.rows) if _get_key(row) == before), None)
            if place is not None:
                self.cursor_row = place

    def _due_width(self, readiness: Readiness) -> int:
        """Return the width of the longest due day, in cells; one of another year includes the year."""
        meeting_day = readiness.meeting.settings.date
        dues = [meeting_day + timedelta(days=row.item.due) for row in self.rows if row.item]
        return 1 + max((len(format_short_date(due, readiness.today)) for due in dues), default=5)

    @property
    def row(self) -> DutyRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor_row] if self.cursor_row < len(self.rows) else None

    def go_to(self, subject: str = "", item: str = "") -> None:
        """Move the cursor to a duty; without one, to the first open one."""
        place = next(
            (
                number
                for number, row in enumerate(self.rows)
                if row.item is not None
                and (not item or row.item.id == item)
                and (not subject or row.duty is None or row.duty.subject == subject)
                and (item or subject or (row.duty is not None and row.duty.is_open))
                and (not subject or row.duty is not None)
            ),
            None,
        )
        if place is None:
            place = next(
                (number for number, row in enumerate(self.rows) if row.item and (not item or row.item.id == item)), 0
            )
        self.cursor_row = place

    def cell(self, row: int, column: int) -> GridCell:
        """Return status, title, count or due day."""
        found = self.rows[row]
        if found.kind == "stage":
            return self._stage_cell(found.stage, column)
        return self._duty_cell(found.duty, column) if found.duty else self._item_cell(found.item, column)

    def _stage_cell(self, stage: str, column: int) -> GridCell:
        if column == 1 and self.readiness:
            return GridCell(str(self.readiness.meeting.checklist.stages[stage].title), "heading")
        return GridCell("")

    def _item_cell(self, item: Item | None, column: int) -> GridCell:
        return GridCell(str(item.title) if item and column == 1 else "")

    def _duty_cell(self, duty: Duty, column: int) -> GridCell:
        if column == 0:
            return GridCell(format_status(duty), get_duty_tone(duty))
        if column == 1:
            return GridCell(self.duty_title(duty), "dim" if not duty.item.required or not duty.is_open else "")
        if column == 2:
            return GridCell(f"{duty.have}/{duty.need}" if duty.item.rule else "", "dim")
        today = self.readiness.today if self.readiness else duty.due
        return GridCell(format_due(duty, today), "late" if duty.is_overdue else "dim")

    def duty_title(self, duty: Duty) -> str:
        """Return a duty's title in this list."""
        title = str(duty.item.title)
        return title if duty.item.required else title + _(" (optional)")

    def open_row(self) -> None:
        """Open the duty under the cursor."""
        if self.row and self.row.duty:
            self.post_message(self.Opened(self.row.duty))

    def is_match(self, *texts: str) -> bool:
        """Tell whether a row matches the filter."""
        return not self.query_text or is_match(self.query_text, *texts)


class StageDuties(DutyList):
    """The items of a stage; an item for members can be expanded to a row for each."""

    stage: var[str] = var("")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._expanded: set[str] = set()
        self._states: dict[str, dict[int, GridCell]] = {}

    def watch_stage(self) -> None:
        """Show another stage."""
        self.cursor_row = 0
        self.rows = []
        self.fill()

    def make_rows(self, readiness: Readiness) -> list[DutyRow]:
        """Return the stage's items, with the members' duties of expanded ones."""
        self._states.clear()
        if self.stage not in readiness.meeting.checklist.stages:
            return []
        rows = [DutyRow("stage", self.stage)]
        for item in readiness.meeting.checklist.items.values():
            if item.stage != self.stage:
                continue
            duties = [duty for duty in readiness.list_item_duties(item.id) if self.me in {None, duty.subject}]
            title = str(item.title)
            if item.scope == "group" or self.me:
                rows += [DutyRow("duty", self.stage, item, duty) for duty in duties if self.is_match(title)]
                continue
            named = [duty for duty in duties if self.is_match(title, readiness.meeting.name(duty.subject))]
            if not named:
                continue
            rows.append(DutyRow("item", self.stage, item))
            is_narrowed = bool(self.query_text) and not self.is_match(title)
            if item.id in self._expanded or is_narrowed:
                rows += [DutyRow("duty", self.stage, item, duty) for duty in named]
        return rows

    def _item_cell(self, item: Item | None, column: int) -> GridCell:
        if item is None or self.readiness is None:
            return GridCell("")
        if column == 1:
            sign = "-" if item.id in self._expanded else "+"
            return GridCell(f"{sign} {item.title}" + ("" if item.required else _(" (optional)")))
        if item.id not in self._states:
            self._states[item.id] = _make_state_cells(
                list(self.readiness.list_item_duties(item.id)), self.readiness.today
            )
        return self._states[item.id][column]

    def duty_title(self, duty: Duty) -> str:
        """Under an item stands the member's name."""
        if duty.item.scope == "member" and self.readiness and not self.me:
            return f"    {self.readiness.meeting.name(duty.subject)}"
        return super().duty_title(duty)

    @property
    def arrangement(self) -> frozenset[str]:
        """The expanded items."""
        return frozenset(self._expanded)

    @arrangement.setter
    def arrangement(self, arrangement: frozenset[str]) -> None:
        self._expanded = {*arrangement}
        self.fill()

    def open_item(self, item: str) -> None:
        """Expand an item."""
        if item not in self._expanded:
            self._expanded.add(item)
            self.fill()

    def open_row(self) -> None:
        """Expand or collapse an item; open a duty."""
        row = self.row
        if row and row.kind == "item" and row.item:
            self._expanded ^= {row.item.id}
            self.fill()
        else:
            super().open_row()

    def action_move(self, rows: int, columns: int) -> None:
        """Right expands an item, left collapses it."""
        row = self.row
        if columns and row and row.item and row.item.scope == "member":
            is_open = row.item.id in self._expanded
            if columns > 0 and row.kind == "item" and not is_open:
                self.open_item(row.item.id)
            elif columns < 0 and is_open:
                item = row.item.id
                self._expanded.discard(item)
                self.fill()
                self.go_to(item=item)
        super().action_move(rows, 0)


class SubjectDuties(DutyList):
    """All duties of one subject, stage by stage."""

    subject: var[str] = var("")

    def watch_subject(self) -> None:
        """Show another subject."""
        self.cursor_row = 0
        self.rows = []
        self.fill()

    def make_rows(self, readiness: Readiness) -> list[DutyRow]:
        """Return a heading for each stage and the subject's duties in it."""
        part = readiness.subjects.get(self.subject)
        if part is None:
            return []
        rows = []
        for stage_id, stage in readiness.meeting.checklist.stages.items():
            duties = [
                part.duties[item]
                for item in stage.items
                if item in part.duties and self.is_match(str(part.duties[item].item.title), str(stage.title))
            ]
            if duties:
                rows.append(DutyRow("stage", stage_id))
                rows += [DutyRow("duty", stage_id, duty.item, duty) for duty in duties]
        return rows


def _get_key(row: DutyRow | None) -> tuple[str, str, str] | None:
    if row is None:
        return None
    return (row.stage, row.item.id if row.item else "", row.duty.subject if row.duty else "")


def _make_state_cells(duties: list[Duty], today: date) -> dict[int, GridCell]:
    """Return status, count and due day of an item for members, by column."""
    closed = sum(not duty.is_open for duty in duties)
    late = next((duty for duty in duties if duty.is_overdue), None)
    worst = next((duty for duty in duties if duty.status == "returned"), late)
    if worst:
        status = GridCell(format_status(worst), "late")
    elif closed == len(duties):
        status = GridCell("✔ " + _("done"), "done")
    elif closed or any(duty.status == "doing" for duty in duties):
        status = GridCell("◐ " + _("in progress"), "doing")
    else:
        status = GridCell("○ " + _("open"), "open")
    due = late or duties[0]
    return {
        0: status,
        2: GridCell(f"{closed}/{len(duties)}", "dim"),
        3: GridCell(format_due(due, today), "late" if late else "dim"),
    }
