"""Drawings for HTML: a board as a heat map, the pace as a burn-up chart. No script, font or other file.

Colours come from the page's own style, so that they follow light and dark; each state has its sign and count too.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from checklists.base.cells import fit
from checklists.base.language import _
from checklists.base.text import clean_line
from checklists.readiness.duties import Tally
from checklists.reports.paper import Share, Table, Value, format_cell
from checklists.reports.summary.pace import Pace

CELL, ROW, NAMES, HEAD = 92, 26, 130, 34
ROWS_A_MAP = 28
"""Rows of a drawing: it cannot be split over pages, so a longer board makes several."""
PLOT_WIDTH, PLOT_HEIGHT, LEFT, BELOW, ABOVE = 720, 240, 44, 28, 14


def draw_heat_maps(table: Table) -> Iterator[str]:
    """Yield a board's drawings."""
    for start in range(0, max(len(table.rows), 1), ROWS_A_MAP):
        yield _heat_map(table, table.rows[start : start + ROWS_A_MAP])


def get_tally_class(tally: Tally) -> str:
    """Return the class that colours a tally: late, returned, or how much is done."""
    if not tally.required:
        return "none"
    if tally.overdue or tally.returned:
        return "late"
    return f"level{min(int(tally.progress * 4), 4)}"


def _heat_map(table: Table, rows: Sequence[tuple[Value, ...]]) -> str:
    places = [place for place, value in enumerate(table.rows[0]) if _is_field(value)] if table.rows else []
    width, height = NAMES + CELL * len(places), HEAD + ROW * len(rows)
    parts = [_begin(width, height, "map", _("Board: subjects by stages"))]
    for number, place in enumerate(places):
        middle = NAMES + CELL * number + CELL // 2
        parts.append(_text(middle, HEAD - 12, fit(table.columns[place].title, 16), "middle", "head"))
    for number, row in enumerate(rows):
        top = HEAD + ROW * number
        parts.append(_text(NAMES - 8, top + 18, fit(format_cell(row[0]), 18), "end", "name"))
        for column, field in enumerate(row[place] for place in places):
            if isinstance(field, Share):
                left = NAMES + CELL * column
                parts.append(_rect(get_tally_class(field.tally), left + 1, top + 1))
                parts.append(_text(left + CELL // 2, top + 18, field.format(), "middle", "count"))
    return "\n".join([*parts, "</svg>"])


def _is_field(value: Value) -> bool:
    return isinstance(value, Share) and value.look == "count"


def draw_burn_up(pace: Pace) -> str:
    """Return a drawing of what was done and what is planned by day, with today marked."""
    plot = _Plot(pace)
    parts = [_begin(LEFT + PLOT_WIDTH + 16, ABOVE + PLOT_HEIGHT + BELOW, "pace", _("Done and planned, by day"))]
    for count in plot.marks():
        y = plot.y(count)
        parts.append(f'<line class="grid" x1="{LEFT}" y1="{y}" x2="{LEFT + PLOT_WIDTH}" y2="{y}"/>')
        parts.append(_text(LEFT - 6, y + 4, str(count), "end", "axis"))
    for number, day in plot.days():
        anchor = "end" if number == len(pace.days) - 1 else "start" if number == 0 else "middle"
        parts.append(_text(plot.x(number), ABOVE + PLOT_HEIGHT + 18, f"{day:%m-%d}", anchor, "axis"))
    parts.append(f'<polyline class="planned" points="{plot.points(pace.planned)}"/>')
    parts.append(f'<polyline class="done" points="{plot.points(pace.done)}"/>')
    if pace.today in pace.days:
        x = plot.x(pace.days.index(pace.today))
        parts.append(f'<line class="today" x1="{x}" y1="{ABOVE}" x2="{x}" y2="{ABOVE + PLOT_HEIGHT}"/>')
        anchor = "end" if x > LEFT + PLOT_WIDTH / 2 else "start"
        shift = -4 if anchor == "end" else 4
        label = _("today: {done} of {required}").format(done=pace.done[-1] if pace.done else 0, required=pace.required)
        parts.append(_text(x + shift, ABOVE + 12, label, anchor, "axis"))
    return "\n".join([*parts, "</svg>"])


class _Plot:
    """The scales of a drawing: days and counts."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._most = max(pace.required, 1)

    def x(self, number: int) -> float:
        return round(LEFT + PLOT_WIDTH * number / max(len(self._pace.days) - 1, 1), 1)

    def y(self, count: int) -> float:
        return round(ABOVE + PLOT_HEIGHT * (1 - count / self._most), 1)

    def points(self, counts: Sequence[int]) -> str:
        """Return the points of a step line: a day's count holds from that day on."""
        found: list[str] = []
        for number, count in enumerate(counts):
            if number and counts[number - 1] != count:
                found.append(f"{self.x(number)},{self.y(counts[number - 1])}")
            if not number or number == len(counts) - 1 or counts[number - 1] != count:
                found.append(f"{self.x(number)},{self.y(count)}")
        return " ".join(found)

    def marks(self) -> list[int]:
        return sorted({round(self._most * part / 4) for part in range(5)})

    def days(self) -> list[tuple[int, date]]:
        last = len(self._pace.days) - 1
        places = sorted({round(last * part / 6) for part in range(7)})
        return [(place, self._pace.days[place]) for place in places]


def _begin(width: int, height: int, kind: str, title: str) -> str:
    return (
        f'<svg class="{kind}" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
        f'style="max-width:{width}px"><title>{escape(title)}</title>'
    )


def _rect(kind: str, x: int, y: int) -> str:
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{CELL - 2}" height="{ROW - 2}" rx="3"/>'


def _text(x: float, y: float, text: str, anchor: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(clean_line(text))}</text>'
