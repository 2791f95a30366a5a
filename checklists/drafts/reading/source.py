"""A draft's file or pasted text as cleaned text. The format is known by the bytes, not by the name."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from checklists.base.errors import UnreadableError
from checklists.base.language import _
from checklists.base.text import show_path
from checklists.drafts.clean import CleanText, RawLine
from checklists.drafts.reading.joining import clean_lines
from checklists.drafts.reading.tables import read_markdown_table
from checklists.exchange.archive import OLD_OFFICE, ZIP
from checklists.store import foreign
from checklists.store.foreign import read_named

DRAFT_BYTE_LIMIT = 20 << 20
TEXT_LIMIT = 200_000
"""Characters; a long draft has 10,000."""
_FOREIGN = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "gzip",
}
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml)", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_MARKED = re.compile(r"\s*(?:#{1,4}\s+\S|\*\*[^*]+\*\*\s*$)")
"""A line that only Markdown has: pasted text is often Markdown, whatever the file is called."""
_BULLET = re.compile(r"\s*(?:(?:[-*+•]|>+)\s+)+")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([.()\[\]#*_+>-])")
_RULE = re.compile(r"\s*([-*_=])\s*(?:\1\s*){2,}$")


def read_file(path: Path) -> CleanText:
    """Read a draft. Raises `UnreadableError`."""
    return read_content(read_named(path, DRAFT_BYTE_LIMIT), show_path(path.name))


def read_content(content: bytes, name: str) -> CleanText:
    """Read a draft's bytes. Raises `UnreadableError`."""
    if content.startswith((ZIP, OLD_OFFICE)) or name.lower().endswith((".docx", ".docm", ".doc", ".wps")):
        if content.startswith((ZIP, OLD_OFFICE)):
            from checklists.drafts.reading.docx import read_document_lines  # noqa: PLC0415 - Word's library only for Word

            return refuse_wrong_size(clean_lines(read_document_lines(content, name)), name)
        _refuse_foreign(content, name)
        raise UnreadableError(name, _("it is called a document of Word, but is none"))
    _refuse_foreign(content, name)
    text = decode_draft(content, name)
    if _WEB_PAGE.match(text[:200]):
        raise UnreadableError(name, _("it is a web page or XML; a draft is .docx, .txt or .md"))
    return refuse_wrong_size(read_text(text, is_markdown=name.lower().endswith((".md", ".markdown"))), name)


def read_text(text: str, *, is_markdown: bool = False) -> CleanText:
    """Clean pasted text."""
    lines = re.split(r"\r\n|[\r\n\v\f\x85\u2028\u2029]", text.removeprefix("\ufeff"))
    is_marked = is_markdown or sum(bool(_MARKED.match(line)) for line in lines) > 1
    return clean_lines(_unmarked(lines) if is_marked else map(RawLine, lines))


def decode_draft(content: bytes, name: str) -> str:
    """Decode a draft's bytes. Raises `UnreadableError`."""
    refusal = _("it is no text in UTF-8 or GB18030; save it as .docx or as text in UTF-8")
    return foreign.decode_foreign(content, name, refusal, _is_readable)


def _is_readable(text: str) -> bool:
    strange = sum(ord(char) < 32 and char not in "\t\n\r\f\v" for char in text[:20_000])
    return strange * 100 <= min(len(text), 20_000)


def _refuse_foreign(content: bytes, name: str) -> None:
    kind = next((kind for mark, kind in _FOREIGN.items() if content.startswith(mark)), "")
    if kind:
        raise UnreadableError(
            name, _("it is a file of the kind {kind}; a draft is .docx, .txt or .md").format(kind=kind)
        )


def refuse_wrong_size(found: CleanText, name: str) -> CleanText:
    """Return the text if it is neither empty nor too long. Raises `UnreadableError`."""
    if not found.text:
        raise UnreadableError(name, _("there is no text in it"))
    if len(found.text) > TEXT_LIMIT:
        why = _("it has more than {limit} characters; no draft has").format(limit=TEXT_LIMIT)
        raise UnreadableError(name, why)
    return found


def _unmarked(lines: list[str]) -> Iterator[RawLine]:
    """Strip Markdown's marks; headings keep their level."""
    for line in _without_tables(lines):
        if isinstance(line, RawLine):
            yield line
            continue
        if _RULE.match(line) or line.strip().startswith("```"):
            yield RawLine("")
            continue
        heading = _HEADING.match(line.strip())
        text = heading[2] if heading else line[match.end() :] if (match := _BULLET.match(line)) else line
        yield RawLine(_plain(text), len(heading[1]) if heading else 0)


def _plain(text: str) -> str:
    """Strip the marks inside a line."""
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\2", text))


def _without_tables(lines: list[str]) -> Iterator[str | RawLine]:
    """Yield the lines, those of tables as read by `read_markdown_table`."""
    above = ""
    for is_table, stretch in groupby(lines, key=lambda line: line.strip().startswith("|")):
        rows = list(stretch)
        if is_table and len(rows) > 1:
            yield from read_markdown_table(list(map(_plain, rows)), above)
        else:
            yield from rows
            above = next((_plain(line).strip("# ") for line in reversed(rows) if line.strip()), above)
