"""The readiness summary as a paper: verdict, pace, stages, board, numbers, reasons, next steps, waivers."""

from checklists.base.language import _, ngettext
from checklists.model.layout import PartId
from checklists.model.words import format_days
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import describe_step
from checklists.reports.paper import (
    NO_NUMBER,
    Block,
    Chart,
    Column,
    ExportChoice,
    Heading,
    NumberedList,
    Paper,
    Paragraph,
    Share,
    State,
    Table,
    Terms,
    Value,
    count_overdue,
)
from checklists.reports.papers.common import (
    describe_counts_only,
    format_as_of,
    format_official_date,
    format_paper_date,
    has_part,
    make_title,
)
from checklists.reports.summary.pace import describe_pace, is_sufficient
from checklists.reports.summary.view import SummaryView, describe_waiver

STEPS_SHOWN = 8


def make_papers(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """Set the summary as it is read."""
    view = SummaryView(readiness, choice.member, choice.stage)
    steps = tuple(describe_step(readiness, step, has_names=view.member is None) for step in view.steps)
    rest = max(len(steps) - STEPS_SHOWN, 0)
    more = ngettext("and {count} more item: huiqian next", "and {count} more items: huiqian next", rest)
    listed = NumberedList(steps, STEPS_SHOWN, more.format(count=rest) if rest else "")
    legend = _(
        "Progress: what is counted from records goes in by the part that is done, so it may exceed done/required."
    )
    numbers = tuple(view.numbers)
    # the reasons of the whole meeting have the grave ones already
    faults = [str(fault) for fault in readiness.faults if fault.severity == "notice" or view.scope_text]
    parts: dict[PartId, list[Block]] = {
        "summary-stages": [Heading(_("Stages")), make_stage_table(view), Paragraph(legend, "note")],
        "summary-board": [Heading(_("Board")), make_board(view)],
        "summary-pace": [Chart(_("Pace"), view.pace)] if view.pace else [],
        "summary-numbers": [Heading(_("Numbers")), Terms(numbers)] if numbers else [],
        "summary-reasons": _listed(_("Why not yet"), [reason.text for reason in view.reasons]),
        "summary-steps": [Heading(_("Next steps")), listed] if steps else [],
        "summary-waived": _listed(_("Waived"), [describe_waiver(waiver) for waiver in view.waivers]),
        "summary-faults": _listed(_("Faults in the files"), faults),
    }
    blocks = _heading(view)
    blocks += [block for part, found in parts.items() if has_part(readiness, part) for block in found]
    day = format_paper_date(readiness, readiness.today)
    return [
        Paper(
            make_title(readiness, _("Readiness summary")),
            tuple(blocks),
            (day,) if day else (),
            describe_counts_only(readiness),
        )
    ]


def _heading(view: SummaryView) -> list[Block]:
    readiness, settings = view.readiness, view.readiness.meeting.settings
    theme = _("Theme: {theme}").format(theme=settings.theme) if settings.theme else ""
    when = (
        format_official_date(settings.date),
        settings.place,
        format_days(readiness.days_left),
        format_as_of(readiness),
    )
    lines = (theme, " · ".join(filter(None, when)), view.scope_text)
    blocks: list[Block] = [Paragraph(line) for line in lines if line]
    verdict = f"{view.verdict} · {view.progress_text}"
    blocks.append(Paragraph(verdict, "verdict", "good" if readiness.is_ready else "late", view.total))
    if view.pace and has_part(readiness, "summary-pace"):
        text = _("{word}: {text}").format(word=_("Pace"), text=describe_pace(view.pace))
        blocks.append(Paragraph(text, tone="good" if is_sufficient(view.pace) else "late"))
    return [
        *blocks,
        Paragraph(view.quorum_text, tone="good" if readiness.quorum.is_ok else "late"),
    ]


def make_stage_table(view: SummaryView) -> Table:
    """Return the progress of each stage."""
    rows: list[tuple[Value, ...]] = []
    for row in view.stage_rows:
        tally, title = row.tally, f"{row.number} {row.title}"
        if tally.required:
            done = State(f"{tally.done}/{tally.required}", Share(tally, "count").tone or "off")
            rows.append((title, done, Share(tally, "percent"), count_overdue(tally)))
        else:
            rows.append((title, NO_NUMBER, NO_NUMBER, None))
    columns = (
        Column(_("Stage"), 20),
        Column(_("Done"), 10),
        Column(_("progress"), 10, has_bars=True),
        Column(_("Overdue"), 8),
    )
    return Table(_("Stages"), columns, tuple(rows), is_dense=True)


def make_board(view: SummaryView) -> Table:
    """Return the board of subjects and stages: sign, count and fill."""
    shown = view.stage_rows
    rows: list[tuple[Value, ...]] = [
        (row.name, Share(row.tally, "percent"), *(Share(row.stages[stage.id], "count") for stage in shown))
        for row in view.subject_rows
    ]
    if view.member is None:
        rows.append((_("All"), Share(view.total, "percent"), *(Share(stage.tally, "count") for stage in shown)))
    columns = (
        Column(_("Who"), 14),
        Column(_("progress"), 7, rank=1),
        *(Column(stage.title, 12) for stage in shown),
    )
    return Table(_("Board"), columns, tuple(rows), is_dense=True, is_map=True)


def _listed(title: str, texts: list[str]) -> list[Block]:
    return [Heading(title), NumberedList(tuple(texts))] if texts else []
