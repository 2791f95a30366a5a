"""Edits: what they change, what they refuse, and how they are undone."""

import random
from typing import Any

import pytest

from checklists.base.errors import ConflictError, HuiqianError, InvalidEditError, UsageError
from checklists.edits.change import Change, apply_changes, find_differences, join_edits
from checklists.edits.marks import mark_duty
from checklists.model.meeting import Mark, Settings
from tests.builders import DAY, a_meeting, change_settings, members, settings

SECRET = "听不进不同意见"


pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("subject", "item", "fields", "error"),
    [
        ("group", "nothing", {"status": "done"}, UsageError),
        ("m09", "reading", {"status": "done"}, UsageError),
        ("m01", "notice", {"status": "done"}, UsageError),
        ("group", "reading", {"status": "done"}, UsageError),
        ("group", "roster", {"status": "done"}, UsageError),
        ("group", "roster", {"status": "doing"}, UsageError),
        ("group", "notice", {"status": "waived"}, UsageError),
        ("group", "notice", {"status": "waived", "note": "why"}, UsageError),
        ("group", "notice", {"status": "waived", "by": "who", "note": " \n "}, UsageError),
        ("group", "notice", {"status": "finished"}, InvalidEditError),
        ("group", "notice", {"on": "2026-11-20"}, InvalidEditError),
        ("group", "notice", {"note": "x" * 30_000}, InvalidEditError),
    ],
)
def test_what_cannot_be_marked_is_refused(
    subject: str, item: str, fields: dict[str, Any], error: type[HuiqianError]
) -> None:
    with pytest.raises(error):
        mark_duty(a_meeting(), subject, item, **fields)


def test_a_counted_duty_can_be_waived_and_noted() -> None:
    meeting = a_meeting()
    assert mark_duty(meeting, "group", "roster", status="waived", note="why", by="who").changes
    assert mark_duty(meeting, "group", "roster", note="a note").changes


def test_a_mark_changes_only_the_fields_that_differ() -> None:
    meeting = a_meeting({("m02", "reading"): Mark(status="doing", on=DAY, note="old")})
    edit = mark_duty(meeting, "m02", "reading", status="done", on=DAY, note="old", by="m02")
    assert {(change.path[-1], change.before, change.after) for change in edit.changes} == {
        ("status", "doing", "done"),
        ("by", None, "m02"),
    }
    assert {change.file for change in edit.changes} == {"members/m02.toml"}


def test_a_changed_field_is_a_conflict_with_all_three_versions() -> None:
    change = Change("group.toml", ("marks", "a", "note"), "was", SECRET)
    with pytest.raises(ConflictError) as caught:
        apply_changes({"marks": {"a": {"note": "theirs"}}}, [change])
    assert (caught.value.was, caught.value.theirs, caught.value.mine) == ("was", "theirs", SECRET)
    assert "group.toml: marks.a.note" in str(caught.value)
    assert SECRET not in str(caught.value)
    assert "theirs" not in str(caught.value)


def test_another_field_of_the_same_record_does_not_disturb() -> None:
    mine = Change("group.toml", ("marks", "a", "note"), None, "mine")
    assert apply_changes({"marks": {"a": {"status": "done"}}}, [mine]) == {
        "marks": {"a": {"status": "done", "note": "mine"}}
    }


def test_the_same_change_made_twice_is_no_conflict() -> None:
    change = Change("group.toml", ("marks", "a", "status"), None, "done")
    once = apply_changes({}, [change])
    assert apply_changes(once, [change]) == once


def test_tables_that_become_empty_go() -> None:
    plain = {"unit": "u", "marks": {"a": {"status": "done"}}}
    assert apply_changes(plain, [Change("f", ("marks", "a", "status"), "done", None)]) == {"unit": "u"}


def random_settings(chance: random.Random) -> Settings:
    count = chance.randint(1, 6)
    roster = members(count, **{f"m0{n}": {"post": chance.choice("甲乙丙"), "units": ("x",) * chance.randint(0, 2)}
                               for n in range(1, count + 1)})  # fmt: skip
    keys = list(roster)
    chance.shuffle(keys)
    aspects = {key: chance.choice("天地人") for key in chance.sample(["a", "b", "c", "d"], chance.randint(0, 4))}
    return settings(1, theme=chance.choice(["", "主题", "另一主题"]), quorum=chance.choice(["2/3", "90%"]),
                    aspects=aspects, members={key: roster[key] for key in keys})  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_any_change_of_settings_leads_there_and_back_with_the_order_of_the_roster(seed: int) -> None:
    chance = random.Random(seed)
    old, new = random_settings(chance), random_settings(chance)
    changes = list(find_differences("meeting.toml", old.plain(), new.plain()))
    there = Settings.model_validate(apply_changes(old.plain(), changes))
    assert there == new
    assert list(there.members) == list(new.members)
    assert list(there.aspects) == list(new.aspects)
    meeting = a_meeting()
    edit = change_settings(type(meeting)(old, meeting.checklist, {}), new)
    back = Settings.model_validate(apply_changes(there.plain(), list(edit.inverse().changes)))
    assert back == old
    assert list(back.members) == list(old.members)


def test_edits_made_together_are_one_step() -> None:
    meeting = a_meeting()
    edit = join_edits([mark_duty(meeting, f"m0{n}", "reading", status="done") for n in (1, 2, 3)], "all")
    assert edit.files() == [f"members/m0{n}.toml" for n in (1, 2, 3)]
    assert edit.inverse().inverse() == edit
