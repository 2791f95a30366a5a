"""The cleaned text cut at every number and every line; blocks nested by the rank of their numbers."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from checklists.drafts.clean import CleanText
from checklists.drafts.recognise.examples import begins_with_example, is_remark
from checklists.drafts.recognise.headings import (
    SUB_KINDS,
    aspect_end,
    bare,
    first_sentence,
    is_aspect,
    is_title,
    strong_kind,
)
from checklists.drafts.recognise.markers import CARRIED_ON, RANKS, Marker, markers_of
from checklists.drafts.recognise.tree import Mark, Span

PLAIN = 5.5
"""The rank of a paragraph without a number: above the enumeration inside it, below every numbered heading."""
TITLE = 2.0
"""The rank of a sub-heading whose number is missing, where its neighbours do not tell."""
HEADING_MOST = 26
_LOOK_AHEAD = 60
"""Blocks in which the number that follows a paragraph is looked for."""


@dataclass(frozen=True, slots=True)
class Block:
    """From one number or line start to the next."""

    begin: int
    """Where it begins, its number included."""
    start: int
    end: int
    line: int
    marker: Marker | None = None
    level: int = 0
    is_own_line: bool = False
    """Whether it is the whole of its line."""

    @property
    def is_inline(self) -> bool:
        """Whether it begins inside a paragraph."""
        return self.marker is not None and self.marker.is_inline


@dataclass(eq=False)
class Node:
    """A block with what hangs on it."""

    block: Block
    rank: float
    children: "list[Node]" = field(default_factory=list)

    @property
    def is_marked(self) -> bool:
        """Whether it has a number, or stands where one is missing."""
        return self.rank != PLAIN

    @property
    def end(self) -> int:
        """Where the last block that hangs on it ends."""
        return self.children[-1].end if self.children else self.block.end


class Sheet:
    """The cleaned text as blocks, with what is asked of them."""

    def __init__(self, source: CleanText, *, has_cases: bool = False) -> None:
        self.source = source
        self._has_cases = has_cases
        self.blocks = list(self._cut())
        self._begins = [block.begin for block in self.blocks]

    def between(self, begin: int, stop: int) -> list[Block]:
        """Return the blocks that begin in a stretch of the text."""
        return self.blocks[bisect_left(self._begins, begin) : bisect_left(self._begins, stop)]

    def next_numbered(self, place: int) -> Marker | None:
        """Return the number of the next line that has one."""
        first = bisect_left(self._begins, place)
        ahead = self.blocks[first : first + _LOOK_AHEAD]
        return next((one.marker for one in ahead if one.marker and not one.is_inline), None)

    def shadow(self, block: Block) -> str:
        """Return a block's text as patterns see it."""
        return self.source.shadow[block.start : block.end]

    def span(self, start: int, end: int) -> Span:
        """Return a stretch of the text without blanks around it."""
        text = self.source.text
        while start < end and text[start] in " \n":
            start += 1
        while end > start and text[end - 1] in " \n":
            end -= 1
        return Span(text[start:end], start, end)

    def mark(self, block: Block) -> Mark | None:
        """Return a block's number."""
        one = block.marker
        return Mark(one.family, one.number, self.span(one.start, one.end)) if one else None

    def title_end(self, block: Block) -> int:
        """Return where a block's heading ends: the whole of a short line, else its first sentence; 0 for none."""
        shadow = self.shadow(block)
        if block.is_own_line and (is_title(shadow) or block.level):
            return block.end
        end = aspect_end(shadow)
        if not end:
            end = first_sentence(shadow)
            if len(bare(shadow[:end])) > 45:
                return 0
        return block.start + end

    def title(self, block: Block) -> Span:
        """Return a block's heading without the mark that ends it."""
        found = self.span(block.start, self.title_end(block) or block.start)
        end = found.end
        while end > found.start and self.source.shadow[end - 1] in "。:;,.、 ":
            end -= 1
        is_framed = self.source.shadow[found.start : found.start + 1] + self.source.shadow[end - 1 : end] == "【】"
        return self.span(found.start + is_framed, end - is_framed)

    def after_mark(self, place: int) -> int:
        """Step over the mark that ends a heading run into its paragraph."""
        shadow = self.source.shadow
        while place < len(shadow) and shadow[place] in "。:;,.、 ":
            place += 1
        return place

    def _cut(self) -> Iterator[Block]:
        last: Marker | None = None
        for number, line in enumerate(self.source.lines):
            markers = markers_of(self.source, line, last, has_cases=self._has_cases)
            last = next((one for one in reversed(markers) if one.family in CARRIED_ON), last)
            if not markers or markers[0].start > line.start:
                stop = markers[0].start if markers else line.end
                yield Block(line.start, line.start, stop, number, None, line.level, stop == line.end)
            for place, marker in enumerate(markers):
                stop = markers[place + 1].start if place + 1 < len(markers) else line.end
                is_whole = not marker.is_inline and stop == line.end
                level = 0 if marker.is_inline else line.level
                yield Block(marker.start, marker.end, stop, number, marker, level, is_whole)


