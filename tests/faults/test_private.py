"""Who may look: every file is its owner's alone, and the check tells where it is not."""

import os
import stat
from pathlib import Path

import pytest

from checklists.store.folder import Folder
from tests.builders import a_folder, read
from tests.faults.lives import Life, ends
from tui.cli import main


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUIQIAN_LANG", "en")


pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
COMMANDS = (
    ("demo", "demo", "--no-open"),
    ("new", "deep/new", "--unit", "u", "--title", "t", "--date", "2026-12-18"),
    ("mark", "demo", "chair-script", "--status", "done"),
    ("opinions", "add", "demo", "opinion", "--about", "m02", "--text", "x"),
    ("talks", "add", "demo", "--member", "m01", "--partner", "m02"),
    ("outline", "add", "demo", "problem", "--of", "m02", "--text", "x"),
    ("criticism", "add", "demo", "--of", "m01", "--to", "m02", "--text", "x"),
    ("study", "add", "deep/new", "text", "--title", "x"),
    ("rectify", "add", "deep/new", "--text", "x"),
    ("mark", "deep/new", "chair-script", "--note", "x"),
    ("summary", "demo", "--output", "summary.txt"),
    ("summary", "demo", "--output", "summary.json"),
)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_every_file_and_folder_that_is_made_is_private_whatever_the_mask(umask: int, tmp_path: Path) -> None:
    a_folder(tmp_path / "hand")
    by_hand = tmp_path / "hand" / "group.toml"
    by_hand.write_bytes(b"# by hand\nformat = 1\n")
    by_hand.chmod(0o644)
    by_hand_marked = ("mark", "hand", "notice", "--status", "done")
    end = ends(Life([*COMMANDS, by_hand_marked], str(tmp_path), umask=umask))[0]
    assert (end.status, end.codes) == (0, [0] * (len(COMMANDS) + 1)), end.err
    made = [path for path in tmp_path.rglob("*") if path.is_file() or path.is_dir()]
    print(f"{len(made)} files and folders under umask {umask:03o}")
    assert any(path.parent.name == "kept" for path in made)
    for path in made:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path}: {mode:o}"


@pytest.mark.parametrize(
    "name", [".", "group.toml", "members", "members/m01.toml", ".lock", "kept", "kept/group.x.toml", "minutes.docx"]
)
def test_the_check_names_what_others_can_read_and_says_how_to_close_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = a_folder(tmp_path / "a meeting")
    (source.path / "kept").mkdir(mode=0o700)
    for extra in ("kept/group.x.toml", "minutes.docx"):
        (source.path / extra).touch(mode=0o600)
    assert main(["check", str(source.path)]) == 0
    found = capsys.readouterr()
    assert (found.out, found.err.splitlines()[-1]) == ("", "huiqian: no faults")
    path = source.path / name
    path.chmod(stat.S_IMODE(path.stat().st_mode) | 0o004)
    assert main(["check", str(source.path)]) == 0
    out, err = capsys.readouterr()
    assert out == f"notice: others on this computer can read {name}; to close: chmod -R go= '{source.path}'\n"
    assert "no faults" not in err
    assert read(Folder(source.path))


def test_a_link_is_not_followed_to_what_is_outside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = a_folder(tmp_path / "meeting")
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o755)
    (outside / "open").touch(mode=0o644)
    (source.path / "papers").symlink_to(outside)
    assert main(["check", str(source.path)]) == 0
    assert capsys.readouterr().out == ""


def test_where_the_disk_keeps_no_rights_no_command_is_advised_that_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = os.open

    def opened(path: Path, flags: int, mode: int = 0o777, **named: int) -> int:
        """Make files as such a disk does: everybody may read them."""
        handle = original(path, flags, mode, **named)
        if flags & os.O_CREAT:
            os.fchmod(handle, 0o755)
        return handle

    monkeypatch.setattr(os, "open", opened)
    path = tmp_path / "meeting"
    assert main(["new", str(path), "--unit", "u", "--title", "t", "--date", "2099-12-18"]) == 0
    assert "keeps no rights" in capsys.readouterr().err
    before = sorted(path.rglob("*"))
    main(["check", str(path)])
    out = capsys.readouterr().out
    assert out.count("keeps no rights") == 1
    assert "chmod" not in out
    assert sorted(path.rglob("*")) == before, "what looks leaves nothing"
