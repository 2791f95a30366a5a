"""A new date of the meeting: what it moves."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from checklists.base.language import N_, _
from checklists.model.annual import update_title_year
from checklists.model.meeting import Settings
from checklists.readiness.duties import Readiness
from checklists.readiness.moves import compare_dates, describe_date_change
from tui.forms.form import Form, FormPart, Note, TickField

MOVED = N_("the date was moved (consent must be asked for)")


class NewDateDialog(Form[Settings]):
    """Show what the date moves, and ask for consent and title; returns the settings with the answers."""

    keeps_typed = False
    AUTO_FOCUS = "#accept"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "accept", N_("Save")),
        Binding("n,escape", "cancel", N_("Cancel"), key_display="n"),
    ]

    def __init__(self, readiness: Readiness, new: Settings) -> None:
        old = readiness.meeting.settings
        title = update_title_year(new.title, old.date, new.date) if new.title == old.title else new.title
        parts: list[FormPart] = []  # first the questions, then what moves
        if any(item.when == "date-moved" for item in readiness.meeting.checklist.items.values()):
            if "date-moved" in new.circumstances:
                parts.append(Note(_("Consent must be asked for the new date too."), ""))
            else:
                parts.append(TickField("is_moved", _(MOVED), value=True))
                parts.append(Note(_("Clear this where the date was only corrected.")))
        if title != new.title:
            words = _("the title becomes “{title}”").format(title=title)
            parts.append(TickField("is_retitled", words, value=True))
        parts.append(Note("\n".join(describe_date_change(compare_dates(readiness, new.date))), ""))

        def make(*, is_moved: bool = False, is_retitled: bool = False) -> Settings:
            changed: dict[str, object] = {"title": title} if is_retitled else {}
            if is_moved:
                changed["circumstances"] = ("date-moved", *new.circumstances)
            return new.model_copy(update=changed)

        super().__init__(_("A new date"), parts, make)
