"""The cleaned text, the base of all positions: one line a paragraph, nothing invisible."""

import re
from dataclasses import dataclass
from functools import cached_property

from checklists.base.text import clean

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000\v\f]+")
_BULLET = re.compile("^\\s*[●■◆▲★☆►▪•·◇□○➢✦✔\uf000-\uf0ff](?=[^条次名个项])\\s*")
"""Bullets of lists, including private characters of Word's symbol fonts."""
_GAPPED_LEAST = 24
"""Characters; in a shorter line, a gap may separate a post from a name."""
_STOPS = re.compile("[，。；：,;:]")
_NUMBER = re.compile(r"[\d.]+ ")
_HAN = r"\u4e00-\u9fff，。；：、“”（）《》"
_GAP = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}\d])|(?<=\d) (?=[{_HAN}])")
"""A gap left by a word processor, between digits and letters or inside a sentence."""
_ONE = re.compile("(?<![—–-])[—–-](?=是[^—–-])")
"""A dash typed for the number 一 of 一是."""
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
    """One line as the file has it."""

    text: str
    level: int = 0
    """The level of a heading in Word or Markdown, from 1; 0 for text."""
    is_soft: bool = False
    """Whether it continues a paragraph after a soft line break."""
    is_beside: bool = False
    """Whether it is outside of the text: a footnote, a page's header or footer."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the cleaned text."""

    start: int
    end: int
    level: int = 0


@dataclass(frozen=True)
class CleanText:
    """A cleaned text and its lines."""

    text: str
    lines: tuple[TextLine, ...]
    beside: tuple[TextLine, ...] = ()
    """Footnotes, headers and footers, placed after the text."""

    @property
    def end(self) -> int:
        """Where the text ends and footnotes, headers and footers begin."""
        return self.lines[-1].end if self.lines else 0

    @cached_property
    def halfwidth(self) -> str:
        """The half-width text of the same length, for matching patterns."""
        return _ONE.sub("一", normalise_width(self.text))


def normalise_width(text: str) -> str:
    """Return text of the same length with full-width forms made half-width; 、 and 。 stay."""
    return text.translate(_HALFWIDTH)


def tidy(text: str) -> str:
    """Clean one line: nothing invisible, single blanks, none at the ends."""
    text = _BULLET.sub("", _INVISIBLE.sub("", text))
    text = clean(_BLANKS.sub(" ", text)).replace("\n", " ").strip()
    if len(text) <= _GAPPED_LEAST or not _STOPS.search(text):
        return text
    number = _NUMBER.match(text)
    begin = number.end() if number else 0
    return text[:begin] + _GAP.sub("", text[begin:])
