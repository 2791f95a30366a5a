"""The history of a folder: what it tells, and what a hostile line of it cannot do."""

import json
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.base import clock
from checklists.base.errors import InvalidEditError
from checklists.base.json import format_json
from checklists.base.language import set_language
from checklists.edits.change import Change
from checklists.edits.records import add_record, change_record, remove_records
from checklists.history.about import About, may_take_back, redact_changes, redact_event
from checklists.history.as_json import dump_history
from checklists.history.undo import undo_last
from checklists.history.words import describe_event, list_changes
from checklists.model.file_names import HISTORY_FILE
from checklists.model.ledgers.opinions import Opinion, Opinions
from checklists.model.meeting import Ledgers
from checklists.records.kinds import KINDS
from checklists.store.entries import HistoryEntry, decode, encode, get_system_user
from checklists.store.folder import Folder
from tests.builders import DAY, a_folder, read
from tests.history.histories import CANARY, entries, note, states


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    return a_folder(tmp_path / "meeting")


def test_every_edit_is_told_with_who_when_and_what_stood_there(source: Folder) -> None:
    before = clock.now().replace(microsecond=0)
    note(source, "eins")
    note(source, "zwei", me="m02")
    newest, oldest = entries(source)
    assert (oldest.user, oldest.me, newest.me) == (get_system_user(), "", "m02")
    assert before <= oldest.at <= newest.at <= clock.now()
    assert newest.changes == (Change("members/m01.toml", ("marks", "reading", "note"), "eins", "zwei"),)
    assert oldest.digests["members/m01.toml"][1] == newest.digests["members/m01.toml"][0]
    assert states(source) == ["done", "done"]
    assert get_system_user()


def test_the_user_is_the_systems_account_and_not_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    real = get_system_user()
    get_system_user.cache_clear()
    monkeypatch.setenv("LOGNAME", "someone-else")
    monkeypatch.setenv("USER", "someone-else")
    assert get_system_user() == real


def test_the_journal_is_plain_text_for_its_owner_alone(source: Folder) -> None:
    note(source, CANARY)
    path = source.path / HISTORY_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert CANARY in path.read_text(encoding="utf-8")
    lines = path.read_bytes().splitlines()
    assert len(lines) == 2, "the founding, and the edit"
    assert json.loads(lines[1])["changes"][0]["after"] == CANARY


def test_two_edits_of_one_record_are_told_apart_in_the_list(source: Folder) -> None:
    set_language("en")
    opinions = KINDS["opinion"]
    key, edit = add_record(read(source), opinions, {"text": CANARY})
    source.apply(edit)
    source.apply(change_record(read(source), opinions, key, {"text": "other", "voices": 3}))
    source.apply(remove_records(read(source), [(opinions, "", key)]))
    note(source, "x")
    told = [describe_event(event, event.entry.changes) for event in source.history() if event.entry]
    assert [one.rpartition(" (")[2] for one in reversed(told)] == ["added)", "Opinion, Voices)", "deleted)", "Note)"]
    assert CANARY not in "".join(told)


def test_an_edit_that_changes_nothing_is_not_told(source: Folder) -> None:
    edit = note(source, "x")
    assert source.apply(edit).entry is None
    assert len(entries(source)) == 1


def values() -> st.SearchStrategy[Any]:
    leaf = st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=20) | st.dates()
    return st.recursive(
        leaf,
        lambda inner: (
            st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        ),
        max_leaves=8,
    )


@given(values(), values(), st.text(max_size=20))
def test_any_change_survives_its_line(before: Any, after: Any, meaning: str) -> None:
    change = Change("members/m01.toml", ("marks", "reading"), before, after, ("notes",), 1)
    entry = HistoryEntry(
        "h0", datetime(2026, 1, 1, tzinfo=UTC), "u", "", "", (change,), {"members/m01.toml": ("a", "b")}
    )
    line = encode(HistoryEntry("h0", entry.at, "u", "", meaning, entry.changes, entry.digests))
    assert b"\n" not in line
    found = decode(line)
    assert found is not None
    assert found.changes == entry.changes
    assert list(found.digests) == list(entry.digests)


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b"1" * 100_000,
        json.dumps({"id": 1}).encode(),
        *(
            json.dumps({
                "id": "h1", "at": "2026-01-01T00:00:00+00:00", "user": "u", "what": "x", "files": {},
                "changes": [{"file": file, "path": path, "before": None, "after": "x"}],
            }).encode()
            for file, path in [("../../etc/passwd", ["a"]), ("checklist.toml", ["a"]), ("members/mx.toml", ["a"]),
                               ("members/m01.toml", []), ("members/m01.toml", [1]), ("/group.toml", ["a"])]
        ),
        json.dumps({"id": "h1", "at": "2026-01-01", "user": "u", "what": "x", "files": {}, "changes": []}).encode(),
    ],
)  # fmt: skip
def test_a_line_that_does_not_fit_is_shown_as_unreadable_and_leads_nowhere(source: Folder, line: bytes) -> None:
    note(source, "x")
    path = source.path / HISTORY_FILE
    path.write_bytes(path.read_bytes() + line + b"\n")
    assert states(source) == ["torn", "done"]
    note(source, "y")
    assert states(source) == ["done", "torn", "done"]


