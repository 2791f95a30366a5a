"""The roster: a list to edit, a form for a member, and members pasted or read from a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from checklists.base.errors import HuiqianError
from checklists.base.language import N_, _, join_names, ngettext
from checklists.base.text import clean_line
from checklists.edits.departure import Departure, count_references
from checklists.exchange.roster import ROSTER, RosterTable, parse_roster, read_roster
from checklists.model.meeting import Meeting, Member
from tui.base.typed_path import parse_path
from tui.forms.dialog import Confirm, Dialog, make_field_line
from tui.forms.form import Form, FormPart, LineField, TickField
from tui.forms.table_choices import TableChoices, ask_columns, merge_choices
from tui.forms.wrong_fields import Wrong
from tui.settings.departure import make_departure_form
from tui.widgets.grid import Grid, GridCell, GridColumn
from tui.widgets.prose import Prose, UpdatedText

UNIT_SEPARATORS = "、,，;；"
TABLE_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"})
"""Suffixes of tables' files: no name ends so."""
MEMBER_LABELS = {
    "name": N_("Name"),
    "post": N_("Post"),
    "units": N_("Units in charge"),
    "branch": N_("Own branch"),
    "reason": N_("Reason"),
}
"""The labels of a member's fields."""


def _format_label(name: str) -> str:
    return _(MEMBER_LABELS[name])


def make_member_form(title: str, member: Member | None, taken: set[str]) -> Form[Member]:
    """Ask for a member's fields; `taken` are the names of the others."""
    one = member or Member.model_construct(name="")

    def make(name: str, units: str, *, principal: bool, absent: bool, **others: str) -> Member:
        wrong, name = Wrong(), clean_line(name)
        if name in taken:
            sentence = _("{name} is on the roster already; of two with the same name, add what tells them apart.")
            wrong.add("name", ValueError(sentence.format(name=name)))
        for separator in UNIT_SEPARATORS:
            units = units.replace(separator, "\n")
        found = {
            **others,
            "name": name,
            "role": "principal" if principal else "member",
            "units": [unit.strip() for unit in units.split("\n") if unit.strip()],
            "attendance": "absent" if absent else "expected",
        }
        return wrong.validate(Member, found, lambda path: (path[0], _format_label(path[0])))

    parts: list[FormPart] = [
        LineField("name", _format_label("name"), one.name, max_length=60),
        LineField("post", _format_label("post"), one.post, max_length=100),
        TickField("principal", _("principal (leads the group)"), one.role == "principal"),
        LineField(
            "units", _format_label("units"), join_names(one.units), placeholder=_("separated by 、 or ;"), max_length=0
        ),
        LineField("branch", _format_label("branch"), one.branch, max_length=0),
        TickField("absent", _("on leave (a written speech is then needed)"), one.attendance == "absent"),
        LineField("reason", _format_label("reason"), one.reason, max_length=0),
    ]
    return Form(title, parts, make, accept_label=N_("Apply"))


class PasteDialog(Dialog[RosterTable | None]):
    """Paste a roster from a spreadsheet, or name a file; it is shown before it is taken."""

    accept_label = N_("Apply")

    def __init__(self, pasted: str = "") -> None:
        super().__init__(_("Take members from a table"))
        self._pasted = pasted

    def begin(self) -> None:
        """Show the members recognised in a text given."""
        super().begin()
        if self._pasted:
            self.check_as_typed()

    def fields(self) -> Iterable[Widget]:
        """Return text, file and preview."""
        yield Prose(
            _("Paste rows from a spreadsheet (columns 姓名 职务 主要负责人 分管单位 所在支部), or name a file.")
        )
        yield TextArea(self._pasted, id="pasted", compact=True, tab_behavior="focus", highlight_cursor_line=False)
        yield make_field_line(_("File"), Input(id="file", compact=True, placeholder=_("CSV or XLSX")))
        yield UpdatedText(id="preview", markup=False)
        yield TableChoices(id="table-choices")

    @on(TableChoices.Answered)
    def check_answer(self) -> None:
        """Read the table anew as it was said."""
        self.check_as_typed()

    def result(self) -> RosterTable:
        """Return the members recognised. Raises `ValueError` with fault and place."""
        path, text = self.query_one("#file", Input).value.strip(), self.query_one("#pasted", TextArea).text
        path = path or _find_path(text)
        preview = self.query_one("#preview", Static)
        preview.update("")
        if not path and not text.strip():
            raise ValueError(_("Paste a table or name a file."))
        asking, source = self.query_one(TableChoices), (path, text)
        choices = merge_choices(asking.list_answers(source)).columns
        try:
            roster = read_roster(parse_path(path), choices) if path else parse_roster(text, choices=choices)
        except HuiqianError as error:
            raise ValueError(str(error)) from None
        asking.ask(source, ask_columns(ROSTER, roster.found.unknown if roster.found else ()))
        names = [member.name for member in roster.members.values()]
        count = ngettext("{count} member recognised", "{count} members recognised", len(names)).format(count=len(names))
        lines = [count + _(": ") + join_names(names, 12), *(str(problem) for problem in roster.problems)]
        preview.update(Content("\n".join(lines)))
        if roster.has_errors or not names:
            raise ValueError(_("Mend the rows named above first; nothing was taken yet."))
        return roster


