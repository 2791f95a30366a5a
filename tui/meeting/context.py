"""The context of keys that work in every view: the export and the history of what is shown."""

from checklists.base.language import _
from checklists.history.about import About
from checklists.model.checklist import Item
from checklists.model.meeting import GROUP, Meeting
from checklists.readiness.duties import Duty
from checklists.readiness.rules import RULES
from checklists.records.kinds import KINDS, KindName
from checklists.records.titles import describe_record_by_id
from tui import ledgers
from tui.base.wording import format_duty_title
from tui.duties.duties import DutiesView, MemberView, StageView
from tui.ledgers.places import LEDGER_PAGES
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.view import View

OF_ITEMS: dict[str, str] = {
    "opinions-fed-back": "feedback",
    "group-draft": "self-inspection",
    "personal-outline": "self-inspection",
    "criticism-merged": "criticism",
    "chair-script": "script",
    "sign-in": "sign-in",
    "rectification": "rectification",
    "rectification-plan": "rectification",
    "personal-rectification": "rectification",
    "archive": "archive",
}
"""The exports of certain items of the shipped checklists; other items have that of their place."""


def export_for(view: View) -> tuple[str, str]:
    """Return the export of what a view shows, and its subject; empty for all."""
    if isinstance(view, MemberView):
        return "owing", view.subject
    if isinstance(view, StageView) and view.row and view.row.item:
        return _export_of(view.row.item), _get_member(view.duty)
    place = next((place for place in LEDGER_PAGES if view.id == f"place-{place}"), None)
    if place is None:
        return "summary", ""
    return LEDGER_PAGES[place].export, getattr(view, "subject", "")


def choose_history(view: View, meeting: Meeting) -> tuple[About, str]:
    """Return what of the history to show, with a title: of what is under the cursor, else of the whole meeting."""
    if isinstance(view, ledgers.LedgerView) and (record := _record_of(view)):
        kind, subject, key = record
        what = describe_record_by_id(meeting, KINDS[kind], key, subject)
        return About(subject, record=key), _("History: {what}").format(what=what)
    if isinstance(view, DutiesView) and (duty := view.duty):
        what = format_duty_title(meeting.name(duty.subject), duty)
        return About(duty.subject, duty.item.id), _("History: {what}").format(what=what)
    return About(), _("History of the meeting")


def _record_of(view: "ledgers.LedgerView") -> tuple[KindName, str, str] | None:
    """Return the record under the cursor: its kind, subject and id."""
    grid = view.grid
    if isinstance(grid, LedgerGrid):
        return grid.place
    if isinstance(grid, ledgers.OutlineGrid) and grid.node and grid.node.kind in KINDS:
        return grid.node.kind, grid.subject, grid.node.key
    return None


def _export_of(item: Item) -> str:
    if item.id in OF_ITEMS:
        return OF_ITEMS[item.id]
    place = RULES[item.rule.name].place if item.rule else None
    return LEDGER_PAGES[place].export if place in LEDGER_PAGES else "summary"


def _get_member(duty: Duty | None) -> str:
    """Return the duty's member; empty for the group: its duties are everybody's."""
    return "" if duty is None or duty.subject == GROUP else duty.subject
