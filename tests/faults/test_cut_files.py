"""Files that were cut, emptied, put back or edited by hand: noticed, and kept before the first rewrite."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checklists.edits import Edit, change_settings, mark_duty
from checklists.errors import ConflictError, FaultyFileError
from checklists.fields import KINDS
from checklists.folder import Folder
from checklists.ledgers.opinions import Opinions
from checklists.ledgers.talks import Talks
from checklists.meeting import Meeting
from checklists.reading import read_ledger, read_settings, read_sheet
from checklists.records import add_record, change_record
from checklists.toml import end_mark
from tests.builders import a_folder, read
from tui.cli import main

READERS: dict[str, Callable[[bytes], Any]] = {
    "meeting.toml": lambda content: read_settings(content, "meeting.toml"),
    "members/m01.toml": lambda content: read_sheet(content, "members/m01.toml"),
    "opinions.toml": lambda content: read_ledger(content, "opinions.toml", Opinions),
    "talks.toml": lambda content: read_ledger(content, "talks.toml", Talks),
}


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


@pytest.mark.parametrize("name", READERS)
def test_a_file_that_was_cut_at_any_byte_is_noticed(name: str, source: Folder) -> None:
    content = (source.path / name).read_bytes()
    assert end_mark(content) is True
    whole = READERS[name](content)
    unnoticed = []
    for length in range(len(content)):
        found, faults = READERS[name](content[:length])
        if not faults and found != whole[0]:
            unnoticed.append(length)
    print(f"{name}: cut at each of {len(content)} bytes")
    assert unnoticed == []


@pytest.mark.parametrize("name", [name for name in READERS if name != "meeting.toml"])
def test_what_is_left_of_a_cut_file_is_kept_before_it_is_rewritten_or_never_rewritten(
    name: str, source: Folder
) -> None:
    content = (source.path / name).read_bytes()
    edits: dict[str, Callable[[Meeting], Edit]] = {
        "members/m01.toml": lambda meeting: mark_duty(meeting, "m01", "notes", note="new"),
        "opinions.toml": lambda meeting: add_record(meeting, KINDS["opinion"], {"text": "new"})[1],
        "talks.toml": lambda meeting: add_record(meeting, KINDS["talk"], {"member": "m02", "partner": "m03"})[1],
    }
    lengths = range(1, len(content), 7)
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
        assert end_mark((source.path / name).read_bytes()) is True
        assert not any(fault.file == name for fault in seen.read().faults)
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
        source._prepared(name, [])
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
    assert end_mark(old) is False
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
    assert end_mark(edited) is False
