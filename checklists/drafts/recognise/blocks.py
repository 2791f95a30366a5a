"""Blocks: the cleaned text cut at every number and line start, and nested by the ranks of the numbers."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from checklists.drafts.clean import CleanText
from checklists.drafts.recognise.examples import is_continuation, is_example_start
from checklists.drafts.recognise.headings import (
    SUB_KINDS,
    classify_heading,
    find_aspect_end,
    find_sentence_end,
    is_aspect,
    is_title,
    strip_heading,
)
from checklists.drafts.recognise.markers import CARRIED_ON, RANKS, Marker, find_markers
from checklists.drafts.recognise.tree import Enumerator, TextSpan

PARAGRAPH_RANK = 5.5
"""The rank of an unnumbered paragraph: above an enumeration inside it, below every numbered heading."""
SUBHEADING_RANK = 2.0
"""The rank of a sub-heading without a number, if its neighbours do not tell."""
HEADING_MOST = 26
_LOOK_AHEAD = 60
"""How many blocks after a paragraph are searched for the next number."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """The text from one number or line start to the next."""

    begin: int
    """Where it begins, including its number."""
    start: int
    end: int
    line: int
    halfwidth: str
    """Its half-width text without its number."""
    marker: Marker | None = None
    level: int = 0
    is_own_line: bool = False
    """Whether it is a whole line."""

    @property
    def is_inline(self) -> bool:
        """Whether it begins inside a paragraph."""
        return self.marker is not None and self.marker.is_inline


@dataclass(eq=False)
class BlockNode:
    """A block with the blocks below it."""

    block: TextBlock
    rank: float
    children: "list[BlockNode]" = field(default_factory=list)

    @property
    def is_marked(self) -> bool:
        """Whether it has a number, or one is missing there."""
        return self.rank != PARAGRAPH_RANK

    @property
    def end(self) -> int:
        """Where the last block below it ends."""
        return self.children[-1].end if self.children else self.block.end


class TextBlocks:
    """The cleaned text as blocks."""

    def __init__(self, source: CleanText, *, has_cases: bool = False) -> None:
        self.source = source
        self._has_cases = has_cases
        self.blocks = list(self._cut())
        self._begins = [block.begin for block in self.blocks]

    def find_blocks(self, begin: int, stop: int) -> list[TextBlock]:
        """Return the blocks that begin in a range of the text."""
        return self.blocks[bisect_left(self._begins, begin) : bisect_left(self._begins, stop)]

    def find_next_marker(self, place: int) -> Marker | None:
        """Return the number of the next numbered line."""
        first = bisect_left(self._begins, place)
        ahead = self.blocks[first : first + _LOOK_AHEAD]
        return next((one.marker for one in ahead if one.marker and not one.is_inline), None)

    def span(self, start: int, end: int) -> TextSpan:
        """Return a range of the text without the blanks at its ends."""
        text = self.source.text
        while start < end and text[start] in " \n":
            start += 1
        while end > start and text[end - 1] in " \n":
            end -= 1
        return TextSpan(text[start:end], start, end)

    def mark(self, block: TextBlock) -> Enumerator | None:
        """Return a block's number."""
        one = block.marker
        return Enumerator(one.family, one.number, self.span(one.start, one.end)) if one else None

    def find_title_end(self, block: TextBlock) -> int:
        """Return where a block's heading ends: at the end of a short line, else of the first sentence; 0 for none."""
        halfwidth = block.halfwidth
        if block.is_own_line and (is_title(halfwidth) or block.level):
            return block.end
        end = find_aspect_end(halfwidth)
        if not end:
            end = find_sentence_end(halfwidth)
            if len(strip_heading(halfwidth[:end])) > 45:
                return 0
        return block.start + end

    def title(self, block: TextBlock) -> TextSpan:
        """Return a block's heading without its end mark."""
        found = self.span(block.start, self.find_title_end(block) or block.start)
        end = found.end
        while end > found.start and self.source.halfwidth[end - 1] in "。:;,.、 ":
            end -= 1
        is_framed = (
            self.source.halfwidth[found.start : found.start + 1] + self.source.halfwidth[end - 1 : end] == "【】"
        )
        return self.span(found.start + is_framed, end - is_framed)

    def find_rest(self, block: TextBlock) -> TextBlock | None:
        """Return the text after a run-in heading and its end mark as a block of its own; none if it ends there."""
        place, halfwidth = self.find_title_end(block) or block.start, self.source.halfwidth
        while place < block.end and halfwidth[place] in "。:;,.、 ":
            place += 1
        rest = self.span(place, block.end)
        if not rest:
            return None
        return TextBlock(rest.start, rest.start, rest.end, block.line, halfwidth[rest.start : rest.end])

    def _cut(self) -> Iterator[TextBlock]:
        last: Marker | None = None
        halfwidth = self.source.halfwidth
        for number, line in enumerate(self.source.lines):
            markers = find_markers(self.source, line, last, has_cases=self._has_cases)
            last = next((one for one in reversed(markers) if one.family in CARRIED_ON), last)
            if not markers or markers[0].start > line.start:
                stop = markers[0].start if markers else line.end
                text = halfwidth[line.start : stop]
                yield TextBlock(line.start, line.start, stop, number, text, None, line.level, stop == line.end)
            for place, marker in enumerate(markers):
                stop = markers[place + 1].start if place + 1 < len(markers) else line.end
                is_whole = not marker.is_inline and stop == line.end
                level = 0 if marker.is_inline else line.level
                text = halfwidth[marker.end : stop]
                yield TextBlock(marker.start, marker.end, stop, number, text, marker, level, is_whole)


