"""The program as a process: what it imports, what it does with pipes, terminals and odd locales."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import TODAY, make, spawn
from tests.terminal import HUIQIAN, Terminal

HEAVY = ["textual", "rich", "openpyxl", "filelock", "pypinyin", "shtab", "tomli_w", "xml", "click"]


def _imported(*commands: list[str]) -> set[str]:
    """Run commands one after another in a process of their own, and return the modules that imported."""
    code = (
        "import sys\nfrom tui.cli import main\n"
        f"for command in {commands!r}: assert main(command) in (0, 1), command\n"
        "print(' '.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_reading_commands_import_nothing_slow_and_no_ledgers_commands(meeting: Path) -> None:
    found = _imported(
        *([*name.split(), str(meeting)] for name in ("summary", "next", "summary --format json", "check"))
    )
    assert found & {*HEAVY, "tui.cli.commands.ledgers", "tui.base.matching"} == set()
    assert not any(name.startswith(("checklists.exchange", "checklists.edits.records")) for name in found)


def test_no_command_imports_the_app_unasked(meeting: Path) -> None:
    path = str(meeting)
    found = _imported(
        ["talks", "list", path],
        ["day", "list", path, "--json"],
        ["criticism", "open", path],
        ["mark", path, "plan", "--status", "done"],
        ["completion", "bash"],
        ["checklist", "list"],
        ["--help"],
        ["summary", path, "--format", "json"],
    )
    assert found & {"textual", "rich", "openpyxl"} == set()


def test_the_core_imports_no_terminal() -> None:
    code = (
        "import sys\nimport checklists.store.folder, checklists.readiness.reasons\n"
        "import checklists.reports.deliver, checklists.setup.create\n"
        "import checklists.exchange.roster, checklists.setup.samples\n"
        "assert not {'textual', 'rich', 'tui'} & set(sys.modules), sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_piped_summary_has_no_escape_codes(meeting: Path) -> None:
    done = spawn("summary", str(meeting), "--today", TODAY, FORCE_COLOR="1", COLUMNS="200")
    assert done.returncode == 0
    assert b"NOT READY" in done.stdout
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""
    assert max(map(len, done.stdout.decode().splitlines())) <= 80


def _spawn_all(first: list[str], *others: list[str], **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run commands one after another in a process of their own, the first as its own; each has to succeed."""
    code = f"from tui.cli import main\nassert main() == 0\nfor words in {others!r}: assert main(words) == 0, words"
    return subprocess.run(
        [sys.executable, "-c", code, *first],
        env={**os.environ, "HUIQIAN_LANG": "en", **environment},
        capture_output=True,
        check=False,
    )


def test_a_piped_list_is_plain_and_a_page_wide(full: Path) -> None:
    ledgers = ("talks", "opinions", "outline", "day")
    done = _spawn_all(*([ledger, "list", str(full)] for ledger in ledgers), FORCE_COLOR="1", COLUMNS="200")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout
    assert max(map(len, done.stdout.decode().splitlines())) <= 80


