"""Files that were cut, emptied, put back or edited by hand: noticed, and kept before the first rewrite."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from checklists.base import clock
from checklists.base.errors import ConflictError, FaultyFileError, UsageError
from checklists.base.language import set_language
from checklists.base.toml import verify_end_mark
from checklists.edits.change import Change, Edit, join_edits
from checklists.edits.marks import mark_duty
from checklists.edits.records import add_record, change_record, remove_records
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from checklists.setup.samples import make_sample
from checklists.store.decoding import read_file
from checklists.store.folder import Folder
from checklists.store.history_state import HistoryState
from tests.builders import a_folder, change_settings, read
from tui.cli import main

TODAY = date(2026, 11, 24)
CUT_FILES = ("meeting.toml", "members/m01.toml", "opinions.toml", "talks.toml")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIQIAN_LANG", "en")
    set_language("en")


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    """A meeting with something in every kind of file, all written by the program."""
    made = a_folder(tmp_path / "meeting")
    made.apply(mark_duty(read(made), "m01", "reading", status="done", note="读完了\n两遍", evidence=("a", "b")))
    made.apply(add_record(read(made), KINDS["problem"], {"text": "问题\n第二行", "example": "x" * 30}, "m01")[1])
    for number in range(3):
        values = {"text": f"意见{number}\n“引号” = [x]", "about": ("m02",)}
        made.apply(add_record(read(made), KINDS["opinion"], values)[1])
    made.apply(add_record(read(made), KINDS["talk"], {"member": "m01", "partner": "m02", "said": "a\nb"})[1])
    made.apply(change_settings(read(made), read(made).settings.model_copy(update={"theme": "主题"})))
    return made


@pytest.mark.parametrize("name", CUT_FILES)
def test_a_file_that_was_cut_at_any_byte_is_noticed(name: str, source: Folder) -> None:
    content = (source.path / name).read_bytes()
    assert verify_end_mark(content) is True
    whole = read_file(name, content)
    unnoticed = []
    for length in range(len(content)):
        found, faults = read_file(name, content[:length])
        if not faults and found != whole[0]:
            unnoticed.append(length)
    print(f"{name}: cut at each of {len(content)} bytes")
    assert unnoticed == []


@pytest.mark.parametrize("name", [name for name in CUT_FILES if name != "meeting.toml"])
def test_what_is_left_of_a_cut_file_is_kept_before_it_is_rewritten_or_never_rewritten(
    name: str, source: Folder
) -> None:
    content = (source.path / name).read_bytes()
    edits: dict[str, Callable[[Meeting], Edit]] = {
        "members/m01.toml": lambda meeting: mark_duty(meeting, "m01", "notes", note="new"),
        "opinions.toml": lambda meeting: add_record(meeting, KINDS["opinion"], {"text": "new"})[1],
        "talks.toml": lambda meeting: add_record(meeting, KINDS["talk"], {"member": "m02", "partner": "m03"})[1],
    }
    lengths, losses = range(1, len(content), 7), False
    for length in lengths:
        shutil.rmtree(source.path / "kept", ignore_errors=True)
        cut = content[:length]
        (source.path / name).write_bytes(cut)
        seen = Folder(source.path)
        assert seen.read().faults
        try:
            seen.apply(edits[name](read(seen)))
        except FaultyFileError:
            assert (source.path / name).read_bytes() == cut
            continue
        assert [copy.read_bytes() for copy in (source.path / "kept").iterdir()] == [cut]
        assert verify_end_mark((source.path / name).read_bytes()) is True
        told = [fault.severity for fault in seen.read().faults if fault.file == name]
        assert told == ["inconsistent"] * bool(seen.read().losses), "what is lost stays told, and only that"
        losses |= bool(told)
    assert losses
    print(f"{name}: rewritten after {len(lengths)} cuts")


@pytest.mark.parametrize("name", ["meeting.toml", "checklist.toml", "members/m01.toml", "opinions.toml", "talks.toml"])
@pytest.mark.parametrize("content", [b"", b"\n", b"\x00" * 4096], ids=["empty", "newline", "zeros"])
def test_an_emptied_file_is_a_fault_and_not_a_file_without_entries(
    name: str, content: bytes, source: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    (source.path / name).write_bytes(content)
    for seen in (source, Folder(source.path)):
        found = seen.read()
        assert any(fault.file == name and fault.severity == "error" for fault in found.faults)
    with pytest.raises(FaultyFileError):
        source.apply(Edit((Change(name, ("x",), None, "x"),), "x"))
    assert main(["check", str(source.path)]) == 3
    assert name in capsys.readouterr().out


def test_a_file_put_back_from_an_old_copy_is_shown_at_once_and_what_rested_on_the_newer_one_conflicts(
    source: Folder,
) -> None:
    old = (source.path / "opinions.toml").read_bytes()
    key = next(iter(read(source).ledgers.opinions.opinions))
    source.apply(change_record(read(source), KINDS["opinion"], key, {"text": "newer"}))
    seen = read(source)
    (source.path / "opinions.toml").write_bytes(old)
    assert read(source).ledgers.opinions.opinions[key].text != "newer", "what is on disk is what is shown"
    with pytest.raises(ConflictError):
        source.apply(change_record(seen, KINDS["opinion"], key, {"text": "newest"}))
    assert (source.path / "opinions.toml").read_bytes() == old


def test_an_old_copy_that_was_cut_or_changed_is_kept_before_it_is_rewritten(source: Folder) -> None:
    old = (source.path / "opinions.toml").read_bytes().replace("意见0".encode(), "旧意见".encode())
    (source.path / "opinions.toml").write_bytes(old)
    assert verify_end_mark(old) is False
    source.apply(add_record(read(source), KINDS["opinion"], {"text": "new"})[1])
    assert [copy.read_bytes() for copy in (source.path / "kept").iterdir()] == [old]


def test_comments_and_layout_of_a_file_edited_by_hand_are_kept_before_the_first_rewrite_only(source: Folder) -> None:
    for name in ("opinions.toml", "talks.toml", "members/m01.toml"):
        path = source.path / name
        path.write_bytes("# 手写的说明\n\n".encode() + path.read_bytes().replace(b"format = 1", b"format  =  1 # x"))
    by_hand = {name: (source.path / name).read_bytes() for name in ("opinions.toml", "talks.toml", "members/m01.toml")}
    for text in ("one", "two"):
        source.apply(add_record(read(source), KINDS["opinion"], {"text": text})[1])
        source.apply(add_record(read(source), KINDS["talk"], {"member": "m02", "partner": "m03", "place": text})[1])
        source.apply(mark_duty(read(source), "m01", "notes", note=text))
    kept = sorted(copy.read_bytes() for copy in (source.path / "kept").iterdir())
    assert kept == sorted(by_hand.values())
    assert len(read(source).ledgers.opinions.opinions) == 5


def test_line_ends_of_windows_are_no_cut_and_no_edit(source: Folder) -> None:
    for path in source.path.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    seen = Folder(source.path)
    assert seen.read().faults == ()
    assert {one.text for one in read(seen).ledgers.opinions.opinions.values()} == {
        f"意见{number}\n“引号” = [x]" for number in range(3)
    }
    seen.apply(add_record(read(seen), KINDS["opinion"], {"text": "new"})[1])
    assert not (source.path / "kept").exists(), "nothing of it is lost"
    edited = (source.path / "talks.toml").read_bytes().replace(b"m02", b"m03")
    assert verify_end_mark(edited) is False


def cut_at_a_line(path: Path, text: str) -> bytes:
    """Cut a file before the line that begins so, as a sync tool does that is interrupted; return what is left."""
    content = path.read_bytes()
    left = content[: content.index(text.encode())]
    path.write_bytes(left)
    return left


@pytest.mark.parametrize("settle", ["restore", "accept"])
def test_what_a_cut_ledger_lost_is_told_before_and_after_the_next_save_until_a_person_settles_it(
    settle: str, source: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(source.path)
    whole = read(source).ledgers.opinions.opinions
    second = list(whole)[1]
    left = cut_at_a_line(source.path / "opinions.toml", f"[opinions.{second}]")

    def checked() -> tuple[int, str]:
        code = main(["check", path])
        return code, capsys.readouterr().out

    assert checked()[0] == 3
    assert "2 entries of the history are gone" in checked()[1]
    assert main(["opinions", "add", path, "opinion", "--text", "new", "--about", "m02"]) == 0
    assert "2 entries of the history are gone" in capsys.readouterr().err
    assert [copy.read_bytes() for copy in (source.path / "kept").iterdir()] == [left]
    code, told = checked()
    assert (code, "2 entries of the history are gone" in told) == (3, True)
    assert "意见" not in told, "no text of theirs goes into a message"
    assert main(["mark", path, "notice", "--status", "done"]) == 0
    assert checked()[0] == 3, "no other save settles it"
    assert main(["history", settle, path]) == 0
    assert checked()[0] == 0
    found = read(Folder(source.path)).ledgers.opinions.opinions
    if settle == "restore":
        assert {key: found[key] for key in whole} == whole
        assert len(found) == 4
    else:
        assert [one.text for one in found.values()] == [whole[next(iter(whole))].text, "new"]
    assert main(["undo", path]) == 0
    found = read(Folder(source.path)).ledgers.opinions.opinions
    assert (second in found) is (settle == "accept"), "either is taken back as any edit"


def test_a_fresh_meeting_knows_what_it_began_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has changed anything yet: what was cut off is known from the founding alone."""
    path = tmp_path / "sample"
    make_sample(path, TODAY)
    assert main(["history", str(path)]) == 0
    assert "No changes are recorded" in capsys.readouterr().err, "the founding itself is no edit"
    whole = read(Folder(path)).ledgers.talks.talks
    left = cut_at_a_line(path / "talks.toml", f"[talks.{list(whole)[-2]}]")
    for command in (["summary"], ["next"], ["check"]):
        main([*command, str(path)])
        assert "2 entries of the history are gone" in "".join(capsys.readouterr()), command
    assert main(["mark", str(path), "sign-off", "--status", "doing"]) == 0
    assert main(["talks", "add", str(path), "--member", "m01", "--partner", "m02"]) == 0
    assert [copy.read_bytes() for copy in (path / "kept").iterdir()] == [left]
    capsys.readouterr()
    assert main(["check", str(path)]) == 3
    assert "2 entries of the history are gone" in capsys.readouterr().out, "no save heals it silently"
    assert main(["history", "restore", str(path)]) == 0
    assert {key: read(Folder(path)).ledgers.talks.talks[key] for key in whole} == whole


