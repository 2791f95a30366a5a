"""The command line itself: language, help, completion, and what wrong usage is answered."""

import argparse
import dataclasses
import shutil
import subprocess
from pathlib import Path

import pytest

from checklists.store.assembling import Reading
from checklists.store.folder import Folder
from tests.cli.running import Run, parsers
from tui.cli.parser import build_parser

LEDGERS = {
    "study": "list show add edit remove attend read make-up import",
    "opinions": "list show add edit remove assign feed-back claim answer import",
    "talks": "list show add edit remove plan todo import",
    "outline": "list show add edit remove explain submit review return approve import",
    "criticism": "list show add edit remove discussed given open close import",
    "day": "list sign-in spoken told import",
    "rectify": "list show add edit remove import",
}
ACTIONS = [[ledger, action] for ledger, actions in LEDGERS.items() for action in actions.split()]
COMMANDS = ["open", "demo", "new", "summary", "next", "mark", "check", "layout", "checklist", "completion", *LEDGERS]


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_every_command(shell: str, run: Run, tmp_path: Path) -> None:
    outcome = run("completion", shell)
    assert outcome.code == 0
    for command in COMMANDS:
        assert command in outcome.out
    for ledger, action in ACTIONS:
        assert ledger in outcome.out
        assert action in outcome.out
    for option in ("--waits-for", "--reviewer", "--from", "--undo"):
        assert option.removeprefix("--") in outcome.out
    if shutil.which(shell):
        (tmp_path / "script").write_text(outcome.out)
        assert subprocess.run([shell, "-n", tmp_path / "script"], check=False).returncode == 0


def test_completion_offers_folders_and_files_in_every_language(run: Run) -> None:
    scripts = [run("completion", "bash", "--lang", language).out for language in ("zh", "en")]
    for kind in ("compgen_dirs", "compgen_files"):
        zh, en = (script.count(kind) for script in scripts)
        assert zh == en > 10, kind


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_shows_an_example(language: str, run: Run) -> None:
    for command in ([], *([command] for command in COMMANDS), ["checklist", "show"], *ACTIONS):
        outcome = run(*command, "--help", "--lang", language)
        assert (outcome.code, outcome.err) == (0, ""), command
        assert f"  huiqian {' '.join(command)}".rstrip() in outcome.out
        assert "--lang" in outcome.out, command


@pytest.mark.parametrize("command", [["opinions", "answer"], ["outline", "add"], ["criticism", "edit"]])
def test_help_says_how_a_text_stays_out_of_the_list_of_processes(command: list[str], run: Run) -> None:
    said = " ".join(run(*command, "--help").out.split())
    assert "--text TEXT|-" in said
    assert "Where TEXT may be -, the text is read from standard input instead." in said


def test_every_action_is_known_to_the_help_of_its_command(run: Run) -> None:
    for ledger, actions in LEDGERS.items():
        lines = run(ledger, "--help").out.splitlines()
        start = lines.index("  ACTION") + 1
        assert [
            line.split()[0] for line in lines[start:] if line.startswith("    ") and line[4] != " "
        ] == actions.split()


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out.startswith("huiqian ")


@pytest.mark.parametrize("arguments", [["--lang", "en", "check"], ["check", "--lang", "en"], ["check", "--lang=en"]])
def test_the_language_may_stand_anywhere_and_beats_the_variable(
    arguments: list[str], meeting: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.process.LANGUAGE_VARIABLE", "HUIQIAN_TEST_LANG")
    monkeypatch.setenv("HUIQIAN_TEST_LANG", "zh")
    monkeypatch.chdir(meeting)
    assert run(*arguments).err.splitlines()[-1] == "huiqian: no faults"


@pytest.mark.parametrize(
    ("variable", "arguments", "expected"),
    [
        ("", [], "zh"),
        ("en", [], "en"),
        ("en_US.UTF-8", [], "en"),
        ("klingon", [], "zh"),
        ("en", ["--lang", "zh"], "zh"),
        ("", ["check", "--lang=en"], "en"),
        ("", ["check", "--", "--lang=en"], "zh"),
        ("", ["--lang"], "zh"),
    ],
)
def test_the_language_is_chosen(
    variable: str, arguments: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.cli.process import choose_language

    monkeypatch.setenv("HUIQIAN_LANG", variable)
    assert choose_language(arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing"], "is none of"),
        (["new"], "still needed: FOLDER, --unit, --date"),
        (["summary", "--nothing"], "unknown: --nothing"),
        (["summary", "--member"], "--member needs a value"),
        (["summary", "--width", "59"], "from 60 to 1000"),
        (["summary", "--width", "1e3"], "from 60 to 1000"),
        (["summary", "--check=1"], "--check takes no value"),
        (["summary", "--memb", "m01"], "unknown: --memb"),
        (["next", "--limit", "0"], "from 1 to"),
        (["checklist"], "still needed: ACTION"),
        (["--lang", "fr"], "fr"),
        (["summary", "a", "b"], "unknown: b. See: huiqian summary --help"),
        (["opinions"], "still needed: ACTION"),
        (["opinions", "clame"], "Did you mean claim?"),
        (["talks", "list"], "still needed: FOLDER"),
        (
            ["talks", "list", "a", "--widht", "80"],
            "unknown: --widht …. Did you mean --width? See: huiqian talks list --help",
        ),
        (["talks", "list", "a", "--json", "--ids"], "cannot go with"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(arguments: list[str], words: str, run: Run) -> None:
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.err
    assert outcome.err.startswith("huiqian: ")
    assert "--help" in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_a_summary_of_an_unknown_stage_or_member_is_refused(meeting: Path, run: Run) -> None:
    outcome = run("summary", meeting, "--stage", "nothing")
    assert outcome.code == 2
    assert "start (Getting started), study (Study), speech (Speeches), afterwards (Afterwards)" in outcome.err
    assert run("summary", meeting, "--member", "nobody").code == 2
    assert run("summary", meeting, "--member", "group").code == 0


def test_an_interrupt_is_quiet(meeting: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_folder: Folder) -> Reading:
        raise KeyboardInterrupt

    monkeypatch.setattr(Folder, "read", interrupt)
    outcome = run("summary", meeting)
    assert (outcome.code, outcome.out, outcome.err) == (130, "", "")


def test_the_options_of_every_command_are_the_fields_of_its_dataclass() -> None:
    """A field that no option fills, or an option that no field takes, is a slip; so is a list that could be changed."""
    checked = 0
    for parser in parsers(build_parser()):
        if parser.kind is None:
            continue
        taken = {action.dest for action in parser._actions} - {"help", "lang"}
        fields = {"fields" if name.startswith("field_") else name for name in taken}
        known = {field.name: field for field in dataclasses.fields(parser.kind)}
        needed = {name for name, field in known.items() if field.default is dataclasses.MISSING}
        assert needed - {"action"} <= fields <= set(known), parser.prog
        for action in parser._actions:
            if isinstance(action, argparse._AppendAction) and not action.dest.startswith("field_"):
                assert "tuple" in str(known[action.dest].type), f"{parser.prog}: {action.dest}"
        checked += 1
    assert checked > 60
