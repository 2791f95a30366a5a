"""A new meeting: unit, title, date, checklist, folder and roster on one page."""

import contextlib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, Select, Static

from checklists.base import clock
from checklists.base.errors import HuiqianError, NoMeetingError, NotConfirmedError, is_file
from checklists.base.language import N_, _, ngettext
from checklists.base.text import show_path
from checklists.model.annual import get_annual_year, make_annual_title
from checklists.model.checklist import Checklist
from checklists.model.meeting import Meeting, Member
from checklists.records.values import FieldError
from checklists.setup.builtin import BUILTIN, list_builtin_ids
from checklists.setup.carry_over import CarriedSettings, carry_over_entries, carry_over_settings, reset_attendance
from checklists.setup.create import MeetingExistsError, create_meeting
from checklists.store.decoding import read_checklist
from checklists.store.folder import Folder
from tui.base.key_groups import ALWAYS
from tui.base.recent import read_recent
from tui.base.screen import LocalScreen
from tui.base.typed_path import get_working_folder, parse_path
from tui.forms.dialog import ConfirmForGood, make_field_line
from tui.forms.form import Form, FormPart, LineField, Note
from tui.forms.wrong_fields import Refusing, Wrong
from tui.settings.roster import RosterEditor
from tui.widgets.day_input import DayInput
from tui.widgets.key_line import KeyLine
from tui.widgets.one_line import OneLine
from tui.widgets.prose import Prose

LINES = {"unit": N_("Unit"), "title": N_("Title"), "folder": N_("Folder")}
"""The required lines, by the field's id."""
DAYS_AHEAD = 35
"""Days of a usual preparation."""


class DayLine(OneLine, DayInput):
    """The meeting's date; a roster pasted here goes to the roster's field."""


