"""Standard output is the result, standard error the talk."""

import contextlib
import io
import os
import shutil
import sys
from typing import TYPE_CHECKING, TextIO

from checklists.base.errors import UsageError
from checklists.base.json import format_json
from checklists.base.language import _
from checklists.base.text import clean_line
from tui.base.encoding import ESCAPED, replace_unknown

if TYPE_CHECKING:
    from checklists.reports.catalogue import FileFormat

PIPED_WIDTH = 80
FORMAT_SUFFIXES: "dict[str | None, FileFormat]" = {
    "text": "txt",
    "markdown": "md",
    "json": "json",
    "csv": "csv",
    "html": "html",
    "docx": "docx",
    "xlsx": "xlsx",
}
"""What ``--format`` calls the forms."""


def prepare() -> None:
    """Keep a terminal that cannot show a character from ending the program."""
    for stream in (sys.stdout, sys.stderr):
        replace_unknown(stream, ESCAPED)


def print_result(text: str) -> None:
    """Print one line of the result."""
    print(text)


def write(text: str) -> None:
    """Print the result as it is, its line ends included."""
    print(text, end="")


def write_utf8(text: str) -> None:
    """Print what another program reads: always UTF-8."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=ESCAPED)
    print(text, end="")


def write_json(plain: object) -> None:
    """Print JSON for other programs."""
    write_utf8(format_json(plain))


def say(text: str) -> None:
    """Tell the user something on one line."""
    write_error(f"huiqian: {clean_line(text)}\n")


def write_error(text: str) -> None:
    """Write on standard error at once; what it does not take is dropped, as there is nobody left to tell."""
    if sys.stderr is not None:
        try:
            print(text, end="", file=sys.stderr, flush=True)
        except OSError:  # a full disk, a terminal that is gone
            abandon(sys.stderr)


def is_coloured() -> bool:
    """Tell whether colours are wanted: a terminal, and nobody said no."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def get_width() -> int:
    """Return the terminal's width, else that of a page."""
    if sys.stdout is not None and sys.stdout.isatty():
        return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns
    return PIPED_WIDTH


def require_screen(instead: str) -> None:
    """Raise `UsageError` where no app can be drawn, and say what there is instead.

    Textual reads standard input and draws on standard error.
    """
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise UsageError(_("The app needs a terminal. {instead}").format(instead=instead))
    if os.environ.get("TERM") == "dumb":
        raise UsageError(_("The app cannot be shown on this terminal (TERM=dumb). {instead}").format(instead=instead))


def flush() -> None:
    """Bring out what is still held back, so that a failure is noticed here."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon(stream: TextIO | None) -> None:
    """Send what a stream still holds, and all that follows, nowhere."""
    if stream is None:
        return
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def flush_or_abandon() -> None:
    """Bring out what is held back, or drop it: the interpreter's own flush would replace the exit code by 120."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):  # ValueError: it is closed
            abandon(stream)
