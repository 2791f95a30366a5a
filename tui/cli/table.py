"""The writer of lists, aligned by cells: in a narrow page, the least important columns are left out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from checklists.base.cells import count_cells, fit, pad, wrap
from checklists.base.language import _, join_names
from tui.cli import output

LIST_GAP = 2
LEAST_COLUMN_WIDTH = 8
LEAST_WHOLE = 12
LIST_INDENT = 4
_MAIN = frozenset({"main", "whole"})
_STEPS: tuple[tuple[bool, int], ...] = ((False, 10), (True, 44), (False, 24), (True, 200))
"""Whether the main column or the other texts grow, and to which width, while there is room."""


ColumnShape = Literal["number", "fixed", "text", "main", "whole"]


class TextColumn(NamedTuple):
    """A column: its heading and a text for each row."""

    heading: str
    cells: list[str]
    kind: ColumnShape = "text"
    """*number* and *fixed* are never cut; *main* has a third of a narrow page, half of a wide one, and the rest.

    *whole*, the last column, has the rest too, on as many lines as it takes.
    """


def print_tables(tables: list[tuple[str, list[TextColumn]]], page: int | None = None) -> None:
    """Print tables under their titles, and name the columns too wide for `page` (the terminal's width)."""
    page = page or output.get_width()
    hidden: list[str] = []
    blocks = []
    for title, some in tables:
        lines, left_out = set_table(some, page)
        blocks.append("\n".join([title, *lines]))
        hidden += [name for name in left_out if name not in hidden]
    output.write("\n\n".join(blocks) + "\n" if blocks else _("No records.") + "\n")
    if hidden:
        output.say(
            _("Not shown for want of room: {columns}. See: --width, --json, show").format(columns=join_names(hidden))
        )


def print_list(columns: list[TextColumn], below: Sequence[Iterable[str]] = ()) -> None:
    """Print a list without title and headings, and without leaving columns out; `below` follows a row."""
    columns = [one._replace(cells=[" ".join(cell.split()) for cell in one.cells]) for one in columns]
    output.write("".join(f"{line}\n" for line in _set_rows(columns, output.get_width(), below)))


def set_table(columns: list[TextColumn], page: int) -> tuple[list[str], list[str]]:
    """Return the lines, headings first, and the headings of omitted columns.

    The first column and the main one always stay; of the others the empty and then the last go first.
    """
    columns = [one._replace(cells=[_line(cell, page) for cell in one.cells]) for one in columns]
    shown = list(columns)
    while sum(_least(one, page) + LIST_GAP for one in shown) - LIST_GAP > page:
        spare = [one for one in shown[1:] if one.kind not in _MAIN]
        if not spare:
            break
        empty = [one for one in spare if not any(one.cells)]
        shown.remove((empty or spare)[-1])
    lines = [*_set_rows([one._replace(cells=[one.heading, *one.cells]) for one in shown], page)]
    return lines, [one.heading for one in columns if one not in shown]


def _set_rows(columns: list[TextColumn], page: int, below: Sequence[Iterable[str]] = ()) -> Iterator[str]:
    widths = _widths(columns, page)
    rows = zip(*(one.cells for one in columns), strict=True)
    for cells, more in zip_longest(rows, below, fillvalue=()):
        parts = [
            wrap(cell, wide) or [""] if one.kind == "whole" else [fit(cell, wide)]
            for cell, one, wide in zip(cells, columns, widths, strict=True)
        ]
        for line in zip_longest(*parts, fillvalue=""):
            yield _row(line, columns, widths)
        for text in more:
            yield from (" " * LIST_INDENT + line for line in wrap(text, max(page - LIST_INDENT, LEAST_WHOLE)))


def _line(text: str, page: int) -> str:
    """Return text on one line, truncated to what could ever be shown, stacked accents included."""
    return " ".join(text[: page * 6].split())


def _row(cells: Iterable[str], columns: list[TextColumn], widths: list[int]) -> str:
    return (
        (" " * LIST_GAP)
        .join(
            pad(cell, wide, right=one.kind == "number") for cell, one, wide in zip(cells, columns, widths, strict=True)
        )
        .rstrip()
    )


def _natural(column: TextColumn) -> int:
    return max(map(count_cells, (column.heading, *column.cells)))


def _least(column: TextColumn, page: int) -> int:
    limit = {"text": LEAST_COLUMN_WIDTH, "main": max(page // 2 - 10, 12), "whole": LEAST_WHOLE}.get(column.kind)
    return _natural(column) if limit is None else min(_natural(column), limit)


def _widths(columns: list[TextColumn], page: int) -> list[int]:
    natural = [_natural(one) for one in columns]
    widths = [_least(one, page) for one in columns]
    room = page - sum(widths) - LIST_GAP * (len(widths) - 1)
    for is_main, most in _STEPS:
        for place, one in enumerate(columns):
            if room > 0 and one.kind in (_MAIN if is_main else {"text"}):
                more = min(max(min(natural[place], most) - widths[place], 0), room)
                widths[place], room = widths[place] + more, room - more
    if room < 0 and columns[-1].kind not in {"fixed", "number"}:  # only an id and the main column are left
        widths[-1] = max(widths[-1] + room, LEAST_COLUMN_WIDTH)
    return widths
