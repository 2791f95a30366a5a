"""Import a table from a file or paste into a ledger: judge whether each row is new, there already or wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from checklists.base.dates import describe_completion, read_date
from checklists.base.errors import UnreadableError
from checklists.base.language import N_, _, join_names, ngettext, translate_all
from checklists.base.text import show, show_path
from checklists.edits.change import Edit, join_edits
from checklists.exchange.attendance import AttendanceRows, DayRows, is_of_day, read_attendance, read_tick
from checklists.exchange.cells import Formula, Merged, RowCells
from checklists.exchange.columns import (
    NO_CHOICES,
    ColumnChoices,
    PassedRow,
    Recognised,
    UnknownColumnsError,
    count_known_columns,
    normalise_heading,
    recognise,
)
from checklists.exchange.combined import is_closed, read_closed, split_time_and_place
from checklists.exchange.contents import recognise_contents
from checklists.exchange.opinion_headings import is_no_opinion
from checklists.exchange.outline import OutlineRows
from checklists.exchange.pasted import split_pasted_rows
from checklists.exchange.rectification import EntryRows
from checklists.exchange.rows import Aim, RecordRows, Rows, RowValues
from checklists.exchange.table import decode_table, is_workbook, read_bytes, read_workbook_rows, split_text_rows
from checklists.exchange.tables import PLAIN_TABLES, ROW_OF, TABLES, Spread, TableKind, TableName, name_spread
from checklists.model.meeting import GROUP, Meeting
from checklists.records.kinds import CHANNEL_WORDS, KINDS, Field
from checklists.records.subjects import EVERYONE, Unclear, ask, find_subjects, find_titled, normalise_words
from checklists.records.values import FieldError, read_value, show_value

IMPORT_ROW_LIMIT = 10_000
RowVerdict = Literal["new", "double", "repeated", "wrong"]
"""The verdict on a row: to be added, in the ledger already, repeated in the table, or refused."""
ROW_VERDICT_WORDS: dict[RowVerdict, str] = {
    "new": N_("new"),
    "double": N_("there already"),
    "repeated": N_("twice in the table"),
    "wrong": N_("wrong"),
}
_ROWS: dict[TableName, type[Rows]] = {
    "attendance": AttendanceRows,
    "day": DayRows,
    "outline": OutlineRows,
    "entry": EntryRows,
}


class Source(NamedTuple):
    """A table's source: a file, else pasted text."""

    path: str = ""
    """The file as named."""
    text: str = ""
    """The pasted text."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of a table, or one filled cell of a matrix."""

    number: int
    """The row's number as a spreadsheet shows it, headings included."""
    verdict: RowVerdict
    values: RowValues
    problem: str = ""
    """Of a wrong row: what was found where, and what was expected. Of one that is there already: the record's id.
    Of one that stands twice: in which row before."""


@dataclass(frozen=True, slots=True)
class UnclearValue:
    """A value that means nothing here, or several things, with its rows."""

    field: Field
    value: str
    candidates: tuple[str, ...]
    """The ids of what it may mean."""
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableImport:
    """A table judged against the ledger."""

    table: TableKind
    rows: tuple[ImportRow, ...]
    aim: Aim
    notes: tuple[str, ...] = ()
    """Sentences on each column, on columns left out, rows passed over, and values read in other words."""
    found: Recognised | None = None
    """The recognised table."""
    unclear: tuple[UnclearValue, ...] = ()
    """Values to ask about."""
    choices: ColumnChoices = NO_CHOICES
    """A person's answers about the table."""
    source: Source = Source()  # noqa: RUF009 - it cannot be changed

    def list_rows(self, verdict: str) -> tuple[ImportRow, ...]:
        """Return the rows with this verdict."""
        return tuple(row for row in self.rows if row.verdict == verdict)

    def edit(self, meeting: Meeting) -> Edit:
        """Return the edit that takes what is new, and still is: someone else may have taken the same meanwhile.

        What it records of the meeting's day before that day was shown, and is meant so.
        """
        rows, wrong = _judge(meeting, self.table, self.aim), len(self.list_rows("wrong"))
        judged = [rows.judge(row.values) for row in self.list_rows("new")]
        new = [one.values for one in judged if not one.problem and not one.there]
        edits, count = rows.make_edits(new), len(new)
        words = ngettext("{what}: {count} imported", "{what}: {count} imported", count)
        words = words.format(what=_(self.table.title), count=count)
        if wrong:
            more = ngettext("{count} wrong row left out", "{count} wrong rows left out", wrong).format(count=wrong)
            words = _("; ").join([words, more])
        return replace(join_edits(edits, words), is_early=True)

    def summary(self) -> str:
        """Return a line that counts what would be added."""
        counts = {verdict: len(self.list_rows(verdict)) for verdict in get_args(RowVerdict)}
        words = _("{new} new, {double} already there, {wrong} wrong")
        if counts["repeated"]:
            words = _("{new} new, {double} already there, {repeated} twice in the table, {wrong} wrong")
        return words.format(**counts)

    def describe_row(self, meeting: Meeting, row: ImportRow) -> str:
        """Return a line that says what a row would add."""
        shown = (
            show_value(meeting, _make_shown_field(self.table, name), value, row.values.get("whose", ""))
            for name, value in row.values.items()
            if name in {one.name for one in self.table.fields}
        )
        states = list(row.values.get("attendance", {}).values())
        there = _("present {present}, on leave {leave}, unexcused {unexcused}").format(
            present=states.count("present"), leave=states.count("absent"), unexcused=states.count("unexcused")
        )
        return "  ".join(text.replace("\n", " ") for text in [*shown, there if states else ""] if text)


