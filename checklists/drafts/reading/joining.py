"""Join lines to paragraphs where only the page's width broke them; separate footnotes, headers and footers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from checklists.drafts.clean import CleanText, RawLine, TextLine, normalise_width, tidy

_FINAL = tuple("。！？；：…”』」）】.;:!?)")
_BEGINS = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.,是要]|第[一二三四五六七八九十]+|[(]\s*[一二三四五六七八九十\d]{1,3}\s*[)]"
    r"|\d{1,2}\s*[.、)](?!\d)|[\u2460-\u249b\u3220-\u3229]|[-*#•·])"
)
_HEADING_MOST = 45
"""The most characters of a numbered line that forms a paragraph without an end mark."""
_WRAP_LEAST, _WRAP_MOST = 18, 60
"""The least and greatest width of a hard-wrapped text, in characters."""
_LINES_LEAST = 8
_COMMA_LEAST = 12
"""The least characters of a line to continue after a comma, whatever its width."""
_PAGE = re.compile(
    r"\s*(?:[-—–─]+\s?\d{1,3}\s?[-—–─]+|第\s?\d{1,3}\s?页(?:[,/\s]*共\s?\d{1,3}\s?页)?|\d{1,3}\s?/\s?\d{1,3})\s*"
)
_DASH = re.compile(r"\s*[-—–─]{1,2}\s*(?=[\u4e00-\u9fff“《])")
_BARE_PAGE = re.compile(r"\s*(\d{1,3})\s*")


def clean_lines(raw: Iterable[RawLine]) -> CleanText:
    """Clean lines, and join those that only the page's width broke."""
    within, beside = _parted(_undashed(_close(list(raw))))
    parts: list[str] = []
    lines: list[TextLine] = []
    place = 0
    for text, level in (*_joined(within), *((one, 0) for line in beside if (one := tidy(line.text)))):
        parts.append(text)
        lines.append(TextLine(place, place + len(text), level))
        place += len(text) + 1
    count = len(lines) - sum(bool(tidy(line.text)) for line in beside)
    return CleanText("\n".join(parts), tuple(lines[:count]), tuple(lines[count:]))


def _joined(raw: list[RawLine]) -> Iterator[tuple[str, int]]:
    usual = _wrap_width(raw)
    indented = [line.text[:1] in " \t\u3000" for line in raw if line.text.strip()]
    are_indented = sum(indented) > 2
    is_parting = are_indented and sum(indented) * 2 < len(indented)
    text, level, is_open = "", 0, False
    for line in raw:
        this = tidy(line.text)
        if not this:
            if text:
                yield text, level
            text, is_open = "", False
            continue
        is_flush = are_indented and line.text[:1] not in " \t\u3000"
        is_open = is_open or (text.endswith(("，", ",")) and len(text) > _COMMA_LEAST)
        is_new = is_parting and not is_flush and not line.is_soft
        if text and is_open and not is_new and _goes_on(text, this, line, usual, is_flush=is_flush):
            text += (" " if text[-1].isascii() and text[-1].isalnum() and this[0].isascii() else "") + this
        else:
            if text:
                yield text, level
            text, level = this, line.level
        is_open = not line.level and (line.is_soft or usual == 0 or len(this) >= usual * 0.85)
    if text:
        yield text, level


def _goes_on(before: str, this: str, line: RawLine, usual: int, *, is_flush: bool) -> bool:
    """Tell whether a line continues the one before it."""
    if line.level or _BEGINS.match(normalise_width(this)):
        return False
    if line.is_soft:
        is_heading = len(before) <= _HEADING_MOST and _BEGINS.match(normalise_width(before)) is not None
        return len(before) > 24 and not is_heading and not before.endswith(_FINAL)
    if before.endswith(("，", ",")):
        return True
    return bool(usual) and (is_flush or not before.endswith(_FINAL))


def _wrap_width(raw: list[RawLine]) -> int:
    """Return the wrap width of the whole text in characters; 0 if it is not wrapped."""
    lengths = sorted(len(text) for line in raw if (text := tidy(line.text)) and not line.level)
    if len(lengths) < 8 or not _WRAP_LEAST <= lengths[-1] <= _WRAP_MOST:
        return 0
    full = [text for line in raw if len(text := tidy(line.text)) >= lengths[-1] * 0.85]
    is_cut = sum(not text.endswith(_FINAL) for text in full) * 2 > len(full)
    return lengths[-1] if is_cut and len(full) > 3 and len(full) * 5 >= len(lengths) else 0


def _parted(raw: list[RawLine]) -> tuple[list[RawLine], list[RawLine]]:
    """Separate the text from headers, footers and footnotes, with the blank lines around page numbers."""
    pages = _pages(raw)
    within: list[RawLine] = []
    is_page = False
    for place, line in enumerate(raw):
        if place in pages or line.is_beside:
            while place in pages and within and not within[-1].text.strip():
                within.pop()
            is_page = place in pages
        elif line.text.strip() or not is_page:
            within.append(line)
            is_page = False
    return within, [line for place, line in enumerate(raw) if place in pages or line.is_beside]


def _close(raw: list[RawLine]) -> list[RawLine]:
    """Leave out blank lines if a wrapped text has one after every line."""
    pairs = [(line.text.strip(), after.text.strip()) for line, after in pairwise(raw)]
    lines = [after for text, after in pairs if text]
    if len(lines) < _LINES_LEAST or sum(not after for after in lines) < 0.9 * len(lines):
        return raw
    closed = [line for line in raw if line.text.strip()]
    return closed if _wrap_width(closed) else raw


def _undashed(raw: list[RawLine]) -> list[RawLine]:
    """Strip dashes that several lines begin with instead of a number."""
    dashed = [bool(_DASH.match(line.text)) for line in raw]
    if sum(dashed) < 2:
        return raw
    pairs = zip(raw, dashed, strict=True)
    return [replace(line, text=_DASH.sub("", line.text)) if is_dashed else line for line, is_dashed in pairs]


def _pages(raw: list[RawLine]) -> set[int]:
    """Return the indices of page numbers; bare numbers only if several count on."""
    found = {place for place, line in enumerate(raw) if _PAGE.fullmatch(normalise_width(line.text))}
    bare = [(place, int(match[1])) for place, line in enumerate(raw) if (match := _BARE_PAGE.fullmatch(line.text))]
    numbers = [number for _place, number in bare]
    if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        found.update(place for place, _number in bare)
    return found
