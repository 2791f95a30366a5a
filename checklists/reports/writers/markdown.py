"""Papers as Markdown with GitHub's tables. Typed text is escaped, so that it formats and links nothing."""

import re
from collections.abc import Iterator, Sequence

from checklists.base.language import _
from checklists.reports.paper import (
    Block,
    Heading,
    NumberedList,
    Paper,
    Paragraph,
    Share,
    Table,
    Terms,
    Value,
    format_cell,
    is_figure,
)
from checklists.reports.writers.numbering import Counter

_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#|~$]")
_LIST_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def escape_markdown(text: str) -> str:
    """Return text escaped for Markdown, on one line."""
    text = " ".join(text.split()).replace("&", "&amp;")
    text = _MARKUP.sub(lambda match: {"<": "&lt;", ">": "&gt;"}.get(match[0], "\\" + match[0]), text)
    text = text.replace("://", ":&#47;/").replace("@", "&#64;").replace("www.", "www&#46;")
    return _LIST_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", text)


def render_markdown(papers: Sequence[Paper]) -> str:
    """Return papers as Markdown, one below the other."""
    return "\n\n".join(part for paper in papers for part in _parts(paper)) + "\n"


def _parts(paper: Paper) -> Iterator[str]:
    yield "# " + escape_markdown(" · ".join(paper.title.split("\n")))
    yield from map(escape_markdown, paper.lines)
    if paper.notice:
        yield f"**{escape_markdown(paper.notice)}**"
    counter = Counter()
    above = ""
    for block in paper.blocks:
        if isinstance(block, Heading):
            number = counter.next(block.level) if paper.is_numbered else ""
            yield "#" * (block.level + 1) + f" {number}{escape_markdown(block.text)}"
            above = block.text
        elif isinstance(block, Table) and block.title not in {above, paper.title}:
            yield f"**{escape_markdown(block.title)}**"
            yield from _block(block)
        else:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield "\n".join(_table(block.limit_columns(1)))
    elif isinstance(block, NumberedList):
        yield "\n".join(f"{number}. {escape_markdown(text)}" for number, text in enumerate(block.first, start=1))
        if block.rest:
            yield escape_markdown(block.rest)
    elif isinstance(block, Terms):
        colon = _(": ")
        yield "\n".join(f"- {escape_markdown(name)}{colon}{escape_markdown(text)}" for name, text in block.rows)
    elif isinstance(block, Paragraph) and block.role == "verdict":
        word, dot, rest = block.text.partition(" · ")
        yield f"**{escape_markdown(word)}**{dot}{escape_markdown(rest)}"
    elif isinstance(block, Paragraph):
        yield from (escape_markdown(line) for line in block.text.split("\n") if line.strip())


def _table(table: Table) -> Iterator[str]:
    yield _row([escape_markdown(column.title) for column in table.columns])
    yield _row([_rule([row[place] for row in table.rows]) for place in range(len(table.columns))])
    for row in table.rows:
        yield _row([escape_markdown(format_cell(value)) for value in row])


def _rule(values: list[Value]) -> str:
    """Return the line below a table's titles; numbers and shares are aligned right."""
    known = [value for value in values if value is not None]
    return "---:" if known and all(isinstance(value, Share) or is_figure(value) for value in known) else "---"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
