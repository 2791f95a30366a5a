"""The roll-up as a paper, and as tables for spreadsheets."""

from collections.abc import Sequence

from checklists.base.language import _
from checklists.readiness.duties import Tally
from checklists.reports.paper import (
    Block,
    Column,
    Heading,
    NumberedList,
    Paper,
    Paragraph,
    Share,
    State,
    Table,
    Tone,
    Value,
    count_overdue,
)
from checklists.rollup.judging import VERDICTS, Unit, UnitVerdict
from checklists.rollup.reports.view import (
    format_heading,
    format_verdict,
    format_verdicts,
    list_late_items,
    list_notes,
    name_district,
)
from checklists.rollup.totals import RollUp, Totals

_TONES: dict[UnitVerdict, Tone] = {
    "faulty": "late",
    "not-begun": "late",
    "late": "late",
    "not-ready": "busy",
    "ready": "good",
}


def make_papers(roll: RollUp) -> list[Paper]:
    """Return the roll-up as a paper: the units, by district on request, and their totals."""
    title = format_heading(roll)
    blocks: list[Block] = []
    if roll.by_district:
        for district, units, totals in roll.districts:
            name = name_district(district)
            blocks += [Heading(name), Paragraph(format_verdicts(totals), "plain"), _make_unit_table(roll, name, units)]
    elif roll.units:
        blocks.append(_make_unit_table(roll, title, roll.units, has_districts=_has_districts(roll)))
    if roll.totals.stages:
        blocks += [Heading(_("By stage")), _make_stage_table(roll.totals, is_sheet=False)]
    if texts := list_late_items(roll.totals):
        blocks += [Heading(_("Most often late")), NumberedList(tuple(texts))]
    return [Paper(title, tuple(blocks), (format_verdicts(roll.totals),), "\n".join(list_notes(roll)), is_wide=True)]


def make_sheets(roll: RollUp) -> list[Paper]:
    """Return the roll-up as tables."""
    units = [one for _name, group, _totals in roll.districts for one in group] if roll.by_district else roll.units
    groups = [(_("All units"), roll.totals)]
    if roll.by_district:
        groups += [(name_district(district), totals) for district, _units, totals in roll.districts]
    late = tuple((str(title), count) for _item, title, count in roll.totals.most_late)
    tables = (
        _make_unit_table(roll, _("All units"), units, has_districts=_has_districts(roll), is_sheet=True),
        _make_totals_table(groups),
        _make_stage_table(roll.totals, is_sheet=True),
        Table(_("Most often late"), (Column(_("Item"), 34), Column(_("Units"), 8)), late),
    )
    return [Paper(format_heading(roll), tables, (format_verdicts(roll.totals),), "\n".join(list_notes(roll)))]


def _has_districts(roll: RollUp) -> bool:
    return roll.by_district or any(one.district for one in roll.units)


def _make_unit_table(
    roll: RollUp, title: str, units: Sequence[Unit], *, has_districts: bool = False, is_sheet: bool = False
) -> Table:
    """Return a row for each unit: name, state, stages and reason; on paper the state has the overdue count."""
    columns = (
        *([Column(_("District"), 12, rank=1)] if has_districts else []),
        Column(_("Unit"), 32),
        Column(_("Meeting"), 20, rank=2),
        Column(_("Folder"), 20, rank=2),
        Column(_("Date"), 11, rank=1),
        Column(_("Days left"), 5),
        Column(_("State"), 10),
        Column(_("Progress"), 6),
        Column(_("Done"), 7, rank=2),
        Column(_("Required duties"), 7, rank=2),
        Column(_("Overdue"), 7, rank=2),
        *(Column(str(title), 8) for _key, title in roll.stages),
        Column(_("First reason"), 44),
    )
    rows = tuple(
        (*([one.district] if has_districts else []), *_make_row(roll, one, is_sheet=is_sheet)) for one in units
    )
    return Table(title, columns, rows, is_dense=True)


def _make_row(roll: RollUp, one: Unit, *, is_sheet: bool) -> tuple[Value, ...]:
    has_plan, by_stage = one.plan is not None, one.stage_tallies
    verdict = format_verdict(one.verdict)
    state = f"{verdict} !{one.overdue}" if one.overdue and has_plan and not is_sheet else verdict
    return (
        one.unit,
        one.title,
        one.folder,
        one.day,
        one.days_left,
        State(state, _TONES[one.verdict]),
        Share(one.total, "percent") if has_plan else None,
        one.total.done if has_plan else None,
        one.total.required if has_plan else None,
        one.overdue if has_plan else None,
        *(Share(by_stage.get(key, Tally()), "sign") for key, _title in roll.stages),
        one.reason,
    )


def _make_totals_table(groups: Sequence[tuple[str, Totals]]) -> Table:
    columns = (
        Column(_("Units"), 24),
        Column(_("Number of units"), 8),
        *(Column(format_verdict(verdict), 8) for verdict in VERDICTS),
        Column(_("Progress"), 8),
        Column(_("Overdue"), 8),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            name,
            totals.units,
            *(totals.verdicts[verdict] for verdict in VERDICTS),
            Share(Tally(int(totals.progress >= 1), 1, totals.progress), "percent") if totals.units else None,
            totals.overdue,
        )
        for name, totals in groups
    )
    return Table(_("Totals"), columns, rows)


def _make_stage_table(totals: Totals, *, is_sheet: bool) -> Table:
    """Return how far all units are with each stage; in a sheet what is done and required are numbers."""
    rows = tuple(
        (
            str(title),
            Share(tally, "sign"),
            *((tally.done, tally.required) if is_sheet else (f"{tally.done}/{tally.required}",)),
            count_overdue(tally),
        )
        for title, tally in totals.stages.values()
    )
    columns = (
        Column(_("Stage"), 20),
        Column(_("Progress"), 10),
        Column(_("Done"), 12),
        *([Column(_("Required duties"), 12)] if is_sheet else []),
        Column(_("Overdue"), 8),
    )
    return Table(_("By stage"), columns, rows, is_dense=True)
