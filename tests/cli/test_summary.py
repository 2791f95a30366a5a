"""The summary: the same facts as text, Markdown and JSON, at every width, and the verdict as an exit code."""

import json
import re
import stat
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from checklists.base.cells import count_cells, split_heading
from checklists.base.language import LANGUAGES, set_language
from checklists.edits.change import join_edits
from checklists.edits.marks import mark_duty
from checklists.model.meeting import Member
from checklists.readiness.duties import Readiness, assess
from checklists.readiness.reasons import find_reasons
from checklists.reports.deliver import SUMMARY, require_format
from checklists.reports.writers.markdown import escape_markdown
from checklists.store.folder import Folder
from tests.builders import copy_sample
from tests.cli.running import MEMBERS, TODAY, Run, make
from tests.hostile import STRINGS, controls_in
from tests.reports.forms import summary_as


def readiness_of(folder: Path, today: date = date(2026, 12, 1)) -> Readiness:
    reading = Folder(folder).read()
    assert reading.meeting is not None
    return assess(reading.meeting, today, reading.faults)


def hostile_members(count: int) -> dict[str, Member]:
    texts = [text for text in STRINGS.values() if 0 < len(text) < 200 and text.strip() and "\udc80" not in text]
    return {
        f"m{number:03d}": Member(name=f"{texts[number % len(texts)]}{number}"[:199], post=texts[number % len(texts)])
        for number in range(1, count + 1)
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Readiness:
    """Return the readiness of a meeting whose every text is wide or hostile."""
    text = "民主生活会🙂e\u0301👨‍👩‍👧‍👦“引号”（括号）" * 5
    path = make(tmp_path_factory.mktemp("hostile"), members=hostile_members(30), unit=text, title=text, theme=text)
    folder = Folder(path)
    meeting = folder.read().meeting
    assert meeting is not None
    note = "因故不能按期完成，" * 60 + "x" * 300 + "\u0301" * 9
    fields: dict[str, Any] = {"status": "waived", "by": text, "note": note}
    edits = [mark_duty(meeting, subject, "self-study", **fields) for subject in meeting.settings.members]
    folder.apply(join_edits([mark_duty(meeting, "group", "plan", **fields), *edits], ""))
    return readiness_of(path)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Readiness:
    """Return the readiness of a meeting of 300."""
    return readiness_of(make(tmp_path_factory.mktemp("large"), members=hostile_members(300)))


def test_no_line_is_wider_than_asked_for(hostile: Readiness) -> None:
    """Where the columns become narrow each width counts; beyond, every seventh does."""
    widths = [*range(60, 84), *range(84, 141, 7)]
    for cells, language in [*((cells, LANGUAGES[cells % 2]) for cells in widths), (60, "en"), (80, "en")]:
        set_language(language)
        part = {"member": "m001"} if cells // 2 % 2 else {"stage": "study"}
        for selection in ({}, part):
            text = summary_as("txt", hostile, width=cells, **selection)
            for line in text.splitlines():
                assert cell_len(line) <= cells, line
                assert count_cells(line) <= cells, line
            assert controls_in(text) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [60, 61, 80, 100, 140])
def test_three_hundred_members_keep_whole_counts_at_every_width(cells: int, language: Any, large: Readiness) -> None:
    set_language(language)
    lines = summary_as("txt", large, width=cells).splitlines()
    assert max(map(cell_len, lines)) <= cells
    # 300 members with one open item each in two stages, and the group's own row
    assert sum(line.count("0/1") for line in lines) >= 600


def test_columns_stand_under_each_other_by_cells(tmp_path: Path) -> None:
    set_language("en")
    members = {
        "m01": Member(name="张三"),
        "m02": Member(name="Li Si"),
        "m03": Member(name="e\u0301" * 40),
        "m04": Member(name="买买提·阿卜杜拉·买买提·阿卜杜拉"),
    }
    text = summary_as("txt", readiness_of(make(tmp_path / "names", members=members)), width=80)
    board = text.split("\nWho", 1)[1].split("\n\n", 1)[0].splitlines()[2:-1]
    assert len(board) == 4
    starts = {tuple(cell_len(line[: found.start()]) for found in re.finditer(r"[!✔◐○–] ?", line)) for line in board}
    assert len({start[-3:] for start in starts}) == 1


def test_the_board_is_one_table_at_every_width(tmp_path: Path) -> None:
    copy_sample(tmp_path / "sample", date(2026, 11, 24))
    readiness = readiness_of(tmp_path / "sample", date(2026, 11, 24))
    for cells, language in product((60, 64, 70, 80, 100, 140, 200), LANGUAGES):
        set_language(language)
        text = summary_as("txt", readiness, width=cells)
        rows = [line for line in text.splitlines() if re.match(r"\w+ +(\d+%  )?[!✔◐○–] ?\d", line)]
        assert len(rows) == len(readiness.meeting.subjects) + 1, text
        starts = [{cell_len(row[: sign.start()]) for sign in re.finditer("[!✔◐○–←]", row)} for row in rows]
        assert {frozenset(start) for start in starts} == {frozenset(starts[0])}, text
        assert len(starts[0]) == len(readiness.meeting.checklist.stages)
        assert re.search(r"(?m)^1 .*! 1$", text), "what is overdue bears its sign"


