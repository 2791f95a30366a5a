"""Near copies: of another member, the group or last year; and many drafts compared with one another."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from checklists.base.language import _
from checklists.base.text import remove_blanks
from checklists.drafts.checks.case import Case, Finding, Passage
from checklists.drafts.recognise.tree import Draft, TextSpan
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS

LEAST_LENGTH = 16
"""Characters; shorter texts are alike by chance."""
_GRAM = 4
_LABELS = re.compile(
    r"[。；;]?\s*(?:责任(?:人|领导|单位|部门|股室)|牵头(?:人|领导|单位)|(?:完成|整改)?时限)[：:].*", re.DOTALL
)
"""Owner and date: they are alike for the measures of one list."""
_COMMON = 400
"""A piece found in more passages than this is no evidence."""


@dataclass(frozen=True, slots=True)
class NearCopy:
    """Two nearly identical passages."""

    one: str
    other: str
    text: str
    beside: str
    share: float
    place: int = 0
    """Where the first passage begins in its draft."""


class Passages:
    """An index of passages by short pieces, so that only likely pairs are compared letter by letter."""

    def __init__(self) -> None:
        self._texts: list[tuple[str, str, str, int]] = []
        self._index: dict[str, list[int]] = {}

    def add(self, whose: str, text: str, place: int = 0) -> None:
        """Add a passage."""
        plain = remove_blanks(text)
        if len(plain) < LEAST_LENGTH:
            return
        number = len(self._texts)
        self._texts.append((whose, text, plain, place))
        for piece in _pieces(plain):
            self._index.setdefault(piece, []).append(number)

    def find_nearest(self, text: str, threshold: float, but: str = "") -> NearCopy | None:
        """Return the passage nearest to the text, except those of `but`; ``None`` below the threshold."""
        plain = remove_blanks(text)
        if len(plain) < LEAST_LENGTH:
            return None
        pieces = _pieces(plain)
        shared: Counter[int] = Counter()
        for piece in pieces:
            numbers = self._index.get(piece, ())
            if len(numbers) <= _COMMON:
                shared.update(numbers)
        best: NearCopy | None = None
        least = threshold
        for number, count in shared.most_common(40):
            whose, other, other_plain, _place = self._texts[number]
            if whose == but or count * 5 < len(pieces):
                continue
            share = fuzz.ratio(plain, other_plain, score_cutoff=least * 100) / 100
            if share >= least and (best is None or share > best.share):
                best, least = NearCopy("", whose, text, other, share), share
        return best


def find_near_copy(case: Case) -> Iterator[Finding]:
    """Find near copies of another subject's passage, or of another point of the draft."""
    threshold = case.get_threshold("near-copy")
    known = Passages()
    for passage in case.passages:
        known.add(passage.whose, passage.text)
    own = Passages()
    for part in case.draft.parts:
        for point in part.points:
            text = _LABELS.sub("", point.span.text)
            found = known.find_nearest(text, threshold)
            within = own.find_nearest(text, threshold)
            best = found or within
            own.add(_("this draft"), text)
            if best:
                said = _("{share}% the same as in: {whose}").format(share=round(best.share * 100), whose=best.other)
                yield case.make_finding("near-copy", point.span.start, point.span.end, said, best.beside)


def find_passages(meeting: Meeting, subject: str) -> Iterator[Passage]:
    """Return the passages not to be copied in a subject's draft: other outlines and last year's list."""
    for other in meeting.subjects:
        if other == subject:
            continue
        for name in ("problem", "cause", "measure"):
            for record in KINDS[name].records(meeting, other).values():
                yield Passage(meeting.name(other), getattr(record, "text", ""))
                if example := getattr(record, "example", ""):
                    yield Passage(meeting.name(other), example)
    for entry in meeting.ledgers.rectification.entries.values():
        if entry.origin:
            yield Passage(entry.origin, entry.problem)
            yield Passage(entry.origin, entry.text)


def compare_drafts(
    drafts: Mapping[str, Draft], threshold: float, progress: Callable[[int, int], None] | None = None
) -> list[NearCopy]:
    """Compare many drafts with each other, each pair of passages once."""
    known = Passages()
    found: list[NearCopy] = []
    for number, (whose, draft) in enumerate(drafts.items(), 1):
        points = [(span.text, span.start) for span in _texts_of(draft)]
        for text, place in points:
            best = known.find_nearest(text, threshold, but=whose)
            if best:
                found.append(NearCopy(whose, best.other, text, best.beside, best.share, place))
        for text, place in points:
            known.add(whose, text, place)
        if progress:
            progress(number, len(drafts))
    return found


def _texts_of(draft: Draft) -> Iterator[TextSpan]:
    for part in draft.parts:
        for point in part.points:
            yield point.span
            yield from point.examples


def _pieces(plain: str) -> set[str]:
    return {plain[place : place + _GRAM] for place in range(len(plain) - _GRAM + 1)}
