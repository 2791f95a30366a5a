"""What comes in on standard input: a table or a draft, or a text that is not to stand among the arguments."""

import sys
from argparse import Namespace

from checklists.base.errors import UnreadableError, UsageError
from checklists.base.language import _
from tui.cli import output
from tui.cli.arguments import Dash, TextDash


def is_pasted(name: str) -> bool:
    """Tell whether a file is not named, but comes in on standard input."""
    return isinstance(name, Dash)


def read_input(name: str, hint: str, limit: int) -> bytes:
    """Read all of standard input; `hint` is said where a person types it. Raises `UnreadableError`."""
    if sys.stdin is None:
        raise UnreadableError(name, _("there is no standard input"))
    if sys.stdin.isatty():
        output.say(hint)
    content = sys.stdin.buffer.read(limit + 1)
    if len(content) > limit:
        raise UnreadableError(name, _("it is larger than {limit} MiB").format(limit=limit >> 20))
    return content


def pasted(name: str, hint: str) -> str:
    """Read a table or a text from standard input. Raises `UnreadableError`."""
    from checklists.exchange.table import FILE_LIMIT, decoded  # noqa: PLC0415 - only for a paste

    return decoded(read_input(name, hint, FILE_LIMIT), name)


def fill_in(options: Namespace) -> None:
    """Put standard input in the place of the one text that is a dash. Raises `UsageError` for a second, or nothing."""
    given = {name: value if isinstance(value, list) else [value] for name, value in vars(options).items()}
    dashes = [(name, value) for name, values in given.items() for value in values if isinstance(value, Dash)]
    if len(dashes) > 1:
        raise UsageError(_("Only one text can come from standard input."))
    for name, dash in dashes:
        if isinstance(dash, TextDash):
            text = pasted(_("the pasted text"), _("Type the text, then press Enter and Ctrl+D.")).strip("\r\n")
            if not text.strip():
                raise UsageError(_("There is no text on standard input."))
            text = text.replace("\r\n", "\n")
            values = [text if value is dash else value for value in given[name]]
            setattr(options, name, values if isinstance(getattr(options, name), list) else values[0])
