"""The layout of papers: the unit's name, the date, and visible parts."""

import asyncio
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, TabPane

from checklists.base.errors import UnusableTemplateError, is_file
from checklists.base.language import N_, _
from checklists.base.text import show_path
from checklists.edits.settings import change_layout
from checklists.model.layout import DATE_WORDS, PAPER_PARTS, Layout, PaperPart, translate_layout_key
from checklists.model.meeting import Settings
from checklists.reports import writers
from checklists.reports.catalogue import EXPORTS
from tui.base.session import Session
from tui.base.typed_path import parse_path
from tui.forms.dialog import make_field_line
from tui.forms.wrong_fields import Wrong, WrongFieldsError
from tui.settings.settings_form import SettingsForm
from tui.widgets.day_input import DayInput
from tui.widgets.prose import Prose
from tui.widgets.scroll import Scroll
from tui.widgets.ticks import Tick

USUAL, FIXED = "usual", "fixed"
DATE_CHOICES: dict[str, str] = {USUAL: N_("as usual for the paper"), **DATE_WORDS, FIXED: N_("this day:")}
"""The dates that papers may bear."""


class LayoutScreen(SettingsForm[Layout]):
    """A form for the layout of all papers; nothing is saved until ctrl+s."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(0, 1)", show=False, priority=True),  # otherwise the container of the boxes would scroll
        Binding("up", "move(0, -1)", show=False, priority=True),
        Binding("right", "move(1, 0)", show=False, priority=True),
        Binding("left", "move(-1, 0)", show=False, priority=True),
    ]

    what = N_("the layout of papers")
    pages: ClassVar[dict[str, str]] = {"page-papers": "#unit", "page-parts": "Tick"}

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(_("Layout of papers: {unit}").format(unit=settings.unit), session, settings.layout)
        self._settings = settings

    def compose_pages(self) -> ComposeResult:
        """Lay out the settings of all papers, then those of each."""
        with TabPane(_("All papers"), id="page-papers"), Scroll(can_focus=False):
            yield from self._fields()
        with TabPane(_("What each shows"), id="page-parts"), Scroll(can_focus=False):
            yield from self._parts()

    def _fields(self) -> Iterator[Widget]:
        seen = self._seen
        unit = Input(seen.unit, id="unit", compact=True, max_length=200, placeholder=self._settings.unit)
        yield make_field_line(translate_layout_key("unit"), unit)
        yield Prose(
            _("where papers name the unit otherwise, such as in full; empty: as in the settings"), classes="hint"
        )
        chosen = FIXED if isinstance(seen.date, date) else seen.date or USUAL
        options = [(Content(_(word)), key) for key, word in DATE_CHOICES.items()]
        yield make_field_line(
            translate_layout_key("date"), Select(options, value=chosen, allow_blank=False, id="date-kind", compact=True)
        )
        day = seen.date if isinstance(seen.date, date) else None
        line = make_field_line("", DayInput(day, "date", self._session.today))
        line.display = chosen == FIXED
        yield line
        usual = _("as usual: lists and slips bear the day of export, self-inspection papers the meeting's day")
        yield Prose(usual, classes="hint")
        template = Input(seen.template, id="template", compact=True, placeholder=_("the built-in one"))
        yield make_field_line(translate_layout_key("template"), template)
        yield Prose(
            _("an exported DOCX with the office's own styles; relative to the meeting's folder"), classes="hint"
        )
        for part in (one for one in PAPER_PARTS.values() if not one.export):
            yield make_field_line("", self._tick(part))

    def _parts(self) -> Iterator[Widget]:
        parts = [one for one in PAPER_PARTS.values() if one.export]
        for export, found in groupby(parts, key=lambda part: part.export):
            yield Prose(_(EXPORTS[export].title), classes="paper-title")
            yield Container(*(self._tick(part) for part in found), classes="parts")

    def _tick(self, part: PaperPart) -> Tick:
        return Tick(_(part.title), self._seen.shows(part.id), id=f"part-{part.id}", compact=True)

    def collect(self) -> Layout:
        """Return the layout. Raises `WrongFieldsError` with all errors."""
        wrong = Wrong()
        kind = self.query_one("#date-kind", Select).value
        found: dict[str, Any] = {"unit": self.query_one("#unit", Input).value}
        if kind == FIXED:
            with wrong.collect("date"):
                found["date"] = self.query_one("#date", DayInput).read(translate_layout_key("date"))
        elif kind != USUAL:
            found["date"] = kind
        with wrong.collect("template"):
            found["template"] = self._template()
        shown = {one: self.query_one(f"#part-{one}", Tick).value for one in PAPER_PARTS}
        found["parts"] = {one: is_shown for one, is_shown in shown.items() if not is_shown or one in self._seen.parts}
        return wrong.validate(Layout, found, lambda path: (path[0], translate_layout_key(path[0])))

    def _template(self) -> str:
        """Return the template's path as typed. Raises `ValueError` if there is no such file."""
        typed = self.query_one("#template", Input).value.strip()
        if not typed or typed == self._seen.template:
            return typed
        path = parse_path(typed)
        if not is_file(self._session.folder.path / path):
            raise ValueError(_("There is no such file yet: {path}").format(path=show_path(path, 80)))
        return str(path)

    @on(Select.Changed, "#date-kind")
    def open_date(self, event: Select.Changed) -> None:
        """Show the field for a day if the date is fixed."""
        line = self.query_one("#date", Input).parent
        if isinstance(line, Widget):
            line.display = event.value == FIXED

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let arrows move between boxes; in other fields they are the field's own."""
        return isinstance(self.focused, Tick) if action == "move" else super().check_action(action, parameters)

    def action_move(self, right: int, down: int) -> None:
        """Move to the nearest box above, below or beside."""
        here = self.focused
        if here is None:
            return
        x, y = here.region.offset
        ways = [
            (abs(one.region.y - y), abs(one.region.x - x), number, one)
            for number, one in enumerate(self.query(Tick))
            if one.region.area
            and ((one.region.y - y) * down > 0 or (one.region.y == y and (one.region.x - x) * right > 0))
        ]
        if ways:
            min(ways)[-1].focus()

    async def store(self, new: Layout) -> None:
        """Save only what changed in the layout."""
        template = new.find_template(self._session.folder.path)
        if template and new.template != self._seen.template:
            try:
                await asyncio.to_thread(_check_template, template)
            except UnusableTemplateError as error:
                self.refuse(WrongFieldsError({"template": ValueError(str(error))}))
                return
        edit = change_layout(self._seen, new)
        await self.finish(lambda _meeting: edit)


def _check_template(path: Path) -> None:
    """Raise `UnusableTemplateError` if papers cannot use a template."""
    writers.open_template(path)
