"""The app: its first screen, and the actions of every screen."""

import gc
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from traceback import extract_tb
from typing import ClassVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Event, Paste, Resize
from textual.geometry import Size
from textual.screen import ModalScreen, Screen

from checklists.base.errors import HuiqianError
from checklists.base.language import LANGUAGES, N_, _, get_language, set_language
from checklists.store.files import LOCK_SECONDS
from tui import forms
from tui.app.key_order import KeyOrder, Typed
from tui.app.leaving import may_lose_forms, wait_until_saved
from tui.app.palette import KeysProvider, Palette
from tui.app.small import LEAST_SIZE, SmallScreen
from tui.app.visit import visit
from tui.base.key_groups import ALWAYS
from tui.base.messages import Mended, OpenMeeting, Unreadable, VisitMeeting
from tui.base.recent import read_recent, remember_meeting, remember_theme
from tui.base.screen import LocalScreen
from tui.base.session import Session, open_session
from tui.meeting.faults import FaultsScreen
from tui.meeting.screen import MeetingScreen
from tui.widgets.page_grid import PageGrid
from tui.widgets.pasting import escape_pasted, fit_pasted

STYLE_SHEETS = (
    "meeting/screen.tcss",
    "drafts/drafts.tcss",
    "rollup/screen.tcss",
    "forms/browse.tcss",
    "forms/dialog.tcss",
    "forms/target.tcss",
    "forms/settings.tcss",
)


