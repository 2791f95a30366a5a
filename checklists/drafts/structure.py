"""From blocks to a tree: which headings are parts, what they announce, and where they end."""

from dataclasses import replace
from itertools import pairwise

from checklists.drafts.blocks import Block, Node, Sheet, nested, strong_heading
from checklists.drafts.clean import CleanText
from checklists.drafts.grouping import groups_of, sequences
from checklists.drafts.head import is_document_title, read_head, read_tail
from checklists.drafts.headings import is_aspect, is_title, kind_of, strong_kind
from checklists.drafts.leftovers import with_leftovers
from checklists.drafts.tree import NOTHING, Aside, Draft, Group, Kind, Mark, Part

_SUB_KINDS = frozenset({"problems", "causes", "measures"})


def recognise(source: CleanText) -> Draft:
    """Recognise a draft's structure. What is no node of the tree is kept as an aside."""
    sheet = Sheet(source)
    tops = _tops(sheet)
    first = tops[0].begin if tops else _body_begin(sheet)
    head = read_head(sheet, first)
    end, tail = read_tail(sheet, tops[-1].begin if tops else first)
    asides = [*head.asides, *tail]
    marks: list[tuple[Mark, ...]] = [tuple(mark for top in tops if (mark := sheet.mark(top)))]
    found: list[Part] = []
    limits = [*(top.begin for top in tops), end] if tops else [first, end]
    for place, (begin, stop) in enumerate(pairwise(limits)):
        found += _parts(sheet, tops[place] if tops else None, begin, min(stop, end), asides, marks)
    parts = _joined_aspects(found)
    draft = Draft(
        *(source, head.title, head.title_text, head.unit, head.opening),
        parts=tuple(parts),
        asides=tuple(asides),
        marks=tuple(one for one in marks if one),
    )
    return with_leftovers(sheet, draft)


def _tops(sheet: Sheet) -> list[Block]:
    """Find the headings of the highest level."""
    blocks = [one for one in sheet.blocks if not (one.marker and one.marker.rank > 4)]
    for family in ("section", "cn"):
        numbered = [one for one in blocks if one.marker and one.marker.family == family]
        numbered = [one for one in numbered if not one.is_inline or _announces(sheet, one)]
        bare = [one for one in blocks if not one.marker and strong_heading(sheet, one)]
        if not numbered:
            continue
        has_kinds = any(_announces(sheet, one) for one in numbered)
        restarts = any(
            later.marker.number <= sooner.marker.number
            for sooner, later in pairwise(numbered)
            if later.marker and sooner.marker
        )
        if len(bare) > 1 and (restarts or not has_kinds):
            return bare
        aspects = sum(is_aspect(sheet.title(one).text) for one in numbered)
        if has_kinds or aspects > 1:
            return _but_labels(sheet, sorted([*numbered, *bare], key=lambda one: one.begin))
    strong = [one for one in blocks if strong_heading(sheet, one)]
    if not strong or all(one.level for one in strong):
        return _leveled(sheet) or strong
    families = {one.marker.family for one in strong if one.marker}
    if len(families) != 1 or len(strong) < 2:
        return strong
    return _followed(sheet, strong, families.pop())


def _but_labels(sheet: Sheet, tops: list[Block]) -> list[Block]:
    """Leave out “存在的问题：” inside a part that is of this kind already: it is a label, not a heading."""
    found: list[Block] = []
    last: Kind | None = None
    for one in tops:
        kind = kind_of(sheet.title(one).text)
        if one.marker or kind != last:
            found.append(one)
            last = kind
    return found


def _followed(sheet: Sheet, strong: list[Block], family: str) -> list[Block]:
    """Take in other headings that carry on the numbers of those that can only be parts."""
    found: list[Block] = []
    known = {one.begin for one in strong}
    last = 0
    for one in sheet.blocks:
        is_next = one.marker and one.marker.family == family and not one.is_inline and one.marker.number == last + 1
        if one.begin in known or (
            is_next and one.is_own_line and is_title(sheet.shadow(one)) and _is_level(one, strong)
        ):
            found.append(one)
            last = one.marker.number if one.marker else last + 1
    return found


def _is_level(one: Block, strong: list[Block]) -> bool:
    return one.level == strong[0].level


def _leveled(sheet: Sheet) -> list[Block]:
    """Take Word's or Markdown's own headings, where those announce parts."""
    leveled = [one for one in sheet.blocks if one.level and not one.is_inline]
    for level in sorted({one.level for one in leveled}):
        tops = [one for one in leveled if one.level == level and not is_document_title(sheet.shadow(one))]
        if any(kind_of(sheet.shadow(one)) not in {None, "other"} for one in tops) and len(tops) > 1:
            return tops
    return []


def _announces(sheet: Sheet, block: Block) -> bool:
    title = sheet.title(block).text
    return bool(title) and kind_of(title) is not None


