"""A table in plain text: its fitting columns and their widths in cells."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from checklists.base.cells import count_cells, fit, pad, split_heading, wrap
from checklists.base.language import _
from checklists.base.text import clean
from checklists.readiness.duties import Tally
from checklists.reports.paper import Share, Table, Tone, Value, format_cell, get_tone, is_figure

Toned = Callable[[str, Tone | Literal["dim"] | None], str]
"""Colours a text with its cells already counted."""
COLUMN_GAP = 2
INDENT = 4
"""Cells before a text on a line of its own below its row."""
LEAST_PROSE_WIDTH, REMARK_LEAST = 8, 18
"""Cells of a column of longer texts at least; a last one that gets fewer is set below its row."""
FREE = 12
"""Cells; a column of longer texts shrinks if the page is narrow."""
SHORT = 6
"""Cells; a shorter title is not broken."""
WIDE_PAGE = 100
BAR_WIDTHS = (10, 20)
"""The width of bars in a narrow page and in a wide one, in cells."""


def draw_bar(tally: Tally, cells: int) -> str:
    """Return a tally's progress as a bar, full only if nothing is left."""
    full = cells if tally.done >= tally.required else min(int(tally.progress * cells), cells - 1)
    return "█" * full + "░" * (cells - full)


class Density(NamedTuple):
    """How much is shown in the width of the page."""

    rank: int
    """The greatest rank of columns shown."""
    has_bars: bool
    shares: Literal["whole", "short", "sign"] = "whole"
    """``◐ 58%``, ``◐58``, ``◐``; a count loses its blank, and a bare percentage its sign to its head."""
    gap: int = COLUMN_GAP
    """Before a column of shares."""
    is_numbered: bool = False
    """The columns of shares are headed by numbers, explained on a line above the table."""


DENSITIES = (
    Density(1, has_bars=True),
    Density(1, has_bars=False),
    Density(0, has_bars=True),
    Density(0, has_bars=False),
    Density(0, has_bars=False, gap=1),
    Density(0, has_bars=False, shares="short", gap=1),
    Density(0, has_bars=False, shares="short", gap=1, is_numbered=True),
    Density(0, has_bars=False, shares="sign", gap=1, is_numbered=True),
)


class CellSpan(NamedTuple):
    """The widths of a column, in cells."""

    least: int
    asked: int
    """A comfortable width for reading."""
    wanted: int
    """The width with nothing cut, wrapped or broken."""
    weight: int


