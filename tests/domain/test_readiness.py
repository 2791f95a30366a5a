"""What is done of what is required, why not, and what to do next."""

import random
from datetime import date, timedelta

import pytest

from checklists.checklist import BUILTIN
from checklists.faults import Fault
from checklists.language import use
from checklists.meeting import Mark, Meeting, Sheet, Status
from checklists.readiness import Tally, assess
from checklists.reasons import next_steps, reasons
from checklists.rules import quorum
from tests.builders import CHECKLIST, DAY, a_checklist, a_meeting, members, settings

EARLY = DAY - timedelta(days=60)
WAIVED = Mark(status="waived", note="why", by="m01")


@pytest.fixture(autouse=True)
def english() -> None:
    use("en")


def status(meeting: Meeting, subject: str, item: str, today: date = EARLY) -> tuple[str, bool]:
    duty = assess(meeting, today).duty(subject, item)
    assert duty is not None
    return duty.status, duty.is_overdue


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        (Mark(), "todo"),
        (Mark(status="doing"), "doing"),
        (Mark(status="done"), "done"),
        (Mark(status="returned", note="x"), "returned"),
        (WAIVED, "waived"),
        (Mark(status="waived", note="no name"), "todo"),
        (Mark(status="waived", by="no reason"), "todo"),
    ],
)
def test_a_duty_has_the_status_of_its_mark(mark: Mark, expected: str) -> None:
    assert status(a_meeting({("group", "notice"): mark}), "group", "notice")[0] == expected


@pytest.mark.parametrize(
    ("days", "mark", "is_overdue"),
    [(-31, "todo", False), (-30, "todo", False), (-29, "todo", True), (-29, "doing", True), (-29, "returned", True),
     (-29, "done", False), (-29, WAIVED, False)],
)  # fmt: skip
def test_a_duty_is_overdue_from_the_day_after_it_was_due(days: int, mark: Mark | str, is_overdue: bool) -> None:
    meeting = a_meeting({("group", "notice"): mark})
    assert status(meeting, "group", "notice", DAY + timedelta(days=days))[1] is is_overdue


def test_items_apply_where_their_condition_holds() -> None:
    meeting = a_meeting(roster={"m02": {"attendance": "absent"}})
    found = assess(meeting, EARLY)
    assert found.duty("m02", "speech") is not None
    assert found.duty("m01", "speech") is None
    assert found.duty("group", "reading") is None
    assert found.duty("m01", "notice") is None


def test_tallies_count_what_is_required_and_a_count_gives_its_fraction() -> None:
    meeting = a_meeting({("group", "notice"): "done", ("m01", "reading"): "done", ("m02", "reading"): "doing",
                         ("m01", "extra"): "done"}, roster={"m03": {"post": ""}})  # fmt: skip
    found = assess(meeting, EARLY)
    assert found.stages["start"] == Tally(done=1, required=2, share=1 + 5 / 6, overdue=0, doing=1)
    assert found.stages["study"] == Tally(done=1, required=7, share=1.0, overdue=0, doing=1)
    assert (found.total.done, found.total.required) == (2, 9), "afterwards does not count"
    assert found.total.progress == pytest.approx((2 + 5 / 6) / 9)
    assert found.total_of("m01").progress == 0.5
    assert (found.total_of("m01").done, found.total_of("m01").required) == (1, 2), "optional items do not count"


def everything(status: Status = "done") -> dict[tuple[str, str], Mark | str]:
    marks: dict[tuple[str, str], Mark | str] = {("group", "notice"): status, ("group", "review"): status}
    return marks | {(f"m0{n}", item): status for n in (1, 2, 3) for item in ("reading", "notes")}


@pytest.mark.parametrize(
    ("changed", "roster", "faults", "is_ready"),
    [
        ({}, {}, (), True),
        ({("m02", "notes"): WAIVED}, {}, (), True),
        ({("m02", "notes"): "doing"}, {}, (), False),
        ({("m02", "extra"): "returned"}, {}, (), True),
        ({}, {"m03": {"attendance": "absent"}}, (), False),
        ({("m03", "speech"): "done"}, {"m03": {"attendance": "absent"}}, (), True),
        ({("m01", "speech"): "done"}, {"m01": {"attendance": "absent"}}, (), False),
        ({}, {"m02": {"post": ""}}, (), False),
        ({}, {}, (Fault("group.toml", "", "broken"),), False),
        ({}, {}, (Fault("group.toml", "", "odd", "inconsistent"),), False),
        ({}, {}, (Fault("group.toml", "", "cut?", "notice"),), True),
    ],
)
def test_ready_is_when_nothing_required_is_open_the_quorum_holds_and_files_are_right(
    changed: dict[tuple[str, str], Mark | str],
    roster: dict[str, dict[str, str]],
    faults: tuple[Fault, ...],
    is_ready: bool,
) -> None:
    found = assess(a_meeting(everything() | changed, roster=roster), EARLY, faults)
    assert found.is_ready is is_ready
    assert bool(reasons(found)) is not is_ready


@pytest.mark.parametrize(
    ("share", "count", "absent", "needed", "is_ok"),
    [("2/3", 9, 3, 6, True), ("2/3", 9, 4, 6, False), ("2/3", 10, 3, 7, True), ("2/3", 1, 0, 1, True),
     ("90%", 9, 0, 9, True), ("90%", 9, 1, 9, False), ("90%", 10, 1, 9, True), ("1/2", 5, 2, 3, True),
     ("2/3", 300, 100, 200, True), ("2/3", 300, 101, 200, False)],
)  # fmt: skip
def test_the_quorum_is_exact(share: str, count: int, absent: int, needed: int, is_ok: bool) -> None:
    roster = {key: {"attendance": "absent"} for key in list(members(count))[count - absent :]}
    found = quorum(a_meeting(count=count, roster=roster, quorum=share))
    assert (found.needed, found.forecast, found.is_ok) == (needed, count - absent, is_ok)