def nested(sheet: Sheet, blocks: list[Block]) -> list[Node]:
    """Nest blocks by rank. Paragraphs without a number go where the numbers around them say."""
    root = Node(Block(0, 0, 0, -1), -1.0)
    stack = [root]
    titles = _titles(sheet, blocks)
    plain = {one.marker.family for one in blocks if one.marker and not one.level}
    for place, block in enumerate(blocks):
        if block.marker:
            rank = RANKS[block.marker.family] - (0.5 if block.level and block.marker.family in plain else 0.0)
        elif block.begin in titles:
            rank = titles[block.begin]
        else:
            rank = _rank_of_plain(sheet, blocks, place, stack)
        while stack[-1].rank >= rank and not (rank == PLAIN and stack[-1].rank == PLAIN and clings(sheet, block)):
            stack.pop()
        node = Node(block, rank)
        stack[-1].children.append(node)
        stack.append(node)
    return root.children


def clings(sheet: Sheet, block: Block) -> bool:
    """Tell whether a paragraph goes on with the one before it: an example, or a remark on it."""
    shadow = sheet.shadow(block)
    return begins_with_example(shadow) or is_remark(shadow)


def _rank_of_plain(sheet: Sheet, blocks: list[Block], place: int, stack: list[Node]) -> float:
    """Tell whether a paragraph lacks its number, goes on with an item, or stands for itself."""
    block, last = blocks[place], stack[-1]
    if clings(sheet, block):
        return max(last.rank + 0.1, PLAIN) if last.rank != PLAIN else PLAIN
    ahead = blocks[place + 1 : place + 1 + _LOOK_AHEAD]
    following = next((one for one in ahead if one.marker and not one.is_inline), None)
    if following is None or following.marker is None:
        return PLAIN
    for node in reversed(stack):
        marker = node.block.marker
        if marker and marker.family == following.marker.family and not marker.is_inline:
            others = [one for one in ahead[: ahead.index(following)] if not clings(sheet, one)]
            if following.marker.number == marker.number + 2 and not any(not one.is_inline for one in others):
                return PLAIN if _is_heading_of(sheet, node) else node.rank
            if marker.family in {"shi", "yao", "di", "qi", "first"} and following.marker.number == marker.number + 1:
                return node.rank + 0.1
            return PLAIN
    return PLAIN


def _is_heading_of(sheet: Sheet, node: Node) -> bool:
    """Tell whether a node is a heading whose text is yet to come."""
    shadow = sheet.shadow(node.block).rstrip()
    return node.end == node.block.end and node.block.is_own_line and is_title(shadow) and not shadow.endswith("。")


