"""Where one is in a meeting: page, list, filter, order and cursor, so that a screen made anew leads there again."""

from typing import Any, NamedTuple

from textual.message import Message

from tui.base.messages import LedgerChosen, StageChosen, SubjectChosen, SummaryChosen
from tui.ledgers.places import LEDGER_PAGES
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View


class Here(NamedTuple):
    """A place in a meeting."""

    way: Message
    """Opens the page."""
    stage: str
    query: str
    """What the filter holds."""
    grids: tuple[tuple[Any, int, int], ...]
    """Of each grid its arrangement, and row and column of its cursor."""


def get_here(view: View, stage: str, subject: str, query: str) -> Here:
    """Return where one is: in which view, at which stage or subject, and what the filter holds."""
    grids = tuple((grid.arrangement, grid.cursor_row, grid.cursor_column) for grid in view.query(PageGrid))
    return Here(_way(view, stage, subject), stage, query, grids)


def _way(view: View, stage: str, subject: str) -> Message:
    if view.id == "member":
        return SubjectChosen(subject)
    if view.id == "summary":
        return SummaryChosen()
    for place in LEDGER_PAGES:
        if view.id == f"place-{place}":
            return LedgerChosen(place, view.subject_here or "", getattr(view, "page", 0))
    return StageChosen(stage)


def put_grids(view: View, here: Here) -> None:
    """Arrange each grid as it was, and put its cursor where it was."""
    for grid, (arrangement, row, column) in zip(view.query(PageGrid), here.grids, strict=False):
        grid.arrangement = arrangement
        grid.cursor_row, grid.cursor_column = row, column
