"""Sub-headings and points of one part, out of its nested blocks."""

import re
from collections.abc import Iterator
from itertools import pairwise

from checklists.drafts.recognise.blocks import PLAIN, Block, Node, Sheet, clings
from checklists.drafts.recognise.examples import begins_with_example, example_spans
from checklists.drafts.recognise.headings import (
    COUNTED_ASPECTS,
    SUB_KINDS,
    aspect_end,
    bare,
    first_sentence,
    is_aspect,
    is_title,
    strong_kind,
)
from checklists.drafts.recognise.tree import NOTHING, Aside, Group, Mark, Point, Span

_ENUMERATION = 6
_LEAD = re.compile(
    r"(?:以下|如下)[^。]{0,20}[:。]$|(?:表现|体现)在[^。]{0,12}$|主要(?:是|有|存在)[:。]?$|:$"
    r"|(?:存在|有)[^。]{0,12}(?:不少|一些|诸多|许多|几个|方面)[^。]{0,12}(?:问题|不足|差距|短板|原因|措施)。$"
)
_SHOWS = re.compile(r"。[^。]*(?:表现|体现|做到|包括)[^。]{0,6}[:,]?\s*$")
"""What leads from a statement to how it shows: these are no points of their own."""
_LEAD_MOST = 60
_ASPECT_HEAD = re.compile(
    r"[^。;,:!?]{2,30}方面[。:](?=.)|(?!加强|强化|提高|坚持|增强|狠抓|提升|深化)[^。;,:!?不]{2,10}"
    r"(?:建设|忠诚|能力|意识|作风|纪律|作为|担当|修养|自律|素质|本领|学习|武装|信念|落实|治党|服务):(?=.)"
)
_SENTENCE_TITLE_MOST = 40


def groups_of(sheet: Sheet, roots: list[Node], asides: list[Aside]) -> tuple[list[Group], Span]:
    """Return the groups of a part and what leads up to them; text that is neither goes to the asides."""
    groups: list[Group] = []
    loose: list[Point] = []
    lead = NOTHING

    def flush() -> None:
        if loose:
            groups.append(Group(points=tuple(loose)))
            loose.clear()

    headed = {one.block.marker.family for one in roots if one.block.marker and is_group(sheet, one)}
    named = named_aspects(sheet, roots)
    for place, node in enumerate(roots):
        if _is_label(sheet, node):
            asides.append(_lead_aside(sheet, node))
            loose += [point for child in node.children for point in points_of(sheet, child, asides)]
        elif node in named or is_group(sheet, node) or _is_beside(sheet, node, headed):
            flush()
            groups += _groups(sheet, node, asides)
        elif not groups and not loose and not lead and _is_lead(sheet, node, roots[place + 1 :]):
            asides.append(_lead_aside(sheet, node))
            lead = asides[-1].span
            loose += [point for child in node.children for point in points_of(sheet, child, asides)]
        else:
            loose += points_of(sheet, node, asides)
    flush()
    return groups, lead


def is_group(sheet: Sheet, node: Node) -> bool:
    """Tell whether a block is a sub-heading with points below it, rather than a point."""
    block = node.block
    shadow = sheet.shadow(block)
    if node.rank >= _ENUMERATION:
        return False
    if node.rank == PLAIN:
        is_named = bool(aspect_end(shadow)) and not COUNTED_ASPECTS.search(shadow[: aspect_end(shadow)])
        return is_named and any(child.is_marked for child in node.children)
    if block.is_own_line and (is_title(shadow) or block.level):
        is_sentence = shadow.rstrip().endswith("。") and not is_aspect(shadow)
        if node.rank >= 3 and is_sentence and not any(child.is_marked for child in node.children):
            return False  # the first sentence of an item that goes on below
        return bool(_statements(sheet, node)) or is_aspect(shadow)
    if aspect_end(shadow):
        return bool(sheet.title_end(block))
    if any(_is_item(child) for child in node.children):
        return bool(sheet.title_end(block)) and not _SHOWS.search(shadow)
    is_sentence = first_sentence(shadow) >= len(shadow.rstrip()) - 1 and len(bare(shadow)) <= _SENTENCE_TITLE_MOST
    return block.is_own_line and is_sentence and node.rank <= 2 and bool(_statements(sheet, node))