def test_hostile_text_in_a_journal_is_shown_safely_and_a_path_into_a_value_is_refused(source: Folder) -> None:
    note(source, "x")
    plain = json.loads((source.path / HISTORY_FILE).read_bytes().splitlines()[-1])
    plain |= {"id": "h9", "user": "\x1b[2J", "what": "\x1b]0;x\x07", "as": "\x9b1m"}
    plain["changes"] = [
        {"file": "members/m01.toml", "path": ["marks", "reading", "note", "\x1b"], "before": None, "after": "\x1b[1m"}
    ]
    with (source.path / HISTORY_FILE).open("ab") as file:
        file.write(json.dumps(plain).encode() + b"\n")
    event = next(Folder(source.path).history())
    assert event.entry is not None
    meeting = read(source)
    shown_text = [
        describe_event(event, event.entry.changes),
        event.entry.user,
        event.entry.me,
        format_json(dump_history(meeting, [event], None)),
    ]
    shown_text += [text for row in list_changes(meeting, event.entry.changes) for text in row]
    assert not [text for text in shown_text if "\x1b" in text or "\x07" in text or "\x9b" in text]
    with pytest.raises(InvalidEditError):
        source.apply(undo_last(event, meeting, None)[1])


def test_a_member_is_not_told_who_said_an_opinion_nor_what_others_answered(source: Folder) -> None:
    whole = {
        "text": "t",
        "about": ["m01", "m02"],
        "source": CANARY,
        "channel": "n99zz",
        "answers": {"m01": "own", "m02": CANARY},
    }
    key = ("opinions", "o1a2b")
    changes = (
        Change("opinions.toml", key, None, whole),
        Change("opinions.toml", (*key, "source"), "a", CANARY),
        Change("opinions.toml", (*key, "channel"), "n1", "n99zz"),
        Change("opinions.toml", (*key, "answers", "m02"), None, CANARY),
        Change("opinions.toml", (*key, "answers", "m01"), None, "own"),
    )
    note(source, "x")
    entry = replace(entries(source)[0], changes=changes)
    held = Opinions(opinions={"o1a2b": Opinion(text="t", about=("m01", "m02"))})
    meeting = replace(read(source), ledgers=Ledgers(opinions=held))
    seen = redact_changes(meeting, "m01", entry)
    assert CANARY not in repr(seen)
    assert "n99zz" not in repr(seen)
    first, last = seen
    assert first.after == {"text": "t", "about": ["m01", "m02"], "answers": {"m01": "own"}}
    assert last.after == "own"
    assert not may_take_back(meeting, "m01", entry)
    assert redact_changes(meeting, None, entry) == changes
    set_language("en")
    only = replace(entry, changes=changes[1:2])
    told = describe_event(replace(next(source.history()), entry=only), redact_changes(meeting, "m01", only))
    assert told == entry.meaning, "nor that it was changed"


def test_a_member_is_told_nothing_of_channels_and_no_opinion_leads_to_one(source: Folder) -> None:
    change = Change("opinions.toml", ("channels", "n1"), {"title": CANARY, "note": CANARY}, None)
    behind = Change("opinions.toml", ("opinions", "o1a2b", "channel"), "n1", None)
    note(source, "x")
    entry, now = entries(source)[0], next(source.history())
    event = replace(now, entry=replace(entry, changes=(change, behind)))
    held = Opinions(opinions={"o1a2b": Opinion(text="t", about=("m01",))})
    meeting = replace(read(source), ledgers=Ledgers(opinions=held))
    assert list(redact_event([event], About(), meeting, "m01")) == []
    assert list(redact_event([event], About(record="o1a2b"), meeting, "m01")) == []
    assert list(redact_event([event], About(record="o1a2b"), meeting, None)) == [event]
    own = Change("opinions.toml", ("opinions", "o1a2b", "claimed"), {}, {"m01": DAY})
    both = replace(now, entry=replace(entry, changes=(behind, own)))
    assert list(redact_event([both], About(record="n1"), meeting, "m01")) == [], (
        "asking for a channel tells nothing either"
    )
    assert list(redact_event([both], About(record="o1a2b"), meeting, "m01")) == [both]
