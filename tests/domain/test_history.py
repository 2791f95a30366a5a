"""The history of a folder: what it knows, who may see it, what it survives."""

import errno
import json
import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists import files, journal
from checklists.edits import Change, Edit, mark_duty, together
from checklists.errors import ConflictError, NotSavedError, UnreadableError, UsageError
from checklists.fields import KINDS
from checklists.folder import Folder
from checklists.history import Entry, Event, decode, encode, system_user
from checklists.history_about import About, may_take_back, shown, visible
from checklists.history_cut import cut, would_cut
from checklists.history_text import history_json, rows, what
from checklists.history_undo import back, find_event, last_of
from checklists.records import add_record, change_record, remove_records
from tests.builders import a_folder, read

CANARY = "金丝雀-canary"


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    return a_folder(tmp_path / "meeting")


def note(source: Folder, text: str, subject: str = "m01", **more: str) -> Edit:
    edit = mark_duty(read(source), subject, "reading", note=text)
    source.apply(edit, **more)
    return edit


def seen(source: Folder) -> list[Event]:
    return list(Folder(source.path).history())


def states(source: Folder) -> list[str]:
    return [event.state for event in seen(source)]


def entries(source: Folder) -> list[Entry]:
    return [event.entry for event in seen(source) if event.entry]


def test_every_edit_is_told_with_who_when_and_what_stood_there(source: Folder) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    note(source, "eins")
    note(source, "zwei", me="m02")
    newest, oldest = entries(source)
    assert (oldest.user, oldest.me, newest.me) == (system_user(), "", "m02")
    assert before <= oldest.at <= newest.at <= datetime.now(UTC)
    assert newest.changes == (Change("members/m01.toml", ("marks", "reading", "note"), "eins", "zwei"),)
    assert oldest.digests["members/m01.toml"][1] == newest.digests["members/m01.toml"][0]
    assert states(source) == ["done", "done"]
    assert system_user()


def test_the_user_is_the_systems_account_and_not_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    real = system_user()
    system_user.cache_clear()
    monkeypatch.setenv("LOGNAME", "someone-else")
    monkeypatch.setenv("USER", "someone-else")
    assert system_user() == real


def test_the_journal_is_plain_text_for_its_owner_alone(source: Folder) -> None:
    note(source, CANARY)
    path = source.path / journal.JOURNAL
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert CANARY in path.read_text(encoding="utf-8")
    assert path.read_bytes().count(b"\n") == 1
    assert json.loads(path.read_bytes())["changes"][0]["after"] == CANARY


def test_an_edit_that_changes_nothing_is_not_told(source: Folder) -> None:
    edit = note(source, "x")
    source.apply(edit)
    assert source.entry is None
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
    entry = Entry("h0", datetime(2026, 1, 1, tzinfo=UTC), "u", "", "", (change,), {"members/m01.toml": ("a", "b")})
    line = encode(Entry("h0", entry.at, "u", "", meaning, entry.changes, entry.digests))
    assert line.count(b"\n") == 1
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
    path = source.path / journal.JOURNAL
    path.write_bytes(path.read_bytes() + line + b"\n")
    assert states(source) == ["torn", "done"]
    note(source, "y")
    assert states(source) == ["done", "torn", "done"]


def test_hostile_text_in_a_journal_is_shown_safely_and_a_path_into_a_value_is_a_conflict(source: Folder) -> None:
    note(source, "x")
    plain = json.loads((source.path / journal.JOURNAL).read_bytes())
    plain |= {"id": "h9", "user": "\x1b[2J", "what": "\x1b]0;x\x07", "as": "\x9b1m"}
    plain["changes"] = [
        {"file": "members/m01.toml", "path": ["marks", "reading", "note", "\x1b"], "before": None, "after": "\x1b[1m"}
    ]
    with (source.path / journal.JOURNAL).open("ab") as file:
        file.write(json.dumps(plain).encode() + b"\n")
    event = next(Folder(source.path).history())
    assert event.entry is not None
    meeting = read(source)
    shown_text = [what(event), event.entry.user, event.entry.me, history_json(meeting, [event], None)]
    shown_text += [text for row in rows(meeting, event.entry.changes) for text in row]
    assert not [text for text in shown_text if "\x1b" in text or "\x07" in text or "\x9b" in text]
    with pytest.raises(ConflictError):
        source.apply(back(event, meeting, None)[1])