class HuiqianApp(App[None]):
    """会前: prepare a meeting, keep it in TOML, know whether it can be held."""

    TITLE = "会前 · huiqian"
    COMMANDS = {KeysProvider}
    # all style sheets at once: for each later one Textual would parse all again and style every widget
    CSS_PATH = [Path(__file__).parent.parent / sheet for sheet in STYLE_SHEETS]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", N_("Quit"), show=False, priority=True),
        Binding(
            "f2", "switch_language", "中文 / English", show=False, tooltip=N_("Speak the other language"), group=ALWAYS
        ),
        Binding(
            "ctrl+p",
            "command_palette",
            N_("Commands"),
            show=False,
            priority=True,
            tooltip=N_("All commands, found by name; colours too"),
            group=ALWAYS,
        ),
        Binding("ctrl+v", "paste_copied", show=False, priority=True),
    ]

    def __init__(self, session: Session | None, first: Callable[[], Screen[None]] | None = None) -> None:
        super().__init__()
        self.session = session
        self.key_order = KeyOrder(self, self._give_out)
        self._first = first
        """Makes the first screen, if it is neither a meeting nor the start."""
        self.fault = ""
        """The message after the app has ended, if the program failed."""

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that notices when the terminal is gone, where Textual would choose its own."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from tui.app.driver import TerminalDriver  # noqa: PLC0415 - there is none such on Windows

        return TerminalDriver

    def get_default_screen(self) -> Screen[None]:
        """Return the screen to begin with; an empty one below it would be laid out and styled for nobody."""
        first = self._first_screen()
        # what leaves any screen takes this from it, but Textual gives it only to those that are pushed
        first._push_result_callback(self, None)  # noqa: SLF001
        return first

    def _first_screen(self) -> Screen[None]:
        if self._first is not None:
            return self._first()
        if self.session is None:
            from tui.app.start import StartScreen  # noqa: PLC0415 - not needed where a meeting is given

            return StartScreen()
        return self._meeting_screen(self.session)

    def _meeting_screen(self, session: Session) -> Screen[None]:
        self.session = session
        return MeetingScreen(session) if session.reading.meeting else self._faults_screen(session)

    @staticmethod
    def _faults_screen(session: Session) -> Screen[None]:
        return FaultsScreen(session)

    def on_mount(self) -> None:
        """Leave what can wait until the first frame is drawn."""
        self.theme_changed_signal.subscribe(self, lambda theme: remember_theme(theme.name))
        self.call_after_refresh(self._remember)

    def on_resize(self, event: Resize) -> None:
        """Show a notice if the terminal is too small, or the screen below once it is not."""
        self._cover_small(event.size)

    def _cover_small(self, size: Size) -> None:
        is_small = size.width < LEAST_SIZE.width or size.height < LEAST_SIZE.height
        cover = next((one for one in self.screen_stack if isinstance(one, SmallScreen)), None)
        if is_small and cover is None:
            self.push_screen(SmallScreen())
        elif cover is not None and not is_small:
            cover.dismiss()

    def _remember(self) -> None:
        gc.freeze()
        gc.enable()
        theme = read_recent().theme
        if theme in self.available_themes and theme != self.theme:
            self.theme = theme
        if self.session:
            remember_meeting(self.session.folder.path)

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        """Style what is mounted: a widget that was just made is styled when it is, one that goes is seen no more."""
        if node.is_attached:
            super().update_styles(node, animate)

    def open_meeting(self, folder: Path, me: str | None = None) -> None:
        """Open a folder instead of the current screen. Raises `HuiqianError` if it has no meeting."""
        self.switch_screen(self._meeting_screen(open_session(folder, me)))
        remember_meeting(folder)

    async def on_event(self, event: Event) -> None:
        """Escape pasted text whatever its field, and pass typed events on in order."""
        if isinstance(event, Paste):
            event.text = escape_pasted(event.text)
        if isinstance(event, Typed) and not event.is_forwarded:
            await self.key_order.take(event)
        else:
            await super().on_event(event)

    async def _give_out(self, event: Typed) -> None:
        """Pass on what was typed, and a paste as its field takes it."""
        if isinstance(event, Paste):
            if "\t" in event.text and self._asks_about(event.text):
                return
            event.text = fit_pasted(self.focused, event.text)
            if not event.text:
                return
        await super().on_event(event)

    def _asks_about(self, text: str) -> bool:
        from tui.app.table_question import ask_about  # noqa: PLC0415 - only for a table

        return ask_about(self, text)

    def action_paste_copied(self) -> None:
        """Paste text copied in the app, as the terminal would."""
        if self.clipboard:
            self.post_message(Paste(self.clipboard))

    @on(OpenMeeting)
    def open_chosen(self, event: OpenMeeting) -> None:
        """Open the meeting chosen on the start screen."""
        try:
            self.open_meeting(event.folder)
        except HuiqianError as error:
            self.notify(str(error), severity="error", markup=False)

    @on(VisitMeeting)
    def visit_chosen(self, event: VisitMeeting) -> None:
        """Open the meeting chosen in the roll-up; leaving it leads back."""
        try:
            self.session, screen = visit(event.folder, event.today)
        except HuiqianError as error:
            self.notify(str(error), severity="error", markup=False)
        else:
            self.push_screen(screen)

    @on(Mended)
    def show_mended(self) -> None:
        """Show the meeting instead of its faults."""
        if self.session:
            self.switch_screen(self._meeting_screen(self.session))

    @on(Unreadable)
    def show_unreadable(self) -> None:
        """Show the faults of a meeting no longer readable."""
        if self.session and isinstance(self.screen, MeetingScreen):
            self.switch_screen(self._faults_screen(self.session))

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as it is written on the keyboard."""
        if binding.key_display:
            return binding.key_display
        if binding.key.startswith("ctrl+"):
            return f"Ctrl+{binding.key.removeprefix('ctrl+').upper()}"
        names = {"space": _("Space"), "escape": "Esc", "f1": "F1", "f2": "F2", "f3": "F3", "f5": "F5"}
        return names.get(binding.key) or super().get_key_display(binding)

    def action_switch_language(self) -> None:
        """Switch to the other language; an open form or list is left first."""
        set_language(LANGUAGES[(LANGUAGES.index(get_language()) + 1) % len(LANGUAGES)])
        for screen in self.screen_stack:
            if isinstance(screen, LocalScreen):
                screen.is_outdated = True
        if isinstance(self.screen, LocalScreen):
            self.screen.speak()

    def action_leave(self) -> None:
        """End the app, unless it already asks whether forms may be closed."""
        if not any(isinstance(screen, forms.QuitQuestion) for screen in self.screen_stack):
            self.leave()

    @work(group="leave", exclusive=True)
    async def leave(self) -> None:
        """End the app once everything is saved; if saving fails, say so and stay."""
        self._say_saving()
        await self.key_order.wait_until_idle(LOCK_SECONDS)
        if not await may_lose_forms(self):
            return
        self._say_saving()
        error = await wait_until_saved(self.session) if self.session else None
        self.clear_notifications()
        if error:
            self.notify(str(error), severity="error", markup=False)
        else:
            self.exit()

    @work(group="end", exclusive=True)
    async def end_with(self, code: int) -> None:
        """End the app because the terminal is gone or the system asks; edits are saved first."""
        await self.key_order.wait_until_idle(LOCK_SECONDS)
        error = await wait_until_saved(self.session) if self.session else None
        self.fault = str(error or "")
        self.exit(return_code=code)

    def _say_saving(self) -> None:
        if self.session and self.session.turns.is_saving:
            self.clear_notifications()
            self.notify(_("Saving…"), timeout=LOCK_SECONDS, markup=False)

    def action_help(self) -> None:
        """Show the signs and keys of the current screen."""
        is_form, grid = isinstance(self.screen, ModalScreen | forms.Refusing), self.screen.focused
        signs = grid.signs if isinstance(grid, PageGrid) else ()
        self.push_screen(forms.HelpScreen(self.screen.active_bindings.values(), signs, is_form=is_form))

    def action_command_palette(self) -> None:
        """Open the palette in the user's language."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(Palette(placeholder=_("Search for commands…"), id="--command-palette"))

    def _fatal_error(self) -> None:
        """End after an internal error without Textual's report: its variables may be confidential."""
        kind, _error, trace = sys.exc_info()
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(trace)]
        self.fault = _(
            "An internal fault ended the program ({kind} at {place}). What was said to be saved is saved."
        ).format(kind=kind.__name__ if kind else "?", place=" < ".join(reversed(places[-4:])))
        self._close_messages_no_wait()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return no commands: the palette has the keys."""
        del screen
        return ()


def run(folder: Path | None, me: str | None = None, today: date | None = None) -> int:
    """Run the app on a folder, or with the start screen; return the exit code."""
    return _run(HuiqianApp(open_session(folder, me, today) if folder else None))


def run_screen(first: Callable[[], Screen[None]]) -> int:
    """Run the app with another first screen; return the exit code."""
    return _run(HuiqianApp(None, first))


def _run(app: HuiqianApp) -> int:
    app.run()
    if app.fault:
        with suppress(OSError):  # the terminal is gone
            print(f"huiqian: {app.fault}", file=sys.stderr)  # noqa: T201 - the screen is closed by now
    return app.return_code or 0
