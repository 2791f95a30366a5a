"""What comes in on standard input: a roster, or a text that is not to stand among the arguments."""

import sys
from argparse import Namespace
from collections.abc import Iterable

from checklists.errors import UnreadableError, UsageError
from checklists.language import _
from tui.cli import output

STANDARD_INPUT = "-"


def pasted(name: str, hint: str) -> str:
    """Read all of standard input; `hint` is said where a person types it. Raises `UnreadableError`."""
    from checklists.exchange.table import FILE_LIMIT, decoded  # noqa: PLC0415 - only for a paste

    if sys.stdin is None:
        raise UnreadableError(name, _("there is no standard input"))
    if sys.stdin.isatty():
        output.say(hint)
    content = sys.stdin.buffer.read(FILE_LIMIT + 1)
    if len(content) > FILE_LIMIT:
        raise UnreadableError(name, _("it is larger than {limit} MiB").format(limit=FILE_LIMIT >> 20))
    return decoded(content, name)


def fill_in(options: Namespace, names: Iterable[str]) -> None:
    """Put standard input in the place of the one text that is ``-``. Raises `UsageError` for a second, or nothing."""
    wanted = [name for name in names if getattr(options, name, None) == STANDARD_INPUT]
    if not wanted:
        return
    if len(wanted) > 1:
        raise UsageError(_("Only one text can come from standard input."))
    text = pasted(_("the pasted text"), _("Type the text, then press Enter and Ctrl+D."))
    if not text.strip():
        raise UsageError(_("There is no text on standard input."))
    setattr(options, wanted[0], text)
