"""Papers as plain text: aligned by cells, no line wider than asked for, colours only on request."""

from collections.abc import Iterator, Sequence
from typing import Literal

from checklists.base.cells import count_cells, fit, pad, wrap
from checklists.base.text import clean
from checklists.reports.paper import (
    Block,
    Column,
    Heading,
    NumberedList,
    Paper,
    PaperSetting,
    Paragraph,
    Table,
    Terms,
    Tone,
)
from checklists.reports.writers.numbering import Counter
from checklists.reports.writers.text_table import TextTable, draw_bar

NARROWEST = 60
ENTRY_LINES = 3
"""Lines of a list's entry; the rest is cut."""
VERDICT_BAR_WIDTHS = (5, 20)
"""The least and greatest width of the bar beside a verdict, in cells."""
Colour = Tone | Literal["bold", "dim"]
_CODES: dict[Colour, str] = {"bold": "1", "dim": "2", "off": "2", "late": "31", "good": "32", "busy": "33"}


def render_text(papers: Sequence[Paper], setting: PaperSetting) -> str:
    """Return papers as text, one below the other, at least 60 cells wide."""
    return "\n\n".join("".join(f"{line.rstrip()}\n" for line in _Page(paper, setting).lines()) for paper in papers)


class _Page:
    """A paper at a certain width."""

    def __init__(self, paper: Paper, setting: PaperSetting) -> None:
        self.paper = paper
        self.cells = max(setting.width, NARROWEST)
        self.is_coloured = setting.is_coloured
        self._tables: dict[tuple[Column, ...], TextTable] = {}
        self._legend = ""

    def lines(self) -> Iterator[str]:
        """Yield all lines, blocks separated by blank lines."""
        paper = self.paper
        yield from self._wrapped(" · ".join(paper.title.split("\n")), "bold")
        for line in paper.lines:
            yield from self._wrapped(line)
        yield from self._wrapped(paper.notice, "busy") if paper.notice else ()
        counter = Counter() if paper.is_numbered else None
        above: Block | None = None
        heading = paper.title
        for block in paper.blocks:
            if isinstance(block, Heading):
                heading = block.text
                number = counter.next(block.level) if counter else ""
                made = self._wrapped(f"{number}{block.text}", "bold")
            else:
                made = [*self._block(block, heading)]
            if made:
                yield from made if self._continues(above, block) else ["", *made]
                above = block

    def _continues(self, above: Block | None, block: Block) -> bool:
        """Tell whether a block follows the one above, or the title, without a blank line."""
        if isinstance(block, Heading):
            return isinstance(above, Heading) and block.level > 1
        if isinstance(block, Table) and isinstance(above, Paragraph):
            return above.role == "plain"
        if not isinstance(block, Paragraph):
            return isinstance(above, Heading)
        if above is None:
            return not self.paper.lines and not self.paper.notice
        return isinstance(above, Heading | Paragraph) or block.role == "note"

    def _block(self, block: Block, heading: str) -> Iterator[str]:
        if isinstance(block, Table):
            yield from self._table(block, heading)
        elif isinstance(block, NumberedList):
            digits = len(str(len(block.first)))
            for number, text in enumerate(block.first, start=1):
                yield from self._hanging(f"{number:>{digits}}. ", text.replace("\n", " "), ENTRY_LINES)
            yield from self._hanging("   ", block.rest) if block.rest else ()
        elif isinstance(block, Terms):
            names = max(count_cells(name) for name, _text in block.rows) + 2
            for name, text in block.rows:
                yield from self._hanging(pad(name, names), text)
        elif isinstance(block, Paragraph) and block.role == "verdict":
            line = fit(block.text, self.cells)
            least, most = VERDICT_BAR_WIDTHS
            room = min(self.cells - count_cells(line) - 2, most)
            bar = f"  {draw_bar(block.total, room)}" if block.total and room >= least else ""
            yield self._toned(line, block.tone) + bar
        elif isinstance(block, Paragraph):
            for line in filter(str.strip, block.text.split("\n")):
                made = wrap(clean(line), self.cells)
                if block.role == "closing":
                    made = [pad(part, self.cells, right=True) for part in made]
                yield from (self._toned(part, "dim" if block.role == "note" else block.tone) for part in made)

    def _table(self, table: Table, heading: str) -> Iterator[str]:
        if table.columns not in self._tables:
            alike = [one for one in self.paper.tables if one.columns == table.columns]
            self._tables[table.columns] = TextTable(alike, self.cells)
        layout = self._tables[table.columns]
        if table.title != heading:
            yield from self._wrapped(table.title, "bold")
        if layout.legend and layout.legend != self._legend:
            self._legend = layout.legend
            yield from self._wrapped(layout.legend, "dim")
        yield from layout.lines(table.rows, self._toned)

    def _hanging(self, lead: str, text: str, most: int = 0) -> Iterator[str]:
        for line in wrap(text, self.cells - count_cells(lead), most):
            yield lead + line
            lead = " " * count_cells(lead)

    def _wrapped(self, text: str, colour: Colour | None = None) -> list[str]:
        return [self._toned(line, colour) for part in text.split("\n") for line in wrap(clean(part), self.cells)]

    def _toned(self, text: str, colour: Colour | None) -> str:
        """Return a text in a colour; its cells are counted before."""
        return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if colour and self.is_coloured and text.strip() else text
