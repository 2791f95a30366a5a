"""A recognised draft. Every node has its position in the cleaned text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from checklists.drafts.clean import CleanText, normalise_width

PartKind = Literal["problems", "causes", "measures", "other"]
AsideRole = Literal["banner", "date", "lead", "closing", "signature", "text"]

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A range of the cleaned text."""

    text: str
    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start


NO_SPAN = TextSpan("", 0, 0)


@dataclass(frozen=True, slots=True)
class Aside:
    """Text in no node of the tree: it is shown, never dropped."""

    span: TextSpan
    role: AsideRole = "text"


@dataclass(frozen=True, slots=True)
class Enumerator:
    """The number before a heading, point or item."""

    family: str
    number: int
    """0 for a number that only says it is the last."""
    span: TextSpan


@dataclass(frozen=True)
class Point:
    """A problem, a cause, a measure, or a statement of another part."""

    span: TextSpan
    examples: tuple[TextSpan, ...] = ()
    mark: Enumerator | None = None
    subs: tuple[TextSpan, ...] = ()
    """The items that divide the point, such as the steps of a measure."""

    @property
    def whole(self) -> tuple[int, int]:
        """Where the point, examples included, begins and ends."""
        return self.span.start, max([self.span.end, *(one.end for one in self.examples)])


@dataclass(frozen=True)
class Group:
    """The points under one sub-heading; without one, its title is empty."""

    title: TextSpan = NO_SPAN
    points: tuple[Point, ...] = ()
    lead: TextSpan = NO_SPAN
    """The text between the sub-heading and the first point."""
    mark: Enumerator | None = None


@dataclass(frozen=True)
class DraftPart:
    """A part of the draft, such as 一、."""

    kind: PartKind
    title: TextSpan
    groups: tuple[Group, ...] = ()
    lead: TextSpan = NO_SPAN
    mark: Enumerator | None = None
    start: int = 0
    end: int = 0

    @property
    def points(self) -> Iterator[Point]:
        """All points of the part, in order."""
        for group in self.groups:
            yield from group.points


@dataclass(frozen=True)
class Draft:
    """A recognised draft."""

    source: CleanText
    title: TextSpan = NO_SPAN
    title_text: str = ""
    """The title in one line, its letters not spaced out."""
    unit: TextSpan = NO_SPAN
    opening: TextSpan = NO_SPAN
    parts: tuple[DraftPart, ...] = ()
    asides: tuple[Aside, ...] = field(default=())
    marks: tuple[tuple[Enumerator, ...], ...] = ()
    """Sequences of numbers, such as those of the parts or of one enumeration."""

    @property
    def text(self) -> str:
        """The cleaned text that all positions point into."""
        return self.source.text

    def list_parts(self, kind: PartKind) -> tuple[DraftPart, ...]:
        """Return the parts of one kind."""
        return tuple(part for part in self.parts if part.kind == kind)

    def points(self, kind: PartKind) -> Iterator[Point]:
        """Return the points of all parts of one kind."""
        for part in self.list_parts(kind):
            yield from part.points

    @cached_property
    def unrecognised(self) -> tuple[TextSpan, ...]:
        """The ranges in no node of the tree, in order."""
        return tuple(sorted((aside.span for aside in self.asides), key=lambda span: span.start))


def split_sentences(span: TextSpan) -> Iterator[TextSpan]:
    """Split a place in the text into sentences."""
    for match in _SENTENCE.finditer(normalise_width(span.text)):
        text = span.text[match.start() : match.end()].strip()
        if text:
            begin = span.start + match.start() + match[0].index(normalise_width(text)[0])
            yield TextSpan(text, begin, begin + len(text))
