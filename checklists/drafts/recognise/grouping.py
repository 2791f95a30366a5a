"""Find the sub-headings and points of a part in its nested blocks."""

import re
from collections.abc import Iterator

from checklists.drafts.recognise.blocks import PARAGRAPH_RANK, BlockNode, TextBlocks
from checklists.drafts.recognise.examples import find_examples, is_continuation, is_example_start
from checklists.drafts.recognise.headings import (
    COUNTED_ASPECTS,
    SUB_KINDS,
    classify_heading,
    find_aspect_end,
    find_sentence_end,
    is_aspect,
    is_title,
    strip_heading,
)
from checklists.drafts.recognise.tree import NO_SPAN, Aside, Enumerator, Group, Point, TextSpan

_ENUMERATION = 6
_LEAD = re.compile(
    r"(?:以下|如下)[^。]{0,20}[:。]$|(?:表现|体现)在[^。]{0,12}$|主要(?:是|有|存在)[:。]?$|:$"
    r"|(?:存在|有)[^。]{0,12}(?:不少|一些|诸多|许多|几个|方面)[^。]{0,12}(?:问题|不足|差距|短板|原因|措施)。$"
)
_SHOWS = re.compile(r"。[^。]*(?:表现|体现|做到|包括)[^。]{0,6}[:,]?\s*$")
"""A sentence leading from a statement to its signs: what follows is not a point."""
_LEAD_MOST = 60
_ASPECT_HEAD = re.compile(
    r"[^。;,:!?]{2,30}方面[。:](?=.)|(?!加强|强化|提高|坚持|增强|狠抓|提升|深化)[^。;,:!?不]{2,10}"
    r"(?:建设|忠诚|能力|意识|作风|纪律|作为|担当|修养|自律|素质|本领|学习|武装|信念|落实|治党|服务):(?=.)"
)
_SENTENCE_TITLE_MOST = 40


def find_groups(text_blocks: TextBlocks, roots: list[BlockNode], asides: list[Aside]) -> tuple[list[Group], TextSpan]:
    """Return the groups of a part and its lead; other text is added to `asides`."""
    groups: list[Group] = []
    loose: list[Point] = []
    lead = NO_SPAN

    def flush() -> None:
        if loose:
            groups.append(Group(points=tuple(loose)))
            loose.clear()

    headed = {one.block.marker.family for one in roots if one.block.marker and is_group(text_blocks, one)}
    named = find_named_aspects(roots)
    for place, node in enumerate(roots):
        if _is_label(node):
            asides.append(_lead_aside(text_blocks, node))
            loose += [point for child in node.children for point in find_points(text_blocks, child, asides)]
        elif node in named or is_group(text_blocks, node) or _is_beside(text_blocks, node, headed):
            flush()
            groups += _groups(text_blocks, node, asides)
        elif not groups and not loose and not lead and _is_lead(node, roots[place + 1 :]):
            asides.append(_lead_aside(text_blocks, node))
            lead = asides[-1].span
            loose += [point for child in node.children for point in find_points(text_blocks, child, asides)]
        else:
            loose += find_points(text_blocks, node, asides)
    flush()
    return groups, lead


def is_group(text_blocks: TextBlocks, node: BlockNode) -> bool:
    """Tell whether a block is a sub-heading with points below it, not a point."""
    block = node.block
    halfwidth = block.halfwidth
    if node.rank >= _ENUMERATION:
        return False
    if node.rank == PARAGRAPH_RANK:
        is_named = bool(find_aspect_end(halfwidth)) and not COUNTED_ASPECTS.search(
            halfwidth[: find_aspect_end(halfwidth)]
        )
        return is_named and any(child.is_marked for child in node.children)
    if block.is_own_line and (is_title(halfwidth) or block.level):
        is_sentence = halfwidth.rstrip().endswith("。") and not is_aspect(halfwidth)
        if node.rank >= 3 and is_sentence and not any(child.is_marked for child in node.children):
            return False  # the first sentence of an item that continues below
        return _has_statements(node) or is_aspect(halfwidth)
    if find_aspect_end(halfwidth):
        return bool(text_blocks.find_title_end(block))
    if any(_is_item(child) for child in node.children):
        return bool(text_blocks.find_title_end(block)) and not _SHOWS.search(halfwidth)
    is_sentence = (
        find_sentence_end(halfwidth) >= len(halfwidth.rstrip()) - 1
        and len(strip_heading(halfwidth)) <= _SENTENCE_TITLE_MOST
    )
    return block.is_own_line and is_sentence and node.rank <= 2 and _has_statements(node)


