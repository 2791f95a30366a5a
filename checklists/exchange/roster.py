"""Rosters from a file or paste: the members, and each problem by its row and column as a person sees them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from checklists.base.faults import convert_errors
from checklists.base.language import N_, _, join_names
from checklists.base.text import clean_line, show, show_path
from checklists.exchange import table
from checklists.exchange.cells import Formula, RowCells
from checklists.exchange.columns import (
    HEADING_ROWS,
    Columns,
    HeadingColumn,
    Recognised,
    count_known_columns,
    pass_footers,
    recognise,
)
from checklists.model.meeting import Member
from checklists.records.subjects import POST_PARTS, is_title
from checklists.records.values import split_list

_PASTE = ""
_CHARGE = "分管|联系|挂联|包联|包保|挂钩|挂点|主管|协管|归口管理|归口|负责|对口|和|或|及|、"
_BODIES = "单位|部门|科室|股室|处室|站所|科所|支队|大队|乡镇|镇街|街道|社区|村|企业|学校|医院|院系|支部|中心|领域"
ROSTER = Columns(
    (
        HeadingColumn(
            "name",
            N_("Name"),
            words="姓名 名字 成员 成员姓名 人员 name fullname member",
            form="(党组|党委|领导|班子|党员|参会|与会|干部|主要|分管|所有)*(成员|人员|干部|领导)?(的)?(姓名|名字|名称)|(领导|班子)+(成员|人员)",
            weak="领导 分管领导 局领导 县领导 联系领导",
            near="姓名|名字|人$|人员|成员|领导",
        ),
        HeadingColumn(
            "post",
            N_("Post"),
            words="post title position",
            form="(党内|行政|党政|现任|现|所任|担任|主要|工作|党组|党委|班子|社会|兼任|单位及|单位和|及|和)*(职务|职位|岗位|任职|职务名称|任职情况)",
            near="职|岗|post|title",
            joint="、",
        ),
        HeadingColumn(
            "principal",
            N_("Principal"),
            words="principal isprincipal",
            form="(是否)?(为|是)?(主要负责人|主要领导|一把手|班长|党政正职|正职|主要负责同志)",
            near="主要|一把手|正职",
        ),
        HeadingColumn(
            "units",
            N_("Units in charge"),
            words="分管 units unit unitsincharge",
            form=f"({_CHARGE})+的?({_BODIES}|和|及|或|、)+(名称|情况)?",
            near="分管|联系|分工|负责|主管|单位|部门|科室",
            joint="、",
        ),
        HeadingColumn(
            "branch",
            N_("Own branch"),
            words="branch partybranch",
            form="(所在|所属|组织关系所在|参加|隶属)*的?(基层)?(党)?(支部|总支|党组织|小组)(名称)?",
            near="支部|党组织|组织关系",
        ),
        HeadingColumn(
            "attendance",
            N_("Attendance"),
            words="出席 attendance attends attending",
            form="(是否|能否)?(出席|参会|参加|到会)(会议)?(情况|与否)?",
            near="出席|参会|请假|参加|到会",
        ),
        HeadingColumn(
            "reason",
            N_("Reason"),
            words="原因 事由 reason",
            form="(请假|缺席|不能参会|未参会|未出席|不参会)(的)?(原因|事由|理由)",
            near="原因|事由|理由",
        ),
    ),
    needed=("name",),
)
DEFAULT_ORDER = ("name", "post", "principal", "units", "branch")
"""The columns of a text without a heading."""


def _split_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YES = _split_words("是 √ ✓ ✔ ☑ y yes true 1 对 主要负责人 principal")
_NO = _split_words("否 不是 空 无 n no false 0 - — × ✗ ☐ 成员 member") | {""}
_PRESENT = _split_words("出席 参加 参会 到会 expected present attends yes y 是 √ ✓ ✔ 1 true") | {""}
_ABSENT = _split_words("缺席 请假 不出席 不参加 不参会 absent leave no n 否 × ✗ 0 false")
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPREAD_NAME = re.compile(f"[{_HAN}][{_HAN} ]+[{_HAN}]")
_BESIDE_NAME = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,20})[)）\]】]")
_PERSONAL = re.compile("[男女]|[^,，、]{1,4}族|[男女][,，、][^,，、]{1,4}族")
"""A remark in brackets after a name that is neither a post nor part of the name."""
_HEADS = (
    re.compile("(?!.*(纪|机关|政法|团|工会|副))(.{0,16}(党组|党委|党工委|工委|[县市区省州盟旗镇乡局]委))?书记"),
    re.compile("(?!.*(纪|机关|副))(.{0,16}总支)?书记"),
    re.compile("(?!.*(纪|副))(.{0,16}支部)?书记"),
    re.compile(
        "(?!.*(副|助理|主任委员|科主任|办公室主任|股长))(局长|主任|县长|市长|区长|镇长|乡长|院长|校长|董事长|厅长|行长)"
    ),
)
"""Patterns of principals' posts: the first that fits exactly one member decides."""


