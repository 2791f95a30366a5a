"""Text in neither a node nor an aside becomes an aside, so that nothing is dropped."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from checklists.drafts.recognise.blocks import TextBlocks
from checklists.drafts.recognise.tree import Aside, Draft, DraftPart, Group, Point, TextSpan

_SAYS_SOMETHING = re.compile(r"\w")


def add_leftovers(text_blocks: TextBlocks, draft: Draft) -> Draft:
    """Return the draft with an aside for each remaining range of text."""
    covered = bytearray(len(draft.text))
    for span in _spans(draft):
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    found = []
    for line in (*text_blocks.source.lines, *text_blocks.source.beside):
        for is_covered, places in groupby(range(line.start, line.end), key=lambda place: covered[place]):
            stretch = list(places)
            span = text_blocks.span(stretch[0], stretch[-1] + 1)
            if not is_covered and _SAYS_SOMETHING.search(span.text):
                found.append(Aside(span))
    return replace(draft, asides=(*draft.asides, *found)) if found else draft


def _spans(draft: Draft) -> Iterator[TextSpan]:
    yield from (draft.title, draft.unit, draft.opening)
    yield from (aside.span for aside in draft.asides)
    for part in draft.parts:
        yield from _list_spans(part)
        for group in part.groups:
            yield from _list_spans(group)
            for point in group.points:
                yield from _list_spans(point)
                yield from point.examples


def _list_spans(node: DraftPart | Group | Point) -> Iterator[TextSpan]:
    yield node.span if isinstance(node, Point) else node.title
    if node.mark:
        yield node.mark.span
