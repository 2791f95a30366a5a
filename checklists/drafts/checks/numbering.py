"""Enumerations with missing or repeated numbers."""

from collections.abc import Iterator
from itertools import pairwise

from checklists.base.language import _
from checklists.drafts.checks.case import Case, Finding
from checklists.drafts.recognise.tree import Enumerator


def find_numbering_gap(case: Case) -> Iterator[Finding]:
    """Find missing numbers, the first included."""
    last: dict[str, int] = {}
    for marks in sorted(case.draft.marks, key=lambda one: one[0].span.start):
        first = marks[0]
        goes_on = first.number == last.get(first.family, 0) + 1  # the enumeration goes on under the next sub-heading
        if first.number > 1 and not goes_on:
            yield _gap(case, first, 1)
        last[first.family] = marks[-1].number
        for before, mark in pairwise(marks):
            if before.number and mark.number > before.number + 1:
                yield _gap(case, mark, before.number + 1)


def find_numbering_double(case: Case) -> Iterator[Finding]:
    """Find repeated or decreasing numbers."""
    for marks in case.draft.marks:
        for before, mark in pairwise(marks):
            if mark.number and before.number and mark.number <= before.number:
                yield case.make_finding("numbering-double", mark.span.start, mark.span.end)


def _gap(case: Case, mark: Enumerator, expected: int) -> Finding:
    said = _("expected number {number} here").format(number=expected)
    return case.make_finding("numbering-gap", mark.span.start, mark.span.end, said)
