"""The archive catalogue: the papers of a meeting, existing and missing ones."""

from checklists.base.language import _, join_names
from checklists.model.checklist import Item
from checklists.readiness.duties import Duty, Readiness
from checklists.reports.paper import Column, ExportChoice, Paper, State, Table, Value, number_rows
from checklists.reports.papers.common import list_paper

EVIDENCE_NAMES_SHOWN = 6


def make_papers(readiness: Readiness, _choice: ExportChoice) -> list[Paper]:
    """List the evidence that every item leaves, in the checklist's order."""
    rows = [
        _row(readiness, item, duties)
        for item in readiness.meeting.checklist.items.values()
        if str(item.evidence) and (duties := list(readiness.list_item_duties(item.id)))
    ]
    columns = (
        Column(_("No."), 5),
        Column(_("Stage"), 12),
        Column(_("Papers"), 22),
        Column(_("Item"), 26),
        Column(_("State"), 10),
        Column(_("What is there"), 34),
        Column(_("Missing from"), 28),
    )
    table = Table(_("Archive catalogue"), columns, number_rows(rows))
    return [list_paper(readiness, _("Archive catalogue"), (table,))]


def _row(readiness: Readiness, item: Item, duties: list[Duty]) -> tuple[Value, ...]:
    meeting = readiness.meeting
    missing = [duty for duty in duties if not _is_there(duty)]
    names = [name for duty in duties for name in duty.mark.evidence]
    if not names and len(missing) < len(duties):
        names = [_("in the ledgers") if item.rule else _("waived")]
    there = len(duties) - len(missing)
    if not missing:
        state = State(_("complete"), "good")
    elif there:
        state = State(_("in part {there}/{count}").format(there=there, count=len(duties)), "busy")
    else:
        state = State(_("missing"), "late")
    return (
        str(meeting.checklist.stages[item.stage].title),
        str(item.evidence),
        str(item.title),
        state,
        join_names(names, EVIDENCE_NAMES_SHOWN),
        join_names([meeting.name(duty.subject) for duty in missing], EVIDENCE_NAMES_SHOWN),
    )


def _is_there(duty: Duty) -> bool:
    """Tell whether a duty's paper exists: named with its mark, in a complete ledger, or waived."""
    is_kept = duty.item.rule is not None and not duty.is_open
    return bool(duty.mark.evidence) or duty.status == "waived" or is_kept
