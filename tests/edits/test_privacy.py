"""What a member may change and see who opened the meeting with ``--as``."""

from dataclasses import replace

import pytest

from checklists.base.errors import UsageError
from checklists.base.faults import Fault
from checklists.base.language import set_language
from checklists.base.model import Model
from checklists.edits.applying import apply_in_memory
from checklists.edits.privacy import (
    REDACTED,
    may_answer,
    may_change,
    redact_faults,
    redact_record,
    refuse_foreign_mark,
    refuse_foreign_talks,
)
from checklists.edits.records import add_record, change_record, remove_records
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import Channel, Opinion
from checklists.model.ledgers.outline import Cause, Measure, Problem
from checklists.model.ledgers.rectification import RectificationEntry
from checklists.model.ledgers.study import StudySession, StudyText
from checklists.model.ledgers.talks import Talk
from checklists.records.kinds import KINDS, KindName
from tests.builders import DAY
from tests.filled import made

PROBLEM = Problem(text="调研少")
CRITICISM = Criticism(to="m02", text="下基层少")
ABOUT_M02 = Opinion(text="文件长", about=("m02",))


@pytest.mark.parametrize(
    ("kind", "subject", "record", "is_allowed"),
    [
        ("problem", "m02", PROBLEM, True),
        ("problem", "m02", None, True),
        ("problem", "m03", PROBLEM, False),
        ("problem", "group", PROBLEM, False),
        ("cause", "m03", None, False),
        ("measure", "m03", Measure(text="每月下乡", owner="m02"), False),
        ("criticism", "m02", Criticism(to="m03", text="会议多"), True),
        ("criticism", "m03", CRITICISM, False),
        ("criticism", "m03", None, False),
        ("talk", "", None, True),
        ("talk", "", Talk(member="m02", partner="m03"), True),
        ("talk", "", Talk(member="m03", partner="m02"), True),
        ("talk", "", Talk(member="m01", partner="m03"), False),
        ("talk", "", Talk(kind="requested", member="m02", person="某某"), True),
        ("talk", "", Talk(kind="branch", member="m03"), False),
        ("opinion", "", ABOUT_M02, False),
        ("opinion", "", None, False),
        ("channel", "", Channel(title="座谈会"), False),
        ("session", "", StudySession(date=DAY, topic="专题"), False),
        ("text", "", StudyText(title="党章"), False),
        ("entry", "", RectificationEntry(text="少开会", subject="group"), False),
        ("entry", "", RectificationEntry(text="少开会", subject="m02", owner="m02"), False),
        ("entry", "", None, False),
    ],
)
def test_a_member_changes_what_is_theirs_and_the_secretary_everything(
    kind: KindName, subject: str, record: Model | None, *, is_allowed: bool
) -> None:
    assert may_change(made(), "m02", KINDS[kind], subject, record) is is_allowed
    assert may_change(made(), None, KINDS[kind], subject, record)
    assert not may_change(made(), "m77", KINDS[kind], "m77", record), "who is not on the roster changes nothing"


@pytest.mark.parametrize(
    ("subject", "record", "seen"),
    [
        ("", ABOUT_M02, "m02"),
        ("", Talk(member="m02", partner="m03"), "m02 m03"),
        ("", Talk(kind="branch", member="m03"), "m03"),
        ("", RectificationEntry(text="少开会", subject="m02", owner="m03"), "m02 m03"),
        ("m02", PROBLEM, "m02"),
        ("group", PROBLEM, ""),
        ("m02", Cause(text="认识不足"), "m02"),
        ("m02", Measure(text="每月下乡", owner="m03"), "m02 m03"),
        ("group", Measure(text="每月下乡", owner="m03"), "m03"),
        ("m03", CRITICISM, "m03"),
        ("", StudyText(title="党章"), "m01 m02 m03"),
    ],
)
def test_a_record_is_seen_by_those_whose_it_is_and_by_the_secretary(subject: str, record: Model, seen: str) -> None:
    meeting = made()
    assert [
        me for me in ("m01", "m02", "m03") if redact_record(meeting, me, record, subject) is not None
    ] == seen.split()
    assert redact_record(meeting, None, record, subject) == record


def test_criticism_is_seen_by_whom_it_is_of_once_it_is_opened() -> None:
    meeting = made()
    opened = replace(meeting, settings=meeting.settings.model_copy(update={"criticism_opened": True}))
    assert redact_record(opened, "m02", CRITICISM, "m03") == CRITICISM
    assert redact_record(opened, "m01", CRITICISM, "m03") is None


