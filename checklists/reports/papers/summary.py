"""The readiness summary as a paper, and as a workbook with one sheet for each view."""

from checklists.base.language import _
from checklists.model.layout import PartId
from checklists.model.words import days_text
from checklists.readiness.duties import Readiness, Tally
from checklists.readiness.reasons import step_text
from checklists.readiness.words import percent_text, tally_text
from checklists.reports.paper import (
    NOTHING,
    Block,
    Choice,
    Column,
    Heading,
    Paper,
    Paragraph,
    State,
    Table,
    Tone,
    Value,
    counted,
)
from checklists.reports.papers import criticism, opinions, owing, problems, rectification, talks
from checklists.reports.papers.common import (
    as_of,
    counts_only,
    dated,
    duty_state,
    heading_lines,
    official_date,
    shows,
    title_of,
)
from checklists.reports.summary.view import STEPS_SHOWN, View, waiver_text

_TONES: dict[str, Tone] = {"!": "late", "←": "late", "✔": "good", "◐": "busy", "○": "off", "–": "off"}


def papers(readiness: Readiness, choice: Choice, stage: str | None = None) -> list[Paper]:
    """Set the summary as it is read: verdict, stages, board, pace, numbers, reasons, next steps, waivers."""
    view = View(readiness, choice.member, stage)
    has_names = view.member is None
    steps = [step_text(readiness, step, has_names=has_names) for step in view.steps[:STEPS_SHOWN]]
    parts: dict[PartId, list[Block]] = {
        "summary-stages": [Heading(_("Stages")), stages(view), Paragraph(view.legend)],
        "summary-board": [Heading(_("Board")), board(view)],
        "summary-pace": _pace(view),
        "summary-numbers": _numbers(view),
        "summary-reasons": _listed(_("Why not yet"), [reason.text for reason in view.reasons]),
        "summary-steps": _listed(_("Next steps"), steps),
        "summary-waived": _listed(_("Waived"), [waiver_text(waiver) for waiver in view.waivers]),
        "summary-faults": _listed(_("Faults in the files"), [str(fault) for fault in view.other_faults]),
    }
    blocks: list[Block] = [Paragraph(line) for line in (_when_and_where(view), _verdict(view), view.quorum_text)]
    blocks += [block for part, found in parts.items() if shows(readiness, part) for block in found]
    lines = tuple(line for line in (view.scope_text, dated(readiness, readiness.today)) if line)
    return [Paper(title_of(readiness, _("Readiness summary")), tuple(blocks), lines, counts_only(readiness))]


def sheets(readiness: Readiness, choice: Choice, stage: str | None = None) -> list[Paper]:
    """Return the same as tables, one for each view; opinions, criticism and outlines as counts."""
    view = View(readiness, choice.member, stage)
    meeting = readiness.meeting
    tables: list[Table] = [board(view)] if shows(readiness, "summary-board") else []
    tables += [stages(view)] if shows(readiness, "summary-stages") else []
    tables.append(_duties(view))
    if stage is None:
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


def stages(view: View) -> Table:
    """Return how far each stage is."""
    rows: list[tuple[Value, ...]] = [
        (f"{row.number} {row.title}", _done(row.tally), percent_text(row.tally), row.tally.overdue or None)
        if row.tally.required
        else (f"{row.number} {row.title}", NOTHING, NOTHING, None)
        for row in view.stage_rows
    ]
    columns = (Column(_("Stage"), 20), Column(_("Done"), 10), Column(_("progress"), 10), Column(_("Overdue"), 8))
    return Table(_("Stages"), columns, tuple(rows))


def _done(tally: Tally) -> State:
    return State(f"{tally.done}/{tally.required}", _TONES[tally_text(tally, "")[0]])


def board(view: View) -> Table:
    """Return subjects by stages: a sign and a count, and the fill that goes with them."""
    shown = view.stage_rows
    rows: list[tuple[Value, ...]] = [
        (row.name, percent_text(row.tally), *(_tally(row.stages[stage.id]) for stage in shown))
        for row in view.subject_rows
    ]
    if view.member is None:
        rows.append((_("All"), percent_text(view.total), *(_tally(stage.tally) for stage in shown)))
    columns = (Column(_("Who"), 14), Column(_("progress"), 7), *(Column(stage.title, 12) for stage in shown))
    return Table(_("Board"), columns, tuple(rows))


def _tally(tally: Tally) -> Value:
    text = tally_text(tally, "")
    return State(text, _TONES[text[0]])


def _when_and_where(view: View) -> str:
    settings = view.readiness.meeting.settings
    parts = (official_date(settings.date), settings.place, days_text(view.readiness.days_left))
    return " · ".join(part for part in parts if part)


def _verdict(view: View) -> str:
    parts = (as_of(view.readiness), view.verdict, view.progress_text, view.overdue_text)
    return " · ".join(part for part in parts if part)


def _pace(view: View) -> list[Block]:
    return [Heading(_("Pace")), Paragraph(view.pace_text)] if view.pace_text else []


def _numbers(view: View) -> list[Block]:
    said = [Paragraph(_("{word}: {text}").format(word=name, text=text)) for name, text in view.numbers]
    return [Heading(_("Numbers")), *said] if said else []


def _listed(title: str, texts: list[str]) -> list[Block]:
    numbered = [Paragraph(f"{number}. {text}") for number, text in enumerate(texts, start=1)]
    return [Heading(title), *numbered] if texts else []


def _duties(view: View) -> Table:
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
