"""One run of the program: its streams, language and command, and the exit code of each failure."""

import atexit
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from checklists.base.errors import HuiqianError, describe_system_error
from checklists.base.language import LANGUAGES, Language, _, set_language
from tui.base.encoding import get_arguments
from tui.cli import output
from tui.cli.exit_codes import CANNOT_WRITE
from tui.cli.parser import build_parser

LANGUAGE_VARIABLE = "HUIQIAN_LANG"


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
    places: list[str] = []
    step: TracebackType | None = trace
    while step is not None:
        places.append(f"{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}")
        step = step.tb_next
    sentence = _("An internal fault ended the program ({kind} at {place}). What was said to be saved is saved.")
    output.say(sentence.format(kind=kind.__name__, place=" < ".join(reversed(places[-4:]))))


def _run(arguments: list[str]) -> int:
    set_language(choose_language(arguments))
    asked = os.environ.get(LANGUAGE_VARIABLE, "")
    if asked and asked[:2].lower() not in LANGUAGES:
        output.say(
            _("{name}={value} is ignored: the languages are zh and en.").format(
                name=LANGUAGE_VARIABLE, value=asked[:20]
            )
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


def choose_language(arguments: Sequence[str]) -> Language:
    """Return the last ``--lang``, else the environment's language, else Chinese. The parser reports an invalid one."""
    chosen = os.environ.get(LANGUAGE_VARIABLE, "")[:2].lower()
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(arguments):
            chosen = arguments[place + 1]
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
    return next((language for language in LANGUAGES if language == chosen), "zh")
