"""The roster: who belongs to the group. A list to edit, and names to paste or read from a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from pydantic import ValidationError
from rich.segment import Segment
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from checklists.errors import HuiqianError
from checklists.exchange.roster import Roster, parse_roster, read_roster
from checklists.faults import faults_of
from checklists.language import N_, _, listed, ngettext
from checklists.meeting import Member
from checklists.text import clean_line
from tui.screens.dialog import Confirm, Dialog, field
from tui.widgets.grid import Cell, Column, Grid, fit
from tui.widgets.ticks import Tick

SEPARATORS = "、,，;；"


class RosterGrid(Grid):
    """Members in protocol order."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.members: dict[str, Member] = {}

    def show(self, members: dict[str, Member]) -> None:
        """Show a roster."""
        self.members = members
        columns = [
            Column(_("No."), 4, "right"),
            Column(_("Name"), 12),
            Column(_("Post"), 18),
            Column(_("Attendance"), 10),
            Column(_("Units in charge")),
        ]
        self.set_shape(columns, len(members))

    @property
    def member_id(self) -> str | None:
        """The member the cursor is on."""
        ids = list(self.members)
        return ids[self.cursor_row] if ids else None

    def cell(self, row: int, column: int) -> Cell:
        """Return one field of a member."""
        member = list(self.members.values())[row]
        if column == 0:
            return Cell(str(row + 1), "dim")
        if column == 1:
            return Cell(f"{member.name} ★" if member.role == "principal" else member.name)
        if column == 2:
            return Cell(member.post)
        if column == 3:
            is_absent = member.attendance == "absent"
            return Cell(_("absent") if is_absent else _("expected"), "doing" if is_absent else "dim")
        return Cell(listed(member.units), "dim")

    def render_line(self, y: int) -> Strip:
        """Say in an empty list how it is filled."""
        if self.row_count or y != self.header_lines:
            return super().render_line(y)
        style = self.rich_style + self.get_component_rich_style("grid--dim", partial=True)
        hint = _("Nobody yet: + adds a member, p takes them from a spreadsheet.")
        return Strip([Segment(fit(hint, self.size.width), style)])

    def open_row(self) -> None:
        """Edit the member."""
        self.post_message(RosterEditor.Edit())


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
    DEFAULT_CSS = """
    RosterEditor { height: 1fr; min-height: 6; }
    RosterEditor .hint { height: 1; color: $text-muted; margin: 0; }
    """

    class Edit(Message):
        """The member under the cursor is to be edited."""

    class Changed(Message):
        """The roster is another now."""

    def __init__(self, members: dict[str, Member], taken: Iterable[str] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.members = dict(members)
        self._taken = set(taken)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield RosterGrid(id="roster-grid")
        yield Static(
            Content(_("★ principal; the order here is the order of the board and of all lists")),
            classes="hint",
        )

    def on_mount(self) -> None:
        """Show the roster."""
        self._show()

    def _show(self) -> None:
        self.query_one(RosterGrid).show(self.members)
        self.post_message(self.Changed())

    @property
    def _grid(self) -> RosterGrid:
        return self.query_one(RosterGrid)

    def _free_id(self) -> str:
        number = 1
        while f"m{number:02}" in self.members or f"m{number:02}" in self._taken:
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
            MemberDialog(_("Edit a member"), self.members[member_id], self._names_beside(member_id))
        )
        if found:
            self._take(member_id, found)

    @work(group="dialog")
    async def action_add(self) -> None:
        """Add a member at the end."""
        found = await self.app.push_screen_wait(MemberDialog(_("Add a member"), None, self._names_beside("")))
        if found:
            self._take(self._free_id(), found)
            self._grid.action_edge(1)

    def _names_beside(self, member_id: str) -> set[str]:
        return {member.name for key, member in self.members.items() if key != member_id}

    def _take(self, member_id: str, member: Member) -> None:
        """Take a member in; there is one principal, so a new one relieves the old one."""
        if member.role == "principal":
            self.members = {
                key: one.model_copy(update={"role": "member"}) if one.role == "principal" else one
                for key, one in self.members.items()
            }
        self.members[member_id] = member
        self._show()

    @work(group="dialog")
    async def action_remove(self) -> None:
        """Remove the member under the cursor after asking."""
        member_id = self._grid.member_id
        if member_id is None:
            return
        lines = [
            _("{name} is taken off the roster; their duties no longer count.").format(
                name=self.members[member_id].name
            ),
            _("Their sheet members/{id}.toml stays in the folder.").format(id=member_id),
        ]
        if await self.app.push_screen_wait(Confirm(_("Remove a member"), lines, N_("Remove"))):
            del self.members[member_id]
            self._show()

    def action_shift(self, step: int) -> None:
        """Move the member under the cursor up or down in protocol order."""
        ids = list(self.members)
        here = self._grid.cursor_row
        there = here + step
        if ids and 0 <= there < len(ids):
            ids[here], ids[there] = ids[there], ids[here]
            self.members = {key: self.members[key] for key in ids}
            self._show()
            self._grid.cursor_row = there

    @work(group="dialog")
    async def action_paste(self) -> None:
        """Take members from pasted text or a file; those with a known name keep their id and records."""
        found = await self.app.push_screen_wait(PasteDialog())
        if not found:
            return
        known = {member.name: key for key, member in self.members.items()}
        for member in found.members.values():
            self.members[known.get(member.name) or self._free_id()] = member
        self._show()


