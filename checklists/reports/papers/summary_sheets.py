"""The readiness summary as a workbook: a sheet for each view; opinions, criticism and outlines as counts."""

from checklists.base.language import _
from checklists.readiness.duties import Readiness
from checklists.reports.paper import Column, ExportChoice, Paper, Table, Value, counted
from checklists.reports.papers import criticism, opinions, owing, problems, rectification, talks
from checklists.reports.papers.common import as_of, counts_only, duty_state, heading_lines, shows
from checklists.reports.papers.summary import board, stages
from checklists.reports.summary.view import SummaryView


def sheets(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """Return what the summary says as tables."""
    view = SummaryView(readiness, choice.member, choice.stage)
    meeting = readiness.meeting
    tables: list[Table] = [board(view)] if shows(readiness, "summary-board") else []
    tables += [stages(view)] if shows(readiness, "summary-stages") else []
    tables.append(_duties(view))
    if choice.stage is None:
        tables += [
            owing.tables(readiness, choice)[1],
            talks.plan_tables(readiness, choice)[1],
            *opinions.count_tables(meeting, choice),
            problems.count_table(meeting, choice),
            *criticism.count_tables(meeting, choice),
            rectification.table(readiness, choice),
        ]
    return [
        Paper(_("Readiness summary"), tuple(tables), heading_lines(readiness, as_of(readiness)), counts_only(readiness))
    ]


def _duties(view: SummaryView) -> Table:
    meeting = view.readiness.meeting
    rows: list[tuple[Value, ...]] = [
        (
            meeting.name(duty.subject),
            str(meeting.checklist.stages[duty.item.stage].title),
            str(duty.item.title),
            duty_state(duty),
            duty.have,
            duty.need,
            duty.due,
            duty.mark.on,
            duty.mark.by,
        )
        for duty in view.duties()
    ]
    columns = (
        Column(_("No."), 6),
        Column(_("Who"), 12),
        Column(_("Stage"), 12),
        Column(_("Item"), 34),
        Column(_("State"), 10),
        Column(_("Have"), 7),
        Column(_("Need"), 7),
        Column(_("Deadline"), 12),
        Column(_("Marked on"), 12),
        Column(_("By"), 12),
    )
    return Table(_("Duties"), columns, counted(rows))
