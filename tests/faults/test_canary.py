"""A canary in every confidential field: in the files, and in no error, log, traceback, file name or process list."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists.records.kinds import KINDS, KindName
from checklists.rollup import reading
from checklists.setup.samples import make_sample
from checklists.store.folder import Folder
from tests.builders import read
from tests.faults.everywhere import EXPLANATION, TODAY, hostile_meeting, is_typed, required
from tests.faults.lives import Life, ends
from tests.faults.tracing import skip_without_strace, traced
from tests.terminal import HUIQIAN, Terminal
from tui.cli import main

CANARY = "QZCANARYZQ"
PROSE = re.compile(r'^((?:text|note|said|heard|example) = )".*"$', re.MULTILINE)
COMMAND_OF: dict[KindName, tuple[str, ...]] = {
    "session": ("study", "add", ".", "session"),
    "channel": ("opinions", "add", ".", "channel"),
    "opinion": ("opinions", "add", ".", "opinion"),
    "talk": ("talks", "add", "."),
    "problem": ("outline", "add", ".", "problem", "--of", "m02"),
    "cause": ("outline", "add", ".", "cause", "--of", "m02"),
    "measure": ("outline", "add", ".", "measure", "--of", "m02"),
    "criticism": ("criticism", "add", ".", "--of", "m02"),
    "entry": ("rectify", "add", "."),
}
LEDGER_FILES = ("opinions.toml", "talks.toml", "rectification.toml", "study.toml", "group.toml", "members/m02.toml")


def confidential(kind: KindName) -> list[str]:
    return [field.name for field in KINDS[kind].fields if field.kind == "prose"]


def refused_commands(text: str) -> Iterator[tuple[str, ...]]:
    """Commands with the text in every confidential field that are refused for another field's sake."""
    for kind, command in COMMAND_OF.items():
        typed = [f"--{name}={text}" for name in confidential(kind)]
        wanted = [
            option for option in required(kind) if option.split("=")[0] not in {one.split("=")[0] for one in typed}
        ]
        for field in KINDS[kind].fields:
            if not is_typed(field.kind):
                yield (*command, *wanted, *typed, f"--{field.name}=nonsense-{field.name}")
        yield (*command, *wanted, *typed, "--nonsense", "x")
    yield "outline", "explain", ".", "nonsense", f"--text={text}", "--of", "m01"
    yield "outline", "approve", ".", "--of", "m01", f"--reason={text}"
    yield "opinions", "answer", ".", "nothing", f"--text={text}", "--member", "m01"
    yield "opinions", "answer", ".", "o1", f"--text={text}", "--member", "m03"
    yield "study", "make-up", ".", "nothing", "--member=m01", f"--note={text}"
    yield "mark", ".", "chair-script", f"--note={text}", "--on=nonsense"
    yield "mark", ".", "nonsense", f"--note={text}"


@pytest.mark.parametrize("text", [CANARY, CANARY * 3_000, f"{CANARY}\x1b[2J\n{CANARY}"], ids=["short", "long", "lines"])
def test_no_refusal_repeats_what_is_confidential(text: str, tmp_path: Path) -> None:
    source = hostile_meeting(tmp_path / "meeting", "x")
    commands = [*refused_commands(text)]
    full = [(*command, *required(kind), *(f"--{name}={text}" for name in confidential(kind)))
            for kind, command in COMMAND_OF.items()]  # fmt: skip
    end, unsaved = ends(Life(commands, str(source.path)), Life(full, str(source.path), file_limit=200))
    print(f"{len(commands)} refusals, {len(full)} writes that fail")
    assert (end.status, {*end.codes} <= {2, 3}) == (0, True), [*zip(commands, end.codes, strict=False)]
    assert (unsaved.status, {*unsaved.codes} <= {2, 4}) == (0, True)
    for told in (end, unsaved):
        assert CANARY.encode() not in told.out + told.err
        assert b"Traceback" not in told.err


