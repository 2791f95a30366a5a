"""From blocks to a tree: which headings are parts, what they announce, and where they end."""

from dataclasses import replace
from itertools import pairwise

from checklists.drafts.clean import CleanText
from checklists.drafts.recognise.blocks import Block, Sheet, nested
from checklists.drafts.recognise.dividing import divided
from checklists.drafts.recognise.grouping import groups_of, sequences
from checklists.drafts.recognise.head import read_head, read_tail
from checklists.drafts.recognise.headings import is_aspect, kind_of
from checklists.drafts.recognise.leftovers import with_leftovers
from checklists.drafts.recognise.tops import tops_of
from checklists.drafts.recognise.tree import NOTHING, Aside, Draft, Group, Kind, Mark, Part


def recognise(source: CleanText) -> Draft:
    """Recognise a draft's structure. What is no node of the tree is kept as an aside."""
    sheet = Sheet(source)
    tops = tops_of(sheet)
    first = tops[0].begin if tops else _body_begin(sheet)
    head = read_head(sheet, first)
    end, tail = read_tail(sheet, tops[-1].begin if tops else first)
    asides = [*head.asides, *tail]
    marks: list[tuple[Mark, ...]] = [tuple(mark for top in tops if (mark := sheet.mark(top)))]
    found: list[Part] = []
    limits = [*(top.begin for top in tops), end] if tops else [first, end]
    for place, (begin, stop) in enumerate(pairwise(limits)):
        found += _parts(sheet, tops[place] if tops else None, begin, min(stop, end), asides, marks)
    parts = _with_measures(_joined_aspects(found))
    draft = Draft(
        *(source, head.title, head.title_text, head.unit, head.opening),
        parts=tuple(parts),
        asides=tuple(asides),
        marks=tuple(one for one in marks if one),
    )
    return with_leftovers(sheet, draft)


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
        rest = sheet.span(sheet.after_mark(sheet.title_end(top) or top.start), top.end)
        blocks = ([Block(rest.start, rest.start, rest.end, top.line)] if rest else []) + [
            one for one in blocks if one != top
        ]
    roots = nested(sheet, blocks)
    marks += sequences(sheet, roots)
    above = Group(title, mark=mark) if kind is None and title else None
    if top is not None and (parts := divided(sheet, roots, above, asides)):
        if not any(group.title == title for part in parts for group in part.groups):
            asides.append(Aside(sheet.span(top.begin, title.end), "lead"))
        return parts
    if top is None:
        kind = _guess(sheet.source.shadow[begin:stop])
    groups, lead = groups_of(sheet, roots, asides)
    return [Part(kind or _unnamed(title.text), title, tuple(groups), lead, mark, begin, stop)]


def _unnamed(title: str) -> Kind:
    return "problems" if is_aspect(title) and "方面" in title else "other"


def _guess(shadow: str) -> Kind:
    """Without any heading: a text that speaks of what is wrong is taken as problems."""
    return "problems" if any(word in shadow for word in ("不够", "不足", "问题", "差距", "不深")) else "other"


def _with_measures(parts: list[Part]) -> list[Part]:
    """Take “整改落实” at the end as measures where nothing else is: before the problems it tells of last year's."""
    if not parts or any(part.kind == "measures" for part in parts):
        return parts
    last = parts[-1]
    is_next = last.kind == "other" and last.title.text.startswith("整改") and len(parts) > 1
    return [*parts[:-1], replace(last, kind="measures")] if is_next else parts


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
