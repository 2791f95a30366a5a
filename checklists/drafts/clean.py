"""The cleaned text that all offsets point into: one line a paragraph, no control character, nothing invisible."""

import re
from dataclasses import dataclass
from functools import cached_property

from checklists.base.text import clean

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\v\f]+")
_BULLET = re.compile("^\\s*[●■◆▲★☆►▪•·◇□○➢✦✔\uf000-\uf0ff](?=[^条次名个项])\\s*")
"""What a list shows before a line instead of a number; the symbol fonts of Word lie among the private characters."""
_GAPPED_LEAST = 24
"""Characters: in a shorter line a gap may part a post from a name."""
_STOPS = re.compile("[，。；：,;:]")
_NUMBER = re.compile(r"[\d.]+ ")
_HAN = r"\u4e00-\u9fff，。；：、“”（）《》"
_GAP = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}\d])|(?<=\d) (?=[{_HAN}])")
"""A gap that only a word processor made, between digits and letters or inside a sentence."""
_ONE = re.compile("(?<![—–-])[—–-](?=是[^—–-])")
"""A dash that was typed for the number of 一是."""
_FULL = {0xFF01 + number: 0x21 + number for number in range(94)}
_HALFWIDTH = str.maketrans(
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


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line as a file holds it."""

    text: str
    level: int = 0
    """As a heading of Word or Markdown, from 1; 0 for ordinary text."""
    is_soft: bool = False
    """Whether it goes on after a soft line break of the same paragraph."""
    is_beside: bool = False
    """Whether it stands beside the text: a footnote, what is at the head and the foot of each page."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the cleaned text."""

    start: int
    end: int
    level: int = 0


@dataclass(frozen=True)
class CleanText:
    """The text that was cleaned, and its lines."""

    text: str
    lines: tuple[TextLine, ...]
    beside: tuple[TextLine, ...] = ()
    """What stands beside the text, put behind it."""

    @property
    def end(self) -> int:
        """Where the text itself ends."""
        return self.lines[-1].end if self.lines else 0

    @cached_property
    def halfwidth(self) -> str:
        """The text of the same length with half-width letters, digits and brackets: what patterns are matched on."""
        return _ONE.sub("一", normalise_width(self.text))


def normalise_width(text: str) -> str:
    """Return text of the same length in which full-width forms are half-width; 、 and 。 stay."""
    return text.translate(_HALFWIDTH)


def tidy(text: str) -> str:
    """Clean one line: nothing invisible, single blanks, none around it."""
    text = _BULLET.sub("", _INVISIBLE.sub("", text))
    text = clean(_BLANKS.sub(" ", text)).replace("\n", " ").strip()
    if len(text) <= _GAPPED_LEAST or not _STOPS.search(text):
        return text
    number = _NUMBER.match(text)
    begin = number.end() if number else 0
    return text[:begin] + _GAP.sub("", text[begin:])
