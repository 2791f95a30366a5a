"""What an office document consists of, before any file format: headings, paragraphs, tables.

Exports are made as papers; `official` sets them as DOCX, `workbook` as XLSX.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Tone = Literal["good", "busy", "late", "off"]
"""How a state is filled; its word stands beside it always."""
NOTHING = "–"
"""Where there can be no number."""
Progress = Callable[[int, int], None]
"""Told how much of how much is written; what it raises ends the writing before there is a file."""


class State(NamedTuple):
    """A state in a table: the word for it, and how it is filled."""

    word: str
    tone: Tone


Value = str | int | date | State | None


class Column(NamedTuple):
    """A column: its head, and how wide it is in cells, of which a Chinese character takes two."""

    title: str
    width: int = 10


@dataclass(frozen=True)
class Heading:
    """A heading; the writer numbers it as its language does."""

    text: str
    level: Literal[1, 2, 3, 4] = 1


@dataclass(frozen=True)
class Paragraph:
    """Body text; each of its lines is set as a paragraph of its own."""

    text: str
    role: Literal["body", "plain", "closing"] = "body"
    """*plain* begins at the margin, *closing* (unit and date) stands at the right."""


@dataclass(frozen=True)
class Table:
    """A table, on paper and as a sheet of a workbook."""

    title: str
    """The caption on paper, the name of the sheet in a workbook."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    row_lines: int = 1
    """How tall a row is at least: more than one where people write in it by hand."""


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Paper:
    """One document, or one part of a file that begins on a page of its own."""

    title: str
    blocks: tuple[Block, ...]
    lines: tuple[str, ...] = ()
    """Under the title: whose it is, the date."""
    notice: str = ""
    """What the reader must know about confidentiality; on the page, not in a header that one overlooks."""
    is_wide: bool = False
    """Set across the page."""

    @property
    def tables(self) -> Iterator[Table]:
        """The tables within."""
        return (block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True)
class Setting:
    """How a file of papers is set."""

    unit: str
    """Whose papers they are."""
    today: date
    has_numbers: bool = True
    """Whether the pages are numbered."""


@dataclass(frozen=True)
class Choice:
    """What was asked for of an export."""

    member: str | None = None
    """The only subject that is wanted."""
    is_full: bool = False
    """With the text of opinions, criticism and outlines, not only their counts."""
    viewer: str | None = None
    """The member who looks, where only one's own part is open; see `checklists.reports.own_part`."""
    progress: Progress = field(default=lambda _done, _all: None, compare=False)


def counted(rows: Iterable[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    """Give the rows a first column with their numbers."""
    return tuple((number, *row) for number, row in enumerate(rows, start=1))


def shown(value: Value) -> str:
    """Write a value as text."""
    if value is None:
        return ""
    return value.word if isinstance(value, State) else str(value)
