"""The burn-up chart: duties done by each day, those due, and the outlook at the present pace."""

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from checklists.base.cells import count_cells
from checklists.base.language import _
from checklists.reports.summary.pace import DAYS_LOOKED_AT, Pace, is_sufficient

EIGHTHS = " ▁▂▃▄▅▆▇█"
PLANNED, AHEAD = "─", "·"


class BurnUp(Widget):
    """Legend, plot and days. Done duties are filled bars; planned and expected ones are lines above."""

    COMPONENT_CLASSES = {
        "burn-up--text",
        "burn-up--done",
        "burn-up--planned",
        "burn-up--planned-over",
        "burn-up--enough",
        "burn-up--short",
    }
    DEFAULT_CSS = """
    BurnUp {
        height: 9;
        & > .burn-up--text { color: $text-muted; }
        & > .burn-up--done { color: $success; }
        & > .burn-up--planned { color: $text-warning; }
        & > .burn-up--planned-over { color: $text-warning; background: $success; text-style: bold; }
        & > .burn-up--enough { color: $text-success; text-style: bold; }
        & > .burn-up--short { color: $text-error; text-style: bold; }
        &:nocolor > .burn-up--planned-over { text-style: reverse; }
    }
    """
    pace: reactive[Pace | None] = reactive(None)

    def render_line(self, y: int) -> Strip:
        """Draw the legend, a row of the plot, or the days."""
        width, rows = self.size.width, self.size.height - 2
        if self.pace is None or rows < 1:
            return Strip.blank(width, self.rich_style)
        if y == 0:
            segments = self._legend(self.pace)
        elif y <= rows:
            segments = self._row(self.pace, rows - y, rows)
        else:
            segments = [Segment(_make_day_line(self.pace, self._axis, self._room), self._style("text"))]
        return Strip(segments).crop(0, width).adjust_cell_length(width, self.rich_style)

    @property
    def _axis(self) -> int:
        """The cells of the counts at the left."""
        return len(str(self.pace.required if self.pace else 0)) + 1

    @property
    def _room(self) -> int:
        return max(self.size.width - self._axis, 1)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"burn-up--{name}")

    def _legend(self, pace: Pace) -> list[Segment]:
        text, gap = self._style("text"), Segment("  ", self.rich_style)
        verdict, tone = _describe_pace(pace)
        return [
            Segment("█ ", self._style("done")),
            Segment(_("done {count}/{all}").format(count=_count_done(pace), all=pace.required), text),
            gap,
            Segment(f"{PLANNED} ", self._style("planned")),
            Segment(_("due by today {count}").format(count=count_planned(pace)), text),
            gap,
            Segment(f"{AHEAD} ", self._style(tone)),
            Segment(verdict, self._style(tone)),
        ]

    def _row(self, pace: Pace, row: int, rows: int) -> list[Segment]:
        """Draw a row, counted from the bottom."""
        label = {rows - 1: pace.required, (rows - 1) // 2: round(pace.required * ((rows - 1) // 2 + 1) / rows)}.get(row)
        axis = "" if label is None else str(label)
        segments = [Segment(axis.rjust(self._axis - 1) + "│", self._style("text"))]
        ahead = self._style(_describe_pace(pace)[1])
        for column in range(self._room):
            place = _place(column, self._room, pace)
            filled = _compute_height(pace.done[place], pace, rows) - row * 8 if place < len(pace.done) else 0
            is_planned = _find_top(pace.planned[place], pace, rows) == row
            is_ahead = place >= len(pace.done) and _find_top(estimate_done(pace, place), pace, rows) == row
            if is_planned:
                segments.append(Segment(PLANNED, self._style("planned-over" if filled >= 8 else "planned")))
            elif is_ahead:
                segments.append(Segment(AHEAD, ahead))
            else:
                segments.append(Segment(EIGHTHS[min(max(filled, 0), 8)], self._style("done")))
        return segments


def count_planned(pace: Pace) -> int:
    """Return how many duties are due by the end of today."""
    return pace.planned[len(pace.done) - 1] if pace.done else 0


def estimate_done(pace: Pace, place: int) -> int:
    """Return how many duties are done by the end of a future day at the present pace."""
    ahead = place - len(pace.done) + 1
    return min(_count_done(pace) + pace.recent * ahead // DAYS_LOOKED_AT, pace.required)


def _describe_pace(pace: Pace) -> tuple[str, str]:
    """Return whether the pace suffices, and the tone."""
    if not pace.left:
        return _("all is done"), "enough"
    return (_("at this pace: in time"), "enough") if is_sufficient(pace) else (_("at this pace: not in time"), "short")


def _count_done(pace: Pace) -> int:
    return pace.done[-1] if pace.done else 0


def _place(column: int, room: int, pace: Pace) -> int:
    """Return the day of a column."""
    return round(column * (len(pace.days) - 1) / max(room - 1, 1))


def _compute_height(count: int, pace: Pace, rows: int) -> int:
    """Return the height of a count in eighths of a row; only zero has none."""
    found = count * rows * 8 // max(pace.required, 1)
    return max(found, 1) if count else 0


def _find_top(count: int, pace: Pace, rows: int) -> int:
    """Return the row of the end of a count's bar."""
    return min(max(-(-_compute_height(count, pace, rows) // 8) - 1, 0), rows - 1)


def _make_day_line(pace: Pace, axis: int, room: int) -> str:
    """Return the line with the first day, today and the meeting's day, as far as they fit."""
    last = len(pace.days) - 1
    labels = {0: f"{pace.days[0]:%m-%d}", last: f"{pace.days[-1]:%m-%d}"}
    today = len(pace.done) - 1
    labels[today] = _("{date} today").format(date=f"{pace.today:%m-%d}")
    put: list[tuple[int, int, str]] = []
    for place in sorted(labels, key=lambda place: place not in {today, last}):
        cells = count_cells(labels[place])
        middle = axis + round(place * (room - 1) / max(last, 1))
        start = min(max(middle - (cells // 2 if 0 < place < last else 0), axis), axis + room - cells)
        if start >= 0 and all(start > end or start + cells < other for other, end, _text in put):
            put.append((start, start + cells, labels[place]))
    line = ""
    for start, _end, text in sorted(put):
        line += " " * (start - count_cells(line)) + text
    return line