class TextTable:
    """The layout of all tables of a paper with the same columns, so that they align."""

    def __init__(self, tables: Sequence[Table], cells: int) -> None:
        self._table = tables[0]
        self._rows = [row for table in tables for row in table.rows]
        self._cells = cells
        self._shares: set[int] = set()
        self._figures: set[int] = set()
        self._percents: set[int] = set()
        for place in range(len(self._table.columns)):
            looks = {value.look for row in self._rows if isinstance(value := row[place], Share)}
            if "percent" in looks:
                self._percents.add(place)
            if looks - {"percent"}:
                self._shares.add(place)
            elif all(is_figure(row[place]) for row in self._rows):
                self._figures.add(place)
        last = len(self._table.columns) - 1
        self._remark = last if self._table.is_dense and self._is_text(last) else None
        """A text set below its row if the page is too narrow for its column."""
        self._has_remarks = False
        self._density = DENSITIES[0]
        self._widths: dict[int, int] = {}
        self._parts = self._choose()

    @property
    def legend(self) -> str:
        """The titles of numbered columns; empty without any."""
        if not self._parts or not self._shares or not self._density.is_numbered:
            return ""
        titles = [self._table.columns[place].title for place in sorted(self._shares)]
        numbered = "  ".join(f"{number} {title}" for number, title in enumerate(titles, start=1))
        return _("Stages: {stages}").format(stages=numbered)

    def lines(self, rows: Sequence[tuple[Value, ...]], toned: Toned) -> Iterator[str]:
        """Yield the lines of one of the tables."""
        if not self._parts:
            yield from self._records(rows)
        for number, places in enumerate(self._parts):
            if number:
                yield ""
            heads = [self._broken(place, self._widths[place]) for place in places]
            above = max(map(len, heads))
            for line in zip(*([""] * (above - len(head)) + head for head in heads), strict=True):
                yield toned(self._joined(places, line), "dim")
            for row in rows:
                yield from self._row(row, places, toned)

    def _choose(self) -> list[list[int]]:
        """Return the columns of each table at the greatest fitting density.

        None if each value takes a line.
        """
        for self._density in DENSITIES:
            places, spans = self._spans()
            if sum(span.asked for span in spans.values()) + self._gaps(places) <= self._cells:
                return self._parted(places, spans, 1)
        if sum(span.least for span in spans.values()) + self._gaps(places) <= self._cells:
            return self._parted(places, spans, 1)
        if self._remark is not None and not self._has_remarks:
            self._has_remarks = True
            return self._choose()
        if not self._table.is_dense:
            return []
        self._density = DENSITIES[-2]
        places, spans = self._spans()
        count = next(
            count
            for count in range(1, len(places) + 1)
            if all(
                sum(spans[place].least for place in part) + self._gaps(part) <= self._cells
                for part in _even(places, count)
            )
            or count == len(places)
        )
        return self._parted(places, spans, count)

    def _parted(self, places: list[int], spans: dict[int, CellSpan], count: int) -> list[list[int]]:
        parts = _even(places, count)
        for part in parts:
            widths = _share_out({place: spans[place] for place in part}, self._cells - self._gaps(part))
            self._widths |= {place: min(cells, self._widths.get(place, cells)) for place, cells in widths.items()}
        if count > 1 and self._shares:  # the columns of the parts stand below one another
            self._widths |= dict.fromkeys(self._shares, min(self._widths[place] for place in self._shares))
        return parts

    def _spans(self) -> tuple[list[int], dict[int, CellSpan]]:
        columns = self._table.columns
        places = [
            place
            for place, column in enumerate(columns)
            if column.rank <= self._density.rank and not (self._has_remarks and place == self._remark)
        ]
        return places, {place: self._span(place) for place in places}

    def _is_text(self, place: int) -> bool:
        return any(
            count_cells(line) > FREE
            for row in self._rows
            if isinstance(text := row[place], str)
            for line in clean(text).split("\n")
        )

    def _span(self, place: int) -> CellSpan:
        column = self._table.columns[place]
        longest = max(
            (count_cells(line) for row in self._rows for line in self._text(row[place], place).split("\n")), default=0
        )
        head = count_cells(self._head(place))
        if head > SHORT:
            head = max(map(count_cells, split_heading(self._head(place))))
        is_free = self._is_text(place)
        least = REMARK_LEAST if place == self._remark else max(column.width // 2, LEAST_PROSE_WIDTH)
        least = min(longest, least) if is_free else longest
        asked = min(longest, column.width) if is_free else longest
        return CellSpan(max(least, head), max(asked, head), max(longest, count_cells(self._head(place))), column.width)

    def _gaps(self, places: list[int]) -> int:
        return sum(map(self._gap, places[1:]))

    def _gap(self, place: int) -> int:
        return self._density.gap if place in self._shares else COLUMN_GAP

    def _head(self, place: int) -> str:
        if place in self._shares and self._density.is_numbered:
            return str(sorted(self._shares).index(place) + 1)
        return "%" if place in self._percents and self._density.shares != "whole" else self._table.columns[place].title

    def _broken(self, place: int, cells: int) -> list[str]:
        text = self._head(place)
        if count_cells(text) <= cells:
            return [text]
        two = split_heading(text)
        return [*two] if max(map(count_cells, two)) <= cells else wrap(text, cells)

    def _text(self, value: Value, place: int) -> str:
        if not isinstance(value, Share):
            return clean(format_cell(value))
        density = self._density
        if value.look == "percent":
            if density.shares != "whole" and value.tally.required:
                return str(value.tally.percent)
            if not density.has_bars or not self._table.columns[place].has_bars:
                return value.format()
            drawn = draw_bar(value.tally, BAR_WIDTHS[self._cells >= WIDE_PAGE]) if value.tally.required else ""
            return f"{value.format():>4} {drawn}"
        if value.look == "count" or density.shares == "whole" or not value.tally.required:
            return value.format(" " if density.shares == "whole" else "")
        return value.format("")[0] + (str(value.tally.percent) if density.shares == "short" else "")

    def _row(self, row: tuple[Value, ...], places: list[int], toned: Toned) -> Iterator[str]:
        def colour(text: str, place: int) -> str:
            return toned(text, get_tone(row[place]))

        texts = [self._text(row[place], place) for place in places]
        if self._table.is_dense:
            yield self._joined(places, [text.replace("\n", " ") for text in texts], colour)
            if self._has_remarks and self._remark is not None and places == self._parts[-1]:
                text = clean(format_cell(row[self._remark])).replace("\n", " ")
                yield from [" " * INDENT + fit(text, self._cells - INDENT)] if text else []
            return
        cells = [
            [line for part in text.split("\n") for line in wrap(part, self._widths[place])]
            for place, text in zip(places, texts, strict=True)
        ]
        for line in zip_longest(*cells, fillvalue=""):
            yield self._joined(places, line, colour)

    def _joined(self, places: list[int], texts: Sequence[str], toned: Callable[[str, int], str] | None = None) -> str:
        line = ""
        for place, text in zip(places, texts, strict=True):
            cell = pad(text, self._widths[place], right=place in self._figures)
            line += (" " * self._gap(place) if place != places[0] else "") + (toned(cell, place) if toned else cell)
        return line

    def _records(self, rows: Sequence[tuple[Value, ...]]) -> Iterator[str]:
        """Yield a line for each value, with its column's title."""
        for number, row in enumerate(rows):
            if number:
                yield ""
            for column, value in zip(self._table.columns, row, strict=True):
                lead = column.title + _(": ")
                for part in clean(format_cell(value)).split("\n") if format_cell(value) else ():
                    yield from wrap(lead + part, self._cells)
                    lead = "    "


def _even(places: list[int], count: int) -> list[list[int]]:
    """Distribute the columns over so many tables, each with the first column."""
    first, *others = places
    size = -(-len(others) // count)
    return [[first, *others[start : start + size]] for start in range(0, len(others), size)] or [[first]]


def _share_out(spans: dict[int, CellSpan], room: int) -> dict[int, int]:
    """Distribute the room: to each column what it asks or needs, then the rest by weight."""
    cells = {place: span.asked for place, span in spans.items()}
    if sum(cells.values()) > room:
        cells = {place: span.least for place, span in spans.items()}
    while growing := [place for place, span in spans.items() if cells[place] < span.wanted]:
        left, weight = room - sum(cells.values()), sum(spans[place].weight for place in growing)
        more = {
            place: min(spans[place].wanted - cells[place], left * spans[place].weight // weight) for place in growing
        }
        if left <= 0 or not any(more.values()):
            break
        cells |= {place: cells[place] + more[place] for place in growing}
    return cells
