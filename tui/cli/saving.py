"""Saying what was saved, also where the result cannot be printed; never where the disk did not confirm it."""

import contextlib
import sys
from collections.abc import Iterator

from checklists.base.errors import HuiqianError, describe_system_error
from checklists.base.language import _
from checklists.store.folder import Saved
from tui.cli import output


class UnprintedError(HuiqianError):
    """What was saved is saved, and only the result could not be printed."""

    exit_code = 4

    def __init__(self, error: OSError) -> None:
        sentence = _("Saved; only the result could not be printed ({why}). Do not enter it again.")
        super().__init__(sentence.format(why=describe_system_error(error)))


@contextlib.contextmanager
def report_saved(saved: Saved) -> Iterator[Saved]:
    """Print within this what was saved.

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
    """Print within this what was stored on disk. Raises `UnprintedError` where standard output cannot take it."""
    try:
        yield
        output.flush()
    except BrokenPipeError:  # the reader of the result has seen enough
        raise
    except OSError as error:
        output.abandon(sys.stdout)
        raise UnprintedError(error) from None