def test_an_opinion_is_told_without_who_gave_it_and_without_others_answers() -> None:
    answers = {"m02": "属实", "m03": "不属实"}
    opinion = Opinion(text="文件长", about=("m02", "m03"), channel="n1a2b", source="群众", answers=answers)
    found = redact_record(made(), "m02", opinion)
    assert found == Opinion(text="文件长", about=("m02", "m03"), answers={"m02": "属实", "m03": REDACTED})
    assert redact_record(made(), "m02", Channel(title="座谈会", note="何人")) == Channel(title="座谈会", note=REDACTED)


def test_an_opinion_is_answered_by_those_it_is_about() -> None:
    assert may_answer("m02", ABOUT_M02)
    assert may_answer(None, ABOUT_M02)
    assert not may_answer("m03", ABOUT_M02)
    assert not may_answer("m03", None)


def test_a_member_sees_no_faults_of_others_and_no_values_of_shared_files() -> None:
    own = Fault("members/m02.toml", "outline.problems.p1.aspect", "found style-of-mine")
    other = Fault("members/m03.toml", "outline.problems.p1.aspect", "found secret")
    strange = Fault("members/m03 (2).toml", "", "found secret")
    shared = Fault("opinions.toml", "opinions.o1.aspect", "found secret", "inconsistent")
    faults = [own, other, strange, shared]
    assert redact_faults(faults, None) == tuple(faults)
    first, second = redact_faults(faults, "m02")
    assert first == own
    assert (second.file, second.place, second.severity) == (shared.file, shared.place, shared.severity)
    assert "secret" not in str(second)


@pytest.mark.parametrize(
    ("before", "after", "is_allowed"),
    [
        (None, {"member": "m02", "partner": "m03"}, True),
        (None, {"member": "m03", "partner": "m02"}, True),
        (None, {"kind": "unit", "member": "m02", "unit": "甲局"}, True),
        (None, {"member": "m01", "partner": "m03"}, False),
        (None, {"kind": "requested", "member": "m03", "person": "某某"}, False),
        ({"member": "m02", "partner": "m03"}, {"said": "会议多"}, True),
        ({"member": "m02", "partner": "m03"}, {"member": "m01"}, False),
        ({"member": "m01", "partner": "m03"}, {"member": "m02"}, False),
        ({"member": "m01", "partner": "m03"}, {"said": "会议多"}, False),
        ({"member": "m02", "partner": "m03"}, None, True),
        ({"member": "m01", "partner": "m03"}, None, False),
    ],
)
def test_a_member_enters_changes_and_removes_only_talks_of_their_own(
    before: dict[str, str] | None, after: dict[str, str] | None, *, is_allowed: bool
) -> None:
    set_language("en")
    meeting, kind = made(), KINDS["talk"]
    key = ""
    if before is not None:
        key, adding = add_record(meeting, kind, before)
        meeting = apply_in_memory(meeting, adding)
    if after is None:
        edit = remove_records(meeting, [(kind, "", key)])
    else:
        edit = change_record(meeting, kind, key, after) if key else add_record(meeting, kind, after)[1]
    refuse_foreign_talks(meeting, None, edit)
    if is_allowed:
        refuse_foreign_talks(meeting, "m02", edit)
        return
    with pytest.raises(UsageError, match=r"only talks that they take part in; one of the two must be 成员2"):
        refuse_foreign_talks(meeting, "m02", edit)


@pytest.mark.parametrize(
    ("me", "subject", "item", "is_allowed"),
    [
        (None, "m02", "notify-members", True),
        ("m02", "m02", "notify-members", False),
        ("m02", "m02", "response", True),
        ("m02", "m03", "response", False),
        ("m02", "m02", "talk-principal", False),
        ("m01", "m01", "talk-principal", True),
        ("m01", "m02", "talk-principal", False),
        ("m01", "m01", "supervisor-personal", False),
        ("m02", "group", "sign-off", False),
    ],
)
def test_a_member_marks_what_they_are_responsible_for(
    me: str | None, subject: str, item: str, *, is_allowed: bool
) -> None:
    set_language("en")
    meeting = made()
    wanted = meeting.checklist.items[item]
    if is_allowed:
        refuse_foreign_mark(meeting, me, subject, wanted)
        return
    with pytest.raises(UsageError, match=r"is marked by: .*\. With --as a member marks only what is theirs"):
        refuse_foreign_mark(meeting, me, subject, wanted)
