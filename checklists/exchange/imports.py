"""Take a table, from a file or pasted, into a ledger: what each row would add, is there already, or why it is wrong."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from checklists.edits import Edit, together
from checklists.errors import UnreadableError
from checklists.exchange.attendance import AttendanceRows, DayRows, read_attendance, read_tick
from checklists.exchange.columns import Recognised, UnknownColumnsError, known_columns, recognise
from checklists.exchange.contents import by_contents
from checklists.exchange.outline import OutlineRows
from checklists.exchange.pasted import pasted_rows
from checklists.exchange.rectification import EntryRows
from checklists.exchange.rows import Aim, RecordRows, Rows, Values
from checklists.exchange.subjects import ask, find_subjects, find_titled, plain_value
from checklists.exchange.table import Formula, Row, decoded, is_workbook, read_bytes, text_rows, workbook_rows
from checklists.exchange.tables import TABLES, Spread, Table, TableName, spread_name
from checklists.fields import Field
from checklists.language import N_, _, listed, ngettext
from checklists.meeting import GROUP, Meeting
from checklists.text import show
from checklists.values import FieldError, read_value, show_value

ROW_LIMIT = 10_000
Verdict = Literal["new", "double", "repeated", "wrong"]
"""What becomes of a row: taken; left out as it is in the ledger, or stands in the table before; or refused."""
VERDICT_WORDS: dict[Verdict, str] = {
    "new": N_("new"),
    "double": N_("there already"),
    "repeated": N_("twice in the table"),
    "wrong": N_("wrong"),
}
_EVERYONE = frozenset({"全体", "全体成员", "全体班子成员", "全体人员", "全体领导", "全部", "全员", "all"})
_ROWS: dict[TableName, type[Rows]] = {
    "attendance": AttendanceRows,
    "day": DayRows,
    "outline": OutlineRows,
    "entry": EntryRows,
}


class Source(NamedTuple):
    """Where a table comes from."""

    path: str = ""
    """The file, as it was named."""
    text: str = ""
    """What was pasted."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of a table, or one filled cell of a matrix."""

    number: int
    """As a spreadsheet numbers it, the heading included."""
    verdict: Verdict
    values: Values
    problem: str = ""
    """Of a wrong row: what was found where, and what was expected. Of one that is there already: the record's id.
    Of one that stands twice: in which row before."""


@dataclass(frozen=True, slots=True)
class TableImport:
    """What a table holds, judged against the ledger."""

    table: Table
    rows: tuple[ImportRow, ...]
    aim: Aim
    notes: tuple[str, ...] = ()
    """What each column is, which are left out, which rows were passed over."""
    source: Source = Source()  # noqa: RUF009 - it cannot be changed

    def of(self, verdict: str) -> tuple[ImportRow, ...]:
        """Return the rows with this verdict."""
        return tuple(row for row in self.rows if row.verdict == verdict)

    def edit(self, meeting: Meeting) -> Edit:
        """Return the edit that takes what is new, and still is: someone else may have taken the same meanwhile."""
        rows, wrong = _judge(meeting, self.table, self.aim), len(self.of("wrong"))
        judged = [rows.judge(row.values) for row in self.of("new")]
        new = [one.values for one in judged if not one.problem and not one.there]
        edits, count = rows.edits(new), len(new)
        words = ngettext("{what}: {count} imported", "{what}: {count} imported", count)
        words = words.format(what=_(self.table.title), count=count)
        if wrong:
            more = ngettext("{count} wrong row left out", "{count} wrong rows left out", wrong).format(count=wrong)
            words = _("; ").join([words, more])
        return together(edits, words)

    def summary(self) -> str:
        """Say in a line what would be taken."""
        counts = {verdict: len(self.of(verdict)) for verdict in get_args(Verdict)}
        words = _("{new} new, {double} already there, {wrong} wrong")
        if counts["repeated"]:
            words = _("{new} new, {double} already there, {repeated} twice in the table, {wrong} wrong")
        return words.format(**counts)

    def words(self, meeting: Meeting, row: ImportRow) -> str:
        """Say in a line what a row would add."""
        shown = (
            show_value(meeting, _shown_field(self.table, name), value, row.values.get("whose", ""))
            for name, value in row.values.items()
            if name in {one.name for one in self.table.fields}
        )
        states = list(row.values.get("attendance", {}).values())
        there = _("present {present}, on leave {leave}, absent {absent}").format(
            present=states.count("present"), leave=states.count("absent"), absent=states.count("unexcused")
        )
        return "  ".join(text.replace("\n", " ") for text in [*shown, there if states else ""] if text)