def is_principal(text: str) -> bool:
    """Parse yes or no. Raises `ValueError` with what was expected."""
    return _parse_choice(text, _YES, _NO, _("是 or 否, yes or no, 1 or 0, √ or nothing"))


def is_absent(text: str) -> bool:
    """Parse whether a member will be absent. Raises `ValueError` with what was expected."""
    return _parse_choice(text, _ABSENT, _PRESENT, _("出席 or 请假, present or absent"))


def _parse_choice(text: str, yes: frozenset[str], no: frozenset[str], expected: str) -> bool:
    word = unicodedata.normalize("NFKC", text[:80]).strip().casefold()
    if word in yes or word in no:
        return word in yes
    raise ValueError(_("found {value}, expected {expected}").format(value=f"“{show(text, 40)}”", expected=expected))


def close_name_gap(name: str) -> str:
    """Close the gap in names of two characters: ``张 三`` is ``张三``."""
    name = name.replace("\u3000", " ").strip()
    return name.replace(" ", "") if _SPREAD_NAME.fullmatch(name) else name


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """A problem of a roster: an error, or a notice."""

    row: int
    """The row's number as a spreadsheet shows it, headings included; 0 for the whole roster."""
    column: str
    """The column's heading; may be empty."""
    problem: str
    """What was found and what was expected, as a sentence."""
    severity: Literal["error", "notice"] = "error"
    """With an *error* no meeting is made; a *notice* deserves a look."""

    def __str__(self) -> str:
        row = _("row {row}").format(row=self.row) if self.row else ""
        return _(": ").join(part for part in (row, self.column, self.problem) if part)


@dataclass(frozen=True, slots=True)
class RosterTable:
    """The members read, and the problems."""

    members: dict[str, Member]
    problems: tuple[RosterProblem, ...]
    found: Recognised | None = None
    """The recognised table."""
    proposed: str = ""
    """The id of the principal by post, if no row names one."""

    @property
    def has_errors(self) -> bool:
        """Tell whether no meeting can be made from it."""
        return any(problem.severity == "error" for problem in self.problems)


def read_roster(path: Path, choices: Mapping[str, str] | None = None) -> RosterTable:
    """Read a roster from CSV, text or XLSX. Raises `UnreadableError`.

    `choices` are what a person said of headings, as `Columns.read_choice` returns it.
    """
    content = table.read_bytes(path)
    name = show_path(path.name, 60)
    if table.is_workbook(content, path.name):
        rows = table.read_workbook_rows(content, lambda rows: count_known_columns(rows, ROSTER, choices), name)
        return _make_roster(rows, choices, has_order=False)
    return parse_roster(
        table.decode_table(content, name), name=name, has_order=path.suffix.lower() == ".txt", choices=choices
    )


