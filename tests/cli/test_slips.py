"""Slips that newcomers make, and whether the answer helps: files for folders, titles for ids, dates, broken TOML."""

import re
from pathlib import Path

import pytest

from checklists.base.language import set_language
from checklists.base.toml import BrokenTomlError, parse
from checklists.store.folder import Folder
from tests.cli.running import TODAY, Run, contents, make, parsers
from tui.cli.parser import build_parser
from tui.cli.usage import format_placeholder


@pytest.mark.parametrize(
    "command",
    [
        ["new", "FILE", "--unit", "U", "--title", "T", "--date", "2026-12-18"],
        ["demo", "FILE", "--no-open"],
        ["open", "FILE"],
        ["check", "FILE"],
        ["summary", "FILE"],
        ["mark", "FILE", "plan", "--status", "done"],
    ],
)
def test_a_file_in_a_folders_place_is_called_a_file(command: list[str], tmp_path: Path, run: Run) -> None:
    file = tmp_path / "roster.tsv"
    file.write_text("name\n")
    outcome = run(*(file if word == "FILE" else word for word in command))
    assert outcome.code in {3, 4}
    assert f"{file} is a file, not a folder." in outcome.err
    assert file.read_text() == "name\n"


@pytest.mark.parametrize("typed", ["study", "Study", "学习"])
def test_a_stage_is_found_by_id_and_by_title(typed: str, full: Path, run: Run) -> None:
    said = run("summary", full, "--stage", typed, "--today", TODAY)
    assert said.code == 0
    assert "Only for Study" in said.out


def test_an_item_is_found_by_title_and_near_ids_are_named(full: Path, run: Run) -> None:
    assert run("mark", full, "备齐主持词、议程、座次", "--status", "done").code == 0
    before = contents(full)
    outcome = run("mark", full, "opinion", "--status", "done")
    assert outcome.code == 2
    assert "Did you mean opinion" in outcome.err
    assert len(re.findall(r"opinions?-[a-z]+", outcome.err)) >= 3
    assert contents(full) == before


@pytest.mark.parametrize(
    ("date", "today", "words"),
    [
        ("2026-12-18", "2026-12-19", "The meeting's date 2026-12-18 is past"),
        ("2026-12-18", "2026-12-15", "17 duties are overdue from the start"),
        ("2026-12-18", "2026-08-01", ""),
    ],
)
def test_a_past_or_near_date_is_not_taken_without_a_word(
    date: str, today: str, words: str, tmp_path: Path, run: Run
) -> None:
    outcome = run("new", tmp_path / "m", "--unit", "U", "--title", "T", "--date", date, "--today", today)
    assert (outcome.code, outcome.out) == (0, "")
    assert words in outcome.err
    assert len(outcome.err.splitlines()) == (2 if words else 1)


def test_a_value_that_does_not_fit_is_named_as_the_forms_name_it(tmp_path: Path, run: Run) -> None:
    outcome = run("new", tmp_path / "m", "--unit", "", "--title", "T", "--date", "2026-12-18")
    assert outcome.err == "huiqian: Not saved: Unit: this must not be empty\n"
    outcome = run("new", tmp_path / "m", "--unit=", "--title", "T", "--date", "2026-12-18", "--lang", "zh")
    assert outcome.err == "huiqian: 未保存：单位：不能为空\n"


@pytest.mark.parametrize(
    "content",
    [
        *("a = ", "a", 'a = "x', "[a", "a = 1\na = 2", "= 1", "a = [1,", "a = 2026-13-01", 'a = """x', 'a = "\\q"'),
        *("a = 01", "x = {a=1", 'a="b" c', "a = tru", "中文 = 1", "a = “x”", "a = 1_", "a == 1", "a = 'x", "a = nan1"),
    ],
)
def test_what_is_wrong_with_toml_is_said_in_the_readers_language(content: str) -> None:
    set_language("zh")
    with pytest.raises(BrokenTomlError) as caught:
        parse(content.encode())
    assert "expected" not in caught.value.problem
    assert re.search(r"[一-龥]", caught.value.problem.partition("：")[2])


