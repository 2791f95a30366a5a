"""Why the meeting is not ready, and what to do next: most urgent first, each by name, and no confidential word."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checklists.base.faults import Fault
from checklists.base.language import LANGUAGES, Language, set_language
from checklists.model.ledgers.day import MeetingDay
from checklists.model.meeting import GROUP, Ledgers, Mark
from checklists.readiness.duties import assess
from checklists.readiness.reasons import describe_quorum, describe_sign_in, describe_step, find_next_steps, find_reasons
from checklists.readiness.rules.after import signed_in
from checklists.readiness.rules.roster import quorum_forecast
from checklists.reports.summary.view import SummaryView
from tests.builders import CHECKLIST, DAY, a_checklist, a_meeting
from tests.filled import made
from tests.readiness.test_readiness import everything

EARLY = DAY - timedelta(days=60)
DONE = Mark(status="done")


pytestmark = pytest.mark.usefixtures("english")


def test_reasons_come_most_urgent_first_and_name_things() -> None:
    meeting = a_meeting(
        {("m02", "notes"): Mark(status="returned", note="thin")},
        roster={"m01": {"attendance": "absent"}, "m03": {"post": ""}},
    )
    found = find_reasons(assess(meeting, DAY - timedelta(days=25), (Fault("members/m01.toml", "marks.x", "odd"),)))
    assert [reason.kind for reason in found] == ["fault", "quorum", "overdue", "returned", *["open"] * 4]
    texts = [reason.text for reason in found]
    assert "members/m01.toml" in texts[0]
    assert "principal will be absent" in texts[1]
    assert "5 days overdue" in texts[2]
    assert "成员2" in texts[3]
    assert any("the post of 成员3" in text for text in texts)
    assert "; also open for 2 members: 成员1, 成员3" in texts[3]


def test_in_chinese_a_reason_names_who_then_the_deadline_and_a_step_its_deadline() -> None:
    set_language("zh")
    meeting = a_meeting({("m02", "notes"): Mark(status="returned"), ("group", "notice"): DONE})
    found = assess(meeting, DAY - timedelta(days=30))
    texts = [reason.text for reason in find_reasons(found)]
    title, due = meeting.checklist.items["reading"].title, DAY - timedelta(days=10)
    assert f"“{title}”还有3人未完成（成员1、成员2、成员3），时限{due:%m-%d}" in texts
    assert any("已退回成员2修改，时限" in text for text in texts)
    assert describe_step(found, find_next_steps(found)[0]).startswith(f"{title}：时限{due:%m-%d}")


def test_reasons_are_in_order_of_urgency_and_then_of_due_day() -> None:
    marks = {("group", "notice"): DONE, ("m01", "reading"): Mark(status="returned"), ("m03", "notes"): DONE}
    roster = {"m01": {"attendance": "absent"}, "m02": {"post": ""}}
    faults = (Fault("b.toml", "", "odd", "inconsistent"), Fault("a.toml", "x", "broken"), Fault("c", "", "n", "notice"))
    found = find_reasons(assess(a_meeting(marks, roster=roster), DAY - timedelta(days=9), faults))
    assert [(reason.kind, reason.item, reason.subjects) for reason in found] == [
        ("fault", "", ()),
        ("fault", "", ()),
        ("quorum", "", ()),
        ("overdue", "roster", ("group",)),
        ("overdue", "reading", ("m01", "m02", "m03")),
        ("open", "notes", ("m01", "m02")),
        ("open", "review", ("group",)),
        ("open", "speech", ("m01",)),
    ]
    own = find_reasons(assess(a_meeting(marks, roster=roster), DAY - timedelta(days=9), faults), "m01")
    assert [(reason.kind, reason.item) for reason in own] == [
        ("returned", "reading"), ("open", "notes"), ("open", "speech"),
    ]  # fmt: skip
    assert all("成员" not in reason.text for reason in own)  # whose it is need not be said


def test_a_reason_of_many_counts_those_it_does_not_name_and_repeats_no_note() -> None:
    marks = {(f"m{n:02}", "reading"): Mark(status="returned", note="机密") for n in range(1, 21)}
    found = assess(a_meeting(marks, count=30), EARLY)
    texts = [reason.text for reason in find_reasons(found)]
    assert any("成员6 and 14 " in text for text in texts)
    assert any("30 members" in text for text in texts)
    assert "机密" not in str(texts) + str(find_next_steps(found))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"count": 0}, "The roster is empty."),
        ({"count": 3}, "3 of 3 members are expected, 2 are needed"),
        ({"roster": {"m02": {"attendance": "absent"}}}, "2 of 3 members are expected, 2 are needed"),
        (
            {"roster": {"m01": {"attendance": "absent"}}},
            "principal will be absent: 2 of 3 members are expected",
        ),
        ({"roster": {"m01": {"role": "member"}}}, "needed; no principal is named"),
    ],
)
def test_the_quorum_is_told_in_a_sentence(changed: dict[str, Any], words: str) -> None:
    assert words in describe_quorum(assess(a_meeting(**changed), EARLY))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quorum_that_is_met_without_the_principal_is_told_so_everywhere(language: Language) -> None:
    set_language(language)
    will, was, missing = (
        (
            "达到规定人数，但主要负责人不能到会",
            "到会8人，达到规定人数，但主要负责人未到会",
            "主要负责人到会（达到规定人数",
        )
        if language == "zh"
        else (
            "he quorum is met but the principal will be absent",
            "he quorum is met but the principal is absent",
            "the principal's attendance (the quorum is met",
        )
    )
    expected = a_meeting(count=9, roster={"m01": {"attendance": "absent"}})
    view = SummaryView(assess(expected, EARLY))
    assert will in describe_quorum(view.readiness)
    assert will in view.quorum_text
    assert missing in quorum_forecast(expected, GROUP, 1).missing[0]
    signed = {f"m0{n}": "present" for n in range(2, 10)}
    for state in ("absent", "unexcused"):
        day = MeetingDay.model_validate({"attendance": {"m01": state, **signed}})
        held = assess(replace(expected, ledgers=Ledgers(day=day)), EARLY)
        assert was in describe_quorum(held)
        assert was in describe_sign_in(held.meeting)
        assert missing in signed_in(held.meeting, GROUP, 1).missing[0]
    waiting = replace(expected, ledgers=Ledgers(day=MeetingDay.model_validate({"attendance": signed})))
    words = "主要负责人尚未签到" if language == "zh" else "the principal has not signed in"
    assert words in describe_sign_in(waiting)


def test_next_steps_are_what_does_not_wait_ranked_by_what_waits_for_them() -> None:
    text = """
