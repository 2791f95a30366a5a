"""Tables in official documents, written element by element: python-docx needs seconds for a thousand rows."""

import re
from collections.abc import Callable
from functools import cache

from docx.document import Document as Docx
from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length

from checklists.base.cells import count_cells as cells
from checklists.base.text import clean
from checklists.reports.paper import NO_NUMBER, Overdue, Share, State, Table, Tone, Value, get_tone
from checklists.reports.paper import format_cell as word

DOCX_FILLS: dict[Tone, str] = {"good": "D9EAD3", "busy": "FFF2CC", "late": "F4CCCC", "off": "E7E6E6"}
DOCX_PROGRESS_ROWS = 50
"""Rows after which the writing may be interrupted."""
ROWS_MEASURED = 200
ROWS_KEPT, LINES_KEPT = 16, 24
"""Rows and lines of text; a shorter table is not split over pages: it fits on one, also in landscape."""
LONGEST_WORD = 16
"""Cells; a longer word, such as a file's name, may be broken."""
CELL, PADDING = 106, 70
"""Half a character's width at size 5, and a cell's padding, in twentieths of a point."""
_NAMESPACES = {"w": nsmap["w"]}
_qualified = cache(qn)
_WORD = re.compile("[!-,.-~]+-?|[\u4e00-\u9fff]{1,4}")
"""Text that is not broken: a word, up to its hyphen; of Chinese, the length of a name or stage."""
_HALF_WORD = re.compile("[!-,.-~]+-?|[\u4e00-\u9fff]{1,2}")
"""The same in narrow columns: a heading of four characters may take two lines."""
_SHARE = re.compile("[0-9]{1,3}%")
LINE_HEIGHT = 340
"""The height of a line for handwriting, in twentieths of a point."""


def make_element(tag: str, text: str = "", **attributes: object) -> BaseOxmlElement:
    """Return an element of the word-processing namespace, its attributes in that namespace too.

    Past python-docx's own maker, which takes longer than all the rest of a long table.
    """
    named = {_qualified(f"w:{name}"): str(value) for name, value in attributes.items()}
    made: BaseOxmlElement = oxml_parser.makeelement(_qualified(tag), named, _NAMESPACES)
    if text:
        made.text = text
        if text != text.strip() or "  " in text:
            made.set(_qualified("xml:space"), "preserve")
    return made


def format_narrow_cell(value: Value) -> str:
    """Return a value as text without the blank between sign and number, as columns are narrow."""
    return word(value, "")


def add_table(document: Docx, table: Table, width: Length, told: Callable[[int], None]) -> None:
    """Add a table as wide as the text; its titles repeat on every page, and no row is split."""
    table = next((one for one in map(table.limit_columns, (1, 0)) if has_room(one, width)), table.limit_columns(0))
    widths = _widths(table, width.twips)
    head_style, text_style = (document.styles[name].style_id for name in ("Table Head", "Table Text"))
    made = make_element("w:tbl")
    made.append(_properties(sum(widths)))
    grid = make_element("w:tblGrid")
    for share in widths:
        grid.append(make_element("w:gridCol", w=share))
    made.append(grid)
    made.append(_row([column.title for column in table.columns], widths, head_style, 1, is_head=True))
    last = len(table.rows) - 1
    is_short = last < ROWS_KEPT and sum(_lines(row, widths) for row in table.rows) <= LINES_KEPT
    for number, row in enumerate(table.rows):
        if number % DOCX_PROGRESS_ROWS == 0:
            told(number)
        made.append(_row(row, widths, text_style, table.row_lines, is_kept=is_short and number < last))
    body = document.element.body
    body.insert(len(body) - 1, made)  # before the section's properties
    document.add_paragraph("", "Table Text")


def has_room(table: Table, width: Length) -> bool:
    """Tell whether the columns fit with only titles broken."""
    whole: int = width.twips
    return sum(_least(table, _HALF_WORD)) <= whole


