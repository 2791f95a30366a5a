"""The start screen: recent meetings with their progress, a new one, the demo, any folder."""

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from checklists import setup
from checklists.base import clock
from checklists.base.errors import HuiqianError, NotConfirmedError, describe_system_error
from checklists.base.language import N_, _, ngettext
from checklists.base.text import show, show_path
from checklists.model.words import format_days
from checklists.readiness.duties import NO_TALLY, MeetingVerdict, Tally, assess
from checklists.readiness.words import format_percent
from checklists.store.folder import Folder
from tui import rollup
from tui.app.folder_dialogs import make_meeting_folder_dialog, make_root_dialog
from tui.base.key_groups import ALWAYS
from tui.base.matching import is_match
from tui.base.messages import FilterChanged, FilterClosed, OpenMeeting
from tui.base.recent import forget_meeting, read_recent
from tui.base.screen import LocalScreen
from tui.widgets.filter_line import FilterLine
from tui.widgets.grid import Grid, GridCell, GridColumn
from tui.widgets.key_line import KeyLine
from tui.widgets.prose import Prose

DAY_SECONDS = 1.0
"""Seconds between checks for a new day."""


@dataclass(frozen=True)
class KnownMeeting:
    """A line of the list."""

    folder: str
    name: str
    day: date | None = None
    days: int = 0
    total: Tally = NO_TALLY
    verdict: MeetingVerdict = "not-ready"
    overdue: int = 0
    problem: str = ""


def look_at(folder: str, today: date) -> KnownMeeting:
    """Read a folder for the list; its problem, if any, is in the line."""
    try:
        reading = Folder(Path(folder)).read()
    except HuiqianError:
        return KnownMeeting(folder, show(Path(folder).name), problem=_("not there any more"))
    if reading.meeting is None:
        return KnownMeeting(folder, show(Path(folder).name), problem=_("cannot be read"))
    readiness = assess(reading.meeting, today, reading.faults)
    settings = reading.meeting.settings
    return KnownMeeting(
        folder,
        f"{settings.unit} · {settings.title}",
        settings.date,
        readiness.days_left,
        readiness.total,
        readiness.verdict,
        readiness.overdue,
    )


WHERE_CELLS = 130
"""Cells that three lines of 80 columns hold wherever they break."""