def _titles(sheet: Sheet, blocks: list[Block]) -> dict[int, float]:
    """Find sub-headings without a number, each with its rank."""
    marked = [RANKS[one.marker.family] for one in blocks if one.marker and not one.is_inline]
    highest = _rank_of_titles(sheet, blocks, marked)
    levels = sorted({one.level for one in blocks if one.level})
    lines = [one for one in blocks if _is_line(one)]
    found: dict[int, float] = {}
    for one in lines:
        shadow = sheet.shadow(one)
        if one.level and not (marked and len(bare(shadow)) > 45):
            found[one.begin] = min(highest, TITLE) + 0.5 * levels.index(one.level)
        elif is_title(shadow) and is_aspect(shadow) and not begins_with_example(shadow):
            found[one.begin] = highest
    run_in = [one for one in blocks if not one.marker and one.begin not in found and _is_run_in(sheet, one)]
    if len(run_in) > 1:
        found.update((one.begin, highest) for one in run_in)
    labels = _labels(sheet, blocks)
    found.update((one.begin, _rank_of_labels(sheet, blocks, labels, highest)) for one in labels)
    if not marked and not found:
        pairs = zip(blocks, [*blocks[1:], None], strict=False)
        short = [one for one, after in pairs if _is_line(one) and _is_bare_title(sheet, one, after)]
        found = {one.begin: TITLE for one in short} if len(short) > 1 else {}
    return found


def _is_run_in(sheet: Sheet, block: Block) -> bool:
    """Tell whether a paragraph begins with a heading …方面, ended by a full stop or a colon."""
    shadow = sheet.shadow(block)
    end = aspect_end(shadow)
    return bool(end) and shadow[end : end + 1] in {"。", ":"} and shadow[:end].endswith("方面")


def _labels(sheet: Sheet, blocks: list[Block]) -> list[Block]:
    """Find “存在问题：”, “原因剖析：” and “整改措施：” before or inside their paragraphs; one alone says nothing."""
    bare = [one for one in blocks if not one.marker and strong_heading(sheet, one)]
    kinds = {strong_kind(sheet.title(one).text) for one in bare} & SUB_KINDS
    return bare if len(kinds) > 1 else []


def _rank_of_labels(sheet: Sheet, blocks: list[Block], labels: list[Block], highest: float) -> float:
    """Put labels below the numbered headings that they stand under."""
    before = [one for one in blocks if one.begin < labels[0].begin and one.is_own_line and is_title(sheet.shadow(one))]
    if before and (before[-1].marker or is_aspect(sheet.shadow(before[-1]))):
        return (before[-1].marker.rank if before[-1].marker else highest) + 0.4
    return min(highest, TITLE)


def _is_line(block: Block) -> bool:
    return block.is_own_line and not block.marker


def _rank_of_titles(sheet: Sheet, blocks: list[Block], marked: list[float]) -> float:
    """Put a heading without a number beside those that have one; above the items, where only these have."""
    if not marked or min(marked) >= 6:
        return TITLE
    beside = [one for one in blocks if one.marker and one.marker.rank == min(marked) and not one.is_inline]
    are_headings = any(aspect_end(sheet.shadow(one)) or is_aspect(sheet.title(one).text) for one in beside)
    return min(marked) - (0.0 if are_headings else 0.5)


def _is_bare_title(sheet: Sheet, block: Block, after: Block | None) -> bool:
    """Tell whether a line is short, without an end mark, and above a longer paragraph."""
    shadow = sheet.shadow(block)
    is_followed = after is not None and len(sheet.shadow(after)) > len(shadow)
    return is_followed and is_title(shadow) and len(bare(shadow)) <= HEADING_MOST and shadow[-1] not in "。;!?,"


def strong_heading(sheet: Sheet, block: Block) -> bool:
    """Tell whether a block is, or begins with, a heading that can only be one of a part."""
    if block.is_inline and block.marker and block.marker.rank > 2:
        return False
    shadow = sheet.shadow(block)
    if block.is_own_line and len(bare(shadow)) <= HEADING_MOST and ":" not in shadow.rstrip(":"):
        kind = strong_kind(shadow)
        return kind is not None and not (kind == "other" and shadow.rstrip().endswith("。"))
    head, colon, _rest = shadow.partition(":")
    if colon and len(head) <= HEADING_MOST and strong_kind(head):
        return True
    return bool(block.marker) and strong_kind(shadow[: first_sentence(shadow)]) is not None
