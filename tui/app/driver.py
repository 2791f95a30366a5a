"""The terminal's driver: no byte ends the app, but a terminal that is gone does, and a system that wants an end.

Textual's own goes on without a terminal for ever: its reader spins at the end of input, and once its writer has died
of a write that failed, the queue of what is to be written fills and holds up the whole app
(https://github.com/Textualize/textual/pull/6690). It reads nothing but UTF-8, and dies of the first other byte.
"""

import codecs
import contextlib
import os
import select
import selectors
import signal
import threading
from collections.abc import Callable, Generator, Iterable
from types import FrameType
from typing import IO, Any, Protocol, cast

from textual._parser import Peek1, Read1, TokenCallback
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.keys import Keys
from textual.message import Message

from checklists.store.files import LOCK_SECONDS
from tui.base.encoding import IN_CELLS, get_input_encoding, replace_unknown

SAVE_SECONDS = LOCK_SECONDS + 5
"""Seconds for saving; after them the process ends anyway."""
SIGNAL_CODE = 128
"""Added to a signal's number for the exit code, as shells do."""
READ_BYTES = 4096
END_POLL_SECONDS = 0.1
"""Seconds between checks whether the app has ended."""
_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


class EndableApp(Protocol):
    """What the driver needs of the app."""

    def end_with(self, code: int) -> object:
        """End with this exit code, once everything is saved."""

    def call_later(self, callback: Callable[..., object], *args: Any) -> object:
        """Call it after the messages before it."""


class TerminalDriver(LinuxDriver):
    """Ends the app, with all saved, when its terminal is gone or a signal asks for it; at the second signal at once."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        replace_unknown(self._file, IN_CELLS)
        self._file = cast("Any", _Lasting(cast("IO[str]", self._file)))
        self._before: dict[int, Any] = {}
        """What the signals did before."""
        self._watcher: threading.Thread | None = None

    def start_application_mode(self) -> None:
        """Watch for the end from now on."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup asks for
                self._before.setdefault(number, signal.signal(number, self._end_by_signal))
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._watch, name="terminal-watcher", daemon=True)
            self._watcher.start()

    def close(self) -> None:
        """Let the signals do again what they did before."""
        super().close()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def run_input_thread(self) -> None:
        """Read keys; a closed terminal is handled by the watcher and is not an error."""
        decode = codecs.getincrementaldecoder(get_input_encoding())("replace").decode
        parser = KeyParser(self._debug)
        with contextlib.suppress(OSError), selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                found = decode(os.read(self.fileno, READ_BYTES)) if selector.select(END_POLL_SECONDS) else ""
                for event in (*(parser.feed(found) if found else ()), *parser.tick()):
                    self.process_message(event)

    def _watch(self) -> None:
        watcher = select.poll()
        watcher.register(self.fileno, 0)  # a hang-up is told all the same
        events = watcher.poll()
        if any(event & (select.POLLHUP | select.POLLERR) for _file, event in events):
            self.exit_event.set()  # else the reader would spin until all is saved
            self._end(signal.SIGHUP)

    def _end_by_signal(self, number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        self._end(number)

    def _end(self, number: int) -> None:
        last = threading.Timer(SAVE_SECONDS, os.kill, (os.getpid(), signal.SIGKILL))
        last.daemon = True
        last.start()
        app = cast("EndableApp", self._app)
        with contextlib.suppress(RuntimeError):  # it has ended already
            self._loop.call_soon_threadsafe(app.call_later, app.end_with, SIGNAL_CODE + number)


class KeyParser(XTermParser):
    """Textual's parser of keys; impossible numbers are ignored instead of raising errors."""

    _sizes: tuple[tuple[int, int] | None, tuple[int, int] | None] = (None, None)
    """The terminal's size in cells and in pixels, as last reported; without pixels, clicks are in cells."""

    def parse(self, token_callback: TokenCallback[Message]) -> Generator[Read1 | Peek1, str, None]:
        """Parse what the terminal sends; a report of an empty size is dropped."""

        def take(token: Message) -> None:
            if isinstance(token, Resize):
                if all(token.size):
                    in_pixels = token.pixel_size
                    self._sizes = token.size, in_pixels if in_pixels and all(in_pixels) else None
                self.terminal_size, self.terminal_pixel_size = self._sizes
                if not all(token.size):
                    return
            token_callback(token)

        return super().parse(take)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        try:
            return [*super()._sequence_to_key_events(sequence, alt)]
        except (ValueError, OverflowError):
            return [Key(Keys.Ignore, None)]

    def parse_mouse_code(self, code: str) -> Message | None:
        """Parse a mouse event; ``None`` if its numbers are impossible."""
        try:
            return super().parse_mouse_code(code)
        except (ValueError, ZeroDivisionError):
            return None


class _Lasting:
    """The terminal's output; it accepts everything even after the terminal is gone."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()
