"""Recognise the columns of a table without headings by their cells."""

from collections.abc import Callable

from checklists.base.language import _
from checklists.exchange.cells import RowCells
from checklists.exchange.columns import Columns, Recognised, UnknownColumn
from checklists.exchange.table import is_blank
from checklists.exchange.tables import TableKind
from checklists.records.kinds import Field

CELLS_READ = 50
"""Cells of a column that are examined."""


def recognise_contents(
    rows: list[RowCells], table: TableKind, columns: Columns, is_read: Callable[[Field, str], bool]
) -> Recognised:
    """Assign columns to fields by their cells: those of one kind of value first, then the longest text.

    Of several columns at least two are known, else headings that are not known would be taken for records.
    """
    records = tuple((number, row) for number, row in enumerate(rows, 1) if not is_blank(row))
    width = max((len(row) for _number, row in records), default=0)
    cells = {place: [row[place].strip() for _number, row in records if len(row) > place] for place in range(width)}
    filled = {place: [cell for cell in found if cell][:CELLS_READ] for place, found in cells.items()}
    free = [place for place, found in filled.items() if found and not _is_serial(found)]
    places: dict[str, tuple[int, ...]] = {}
    for name in table.contents:
        field = table.field(name)
        if field.kind in {"line", "prose"}:
            fitting = sorted(free, key=lambda place: -sum(map(len, filled[place])) / len(filled[place]))
        else:
            fitting = [place for place in free if all(is_read(field, cell) for cell in filled[place])]
        if fitting:
            places[name] = (fitting[0],)
            free.remove(fitting[0])
    if len(places) < 2 <= len(free) + len(places):
        places = {}
    headings = {place: _("column {number}").format(number=place + 1) for place, found in filled.items() if found}
    unknown = tuple(UnknownColumn(place, headings[place], ()) for place in headings if (place,) not in places.values())
    return Recognised(columns, places, headings, unknown, (), records)


def _is_serial(cells: list[str]) -> bool:
    """Tell whether a column only numbers the rows."""
    return len(cells) > 1 and cells == [str(number) for number in range(1, len(cells) + 1)]
