"""Rosters from a file or a paste: members, and every problem by the row and column where a person sees it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from checklists.exchange import columns, table
from checklists.exchange.columns import DEFAULT_ORDER, Field, field_of
from checklists.faults import faults_of
from checklists.language import _, listed
from checklists.meeting import Member
from checklists.text import clean_line, show

HEADING_ROWS = 10
_PASTE = ""


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """One thing that is wrong with a roster, or that should be looked at."""

    row: int
    """As a spreadsheet numbers it, the heading included; 0 for the roster as a whole."""
    column: str
    """The column's heading; may be empty."""
    problem: str
    """What was found and what was expected, as a sentence."""
    severity: Literal["error", "notice"] = "error"
    """With an *error* nothing is created; a *notice* should be looked at."""

    def __str__(self) -> str:
        row = _("row {row}").format(row=self.row) if self.row else ""
        return _(": ").join(part for part in (row, self.column, self.problem) if part)


@dataclass(frozen=True, slots=True)
class Roster:
    """The members that were read, and what is wrong."""

    members: dict[str, Member]
    problems: tuple[RosterProblem, ...]

    @property
    def has_errors(self) -> bool:
        """Tell whether nothing should be created from it."""
        return any(problem.severity == "error" for problem in self.problems)


def read_roster(path: Path) -> Roster:
    """Read a roster from CSV, text or XLSX. Raises `UnreadableError` where the file is none of these."""
    content = table.read_bytes(path)
    name = show(path.name)
    if table.is_workbook(content, path.name):
        return _roster(table.workbook_rows(content, _judge, name), has_order=False)
    return parse_roster(table.decoded(content, name), name=name, has_order=path.suffix.lower() == ".txt")


def parse_roster(text: str, *, name: str = _PASTE, has_order: bool = True) -> Roster:
    """Read pasted text: a table with a heading or, with `has_order`, lines in the default order of columns."""
    return _roster(table.text_rows(text, _judge, name or _("the pasted text")), has_order=has_order)


def _judge(rows: list[table.Row]) -> int:
    """Count the known columns of the heading among these rows."""
    place = _heading_place(rows)
    return 0 if place is None else len({field_of(cell) for cell in rows[place]} - {None})


def _heading_place(rows: list[table.Row]) -> int | None:
    for place, row in enumerate(rows[:HEADING_ROWS]):
        if any(field_of(cell) == "name" for cell in row):
            return place
    return None


@dataclass
class _Reader:
    """What is known while the rows are gone through."""

    fields: dict[Field, int]
    """Which column holds what."""
    headings: dict[Field, str]
    """What a person sees above it."""
    members: list[Member] = field(default_factory=list)
    problems: list[RosterProblem] = field(default_factory=list)
    rows_of: dict[str, int] = field(default_factory=dict)
    """Where a name was first seen."""
    principal_row: int = 0

    def report(self, row: int, column: Field | None, problem: str, severity: Literal["error", "notice"]) -> None:
        heading = self.headings.get(column, column) if column else ""
        self.problems.append(RosterProblem(row, heading, problem, severity))

    def error(self, row: int, column: Field | None, problem: str) -> None:
        self.report(row, column, problem, "error")

    def take(self, number: int, row: table.Row) -> None:
        """Read one row that is not blank."""
        cells = {name: row[place] for name, place in self.fields.items() if place < len(row)}
        if not any(cell.strip() for cell in cells.values()):
            return
        computed = [name for name, cell in cells.items() if isinstance(cell, table.Formula)]
        for name in computed:
            self.error(number, name, _("a formula or its error stands here; paste the value itself"))
        plain = self._plain(number, cells)
        if computed or plain is None:
            return
        try:
            member = Member.model_validate(plain)
        except ValidationError as error:
            for fault in faults_of(error, "", Member):
                place = fault.place.split(".")[0]
                column = next((name for name in self.fields if name == place), None)
                self.error(number, column, fault.problem)
            return
        self._add(number, member)

    def _plain(self, number: int, cells: dict[Field, str]) -> dict[str, object] | None:
        """Turn cells into a member's fields; ``None`` where something is wrong that has been reported."""
        before = len(self.problems)
        name = columns.unspread(clean_line(cells.get("name", "")))
        if not name:
            self.error(number, "name", _("the name is missing"))
        elif "、" in name:
            self.error(number, "name", _("several names in one cell; write one name in a row"))
        plain: dict[str, object] = {"name": name, "units": columns.units(cells.get("units", ""))}
        plain["post"], plain["branch"] = cells.get("post", ""), cells.get("branch", "")
        plain["reason"] = cells.get("reason", "")
        try:
            plain["role"] = "principal" if columns.principal(cells.get("principal", "")) else "member"
        except ValueError as error:
            self.error(number, "principal", str(error))
        try:
            plain["attendance"] = "absent" if columns.is_absent(cells.get("attendance", "")) else "expected"
        except ValueError as error:
            self.error(number, "attendance", str(error))
        return plain if len(self.problems) == before else None

    def _add(self, number: int, member: Member) -> None:
        first = self.rows_of.setdefault(member.name, number)
        if first != number:
            problem = _("{name} stands in row {row} too; tell the two apart, for example {name}（1） and {name}（2）")
            self.error(number, "name", problem.format(name=show(member.name, 40), row=first))
        if member.role == "principal":
            if self.principal_row:
                problem = _("the principal stands in row {row} already; exactly one member is the principal")
                self.error(number, "principal", problem.format(row=self.principal_row))
            else:
                self.principal_row = number
        self.members.append(member)


