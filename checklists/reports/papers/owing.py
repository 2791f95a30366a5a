"""The list of open duties: of each subject, the most urgent first."""

from checklists.base.language import _
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.missing import describe_missing
from checklists.reports.paper import Column, ExportChoice, Paper, State, Table, Value, number_rows
from checklists.reports.papers.common import (
    format_as_of,
    has_part,
    list_paper,
    make_count_state,
    make_duty_state,
    select_subjects,
)

THINGS_SHOWN = 8


def make_papers(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """List the open duties by subject."""
    by_subject, duties = make_tables(readiness, choice)
    blocks = (by_subject, duties) if has_part(readiness, "owing-members") else (duties,)
    return [list_paper(readiness, _("Who still owes what"), blocks, "", format_as_of(readiness))]


def make_tables(readiness: Readiness, choice: ExportChoice) -> tuple[Table, Table]:
    """Count the open duties by subject, and list them."""
    meeting = readiness.meeting
    counts: list[tuple[Value, ...]] = []
    rows = []
    for subject in select_subjects(meeting, choice):
        total = readiness.total_of(subject)
        if readiness.is_over:
            total = total.add(readiness.get_afterwards_tally(subject))
        late = State(str(total.overdue), "late") if total.overdue else 0
        counts.append(
            (meeting.name(subject), make_count_state(total.done, total.required), total.required - total.done, late)
        )
        rows += [(meeting.name(subject), *_row(readiness, duty)) for duty in _open(readiness, subject)]
    columns = (
        Column(_("No."), 5),
        Column(_("Who"), 12),
        Column(_("Stage"), 12),
        Column(_("Item"), 28),
        Column(_("Deadline"), 12),
        Column(_("State"), 9),
        Column(_("Missing"), 40),
    )
    heads = (Column(_("Who"), 18), Column(_("Done"), 10), Column(_("Not done"), 8), Column(_("Overdue"), 8))
    return (
        Table(_("Open duties by subject"), heads, tuple(counts)),
        Table(_("Open duties"), columns, number_rows(rows)),
    )


def _open(readiness: Readiness, subject: str) -> list[Duty]:
    """Return a subject's open duties: those for the meeting; after its day, also those for afterwards."""
    checklist = readiness.meeting.checklist
    found = [
        duty
        for duty in readiness.subjects[subject].duties.values()
        if duty.is_open and duty.item.required and (readiness.is_over or checklist.is_before(duty.item))
    ]
    return sorted(found, key=lambda duty: duty.due)


def _row(readiness: Readiness, duty: Duty) -> tuple[Value, ...]:
    stage = readiness.meeting.checklist.stages[duty.item.stage]
    missing = describe_missing(readiness.meeting, duty.missing, THINGS_SHOWN)
    return str(stage.title), str(duty.item.title), duty.due, make_duty_state(duty), missing
