"""A draft's tree as a correctable list of nodes, and the list as a tree again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from checklists.drafts.recognise.tree import (
    NO_SPAN,
    Aside,
    AsideRole,
    Draft,
    DraftPart,
    Enumerator,
    Group,
    PartKind,
    Point,
    TextSpan,
)

NodeKind = Literal[
    "title", "unit", "opening", "problems", "causes", "measures", "other", "group",
    "problem", "cause", "measure", "statement", "example", "sub", "out",
]  # fmt: skip
NODE_PARTS: dict[NodeKind, PartKind] = {
    "problems": "problems",
    "causes": "causes",
    "measures": "measures",
    "other": "other",
}
POINTS: dict[NodeKind, PartKind] = {
    "problem": "problems",
    "cause": "causes",
    "measure": "measures",
    "statement": "other",
}
POINT_OF: dict[PartKind, NodeKind] = {kind: node for node, kind in POINTS.items()}
NODE_CHOICES: tuple[NodeKind, ...] = (*POINTS, "example", "group", *NODE_PARTS, "out")
"""The kinds of a node open to correction."""
_LEVELS: dict[NodeKind, int] = {"group": 1, "example": 3, "sub": 3, **dict.fromkeys(POINTS, 2)}


@dataclass(frozen=True, slots=True)
class DraftNode:
    """A line of the tree."""

    kind: NodeKind
    span: TextSpan
    mark: Enumerator | None = None
    subs: tuple[TextSpan, ...] = ()
    role: AsideRole = "text"
    """What an aside seems to be."""
    aspect: str = ""
    """The aspect chosen by a person; if empty, the sub-heading decides."""

    @property
    def level(self) -> int:
        """How far the line is indented."""
        return _LEVELS.get(self.kind, 0)


def make_nodes(draft: Draft) -> list[DraftNode]:
    """Return all nodes of the draft in the order of the text, asides included."""
    nodes = list(_walk_tree(draft))
    for aside in sorted(draft.asides, key=lambda one: one.span.start):
        place = next((n for n, one in enumerate(nodes) if one.span.start >= aside.span.start), len(nodes))
        nodes.insert(place, DraftNode("out", aside.span, role=aside.role))
    return nodes


def _walk_tree(draft: Draft) -> Iterator[DraftNode]:
    head: list[tuple[NodeKind, TextSpan]] = [("title", draft.title), ("unit", draft.unit), ("opening", draft.opening)]
    yield from (DraftNode(kind, span) for kind, span in sorted(head, key=lambda one: one[1].start) if span)
    for part in draft.parts:
        yield DraftNode(part.kind, part.title or TextSpan("", part.start, part.start), part.mark)
        for group in part.groups:
            if group.title:
                yield DraftNode("group", group.title, group.mark)
            for point in group.points:
                yield DraftNode(POINT_OF[part.kind], point.span, point.mark, point.subs)
                yield from (DraftNode("sub", one) for one in point.subs)
                yield from (DraftNode("example", one) for one in point.examples)


@dataclass
class _Builder:
    """Puts nodes together again: parts, groups and points."""

    aspects: dict[str, str]
    parts: list[DraftPart] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    kind: PartKind = "other"
    """The kind of the part begun last."""
    heading: DraftNode | None = None
    """The sub-heading begun last in the part."""

    def part(self, node: DraftNode) -> None:
        """Begin a part with its own heading."""
        self.kind, self.heading = NODE_PARTS[node.kind], None
        self.parts.append(
            DraftPart(self.kind, node.span or NO_SPAN, (), NO_SPAN, node.mark, node.span.start, node.span.end)
        )

    def group(self, node: DraftNode) -> None:
        """Begin a group."""
        if not self.parts:
            self.kind = "problems"
        self.heading = node
        self._in(self.kind, node)
        self._open(self._title(node), node.mark)

    def point(self, node: DraftNode) -> None:
        """Add a point; if it is of another kind than its part, in a part of its own."""
        kind = POINTS[node.kind]
        self._in(kind, node)
        heading = self.heading if kind == self.kind else None
        title = self._title(node) if node.aspect else self._title(heading) if heading else NO_SPAN
        groups = self.parts[-1].groups
        if not groups or groups[-1].title != title:
            self._open(title, heading.mark if heading and not node.aspect else None)
        group = self.parts[-1].groups[-1]
        self._last(replace(group, points=(*group.points, Point(node.span, (), node.mark, node.subs))))
        self._reaches(node)

    def example(self, node: DraftNode) -> None:
        """Add an example to the point before it."""
        groups = self.parts[-1].groups if self.parts else ()
        if not groups or not groups[-1].points:
            self.asides.append(Aside(node.span))
            return
        *before, last = groups[-1].points
        point = replace(last, examples=(*last.examples, node.span))
        self._last(replace(groups[-1], points=(*before, point)))
        self._reaches(node)

    def put_aside(self, node: DraftNode) -> None:
        """Add an aside, unless it is the lead of a part or group."""
        self.asides.append(Aside(node.span, node.role))
        if node.role != "lead" or not self.parts:
            return
        part = self.parts[-1]
        if not part.groups and not part.lead:
            self.parts[-1] = replace(part, lead=node.span)
        elif part.groups and not part.groups[-1].points and not part.groups[-1].lead:
            self._last(replace(part.groups[-1], lead=node.span))

    def _title(self, node: DraftNode) -> TextSpan:
        name = self.aspects.get(node.aspect)
        return replace(node.span, text=name) if name else node.span

    def _in(self, kind: PartKind, node: DraftNode) -> None:
        if not self.parts or self.parts[-1].kind != kind:
            self.parts.append(DraftPart(kind, NO_SPAN, start=node.span.start, end=node.span.end))

    def _open(self, title: TextSpan, mark: Enumerator | None) -> None:
        part = self.parts[-1]
        self.parts[-1] = replace(part, groups=(*part.groups, Group(title, mark=mark)))

    def _last(self, group: Group) -> None:
        part = self.parts[-1]
        self.parts[-1] = replace(part, groups=(*part.groups[:-1], group))

    def _reaches(self, node: DraftNode) -> None:
        part = self.parts[-1]
        self.parts[-1] = replace(part, end=max(part.end, node.span.end))


def make_draft(draft: Draft, nodes: Iterable[DraftNode], aspects: dict[str, str]) -> Draft:
    """Return the draft of a corrected list of nodes, with the same text."""
    built = _Builder(aspects)
    head: dict[NodeKind, TextSpan] = {}
    for node in nodes:
        if node.kind in NODE_PARTS:
            built.part(node)
        elif node.kind == "group":
            built.group(node)
        elif node.kind in POINTS:
            built.point(node)
        elif node.kind == "example":
            built.example(node)
        elif node.kind == "out":
            built.put_aside(node)
        elif node.kind in head:  # a second title is shown as an aside, for a draft has one
            built.asides.append(Aside(node.span))
        elif node.kind != "sub":
            head[node.kind] = node.span
    title = head.get("title", NO_SPAN)
    return replace(
        draft,
        title=title,
        title_text=draft.title_text if title == draft.title else " ".join(title.text.split()),
        unit=head.get("unit", NO_SPAN),
        opening=head.get("opening", NO_SPAN),
        parts=tuple(built.parts),
        asides=tuple(built.asides),
    )
