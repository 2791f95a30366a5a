"""The forms of the roster: one member, or a whole table pasted or read from a file."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError
from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from checklists.base.errors import HuiqianError
from checklists.base.faults import faults_of
from checklists.base.language import N_, _, listed, ngettext
from checklists.base.text import clean_line
from checklists.exchange.roster import ROSTER, Roster, parse_roster, read_roster
from checklists.model.meeting import Member
from tui.base.typed_path import typed_path
from tui.forms.dialog import Dialog, field
from tui.forms.table_choices import TableChoices, ask_columns, choices_of
from tui.forms.wrong_fields import Wrong
from tui.widgets.prose import Prose
from tui.widgets.ticks import Tick

SEPARATORS = "、,，;；"
TABLE_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"})
"""What a file of a table is called by: nobody's name ends so."""
LABELS = {
    "name": N_("Name"),
    "post": N_("Post"),
    "units": N_("Units in charge"),
    "branch": N_("Own branch"),
    "reason": N_("Reason"),
}
"""By the field of a member."""


def _label(name: str) -> str:
    return _(LABELS[name])


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
        yield field(_label("name"), Input(one.name if one else "", id="name", compact=True, max_length=60))
        yield field(_label("post"), Input(one.post if one else "", id="post", compact=True, max_length=100))
        is_principal = one is not None and one.role == "principal"
        yield field("", Tick(_("principal (leads the group)"), is_principal, id="principal", compact=True))
        units = listed(one.units) if one else ""
        separators = _("separated by 、 or ;")
        yield field(_label("units"), Input(units, id="units", compact=True, placeholder=separators))
        yield field(_label("branch"), Input(one.branch if one else "", id="branch", compact=True))
        is_absent = one is not None and one.attendance == "absent"
        yield field("", Tick(_("on leave (a written speech is then needed)"), is_absent, id="absent", compact=True))
        yield field(_label("reason"), Input(one.reason if one else "", id="reason", compact=True))

    def result(self) -> Member:
        """Return the member. Raises `WrongFieldsError` with everything that does not fit."""
        wrong = Wrong()
        name = clean_line(self.query_one("#name", Input).value)
        if name in self._taken:
            sentence = _("{name} is on the roster already; of two with the same name, add what tells them apart.")
            wrong.add("name", ValueError(sentence.format(name=name)))
        units = self.query_one("#units", Input).value
        for separator in SEPARATORS:
            units = units.replace(separator, "\n")
        try:
            member = Member.model_validate(
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
            wrong.add_faults(faults_of(error, "", Member), lambda path: (path[0], _label(path[0])))
            raise wrong.error from None
        wrong.refuse()
        return member


class PasteDialog(Dialog[Roster | None]):
    """Paste a roster from a spreadsheet, or name a file; what will be taken is shown before it is."""

    accept_label = N_("Apply")

    def __init__(self, pasted: str = "") -> None:
        super().__init__(_("Take members from a table"))
        self._pasted = pasted

    def begin(self) -> None:
        """Show what is recognised in text that is there already."""
        super().begin()
        if self._pasted:
            self.check_as_typed()

    def fields(self) -> Iterable[Widget]:
        """Return text, file and preview."""
        yield Prose(
            _("Paste rows from a spreadsheet (columns 姓名 职务 主要负责人 分管单位 所在支部), or name a file.")
        )
        yield TextArea(self._pasted, id="pasted", compact=True, tab_behavior="focus", highlight_cursor_line=False)
        yield field(_("File"), Input(id="file", compact=True, placeholder=_("CSV or XLSX")))
        yield Static(id="preview", markup=False)
        yield TableChoices(id="table-choices")

    @on(TableChoices.Answered)
    def check_answer(self) -> None:
        """Read the table anew as it was said."""
        self.check_as_typed()

    def result(self) -> Roster:
        """Return what was recognised. Raises `ValueError` with what is wrong and where."""
        path, text = self.query_one("#file", Input).value.strip(), self.query_one("#pasted", TextArea).text
        path = path or _as_path(text)
        preview = self.query_one("#preview", Static)
        preview.update("")
        if not path and not text.strip():
            raise ValueError(_("Paste a table or name a file."))
        asking, source = self.query_one(TableChoices), (path, text)
        choices = choices_of(asking.answers_of(source)).columns
        try:
            roster = read_roster(typed_path(path), choices) if path else parse_roster(text, choices=choices)
        except HuiqianError as error:
            raise ValueError(str(error)) from None
        asking.ask(source, ask_columns(ROSTER, roster.found.unknown if roster.found else ()))
        names = [member.name for member in roster.members.values()]
        count = ngettext("{count} member recognised", "{count} members recognised", len(names)).format(count=len(names))
        lines = [count + _(": ") + listed(names, 12), *(str(problem) for problem in roster.problems)]
        preview.update(Content("\n".join(lines)))
        if roster.has_errors or not names:
            raise ValueError(_("Mend the rows named above first; nothing was taken yet."))
        return roster


def _as_path(text: str) -> str:
    """Return the text where it is the name of a file: a file that was dragged into the terminal is pasted so."""
    line = text.strip().strip("'\"")
    return line if "\n" not in line and Path(line).suffix.lower() in TABLE_ENDINGS else ""
