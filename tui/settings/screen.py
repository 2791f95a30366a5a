"""The settings: title and date, aspects, roster, targets. The effect of a new date is shown before saving."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, ClassVar, get_args

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TabbedContent, TabPane, TextArea

from checklists.base.language import N_, _
from checklists.base.text import show
from checklists.edits.settings import save_settings
from checklists.model.aspects import read_aspects
from checklists.model.checklist import Circumstance, Target
from checklists.model.meeting import SETTING_WORDS, Meeting, Settings
from checklists.readiness.duties import Readiness
from checklists.records.values import FieldError
from tui.base.messages import SettingBox
from tui.base.session import Session
from tui.forms.dialog import make_field_line
from tui.forms.wrong_fields import Wrong
from tui.settings.layout import LayoutScreen
from tui.settings.new_date import MOVED, NewDateDialog
from tui.settings.roster import RosterEditor, RosterGrid
from tui.settings.settings_form import SettingsForm
from tui.widgets.day_input import DayInput
from tui.widgets.prose import Prose
from tui.widgets.scroll import Scroll
from tui.widgets.ticks import Tick

TARGET_WORDS: dict[Target, str] = {
    "study_sessions": N_("study sessions to be held"),
    "channels": N_("channels for opinions"),
    "sources": N_("groups of people asked for opinions"),
    "problems_per_aspect": N_("problems for each aspect"),
    "criticisms_per_pair": N_("criticisms of each other member"),
}
HOLDERS = {"members": "roster-grid", "targets": "target-study_sessions"}
"""The widgets of settings, if named otherwise."""
SETTING_WIDGETS: dict[tuple[str, str], tuple[str, str]] = {
    ("targets", name): (words, f"target-{name}") for name, words in TARGET_WORDS.items()
}
"""The label and widget of each key of a setting."""


PAGE_OF: dict[SettingBox, str] = {
    "unit": "page-meeting",
    "theme": "page-meeting",
    "aspects": "page-aspects",
    "roster-grid": "page-roster",
}


class SettingsScreen(SettingsForm[Settings]):
    """A form for all settings but the layout; nothing is saved until ctrl+s."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "layout", N_("Layout of papers"), priority=True),
        Binding(
            "f3",
            "draft_rules",
            N_("Draft rules"),
            tooltip=N_("The rules of the draft checks: switch them, set their numbers, read why"),
        ),
    ]

    what = N_("the meeting's settings")
    pages: ClassVar[dict[str, str]] = {
        "page-meeting": "#unit",
        "page-aspects": "#aspects",
        "page-roster": "#roster-grid",
        "page-targets": "#target-study_sessions",
    }

    def __init__(
        self,
        session: Session,
        readiness: Readiness,
        setting: SettingBox,
        make_rules_screen: Callable[[Meeting], Screen[None]],
    ) -> None:
        settings = readiness.meeting.settings
        super().__init__(_("Settings: {unit}").format(unit=settings.unit), session, settings, PAGE_OF[setting], setting)
        self._readiness = readiness
        self._make_rules_screen = make_rules_screen

    def compose_pages(self) -> ComposeResult:
        """Lay out meeting, aspects, roster and targets."""
        with TabPane(_("Meeting"), id="page-meeting"), Scroll(can_focus=False):
            yield from self._meeting_fields()
        with TabPane(_("Aspects"), id="page-aspects"):
            hint = _("One aspect a line, in the words of this year's notice; numbering and closing marks are left out.")
            yield Prose(hint, classes="hint")
            yield TextArea(
                "\n".join(self._seen.aspects.values()),
                id="aspects",
                compact=True,
                tab_behavior="focus",
                highlight_cursor_line=False,
            )
        with TabPane(_("Roster"), id="page-roster"):
            yield RosterEditor(self._readiness.meeting, id="roster")
        with TabPane(_("Targets"), id="page-targets"), Scroll(can_focus=False):
            yield Prose(_("Empty: the checklist's own number, shown in grey."), classes="hint")
            yield from self._target_fields()

    def _meeting_fields(self) -> Iterator[Widget]:
        seen = self._seen
        for name in ("unit", "title", "theme", "date", "place", "quorum"):
            text = Input(str(getattr(seen, name)), id=name, compact=True, max_length=200)
            box = DayInput(seen.date, name, self._session.today) if name == "date" else text
            yield make_field_line(_(SETTING_WORDS[name]), box)
        yield Prose(_("of those who should attend: 2/3 or 90%; the principal must be there"), classes="hint")
        is_moved = "date-moved" in seen.circumstances
        yield make_field_line("", Tick(_(MOVED), is_moved, id="date-moved", compact=True))
        has_case = "case-analysis" in seen.circumstances
        yield make_field_line(
            "", Tick(_("a case analysis is demanded this year"), has_case, id="case-analysis", compact=True)
        )

    def _target_fields(self) -> Iterator[Widget]:
        defaults = self._readiness.meeting.checklist.targets
        for name, words in TARGET_WORDS.items():
            value = self._seen.targets.get(name)
            box = Input(
                "" if value is None else str(value),
                id=f"target-{name}",
                compact=True,
                placeholder=str(defaults.get(name, 1)),
                max_length=3,
            )
            yield make_field_line(_(words), box)

    def _aspects(self) -> dict[str, str]:
        """Match lines to aspects by words, else by position, so that a reworded aspect keeps its id."""
        lines = read_aspects(self.query_one("#aspects", TextArea).text)
        old = self._seen.aspects
        by_name = {name: key for key, name in old.items()}
        left = [key for key, name in old.items() if name not in lines]
        is_reworded = len(lines) == len(old)
        found: dict[str, str] = {}
        unused = (key for key in map("aspect-{}".format, count(1)) if key not in old)
        for line in lines:
            key = by_name.get(line)
            if key is None and is_reworded and left:
                key = left.pop(0)
            if key is None or key in found:
                key = next(unused)
            found[key] = line
        return found

    def collect(self) -> Settings:
        """Return the settings. Raises `WrongFieldsError` with all errors."""
        wrong = Wrong()
        plain: dict[str, Any] = {**self._seen.plain()}  # settings that this form does not show stay
        plain.update(
            {name: self.query_one(f"#{name}", Input).value for name in ("unit", "title", "theme", "place", "quorum")}
        )
        with wrong.collect("date"):
            plain["date"] = self.query_one("#date", DayInput).read(_("Date"))
        plain["circumstances"] = [name for name in get_args(Circumstance) if self.query_one(f"#{name}", Tick).value]
        plain["aspects"] = self._aspects()
        plain["targets"] = self._targets(wrong)
        plain["members"] = {key: member.plain() for key, member in self.query_one(RosterEditor).members.items()}
        return wrong.validate(Settings, plain, _place)

    def _targets(self, wrong: Wrong) -> dict[str, int]:
        found: dict[str, int] = {}
        for name, words in TARGET_WORDS.items():
            typed = self.query_one(f"#target-{name}", Input).value.strip()
            with wrong.collect(f"target-{name}"):
                if typed:
                    found[name] = _parse_number(typed, _(words))
        return found

    @on(RosterEditor.Changed)
    def check_roster(self) -> None:
        """Check the roster."""
        self.check_as_typed()

    @work(group="dialog")
    async def action_layout(self) -> None:
        """Open the layout of papers, which is saved separately; this form stays."""
        meeting = self._session.reading.meeting or self._readiness.meeting
        if said := await self.app.push_screen_wait(LayoutScreen(self._session, meeting.settings)):
            self.app.notify(said.sentence, severity="warning" if said.is_error else "information", markup=False)

    @on(TabbedContent.TabActivated)
    def begin_page(self, event: TabbedContent.TabActivated) -> None:
        """Focus the opened page."""
        if event.pane.id == "page-roster":
            self.query_one(RosterGrid).focus()

    async def store(self, new: Settings) -> None:
        """Save the settings; for a new date, show its effect first."""
        if new.date != self._seen.date:
            said = await self.app.push_screen_wait(NewDateDialog(self._readiness, new))
            if said is None:
                return
            new = said
        departures = dict(self.query_one(RosterEditor).departures)
        await self.finish(lambda newest: save_settings(newest, self._seen, new, departures))

    @work(group="dialog")
    async def action_draft_rules(self) -> None:
        """Show the draft rules; they are saved at once, separately from this form."""
        await self.app.push_screen_wait(self._make_rules_screen(self._readiness.meeting))


def _place(path: list[str]) -> tuple[str, str]:
    """Return the widget and label of a setting by its path."""
    label, identity = SETTING_WIDGETS.get((path[0], path[-1])) or (
        SETTING_WORDS.get(path[0], path[0]),
        HOLDERS.get(path[0], path[0]),
    )
    return identity, _(label)


def _parse_number(text: str, label: str) -> int:
    try:
        return int(text)
    except ValueError:
        problem = _("found {value}, expected a whole number").format(value=show(text, 40))
        raise FieldError("", label, problem) from None