def named_aspects(sheet: Sheet, roots: list[Node]) -> list[Node]:
    """Find items that each begin with the name of an aspect, “1.作风建设：…”: all of them, or none."""
    found = [one for one in roots if one.block.marker and _ASPECT_HEAD.match(sheet.shadow(one.block))]
    return found if len(found) > 1 and len(found) == sum(one.block.marker is not None for one in roots) else []


def _is_beside(sheet: Sheet, node: Node, headed: set[str]) -> bool:
    """Beside sub-headings of the same numbers, a short first sentence with more behind it is one, too."""
    marker = node.block.marker
    if not marker or marker.family not in headed or node.rank >= _ENUMERATION:
        return False
    end = sheet.title_end(node.block)
    return 0 < end - node.block.start <= _SENTENCE_TITLE_MOST and bool(sheet.span(end + 1, node.end))


def _lead_aside(sheet: Sheet, node: Node) -> Aside:
    """Return what stands before points; a remark in brackets does not lead up to them."""
    span = sheet.span(node.block.begin, node.block.end)
    return Aside(span, "text" if re.fullmatch(r"[(（].*[)）]", span.text) else "lead")


def _is_label(sheet: Sheet, node: Node) -> bool:
    """Tell whether a line only says again what the part is about."""
    return node.block.is_own_line and not node.is_marked and strong_kind(sheet.shadow(node.block)) in SUB_KINDS


def _is_item(node: Node) -> bool:
    return node.is_marked and node.rank != PLAIN + 1 and node.block.marker is not None


def _statements(sheet: Sheet, node: Node) -> list[Node]:
    """Return what hangs on a heading and is no mere example."""
    return [child for child in node.children if not clings(sheet, child.block)]


def _groups(sheet: Sheet, node: Node, asides: list[Aside]) -> Iterator[Group]:
    title = sheet.title(node.block)
    begin = min(sheet.after_mark(sheet.title_end(node.block)), node.block.end)
    children = list(node.children)
    rest = sheet.span(begin, node.block.end)
    if rest:
        inner = Node(Block(rest.start, rest.start, rest.end, node.block.line), PLAIN)
        while children and not children[0].is_marked and clings(sheet, children[0].block):
            inner.children.append(children.pop(0))
        children.insert(0, inner)
    below = [child for child in children if _is_aspect_below(sheet, child)]
    has_items = any(_is_item(child) or any(_is_item(one) for one in child.children) for child in children)
    points: list[Point] = []
    lead = NOTHING
    for place, child in enumerate(children):
        if child in below:
            continue
        later = children[place + 1 :]
        is_first = not points and not lead
        if (
            is_first
            and not child.is_marked
            and (_is_lead(sheet, child, later) or (has_items and not _is_long(sheet, child)))
        ):
            asides.append(_lead_aside(sheet, child))
            lead = asides[-1].span
            points += [point for one in child.children for point in points_of(sheet, one, asides)]
        else:
            points += points_of(sheet, child, asides)
    if points or not below:
        yield Group(title, tuple(points), lead, sheet.mark(node.block))
    for child in below:
        yield from _groups(sheet, child, asides)


def _is_long(sheet: Sheet, node: Node) -> bool:
    """Tell whether a paragraph is an example too long to lead up to anything."""
    return (
        not node.children
        and len(sheet.shadow(node.block)) > 3 * _LEAD_MOST
        and begins_with_example(sheet.shadow(node.block))
    )


def _is_aspect_below(sheet: Sheet, node: Node) -> bool:
    shadow = sheet.shadow(node.block)
    return (
        node.rank in {3, 4} and node.block.is_own_line and is_title(shadow) and "方面" in shadow and bool(node.children)
    )


