"""Every ledger takes a table, from a file or pasted: judged row by row, taken once, undone in one step."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from checklists.base.errors import UnreadableError
from checklists.exchange.imports import Source, TableImport, read_import
from checklists.exchange.pasted import is_several, is_table, split_pasted_rows
from checklists.exchange.rows import Aim
from checklists.exchange.tables import LEDGER_TABLES
from checklists.model.meeting import Meeting
from checklists.store.folder import Folder
from tests.builders import copy_sample, read
from tests.filled import bytes_of
from tests.pasted import TABLES, names, prepare
from tests.screens.conftest import TODAY

AIM = Aim(today=TODAY)


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    copy_sample(tmp_path / "sample", TODAY)
    return prepare(tmp_path / "sample")


def pasted(meeting: Meeting, name: str, text: str, aim: Aim = AIM) -> TableImport:
    return read_import(meeting, LEDGER_TABLES[TABLES[name].command], Source(text=text), aim)


def sources(path: Path, name: str, meeting: Meeting) -> list[Source]:
    """Return the same table as CSV, as a workbook with a title above and a footer below, and as it is pasted."""
    rows = TABLES[name].rows(meeting)
    csv, book = path / "a.csv", Workbook()
    csv.write_text("\n".join(",".join(row) for row in rows), encoding="gb18030")
    for row in [["某某会议汇总表"], [], *rows, ["填报人：某某"]]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    (path / "a.xlsx").write_bytes(content.getvalue())
    return [Source(path=str(csv)), Source(path=str(path / "a.xlsx")), Source(text=TABLES[name].text(meeting))]


@pytest.mark.parametrize("name", TABLES)
def test_every_ledger_takes_a_table_once_from_a_file_and_pasted_alike(
    tmp_path: Path, folder: Folder, name: str
) -> None:
    one, meeting = TABLES[name], read(folder)
    before, new = bytes_of(folder.path), one.found(meeting)
    for source in sources(tmp_path, name, meeting):
        found = read_import(meeting, LEDGER_TABLES[one.command], source, AIM)
        assert found.table.name == name
        assert [row.verdict for row in found.rows] == ["new", "new", "wrong"]
        assert one.wrong in found.rows[-1].problem
        assert all(found.describe_row(meeting, row) for row in found.list_rows("new"))
        edit = found.edit(meeting)
        folder.apply(edit)
        assert "2 imported; 1 wrong row left out" in edit.meaning
        taken = read(folder)
        assert one.found(taken) == one.expected
        assert folder.read().faults == ()
        again = read_import(taken, LEDGER_TABLES[one.command], source, AIM)
        assert [row.verdict for row in again.rows] == ["double", "double", "wrong"]
        assert found.edit(taken).changes == ()
        folder.apply(edit.inverse())
        left = bytes_of(folder.path)
        assert {file: left[file] for file in before} == before, "undone in one step"
        assert one.found(read(folder)) == new


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "opinion",
            "1\t会议太多，文件太长\t班子\t2026-11-20\n2\t下来太少\t{1}\t2026-11-21\n",
            ["会议太多，文件太长  2026-11-20  Group", "下来太少  2026-11-21  {1}"],
        ),
        ("opinion", "会议多，文件多\n调研少，走形式\n", ["会议多，文件多", "调研少，走形式"]),
        ("talk", "{0}\t{6}\t2026-11-20\n", ["with member  {0}  {6}  2026-11-20"]),
        ("criticism", "{0}\t{1}\t抓落实不够\n", ["{0}  {1}  抓落实不够"]),
        ("day", "{0}\t请假\n{1}\t缺席\n", ["{0}  on leave", "{1}  unexcused"]),
        ("session", "2026-11-10\t新专题\n", ["新专题  2026-11-10"]),
        (
            "criticism",
            "\t{0}\t{1}\n{2}\t不够细\t不够深\n{3}\t\t不够实\n",
            ["{2}  {0}  不够细", "{2}  {1}  不够深", "{3}  {1}  不够实"],
        ),
        (
            "opinion",
            "对象\t政治忠诚\t工作作风\n{1}\t站位不高\t下去少\n",
            ["站位不高  {1}  政治忠诚", "下去少  {1}  工作作风"],
        ),
        (
            "session",
            "日期\t主题\t{0}\t{1}\n2026-11-10\t新专题\t√\t公假\n",
            ["新专题  2026-11-10  present 1, on leave 1, unexcused 0"],
        ),
    ],
)
def test_tables_without_headings_and_matrices_are_known_by_what_they_hold(
    folder: Folder, name: str, text: str, expected: list[str]
) -> None:
    meeting = read(folder)
    people = names(meeting)
    found = pasted(meeting, name, text.format(*people))
    assert found.table.name == name
    assert [found.describe_row(meeting, row) for row in found.list_rows("new")] == [
        one.format(*people) for one in expected
    ]


@pytest.mark.parametrize("command", LEDGER_TABLES)
def test_what_is_no_table_of_the_ledger_says_which_columns_it_has(folder: Folder, command: str) -> None:
    seen = "“甲”, “乙”$" if command in {"study", "day"} else "the first row has 2 columns$"
    with pytest.raises(UnreadableError, match=seen):
        read_import(read(folder), LEDGER_TABLES[command], Source(text="甲\t乙\n丙\t丁\n"), AIM)


def test_a_planned_talk_that_was_held_is_taken_further(folder: Folder) -> None:
    meeting = read(folder)
    talks = meeting.ledgers.talks.talks
    key, talk = next((key, one) for key, one in talks.items() if one.kind == "member" and not one.held)
    people = meeting.names
    rows = f"谈话人\t谈话对象\t谈话日期\n{people[talk.partner]}\t{people[talk.member]}\t2026-11-20\n"
    folder.apply(pasted(meeting, "talk", rows).edit(meeting))
    after = read(folder).ledgers.talks.talks
    assert (len(after), str(after[key].held)) == (len(talks), "2026-11-20")


def test_a_rectification_ledger_takes_measures_further_and_overwrites_nothing(folder: Folder) -> None:
    meeting = read(folder)
    own = meeting.sheet("m02").outline.measures
    key, measure = next((key, one) for key, one in own.items() if not one.closed and not one.progress)
    taken_over = next(iter(meeting.ledgers.rectification.entries.values()))
    rows = [
        ["责任主体", "整改措施", "进展", "销号日期"],
        [meeting.name("m02"), measure.text, "已办", "2026-11-20"],
        [meeting.name(taken_over.subject), taken_over.text, "", ""],
        ["班子", "新的措施", "", ""],
    ]
    text = "\n".join(map("\t".join, rows))
    found = pasted(meeting, "entry", text)
    assert [row.verdict for row in found.rows] == ["new", "double", "new"]
    folder.apply(found.edit(meeting))
    after = read(folder)
    taken = after.sheet("m02").outline.measures[key]
    assert (taken.progress, str(taken.closed)) == ("已办", "2026-11-20")
    assert len(after.ledgers.rectification.entries) == len(meeting.ledgers.rectification.entries) + 1
    assert [row.verdict for row in pasted(after, "entry", text).rows] == ["double"] * 3
    other = pasted(after, "entry", text.replace("已办", "未办"))
    assert [row.verdict for row in other.rows] == ["wrong", "double", "double"]
    assert "another value for Progress" in other.rows[0].problem
    late = pasted(meeting, "entry", text.replace("2026-11-20", "2026-11-25"))
    assert "2026-11-25 is still to come" in late.rows[0].problem


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("attendance", "{2}\t出席", "This session is still to come."),
        ("session", "2026-11-25\t新专题\t{1}", "the session of 2026-11-25 is still to come"),
        ("talk", "{0}\t{1}\t2026-11-25", "2026-11-25 is still to come"),
        ("opinion", "慢\t班子\t2026-11-25", "2026-11-25 is still to come"),
    ],
)
def test_what_is_still_to_come_is_not_taken_as_done(folder: Folder, name: str, row: str, words: str) -> None:
    meeting = read(folder)
    heads = {
        "attendance": "姓名\t典型案例警示教育",
        "session": "学习日期\t学习主题\t参加人员",
        "talk": "谈话人\t谈话对象\t谈话日期",
        "opinion": "意见\t对象\t日期",
    }
    found = pasted(meeting, name, f"{heads[name]}\n{row.format(*names(meeting))}\n")
    assert [one.verdict for one in found.rows] == ["wrong"]
    assert words in found.rows[0].problem


def test_leave_is_taken_before_the_day_of_the_meeting(folder: Folder) -> None:
    meeting = read(folder)
    person = names(meeting)[2]
    for state in ("是否到会", "出勤情况", "参会状态"):
        found = pasted(meeting, "day", f"姓名\t{state}\t签到时间\n{person}\t公假\t\n")
        assert [one.verdict for one in found.rows] == ["new"]
    folder.apply(found.edit(meeting), today=TODAY)
    assert read(folder).ledgers.day.attendance["m03"] == "absent"


def test_a_talk_names_its_partner_by_post_too(folder: Folder) -> None:
    meeting = read(folder)
    settings = meeting.settings
    me, other = "m01", next(key for key in settings.members if key != "m01" and not _has_talked(meeting, "m01", key))
    name = settings.members[other].name
    text = f"谈话人\t谈话对象\t谈话人提出的意见\n{settings.members[me].name}\t{name}同志（委员）\t慢\n"
    found = pasted(meeting, "talk", text)
    assert [one.values.get("partner") for one in found.rows] == [other]
    assert "the column “谈话人提出的意见” is not known and is left out; it could be “Said”, “Heard”" in found.notes
    unclear = pasted(meeting, "talk", text.replace(f"{name}同志（委员）", "某某同志"))
    assert "found 某某同志, expected a member, or a unit or branch" in unclear.rows[0].problem


def test_a_matrix_is_headed_by_members_as_they_are_called(folder: Folder) -> None:
    meeting = read(folder)
    people = names(meeting)
    text = f"\t{people[0]}同志\t{people[1]}（委员）\n{people[2]}\t不够细\t无\n{people[3]}\t/\t不够实\n"
    found = pasted(meeting, "criticism", text)
    said = {(one.values["whose"], one.values["to"], one.values["text"]) for one in found.rows}
    assert said == {("m03", "m01", "不够细"), ("m04", "m02", "不够实")}
    session = pasted(meeting, "session", f"日期\t主题\t{people[0]}同志\t{people[1]}\n2026-11-10\t新专题\t√\t请假\n")
    assert session.rows[0].values["attendance"] == {"m01": "present", "m02": "absent"}


def _has_talked(meeting: Meeting, one: str, other: str) -> bool:
    return any({one, other} == {talk.member, talk.partner} for talk in meeting.ledgers.talks.talks.values())


def test_what_a_table_lacks_is_named(folder: Folder) -> None:
    meeting = read(folder)
    lacks = [
        ("day", "姓名\t职务\n某某\t书记\n", "no column is known as “Attendance” or “Self-criticism” or “Told"),
        ("session", "学习日期\t讲授人\n2026-11-05\t某某\n", "no column is known as “Topic”"),
    ]
    for name, text, words in lacks:
        with pytest.raises(UnreadableError, match=words):
            pasted(meeting, name, text)


def test_a_deadline_in_words_says_where_they_belong(folder: Folder) -> None:
    found = pasted(read(folder), "entry", "整改举措\t整改时限\n压减会议\t长期坚持\n")
    assert "belong in the target" in found.rows[0].problem


def test_what_is_recorded_otherwise_is_not_overwritten(folder: Folder) -> None:
    meeting = read(folder)
    found = pasted(meeting, "attendance", f"姓名\t2026-11-13\n{names(meeting)[0]}\t缺席\n{names(meeting)[1]}\t到会\n")
    assert [one.verdict for one in found.rows] == ["wrong", "double"]
    assert "recorded as “present” already" in found.rows[0].problem


@pytest.mark.parametrize("name", ["criticism", "outline", "talk"])
def test_a_member_takes_only_what_is_their_own(folder: Folder, name: str) -> None:
    meeting = read(folder)
    found = pasted(meeting, name, TABLES[name].text(meeting), Aim("m05", "m05", TODAY))
    assert not found.list_rows("new")
    assert "meeting staff" in found.rows[0].problem
    own = f"被批评人\t批评意见\n{names(meeting)[1]}\t不够深\n"
    assert [row.values["whose"] for row in pasted(meeting, "criticism", own, Aim("m05", "m05")).list_rows("new")] == [
        "m05"
    ]


@pytest.mark.parametrize(
    ("text", "rows", "table", "several"),
    [
        ("意见\t对象\n慢\t班子\n", [["意见", "对象"], ["慢", "班子"]], True, True),
        ('"三重一大"制度\t班子\n"甲"\t乙', [['"三重一大"制度', "班子"], ['"甲"', "乙"]], True, True),
        ('"甲\n乙""丙"""\t丁\r\n戊\t己', [['甲\n乙"丙"', "丁"], ["戊", "己"]], True, True),
        ("一行\t两格", [["一行", "两格"]], False, True),
        ("\t一、首行缩进\n\t二、首行缩进", [["", "一、首行缩进"], ["", "二、首行缩进"]], False, True),
        ("甲\n乙", [["甲"], ["乙"]], False, True),
        ("一句话\n", [["一句话"]], False, False),
        ("", [[""]], False, False),
    ],
)
def test_pasted_cells_are_split_as_spreadsheets_write_them(
    text: str, rows: list[list[str]], table: bool, several: bool
) -> None:
    assert split_pasted_rows(text) == rows
    assert (is_table(text), is_several(text)) == (table, several)


