"""Find the headings of the parts."""

import re
from collections import Counter
from itertools import pairwise

from checklists.drafts.recognise.blocks import TextBlock, TextBlocks, is_part_heading
from checklists.drafts.recognise.head import is_document_title, is_title_line
from checklists.drafts.recognise.headings import (
    SUB_KINDS,
    classify_heading,
    classify_sentence,
    classify_title,
    is_aspect,
    is_title,
)
from checklists.drafts.recognise.tree import PartKind

_LOOSE_MOST = 30
_SENTENCE = re.compile("[。;,]|如下|汇报|现将|^[(].*[)]$")


def find_top_headings(text_blocks: TextBlocks) -> list[TextBlock]:
    """Find the headings of the highest level."""
    blocks = [one for one in text_blocks.blocks if not (one.marker and one.marker.rank > 4)]
    bare = [one for one in blocks if not one.marker and is_part_heading(one)]
    is_cycle = _is_cycle(text_blocks, bare)
    for family in ("section", "roman", "cn", *(("paren-cn", "number") if is_cycle else ())):
        numbered = [one for one in blocks if one.marker and one.marker.family == family]
        numbered = [one for one in numbered if not one.is_inline or _find_announced(text_blocks, one)]
        if not numbered:
            continue
        has_kinds = any(_find_announced(text_blocks, one) for one in numbered)
        if len(bare) > 1 and not is_cycle and (not has_kinds or _restarts(numbered)):
            return _loose_tops(text_blocks, blocks) or bare
        aspects = sum(is_aspect(text_blocks.title(one).text) for one in numbered)
        if has_kinds or aspects > 1:
            beside = [] if is_cycle else [*bare, *_missing(text_blocks, blocks, [*numbered, *bare])]
            return _but_labels(text_blocks, sorted([*numbered, *beside], key=lambda one: one.begin))
    return _strong_tops(text_blocks, blocks)


def _strong_tops(text_blocks: TextBlocks, blocks: list[TextBlock]) -> list[TextBlock]:
    """Find headings that only parts can have, whatever their numbers."""
    strong = [one for one in blocks if is_part_heading(one)]
    if _is_cycle(text_blocks, strong) and len(aspects := _above(blocks, strong)) > 1:
        return aspects
    are_items = all(one.marker.rank >= 3 if one.marker else not one.level for one in strong)
    if are_items and (loose := _loose_tops(text_blocks, blocks)):
        return loose
    if len({classify_heading(text_blocks.title(one).text) for one in strong}) < 2:
        spoken = {one.begin: kind for one in blocks if not one.marker and (kind := classify_sentence(one.halfwidth))}
        if len(set(spoken.values())) > 1:
            known = {one.begin for one in strong}
            return [one for one in blocks if one.begin in spoken or one.begin in known]
    if not strong or all(one.level for one in strong):
        return _leveled(text_blocks.blocks) or strong
    families = {one.marker.family for one in strong if one.marker}
    if len(families) != 1 or len(strong) < 2:
        return strong
    return _followed(text_blocks.blocks, strong, families.pop())


def _loose_tops(text_blocks: TextBlocks, blocks: list[TextBlock]) -> list[TextBlock]:
    """Find unnumbered lines that each announce a part, if there are several kinds."""
    lines = [one for one in blocks if not one.marker and not one.level and one.is_own_line]
    found = [one for one in lines if _announces_alone(text_blocks, one)]
    strong = [one for one in blocks if not one.marker and is_part_heading(one) and one not in found]
    kinds = {_find_announced(text_blocks, one) for one in found} & SUB_KINDS
    if len(kinds) < 2:
        return []
    return _but_labels(text_blocks, sorted([*found, *strong], key=lambda one: one.begin))


def _missing(text_blocks: TextBlocks, blocks: list[TextBlock], tops: list[TextBlock]) -> list[TextBlock]:
    """Find headings without a number, for parts without another heading."""
    known = {_find_announced(text_blocks, one) for one in tops}
    found: dict[PartKind, TextBlock] = {}
    for one in blocks:
        kind = _find_announced(text_blocks, one) if not one.marker and one.is_own_line and not one.level else None
        if kind in SUB_KINDS - known and _announces_alone(text_blocks, one):
            found.setdefault(kind, one)
    return list(found.values())


def _announces_alone(text_blocks: TextBlocks, block: TextBlock) -> bool:
    """Tell whether a line is a part's heading by its words alone, neither title nor sentence."""
    halfwidth = block.halfwidth.strip()
    if not is_title(halfwidth) or _SENTENCE.search(halfwidth) or len(halfwidth) > _LOOSE_MOST:
        return False
    if is_aspect(halfwidth) and not re.search("(?:问题|不足|差距|原因|措施)[:]?$", halfwidth):
        return False
    return not is_title_line(halfwidth) and _find_announced(text_blocks, block) is not None


def _above(blocks: list[TextBlock], labels: list[TextBlock]) -> list[TextBlock]:
    """Find the headings with problems, causes and measures below each."""
    bare = [one for one in blocks if not one.marker and one.is_own_line]
    if aspects := [one for one in bare if is_title(one.halfwidth) and is_aspect(one.halfwidth)]:
        return aspects
    rank = min((one.marker.rank for one in labels if one.marker), default=0.0)
    higher = [one for one in blocks if one.marker and one.marker.rank < rank and one.is_own_line]
    return [one for one in higher if one.marker and higher[0].marker and one.marker.family == higher[0].marker.family]


def _restarts(numbered: list[TextBlock]) -> bool:
    numbers = [one.marker.number for one in numbered if one.marker]
    return any(later <= sooner for sooner, later in pairwise(numbers))


def _is_cycle(text_blocks: TextBlocks, bare: list[TextBlock]) -> bool:
    """Tell whether every aspect has its own problems, causes and measures: these are no parts of the whole."""
    kinds = Counter(classify_heading(text_blocks.title(one).text) for one in bare)
    return sum(count > 1 for kind, count in kinds.items() if kind not in {None, "other"}) > 1


def _but_labels(text_blocks: TextBlocks, tops: list[TextBlock]) -> list[TextBlock]:
    """Leave out “存在的问题：” inside a part of problems: it is a label, not a heading."""
    found: list[TextBlock] = []
    last: PartKind | None = None
    for one in tops:
        kind = _find_announced(text_blocks, one)
        if one.marker or kind != last or kind == "other":
            found.append(one)
            last = kind
    return found


def _followed(blocks: list[TextBlock], strong: list[TextBlock], family: str) -> list[TextBlock]:
    """Add headings that continue the numbers of those found."""
    found: list[TextBlock] = []
    known = {one.begin for one in strong}
    last = 0
    for one in blocks:
        is_next = one.marker and one.marker.family == family and not one.is_inline and one.marker.number == last + 1
        if one.begin in known or (
            is_next and one.is_own_line and is_title(one.halfwidth) and one.level == strong[0].level
        ):
            found.append(one)
            last = one.marker.number if one.marker else last + 1
    return found


def _leveled(blocks: list[TextBlock]) -> list[TextBlock]:
    """Return Word's or Markdown's own headings, if they announce parts."""
    leveled = [one for one in blocks if one.level and not one.is_inline]
    for level in sorted({one.level for one in leveled}):
        tops = [one for one in leveled if one.level == level and not is_document_title(one.halfwidth)]
        if any(classify_title(one.halfwidth) not in {None, "other"} for one in tops) and len(tops) > 1:
            return tops
    return []


def _find_announced(text_blocks: TextBlocks, block: TextBlock) -> PartKind | None:
    """Return the part that a block's heading announces."""
    return classify_title(text_blocks.title(block).text)