def parse_roster(
    text: str, *, name: str = _PASTE, has_order: bool = True, choices: Mapping[str, str] | None = None
) -> RosterTable:
    """Read pasted text: a table with a heading or, with `has_order`, lines in the default order of columns."""
    rows = table.split_text_rows(
        text, lambda rows: count_known_columns(rows, ROSTER, choices), name or _("the pasted text")
    )
    return _make_roster(rows, choices, has_order=has_order)


@dataclass
class _Reader:
    """Reads the rows one by one, and collects members and problems."""

    found: Recognised
    members: list[Member] = field(default_factory=list)
    problems: list[RosterProblem] = field(default_factory=list)
    rows_of: dict[str, int] = field(default_factory=dict)
    """The first row of each name."""
    principal_row: int = 0

    def report(self, row: int, column: str, problem: str, severity: Literal["error", "notice"]) -> None:
        heading = (self.found.heading(column) or self.found.columns.label(column)) if column else ""
        self.problems.append(RosterProblem(row, heading, problem, severity))

    def error(self, row: int, column: str, problem: str) -> None:
        self.report(row, column, problem, "error")

    def take(self, number: int, row: RowCells) -> None:
        """Read a row that is not blank."""
        cells = {name: self.found.cell(row, name) for name in self.found.places}
        if not any(cell.strip() for cell in cells.values()):
            return
        computed = [name for name, cell in cells.items() if isinstance(cell, Formula)]
        for name in computed:
            self.error(number, name, _("this is a formula or its error; paste the value itself"))
        plain = self._plain(number, cells)
        if computed or plain is None:
            return
        try:
            member = Member.model_validate(plain)
        except ValidationError as error:
            for fault in convert_errors(error, "", Member):
                place = fault.place.split(".")[0]
                self.error(number, place if place in self.found.places else "", fault.problem)
            return
        self._add(number, member)

    def _plain(self, number: int, cells: dict[str, str]) -> dict[str, object] | None:
        """Return the cells as a member's fields; ``None`` if a problem was reported."""
        before = sum(one.severity == "error" for one in self.problems)
        name, beside = _name_of(clean_line(cells.get("name", "")))
        if beside:
            problem = _("“{words}” beside the name {name} was left out of the name")
            self.report(number, "name", problem.format(words=show(beside, 20), name=show(name, 20)), "notice")
        if not name:
            self.error(number, "name", _("the name is missing"))
        elif "、" in name:
            self.error(number, "name", _("several names in one cell; write one name in a row"))
        plain: dict[str, object] = {"name": name, "units": split_list(cells.get("units", ""))}
        plain["post"] = cells.get("post", "") or (beside if is_title(beside) else "")
        plain["branch"] = cells.get("branch", "")
        plain["reason"] = cells.get("reason", "")
        try:
            plain["role"] = "principal" if is_principal(cells.get("principal", "")) else "member"
        except ValueError as error:
            self.error(number, "principal", str(error))
        try:
            plain["attendance"] = "absent" if is_absent(cells.get("attendance", "")) else "expected"
            if cells.get("attendance", "").strip() == "缺席":
                problem = _("“缺席” is taken as on leave; who stays away without leave is recorded on the day")
                self.report(number, "attendance", problem, "notice")
        except ValueError as error:
            self.error(number, "attendance", str(error))
        return plain if sum(one.severity == "error" for one in self.problems) == before else None

    def _add(self, number: int, member: Member) -> None:
        first = self.rows_of.setdefault(member.name, number)
        if first != number:
            problem = _("{name} is in row {row} too; tell the two apart, for example {name}（1） and {name}（2）")
            self.error(number, "name", problem.format(name=show(member.name, 40), row=first))
        if member.role == "principal":
            if self.principal_row:
                problem = _("the principal is in row {row} already; exactly one member is the principal")
                self.error(number, "principal", problem.format(row=self.principal_row))
            else:
                self.principal_row = number
        self.members.append(member)


