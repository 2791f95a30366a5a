"""What holds for any readiness: reuse changes nothing, ready and reasons agree, waiting and steps agree."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.checklist import Checklist
from checklists.edits import Edit, apply_changes, change_settings, file_of, mark_duty
from checklists.faults import Fault
from checklists.language import use
from checklists.meeting import Mark, Meeting, Member, Settings, Sheet
from checklists.readiness import CLOSED, Readiness, assess
from checklists.reasons import next_steps, quorum_text, reasons
from tests.builders import CHECKLIST, DAY, a_checklist, a_meeting

EARLY = DAY - timedelta(days=60)
DONE, WAIVED = Mark(status="done"), Mark(status="waived", note="why", by="who")
CROSSED = CHECKLIST.replace(
    "[stages.later]",
    """[stages.crossed]
title = { zh = "交叉", en = "Crossed" }
[stages.crossed.items.group-on-group]
title = { zh = "甲", en = "A" }
due = -1
after = ["notice"]
[stages.crossed.items.group-on-member]
title = { zh = "乙", en = "B" }
due = -1
after = ["reading"]
[stages.crossed.items.member-on-group]
title = { zh = "丙", en = "C" }
due = -1
scope = "member"
after = ["notice"]
[stages.crossed.items.member-on-member]
title = { zh = "丁", en = "D" }
due = -1
scope = "member"
after = ["reading"]
[stages.crossed.items.group-on-speech]
title = { zh = "戊", en = "E" }
due = -1
after = ["speech"]
[stages.crossed.items.group-on-optional]
title = { zh = "己", en = "F" }
due = -1
after = ["extra"]
[stages.crossed.items.group-on-several]
title = { zh = "庚", en = "G" }
due = -1
after = ["notice", "roster", "reading"]
[stages.later]""",
)
ABSENT = {"m02": {"attendance": "absent"}}


@pytest.fixture(autouse=True)
def english() -> None:
    use("en")


@pytest.mark.parametrize(
    ("item", "subject", "marks", "roster", "waiting"),
    [
        ("group-on-group", "group", {}, {}, ["notice"]),
        ("group-on-group", "group", {("group", "notice"): DONE}, {}, []),
        ("group-on-group", "group", {("group", "notice"): WAIVED}, {}, []),
        ("group-on-group", "group", {("group", "notice"): Mark(status="waived")}, {}, ["notice"]),
        ("group-on-group", "group", {("group", "notice"): Mark(status="returned")}, {}, ["notice"]),
        ("group-on-member", "group", {}, {}, ["reading"]),
        ("group-on-member", "group", {(f"m0{n}", "reading"): DONE for n in (1, 2)}, {}, ["reading"]),
        ("group-on-member", "group", {(f"m0{n}", "reading"): DONE for n in (1, 2, 3)}, {}, []),
        ("member-on-group", "m02", {}, {}, ["notice"]),
        ("member-on-group", "m02", {("group", "notice"): DONE}, {}, []),
        ("member-on-member", "m02", {}, {}, ["reading"]),
        ("member-on-member", "m02", {("m01", "reading"): DONE, ("m03", "reading"): DONE}, {}, ["reading"]),
        ("member-on-member", "m02", {("m02", "reading"): DONE}, {}, []),
        ("group-on-speech", "group", {}, {}, []),
        ("group-on-speech", "group", {}, ABSENT, ["speech"]),
        ("group-on-speech", "group", {("m02", "speech"): DONE}, ABSENT, []),
        ("group-on-optional", "group", {}, {}, []),
        ("group-on-several", "group", {}, {"m03": {"post": ""}}, ["notice", "roster", "reading"]),
        ("group-on-several", "group", {("group", "notice"): DONE}, {}, ["reading"]),
    ],
)
def test_waiting_over_all_scopes(
    item: str, subject: str, marks: dict[tuple[str, str], Mark], roster: dict[str, Any], waiting: list[str]
) -> None:
    found = assess(a_meeting(marks, checklist=a_checklist(CROSSED), roster=roster), EARLY)
    duty = found.duty(subject, item)
    assert duty is not None
    assert found.waiting_for(duty) == waiting
    stepping = {(step.item.id, who) for step in next_steps(found) for who in step.subjects}
    assert ((item, subject) in stepping) is not bool(waiting)


@pytest.mark.parametrize(
    ("note", "by", "status"), [("", "", "todo"), ("why", "", "todo"), ("", "who", "todo"), ("why", "who", "waived")]
)
@pytest.mark.parametrize(("subject", "item"), [("group", "notice"), ("m01", "reading")])
def test_a_waiver_needs_both_a_reason_and_a_name(subject: str, item: str, note: str, by: str, status: str) -> None:
    duty = assess(a_meeting({(subject, item): Mark(status="waived", note=note, by=by)}), EARLY).duty(subject, item)
    assert duty is not None
    assert duty.status == status


def test_a_counted_duty_is_waived_only_with_both_and_else_counted() -> None:
    roster = {"m02": {"post": ""}}
    for note, status in (("", "doing"), ("why", "waived")):
        mark = Mark(status="waived", note=note, by="who")
        duty = assess(a_meeting({("group", "roster"): mark}, roster=roster), EARLY).duty("group", "roster")
        assert duty is not None
        assert (duty.status, duty.have, duty.need) == (status, 5, 6)


def test_nothing_is_reused_where_the_checklist_is_another() -> None:
    meeting = a_meeting()
    other = Meeting(meeting.settings, a_checklist(CROSSED), meeting.sheets)
    same(assess(other, EARLY, (), assess(meeting, EARLY)), assess(other, EARLY))


@pytest.mark.parametrize("days", [-400, -31, -30, -29, -1, 0, 1, 20, 21, 400])
@pytest.mark.parametrize("status", ["todo", "doing", "done", "returned", "waived"])
def test_overdue_is_later_than_due_and_open_for_every_duty(days: int, status: str) -> None:
    mark = Mark.model_validate({"status": status, "note": "why", "by": "who"})
    keys = [("group", key) for key in ("notice", "review", "archive")] + [("m02", "reading")]
    found = assess(a_meeting(dict.fromkeys(keys, mark)), DAY + timedelta(days=days))
    for duty in found.duties():
        assert duty.is_overdue is (duty.status not in CLOSED and duty.item.due < days)
    assert found.days_left == -days


def test_what_comes_after_the_meeting_counts_for_its_stage_but_not_for_readiness() -> None:
    found = assess(a_meeting(), DAY + timedelta(days=99))
    assert (found.stages["later"].required, found.stages["later"].overdue) == (1, 1)
    assert found.total.required == sum(found.stages[key].required for key in ("start", "study"))
    assert "archive" not in {reason.item for reason in reasons(found)}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"count": 0}, "The roster is empty."),
        ({"count": 3}, "3 of 3 members are expected, 2 are needed"),
        ({"roster": {"m02": {"attendance": "absent"}}}, "2 of 3 members are expected, 2 are needed"),
        ({"roster": {"m01": {"attendance": "absent"}}}, "needed; the principal will be absent"),
        ({"roster": {"m01": {"role": "member"}}}, "needed; no principal is named"),
    ],
)
def test_the_quorum_is_told_in_a_sentence(changed: dict[str, Any], words: str) -> None:
    assert words in quorum_text(assess(a_meeting(**changed), EARLY))


def test_reasons_are_in_order_of_urgency_and_then_of_due_day() -> None:
    marks = {("group", "notice"): DONE, ("m01", "reading"): Mark(status="returned"), ("m03", "notes"): DONE}
    roster = {"m01": {"attendance": "absent"}, "m02": {"post": ""}}
    faults = (Fault("b.toml", "", "odd", "inconsistent"), Fault("a.toml", "x", "broken"), Fault("c", "", "n", "notice"))
    found = reasons(assess(a_meeting(marks, roster=roster), DAY - timedelta(days=9), faults))
    assert [(reason.kind, reason.item, reason.subjects) for reason in found] == [
        ("fault", "", ()),
        ("fault", "", ()),
        ("quorum", "", ()),
        ("overdue", "roster", ("group",)),
        ("overdue", "reading", ("m02", "m03")),
        ("returned", "reading", ("m01",)),
        ("open", "notes", ("m01", "m02")),
        ("open", "review", ("group",)),
        ("open", "speech", ("m01",)),
    ]
    own = reasons(assess(a_meeting(marks, roster=roster), DAY - timedelta(days=9), faults), "m01")
    assert [(reason.kind, reason.item) for reason in own] == [
        ("returned", "reading"), ("open", "notes"), ("open", "speech"),
    ]  # fmt: skip


def test_a_reason_of_many_counts_those_it_does_not_name_and_repeats_no_note() -> None:
    marks = {(f"m{n:02}", "reading"): Mark(status="returned", note="机密") for n in range(1, 21)}
    found = assess(a_meeting(marks, count=30), EARLY)
    texts = [reason.text for reason in reasons(found)]
    assert any("成员6 and 14 " in text for text in texts)
    assert any("30 members" in text for text in texts)
    assert "机密" not in str(texts) + str(next_steps(found))


def test_three_hundred_members_are_counted_one_by_one() -> None:
    marks = {(f"m{n:03}", "reading"): DONE for n in range(1, 201)}
    found = assess(a_meeting(marks, count=300), EARLY)
    assert (found.stages["study"].done, found.stages["study"].required) == (200, 601)
    assert found.total.progress == pytest.approx((200 + 1) / 603)
    assert (found.quorum.needed, found.quorum.is_ok) == (200, True)
    assert len(list(found.duties())) == 3 + 3 * 300 + 1
    step = next(step for step in next_steps(assess(a_meeting(marks | {("group", "notice"): DONE}, count=300), EARLY))
                if step.item.id == "reading")  # fmt: skip
    assert step.subjects == tuple(f"m{n:03}" for n in range(201, 301))


def test_one_mark_among_three_hundred_costs_one_member_and_the_group() -> None:
    meeting = a_meeting(count=300)
    before = assess(meeting, EARLY)
    after = assess(changed(meeting, mark_duty(meeting, "m007", "reading", status="done")), EARLY, (), before)
    reused = [key for key in after.subjects if after.subjects[key] is before.subjects[key]]
    assert set(after.subjects) - set(reused) == {"group", "m007"}


def changed(meeting: Meeting, edit: Edit) -> Meeting:
    """Make an edit as the folder does, without one."""
    sheets, settings_now = dict(meeting.sheets), meeting.settings
    for name in edit.files():
        changes = [change for change in edit.changes if change.file == name]
        if name == "meeting.toml":
            settings_now = Settings.model_validate(apply_changes(settings_now.plain(), changes))
        else:
            subject = next(key for key in (*meeting.subjects, *sheets) if file_of(key) == name)
            sheets[subject] = Sheet.model_validate(apply_changes(meeting.sheet(subject).plain(), changes))
    return Meeting(settings_now, meeting.checklist, sheets)


STATUSES = st.sampled_from(["todo", "doing", "done", "returned", "waived"])
MARKS = st.tuples(st.just("mark"), st.integers(0, 9), st.integers(0, 9), STATUSES)
ROSTERS = st.tuples(st.just("roster"), st.lists(st.integers(1, 5), unique=True, max_size=5), st.booleans(), st.none())
DATES = st.tuples(st.just("date"), st.integers(-90, 90), st.booleans(), st.none())
SMALL, OTHER = a_checklist(), a_checklist(CROSSED)


def stepped(meeting: Meeting, today: date, step: tuple[Any, ...]) -> tuple[Meeting, date]:
    kind, first, second, third = step
    if kind == "date":
        if not second:
            return meeting, DAY + timedelta(days=first)
        moved = meeting.settings.model_copy(update={"date": DAY + timedelta(days=first)})
        return changed(meeting, change_settings(meeting, moved)), today
    if kind == "roster":
        found = {
            f"m0{n}": Member(name=f"成员{n}", attendance="absent" if second and n % 2 else "expected") for n in first
        }
        return changed(meeting, change_settings(meeting, meeting.settings.model_copy(update={"members": found}))), today
    subject = meeting.subjects[first % len(meeting.subjects)]
    items = meeting.checklist.by_scope["group" if subject == "group" else "member"]
    item = items[second % len(items)]
    if not meeting.applies(item, subject) or (item.rule and third not in {"todo", "waived"}):
        return meeting, today
    return changed(
        meeting, mark_duty(meeting, subject, item.id, status=third, note="why" * (first % 2 + 1), by="who")
    ), today


def same(one: Readiness, other: Readiness) -> None:
    assert one == other
    assert (one.stages, one.total, one.is_ready) == (other.stages, other.total, other.is_ready)
    assert reasons(one) == reasons(other)
    assert next_steps(one) == next_steps(other)
    for duty in one.duties():
        assert one.waiting_for(duty) == other.waiting_for(duty)


@settings(max_examples=60)
@given(st.sampled_from([SMALL, OTHER]), st.lists(MARKS | MARKS | ROSTERS | DATES, max_size=12))
def test_reusing_an_earlier_readiness_is_the_same_as_beginning_anew(
    checklist: Checklist, steps: list[tuple[Any, ...]]
) -> None:
    meeting, today = a_meeting(checklist=checklist), EARLY
    running = assess(meeting, today)
    for step in steps:
        meeting, today = stepped(meeting, today, step)
        running = assess(meeting, today, (), running)
        same(running, assess(meeting, today))
        agree(running)


def agree(found: Readiness) -> None:
    """Check what must hold between the verdict, the tallies, the reasons and the steps."""
    assert found.is_ready is not bool(reasons(found))
    assert found.total.done <= found.total.required
    assert 0 <= found.total.progress <= 1
    assert (found.total.progress == 1) == (found.total.done == found.total.required)
    total = [found.total_of(subject) for subject in found.meeting.subjects]
    assert sum(part.done for part in total) == found.total.done
    assert sum(part.required for part in total) == found.total.required
    if not found.is_ready and found.total.done < found.total.required:
        assert next_steps(found), "what is not done can be begun somewhere"
    urgent = [reason.kind for reason in reasons(found)]
    ranks = {"fault": 0, "quorum": 1, "overdue": 2, "returned": 3, "open": 4}
    assert urgent == sorted(urgent, key=lambda kind: ranks[kind])