@pytest.mark.parametrize(
    "name", ["talks.toml", "opinions.toml", "rectification.toml", "group.toml", "members/m03.toml"]
)
def test_a_file_of_the_founding_that_is_gone_is_told_by_every_command_and_comes_back(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sample"
    make_sample(path, TODAY)
    whole = read(Folder(path))
    (path / name).unlink()
    for command in ("summary", "next", "check"):
        main([command, str(path)])
        assert f"{name}: the file is missing" in "".join(capsys.readouterr()), command
    assert main(["history", "restore", str(path)]) == 0
    found = Folder(path).read(is_thorough=True)
    assert found.meeting is not None
    assert (found.meeting.ledgers, found.meeting.sheets) == (whole.ledgers, whole.sheets)
    assert not [fault for fault in found.faults if "missing" in fault.problem]


def test_what_was_entered_as_on_a_later_day_comes_back_as_on_that_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sample"
    make_sample(path, clock.today())
    later = (clock.today() + timedelta(days=3)).isoformat()
    day = ["--today", later]
    assert main(["talks", "add", str(path), "--member", "m01", "--partner", "m02", "--held", later, *day]) == 0
    whole = read(Folder(path)).ledgers.talks.talks
    cut_at_a_line(path / "talks.toml", f"[talks.{list(whole)[-1]}]")
    assert main(["history", "restore", str(path)]) == 2
    assert "still to come" in capsys.readouterr().err
    assert main(["history", "restore", str(path), *day]) == 0
    assert read(Folder(path)).ledgers.talks.talks == whole


def test_a_sign_in_before_the_day_comes_back_before_the_day(tmp_path: Path) -> None:
    path = tmp_path / "sample"
    make_sample(path, clock.today())
    assert main(["day", "sign-in", str(path), "--present", "all", "--yes"]) == 0
    assert main(["mark", str(path), "plan", "--status", "doing"]) == 0
    signed_in = read(Folder(path)).ledgers.day
    (path / "day.toml").unlink()
    assert main(["history", "restore", str(path)]) == 0
    assert read(Folder(path)).ledgers.day == signed_in


@pytest.mark.parametrize("settle", ["restore", "accept"])
@pytest.mark.parametrize("steps", [1, 2])
def test_an_old_file_laid_over_a_newer_one_is_a_question_until_a_person_settles_it(
    settle: str, steps: int, source: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(source.path)
    kept_aside = (source.path / "opinions.toml").read_bytes()
    before = read(source).ledgers.opinions.opinions
    edits = [
        change_record(read(source), KINDS["opinion"], next(iter(before)), {"text": "canary"}),
        remove_records(read(source), [(KINDS["opinion"], "", list(before)[-1])]),
    ]
    with monkeypatch.context() as earlier:
        earlier.setattr(clock, "now", lambda: datetime.now(UTC) - timedelta(hours=1))
        for edit in edits[:steps]:
            source.apply(edit)
    newer = read(source).ledgers.opinions.opinions
    (source.path / "opinions.toml").write_bytes(kept_aside)
    for command in ("summary", "next", "check"):
        main([command, path])
        told = "".join(capsys.readouterr())
        assert "opinions.toml: the file is as it was before" in told, command
        assert "canary" not in told, "no text of theirs goes into a message"
    assert main(["mark", path, "notice", "--status", "doing"]) == 0
    assert main(["check", path]) == 3, "no save of another file settles it"
    assert main(["history", settle, path]) == 0
    assert main(["check", path]) == 0
    assert read(Folder(source.path)).ledgers.opinions.opinions == (newer if settle == "restore" else before)
    assert main(["undo", path]) == 0
    assert read(Folder(source.path)).ledgers.opinions.opinions == (before if settle == "restore" else newer)


@pytest.mark.parametrize("steps", [1, 2])
def test_what_an_old_file_lacked_is_told_also_after_it_was_saved_again(
    steps: int, source: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opinions = source.path / "opinions.toml", KINDS["opinion"]
    kept_aside = path.read_bytes()
    with monkeypatch.context() as earlier:
        earlier.setattr(clock, "now", lambda: datetime.now(UTC) - timedelta(hours=1))
        for text in ("one", "two")[:steps]:
            source.apply(add_record(read(source), opinions, {"text": text})[1])
    newer = read(source).ledgers.opinions.opinions
    path.write_bytes(kept_aside)
    source.apply(add_record(read(source), opinions, {"text": "three"})[1])
    assert main(["check", str(source.path)]) == 3
    said = f"without {steps} change{'s' * (steps > 1)} made since"
    assert said in capsys.readouterr().out
    assert main(["summary", str(source.path)]) == 3
    assert said in "".join(capsys.readouterr()), "a command that is not thorough tells it too"
    assert main(["history", "restore", str(source.path)]) == 0
    assert newer.items() <= read(Folder(source.path)).ledgers.opinions.opinions.items()
    assert main(["check", str(source.path)]) == 0


def test_what_an_old_file_had_before_it_was_changed_and_removed_is_told_after_it_was_saved_again(
    source: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opinions = source.path / "opinions.toml", KINDS["opinion"]
    kept_aside = path.read_bytes()
    first, second, third = read(source).ledgers.opinions.opinions
    with monkeypatch.context() as earlier:
        earlier.setattr(clock, "now", lambda: datetime.now(UTC) - timedelta(hours=1))
        changed = change_record(read(source), opinions, first, {"text": "newer", "about": ("m03",)})
        source.apply(join_edits([changed, remove_records(read(source), [(opinions, "", second)])], "two at once"))
    path.write_bytes(kept_aside)
    source.apply(change_record(read(source), opinions, first, {"text": "newest"}))
    source.apply(change_record(read(source), opinions, third, {"text": "other"}))
    (loss,) = Folder(source.path).read(is_thorough=True).losses
    assert {change.path[1:] for change in loss.changes} == {(first, "about"), (second,)}
    source.apply(loss.make_restoration(read(source)))
    found = read(Folder(source.path)).ledgers.opinions.opinions
    assert [(one.text, one.about) for one in found.values()] == [("newest", ("m03",)), ("other", ("m02",))]
    assert Folder(source.path).read(is_thorough=True).losses == ()


def test_a_file_that_someone_edited_by_hand_has_lost_nothing(source: Folder) -> None:
    """Records that are removed in an editor, the closing line left there: that is what the person wanted."""
    path = source.path / "opinions.toml"
    content = path.read_bytes()
    second = list(read(source).ledgers.opinions.opinions)[1]
    end = content[content.rindex(b"# huiqian:end") :]
    path.write_bytes(content[: content.index(f"[opinions.{second}]".encode())] + end)
    assert verify_end_mark(path.read_bytes()) is False
    source.apply(mark_duty(read(source), "m01", "notes", note="x"))
    assert Folder(source.path).read(is_thorough=True).losses == ()
    source.apply(add_record(read(source), KINDS["opinion"], {"text": "new"})[1])
    assert Folder(source.path).read(is_thorough=True).losses == ()


def test_a_history_that_arrives_before_its_files_is_no_loss(source: Folder, tmp_path: Path) -> None:
    """A colleague's edits, of which the sync tool has brought the history and none or only some of the files."""
    here = tmp_path / "here"
    shutil.copytree(source.path, here)
    source.apply(add_record(read(source), KINDS["opinion"], {"text": "theirs"})[1])
    key = next(iter(read(source).ledgers.opinions.opinions))
    source.apply(change_record(read(source), KINDS["opinion"], key, {"text": "changed"}))
    shutil.copy(source.path / "history.jsonl", here)
    assert Folder(here).read(is_thorough=True).faults == ()
    both = [mark_duty(read(source), subject, "notes", note="both") for subject in ("m01", "m02")]
    source.apply(join_edits(both, "for both"))
    for name in ("history.jsonl", "opinions.toml", "members/m01.toml"):
        shutil.copy(source.path / name, here / name)
    found = Folder(here).read(is_thorough=True)
    (fault,) = found.faults
    assert "may not have arrived yet" in fault.problem
    assert "lost" not in fault.problem
    assert "undo" not in fault.problem
    shutil.copy(source.path / "members/m02.toml", here / "members/m02.toml")
    assert Folder(here).read(is_thorough=True).faults == ()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: (path / "members/m01.toml").unlink(), "members/m01.toml: the file is missing"),
        (lambda path: (path / "members/m03.toml").unlink(), "members/m03.toml: the file is missing"),
        (lambda path: (path / "talks.toml").unlink(), "talks.toml: the file is missing"),
        (lambda path: (path / "talks.toml").rename(path / "Talks.toml"), "looks for talks.toml. Rename it"),
        (lambda path: (path / "members").rename(path / "Members"), "looks for members. Rename it"),
        (lambda path: (path / "group.toml").unlink(), "group.toml: the file is missing"),
    ],
)
def test_a_file_that_is_gone_or_renamed_is_a_fault_and_back_again_it_is_none(
    spoil: Callable[[Path], object], words: str, source: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    away = tmp_path / "away"
    shutil.copytree(source.path, away)
    spoil(source.path)
    assert main(["check", str(source.path)]) == 3
    assert words in capsys.readouterr().out
    shutil.rmtree(source.path)
    away.rename(source.path)
    assert main(["check", str(source.path)]) == 0


def read_known(folder: Folder) -> Meeting:
    meeting = folder.read().meeting
    assert meeting is not None
    return meeting


@pytest.mark.parametrize("is_gone", [True, False])
def test_nothing_is_removed_that_a_missing_or_unreadable_sheet_may_refer_to(source: Folder, *, is_gone: bool) -> None:
    opinion, sheet = KINDS["opinion"], source.path / "members/m01.toml"
    key, added = add_record(read(source), opinion, {"text": "an opinion"})
    source.apply(added)
    whole = sheet.read_bytes()
    sheet.unlink() if is_gone else sheet.write_bytes(whole + b"[")
    for folder in (source, Folder(source.path)):
        with pytest.raises(UsageError, match=r"Not removed: members/m01\.toml is missing, or cannot be read"):
            remove_records(read_known(folder), [(opinion, "", key)])
    sheet.write_bytes(whole)
    source.apply(remove_records(read(source), [(opinion, "", key)]))
    assert key not in read(Folder(source.path)).ledgers.opinions.opinions


def test_what_a_sheet_held_that_is_gone_comes_back_from_the_history(source: Folder) -> None:
    was = read(source).sheet("m01")
    (source.path / "members/m01.toml").unlink()
    seen = Folder(source.path)
    seen.apply(mark_duty(read(seen), "m01", "notes", note="anew"))
    found = seen.read(is_thorough=True)
    (loss,) = found.losses
    assert found.meeting is not None
    seen.apply(loss.make_restoration(found.meeting))
    assert seen.read().losses == ()
    sheet = read(Folder(source.path)).sheet("m01")
    assert sheet.outline == was.outline
    assert sheet.marks == {**was.marks, "notes": sheet.marks["notes"]}


@pytest.mark.parametrize("name", ["talks (1).toml", "opinions.sync-conflict-20261124-091500-ABCDEFG.toml",
                                  "meeting-DESKTOP.TOML", "history (1).jsonl"])  # fmt: skip
def test_a_copy_that_a_sync_tool_left_in_the_meeting_is_told(
    name: str, source: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    for harmless in (".DS_Store", "Thumbs.db", "desktop.ini", "~$talks.toml", "._talks.toml", "通知.docx"):
        (source.path / harmless).touch(mode=0o600)
    assert Folder(source.path).read().faults == ()
    (source.path / name).write_bytes(b"x")
    (fault,) = Folder(source.path).read().faults
    assert (fault.file, fault.severity) == (name, "notice")
    main(["check", str(source.path)])
    assert f"notice: {name}: " in capsys.readouterr().out


def test_a_line_of_the_history_that_cannot_be_read_is_told(source: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    path = source.path / "history.jsonl"
    first, rest = path.read_bytes().split(b"\n", 1)
    path.write_bytes(first[:-20] + b"\n" + rest)
    assert main(["check", str(source.path)]) == 0
    assert "history.jsonl: 1 line cannot be read" in capsys.readouterr().out


def test_where_nothing_looks_lost_the_history_is_not_even_read(source: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(HistoryState, "catch_up", refuse)
    seen = Folder(source.path)
    assert seen.read().faults == ()
    seen.apply(mark_duty(read(seen), "m01", "notes", note="x"))
    assert seen.read().losses == ()


@pytest.mark.parametrize("name", CUT_FILES)
def test_a_file_cut_within_an_entry_comes_back_whole_from_the_history(
    name: str, source: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    path = source.path / name
    content = path.read_bytes()
    tried = 0
    for length in [0, *range(9, len(content), 29)]:
        cut = content[:length]
        path.write_bytes(cut)
        seen = Folder(source.path)
        found = seen.read()
        if not any(fault.severity == "error" for fault in found.faults):
            continue  # cut at a line's end: it can be read
        loss = next(one for one in found.losses if one.file == name)
        assert loss.fault is not None
        assert "holds all of it" in loss.fault.problem
        seen.apply(loss.make_restoration(found.meeting))
        assert path.read_bytes() == content
        assert not cut or cut in {copy.read_bytes() for copy in (source.path / "kept").iterdir()}
        tried += 1
    assert tried > 3
    path.write_bytes(content[: len(content) // 2])
    for command in ("check", "summary", "next"):
        assert main([command, str(source.path)]) == 3
        assert f"{name}: the file is broken" in "".join(capsys.readouterr()), command
    assert main(["history", "accept", str(source.path)]) == 0
    assert path.read_bytes() == content[: len(content) // 2], "it cannot stay broken"
    assert main(["history", "restore", str(source.path)]) == 0
    assert path.read_bytes() == content
    assert main(["check", str(source.path)]) == 0


def test_what_was_entered_by_hand_stays_in_the_copy_of_a_broken_file_and_is_told_as_not_known(source: Folder) -> None:
    path = source.path / "opinions.toml"
    content = path.read_bytes()
    by_hand = b"# by hand\n" + content + b'\n[opinions.ohand]\ntext = "by hand"\n\n[opinions.olast]\ntext = "cut of'
    path.write_bytes(by_hand)
    found = Folder(source.path).read()
    assert found.losses == (), "nothing that the history knows is lost from it"
    first = content.index(b"[opinions.") + 1
    broken = (
        content[: content.index(b"[opinions.", first)] + b'[opinions.ohand]\ntext = "by hand"\n[opinions.olast]\ntext ='
    )
    path.write_bytes(broken)
    seen = Folder(source.path)
    found = seen.read()
    (loss,) = found.losses
    assert loss.fault is not None
    assert "is only in the broken file" in loss.fault.problem
    saved = seen.apply(loss.make_restoration(found.meeting))
    assert len(read(seen).ledgers.opinions.opinions) == 4, "what could still be read stays too"
    assert [copy.read_bytes() for copy in (source.path / "kept").iterdir()] == [broken]
    seen.apply(saved.edit.inverse())
    assert len(read(seen).ledgers.opinions.opinions) == 2


def lay_old_copy(path: Path, content: bytes) -> None:
    (path / "members/m01.toml").write_bytes(content)


def cut_other_file(path: Path, _content: bytes) -> None:
    talks = path / "talks.toml"
    talks.write_bytes(talks.read_bytes()[:-60])


def remove_other_file(path: Path, _content: bytes) -> None:
    (path / "talks.toml").unlink()


def cut_same_file(path: Path, _content: bytes) -> None:
    sheet = path / "members/m01.toml"
    sheet.write_bytes(sheet.read_bytes().partition(b"[outline")[0])


@pytest.mark.parametrize("is_thorough", [False, True])
@pytest.mark.parametrize("spoil", [lay_old_copy, cut_other_file, remove_other_file, cut_same_file])
def test_between_two_saves_of_a_running_program_nothing_is_lost_untold(
    source: Folder, spoil: Callable[[Path, bytes], None], *, is_thorough: bool
) -> None:
    old = (source.path / "members/m01.toml").read_bytes()
    source.read(is_thorough=is_thorough)
    for note in ("one", "two"):
        assert source.apply(mark_duty(read(source), "m01", "notes", note=note)).reading.losses == ()
    spoil(source.path, old)
    meeting = read(Folder(source.path))
    source.apply(mark_duty(meeting, "m01", "reading", note="three"))
    after = source.read()
    expected = Folder(source.path).read(is_thorough=True)
    assert expected.losses
    assert (after.losses, after.faults) == (expected.losses, expected.faults)
    again = source.apply(mark_duty(read(source), "m02", "reading", note="four")).reading
    assert [loss.file for loss in again.losses] == [loss.file for loss in expected.losses]
