"""Where an export goes: whole or not at all, never over what must stay, and bad targets told in one sentence."""

import os
from pathlib import Path
from typing import Literal

import pytest

from checklists.base.errors import NotSavedError, UsageError
from checklists.reports.catalogue import EXPORTS
from checklists.reports.deliver import write_export
from checklists.reports.paper import ExportChoice
from tests.reports.meetings import CANARY, a_readiness

OWING = EXPORTS["owing"]
ANYTHING = ExportChoice()


pytestmark = pytest.mark.usefixtures("english")


def refused(path: Path, *, is_forced: bool = False) -> str:
    before = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    with pytest.raises(NotSavedError) as told:
        write_export(a_readiness(), OWING, path, ANYTHING, is_forced=is_forced)
    assert told.value.exit_code == 4
    assert (sorted(path.parent.iterdir()) if path.parent.is_dir() else []) == before
    return str(told.value)


def test_a_file_is_made_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "a.DOCX"
    write_export(a_readiness(), OWING, target, ANYTHING)
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.DOCX"]


@pytest.mark.parametrize("name", ["a", "a.pdf", "a.doc", "a.docx.bak", "a.json", ".docx"])
def test_an_unknown_suffix_is_told_with_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"must end in \.docx, \.xlsx") as told:
        write_export(a_readiness(), OWING, tmp_path / name, ANYTHING)
    assert told.value.exit_code == 2
    with pytest.raises(UsageError, match=r"\.html"):
        write_export(a_readiness(), EXPORTS["summary"], tmp_path / "a.pdf", ExportChoice())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "there is no such folder" in refused(tmp_path / "nowhere" / "a.docx")
    (tmp_path / "a.docx").mkdir()
    assert "it is a folder" in refused(tmp_path / "a.docx", is_forced=True)


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    assert "the name is too long" in refused(tmp_path / ("a" * 300 + ".docx"))


def test_a_folder_without_rights_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # whoever runs this may have all rights
    assert "no permission" in refused(tmp_path / "a.docx")


def test_what_is_there_stays_unless_it_may_go(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    assert "it exists already" in refused(target)
    assert target.read_bytes() == b"old"
    write_export(a_readiness(), OWING, target, ANYTHING, is_forced=True)
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("汇总.docx", ".~lock.汇总.docx#"),
        ("汇总.docx", "~$汇总.docx"),
        ("summary.docx", "~$mmary.docx"),
        ("summary1.xlsx", "~$mmary1.xlsx"),
        ("汇总.xlsx", ".~汇总.xlsx"),
    ],
)
def test_a_file_that_an_office_program_has_open_is_told(name: str, sign: str, tmp_path: Path) -> None:
    if sign == "~$mmary.docx":
        sign = "~$ummary.docx"  # of seven characters Word puts aside one
    target = tmp_path / name
    target.write_bytes(b"old")
    (tmp_path / sign).touch()
    assert "open in an office program" in refused(target, is_forced=True)
    assert target.read_bytes() == b"old"
    target.unlink()  # a sign beside nothing was left over
    write_export(a_readiness(), OWING, target, ANYTHING)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("has_old", [False, True])
def test_an_interrupted_export_leaves_what_was_there(
    form: Literal["docx", "xlsx"], has_old: bool, tmp_path: Path
) -> None:
    target = tmp_path / f"a.{form}"
    if has_old:
        target.write_bytes(b"old")

    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_export(a_readiness(), OWING, target, ExportChoice(progress=stop), is_forced=True)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([b"old"] if has_old else [])


@pytest.mark.parametrize("form", EXPORTS["summary"].formats)
@pytest.mark.parametrize("has_old", [False, True])
def test_until_the_file_is_replaced_it_can_be_stopped(form: str, has_old: bool, tmp_path: Path) -> None:
    target = tmp_path / f"a.{form}"
    if has_old:
        target.write_bytes(b"old")
    told: list[float] = []

    def stop_at_the_end(done: int, total: int) -> None:
        told.append(done / total)
        if len(list(tmp_path.iterdir())) > has_old:  # all is stored beside it
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_export(a_readiness(), EXPORTS["summary"], target, ExportChoice(progress=stop_at_the_end), is_forced=True)
    assert (told[0], told[-1]) == (0, 1)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([b"old"] if has_old else [])


def test_a_member_who_left_meanwhile_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no member m77"):
        write_export(a_readiness(), OWING, tmp_path / "a.docx", ExportChoice("m77"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["talks", "criticism"])
def test_what_only_members_do_is_not_exported_for_the_group(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not of the group"):
        write_export(a_readiness(), EXPORTS[name], tmp_path / "a.docx", ExportChoice("group"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_comes_up_meanwhile_stays(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"

    def appear(_done: int, _total: int) -> None:
        target.write_bytes(b"other")

    choice = ExportChoice(progress=appear)
    with pytest.raises(NotSavedError, match="exists already"):
        write_export(a_readiness(), OWING, target, choice)
    assert target.read_bytes() == b"other"


def test_a_disk_that_refuses_leaves_nothing_and_tells_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(28, CANARY)

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(NotSavedError, match="the disk is full") as told:
        write_export(a_readiness(), EXPORTS["opinions"], tmp_path / "a.docx", ExportChoice(is_full=True))
    assert CANARY not in str(told.value)
    assert list(tmp_path.iterdir()) == []
