"""Tables in official documents, written element by element: python-docx needs seconds for a thousand rows."""

from collections.abc import Callable

from docx.document import Document as Docx
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length

from checklists.reports.official_styles import element
from checklists.reports.paper import State, Table, Tone, Value, shown
from checklists.text import clean

FILLS: dict[Tone, str] = {"good": "D9EAD3", "busy": "FFF2CC", "late": "F4CCCC", "off": "E7E6E6"}
ROWS_BETWEEN = 50
"""After so many rows the writing can be interrupted."""
LINE_HEIGHT = 340
"""Of a line that is written by hand, in twentieths of a point."""


def add_table(document: Docx, table: Table, width: Length, told: Callable[[int], None]) -> None:
    """Add a table as wide as the type area; its head comes again on every page, and no row is torn."""
    widths = _shares([column.width for column in table.columns], Length(width).twips)
    made = element("w:tbl")
    made.append(_properties(sum(widths)))
    grid = element("w:tblGrid")
    for share in widths:
        grid.append(element("w:gridCol", w=share))
    made.append(grid)
    made.append(_row([column.title for column in table.columns], widths, "TableHead", 1, is_head=True))
    for number, row in enumerate(table.rows):
        if number % ROWS_BETWEEN == 0:
            told(number)
        made.append(_row(row, widths, "TableText", table.row_lines))
    body = document.element.body
    body.insert(len(body) - 1, made)  # before the section's properties
    document.add_paragraph("", "Table Text")


def _shares(weights: list[int], whole: int) -> list[int]:
    total = sum(weights)
    return [whole * weight // total for weight in weights]


def _properties(width: int) -> BaseOxmlElement:
    made = element("w:tblPr")
    made.append(element("w:tblW", w=width, type="dxa"))
    made.append(element("w:jc", val="center"))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color="auto"))
    made.append(borders)
    made.append(element("w:tblLayout", type="fixed"))
    margins = element("w:tblCellMar")
    for side, wide in (("top", 40), ("left", 70), ("bottom", 40), ("right", 70)):
        margins.append(element(f"w:{side}", w=wide, type="dxa"))
    made.append(margins)
    return made


def _row(
    values: "list[str] | tuple[Value, ...]", widths: list[int], style: str, lines: int, *, is_head: bool = False
) -> BaseOxmlElement:
    made = element("w:tr")
    properties = element("w:trPr")
    if is_head or max((len(shown(value)) for value in values), default=0) < 400:
        properties.append(element("w:cantSplit"))  # a row longer than a page has to be torn
    if lines > 1:
        properties.append(element("w:trHeight", val=lines * LINE_HEIGHT, hRule="atLeast"))
    if is_head:
        properties.append(element("w:tblHeader"))
    made.append(properties)
    for value, wide in zip(values, widths, strict=True):
        made.append(_cell(value, wide, style))
    return made


def _cell(value: Value, width: int, style: str) -> BaseOxmlElement:
    made = element("w:tc")
    properties = element("w:tcPr")
    properties.append(element("w:tcW", w=width, type="dxa"))
    if isinstance(value, State):
        properties.append(element("w:shd", val="clear", color="auto", fill=FILLS[value.tone]))
    properties.append(element("w:vAlign", val="center"))
    made.append(properties)
    for line in clean(shown(value)).split("\n"):
        paragraph = element("w:p")
        layout = element("w:pPr")
        layout.append(element("w:pStyle", val=style))
        if isinstance(value, int) or (isinstance(value, State) and len(value.word) < 8):
            layout.append(element("w:jc", val="center"))
        paragraph.append(layout)
        if line:
            run = element("w:r")
            run.append(element("w:t", text=line))
            paragraph.append(run)
        made.append(paragraph)
    return made
