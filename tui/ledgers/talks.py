"""Talks: a matrix of who talked with whom, the records, and the form for many talks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from typing_extensions import override

from checklists.base.language import N_, _, join_names, ngettext
from checklists.edits.change import Edit, join_edits
from checklists.edits.records import add_record, change_record
from checklists.model.ledgers.talks import BRANCH, NO_TALKS, TalksOf
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import format_short_date
from checklists.readiness.rules.talks import Wanted, count_talks, list_wanted_talks
from checklists.records.kinds import TALK
from tui.base.messages import FormAsked, RecordAsked
from tui.forms.form import DayField, Form, FormPart, LineField, Note, RadioField
from tui.forms.wrong_fields import WrongFieldsError
from tui.ledgers.view import IMPORT, MatrixView
from tui.widgets.grid import GridCell, GridColumn
from tui.widgets.ledger_grid import LedgerGrid, Records
from tui.widgets.matrix import MemberCells, MemberMatrix, name_column
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View


class TalkCells(MemberCells):
    """A column for each member, for the units in a member's charge, and for their own branch."""

    signs = (("✔", N_("held")), ("◐", N_("planned or in part")), ("○", N_("not planned")))

    def __init__(self) -> None:
        self._others: list[str] = []

    @override
    def columns(self, readiness: Readiness) -> list[GridColumn]:
        members = readiness.meeting.settings.members
        self._others = list(members)
        titles = [*(member.name for member in members.values()), _("Units"), _("Branch")]
        return [name_column(title) for title in titles]

    @override
    def get_column_key(self, column: int) -> str | int:
        """Return the other member; of units and branch, which of both it is."""
        return self._others[column - 1] if 0 < column <= len(self._others) else column - len(self._others)

    @override
    def state(self, readiness: Readiness, me: str | None, member: str, column: int) -> GridCell:
        meeting = readiness.meeting
        talks = meeting.ledgers.talks.of.get(member, NO_TALKS)
        if column <= len(self._others):
            other = self._others[column - 1]
            return GridCell("·", "dim") if other == member else _make_state(talks, other)
        own = meeting.settings.members[member]
        if column == len(self._others) + 1:
            units = set(own.units)
            have = len(units & talks.held_with)
            if not units:
                return GridCell("–", "dim")
            is_begun = have or any(talks.planned_with.get(unit) for unit in units)
            sign, tone = ("✔", "done") if have == len(units) else ("◐", "doing") if is_begun else ("○", "open")
            return GridCell(f"{sign}{have}/{len(units)}", tone)
        return _make_state(talks, BRANCH) if own.branch else GridCell("–", "dim")

    def list_wanted(self, meeting: Meeting, member: str, column: int) -> list[dict[str, str]]:
        """Return the values of a cell's talks: one talk, or one for each unit."""
        if column < 1:
            return []
        if column <= len(self._others):
            other = self._others[column - 1]
            return [] if other == member else [{"kind": "member", "member": member, "partner": other}]
        own = meeting.settings.members[member]
        if column == len(self._others) + 1:
            return [{"kind": "unit", "member": member, "unit": unit} for unit in dict.fromkeys(own.units)]
        return [{"kind": "branch", "member": member}] if own.branch else []


def _make_state(talks: TalksOf, other: str) -> GridCell:
    if other in talks.held_with:
        return GridCell("✔", "done")
    return GridCell("◐", "doing") if talks.planned_with.get(other) else GridCell("○", "open")


class TalkRecords(Records):
    """All talks, including requested ones."""

    def __init__(self) -> None:
        super().__init__("talk")

    @override
    def make_values(self, me: str | None) -> dict[str, Any]:
        return {"member": me} if me else {}


class ManyTalks(NamedTuple):
    """The common values of many talks."""

    is_held: bool
    day: date | None
    place: str