def _make_roster(rows: list[RowCells], choices: Mapping[str, str] | None, *, has_order: bool) -> RosterTable:
    found = recognise(rows[: table.ROSTER_ROW_LIMIT], ROSTER, choices)
    notices = []
    if found.is_known:
        notices += [RosterProblem(0, "", note, "notice") for note in found.notes()]
    elif has_order and not found.places:
        found = _read_default_order(rows[: table.ROSTER_ROW_LIMIT])
        if any(len(row) > 1 for row in rows):
            problem = _("there is no heading; the columns were taken as: {names}").format(
                names=join_names(found.headings.values())
            )
            notices.append(RosterProblem(0, "", problem, "notice"))
        notices += [RosterProblem(0, "", note, "notice") for note in found.notes()]
    else:
        problem = _("there is no column 姓名 or name in the first {count} rows").format(count=HEADING_ROWS)
        if found.headings:
            seen = join_names([f"“{one}”" for one in found.headings.values()], 12)
            problem = _("{problem}; the columns are: {names}").format(problem=problem, names=seen)
        return RosterTable({}, (RosterProblem(0, "", problem),), found)
    reader = _Reader(found)
    for number, row in found.records:
        reader.take(number, row)
    proposed = _propose_principal(reader)
    reader.problems += _check_whole(reader, is_too_long=len(rows) > table.ROSTER_ROW_LIMIT)
    members = _number_members(reader.members)
    return RosterTable(
        members, (*notices, *reader.problems), found, next((key for key, one in members.items() if one is proposed), "")
    )


def _name_of(cell: str) -> tuple[str, str]:
    """Return a name, and the remark in brackets beside it, such as post, sex or people."""
    beside = _BESIDE_NAME.search(cell)
    if beside:
        words = close_name_gap(beside[1])
        rest = close_name_gap((cell[: beside.start()] + cell[beside.end() :]).strip())
        if rest and (is_title(words) or _PERSONAL.fullmatch(words)):
            return rest, words
    return close_name_gap(cell), ""


def _propose_principal(reader: _Reader) -> Member | None:
    """Make the one member with a principal's post the principal, if no row names one; report it."""
    if reader.principal_row:
        return None
    for form in _HEADS:
        heads = [
            place
            for place, one in enumerate(reader.members)
            if any(form.fullmatch(part) for part in POST_PARTS.split(one.post))
        ]
        if len(heads) == 1:
            one = reader.members[heads[0]].model_copy(update={"role": "principal"})
            reader.members[heads[0]] = one
            reader.principal_row = reader.rows_of.get(one.name, 1)
            problem = _("{name} is taken as the principal because of the post “{post}”; that can be changed later")
            words = problem.format(name=show(one.name, 20), post=show(one.post, 40))
            reader.problems.append(RosterProblem(0, "", words, "notice"))
            return one
        if heads:
            return None
    return None


def _read_default_order(rows: list[RowCells]) -> Recognised:
    """Read lines without headings in the default order; footers are passed over."""
    places = {name: (place,) for place, name in enumerate(DEFAULT_ORDER)}
    return pass_footers(rows, ROSTER, places, dict(enumerate(_list_default_headings())))


def _list_default_headings() -> tuple[str, ...]:
    return _("name"), _("post"), _("principal (yes or no)"), _("units in charge"), _("own branch")


def _check_whole(reader: _Reader, *, is_too_long: bool) -> Iterable[RosterProblem]:
    if is_too_long:
        limit = table.ROSTER_ROW_LIMIT
        yield RosterProblem(limit + 1, "", _("a roster has at most {limit} rows").format(limit=limit))
    if not reader.members and not reader.problems:
        yield RosterProblem(0, "", _("no member was found"))
    elif not reader.principal_row:
        yield RosterProblem(0, "", _("nobody is marked as the principal; that can be set later"), "notice")


def _number_members(members: list[Member]) -> dict[str, Member]:
    """Give the members ids of one length, so that files sort like the roster."""
    digits = max(2, len(str(len(members))))
    return {f"m{number:0{digits}d}": member for number, member in enumerate(members, start=1)}