def read_import(
    meeting: Meeting, names: Sequence[TableName], source: Source, aim: Aim, choices: ColumnChoices = NO_CHOICES
) -> TableImport:
    """Read a table and judge its rows; of the kinds of table it may be, choose the one with most known columns.

    Raises `UnreadableError` where it is none of them.
    """

    def spread_of(name: TableName, rows: list[RowCells]) -> list[Spread]:
        return [*TABLES[name].spread(meeting), *TABLES[name].headed(meeting, rows, TABLES[name].columns([]))]

    def judge(rows: list[RowCells]) -> int:
        return max(
            count_known_columns(rows, TABLES[one].columns(spread_of(one, rows)), choices.columns) for one in names
        )

    rows, name = _read_rows(source, judge)
    if len(rows) > IMPORT_ROW_LIMIT:
        raise UnreadableError(name, _("it has more than {limit} rows").format(limit=IMPORT_ROW_LIMIT))
    spreads = {one: spread_of(one, rows) for one in names}
    columns = {one: TABLES[one].columns(spreads[one]) for one in names}
    found = {
        one: TABLES[one].name_corner(recognise(rows, columns[one], choices.columns), spreads[one]) for one in names
    }
    whole = [one for one in names if TABLES[one].is_whole(found[one], spreads[one])]
    has_headings = bool(whole) or any(count_known_columns(rows, TABLES[one].columns([])) for one in names)
    reader = _Reader(meeting, aim, choices)
    if not has_headings and source.text:
        found = {one: recognise_contents(rows, TABLES[one], columns[one], reader.is_read) for one in names}
        whole = [one for one in names if TABLES[one].is_whole(found[one], spreads[one])]
        reader = _Reader(meeting, aim, choices)
    if not whole:
        half = [one for one in names if has_headings and found[one].is_known]
        nearest = max(half, key=lambda one: len(found[one].places), default=names[0])
        lacking = TABLES[nearest].beside if half else ()
        seen = recognise(rows, TABLES[nearest].columns([]), choices.columns)
        raise UnknownColumnsError(name, seen, lacking, is_confidential=not PLAIN_TABLES & {*names})
    best = max(whole, key=lambda one: len(found[one].places))
    table = TABLES[best]
    rows_found = tuple(_judge_rows(reader, table, found[best], spreads[best]))
    passed = [*found[best].passed, *(PassedRow(number, _("nothing said")) for number in reader.empty)]
    whole_table = replace(found[best], passed=tuple(sorted(passed, key=lambda one: one.number)))
    notes = [*_list_notes(meeting, table, whole_table, spreads[best], aim), *reader.readings()]
    is_early = table.name == "day" and aim.day < meeting.settings.date
    if is_early and any(row.verdict == "new" and is_of_day(row.values) for row in rows_found):
        words = _("The meeting is on {day}, and today is {today}: this records its day beforehand.")
        notes.append(words.format(day=meeting.settings.date, today=aim.day))
    if not has_headings:
        notes.insert(0, _("no row of headings was found: columns are recognised by their cells"))
    return TableImport(table, rows_found, aim, tuple(notes), whole_table, reader.unclear_values(), choices, source)