def test_one_column_tells_the_day_and_the_place(folder: Folder) -> None:
    meeting = read(folder)
    first, second, third = names(meeting)[:3]
    rows = f"{first}\t{second}\t11月5日下午，局会议室\n{first}\t{third}\t二楼（2026-11-6）\n"
    fourth, fifth, sixth = names(meeting)[3:6]
    rows += f"{fourth}\t{fifth}\t3号楼301室\n{fourth}\t{sixth}\t3-301\n{fifth}\t{sixth}\t13月5日 二楼\n"
    found = pasted(meeting, "talk", f"谈话人\t谈话对象\t谈话时间及地点\n{rows}")
    assert [(str(row.values.get("held")), row.values.get("place")) for row in found.rows[:4]] == [
        ("2026-11-05", "局会议室"),
        ("2026-11-06", "二楼"),
        ("None", "3号楼301室"),
        ("None", "3-301"),
    ]
    assert "13月5日" in found.rows[-1].problem
    found = pasted(meeting, "session", "学习时间及地点\t学习主题\n11月5日 一楼\t新专题\n")
    assert [(str(row.values["date"]), row.values["place"]) for row in found.rows] == [("2026-11-05", "一楼")]


@pytest.mark.parametrize(
    "cell",
    [
        "12月5日—6日 会议室", "12月5日-6日会议室", "12月5日至6日，会议室", "12月5日～12月7日 会议室",
        "2026-12-05至12-06 会议室",
        "2026-12-05~2026-12-06 会议室", "12.5-12.6 会议室", "12.5-6 会议室", "12月5、6日 会议室", "12月5日、6日会议室",
        "会议室 12月5日—6日", "会议室，2026.12.5-12.7", "12月5日（周六）—6日（周日） 会议室", "12-5至12-7 会议室",
        "12月5日—2027年1月6日 会议室",
    ],
)  # fmt: skip
def test_of_several_days_beside_a_place_the_first_is_taken_and_told(cell: str, folder: Folder) -> None:
    meeting = read(folder)
    found = pasted(meeting, "session", f"学习时间及地点\t学习主题\n{cell}\t新专题\n")
    assert [(str(row.values["date"]), row.values["place"]) for row in found.rows] == [("2026-12-05", "会议室")]
    assert any("was read as 2026-12-05 会议室" in note for note in found.notes), found.notes


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("2026-12-05 3-201室", "3-201室"),
        ("2026年12月5日-6号楼会议室", "6号楼会议室"),
        ("2026年12月5日上午9时至11时 会议室", "会议室"),
        ("2026-12-05 9:00-11:30 会议室", "会议室"),
        ("2026年12月5日 2-3楼会议室", "2-3楼会议室"),
        ("2026年12月5日—会议室", "会议室"),
    ],
)
def test_one_day_beside_a_place_with_numbers_is_one_day(cell: str, place: str, folder: Folder) -> None:
    found = pasted(read(folder), "session", f"学习时间及地点\t学习主题\n{cell}\t新专题\n")
    assert [(str(row.values["date"]), row.values["place"]) for row in found.rows] == [("2026-12-05", place)]
    assert not any("was read as" in note for note in found.notes), found.notes


def test_a_measure_is_closed_by_a_tick_or_a_day(folder: Folder) -> None:
    rows = [("是", ""), ("已销号", "2026-11-20"), ("未销号", ""), ("整改中", ""), ("否", "2026-11-20"), ("大概", "")]
    text = "".join(f"班子\t措施{number}\t{tick}\t{day}\n" for number, (tick, day) in enumerate(rows))
    found = pasted(read(folder), "entry", f"责任主体\t整改措施\t是否销号\t销号时间\n{text}")
    closed = [str(row.values.get("closed")) if row.verdict == "new" else row.verdict for row in found.rows]
    assert closed == ["2026-11-24", "2026-11-20", "None", "None", "wrong", "wrong"]
    assert any("“是” was read as 2026-11-24" in note for note in found.notes)
    found = pasted(
        read(folder), "entry", "责任主体\t整改措施\t完成时间\n班子\t甲\t是\n班子\t乙\t未完成\n班子\t丙\t11-20\n"
    )
    assert [str(row.values.get("closed")) for row in found.list_rows("new")] == ["2026-11-24", "None", "2026-11-20"]