def _at_a_terminal(meeting: Path, **environment: str) -> bytes:
    own, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "summary", str(meeting), "--today", TODAY],
        env={**os.environ, "HUIQIAN_LANG": "en", "TERM": "xterm", **environment},
        stdout=theirs,
        stdin=subprocess.DEVNULL,
    )
    os.close(theirs)
    found = b""
    while True:
        try:
            part = os.read(own, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not part:
            break
        found += part
    os.close(own)
    assert process.wait(30) == 0
    return found


def test_colours_at_a_terminal_unless_unwanted(meeting: Path) -> None:
    environment = {"NO_COLOR": ""}
    assert b"\x1b[31m" in _at_a_terminal(meeting, **environment)
    assert b"\x1b" not in _at_a_terminal(meeting, NO_COLOR="1")
    assert b"\x1b" not in _at_a_terminal(meeting, **environment, TERM="dumb")


def test_a_broken_pipe_is_quiet(tmp_path: Path) -> None:
    from checklists.model.meeting import Member

    folder = make(tmp_path / "large", members={f"m{n:03d}": Member(name=f"Member {n}") for n in range(1, 300)})
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "summary", str(folder), "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 0
    process.stderr.close()


FAILS = (
    "from tui.cli import main; from tui.cli import output\ndef fail(*_): raise LookupError\noutput.flush = fail\nmain()"
)
FULL = {  # which stream is full, and the exit code of each command then
    "stderr": {
        ("summary", "."): 0,
        ("summary", "nowhere"): 3,
        ("summary", "--nonsense"): 2,
        ("new", "made", "--unit=a", "--title=b", "--date=2026-12-18"): 0,
        ("-c", FAILS): 1,
    },
    "stdout": {("summary", "."): 4, ("summary", "nowhere"): 3, ("--help",): 4},
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a full device")
@pytest.mark.parametrize("stream", FULL)
def test_what_cannot_be_told_changes_no_exit_code(stream: str, meeting: Path) -> None:
    other = {"stderr": "stdout", "stdout": "stderr"}[stream]
    for arguments, code in FULL[stream].items():
        for unbuffered in ("", "1") if code == 4 else ("",):
            with Path("/dev/full").open("w") as full:
                done = subprocess.run(
                    [sys.executable, *(arguments if arguments[0] == "-c" else ("-m", "tui", *arguments))],
                    cwd=meeting,
                    env={**os.environ, "HUIQIAN_LANG": "en", "PYTHONUNBUFFERED": unbuffered},
                    stdout=full if stream == "stdout" else subprocess.PIPE,
                    stderr=full if stream == "stderr" else subprocess.PIPE,
                    text=True,
                    check=False,
                )
            assert done.returncode == code, (arguments, unbuffered)
            told = getattr(done, other)
            assert "Traceback" not in told
            if code == 4:
                assert told == "huiqian: the disk is full\n"


@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&-", ">&- 2>&-"])
def test_closed_streams_are_no_reason_to_fail(redirection: str, meeting: Path) -> None:
    command = f'"$0" -m tui summary "$1" {redirection}'
    done = subprocess.run(["sh", "-c", command, sys.executable, str(meeting)], capture_output=True, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stdout + done.stderr


def test_a_file_for_an_office_program_needs_a_name_where_there_is_no_output(meeting: Path) -> None:
    command = '"$0" -m tui rollup --lang en "$1" --format docx >&-'
    done = subprocess.run(["sh", "-c", command, sys.executable, str(meeting)], capture_output=True, check=False)
    assert (done.returncode, b"needs a name: --output FILE" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("encoding", "first"), [("ascii", "check"), ("gbk", "--help"), ("latin-1", "next"), ("utf-8", "summary")]
)
def test_no_encoding_ends_the_program(encoding: str, first: str, tmp_path: Path) -> None:
    folder = str(make(tmp_path / "会议", unit="民主🙂\u0e33"))
    names = (first, "summary", "next", "check", "--help", "summary --format=json")
    commands = [[*name.split(), *([] if name == "--help" else [folder])] for name in names]
    done = _spawn_all(*commands, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert "民主🙂" in done.stdout[done.stdout.rindex(b"\n{") :].decode()


def test_a_path_that_is_no_text_is_shown_safely() -> None:
    done = spawn("summary", os.fsdecode(b"/nowhere/\xff\x1b[2J"))
    assert done.returncode == 3
    assert b"\x1b" not in done.stderr
    assert b"\xff" not in done.stderr


def test_it_runs_in_the_c_locale_and_without_a_home(meeting: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "summary", str(meeting)],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("command", "instead"),
    [(["demo"], "For scripts there are"), ([], "For scripts there are"), (["rollup", ".", "--open"], "is printed")],
)
def test_a_terminal_that_draws_nothing_is_told_in_one_sentence(
    command: list[str], instead: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    make(tmp_path / "meeting")
    with Terminal([*HUIQIAN, "--lang", "en", *command], environment={"TERM": "dumb"}, folder=tmp_path) as terminal:
        assert terminal.end(60) == 2
    said = terminal.raw.decode()
    assert "The app cannot be shown on this terminal (TERM=dumb)." in said
    assert instead in said
    assert "\x1b" not in said
