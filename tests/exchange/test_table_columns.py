"""Headings of real tables, by form: in every spelling; what is not known is named with what it could be."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from checklists.base.errors import UnreadableError
from checklists.exchange.columns import Columns, find_footer_label, normalise_heading
from checklists.exchange.roster import ROSTER, RosterTable, parse_roster, read_roster
from checklists.exchange.tables import TABLES, TableName
from checklists.model.meeting import GROUP
from checklists.records.subjects import find_subjects
from checklists.rollup.manifest import MANIFEST, read_manifest
from tests.builders import a_meeting as meeting_of

pytestmark = pytest.mark.usefixtures("english")


ROSTER_HEADINGS = {
    "name": "姓名 姓　名 姓\n名 班子成员 领导班子成员姓名 成员姓名 领导姓名 领导 1.姓名 （姓名） 参会人员姓名",
    "post": "职务 行政职务 党内职务 现任职务 党政职务 职　务（全称） 担任职务 职位",
    "principal": "主要负责人 是否主要负责人 一把手 是否为主要负责人（是/否）",
    "units": "分管科室 分管股室 联系单位 分管部门 分管或联系单位 分管（联系）单位 挂联乡镇 包保村 分管、联系单位",
    "branch": "所在支部 所在党支部 组织关系所在支部 所属党支部名称",
    "attendance": "出席 是否参会 能否参会 出席情况 是否到会",
    "reason": "请假原因 缺席事由 不能参会原因",
    "": "手机 民族 序号 备注 分管工作 工作分工",
}
MANIFEST_HEADINGS = {
    "unit": "单位 单位名称 应报单位 参会单位名称 党组织名称",
    "district": "区县 县区 县（市、区） 所属区县 地区 片区 系统",
    "folder": "文件夹 目录 路径 会议文件夹 文件夹路径",
    "date": "日期 会议日期 召开时间 拟召开时间 民主生活会时间 会期",
    "": "联系人 电话",
}


@pytest.mark.parametrize(("columns", "headings"), [(ROSTER, ROSTER_HEADINGS), (MANIFEST, MANIFEST_HEADINGS)])
def test_a_heading_is_known_by_its_form(columns: Columns, headings: dict[str, str]) -> None:
    wrong = {
        heading: found
        for name, words in headings.items()
        for heading in words.split(" ")
        if (found := columns.find_field(heading) or columns.find_weak_field(heading) or "") != name
    }
    assert wrong == {}
    assert columns.suggest_fields("分管工作") == (("units",) if columns is ROSTER else ())


LEDGER_HEADINGS: dict[TableName, dict[str, str]] = {
    "outline": {
        "problem": "存在问题及具体表现 查摆出的突出问题 问题表现 检视问题 具体表现形式",
        "cause": "产生根源 问题产生的根源 根源剖析 原因剖析 深层次原因分析 思想根源 问题成因",
        "measure": "整改措施及努力方向 今后努力方向 下一步改进措施 拟采取的措施 解决办法",
        "example": "典型事例 具体案例 相关实例佐证",
        "owner": "牵头责任领导 整改责任人 责任人员姓名 牵头领导 包抓领导 责任人",
        "due": "截止 截止时间 整改完成时限 完成时限要求 计划完成时间 拟完成日期 整改时限 时间节点",
        "closed": "完成时间 办结日期 销号时间 实际完成时间",
        "target": "整改目标 预期成效 完成标准 目标要求",
        "": "责任单位 序号 备注 整改措施及时限 配合单位",
    },
    "entry": {
        "progress": "整改进展情况 目前进展 落实情况 整改成效 推进情况 整改完成情况",
        "evidence": "佐证资料 证明材料目录 整改佐证材料",
        "origin": "问题来源",
        "ticked": "是否销号 是否办结 销号与否 整改是否到位 销号（是/否）",
        "": "验收人",
    },
    "talk": {
        "member": "谈话人姓名 主谈人 谈话领导 谈话人及职务",
        "with": "被谈话人姓名 谈话对象及职务 被谈人 谈心对象 约谈对象",
        "held": "谈话时间 谈心谈话日期",
        "planned": "拟谈时间 计划谈话日期 计划谈心谈话时间",
        "when": "谈话时间及地点 谈心时间、地点 时间地点",
        "": "谈话内容 记录人",
    },
    "session": {
        "date": "集中学习时间 研讨日期 开展时间",
        "topic": "学习研讨主题 学习专题 研讨题目 中心组学习内容",
        "present": "参学人员 参加学习人员名单 到会人员",
        "absent": "请假人员名单",
        "when": "学习时间及地点",
        "": "主持人 请假原因",
    },
    "text": {"title": "书名 必读篇目名称 自学书目 文件名称", "required": "是否必读 必学", "": "出版社 作者"},
    "criticism": {
        "whose": "批评人姓名 提出人 发言人",
        "to": "被批评人姓名 批评对象 被提意见人",
        "text": "批评意见内容 相互批评意见 具体批评意见",
        "": "序号 整改措施",
    },
    "channel": {
        "title": "征求意见方式 征集渠道 渠道名称",
        "sent": "发放问卷数（份） 发放数量 共发出征求意见表份数",
        "returned": "收回问卷数 实际回收份数",
        "raw": "征求意见条数 收到意见数 意见建议总数",
        "": "承办人 回收率",
    },
    "day": {"member": "姓名 参会人员姓名", "told": "会后转告时间 传达日期", "": "职务 签名"},
}


@pytest.mark.parametrize("name", LEDGER_HEADINGS)
def test_a_heading_of_a_ledger_is_known_by_its_form(name: TableName) -> None:
    columns = TABLES[name].columns([])
    wrong = {
        heading: found
        for field, words in LEDGER_HEADINGS[name].items()
        for heading in words.split(" ")
        if (found := columns.find_field(heading) or columns.find_weak_field(heading) or "") != field
    }
    assert wrong == {}


def test_a_heading_is_compared_without_what_does_not_matter() -> None:
    spellings = [
        "意见 建议",
        "意见\n建议",
        "（1）意见建议",
        "一、意见建议：",
        "意见／建议",
        "【意见建议】",
        "意见建议（原话）",
        "*意见建议",
    ]
    assert {normalise_heading(one) for one in spellings} == {"意见建议"}
    assert normalise_heading("ＮＡＭＥ") == "name"


TABLE = """云溪县教育局党组班子分工备案表
填报单位：云溪县教育局\t\t\t2026年11月
序号\t姓　名\t党内职务\t行政职务\t分管科室\t联系单位\t手机\t分管工作
1\t马向前（组长）\t党组书记\t局长\t办公室、人事股\t一中\t1\t全面工作
2\t（副组长）罗小溪\t党组成员\t副局长\t财务股\t\t2\t财务
3\t高远（女）\t党组成员\t\t\t二小\t3\t
4\t陈明（1）\t\t三级调研员\t\t\t\t
合计\t4人
填报人：王五\t\t审核人：赵六\t\t填报日期：2026年11月3日
说明：本表一式两份
"""


def notices(roster: RosterTable) -> list[str]:
    assert not roster.has_errors, [str(one) for one in roster.problems]
    return [str(one) for one in roster.problems]


@pytest.mark.parametrize("kind", ["paste", "csv", "xlsx"])
def test_a_table_of_duties_is_taken_with_its_title_footers_and_brackets(tmp_path: Path, kind: str) -> None:
    rows = [line.split("\t") for line in TABLE.splitlines()]
    if kind == "paste":
        roster = parse_roster(TABLE)
    elif kind == "csv":
        (tmp_path / "a.csv").write_text("\n".join(",".join(row) for row in rows), encoding="gb18030")
        roster = read_roster(tmp_path / "a.csv")
    else:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.active.merge_cells("A1:H1")
        book.active.merge_cells("A10:H10")
        book.save(tmp_path / "a.xlsx")
        roster = read_roster(tmp_path / "a.xlsx")
    assert [(one.name, one.post, one.role, one.units) for one in roster.members.values()] == [
        ("马向前", "党组书记、局长", "principal", ("办公室", "人事股", "一中")),
        ("罗小溪", "党组成员、副局长", "member", ("财务股",)),
        ("高远", "党组成员", "member", ("二小",)),
        ("陈明（1）", "三级调研员", "member", ()),
    ]
    told = notices(roster)
    assert told[:3] == [
        "the column “分管工作” is not known and is left out; it could be “Units in charge”",
        "these columns are not used: 序号, 手机",
        (
            "passed over: row 1 “云溪县教育局党组班子分工备案表”, row 2 “填报单位：云溪县教育局”, row 8 “合计”,"
            " row 9 “填报人”, row 10 “说明”"
        ),
    ]
    assert "row 4: 姓 名: “组长” beside the name 马向前 was left out of the name" in told
    assert "马向前 is taken as the principal because of the post “党组书记、局长”; that can be changed later" in told
    assert not any("王五" in one or "一式两份" in one for one in told), "only the labels of footers are said"
    assert roster.proposed == "m01"


def test_a_column_can_be_given_a_field_or_be_left_out() -> None:
    text = "姓名\t职务\t分管工作\n张三\t书记\t办公室\n"
    choices = dict(ROSTER.read_choice(one) for one in ("分管 工作=分管单位", "职务="))
    (member,) = parse_roster(text, choices=choices).members.values()
    assert (member.post, member.units) == ("", ("办公室",))
    assert ROSTER.read_choice("谁=name") == ROSTER.read_choice("谁=姓名") == ("谁", "name")
    with pytest.raises(ValueError, match="found 电话, expected one of: Name"):
        ROSTER.read_choice("手机=电话")
    roster = parse_roster("同志\t职务\n张三\t书记\n")
    assert str(roster.problems[0]).endswith("; the columns are: “同志”, “职务”")
    assert len(parse_roster("同志\t职务\n张三\t书记\n", choices={"同志": "name"}).members) == 1


@pytest.mark.parametrize(
    ("posts", "head"),
    [
        (["局党组书记、局长", "局党组成员、副局长"], 0),
        (["党组成员、副局长", "党委书记"], 1),
        (["书记", "副书记"], 0),
        (["党组副书记、局长", "纪检组长"], 0),
        (["纪委书记", "机关党委书记", "副书记"], None),
        (["书记", "书记"], None),
        (["县委副书记、县长", "县委书记"], 1),
        (["支部书记", "委员"], 0),
        (["", ""], None),
    ],
)
def test_the_principal_is_proposed_by_the_post_where_only_one_can_be_it(posts: list[str], head: int | None) -> None:
    roster = parse_roster("姓名\t职务\n" + "".join(f"成员{place}\t{post}\n" for place, post in enumerate(posts)))
    heads = [place for place, one in enumerate(roster.members.values()) if one.role == "principal"]
    assert heads == ([] if head is None else [head])
    said = parse_roster("姓名\t职务\t主要负责人\n甲\t委员\t是\n乙\t书记\t\n")
    assert [one.role for one in said.members.values()] == ["principal", "member"], "what a row says comes first"


def test_footers_are_told_from_records() -> None:
    footers = [
        "填报人：张三",
        "审核人（签字）：",
        "合 计",
        "总计：12条",
        "说明：1.本表",
        "注：略",
        "单位（盖章）",
        "联系电话：1",
    ]
    assert [one for one in footers if find_footer_label([one, "", ""], [1], [0, 1]) is None] == []
    records = ["领导：要多下基层", "部门意见：慢", "合计数不对", "注重调研", "说明会太多", "审核太慢", "联系群众不够"]
    assert [one for one in records if find_footer_label([one, "", ""], [0], [0, 1]) is not None] == []
    assert find_footer_label(["", "m02", ""], [0], [0, 1]) is None, (
        "a record without its text is wrong, not passed over"
    )


def test_a_manifest_as_the_readme_names_it_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        "各单位一览表\n单位,区县,文件夹,日期,联系人\n教育局,东区,jyj,2026-12-18,甲\n合计,1,,,\n", encoding="utf-8"
    )
    found = read_manifest(path)
    assert [(one.unit, one.district, one.folder) for one in found.units] == [("教育局", "东区", "jyj")]
    assert found.notes == ("these columns are not used: 联系人", "passed over: row 1 “各单位一览表”, row 4 “合计”")
    path.write_text("机构,材料\n教育局,jyj\n", encoding="utf-8")
    with pytest.raises(
        UnreadableError, match="no column is known as “Unit” or “Folder”; the columns are: “机构”, “材料”"
    ):
        read_manifest(path)
    assert len(read_manifest(path, {"机构": "unit", "材料": "folder"}).units) == 1


def test_whom_a_cell_means() -> None:
    roster = parse_roster(
        "姓名\t职务\n王建国\t局党组书记、局长\n李和平\t党组成员、副局长\n王小敏\t工会主席\n孙立\t总经理\n欧阳雪\t副局长\n李军\t副局长\n张三\t委员\n"
    )
    meeting = meeting_of(unit="云溪县教育局", members=roster.members)
    keys = {one.name: key for key, one in meeting.settings.members.items()} | {"班子": GROUP}
    read = {
        "班子": "班子", "领导班子": "班子", "局党组": "班子", "局领导班子": "班子", "本局领导班子": "班子",
        "党组": "班子", "教育局党组": "班子", "云溪县教育局": "班子",
        "王局长": "王建国", "孙总": "孙立", "欧阳副局长": "欧阳雪", "欧阳局长": "欧阳雪", "王主席": "王小敏",
        "张三同志": "张三",
        "局长王建国": "王建国", "王建国（局长）": "王建国", "党组书记、局长王建国": "王建国", "王 建 国": "王建国",
        "主要负责人": "王建国", "局长": "王建国", "工会主席": "王小敏",
        "王建国、李和平": "王建国 李和平", "王建国和李和平": "王建国 李和平", "王建国\n李和平": "王建国 李和平",
        "班子、王局长": "班子 王建国", "王建国局长，孙总；局党组": "王建国 孙立 班子", "m02": "李和平",
    }  # fmt: skip
    found = {text: find_subjects(meeting, text) for text in read}
    assert {text: one.keys for text, one in found.items()} == {
        text: tuple(keys[name] for name in names.split()) for text, names in read.items()
    }
    assert all(not one.unclear for one in found.values())
    assert found["王局长"].read_as == (("王局长", keys["王建国"]),), "what was not written as on the roster is told"
    unclear = {
        "李局长": "李和平 李军", "副局长": "李和平 欧阳雪 李军", "班子成员": "", "全体成员": "", "赵局长": "",
        "某人": "",
        "财政局党组": "", "王部长": "王建国 王小敏", "第一党支部": "",
    }  # fmt: skip
    for text, names in unclear.items():
        (one,) = find_subjects(meeting, text).unclear
        assert set(one.candidates) >= {keys[name] for name in names.split()}, text
        assert find_subjects(meeting, text).keys == ()
        assert find_subjects(meeting, text, {text: (keys["张三"],)}).keys == (keys["张三"],)


def test_merged_cells_of_a_workbook_hold_for_each_row(tmp_path: Path) -> None:
    book, target = Workbook(), io.BytesIO()
    for row in (
        ["姓名", "职务", "所在支部"],
        ["张三", "书记", "一支部"],
        ["李四", "委员", None],
        ["王五", "委员", None],
    ):
        book.active.append(row)
    book.active.merge_cells("C2:C4")
    book.save(target)
    (tmp_path / "a.xlsx").write_bytes(target.getvalue())
    assert [one.branch for one in read_roster(tmp_path / "a.xlsx").members.values()] == ["一支部"] * 3
