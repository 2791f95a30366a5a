"""Messages that help: each says what was meant, why it is refused, or that there was nothing to do."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.builders import copy_sample
from tests.cli.running import TODAY, Run, contents, read_back

REFUSED: list[tuple[int, str, str]] = [
    (2, "sumary", "Did you mean summary?"),
    (2, "m", "Did you mean mark?"),
    (2, "nosuch", "is none of: open, demo, new"),
    (2, "summary {} --formt json", "Did you mean --format?"),
    (2, "summary {} --format jsn", "Did you mean json?"),
    (2, "summary {} --member Wang·W", "Wang Wu (m03)"),
    (2, "summary {} --member nobody", "on it are: Zhang San (m01), Li Si (m02)"),
    (2, "summary {} --today 2027-02-29", "2027-02 has no day 29"),
    (2, "summary {} --today 0001-01-01", "--today: "),
    (2, "summary {} --today 9999-12-31", "--today: "),
    (2, "mark {} 主持词 --status done", "Did you mean chair-script"),
    (2, "mark {} nosuch --status done", "The items stand in checklist.toml"),
    (2, "mark {} plan --member m01 --status done", "leave out --member"),
    (2, "mark {} date-consent --status done", "for meetings whose date was moved: say so in the settings"),
    (2, "mark {} written-speech --member m01 --status done", "it is for members on leave: record that"),
    (2, "mark {} 拟定方按 --status done", "Did you mean plan ("),
    (2, "draft rules {} 没有事列", "Did you mean no-example ("),
    (2, "checklist show 民主生活", "Did you mean democratic-life ("),
    (2, "layout {} --hide nope", "There are: unit-line ("),
    (2, "opinions claim {} o0zz", "There is no record o0zz."),
    (4, "export {} talks --output {}", "it is a folder"),
    (2, "checklist show organisational", "Did you mean organisational-life ("),
    (2, "layout {} --hide remark", "Did you mean remarks"),
    (2, "mark {} plan --status 完了", "this word is unknown. Did you mean done?"),
    (2, "mark {} plan --status 好", "expected one of: open (todo), in progress (doing), done, waived, returned"),
    (2, "opinions list {} --sort aspct", "Did you mean Aspect (aspect)?"),
    (2, "opinions list {} --sort 对照面", "Did you mean Aspect (aspect)?"),
    (2, "rollup {} --sort 按风向", "Did you mean by risk (risk)?"),
    (2, "rollup {} --only 未就", "Did you mean not ready (not-ready)?"),
    (2, "rollup {} --by 地域", "Did you mean District (district)?"),
    (2, "talks plan {} --all --planned 明天 --with 分管单元", "Did you mean with unit (units)?"),
    (2, "outline return {} --of m02 --reason x --reviewer supervisors", "Did you mean supervising group (supervisor)?"),
    (2, "summary {} --format 网业", "this word is unknown. Did you mean html?"),
    (2, "summary {} --stage 征求意件", "; did you mean opinions (Opinions)?"),
    (2, "opinions add {} opinion --text x --aspect Loyaltie", "; did you mean politics (Loyalty)?"),
    (2, "outline add {} problem --of m02 --text x --aspect dutty", "; did you mean duty (Duty)?"),
    (2, "outline explain {} inquirry --of m02 --text x", "; did you mean inquiry ("),
    (2, "talks add {} --member m01 --kind 班子成员互谈", "; did you mean with member?"),
    (2, "opinions import {} - --column 内容=意件", "; did you mean Opinion (text)?"),
    (2, "mark {} plan --status dnoe", "Did you mean done?"),
    (2, "opinions add {} nothing --text x", "Opinion (opinion), Channel (channel)"),
    (2, "draft rules {} nope", "There are: placeholder ("),
    (2, "draft rules {} hedgin", "Did you mean hedging"),
    (2, "checklist show brifing", "Did you mean briefing ("),
    (2, "outline review {} --of m02", "Next can be: submitted (huiqian outline submit)"),
    (2, "outline approve {} --of m02", "Next can be: submitted (huiqian outline submit)"),
    (4, "summary {} --output {}/old.txt", "it exists already; --force replaces it"),
    (3, "draft read {}", "it is a folder"),
    (3, "rollup {}/meeting.toml", "it is a file; name the folder that holds the meetings' folders"),
    (3, "export {}/nowhere list", "There is no meeting in"),
    (3, "summary {}/group.toml", "is a file, not a folder"),
]


def words_of(line: str, full: Path) -> list[str]:
    return [word.replace("{}", str(full)).replace("·", " ") for word in line.split()]


def test_a_refusal_says_what_helps_in_one_line(full: Path, run: Run) -> None:
    (full / "old.txt").touch()
    before = contents(full)
    for code, line, words in REFUSED:
        outcome = run(*words_of(line, full))
        assert (outcome.code, words in outcome.err) == (code, True), f"{line}: {outcome}"
        assert outcome.err.startswith("huiqian: "), line
        assert ".." not in outcome.err.replace("/..", ""), line
    assert contents(full) == before


NOTHING_TO_DO = [
    "opinions claim {}",
    "opinions assign {} --member m02",
    "opinions feed-back {}",
    "opinions edit {} --text x",
    "talks remove {}",
    "criticism discussed {}",
    "study read {} --all",
    "study read {} all --all",
    "day told {} --all",
    "day spoken {} --all",
    "mark {} written-speech --all --status done",
    "history restore {}",
    "criticism close {}",
    "undo {}",
]


def test_nothing_to_do_is_no_error(full: Path, run: Run) -> None:
    before = contents(full)
    for line in NOTHING_TO_DO:
        outcome = run(*words_of(line, full))
        assert outcome.code == 0, f"{line}: {outcome}"
        assert len((outcome.out + outcome.err).strip()) > 10, line
    assert contents(full) == before


def test_a_step_that_was_taken_is_not_taken_again(full: Path, run: Run) -> None:
    for step in ("submit", "review", "approve"):
        assert run("outline", step, full, "--of", "m02").out.endswith(": saved\n")
        before = contents(full)
        assert run("outline", step, full, "--of", "m02").out.endswith(": unchanged\n")
        assert contents(full) == before


def test_broken_toml_is_told_in_the_users_language(full: Path, run: Run) -> None:
    for text in ("{a = 1}", "a = 0x", "a = 1e", "a = 12:61:00", "a.b = 1\na.b.c = 2", "a = 1 2", "\u3000"):
        (full / "group.toml").write_text(text, encoding="utf-8")
        said = run("check", full, "--lang", "zh").out
        fault = next(line for line in said.splitlines() if "group.toml：" in line)
        assert not any(word in fault for word in ("expected", "invalid", "cannot", "number")), fault


def test_a_language_that_is_not_spoken_is_said_to_be_ignored(
    full: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIQIAN_LANG", "fr")
    assert "HUIQIAN_LANG=fr" in run("check", full).err
    monkeypatch.setenv("HUIQIAN_LANG", "en_GB.UTF-8")
    assert "HUIQIAN_LANG" not in run("check", full).err


def test_whoever_a_surname_and_an_office_mean_is_offered_by_every_option_that_takes_a_member(
    tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "sample"
    copy_sample(folder, date(2026, 11, 24))
    before = contents(folder)
    for line in (
        "opinions add {} opinion --text x --about 陆县长",
        "opinions list {} --about 陆县长",
        "opinions list {} --as 陆县长",
        "talks add {} --member 陆县长 --partner m03",
        "talks add {} --member m03 --partner 陆县长",
        "outline list {} --of 陆县长",
        "criticism add {} --of m03 --to 陆县长 --text x",
        "day sign-in {} --leave 陆县长 --yes",
        "mark {} notify-members --member 陆县长 --status done",
        "summary {} --member 陆县长",
        "next {} --member 陆县长",
        "history {} --of 陆县长",
        "export {} talks --member 陆县长 --output {}/x.docx",
    ):
        outcome = run(*words_of(line, folder))
        assert "did you mean 陆文谨 (m02)?" in outcome.err, f"{line}: {outcome}"
    assert "程砚平 (m01)" in run("opinions", "list", folder, "--about", "程").err, "a surname alone"
    for line in ("study attend {} e1b2d --present all", "study edit {} e1b --topic x", "study remove {} e1b2"):
        assert "Did you mean e1b2c?" in run(*words_of(line, folder)).err, line
    assert contents(folder) == before


def test_values_are_taken_by_their_words_in_any_language(full: Path, run: Run) -> None:
    for word, status in (("已完成", "done"), ("未开始", "open"), ("进行中", "in progress"), ("Done", "done")):
        assert f": {status} (" in run("mark", full, "chair-script", "--status", word).out, word
    assert run("opinions", "list", full, "--waits-for", "认领").code == 0
    assert run("opinions", "list", full, "--what", "渠道").out == run("opinions", "list", full, "--what", "channel").out
    assert run("export", full, "签到表", "--output", full / "x.docx").code == 0


SPOKEN = (
    ("opinions list {} --sort", "received", "收到日期", "Received"),
    ("outline list {} --sort", "text", "问题", "cause"),
    ("study list {} --sort", "hours", "学时", "Hours"),
    ("rollup {} --sort", "progress", "按进度", "by Progress"),
    ("rollup {} --only", "late", "逾期", "只看逾期的"),
    ("rollup {} --only", "not-ready", "未就绪", "not ready"),
    ("rollup {} --only", "faulty", "有误", "Faulty"),
    ("rollup {} --by", "district", "地区", "District"),
    ("summary {} --format", "html", "网页", "HTML"),
    ("rollup {} --format", "text", "文本", "TXT"),
)


def test_options_take_the_words_that_the_screen_shows(full: Path, run: Run) -> None:
    for line, code, *words in SPOKEN:
        expected = run(*words_of(line, full), code).out
        for word in words:
            said = run(*words_of(line, full), word)
            assert (said.code, said.out) == (0, expected), f"{line} {word}: {said.err}"
    for index, word in enumerate(("成员互谈", "with unit", "与所在支部")):
        said = run("talks", "plan", full, "--all", "--planned", "2026-12-10", "--today", TODAY, "--with", word)
        assert said.code == 0, said.err
        assert {one.kind for one in read_back(full).ledgers.talks.talks.values()} == {"member", "unit", "branch"} - set(
            ("unit", "branch")[index:]
        )
    assert run("layout", full, "--date", "导出当日").code == 0
    assert read_back(full).settings.layout.date == "export"
    assert run("outline", "submit", full, "--of", "m02").code == 0
    assert run("outline", "return", full, "--of", "m02", "--reason", "x", "--reviewer", "督导组").code == 0
    (step, back) = read_back(full).sheet("m02").outline.rounds.values()
    assert (step.step, back.by) == ("submitted", "supervisor")
    assert run("outline", "explain", full, "谈话函询的问题", "--of", "m02", "--text", "无").code == 0
    assert read_back(full).sheet("m02").outline.explanations == {"inquiry": "无"}


def test_a_near_channel_is_offered_by_its_title(full: Path, run: Run) -> None:
    assert run("opinions", "add", full, "channel", "--title", "乡镇座谈会", "--kind", "seminar").code == 0
    said = run("opinions", "add", full, "opinion", "--text", "secret", "--channel", "乡镇坐谈会")
    assert "(乡镇座谈会)?" in said.err
    assert "secret" not in said.err


def test_sessions_are_listed_by_their_day(full: Path, run: Run) -> None:
    for day in ("2026-10-08", "2026-09-01"):
        run("study", "add", full, "session", "--date", day, "--topic", "x")
    found = json.loads(run("study", "list", full, "--what", "session", "--json").out)["sessions"]
    days = [one["date"] for one in found]
    assert days == sorted(days)
    assert len(days) > 1
