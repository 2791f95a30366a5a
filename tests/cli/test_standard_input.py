"""Texts that are not to stand among the arguments: a dash reads them from standard input, with every command."""

import argparse
import io
import sys
from argparse import Action
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checklists.base.errors import UsageError
from checklists.base.language import set_language
from checklists.model.meeting import Mark
from checklists.records.kinds import KINDS
from tests.cli.running import COMMANDS, Run, parsers, read_back
from tui.cli import arguments
from tui.cli.parser import build_parser
from tui.cli.usage import Parser

NO_TEXTS = {
    *("COMMAND", "ACTION", "COPY", "DATE", "ENTRY", "FIELD", "FILE", "FOLDER", "ID", "ITEM", "KEY", "KIND", "LAST"),
    *("N", "NAME", "PART", "ROOT", "RULE", "SHELL", "ID|FILE", "ID=NAME", "ID,…", "yes|no", "WORD", "UTC"),
    *("HEADING=FIELD", "VALUE=MEANING"),
}
"""What is no text of anybody's: ids, names, files, days, numbers. A new one is to be thought about here."""
SECRET = "群众反映：开会多\n调研少"


@pytest.fixture
def every_parser() -> list[Parser]:
    """Return the parsers of all commands and actions."""
    set_language("en")
    return parsers(build_parser())


def type_in(monkeypatch: pytest.MonkeyPatch, text: str, encoding: str = "utf-8") -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode(encoding))))


def sample(action: Action) -> str:
    """Return a value that an option takes."""
    if action.choices:
        return str(next(iter(action.choices)))
    return "2026-11-20" if action.metavar == "DATE" else "x"


def needed(parser: Parser, but: Action) -> list[str]:
    """Return the arguments without which a command is not understood, but for one option."""
    required = {action.dest: action for action in parser._actions if action.required}
    for group in parser._mutually_exclusive_groups:
        if group.required and but not in group._group_actions:
            required[group._group_actions[0].dest] = group._group_actions[0]
    found = []
    for action in required.values():
        if action is but:
            continue
        if not action.option_strings:
            found.append(sample(action))
        elif action.nargs == 0:
            found.append(action.option_strings[0])
        else:
            found += [action.option_strings[0], sample(action)]
    return found


def test_every_option_that_may_hold_confidential_words_reads_standard_input(
    every_parser: list[Parser], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = set()
    for parser in every_parser:
        texts = []
        for action in parser._actions:
            is_value = not isinstance(action, argparse._SubParsersAction) and action.nargs != 0
            if not is_value or action.choices or action.metavar in NO_TEXTS:
                continue
            assert action.option_strings, f"{parser.prog}: the text {action.dest} can only stand among the arguments"
            texts.append(action)
        for action in texts:
            option = action.option_strings[0]
            given = [*needed(parser, action), option, "-"]
            type_in(monkeypatch, f"{SECRET}\n")
            options = parser.parse(given)
            arguments.fill_in(options)
            assert getattr(options, action.dest) in (SECRET, [SECRET]), f"{parser.prog} {option} -"
            type_in(monkeypatch, " \n")
            with pytest.raises(UsageError, match="There is no text"):
                arguments.fill_in(parser.parse(given))
            other = texts[0] if action is not texts[0] else texts[-1]
            if other is not action:
                with pytest.raises(UsageError, match="Only one"):
                    arguments.fill_in(parser.parse([*needed(parser, other), *given[-2:], other.option_strings[0], "-"]))
            tried.add((parser.prog, option))
        if texts:
            said = " ".join(parser.format_help().split())
            assert "Where TEXT may be -, the text is read from standard input instead." in said, parser.prog
            for action in texts:
                assert f"{action.option_strings[0]} TEXT|-" in said, parser.prog
    words = {"prose", "line", "lines"}
    fields = {
        (f"huiqian {name} {action}", f"--{field.name}")
        for name, command in COMMANDS.items()
        for kind in command.kinds
        for field in KINDS[kind].fields
        for action in ("add", "edit")
        if field.kind in words
    }
    assert tried >= {
        *fields,
        *((f"huiqian {command}", option) for command in ("mark",) for option in ("--note", "--evidence")),
        ("huiqian opinions answer", "--text"),
        ("huiqian outline return", "--reason"),
        ("huiqian outline explain", "--text"),
        ("huiqian study make-up", "--note"),
        ("huiqian draft meant", "--reason"),
        ("huiqian opinions list", "--filter"),
    }


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_note_and_what_shows_it_come_from_standard_input(
    encoding: str, meeting: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mark(*given: str) -> Any:
        return run("mark", meeting, "plan", *given)

    type_in(monkeypatch, "党组会已议\r\n待印发\r\n", encoding)
    assert mark("--note", "-").code == 0
    type_in(monkeypatch, "方案.docx\n会议记录\n", encoding)
    assert mark("--evidence", "通知", "--evidence", "-", "--on", "2026-11-20").code == 0
    expected = Mark(note="党组会已议\n待印发", evidence=("通知", "方案.docx", "会议记录"), on=date(2026, 11, 20))
    assert read_back(meeting).mark("group", "plan") == expected
    type_in(monkeypatch, "")
    outcome = mark("--note", "-")
    assert (outcome.code, outcome.err) == (2, "huiqian: There is no text on standard input.\n")
    outcome = mark("--note", "-", "--evidence", "-")
    assert (outcome.code, outcome.err) == (2, "huiqian: Only one text can come from standard input.\n")
    assert read_back(meeting).mark("group", "plan") == expected


def test_a_file_and_a_text_cannot_both_come_from_standard_input(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "张三\t书记\t是\n")
    new = ("new", tmp_path / "made", "--unit", "U", "--date", "2026-12-18", "--members", arguments.STANDARD_INPUT)
    outcome = run(*new, "--title", "-")
    assert (outcome.code, outcome.err) == (2, "huiqian: Only one text can come from standard input.\n")
    assert not (tmp_path / "made").exists()
    for action in (("compare", "-", "-"), ("meant", "f0", "-", tmp_path, "--for", "m01", "--reason", "-")):
        assert run("draft", *action).err == "huiqian: Only one text can come from standard input.\n"
    assert run("draft", "read", "-").code == 0
