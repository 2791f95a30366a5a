"""Near names: all that may have been meant, and none that was not."""

import pytest

from checklists.base.suggestions import Names, find_near_names

PLAN = "plan (制定工作方案)"
TITLES: Names = {
    PLAN: ("plan", "制定工作方案", "Draft the plan"),
    "notice (发出通知)": ("notice", "发出通知", "Notify"),
}


@pytest.mark.parametrize(
    ("typed", "known", "near"),
    [
        ("王一呜", ["李四", "王一", "王一鸣", "王二"], {"王一", "王一鸣"}),
        ("王一", ["王一", "王一鸣"], {"王一"}),
        ("李三", ["李四", "王三"], {"李四"}),
        ("m09", ["m01", "m02"], set()),
        ("m1", ["m01", "m11"], {"m01"}),
        ("sumary", ["study", "summary"], {"summary"}),
        ("m", ["mark", "summary"], {"mark"}),
        ("clame", ["claim", "assign"], {"claim"}),
        ("PLAN", ["plan", "plans"], {"plan"}),
        ("ｐｌａｎ", ["plan"], {"plan"}),
        ("study", ["self-study", "study-schedule", "summary"], {"self-study", "study-schedule"}),
        ("don", ["todo", "doing", "done", "waived"], {"doing", "done"}),
        ("方案", TITLES, {PLAN}),
        ("制定工做", TITLES, {PLAN}),
        ("制定方按", TITLES, set()),
        ("draft teh plan", TITLES, {PLAN}),
        ("nosuch", TITLES, set()),
        ("汇总", ["summary"], set()),
        ("", TITLES, set()),
        (" \u3000", TITLES, set()),
        ("\udc80", TITLES, set()),
        ("x" * 100_000, TITLES, set()),
        ("plan", [""], set()),
    ],
)
def test_all_that_may_have_been_meant_are_offered(typed: str, known: Names, near: set[str]) -> None:
    assert set(find_near_names(typed, known)) == near
