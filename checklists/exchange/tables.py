"""The kinds of tables that each ledger takes, and their columns, for files and pastes alike."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from checklists.base.language import N_, translate_all
from checklists.exchange.cells import RowCells
from checklists.exchange.columns import (
    HEADING_LENGTH,
    HEADING_ROWS,
    Columns,
    HeadingColumn,
    Recognised,
    count_known_columns,
    normalise_heading,
)
from checklists.exchange.ledger_headings import (
    ATTENDANCE_FORMS,
    CHANNEL_FORMS,
    CRITICISM_FORMS,
    DAY_FORMS,
    ENTRY_FORMS,
    OUTLINE_FORMS,
    SESSION_FORMS,
    TALK_FORMS,
    TEXT_FORMS,
)
from checklists.exchange.opinion_headings import OPINION_COLUMNS, find_addressee
from checklists.model.ledgers.attendance import ATTENDANCE_WORDS
from checklists.model.meeting import Meeting
from checklists.readiness.rules.outline import get_aspect_name
from checklists.records.kinds import CHANNEL, CRITICISM, ENTRY, KINDS, OPINION, SESSION, TALK, TEXT, Field, KindName
from checklists.records.subjects import find_subjects

TableName = Literal[
    "opinion", "channel", "session", "text", "attendance", "talk", "outline", "criticism", "day", "entry"
]


ROW_OF = "row of"
"""The key in a matrix column's values for the heading of the column with the subjects."""


class Spread(NamedTuple):
    """A column of a matrix: its heading names the subject or session of its cells."""

    heading: str
    values: Mapping[str, Any]
    """The values given by the heading."""
    reads: Field
    """The field of its cells."""
    is_alone: bool = False
    """Whether its heading is complete, so that its cells need no column before them."""


def _find_none(_meeting: Meeting) -> list[Spread]:
    return []


def _find_unheaded(_meeting: Meeting, _rows: list[RowCells], _columns: Columns) -> list[Spread]:
    return []


_NEAR = {
    "date": "{time}|时$|日$|期$|限$|截止|销号|办结|完成|date",
    "member": "人$|人员|成员|姓名|对象|领导|谁",
    "subject": "人$|人员|成员|姓名|对象|领导|谁|主体",
    "subjects": "人$|人员|成员|姓名|对象|领导|谁",
    "aspect": "方面|类",
    "amount": "数$|次$|数量",
    "flag": "^是否|^已",
}
"""Patterns of near headings by kind of field."""