def _find_path(text: str) -> str:
    """Return the text if it is a file's name, as of a file dragged into the terminal; else empty."""
    line = text.strip().strip("'\"")
    return line if "\n" not in line and Path(line).suffix.lower() in TABLE_ENDINGS else ""


class RosterGrid(Grid):
    """The members in the roster's order."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.members: dict[str, Member] = {}

    def show(self, members: dict[str, Member]) -> None:
        """Show a roster."""
        self.members = members
        columns = [
            GridColumn(_("No."), 4, "right"),
            GridColumn(_("Name"), 12),
            GridColumn(_("Post"), 18),
            GridColumn(_("Attendance"), 10),
            GridColumn(_("Units in charge")),
        ]
        self.set_shape(columns, len(members))

    @property
    def member_id(self) -> str | None:
        """The member the cursor is on."""
        ids = list(self.members)
        return ids[self.cursor_row] if ids else None

    def cell(self, row: int, column: int) -> GridCell:
        """Return one field of a member."""
        member = list(self.members.values())[row]
        if column == 0:
            return GridCell(str(row + 1), "dim")
        if column == 1:
            return GridCell(f"{member.name} ★" if member.role == "principal" else member.name)
        if column == 2:
            return GridCell(member.post)
        if column == 3:
            is_absent = member.attendance == "absent"
            return GridCell(_("on leave") if is_absent else _("expected"), "doing" if is_absent else "dim")
        return GridCell(join_names(member.units), "dim")

    def hints(self) -> tuple[str, ...]:
        """Say in an empty list how it is filled."""
        return (
            _("Nobody yet. Copy rows of a spreadsheet (name, post …) and paste them here."),
            _("Or come here with Tab: + adds a member, p takes pasted rows or a file."),
        )

    def open_row(self) -> None:
        """Edit the member."""
        self.post_message(RosterEditor.Edit())

    def on_paste(self, event: events.Paste) -> None:
        """Accept pasted rows of a spreadsheet."""
        event.stop()
        self.post_message(RosterEditor.Pasted(event.text))


class RosterEditor(Container):
    """The roster with keys to add, edit, remove, move, paste and read from a file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "edit", N_("Edit"), key_display="Enter"),
        Binding("plus,insert", "add", N_("Add"), key_display="+"),
        Binding("delete,minus", "remove", N_("Remove"), key_display="-"),
        Binding("K,shift+up", "shift(-1)", N_("Move up"), key_display="K"),
        Binding("J,shift+down", "shift(1)", N_("Move down"), key_display="J"),
        Binding("p", "paste", N_("Paste or file")),
    ]
    _grid = getters.query_one(RosterGrid)
    DEFAULT_CSS = """
    RosterEditor { height: 1fr; min-height: 6; }
    RosterEditor .hint { height: 1; color: $text-muted; margin: 0; }
    """

    class Edit(Message):
        """Asks to edit the member under the cursor."""

    @dataclass
    class Pasted(Message):
        """Rows of a spreadsheet were pasted."""

        text: str

    class Changed(Message):
        """The roster changed."""

    def __init__(self, meeting: Meeting | None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.members = dict(meeting.settings.members) if meeting else {}
        self.departures: dict[str, Departure] = {}
        """The departures of members removed from the list, by id."""
        self._meeting = meeting

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield RosterGrid(id="roster-grid")
        yield Prose(_("★ principal; the order here is the order of the board and of all lists"), classes="hint")

    def on_mount(self) -> None:
        """Show the roster."""
        self._show()

    def _show(self) -> None:
        self._grid.show(self.members)
        self.post_message(self.Changed())

    def take(self, members: dict[str, Member]) -> None:
        """Show another roster instead."""
        self.members = dict(members)
        self._show()

    def _free_id(self) -> str:
        number = 1
        found = self._meeting
        known = (found.sheets, found.settings.members, found.history.read_departed()) if found else ()
        taken = {*self.members, *(key for keys in known for key in keys)}
        while f"m{number:02}" in taken:
            number += 1
        return f"m{number:02}"

    @on(Edit)
    def edit_member(self) -> None:
        """Edit the member under the cursor."""
        self.action_edit()

    @work(group="dialog")
    async def action_edit(self) -> None:
        """Edit the member under the cursor."""
        member_id = self._grid.member_id
        if member_id is None:
            self.action_add()
            return
        found = await self.app.push_screen_wait(
            make_member_form(_("Edit a member"), self.members[member_id], self._names_beside(member_id))
        )
        if found:
            self._take(member_id, found)

    @work(group="dialog")
    async def action_add(self) -> None:
        """Add a member at the end."""
        found = await self.app.push_screen_wait(make_member_form(_("Add a member"), None, self._names_beside("")))
        if found:
            self._take(self._free_id(), found)
            self._grid.action_edge(1)

    def _names_beside(self, member_id: str) -> set[str]:
        return {member.name for key, member in self.members.items() if key != member_id}

    def _take(self, member_id: str, member: Member) -> None:
        """Add or change a member; a new principal replaces the old one."""
        if member.role == "principal":
            self.members = {
                key: one.model_copy(update={"role": "member"}) if one.role == "principal" else one
                for key, one in self.members.items()
            }
        self.members[member_id] = member
        self._show()

    @work(group="dialog")
    async def action_remove(self) -> None:
        """Remove the member under the cursor, after asking."""
        member_id = self._grid.member_id
        if member_id is None:
            return
        name = self.members[member_id].name
        named = self._count_named(member_id)
        if named and self._meeting:
            heirs = [key for key in self._meeting.settings.members if key in self.members]
            departure = await self.app.push_screen_wait(make_departure_form(self._meeting, member_id, named, heirs))
            if departure is None:
                return
            self.departures[member_id] = departure
        else:
            question = _("{name} is taken off the roster.").format(name=name)
            if not await self.app.push_screen_wait(Confirm(_("Remove a member"), [question], N_("Remove"))):
                return
        del self.members[member_id]
        self._show()

    def _count_named(self, member_id: str) -> dict[str, int]:
        """Count the records that name a member of the saved roster."""
        if self._meeting is None or member_id not in self._meeting.settings.members:
            return {}
        return count_references(self._meeting, member_id)

    def action_shift(self, step: int) -> None:
        """Move the member under the cursor up or down."""
        ids = list(self.members)
        here = self._grid.cursor_row
        there = here + step
        if ids and 0 <= there < len(ids):
            ids[here], ids[there] = ids[there], ids[here]
            self.members = {key: self.members[key] for key in ids}
            self._show()
            self._grid.cursor_row = there

    @on(Pasted)
    def take_pasted(self, event: Pasted) -> None:
        """Show the members in pasted rows before they are taken."""
        event.stop()
        self.paste(event.text)

    def action_paste(self) -> None:
        """Take members from a paste or a file."""
        self.paste("")

    @work(group="dialog")
    async def paste(self, text: str) -> None:
        """Take members from a text or file; those with known names keep their ids and records."""
        found = await self.app.push_screen_wait(PasteDialog(text))
        if not found:
            return
        known = {member.name: key for key, member in self.members.items()}
        has_principal = any(member.role == "principal" for member in self.members.values())
        for key, member in found.members.items():
            if key == found.proposed and has_principal:  # recognised by post only: the roster knows better
                before = self.members.get(known.get(member.name, ""))
                member = member.model_copy(update={"role": before.role if before else "member"})  # noqa: PLW2901
            self._take(known.get(member.name) or self._free_id(), member)