class MemberDialog(Dialog[Member | None]):
    """All fields of a member."""

    accept_label = N_("Apply")

    def __init__(self, title: str, member: Member | None, taken: set[str]) -> None:
        super().__init__(title)
        self._member = member
        self._taken = taken

    def fields(self) -> Iterable[Widget]:
        """Return the fields."""
        one = self._member
        yield field(_("Name"), Input(one.name if one else "", id="name", compact=True, max_length=60))
        yield field(_("Post"), Input(one.post if one else "", id="post", compact=True, max_length=100))
        is_principal = one is not None and one.role == "principal"
        yield field("", Tick(_("principal (leads the group)"), is_principal, id="principal", compact=True))
        units = listed(one.units) if one else ""
        yield field(_("Units in charge"), Input(units, id="units", compact=True, placeholder=_("separated by 、 or ;")))
        yield field(_("Own branch"), Input(one.branch if one else "", id="branch", compact=True))
        is_absent = one is not None and one.attendance == "absent"
        yield field(
            "", Tick(_("will be absent (a written speech is then needed)"), is_absent, id="absent", compact=True)
        )
        yield field(_("Reason"), Input(one.reason if one else "", id="reason", compact=True))

    def result(self) -> Member:
        """Return the member. Raises `ValueError` with what does not fit."""
        name = clean_line(self.query_one("#name", Input).value)
        if name in self._taken:
            raise ValueError(
                _("{name} is on the roster already; of two with the same name, add what tells them apart.").format(
                    name=name
                )
            )
        units = self.query_one("#units", Input).value
        for separator in SEPARATORS:
            units = units.replace(separator, "\n")
        try:
            return Member.model_validate(
                {
                    "name": name,
                    "post": self.query_one("#post", Input).value,
                    "role": "principal" if self.query_one("#principal", Tick).value else "member",
                    "units": [unit.strip() for unit in units.split("\n") if unit.strip()],
                    "branch": self.query_one("#branch", Input).value,
                    "attendance": "absent" if self.query_one("#absent", Tick).value else "expected",
                    "reason": self.query_one("#reason", Input).value,
                }
            )
        except ValidationError as error:
            fault = faults_of(error, "", Member)[0]
            label = _("Name") if fault.place == "name" else fault.place
            raise ValueError(label + _(": ") + fault.problem) from None


class PasteDialog(Dialog[Roster | None]):
    """Paste a roster from a spreadsheet, or name a file; what will be taken is shown before it is."""

    accept_label = N_("Apply")

    def __init__(self) -> None:
        super().__init__(_("Take members from a table"))

    def fields(self) -> Iterable[Widget]:
        """Return text, file and preview."""
        yield Static(
            Content(
                _("Paste rows from a spreadsheet (columns 姓名 职务 主要负责人 分管单位 所在支部), or name a file.")
            ),
            markup=False,
        )
        yield TextArea(id="pasted", compact=True, tab_behavior="focus", highlight_cursor_line=False)
        yield field(_("File"), Input(id="file", compact=True, placeholder=_("CSV or XLSX")))
        yield Static(id="preview", markup=False)

    def result(self) -> Roster:
        """Return what was recognised. Raises `ValueError` with what is wrong and where."""
        path, text = self.query_one("#file", Input).value.strip(), self.query_one("#pasted", TextArea).text
        preview = self.query_one("#preview", Static)
        preview.update("")
        if not path and not text.strip():
            raise ValueError(_("Paste a table or name a file."))
        try:
            roster = read_roster(Path(path).expanduser()) if path else parse_roster(text)
        except HuiqianError as error:
            raise ValueError(str(error)) from None
        names = [member.name for member in roster.members.values()]
        count = ngettext("{count} member recognised", "{count} members recognised", len(names)).format(count=len(names))
        lines = [count + _(": ") + listed(names, 12), *(str(problem) for problem in roster.problems)]
        preview.update(Content("\n".join(lines)))
        if roster.has_errors or not names:
            raise ValueError(_("Mend the rows named above first; nothing was taken yet."))
        return roster
