"""Many meetings in one view: who is ready, who is late and with what; updated while it is open."""

import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from checklists.base import clock
from checklists.base.language import N_, _, join_names
from checklists.rollup.collecting import Gathering, Request
from checklists.rollup.index import get_index_path
from checklists.rollup.judging import Unit
from checklists.rollup.reports.view import format_verdicts, list_late_items
from checklists.rollup.totals import SORT_KEYS, Only, RollUp, SortKey, compute_totals, is_chosen, sort_units
from tui.base.key_groups import ALWAYS
from tui.base.matching import is_match
from tui.base.messages import FilterChanged, FilterClosed, VisitMeeting
from tui.base.screen import LocalScreen
from tui.forms.target import describe_written
from tui.rollup.export import RollupExportDialog
from tui.rollup.grid import RollupGrid
from tui.rollup.words import ONLY, ONLY_WORDS, describe_order, format_detail, format_heading
from tui.widgets.filter_line import FilterLine
from tui.widgets.key_line import KeyLine

SHOW_SECONDS = 0.4
"""Seconds between updates while reading."""
ROLLUP_POLL_SECONDS = 5.0
LOOK_SHARE = 20
"""The pause between passes, as a multiple of the last one's duration, but at least `ROLLUP_POLL_SECONDS`."""


@dataclass
class Gathered(Message):
    """Folders were read."""

    units: list[Unit]
    read: int
    found: int
    is_complete: bool
    problems: list[str]
    took: float
    """Seconds taken so far."""