@dataclass(frozen=True, eq=False)
class TableKind:
    """One kind of table for import: its columns, headings and rows."""

    name: TableName
    title: str
    fields: tuple[Field, ...]
    """The fields that its columns may hold."""
    headings: Mapping[str, str]
    """The headings of each field, besides its label."""
    needed: tuple[str, ...]
    """It must have one of these."""
    beside: tuple[str, ...] = ()
    """If not empty, it must also have one of these."""
    kind: KindName | None = None
    """The kind of record that each row becomes; ``None`` if it is not one record."""
    spread: Callable[[Meeting], list[Spread]] = _find_none
    merged: tuple[str, ...] = ()
    """Fields with often merged cells, the outermost first: an empty cell continues the one above."""
    down: str = ""
    """In a matrix of records: the field of its first column."""
    contents: tuple[str, ...] = ()
    """Fields recognised by their cells in a paste without headings; the last takes any text."""
    headed: Callable[[Meeting, list[RowCells], Columns], list[Spread]] = _find_unheaded
    """The columns of a matrix known only from the table's own headings."""
    forms: Mapping[str, HeadingColumn] = field(default_factory=dict)
    """The patterns of each field's headings."""
    may_be_none: bool = False
    """Whether a cell may say that there is nothing."""
    combined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The fields of each column that is no field itself."""

    @property
    def plain_fields(self) -> tuple[Field, ...]:
        """The fields of a row after reading."""
        return tuple(one for one in self.fields if one.name not in self.combined)

    def field(self, name: str) -> Field:
        """Return a field by its name."""
        return next(one for one in self.fields if one.name == name)

    def columns(self, spread: Sequence[Spread]) -> Columns:
        """Return the columns with all headings: its own, the labels, and those of a matrix."""
        labels = {one.name: [*map(normalise_heading, translate_all(one.label))] for one in self.fields}
        own = [self._column(one, labels[one.name]) for one in self.fields]
        matrix = [
            HeadingColumn(name_spread(place), one.heading, words=normalise_heading(one.heading))
            for place, one in enumerate(spread)
        ]
        cells = [name_spread(place) for place, one in enumerate(spread) if one.reads.name in self.needed]
        return Columns((*matrix, *own), (*self.needed, *cells))

    def _column(self, one: Field, labels: list[str]) -> HeadingColumn:
        form = self.forms.get(one.name) or HeadingColumn(one.name, one.label)
        words = " ".join([self.headings.get(one.name, ""), form.words, *labels])
        near = form.near or "|".join([*map(re.escape, labels), *([_NEAR[one.kind]] if one.kind in _NEAR else [])])
        return replace(form, label=one.label, words=words, near=near)

    def is_whole(self, found: Recognised, spread: Sequence[Spread]) -> bool:
        """Tell whether all columns that this kind of table needs were found."""
        known = set(found.places)
        for place, one in enumerate(spread):
            if name_spread(place) in found.places and (one.is_alone or not self.down or self.down in found.places):
                known.add(one.reads.name)
        return bool(known & set(self.needed)) and (not self.beside or bool(known & set(self.beside)))

    def name_corner(self, found: Recognised, spread: Sequence[Spread]) -> Recognised:
        """Take the first column of a matrix for its rows' field, whatever its corner says."""
        names = {name_spread(place) for place, one in enumerate(spread) if not one.is_alone}
        matrix = [place for name, places in found.places.items() if name in names for place in places]
        if not self.down or self.down in found.places or not matrix:
            return found
        known = {place for places in found.places.values() for place in places}
        serial = {one.place for one in found.unknown if one.is_serial}
        free = [place for place in range(min(matrix)) if place not in known | serial]
        if not free:
            return found
        near = [one.place for one in found.unknown if one.place in free and self.down in one.near]
        corner = (near or free)[0]
        unknown = tuple(one for one in found.unknown if one.place != corner)
        headings = {corner: "–", **found.headings}
        return replace(found, places={**found.places, self.down: (corner,)}, headings=headings, unknown=unknown)


def name_spread(place: int) -> str:
    """Return the name of a matrix's column."""
    return f"matrix-{place}"


_STATE = Field(
    "state", N_("Attendance"), "choice", choices={str(state): word for state, word in ATTENDANCE_WORDS.items()}
)
_READ = Field("read", N_("Read"), "date")
"""A tick stands for today."""
_MEMBER = Field("member", N_("Member"), "member")
_WHOSE = Field("whose", N_("Whose"), "subject")
_TIME_AND_PLACE = Field("when", N_("Time and place"), "line")
_TICKED = Field("ticked", N_("Closed or not"), "line")
_NAME_WORDS = "姓名 成员 成员姓名 班子成员 人员 name member"
_STATE_FORM = HeadingColumn(
    "state",
    N_("Attendance"),
    words="attendance",
    form="(是否|本人|实际)?(出席|参会|到会|到场|参加|参学|签到|考勤|出勤|出缺席|出缺勤)(会议|学习)?(情况|状态|结果|与否|登记|记录)?",
)
_ASPECT_WORDS = "方面 对照方面 所属方面 对照检查方面 aspect"
_PROBLEM_WORDS = "问题 存在问题 存在的问题 查摆问题 查摆出的问题 主要问题 突出问题 具体问题 具体表现 problem"
_MEASURE_WORDS = "措施 整改措施 具体措施 解决措施 改进措施 举措 整改举措 具体举措 整改办法"
_MEASURES: dict[str, str] = {
    "owner": "责任人 整改责任人 责任领导 牵头领导 牵头人 牵头责任人 owner",
    "due": "时限 完成时限 整改时限 整改期限 期限 完成期限 due deadline",
    "target": "目标 整改目标 完成标志 完成标准 预期目标 target",
    "progress": "进展 整改进展 进展情况 整改情况 落实情况 完成情况 progress",
    "evidence": "佐证 佐证材料 证明材料 evidence",
    "ticked": "销号",
    "closed": "销号日期 销号时间 完成日期 完成时间 办结日期 办结时间 closed",
    "carried": "结转 结转原因 结转理由 carried",
}


