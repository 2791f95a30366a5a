"""What is counted of criticisms, on the day of the meeting and afterwards; case by case."""

from typing import Any

import pytest

from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.day import MeetingDay
from checklists.model.ledgers.outline import Measure, Outline
from checklists.model.ledgers.rectification import Rectification, RectificationEntry
from checklists.model.meeting import Sheet
from checklists.readiness.rules import count
from checklists.records.soundness import is_only_hope
from tests.builders import DAY
from tests.filled import ROSTER, an_item, made

Expected = tuple[int, int, tuple[str, ...]]
FAULT, HOPE = "调研不够深入", "希望再接再厉"
OTHERS = ("成员1", "成员3", "成员4")


pytestmark = pytest.mark.usefixtures("english")


def of(*to: str, **changed: Any) -> list[Criticism]:
    return [Criticism(**{"to": one, "text": FAULT, **changed}) for one in to]


def counted(rule: str, need: Any, written: list[Criticism], subject: str = "m02", **changed: Any) -> Expected:
    sheet = Sheet(criticisms={f"k{number}": one for number, one in enumerate(written, 1)})
    return count(made(sheets={subject: sheet}, **changed), an_item(rule, need), subject)[:3]


@pytest.mark.parametrize(("rule", "mark"), [("criticisms-written", ""), ("criticisms-discussed", "discussed"),
                                            ("criticisms-given", "given")])  # fmt: skip
@pytest.mark.parametrize(
    ("to", "need", "expected"),
    [
        ((), 1, (0, 3, OTHERS)),
        (("m01", "m03"), 1, (2, 3, ("成员4",))),
        (("m01", "m03", "m04"), 1, (3, 3, ())),
        (("m01", "m01", "m01"), 1, (1, 3, ("成员3", "成员4"))),
        (("m01", "m01", "m03"), 2, (3, 6, ("成员3", "成员4"))),
        (("m02", "m09"), 1, (0, 3, OTHERS)),
        ((), 0, (0, 0, ())),
        ((), "criticisms_per_pair", (0, 3, OTHERS)),
    ],
)
def test_each_other_member_gets_their_criticisms(
    rule: str, mark: str, to: tuple[str, ...], need: Any, expected: Expected
) -> None:
    assert counted(rule, need, of(*to, **({mark: True} if mark else {}))) == expected
    if mark:
        assert counted(rule, 1, of("m01", "m03", "m04")) == (0, 3, OTHERS), "written is not enough"


@pytest.mark.parametrize(
    ("attendance", "expected"),
    [
        ({}, (1, 3, ("成员3", "成员4"))),
        ({"m04": "absent", "m03": "present"}, (1, 2, ("成员3",))),
        ({"m03": "absent", "m04": "absent", "m01": "absent"}, (0, 0, ())),
        ({"m02": "absent"}, (0, 0, ())),
    ],
)
def test_criticism_is_given_to_and_by_who_is_there(attendance: dict[str, str], expected: Expected) -> None:
    day = MeetingDay.model_validate({"attendance": attendance})
    assert counted("criticisms-given", 1, of("m01", given=True), day=day) == expected


def test_two_members_of_one_name_are_two() -> None:
    roster = {**ROSTER, "m04": {"name": "成员3"}}
    assert counted("criticisms-written", 1, of("m03"), roster=roster) == (1, 3, ("成员1", "成员3"))


@pytest.mark.parametrize(
    ("written", "need", "expected"),
    [
        ([], 1, (0, 1, ("a criticism",))),
        ([], 0, (0, 0, ())),
        (of("m01"), 1, (1, 1, ())),
        (of("m01") + of("m03", text=HOPE), 1, (1, 2, ("to 成员3: only hope or praise",))),
        (of("m03", text=HOPE), 2, (0, 2, ("to 成员3: only hope or praise", "a criticism"))),
        (of("m02", "m09"), 1, (0, 1, ("a criticism",))),
    ],
)
def test_criticisms_are_sound(written: list[Criticism], need: int, expected: Expected) -> None:
    assert counted("criticisms-sound", need, written) == expected


@pytest.mark.parametrize(
    ("text", "is_hope"),
    [
        ("希望今后加强学习", True),
        ("建议多到基层走走。", True),
        ("希望克服调研不够深入的问题", True),
        ("1. 希望克服调研不够深入的问题", True),
        ("（二）也希望改掉拖拉的毛病", True),
        ("我希望少一些形式主义", True),
        ("工作扎实，成绩突出。", True),
        ("政治坚定，未来可期", True),
        ("I hope you will be less hasty.", True),
        ("Remarkable results, a black belt in planning.", True),
        ("Please do not change.", True),
        ("调研不够深入，全年只有两次", False),
        ("工作扎实，但抓落实偏软", False),
        ("希望加强学习。有时急躁，听不进意见", False),
        ("对分管领域未全面检查", False),
        ("1. 到基层少，调研不深", False),
        ("Too hasty in meetings.", False),
        ("He doesn't listen. I hope this changes.", False),
        ("Reports come late", False),
        ("", True),
    ],
)
def test_a_criticism_names_what_is_wrong_or_only_hopes(text: str, is_hope: bool) -> None:
    assert is_only_hope(text) is is_hope


