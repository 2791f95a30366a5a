"""What is still to come is not done: one rule for every edit, and for every place that holds a day."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from checklists.base.errors import BeforeDayError, InvalidEditError
from checklists.base.language import set_language
from checklists.edits import ledgers as ledger_edits
from checklists.edits.change import Edit
from checklists.edits.future import find_future_fields
from checklists.edits.marks import mark_duty
from checklists.edits.records import add_record, change_record
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, KindName
from tests.builders import DAY, read
from tests.filled import filled, folder_of

TODAY = DAY + timedelta(days=40)
"""A day after the meeting, so that only the days in question are still to come."""
TOMORROW = TODAY + timedelta(days=1)
Make = Callable[[Meeting, Any], Edit]


def _change(name: KindName, key: str, field: str, subject: str = "") -> Make:
    return lambda meeting, day: change_record(meeting, KINDS[name], key, {field: day}, subject)


EDITS: Mapping[str, Make] = {
    "a mark": lambda meeting, day: mark_duty(meeting, "group", "plan", status="done", on=day),
    "a talk asked for": lambda meeting, day: add_record(
        meeting, KINDS["talk"], {"kind": "requested", "member": "m01", "person": "某人", "held": day}
    )[1],
    "a channel that ended": _change("channel", "n1", "closed"),
    "a measure of an outline": _change("measure", "s1", "closed", "m02"),
    "a measure of the list": _change("entry", "r1", "closed"),
    "a text read": lambda meeting, day: ledger_edits.read_text(meeting, "m02", ["x1"], day),
    "a session made up for": lambda meeting, day: ledger_edits.make_up(meeting, "m02", "e1", day),
    "an opinion fed back": lambda meeting, day: ledger_edits.feed_back(meeting, ["o1"], None, day),
    "an opinion claimed": lambda meeting, day: ledger_edits.claim(meeting, ["o1"], None, day),
    "told that there are none": lambda meeting, day: ledger_edits.record_no_opinions(meeting, ["m02"], day),
    "told afterwards": lambda meeting, day: ledger_edits.record_told(meeting, ["m03"], day),
    "a step of the review": lambda meeting, day: ledger_edits.take_step(meeting, "m03", "reviewed", on=day),
}


@pytest.mark.parametrize("name", EDITS)
def test_no_edit_says_of_a_day_to_come_that_it_has_been(tmp_path: Path, name: str) -> None:
    set_language("en")
    folder = folder_of(tmp_path / "a", filled())
    with pytest.raises(InvalidEditError, match=f"{TOMORROW} is still to come"):
        folder.apply(EDITS[name](read(folder), TOMORROW), today=TODAY)
    with pytest.raises(InvalidEditError, match="is still to come"):
        folder.apply_newest(lambda newest: EDITS[name](newest, TOMORROW), today=TODAY)
    folder.apply(EDITS[name](read(folder), TODAY), today=TODAY)


def test_a_record_s_form_finds_the_same() -> None:
    set_language("en")
    for name, field in (("talk", "held"), ("opinion", "received"), ("measure", "closed"), ("entry", "closed")):
        kind = KINDS[name]  # type: ignore[index]
        assert not list(find_future_fields(kind, {field: TODAY, "planned": TOMORROW, "due": TOMORROW}, TODAY))
        (found,) = find_future_fields(kind, {field: TOMORROW}, TODAY)
        assert found.field == field
        assert found.problem.startswith(f"{TOMORROW} is still to come")


def test_nobody_was_at_a_session_to_come_but_leave_can_be_taken_for_it(tmp_path: Path) -> None:
    set_language("en")
    folder = folder_of(tmp_path / "a", filled())
    before = read(folder).ledgers.study.sessions["e1"].date - timedelta(days=1)
    folder.apply(ledger_edits.attend(read(folder), "e1", {"m01": "absent"}), today=before)
    with pytest.raises(InvalidEditError, match="nobody can have been there"):
        folder.apply(ledger_edits.attend(read(folder), "e1", {"m01": "present"}), today=before)
    later = change_record(read(folder), KINDS["session"], "e1", {"date": before + timedelta(days=9)})
    with pytest.raises(InvalidEditError, match="nobody can have been there"):  # the others were
        folder.apply(later, today=before)
    folder.apply(later, today=before + timedelta(days=9))


def test_the_day_s_sign_in_before_the_day_is_asked_about(tmp_path: Path) -> None:
    set_language("en")
    folder = folder_of(tmp_path / "a", filled())
    folder.apply(ledger_edits.sign_in(read(folder), dict.fromkeys(["m01", "m02", "m03", "m04"])), today=DAY)
    eve = DAY - timedelta(days=1)
    edit = ledger_edits.sign_in(read(folder), {"m02": "present"})
    with pytest.raises(BeforeDayError, match=f"the meeting is on {DAY}, and today is {eve}"):
        folder.apply(edit, today=eve)
    folder.apply(replace(edit, is_early=True), today=eve)
    folder.apply(ledger_edits.sign_in(read(folder), {"m02": "absent"}), today=eve)
    folder.apply(ledger_edits.sign_in(read(folder), {"m03": "present"}), today=DAY)
    assert read(folder).ledgers.day.attendance == {"m02": "absent", "m03": "present"}


def test_what_is_given_at_the_meeting_is_ticked_off_then(tmp_path: Path) -> None:
    set_language("en")
    folder = folder_of(tmp_path / "a", filled())
    meeting = read(folder)
    critic, key = next((who, key) for who in meeting.settings.members for key in meeting.sheet(who).criticisms)
    eve = DAY - timedelta(days=1)
    if meeting.sheet(critic).criticisms[key].given:
        folder.apply(change_record(meeting, KINDS["criticism"], key, {"given": False}, critic), today=eve)
    edit = change_record(read(folder), KINDS["criticism"], key, {"given": True}, critic)
    with pytest.raises(InvalidEditError, match="ticked off then"):
        folder.apply(edit, today=eve)
    folder.apply(edit, today=DAY)


def test_a_file_that_holds_days_to_come_is_read_changed_and_undone(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "a", filled())
    early = DAY - timedelta(days=300)
    before = folder.read()
    assert before.meeting
    assert not before.has_errors
    talk = next(key for key, one in before.meeting.ledgers.talks.talks.items() if one.held)
    held = before.meeting.ledgers.talks.talks[talk].held
    folder.apply(change_record(before.meeting, KINDS["talk"], talk, {"place": "会议室"}), today=early)
    entry = folder.apply(change_record(read(folder), KINDS["talk"], talk, {"held": None}), today=early).entry
    assert entry
    folder.apply(entry.edit().inverse(), undoes=entry.id, today=early)
    assert read(folder).ledgers.talks.talks[talk].held == held
