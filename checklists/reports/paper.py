"""What a paper consists of, before any format: headings, paragraphs, lists, tables.

The summary, every export and the roll-up are made as papers; each module of `writers` writes any of them in one format.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from checklists.readiness.duties import Tally
from checklists.readiness.words import format_percent, format_tally, get_tally_sign

if TYPE_CHECKING:
    from checklists.reports.summary.pace import Pace

Tone = Literal["good", "busy", "late", "off"]
"""How a state is filled; its word stands beside it always."""
PAGE_WIDTH = 80
NO_NUMBER = "–"
"""Where there can be no number."""
WriteProgress = Callable[[int, int], None]
"""Told how much of how much is written; what it raises ends the writing before there is a file."""


class State(NamedTuple):
    """A state in a table: the word for it, and how it is filled."""

    word: str
    tone: Tone


_TONES: dict[str, Tone] = {"!": "late", "←": "late", "✔": "good", "◐": "busy", "○": "off"}


class Share(NamedTuple):
    """In a table: how much of what is required is done."""

    tally: Tally
    look: Literal["count", "percent", "sign"]
    """``◐ 6/11``, ``58%``, or ``◐ 58%``."""

    @property
    def tone(self) -> Tone | None:
        """How it is filled; a bare percentage is not."""
        if self.look == "percent":
            return None
        return _TONES[get_tally_sign(self.tally)] if self.tally.required else "off"

    def format(self, gap: str = " ") -> str:
        """Write it, with this between sign and number; a dash where nothing is required."""
        if self.look == "count":
            return format_tally(self.tally, gap)
        sign = f"{get_tally_sign(self.tally)}{gap}" if self.look == "sign" and self.tally.required else ""
        return sign + format_percent(self.tally)


Value = str | int | date | State | Share | None


class Column(NamedTuple):
    """A column: its head, and how wide it is in cells, of which a Chinese character takes two."""

    title: str
    width: int = 10
    rank: Literal[0, 1, 2] = 0
    """0: always there. 1: left out where a page of text is too narrow. 2: only where width is no matter."""
    has_bars: bool = False
    """Percentages are drawn as bars too, in text and HTML."""


@dataclass(frozen=True)
class Heading:
    """A heading; the writer numbers it as its language does."""

    text: str
    level: Literal[1, 2, 3, 4] = 1


@dataclass(frozen=True)
class Paragraph:
    """Body text; each of its lines is set as a paragraph of its own."""

    text: str
    role: Literal["body", "plain", "closing", "note", "verdict"] = "body"
    """*plain*: from the margin. *closing*: unit and date, at the right. *note*: explains what is above it."""
    tone: Tone | None = None
    """How it is coloured where there are colours."""
    total: Tally | None = None
    """Of a verdict: what is drawn as a bar beside it."""


@dataclass(frozen=True)
class NumberedList:
    """Numbered entries."""

    entries: tuple[str, ...]
    most: int = 0
    """How many are enough on paper and on a terminal; 0: all."""
    rest: str = ""
    """How many more there are, and where."""

    @property
    def first(self) -> tuple[str, ...]:
        """The entries that are enough."""
        return self.entries[: self.most] if self.most else self.entries


@dataclass(frozen=True)
class Terms:
    """Names, and what is said of each."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chart:
    """A drawing of the pace, with its heading, where a format can draw; a paragraph says the same."""

    title: str
    pace: "Pace"


@dataclass(frozen=True)
class Table:
    """A table, on paper and as a sheet of a workbook."""

    title: str
    """The caption on paper, the name of the sheet in a workbook."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    row_lines: int = 1
    """How tall a row is at least: more than one where people write in it by hand."""
    is_dense: bool = False
    """In text a row is one line, and what is too long is cut."""
    is_map: bool = False
    """Subjects by stages: HTML draws it as a map."""

    def limit_columns(self, most: int) -> "Table":
        """Return the table with the columns up to a rank only."""
        places = [place for place, column in enumerate(self.columns) if column.rank <= most]
        if len(places) == len(self.columns):
            return self
        columns = tuple(self.columns[place] for place in places)
        return replace(self, columns=columns, rows=tuple(tuple(row[place] for place in places) for row in self.rows))


Block = Heading | Paragraph | NumberedList | Terms | Table | Chart


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
    is_numbered: bool = False
    """Its headings are numbered in every format; as an official document (DOCX) they always are."""

    @property
    def tables(self) -> Iterator[Table]:
        """The tables within."""
        return (block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True)
class PaperSetting:
    """How a file of papers is set."""

    unit: str
    """Whose papers they are."""
    today: date
    has_numbers: bool = True
    """Whether the pages are numbered."""
    template: Path | None = None
    """Of DOCX: the office's own template; ``None``: the shipped one."""
    width: int = PAGE_WIDTH
    """Of text, in cells."""
    is_coloured: bool = False
    """Whether text has a terminal's colours."""


@dataclass(frozen=True)
class ExportChoice:
    """What was asked for of an export."""

    member: str | None = None
    """The only subject that is wanted."""
    stage: str | None = None
    """Of the summary, the only stage that is wanted."""
    is_full: bool = False
    """With the text of opinions, criticism and outlines, not only their counts."""
    viewer: str | None = None
    """The member who looks, where only one's own part is open; see `checklists.reports.own_part`."""
    width: int = PAGE_WIDTH
    """Of text, in cells."""
    is_coloured: bool = False
    """Whether text has a terminal's colours."""
    template: Path | None = None
    """Of DOCX: the office's own template, in place of the layout's."""
    folder: Path | None = None
    """The meeting's folder, from which the layout names its template."""
    progress: WriteProgress = field(default=lambda _done, _all: None, compare=False)


def number_rows(rows: Iterable[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    """Give the rows a first column with their numbers."""
    return tuple((number, *row) for number, row in enumerate(rows, start=1))


def format_cell(value: Value, gap: str = " ") -> str:
    """Write a value as text."""
    if value is None:
        return ""
    if isinstance(value, Share):
        return value.format(gap)
    return value.word if isinstance(value, State) else str(value)


def get_tone(value: Value) -> Tone | None:
    """Return how a value is filled."""
    return value.tone if isinstance(value, State | Share) else None
