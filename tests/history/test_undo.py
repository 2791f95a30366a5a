"""Taking back what the history tells; who changed this; and who may see it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checklists.base.errors import ConflictError, UsageError
from checklists.base.json import format_json
from checklists.base.language import set_language
from checklists.edits.change import Change
from checklists.edits.marks import mark_duty
from checklists.edits.records import add_record, change_record, remove_records
from checklists.history.about import About, may_take_back, redact_changes, redact_event
from checklists.history.as_json import dump_history
from checklists.history.undo import find_event, find_last, undo_last
from checklists.history.words import list_changes
from checklists.records.kinds import KINDS
from checklists.store.entries import Event, get_system_user
from checklists.store.folder import Folder
from tests.builders import a_folder, read
from tests.history.histories import CANARY, entries, note, seen, states


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    return a_folder(tmp_path / "meeting")


def test_yesterdays_edit_is_taken_back_by_another_process_and_made_again(source: Folder) -> None:
    note(source, "yesterday")
    other = Folder(source.path)
    last = find_last(other.history(), get_system_user(), read(other), None)
    assert last is not None
    entry, edit = undo_last(Event("done", last), read(other), None)
    other.apply(edit, undoes=entry.id)
    assert read(source).mark("m01", "reading").note == ""
    assert states(source) == ["done", "undone"]
    assert find_last(seen(source), get_system_user(), read(source), None) is None
    with pytest.raises(UsageError):
        undo_last(seen(source)[1], read(source), None)
    entry, edit = undo_last(seen(source)[0], read(source), None)
    source.apply(edit, undoes=entry.id)
    assert read(source).mark("m01", "reading").note == "yesterday"
    assert states(source) == ["done", "undone", "done"]
    again = find_last(seen(source), get_system_user(), read(source), None)
    assert again is not None
    assert again.id == last.id, "it is in effect again"


def test_only_ones_own_edits_are_next_and_anyones_can_be_named(source: Folder) -> None:
    note(source, "mine")
    assert find_last(seen(source), "someone-else", read(source), None) is None
    identity = entries(source)[0].id
    assert find_event(seen(source), identity[:6]).entry == entries(source)[0]
    for typed in ("hx", ""):
        with pytest.raises(UsageError):
            find_event(seen(source), typed)
    note(source, "two")
    with pytest.raises(UsageError, match="h"):
        find_event(seen(source), "h")


def test_a_members_own_edits_are_those_made_in_their_view(source: Folder) -> None:
    set_language("en")
    source.apply(mark_duty(read(source), "m01", "reading", note="theirs"), me="m01")
    own = entries(source)[0].id
    note(source, "the staff's", "m01")
    meeting = read(source)
    last = {me: find_last(seen(source), get_system_user(), meeting, me) for me in ("m01", "m02", None)}
    assert {me: entry.id if entry else "" for me, entry in last.items()} == {
        "m01": own,
        "m02": "",
        None: entries(source)[0].id,
    }
    with pytest.raises(UsageError, match="not your edit"):
        undo_last(seen(source)[0], meeting, "m01")
    assert undo_last(seen(source)[1], meeting, "m01")[0].id == own


def test_taking_back_what_was_changed_since_is_a_conflict_and_changes_nothing(source: Folder) -> None:
    note(source, "first")
    first = seen(source)[0]
    note(source, "second")
    content = (source.path / "members" / "m01.toml").read_bytes()
    with pytest.raises(ConflictError) as caught:
        source.apply(undo_last(first, read(source), None)[1])
    assert caught.value.theirs == "second"
    assert (source.path / "members" / "m01.toml").read_bytes() == content
    assert len(entries(source)) == 2


def test_removed_records_come_back_whole_with_what_referred_to_them(source: Folder) -> None:
    meeting = read(source)
    key, edit = add_record(meeting, KINDS["opinion"], {"text": CANARY, "about": ["m02", "m03"]})
    source.apply(edit)
    problem, edit = add_record(read(source), KINDS["problem"], {"text": "p", "answers": [key]}, "m02")
    source.apply(edit)
    was = read(source)
    source.apply(remove_records(was, [(KINDS["opinion"], "", key)]))
    assert read(source).sheet("m02").outline.problems[problem].answers == ()
    source.apply(undo_last(seen(source)[0], read(source), None)[1])
    assert read(source) == was


def fitting(source: Folder, about: About, viewer: str | None = None) -> list[Any]:
    return [
        event.entry.changes[0].after for event in redact_event(seen(source), about, read(source), viewer) if event.entry
    ]


def test_who_changed_this_finds_duties_and_records_through_their_whole_life(source: Folder) -> None:
    note(source, "a", "m01")
    note(source, "b", "m02")
    key, edit = add_record(read(source), KINDS["opinion"], {"text": "one", "about": ["m02"]})
    source.apply(edit)
    source.apply(change_record(read(source), KINDS["opinion"], key, {"text": "two"}))
    source.apply(remove_records(read(source), [(KINDS["opinion"], "", key)]))
    assert fitting(source, About("m01", "reading")) == ["a"]
    assert fitting(source, About(item="reading")) == ["b", "a"]
    assert fitting(source, About(item="notes")) == []
    assert fitting(source, About("m02")) == ["b"]
    assert fitting(source, About(record=key)) == [None, "two", {"text": "one", "about": ("m02",)}]
    assert fitting(source, About(since=date(2199, 1, 1))) == []
    assert len(fitting(source, About(since=date(2026, 1, 1)))) == 5


def test_a_member_sees_no_more_of_the_history_than_of_the_meeting(source: Folder) -> None:
    note(source, "own", "m01")
    note(source, "other's", "m02")
    records: list[tuple[Any, dict[str, Any], str]] = [
        (KINDS["criticism"], {"to": "m01", "text": "of m01"}, "m02"),
        (KINDS["criticism"], {"to": "m02", "text": "by m01"}, "m01"),
        (KINDS["opinion"], {"text": "about m01", "about": ["m01"]}, ""),
        (KINDS["opinion"], {"text": "about m02", "about": ["m02"]}, ""),
        (KINDS["talk"], {"kind": "member", "member": "m01", "partner": "m02", "said": "with m01"}, ""),
        (KINDS["talk"], {"kind": "member", "member": "m02", "partner": "m03", "said": "without m01"}, ""),
        (KINDS["problem"], {"text": "m02's problem"}, "m02"),
    ]
    for kind, fields, subject in records:
        source.apply(add_record(read(source), kind, fields, subject)[1])
    meeting = read(source)
    for is_opened in (False, True):
        settings = meeting.settings.model_copy(update={"criticism_opened": is_opened})
        opened = type(meeting)(settings, meeting.checklist, meeting.sheets, meeting.ledgers)
        told = json.dumps(
            [
                [str(row) for row in list_changes(opened, redact_changes(opened, "m01", entry))]
                for entry in entries(source)
            ],
            ensure_ascii=False,
        )
        for text in ("own", "by m01", "about m01", "with m01"):
            assert text in told
        for text in ("other's", "of m01", "about m02", "without m01", "m02's problem"):
            assert text not in told
        assert format_json(dump_history(opened, seen(source), "m01")).count("m02's problem") == 0
    assert all(redact_changes(meeting, None, entry) for entry in entries(source))
    assert not may_take_back(meeting, "m01", entries(source)[0])
    with pytest.raises(UsageError):
        undo_last(seen(source)[0], meeting, "m01")


def test_changes_are_told_in_the_words_of_the_forms(source: Folder) -> None:
    source.apply(mark_duty(read(source), "m01", "reading", status="done", on=date(2026, 11, 20), evidence=["a", "b"]))
    assert [tuple(row) for row in list_changes(read(source), entries(source)[0].changes)] == [
        ("成员1 · 自学 · 状态", "未开始", "完成"),
        ("成员1 · 自学 · 日期", "–", "2026-11-20"),
        ("成员1 · 自学 · 佐证材料", "–", "a\nb"),
    ]


def test_places_off_the_forms_are_named_too(source: Folder) -> None:
    changes = [
        Change("members/m01.toml", ("outline", "rounds", "b01"), None, {"step": "returned", "on": date(2026, 11, 2)}),
        Change("day.toml", ("attendance", "m02"), None, "present"),
        Change("opinions.toml", ("opinions", "o12ab", "claimed", "m01"), None, date(2026, 11, 3)),
        Change("meeting.toml", ("criticism_opened",), None, True),
        Change("meeting.toml", ("checks", "hedging", "threshold"), None, 5),
        Change("meeting.toml", ("checks", "slip", "on"), None, False),
        Change("members/m01.toml", ("outline", "meant_so", "f01"), None, {"rule": "slip", "reason": "照录原文"}),
        Change("members/m01.toml", ("later", "list"), (1, {"a": 2}), None),
        Change("members/m01.toml", ("later", "table"), None, {"b": {"c": (3,)}}),
    ]
    assert [tuple(row) for row in list_changes(read(source), changes)] == [
        ("成员1 · 对照检查 · 审核 · b01 · 状态", "–", "已退回"),
        ("成员1 · 对照检查 · 审核 · b01 · 日期", "–", "2026-11-02"),
        ("出席 · 成员2", "–", "出席"),
        ("意见 o12ab · 认领 · 成员1", "–", "2026-11-03"),
        ("批评意见向本人公开", "–", "是"),
        ("材料检查规则 · 多用“个别”“有的”“少数”指代他人 · 阈值", "3次", "5次"),
        ("材料检查规则 · 文字差错 · 启用", "启用", "关闭"),
        ("成员1 · 对照检查 · 有意如此 · f01 · 规则", "–", "slip"),
        ("成员1 · 对照检查 · 有意如此 · f01 · 理由", "–", "照录原文"),
        ("成员1 · later · list", "1\n{'a': 2}", "–"),
        ("成员1 · later · table · b · c", "–", "3"),
    ]