# what it survives


def test_a_line_torn_at_any_byte_costs_only_itself_and_never_holds_up(tmp_path: Path) -> None:
    source = a_folder(tmp_path / "meeting")
    note(source, "first")
    whole = (source.path / journal.JOURNAL).read_bytes()
    note(source, "second")
    both = (source.path / journal.JOURNAL).read_bytes()
    for length in range(len(whole), len(both), 7):
        (source.path / journal.JOURNAL).write_bytes(both[:length])
        found = [event.entry.id for event in seen(source) if event.entry]
        assert found[-1] == json.loads(whole)["id"]
        note(source, f"after {length}")
        now = entries(source)
        assert now[0].changes[-1].after == f"after {length}"
        assert now[-1].id == json.loads(whole)["id"]
        assert states(source).count("torn") == (length > len(whole) and length < len(both) - 1)
        source.apply(mark_duty(read(source), "m01", "reading", note="second"))


def refused(code: int) -> Callable[..., None]:
    def fail(*_arguments: object) -> None:
        raise OSError(code, "refused")

    return fail


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_an_edit_whose_history_cannot_be_stored_is_refused_whole(
    source: Folder, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    note(source, "before")
    everything = {path: path.read_bytes() for path in source.path.rglob("*.*")}
    edit = together([mark_duty(read(source), key, "reading", note=CANARY) for key in ("m01", "m02")], "both")
    with monkeypatch.context() as patched:
        patched.setattr(os, call, refused(code))
        with pytest.raises(NotSavedError, match=r"history\.jsonl") as caught:
            source.apply(edit)
    assert CANARY not in str(caught.value)
    assert {path: path.read_bytes() for path in source.path.rglob("*.*")} == everything
    source.apply(edit)
    assert states(source) == ["done", "done"]


def test_a_line_that_the_disk_took_only_half_of_is_taken_back(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    note(source, "before")
    whole = (source.path / journal.JOURNAL).read_bytes()
    write = os.write
    calls = iter([True])

    def half(handle: int, content: Any) -> int:
        if next(calls, False):
            return write(handle, bytes(content)[: len(content) // 2])
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", half)
        with pytest.raises(NotSavedError):
            note(source, "x")
    assert (source.path / journal.JOURNAL).read_bytes() == whole


def test_a_refused_edit_leaves_no_line_and_a_half_stored_one_is_told_as_such(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = files.replace

    def full(path: Path, content: bytes) -> None:
        if path.name == "m02.toml":
            raise NotSavedError(path, "the disk is full")
        original(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(files, "replace", full)
        with pytest.raises(NotSavedError):
            note(source, "x", "m02")
        assert seen(source) == []
        both = together([mark_duty(read(source), key, "reading", note="x") for key in ("m01", "m02")], "both")
        with pytest.raises(NotSavedError):
            source.apply(both)
    assert states(source) == ["partly"]
    event = seen(source)[0]
    source.apply(back(event, read(source), None)[1], undoes=event.entry.id if event.entry else "")
    assert [read(source).mark(key, "reading").note for key in ("m01", "m02")] == ["", ""]


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_a_journal_that_is_no_file_refuses_the_edit_in_a_sentence(source: Folder, tmp_path: Path, kind: str) -> None:
    path = source.path / journal.JOURNAL
    foreign = tmp_path / "foreign"
    foreign.write_bytes(b"theirs")
    if kind == "link":
        path.symlink_to(foreign)
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    with pytest.raises(NotSavedError, match=r"history\.jsonl"):
        note(source, "x")
    with pytest.raises(UnreadableError):
        seen(source)
    assert foreign.read_bytes() == b"theirs"
    assert read(source).mark("m01", "reading").note == ""


def test_what_another_program_changed_is_told_between_the_edits_around_it(source: Folder) -> None:
    note(source, "ours")
    path = source.path / "members" / "m01.toml"
    path.write_text('format = 1\n[marks.reading]\nnote = "theirs"\n', encoding="utf-8")
    newest = seen(source)[0]
    assert (newest.state, newest.files) == ("foreign", ("members/m01.toml",))
    note(source, "again")
    note(source, "other", "m02")
    assert states(source) == ["done", "done", "foreign", "done"]
    gap = seen(source)[2]
    assert gap.since == entries(source)[-1].at


def test_an_edit_that_never_came_about_is_told_as_without_effect(source: Folder) -> None:
    old = (source.path / "members" / "m01.toml").read_bytes()
    note(source, "lost in a power cut")
    (source.path / "members" / "m01.toml").write_bytes(old)  # as it is when power goes before the file is replaced
    assert states(source) == ["void"]
    assert last_of(seen(source), system_user(), read(source), None) is None
    with pytest.raises(UsageError):
        back(seen(source)[0], read(source), None)
    note(source, "new")
    assert states(source) == ["done", "void"]


# size


def test_it_is_put_aside_in_parts_and_read_on_across_them(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "PART_LIMIT", 900)
    for number in range(12):
        note(source, f"n{number}")
    parts = sorted((source.path / "history").iterdir())
    assert len(parts) > 1
    assert all(stat.S_IMODE(part.stat().st_mode) == 0o600 for part in parts)
    assert [entry.changes[0].after for entry in entries(source)] == [f"n{number}" for number in reversed(range(12))]
    assert set(states(source)) == {"done"}
    size, count = journal.size(source.path)
    assert (count, size) == (len(parts) + 1, sum(piece.size for piece in journal.pieces(source.path)))


def test_what_is_read_is_a_moment_even_while_it_is_put_aside(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        note(source, f"n{number}")
    found = Folder(source.path).history()
    monkeypatch.setattr(journal, "PART_LIMIT", 1)
    note(source, "later")
    assert [event.entry.changes[0].after for event in found if event.entry] == ["n3", "n2", "n1", "n0"]


def test_only_the_end_is_read_until_more_is_asked_for(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        note(source, f"{number} " + "x" * 9_000)
    blocks: list[int] = []
    original = journal._backwards

    def counted(path: Path, size: int) -> Iterator[bytes]:
        for line in original(path, size):
            blocks.append(len(line))
            yield line

    monkeypatch.setattr(journal, "_backwards", counted)
    found = Folder(source.path).history()
    assert blocks == [], "nothing before it is asked for"
    next(found)
    assert len(blocks) == 2
    assert len(list(found)) == 39


def test_a_line_longer_than_any_edit_is_passed_over_in_bounded_memory(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LINE_LIMIT", 100_000)
    note(source, "x")
    with (source.path / journal.JOURNAL).open("ab") as file:
        file.write(b'{"id": "' + b"x" * 1_000_000 + b'"}\n')
    note(source, "y")
    assert states(source) == ["done", "torn", "done"]
    longest = max(map(len, journal.lines(source.path, journal.pieces(source.path))))
    assert longest < 250_000


def aged(source: Folder, days: int) -> None:
    """Make all that is in the journal older."""
    path = source.path / journal.JOURNAL
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    for line in lines:
        line["at"] = (datetime.fromisoformat(line["at"]) - timedelta(days=days)).isoformat()
    path.write_bytes(b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def test_it_is_cut_before_a_day_and_says_so(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "PART_LIMIT", 900)
    for number in range(6):
        note(source, f"old {number}")
    for part in (source.path / "history").iterdir():
        part.rename(source.path / journal.JOURNAL)  # one after the other takes its place, to be aged
        aged(source, 100)
        (source.path / journal.JOURNAL).rename(part)
    note(source, "new")
    before = datetime.now(UTC).astimezone().date() - timedelta(days=30)
    planned = would_cut(source.path, before)
    assert planned.entries > 2
    left = len(entries(source)) - planned.entries
    assert cut(source.path, before) == planned.entries
    found = seen(source)
    assert found[0].state == "cut"
    assert found[0].entry is not None
    assert found[0].entry.cut == before.isoformat()
    assert len(found) == left + 1
    assert would_cut(source.path, before).entries == 0
    assert would_cut(source.path, date(2199, 1, 1)).entries == left
    assert not list(source.path.rglob("*.tmp"))


# taking back


def test_yesterdays_edit_is_taken_back_by_another_process_and_made_again(source: Folder) -> None:
    note(source, "yesterday")
    other = Folder(source.path)
    last = last_of(other.history(), system_user(), read(other), None)
    assert last is not None
    entry, edit = back(Event("done", last), read(other), None)
    other.apply(edit, undoes=entry.id)
    assert read(source).mark("m01", "reading").note == ""
    assert states(source) == ["done", "undone"]
    assert last_of(seen(source), system_user(), read(source), None) is None
    with pytest.raises(UsageError):
        back(seen(source)[1], read(source), None)
    entry, edit = back(seen(source)[0], read(source), None)
    source.apply(edit, undoes=entry.id)
    assert read(source).mark("m01", "reading").note == "yesterday"
    assert states(source) == ["done", "undone", "done"]
    again = last_of(seen(source), system_user(), read(source), None)
    assert again is not None
    assert again.id == last.id, "it is in effect again"


def test_only_ones_own_edits_are_next_and_anyones_can_be_named(source: Folder) -> None:
    note(source, "mine")
    assert last_of(seen(source), "someone-else", read(source), None) is None
    identity = entries(source)[0].id
    assert find_event(seen(source), identity[:6]).entry == entries(source)[0]
    for typed in ("hx", ""):
        with pytest.raises(UsageError):
            find_event(seen(source), typed)
    note(source, "two")
    with pytest.raises(UsageError, match="h"):
        find_event(seen(source), "h")


def test_taking_back_what_was_changed_since_is_a_conflict_and_changes_nothing(source: Folder) -> None:
    note(source, "first")
    first = seen(source)[0]
    note(source, "second")
    content = (source.path / "members" / "m01.toml").read_bytes()
    with pytest.raises(ConflictError) as caught:
        source.apply(back(first, read(source), None)[1])
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
    source.apply(back(seen(source)[0], read(source), None)[1])
    assert read(source) == was


# what it is asked of, and who sees it


def fitting(source: Folder, about: About, viewer: str | None = None) -> list[Any]:
    return [event.entry.changes[0].after for event in shown(seen(source), about, read(source), viewer) if event.entry]


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
            [[str(row) for row in rows(opened, visible(opened, "m01", entry))] for entry in entries(source)],
            ensure_ascii=False,
        )
        for text in ("own", "by m01", "about m01", "with m01"):
            assert text in told
        for text in ("other's", "of m01", "about m02", "without m01", "m02's problem"):
            assert text not in told
        assert history_json(opened, seen(source), "m01").count("m02's problem") == 0
    assert all(visible(meeting, None, entry) for entry in entries(source))
    assert not may_take_back(meeting, "m01", entries(source)[0])
    with pytest.raises(UsageError):
        back(seen(source)[0], meeting, "m01")


def test_changes_are_told_in_the_words_of_the_forms(source: Folder) -> None:
    source.apply(mark_duty(read(source), "m01", "reading", status="done", on=date(2026, 11, 20), evidence=["a", "b"]))
    assert [tuple(row) for row in rows(read(source), entries(source)[0].changes)] == [
        ("成员1 · 自学 · 状态", "未开始", "完成"),
        ("成员1 · 自学 · 日期", "–", "2026-11-20"),
        ("成员1 · 自学 · 佐证材料", "–", "a\nb"),
    ]
