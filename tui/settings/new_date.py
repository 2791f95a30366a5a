"""The meeting is given another date: what that moves, and what goes with it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from checklists.base.language import N_, _
from checklists.model.annual import update_title_year
from checklists.model.meeting import Settings
from checklists.readiness.duties import Readiness
from checklists.readiness.moves import compare_dates, describe_date_change
from tui.forms.dialog import Dialog, make_field_line
from tui.widgets.prose import Prose
from tui.widgets.ticks import Tick

MOVED = N_("the date was moved (consent must be asked for)")


class NewDateDialog(Dialog[Settings | None]):
    """Show what the date moves, ask for consent and title; returns the settings with what was answered."""

    keeps_typed = False
    AUTO_FOCUS = "#accept"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "accept", N_("Save")),
        Binding("n,escape", "cancel", N_("Cancel"), key_display="n"),
    ]

    def __init__(self, readiness: Readiness, new: Settings) -> None:
        super().__init__(_("A new date"))
        self._readiness, self._new = readiness, new
        old = readiness.meeting.settings
        self._title_for = update_title_year(new.title, old.date, new.date) if new.title == old.title else new.title

    def fields(self) -> Iterable[Widget]:
        """Ask first what the person is to answer, then say what moves."""
        if any(item.when == "date-moved" for item in self._readiness.meeting.checklist.items.values()):
            if "date-moved" in self._new.circumstances:
                yield Prose(_("Consent must be asked for the new date too."))
            else:
                yield make_field_line("", Tick(_(MOVED), value=True, id="date-moved", compact=True))
                yield Prose(_("Clear this where the date was only corrected."), classes="hint")
        if self._title_for != self._new.title:
            words = _("the title becomes “{title}”").format(title=self._title_for)
            yield make_field_line("", Tick(Content(words), value=True, id="title-for", compact=True))
        yield Prose("\n".join(describe_date_change(compare_dates(self._readiness, self._new.date))))

    def result(self) -> Settings:
        """Return the settings."""
        settings = self._new
        if self._is_ticked("date-moved"):
            settings = settings.model_copy(update={"circumstances": ("date-moved", *settings.circumstances)})
        if self._is_ticked("title-for"):
            settings = settings.model_copy(update={"title": self._title_for})
        return settings

    def _is_ticked(self, identity: str) -> bool:
        return any(tick.value for tick in self.query(f"#{identity}").results(Tick))