def find_named_aspects(roots: list[BlockNode]) -> list[BlockNode]:
    """Find items that begin with an aspect's name, “1.作风建设：…”: all of them, or none."""
    found = [one for one in roots if one.block.marker and _ASPECT_HEAD.match(one.block.halfwidth)]
    return found if len(found) > 1 and len(found) == sum(one.block.marker is not None for one in roots) else []


def _is_beside(text_blocks: TextBlocks, node: BlockNode, headed: set[str]) -> bool:
    """Tell whether a short first sentence is a sub-heading, as sub-headings beside it have numbers of the same kind."""
    marker = node.block.marker
    if not marker or marker.family not in headed or node.rank >= _ENUMERATION:
        return False
    end = text_blocks.find_title_end(node.block)
    return 0 < end - node.block.start <= _SENTENCE_TITLE_MOST and bool(text_blocks.span(end + 1, node.end))


def _lead_aside(text_blocks: TextBlocks, node: BlockNode) -> Aside:
    """Return the aside for text before points; a remark in brackets is no lead."""
    span = text_blocks.span(node.block.begin, node.block.end)
    return Aside(span, "text" if re.fullmatch(r"[(（].*[)）]", span.text) else "lead")


def _is_label(node: BlockNode) -> bool:
    """Tell whether a line only repeats the part's subject."""
    return node.block.is_own_line and not node.is_marked and classify_heading(node.block.halfwidth) in SUB_KINDS


def _is_item(node: BlockNode) -> bool:
    return node.is_marked and node.rank != PARAGRAPH_RANK + 1 and node.block.marker is not None


def _has_statements(node: BlockNode) -> bool:
    """Tell whether more than mere examples is below a heading."""
    return not all(is_continuation(child.block.halfwidth) for child in node.children)


def _groups(text_blocks: TextBlocks, node: BlockNode, asides: list[Aside]) -> Iterator[Group]:
    title = text_blocks.title(node.block)
    children = list(node.children)
    if rest := text_blocks.find_rest(node.block):
        inner = BlockNode(rest, PARAGRAPH_RANK)
        while children and not children[0].is_marked and is_continuation(children[0].block.halfwidth):
            inner.children.append(children.pop(0))
        children.insert(0, inner)
    below = [
        child
        for child in children
        if child.rank in {3, 4} and child.children and child.block.is_own_line
        if "方面" in child.block.halfwidth and is_title(child.block.halfwidth)
    ]
    has_items = any(_is_item(child) or any(_is_item(one) for one in child.children) for child in children)
    points: list[Point] = []
    lead = NO_SPAN
    for place, child in enumerate(children):
        if child in below:
            continue
        later = children[place + 1 :]
        is_first = not points and not lead
        if is_first and not child.is_marked and (_is_lead(child, later) or (has_items and not _is_long_example(child))):
            asides.append(_lead_aside(text_blocks, child))
            lead = asides[-1].span
            points += [point for one in child.children for point in find_points(text_blocks, one, asides)]
        else:
            points += find_points(text_blocks, child, asides)
    if points or not below:
        yield Group(title, tuple(points), lead, text_blocks.mark(node.block))
    for child in below:
        yield from _groups(text_blocks, child, asides)


