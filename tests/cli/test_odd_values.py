"""Odd values at every option and argument of every command: a sentence and a known exit code, never an internal fault.

What each argument takes is known from the examples of the helps; one argument after the other is then given what
nobody should type: what reads one type for many options, every value; an option that no type reads, a third of them
where it stands first; and each option that is read as another was, one value in turn.
"""

import argparse
import io
import shlex
import shutil
from datetime import date
from itertools import count, groupby
from pathlib import Path

import pytest

from checklists.base.language import set_language
from checklists.setup.samples import make_sample
from tests.cli.running import Run, parsers
from tests.hostile import controls_in
from tui.cli.arguments import DateText, parse_text
from tui.cli.parser import build_parser
from tui.cli.usage import Parser

SECRET = "此人收了三万块钱" + "这句话不得出现在任何提示和记录里" * 3
CODES = {0, 1, 2, 3, 4, 5}
ODD = {
    "empty": "",
    "blank": " \t\u3000",
    "nul": "a\x00b",
    "surrogate": "\udc80\ud800",
    "lines": "a\n\x1b[2J\u2028b",
    "huge": "x" * 100_000,
    "number": "9" * 5_000,
    "negative": "-5",
    "zero": "0",
    "superscript": "²",
    "year-1": "0001-01-01",
    "year-9999": "9999-12-31",
    "no-day": "2027-02-29",
    "folder": "2026-annual",
    "file": "plain.txt",
    "binary": "binary.xlsx",
    "closed": "closed",
    "missing": "nowhere/none",
    "below-a-file": "plain.txt/x",
    "itself": "loop",
    "dash": "-",
    "dashes": "--",
    "equals": "=",
    "braces": "{0} %s [/]",
    "secret": SECRET,
}
REPEATED = {
    *("folder", "folders", "roots", "file", "files", "output", "members", "checklist", "last", "manifest", "draft"),
    *("copy", "field_topic", "field_title"),
}
"""Arguments that name a place or a title, which a message must repeat."""
SOME = 9
"""How many values an option is given that no type reads."""
KNOWN_FILES = {"对照检查材料.docx": "draft.txt", "drafts/*.docx": "draft.txt", "meetings/*": "meetings/one"}


def leaves() -> list[Parser]:
    """Return the parsers of all commands and actions that can be run."""
    set_language("en")
    return [
        parser
        for parser in parsers(build_parser())
        if not any(isinstance(action.choices, dict) for action in parser._actions)
    ]


def arguments_of(parser: Parser) -> list[argparse.Action]:
    return [action for action in parser._actions if action.nargs != 0 and action.dest != "lang"]


def example_of(parser: Parser) -> dict[str, list[str]]:
    """Return by option, or by name where it is positional, what the first example gives; the rest stays away."""
    line = next(line.strip() for line in (parser.epilog or "").splitlines() if line.startswith("  huiqian"))
    words = [KNOWN_FILES.get(word, word) for word in shlex.split(line.partition(" < ")[0].partition(" > ")[0])]
    words = words[len(parser.prog.split()) :]
    options = {name: action for action in parser._actions for name in action.option_strings}
    positional = [action for action in parser._actions if not action.option_strings]
    found: dict[str, list[str]] = {}
    while words:
        word = words.pop(0)
        if word in options:
            found.setdefault(word, []).extend([] if options[word].nargs == 0 else [words.pop(0)])
        elif positional:
            action = positional[0] if positional[0].nargs in {"+", "*"} else positional.pop(0)
            found.setdefault(action.dest, []).append(word)
    return found


def command_line(parser: Parser, given: dict[str, list[str]]) -> list[str]:
    """Return the words of a command: positional ones in their order, then each option with its value."""
    words = parser.prog.split()[1:]
    for name, values in given.items():
        if name.startswith("-"):
            words += [name] if not values else [f"{name}={value}" for value in values]
    places = [action.dest for action in parser._actions if not action.option_strings]
    positional = [value for dest in places for value in given.get(dest, [])]
    return [*words, *(["--"] if any(value.startswith("-") for value in positional) else []), *positional]