def _make_member_finder(reads: Field, role: str) -> Callable[[Meeting], list[Spread]]:
    """Return columns with members' names as headings."""
    return lambda meeting: [Spread(member.name, {role: key}, reads) for key, member in meeting.settings.members.items()]


def _make_named_member_finder(reads: Field, role: str) -> Callable[[Meeting, list[RowCells], Columns], list[Spread]]:
    """Return columns with members in other words than the roster's: 王局长, 李四（副局长）."""

    def headed(meeting: Meeting, rows: list[RowCells], _columns: Columns) -> list[Spread]:
        spreads = []
        for cell in dict.fromkeys(cell for row in rows[:HEADING_ROWS] for cell in row):
            if not cell.strip() or len(cell) > HEADING_LENGTH or normalise_heading(cell) in meeting.ids_by_name:
                continue
            found = find_subjects(meeting, cell, with_group=False)
            if len(found.keys) == 1 and not found.unclear:
                spreads.append(Spread(cell, {role: found.keys[0]}, reads))
        return spreads

    return headed


def _find_aspects(meeting: Meeting) -> list[Spread]:
    text = OPINION.field("text")
    names = {key: get_aspect_name(title) for key, title in meeting.settings.aspects.items()}
    return [Spread(name + end, {"aspect": key}, text) for key, name in names.items() for end in ("", "方面")]


def _find_subjects(meeting: Meeting, rows: list[RowCells], columns: Columns) -> list[Spread]:
    """Return the columns with a subject of opinions as heading: 对班子的意见, or a member's name."""
    text = OPINION.field("text")
    cells = list(dict.fromkeys(cell for row in rows[:HEADING_ROWS] for cell in row if cell.strip()))
    titles = {normalise_heading(cell) for cell in cells}
    found = [
        Spread(cell, values, text, is_alone=True)
        for cell in cells
        if (values := _find_heading_subjects(meeting, cell, titles)) is not None
    ]
    if found or count_known_columns(rows, columns):
        return found
    for row in rows[:HEADING_ROWS]:
        named = {
            cell: who.keys for cell in row if cell.strip() and len((who := find_subjects(meeting, cell)).keys) == 1
        }
        if len(named) > 1:
            return [Spread(cell, {"about": list(keys)}, text, is_alone=True) for cell, keys in named.items()]
    return []


def _find_heading_subjects(meeting: Meeting, heading: str, titles: Collection[str]) -> dict[str, Any] | None:
    """Return the subjects of a heading: those named in another column, or one subject; empty if in doubt.

    ``None`` for a heading without a subject.
    """
    plain = normalise_heading(heading)
    whom = find_addressee(heading) or (plain[1:] if plain.startswith("对") else "")
    if whom in titles:
        return {ROW_OF: whom}
    found = find_subjects(meeting, whom)
    if found.keys and not found.unclear:
        return {"about": list(found.keys)}
    return {} if find_addressee(heading) else None


def _find_study(meeting: Meeting) -> list[Spread]:
    """Return a column for each session, by topic and day, and for each text."""
    study, found = meeting.ledgers.study, list[Spread]()
    days = [one.date for one in study.sessions.values()]
    for key, session in study.sessions.items():
        found.append(Spread(session.topic, {"session": key}, _STATE))
        if days.count(session.date) == 1:
            day = session.date
            words = (f"{day}", f"{day.year}年{day.month}月{day.day}日", f"{day.month}月{day.day}日", f"{day:%m-%d}")
            found += [Spread(word, {"session": key}, _STATE) for word in words]
    return [*found, *(Spread(text.title, {"text": key}, _READ) for key, text in study.texts.items())]


def _list_outline_fields() -> tuple[Field, ...]:
    problem, cause, measure = (KINDS[name] for name in ("problem", "cause", "measure"))
    return (
        _WHOSE,
        problem.field("aspect"),
        Field("problem", problem.title, "prose"),
        problem.field("example"),
        problem.field("answers"),
        Field("cause", cause.title, "prose"),
        Field("measure", measure.title, "prose"),
        *(one for one in measure.fields if one.name != "text"),
        _TICKED,
    )


