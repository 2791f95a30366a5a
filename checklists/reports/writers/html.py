"""Papers as one HTML file: readable without scripts, in light and dark, on a phone, and printed on A4."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from checklists.base.language import _, get_language
from checklists.base.text import clean, clean_line
from checklists.reports.paper import (
    Block,
    Chart,
    Heading,
    NumberedList,
    Paper,
    Paragraph,
    Share,
    Table,
    Terms,
    Value,
    format_cell,
    get_tone,
    is_figure,
)
from checklists.reports.writers.html_style import STYLE
from checklists.reports.writers.numbering import Counter
from checklists.reports.writers.svg import draw_burn_up, draw_heat_maps, get_tally_class

WIDEST = 24
"""Cells of the widest column on a narrow screen; wider tables scroll."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The content security policy: the page loads and runs nothing, whatever it shows."""


def render_html(papers: Sequence[Paper]) -> str:
    """Return papers as one page, one below the other; in print each begins on a new page."""
    title = " · ".join(papers[0].title.split("\n")) if papers else ""
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if get_language() == "zh" else "en"}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">',
        f"<title>{_line(title)}</title>",
        f"<style>{STYLE}</style></head><body><main>",
    ]
    lines = (line for paper in papers for line in _paper(paper) if line)
    return "\n".join([*head, *lines, "</main></body></html>"]) + "\n"


def _line(text: str) -> str:
    """Return text escaped for HTML, on one line."""
    return escape(clean_line(text))


def _tag(name: str, text: str, kind: str = "", more: str = "") -> str:
    """Return an element with text only."""
    attributes = " ".join(part for part in (name, more, f'class="{kind}"' if kind else "") if part)
    return f"<{attributes}>{_line(text)}</{name}>"


def _paper(paper: Paper) -> Iterator[str]:
    kinds = [kind for kind, has in (("across", paper.is_wide), ("numbered", paper.is_numbered)) if has]
    yield f'<article class="{" ".join(kinds)}"><header>'
    yield _tag("h1", " · ".join(paper.title.split("\n")))
    yield from (_tag("p", line) for line in paper.lines)
    yield _tag("p", paper.notice, "notice") if paper.notice else ""
    counter = Counter()
    end, heading = "</header>", paper.title
    for block in paper.blocks:
        if isinstance(block, Heading):
            heading = block.text
            number = counter.next(block.level) if paper.is_numbered else ""
            if block.level == 1:
                yield f"{end}<section>"
                end = "</section>"
            yield _tag(f"h{block.level + 1}", f"{number}{block.text}")
        elif isinstance(block, Chart):
            yield f"{end}<section>{_tag('h2', block.title)}{_figure(block)}"
            end = "</section>"
        else:
            yield from _block(block, "" if isinstance(block, Table) and block.title == heading else heading)
    yield f"{end}</article>"


def _block(block: Block, heading: str) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table(block, block.title if heading else "")
    elif isinstance(block, Paragraph):
        yield from _paragraph(block)
    elif isinstance(block, NumberedList):
        yield f"<ol>{''.join(_tag('li', entry) for entry in block.entries)}</ol>"
    elif isinstance(block, Terms):
        rows = (f"<tr>{_tag('th', name, more='scope=row')}{_tag('td', text)}</tr>" for name, text in block.rows)
        yield f"<table><tbody>{''.join(rows)}</tbody></table>"


def _figure(chart: Chart) -> str:
    done, planned = _line(_("done")), _line(_("planned by the due dates"))
    keys = f"<span class='key done'></span>{done} <span class='key planned'></span>{planned}"
    return f"<figure>{draw_burn_up(chart.pace)}<figcaption>{keys}</figcaption></figure>"


def _paragraph(block: Paragraph) -> Iterator[str]:
    if block.role == "verdict":
        word, dot, rest = block.text.partition(" · ")
        yield f'<p class="verdict {block.tone or ""}">{_tag("strong", word)}{dot}{_line(rest)}</p>'
        return
    kind = "" if block.role == "plain" else block.role
    yield from (_tag("p", line, kind) for line in block.text.split("\n") if line.strip())


def _table(table: Table, caption: str) -> Iterator[str]:
    if table.is_map:
        yield from draw_heat_maps(table)
        yield _tag("p", _("✔ done, ◐ begun, ○ open, ! overdue, ← returned; the darker, the further."), "note")
        yield "<details>" + _tag("summary", _("The board as a table"))
    yield "<div class='wide'><table>" + (_tag("caption", caption) if caption else "")
    heads = "".join(
        _tag("th", column.title, more=f"scope=col style='min-width:{min(column.width, WIDEST) / 2:g}em'")
        for column in table.columns
    )
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in table.rows:
        cells = [
            _cell(value, is_map=table.is_map, has_bar=column.has_bars)
            for value, column in zip(row, table.columns, strict=True)
        ]
        if table.is_dense:  # a screen reader says whose figures they are
            cells[0] = _tag("th", format_cell(row[0]), more="scope=row")
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>" + ("</details>" if table.is_map else "")


def _cell(value: Value, *, is_map: bool, has_bar: bool) -> str:
    text = escape(clean(format_cell(value)))
    if isinstance(value, Share):
        if has_bar and value.tally.required:
            text = f"<span class='bar'><span style='width:{text}'></span></span>{text}"
        kind = (
            get_tally_class(value.tally)
            if is_map and value.look == "count"
            else f"state {value.tone}"
            if value.tone
            else "n"
        )
        kind = "bars" if has_bar else kind
        return f'<td class="{kind}">{text}</td>'
    if tone := get_tone(value):
        return f'<td class="state {tone}{" n" if is_figure(value) else ""}">{text}</td>'
    kind = "n" if text and is_figure(value) else "day" if isinstance(value, date) else ""
    return f'<td class="{kind}">{text}</td>' if kind else f"<td>{text}</td>"
