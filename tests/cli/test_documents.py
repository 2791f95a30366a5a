"""README and docs: every command runs, every file passes the program's own check, every key and option exists."""

import csv
import io
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
import tomli_w
from docx import Document
from openpyxl import Workbook
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import tui
from checklists.base.language import set_language
from checklists.reports.writers.docx import OFFICIAL
from checklists.setup.samples import make_sample
from tests.cli.running import Outcome, Run, parsers
from tui.cli.parser import build_parser
from tui.cli.usage import Parser
from tui.meeting.screen import MeetingScreen

ROOT = Path(__file__).parents[2]
DOCUMENTS = ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
DAY = date(2026, 11, 24)
DRAFT = "对照检查材料\n\n一、存在的问题\n（一）政治忠诚方面。\n1. 理论学习不够系统。比如，集中学习有两次请假。\n"
OPINIONS = [["意见", "对象", "哪天", "备注"], ["基层调研不够", "陆文谨", "2026-11-20", "无"]]
TALKS = [["谈话人", "谈话对象", "谈话日期"], ["程砚平", "莫怀溪", "2026-11-20"]]
PLACEHOLDERS = {"--unit": "云溪县委常委会", "--title": "2026年度民主生活会", "--date": "2026-12-18"}
"""What stands in the place of the dots after an option."""
NEEDS_A_TERMINAL = 2
NOT_READY = 1


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def blocks(document: str, kind: str | None = None) -> list[str]:
    """Return the fenced blocks, of one kind only where it is given."""
    found = re.findall(r"^```(\w*)\n(.*?)^```", text_of(document), re.MULTILINE | re.DOTALL)
    return [block for language, block in found if kind in {None, language}]


def shell_lines(document: str) -> list[str]:
    """Return the commands that stand in blocks on a line of their own, without what is said of them."""
    lines = [line for block in blocks(document) for line in block.splitlines()]
    return [re.split(r" {3,}|\s+# ", line)[0].strip() for line in lines if re.match(r"(?:\w=\$\()?huiqian( |$)", line)]


def mentions(document: str) -> list[str]:
    """Return the commands that stand in the running text."""
    prose = re.sub(r"^```.*?^```", "", text_of(document), flags=re.MULTILINE | re.DOTALL)
    return [found for found in re.findall(r"`([^`\n]+)`", prose) if found.startswith("huiqian ")]


def is_whole(line: str) -> bool:
    """Tell whether a line can be run: no choice, nothing that may stay away, no word that only stands for others."""
    return not re.search(r"[\[|]|编号|上次会议|文件夹 (?:事项|名称|…)| --(?!unit|title|date)\S+ …|\w …$", line)


@cache
def whole_parser() -> Parser:
    """Return the parser of all commands, which are asked for their names only."""
    set_language("en")
    return build_parser()


def parsers_of(words: list[str]) -> list[tuple[Parser, list[str]]]:
    """Return the parsers that a command means, which may name several by a|b, each with the words that follow."""
    found = [(whole_parser(), words)]
    while True:
        known = [one.choices for parser, _rest in found for one in parser._actions if isinstance(one.choices, dict)]
        names = found[0][1][0].split("|") if found[0][1] else []
        if not known or not names or not re.fullmatch(r"[a-z-]+", names[0]) or names[0].startswith("-"):
            return found
        unknown = {name for name in names if name != "…" and not any(name in choices for choices in known)}
        assert not unknown, f"there is no {unknown}: {words}"
        rest = found[0][1][1:]
        found = [(choices[name], rest) for choices in known for name in names if name in choices]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_and_option_that_is_named_exists(document: str) -> None:
    for line in [*shell_lines(document), *mentions(document)]:
        for command in re.split(r"\$\(|\)|; ", line.replace(" | ", "|")):
            words = command.split("huiqian", 1)[-1].split()
            words = words[2:] if words[:1] == ["--lang"] else words
            if "huiqian" not in command or words[:1] in (["…"], ["COMMAND"]):
                continue
            for parser, rest in parsers_of(words):
                known = {name for action in parser._actions for name in action.option_strings}
                named = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(rest)))
                assert named <= known, f"{line}: {parser.prog} has no {named - known}"


