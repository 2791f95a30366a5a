"""The forms of the roster: one member, or a whole table pasted or read from a file."""

from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from checklists.base.errors import HuiqianError
from checklists.base.language import N_, _, listed, ngettext
from checklists.base.text import clean_line
from checklists.exchange.roster import ROSTER, Roster, parse_roster, read_roster
from checklists.model.meeting import Member
from tui.base.typed_path import typed_path
from tui.forms.dialog import Dialog, field
from tui.forms.form import Form, LineField, Part, TickField
from tui.forms.table_choices import TableChoices, ask_columns, choices_of
from tui.forms.wrong_fields import Wrong
from tui.widgets.prose import Prose

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


def member_form(title: str, member: Member | None, taken: set[str]) -> Form[Member]:
    """Ask for all that is known of a member; `taken` are the names of the others."""
    one = member or Member.model_construct(name="")

    def make(name: str, units: str, *, principal: bool, absent: bool, **others: str) -> Member:
        wrong, name = Wrong(), clean_line(name)
        if name in taken:
            sentence = _("{name} is on the roster already; of two with the same name, add what tells them apart.")
            wrong.add("name", ValueError(sentence.format(name=name)))
        for separator in SEPARATORS:
            units = units.replace(separator, "\n")
        found = {
            **others,
            "name": name,
            "role": "principal" if principal else "member",
            "units": [unit.strip() for unit in units.split("\n") if unit.strip()],
            "attendance": "absent" if absent else "expected",
        }
        return wrong.validate(Member, found, lambda path: (path[0], _label(path[0])))

    parts: list[Part] = [
        LineField("name", _label("name"), one.name, max_length=60),
        LineField("post", _label("post"), one.post, max_length=100),
        TickField("principal", _("principal (leads the group)"), one.role == "principal"),
        LineField("units", _label("units"), listed(one.units), placeholder=_("separated by 、 or ;"), max_length=0),
        LineField("branch", _label("branch"), one.branch, max_length=0),
        TickField("absent", _("on leave (a written speech is then needed)"), one.attendance == "absent"),
        LineField("reason", _label("reason"), one.reason, max_length=0),
    ]
    return Form(title, parts, make, accept_label=N_("Apply"))


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
