"""The roll-up as one HTML page that loads nothing and runs nothing; it prints well."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from checklists.base.language import _, current
from checklists.readiness.duties import Tally
from checklists.readiness.words import percent_text
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

_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 1.5rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 1.6rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #8886; padding: .2rem .5rem; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; background: Canvas; }
.n { text-align: right; white-space: nowrap; }
.done { background: #2a92; } .doing { background: #c902; } .late { background: #d334; font-weight: 600; }
.note { font-weight: 600; }
@media print { body { margin: 0; font-size: 10pt; } thead { display: table-header-group; } tr { break-inside: avoid; } }
"""


def rollup_html(roll: RollUp) -> str:
    """Write the roll-up as a page of its own."""
    return "\n".join(_lines(roll)) + "\n"


def _lines(roll: RollUp) -> Iterator[str]:
    title = escape(heading_of(roll))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield from (
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if current() == "zh" else "en"}">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        f"<title>{title}</title><style>{_STYLE}</style></head>",
        f"<body><h1>{title}</h1>",
        f"<p>{escape(verdicts_text(roll.totals))}</p>",
    )
    yield from (f'<p class="note">{escape(note)}</p>' for note in notes_of(roll))
    columns = columns_of(roll)
    if roll.by_district:
        for district, units, totals in roll.districts:
            yield f"<h2>{escape(district_name(district))}</h2><p>{escape(verdicts_text(totals))}</p>"
            yield from _table([column for column in columns if column.key != "district"], units)
    else:
        yield from _table(columns, roll.units)
    yield from _totals(roll)
    yield "</body></html>"


def _totals(roll: RollUp) -> Iterator[str]:
    if roll.totals.stages:
        heads = (_("Stage"), "%", _("Done"), _("Overdue"))
        title = escape(_("By stage"))
        yield f"<h2>{title}</h2><table><thead><tr>{''.join(map(_head, heads))}</tr></thead><tbody>"
        for stage, tally in roll.totals.stages.values():
            done = f"{tally.done}/{tally.required}"
            cells = f'<td class="n">{done}</td><td class="n">{tally.overdue or ""}</td>'
            yield f"<tr><td>{escape(str(stage))}</td>{_stage(tally)}{cells}</tr>"
        yield "</tbody></table>"
    texts = late_texts(roll.totals)
    if texts:
        title = escape(_("Most often late"))
        yield f"<h2>{title}</h2><ol>"
        yield from (f"<li>{escape(text)}</li>" for text in texts)
        yield "</ol>"


def _table(columns: list[Column], units: Sequence[Unit]) -> Iterator[str]:
    if not units:
        return
    heads = "".join(_head(column.heading) for column in columns)
    yield f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>'
    for one in units:
        yield f"<tr>{''.join(_cell(column, one) for column in columns)}</tr>"
    yield "</tbody></table></div>"


def _head(text: str) -> str:
    return f"<th>{escape(text)}</th>"


def _cell(column: Column, one: Unit) -> str:
    value = column.value(one)
    if column.kind == "stage":
        return _stage(value if isinstance(value, Tally) else None)
    if column.key == "verdict":
        tone = {"ready": "done", "not-ready": "doing"}.get(one.verdict, "late")
        return f'<td class="{tone}">{escape(str(value))}</td>'
    if isinstance(value, date):
        return f"<td>{value.isoformat()}</td>"
    if isinstance(value, int | Tally):
        return f'<td class="n">{percent_text(value) if isinstance(value, Tally) else value}</td>'
    return f"<td>{escape(str(value)) if value is not None else ''}</td>"


def _stage(tally: Tally | None) -> str:
    if tally is None or not tally.required:
        return '<td class="n">–</td>'
    tone = "late" if tally.overdue or tally.returned else "done" if tally.done >= tally.required else "doing"
    return f'<td class="n {tone}">{escape(stage_text(tally))}</td>'
