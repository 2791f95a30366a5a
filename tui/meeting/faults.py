"""The screen of a meeting that cannot be shown: its faults; the files are read again when they change."""

from contextlib import suppress
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from checklists.base.cells import wrap
from checklists.base.errors import HuiqianError
from checklists.base.faults import Fault
from checklists.base.language import N_, _
from checklists.base.text import show
from tui import history
from tui.base.messages import Mended
from tui.base.screen import LocalScreen
from tui.base.session import POLL_SECONDS, Session
from tui.widgets.key_line import KeyLine
from tui.widgets.prose import Prose
from tui.widgets.scroll import Scroll

LEAST_CELLS = 20
"""Cells for a line of a problem at least."""


class FaultsScreen(LocalScreen[None]):
    """The faults by file, with what was expected."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "reload", N_("Read again")),
        Binding("K", "kept", N_("Kept copies"), tooltip=N_("Copies made before a file was replaced")),
        Binding("exclamation_mark", "restore", N_("Bring back"), key_display="!"),
        Binding("q", "app.leave", N_("Quit")),
    ]
    DEFAULT_CSS = """
    FaultsScreen { padding: 0 1; }
    FaultsScreen Scroll { height: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_looking = False
        self._is_away = False

    async def make_anew(self) -> "FaultsScreen":
        """Begin again with the same folder."""
        with suppress(HuiqianError):
            await self._session.refresh()  # the faults in the other language
        return type(self)(self._session)

    def compose(self) -> ComposeResult:
        """List the faults."""
        with Scroll():
            yield Prose(id="faults")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the faults, and watch the disk."""
        self._list()
        self.set_interval(POLL_SECONDS, self.action_reload)

    def _list(self) -> None:
        lines = [
            Content.assemble((_("This meeting cannot be opened yet."), "bold $text-error")),
            Content(show(self._session.folder.path, 200)),
            Content(""),
            *(format_fault(fault, self.app.size.width - 8) for fault in self._session.faults),
            Content(""),
            Content(_("Mend the file with any text editor, or bring back a copy from the folder kept/.")),
            Content(_("Nothing was changed. This page follows the files: once they are right, the meeting opens.")),
        ]
        self.query_one("#faults", Prose).update(Content("\n").join(lines))
        self.refresh_bindings()

    def action_reload(self) -> None:
        """Read the files again, unless they are being read."""
        if self.app.screen is self and not self._is_looking:  # not below a dialog
            self._is_looking = True
            self._follow_disk()

    @work(group="disk")
    async def _follow_disk(self) -> None:
        try:
            has_changed = await self._session.refresh()
        except HuiqianError as error:
            self.query_one("#faults", Prose).update(Content(str(error)))
            self._is_away = True
            return
        finally:
            self._is_looking = False
        if self._session.reading.meeting is not None:
            self.post_message(Mended())
        elif has_changed or self._is_away:
            self._is_away = False
            self._list()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer restoring and the kept copies, but not to a member."""
        if action == "restore":
            return bool(self._session.reading.losses) and not self._session.me
        if action == "kept":
            return not self._session.me
        return super().check_action(action, parameters)

    @work(group="disk")
    async def action_restore(self) -> None:
        """Restore the file from the history."""
        try:
            for loss in self._session.reading.losses:
                await self._session.restore_loss(loss)
        except HuiqianError as error:
            self.query_one("#faults", Prose).update(Content(str(error)))
            return
        if self._session.reading.meeting is not None:
            self.post_message(Mended())

    def action_kept(self) -> None:
        """Show the kept copies: one may mend the meeting."""
        self.app.push_screen(history.KeptScreen(self._session))


def format_fault(fault: Fault, width: int) -> Content:
    """Return file and place, and below, indented, the problem in lines of at most `width` cells."""
    mark = ("× ", "$text-error bold") if fault.severity != "notice" else ("· ", "$text-warning")
    place = "  ".join(part for part in (fault.file, fault.place) if part)
    lines = wrap(fault.problem, max(width, LEAST_CELLS))
    return Content.assemble(mark, (place, "bold"), *(f"\n    {line}" for line in lines))