def test_without_the_principal_there_is_no_meeting() -> None:
    assert not quorum(a_meeting(count=9, roster={"m01": {"attendance": "absent"}})).is_ok
    assert not quorum(a_meeting(count=9, roster={"m01": {"role": "member"}})).is_ok
    assert not quorum(a_meeting(count=0)).is_ok


@pytest.mark.parametrize(
    ("subject", "item", "marks", "waiting"),
    [
        ("group", "roster", {}, ["notice"]),
        ("group", "roster", {("group", "notice"): "done"}, []),
        ("group", "roster", {("group", "notice"): WAIVED}, []),
        ("m01", "reading", {}, ["notice"]),
        ("m01", "notes", {("m02", "reading"): "done"}, ["reading"]),
        ("m02", "notes", {("m02", "reading"): "done"}, []),
        ("group", "review", {("m01", "notes"): "done", ("m02", "notes"): "done"}, ["notes"]),
        ("group", "review", {(f"m0{n}", "notes"): "done" for n in (1, 2, 3)}, []),
    ],
)
def test_a_duty_waits_for_ones_own_or_for_all(
    subject: str, item: str, marks: dict[tuple[str, str], Mark | str], waiting: list[str]
) -> None:
    found = assess(a_meeting(marks), EARLY)
    duty = found.duty(subject, item)
    assert duty is not None
    assert found.waiting_for(duty) == waiting


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
    steps = next_steps(assess(a_meeting({("group", "notice"): "done"}, checklist=checklist), EARLY))
    assert [step.item.id for step in steps] == ["alone", "blocker", "reading"]
    late = next_steps(assess(a_meeting(checklist=checklist), DAY - timedelta(days=18)))
    assert [step.item.id for step in late] == ["notice", "alone", "blocker"], "overdue comes first"


def test_next_steps_name_everyone_who_still_has_to_and_can_be_asked_for_one() -> None:
    found = assess(a_meeting({("group", "notice"): "done", ("m02", "reading"): "done"}), EARLY)
    assert [(step.item.id, step.subjects) for step in next_steps(found)] == [
        ("reading", ("m01", "m03")),
        ("notes", ("m02",)),
    ]
    assert [(step.item.id, step.subjects) for step in next_steps(found, "m02")] == [("notes", ("m02",))]


def test_afterwards_comes_up_once_the_meeting_is_past_or_nothing_else_is_left() -> None:
    assert [step.item.id for step in next_steps(assess(a_meeting(everything()), EARLY))] == ["archive"]
    past = next_steps(assess(a_meeting(), DAY + timedelta(days=1)))
    assert "archive" in [step.item.id for step in past]


def test_reasons_come_most_urgent_first_and_name_things() -> None:
    meeting = a_meeting(
        {("m02", "notes"): Mark(status="returned", note="thin")},
        roster={"m01": {"attendance": "absent"}, "m03": {"post": ""}},
    )
    found = reasons(assess(meeting, DAY - timedelta(days=25), (Fault("members/m01.toml", "marks.x", "odd"),)))
    assert [reason.kind for reason in found] == ["fault", "quorum", "overdue", "returned", *["open"] * 5]
    texts = [reason.text for reason in found]
    assert "members/m01.toml" in texts[0]
    assert "principal will be absent" in texts[1]
    assert "5 days overdue" in texts[2]
    assert "成员2" in texts[3]
    assert any("the post of 成员3" in text for text in texts)
    assert any("2 members" in text and "成员1" in text and "成员3" in text for text in texts)


@pytest.mark.parametrize("seed", range(12))
def test_a_readiness_that_reuses_an_earlier_one_is_the_same_as_a_fresh_one(seed: int) -> None:
    chance = random.Random(seed)
    meeting, today = a_meeting(count=5), EARLY
    running = assess(meeting, today)
    for _step in range(25):
        subject = chance.choice(meeting.subjects)
        sheets = dict(meeting.sheets)
        items = [item.id for item in meeting.checklist.items.values()]
        marks = dict(meeting.sheet(subject).marks)
        marks[chance.choice(items)] = Mark(status=chance.choice(["todo", "doing", "done", "returned"]))
        sheets[subject] = Sheet(marks=marks)
        changed = meeting.settings
        if chance.random() < 0.2:
            changed = settings(5, roster={f"m0{chance.randint(1, 5)}": {"attendance": "absent"}})
        if chance.random() < 0.2:
            today += timedelta(days=chance.randint(1, 9))
        meeting = Meeting(changed, meeting.checklist, sheets)
        running = assess(meeting, today, (), running)
        fresh = assess(meeting, today)
        assert running == fresh
        assert running.stages == fresh.stages
        assert reasons(running) == reasons(fresh)
        assert next_steps(running) == next_steps(fresh)


def test_nine_members_make_the_duties_that_the_field_counts() -> None:
    checklist = a_checklist((BUILTIN / "democratic-life.toml").read_text())
    roster = {f"m0{n}": {"units": ("甲", "乙", "丙"), "branch": "支部"} for n in range(1, 10)}
    found = assess(a_meeting(checklist=checklist, count=9, roster=roster), EARLY)
    assert sum(1 for duty in found.duties_of("talk-principal")) == 8
    assert sum(1 for duty in found.duties_of("talk-units")) == 9
    assert found.duty("group", "date-consent") is None
    assert found.duty("m01", "personal-case") is None
