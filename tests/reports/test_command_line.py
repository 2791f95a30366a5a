"""``huiqian export`` and ``huiqian summary --output``."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checklists.base.language import set_language
from checklists.edits.departure import remove_member
from checklists.readiness.duties import assess
from checklists.reports.catalogue import EXPORTS
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice
from checklists.store.folder import Folder
from tests.cli.running import Run, spawn
from tests.reports.meetings import CANARY
from tests.reports.reading import document, events, everything, lines, page, tables, workbook

TODAY = "2026-12-01"


@pytest.mark.parametrize("name", [name for name in EXPORTS if name != "summary"])
def test_every_export_of_the_sample(name: str, sample: Path, tmp_path: Path, run: Run) -> None:
    export = EXPORTS[name]
    full = [] if export.text == "none" else ["--full"]
    for form in export.formats:
        target = tmp_path / f"out.{form}"
        outcome = run("export", sample, name, "--output", target, "--today", TODAY, *full)
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
        content = target.read_bytes()
        readers: dict[str, Callable[[bytes], object]] = {"docx": document, "xlsx": workbook, "ics": events}
        read = readers.get(form, bytes.decode)
        assert read(content)


@pytest.mark.parametrize("form", ["docx", "html", "xlsx"])
def test_the_summary_in_the_form_that_the_suffix_names(form: str, sample: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / f"out.{form}"
    outcome = run("summary", sample, "--output", target, "--today", TODAY, "--check")
    assert (outcome.code, outcome.out, outcome.err) == (1, "", "")
    if form == "html":
        assert "NOT READY" in page(target.read_text()).text
    elif form == "docx":
        assert any("NOT READY" in line for line in lines(target.read_bytes()))
    else:
        assert workbook(target.read_bytes()).sheetnames[0] == "Board"
    assert run("summary", sample, "--output", target, "--today", TODAY).code == 4
    assert run("summary", sample, "--output", target, "--today", TODAY, "--force", "--member", "m02").code == 0


@pytest.mark.parametrize("form", EXPORTS["summary"].formats)
def test_the_summary_is_an_export_too(form: str, sample: Path, tmp_path: Path, run: Run) -> None:
    paths = [tmp_path / f"{name}.{form}" for name in ("export", "summary")]
    assert run("export", sample, "summary", "--output", paths[0], "--today", TODAY).code == 0
    assert run("summary", sample, "--output", paths[1], "--today", TODAY).code == 0
    if form == "docx":
        assert lines(paths[0].read_bytes()) == lines(paths[1].read_bytes())
    elif form == "xlsx":
        assert workbook(paths[0].read_bytes()).sheetnames == workbook(paths[1].read_bytes()).sheetnames
    else:
        assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_template_is_taken_by_every_command_that_writes_a_docx_and_refused_for_other_forms(
    sample: Path, tmp_path: Path, run: Run
) -> None:
    template = tmp_path / "office.docx"
    assert run("export", sample, "archive", "--output", template, "--today", TODAY).code == 0
    found = document(template.read_bytes())
    found.sections[0].header.paragraphs[0].text = "Letterhead"
    found.save(str(template))
    for name, command in (("e", ("export", sample, "owing")), ("s", ("summary", sample)), ("r", ("rollup", sample))):
        target = tmp_path / f"{name}.docx"
        assert run(*command, "--output", target, "--today", TODAY, "--template", template).code == 0
        assert document(target.read_bytes()).sections[0].header.paragraphs[0].text == "Letterhead"
        other = tmp_path / f"{name}.html"
        outcome = run(*command, "--output", other, "--today", TODAY, "--template", template)
        assert (outcome.code, other.exists()) == (2, False)
        assert "for DOCX only" in outcome.err


def test_html_goes_to_standard_output_and_binary_forms_do_not(sample: Path, run: Run) -> None:
    assert run("summary", sample, "--format", "html", "--today", TODAY).out.startswith("<!DOCTYPE html>")
    outcome = run("summary", sample, "--format", "docx", "--today", TODAY)
    assert outcome.code == 2
    assert "--output" in outcome.err


def test_the_list_tells_all_exports(sample: Path, run: Run) -> None:
    outcome = run("export", sample, "list")
    assert outcome.code == 0
    assert [line.split()[0] for line in outcome.out.splitlines()] == [*EXPORTS]
    assert "confidential: only with --full" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["feedback", "--output", "{}/a.docx"], 2, "--full"),
        (["owing", "--output", "{}/a.docx", "--full"], 2, "leave --full out"),
        (["script", "--output", "{}/a.docx", "--member", "m01"], 2, "leave --member out"),
        (["script", "--output", "{}/a.xlsx"], 2, ".docx"),
        (["calendar", "--output", "{}/a.docx"], 2, ".ics"),
        (["owing"], 2, "--output"),
        (["owing", "--output", "{}/no/a.docx"], 4, "no such folder; make it first, or name another"),
        (["owing", "--output", "{}/a.docx", "--member", "nobody"], 2, "no member"),
        (["nothing", "--output", "{}/a.docx"], 2, "nothing"),
    ],
)
def test_what_does_not_fit_is_told_in_one_sentence(
    arguments: list[str], code: int, word: str, sample: Path, tmp_path: Path, run: Run
) -> None:
    before = sorted(tmp_path.iterdir())
    outcome = run("export", sample, *(one.format(tmp_path) for one in arguments))
    assert outcome.code == code
    assert word in outcome.err
    assert "Traceback" not in outcome.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_member_is_found_by_name(sample: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "a.docx"
    outcome = run("export", sample, "feedback", "--full", "--member", "陆文谨", "--output", target)
    assert outcome.code == 0
    assert [line for line in lines(target.read_bytes()) if line.startswith("Comrade")] == ["Comrade 陆文谨:"]


def test_a_folder_without_a_meeting_and_a_faulty_one(sample: Path, tmp_path: Path, run: Run) -> None:
    assert run("export", tmp_path / "none", "owing", "--output", tmp_path / "a.docx").code == 3
    (sample / "talks.toml").write_text(f'format = 1\n[talks.t1]\nsaid = "{CANARY}"\nheld = 3\n')
    outcome = run("export", sample, "owing", "--output", tmp_path / "b.docx", "--today", TODAY)
    assert outcome.code == 3
    assert CANARY not in outcome.err
    assert (tmp_path / "b.docx").exists()


def test_the_pages_speak_chinese(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    done = spawn("export", str(sample), "owing", "--output", str(target), HUIQIAN_LANG="zh")
    assert (done.returncode, done.stderr) == (0, b"")
    assert lines(target.read_bytes())[0] == "未办结事项清单"


@pytest.mark.parametrize("arguments", [["summary", "{}"], ["next", "{}"], ["summary", "{}", "--format", "json"]])
def test_what_writes_no_export_imports_nothing_of_it(arguments: list[str], sample: Path) -> None:
    code = (
        "import sys, json\nfrom tui.cli import main\nmain(sys.argv[1:])\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    )
    command = [sys.executable, "-c", code, *(one.format(sample) for one in arguments)]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "HUIQIAN_LANG": "en"})
    modules = json.loads(done.stdout.decode().splitlines()[-1])
    heavy = {"docx", "openpyxl", "icalendar", "lxml", "html"}
    assert heavy & {name.split(".")[0] for name in modules} == set()
    needed = {"common", "summary"} if arguments[0] == "summary" else set()
    found = {name.split(".")[3] for name in modules if name.startswith("checklists.reports.papers.")}
    assert found <= needed
    assert "checklists.reports.writers.svg" not in modules
    assert "tui.cli.commands.export" not in modules


@pytest.mark.parametrize("name", [one.id for one in EXPORTS.values() if one.can_be_limited])
def test_a_member_writes_what_the_dialog_writes_for_them(name: str, sample: Path, tmp_path: Path, run: Run) -> None:
    set_language("en")
    export = EXPORTS[name]
    reading = Folder(sample).read()
    assert reading.meeting is not None
    readiness = assess(reading.meeting, date.fromisoformat(TODAY), reading.faults)
    choice = ExportChoice(is_full=export.text != "none", viewer="m02")
    full = ["--full"] if choice.is_full else []
    for form in export.formats:
        for more in ([], ["--member", "m02"]):
            target = tmp_path / f"out{len(more)}.{form}"
            outcome = run("export", sample, name, "--as", "陆文谨", "--output", target, "--today", TODAY, *full, *more)
            assert (outcome.code, outcome.err) == (0, "")
            assert _said(target.read_bytes(), form) == _said(export_bytes(readiness, export, form, choice), form)


def _said(content: bytes, form: str) -> object:
    """Return what a file says, without when it was written."""
    if form == "xlsx":
        book = workbook(content)
        return [(sheet.title, list(sheet.values)) for sheet in book]
    return (lines(content), tables(content)) if form == "docx" else everything(content)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["export", "{sample}", "script", "--as", "m02", "--output", "{target}.docx"], "the whole meeting's"),
        (["export", "{sample}", "script", "--as", "m02", "--member", "m02", "--output", "{target}.docx"], "whole"),
        (["export", "{sample}", "owing", "--as", "m02", "--member", "m03", "--output", "{target}.docx"], "own part"),
        (["export", "{sample}", "owing", "--as", "m02", "--member", "group", "--output", "{target}.docx"], "own part"),
        (["export", "{sample}", "owing", "--as", "nobody", "--output", "{target}.docx"], "no member"),
        (["export", "{sample}", "owing", "--as", "group", "--output", "{target}.docx"], "no member"),
        (["export", "{sample}", "feedback", "--as", "m02", "--output", "{target}.docx"], "--full"),
        (["summary", "{sample}", "--as", "m02", "--member", "m03"], "own part"),
        (["summary", "{sample}", "--as", "m02", "--member", "group", "--output", "{target}.xlsx"], "own part"),
        (["summary", "{sample}", "--as", "nobody"], "no member"),
    ],
)
def test_a_member_is_refused_what_is_not_theirs(
    arguments: list[str], word: str, sample: Path, tmp_path: Path, run: Run
) -> None:
    before = sorted(tmp_path.iterdir())
    outcome = run(*(one.format(sample=sample, target=tmp_path / "a") for one in arguments))
    assert (outcome.code, outcome.out) == (2, "")
    assert word in outcome.err
    assert outcome.err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_the_summary_as_a_member_sees_it(sample: Path, tmp_path: Path, run: Run) -> None:
    waived = run(
        "mark", sample, "notify-members", "--member", "m03", "--status", "waived", "--note", CANARY, "--by", "x"
    )
    assert waived.code == 0, waived.err
    assert CANARY in run("summary", sample, "--today", TODAY).out
    printed = run("summary", sample, "--today", TODAY, "--as", "m02", "--check")
    assert (printed.code, printed.err) == (1, "")
    assert "陆文谨" in printed.out
    for form in EXPORTS["summary"].formats:
        target = tmp_path / f"own.{form}"
        assert run("summary", sample, "--today", TODAY, "--as", "m02", "--output", target).code == 0
        text = everything(target.read_bytes())
        assert CANARY not in text
        assert "Opinions by channel" not in text
        if form == "txt":
            assert text == printed.out


def test_a_member_is_told_no_faults_of_others_files(sample: Path, tmp_path: Path, run: Run) -> None:
    (sample / "members" / "m03.toml").write_text(f'format = 1\n"{CANARY}" = 3\n')
    to = ["--output", tmp_path / "a.docx", "--force"]
    for words in (["summary", sample], ["export", sample, "owing", *to], ["opinions", "list", sample]):
        faulty = run(*words)
        assert faulty.code == 3
        assert CANARY in faulty.err
        outcome = run(*words, "--as", "m02")
        assert outcome.code == 0
        assert "m03" not in outcome.err
        assert CANARY not in outcome.err


def without_notice(text: str) -> str:
    return text.replace("members.m03", "").replace("(m03)", "")


def test_every_export_and_report_lives_with_the_records_of_one_who_left(sample: Path, tmp_path: Path, run: Run) -> None:
    folder = Folder(sample)
    meeting = folder.read().meeting
    assert meeting is not None
    folder.apply(remove_member(meeting, "m03", "keep"))
    checked = run("check", sample)
    assert checked.code == 0
    assert (checked.out + checked.err).count("is no longer on the roster") == 1
    for export in EXPORTS.values():
        target = tmp_path / f"{export.id}.{export.natural}"
        full = [] if export.text == "none" else ["--full"]
        outcome = run("export", sample, export.id, "--output", target, "--today", TODAY, *full)
        assert (outcome.code, outcome.out, outcome.err) == (0, "", ""), export.id
        if export.natural == "docx":
            assert "m03" not in without_notice(everything(target.read_bytes())), export.id
    for command in (("summary", sample), ("next", sample), ("rollup", sample), ("opinions", "list", sample)):
        outcome = run(*command, "--today", TODAY) if command[0] != "opinions" else run(*command)
        assert outcome.code == 0
        assert "m03" not in without_notice(outcome.out)
