"""What is counted, case by case: conditions, counting rules, and the quorum for every size of group."""

from fractions import Fraction
from math import ceil
from typing import Any, get_args

import pytest

from checklists.model.checklist import Condition, Item, ItemRule, Wording
from checklists.model.conditions import CONDITIONS, OF_MEMBER
from checklists.model.meeting import GROUP, Meeting, Member, parse_quorum
from checklists.readiness.rules import RULES, compute_quorum, count
from tests.builders import a_checklist, a_meeting, members, settings

TITLE = Wording(zh="甲", en="a")
NO_PRINCIPAL = "the principal's attendance (the quorum is met but the principal is absent)"
ABSENT = {"attendance": "absent"}


pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("condition", "circumstances", "member", "expected"),
    [
        ("always", (), None, True),
        ("always", (), {}, True),
        ("date-moved", (), None, False),
        ("date-moved", ("case-analysis",), None, False),
        ("date-moved", ("date-moved",), None, True),
        ("date-moved", ("date-moved",), {}, True),
        ("case-analysis", (), {}, False),
        ("case-analysis", ("date-moved", "case-analysis"), {}, True),
        ("absent", (), {}, False),
        ("absent", (), ABSENT, True),
        ("absent", (), None, False),
        ("present", (), {}, True),
        ("present", (), ABSENT, False),
        ("present", (), None, False),
        ("not-principal", (), {}, True),
        ("not-principal", (), {"role": "principal"}, False),
        ("not-principal", (), None, False),
        ("has-units", (), {}, False),
        ("has-units", (), {"units": ("甲",)}, True),
        ("has-units", (), None, False),
        ("has-branch", (), {}, False),
        ("has-branch", (), {"branch": "支部"}, True),
        ("has-branch", (), None, False),
    ],
)
def test_a_condition_holds_or_not(
    condition: Condition, circumstances: tuple[str, ...], member: dict[str, Any] | None, expected: bool
) -> None:
    roster = {} if member is None else {"m01": Member(name="甲", **member)}
    meeting = Meeting(settings(circumstances=circumstances, members=roster), a_checklist(), {})
    assert CONDITIONS[condition](meeting, GROUP if member is None else "m01") is expected


def test_the_set_of_conditions_is_closed() -> None:
    assert set(CONDITIONS) == set(get_args(Condition))
    for condition, holds in CONDITIONS.items():
        meeting = a_meeting(circumstances=("date-moved", "case-analysis"))
        assert (condition in OF_MEMBER) is not holds(meeting, GROUP)


SHARES = ["1/1", "2/3", "3/4", "1/2", "4/5", "90%", "67%", "66%", "1%", "100%", "999/999", "1/999"]


@pytest.mark.parametrize("share", SHARES)
def test_so_many_are_needed_of_every_size_of_group(share: str) -> None:
    above, below = parse_quorum(share)
    for size in range(1, 13):
        found = compute_quorum(a_meeting(count=size, quorum=share))
        assert found.needed == ceil(Fraction(above, below) * size), size
        assert (found.expected, found.forecast, found.is_ok) == (size, size, True)
        assert 1 <= found.needed <= size


@pytest.mark.parametrize(
    ("share", "needed"),
    [
        ("2/3", [1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 8]),
        ("90%", [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 11]),
        ("1/2", [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]),
    ],
)
def test_the_usual_quorums_in_numbers(share: str, needed: list[int]) -> None:
    assert [compute_quorum(a_meeting(count=size, quorum=share)).needed for size in range(1, 13)] == needed


@pytest.mark.parametrize(
    "text", ["", "0/3", "4/3", "3/0", "0/0", "abc", "2/", "/3", "2", "0.66", "66.6%", "%", "0%", "101%", "-2/3", "2/-3",
             "2 / 3", "1000/1001", "2/3/4", "２/３%", "⅔", "2\n/3"]
)  # fmt: skip
def test_what_is_no_share_of_the_whole_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2/3 or 90%"):
        parse_quorum(text)


