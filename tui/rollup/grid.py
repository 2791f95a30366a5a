"""Units by stages: a line for each unit, each stage a tile with colour, sign and share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from checklists.base import cells
from checklists.base.language import N_, _
from checklists.readiness.duties import Tally
from checklists.readiness.words import get_tally_sign
from checklists.rollup.facts import Title
from checklists.rollup.judging import VERDICTS, Unit, UnitVerdict
from checklists.rollup.reports.view import format_verdict
from tui.widgets.abbreviation import shorten_heading
from tui.widgets.grid import GRID_GAP, Grid, GridCell, GridColumn, fit

UNIT_TONES: dict[UnitVerdict, str] = {
    "ready": "done",
    "not-ready": "doing",
    "late": "late",
    "faulty": "late",
    "not-begun": "late",
}
OVERDUE_CELLS = 4
"""Cells for the number of overdue items, beside the state if there is room."""
DISTRICT_CELLS = 10
UNIT_CELLS = 13
"""Cells of the units' names at least."""
TILES = (10, 6, 4, 1)
"""Cells of a tile, as room allows: with title, with share, with a narrow share, with the sign only."""


class RollupGrid(Grid):
    """The units as last read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Open"), key_display="Enter", tooltip=N_("Open the meeting; q leads back")),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--tile-done",
        "grid--tile-doing",
        "grid--tile-open",
        "grid--tile-late",
    }
    DEFAULT_CSS = """
    RollupGrid {
        & > .grid--tile-done { color: $text-success; background: $success-muted; }
        & > .grid--tile-doing { color: $text-warning; background: $warning-muted; }
        & > .grid--tile-open { color: $text-muted; background: $panel; }
        & > .grid--tile-late { color: $text-error; background: $error-muted; text-style: bold; }
    }
    """

    header_lines = 2

    @dataclass
    class Opened(Message):
        """A unit was chosen."""

        unit: Unit

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._units: Sequence[Unit] = ()
        self._stages: list[tuple[str, Title]] = []
        self._has_districts = False
        self._tile = TILES[0]
        self._is_wide = True

    @property
    def unit(self) -> Unit | None:
        """The unit under the cursor."""
        return self._units[self.cursor_row] if self.cursor_row < len(self._units) else None

    def show(self, units: Sequence[Unit], stages: list[tuple[str, Title]]) -> None:
        """Show these units; the cursor stays on its unit."""
        before = self.unit.path if self.unit else None
        self._units, self._stages = units, stages
        self._has_districts = any(one.district for one in units)
        self._choose()
        if before is not None:
            place = next((number for number, one in enumerate(units) if one.path == before), None)
            if place is not None:
                self.cursor_row = place

    def on_resize(self) -> None:
        """Fit the tiles to the width."""
        self._choose()

    def _choose(self) -> None:
        width = self.scrollable_content_region.width or self.size.width or 78
        self._is_wide = width >= 100
        state = max(cells.count_cells(format_verdict(verdict)) for verdict in VERDICTS) + (
            OVERDUE_CELLS if self._is_wide else 0
        )
        fixed = [GridColumn(_("Days"), 5, "right"), GridColumn(_("State"), state), GridColumn("%", 3, "right")]
        if self._has_districts and self._is_wide:
            fixed.insert(0, GridColumn(_("District"), DISTRICT_CELLS))
        room = width - UNIT_CELLS - sum(column.width + GRID_GAP for column in fixed)
        count = max(len(self._stages), 1)
        self._tile = next((cells for cells in TILES if count * (cells + GRID_GAP) <= room), TILES[-1])
        tiles = [
            GridColumn(shorten_heading(str(title), self._tile) if self._tile >= TILES[2] else str(number), self._tile)
            for number, (_key, title) in enumerate(self._stages, start=1)
        ]
        self.set_shape([GridColumn(_("Unit")), *fixed, *tiles], len(self._units))

    def cell(self, row: int, column: int) -> GridCell:
        """Return a field of the unit, or a stage's tile."""
        one = self._units[row]
        if column == 0:
            return GridCell(one.unit)
        tiles = len(self._columns) - len(self._stages)
        if column >= tiles:
            return self._tile_of(one.stage_tallies.get(self._stages[column - tiles][0]))
        place = column - tiles
        if place == -3:
            days = one.days_left
            return GridCell("" if days is None else str(days), "late" if days is not None and days < 0 else "dim")
        if place == -2:
            overdue = f" !{one.overdue}" if one.overdue and self._is_wide else ""
            return GridCell(format_verdict(one.verdict) + overdue, UNIT_TONES[one.verdict])
        if place == -1:
            return GridCell(str(one.total.percent) if one.plan else "")
        return GridCell(one.district, "dim")

    def _tile_of(self, tally: Tally | None) -> GridCell:
        if tally is None or not tally.required:
            return GridCell("–", "dim")
        sign = get_tally_sign(tally)
        tone = "late" if tally.overdue or tally.returned else "done" if tally.done >= tally.required else ""
        tone = tone or ("doing" if tally.share or tally.doing else "open")
        if self._tile < TILES[2]:
            return GridCell(sign, f"tile-{tone}")
        gap = " " if self._tile > TILES[2] else ""
        text = f"{sign}{gap}{tally.percent}"
        if self._tile == TILES[0]:
            text = fit(text, 6) + fit(f"!{tally.overdue}" if tally.overdue else "", 4)
        return GridCell(text, f"tile-{tone}")

    def open_row(self) -> None:
        """Open the unit under the cursor."""
        if self.unit:
            self.post_message(self.Opened(self.unit))
