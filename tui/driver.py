"""The terminal's driver, which notices that the terminal is gone and that the system wants an end.

Textual's own goes on without a terminal for ever: its reader spins at the end of input, and once its writer has died
of a write that failed, the queue of what is to be written fills and holds up the whole app
(https://github.com/Textualize/textual/pull/6690).
"""

import contextlib
import os
import select
import signal
import threading
from types import FrameType
from typing import IO, TYPE_CHECKING, Any, cast

from textual.drivers.linux_driver import LinuxDriver

from checklists.files import LOCK_SECONDS

if TYPE_CHECKING:
    from tui.app import HuiqianApp

LONGEST = LOCK_SECONDS + 5
"""Seconds to save what was asked for; then the process ends all the same."""
SIGNAL_CODE = 128
"""What shells add to a signal's number for the exit code."""
_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


class TerminalDriver(LinuxDriver):
    """Ends the app, with all saved, when its terminal is gone or a signal asks for it; at the second signal at once."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
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
        """Read keys; a terminal that is gone is the watcher's matter, and no fault of the program."""
        with contextlib.suppress(OSError):
            super().run_input_thread()

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
        last = threading.Timer(LONGEST, os.kill, (os.getpid(), signal.SIGKILL))
        last.daemon = True
        last.start()
        app = cast("HuiqianApp", self._app)
        with contextlib.suppress(RuntimeError):  # it has ended already
            self._loop.call_soon_threadsafe(app.call_later, app.end_with, SIGNAL_CODE + number)


class _Lasting:
    """The terminal to write to, which takes whatever there is also when it is gone."""

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
