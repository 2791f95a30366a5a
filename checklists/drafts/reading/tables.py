"""Tables as lines: forms with a label beside each part, and lists with a column for each part."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from checklists.drafts.clean import RawLine, tidy
from checklists.drafts.recognise.headings import classify_title
from checklists.drafts.recognise.tree import PartKind

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LABEL_MOST = 16
_HEADING = re.compile("(?!.*(?:材料|清单|提纲|发言|报告|台账|表)$)[^。，：；,:;]{2,30}")
_ONE_LINE_MOST = 60
"""The most characters of a cell to share a line with its neighbours."""
_ASPECT = ("方面", "类别", "类型", "对照内容", "查摆内容", "维度")
_NUMBER = frozenset({"序号", "编号", "序列"})
_BESIDE = re.compile("序号|编号|时限|期限|时间|责任|牵头|目标|进度|方面|类别")
"""Headings of columns that add to the column of text, such as owner and date."""
_TEXT = re.compile("问题|原因|措施|举措")
TableCell = list[RawLine]
TableRow = dict[int, TableCell]


def read_document_table(table: Any, lines_of: Callable[[Any], Iterator[RawLine]], above: str) -> Iterator[RawLine]:
    """Yield the lines of a Word table; `above` is the heading before it."""
    return read_table([_cells(row, lines_of) for row in table.iterchildren(f"{_W}tr")], above)


def read_markdown_table(lines: list[str], above: str) -> Iterator[RawLine]:
    """Yield the lines of a Markdown table; `above` is the heading before it."""
    rows = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in lines]
    rows = [row for row in rows if any(cell.strip(" :-") for cell in row)]
    return read_table([{place: [RawLine(cell)] for place, cell in enumerate(row)} for row in rows], above)


def read_table(rows: list[TableRow], above: str) -> Iterator[RawLine]:
    """Yield a table's lines in reading order."""
    head = next((place for place, row in enumerate(rows[:3]) if _is_head(row)), None)
    for row in rows[:head]:
        yield from _row(row)
    if head is not None:
        yield from _columns(rows[head], rows[head + 1 :], classify_title(above) if _HEADING.fullmatch(above) else None)


def _cells(row: Any, lines_of: Callable[[Any], Iterator[RawLine]]) -> TableRow:
    """Return a row's cells by the first grid column of each."""
    found: TableRow = {}
    column = 0
    for cell in row.iter(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is not row:
            continue  # part of a table inside a cell
        found[column] = [line for line in lines_of(cell) if line.text.strip()]
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        wide = span.get(f"{_W}val") if span is not None else ""
        column += int(wide) if wide and wide.isascii() and wide.isdigit() else 1
    return found


def _text(cell: TableCell) -> str:
    """Return a cell as one line; letters one below the other are joined to a word."""
    return ("" if _is_spread(cell) else " ").join(tidy(line.text) for line in cell)


def _is_spread(cell: TableCell) -> bool:
    return all(len(tidy(line.text)) <= 2 for line in cell)


def _is_head(row: TableRow) -> bool:
    """Tell whether a row is the heading: it names several parts, or one part with owner and date."""
    kinds = set(_kinds(row).values())
    others = sum(bool(_BESIDE.search(_text(cell))) for cell in row.values() if len(_text(cell)) <= _LABEL_MOST)
    return len(kinds) > 1 or (bool(kinds) and others > 0)


def _kinds(row: TableRow) -> dict[int, PartKind]:
    """Return the columns headed as problems, causes or measures."""
    texts = {column: text for column, cell in row.items() if 1 < len(text := _text(cell)) <= _LABEL_MOST}
    found = {
        column: classify_title(text) for column, text in texts.items() if _TEXT.search(text) or not _BESIDE.search(text)
    }
    return {column: kind for column, kind in found.items() if kind and kind != "other"}


def _row(row: TableRow) -> Iterator[RawLine]:
    """Yield a row as one line; cell by cell if a cell holds a text of its own."""
    cells = [cell for cell in row.values() if cell]
    is_label = len(cells) == 2 and bool(_kinds({0: cells[0]}))
    is_text = any(len(cell) > 1 and len(_text(cell)) > _LABEL_MOST for cell in cells)
    if not is_label and not is_text and not any(len(_text(cell)) > _ONE_LINE_MOST for cell in cells):
        yield RawLine(" ".join(map(_text, cells)))
        return
    for cell in cells:
        if _is_spread(cell):
            yield RawLine(_text(cell))
        else:
            yield from cell


def _columns(head: TableRow, rows: list[TableRow], above: PartKind | None) -> Iterator[RawLine]:
    """Yield the table column by column: problems, then causes, then measures, each with its details.

    Under a heading of one of these, the other columns only belong to it.
    """
    titles = {column: _text(cell) for column, cell in head.items()}
    kinds = _kinds(head)
    if above in kinds.values():
        kinds = {column: kind for column, kind in kinds.items() if kind == above}
    aspect = next((one for one, title in titles.items() if one not in kinds and title.endswith(_ASPECT)), None)
    number = next((one for one, title in titles.items() if title in _NUMBER), None)
    last = max(kinds)
    beside: dict[int, list[int]] = {column: [] for column in kinds}
    for column in titles:
        if column not in {*kinds, aspect, number}:
            before = [one for one in kinds if one < column]
            beside[before[-1] if before else min(kinds) if above else last].append(column)
    yield RawLine(" ".join(titles.values()), is_beside=True)
    for column in kinds:
        yield RawLine(titles[column])
        last_group = ""
        for row in rows:
            group = _text(row.get(aspect, [])) if aspect is not None else ""
            if group and group != last_group:
                yield RawLine(group)
                last_group = group
            yield from _item(row, column, beside[column], titles, number)


def _item(
    row: TableRow, column: int, beside: list[int], titles: dict[int, str], number: int | None
) -> Iterator[RawLine]:
    """Yield a cell as a numbered item with its details, such as owner and date."""
    cell = row.get(column, [])
    mark = _text(row.get(number, [])) if number is not None else ""
    others = [f"{titles[one]}：{text}" for one in beside if (text := _text(row.get(one, [])))]
    for place, line in enumerate(cell):
        text = (f"{mark}." if mark.isdigit() and place == 0 else "") + tidy(line.text)
        if place == len(cell) - 1 and others:
            text = f"{text.rstrip('。；;')}。{'；'.join(others)}"
        yield RawLine(text, line.level)
