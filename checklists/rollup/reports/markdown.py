"""The roll-up as Markdown with GitHub's tables."""

from collections.abc import Iterator, Sequence
from datetime import date

from checklists.base.language import _
from checklists.readiness.duties import Tally
from checklists.readiness.words import percent_text, tally_text
from checklists.reports.writers.markdown import escaped
from checklists.rollup.judging import Unit
from checklists.rollup.reports.view import (
    Column,
    columns_of,
    district_name,
    heading_of,
    late_texts,
    notes_of,
    stage_text,
    verdicts_text,
)
from checklists.rollup.totals import RollUp

_LEFT_OUT = {"title", "folder", "done", "required"}
"""Too much for a page; the forms for spreadsheets have them."""


def rollup_markdown(roll: RollUp) -> str:
    """Write the roll-up as Markdown."""
    return "\n".join(_lines(roll)) + "\n"


def _lines(roll: RollUp) -> Iterator[str]:
    yield from (f"# {escaped(heading_of(roll))}", "", escaped(verdicts_text(roll.totals)), "")
    for note in notes_of(roll):
        yield from (f"**{escaped(note)}**", "")
    columns = [column for column in columns_of(roll) if column.key not in _LEFT_OUT]
    if roll.by_district:
        for district, units, totals in roll.districts:
            yield from (f"## {escaped(district_name(district))}", "", escaped(verdicts_text(totals)), "")
            yield from _table([column for column in columns if column.key != "district"], units)
    else:
        yield from _table(columns, roll.units)
    if roll.totals.stages:
        yield from ("## " + _("By stage"), "")
        yield from (_row([_("Stage"), "%", _("Done"), _("Overdue")]), "| --- | ---: | ---: | ---: |")
        for title, tally in roll.totals.stages.values():
            late = str(tally.overdue) if tally.overdue else ""
            yield _row([escaped(str(title)), stage_text(tally), tally_text(tally), late])
        yield ""
    texts = late_texts(roll.totals)
    if texts:
        yield from ("## " + _("Most often late"), "")
        yield from (f"{number}. {escaped(text)}" for number, text in enumerate(texts, start=1))


def _table(columns: list[Column], units: Sequence[Unit]) -> Iterator[str]:
    if not units:
        return
    yield _row([escaped(column.heading) for column in columns])
    yield _row(["---" if column.kind in {"text", "day"} else "---:" for column in columns])
    for one in units:
        yield _row([_cell(column, one) for column in columns])
    yield ""


def _cell(column: Column, one: Unit) -> str:
    value = column.value(one)
    if column.kind == "stage":
        return stage_text(value if isinstance(value, Tally) else None)
    if isinstance(value, Tally):
        return percent_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else escaped(str(value))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
