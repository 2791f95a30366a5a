"""One run of the program: its streams, language and command, and the exit code of each failure."""

import atexit
import sys
from collections.abc import Sequence
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from checklists.base.errors import HuiqianError, describe_system_error
from checklists.base.language import _, set_language
from tui.base.encoding import get_arguments
from tui.cli import output
from tui.cli.exit_codes import CANNOT_WRITE
from tui.cli.language import VARIABLE, choose_language, find_ignored_language
from tui.cli.parser import build_parser


def run(argv: Sequence[str] | None) -> int:
    """Run one command and return its exit code. Raises `KeyboardInterrupt`, its output abandoned."""
    if argv is None:
        atexit.register(output.flush_or_abandon)
        sys.excepthook = _tell_internal_fault
    output.prepare()
    try:
        code = _run(get_arguments() if argv is None else list(argv))
        output.flush()
    except BrokenPipeError:  # the reader has closed the pipe
        output.abandon(sys.stdout)
        return 0
    except KeyboardInterrupt:
        output.abandon(sys.stdout)
        raise
    except OSError as error:  # standard output cannot be written, as on a full disk
        output.abandon(sys.stdout)
        output.say(": ".join(part for part in (str(error.filename or ""), describe_system_error(error)) if part))
        return CANNOT_WRITE
    return code


def _tell_internal_fault(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """Print where the program failed, on one line; Python's report would show values, which may be confidential."""
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(trace)]
    sentence = _("An internal fault ended the program ({kind} at {place}). What was said to be saved is saved.")
    output.say(sentence.format(kind=kind.__name__, place=" < ".join(reversed(places[-4:]))))


def _run(arguments: list[str]) -> int:
    set_language(choose_language(arguments))
    if ignored := find_ignored_language():
        output.say(
            _("{name}={value} is ignored: the languages are zh and en.").format(name=VARIABLE, value=ignored[:20])
        )
    try:
        found = build_parser(arguments).parse(arguments)
    except SystemExit as stop:  # --help, --version, or a usage error that was printed
        return stop.code if isinstance(stop.code, int) else 0
    try:
        if found.run is None:
            from tui.cli.commands.open import open_here  # noqa: PLC0415 - the parser needs no meeting

            return open_here()
        return found.run(found)
    except HuiqianError as error:
        output.say(str(error))
        return error.exit_code
