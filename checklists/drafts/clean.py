"""The cleaned text that all offsets point into: one line a paragraph, no control character, no hard-wrapped line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from checklists.text import clean

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\v\f]+")
_BULLET = re.compile("^\\s*[●■◆▲★☆►▪•·◇□○➢✦✔\uf000-\uf0ff](?=[^条次名个项])\\s*")
"""What a list shows before a line instead of a number; the symbol fonts of Word lie among the private characters."""
_FULL = {0xFF01 + number: 0x21 + number for number in range(94)}
_SHADOW = str.maketrans(
    {
        **{chr(one): chr(other) for one, other in _FULL.items()},
        "｡": "。",
        "﹒": ".",
        "﹔": ";",
        "丶": "、",
        "﹑": "、",
        "､": "、",
    }
)
_FINAL = tuple("。！？；：…”』」）】.;:!?)")
_BEGINS = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.,是要]|第[一二三四五六七八九十]+|[(]\s*[一二三四五六七八九十\d]{1,3}\s*[)]"
    r"|\d{1,2}\s*[.、)](?!\d)|[\u2460-\u249b\u3220-\u3229]|[-*#•·])"
)
HEADING_MOST = 45
"""Characters of a numbered line that stands for itself though nothing ends it."""
WRAP_LEAST, WRAP_MOST = 18, 60
"""Between how many characters a line of a hard-wrapped text is cut."""


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line as a file holds it."""

    text: str
    level: int = 0
    """As a heading of Word or Markdown, from 1; 0 for ordinary text."""
    is_soft: bool = False
    """Whether it goes on after a soft line break of the same paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the cleaned text."""

    start: int
    end: int
    level: int = 0


@dataclass(frozen=True)
class CleanText:
    """The text that was cleaned, and its lines."""

    text: str
    lines: tuple[Line, ...]

    @cached_property
    def shadow(self) -> str:
        """The text of the same length with half-width letters, digits and brackets: what patterns are matched on."""
        return shadowed(self.text)


def shadowed(text: str) -> str:
    """Return text of the same length in which full-width forms are half-width; 、 and 。 stay."""
    return text.translate(_SHADOW)


def cleaned(raw: Iterable[RawLine]) -> CleanText:
    """Clean lines and put together those that only the width of a page parted."""
    parts: list[str] = []
    lines: list[Line] = []
    place = 0
    for text, level in _joined(list(raw)):
        parts.append(text)
        lines.append(Line(place, place + len(text), level))
        place += len(text) + 1
    return CleanText("\n".join(parts), tuple(lines))


def _joined(raw: list[RawLine]) -> Iterator[tuple[str, int]]:
    usual = _wrap_width(raw)
    are_indented = sum(line.text[:1] in " \t\u3000" for line in raw if line.text.strip()) > 2
    text, level, is_open = "", 0, False
    for line in raw:
        this = tidy(line.text)
        if not this:
            if text:
                yield text, level
            text, is_open = "", False
            continue
        is_flush = are_indented and line.text[:1] not in " \t\u3000"
        if text and is_open and _goes_on(text, this, line, usual, is_flush=is_flush):
            text += (" " if text[-1].isascii() and text[-1].isalnum() and this[0].isascii() else "") + this
        else:
            if text:
                yield text, level
            text, level = this, line.level
        is_open = not line.level and (line.is_soft or usual == 0 or len(this) >= usual * 0.85)
    if text:
        yield text, level


def _goes_on(before: str, this: str, line: RawLine, usual: int, *, is_flush: bool) -> bool:
    """Tell whether a line only goes on with the one before it."""
    if line.level or _BEGINS.match(shadowed(this)):
        return False
    if line.is_soft:
        is_heading = len(before) <= HEADING_MOST and _BEGINS.match(shadowed(before)) is not None
        return len(before) > 24 and not is_heading and not before.endswith(_FINAL)
    return bool(usual) and (is_flush or not before.endswith(_FINAL))


def _wrap_width(raw: list[RawLine]) -> int:
    """Return the width at which the text is cut everywhere; 0 where it is not."""
    lengths = sorted(len(text) for line in raw if (text := tidy(line.text)) and not line.level)
    if len(lengths) < 8 or not WRAP_LEAST <= lengths[-1] <= WRAP_MOST:
        return 0
    full = [text for line in raw if len(text := tidy(line.text)) >= lengths[-1] * 0.85]
    is_cut = sum(not text.endswith(_FINAL) for text in full) * 2 > len(full)
    return lengths[-1] if is_cut and len(full) > 3 and len(full) * 5 >= len(lengths) else 0


def tidy(text: str) -> str:
    """Clean one line: nothing invisible, single blanks, none around it."""
    text = _BULLET.sub("", _INVISIBLE.sub("", text))
    return clean(_BLANKS.sub(" ", text)).replace("\n", " ").strip()
