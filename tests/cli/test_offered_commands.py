"""Commands that are offered for copying: whole and quoted, whatever the folder is called."""

import shlex
from pathlib import Path

import pytest

from checklists.store import journal
from tests.cli.running import Run

NEW = ("--unit=a", "--title=b", "--date=2026-12-18")


def offered(said: str, command: str) -> list[str]:
    """Return the words of the command that is offered, as a shell reads them."""
    (line,) = (line for line in said.splitlines() if command in line)
    return shlex.split(line[line.index(command) :])


def test_a_command_that_is_offered_does_what_it_says(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ("long " * 20) / ("路径" * 40) / ("x" * 100) / "it's $HOME; 2026 年"
    folder.parent.mkdir(parents=True)
    name = str(folder)
    assert offered(run("new", folder, *NEW).err, "huiqian open") == ["huiqian", "open", name]
    assert offered(run("new", folder, *NEW).err, "huiqian open") == ["huiqian", "open", name]

    assert run("mark", folder, "plan", "--status", "done").code == 0
    again = offered(run("undo", folder).err, "huiqian undo")
    assert again[:3] == ["huiqian", "undo", name]
    assert run(*again[1:]).code == 0

    (folder / "group.toml").write_text((folder / "group.toml").read_text() + "# by hand\n")
    assert run("mark", folder, "plan", "--status", "doing").code == 0
    (copy,) = (folder / "kept").iterdir()
    back = offered(run("kept", "restore", folder, copy.name).err, "huiqian undo")
    assert back[:3] == ["huiqian", "undo", name]
    assert run(*back[1:]).code == 0

    monkeypatch.setattr(journal, "ADVISED_LIMIT", 0)
    folder.chmod(0o755)
    checked = run("check", folder).out
    assert offered(checked, "chmod") == ["chmod", "-R", "go=", name]
    assert offered(checked, "huiqian history prune") == ["huiqian", "history", "prune", name, "--before", "DATE"]

    (folder / "group.toml").write_text("x = [")
    said = run("new", tmp_path / "next", *NEW, "--from", folder).err
    assert offered(said, "huiqian check") == ["huiqian", "check", name]