TABLES: dict[TableName, TableKind] = {
    table.name: table
    for table in (
        TableKind(
            "opinion",
            OPINION.plural,
            OPINION.fields,
            {"aspect": _ASPECT_WORDS},
            ("text",),
            (),
            "opinion",
            _find_aspects,
            headed=_find_subjects,
            forms=OPINION_COLUMNS,
            may_be_none=True,
            down="about",
            contents=("about", "received", "aspect", "channel", "text"),
        ),
        TableKind(
            "channel",
            CHANNEL.plural,
            CHANNEL.fields,
            {
                "title": "渠道 征求渠道 渠道名称 征求方式 title channel",
                "kind": "类别 类型 渠道类别 渠道类型 kind",
                "source": "对象 征求对象 征求范围 范围 source",
                "sent": "发出 发放 发出数 发放数 发出份数 发放份数 应征求人数 sent",
                "returned": "收回 回收 收回数 回收数 收回份数 回收份数 实际征求人数 returned",
                "raw": "意见 条数 意见数 意见条数 收到意见 收到条数 原始条数 raw",
                "closed": "截止日期 截止时间 结束日期 结束时间 closed",
                "note": "备注 说明 note",
            },
            ("title",),
            (),
            "channel",
            forms=CHANNEL_FORMS,
        ),
        TableKind(
            "session",
            SESSION.plural,
            (
                *SESSION.fields,
                Field("present", N_("Present"), "subjects"),
                Field("absent", N_("On leave"), "subjects"),
                Field("unexcused", N_("Unexcused"), "subjects"),
                _TIME_AND_PLACE,
            ),
            {
                "date": "日期 时间 学习日期 学习时间 date",
                "topic": "主题 学习主题 专题 学习专题 内容 学习内容 研讨主题 topic",
                "texts": "篇目 学习篇目 学习材料 学习文件 texts",
                "hours": "学时 课时 时长 小时数 hours",
                "place": "地点 学习地点 place",
                "note": "备注 说明 note",
                "present": "参加人员 出席人员 到会人员 参学人员 参会人员 present",
                "absent": "请假 请假人员 onleave",
                "unexcused": "缺席 缺席人员 无故缺席 absent unexcused",
            },
            ("date", "when"),
            ("topic",),
            "session",
            _make_member_finder(_STATE, "member"),
            headed=_make_named_member_finder(_STATE, "member"),
            contents=("date", "topic"),
            forms=SESSION_FORMS,
            combined={"when": ("date", "place")},
        ),
        TableKind(
            "text",
            TEXT.plural,
            TEXT.fields,
            {
                "title": "篇目 学习篇目 书目 必读书目 文件 文件名称 学习材料 材料 名称 标题 title text",
                "required": "必读 是否必读 必学 是否必学 required",
                "note": "备注 说明 note",
            },
            ("title",),
            (),
            "text",
            contents=("required", "title"),
            forms=TEXT_FORMS,
        ),
        TableKind(
            "attendance",
            N_("Attendance and reading"),
            (
                _MEMBER,
                Field("session", N_("Session"), "line"),
                Field("text", N_("Text"), "line"),
                _STATE,
                _READ,
            ),
            {
                "member": _NAME_WORDS,
                "session": "学习 主题 学习主题 专题 日期 学习日期 学习时间 session topic date",
                "text": "篇目 学习篇目 书目 文件 text",
                "read": "完成日期 完成时间 读完日期 自学日期 read",
            },
            ("member",),
            ("state", "read"),
            spread=_find_study,
            merged=("session", "text"),
            forms={"state": _STATE_FORM, **ATTENDANCE_FORMS},
        ),
        TableKind(
            "talk",
            TALK.plural,
            (*TALK.fields, Field("with", N_("With"), "line"), _TIME_AND_PLACE),
            {
                "kind": "类型 类别 谈话类型 谈话类别 谈话形式 kind",
                "member": "谈话人 主谈人 谈话领导 发起人 member",
                "partner": "对方成员 partner",
                "unit": "单位 分管单位 谈话单位 unit",
                "person": "对方姓名 单位负责人 谈话人员 person",
                "planned": "计划日期 计划时间 计划谈话时间 拟谈日期 拟谈时间 planned",
                "held": "日期 时间 谈话日期 谈话时间 held date",
                "place": "地点 谈话地点 place",
                "said": "本人意见 谈话人意见 对对方的意见 对谈话对象的意见建议 said",
                "heard": "对方意见 谈话对象意见 对谈话人的意见 对谈话人的意见建议 heard",
                "with": "对象 谈话对象 被谈话人 谈话对象姓名 对方 with",
            },
            ("with", "partner", "unit", "person"),
            (),
            "talk",
            merged=("member",),
            forms=TALK_FORMS,
            combined={"when": ("held", "place")},
            contents=("member", "partner", "held"),
        ),
        TableKind(
            "outline",
            N_("Problems, causes, measures"),
            _list_outline_fields(),
            {
                "whose": f"{_NAME_WORDS} 责任主体 所属 查摆人 whose",
                "aspect": _ASPECT_WORDS,
                "problem": _PROBLEM_WORDS,
                "example": "事例 具体事例 典型事例 案例 example",
                "answers": "对应意见 回应意见 answers",
                "cause": "原因 原因分析 产生原因 产生的原因 问题原因 问题根源 主要原因 cause",
                "measure": f"{_MEASURE_WORDS} 努力方向 measure",
                **_MEASURES,
            },
            ("problem", "cause", "measure"),
            merged=("whose", "aspect", "problem", "cause"),
            contents=("whose", "aspect", "due", "problem"),
            forms=OUTLINE_FORMS,
            combined={"ticked": ("closed",)},
        ),
        TableKind(
            "criticism",
            CRITICISM.plural,
            (Field("whose", N_("Critic"), "member"), *CRITICISM.fields),
            {
                "whose": "批评人 提出人 发言人 批评者 姓名 by from",
                "to": "对象 批评对象 被批评人 被批评者 to",
                "text": "意见 批评意见 内容 意见内容 批评内容 text criticism",
                "aspect": _ASPECT_WORDS,
                "discussed": "沟通 是否沟通 会前沟通 已沟通 discussed",
                "given": "会上提出 是否提出 given",
                "answer": "表态 本人表态 回应 答复 answer",
            },
            ("text",),
            (),
            "criticism",
            _make_member_finder(CRITICISM.field("text"), "to"),
            ("whose", "to"),
            headed=_make_named_member_finder(CRITICISM.field("text"), "to"),
            may_be_none=True,
            down="whose",
            contents=("whose", "to", "text"),
            forms=CRITICISM_FORMS,
        ),
        TableKind(
            "day",
            N_("Sign-in"),
            (
                _MEMBER,
                _STATE,
                Field("spoken", N_("Self-criticism"), "flag"),
                Field("told", N_("Told afterwards"), "date"),
            ),
            {
                "member": _NAME_WORDS,
                "spoken": "发言 是否发言 自我批评 已发言 spoken",
                "told": "转告 转告日期 通报日期 传达日期 会后转告 told",
            },
            ("member",),
            ("state", "spoken", "told"),
            contents=("member", "state"),
            forms={"state": _STATE_FORM, **DAY_FORMS},
        ),
        TableKind(
            "entry",
            ENTRY.plural,
            (*ENTRY.fields, _TICKED),
            {
                "subject": f"{_NAME_WORDS} 责任主体 所属 整改主体 whose",
                "problem": _PROBLEM_WORDS,
                "text": f"{_MEASURE_WORDS} measure text",
                "origin": "来源 会议 所属会议 origin",
                **_MEASURES,
            },
            ("text",),
            (),
            "entry",
            merged=("subject", "problem"),
            contents=("subject", "due", "text"),
            forms=ENTRY_FORMS,
            combined={"ticked": ("closed",)},
        ),
    )
}

LEDGER_TABLES: dict[str, tuple[TableName, ...]] = {
    "study": ("attendance", "session", "text"),
    "opinions": ("opinion", "channel"),
    "talks": ("talk",),
    "outline": ("outline",),
    "criticism": ("criticism",),
    "day": ("day",),
    "rectify": ("entry",),
}
"""The tables that each command's ledger takes; if several fit equally well, the first is used."""
PLAIN_TABLES: frozenset[TableName] = frozenset({"attendance", "session", "text", "day"})
"""Tables without confidential texts."""

TABLE_OF: dict[KindName, TableName] = {
    **{table.kind: table.name for table in TABLES.values() if table.kind},
    **dict.fromkeys(("problem", "cause", "measure"), "outline"),
}
"""The import table of a kind of record."""