def test_text_shows_everything_that_matters(meeting: Path, run: Run) -> None:
    assert run("mark", meeting, "plan", "--status", "done").code == 0
    assert (
        run("mark", meeting, "written", "--member", "m03", "--status", "waived", "--note", "ill", "--by", "me").code
        == 0
    )
    outcome = run("summary", meeting, "--today", TODAY)
    assert outcome.code == 0
    assert outcome.err == ""
    for expected in [
        "Unit · Meeting",
        "2026-12-18 · 17 days left",
        "NOT READY · 2 of 10 done · progress ",
        "1 Getting started",
        "Quorum reached: 2 of 3 members are expected, 2 are needed",
        "“Study on one's own” is open for 3 members, 3 days overdue: Zhang San, Li Si",
        "Send a written speech · Wang Wu: ill (me",
    ]:
        assert expected in outcome.out
    assert "\x1b" not in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 80


def test_a_members_summary_has_the_members_own_figures(meeting: Path, run: Run) -> None:
    assert run("mark", meeting, "self-study", "--member", "m02", "--status", "done").code == 0
    for form in ("text", "markdown"):
        outcome = run("summary", meeting, "--member", "m02", "--today", TODAY, "--format", form)
        said = outcome.out.replace("**", "")
        assert "Only for Li Si" in said
        assert "Meeting NOT READY · 1 of 2 done · progress 50%" in said
        assert "overdue" not in said.split("progress 50%")[1].split("\n")[0]
        assert ": Li Si" not in said
        assert "(Li Si)" not in said
    late = {"zh": "会议总体会后逾期 · 已完成", "en": "Whole meeting LATE · 1 of 2 done"}
    for language, words in late.items():
        assert words in run("--lang", language, "summary", meeting, "--member", "m02", "--today", "2027-03-01").out
    said = run("summary", meeting, "--stage", "study", "--member", "m01", "--today", TODAY).out
    assert "Only for Zhang San · Study\nMeeting NOT READY · 0 of 1 done · progress 0% · 1 overdue" in said


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_what_progress_means_is_said_once(form: str, meeting: Path, run: Run) -> None:
    said = run("summary", meeting, "--today", TODAY, "--format", form).out
    assert said.count("Progress: what is counted from records") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [60, 80, 120])
def test_headings_of_the_board_are_whole(cells: int, language: Any, full: Path) -> None:
    set_language(language)
    readiness = readiness_of(full)
    board = summary_as("txt", readiness, width=cells).split("\n\n", 2)[2].split("\n\n")
    heads = "".join("\n".join(part.splitlines()[:3]) for part in board if {"Who", "对象"} & set(part.split()))
    assert "…" not in heads
    for stage in readiness.meeting.checklist.stages.values():
        for half in split_heading(str(stage.title)):
            assert half.split(" ")[0] in heads


def test_more_steps_than_are_shown_are_counted_below_the_list(tmp_path: Path) -> None:
    set_language("en")
    copy_sample(tmp_path / "sample", date(2026, 11, 24))
    said = summary_as("md", readiness_of(tmp_path / "sample", date(2026, 11, 24)))
    assert re.search(r"\n8\. [^\n]+\n\nand \d+ more items: huiqian next\n", said)
    assert "9. and" not in said


def test_no_item_is_named_twice_among_the_reasons(tmp_path: Path) -> None:
    copy_sample(tmp_path / "sample", date(2026, 11, 24))
    found = find_reasons(readiness_of(tmp_path / "sample", date(2026, 11, 24)))
    items = [reason.item for reason in found if reason.item]
    assert len(items) > 20
    assert len(items) == len(set(items))


def test_reasons_are_numbered_by_urgency_and_at_most_three_lines(hostile: Readiness) -> None:
    set_language("en")
    text = summary_as("txt", hostile, width=60)
    part = text.split("Why not yet\n", 1)[1].split("\n\n", 1)[0].splitlines()
    starts = [place for place, line in enumerate(part) if line.lstrip()[:1].isdigit()]
    assert starts[0] == 0
    assert all(after - before <= 3 for before, after in pairwise([*starts, len(part)]))
    assert all(line.startswith("   ") for place, line in enumerate(part) if place not in starts)


def test_colours_only_colour(meeting: Path) -> None:
    set_language("en")
    plain = summary_as("txt", readiness_of(meeting), width=80)
    coloured = summary_as("txt", readiness_of(meeting), width=80, is_coloured=True)
    assert coloured != plain
    stripped = re.sub(r"\x1b\[\d+m", "", coloured)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def test_markdown_escapes_what_was_typed(tmp_path: Path) -> None:
    set_language("en")
    name = "a|b `c` [d](https://e) <b>f</b> *g* _h_ # @i"
    readiness = readiness_of(make(tmp_path / "m", members={"m01": Member(name=name)}, unit="- x", title="1. y"))
    text = summary_as("md", readiness)
    row = next(line for line in text.splitlines() if line.startswith("| a"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 7
    for raw in ("<b>", " `c`", "[d](", "https://", " *g*", " _h_", "@i"):
        assert raw not in text
    assert text.startswith("# \\- x · ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. x", "1\\. x"),
        ("2) x", "2\\) x"),
        ("- x", "\\- x"),
        ("a\nb", "a b"),
        ("a & b", "a &amp; b"),
        ("<br>", "&lt;br&gt;"),
        ("plain 文字", "plain 文字"),
    ],
)
def test_escaping(text: str, expected: str) -> None:
    assert escape_markdown(text) == expected


