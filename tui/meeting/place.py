"""Where one is in a meeting: page, list, filter and cursor, so that a screen made anew leads there again."""

from typing import NamedTuple

from textual.message import Message

from tui.base.messages import LedgerChosen, StageChosen, SubjectChosen, SummaryChosen
from tui.ledgers.places import PLACES
from tui.widgets.grid import Grid
from tui.widgets.view import View


class Here(NamedTuple):
    """A place in a meeting."""

    way: Message
    """Opens the page."""
    stage: str
    query: str
    """What the filter holds."""
    cursors: tuple[tuple[int, int], ...]
    """Row and column of each grid's cursor."""


def here_of(view: View, stage: str, subject: str, query: str) -> Here:
    """Return where one is: in which view, at which stage or subject, and what the filter holds."""
    cursors = tuple((grid.cursor_row, grid.cursor_column) for grid in view.query(Grid))
    return Here(_way(view, stage, subject), stage, query, cursors)


def _way(view: View, stage: str, subject: str) -> Message:
    if view.id == "member":
        return SubjectChosen(subject)
    if view.id == "summary":
        return SummaryChosen()
    for place in PLACES:
        if view.id == f"place-{place}":
            return LedgerChosen(place, view.subject_here or "", getattr(view, "page", 0))
    return StageChosen(stage)


def put_cursors(view: View, here: Here) -> None:
    """Put the cursor of each grid where it was."""
    for grid, (row, column) in zip(view.query(Grid), here.cursors, strict=False):
        grid.cursor_row, grid.cursor_column = row, column
