"""The history on the screen: who changed what and when, old and new values, and undoing an edit."""

from collections.abc import Hashable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from checklists.base.errors import ConflictError, HuiqianError
from checklists.base.language import N_, _
from checklists.base.text import show
from checklists.history.about import About, redact_changes
from checklists.history.words import describe_author, describe_event, format_moment, list_changes, translate_entry_state
from checklists.model.meeting import Meeting
from checklists.store.entries import Event
from tui.base.matching import is_match
from tui.base.session import POLL_SECONDS, Session
from tui.forms.browse import BrowseScreen

PAGE = 200
"""Entries read at once; more when the cursor reaches the last."""
EVENTS_SEARCHED = 5_000
"""Entries searched with a filter."""


class HistoryScreen(BrowseScreen):
    """The entries about something, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "take_back", N_("Take back"), tooltip=N_("Undo this one edit; what was changed since is kept")),
    ]

    def __init__(self, session: Session, about: About, title: str) -> None:
        super().__init__(title)
        self._session = session
        self.about = about
        self.events: list[Event] = []
        self.shown_events: list[Event] = []
        self._has_more = True
        self._read: object = None
        """The state of the files shown last."""

    def on_mount(self) -> None:
        """Read the newest."""
        self.load()
        self.set_interval(POLL_SECONDS, self._follow)

    def _follow(self) -> None:
        """Show new entries: by this session, another one, or an editor."""
        if self._session.reading is not self._read:
            self.load(is_anew=True)

    @property
    def meeting(self) -> Meeting | None:
        """The newest state."""
        return self._session.reading.meeting

    @property
    def event(self) -> Event | None:
        """The entry under the cursor."""
        place = self.here
        return self.shown_events[place] if place is not None and place < len(self.shown_events) else None

    @work(group="history")
    async def load(self, *, is_anew: bool = False) -> None:
        """Read more entries; with a filter, all."""
        self._read = self._session.reading
        wanted = EVENTS_SEARCHED if self.query_text else max(PAGE, len(self.events) + (0 if is_anew else PAGE))
        try:
            found = await self._session.history(self.about, 0, wanted + 1)
        except HuiqianError as error:
            self.say(str(error), is_error=True)
            return
        self._has_more = len(found) > wanted
        self.events = found[:wanted]
        self._fill()

    def _fill(self) -> None:
        query = self.query_text
        self.shown_events = [event for event in self.events if not query or is_match(query, *self._texts(event))]
        self.fill([(_make_key(event), self._line(event)) for event in self.shown_events])
        if not self.shown_events:
            self.say(_("Nothing here matches the filter.") if query else _("No changes are recorded here."))

    def _texts(self, event: Event) -> list[str]:
        if event.entry is None:
            return [describe_event(event, ())]
        seen = redact_changes(self.meeting, self._session.me, event.entry)
        shown = list_changes(self.meeting, seen)
        return [
            describe_event(event, seen),
            describe_author(self.meeting, event.entry),
            format_moment(event),
            *(text for row in shown for text in row),
        ]

    def _line(self, event: Event) -> Content:
        if event.entry is None:
            return Content.assemble(
                (format_moment(event) or "·", "$text-muted"), "  ! ", (describe_event(event, ()), "$text-warning")
            )
        state = translate_entry_state(event)
        return Content.assemble(
            (format_moment(event), "$text-muted"),
            f"  {describe_author(self.meeting, event.entry)}  ",
            (
                describe_event(event, redact_changes(self.meeting, self._session.me, event.entry)),
                "dim" if state else "bold",
            ),
            (f"  [{state}]" if state else "", "$text-warning"),
        )

    def detail(self) -> Content:
        """Return all old and new values."""
        event = self.event
        if event is None or event.entry is None:
            return Content(_explain_event(event) if event else "")
        lines = [
            Content.assemble(
                (
                    f"{event.entry.id}  {format_moment(event)}  {describe_author(self.meeting, event.entry)}",
                    "$text-muted",
                )
            )
        ]
        seen = redact_changes(self.meeting, self._session.me, event.entry)
        for row in list_changes(self.meeting, seen):
            lines.append(Content.assemble((row.place, "bold")))
            lines.append(Content.assemble((_("before: "), "$text-muted"), (row.before, "$text-error")))
            lines.append(Content.assemble((_("after:  "), "$text-muted"), (row.after, "$text-success")))
        if len(seen) < len(event.entry.changes):
            lines.append(Content(_("What you may not see is left out.")))
        return Content("\n").join(lines)

    def refill(self) -> None:
        """Show the entries that match the filter; older ones are read first."""
        if self.query_text and self._has_more and len(self.events) < EVENTS_SEARCHED:
            self.load()
        else:
            self._fill()

    @on(OptionList.OptionHighlighted, "#browse-list")
    def read_on(self) -> None:
        """Read older entries when the cursor reaches the last."""
        if self._has_more and not self.query_text and self.here == len(self.shown_events) - 1:
            self.load()

    @work(group="undo")
    async def action_take_back(self) -> None:
        """Undo the edit under the cursor; if its place has changed since, say so and change nothing."""
        event = self.event
        if event is None:
            return
        try:
            edit = await self._session.take_back(event)
        except ConflictError as error:
            theirs = show(error.theirs if error.theirs is not None else "–", 60)
            self.say(_("{error} It is now: {theirs}").format(error=error, theirs=theirs), is_error=True)
        except HuiqianError as error:
            self.say(str(error), is_error=True)
        else:
            self.say(_("Undone: {what}").format(what=edit.meaning))
            self.load(is_anew=True)


def _make_key(event: Event) -> Hashable:
    """Return a unique key of an event."""
    return event.entry.id if event.entry else (event.state, event.files, event.since)


def _explain_event(event: Event) -> str:
    if event.state == "torn":
        return _("The line is left as it is. What was said to be saved has a line of its own.")
    return _(
        "What changed these files did not write into the history: an editor, a sync tool, or an older copy put in"
        " their place. If the program replaced such a file later, a copy of it is in kept/."
    )
