"""The two lists of duties: a stage with a row for each subject, and all that one subject has to do."""

from datetime import date

from textual.reactive import var

from checklists.base.language import _
from checklists.model.checklist import Item
from checklists.readiness.duties import Duty, Readiness
from tui.base.wording import due_text, status_text
from tui.duties.duty_list import DutyList, Row
from tui.widgets.grid import Cell


def _state_of(duties: list[Duty], today: date) -> dict[int, Cell]:
    """Return status, count and due day of an item with the duties it makes for members, by column."""
    closed = sum(not duty.is_open for duty in duties)
    late = next((duty for duty in duties if duty.is_overdue), None)
    worst = next((duty for duty in duties if duty.status == "returned"), late)
    if worst:
        status = Cell(status_text(worst), "late")
    elif closed == len(duties):
        status = Cell("✔ " + _("done"), "done")
    elif closed or any(duty.status == "doing" for duty in duties):
        status = Cell("◐ " + _("in progress"), "doing")
    else:
        status = Cell("○ " + _("open"), "open")
    due = late or duties[0]
    return {
        0: status,
        2: Cell(f"{closed}/{len(duties)}", "dim"),
        3: Cell(due_text(due, today), "late" if late else "dim"),
    }


class StageDuties(DutyList):
    """The items of one stage; under an item for members, once opened, a row for each member."""

    stage: var[str] = var("")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._expanded: set[str] = set()
        self._states: dict[str, dict[int, Cell]] = {}

    def watch_stage(self) -> None:
        """Show another stage."""
        self.cursor_row = 0
        self._rows = []
        self.fill()

    def make_rows(self, readiness: Readiness) -> list[Row]:
        """Return the stage's items, and the members' duties of those that are open."""
        self._states.clear()
        if self.stage not in readiness.meeting.checklist.stages:
            return []
        rows = [Row("stage", self.stage)]
        for item in readiness.meeting.checklist.items.values():
            if item.stage != self.stage:
                continue
            duties = [duty for duty in readiness.duties_of(item.id) if self.me in {None, duty.subject}]
            title = str(item.title)
            if item.scope == "group" or self.me:
                rows += [Row("duty", self.stage, item, duty) for duty in duties if self.is_match(title)]
                continue
            named = [duty for duty in duties if self.is_match(title, readiness.meeting.name(duty.subject))]
            if not named:
                continue
            rows.append(Row("item", self.stage, item))
            is_narrowed = bool(self.query_text) and not self.is_match(title)
            if item.id in self._expanded or is_narrowed:
                rows += [Row("duty", self.stage, item, duty) for duty in named]
        return rows

    def _item_cell(self, item: Item | None, column: int) -> Cell:
        if item is None or self.readiness is None:
            return Cell("")
        if column == 1:
            sign = "-" if item.id in self._expanded else "+"
            return Cell(f"{sign} {item.title}" + ("" if item.required else _(" (optional)")))
        if item.id not in self._states:
            self._states[item.id] = _state_of(list(self.readiness.duties_of(item.id)), self.readiness.today)
        return self._states[item.id][column]

    def duty_title(self, duty: Duty) -> str:
        """Under an item stands the member's name."""
        if duty.item.scope == "member" and self.readiness and not self.me:
            return f"    {self.readiness.meeting.name(duty.subject)}"
        return super().duty_title(duty)

    def open_item(self, item: str) -> None:
        """Show the members' rows of an item."""
        if item not in self._expanded:
            self._expanded.add(item)
            self.fill()

    def open_row(self) -> None:
        """Open or close the members' rows of an item; open a duty."""
        row = self.row
        if row and row.kind == "item" and row.item:
            self._expanded ^= {row.item.id}
            self.fill()
        else:
            super().open_row()

    def action_move(self, rows: int, columns: int) -> None:
        """Right opens an item, left closes it."""
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
        self._rows = []
        self.fill()

    def make_rows(self, readiness: Readiness) -> list[Row]:
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
                rows.append(Row("stage", stage_id))
                rows += [Row("duty", stage_id, duty.item, duty) for duty in duties]
        return rows