def nest_blocks(text_blocks: TextBlocks, blocks: list[TextBlock]) -> list[BlockNode]:
    """Nest blocks by rank; an unnumbered paragraph by the numbers around it."""
    root = BlockNode(TextBlock(0, 0, 0, -1, ""), -1.0)
    stack = [root]
    titles = _titles(text_blocks, blocks)
    plain = {one.marker.family for one in blocks if one.marker and not one.level}
    for place, block in enumerate(blocks):
        if block.marker:
            rank = RANKS[block.marker.family] - (0.5 if block.level and block.marker.family in plain else 0.0)
        elif block.begin in titles:
            rank = titles[block.begin]
        else:
            rank = _rank_of_plain(blocks, place, stack)
        while stack[-1].rank >= rank and not (
            rank == PARAGRAPH_RANK and stack[-1].rank == PARAGRAPH_RANK and is_continuation(block.halfwidth)
        ):
            stack.pop()
        node = BlockNode(block, rank)
        stack[-1].children.append(node)
        stack.append(node)
    return root.children


def _rank_of_plain(blocks: list[TextBlock], place: int, stack: list[BlockNode]) -> float:
    """Return a paragraph's rank: it lacks its number, continues an item, or stands for itself."""
    block, last = blocks[place], stack[-1]
    if is_continuation(block.halfwidth):
        return max(last.rank + 0.1, PARAGRAPH_RANK) if last.rank != PARAGRAPH_RANK else PARAGRAPH_RANK
    ahead = blocks[place + 1 : place + 1 + _LOOK_AHEAD]
    following = next((one for one in ahead if one.marker and not one.is_inline), None)
    if following is None or following.marker is None:
        return PARAGRAPH_RANK
    for node in reversed(stack):
        marker = node.block.marker
        if marker and marker.family == following.marker.family and not marker.is_inline:
            others = [one for one in ahead[: ahead.index(following)] if not is_continuation(one.halfwidth)]
            if following.marker.number == marker.number + 2 and not any(not one.is_inline for one in others):
                return PARAGRAPH_RANK if _is_bare_heading(node) else node.rank
            if marker.family in {"shi", "yao", "di", "qi", "first"} and following.marker.number == marker.number + 1:
                return node.rank + 0.1
            return PARAGRAPH_RANK
    return PARAGRAPH_RANK


def _is_bare_heading(node: BlockNode) -> bool:
    """Tell whether a node is a heading without text so far."""
    halfwidth = node.block.halfwidth.rstrip()
    return (
        node.end == node.block.end and node.block.is_own_line and is_title(halfwidth) and not halfwidth.endswith("。")
    )