def _widths(table: Table, whole: int) -> list[int]:
    """Share the width among the columns by their content, none narrower than its longest word.

    Where there is not even that, headings are parted first: counts and names stay whole as long as they can.
    """
    least = _least(table, _WORD)
    if sum(least) > whole:
        least = _least(table, _HALF_WORD)
    if sum(least) > whole:
        return [whole * need // sum(least) for need in least]
    asked = dict(enumerate(column.width for column in table.columns))
    room = whole
    while tight := [number for number, share in asked.items() if least[number] * sum(asked.values()) > share * room]:
        for number in tight:
            room -= least[number]
            del asked[number]
    return [
        asked[number] * room // sum(asked.values()) if number in asked else need for number, need in enumerate(least)
    ]


def _least(table: Table, of_head: re.Pattern[str]) -> list[int]:
    """Return the least width of each column: of its longest unbreakable text."""
    found = []
    for number, column in enumerate(table.columns):
        longest = [_longest(column.title, of_head)]
        longest += [_unparted(row[number]) for row in table.rows[:ROWS_MEASURED]]
        found.append(min(max(longest) + 1, LONGEST_WORD) * CELL + 2 * PADDING)
    return found


def _unparted(value: Value) -> int:
    """Return the cells of a value's longest part that stays on one line: a state, number, date, or word."""
    text = format_narrow_cell(value)
    if not isinstance(value, str):
        return cells(text)
    return _longest(text, _WORD)


def _longest(text: str, word: re.Pattern[str]) -> int:
    return max(map(cells, word.findall(text)), default=0)


def _properties(width: int) -> BaseOxmlElement:
    made = make_element("w:tblPr")
    made.append(make_element("w:tblW", w=width, type="dxa"))
    made.append(make_element("w:jc", val="center"))
    borders = make_element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(make_element(f"w:{side}", val="single", sz=4, space=0, color="auto"))
    made.append(borders)
    made.append(make_element("w:tblLayout", type="fixed"))
    margins = make_element("w:tblCellMar")
    for side, wide in (("top", 40), ("left", PADDING), ("bottom", 40), ("right", PADDING)):
        margins.append(make_element(f"w:{side}", w=wide, type="dxa"))
    made.append(margins)
    return made


def _row(
    values: "list[str] | tuple[Value, ...]",
    widths: list[int],
    style: str,
    lines: int,
    *,
    is_head: bool = False,
    is_kept: bool = False,
) -> BaseOxmlElement:
    made = make_element("w:tr")
    properties = make_element("w:trPr")
    if is_head or max((len(format_narrow_cell(value)) for value in values), default=0) < 400:
        properties.append(make_element("w:cantSplit"))  # a row longer than a page must be split
    if lines > 1:
        properties.append(make_element("w:trHeight", val=lines * LINE_HEIGHT, hRule="atLeast"))
    if is_head:
        properties.append(make_element("w:tblHeader"))
    made.append(properties)
    for value, wide in zip(values, widths, strict=True):
        made.append(_cell(value, wide, style, is_kept=is_kept))
    return made


def _lines(row: "tuple[Value, ...]", widths: list[int]) -> int:
    """Return how many lines a row is tall, about."""
    return max(
        sum(
            -(-cells(line) * CELL // max(wide - 2 * PADDING, CELL)) or 1
            for line in format_narrow_cell(value).split("\n")
        )
        for value, wide in zip(row, widths, strict=True)
    )


def _is_centred(value: Value) -> bool:
    """Tell whether a value is a number, a share or a short state."""
    if isinstance(value, Share | Overdue):
        return True
    if isinstance(value, State):
        return len(value.word) < 8
    return isinstance(value, int) or value == NO_NUMBER or (isinstance(value, str) and bool(_SHARE.fullmatch(value)))


def _cell(value: Value, width: int, style: str, *, is_kept: bool) -> BaseOxmlElement:
    made = make_element("w:tc")
    properties = make_element("w:tcPr")
    properties.append(make_element("w:tcW", w=width, type="dxa"))
    if tone := get_tone(value):
        properties.append(make_element("w:shd", val="clear", color="auto", fill=DOCX_FILLS[tone]))
    properties.append(make_element("w:vAlign", val="center"))
    made.append(properties)
    for line in clean(format_narrow_cell(value)).split("\n"):
        paragraph = make_element("w:p")
        layout = make_element("w:pPr")
        layout.append(make_element("w:pStyle", val=style))
        if is_kept:
            layout.append(make_element("w:keepNext"))
        if _is_centred(value):
            layout.append(make_element("w:jc", val="center"))
        paragraph.append(layout)
        if line:
            run = make_element("w:r")
            run.append(make_element("w:t", text=line))
            paragraph.append(run)
        made.append(paragraph)
    return made
