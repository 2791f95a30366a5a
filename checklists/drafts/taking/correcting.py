"""A person's corrections of a draft's tree. They name nodes by their words, so that they also fit a second reading."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.drafts.recognise.tree import TextSpan
from checklists.drafts.taking.nodes import NODE_PARTS, POINT_OF, POINTS, DraftNode, NodeKind

CorrectionKind = Literal["kind", "aspect", "join", "split"]


@dataclass(frozen=True, slots=True)
class TreeCorrection:
    """A step: what is done to which node."""

    what: CorrectionKind
    text: str
    """The words of the node."""
    nth: int
    """Which of the nodes with these words, from 0."""
    value: str = ""
    """The new kind or aspect."""
    place: int = 0
    """Where in its words a node is split."""


def make_correction(
    nodes: list[DraftNode],
    number: int,
    what: CorrectionKind,
    value: str = "",
    place: int = 0,
) -> TreeCorrection:
    """Return the step that does `what` to a node, named by its words."""
    text = nodes[number].span.text
    nth = sum(one.span.text == text for one in nodes[:number])
    return TreeCorrection(what, text, nth, value, place)


def apply_corrections(
    nodes: list[DraftNode], steps: Iterable[TreeCorrection], source: str
) -> tuple[list[DraftNode], int]:
    """Apply all steps to a list of nodes; return it, and the number of steps that no longer fit."""
    lost = 0
    for step in steps:
        same = [number for number, node in enumerate(nodes) if node.span.text == step.text]
        if step.nth >= len(same):
            lost += 1
            continue
        try:
            nodes = apply_correction(nodes, same[step.nth], step, source)
        except UsageError:
            lost += 1
    return nodes, lost


def apply_correction(nodes: list[DraftNode], number: int, step: TreeCorrection, source: str) -> list[DraftNode]:
    """Apply one step. Raises `UsageError` if it cannot be done to this node."""
    node = nodes[number]
    if node.kind == "sub":
        raise UsageError(_("This is a step within the item above: split that one to make it an item of its own."))
    if step.what == "join":
        return _joined(nodes, number, source)
    if not node.span:
        raise UsageError(_("This part has no heading in the text; correct its nodes."))
    if step.what == "split":
        return _split(nodes, number, step.place)
    if step.what == "aspect":
        if node.kind not in {"group", "problem"}:
            raise UsageError(_("Only a problem or a sub-heading can be moved to an aspect."))
        return [*nodes[:number], replace(node, aspect=step.value), *nodes[number + 1 :]]
    if step.value not in get_args(NodeKind):
        raise UsageError(_("There is no such kind of node."))
    kind: NodeKind = step.value  # type: ignore[assignment]
    return [*nodes[:number], *_turned(nodes, number, kind)]


def find_end_below(nodes: list[DraftNode], number: int) -> int:
    """Return the index after the last step or example of a point."""
    end = number + 1
    while nodes[number].kind in POINTS and end < len(nodes) and nodes[end].kind in {"sub", "example"}:
        end += 1
    return end


def _turned(nodes: list[DraftNode], number: int, kind: NodeKind) -> list[DraftNode]:
    """Give a node another kind; the steps and examples below a point that is no longer one are left out."""
    node = replace(nodes[number], kind=kind, role="text")
    if kind in POINTS:
        return [node, *nodes[number + 1 :]]
    end = find_end_below(nodes, number)
    inner = [one for one in nodes[number + 1 : end] if one.kind == "example" and one.span.start >= node.span.end]
    if kind == "out":
        inner = [replace(one, kind="out") for one in inner]
    return [replace(node, subs=()), *inner, *nodes[end:]]


def _joined(nodes: list[DraftNode], number: int, source: str) -> list[DraftNode]:
    """Join a node to the one before it, and take over its kind."""
    node = nodes[number]
    before = number - 1
    while before > 0 and nodes[before].kind == "sub":
        before -= 1
    if before < 0 or not nodes[before].span or nodes[before].span.start > node.span.start:
        raise UsageError(_("There is nothing before it that it could be joined to."))
    first = nodes[before]
    end = max(first.span.end, node.span.end)
    subs = (*first.subs, *node.subs) if first.kind in POINTS else first.subs
    whole = replace(first, span=TextSpan(source[first.span.start : end], first.span.start, end), subs=subs)
    return [*nodes[:before], whole, *nodes[before + 1 : number], *nodes[number + 1 :]]


def _second_half(nodes: list[DraftNode], number: int) -> NodeKind:
    """Return the kind of a split node's second half: after a heading, that of the text below it; else the node's."""
    kind = nodes[number].kind
    if kind in POINTS or kind == "example":
        return kind
    if kind in NODE_PARTS:
        return POINT_OF[NODE_PARTS[kind]]
    if kind == "group":
        parts = [one.kind for one in nodes[:number] if one.kind in NODE_PARTS]
        return POINT_OF[NODE_PARTS[parts[-1]]] if parts else "problem"
    return "out"


def _split(nodes: list[DraftNode], number: int, place: int) -> list[DraftNode]:
    """Split a node; steps and examples inside it go to their half."""
    node = nodes[number]
    text = node.span.text
    one, other = text[:place].rstrip(), text[place:].lstrip()
    if not 0 < place < len(text) or not one or not other:
        raise UsageError(_("Put the cursor of the text inside the item, where its second half begins."))
    first = TextSpan(one, node.span.start, node.span.start + len(one))
    second = TextSpan(other, node.span.end - len(other), node.span.end)
    subs = [tuple(sub for sub in node.subs if (sub.start >= second.start) == is_late) for is_late in (False, True)]
    end = find_end_below(nodes, number)
    hung = nodes[number + 1 : end]
    return [
        *nodes[:number],
        replace(node, span=first, subs=subs[0]),
        *(lower for lower in hung if lower.span.start < second.start),
        replace(node, kind=_second_half(nodes, number), span=second, mark=None, subs=subs[1], role="text"),
        *(lower for lower in hung if lower.span.start >= second.start),
        *nodes[end:],
    ]
