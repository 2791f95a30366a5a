"""The view of each place."""

from checklists.readiness.rules import EntryPlace
from tui.ledgers.criticism import CriticismView
from tui.ledgers.day import DayView
from tui.ledgers.opinions import OpinionsView
from tui.ledgers.outline.view import OutlineView
from tui.ledgers.rectification import RectificationView
from tui.ledgers.study import StudyView
from tui.ledgers.talks import TalksView
from tui.ledgers.view import LedgerView

VIEWS: dict[EntryPlace, type[LedgerView]] = {
    "study": StudyView,
    "opinions": OpinionsView,
    "talks": TalksView,
    "outline": OutlineView,
    "criticism": CriticismView,
    "day": DayView,
    "rectification": RectificationView,
}


def make_view(place: EntryPlace) -> LedgerView:
    """Return the view of a place. Raises `KeyError` if it has none."""
    return VIEWS[place](id=f"place-{place}")