def item(rule: str, need: Any) -> Item:
    return Item(title=TITLE, due=0, rule=ItemRule(name=rule, need=need), id="a", stage="b")


@pytest.mark.parametrize(
    ("rule", "need", "changed", "expected"),
    [
        ("aspects-set", 1, {}, (0, 2, ("the meeting's theme", "1 more aspect to inspect"))),
        ("aspects-set", 3, {"theme": "主题", "aspects": {"a": "甲"}}, (2, 4, ("2 more aspects to inspect",))),
        ("aspects-set", 1, {"aspects": {"a": "甲", "b": "乙"}}, (1, 2, ("the meeting's theme",))),
        ("aspects-set", 1, {"theme": "主题", "aspects": {"a": "甲", "b": "乙"}}, (2, 2, ())),
        ("aspects-set", 0, {"theme": "主题"}, (1, 1, ())),
        ("aspects-set", "channels", {"theme": "主题", "targets": {"channels": 2}},
         (1, 3, ("2 more aspects to inspect",))),
        ("aspects-set", "sources", {"theme": "主题"}, (1, 2, ("1 more aspect to inspect",))),
        ("roster-complete", 2, {"count": 2}, (5, 5, ())),
        ("roster-complete", 2, {"count": 0}, (0, 3, ("2 more members", "the principal"))),
        ("roster-complete", 2, {"count": 1}, (3, 4, ("1 more member",))),
        ("roster-complete", 2, {"count": 2, "roster": {"m01": {"role": "member"}}}, (4, 5, ("the principal",))),
        ("roster-complete", 2, {"count": 3, "roster": {"m02": {"post": ""}, "m03": {"post": ""}}},
         (4, 6, ("the post of 成员2", "the post of 成员3"))),
        ("quorum-forecast", 1, {"count": 3}, (2, 2, ())),
        ("quorum-forecast", 1, {"count": 0}, (0, 1, ("the principal's attendance",))),
        ("quorum-forecast", 1, {"count": 3, "roster": {"m03": ABSENT}}, (2, 2, ())),
        ("quorum-forecast", 1, {"count": 3, "roster": {"m02": ABSENT, "m03": ABSENT}},
         (1, 2, ("1 more member who will attend",))),
        ("quorum-forecast", 1, {"count": 3, "roster": {"m01": ABSENT}}, (1, 2, (NO_PRINCIPAL,))),
        ("quorum-forecast", 1, {"count": 1, "roster": {"m01": ABSENT}},
         (0, 1, ("1 more member who will attend", "the principal's attendance"))),
        ("quorum-forecast", 1, {"count": 9, "roster": {f"m0{n}": ABSENT for n in range(1, 8)}},
         (2, 6, ("4 more members who will attend", "the principal's attendance"))),
    ],
)  # fmt: skip
def test_each_rule_counts_and_names_what_is_missing(
    rule: str, need: Any, changed: dict[str, Any], expected: tuple[int, int, tuple[str, ...]]
) -> None:
    assert count(a_meeting(**changed), item(rule, need), "group")[:3] == expected


@pytest.mark.parametrize("absent", [0, 1, 3, 9])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 9])
def test_something_is_missing_exactly_where_a_count_falls_short(size: int, absent: int) -> None:
    roster = dict.fromkeys(list(members(size))[:absent], ABSENT)
    meeting = a_meeting(count=size, roster=roster)
    subjects = {"group": ["group"], "member": [*roster, *list(members(size))[-1:]], "any": meeting.subjects}
    for name, rule in RULES.items():
        for subject in subjects[rule.scope]:
            found = count(meeting, item(name, 2), subject)
            assert 0 <= found.have <= found.need, (name, subject)
            assert bool(found.missing) is (found.have < found.need), (name, subject)
    found = count(meeting, item("quorum-forecast", 2), "group")
    assert compute_quorum(meeting).is_ok is not bool(found.missing)


def test_an_item_without_a_rule_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="notice"):
        count(a_meeting(), Item(title=TITLE, due=0, id="notice"), "group")
