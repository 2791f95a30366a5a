"""Every export, read back and compared with the meeting."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checklists.base.language import Language, set_language
from checklists.edits.privacy import REDACTED
from checklists.model.ledgers.attendance import Attendance
from checklists.model.ledgers.day import MeetingDay
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.ledgers.outline import Outline, Problem
from checklists.model.meeting import Ledgers, Meeting, Sheet
from checklists.readiness.duties import Readiness
from checklists.readiness.words import format_percent
from checklists.reports.catalogue import EXPORTS
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice
from checklists.reports.summary.numbers import count_records
from tests.reports.forms import summary_as
from tests.reports.meetings import CANARY, PLAIN, TODAY, a_readiness, a_settings, canary, ledgers
from tests.reports.reading import document, lines, sheet_rows, tables, workbook

LEDGERS = [export for export in EXPORTS.values() if "xlsx" in export.formats and export.id != "summary"]


pytestmark = pytest.mark.usefixtures("english")


def docx(readiness: Readiness, name: str, **choice: Any) -> bytes:
    return export_bytes(readiness, EXPORTS[name], "docx", ExportChoice(**choice))


def xlsx(readiness: Readiness, name: str, **choice: Any) -> bytes:
    return export_bytes(readiness, EXPORTS[name], "xlsx", ExportChoice(**choice))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("export", LEDGERS, ids=lambda export: export.id)
def test_paper_and_workbook_hold_the_same_tables(export: Any, language: Language) -> None:
    set_language(language)
    found = a_readiness()
    paper = tables(docx(found, export.id, is_full=export.text != "none"))
    book = workbook(xlsx(found, export.id, is_full=export.text != "none"))
    plain = [
        [
            ["" if cell is None else str(cell).removesuffix(" 00:00:00") for cell in row]
            for row in sheet.iter_rows(3, values_only=True)
        ]
        for sheet in book
    ]
    assert paper == plain


def test_opinions_are_counted_by_subject_channel_and_aspect() -> None:
    subjects, channels, aspects = tables(docx(a_readiness(), "opinions"))
    assert subjects[3] == ["成员2", "1", "3", "1/1", "1/1", "1/1"]
    assert subjects[1][:3] == ["Group", "1", "2"]
    assert subjects[2][3] == "none"
    assert channels[1] == [
        f"{PLAIN}-channel",
        "box",
        f"{PLAIN}-asked",
        "9",
        "8",
        "5",
        "5",
        "2",
        "ended",
        "2026-11-20",
    ]
    assert aspects[1:] == [["政治忠诚", "0", "0"], ["工作作风", "1", "3"], ["without an aspect", "1", "2"]]


def test_opinions_in_full_are_grouped_both_ways_and_say_what_became_of_them() -> None:
    *_counts, by_subject, by_channel = tables(docx(a_readiness(), "opinions", is_full=True))
    assert [(row[1], row[2]) for row in by_subject[1:]] == [
        ("Group", canary("opinion-group-m04")),
        ("成员2", canary("opinion-m02")),
        ("成员4", canary("opinion-group-m04")),
    ]
    assert by_subject[2][-1].split("\n") == [
        "fed back 2026-11-20",
        "claimed 2026-11-20",
        f"answer: {canary('answer-m02')}",
    ]
    assert [row[3] for row in by_channel[1:]] == [canary("opinion-m02"), canary("opinion-group-m04")]


def test_a_feedback_slip_holds_what_is_about_the_subject_and_not_who_said_it() -> None:
    content = docx(a_readiness(), "feedback", is_full=True, member="m02")
    assert [row[1] for row in tables(content)[0][1:]] == [canary("opinion-m02")]
    assert f"{PLAIN}-source" not in str(tables(content)) + str(lines(content))
    assert "Comrade 成员2:" in lines(content)
    everyone = docx(a_readiness(), "feedback", is_full=True)
    assert lines(everyone).count("Opinion feedback slip") == 5
    assert sum(line.startswith("No opinions about you") for line in lines(everyone)) == 2


def test_the_talk_plan_lists_every_talk_that_has_to_be() -> None:
    by_member, plan, records = tables(docx(a_readiness(), "talks"))
    pairs, units, branches = 6, 2, 1
    assert len(plan) - 1 == pairs + units + branches
    states = {(row[2], row[3]): row[4:] for row in plan[1:]}
    assert states["成员1", "成员2"] == ["", "2026-11-20", "held"]
    assert states["成员1", "成员3"] == ["2026-12-05", "", "planned"]
    assert states["成员1", "办公室"] == ["2026-11-20", "", "overdue"]
    assert states["成员1", "财政局"] == ["", "", "not planned"]
    assert states["成员1", "own branch"][2] == "not planned"
    assert by_member[1:] == [["成员1", "1/6"], ["成员2", "1/3"], ["成员3", "0/3"], ["成员4", "0/3"]]
    assert [row[1:] for row in records[1:]] == [["2026-11-20", "", "成员1", "成员2", "yes"]]
    only = tables(docx(a_readiness(), "talks", member="m02"))[1]
    assert all("成员2" in row[2:4] for row in only[1:])


def test_problems_are_counted_by_aspect_with_the_state_of_the_outline() -> None:
    (counts,) = tables(docx(a_readiness(), "problems"))
    assert counts[0][:5] == ["Whose", "Outline", "Problems", "政治忠诚", "工作作风"]
    assert counts[1] == ["Group", "returned", "1", "0", "1", "1/1", "1/1", "1"]
    assert counts[4][:3] == ["成员3", "being drafted", "0"]
    listed = tables(docx(a_readiness(), "problems", is_full=True, member="m02"))[1]
    assert listed[1][1:4] == ["成员2", "工作作风", canary("problem-m02")]
    assert listed[1][5:] == [canary("cause-m02"), canary("measure-m02")]


def test_criticism_is_counted_from_whom_and_to_whom() -> None:
    counts, matrix = tables(docx(a_readiness(), "criticism"))
    assert counts[1] == ["成员1", "1/3", "1/3", "0", "0", "0"]
    assert counts[2] == ["成员2", "0/3", "0/3", "0", "1", "1"]
    assert matrix[1] == ["成员1", "–", "1", "0", "0", "1"]
    assert tables(docx(a_readiness(), "criticism", is_full=True))[2][1][1:5] == [
        "成员2",
        "成员1",
        "工作作风",
        canary("criticism-m01-m02"),
    ]


def test_the_rectification_ledger_holds_the_old_and_the_new() -> None:
    (ledger,) = tables(docx(a_readiness(), "rectification"))
    assert [row[1:4] for row in ledger[1:]] == [
        ["r1", "Group", f"{PLAIN}-last"],
        ["s1", "Group", "this meeting"],
        ["s1", "成员1", "this meeting"],
        ["s1", "成员2", "this meeting"],
    ]
    assert ledger[1][4:7] == ["成员2", "2026-11-20", "overdue"]
    full = tables(docx(a_readiness(), "rectification", is_full=True))[0]
    texts = [canary(f"entry{part}-group-m02") for part in ("-problem", "", "-target")]
    assert full[1][2:6] == [f"Group\n{PLAIN}-last", *texts]
    assert ledger[2][6] == "carried over"


@pytest.mark.parametrize(
    ("member", "wanted"),
    [
        ("m02", [("r1", "Group"), ("s1", "Group"), ("s1", "成员1"), ("s1", "成员2")]),
        ("m01", [("s1", "成员1")]),
        ("group", [("r1", "Group"), ("s1", "Group")]),
        ("m04", []),
    ],
)
def test_of_one_the_rectification_ledger_has_what_is_theirs_and_what_they_carry_out(
    member: str, wanted: list[tuple[str, str]]
) -> None:
    for viewer in {None, *({member} - {"group"})}:
        choice = ExportChoice(member, is_full=True, viewer=viewer)
        ledger = tables(export_bytes(a_readiness(), EXPORTS["rectification"], "docx", choice))
        assert [(row[1], row[2].split("\n")[0]) for row in (ledger[0][1:] if wanted else [])] == wanted
        if member == "m02":
            assert ledger[0][3][4] == canary("measure-m01-m02"), "what is to be done, also on another's outline"
            assert ledger[0][3][3] == (REDACTED if viewer else canary("problem-m01")), "but not what it is against"


@pytest.mark.parametrize("days", [0, 100])
def test_who_owes_what_is_all_that_is_open_and_once_the_day_is_past_what_comes_afterwards_too(days: int) -> None:
    found = a_readiness(TODAY + timedelta(days=days))
    counts, owed = tables(docx(found, "owing"))
    is_before = found.meeting.checklist.is_before
    wanted = [duty for duty in found.duties() if duty.is_open and duty.item.required and (days or is_before(duty.item))]
    assert len(owed) - 1 == len(wanted) == sum(int(row[2]) for row in counts[1:])
    assert sum(int(row[3]) for row in counts[1:]) == found.overdue
    assert [row[1] for row in owed[1:]] == sorted((row[1] for row in owed[1:]), key=[row[0] for row in counts].index)


def test_the_sign_in_sheet_lists_everyone_and_never_why_one_is_away() -> None:
    content = docx(a_readiness(), "sign-in")
    assert tables(content)[0][1:] == [
        ["1", "成员1", "书记", "", ""],
        ["2", "成员2", "委员", "", ""],
        ["3", "成员3", "委员", "", "on leave"],
        ["4", "成员4", "委员", "", ""],
    ]
    attendance: dict[str, Attendance] = {"m02": "unexcused", "m03": "present", "m04": "absent"}
    day = a_readiness(ledgers=Ledgers(day=MeetingDay(attendance=attendance)))
    assert [row[4] for row in tables(docx(day, "sign-in"))[0][1:]] == ["", "unexcused", "", "on leave"]


def test_the_archive_says_what_is_there_and_what_is_missing() -> None:
    (catalogue,) = tables(docx(a_readiness(), "archive"))
    rows = {row[3]: row for row in catalogue[1:]}
    plan = rows["Draft the plan; the group adopts it"]
    assert plan[4:] == ["complete", f"{PLAIN}-plan.docx", ""]
    assert rows["Fix the roster and units in charge"][4:6] == ["complete", "in the ledgers"]
    assert rows["Report the plan and obtain consent"][4:] == ["missing", "", "Group"]
    assert rows["The principal talks with the member"][4] == "in part 1/3"


def test_the_self_inspection_goes_through_the_aspects_in_order() -> None:
    content = docx(a_readiness(), "self-inspection", is_full=True, member="m02")
    text = lines(content)
    assert text[:4] == [f"{PLAIN}-unit", f"{PLAIN}-title", "Personal self-inspection", "委员 成员2"]
    headings = [
        one.text for one in document(content).paragraphs if str(one.style and one.style.name).startswith("Head")
    ]
    assert headings[:6] == [
        "1. Main problems",
        "(1) 政治忠诚",
        "(2) 工作作风",
        f"a. {canary('problem-m02')}.",
        "2. Root causes",
        f"(1) {canary('cause-m02')}.",
    ]
    assert "[No problem is listed on this aspect yet.]" in text
    assert f"For example: {canary('example-m02')}." in text
    assert f"Owner: 成员2; due: 2026-12-05; target: {canary('target-m02')}." in text
    assert canary("explanation-m02") in text
    assert not any(canary("problem-m01") in line for line in text)


def test_an_empty_outline_says_what_is_missing() -> None:
    text = lines(docx(a_readiness(sheets={"m04": Sheet()}), "self-inspection", is_full=True, member="m04"))
    assert text.count("[No problem is listed on this aspect yet.]") == 2
    assert "[No cause is given yet.]" in text
    assert "[No measure is set yet.]" in text


def test_the_script_lets_the_principal_speak_first_and_reads_for_the_absent() -> None:
    content = docx(a_readiness(), "script")
    (order,) = tables(content)
    assert [(row[1], row[3]) for row in order[1:]] == [
        ("成员1", "speaks"),
        ("成员2", "speaks"),
        ("成员4", "speaks"),
        ("成员3", "written speech is read"),
    ]
    assert order[2][4] == "成员1, 成员4"
    text = "\n".join(lines(content))
    assert "Chair: 书记 成员1" in text
    assert "By 1 channels 5 opinions came in, merged into 2. [2 are not fed back yet.]" in text
    assert text.index("I speak first.") < text.index("I ask 委员 成员2 to speak.") < text.index("成员3 is on leave.")
    assert CANARY not in text


def test_the_script_says_who_is_there_only_once_they_signed_in() -> None:
    set_language("zh")
    held = ledgers()
    open_script = "\n".join(lines(docx(a_readiness(ledgers=replace(held, day=MeetingDay())), "script")))
    assert "实到［人数］人" in open_script
    assert "可以开会" not in open_script
    attendance: dict[str, Attendance] = {"m01": "present", "m02": "present", "m03": "absent", "m04": "present"}
    day = MeetingDay(attendance=attendance)
    script = "\n".join(lines(docx(a_readiness(ledgers=replace(held, day=day)), "script")))
    assert "实到3人" in script
    assert "请假：" in script
    assert "缺席" not in script
    away: dict[str, Attendance] = {"m01": "absent", "m02": "unexcused", "m03": "present", "m04": "present"}
    lone = MeetingDay(attendance={**away, **{f"m{n:02}": "present" for n in range(5, 10)}})
    paper = docx(a_readiness(ledgers=replace(held, day=lone)), "script")
    script = "\n".join(lines(paper))
    names = a_readiness().meeting.names
    assert f"请假：{names['m01']}。缺席：{names['m02']}。" in script
    assert "宣读书面发言" in script
    assert [row[3] for row in tables(paper)[0][3:]] == ["宣读书面发言", "缺席"]
    assert "同志缺席；其他同志提出批评意见" in script


def test_an_example_that_is_led_in_already_gets_no_second_word() -> None:
    set_language("zh")
    outline = Outline(problems={"p1": Problem(text="调研不深", aspect="", example="比如，今年3月只去了两个村")})
    text = lines(
        docx(a_readiness(sheets={"m04": Sheet(outline=outline)}), "self-inspection", is_full=True, member="m04")
    )
    assert "比如，今年3月只去了两个村。" in text


def test_a_slip_to_the_group_speaks_to_the_group() -> None:
    slip = "\n".join(lines(docx(a_readiness(), "feedback", is_full=True, member="group")))
    assert "To the leadership group:" in slip
    assert "the opinions about the leadership group" in slip
    assert "The group is asked to examine itself" in slip
    set_language("zh")
    slip = "\n".join(lines(docx(a_readiness(), "feedback", is_full=True, member="group")))
    assert "对领导班子的意见原文反馈如下，共1条" in slip
    assert "请领导班子认真对照检查，集体研究，逐条认领" in slip
    assert "您" not in slip
    none = docx(a_readiness(ledgers=Ledgers()), "feedback", is_full=True, member="group")
    assert "未收集到对领导班子的意见" in "\n".join(lines(none))
    assert "您" in "\n".join(lines(docx(a_readiness(), "feedback", is_full=True, member="m02")))


def test_the_opinions_that_came_in_are_as_many_in_the_script_as_in_the_summary() -> None:
    opinions = ledgers().opinions
    short = opinions.model_copy(update={"channels": {"n1": opinions.channels["n1"].model_copy(update={"raw": 9})}})
    found = a_readiness(ledgers=Ledgers(opinions=short))
    text = "\n".join(lines(docx(found, "script")))
    assert "By 1 channels 9 opinions came in, merged into 2. [4 are not entered yet.]" in text
    assert "9 came in, 2 after merging" in "\n".join(lines(docx(found, "summary")))
    assert count_records(found.meeting)["opinions"]["raw"] == 9
    assert count_records(found.meeting)["opinions"]["registered"] == 5


@pytest.mark.parametrize(
    ("raw", "voices", "loose", "came_in"),
    [(9, 5, 0, 9), (None, 5, 0, 5), (None, 5, 3, 8), (4, 5, 0, 5), (9, 5, 3, 9), (0, 0, 0, 0)],
)
def test_no_fewer_opinions_came_in_than_are_entered(raw: int | None, voices: int, loose: int, came_in: int) -> None:
    held = {}
    if voices:
        held["o1"] = Opinion(text="x", channel="n1", voices=voices)
    if loose:
        held["o2"] = Opinion(text="x", voices=loose)
    assert Opinions(channels={"n1": Channel(title="x", raw=raw)}, opinions=held).came_in == came_in


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_summary_calls_the_progress_the_same_in_every_form(language: Language) -> None:
    set_language(language)
    word = {"zh": "推进度", "en": "progress"}[language]
    found = a_readiness()
    stages, board = tables(docx(found, "summary"))
    assert stages[0][2] == board[0][1] == word
    assert len(stages) - 1 == len(found.meeting.checklist.stages)
    html = summary_as("html", found)
    assert f">{word}</th>" in html
    assert ">%<" not in html
    terminal = summary_as("txt", found, width=100)
    for number, row in enumerate(stages[1:], start=1):
        line = next(line for line in terminal.split("\n") if line.startswith(f"{number} "))
        assert row[2] in line
        assert row[2] in html
    legend = {"zh": "注：推进度将按台账计数事项的已办部分折算计入", "en": "Progress: what is counted from records"}[
        language
    ]
    assert legend in "\n".join(lines(docx(found, "summary")))
    assert legend in html


def test_one_members_board_is_theirs_alone() -> None:
    found = a_readiness()
    _stages, board = tables(docx(found, "summary", member="m02"))
    assert [row[0] for row in board[1:]] == ["成员2"]
    whole = tables(docx(found, "summary"))[1]
    assert whole[-1][:2] == ["All", format_percent(found.total)]


def test_the_summary_has_a_sheet_for_each_view() -> None:
    found = a_readiness()
    book = xlsx(found, "summary")
    names = workbook(book).sheetnames
    assert {"Board", "Duties", "Open duties", "Talk plan", "Criticism by member", "Rectification ledger"} <= set(names)
    board = sheet_rows(book, "Board")
    assert [row[0] for row in board] == ["Who", "Group", "成员1", "成员2", "成员3", "成员4", "All"]
    assert len(sheet_rows(book, "Duties")) - 1 == len(list(found.duties()))
    assert sum(line.startswith("NOT READY") for line in lines(docx(found, "summary"))) == 1


def test_a_meeting_of_nobody_exports_too() -> None:
    empty = a_readiness(settings=a_settings(members={}, aspects={}, theme="", place=""), sheets={}, ledgers=Ledgers())
    for export in EXPORTS.values():
        for form in export.formats:
            assert export_bytes(empty, export, form, ExportChoice(is_full=export.text != "none"))


def test_a_long_export_tells_its_progress_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    for form in ("docx", "xlsx"):
        told.clear()
        export_bytes(
            a_readiness(), EXPORTS["owing"], form, ExportChoice(progress=lambda done, of: told.append((done, of)))
        )
        assert told == sorted(told)
        assert told[-1][0] == told[-1][1]
        assert len(told) > 2


def test_the_meeting_is_only_read() -> None:
    found = a_readiness()
    before = repr(found.meeting)
    for export in EXPORTS.values():
        export_bytes(found, export, export.formats[0], ExportChoice(is_full=True))
    assert repr(found.meeting) == before
    assert isinstance(found.meeting, Meeting)