def _make_many_talks_form(title: str, names: str, draft: ManyTalks, today: date, error: str) -> Form[ManyTalks]:
    """Ask whether they were held, when and where."""

    def make(state: str, day: date, place: str) -> ManyTalks:
        if state == "held" and day > today:
            sentence = _("{date} is still to come: choose planned, or a day that has been.")
            raise WrongFieldsError({"day": ValueError(sentence.format(date=day))})
        return ManyTalks(state == "held", day, place)

    states = [("planned", _("planned")), ("held", _("held"))]
    parts: list[FormPart] = [
        Note(names, "walk-guide"),
        RadioField("state", _("State"), states, "held" if draft.is_held else "planned"),
        DayField("day", _("On"), draft.day, today, is_past=False, is_optional=False),
        LineField("place", _("Place"), draft.place),
    ]
    return Form(title, parts, make, error)


class TalksView(MatrixView[TalkCells]):
    """The matrix and list of talks: enter plans or records a talk; f fills a row or column."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_cell", N_("Plan, record"), key_display="Enter", tooltip=N_("Plan or record this talk")),
        Binding("i", "add", N_("Add"), tooltip=N_("Record one more talk here")),
        Binding("f", "fill('row')", N_("Fill row"), tooltip=N_("Plan or record all that is open in this row")),
        Binding("F", "fill('column')", N_("Fill column"), tooltip=N_("Plan or record all that is open in this column")),
        IMPORT,
    ]
    ledger = "talks"
    command = "talks"
    first_page_actions = frozenset({"open_cell", "add", "fill"})

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(TalkCells(), id=id)

    def pages(self) -> Iterable[PageGrid]:
        """Make matrix and ledger."""
        yield MemberMatrix(self.cells).data_bind(View.query_text, View.me, readiness=View.shown)
        yield LedgerGrid(TalkRecords()).data_bind(View.query_text, View.me, readiness=View.shown)

    def state_line(self, readiness: Readiness) -> str:
        """Return how many of the required talks were held: of all, or of the viewer's."""
        if self.me:
            wanted = list_wanted_talks(readiness.meeting, self.me).values()
            have, need = sum(talk.is_held for talk in wanted), len(wanted)
        else:
            have, need = count_talks(readiness.meeting)
        return _("{have} of {need} talks held").format(have=have, need=need)

    def foot_line(self, readiness: Readiness) -> str:
        """Return with whom the member under the cursor still has to talk."""
        if self.page != 0:
            return "" if self.grid.row_count else _("Nothing is entered yet: press i.")
        member = self.matrix.member
        if member is None:
            return ""
        meeting = readiness.meeting
        return _describe_open_talks(meeting.name(member), list_wanted_talks(meeting, member), readiness.today)

    def _list_values_here(self, meeting: Meeting) -> list[dict[str, str]]:
        """Return the values of the talks under the cursor."""
        member = self.matrix.member
        return self.cells.list_wanted(meeting, member, self.matrix.cursor_column) if member else []

    def action_open_cell(self) -> None:
        """Open the cell's last talk, else a new one; of several units, the first without one."""
        if self.shown is None:
            return
        meeting = self.shown.meeting
        wanted = self._list_values_here(meeting)
        if not wanted:
            return
        talk = next((one for one in wanted if not _is_held(meeting, one)), wanted[0])
        there = find_existing_talks(meeting, talk)
        self.post_message(RecordAsked("talk", key=there[-1]) if there else RecordAsked("talk", values=talk))

    def action_add(self) -> None:
        """Add a talk."""
        wanted = self._list_values_here(self.shown.meeting) if self.shown else []
        values = wanted[0] if wanted else {"member": self.matrix.member or ""}
        self.post_message(RecordAsked("talk", values=values))

    def action_fill(self, direction: str) -> None:
        """Ask when and where, and plan or record all talks of the row or column that are not held."""
        matrix, member = self.matrix, self.matrix.member
        if self.shown is None or member is None:
            return
        now, today = self.shown.meeting, self.shown.today
        if direction == "row":
            places = [(member, column) for column in range(1, len(matrix.columns))]
            of_what = now.name(member)
        else:
            places = [(one, matrix.cursor_column) for one in matrix.members]
            of_what = matrix.columns[matrix.cursor_column].title
        talks = [
            one for who, column in places for one in self.cells.list_wanted(now, who, column) if not _is_held(now, one)
        ]
        if not talks:
            return

        def form(meeting: Meeting, draft: ManyTalks | None, error: str) -> Form[ManyTalks]:
            count = ngettext("{count} talk", "{count} talks", len(talks)).format(count=len(talks))
            names = join_names([_get_other(meeting, one) for one in talks], 12)
            title = f"{of_what} · {count}"
            return _make_many_talks_form(
                title, names, draft or ManyTalks(is_held=True, day=today, place=""), today, error
            )

        self.post_message(FormAsked(form, lambda meeting, found: _fill_talks(meeting, talks, found), on_newest=True))


