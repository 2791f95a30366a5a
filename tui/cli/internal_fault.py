"""What is told of a fault of the program itself: where it happened, never the values, which may be confidential."""

from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from checklists.base.language import _
from tui.cli import output


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say it on one line instead of Python's own report, which repeats what was read or typed."""
    del error
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(trace)]
    sentence = _("An internal fault ended the program ({kind} at {place}). What was said to be saved is saved.")
    output.say(sentence.format(kind=kind.__name__, place=" < ".join(reversed(places[-4:]))))
