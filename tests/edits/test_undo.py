"""Undo gives back exactly what was there; edits of different things never disturb each other."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.base.errors import ConflictError, UsageError
from checklists.base.toml import dump
from checklists.edits.change import Change, Edit, apply_changes, find_differences, join_edits
from checklists.edits.marks import mark_duty
from checklists.model.meeting import Mark, Meeting, Member, Settings, Sheet
from tests.builders import DAY, a_checklist, a_meeting, change_settings
from tests.builders import settings as some_settings
from tests.hostile import controls_in

CHECKLIST = a_checklist()
LINES = st.text(alphabet="甲乙ab 1", max_size=6)
NAMES = LINES.map("n{}".format)
IDS = [f"m0{n}" for n in range(1, 7)]
MEMBERS = st.builds(
    Member,
    name=NAMES,
    post=LINES,
    role=st.sampled_from(["principal", "member"]),
    units=st.lists(NAMES, max_size=2).map(tuple),
    attendance=st.sampled_from(["expected", "absent"]),
    reason=LINES,
)
ROSTERS = st.permutations(IDS).flatmap(
    lambda order: st.integers(0, 6).flatmap(
        lambda size: st.fixed_dictionaries(dict.fromkeys(order[:size], MEMBERS)).map(
            lambda made: {key: made[key] for key in order[:size]}
        )
    )
)
ASPECTS = st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), NAMES)
SETTINGS = st.builds(
    Settings,
    unit=NAMES,
    title=NAMES,
    theme=LINES,
    date=st.just(DAY),
    place=LINES,
    quorum=st.sampled_from(["2/3", "90%"]),
    circumstances=st.sampled_from([(), ("date-moved",), ("date-moved", "case-analysis")]),
    aspects=ASPECTS,
    targets=st.dictionaries(st.sampled_from(["channels", "sources"]), st.integers(0, 9)),
    members=ROSTERS,
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["todo", "doing", "done", "returned"]),
        "on": st.none() | st.just(DAY),
        "by": LINES,
        "note": LINES,
        "evidence": st.lists(NAMES, max_size=2).map(tuple),
    },
)


pytestmark = pytest.mark.usefixtures("english")


def made(plain: dict[str, Any], edit: Edit) -> dict[str, Any]:
    return apply_changes(plain, list(edit.changes))


def meeting_of(found: Settings) -> Meeting:
    return Meeting(found, CHECKLIST, {})


@given(SETTINGS, SETTINGS)
def test_undoing_a_change_of_settings_gives_back_the_same_bytes(old: Settings, new: Settings) -> None:
    edit = change_settings(meeting_of(old), new)
    there = Settings.model_validate(made(old.plain(), edit))
    assert dump(there.plain()) == dump(new.plain())
    back = Settings.model_validate(made(there.plain(), edit.inverse()))
    assert dump(back.plain()) == dump(old.plain())
    again = Settings.model_validate(made(back.plain(), edit.inverse().inverse()))
    assert dump(again.plain()) == dump(new.plain())


@given(SETTINGS, SETTINGS)
def test_a_change_made_twice_is_no_conflict_and_the_smallest_change_is_none(old: Settings, new: Settings) -> None:
    edit = change_settings(meeting_of(old), new)
    once = made(old.plain(), edit)
    assert made(once, edit) == once
    assert change_settings(meeting_of(old), old).changes == ()


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["reading", "notes", "extra"]), FIELDS), min_size=1, max_size=6))
def test_undoing_marks_one_after_another_leads_back_through_every_step(
    steps: list[tuple[str, dict[str, Any]]],
) -> None:
    meeting = a_meeting({("m01", "reading"): Mark(status="doing", note="从前")}, checklist=CHECKLIST)
    plains, edits = [meeting.sheet("m01").plain()], []
    for item, fields in steps:
        edit = mark_duty(meeting, "m01", item, **fields)
        sheet = Sheet.model_validate(made(plains[-1], edit))
        for key, value in fields.items():
            assert getattr(sheet.marks.get(item, Mark()), key) == getattr(Mark(**{key: value}), key)
        meeting = Meeting(meeting.settings, meeting.checklist, {"m01": sheet})
        plains.append(sheet.plain())
        edits.append(edit)
    for edit, before in zip(reversed(edits), reversed(plains[:-1]), strict=True):
        assert made(plains.pop(), edit.inverse()) == before


def removed(roster: dict[str, Member], *gone: str) -> dict[str, Member]:
    return {key: member for key, member in roster.items() if key not in gone}


@pytest.mark.parametrize("gone", [("m01",), ("m02",), ("m05",), ("m02", "m03"), ("m01", "m03", "m05"), tuple(IDS[:5])])
def test_a_member_who_was_removed_by_mistake_comes_back_in_the_same_place(gone: tuple[str, ...]) -> None:
    old = some_settings(5)
    edit = change_settings(meeting_of(old), old.model_copy(update={"members": removed(old.members, *gone)}))
    plain = made(old.plain(), edit)
    assert list(plain.get("members", {})) == list(removed(old.members, *gone))
    assert list(made(plain, edit.inverse())["members"]) == list(old.members)


def test_undoing_a_removal_keeps_what_others_changed_in_the_roster_meanwhile() -> None:
    old = some_settings(4)
    removal = change_settings(meeting_of(old), old.model_copy(update={"members": removed(old.members, "m02")}))
    plain = made(old.plain(), removal)
    plain["members"]["m03"]["post"] = "新职务"
    plain["members"]["m09"] = {"name": "新成员"}
    back = made(plain, removal.inverse())
    assert list(back["members"]) == ["m01", "m02", "m03", "m04", "m09"]
    assert back["members"]["m03"]["post"] == "新职务"


BASE = {"marks": {"a": {"status": "doing", "note": "was"}, "b": {"status": "done"}}}


@pytest.mark.parametrize(
    ("path", "before", "after", "now", "is_conflict"),
    [
        (("marks", "a", "note"), "was", "mine", BASE, False),
        (("marks", "a", "note"), "was", None, BASE, False),
        (("marks", "a", "note"), "else", "mine", BASE, True),
        (("marks", "a", "note"), None, "mine", BASE, True),
        (("marks", "a", "note"), "else", "was", BASE, False),
        (("marks", "a", "by"), None, "m01", BASE, False),
        (("marks", "a", "by"), "m02", "m01", BASE, True),
        (("marks", "a", "by"), "m02", None, BASE, False),
        (("marks", "c", "note"), None, "mine", BASE, False),
        (("marks", "c", "note"), "was", "mine", BASE, True),
        (("marks", "c", "note"), "was", None, BASE, False),
        (("marks", "b"), {"status": "done"}, None, BASE, False),
        (("marks", "b"), {"status": "doing"}, None, BASE, True),
        (("marks",), BASE["marks"], None, BASE, False),
        (("marks", "a", "evidence"), None, ("x",), BASE, False),
        (("marks", "a", "note"), "was", "mine", {}, True),
        (("marks", "a", "note"), None, "mine", {}, False),
    ],
)
def test_a_change_fits_or_is_a_conflict(
    path: tuple[str, ...], before: object, after: object, now: dict[str, Any], is_conflict: bool
) -> None:
    change = Change("group.toml", path, before, after)
    if is_conflict:
        with pytest.raises(ConflictError):
            apply_changes(now, [change])
        return
    found: Any = apply_changes(now, [change])
    for part in path:
        found = (found or {}).get(part)
    assert found == after


def test_a_conflict_in_one_change_makes_none_of_the_others_and_the_input_is_never_touched() -> None:
    before = {"marks": {"a": {"status": "doing", "note": "was"}, "b": {"status": "done"}}}
    fits = Change("f", ("marks", "b", "status"), "done", "todo")
    with pytest.raises(ConflictError):
        apply_changes(before, [fits, Change("f", ("marks", "a", "note"), "else", "mine")])
    assert before == BASE
    after: dict[str, Any] = {"x": {"y": "z"}}
    result = apply_changes({}, [Change("f", ("t",), None, after)])
    after["x"]["y"] = "changed"
    assert result == {"t": {"x": {"y": "z"}}}


def test_the_order_of_a_roster_is_a_difference_and_the_same_order_is_none() -> None:
    roster = some_settings(3).plain()["members"]
    turned = dict(reversed(roster.items()))
    assert [change.path for change in find_differences("f", {"members": roster}, {"members": turned})] == [("members",)]
    assert list(find_differences("f", {"members": roster}, {"members": dict(roster)})) == []


def test_edits_of_several_subjects_are_made_and_undone_together() -> None:
    meeting = a_meeting()
    edit = join_edits([mark_duty(meeting, key, "reading", note="n", status="done") for key in ("m03", "m01")], "both")
    assert edit.files() == ["members/m03.toml", "members/m01.toml"]
    assert edit.inverse().files() == ["members/m01.toml", "members/m03.toml"]
    assert edit.inverse().meaning == "both"


@pytest.mark.parametrize(("subject", "item"), [("group", "\x1b[2J"), ("\x1b]0;x\x07", "reading"), ("m01", "x" * 999)])
def test_what_was_asked_for_and_is_not_there_is_shown_safely(subject: str, item: str) -> None:
    with pytest.raises(UsageError) as caught:
        mark_duty(a_meeting(), subject, item, status="done")
    assert controls_in(str(caught.value)) == []
    assert len(str(caught.value)) < 200