def read_import(meeting: Meeting, names: Sequence[TableName], source: Source, aim: Aim) -> TableImport:
    """Read a table and judge each row; of the tables that it could be, the one of which most columns are known.

    Raises `UnreadableError` where it is none of them.
    """
    spreads = {name: TABLES[name].spread(meeting) for name in names}
    columns = {name: TABLES[name].columns(spreads[name]) for name in names}

    def judge(rows: list[Row]) -> int:
        return max(known_columns(rows, one) for one in columns.values())

    rows, name = _rows_of(source, judge)
    if len(rows) > ROW_LIMIT:
        raise UnreadableError(name, _("it has more than {limit} rows").format(limit=ROW_LIMIT))
    found = {one: TABLES[one].cornered(recognise(rows, columns[one]), spreads[one]) for one in names}
    whole = [one for one in names if TABLES[one].is_whole(found[one], spreads[one])]
    has_headings = bool(whole) or any(known_columns(rows, TABLES[one].columns([])) for one in names)
    if not has_headings and source.text:
        found = {one: by_contents(rows, TABLES[one], columns[one], partial(_is_read, meeting, aim)) for one in names}
        whole = [one for one in names if TABLES[one].is_whole(found[one], spreads[one])]
    if not whole:
        raise UnknownColumnsError(name, recognise(rows, TABLES[names[0]].columns([])))
    best = max(whole, key=lambda one: len(found[one].places))
    table = TABLES[best]
    rows_found = tuple(_verdicts(meeting, table, found[best], spreads[best], aim))
    notes = [*_notes(meeting, table, found[best], spreads[best], aim)]
    if not has_headings:
        notes.insert(0, _("no row is known as headings: each column is taken as what its cells look like"))
    return TableImport(table, rows_found, aim, tuple(notes), source)


def _rows_of(source: Source, judge: Callable[[list[Row]], int]) -> tuple[list[Row], str]:
    """Return the rows of a table, and what it is called."""
    if not source.text:
        path = Path(source.path).expanduser()
        content, name = read_bytes(path), show(path.name)
        if is_workbook(content, path.name):
            return workbook_rows(content, judge, name, ROW_LIMIT), name
        return text_rows(decoded(content, name), judge, name, ROW_LIMIT), name
    name = _("the pasted text")
    rows = pasted_rows(source.text)
    if "\t" not in source.text and judge(found := text_rows(source.text, judge, name, ROW_LIMIT)):
        rows = found
    return rows, name


def _judge(meeting: Meeting, table: Table, aim: Aim) -> Rows:
    return _ROWS.get(table.name, RecordRows)(meeting, table, aim)


def _verdicts(
    meeting: Meeting, table: Table, found: Recognised, spread: Sequence[Spread], aim: Aim
) -> Iterator[ImportRow]:
    rows = _judge(meeting, table, aim)
    seen: dict[object, int] = {}
    for number, values, problems in _values(meeting, table, found, spread, aim):
        if problems:
            yield ImportRow(number, "wrong", {}, _("; ").join(problems))
            continue
        judged = rows.judge(values)
        if judged.problem:
            yield ImportRow(number, "wrong", {}, judged.problem)
        elif judged.there:
            yield ImportRow(number, "double", judged.values, judged.there)
        elif (first := seen.setdefault(judged.identity, number)) != number:
            yield ImportRow(number, "repeated", judged.values, _("the same as row {row}").format(row=first))
        else:
            yield ImportRow(number, "new", judged.values)