def _titles(text_blocks: TextBlocks, blocks: list[TextBlock]) -> dict[int, float]:
    """Find unnumbered sub-headings, with the rank of each."""
    marked = [RANKS[one.marker.family] for one in blocks if one.marker and not one.is_inline]
    highest = _rank_of_titles(text_blocks, blocks, marked)
    levels = sorted({one.level for one in blocks if one.level})
    lines = [one for one in blocks if one.is_own_line and not one.marker]
    found: dict[int, float] = {}
    for one in lines:
        halfwidth = one.halfwidth
        if one.level and not (marked and len(strip_heading(halfwidth)) > 45):
            found[one.begin] = min(highest, SUBHEADING_RANK) + 0.5 * levels.index(one.level)
        elif is_title(halfwidth) and is_aspect(halfwidth) and not is_example_start(halfwidth):
            found[one.begin] = highest
    run_in = [one for one in blocks if not one.marker and one.begin not in found and _is_run_in(one)]
    if len(run_in) > 1:
        found.update((one.begin, highest) for one in run_in)
    found.update(_find_labels(text_blocks, blocks, highest))
    if not marked and not found:
        pairs = zip(blocks, [*blocks[1:], None], strict=False)
        short = [one for one, after in pairs if _is_bare_title(one, after)]
        found = {one.begin: SUBHEADING_RANK for one in short} if len(short) > 1 else {}
    return found


def _is_run_in(block: TextBlock) -> bool:
    """Tell whether a paragraph begins with a heading …方面 and a full stop or colon."""
    halfwidth = block.halfwidth
    end = find_aspect_end(halfwidth)
    return bool(end) and halfwidth[end : end + 1] in {"。", ":"} and halfwidth[:end].endswith("方面")


def _find_labels(text_blocks: TextBlocks, blocks: list[TextBlock], highest: float) -> dict[int, float]:
    """Find the labels “存在问题：”, “原因剖析：” and “整改措施：” in paragraphs; a single one is no structure.

    Their rank is below the numbered headings above them.
    """
    labels = [one for one in blocks if not one.marker and is_part_heading(one)]
    if len({classify_heading(text_blocks.title(one).text) for one in labels} & SUB_KINDS) < 2:
        return {}
    rank = min(highest, SUBHEADING_RANK)
    above = [one for one in blocks if one.begin < labels[0].begin and one.is_own_line and is_title(one.halfwidth)]
    if above and (above[-1].marker or is_aspect(above[-1].halfwidth)):
        rank = (above[-1].marker.rank if above[-1].marker else highest) + 0.4
    return dict.fromkeys((one.begin for one in labels), rank)


def _rank_of_titles(text_blocks: TextBlocks, blocks: list[TextBlock], marked: list[float]) -> float:
    """Return the rank of unnumbered headings: that of numbered ones, or above the items if only these have numbers."""
    if not marked or min(marked) >= 6:
        return SUBHEADING_RANK
    beside = [one for one in blocks if one.marker and one.marker.rank == min(marked) and not one.is_inline]
    are_headings = any(find_aspect_end(one.halfwidth) or is_aspect(text_blocks.title(one).text) for one in beside)
    return min(marked) - (0.0 if are_headings else 0.5)


def _is_bare_title(block: TextBlock, after: TextBlock | None) -> bool:
    """Tell whether a line is an unnumbered heading: short, without an end mark, above a longer paragraph."""
    halfwidth = block.halfwidth
    is_followed = after is not None and len(after.halfwidth) > len(halfwidth)
    return (
        block.is_own_line
        and not block.marker
        and is_followed
        and is_title(halfwidth)
        and len(strip_heading(halfwidth)) <= HEADING_MOST
        and halfwidth[-1] not in "。;!?,"
    )


def is_part_heading(block: TextBlock) -> bool:
    """Tell whether a block is, or begins with, a heading that only a part can have."""
    if block.is_inline and block.marker and block.marker.rank > 2:
        return False
    halfwidth = block.halfwidth
    if block.is_own_line and len(strip_heading(halfwidth)) <= HEADING_MOST and ":" not in halfwidth.rstrip(":"):
        kind = classify_heading(halfwidth)
        return kind is not None and not (kind == "other" and halfwidth.rstrip().endswith("。"))
    head, colon, _rest = halfwidth.partition(":")
    if colon and len(head) <= HEADING_MOST and classify_heading(head):
        return True
    return bool(block.marker) and classify_heading(halfwidth[: find_sentence_end(halfwidth)]) is not None