def find_existing_talks(meeting: Meeting, talk: Mapping[str, str]) -> tuple[str, ...]:
    """Return the talks between the same two sides."""
    talks = meeting.ledgers.talks
    if talk["kind"] == "member":
        return talks.between.get(frozenset({talk["member"], talk["partner"]}), ())
    return talks.beside.get((talk["member"], talk.get("unit", BRANCH)), ())


def _is_held(meeting: Meeting, talk: Mapping[str, str]) -> bool:
    return any(meeting.ledgers.talks.talks[key].held for key in find_existing_talks(meeting, talk))


def _describe_open_talks(name: str, wanted: Mapping[str, Wanted], today: date) -> str:
    """Return with whom a member still has to talk: planned talks with days, then unplanned ones."""
    left = {other: one for other, one in wanted.items() if not one.is_held}
    if not left:
        return _("{name}: all talks are held").format(name=name)
    days = sorted((one.planned, other) for other, one in left.items() if one.planned)
    planned = [_("{words} ({more})").format(words=other, more=format_short_date(day, today)) for day, other in days]
    others = [other for other, one in left.items() if one.planned is None]
    parts = [ngettext("{name}: {count} talk to be held", "{name}: {count} talks to be held", len(left))]
    values = {"name": name, "count": len(left), "planned": len(planned), "others": len(others)}
    if planned:
        parts.append(_("{planned} planned: {days}"))
        values["days"] = join_names(planned, 12)
    if others:
        parts.append(_("{others} not planned yet: {names}"))
        values["names"] = join_names(others, 30)
    return _("; ").join(parts).format(**values)


def _get_other(meeting: Meeting, talk: Mapping[str, str]) -> str:
    names = {"member": meeting.name(talk.get("partner", "")), "unit": talk.get("unit", ""), "branch": _("own branch")}
    return f"{meeting.name(talk['member'])}—{names[talk['kind']]}"


def _fill_talks(meeting: Meeting, talks: Sequence[Mapping[str, str]], found: ManyTalks) -> Edit:
    """Return the edit that plans or records talks: planned ones are filled in, missing ones added."""
    edits = []
    values = {"held" if found.is_held else "planned": found.day, **({"place": found.place} if found.place else {})}
    done: set[frozenset[str]] = set()
    for talk in talks:
        pair = frozenset({talk["member"], talk.get("partner", "")})
        if talk["kind"] == "member" and pair in done:
            continue  # a column crosses a row: the same talk from the other side
        done.add(pair)
        records = meeting.ledgers.talks.talks
        there = find_existing_talks(meeting, talk)
        if any(records[key].held for key in there):
            continue  # someone else recorded it while the form was open
        existing = [key for key in there if not records[key].held]
        if existing:
            edits.append(change_record(meeting, TALK, existing[-1], values))
        else:
            edits.append(add_record(meeting, TALK, {**talk, **values})[1])
    count = ngettext("{count} talk", "{count} talks", len(edits)).format(count=len(edits))
    return join_edits(edits, count)
