"""Choose a subject by part of its name, in Chinese or pinyin."""

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from checklists.base.language import N_, _
from checklists.readiness.duties import Readiness
from checklists.readiness.words import format_percent
from tui.base.matching import is_match
from tui.forms.dialog import Dialog
from tui.widgets.option_lines import OptionLines


class MemberChooser(Dialog[str | None]):
    """A filter, and the subjects that match."""

    keeps_typed = False
    accept_label = N_("Open")

    def __init__(self, readiness: Readiness) -> None:
        super().__init__(_("Choose a member"))
        self._readiness = readiness
        self._shown: list[str] = []

    def fields(self) -> Iterable[Widget]:
        """Return filter and list."""
        yield Input(placeholder=_("Filter: text, pinyin or initials"), id="query", compact=True)
        yield OptionLines(id="choices", markup=False, compact=True)

    def on_mount(self) -> None:
        """Show all subjects."""
        self._fill("")

    def _fill(self, query: str) -> None:
        meeting = self._readiness.meeting
        choices = self.query_one("#choices", OptionList)
        choices.clear_options()
        self._shown = []
        for subject in meeting.subjects:
            member = meeting.settings.members.get(subject)
            name, post = meeting.name(subject), member.post if member else ""
            if not query or is_match(query, name, post, subject):
                share = format_percent(self._readiness.total_of(subject))
                self._shown.append(subject)
                choices.add_option(Option(Content.assemble(name, (f"  {post}  {share}", "$text-muted"))))
        if self._shown:
            choices.highlighted = 0

    @on(Input.Changed, "#query")
    def narrow(self, event: Input.Changed) -> None:
        """Show only matching subjects."""
        event.stop()
        self._fill(event.value)

    @on(Input.Submitted, "#query")
    def take_first(self, event: Input.Submitted) -> None:
        """Enter accepts the highlighted subject."""
        event.stop()
        self.action_accept()

    @on(OptionList.OptionSelected, "#choices")
    def take(self) -> None:
        """Accept the chosen subject."""
        self.action_accept()

    def result(self) -> str | None:
        """Return the chosen subject."""
        place = self.query_one("#choices", OptionList).highlighted
        if place is None or place >= len(self._shown):
            raise ValueError(_("Nobody matches."))
        return self._shown[place]
