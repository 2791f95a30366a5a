"""What a draft consists of once it is recognised. Every node knows its place in the cleaned text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from checklists.drafts.clean import CleanText

Kind = Literal["problems", "causes", "measures", "other"]
Role = Literal["banner", "date", "lead", "closing", "signature", "text"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the cleaned text."""

    text: str
    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start


NOTHING = Span("", 0, 0)


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that is no node of the tree: it is shown, never dropped."""

    span: Span
    role: Role = "text"


@dataclass(frozen=True, slots=True)
class Mark:
    """The number before a heading, a point or an item of an enumeration."""

    family: str
    number: int
    """0 for one that says only that it is the last."""
    span: Span


@dataclass(frozen=True)
class Point:
    """A problem, a cause, a measure, or one statement of another part."""

    span: Span
    examples: tuple[Span, ...] = ()
    mark: Mark | None = None
    subs: tuple[Span, ...] = ()
    """The items that a point is itself divided into, such as the steps of a measure."""

    @property
    def whole(self) -> tuple[int, int]:
        """Where the point with its examples begins and ends."""
        return self.span.start, max([self.span.end, *(one.end for one in self.examples)])


@dataclass(frozen=True)
class Group:
    """The points under one sub-heading; without one, its title is empty."""

    title: Span = NOTHING
    points: tuple[Point, ...] = ()
    lead: Span = NOTHING
    """What stands between the sub-heading and the first point."""
    mark: Mark | None = None


@dataclass(frozen=True)
class Part:
    """One of the parts 一、二、三."""

    kind: Kind
    title: Span
    groups: tuple[Group, ...] = ()
    lead: Span = NOTHING
    mark: Mark | None = None
    start: int = 0
    end: int = 0

    @property
    def points(self) -> Iterator[Point]:
        """All points of the part, in order."""
        for group in self.groups:
            yield from group.points


@dataclass(frozen=True)
class Draft:
    """A draft as it was recognised."""

    source: CleanText
    title: Span = NOTHING
    title_text: str = ""
    """The title in one line, its letters not spread."""
    unit: Span = NOTHING
    opening: Span = NOTHING
    parts: tuple[Part, ...] = ()
    asides: tuple[Aside, ...] = field(default=())
    marks: tuple[tuple[Mark, ...], ...] = ()
    """The numbers that belong together, such as those of the parts or of one enumeration."""

    @property
    def text(self) -> str:
        """The cleaned text that all places point into."""
        return self.source.text

    def of(self, kind: Kind) -> tuple[Part, ...]:
        """Return the parts of one kind."""
        return tuple(part for part in self.parts if part.kind == kind)

    def points(self, kind: Kind) -> Iterator[Point]:
        """Return the points of all parts of one kind."""
        for part in self.of(kind):
            yield from part.points

    @cached_property
    def unrecognised(self) -> tuple[Span, ...]:
        """What stands in no node of the tree, in order."""
        return tuple(sorted((aside.span for aside in self.asides), key=lambda span: span.start))