def _is_lead(sheet: Sheet, node: Node, later: list[Node]) -> bool:
    """Tell whether a paragraph only leads up to what follows."""
    if node.is_marked:
        return False
    shadow = sheet.shadow(node.block).rstrip()
    if any(child.is_marked for child in node.children):
        return True
    if node.children or not later:
        return False
    return any(one.is_marked for one in later) or bool(_LEAD.search(shadow) and len(shadow) <= _LEAD_MOST * 2)


def points_of(sheet: Sheet, node: Node, asides: list[Aside]) -> list[Point]:
    """Return the point that a node is; its items, where they are the points and it only leads up to them."""
    items = [child for child in node.children if child.is_marked]
    if not node.is_marked and items:
        asides.append(_lead_aside(sheet, node))
        return [point for child in node.children for point in points_of(sheet, child, asides)]
    if len(items) > 1 and any(example_spans(sheet.source.shadow, one.block.begin, one.end) for one in items[:-1]):
        asides.append(_lead_aside(sheet, node))
        return [point for child in items for point in points_of(sheet, child, asides)]
    return _parted(sheet, node, items, asides)


def _parted(sheet: Sheet, node: Node, items: list[Node], asides: list[Aside]) -> list[Point]:
    """Make a point of its own of a paragraph that says something new after an example."""
    for place, child in enumerate(node.children):
        if _is_carried_on(sheet, node) and not example_spans(sheet.source.shadow, child.block.begin, child.end):
            continue
        has_example = bool(example_spans(sheet.source.shadow, node.block.start, child.block.begin))
        if has_example and not child.is_marked and not clings(sheet, child.block):
            first = Node(node.block, node.rank, node.children[:place])
            rest = [point for one in node.children[place:] for point in points_of(sheet, one, asides)]
            return [_point(sheet, first, [one for one in items if one in first.children]), *rest]
    point = _point(sheet, node, items)
    return [point] if point.span or point.examples else []  # a number with nothing behind it


def _is_carried_on(sheet: Sheet, node: Node) -> bool:
    """Tell whether the next number is that of the next item: then all up to it is one item."""
    mark = node.block.marker
    after = sheet.next_numbered(node.end) if mark else None
    return bool(mark and after and after.family == mark.family and after.number == mark.number + 1)


def _point(sheet: Sheet, node: Node, items: list[Node]) -> Point:
    start, end = node.block.start, node.end
    found = example_spans(sheet.source.shadow, start, end)
    outer = [one for one in found if sheet.source.shadow[one[0] - 1] != "("]
    stop = outer[0][0] if outer and outer[0][0] > start else end
    if found and found[0][0] <= start:
        stop = end
    span = sheet.span(start, stop)
    subs = tuple(sheet.span(child.block.start, child.end) for child in items)
    return Point(span, tuple(sheet.span(*one) for one in found), sheet.mark(node.block), subs)


def sequences(sheet: Sheet, roots: list[Node]) -> list[tuple[Mark, ...]]:
    """Return the numbers that belong together, level by level."""
    found: list[tuple[Mark, ...]] = []
    families: dict[str, list[Node]] = {}
    for node in roots:
        if node.block.marker:
            families.setdefault(node.block.marker.family, []).append(node)
    for nodes in families.values():
        run = [nodes[0]]
        for before, node in pairwise(nodes):
            is_far = before.block.line != node.block.line and len(run) > 1
            is_new = is_far and node.block.marker and node.block.marker.number == 1
            if is_new:
                found.append(_marks(sheet, run))
                run = []
            run.append(node)
        found.append(_marks(sheet, run))
    for node in roots:
        found += sequences(sheet, node.children)
    return found


def _marks(sheet: Sheet, nodes: list[Node]) -> tuple[Mark, ...]:
    return tuple(mark for node in nodes if (mark := sheet.mark(node.block)))
