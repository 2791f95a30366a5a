"""A terminal for tests and benchmarks: runs the program in a pty, types keys, keeps the raw bytes and the screen."""

import codecs
import ctypes
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, cast

import pyte
import pytest

NAMES = {
    "enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "escape": "\x1b", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~",
}  # fmt: skip
STYLE = re.compile(rb"\x1b\[[\d;:]*m")
CUT_OFF = re.compile(rb"\x1b(?:\[[\d;:]*)?\Z")
"""A sequence that a read ended in the middle of."""
PATIENCE = 120.0
"""Seconds to wait for what is sure to come: only what hangs needs them, on the busiest machine."""
PR_SET_PDEATHSIG = 1
HUIQIAN = [str(Path(sys.executable).with_name("huiqian"))]


class Terminal:
    """A program in a pty. Use as a context manager; the program is ended on leaving."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        environment: dict[str, str] | None = None,
        folder: Path | None = None,
        encoding: str = "utf-8",
    ) -> None:
        self.raw = bytearray()
        self._encoding = encoding
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._stream.utf8_decoder = cast("Any", codecs.getincrementaldecoder(encoding)("replace"))
        self._rest = b""
        """What was read but not drawn: a sequence that is not yet whole."""
        end_with_parent = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            try:
                if end_with_parent:  # a run of tests that is stopped leaves no program behind
                    end_with_parent(PR_SET_PDEATHSIG, signal.SIGKILL)
                usual = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
                os.environ.update({**usual, **(environment or {})})
                os.chdir(folder or Path.cwd())
                os.environ.update(COLUMNS=str(columns), LINES=str(rows))
                os.execvp(command[0], list(command))
            finally:  # a program that cannot be started must not leave a second run of the tests
                os._exit(127)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)
        self._status: int | None = None
        self._is_gone = False

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if not self._is_gone:
            os.close(self._fd)

    def hang_up(self) -> None:
        """Be gone, as a terminal whose window was closed or whose connection was lost."""
        os.close(self._fd)
        self._is_gone = True

    def read(self, seconds: float) -> bytes:
        """Return what the program writes next, at most this long from now; nothing where it wrote nothing."""
        ready, _, _ = select.select([] if self._is_gone else [self._fd], [], [], seconds)
        if not ready:
            return b""
        try:
            found = os.read(self._fd, 1 << 16)
        except OSError:
            return b""
        self.raw += found
        return found

    def wait_for(self, text: str, seconds: float = PATIENCE) -> float:
        """Read until the text stands on the screen; return the seconds it took. Raises `TimeoutError`."""
        begun = time.perf_counter()
        is_new = True
        while (left := seconds - (time.perf_counter() - begun)) > 0:
            if is_new and text in self.text:
                return time.perf_counter() - begun
            found = self.read(min(left, 0.2))
            is_new = bool(found)
            self._draw(found)
        raise TimeoutError(f"{text!r} is not on the screen:\n{self.text}")

    def wait_until_gone(self, text: str, seconds: float = PATIENCE) -> None:
        """Read until the text no longer stands on the screen, as of a dialog that was left. Raises `TimeoutError`.

        A frame that is half drawn may lack it too: it is gone where it is not there once the screen is at rest.
        """
        begun = time.perf_counter()
        while True:
            self.settle()
            if text not in self.text:
                return
            if time.perf_counter() - begun > seconds:
                raise TimeoutError(f"{text!r} is still on the screen:\n{self.text}")

    def wait_for_bytes(self, needle: bytes, seconds: float = PATIENCE) -> float:
        """Read until the bytes were written, without drawing; return the seconds it took."""
        begun, start = time.perf_counter(), len(self.raw)
        while (left := seconds - (time.perf_counter() - begun)) > 0:
            self.read(min(left, 0.2))
            if needle in self.raw[max(start - 200, 0) :]:
                return time.perf_counter() - begun
        raise TimeoutError(repr(needle))

    def settle(self, quiet: float = 0.15) -> None:
        """Read until nothing was written for this long, and the program waits: a busy machine may keep it from work."""
        begun = time.perf_counter()
        while (found := self.read(quiet)) or self._is_at_work():
            self._draw(found)
            if time.perf_counter() - begun > PATIENCE:
                raise TimeoutError(f"it never comes to rest:\n{self.text}")

    def _is_at_work(self) -> bool:
        """Tell whether a thread of the program runs, would run, or waits for a disk; where the system shows it."""
        found = set()
        for path in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            with suppress(OSError):  # a thread that has ended
                found.add(path.read_text().rpartition(")")[2].split()[0])
        return bool(found & {"R", "D"})

    def _draw(self, found: bytes) -> None:
        """Draw what was read, without colours: most of what is written is colours, and pyte takes long over them."""
        found = self._rest + found
        self._rest = end.group() if (end := CUT_OFF.search(found)) else b""
        self._stream.feed(STYLE.sub(b"", found[: len(found) - len(self._rest)]))

    def type(self, *keys: str) -> None:
        """Type keys, by name or as they are."""
        for key in keys:
            if key.startswith("ctrl+"):
                os.write(self._fd, bytes([ord(key[5].upper()) & 0x1F]))
            else:
                self.send(NAMES.get(key, key).encode(self._encoding))

    def send(self, content: bytes) -> None:
        """Send bytes as a terminal does, whatever they are."""
        os.write(self._fd, content)

    @property
    def text(self) -> str:
        """What stands on the screen.

        Taken from the buffer: pyte's own ``display`` fails on half a wide character, as a read amid a frame leaves it.
        """
        buffer, columns = self._screen.buffer, self._screen.columns
        rows = ("".join(buffer[row][column].data for column in range(columns)) for row in range(self._screen.lines))
        return "\n".join(row.rstrip() for row in rows)

    def end(self, seconds: float = PATIENCE) -> int:
        """Wait for the program's end and return its exit code."""
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            self.read(0.02)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self._status = os.waitstatus_to_exitcode(status)
                return self._status
        raise TimeoutError("the program did not end")

    def peak_memory(self) -> int:
        """Return the program's peak resident memory in bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def make_locale(folder: Path, name: str, charmap: str) -> dict[str, str]:
    """Make a locale of another encoding, and return the environment that has it; skip where it cannot be made."""
    localedef = shutil.which("localedef")
    if localedef is None:
        pytest.skip("there is no localedef")
    folder.mkdir(parents=True, exist_ok=True)
    whole = f"{name}.{charmap}"
    subprocess.run([localedef, "-i", name, "-f", charmap, folder / whole], capture_output=True, check=False)
    if not (folder / whole / "LC_CTYPE").is_file():
        pytest.skip(f"localedef makes no {whole}: its sources are not installed")
    return {"LOCPATH": str(folder), "LC_ALL": whole}
