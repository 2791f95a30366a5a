"""A part, or each aspect of one, that is itself divided into problems, causes and measures."""

from dataclasses import replace

from checklists.drafts.recognise.blocks import PLAIN, Block, Node, Sheet
from checklists.drafts.recognise.grouping import groups_of
from checklists.drafts.recognise.headings import SUB_KINDS, strong_kind
from checklists.drafts.recognise.tree import Aside, Group, Part


def divided(sheet: Sheet, roots: list[Node], above: Group | None, asides: list[Aside]) -> list[Part]:
    """Return the parts that sub-headings make, or those of each aspect; none where there are no such sub-headings."""
    if split := _split(sheet, roots):
        asides += [Aside(sheet.span(one.block.begin, one.end), "lead") for one in split[0]]
        return [_of_child(sheet, above, one, asides) for one in split[1]]
    if not any(_split(sheet, one.children) for one in roots):
        return []
    found: list[Part] = []
    for root in roots:
        group = Group(sheet.title(root.block), mark=sheet.mark(root.block))
        parts = divided(sheet, root.children, group, asides)
        found += parts
        if not parts:
            asides.append(Aside(sheet.span(root.block.begin, root.end), "lead"))
    return found


def _split(sheet: Sheet, roots: list[Node]) -> tuple[list[Node], list[Node]] | None:
    """Find sub-headings that are themselves problems, causes and measures; what stands before them is a lead."""
    kinds = {id(one): strong_kind(sheet.title(one.block).text) for one in roots if one.is_marked}
    named = [one for one in roots if kinds.get(id(one)) in SUB_KINDS]
    if len({kinds[id(one)] for one in named}) < 2:
        return None
    return [one for one in roots if one not in named], named


def _of_child(sheet: Sheet, above: Group | None, node: Node, asides: list[Aside]) -> Part:
    title = sheet.title(node.block)
    rest = sheet.span(sheet.after_mark(sheet.title_end(node.block)), node.block.end)
    children = list(node.children)
    if rest:
        children.insert(0, Node(Block(rest.start, rest.start, rest.end, node.block.line), PLAIN))
    groups, lead = groups_of(sheet, children, asides)
    if above:
        groups = [replace(one, title=above.title, mark=above.mark) if not one.title else one for one in groups]
    kind = strong_kind(title.text) or "other"
    return Part(kind, title, tuple(groups), lead, sheet.mark(node.block), node.block.begin, node.end)
