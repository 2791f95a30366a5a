"""Two versions of one field: what can be chosen, and what the edit becomes."""

from typing import Any

import pytest

from checklists.base.errors import ConflictError
from checklists.edits.change import Change, Edit
from checklists.edits.conflicts import Resolution, list_resolutions, resolve_conflict, split_difference

FILE, PATH = "talks.toml", ("talks", "t0001", "said")


def conflict(was: Any, theirs: Any, mine: Any) -> ConflictError:
    return ConflictError(FILE, PATH, was=was, theirs=theirs, mine=mine)


@pytest.mark.parametrize(
    ("was", "theirs", "mine", "choice", "expected"),
    [
        ("a", "b", "c", "mine", ("b", "c")),
        ("a", "b", "c", "both", ("b", "b\nc")),
        ("a", "b", "b and c", "both", ("b", "b and c")),
        ("a", "b and c", "c", "both", ("b and c", "b and c")),
        (("x",), ("x", "y"), ("x", "z"), "both", (("x", "y"), ("x", "y", "z"))),
        (None, "b", None, "mine", ("b", None)),
    ],
)
def test_the_change_that_met_another_is_settled(
    was: Any, theirs: Any, mine: Any, choice: Resolution, expected: Any
) -> None:
    other = Change(FILE, ("talks", "t0001", "place"), None, "p", (), 2)
    edit = Edit((Change(FILE, PATH, was, mine, (), 2), other), "talk")
    found = resolve_conflict(edit, conflict(was, theirs, mine), choice)
    assert [(one.before, one.after) for one in found.changes] == [expected, (None, "p")]


def test_theirs_drops_only_that_change() -> None:
    other = Change(FILE, ("talks", "t0001", "place"), None, "p", (), 2)
    edit = Edit((Change(FILE, PATH, "a", "c", (), 2), other), "talk")
    assert resolve_conflict(edit, conflict("a", "b", "c"), "theirs").changes == (other,)


def test_of_a_record_that_is_gone_nothing_is_written_again() -> None:
    elsewhere = Change(FILE, ("talks", "t0002", "place"), None, "p", (), 2)
    edit = Edit((Change(FILE, PATH, "a", "c", (), 2), elsewhere), "talk")
    gone = ConflictError(FILE, PATH[:2], was="a", theirs=None, mine="c", is_gone=True)
    assert list_resolutions(gone) == ("theirs",)
    assert resolve_conflict(edit, gone, "theirs").changes == (elsewhere,)


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [("b", "c", 3), (("b",), ("c",), 3), (None, "c", 2), (True, False, 2), (3, 4, 2)],
)
def test_both_can_be_kept_only_of_texts_and_lists(theirs: Any, mine: Any, expected: int) -> None:
    assert len(list_resolutions(conflict("a", theirs, mine))) == expected


def test_what_differs_is_marked_and_nothing_is_lost() -> None:
    found = split_difference("下基层调研不够深", "下基层不够")
    assert "".join(piece.text for piece in found) == "下基层调研不够深"
    assert [piece.text for piece in found if piece.is_different] == ["调研", "深"]
    long = "甲" * 5000
    assert split_difference(long, "乙") == [(long, True)]


def test_what_was_confirmed_before_the_meetings_day_stays_confirmed() -> None:
    edit = Edit((Change(FILE, PATH, "a", "c", (), 2),), "talk", is_early=True)
    assert resolve_conflict(edit, conflict("a", "b", "c"), "mine").is_early