def _body_begin(sheet: Sheet) -> int:
    """Without a single heading: the part begins after the title, and after the opening where it is one."""
    after = 0
    for place, line in enumerate(sheet.source.lines):
        shadow = sheet.source.shadow[line.start : line.end]
        if len(shadow) > 45 or shadow.endswith(("。", ":", ";")):
            is_opening = any(
                word in shadow for word in ("根据", "按照", "会前", "对照检查如下", "汇报如下", "剖析如下")
            )
            rest = sheet.source.lines[place + 1 :]
            return rest[0].start if is_opening and rest and place < 6 else line.start
        after = line.end
    return after


def _parts(
    sheet: Sheet, top: Block | None, begin: int, stop: int, asides: list[Aside], marks: list[tuple[Mark, ...]]
) -> list[Part]:
    if top is not None and "案例" in sheet.title(top).text:
        sheet = Sheet(sheet.source, has_cases=True)
    blocks = sheet.between(begin, stop)
    title, mark = NOTHING, None
    kind: Kind | None = None
    if top is not None:
        title, mark = sheet.title(top), sheet.mark(top)
        kind = kind_of(title.text)
        rest = sheet.span(_after(sheet, sheet.title_end(top) or top.start), top.end)
        blocks = ([Block(rest.start, rest.start, rest.end, top.line)] if rest else []) + [
            one for one in blocks if one != top
        ]
    roots = nested(sheet, blocks)
    marks += sequences(sheet, roots)
    if top is not None and (split := _split(sheet, roots)):
        above = Group(title, mark=mark) if is_aspect(title.text) and kind is None else None
        parts = [_of_child(sheet, above, one, asides) for one in split[1]]
        asides += [Aside(sheet.span(one.block.begin, one.end), "lead") for one in split[0]]
        if not any(group.title == title for part in parts for group in part.groups):
            asides.append(Aside(sheet.span(top.begin, title.end), "lead"))
        return parts
    if top is None:
        kind = _guess(sheet.source.shadow[begin:stop])
    groups, lead = groups_of(sheet, roots, asides)
    return [Part(kind or _unnamed(title.text), title, tuple(groups), lead, mark, begin, stop)]


def _after(sheet: Sheet, place: int) -> int:
    """Step over the mark that ends a heading run into its paragraph."""
    shadow = sheet.source.shadow
    while place < len(shadow) and shadow[place] in "。:;,.、 ":
        place += 1
    return place


def _split(sheet: Sheet, roots: list[Node]) -> tuple[list[Node], list[Node]] | None:
    """Find sub-headings that are themselves problems, causes and measures; what stands before them is a lead."""
    kinds = {id(one): strong_kind(sheet.title(one.block).text) for one in roots if one.is_marked}
    named = [one for one in roots if kinds.get(id(one)) in _SUB_KINDS]
    if len({kinds[id(one)] for one in named}) < 2:
        return None
    return [one for one in roots if one not in named], named


def _of_child(sheet: Sheet, above: Group | None, node: Node, asides: list[Aside]) -> Part:
    title = sheet.title(node.block)
    rest = sheet.span(_after(sheet, sheet.title_end(node.block)), node.block.end)
    children = list(node.children)
    if rest:
        children.insert(0, Node(Block(rest.start, rest.start, rest.end, node.block.line), 5.5))
    groups, lead = groups_of(sheet, children, asides)
    if above:
        groups = [replace(one, title=above.title, mark=above.mark) if not one.title else one for one in groups]
    kind = strong_kind(title.text) or "other"
    return Part(kind, title, tuple(groups), lead, sheet.mark(node.block), node.block.begin, node.end)


def _unnamed(title: str) -> Kind:
    return "problems" if is_aspect(title) and "方面" in title else "other"


def _guess(shadow: str) -> Kind:
    """Without any heading: a text that speaks of what is wrong is taken as problems."""
    return "problems" if any(word in shadow for word in ("不够", "不足", "问题", "差距", "不深")) else "other"


def _joined_aspects(parts: list[Part]) -> list[Part]:
    """Headings of the highest level that each name an aspect are the groups of one part of problems."""
    found: list[Part] = []
    for part in parts:
        is_bare_aspect = part.kind == "problems" and kind_of(part.title.text) is None and bool(part.title)
        if not is_bare_aspect:
            found.append(part)
            continue
        groups = tuple(
            Group(one.title or part.title, one.points, one.lead, one.mark or part.mark) for one in part.groups
        )
        groups = groups or (Group(part.title, mark=part.mark),)
        if found and found[-1].kind == "problems" and not found[-1].title:
            last = found.pop()
            found.append(Part("problems", NOTHING, (*last.groups, *groups), last.lead, None, last.start, part.end))
        else:
            found.append(Part("problems", NOTHING, groups, part.lead, None, part.start, part.end))
    return found