def _is_long_example(node: BlockNode) -> bool:
    """Tell whether a paragraph is an example too long to be a lead."""
    halfwidth = node.block.halfwidth
    return not node.children and len(halfwidth) > 3 * _LEAD_MOST and is_example_start(halfwidth)


def _is_lead(node: BlockNode, later: list[BlockNode]) -> bool:
    """Tell whether a paragraph only leads to the text after it."""
    if node.is_marked:
        return False
    halfwidth = node.block.halfwidth.rstrip()
    if any(child.is_marked for child in node.children):
        return True
    if node.children or not later:
        return False
    return any(one.is_marked for one in later) or bool(_LEAD.search(halfwidth) and len(halfwidth) <= _LEAD_MOST * 2)


def find_points(text_blocks: TextBlocks, node: BlockNode, asides: list[Aside]) -> list[Point]:
    """Return a node's point, or the points of its items if the node is only their lead."""
    items = [child for child in node.children if child.is_marked]
    if not node.is_marked and items:
        asides.append(_lead_aside(text_blocks, node))
        return [point for child in node.children for point in find_points(text_blocks, child, asides)]
    if len(items) > 1 and any(
        find_examples(text_blocks.source.halfwidth, one.block.begin, one.end) for one in items[:-1]
    ):
        asides.append(_lead_aside(text_blocks, node))
        return [point for child in items for point in find_points(text_blocks, child, asides)]
    return _parted(text_blocks, node, items, asides)


def _parted(text_blocks: TextBlocks, node: BlockNode, items: list[BlockNode], asides: list[Aside]) -> list[Point]:
    """Split a point at a new statement after an example; what stands between two items of one list is one item."""
    mark = node.block.marker
    after = text_blocks.find_next_marker(node.end) if mark and node.children else None
    is_carried_on = mark and after and after.family == mark.family and after.number == mark.number + 1
    for place, child in enumerate(node.children):
        if is_carried_on and not find_examples(text_blocks.source.halfwidth, child.block.begin, child.end):
            continue
        has_example = bool(find_examples(text_blocks.source.halfwidth, node.block.start, child.block.begin))
        if has_example and not child.is_marked and not is_continuation(child.block.halfwidth):
            first = BlockNode(node.block, node.rank, node.children[:place])
            rest = [point for one in node.children[place:] for point in find_points(text_blocks, one, asides)]
            return [_point(text_blocks, first, [one for one in items if one in first.children]), *rest]
    point = _point(text_blocks, node, items)
    return [point] if point.span or point.examples else []  # a number without text


def _point(text_blocks: TextBlocks, node: BlockNode, items: list[BlockNode]) -> Point:
    start, end = node.block.start, node.end
    found = find_examples(text_blocks.source.halfwidth, start, end)
    outer = [one for one in found if text_blocks.source.halfwidth[one[0] - 1] != "("]
    stop = outer[0][0] if outer and outer[0][0] > start else end
    if found and found[0][0] <= start:
        stop = end
    span = text_blocks.span(start, stop)
    subs = tuple(text_blocks.span(child.block.start, child.end) for child in items)
    return Point(span, tuple(text_blocks.span(*one) for one in found), text_blocks.mark(node.block), subs)


def find_sequences(text_blocks: TextBlocks, roots: list[BlockNode]) -> list[tuple[Enumerator, ...]]:
    """Return the sequences of numbers, level by level."""
    families: dict[str, list[list[Enumerator]]] = {}
    last_line: dict[str, int] = {}
    for block in (node.block for node in roots):
        mark = text_blocks.mark(block)
        if mark is None:
            continue
        runs = families.setdefault(mark.family, [[]])
        is_far = last_line.get(mark.family) != block.line and len(runs[-1]) > 1
        if is_far and mark.number == 1:
            runs.append([])
        runs[-1].append(mark)
        last_line[mark.family] = block.line
    found = [tuple(run) for runs in families.values() for run in runs]
    for node in roots:
        found += find_sequences(text_blocks, node.children)
    return found
