"""Output: results on standard output, messages on standard error."""

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
"""The suffixes of the formats that ``--format`` names."""


def prepare() -> None:
    """Have the terminal replace unprintable characters instead of raising errors."""
    for stream in (sys.stdout, sys.stderr):
        replace_unknown(stream, ESCAPED)


def print_result(text: str) -> None:
    """Print one line of the result."""
    print(text)


def write(text: str) -> None:
    """Print a result unchanged, with its own line ends."""
    print(text, end="")


def write_utf8(text: str) -> None:
    """Print a result for other programs, always in UTF-8."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=ESCAPED)
    print(text, end="")


def write_json(plain: object) -> None:
    """Print JSON for other programs."""
    write_utf8(format_json(plain))


def say(text: str) -> None:
    """Print a message on one line."""
    write_error(f"huiqian: {clean_line(text)}\n")


def write_error(text: str) -> None:
    """Print on standard error at once; what cannot be written is dropped, as nobody reads it."""
    if sys.stderr is not None:
        try:
            print(text, end="", file=sys.stderr, flush=True)
        except OSError:  # a full disk, a terminal that is gone
            abandon(sys.stderr)


def is_coloured() -> bool:
    """Tell whether to print colours: on a terminal, unless the user forbids it."""
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
    """Raise `UsageError` if the app cannot be drawn, with a hint at `instead`.

    Textual reads standard input and draws on standard error.
    """
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise UsageError(_("The app needs a terminal. {instead}").format(instead=instead))
    if os.environ.get("TERM") == "dumb":
        raise UsageError(_("The app cannot be shown on this terminal (TERM=dumb). {instead}").format(instead=instead))


def flush() -> None:
    """Flush standard output, to notice a failure here."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon(stream: TextIO | None) -> None:
    """Discard a stream's buffer and all later output."""
    if stream is None:
        return
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def flush_or_abandon() -> None:
    """Flush, or discard on failure: the interpreter's own flush would make the exit code 120."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):  # ValueError: it is closed
            abandon(stream)
