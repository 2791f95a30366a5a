"""Parts, or the aspects of one, divided into problems, causes and measures."""

from dataclasses import replace

from checklists.drafts.recognise.blocks import PARAGRAPH_RANK, BlockNode, TextBlock, TextBlocks
from checklists.drafts.recognise.grouping import find_groups
from checklists.drafts.recognise.headings import SUB_KINDS, classify_heading
from checklists.drafts.recognise.tree import Aside, DraftPart, Group


def divide_part(
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
        parts = divide_part(text_blocks, root.children, group, asides)
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
    rest = text_blocks.span(text_blocks.skip_title_mark(text_blocks.find_title_end(node.block)), node.block.end)
    children = list(node.children)
    if rest:
        children.insert(0, BlockNode(TextBlock(rest.start, rest.start, rest.end, node.block.line), PARAGRAPH_RANK))
    groups, lead = find_groups(text_blocks, children, asides)
    if above:
        groups = [replace(one, title=above.title, mark=above.mark) if not one.title else one for one in groups]
    kind = classify_heading(title.text) or "other"
    return DraftPart(kind, title, tuple(groups), lead, text_blocks.mark(node.block), node.block.begin, node.end)
