"""Opinions from files: judged row by row, taken once; whatever the encoding, the separator and the program."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from checklists.base.errors import UnreadableError
from checklists.base.language import set_language
from checklists.edits.change import Edit
from checklists.edits.ledgers import claim
from checklists.edits.records import change_record
from checklists.exchange.imports import IMPORT_ROW_LIMIT, Source, TableImport, read_import
from checklists.exchange.rows import Aim
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.builders import DAY, read
from tests.filled import BEFORE, bytes_of, folder_of, made

HEAD = ["序号", "意见建议", "对象", "渠道", "来源", "日期", "方面", "条数"]
ROWS = [
    ["1", "会议多，文件多", "班子", "意见箱", "基层干部", "2026-11-20", "作风", "3"],
    ["2", "调研不够", "成员2、成员3", "意见箱", "", "2026年11月21日", "", ""],
    ["3", "听不进\n不同意见", "成员2", "", "", "", "", ""],
]
TAKEN: list[dict[str, Any]] = [
    {
        "text": "会议多，文件多",
        "about": ("group",),
        "channel": "n1",
        "source": "基层干部",
        "aspect": "style",
        "voices": 3,
    },
    {"text": "调研不够", "about": ("m02", "m03"), "channel": "n1"},
    {"text": "听不进\n不同意见", "about": ("m02",)},
]


pytestmark = pytest.mark.usefixtures("english")


def a_meeting(**opinions: Opinion) -> Meeting:
    ledger = Opinions(channels={"n1": Channel(title="意见箱"), "n2": Channel(title="热线")}, opinions=opinions)
    return made(opinions=ledger)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return folder_of(tmp_path / "meeting", a_meeting())


def csv(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    return "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)


def xlsx(rows: Iterable[Iterable[Any]], *first: list[str]) -> bytes:
    book, target = Workbook(), io.BytesIO()
    for row in (*first, *rows):
        book.active.append(list(row))
    book.save(target)
    return target.getvalue()


def judged(path: Path, content: str | bytes, meeting: Meeting | None = None, name: str = "意见.csv") -> TableImport:
    file = path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_import(meeting or a_meeting(), ("opinion",), Source(path=str(file)), Aim(today=DAY))


def verdicts(found: TableImport) -> list[tuple[int, str, str]]:
    return [(row.number, row.verdict, row.problem) for row in found.rows]


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "UTF-8": ("a.csv", lambda: csv([HEAD, *ROWS]).encode()),
    "UTF-8 with its mark": ("a.csv", lambda: csv([HEAD, *ROWS]).encode("utf-8-sig")),
    "GB18030": ("a.csv", lambda: csv([HEAD, *ROWS]).encode("gb18030")),
    "UTF-16": ("a.txt", lambda: csv([HEAD, *ROWS]).encode("utf-16")),
    "tabs": ("a.tsv", lambda: csv([HEAD, *ROWS], "\t").encode()),
    "semicolons in GB18030": ("a.csv", lambda: csv([HEAD, *ROWS], ";").encode("gb18030")),
    "a title above": ("a.csv", lambda: csv([["征求意见汇总表"], [], HEAD, *ROWS]).encode()),
    "a workbook": ("a.xlsx", lambda: xlsx([HEAD, *ROWS])),
    "a workbook with a title above": ("a.xlsx", lambda: xlsx([HEAD, *ROWS], ["征求意见汇总表"], [])),
    "a heading with blanks": ("a.xlsx", lambda: xlsx([["序号", "意见 建议（原话）：", *HEAD[2:]], *ROWS])),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_read_whatever_it_is_written_in(tmp_path: Path, folder: Folder, kind: str) -> None:
    name, content = FILES[kind]
    found = judged(tmp_path, content(), read(folder), name)
    assert [row.verdict for row in found.rows] == ["new", "new", "new"]
    assert found.summary() == "3 new, 0 already there, 0 wrong"
    folder.apply(found.edit(read(folder)))
    taken = [one.plain() for one in read(Folder(folder.path)).ledgers.opinions.opinions.values()]
    assert [{key: one.get(key) for key in expected} for one, expected in zip(taken, TAKEN, strict=True)] == TAKEN
    assert folder.read().faults == ()


def test_numbers_and_dates_of_a_workbook_are_read_as_they_stand(tmp_path: Path) -> None:
    found = judged(tmp_path, xlsx([HEAD, [1, "慢", "m02", "n1", "", BEFORE, "style", 2.0]]), name="a.xlsx")
    (row,) = found.rows
    assert (row.verdict, row.values["received"], row.values["voices"]) == ("new", BEFORE, 2)


def take(folder: Folder, path: Path, content: str) -> Edit:
    edit = judged(path, content, read(folder)).edit(read(folder))
    folder.apply(edit)
    return edit


def test_the_same_file_twice_adds_nothing_and_undo_takes_all_back(tmp_path: Path, folder: Folder) -> None:
    before = bytes_of(folder.path)
    edit = take(folder, tmp_path, csv([HEAD, *ROWS]))
    assert edit.meaning == "Opinions: 3 imported"
    again = judged(tmp_path, csv([HEAD, *ROWS]), read(folder))
    keys = list(read(folder).ledgers.opinions.opinions)
    assert verdicts(again) == [(2, "double", keys[0]), (3, "double", keys[1]), (4, "double", keys[2])]
    assert again.edit(read(folder)).changes == ()
    folder.apply(edit.inverse())
    assert bytes_of(folder.path) == before


def test_the_same_file_adds_nothing_though_more_is_known_of_its_opinions_by_now(tmp_path: Path, folder: Folder) -> None:
    take(folder, tmp_path, csv([HEAD, *ROWS]))
    last = next(reversed(read(folder).ledgers.opinions.opinions))
    known = {"about": ["m02", "m04"], "channel": "n2", "source": "群众", "received": DAY, "aspect": "style"}
    folder.apply(change_record(read(folder), KINDS["opinion"], last, known))
    folder.apply(claim(read(folder), [last], None, DAY))
    assert [row.verdict for row in judged(tmp_path, csv([HEAD, *ROWS]), read(folder)).rows] == ["double"] * 3


def test_a_file_that_two_have_looked_at_is_taken_once(tmp_path: Path, folder: Folder) -> None:
    other = Folder(folder.path)
    mine, theirs = (judged(tmp_path, csv([HEAD, *ROWS]), read(one)) for one in (folder, other))
    other.apply(theirs.edit(read(other)))
    assert mine.edit(read(folder)).changes == ()


THERE = Opinion(text="会议多", about=("m02", "m03"), channel="n1", source="干部", received=BEFORE)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (["会议多", "m02、m03", "n1", "干部", str(BEFORE)], "double"),
        (["会议多", "m03、m02", "意见箱", "干部", str(BEFORE)], "double"),
        ([" 会议 多 ", "m02", "", "", ""], "double"),
        (["会议多", "", "", "", ""], "double"),
        (["会议太多", "m02、m03", "n1", "干部", str(BEFORE)], "new"),
        (["会议多", "m04", "n1", "干部", str(BEFORE)], "new"),
        (["会议多", "m02、m04", "", "", ""], "new"),
        (["会议多", "m02", "n2", "", ""], "new"),
        (["会议多", "m02", "", "群众", ""], "new"),
        (["会议多", "m02", "", "", "2026-11-01"], "new"),
    ],
)
def test_an_opinion_is_there_already_where_nothing_in_the_row_speaks_against_it(
    tmp_path: Path, row: list[str], verdict: str
) -> None:
    content = csv([["意见", "对象", "渠道", "来源", "日期"], row])
    (found,) = judged(tmp_path, content, a_meeting(o1=THERE)).rows
    assert (found.verdict, found.problem) == (verdict, "o1" if verdict == "double" else "")


def test_doubled_rows_of_one_file_are_taken_once_and_say_which_row(tmp_path: Path, folder: Folder) -> None:
    rows = [["意见", "对象"], ["慢", "m02"], ["慢 ", "成员2"], ["慢", "m03"], ["慢", ""], ["慢", ""]]
    found = judged(tmp_path, csv(rows), read(folder))
    assert verdicts(found) == [
        (2, "new", ""), (3, "repeated", "the same as row 2"), (4, "new", ""), (5, "new", ""),
        (6, "repeated", "the same as row 5"),
    ]  # fmt: skip
    folder.apply(found.edit(read(folder)))
    assert len(read(folder).ledgers.opinions.opinions) == 3


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["", "m02", "", "", ""], "Opinion: this must not be empty"),
        (["慢", "某人", "", "", ""], "About: there is no member 某人 on the roster"),
        (["慢", "m02", "广播", "", ""], "Channel: there is no record 广播; there are: 意见箱, 热线; or add it first"),
        (["慢", "m02", "", "某天", ""],
         "Received: found 某天, expected a date such as 2026-12-18, 12月18日, 12-18, 12月底 or 今天"),
        (["慢", "m02", "", "2027-01-01", ""], "Received: 2027-01-01 is still to come: enter a day that has been"),
        (["慢", "m02", "", "1999-01-01", ""],
         "Received: the year must lie between 2000 and 2199"),
        (["慢", "m02", "", "", "很多"], "Voices: found 很多, expected a whole number"),
        (["慢", "m02", "", "", "0"], "Voices: found 0, expected a number of at least 1"),
        (["慢", "某人", "广播", "", ""],
         ("About: there is no member 某人 on the roster;"
          " Channel: there is no record 广播; there are: 意见箱, 热线; or add it first")),
        (["长" * 20_001, "m02", "", "", ""], "Opinion: the text is too long: at most 20000 characters"),
    ],
)  # fmt: skip
def test_a_wrong_row_says_what_is_wrong_and_the_others_are_taken(
    tmp_path: Path, folder: Folder, row: list[str], problem: str
) -> None:
    content = csv([["意见", "对象", "渠道", "日期", "条数"], row, ["好", "m03", "", "", ""]])
    found = judged(tmp_path, content, read(folder))
    assert verdicts(found) == [(2, "wrong", problem), (3, "new", "")]
    folder.apply(found.edit(read(folder)))
    assert [one.text for one in read(folder).ledgers.opinions.opinions.values()] == ["好"]


def test_a_formula_is_refused_in_a_workbook(tmp_path: Path) -> None:
    rows = [["意见", "对象"], ['=HYPERLINK("http://x","慢")', "m02"], ["慢", "=A1"], ["好", "m02"]]
    assert verdicts(judged(tmp_path, xlsx(rows), name="a.xlsx")) == [
        (2, "wrong", "Opinion: a formula; enter its value"),
        (3, "wrong", "About: a formula; enter its value"),
        (4, "new", ""),
    ]


def test_blank_rows_are_passed_over_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    content = "意见,对象\n\n慢,m02\n , \n好,m03\n"
    assert [number for number, *_rest in verdicts(judged(tmp_path, content))] == [3, 5]


def test_control_characters_never_reach_a_verdict_or_a_record(tmp_path: Path) -> None:
    found = judged(tmp_path, csv([["意见", "对象"], ["慢\x1b[2J", "m02"], ["慢", "\x1b]0;x\x07"]]))
    assert "\x1b" not in str(verdicts(found))
    key_edit = found.edit(a_meeting())
    assert "\x1b" not in str(key_edit.changes)


def zipped() -> bytes:
    """Return an archive that is no workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "a")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("姓名,职务\n甲,书记\n", "a.csv", "no column is known as “Opinion”"),
        ("", "a.csv", "no column is known as “Opinion”"),
        ("意见\n" + "慢\n" * (IMPORT_ROW_LIMIT + 1), "a.csv", "more than 10000 rows"),
        (b"\xff\xfe\x00\x00\x00", "a.csv", "no text in UTF-8 or GB18030"),
        (b"PK\x03\x04broken", "a.xlsx", "no XLSX workbook"),
        (zipped(), "a.xlsx", "no XLSX workbook that can be read; save it again"),
        (b"\xd0\xcf\x11\xe0old", "a.xls", "old or an encrypted Excel file"),
    ],
    ids=["another table", "nothing", "too many rows", "no text", "a broken workbook", "no workbook", "an old workbook"],
)
def test_what_is_no_table_of_opinions_is_said_in_a_sentence(
    tmp_path: Path, content: str | bytes, name: str, words: str
) -> None:
    with pytest.raises(UnreadableError, match=words) as caught:
        judged(tmp_path, content, name=name)
    assert str(caught.value).startswith(name)


def test_many_opinions_taken_at_once_never_meet_in_their_ids(tmp_path: Path, folder: Folder) -> None:
    rows = [["意见", "对象"], *([f"意见{number}", "m02"] for number in range(2000))]
    found = judged(tmp_path, csv(rows), read(folder))
    edit = found.edit(read(folder))
    assert len({change.path for change in edit.changes}) == 2000
    folder.apply(edit)
    texts = [one.text for one in read(Folder(folder.path)).ledgers.opinions.opinions.values()]
    assert texts == [f"意见{number}" for number in range(2000)]


def test_dates_without_a_year_are_taken_by_the_day_of_the_import_and_told(tmp_path: Path) -> None:
    set_language("en")
    content = csv([["意见", "日期"], ["慢", "11月5日"], ["远", "昨天"], ["繁", "12.1"], ["多", "2026-12-02"]])
    found = judged(tmp_path, content)
    received = [date(2026, 11, 5), DAY - timedelta(days=1), date(2026, 12, 1), date(2026, 12, 2)]
    assert [row.values["received"] for row in found.rows] == received
    assert "Received: 2 dates without a year or a day are taken as 2026-11-05 to 2026-12-01" in found.notes