def broken(content: bytes) -> Iterator[bytes]:
    """Break a file about each place where the canary stands, as editors, tools and hands do."""
    canary = CANARY.encode()
    at = content.find(canary)
    while at >= 0:
        before, after = content[:at], content[at + len(canary) :]
        yield before + canary[:6]  # cut
        yield before + canary + b"\n" + after  # a line break within quotes
        yield before + canary + b'" ' + canary + after  # a quotation mark
        yield before + canary + b"\xff" + after  # another encoding
        yield before + canary + b"\\q" + after  # no escape
        yield before.removesuffix(b'"') + canary + after.removeprefix(b'"')  # no quotation marks
        yield before.removesuffix(b'"') + b'["' + canary + b'"]' + after.removeprefix(b'"')  # a list
        yield before.removesuffix(b'"') + b'{x = "' + canary + b'"}' + after.removeprefix(b'"')  # a table
        yield before.removesuffix(b'"') + b"5" + after.removeprefix(b'"') + canary  # left over at the end
        yield before + canary + b"\x00" + after
        yield before + canary * 3_000 + after  # too long
        at = content.find(canary, at + 1)
        at = content.find(canary, at + len(content) // 6) if at >= 0 else at  # some places will do


@pytest.mark.parametrize("name", LEDGER_FILES)
def test_no_fault_of_a_broken_file_repeats_what_is_confidential(name: str, tmp_path: Path) -> None:
    source = hostile_meeting(tmp_path / "meeting", CANARY, "x")
    content = (source.path / name).read_bytes()
    other = hostile_meeting(tmp_path / "other", "x").path
    lives = []
    for number, hostile in enumerate(broken(content)):
        path = tmp_path / str(number)
        shutil.copytree(other, path)
        (path / name).write_bytes(hostile)
        lives.append(Life([("check", "."), ("opinions", "add", ".", "opinion", "--text=x")], str(path)))
    for end in ends(*lives):
        assert (end.status, len(end.codes)) == (0, 2)
        assert CANARY.encode() not in end.out + end.err
    print(f"{name}: broken in {len(lives)} ways")


def test_a_fault_of_the_program_itself_is_told_without_what_it_worked_on(tmp_path: Path) -> None:
    source = hostile_meeting(tmp_path / "meeting", CANARY)
    code = (
        "import sys\nfrom checklists.store.folder import Folder\nfrom tui.cli import main\n"
        "def fails(folder, edit, **_more):\n"
        "    raise LookupError(repr(edit), folder.read().meeting)\n"
        "Folder.apply = fails\n"
        "sys.exit(main())\n"
    )
    answering = ("opinions", "answer", str(source.path), "o1", f"--text={CANARY} new", "--member", "m01")
    done = subprocess.run(
        [sys.executable, "-c", code, *answering],
        env={**os.environ, "HUIQIAN_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(
        "huiqian: An internal fault ended the program (LookupError at <string>:5 < ledger.py:"
    )
    assert done.stderr.count("\n") == 1
    assert CANARY not in done.stderr


def test_no_name_of_a_file_tells_what_is_confidential(tmp_path: Path) -> None:
    skip_without_strace()
    source = hostile_meeting(tmp_path / "meeting", "x")
    (source.path / "opinions.toml").write_text(f'# by hand\nformat = 1\n[opinions.o1]\ntext = "{CANARY}"\n')
    log = tmp_path / "log"
    assert traced(log, "opinions", "edit", source.path, "o1", "--text", f"{CANARY} new").returncode == 0
    named = [
        line
        for line in log.read_text().splitlines()
        if any(f"{call}(" in line for call in ("openat", "rename", "mkdir", "unlink"))
    ]
    assert any(".tmp" in line for line in named)
    assert not any(CANARY in line for line in named)
    assert not any(CANARY in path.name for path in tmp_path.rglob("*"))


def test_no_line_of_the_history_is_headed_by_what_is_confidential(tmp_path: Path) -> None:
    source = hostile_meeting(tmp_path / "meeting", CANARY, "x")
    commands = [
        *((*command, *required(kind), *(f"--{name}={CANARY} new" for name in confidential(kind)))
          for kind, command in COMMAND_OF.items()),
        ("opinions", "edit", ".", "o1", f"--text={CANARY} newer"),
        ("opinions", "answer", ".", "o1", f"--text={CANARY} newer", "--member", "m01"),
        ("outline", "explain", ".", EXPLANATION, f"--text={CANARY} newer", "--of", "m01"),
        ("outline", "remove", ".", "p1", "--of", "m01"),
        ("criticism", "remove", ".", "k1"),
        ("opinions", "remove", ".", "o1"),
        ("undo", "."),
        ("mark", ".", "chair-script", f"--note={CANARY} newer"),
    ]  # fmt: skip
    (end,) = ends(Life(commands, str(source.path)))
    assert CANARY.encode() not in end.err
    meanings = [event.entry.meaning for event in source.history() if event.entry]
    assert len(meanings) == end.codes.count(0) > len(COMMAND_OF)
    assert not any(CANARY in meaning for meaning in meanings)
    told = [(path, path.read_bytes()) for path in source.path.rglob("*") if path.is_file()]
    assert any(CANARY.encode() in content for _path, content in told), "it is there to be found"


def test_no_cache_of_the_roll_up_holds_what_is_confidential(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUIQIAN_CACHE", str(tmp_path / "cache"))
    one, two = (tmp_path / "units" / name for name in ("one", "two"))
    for path in (one, two):
        make_sample(path, TODAY)
        for file in path.rglob("*.toml"):  # each prose, as by hand
            file.write_text(PROSE.sub(rf'\1"{CANARY}"', file.read_text()))
    broken = two / "opinions.toml"
    broken.write_text(broken.read_text().replace(f'text = "{CANARY}"', f'text = "{CANARY}"\nnonsense = "{CANARY}"', 1))
    monkeypatch.setattr(reading, "SETTLED_NS", -(1 << 62))  # else what was just written is not remembered yet
    for form in ("text", "json", "csv"):
        assert main(["rollup", str(tmp_path / "units"), "--format", form, "--today", TODAY.isoformat()]) in {0, 1, 3}
    cached = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert any(bytes(one) in path.read_bytes() for path in cached), "it was cached"
    assert not any(CANARY.encode() in path.read_bytes() for path in cached)
    assert CANARY not in "".join(capsys.readouterr())


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="only some systems show their processes as files")
def test_the_app_shows_what_is_confidential_in_no_process_and_no_file_but_the_meetings(tmp_path: Path) -> None:
    source = hostile_meeting(tmp_path / "meeting", "x")
    for name in ("home", "tmp", "state"):
        (tmp_path / name).mkdir()
    environment = {
        "HUIQIAN_STATE": str(tmp_path / "state"),
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "tmp"),
    }
    command = [*HUIQIAN, "--lang", "en", "open", str(source.path), "--today", TODAY.isoformat()]
    with Terminal(command, environment=environment) as terminal:
        terminal.wait_for("Overview")
        terminal.type("6")
        terminal.wait_for("Script, agenda")
        terminal.type("/")
        terminal.settle()
        terminal.type(*"Script", "enter")
        terminal.wait_for("Prepare the script")
        terminal.type("n")
        terminal.wait_for("Ctrl+S Save")
        terminal.type(*CANARY)
        terminal.wait_for(CANARY)
        assert not any(CANARY.encode() in line for line in processes())
        terminal.type("ctrl+s")
        terminal.wait_for(f"Reason: {CANARY}")
        assert not any(CANARY.encode() in line for line in processes())
        terminal.type("q")
        assert terminal.end() == 0
    assert CANARY in read(Folder(source.path)).mark("group", "chair-script").note
    told = [path for path in tmp_path.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert [path for path in told if source.path not in path.parents] == []


def processes() -> Iterator[bytes]:
    """The command lines of all processes."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_bytes()
        except OSError:  # it has ended meanwhile
            continue