def _roster(rows: list[table.Row], *, has_order: bool) -> Roster:
    place = _heading_place(rows)
    notices: list[RosterProblem] = []
    if place is not None:
        reader, ignored = _columns_of(rows[place])
        if ignored:
            problem = _("these columns are not used: {names}").format(names=listed(ignored, 8))
            notices.append(RosterProblem(place + 1, "", problem, "notice"))
    elif has_order:
        place = -1
        reader = _Reader({name: number for number, name in enumerate(DEFAULT_ORDER)}, _default_headings())
        if any(len(row) > 1 for row in rows):
            problem = _("there is no heading; the columns were taken as: {names}").format(
                names=listed(list(_default_headings().values()))
            )
            notices.append(RosterProblem(0, "", problem, "notice"))
    else:
        problem = _("there is no column 姓名 or name in the first {count} rows").format(count=HEADING_ROWS)
        return Roster({}, (RosterProblem(0, "", problem),))
    for number, row in enumerate(rows[place + 1 : table.ROW_LIMIT], start=place + 2):
        if not table.is_blank(row):
            reader.take(number, row)
    reader.problems += _of_the_whole(reader, is_too_long=len(rows) > table.ROW_LIMIT)
    return Roster(_numbered(reader.members), (*notices, *reader.problems))


def _columns_of(heading: table.Row) -> tuple[_Reader, list[str]]:
    reader, ignored = _Reader({}, {}), []
    for place, cell in enumerate(heading):
        name = field_of(cell)
        if name and name not in reader.fields:
            reader.fields[name] = place
            reader.headings[name] = show(cell, 30)
        elif cell.strip():
            ignored.append(show(cell, 30))
    return reader, ignored


def _default_headings() -> dict[Field, str]:
    return {
        "name": _("name"),
        "post": _("post"),
        "principal": _("principal (yes or no)"),
        "units": _("units in charge"),
        "branch": _("own branch"),
    }


def _of_the_whole(reader: _Reader, *, is_too_long: bool) -> Iterable[RosterProblem]:
    if is_too_long:
        limit = table.ROW_LIMIT
        yield RosterProblem(limit + 1, "", _("a roster has at most {limit} rows").format(limit=limit))
    if not reader.members and not reader.problems:
        yield RosterProblem(0, "", _("no member was found"))
    elif not reader.principal_row:
        yield RosterProblem(0, "", _("nobody is marked as the principal; that can be set later"), "notice")


def _numbered(members: list[Member]) -> dict[str, Member]:
    """Give ids of one length, so that files sort as the roster does."""
    digits = max(2, len(str(len(members))))
    return {f"m{number:0{digits}d}": member for number, member in enumerate(members, start=1)}