def _read_rows(source: Source, judge: Callable[[list[RowCells]], int]) -> tuple[list[RowCells], str]:
    """Return the rows of a table, and its name."""
    if not source.text:
        path = Path(source.path).expanduser()
        content, name = read_bytes(path), show_path(path.name, 60)
        if is_workbook(content, path.name):
            return read_workbook_rows(content, judge, name, IMPORT_ROW_LIMIT), name
        return split_text_rows(decode_table(content, name), judge, name, IMPORT_ROW_LIMIT), name
    name = _("the pasted text")
    rows = split_pasted_rows(source.text)
    if "\t" not in source.text and judge(found := split_text_rows(source.text, judge, name, IMPORT_ROW_LIMIT)):
        rows = found
    return rows, name


def _judge(meeting: Meeting, table: TableKind, aim: Aim) -> Rows:
    return _ROWS.get(table.name, RecordRows)(meeting, table, aim)


def _judge_rows(
    reader: "_Reader", table: TableKind, found: Recognised, spread: Sequence[Spread]
) -> Iterator[ImportRow]:
    rows = _judge(reader.meeting, table, reader.aim)
    seen: dict[object, int] = {}
    for number, values, problems in _read_values(reader, table, found, spread):
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


def _read_values(
    reader: "_Reader", table: TableKind, found: Recognised, spread: Sequence[Spread]
) -> Iterator[tuple[int, dict[str, Any], list[str]]]:
    """Yield the number of each row, its values, and the problems in it; of a matrix, of each cell."""
    matrix = [(one, name_spread(place)) for place, one in enumerate(spread) if name_spread(place) in found.places]
    main = {*table.needed, *table.beside} & {one.reads.name for one, _name in matrix}
    above: dict[str, str] = {}
    for number, row in found.records:
        cells = {field.name: found.cell(row, field.name) for field in table.fields if field.name in found.places}
        _go_on(table, cells, above)
        own, wrong = reader.read_cells(number, table, cells)
        alone: list[tuple[dict[str, Any], list[str]]] = []
        for one, name in matrix:
            cell = found.cell(row, name)
            if not cell.strip() or (table.may_be_none and is_no_opinion(cell)):
                continue
            read, problems = reader.read_part(number, table, one, cell, found, row)
            if one.reads.name in {*table.needed, *table.beside}:
                alone.append((read, [*wrong, *problems]))
            else:
                own.setdefault("cells", []).append(read)
                wrong += problems
        if table.may_be_none and not alone and _is_silent(table, cells, has_matrix=bool(matrix)):
            reader.empty.append(number)
        elif not alone or any(own.get(name) is not None and not is_no_opinion(cells[name]) for name in main):
            yield number, own, wrong
        for read, problems in alone:
            yield number, {**own, **read}, problems


def _is_silent(table: TableKind, cells: Mapping[str, str], *, has_matrix: bool) -> bool:
    """Tell whether a row says “none”, or is an empty cell of a matrix."""
    said = [cells[name] for name in table.needed if cells.get(name, "").strip()]
    return all(map(is_no_opinion, said)) if said else has_matrix


def _go_on(table: TableKind, cells: dict[str, str], above: dict[str, str]) -> None:
    """Fill an empty merged cell from the row above, unless an outer column changed or the whole row is empty."""
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