def test_a_complaint_about_toml_is_in_the_language_or_in_quotes() -> None:
    set_language("zh")
    broken = (
        b"a = 25:61:00",
        b'a = "\\q"',
        b"a = 1\na = 2",
        b"a = [1,,2]",
        b"= 1",
        b"a = 00",
        b"a = tru",
        b"[a.]",
        b"a = 1 b",
    )
    for content in broken:
        with pytest.raises(BrokenTomlError) as caught:
            parse(content)
        assert not re.search(r"[a-z]{4,} [a-z]{3,}", re.sub("“.*”", "", str(caught.value))), str(caught.value)


def test_an_absence_without_a_reason_is_a_notice(tmp_path: Path, run: Run) -> None:
    folder = make(tmp_path / "m")
    assert Folder(folder).read().faults == ()
    text = (folder / "meeting.toml").read_text()
    (folder / "meeting.toml").write_text(text.replace('reason = "ill"\n', ""))
    outcome = run("check", folder)
    assert outcome.code == 0
    assert "notice: meeting.toml: members.m03.reason: Wang Wu is on leave, and no reason is given" in outcome.out


def test_the_help_names_every_exit_code(run: Run) -> None:
    said = run("--help").out.split("Exit codes:\n")[1].splitlines()
    assert [line.split()[0] for line in said] == ["0", "1", "2", "3", "4", "5"]
    assert "draft check" in said[1]


def test_placeholders_are_words_of_the_language() -> None:
    set_language("zh")
    for parser in parsers(build_parser()):
        for action in parser._actions:
            for metavar in [action.metavar] if isinstance(action.metavar, str) else []:
                assert not re.search(r"[A-Z]", metavar), f"{parser.prog}: {metavar}"
    assert format_placeholder("TEXT|-") == "文字|-"
    assert format_placeholder("UTC") == "UTC"


HALF_WIDTH = re.compile(r"[\u4e00-\u9fff“”《》、。，；：？！）] ?[(),:;](?!…)|[(),:;] ?[\u4e00-\u9fff]")
"""Half-width punctuation beside Chinese; beside a placeholder's dots it is what must be typed."""


def test_no_half_width_punctuation_stands_beside_chinese(full: Path, run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("一、存在的问题\n1.读书不多，有的同志学习不深。\n二、整改措施\n1.每周自学。\n", encoding="utf-8")
    set_language("zh")
    said = [parser.format_help() for parser in parsers(build_parser())]
    (full / "members" / "m03.toml").write_text("a = 1\n")
    for line in (
        "check {}", "layout {}", "layout {} --hide remarks", "draft rules {} no-example --off",
        "draft rules {}", "draft check {draft}", "draft read {draft}", "rollup {}", "checklist list", "x",
        "summary {} --stage x", "summary {} --member x", "opinions list {} --sort x", "mark {} nosuch --status done",
        "talks todo {}", "talks add {} --member m01 --kind x", "outline explain {} x --of m01 --text x",
        "opinions import {} - --column x", "outline approve {} --of m02", "checklist show 民主生活",
        "opinions import {} - --column 内容=x",
    ):  # fmt: skip
        outcome = run(*(word.format(full, draft=draft) for word in line.split()), "--lang", "zh")
        said += [outcome.out, outcome.err.replace("huiqian: ", "")]
    lines = [line for text in said for line in text.splitlines() if " | --" not in line]
    found = [line for line in lines if HALF_WIDTH.search(line)]
    assert not found, "\n".join(found)
    assert any("（已保存）" in text for text in said)
    assert HALF_WIDTH.search("文书版式 (已保存)")


def test_help_in_chinese_stands_in_columns(run: Run) -> None:
    from rich.cells import cell_len

    said = run("mark", "--help", "--lang", "zh").out
    lines = [line for line in said.splitlines() if re.match(r"  (--[a-z]+ )?[一-龥|-]+ {2,}", line)]
    columns = {cell_len(match[0]) for line in lines if (match := re.match(r"  (--[a-z]+ )?[一-龥|-]+ {2,}", line))}
    assert len(lines) == 8
    assert columns == {24}
    assert max(map(cell_len, said.splitlines())) <= 80
