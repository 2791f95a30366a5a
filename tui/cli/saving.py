"""Report what was saved, even if the result cannot be printed."""

import contextlib
import sys
from collections.abc import Iterator

from checklists.base.errors import HuiqianError, describe_system_error
from checklists.base.language import _
from checklists.store.folder import Saved
from tui.cli import output


class UnprintedError(HuiqianError):
    """The edit is saved, but the result could not be printed."""

    exit_code = 4

    def __init__(self, error: OSError) -> None:
        sentence = _("Saved; only the result could not be printed ({why}). Do not enter it again.")
        super().__init__(sentence.format(why=describe_system_error(error)))


@contextlib.contextmanager
def report_saved(saved: Saved) -> Iterator[Saved]:
    """Guard the output of a saved result.

    Raises `NotConfirmedError` before anything is printed where it may not survive a power cut, `UnprintedError` where
    standard output cannot take it.
    """
    saved.confirm()
    if saved.entry is None:
        yield saved
        return
    with report_stored():
        yield saved


@contextlib.contextmanager
def report_stored() -> Iterator[None]:
    """Guard the output of a result written to disk.

    Raises `UnprintedError` if standard output cannot take it.
    """
    try:
        yield
        output.flush()
    except BrokenPipeError:  # the reader has closed the pipe
        raise
    except OSError as error:
        output.abandon(sys.stdout)
        raise UnprintedError(error) from None