def day(attendance: str = "", **changed: Any) -> MeetingDay:
    states = {"p": "present", "a": "absent", "u": "unexcused"}
    there = {f"m0{number}": states[one] for number, one in enumerate(attendance, 1) if one != "-"}
    return MeetingDay.model_validate({"attendance": there, **changed})


@pytest.mark.parametrize(
    ("found", "count_of", "expected"),
    [
        (day(), 4, (0, 7, ("whether 成员1 is there", "whether 成员2 is there", "whether 成员3 is there",
                           "whether 成员4 is there", "3 more members present"))),
        (day("pppa"), 4, (7, 7, ())),
        (day("ppaa"), 4, (6, 7, ("1 more member present",))),
        (day("ppp-"), 4, (6, 7, ("whether 成员4 is there",))),
        (day("appp"), 4, (6, 7, ("the principal's attendance (the quorum is met but the principal is absent)",))),
        (day("aapp"), 4, (6, 7, ("1 more member present", "the principal's attendance"))),
        (day("pppap"), 4, (7, 7, ())),
        (day(), 0, (0, 1, ("1 more member present",))),
    ],
)  # fmt: skip
def test_who_signed_in_is_enough_and_the_principal_is_there(
    found: MeetingDay, count_of: int, expected: Expected
) -> None:
    roster = {key: one for key, one in ROSTER.items() if count_of}
    assert count(made(day=found, count=count_of, roster=roster), an_item("signed-in", 1), "group")[:3] == expected


@pytest.mark.parametrize(
    ("rule", "found", "expected"),
    [
        ("self-criticism-given", day(), (0, 1, ("the self-criticism",))),
        ("self-criticism-given", day(spoken={"m01": True}), (0, 1, ("the self-criticism",))),
        ("self-criticism-given", day(spoken={"m02": False}), (0, 1, ("the self-criticism",))),
        ("self-criticism-given", day(spoken={"m02": True}), (1, 1, ())),
        ("self-criticism-given", day("pa"), (0, 0, ())),
        ("self-criticism-given", day("pa", spoken={"m02": True}), (0, 0, ())),
        ("absentee-told", day(), (0, 0, ())),
        ("absentee-told", day("pp"), (0, 0, ())),
        ("absentee-told", day("pa"), (0, 1, ("the day they were told",))),
        ("absentee-told", day("pu", told={"m02": DAY}), (1, 1, ())),
        ("absentee-told", day("pa", told={"m03": DAY}), (0, 1, ("the day they were told",))),
    ],
)
def test_the_day_of_each_member(rule: str, found: MeetingDay, expected: Expected) -> None:
    assert count(made(day=found), an_item(rule, 1), "m02")[:3] == expected


def listed(*entries: dict[str, Any]) -> Rectification:
    found = {f"r{number}": RectificationEntry(**{"text": "压减会议", **one}) for number, one in enumerate(entries, 1)}
    return Rectification(entries=found)


LAST = {"origin": "上年会议"}


@pytest.mark.parametrize(
    ("rule", "found", "need", "expected"),
    [
        ("carried-settled", listed(), 1, (0, 1, ("the last meeting's list of measures",))),
        ("carried-settled", listed(), 0, (0, 0, ())),
        ("carried-settled", listed({}), 1, (0, 1, ("the last meeting's list of measures",))),
        ("carried-settled", listed(LAST, {}), 1, (0, 1, ("where measure r1 stands",))),
        ("carried-settled", listed({**LAST, "closed": DAY}), 1, (0, 1, ("where measure r1 stands",))),
        ("carried-settled", listed({**LAST, "closed": DAY, "evidence": ("纪要",)}), 1, (1, 1, ())),
        ("carried-settled", listed({**LAST, "progress": "过半"}, {**LAST, "carried": "缺资金"}), 1, (2, 2, ())),
        ("carried-settled", listed({**LAST, "progress": "过半"}), 2,
         (1, 2, ("the last meeting's list of measures",))),
        ("measures-closed", listed(), 1, (0, 1, ("a measure",))),
        ("measures-closed", listed({}, {"closed": DAY}, {"carried": "缺资金"}), 1, (2, 3, ("measure r1",))),
        ("measures-closed", listed({"progress": "过半"}), 0, (0, 1, ("measure r1",))),
    ],
)  # fmt: skip
def test_measures_are_settled(rule: str, found: Rectification, need: int, expected: Expected) -> None:
    assert count(made(rectification=found), an_item(rule, need), "group")[:3] == expected


def test_measures_of_one_id_on_two_sheets_are_two() -> None:
    closed, still_open = Measure(text="甲", closed=DAY), Measure(text="乙")
    sheets = {
        "group": Sheet(outline=Outline(measures={"s1": closed})),
        "m02": Sheet(outline=Outline(measures={"s1": still_open})),
        "m03": Sheet(outline=Outline(measures={"s1": closed})),
        "m09": Sheet(outline=Outline(measures={"s1": still_open})),
    }
    found = count(made(sheets=sheets, rectification=listed({"closed": DAY})), an_item("measures-closed", 1), "group")
    assert found[:3] == (3, 4, ("measure s1",))
