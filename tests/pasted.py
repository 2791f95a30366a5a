"""A table for every ledger, as it is copied from a spreadsheet, and what the ledger says of it once it is taken."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from checklists.edits.records import add_record
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder

DAY = date(2026, 11, 20)
UNRECORDED = "未登记的专题"
"""The topic of a session without attendance."""
Row = list[str]


class PastedTable(NamedTuple):
    """Rows for one ledger, and how to read back what became of them."""

    command: str
    keys: tuple[str, ...]
    """From the overview to the page of the ledger."""
    rows: Callable[[Meeting], list[Row]]
    """The headings, two new rows, and one that cannot be."""
    wrong: str
    """A word of what is wrong with the last row, in English."""
    found: Callable[[Meeting], Any]
    """What of the ledger is new."""
    expected: Any

    def text(self, meeting: Meeting) -> str:
        """Return the rows as a spreadsheet puts them on the clipboard."""
        return "".join("\t".join(row) + "\n" for row in self.rows(meeting))


def names(meeting: Meeting) -> list[str]:
    """Return the members' names in the roster's order."""
    return [member.name for member in meeting.settings.members.values()]


def _talks(meeting: Meeting) -> Any:
    return sorted(
        (one.kind, one.member, one.partner, one.unit, one.held)
        for one in meeting.ledgers.talks.talks.values()
        if one.place == "粘贴室"
    )


def _outline(meeting: Meeting) -> Any:
    outline = meeting.sheet("m02").outline
    problem = next((one for one in outline.problems.values() if one.text == "粘贴的问题"), None)
    causes = [outline.causes[key] for key in problem.causes] if problem else []
    measures = [outline.measures[key] for cause in causes for key in cause.measures]
    return [one.text for one in causes], [(one.text, one.owner) for one in measures]


def _criticisms(meeting: Meeting) -> Any:
    return [
        (critic, one.to, one.text)
        for critic in meeting.settings.members
        for one in meeting.sheet(critic).criticisms.values()
        if one.text.startswith("粘贴")
    ]


TABLES: dict[str, PastedTable] = {
    "opinion": PastedTable(
        "opinions",
        ("3", "t"),
        lambda meeting: [
            ["序号", "意见建议", "对象", "日期"],
            ["1", "粘贴：会议多\u201c三重\u201d", names(meeting)[1], "2026-11-20"],
            ["2", "粘贴：调研少", "班子", "2026年11月20日"],
            ["3", "粘贴：空话多", "查无此人", ""],
        ],
        "查无此人",
        lambda meeting: [
            (one.text, one.about, one.received)
            for one in meeting.ledgers.opinions.opinions.values()
            if one.text.startswith("粘贴")
        ],
        [("粘贴：会议多\u201c三重\u201d", ("m02",), DAY), ("粘贴：调研少", ("group",), DAY)],
    ),
    "channel": PastedTable(
        "opinions",
        ("3", "t", "t"),
        lambda _meeting: [
            ["征求渠道", "类别", "发出", "收回"],
            ["粘贴问卷", "questionnaire", "20", "18"],
            ["粘贴信箱", "box", "", ""],
            ["粘贴电话", "hotline", "2", "3"],
        ],
        "more came back",
        lambda meeting: [
            (one.title, one.kind, one.sent, one.returned)
            for one in meeting.ledgers.opinions.channels.values()
            if one.title.startswith("粘贴")
        ],
        [("粘贴问卷", "questionnaire", 20, 18), ("粘贴信箱", "box", None, None)],
    ),
    "session": PastedTable(
        "study",
        ("2", "t", "t"),
        lambda meeting: [
            ["学习日期", "学习主题", "学时", "参加人员", "请假人员"],
            ["2026-11-10", "粘贴专题一", "2.5", "全体班子成员", names(meeting)[2]],
            ["2026-11-12", "粘贴专题二", "", f"{names(meeting)[0]}、{names(meeting)[1]}", ""],
            ["2027-01-01", "粘贴专题三", "", "", ""],
        ],
        "after the meeting",
        lambda meeting: [
            (one.topic, one.date.day, one.hours, sorted(one.attendance.values()))
            for one in meeting.ledgers.study.sessions.values()
            if one.topic.startswith("粘贴")
        ],
        [("粘贴专题一", 10, 2.5, ["absent", *["present"] * 8]), ("粘贴专题二", 12, 0.0, ["present", "present"])],
    ),
    "text": PastedTable(
        "study",
        ("2", "t", "t", "t"),
        lambda _meeting: [["篇目", "必读"], ["粘贴文件一", "是"], ["粘贴文件二", "否"], ["", "是"]],
        "must not be empty",
        lambda meeting: [
            (one.title, one.required) for one in meeting.ledgers.study.texts.values() if one.title.startswith("粘贴")
        ],
        [("粘贴文件一", True), ("粘贴文件二", False)],
    ),
    "attendance": PastedTable(
        "study",
        ("2", "t"),
        lambda meeting: [
            ["姓名", UNRECORDED],
            [names(meeting)[0], "√"],
            [names(meeting)[1], "请假"],
            [names(meeting)[2], "不详"],
        ],
        "不详",
        lambda meeting: [
            dict(one.attendance) for one in meeting.ledgers.study.sessions.values() if one.topic == UNRECORDED
        ],
        [{"m01": "present", "m02": "absent"}],
    ),
    "talk": PastedTable(
        "talks",
        ("4", "t"),
        lambda meeting: [
            ["谈话人", "谈话对象", "谈话日期", "地点"],
            [names(meeting)[0], names(meeting)[1], "2026-11-20", "粘贴室"],
            ["", meeting.settings.members["m01"].units[0], "2026-11-20", "粘贴室"],
            ["", names(meeting)[0], "2026-11-20", "粘贴室"],
        ],
        "a talk cannot be with oneself",
        _talks,
        [("member", "m01", "m02", "", DAY), ("unit", "m01", "", "县委办公室", DAY)],
    ),
    "outline": PastedTable(
        "outline",
        ("5", "t"),
        lambda meeting: [
            ["姓名", "问题", "原因", "措施", "责任人"],
            [names(meeting)[1], "粘贴的问题", "粘贴的原因", "粘贴的措施一", names(meeting)[1]],
            ["", "", "", "粘贴的措施二", "班子"],
            [names(meeting)[1], "", "", "", ""],
        ],
        "a row has a problem",
        _outline,
        (["粘贴的原因"], [("粘贴的措施一", "m02"), ("粘贴的措施二", "group")]),
    ),
    "criticism": PastedTable(
        "criticism",
        ("6", "t"),
        lambda meeting: [
            ["批评人", "被批评人", "批评意见"],
            [names(meeting)[0], names(meeting)[1], "粘贴：抓落实不够"],
            ["", names(meeting)[2], "粘贴：下基层少"],
            ["", names(meeting)[0], "粘贴：自己"],
        ],
        "nobody criticises oneself",
        _criticisms,
        [("m01", "m02", "粘贴：抓落实不够"), ("m01", "m03", "粘贴：下基层少")],
    ),
    "day": PastedTable(
        "day",
        ("8", "t"),
        lambda meeting: [
            ["姓名", "签到"],
            [names(meeting)[7], "请假"],
            [names(meeting)[8], "公假"],
            [names(meeting)[6], "不详"],
        ],
        "不详",
        lambda meeting: {key: one for key, one in meeting.ledgers.day.attendance.items() if key in {"m08", "m09"}},
        {"m08": "absent", "m09": "absent"},
    ),
    "entry": PastedTable(
        "rectify",
        ("8", "t", "t", "t"),
        lambda meeting: [
            ["责任主体", "存在问题", "整改措施", "责任人", "完成时限", "来源"],
            ["班子", "粘贴的老问题", "粘贴的措施甲", names(meeting)[0], "2027-03-31", "2025年度"],
            ["", "", "粘贴的措施乙", names(meeting)[1], "2027-06-30", "2025年度"],
            ["", "", "粘贴的措施丙", names(meeting)[1], "早日", "2025年度"],
        ],
        "早日",
        lambda meeting: [
            (one.subject, one.problem, one.text, one.owner, one.origin)
            for one in meeting.ledgers.rectification.entries.values()
            if one.text.startswith("粘贴")
        ],
        [
            ("group", "粘贴的老问题", "粘贴的措施甲", "m01", "2025年度"),
            ("group", "粘贴的老问题", "粘贴的措施乙", "m02", "2025年度"),
        ],
    ),
}
"""By the table's name."""


def prepare(folder: Path) -> Folder:
    """Add to a sample what the tables refer to: a session without attendance."""
    opened = Folder(folder)
    meeting = opened.read().meeting
    assert meeting is not None
    values = {"topic": UNRECORDED, "date": date(2026, 11, 16)}
    opened.apply(add_record(meeting, KINDS["session"], values)[1])
    return opened