class _Reader:
    """Reads the cells of a table and collects what must be asked about."""

    def __init__(self, meeting: Meeting, aim: Aim, choices: ColumnChoices) -> None:
        self.meeting = meeting
        self.aim = aim
        self.empty: list[int] = []
        """The rows that say “none”."""
        self._choices = choices
        self._unclear: dict[tuple[str, str], tuple[Field, tuple[str, ...], list[int]]] = {}
        self._read_as: dict[tuple[str, str], list[int]] = {}
        """The rows of each text read as something else."""

    def read_cells(self, number: int, table: TableKind, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
        """Return a row's values by field, and its problems."""
        problems: list[str] = []
        if "ticked" in table.combined and is_closed(cells.get("closed", "")) is not None:
            cells = {**cells, "closed": "", "ticked": cells["closed"]}
        fields = [field for field in table.fields if field.name in cells]
        values = {field.name: self.read(number, field, cells[field.name], problems) for field in fields}
        if (when := values.pop("when", None)) is not None:
            for name, part in zip(table.combined["when"], when, strict=True):
                values[name] = values.get(name) or part or None
        is_ticked, closed = values.pop("ticked", None), values.get("closed")
        if is_ticked is True and not closed:
            values["closed"] = self.aim.day
            self._read_as.setdefault((cells["ticked"], str(self.aim.day)), []).append(number)
        elif is_ticked and not closed:
            values["closed"] = is_ticked
        elif is_ticked is False and closed:
            problem = _("found {value}, and a closing date beside it").format(value=show(cells["ticked"], 40))
            problems.append(_("{label}: {problem}").format(label=_(table.field("ticked").label), problem=problem))
        return values, problems

    def read_part(
        self, number: int, table: TableKind, one: Spread, cell: str, found: Recognised, row: RowCells
    ) -> tuple[dict[str, Any], list[str]]:
        """Return the values of one cell of a matrix, with those of its heading."""
        problems: list[str] = []
        read = dict(one.values)
        if whom := read.pop(ROW_OF, None):
            place = next(place for place, heading in found.headings.items() if normalise_heading(heading) == whom)
            read["about"] = self.read(number, table.field("about"), row[place] if place < len(row) else "", problems)
        read[one.reads.name] = self.read(number, one.reads, cell, problems)
        return read, problems

    def is_read(self, field: Field, cell: str) -> bool:
        """Tell whether a cell's text is a value of a field."""
        problems: list[str] = []
        self.read(0, field, cell, problems)
        return not problems

    def read(self, number: int, field: Field, cell: str, problems: list[str]) -> Any:
        """Return a cell's value; if it cannot be read, add to `problems`."""
        try:
            return self._read(number, field, cell) if cell.strip() else None
        except FieldError as error:
            problems.append(str(error))
        except ValueError as error:
            problems.append(_("{label}: {problem}").format(label=_(field.label), problem=error))
        return None

    def _read(self, number: int, field: Field, cell: str) -> Any:
        if isinstance(cell, Formula):
            raise FieldError(field.name, _(field.label), _("a formula; enter its value"))
        if isinstance(cell, Merged) and field.kind in {"amount", "decimal"}:
            raise FieldError(field.name, _(field.label), _("cells are merged; enter the number of each row"))
        if field.name == "state":
            return read_attendance(cell)
        if field.name == "read":
            return read_tick(cell, self.aim.day)
        if field.name == "when":
            when = split_time_and_place(cell, self.aim.day)
            if when.is_guess:
                self._read_as.setdefault((cell.strip(), f"{when.day} {when.place}".strip()), []).append(number)
            return when[:2]
        if field.name == "ticked":
            return read_closed(cell, self.aim.day)
        if field.kind in {"member", "subject", "subjects"}:
            return self._read_subjects(number, field, cell)
        if field.kind in {"aspect", "record"}:
            return self._read_titled(number, field, cell)
        return read_value(self.meeting, field, cell, today=self.aim.day)

    def _read_subjects(self, number: int, field: Field, cell: str) -> Any:
        """Return the subjects in a cell, by name, post, or as the group. Raises `ValueError` if in doubt."""
        if field.kind == "subjects" and field.name != "about" and normalise_words(cell) in EVERYONE:
            return [GROUP]
        chosen = {value: self._apply_choice(field, meaning) for value, meaning in self._choices.values.items()}
        known = {value: keys for value, keys in chosen.items() if keys is not None}
        found = find_subjects(self.meeting, cell, known, with_group=field.kind != "member")
        for word, key in found.read_as:
            self._read_as.setdefault((word, self.meeting.name(key)), []).append(number)
        unclear = [
            Unclear(one.value, (GROUP,)) if field.name == "about" and one.value in EVERYONE else one
            for one in found.unclear
        ]
        for one in unclear:
            self._ask(number, field, one)
        if unclear:
            raise FieldError(field.name, _(field.label), _("; ").join(ask(self.meeting, one) for one in unclear))
        if field.kind == "subjects":
            return list(found.keys) or None
        if len(found.keys) > 1:
            problem = _("found {value}, expected one name").format(value=show(cell, 40))
            raise FieldError(field.name, _(field.label), problem)
        return next(iter(found.keys), None)

    def _apply_choice(self, field: Field, meaning: str) -> tuple[str, ...] | None:
        """Return the subjects chosen by a person for a value; ``None`` if the choice was for another field."""
        try:
            found = read_value(self.meeting, field, meaning, today=self.aim.day)
        except ValueError:
            return None
        return tuple(found) if isinstance(found, list) else (str(found),) if found else ()

    def _read_titled(self, number: int, field: Field, cell: str) -> Any:
        """Return the aspect or record with this title, or nearly so. Raises `ValueError`."""
        word = normalise_words(cell)
        if (chosen := self._choices.values.get(word)) is not None and self._apply_choice(field, chosen) is not None:
            return read_value(self.meeting, field, chosen, today=self.aim.day)
        try:
            return read_value(self.meeting, field, cell, today=self.aim.day)
        except ValueError:
            titles = find_titles(self.meeting, field)
            key, candidates = find_titled(cell, titles)
            if key is None and field.of == "channel" and not candidates:
                key, candidates = self._find_channel_by_kind(cell)
            if key is None:
                self._ask(number, field, Unclear(word, candidates))
                raise
        self._read_as.setdefault((word, titles[key]), []).append(number)
        return key

    def _find_channel_by_kind(self, cell: str) -> tuple[str | None, tuple[str, ...]]:
        """Return the only channel of the kind named in a cell, such as 座谈会; else the candidates."""
        kinds = [
            kind
            for kind, label in CHANNEL_WORDS.items()
            if any(word in cell or cell.strip() in word for word in translate_all(label))
        ]
        channels = self.meeting.ledgers.opinions.channels
        found = [key for key, one in channels.items() if one.kind in kinds]
        return (found[0], ()) if len(found) == 1 else (None, tuple(found))

    def _ask(self, number: int, field: Field, one: Unclear) -> None:
        rows = self._unclear.setdefault((field.name, one.value), (field, one.candidates, []))[2]
        if number not in rows:
            rows.append(number)

    def unclear_values(self) -> tuple[UnclearValue, ...]:
        """Return the values to ask about."""
        return tuple(
            UnclearValue(field, value, candidates, tuple(rows))
            for (_name, value), (field, candidates, rows) in self._unclear.items()
        )

    def readings(self) -> Iterator[str]:
        """Yield sentences on values read in other words than written."""
        for (word, meaning), numbers in self._read_as.items():
            count = len(numbers)
            words = ngettext("“{word}” was read as {meaning}", "“{word}” was read as {meaning} ({count} times)", count)
            yield words.format(word=show(word, 30), meaning=show(meaning, 40), count=count)


def find_titles(meeting: Meeting, field: Field) -> dict[str, str]:
    """Return the titles of what a field may name, by id: members, aspects or records."""
    if field.kind in {"member", "subject", "subjects"}:
        keys = meeting.settings.members if field.kind == "member" else meeting.subjects
        return {key: meeting.name(key) for key in keys}
    if field.of is None:
        return dict(meeting.settings.aspects)
    return {key: getattr(one, "title", "") for key, one in KINDS[field.of].records(meeting).items()}


def _list_notes(
    meeting: Meeting, table: TableKind, found: Recognised, spread: Sequence[Spread], aim: Aim
) -> Iterator[str]:
    """Yield notes: the meaning of each column, the default subject, and what is left out."""
    pairs = [f"{found.heading(field.name)} → {_(field.label)}" for field in table.fields if field.name in found.places]
    matrix = [one.heading for place, one in enumerate(spread) if name_spread(place) in found.places]
    if matrix:
        pairs.append(_("a column each: {names}").format(names=join_names([show(one, 12) for one in matrix], 6)))
    yield _("{what}: {columns}").format(what=_(table.title), columns=_("; ").join(pairs))
    whose = "member" if table.name == "talk" else "whose"
    if aim.subject and whose not in found.places and any(one.name == whose for one in table.fields):
        words = _("no column names the subject: {name} is assumed")
        yield words.format(name=meeting.name(aim.subject))
    yield from found.notes()
    for field in table.fields:
        if field.kind == "date" and field.name in found.places:
            cells = [found.cell(row, field.name) for _number, row in found.records]
            yield from _explain_dates(field, cells, aim)


def _explain_dates(field: Field, cells: Sequence[str], aim: Aim) -> Iterator[str]:
    """Yield sentences on years or days that dates leave out and how they were read."""
    days = []
    for cell in cells:
        if cell.strip() and not isinstance(cell, Formula):
            with suppress(ValueError):
                day = read_date(cell, aim.day, is_ahead=field.is_ahead)
                days += [day] if describe_completion(cell, day) else []
    if days:
        first, last = min(days), max(days)
        taken = str(first) if first == last else _("{first} to {last}").format(first=first, last=last)
        words = ngettext(
            "{label}: {count} date without a year or a day is taken as {taken}",
            "{label}: {count} dates without a year or a day are taken as {taken}",
            len(days),
        )
        yield words.format(label=_(field.label), count=len(days), taken=taken)


def _make_shown_field(table: TableKind, name: str) -> Field:
    field = table.field(name)
    if field.name == "session":
        return Field("session", field.label, "record", of="session")
    return Field("text", field.label, "record", of="text") if table.name == "attendance" and name == "text" else field