def test_check_tells_the_verdict(tmp_path: Path, run: Run) -> None:
    members = {key: member.model_copy(update={"post": "Post"}) for key, member in MEMBERS.items()}
    folder = make(tmp_path / "ready", members=members, theme="Theme")
    text = (folder / "meeting.toml").read_text().replace("[members", '[aspects]\na = "A"\nb = "B"\n\n[members', 1)
    (folder / "meeting.toml").write_text(text)
    assert run("summary", folder, "--check", "--today", TODAY).code == 1
    assert run("summary", folder, "--today", TODAY).code == 0
    run("mark", folder, "plan", "--status", "done")
    for item in ("self-study", "outline", "written"):
        assert run("mark", folder, item, "--all", "--status", "done").code == 0
    outcome = run("summary", folder, "--check", "--today", TODAY)
    assert outcome.code == 0
    assert "READY" in outcome.out
    assert "NOT READY" not in outcome.out
    assert "100%" in outcome.out
    text = (folder / "meeting.toml").read_text()
    (folder / "meeting.toml").write_text(
        text.replace('role = "principal"', 'attendance = "absent"\nrole = "principal"')
    )
    outcome = run("summary", folder, "--check", "--today", TODAY)
    assert outcome.code == 1
    assert "Quorum not reached" in outcome.out
    assert "the principal will be absent" in " ".join(outcome.out.split())


def test_faults_are_told_beside_what_can_be_read(meeting: Path, run: Run) -> None:
    (meeting / "group.toml").write_text('format = 1\n[marks.plan]\nstatus = "don"\n')
    outcome = run("summary", meeting, "--today", TODAY, "--check")
    assert outcome.code == 3
    assert "Unit · Meeting" in outcome.out
    assert outcome.err.splitlines()[0].startswith("huiqian: group.toml: marks.plan.status: found")
    (meeting / "meeting.toml").write_text("unit = ")
    outcome = run("summary", meeting, "--today", TODAY)
    assert (outcome.code, outcome.out) == (3, "")
    assert "meeting.toml: line 1" in outcome.err


@pytest.mark.parametrize(
    ("name", "start"), [("s.txt", "Unit · Meeting"), ("s.md", "# Unit"), ("s.json", "{\n"), ("s", "Unit · Meeting")]
)
def test_output_follows_the_name_and_is_the_owners_alone(name: str, start: str, meeting: Path, run: Run) -> None:
    target = meeting.parent / name
    outcome = run("summary", meeting, "--output", target, "--today", TODAY)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert target.read_text().startswith(start)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(entry.name for entry in meeting.parent.iterdir()) == sorted(["meeting", name])


def test_output_never_replaces_a_file_unasked(meeting: Path, run: Run) -> None:
    target = meeting.parent / "kept.md"
    target.write_text("mine")
    outcome = run("summary", meeting, "--output", target)
    assert outcome.code == 4
    assert "exists already" in outcome.err
    assert target.read_text() == "mine"
    assert run("summary", meeting, "--output", target, "--force", "--format", "json").code == 0
    assert json.loads(target.read_text())["format"] == 1


@pytest.mark.parametrize("target", ["nowhere/s.md", ".", "..", "meeting.toml/s.md"])
def test_output_that_cannot_be_written_is_told(target: str, meeting: Path, run: Run) -> None:
    before = sorted(meeting.iterdir())
    outcome = run("summary", meeting, "--output", meeting / target, "--force")
    assert outcome.code == 4
    assert len(outcome.err.splitlines()) == 1
    assert sorted(meeting.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.TXT", "txt"), ("a.markdown", "md"), ("a.b.Json", "json"), ("a", "txt"), ("a.docx", "docx"), ("a.htm", "html")],
)
def test_a_name_asks_for_a_form(name: str, form: str) -> None:
    assert require_format(SUMMARY, Path(name)) == form


def test_with_as_a_fault_of_another_counts_in_the_verdict_without_being_told(full: Path, run: Run) -> None:
    sheet = full / "members" / "m01.toml"
    sheet.write_text('[marks.plan]\nstatus = "secret-words"\n', encoding="utf-8")
    assert run("summary", full, "--check", "--today", TODAY).code == 3
    said = run("summary", full, "--as", "m02", "--check", "--today", TODAY)
    assert said.code == 1
    assert "Outside your part something is missing or wrong" in said.out
    assert "m01" not in said.out + said.err
    assert "secret-words" not in said.out + said.err
