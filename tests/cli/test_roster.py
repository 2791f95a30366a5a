"""Rosters: every encoding, separator and heading; every problem by the row and column where a person sees it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from checklists.base.errors import UnreadableError
from checklists.base.language import set_language
from checklists.exchange import archive, table
from checklists.exchange.roster import RosterTable, parse_roster, read_roster
from checklists.model.meeting import Member

HEADING = "姓名,职务,主要负责人,分管单位,所在支部"
PLAIN = f"{HEADING}\n张三,书记,是,办公室、财政局,机关一支部\n李四,副书记,否,教育局,\n"
EXPECTED = {
    "m01": Member(name="张三", post="书记", role="principal", units=("办公室", "财政局"), branch="机关一支部"),
    "m02": Member(name="李四", post="副书记", units=("教育局",)),
}


pytestmark = pytest.mark.usefixtures("english")


def errors(roster: RosterTable) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in roster.problems if problem.severity == "error"]


def notices(roster: RosterTable) -> list[str]:
    return [problem.problem for problem in roster.problems if problem.severity == "notice"]


def workbook(path: Path, *sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("gb18030"),
        PLAIN.encode("gbk"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "，").encode(),
        PLAIN.replace(",", "；").encode(),
        PLAIN.replace("办公室、财政局", '"办公室,财政局"').encode(),
        PLAIN.replace("办公室、财政局", '"办公室\n财政局"').encode(),
        PLAIN.replace("办公室、财政局", "办公室； 财政局").encode(),
        ("云溪县委常委会名单,,,,\n\n" + PLAIN).encode(),
        (PLAIN + "\n,,,,\n  ,\n").encode(),
        PLAIN.replace(HEADING, "name,post,principal,units,branch").encode(),
        PLAIN.replace(HEADING, " 姓 名 ,党内职务,主要负责人（是/否）,分管部门,所在党支部").encode(),
        PLAIN.replace("张三", "张　三").replace("李四", " 李 四 ").encode(),
    ],
)
def test_a_table_is_read_in_every_encoding_separator_and_heading(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    roster = read_roster(path)
    assert roster.members == EXPECTED
    title = ["passed over: row 1 “云溪县委常委会名单”"] if "云溪县委".encode() in content else []
    assert [str(problem) for problem in roster.problems] == title


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        *((cell, "principal") for cell in ("是", "√", "✓", "y", "Yes", "1", "１", "TRUE", "主要负责人", " 是 ")),
        *((cell, "member") for cell in ("", "否", "no", "0", "空", "N", "-")),
    ],
)
def test_yes_and_no_are_written_in_many_ways(cell: str, role: str) -> None:
    assert parse_roster(f"姓名,主要负责人\n张三,{cell}\n").members["m01"].role == role


def test_attendance_and_its_reason_are_read() -> None:
    roster = parse_roster("姓名,出席,请假原因\n张三,出席,\n李四,请假,出差\n王五,,\n赵六,否,病假")
    attendance = [(member.attendance, member.reason) for member in roster.members.values()]
    assert attendance == [("expected", ""), ("absent", "出差"), ("expected", ""), ("absent", "病假")]


def test_a_notice_names_the_column_as_the_table_does() -> None:
    set_language("zh")
    (notice,) = [one for one in parse_roster("姓名,职务,主要负责人,是否参会\n张三,书记,是,缺席").problems if one.row]
    assert notice.column == "是否参会"


def test_columns_that_are_not_known_are_named_and_ignored() -> None:
    roster = parse_roster("序号,姓名,手机\n1,张三,123\n2,李四,456\n")
    assert [member.name for member in roster.members.values()] == ["张三", "李四"]
    assert not roster.has_errors
    assert "序号, 手机" in notices(roster)[0]


@pytest.mark.parametrize(
    ("text", "names", "posts"),
    [
        ("张三\n李四\n\n王五", ["张三", "李四", "王五"], ["", "", ""]),
        ("张三\t书记\n李四\t副书记\n", ["张三", "李四"], ["书记", "副书记"]),
        ("张三,书记,是\n李四,副书记", ["张三", "李四"], ["书记", "副书记"]),
        ("张三，书记\r\n李四，副书记", ["张三", "李四"], ["书记", "副书记"]),
        ("姓名\n张三", ["张三"], [""]),
        ("阿卜杜拉·买买提\nJohn Smith", ["阿卜杜拉·买买提", "John Smith"], ["", ""]),
    ],
)
def test_pasted_lines_need_no_heading(text: str, names: list[str], posts: list[str]) -> None:
    roster = parse_roster(text)
    assert [member.name for member in roster.members.values()] == names
    assert [member.post for member in roster.members.values()] == posts
    assert not roster.has_errors


def test_a_principal_can_be_pasted_in_the_default_order() -> None:
    assert parse_roster('张三,书记,是,"办公室,财政局",一支部').members["m01"] == EXPECTED["m01"].model_copy(
        update={"branch": "一支部"}
    )


@pytest.mark.parametrize(
    ("text", "places", "words"),
    [
        (f"{HEADING}\n,书记,是,,\n", [(2, "姓名")], "missing"),
        (f"名单\n\n{HEADING}\n张三,,,,\n张三,,,,\n", [(5, "姓名")], "row 4"),
        (f"{HEADING}\n张三,,是,,\n李四,,是,,\n王五,,1,,", [(3, "主要负责人"), (4, "主要负责人")], "row 2"),
        (f"{HEADING}\n张三,,maybe,,\n", [(2, "主要负责人")], "found “maybe”, expected 是"),
        ("姓名,出席\n张三,perhaps", [(2, "出席")], "found “perhaps”, expected 出席"),
        (f"{HEADING}\n{'张' * 201},,,,\n", [(2, "姓名")], "at most 200"),
        (f"{HEADING}\n张三,{'书' * 201},,,\n", [(2, "职务")], "at most 200"),
        (f"{HEADING}\n张三,,,一；{'局' * 201},\n", [(2, "分管单位")], "at most 200"),
        (f"{HEADING}\n张三,,,,{'支' * 201}\n", [(2, "所在支部")], "at most 200"),
        (f"{HEADING}\n张三、李四,,,,\n", [(2, "姓名")], "one name"),
        (HEADING, [(0, "")], "no member"),
        ("", [(0, "")], "no member"),
        (f"{HEADING}\n,,maybe,,\n", [(2, "姓名"), (2, "主要负责人")], "missing"),
    ],
)
def test_a_problem_names_its_row_and_column(text: str, places: list[tuple[int, str]], words: str) -> None:
    roster = parse_roster(text)
    assert errors(roster) == places
    assert words in " ".join(map(str, roster.problems))


def test_a_missing_principal_is_only_a_notice() -> None:
    roster = parse_roster("姓名\n张三")
    assert not roster.has_errors
    assert "principal" in notices(roster)[0]


def test_ids_are_of_one_length() -> None:
    text = "姓名\n" + "\n".join(f"成员{number}" for number in range(120))
    assert list(parse_roster(text).members)[0:3] == ["m001", "m002", "m003"]
    assert list(parse_roster("张三\n李四").members) == ["m01", "m02"]


def test_a_roster_of_too_many_rows_is_an_error() -> None:
    text = "姓名\n" + "\n".join(f"成员{number}" for number in range(table.ROSTER_ROW_LIMIT + 5))
    assert errors(parse_roster(text)) == [(table.ROSTER_ROW_LIMIT + 1, "")]


def test_control_characters_are_made_visible() -> None:
    assert parse_roster("姓名\n张\x1b[2J三\u202e").members["m01"].name == r"张\u001b[2J三\u202e"


@pytest.mark.parametrize("name", ["roster.csv", "roster.tsv", "roster"])
def test_a_file_without_a_heading_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("张三,书记\n")
    assert errors(read_roster(tmp_path / name)) == [(0, "")]


def test_a_text_file_may_hold_one_name_a_line(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("张三\n李四\n")
    assert len(read_roster(tmp_path / "names.txt").members) == 2


def test_a_workbook_is_read_from_the_first_sheet_with_a_heading(tmp_path: Path) -> None:
    rows: list[list[object]] = [["云溪县委名单"], [], [*HEADING.split(",")]]
    rows += [["张三", "书记", True, "办公室、财政局", "机关一支部"], [], ["李四", "副书记", 0, "教育局", None]]
    path = workbook(tmp_path / "roster.xlsx", [["说明"], ["不是名单"]], rows)
    roster = read_roster(path)
    assert roster.members == EXPECTED
    assert notices(roster) == ["passed over: row 1 “云溪县委名单”"]
    assert not roster.has_errors


def test_a_workbook_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "roster.csv", [["姓名"], ["张三"]])
    assert read_roster(path).members["m01"].name == "张三"


def test_a_formula_in_a_column_that_matters_is_an_error(tmp_path: Path) -> None:
    rows: list[list[object]] = [["序号", "姓名", "职务"], ["=ROW()-1", "张三", "书记"], ["=ROW()-1", "=A1", "书记"]]
    roster = read_roster(workbook(tmp_path / "roster.xlsx", rows))
    assert errors(roster) == [(3, "姓名")]
    assert "formula" in str(roster.problems[1])


def test_a_workbook_without_a_heading_is_refused(tmp_path: Path) -> None:
    assert errors(read_roster(workbook(tmp_path / "roster.xlsx", [["张三"]]))) == [(0, "")]


def test_a_far_away_cell_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"], sheet["XFD1048576"] = "姓名", "张三", "x"
    book.save(tmp_path / "roster.xlsx")
    assert read_roster(tmp_path / "roster.xlsx").members["m01"].name == "张三"


def _zip(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return target.getvalue()


def _entity_bomb() -> bytes:
    book = io.BytesIO()
    workbook_of = Workbook()
    workbook_of.worksheets[0].append(["姓名"])
    workbook_of.save(book)
    with zipfile.ZipFile(book) as zipped:
        entries = {name: zipped.read(name) for name in zipped.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        entries[name] = bomb + entries[name].split(b"?>", 1)[-1].replace(b"</", b"<x>&b;</x></", 1)
    return _zip(entries)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"PK\x03\x04 no zip", "no XLSX"),
        (lambda: b"name\nx", "no XLSX"),
        (lambda: b"", "no XLSX"),
        (lambda: _zip({"x": b""}), "no XLSX"),
        (lambda: _zip({"xl/worksheets/sheet1.xml": bytes(archive.WORKBOOK.unpacked + 1)}), "larger than 50 MiB"),
        (_entity_bomb, "declares entities"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "encrypted"),
        (lambda: bytes(table.TABLE_BYTE_LIMIT + 1), "larger than"),
    ],
    ids=["broken", "text", "empty", "no-workbook", "bomb", "entities", "old", "large"],
)
def test_a_dangerous_workbook_is_refused_in_one_sentence(
    content: Callable[[], bytes], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(content())
    with pytest.raises(UnreadableError, match=words):
        read_roster(path)


@pytest.mark.parametrize("content", [b"\xff\xff\xff", b"name\x00\n", bytes(range(256))])
def test_bytes_that_are_no_text_are_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match="no text"):
        read_roster(path)


def test_a_missing_file_a_folder_and_a_circle_of_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    for name in ("nothing.csv", ".", "circle"):
        with pytest.raises(UnreadableError):
            read_roster(tmp_path / name)


def test_a_cell_larger_than_csv_allows_is_told_by_its_row() -> None:
    with pytest.raises(UnreadableError, match="row 2"):
        parse_roster("姓名\n" + "x" * 200_000)
