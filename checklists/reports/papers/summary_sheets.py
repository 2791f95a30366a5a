"""The readiness summary as a workbook: a sheet for each view; opinions, criticism and outlines as counts."""

from checklists.base.language import _
from checklists.readiness.duties import Readiness
from checklists.reports.paper import Column, ExportChoice, Paper, Table, Value, number_rows
from checklists.reports.papers import criticism, opinions, owing, problems, rectification, talks
from checklists.reports.papers.common import (
    describe_counts_only,
    format_as_of,
    has_part,
    make_duty_state,
    make_heading_lines,
)
from checklists.reports.papers.summary import make_board, make_stage_table
from checklists.reports.summary.view import SummaryView


def make_papers(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """Return what the summary says as tables."""
    view = SummaryView(readiness, choice.member, choice.stage)
    meeting = readiness.meeting
    tables: list[Table] = [make_board(view)] if has_part(readiness, "summary-board") else []
    tables += [make_stage_table(view)] if has_part(readiness, "summary-stages") else []
    tables.append(_duties(view))
    if choice.stage is None:
        tables += [
            owing.make_tables(readiness, choice)[1],
            talks.plan_tables(readiness, choice)[1],
            *opinions.count_tables(meeting, choice),
            problems.count_table(meeting, choice),
            *criticism.count_tables(meeting, choice),
            rectification.make_table(readiness, choice),
        ]
    return [
        Paper(
            _("Readiness summary"),
            tuple(tables),
            make_heading_lines(readiness, format_as_of(readiness)),
            describe_counts_only(readiness),
        )
    ]


def _duties(view: SummaryView) -> Table:
    meeting = view.readiness.meeting
    rows: list[tuple[Value, ...]] = [
        (
            meeting.name(duty.subject),
            str(meeting.checklist.stages[duty.item.stage].title),
            str(duty.item.title),
            make_duty_state(duty),
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
    return Table(_("Duties"), columns, number_rows(rows))
