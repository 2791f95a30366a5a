"""Every ledger's whole work by commands, and what the files hold afterwards."""

import io
import json
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checklists.model.checklist import Item
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import Channel, Opinion
from checklists.model.ledgers.outline import Cause, Measure, Problem, Round
from checklists.model.ledgers.rectification import RectificationEntry
from checklists.model.ledgers.study import MadeUp, StudySession, StudyText
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import Meeting
from checklists.readiness.rules import Count, count
from checklists.setup.samples import make_sample
from checklists.store.folder import Folder
from tests.cli.running import Outcome, Run, contents, read_back

Add = Callable[..., str]
DAY = date(2026, 11, 20)


def counted(meeting: Meeting, rule: str, subject: str) -> Count:
    item: Item = next(one for one in meeting.checklist.items.values() if one.rule and one.rule.name == rule)
    return count(meeting, item, subject)


def said(run: Run, *arguments: object) -> str:
    outcome = run(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out.strip()


def test_study_from_the_reading_list_to_what_was_made_up(full: Path, run: Run, add: Add) -> None:
    charter = add("study", "text", "--title", "Charter", "--note", "new edition")
    extra = add("study", "text", "--title", "Cases", "--required", "no")
    session = add(
        *("study", "session", "--date", "2026.11.20", "--topic", "Rules", "--texts", f"{charter},Cases"),
        *("--hours", "2.5", "--place", "Room 1", "--note", "first\nsecond"),
    )
    assert read_back(full).ledgers.study.texts == {
        charter: StudyText(title="Charter", note="new edition"),
        extra: StudyText(title="Cases", required=False),
    }
    assert said(run, "study", "attend", full, session, "--present", "all", "--absent", "Li Si、m03") == (
        "attendance · session “Rules” (11-20) · Zhang San, Li Si, Wang Wu"
        " · present 1 of 3, on leave 2, unexcused 0: saved"
    )
    assert said(run, "study", "attend", full, session, "--present", "m03").endswith(
        "Wang Wu · present 2 of 3, on leave 1, unexcused 0: saved"
    )
    study = read_back(full).ledgers.study
    assert study.sessions[session] == StudySession(
        topic="Rules",
        date=DAY,
        texts=(charter, extra),
        hours=2.5,
        place="Room 1",
        note="first\nsecond",
        attendance={"m01": "present", "m02": "absent", "m03": "present"},
    )
    assert counted(read_back(full), "study-made-up", "m02") == Count(0, 1, ("Rules",))
    said(run, "study", "make-up", full, session, "--all", "--on", "2026-11-22", "--note", "read alone")
    said(run, "study", "read", full, "all", "--member", "m02", "--member", "Wang Wu", "--on", "2026/11/23")
    said(run, "study", "read", full, extra, "--member", "m03", "--undo")
    meeting = read_back(full)
    assert meeting.sheet("m02").study.made_up == {session: MadeUp(on=date(2026, 11, 22), note="read alone")}
    assert meeting.sheet("m02").study.read == dict.fromkeys([charter, extra], date(2026, 11, 23))
    assert meeting.sheet("m03").study.read == {charter: date(2026, 11, 23)}
    assert counted(meeting, "study-made-up", "m02") == Count(1, 1)
    assert said(run, "study", "attend", full, session, "--clear", "m02").endswith("saved")
    assert said(run, "study", "attend", full, session, "--clear", "m02").endswith("unchanged")
    said(run, "study", "edit", full, session, "--hours", "3", "--place", "", "--note", "")
    said(run, "study", "remove", full, charter, extra)
    meeting = read_back(full)
    assert meeting.ledgers.study.texts == {}
    assert meeting.ledgers.study.sessions[session] == StudySession(
        topic="Rules", date=DAY, hours=3.0, attendance={"m01": "present", "m03": "present"}
    )
    assert meeting.sheet("m03").study.read == {}
    assert run("check", full).err.endswith("huiqian: no faults\n")


def test_opinions_from_the_channel_to_the_answer(full: Path, run: Run, add: Add) -> None:
    channel = add(
        "opinions", "channel", "--title", "Forms", "--kind", "questionnaire", "--sent", "9", "--returned", "8"
    )
    said(run, "opinions", "edit", full, channel, "--raw", "4", "--closed", "2026-11-19")
    one = add(
        *("opinions", "opinion", "--text", "Too many meetings", "--about", "group", "--aspect", "Duty"),
        *("--channel", "Forms", "--source", "staff", "--voices", "3", "--received", "2026-11-18"),
    )
    two = add("opinions", "opinion", "--text", "Seldom in the villages", "--channel", channel)
    assert run("opinions", "list", full, "--waits-for", "assign", "--ids").out == f"{two}\n"
    assert said(run, "opinions", "assign", full, two, "--member", "Li Si") == "1 opinion assigned: saved"
    said(run, "opinions", "assign", full, one, two, "--member", "m03", "--add")
    said(run, "opinions", "assign", full, one, "--member", "group")
    assert said(run, "opinions", "feed-back", full, one, two, "--on", "2026-11-20") == "2 opinions fed back: saved"
    said(run, "opinions", "claim", full, two, one, "--on", "2026-11-21")
    said(run, "opinions", "claim", full, two, "--member", "m03", "--undo")
    said(run, "opinions", "answer", full, two, "--member", "m03", "--member", "m02", "--text", "I will go")
    said(run, "opinions", "answer", full, two, "--member", "m02", "--text", "")
    problem = add("outline", "problem", "--of", "m02", "--text", "Too seldom out", "--aspect", "duty", "--answers", two)
    said(run, "opinions", "feed-back", full, "--member", "m01", "--on", "2026-11-20")
    meeting = read_back(full)
    assert meeting.ledgers.opinions.channels == {
        channel: Channel(title="Forms", kind="questionnaire", sent=9, returned=8, raw=4, closed=date(2026, 11, 19))
    }
    assert meeting.ledgers.opinions.opinions == {
        one: Opinion(
            text="Too many meetings",
            received=date(2026, 11, 18),
            channel=channel,
            source="staff",
            voices=3,
            about=("group",),
            aspect="duty",
            fed_back={"group": DAY},
            claimed={"group": date(2026, 11, 21)},
        ),
        two: Opinion(
            text="Seldom in the villages",
            channel=channel,
            about=("m02", "m03"),
            fed_back={"m02": DAY, "m03": DAY},
            claimed={"m02": date(2026, 11, 21)},
            answers={"m03": "I will go"},
        ),
    }
    assert meeting.ledgers.opinions.none_told == {"m01": DAY}
    assert counted(meeting, "opinions-add-up", "group").have == 1
    assert run("opinions", "list", full, "--waits-for", "answer", "--ids").out == f"{one}\n"
    assert said(run, "opinions", "remove", full, two, channel) == "2 records: removed"
    meeting = read_back(full)
    assert meeting.sheet("m02").outline.problems[problem] == Problem(text="Too seldom out", aspect="duty")
    assert meeting.ledgers.opinions.opinions[one].channel == ""
    said(run, "opinions", "feed-back", full, "--member", "m01", "--undo")
    assert read_back(full).ledgers.opinions.none_told == {}


def test_a_table_without_headings_is_refused_without_repeating_its_first_row(
    full: Path, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "意见.csv"
    file.write_text("调研不够,联系少,张三\n会风不实,文山会海,李四\n", encoding="utf-8")
    for ledger in ("opinions", "criticism", "outline", "talks"):
        outcome = run(ledger, "import", full, file)
        assert (outcome.code, outcome.out) == (3, "")
        assert outcome.err.endswith("; the first row has 3 columns\n")
        assert "调研" not in outcome.err


def test_a_column_and_a_value_that_are_not_known_can_be_said(full: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "意见.csv"
    file.write_text("汇总表\n建言,对象,哪天\n慢,张局长,2026-11-05\n填报人：甲,,\n", encoding="gb18030")
    outcome = run("opinions", "import", full, file)
    assert (outcome.code, outcome.out) == (3, "")
    assert "no column is known as “Opinion”; the columns are: “建言”, “对象”, “哪天”" in outcome.err
    assert "--column '建言=Opinion'" in outcome.err
    said_so = ["--column", "建言=意见", "--column", "哪天=received"]
    outcome = run("opinions", "import", full, file, *said_so)
    assert outcome.code == 3
    assert "there is no member 张局长 on the roster" in re.sub(r"\s+", " ", outcome.out)
    assert "passed over: row 1 “汇总表”, row 4 “填报人”" in outcome.out
    assert "for example: --value '张局长='" in outcome.err
    outcome = run("opinions", "import", full, file, *said_so, "--value", "张局长=m02", "--yes")
    assert (outcome.code, outcome.out.splitlines()[-1]) == (0, "1 new, 0 already there, 0 wrong")
    new = next(reversed(read_back(full).ledgers.opinions.opinions.values()))
    assert (new.text, new.about, new.received) == ("慢", ("m02",), date(2026, 11, 5))
    for option, problem in {
        ("--column", "建言=好"): "--column: found 好, expected one of: Opinion (text)",
        ("--column", "建言"): "--column: found 建言, expected a heading and a field",
        ("--value", "张局长=m99"): "--value: there is no member, aspect or channel m99",
        ("--value", "张局长"): "--value: found 张局长, expected a value and what it means",
    }.items():
        outcome = run("opinions", "import", full, file, *option)
        assert outcome.code != 0
        assert problem in outcome.err


def test_an_import_shows_first_and_takes_once(full: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "opinions.csv"
    rows = [f"No. {number},Li Si,2026-11-18" for number in range(300)]
    file.write_text(
        "\n".join(["opinion,about,date", *rows, "No. 7,m02,2026-11-18", "Bad,nobody,", "Late,m01,2027-01-01"])
    )
    before = contents(full)
    outcome = run("opinions", "import", full, file)
    assert (outcome.code, contents(full)) == (3, before)
    assert outcome.out.splitlines()[-1] == "300 new, 0 already there, 1 twice in the table, 2 wrong"
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in outcome.out.splitlines()[2:-2]}
    assert lines["9"] == "new No. 7 2026-11-18 Li Si"
    assert lines["302"] == "twice in the table the same as row 9"
    assert lines["303"] == "wrong About: there is no member nobody on the roster"
    assert lines["304"].startswith("wrong Received: 2027-01-01 is ")
    assert "--yes" in outcome.err
    outcome = run("opinions", "import", full, file, "--yes", "--json")
    found = json.loads(outcome.out)
    assert (outcome.code, found["format"], found["taken"], len(found["rows"])) == (3, 1, 300, 303)
    assert set(found["rows"][0]) == {
        *("row", "verdict", "problem", "text", "about", "aspect", "channel", "source", "voices", "received")
    }
    assert len(read_back(full).ledgers.opinions.opinions) == 300
    before = contents(full)
    assert run("opinions", "import", full, file, "--yes").out.splitlines()[-1] == "0 new, 301 already there, 2 wrong"
    assert contents(full) == before


def test_talks_from_the_plan_to_the_last_one(full: Path, run: Run, add: Add) -> None:
    talk = add("talks", "--member", "m01", "--partner", "Li Si", "--planned", "2026-11-20", "--place", "Office")
    unit = add("talks", "--member", "m02", "--unit", "Farms", "--person", "Zhao", "--held", "2026-11-20")
    asked = add("talks", "--kind", "requested", "--member", "m03", "--person", "Qian")
    said(
        run,
        "talks",
        "edit",
        full,
        talk,
        "--held",
        "2026年11月20日",
        "--said",
        "more field work",
        "--heard",
        "-- less paper",
    )
    assert read_back(full).ledgers.talks.talks == {
        talk: Talk(
            member="m01",
            partner="m02",
            planned=DAY,
            held=DAY,
            place="Office",
            said="more field work",
            heard="-- less paper",
        ),
        unit: Talk(kind="unit", member="m02", unit="Farms", person="Zhao", held=DAY),
        asked: Talk(kind="requested", member="m03", person="Qian"),
    }
    assert run("talks", "todo", full, "--member", "m02").out.splitlines() == [
        "Li Si  2/5  Wang Wu, Water, their own branch",
        "In all 2 of 8 talks are held.",
    ]
    assert said(run, "talks", "plan", full, "--member", "m02", "--with", "units", "--planned", "2026-11-25") == (
        "1 talk: saved"
    )
    assert said(run, "talks", "plan", full, "--all", "--planned", "2026-11-26") == "5 talks: saved"
    assert "planned already" in run("talks", "plan", full, "--all", "--planned", "2026-11-26").err
    left = run("talks", "list", full, "--open", "--ids").out.split()
    assert len(left) == 7
    said(run, "talks", "edit", full, *left, "--held", "2026-11-27")
    found = json.loads(run("talks", "todo", full, "--json").out)
    assert list(found) == ["format", "have", "need", "members"]
    assert (found["have"], found["need"]) == (8, 8)
    assert found["members"][2] == {"id": "m03", "name": "Wang Wu", "have": 2, "need": 2, "missing": []}
    said(run, "talks", "remove", full, talk)
    assert counted(read_back(full), "talk-principal", "m02") == Count(0, 1, ("Zhang San",))


def test_an_outline_from_the_first_problem_to_the_approval(full: Path, run: Run, add: Add) -> None:
    of = ("--of", "Li Si")
    problem = add("outline", "problem", *of, "--text", "Reads little", "--aspect", "politics", "--example", "In May")
    cause = add("outline", "cause", *of, "--text", "No time set aside", "--under", problem)
    measure = add("outline", "measure", *of, "--text", "An hour a day", "--under", cause, "--owner", "m02")
    loose = add("outline", "cause", *of, "--text", "Habit")
    said(run, "outline", "edit", full, measure, "--due", "2027-03-31", "--target", "Notes", "--evidence", "a.docx")
    said(run, "outline", "edit", full, problem, "--causes", f"{cause},{loose}")
    outline = read_back(full).sheet("m02").outline
    assert outline.problems == {
        problem: Problem(text="Reads little", aspect="politics", example="In May", causes=(cause, loose))
    }
    assert outline.causes == {cause: Cause(text="No time set aside", measures=(measure,)), loose: Cause(text="Habit")}
    assert outline.measures == {
        measure: Measure(text="An hour a day", owner="m02", due=date(2027, 3, 31), target="Notes", evidence=("a.docx",))
    }
    for key in read_back(full).checklist.explanations:
        said(run, "outline", "explain", full, key, *of, "--text", "none")
    assert counted(read_back(full), "explanations-given", "m02").need == 4
    on = ("--on", "2026-11-20")
    said(run, "outline", "submit", full, *of, *on)
    assert said(run, "outline", "return", full, *of, *on, "--reason", "No case") == "Li Si · returned: saved"
    said(run, "outline", "submit", full, *of, *on, "--by", "Li Si")
    said(run, "outline", "review", full, *of, *on, "--by", "Zhang San", "--reason", "Clear now")
    said(run, "outline", "return", full, *of, *on, "--reviewer", "supervisor", "--reason", "Causes are thin")
    said(run, "outline", "submit", full, *of, *on)
    said(run, "outline", "review", full, *of, *on)
    said(run, "outline", "approve", full, *of, *on, "--by", "Team 3")
    outline = read_back(full).sheet("m02").outline
    assert (outline.step, outline.round) == ("approved", 3)
    assert [one.step for one in outline.rounds.values()] == [
        *("submitted", "returned", "submitted", "reviewed", "returned", "submitted", "reviewed", "approved")
    ]
    assert outline.rounds["b02"] == Round(step="returned", by="principal", on=DAY, reason="No case")
    assert outline.rounds["b05"].by == "supervisor"
    assert counted(read_back(full), "outline-approved", "m02") == Count(1, 1)
    said(run, "outline", "edit", full, problem, "--text", "Hardly reads at all")
    assert "changed since the last step" in run("outline", "list", full, *of).out
    (listed,) = json.loads(run("outline", "list", full, *of, "--json").out)["outlines"]
    edited = [{"part": "problem", "key": problem, "how": "changed"}]
    assert (listed["state"], listed["edited"]) == ("changed", edited)
    found = json.loads(run("summary", full, "--format", "json").out)
    assert found["changed"] == [{"subject": "m02", "round": 3, "step": "approved", "on": str(DAY), "texts": edited}]
    assert "Li Si: edited after round 3 (approved 2026-11-20)" in run("summary", full).out
    refused = run("outline", "approve", full, *of)
    assert (refused.code, "“changed since the last step”" in refused.err) == (2, True)
    said(run, "outline", "submit", full, *of, *on)
    assert read_back(full).outline_state("m02") == "submitted"
    said(run, "outline", "remove", full, loose, measure)
    outline = read_back(full).sheet("m02").outline
    assert (outline.problems[problem].causes, outline.causes[cause].measures) == ((cause,), ())


def test_criticism_from_the_draft_to_the_answer(full: Path, run: Run, add: Add) -> None:
    one = add("criticism", "--of", "m01", "--to", "Li Si", "--text", "Puts things off", "--aspect", "duty")
    two = add("criticism", "--of", "m03", "--to", "m02", "--text", "Hears no one out", "--discussed", "yes")
    said(run, "criticism", "discussed", full, one, two)
    said(run, "criticism", "given", full, one, two)
    said(run, "criticism", "given", full, two, "--undo")
    said(run, "criticism", "edit", full, one, "--answer", "I take it to heart")
    meeting = read_back(full)
    assert meeting.sheet("m01").criticisms == {
        one: Criticism(
            to="m02", text="Puts things off", aspect="duty", discussed=True, given=True, answer="I take it to heart"
        )
    }
    assert meeting.sheet("m03").criticisms == {two: Criticism(to="m02", text="Hears no one out", discussed=True)}
    said(run, "criticism", "open", full)
    assert read_back(full).settings.criticism_opened
    said(run, "criticism", "close", full)
    assert not read_back(full).settings.criticism_opened
    said(run, "criticism", "remove", full, one)
    assert read_back(full).sheet("m01").criticisms == {}


def test_the_day_from_signing_in_to_telling_who_was_away(full: Path, run: Run) -> None:
    assert run("day", "list", full).out.splitlines()[-1] == "nobody has signed in yet; 2 of 3 must be there"
    assert said(run, "day", "sign-in", full, "--present", "m02") == (
        "sign-in · Li Si · present 1 of 3, on leave 0, unexcused 0; not recorded yet: Zhang San, Wang Wu: saved"
    )
    assert said(run, "day", "sign-in", full, "--unexcused", "m03") == (
        "sign-in · Wang Wu · present 1 of 3, on leave 0, unexcused 1; not recorded yet: Zhang San: saved"
    )
    assert run("day", "list", full).out.splitlines()[-1].startswith("1 of 3 present, 2 needed")
    said(run, "day", "sign-in", full, "--clear", "m02,m03")
    assert said(run, "day", "sign-in", full, "--present", "全体", "--leave", "Wang Wu") == (
        "sign-in · Zhang San, Li Si, Wang Wu · present 2 of 3, on leave 1, unexcused 0: saved"
    )
    said(run, "day", "spoken", full, "--member", "m01")
    said(run, "day", "spoken", full, "--all")
    said(run, "day", "spoken", full, "--member", "m02", "--undo")
    said(run, "day", "told", full, "--all", "--on", "2026-12-20")
    day = read_back(full).ledgers.day
    assert day.attendance == {"m01": "present", "m02": "present", "m03": "absent"}
    assert (day.spoken, day.told) == ({"m01": True}, {"m03": date(2026, 12, 20)})
    assert counted(read_back(full), "signed-in", "group") == Count(5, 5)
    assert run("day", "list", full).out.splitlines() == [
        "The day of the meeting",
        "id   Member     Attendance  Spoken  Told",
        "m01  Zhang San  present     yes",
        "m02  Li Si      present",
        "m03  Wang Wu    on leave            2026-12-20",
        "2 of 3 present, 2 needed: quorum reached",
    ]
    said(run, "day", "told", full, "--member", "m03", "--undo")
    said(run, "day", "sign-in", full, "--clear", "m03,m01")
    found = json.loads(run("day", "list", full, "--json").out)
    assert list(found) == ["format", "present", "needed", "ok", "members"]
    assert (found["present"], found["needed"], found["ok"]) == (1, 2, False)
    assert found["members"][2] == {"id": "m03", "name": "Wang Wu", "attendance": None, "spoken": False, "told": None}


def test_rectification_from_the_measure_to_its_closing(full: Path, run: Run, add: Add) -> None:
    entry = add(
        *("rectify", "--subject", "Li Si", "--problem", "Late answers", "--text", "Answer in a week"),
        *("--owner", "m02", "--due", "2027-03-31", "--target", "None late", "--origin", "Annual 2025"),
    )
    measure = add("outline", "measure", "--of", "m03", "--text", "An hour a day")
    assert run("rectify", "list", full, "--open", "--ids").out.split() == [entry, measure]
    said(run, "rectify", "edit", full, entry, measure, "--progress", "half way")
    said(run, "rectify", "edit", full, entry, "--closed", "2026-12-01", "--evidence", "a.pdf", "--evidence", "b.pdf")
    said(run, "rectify", "edit", full, measure, "--carried", "runs on")
    meeting = read_back(full)
    assert meeting.ledgers.rectification.entries == {
        entry: RectificationEntry(
            text="Answer in a week",
            owner="m02",
            due=date(2027, 3, 31),
            target="None late",
            progress="half way",
            evidence=("a.pdf", "b.pdf"),
            closed=date(2026, 12, 1),
            subject="m02",
            problem="Late answers",
            origin="Annual 2025",
        )
    }
    assert meeting.sheet("m03").outline.measures[measure].carried == "runs on"
    assert run("rectify", "list", full, "--open").out == "No records.\n"
    assert counted(meeting, "measures-closed", "group") == Count(2, 2)
    assert run("rectify", "remove", full, measure).code == 2
    said(run, "rectify", "remove", full, entry)
    assert read_back(full).ledgers.rectification.entries == {}


@pytest.mark.parametrize(
    ("arguments", "table"),
    [
        (["opinions", "add", "{}", "opinion", "--text", "-"], "opinions"),
        (["study", "add", "{}", "session", "--date", "2026-11-20", "--topic", "t", "--note", "-"], "sessions"),
        (["outline", "add", "{}", "cause", "--of", "m02", "--text", "-"], "causes"),
        (["criticism", "add", "{}", "--of", "m02", "--to", "m01", "--text", "-"], "criticisms"),
    ],
)
def test_a_text_comes_from_standard_input(
    arguments: list[str], table: str, full: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "不在参数里\n两行\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    outcome = run(*(argument.format(full) for argument in arguments))
    assert outcome.code == 0
    found = json.loads(run(arguments[0], "list", full, "--json").out)[table]
    assert typed.strip() in found[0].values()


def test_an_answer_and_a_reason_come_from_standard_input(
    full: Path, run: Run, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    def type_in(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("gb18030"))))

    opinion = add("opinions", "opinion", "--text", "x", "--about", "m02")
    type_in("已说明")
    said(run, "opinions", "answer", full, opinion, "--member", "m02", "--text", "-")
    said(run, "outline", "submit", full, "--of", "m02")
    type_in("补充事例")
    said(run, "outline", "return", full, "--of", "m02", "--reason", "-")
    meeting = read_back(full)
    assert meeting.ledgers.opinions.opinions[opinion].answers == {"m02": "已说明"}
    assert meeting.sheet("m02").outline.rounds["b02"].reason == "补充事例"
    type_in(" \n")
    outcome = run("opinions", "answer", full, opinion, "--member", "m02", "--text", "-")
    assert (outcome.code, outcome.err) == (2, "huiqian: There is no text on standard input.\n")
    outcome = run("talks", "add", full, "--member", "m02", "--partner", "m01", "--said", "-", "--heard", "-")
    assert (outcome.code, outcome.err) == (2, "huiqian: Only one text can come from standard input.\n")


def test_absence_without_leave_has_its_own_word(full: Path, run: Run, add: Add) -> None:
    session = add("study", "session", "--date", "2026-11-20", "--topic", "Rules")
    given = ("--present", "all", "--absent", "Li Si", "--unexcused", "m03")
    assert said(run, "study", "attend", full, session, *given).endswith(
        "present 1 of 3, on leave 1, unexcused 1: saved"
    )
    assert read_back(full).ledgers.study.sessions[session].attendance["m03"] == "unexcused"
    assert counted(read_back(full), "study-made-up", "m03") == Count(0, 1, ("Rules",))
    shown = run("study", "show", full, session).out
    assert "On leave: Li Si" in shown
    assert "Unexcused: Wang Wu" in shown
    assert said(run, "day", "sign-in", full, *given).endswith("present 1 of 3, on leave 1, unexcused 1: saved")
    assert run("day", "spoken", full, "--member", "m03").code == 2
    said(run, "day", "told", full, "--all", "--on", "2026-12-20")
    assert read_back(full).ledgers.day.told == dict.fromkeys(["m02", "m03"], date(2026, 12, 20))
    assert re.search(r"m03 +Wang Wu +unexcused +2026-12-20", run("day", "list", full).out)
    assert run("study", "attend", full, session, "--absent", "m03", "--unexcused", "m03").code == 2


def test_a_talk_entered_as_a_member_is_that_members_own(full: Path, run: Run) -> None:
    key = said_too(run("talks", "add", full, "--as", "Li Si", "--partner", "m03", "--held", "2026-11-20"))
    talk = read_back(full).ledgers.talks.talks[key]
    assert (talk.member, talk.partner) == ("m02", "m03")
    entry = next(Folder(full).history()).entry
    assert entry is not None
    assert entry.me == "m02"
    before = contents(full)
    for refused in (
        ("add", full, "--as", "m01", "--member", "m02", "--partner", "m03"),
        ("edit", full, key, "--as", "m01", "--place", "x"),
        ("edit", full, key, "--as", "m02", "--member", "m01"),
        ("remove", full, key, "--as", "m01"),
        ("plan", full, "--as", "m01", "--member", "m02", "--planned", "2026-11-25"),
        ("plan", full, "--as", "nobody", "--all", "--planned", "2026-11-25"),
    ):
        outcome = run("talks", *refused)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith(("huiqian: A member records only talks", "huiqian: there is no member nobody"))
    assert contents(full) == before
    assert run("talks", "edit", full, key, "--as", "m03", "--place", "x").code == 0, "either of the two"
    assert run("talks", "plan", full, "--as", "m01", "--member", "m01", "--planned", "2026-11-25").code == 0
    assert run("talks", "remove", full, key, "--as", "m02").code == 0
    assert key not in read_back(full).ledgers.talks.talks


def said_too(outcome: Outcome) -> str:
    assert outcome.code == 0, outcome.err
    return outcome.out.strip()


def test_claiming_what_waits_for_it_claims_also_what_is_about_the_group(tmp_path: Path, run: Run) -> None:
    sample = tmp_path / "sample"
    make_sample(sample, DAY)
    waiting = run("opinions", "list", sample, "--waits-for", "claim", "--ids").out.split()
    opinions = read_back(sample).ledgers.opinions.opinions
    of_group = [key for key in waiting if "group" in opinions[key].about]
    assert of_group, "the group is told by nobody: what is about it waits for nothing else"
    assert not any("group" in opinions[key].fed_back for key in of_group)
    assert run("opinions", "claim", sample, *waiting).code == 0
    assert run("opinions", "list", sample, "--waits-for", "claim", "--ids").out == ""
    duty = counted(read_back(sample), "opinions-claimed", "group")
    assert duty.have == duty.need
