"""The model of a paper, whatever its format: headings, paragraphs, lists, tables.

The summary, every export and the roll-up are made as papers; each module of `writers` writes any of them in one format.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from checklists.readiness.duties import Tally
from checklists.readiness.words import format_percent, format_tally, get_tally_sign

if TYPE_CHECKING:
    from checklists.reports.summary.pace import Pace

Tone = Literal["good", "busy", "late", "off"]
"""The fill of a state, which always has a word too."""
PAGE_WIDTH = 80
NO_NUMBER = "–"
"""The sign for a number that cannot be given."""
_FIGURE = re.compile(r"–?|-?[\d/.]+%?")
"""A value that is aligned right."""
WriteProgress = Callable[[int, int], None]
"""Called with the part written and the whole; an exception stops the writing before there is a file."""


class State(NamedTuple):
    """A state in a table: word and fill."""

    word: str
    tone: Tone


_TONES: dict[str, Tone] = {"!": "late", "←": "late", "✔": "good", "◐": "busy", "○": "off"}


class Share(NamedTuple):
    """A share in a table: how much of what is required is done."""

    tally: Tally
    look: Literal["count", "percent", "sign"]
    """``◐ 6/11``, ``58%``, or ``◐ 58%``."""

    @property
    def tone(self) -> Tone | None:
        """The fill; a bare percentage has none."""
        if self.look == "percent":
            return None
        return _TONES[get_tally_sign(self.tally)] if self.tally.required else "off"

    def format(self, gap: str = " ") -> str:
        """Return it as text, `gap` between sign and number; a dash if nothing is required."""
        if self.look == "count":
            return format_tally(self.tally, gap)
        sign = f"{get_tally_sign(self.tally)}{gap}" if self.look == "sign" and self.tally.required else ""
        return sign + format_percent(self.tally)


class Overdue(NamedTuple):
    """In a table: how much is overdue, with its sign; a workbook has it as a number."""

    duties: int

    @property
    def tone(self) -> Tone:
        """How it is filled."""
        return "late"


Value = str | int | date | State | Share | Overdue | None


class Column(NamedTuple):
    """A column: its title, and its width in cells, of which a Chinese character takes two."""

    title: str
    width: int = 10
    rank: Literal[0, 1, 2] = 0
    """0: always shown. 1: left out if a page of text is too narrow. 2: shown only if width does not matter."""
    has_bars: bool = False
    """Whether percentages are also drawn as bars, in text and HTML."""


class Heading(NamedTuple):
    """A heading; the writer numbers it in the style of the language."""

    text: str
    level: Literal[1, 2, 3, 4] = 1


class Paragraph(NamedTuple):
    """Text; each line is a paragraph."""

    text: str
    role: Literal["body", "plain", "closing", "note", "verdict"] = "body"
    """*plain*: from the margin. *closing*: unit and date, at the right. *note*: explains what is above it."""
    tone: Tone | None = None
    """The colour, if there are colours."""
    total: Tally | None = None
    """The tally drawn as a bar beside a verdict."""


class NumberedList(NamedTuple):
    """Numbered entries."""

    entries: tuple[str, ...]
    most: int = 0
    """How many entries suffice on paper and on a terminal; 0: all."""
    rest: str = ""
    """How many more entries there are, and where."""

    @property
    def first(self) -> tuple[str, ...]:
        """The entries that suffice."""
        return self.entries[: self.most] if self.most else self.entries


class Terms(NamedTuple):
    """Terms with their explanations."""

    rows: tuple[tuple[str, str], ...]


class Chart(NamedTuple):
    """A drawing of the pace with its heading, for formats that can draw; a paragraph says the same."""

    title: str
    pace: "Pace"


class Table(NamedTuple):
    """A table, on paper and as a sheet of a workbook."""

    title: str
    """The caption on paper; the sheet's name in a workbook."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    row_lines: int = 1
    """The least height of a row in lines: more than one if people write in it by hand."""
    is_dense: bool = False
    """Whether a row of text takes only one line, and longer values are truncated.

    A last column of texts may stand on a line below the row.
    """
    is_map: bool = False
    """Whether it has subjects and stages, which HTML draws as a heat map."""

    def limit_columns(self, most: int) -> "Table":
        """Return the table with only the columns up to a rank."""
        places = [place for place, column in enumerate(self.columns) if column.rank <= most]
        if len(places) == len(self.columns):
            return self
        columns = tuple(self.columns[place] for place in places)
        rows = tuple(tuple(row[place] for place in places) for row in self.rows)
        return self._replace(columns=columns, rows=rows)


Block = Heading | Paragraph | NumberedList | Terms | Table | Chart


class Paper(NamedTuple):
    """A document, or a part of a file that begins on a new page."""

    title: str
    blocks: tuple[Block, ...]
    lines: tuple[str, ...] = ()
    """The lines under the title, such as unit and date."""
    notice: str = ""
    """The notice on confidentiality; on the page, as headers are overlooked."""
    is_wide: bool = False
    """Whether it is set in landscape."""
    is_numbered: bool = False
    """Whether its headings are numbered in every format; in DOCX they always are."""

    @property
    def tables(self) -> Iterator[Table]:
        """The tables in it."""
        return (block for block in self.blocks if isinstance(block, Table))


class PaperSetting(NamedTuple):
    """Settings of a file of papers."""

    unit: str
    """The unit's name."""
    today: date
    has_numbers: bool = True
    """Whether pages are numbered."""
    template: Path | None = None
    """The office's DOCX template; ``None``: the shipped one."""
    width: int = PAGE_WIDTH
    """The width of text, in cells."""
    is_coloured: bool = False
    """Whether text has terminal colours."""


class ExportChoice(NamedTuple):
    """The options of an export."""

    member: str | None = None
    """The only subject."""
    stage: str | None = None
    """The only stage, in the summary."""
    is_full: bool = False
    """Whether texts of opinions, criticism and outlines are included, not only their counts."""
    viewer: str | None = None
    """The member who looks, if only their own part is open."""
    width: int = PAGE_WIDTH
    """The width of text, in cells."""
    is_coloured: bool = False
    """Whether text has terminal colours."""
    template: Path | None = None
    """The office's DOCX template, instead of the layout's."""
    folder: Path | None = None
    """The meeting's folder, to which the layout's template is relative."""
    progress: WriteProgress = lambda _done, _all: None


def number_rows(rows: Iterable[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    """Return the rows with a first column of numbers."""
    return tuple((number, *row) for number, row in enumerate(rows, start=1))


def format_cell(value: Value, gap: str = " ") -> str:
    """Return a value as text."""
    if value is None:
        return ""
    if isinstance(value, Share):
        return value.format(gap)
    if isinstance(value, Overdue):
        return f"!{gap}{value.duties}"
    return value.word if isinstance(value, State) else str(value)


def is_figure(value: Value) -> bool:
    """Tell whether a value is aligned right."""
    return isinstance(value, Overdue) or bool(_FIGURE.fullmatch(format_cell(value)))


def count_overdue(tally: Tally) -> Overdue | None:
    """Return how much of a tally is overdue; ``None`` where nothing is."""
    return Overdue(tally.overdue) if tally.overdue else None


def get_tone(value: Value) -> Tone | None:
    """Return a value's fill."""
    return value.tone if isinstance(value, State | Share | Overdue) else None
