"""Build the tree from blocks: which headings are parts, what they announce, and where they end.

Text in neither a node nor an aside becomes an aside, so that nothing is dropped.
"""

import re
from dataclasses import replace
from itertools import groupby, pairwise

from checklists.drafts.clean import CleanText
from checklists.drafts.recognise.blocks import PARAGRAPH_RANK, BlockNode, TextBlock, TextBlocks, nest_blocks
from checklists.drafts.recognise.grouping import find_groups, find_sequences
from checklists.drafts.recognise.head import read_head, read_tail
from checklists.drafts.recognise.headings import SUB_KINDS, classify_heading, classify_title, is_aspect
from checklists.drafts.recognise.tops import find_top_headings
from checklists.drafts.recognise.tree import (
    NO_SPAN,
    Aside,
    Draft,
    DraftPart,
    Enumerator,
    Group,
    PartKind,
    Point,
)

_SAYS_SOMETHING = re.compile(r"\w")


def recognise(source: CleanText) -> Draft:
    """Recognise a draft's structure. Text in no node of the tree becomes an aside."""
    text_blocks = TextBlocks(source)
    tops = find_top_headings(text_blocks)
    first = tops[0].begin if tops else _body_begin(text_blocks)
    head = read_head(text_blocks, first)
    end, tail = read_tail(text_blocks, tops[-1].begin if tops else first)
    asides = [*head.asides, *tail]
    marks: list[tuple[Enumerator, ...]] = [tuple(mark for top in tops if (mark := text_blocks.mark(top)))]
    found: list[DraftPart] = []
    limits = [*(top.begin for top in tops), end] if tops else [first, end]
    for place, (begin, stop) in enumerate(pairwise(limits)):
        found += _parts(text_blocks, tops[place] if tops else None, begin, min(stop, end), asides, marks)
    parts = _mark_measures(_joined_aspects(found))
    draft = Draft(
        *(source, head.title, head.title_text, head.unit, head.opening),
        parts=tuple(parts),
        asides=tuple(asides),
        marks=tuple(one for one in marks if one),
    )
    return _add_leftovers(text_blocks, draft)


def _body_begin(text_blocks: TextBlocks) -> int:
    """Return where the part of a text without headings begins: after the title, and after an opening."""
    after = 0
    for place, line in enumerate(text_blocks.source.lines):
        halfwidth = text_blocks.source.halfwidth[line.start : line.end]
        if len(halfwidth) > 45 or halfwidth.endswith(("。", ":", ";")):
            is_opening = any(
                word in halfwidth for word in ("根据", "按照", "会前", "对照检查如下", "汇报如下", "剖析如下")
            )
            rest = text_blocks.source.lines[place + 1 :]
            return rest[0].start if is_opening and rest and place < 6 else line.start
        after = line.end
    return after


def _parts(
    text_blocks: TextBlocks,
    top: TextBlock | None,
    begin: int,
    stop: int,
    asides: list[Aside],
    marks: list[tuple[Enumerator, ...]],
) -> list[DraftPart]:
    if top is not None and "案例" in text_blocks.title(top).text:
        text_blocks = TextBlocks(text_blocks.source, has_cases=True)
    blocks = text_blocks.find_blocks(begin, stop)
    title, mark = NO_SPAN, None
    kind: PartKind | None = None
    if top is not None:
        title, mark = text_blocks.title(top), text_blocks.mark(top)
        kind = classify_title(title.text)
        rest = text_blocks.find_rest(top)
        blocks = [*([rest] if rest else []), *(one for one in blocks if one != top)]
    roots = nest_blocks(text_blocks, blocks)
    marks += find_sequences(text_blocks, roots)
    above = Group(title, mark=mark) if kind is None and title else None
    if top is not None and (parts := _divide_part(text_blocks, roots, above, asides)):
        if not any(group.title == title for part in parts for group in part.groups):
            asides.append(Aside(text_blocks.span(top.begin, title.end), "lead"))
        return parts
    if top is None:
        kind = _guess(text_blocks.source.halfwidth[begin:stop])
    if kind is None:
        kind = "problems" if is_aspect(title.text) and "方面" in title.text else "other"
    groups, lead = find_groups(text_blocks, roots, asides)
    return [DraftPart(kind, title, tuple(groups), lead, mark, begin, stop)]


def _guess(halfwidth: str) -> PartKind:
    """Return the kind of a text without headings: problems if it speaks of faults."""
    return "problems" if any(word in halfwidth for word in ("不够", "不足", "问题", "差距", "不深")) else "other"