class RecentGrid(Grid):
    """The recent meetings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Open"), key_display="Enter", tooltip=N_("Open the chosen meeting")),
    ]

    @dataclass
    class Opened(Message):
        """A meeting was chosen."""

        folder: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.shown: list[KnownMeeting] = []

    def show(self, meetings: list[KnownMeeting]) -> None:
        """Show these meetings; the cursor stays on its meeting."""
        before = self.chosen
        self.shown = meetings
        columns = [
            GridColumn(_("Meeting")),
            GridColumn(_("Date"), 10),
            GridColumn(_("Days left"), 14),
            GridColumn(_("Ready"), 18),
        ]
        self.set_shape(columns, len(meetings))
        if before:
            places = (row for row, one in enumerate(meetings) if one.folder == before.folder)
            self.cursor_row = next(places, self.cursor_row)

    def cell(self, row: int, column: int) -> GridCell:
        """Return name, date, days or state."""
        one = self.shown[row]
        if column == 0:
            return GridCell(one.name, "dim" if one.problem else "")
        if one.problem:
            return GridCell(one.problem if column == 3 else "", "late")
        if column == 1:
            return GridCell(one.day.isoformat() if one.day else "")
        if column == 2:
            return GridCell(format_days(one.days), "dim")
        if one.verdict == "late":
            return GridCell(
                "! " + ngettext("{count} overdue", "{count} overdue", one.overdue).format(count=one.overdue), "late"
            )
        if one.verdict == "ready":
            return GridCell("✔ " + _("ready"), "done")
        return GridCell(f"◐ {format_percent(one.total)}", "doing")

    @property
    def chosen(self) -> KnownMeeting | None:
        """The meeting under the cursor."""
        return self.shown[self.cursor_row] if self.cursor_row < len(self.shown) else None

    def open_row(self) -> None:
        """Open the meeting under the cursor."""
        if self.chosen:
            self.post_message(self.Opened(self.chosen.folder))


class StartScreen(LocalScreen[None]):
    """The screen without a folder."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", N_("New meeting"), tooltip=N_("Prepare a new meeting")),
        Binding("o", "open_folder", N_("Open a folder"), tooltip=N_("Open a meeting by its folder")),
        Binding("r", "rollup", N_("Many units"), tooltip=N_("All meetings below a folder in one view")),
        Binding("d", "demo", N_("Try the demo"), tooltip=N_("Try it with an invented meeting")),
        Binding(
            "delete,minus", "forget", N_("Remove from list"), key_display="-", tooltip=N_("The folder itself stays")
        ),
        Binding("slash", "filter", N_("Filter"), key_display="/", tooltip=N_("Filter by text, pinyin or initials")),
        Binding("escape", "show_all", N_("Show all"), key_display="Esc"),
        Binding(
            "question_mark,f1", "app.help", N_("Help"), key_display="?", tooltip=N_("Keys and signs"), group=ALWAYS
        ),
        Binding("q", "app.leave", N_("Quit"), tooltip=N_("Leave; everything is saved")),
    ]
    DEFAULT_CSS = """
    StartScreen #welcome { padding: 1 2; height: auto; }
    StartScreen RecentGrid { padding: 0 2; }
    StartScreen #where { height: auto; max-height: 3; padding: 0 2; color: $text-muted; }
    StartScreen #status { height: 1; padding: 0 2; color: $text-error; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.known: list[KnownMeeting] = []
        """The recent meetings as last read."""
        self._query = ""
        self._today = clock.today()
        """The day of the list."""

    async def make_anew(self) -> "StartScreen":
        """Begin again."""
        return StartScreen()

    def compose(self) -> ComposeResult:
        """Lay out welcome and list."""
        yield Static(self._welcome(), id="welcome", markup=False)
        yield RecentGrid(id="recent")
        yield Prose(id="where")
        yield FilterLine(id="filter")
        yield Static(id="status", markup=False)
        yield KeyLine()

    def _welcome(self) -> Content:
        return Content("\n").join(
            [
                Content.assemble(("会前 · huiqian", "bold $text-primary")),
                Content(_("Prepare a meeting step by step, and know at any time whether it can be held.")),
                Content(""),
                Content.assemble(("n ", "bold $text-accent"), _("prepare a new meeting")),
                Content.assemble(("o ", "bold $text-accent"), _("open a meeting's folder")),
                Content.assemble(("r ", "bold $text-accent"), _("look over the meetings of many units")),
                Content.assemble(("d ", "bold $text-accent"), _("try it with an invented, half-prepared meeting")),
            ]
        )

    def on_mount(self) -> None:
        """Read the list."""
        grid = self.query_one(RecentGrid)
        grid.focus()
        self.watch(grid, "cursor_row", self._say_where)
        self.reload()
        self.set_interval(DAY_SECONDS, self._follow_day)

    def _follow_day(self) -> None:
        """Read the list again on a new day."""
        if clock.today() != self._today:
            self.reload()

    def _say_where(self) -> None:
        """Show the chosen meeting's folder, as two may have one name."""
        chosen = self.query_one(RecentGrid).chosen
        where = _("Folder: {path}").format(path=show_path(chosen.folder, WHERE_CELLS)) if chosen else ""
        self.query_one("#where", Static).update(Content(where))

    @work(exclusive=True)
    async def reload(self) -> None:
        """Read the recent meetings in a thread."""
        today = self._today = clock.today()
        known = await asyncio.to_thread(lambda: [look_at(folder, today) for folder in read_recent().meetings])
        self.known = sorted(known, key=lambda one: (bool(one.problem), one.day or date.max))
        self._fill()

    def _fill(self) -> None:
        shown = [one for one in self.known if not self._query or is_match(self._query, one.name, one.folder)]
        self.query_one(RecentGrid).show(shown)
        self._say_where()

    @on(FilterChanged)
    def narrow(self, event: FilterChanged) -> None:
        """Show only matching meetings."""
        self._query = event.query
        self._fill()
        self.refresh_bindings()

    @on(FilterClosed)
    def leave_filter(self) -> None:
        """Focus the list."""
        self.query_one(RecentGrid).focus()

    @on(RecentGrid.Opened)
    def open_recent(self, event: RecentGrid.Opened) -> None:
        """Open the chosen meeting."""
        self._open(Path(event.folder))

    def _open(self, folder: Path) -> None:
        self.post_message(OpenMeeting(folder))

    def say(self, sentence: str) -> None:
        """Show an error."""
        self.query_one("#status", Static).update(Content(sentence))

    def action_filter(self) -> None:
        """Type a filter."""
        self.query_one(FilterLine).open()

    def action_show_all(self) -> None:
        """Show all meetings again."""
        self.query_one(FilterLine).action_clear()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to show all only if the filter hides some."""
        del parameters
        return action != "show_all" or bool(self._query)

    def action_forget(self) -> None:
        """Remove a meeting from the list."""
        if chosen := self.query_one(RecentGrid).chosen:
            forget_meeting(chosen.folder)
            self.reload()

    @work(group="dialog")
    async def action_open_folder(self) -> None:
        """Ask for a folder."""
        folder = await self.app.push_screen_wait(make_meeting_folder_dialog())
        if folder:
            self._open(folder)

    @work(group="dialog")
    async def action_rollup(self) -> None:
        """Ask for a folder and show all meetings below it; leaving leads back."""
        folder = await self.app.push_screen_wait(make_root_dialog())
        if folder:
            await self.app.push_screen(rollup.roll_up(folder))

    @work(group="dialog")
    async def action_new(self) -> None:
        """Open the form of a new meeting."""
        from tui.app.new_meeting import NewMeetingScreen  # noqa: PLC0415 - only when asked for

        folder = await self.app.push_screen_wait(NewMeetingScreen())
        if folder:
            self._open(folder)

    @work(group="dialog")
    async def action_demo(self) -> None:
        """Make the sample meeting in a fresh folder and open it."""
        try:
            folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="huiqian-demo-"))
            try:
                await asyncio.to_thread(setup.make_sample, folder, clock.today())
            except NotConfirmedError as error:  # the meeting is made
                self.app.notify(str(error), severity="warning", markup=False)
        except OSError as error:
            self.say(describe_system_error(error))
        except HuiqianError as error:
            self.say(str(error))
        else:
            self._open(folder)