class RollupScreen(LocalScreen[None]):
    """The units with their totals."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "sort", N_("Sort"), tooltip=N_("Sort by risk, date, unit or progress")),
        Binding("f", "only", N_("Only"), tooltip=N_("All units, or only those late, not ready, faulty")),
        Binding("slash", "filter", N_("Filter"), key_display="/", tooltip=N_("Filter by text, pinyin or initials")),
        Binding("e", "export", N_("Export"), tooltip=N_("Write the units that are shown to a file")),
        Binding("f5", "reload", N_("Read again"), show=False, tooltip=N_("Look at all folders again")),
        Binding(
            "question_mark,f1", "app.help", N_("Help"), key_display="?", tooltip=N_("Keys and signs"), group=ALWAYS
        ),
        Binding("escape", "back", N_("Back"), tooltip=N_("Show all units again, else back to where one began")),
        Binding("q", "app.leave", N_("Quit"), tooltip=N_("Leave; everything is saved"), group=ALWAYS),
    ]

    def __init__(self, request: Request, fixed_today: date | None = None) -> None:
        super().__init__()
        self.request = request
        self.fixed_today = fixed_today
        """A day to judge on; ``None`` for the user's own calendar day."""
        self.units: list[Unit] = []
        self.sort_key: SortKey = "risk"
        self.only: Only | None = None
        self.query_text = ""
        self._begin_at = 0
        """The row of the cursor at first."""
        self._progress = (0, 0)
        self._is_complete = False
        self._problems: list[str] = []
        self._next_look: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out heading, counts, table and the unit under the cursor."""
        yield Static(id="rollup-heading", markup=False)
        yield Static(id="rollup-counts", markup=False)
        yield RollupGrid(id="rollup-grid")
        yield Static(id="rollup-detail", markup=False)
        yield FilterLine(id="filter")
        yield Static(id="rollup-status", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to read."""
        grid = self.query_one(RollupGrid)
        grid.focus()
        self.watch(grid, "cursor_row", self._show_detail, init=False)
        self._fill()
        grid.cursor_row = self._begin_at
        if self.query_text:
            self.query_one(FilterLine).put(self.query_text)
        self.action_reload()

    def on_screen_resume(self) -> None:
        """Show what was changed in a meeting opened from here."""
        if not self.is_outdated and self._is_complete:
            self.action_reload()

    def action_reload(self) -> None:
        """Read all folders again; unchanged ones cost little."""
        self._gather()

    @work(thread=True, exclusive=True, group="rollup")
    def _gather(self) -> None:
        """Read, and report the units read so far."""
        worker = get_current_worker()
        begun = shown = time.monotonic()
        gathering = Gathering(replace(self.request, today=self.today), get_index_path())
        units = gathering.run()
        for _unit in units:
            if worker.is_cancelled:
                units.close()
                return
            if time.monotonic() - shown > SHOW_SECONDS:
                shown = time.monotonic()
                self.post_message(_make_gathered(gathering, shown - begun))
        self.post_message(_make_gathered(gathering, time.monotonic() - begun))

    @property
    def today(self) -> date:
        """The day to judge on."""
        return self.fixed_today or clock.today()

    def _look_again(self) -> None:
        if self.is_current:
            self.action_reload()

    @on(Gathered)
    def show_gathered(self, event: Gathered) -> None:
        """Show what was read; a later pass is shown when it is complete, so that nothing flickers."""
        self._progress = (event.read, event.found)
        self._problems = event.problems
        if event.is_complete or not self._is_complete:
            self._is_complete = self._is_complete or event.is_complete
            if _sort_by_path(event.units) != _sort_by_path(
                self.units
            ):  # the order in which folders were found does not matter
                self.units = event.units
                self._fill()
        self._show_status()
        if event.is_complete:
            if self._next_look:
                self._next_look.stop()
            self._next_look = self.set_timer(max(ROLLUP_POLL_SECONDS, LOOK_SHARE * event.took), self._look_again)

    @property
    def roll(self) -> RollUp:
        """The chosen units in order."""
        chosen = (one for one in self.units if is_chosen(one, self.only) and self._fits(one))
        units = tuple(sort_units(chosen, self.sort_key))
        return RollUp(units, compute_totals(self.units), self.today, is_complete=self._is_complete)

    def _fits(self, one: Unit) -> bool:
        query = self.query_text
        return not query or is_match(query, one.unit, one.district, one.folder, one.reason)

    @property
    def _how(self) -> str:
        return describe_order(self.sort_key, self.only)

    def _fill(self) -> None:
        self.refresh_bindings()
        roll = self.roll
        self.query_one(RollupGrid).show(roll.units, roll.stages)
        place = join_names(map(str, self.request.roots))
        self.query_one("#rollup-heading", Static).update(format_heading(roll, self._how, place))
        self.query_one("#rollup-counts", Static).update(Content(format_verdicts(roll.totals)))
        self._show_detail()
        self._show_status(list_late_items(roll.totals))

    def _show_detail(self) -> None:
        one = self.query_one(RollupGrid).unit
        nothing = _("No unit is shown.") if self.units else _("Reading…")
        self.query_one("#rollup-detail", Static).update(format_detail(one) if one else Content(nothing))

    def _show_status(self, late: list[str] | None = None) -> None:
        read, found = self._progress
        if self._problems:
            self.say(self._problems[0], is_error=True)
        elif not self._is_complete:
            self.say(_("{read} of {found} folders").format(read=read, found=found))
        elif late:
            self.say(_("Most often late") + _(": ") + late[0])
        elif late is not None:
            self.say("")

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Show a message in the status line."""
        status = self.query_one("#rollup-status", Static)
        status.set_class(is_error, "-error")
        status.update(Content(sentence))

    def action_sort(self) -> None:
        """Sort by the next key."""
        self.sort_key = SORT_KEYS[(SORT_KEYS.index(self.sort_key) + 1) % len(SORT_KEYS)]
        self._fill()

    def action_only(self) -> None:
        """Show only the next kind of units."""
        self.only = ONLY[(ONLY.index(self.only) + 1) % len(ONLY)]
        self._fill()

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterLine).open()

    @work(group="dialog")
    async def action_export(self) -> None:
        """Write the units shown to a file."""
        roll = self.roll
        if not roll.units:
            self.say(_("No unit is shown."), is_error=True)
            return
        which = _(ONLY_WORDS[self.only]) if self.only else ""
        path = await self.app.push_screen_wait(RollupExportDialog(roll, self._how, which, self.request.roots))
        if path:
            self.say(describe_written(path))

    def action_back(self) -> None:
        """Show all units again; if all are shown, go back to the screen below."""
        if self._is_narrowed:
            self.only = None
            self.query_one(FilterLine).action_clear()
            self._fill()
        elif self._has_way_back:
            self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to go back only if there is a screen below."""
        del parameters
        return action != "back" or self._is_narrowed or self._has_way_back

    @property
    def _is_narrowed(self) -> bool:
        return bool(self.query_text or self.only)

    @property
    def _has_way_back(self) -> bool:
        return len(self.app.screen_stack) > 1

    @on(FilterChanged)
    def narrow(self, event: FilterChanged) -> None:
        """Show only matching units."""
        self.query_text = event.query
        self._fill()

    @on(FilterClosed)
    def leave_filter(self) -> None:
        """Focus the table."""
        self.query_one(RollupGrid).focus()

    @on(RollupGrid.Opened)
    def open_unit(self, event: RollupGrid.Opened) -> None:
        """Open a unit's meeting on top of this screen."""
        if event.unit.verdict == "not-begun":
            self.say(_("{unit} has not begun: there is no meeting in its folder.").format(unit=event.unit.unit))
            return
        self.post_message(VisitMeeting(event.unit.path, self.fixed_today))

    async def make_anew(self) -> "RollupScreen":
        """Make the screen again with the same units."""
        fresh = RollupScreen(self.request, self.fixed_today)
        fresh.units, fresh.sort_key, fresh.only = self.units, self.sort_key, self.only
        fresh.query_text, fresh._begin_at = self.query_text, self.query_one(RollupGrid).cursor_row
        fresh._progress, fresh._is_complete = self._progress, self._is_complete
        return fresh


def _sort_by_path(units: list[Unit]) -> list[Unit]:
    return sorted(units, key=lambda one: (one.path, one.unit))


def _make_gathered(gathering: Gathering, took: float) -> Gathered:
    return Gathered(
        list(gathering.units), gathering.read, gathering.found, gathering.is_complete, gathering.roots.problems, took
    )


def roll_up(folder: Path) -> RollupScreen:
    """Return the screen of all meetings below a folder, as of today."""
    return RollupScreen(Request((folder,), clock.today()))