[stages.start.items.alone]
title = { zh = "甲", en = "Alone" }
due = -19
[stages.start.items.blocker]
title = { zh = "乙", en = "Blocker" }
due = -18
[stages.start.items.blocked]
title = { zh = "丙", en = "Blocked" }
due = -17
after = ["blocker"]
"""
    checklist = a_checklist(CHECKLIST.replace("[stages.study]\n", text + "[stages.study]\n"))
    steps = find_next_steps(assess(a_meeting({("group", "notice"): "done"}, checklist=checklist), EARLY))
    assert [step.item.id for step in steps] == ["alone", "blocker", "reading"]
    late = find_next_steps(assess(a_meeting(checklist=checklist), DAY - timedelta(days=18)))
    assert [step.item.id for step in late] == ["notice", "alone", "blocker"], "overdue comes first"


def test_next_steps_name_everyone_who_still_has_to_and_can_be_asked_for_one() -> None:
    found = assess(a_meeting({("group", "notice"): "done", ("m02", "reading"): "done"}), EARLY)
    assert [(step.item.id, step.subjects) for step in find_next_steps(found)] == [
        ("reading", ("m01", "m03")),
        ("notes", ("m02",)),
    ]
    assert [(step.item.id, step.subjects) for step in find_next_steps(found, "m02")] == [("notes", ("m02",))]


@pytest.mark.parametrize(("days", "steps"), [(-30, []), (-1, []), (0, ["archive"]), (1, ["archive"])])
def test_afterwards_comes_up_on_the_meetings_day_though_nothing_else_is_left_before(
    days: int, steps: list[str]
) -> None:
    found = assess(a_meeting(everything()), DAY + timedelta(days=days))
    assert [step.item.id for step in find_next_steps(found)] == steps


def test_afterwards_comes_up_once_someone_signed_in_and_with_what_is_open_before() -> None:
    meeting = made(day=MeetingDay(attendance={"m02": "present"}))
    phases = {
        meeting.checklist.is_before(step.item) for step in find_next_steps(assess(meeting, DAY - timedelta(days=1)))
    }
    assert phases == {True, False}
    past = find_next_steps(assess(a_meeting(), DAY + timedelta(days=1)))
    assert "archive" in [step.item.id for step in past]