def _mark_measures(parts: list[DraftPart]) -> list[DraftPart]:
    """Return “整改落实” at the end as measures if there are no others; before the problems, it is about last year's."""
    if not parts or any(part.kind == "measures" for part in parts):
        return parts
    last = parts[-1]
    is_next = last.kind == "other" and last.title.text.startswith("整改") and len(parts) > 1
    return [*parts[:-1], replace(last, kind="measures")] if is_next else parts


def _joined_aspects(parts: list[DraftPart]) -> list[DraftPart]:
    """Join headings of the highest level that each name an aspect to one part of problems with groups."""
    found: list[DraftPart] = []
    for part in parts:
        is_bare_aspect = part.kind == "problems" and classify_title(part.title.text) is None and bool(part.title)
        if not is_bare_aspect:
            found.append(part)
            continue
        groups = tuple(
            Group(one.title or part.title, one.points, one.lead, one.mark or part.mark) for one in part.groups
        )
        groups = groups or (Group(part.title, mark=part.mark),)
        if found and found[-1].kind == "problems" and not found[-1].title:
            last = found.pop()
            found.append(DraftPart("problems", NO_SPAN, (*last.groups, *groups), last.lead, None, last.start, part.end))
        else:
            found.append(DraftPart("problems", NO_SPAN, groups, part.lead, None, part.start, part.end))
    return found


def _divide_part(
    text_blocks: TextBlocks, roots: list[BlockNode], above: Group | None, asides: list[Aside]
) -> list[DraftPart]:
    """Return the parts that sub-headings make, of the part or of each aspect; none without such sub-headings."""
    if split := _split(text_blocks, roots):
        asides += [Aside(text_blocks.span(one.block.begin, one.end), "lead") for one in split[0]]
        return [_divide_child(text_blocks, above, one, asides) for one in split[1]]
    if not any(_split(text_blocks, one.children) for one in roots):
        return []
    found: list[DraftPart] = []
    for root in roots:
        group = Group(text_blocks.title(root.block), mark=text_blocks.mark(root.block))
        parts = _divide_part(text_blocks, root.children, group, asides)
        found += parts
        if not parts:
            asides.append(Aside(text_blocks.span(root.block.begin, root.end), "lead"))
    return found


def _split(text_blocks: TextBlocks, roots: list[BlockNode]) -> tuple[list[BlockNode], list[BlockNode]] | None:
    """Find sub-headings that announce problems, causes and measures; return the lead before them, and them."""
    kinds = {id(one): classify_heading(text_blocks.title(one.block).text) for one in roots if one.is_marked}
    named = [one for one in roots if kinds.get(id(one)) in SUB_KINDS]
    if len({kinds[id(one)] for one in named}) < 2:
        return None
    return [one for one in roots if one not in named], named


def _divide_child(text_blocks: TextBlocks, above: Group | None, node: BlockNode, asides: list[Aside]) -> DraftPart:
    title = text_blocks.title(node.block)
    rest = text_blocks.find_rest(node.block)
    children = [*([BlockNode(rest, PARAGRAPH_RANK)] if rest else []), *node.children]
    groups, lead = find_groups(text_blocks, children, asides)
    if above:
        groups = [replace(one, title=above.title, mark=above.mark) if not one.title else one for one in groups]
    kind = classify_heading(title.text) or "other"
    return DraftPart(kind, title, tuple(groups), lead, text_blocks.mark(node.block), node.block.begin, node.end)


def _add_leftovers(text_blocks: TextBlocks, draft: Draft) -> Draft:
    """Return the draft with an aside for each remaining range of text."""
    groups = [group for part in draft.parts for group in part.groups]
    points = [point for group in groups for point in group.points]
    spans = [draft.title, draft.unit, draft.opening, *(aside.span for aside in draft.asides)]
    spans += [part.title for part in draft.parts] + [group.title for group in groups]
    spans += [span for point in points for span in (point.span, *point.examples)]
    nodes: list[DraftPart | Group | Point] = [*draft.parts, *groups, *points]
    spans += [node.mark.span for node in nodes if node.mark]
    covered = bytearray(len(draft.text))
    for span in spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    found = []
    for line in (*text_blocks.source.lines, *text_blocks.source.beside):
        for is_covered, places in groupby(range(line.start, line.end), key=covered.__getitem__):
            stretch = list(places)
            span = text_blocks.span(stretch[0], stretch[-1] + 1)
            if not is_covered and _SAYS_SOMETHING.search(span.text):
                found.append(Aside(span))
    return replace(draft, asides=(*draft.asides, *found)) if found else draft
