"""Tables of opinions as offices keep them: any heading of the kind, matrices, talks, footers, values to ask about."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from checklists.base.errors import UnreadableError
from checklists.exchange.columns import NO_CHOICES, ColumnChoices, normalise_heading
from checklists.exchange.imports import Source, TableImport, read_import
from checklists.exchange.opinion_headings import find_addressee
from checklists.exchange.rows import Aim
from checklists.exchange.tables import TABLES
from checklists.model.ledgers.opinions import Channel, Opinions
from checklists.model.meeting import GROUP, Ledgers, Meeting
from tests.builders import a_meeting, members

HEADINGS = {
    "text": (
        "意见建议（原话） 意见 意见建议 意见和建议 意见内容 意见建议内容 征求意见内容"
        " 意见和建议内容 具体意见建议 意见、建议"
        " 意见及建议 意见与建议 建议 反馈意见 收集意见 原始意见 批评意见 反映问题 问题及建议 对领导班子的意见建议"
        " 主要内容"
        " 收集到的意见建议 群众意见 意见建议原文 征集到的问题 存在问题 提出的意见和建议 意见／建议 意\n见"
        " 对局领导班子及成员的意见建议 反馈内容 意见摘要 2.意见建议 原　话"
    ),
    "received": "征集时间 提出时间 登记时间 提交时间 收集日期 征求意见时间 谈话时间 时间 座谈时间 提出日期（年月）",
    "channel": "征求方式 征集方式 征求形式 收集渠道 渠道 意见来源渠道 反映途径 征求意见形式 途径 征集平台",
    "source": (
        "提出人 提出单位 反映人 被征求对象 征求对象 来源 意见来源 来源单位 提出部门 反映单位 谈话对象 建议人 提意见人"
        " 征求意见对象 意见提出人 来访人"
    ),
    "about": (
        "反映对象 意见指向 针对谁 涉及人员 班子成员 意见对象 针对对象 被提意见人 涉及对象 意见针对对象 被反映人"
        " 所提对象 指向 涉及班子成员 针对"
    ),
    "aspect": "意见类别 方面 类别 问题类型 所属方面 意见分类 对照方面",
    "voices": "条数 意见条数 意见数 票数 人次 原始条数",
    "": "承办单位 办理答复情况 整改意见 处理意见 审核意见 反馈时间 整改时限 责任单位 备注 序号 征求人 登记人 采纳情况",
}


pytestmark = pytest.mark.usefixtures("english")


def meeting() -> Meeting:
    posts = {"王建国": "局党组书记、局长", "李和平": "副局长", "李军": "副局长", "孙立": "总经理"}
    changed = {f"m{number:02}": {"name": name, "post": posts[name]} for number, name in enumerate(posts, 1)}
    opinions = Opinions(
        channels={"n1": Channel(title="基层座谈会", kind="seminar"), "n2": Channel(title="意见箱", kind="box")}
    )
    found = a_meeting(members=members(len(posts), **changed), aspects={"loyal": "政治忠诚方面", "duty": "担当作为"})
    return Meeting(found.settings, found.checklist, found.sheets, Ledgers(opinions=opinions))


def taken(text: str, choices: ColumnChoices = NO_CHOICES) -> TableImport:
    return read_import(meeting(), ("opinion",), Source(text=text), Aim(), choices)


def rows(found: TableImport) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.values.items() if value not in ("", None, (), 1)} or {"wrong": row.problem}
        for row in found.rows
    ]


def test_a_heading_is_known_by_its_form() -> None:
    columns = TABLES["opinion"].columns([])
    wrong: Mapping[str, object] = {
        heading: found
        for name, words in HEADINGS.items()
        for heading in words.split(" ")
        if (
            found := columns.find_field(heading)
            or columns.find_weak_field(heading)
            or ("text" if find_addressee(heading) else "")
        )
        != name
    }
    assert wrong == {}
    near = {one: columns.suggest_fields(one) for one in ("反馈时间", "征求人", "处理意见", "承办单位", "备注")}
    assert near == {"反馈时间": (), "征求人": ("source",), "处理意见": ("text",), "承办单位": (), "备注": ()}


FULL = """云溪县教育局征求意见汇总表
单位：云溪县教育局\t\t\t\t2026年11月
序号\t意见建议内容\t反映对象\t征求形式\t提出单位\t提出人\t提出时间\t意见类别\t办理情况
1\t会议多，文件多\t局党组\t座谈会\t一中\t李老师\t2026年11月3日\t政治忠诚类\t已办
2\t调研不够\t王局长、孙总\t意见箱\t\t\t\t\t
3\t听不进意见\t李局长\t热线\t\t\t\t\t
4\t无\t班子\t\t\t\t\t\t
一、其他
合计\t3条
填报人：甲\t\t审核人：乙
说明：1.本表由办公室填写
2.随文件上报
"""


@pytest.mark.parametrize("kind", ["paste", "csv", "xlsx"])
def test_a_whole_table_is_taken_and_all_that_is_left_out_is_told(tmp_path: Path, kind: str) -> None:
    lines = [line.split("\t") for line in FULL.splitlines()]
    source = Source(text=FULL)
    if kind == "csv":
        (tmp_path / "a.csv").write_text("\n".join(";".join(line) for line in lines), encoding="gb18030")
        source = Source(path=str(tmp_path / "a.csv"))
    elif kind == "xlsx":
        book = Workbook()
        for line in lines:
            book.active.append(line)
        for place in ("A1:I1", "A8:I8", "A11:I11", "A12:I12"):
            book.active.merge_cells(place)
        book.save(tmp_path / "a.xlsx")
        source = Source(path=str(tmp_path / "a.xlsx"))
    found = read_import(meeting(), ("opinion", "channel"), source, Aim())
    assert rows(found) == [
        {
            "text": "会议多，文件多", "about": (GROUP,), "channel": "n1", "source": "一中 李老师",
            "received": date(2026, 11, 3), "aspect": "loyal",
        },
        {"text": "调研不够", "about": ("m01", "m04"), "channel": "n2"},
        {
            "wrong": "About: “李局长” could be 李和平 (m02), 李军 (m03); say which;"
            " Channel: there is no record 热线; there are: 基层座谈会, 意见箱; or add it first"
        },
    ]  # fmt: skip
    assert [(one.value, one.candidates, one.rows) for one in found.unclear] == [
        ("李局长", ("m02", "m03"), (6,)),
        ("热线", (), (6,)),
    ]
    told = "\n".join(found.notes)
    assert "these columns are not used: 序号, 办理情况" in told
    passed = [
        "1 “云溪县教育局征求意见汇总表”",
        "2 “单位：云溪县教育局”",
        "7 “nothing said”",
        "8 “一、其他”",
        "9 “合计”",
    ]
    for words in (*(f"row {one}" for one in passed), "row 10 “填报人”", "row 11 “说明”", "row 12"):
        assert words in told
    for words in ("“局党组” was read as Group", "“王局长” was read as 王建国", "“座谈会” was read as 基层座谈会"):
        assert words in told
    assert "随文件上报" not in told
    assert "会议多" not in told, "what is said is confidential"


def test_values_that_are_asked_about_are_taken_as_a_person_says() -> None:
    choices = ColumnChoices(values={"李局长": "m03", "热线": ""})
    found = taken(FULL, choices)
    assert rows(found)[2] == {"text": "听不进意见", "about": ("m03",)}
    assert found.unclear == ()
    columns = TABLES["opinion"].columns([])
    named = dict(columns.read_choice(one) for one in ("建言=意见", "谁提的=source", "办理情况="))
    table = "建言\t谁提的\t办理情况\n慢\t群众\t已办\n"
    with pytest.raises(UnreadableError, match="no column is known as “Opinion”; the columns are: “建言”, “谁提的”"):
        taken(table)
    assert rows(taken(table, ColumnChoices(named))) == [{"text": "慢", "source": "群众"}]
    assert normalise_heading("谁 提的：") in named


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "姓名\t政治忠诚\t担当作为\n班子\t学得少\t\n王局长\t无\t慢\n李军\t\t\n",
            [
                {"text": "学得少", "about": (GROUP,), "aspect": "loyal"},
                {"text": "慢", "about": ("m01",), "aspect": "duty"},
            ],
        ),
        (
            "方面\t班子\t王建国\t李军\n担当作为\t慢\t急\t\n",
            [
                {"text": "慢", "about": (GROUP,), "aspect": "duty"},
                {"text": "急", "about": ("m01",), "aspect": "duty"},
            ],
        ),
        (
            (
                "谈话人\t谈话对象\t谈话时间\t对谈话人的意见建议\t对领导班子的意见建议\n"
                "王建国\t张科长\t2026-11-05\t急\t慢\n李和平\t赵科长\t\t无\t会多\n"
            ),
            [
                {"text": "急", "about": ("m01",), "source": "张科长", "received": date(2026, 11, 5)},
                {"text": "慢", "about": (GROUP,), "source": "张科长", "received": date(2026, 11, 5)},
                {"text": "会多", "about": (GROUP,), "source": "赵科长"},
            ],
        ),
        (
            "序号\t意见建议\t\t来源\n\t对班子\t对孙总\t\n1\t会多\t急\t群众\n",
            [
                {"text": "会多", "about": (GROUP,), "source": "群众"},
                {"text": "急", "about": ("m04",), "source": "群众"},
            ],
        ),
        ("对象\t意见\t建议\n班子\t会多\t少开会\n", [{"text": "会多\n少开会", "about": (GROUP,)}]),
        ("意见内容\t对象\n意见内容\t对象\n慢\t李军\n", [{"text": "慢", "about": ("m03",)}]),
    ],
)  # fmt: skip
def test_matrices_talks_and_headings_of_two_lines(table: str, expected: list[dict[str, Any]]) -> None:
    assert rows(taken(table)) == expected


def test_everyone_is_asked_about_as_the_group_and_numbers_may_say_what_they_count() -> None:
    found = taken("意见\t对象\t条数\n会多\t全体班子成员\t3条\n慢\t李军\t 2 人次\n")
    assert [(one.value, one.candidates) for one in found.unclear] == [("全体班子成员", (GROUP,))]
    assert rows(found)[1] == {"text": "慢", "about": ("m03",), "voices": 2}
    said = taken("意见\t对象\t条数\n会多\t全体班子成员\t3条\n", ColumnChoices(values={"全体班子成员": "group"}))
    assert rows(said) == [{"text": "会多", "about": (GROUP,), "voices": 3}]


def test_merged_cells_hold_for_each_row_and_never_count_twice(tmp_path: Path) -> None:
    book = Workbook()
    for line in (["对象", "意见", "条数"], ["班子", "会多", 2], [None, "文多", None], ["李军", "慢", 3]):
        book.active.append(line)
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "a.xlsx")
    found = read_import(meeting(), ("opinion",), Source(path=str(tmp_path / "a.xlsx")), Aim())
    assert [row.values["about"] for row in found.rows] == [(GROUP,), (GROUP,), ("m03",)]
    book.active.merge_cells("C2:C3")
    book.save(tmp_path / "b.xlsx")
    found = read_import(meeting(), ("opinion",), Source(path=str(tmp_path / "b.xlsx")), Aim())
    assert [row.problem for row in found.rows] == ["", "Voices: cells are merged; enter the number of each row", ""]