class NewMeetingScreen(LocalScreen[Path | None], Refusing[Path | None]):
    """The form of a new meeting; its folder is made only when all fields fit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "create", N_("Create"), priority=True),
        Binding("ctrl+o", "take_over", N_("From the last meeting"), priority=True),
        Binding("escape", "cancel", N_("Back")),
        Binding(
            "f1,question_mark", "app.help", N_("Help"), key_display="F1", tooltip=N_("Keys and signs"), group=ALWAYS
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._day = clock.today() + timedelta(days=DAYS_AHEAD)
        self._suggested = {"title": "", "folder": ""}
        """The texts suggested for fields, as long as the person has typed nothing else."""
        self._known: dict[str, Checklist] = {}
        """The shipped checklists by id."""
        self._last: tuple[Path, Meeting] | None = None
        """The last meeting to carry over from, with its folder."""

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        yield Label(Content(_("A new meeting")), id="form-title")
        with Vertical(id="new-fields"):
            yield make_field_line(
                _("Unit"), OneLine(id="unit", compact=True, max_length=200, placeholder=_("whose meeting it is"))
            )
            yield make_field_line(_("Title"), OneLine(id="title", compact=True, max_length=200))
            yield make_field_line(_("Date"), DayLine(self._day, "date", is_next=True))
            yield make_field_line(_("Checklist"), self._checklists())
            yield make_field_line(_("Folder"), OneLine(id="folder", compact=True))
            yield Prose(id="taken-over")
        yield RosterEditor(None, id="new-roster")
        yield Prose(id="form-error")
        yield KeyLine()

    def _checklists(self) -> Select[str]:
        options = []
        for name in list_builtin_ids():
            checklist, _faults = read_checklist((BUILTIN / f"{name}.toml").read_bytes())
            options.append((Content(str(checklist.title) if checklist else name), name))
            if checklist:
                self._known[name] = checklist
        return Select(options, value="democratic-life", allow_blank=False, id="checklist", compact=True)

    def on_mount(self) -> None:
        """Focus the unit."""
        self.query_one("#unit", Input).focus()
        self._suggest()

    @on(Select.Changed, "#checklist")
    def _suggest(self) -> None:
        """Suggest title and folder by the meeting's date, unless the person has typed others."""
        with contextlib.suppress(ValueError):  # until it is a date again, the last one holds
            self._day = self.query_one("#date", DayInput).read("") or self._day
        day = self._day
        checklist = self._known.get(str(self.query_one("#checklist", Select).value))
        unit = self.query_one("#unit", Input).value.strip().replace("/", "-").lstrip(".")
        folder = get_working_folder() / "-".join(part for part in (str(get_annual_year(day)), unit) if part)
        found = {"title": make_annual_title(checklist, day) if checklist else "", "folder": str(folder)}
        for identity, words in found.items():
            box = self.query_one(f"#{identity}", Input)
            if box.value == self._suggested[identity]:
                self._suggested[identity] = box.value = words

    @on(Input.Changed)
    def check_as_typed(self, event: Input.Changed) -> None:
        """Check while typing, without errors for fields not reached yet."""
        if event.input.id in {"unit", "date"}:
            self._suggest()
        if self._tells_each or event.value:
            self._check()

    @on(OneLine.TextPasted)
    def take_rows(self, event: OneLine.TextPasted) -> None:
        """Move pasted rows of a spreadsheet to the roster, wherever they were pasted."""
        self.query_one(RosterEditor).paste(event.text)

    @on(Input.Submitted)
    def move_on(self) -> None:
        """Enter moves to the next field."""
        self.focus_next()

    def _check(self) -> None:
        try:
            self._entered(is_whole=self._tells_each)
        except ValueError as error:
            self.tell_wrong(error)
        else:
            self.tell_wrong(None)
            self.complain("")

    def complain(self, sentence: str) -> None:
        """Show an error; empty clears it."""
        self.query_one("#form-error", Static).update(Content(sentence))

    def _entered(self, *, is_whole: bool) -> tuple[date, dict[str, str]]:
        """Return the day and the lines by id. Raises `WrongFieldsError`; with `is_whole`, no line may be empty."""
        wrong, day = Wrong(), self._day
        lines = {one: self.query_one(f"#{one}", Input).value.strip() for one in LINES}
        for identity, label in LINES.items():
            if is_whole and not lines[identity]:
                wrong.add(identity, FieldError("", _(label), _("this must not be empty")))
        with wrong.collect("date"):
            day = self.query_one("#date", DayInput).read(_("Date")) or day
        wrong.refuse()
        return day, lines

    @work(group="dialog")
    async def action_take_over(self) -> None:
        """Carry over from the last meeting: unit, roster, settings, open measures."""
        found = await self.app.push_screen_wait(LastMeetingDialog())
        if found is None:
            return
        self._last = found
        _folder, last = found
        self.query_one("#unit", Input).value = last.settings.unit
        self.query_one(RosterEditor).take(reset_attendance(last))
        count = len(carry_over_entries(last, self.query_one(RosterEditor).members))
        words = ngettext(
            "Taken over: unit, roster, quorum, targets, draft checks, layout of papers, {count} open measure;"
            " the aspects are new.",
            "Taken over: unit, roster, quorum, targets, draft checks, layout of papers, {count} open measures;"
            " the aspects are new.",
            count,
        )
        self.query_one("#taken-over", Static).update(Content(words.format(count=count)))

    @property
    def is_unsaved(self) -> bool:
        """Whether anything was entered."""
        return bool(self.query_one(RosterEditor).members or self.query_one("#unit", Input).value.strip())

    @work(group="dialog")
    async def action_cancel(self) -> None:
        """Leave without a meeting; ask first if something would be lost."""
        question = _("What was entered here is not kept.")
        if not self.is_unsaved or await self.app.push_screen_wait(ConfirmForGood(_("Leave?"), [question], N_("Leave"))):
            self.dismiss(None)

    def _carried(self, roster: Mapping[str, Member], unit: str, path: Path) -> CarriedSettings:
        """Return the settings carried over into the new folder."""
        if self._last is None:
            return {}
        folder, last = self._last
        return carry_over_settings(last, roster, unit, folder, path)

    def action_create(self) -> None:
        """Make the folder, or show what is missing."""
        try:
            day, lines = self._entered(is_whole=True)
            unit = lines["unit"]
            checklist = self.query_one("#checklist", Select).value
            path = parse_path(lines["folder"])
            roster = self.query_one(RosterEditor).members
            create_meeting(
                path,
                unit=unit,
                title=lines["title"],
                date=day,
                checklist=str(checklist),
                members=roster,
                **self._carried(roster, unit, path),
            )
        except ValueError as error:
            self.refuse(error)
        except MeetingExistsError:
            words = _(
                "There is a meeting in {folder} already. Name another folder; or leave this page (Esc) and open it"
                " with o."
            )
            self.complain(words.format(folder=show_path(path, 60)))
        except NotConfirmedError as error:  # the meeting is made
            self.app.notify(str(error), severity="warning", markup=False)
            self.dismiss(path)
        except HuiqianError as error:
            self.complain(str(error))
        else:
            self.dismiss(path)


class LastMeetingDialog(Form[tuple[Path, Meeting]]):
    """Ask for the last meeting's folder; recent ones are listed."""

    keeps_typed = False

    def __init__(self) -> None:
        known = read_recent().meetings
        parts: list[FormPart] = [LineField("last", _("Folder"), known[0] if known else "", max_length=0)]
        if known:
            lately = "\n".join(show_path(one, 70) for one in known[:6])
            parts.append(Note(_("Opened lately:") + "\n" + lately, "walk-guide"))
        title = _("Take over from the last meeting")
        super().__init__(title, parts, _read_last_meeting, accept_label=N_("Take over"))


def _read_last_meeting(last: str) -> tuple[Path, Meeting]:
    """Return folder and meeting. Raises `ValueError` if it cannot be read whole, as something would be left behind."""
    typed = last.strip()
    folder = parse_path(typed)
    try:
        reading = Folder(folder).read()
    except NoMeetingError as error:
        words = _("There is no meeting in {folder}: meeting.toml is missing. Name the folder of a meeting.")
        raise ValueError(str(error) if is_file(folder) else words.format(folder=show_path(folder, 60))) from None
    except HuiqianError as error:
        raise ValueError(str(error)) from None
    if reading.meeting is None or any(fault.severity == "error" for fault in reading.faults):
        raise ValueError(
            _("This meeting has faulty files; mend them first: {folder}").format(folder=show_path(typed, 70))
        )
    return folder, reading.meeting
