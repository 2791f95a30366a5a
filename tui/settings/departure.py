"""A member leaves: what becomes of the records that name them."""

from collections.abc import Iterable, Mapping

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import RadioSet, Select

from checklists.base.language import N_, _
from checklists.edits.departure import NAMED_WORDS, Departure, Fate
from checklists.model.meeting import Meeting
from tui.forms.dialog import Dialog, field
from tui.forms.wrong_fields import WrongFieldsError
from tui.widgets.prose import Prose
from tui.widgets.ticks import Choice

FATES: tuple[tuple[Fate, str], ...] = (
    ("hand-over", N_("another member takes them over")),
    ("keep", N_("they stay for now; ! settles them later")),
    ("remove", N_("they go too")),
)


class DepartureDialog(Dialog[Departure | None]):
    """Say what there is, and ask what becomes of it."""

    accept_label = N_("Remove")

    def __init__(self, meeting: Meeting, member: str, named: Mapping[str, int]) -> None:
        self._has_left = member not in meeting.settings.members
        title = _("Records of {name}") if self._has_left else _("Remove {name}")
        super().__init__(title.format(name=meeting.name(member)))
        if self._has_left:
            self.accept_label = N_("Save")
        self._meeting = meeting
        self._member = member
        self._named = named

    def fields(self) -> Iterable[Widget]:
        """Return what names the member, and the choice."""
        lines = [
            _("These records still name them; u takes back what is done with them:")
            if self._has_left
            else _("These records name them; it is done once the settings are saved, and u takes it back:")
        ]
        lines += [f"  {count:>4}  {_(NAMED_WORDS[kind])}" for kind, count in self._named.items()]
        yield Prose("\n".join(lines), classes="walk-guide")
        choices = [Choice(_(words), value=fate == "keep", compact=True) for fate, words in FATES]
        yield field(_("The records"), RadioSet(*choices, id="fate", compact=True))
        others = [
            (Content(one.name), key) for key, one in self._meeting.settings.members.items() if key != self._member
        ]
        to: Select[str] = Select(others, prompt="–", id="to", compact=True)
        yield field(_("Taken over by"), to)

    def result(self) -> Departure:
        """Return the choice. Raises `WrongFieldsError` where nobody takes them over."""
        fate = FATES[max(self.query_one("#fate", RadioSet).pressed_index, 0)][0]
        to = self.query_one("#to", Select)
        if fate != "hand-over":
            return Departure(fate)
        if to.is_blank():
            raise WrongFieldsError({"to": ValueError(_("Say who takes the records over."))})
        return Departure(fate, str(to.value))

    @on(Select.Changed)
    @on(RadioSet.Changed)
    def check_choice(self) -> None:
        """Check what was chosen."""
        self.check_as_typed()