def _reader(action: argparse.Action) -> object:
    """Return by what an argument is read: its choices, a type that goes with all it is for, else its own code."""
    if action.choices is not None:
        return "choices"
    if action.type in {parse_text, DateText}:
        return action.type
    return action.option_strings[0] if action.option_strings else action.dest, action.type


def trials() -> dict[str, list[tuple[Parser, argparse.Action, str]]]:
    """Return by command what is tried: each argument of each action with odd values."""
    found: dict[str, list[tuple[Parser, argparse.Action, str]]] = {}
    seen, turn, names = set[object](), count(), list(ODD)
    for parser in leaves():
        for action in arguments_of(parser):
            key = _reader(action)
            often = (
                1 if key in seen else len(names) if isinstance(key, type) or callable(key) or key == "choices" else 9
            )
            tried = [names[next(turn) % len(names)] for _time in range(often)]
            found.setdefault(parser.prog.split()[1], []).extend((parser, action, name) for name in tried)
            seen.add(key)
    return found


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a meeting, files and folders that are none of what is wanted."""
    place = tmp_path_factory.mktemp("office")
    make_sample(place / "2026-annual", date(2026, 11, 24))
    shutil.copytree(place / "2026-annual", place / "meetings" / "one")
    (place / "plain.txt").write_text("一、存在的问题\n（一）政治意识方面。\n1. 学习不够。\n", encoding="utf-8")
    shutil.copy(place / "plain.txt", place / "draft.txt")
    (place / "binary.xlsx").write_bytes(b"PK\x03\x04\xff\xfe\x00")
    (place / "loop").symlink_to("loop")
    (place / "closed").mkdir()
    return place


TRIALS = trials()


@pytest.mark.parametrize("command", TRIALS)
def test_an_odd_value_is_answered_with_a_sentence(
    command: str, office: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "office"
    (place / "closed").mkdir(parents=True)
    monkeypatch.chdir(place)
    monkeypatch.setenv("HUIQIAN_CACHE", str(tmp_path / "cache"))
    faults = []
    for parser, tried in groupby(TRIALS[command], key=lambda trial: trial[0]):
        (place / "closed").chmod(0o700)  # what is closed can neither be copied nor removed by a user
        shutil.rmtree(place)
        shutil.copytree(office, place, symlinks=True)
        (place / "closed").chmod(0)
        monkeypatch.chdir(place)
        example = example_of(parser)
        for _parser, action, name in tried:
            key = action.option_strings[-1] if action.option_strings else action.dest
            words = command_line(parser, {**example, key: [ODD[name]]})
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8"))
            what = f"{parser.prog} · {key} · {name}"
            try:
                outcome = run(*words)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
                faults.append(f"{what}: {type(error).__name__}: {error}"[:300])
                continue
            said = outcome.out + outcome.err
            if outcome.code not in CODES or "internal fault" in said or "Traceback" in said:
                faults.append(f"{what}: exit code {outcome.code}: {said[:300]}")
            if outcome.code and not said.strip():
                faults.append(f"{what}: nothing is said")
            if controls_in(said) or not all(line.startswith("huiqian: ") for line in outcome.err.splitlines()):
                faults.append(f"{what}: {outcome.err[:300]!r}")
            if name == "secret" and action.dest not in REPEATED and SECRET[:8] in outcome.err:
                faults.append(f"{what}: confidential: {outcome.err[:300]}")
    assert not faults, "\n".join(faults)


def test_every_argument_and_every_value_is_tried() -> None:
    tried = {(parser.prog, action.dest) for of_command in TRIALS.values() for parser, action, _name in of_command}
    assert len(tried) > 400
    assert {name for of_command in TRIALS.values() for _parser, _action, name in of_command} == set(ODD)