def test_every_option_that_is_named_alone_exists() -> None:
    set_language("en")
    known = {name for parser in parsers(whole_parser()) for action in parser._actions for name in action.option_strings}
    for document in DOCUMENTS:
        named = re.findall(r"`(--[a-z][a-z-]+)[^`]*`", text_of(document))
        assert set(named) <= known | {"--basetemp", "--randomly-seed"}, document


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder: a sample meeting, drafts, tables, a template, folders of meetings."""
    place = tmp_path / "office"
    make_sample(place / "2026-annual", DAY)
    for root in ("各单位", "meetings"):
        shutil.copytree(place / "2026-annual", place / root / "one")
    for name in ("对照检查材料", "材料", "DRAFT", "材料/甲", "材料/乙"):
        (place / name).parent.mkdir(exist_ok=True)
        document = Document()
        for line in DRAFT.splitlines():
            document.add_paragraph(line)
        document.save(str(place / f"{name}.docx"))
    for name, rows in {"意见": OPINIONS, "谈话": TALKS}.items():
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(place / f"{name}.xlsx")
    shutil.copy(OFFICIAL, place / "本单位模板.docx")
    (place / "意见.txt").write_text("到基层调研不够\n", encoding="utf-8")
    (place / "units.csv").write_text("单位,区县,文件夹,日期\n云溪县委常委会,云溪,one,2026-12-11\n", encoding="utf-8")
    monkeypatch.chdir(place)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HUIQIAN_CACHE", str(tmp_path / "cache"))
    return place


def run_line(line: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Run a line as a shell would: what is within is run first, names with stars are found, files are fed and made."""
    line = line.partition("=$(")[2].removesuffix(")") if re.match(r"\w=\$\(", line) else line
    for inner in re.findall(r"\$\((.*?)\)", line):
        within = run_line(inner, run, monkeypatch)
        assert (within.code, bool(within.out)) == (0, True), f"{inner}: {within}"
        line = line.replace(f"$({inner})", within.out.replace("\n", " "))
    words = shlex.split(line)[1:]
    words = [PLACEHOLDERS[words[place - 1]] if word == "…" else word for place, word in enumerate(words)]
    plain = words[: min((words.index(sign) for sign in "<>" if sign in words), default=len(words))]
    fed = Path(words[words.index("<") + 1]).read_bytes() if "<" in words else b""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(fed), encoding="utf-8"))
    found = (sorted(map(str, Path().glob(word))) if "*" in word else [word] for word in plain)
    outcome = run(*chain.from_iterable(found))
    if ">" in words:
        Path(words[-1]).write_text(outcome.out, encoding="utf-8")
    return outcome


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("document", [one for one in DOCUMENTS if any(map(is_whole, shell_lines(one)))])
def test_every_command_runs(document: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for line in shell_lines(document) if is_whole(line)]
    for line in lines:
        outcome = run_line(line, run, monkeypatch)
        if line == "huiqian" or line.endswith("--open"):
            assert outcome.code == NEEDS_A_TERMINAL, line
            assert "The app needs a terminal" in outcome.err
        else:
            may_find = "draft check" in line
            assert outcome.code in ({0, NOT_READY} if may_find else {0}), f"{line}: {outcome}"
    assert len(lines) > 2


@pytest.fixture
def founded(tmp_path: Path, run: Run) -> Path:
    """Return the folder of a meeting with the roster of README."""
    folder, roster = tmp_path / "2026-annual", tmp_path / "名单.csv"
    table = re.search(r"^\| 姓名 \|.*?(?=\n\n)", text_of("README.md"), re.MULTILINE | re.DOTALL)
    assert table
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()]
    with roster.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([rows[0], *rows[2:], ["陆文谨", "副书记、县长", "", "", "", "", ""]])
    outcome = run("new", folder, "--unit", "u", "--title", "t", "--date", "2026-12-18", "--members", roster)
    assert outcome.code == 0, outcome
    return folder


def test_the_files_of_a_meeting_pass_the_check(founded: Path, run: Run) -> None:
    settings, sheet = (block for block in blocks("README.md", "toml") if block.startswith("format = 1"))
    (founded / "meeting.toml").write_text(settings, encoding="utf-8")
    (founded / "members" / "m01.toml").write_text(sheet, encoding="utf-8")
    answers = tomllib.loads(sheet)["outline"]["problems"]["p7f3a"]["answers"]
    opinions = {"format": 1, "opinions": {key: {"text": "……", "about": ["m01"]} for key in answers}}
    (founded / "opinions.toml").write_text(tomli_w.dumps(opinions), encoding="utf-8")
    for document in ("docs/LAYOUT.md", "docs/DRAFT_RULES.md"):
        (part,) = blocks(document, "toml")
        whole = tomllib.loads((founded / "meeting.toml").read_text(encoding="utf-8")) | tomllib.loads(part)
        (founded / "meeting.toml").write_text(tomli_w.dumps(whole), encoding="utf-8")
    outcome = run("check", founded)
    assert outcome.code == 0, outcome.out
    assert "error" not in outcome.out