def _values(
    meeting: Meeting, table: Table, found: Recognised, spread: Sequence[Spread], aim: Aim
) -> Iterator[tuple[int, dict[str, Any], list[str]]]:
    """Yield the number of each row, what it says, and what of it cannot be read; of a matrix, cell by cell."""
    matrix = [(one, spread_name(place)) for place, one in enumerate(spread) if spread_name(place) in found.places]
    above: dict[str, str] = {}
    for number, row in found.records:
        cells = {field.name: found.cell(row, field.name) for field in table.fields if field.name in found.places}
        _go_on(table, cells, above)
        values: dict[str, Any] = {}
        problems: list[str] = []
        subject = ""
        for field in table.fields:
            if field.name in cells:
                values[field.name] = _read(meeting, field, cells[field.name], aim, subject, problems)
        alone: list[dict[str, Any]] = []
        for one, name in matrix:
            cell = found.cell(row, name)
            if not cell.strip():
                continue
            read = {**one.values, one.reads.name: _read(meeting, one.reads, cell, aim, subject, problems)}
            if one.reads.name in {*table.needed, *table.beside}:
                alone.append(read)
            else:
                values.setdefault("cells", []).append(read)
        main = {*table.needed, *table.beside} & {one.reads.name for one, _name in matrix}
        if not alone or any(values.get(name) is not None for name in main):
            yield number, values, problems
        for read in alone:
            yield number, {**values, **read}, problems


def _is_read(meeting: Meeting, aim: Aim, field: Field, cell: str) -> bool:
    """Tell whether a cell holds what a field can."""
    problems: list[str] = []
    _read(meeting, field, cell, aim, "", problems)
    return not problems


def _go_on(table: Table, cells: dict[str, str], above: dict[str, str]) -> None:
    """Let an empty cell go on with the one above, until one further out is another; not in a row without content."""
    is_other = False
    if not any(cells.get(name, "").strip() for name in table.needed) and not table.beside and not table.down:
        return
    for name in table.merged:
        if name not in cells:
            continue
        if cells[name].strip():
            is_other = is_other or cells[name] != above.get(name)
            above[name] = cells[name]
        elif is_other:
            above.pop(name, None)
        else:
            cells[name] = above.get(name, "")


def _read(meeting: Meeting, field: Field, cell: str, aim: Aim, subject: str, problems: list[str]) -> Any:
    if isinstance(cell, Formula):
        problems.append(_("{label}: a formula; enter its value").format(label=_(field.label)))
        return None
    if not cell.strip():
        return None
    try:
        if field.name == "state":
            return read_attendance(cell)
        if field.name == "read":
            return read_tick(meeting, cell, aim.today)
        if field.kind in {"member", "subject", "subjects"}:
            return _read_subjects(meeting, field, cell)
        if field.kind == "aspect":
            return find_titled(cell, meeting.settings.aspects)[0] or read_value(meeting, field, cell)
        return read_value(meeting, field, cell, subject)
    except FieldError as error:
        problems.append(str(error))
    except ValueError as error:
        problems.append(_("{label}: {problem}").format(label=_(field.label), problem=error))
    return None


def _read_subjects(meeting: Meeting, field: Field, cell: str) -> Any:
    """Read whom a cell means, by name, by post, or as the group. Raises `ValueError` where that is in doubt."""
    if field.kind == "subjects" and plain_value(cell) in _EVERYONE:
        return [GROUP]
    found = find_subjects(meeting, cell, with_group=field.kind != "member")
    if found.unclear:
        raise FieldError(field.name, _(field.label), _("; ").join(ask(meeting, one) for one in found.unclear))
    if field.kind == "subjects":
        return list(found.keys) or None
    if len(found.keys) > 1:
        problem = _("found {value}, expected one name").format(value=show(cell, 40))
        raise FieldError(field.name, _(field.label), problem)
    return next(iter(found.keys), None)


def _notes(meeting: Meeting, table: Table, found: Recognised, spread: Sequence[Spread], aim: Aim) -> Iterator[str]:
    """Say what each column is, whose the rows are that do not say so, and what is left out."""
    pairs = [f"{found.heading(field.name)} → {_(field.label)}" for field in table.fields if field.name in found.places]
    matrix = [one.heading for place, one in enumerate(spread) if spread_name(place) in found.places]
    if matrix:
        pairs.append(_("a column each: {names}").format(names=listed([show(one, 12) for one in matrix], 6)))
    yield _("{what}: {columns}").format(what=_(table.title), columns=_("; ").join(pairs))
    whose = "member" if table.name == "talk" else "whose"
    if aim.subject and whose not in found.places and any(one.name == whose for one in table.fields):
        words = _("no column says whose they are: they are taken as those of {name}")
        yield words.format(name=meeting.name(aim.subject))
    yield from found.notes()


def _shown_field(table: Table, name: str) -> Field:
    field = table.field(name)
    if field.name == "session":
        return Field("session", field.label, "record", of="session")
    return Field("text", field.label, "record", of="text") if table.name == "attendance" and name == "text" else field
