"""What is done of what is required: a duty's status, when it is overdue, what it waits for, and the verdict."""

from datetime import date, timedelta
from typing import Any

import pytest

from checklists.base.faults import Fault
from checklists.model.meeting import Mark, Meeting, Status
from checklists.readiness.duties import CLOSED, Tally, assess
from checklists.readiness.reasons import find_next_steps, find_reasons
from checklists.readiness.rules import compute_quorum
from checklists.setup.builtin import BUILTIN
from tests.builders import CHECKLIST, DAY, a_checklist, a_meeting, members

EARLY = DAY - timedelta(days=60)
DONE, WAIVED = Mark(status="done"), Mark(status="waived", note="why", by="m01")
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


pytestmark = pytest.mark.usefixtures("english")


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
    ],
)
def test_a_duty_has_the_status_of_its_mark(mark: Mark, expected: str) -> None:
    assert status(a_meeting({("group", "notice"): mark}), "group", "notice")[0] == expected


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


@pytest.mark.parametrize("days", [-400, -31, -30, -29, -1, 0, 1, 20, 21, 400])
@pytest.mark.parametrize("status", ["todo", "doing", "done", "returned", "waived"])
def test_overdue_is_later_than_due_and_open_for_every_duty(days: int, status: str) -> None:
    mark = Mark.model_validate({"status": status, "note": "why", "by": "who"})
    keys = [("group", key) for key in ("notice", "review", "archive")] + [("m02", "reading")]
    found = assess(a_meeting(dict.fromkeys(keys, mark)), DAY + timedelta(days=days))
    for duty in found.duties():
        assert duty.is_overdue is (duty.status not in CLOSED and duty.item.due < days)
    assert found.days_left == -days


def test_items_apply_where_their_condition_holds() -> None:
    meeting = a_meeting(roster={"m02": {"attendance": "absent"}})
    found = assess(meeting, EARLY)
    assert found.duty("m02", "speech") is not None
    assert found.duty("m01", "speech") is None
    assert found.duty("group", "reading") is None
    assert found.duty("m01", "notice") is None


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
    assert found.list_prerequisites(duty) == waiting
    stepping = {(step.item.id, who) for step in find_next_steps(found) for who in step.subjects}
    assert ((item, subject) in stepping) is not bool(waiting)


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


def test_what_comes_after_the_meeting_counts_for_its_stage_but_not_for_readiness() -> None:
    for days, overdue in ((0, 0), (99, 1)):
        found = assess(a_meeting(), DAY + timedelta(days=days))
        assert (found.stages["later"].required, found.stages["later"].overdue) == (1, overdue)
        assert found.total.required == sum(found.stages[key].required for key in ("start", "study"))
        assert ("archive" in {reason.item for reason in find_reasons(found)}) is bool(overdue), "once it is late"


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
    assert bool(find_reasons(found)) is not is_ready


@pytest.mark.parametrize(
    ("share", "count", "absent", "needed", "is_ok"),
    [("2/3", 9, 3, 6, True), ("2/3", 9, 4, 6, False), ("2/3", 10, 3, 7, True), ("2/3", 1, 0, 1, True),
     ("90%", 9, 0, 9, True), ("90%", 9, 1, 9, False), ("90%", 10, 1, 9, True), ("1/2", 5, 2, 3, True),
     ("2/3", 300, 100, 200, True), ("2/3", 300, 101, 200, False)],
)  # fmt: skip
def test_the_quorum_is_exact(share: str, count: int, absent: int, needed: int, is_ok: bool) -> None:
    roster = {key: {"attendance": "absent"} for key in list(members(count))[count - absent :]}
    found = compute_quorum(a_meeting(count=count, roster=roster, quorum=share))
    assert (found.needed, found.forecast, found.is_ok) == (needed, count - absent, is_ok)


def test_without_the_principal_there_is_no_meeting() -> None:
    assert not compute_quorum(a_meeting(count=9, roster={"m01": {"attendance": "absent"}})).is_ok
    assert not compute_quorum(a_meeting(count=9, roster={"m01": {"role": "member"}})).is_ok
    assert not compute_quorum(a_meeting(count=0)).is_ok


def test_nine_members_make_the_duties_that_the_field_counts() -> None:
    checklist = a_checklist((BUILTIN / "democratic-life.toml").read_text())
    roster = {f"m0{n}": {"units": ("甲", "乙", "丙"), "branch": "支部"} for n in range(1, 10)}
    found = assess(a_meeting(checklist=checklist, count=9, roster=roster), EARLY)
    assert sum(1 for duty in found.list_item_duties("talk-principal")) == 8
    assert sum(1 for duty in found.list_item_duties("talk-units")) == 9
    assert found.duty("group", "date-consent") is None
    assert found.duty("m01", "personal-case") is None