def test_the_item_of_a_checklist_passes_the_check(tmp_path: Path, run: Run) -> None:
    (block,) = (block for block in blocks("README.md", "toml") if block.startswith("[stages."))
    for text in (block, block.replace("# rule =", "rule =").replace('scope = "member"', 'scope = "group"')):
        whole = tomllib.loads(run("checklist", "show", "democratic-life").out)
        item = tomllib.loads(text)["stages"]["study"]["items"]["self-study"]
        whole["stages"]["study"]["items"]["self-study"] = item
        (tmp_path / "mine.toml").write_text(tomli_w.dumps(whole), encoding="utf-8")
        outcome = run("checklist", "check", tmp_path / "mine.toml")
        assert (outcome.code, outcome.out) == (0, ""), outcome


def test_every_file_of_the_folder_is_one_of_a_meeting(here: Path, run: Run) -> None:
    folder = here / "2026-annual"
    (tree,) = (block for block in blocks("README.md") if block.startswith("2026-annual/"))
    named = re.findall(r"[\w/-]+\.(?:toml|jsonl)|(?<=  )[a-z]+/(?= )", tree)
    assert len(named) > 10
    with (folder / "group.toml").open("a", encoding="utf-8") as file:
        file.write("# by hand\n")
    assert run("mark", folder, "plan", "--status", "doing").code == 0
    assert run("day", "sign-in", folder, "--absent", "m01", "--today", "2026-12-18").code == 0
    there = {path.relative_to(folder).as_posix() + "/" * path.is_dir() for path in folder.rglob("*")}
    assert set(named) - there <= {"history/"}, "which comes with two MiB of it"


KEYS = {
    "空格": "space",
    "Enter": "enter",
    "Esc": "escape",
    "Tab": "tab",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    ",": "comma",
    "/": "slash",
    "?": "question_mark",
    "!": "exclamation_mark",
    "+": "plus",
}
KEY = re.compile(r"(?:[A-Za-z0-9,/?!\[\]]|F\d{1,2}|(?:Ctrl|Shift)\+\w|空格|space|Enter|Esc|Tab)")


def plain_key(name: str) -> str:
    """Return a key as Textual calls it."""
    modifier, plus, key = name.rpartition("+")
    if plus and modifier:
        return f"{modifier.lower()}+{key.lower()}"
    return KEYS.get(name, name.lower() if len(name) > 1 else name)


def bound(*classes: type[Any]) -> set[str]:
    """Return all keys of these classes and of what they inherit from."""
    found = set()
    for one in classes:
        for parent in one.__mro__:
            for binding in vars(parent).get("BINDINGS", ()):
                keys = binding.key if isinstance(binding, Binding) else binding[0]
                found |= {key.strip() for key in keys.split(",")}
    return {KEYS.get(key, key) for key in found}


def classes_of_the_app() -> Iterator[type[DOMNode]]:
    for module in walk_packages(tui.__path__, "tui."):
        if module.name.endswith("__main__"):
            continue
        for one in vars(import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, DOMNode):
                yield one


@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one != "docs/PERFORMANCE.md"])
def test_every_key_that_is_named_is_bound(document: str) -> None:
    everywhere = bound(*classes_of_the_app(), App, Screen) | {"0", *"12345678"}
    prose = re.sub(r"^```.*?^```", "", text_of(document), flags=re.MULTILINE | re.DOTALL)
    named = {found for found in re.findall(r"`([^`\s]+)`", prose) if KEY.fullmatch(found)}
    assert {name for name in named if plain_key(name) not in everywhere} == set()


def test_every_key_of_the_table_is_one_of_a_meetings_screen() -> None:
    table = text_of("README.md").partition("### 按键")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert len(named) > 20
    screens = bound(MeetingScreen, *(one for one in classes_of_the_app() if one.__module__.startswith("tui.duties")))
    known = screens | bound(*(one for one in classes_of_the_app() if issubclass(one, App)))
    assert {name for name in named if plain_key(name) not in known} == set()
