"""What screens that save at once share: one session, saving an edit and saying what came of it, undo."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from textual import work
from textual.reactive import var

from checklists.base.errors import BeforeDayError, ConflictError, HuiqianError, NotConfirmedError
from checklists.base.language import N_, _, listed
from checklists.base.text import clean_line
from checklists.edits.change import Edit
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from tui.base.screen import LocalScreen
from tui.base.session import Session
from tui.forms.settling import Make, settle


class Said(NamedTuple):
    """A sentence for the status line."""

    sentence: str
    is_error: bool = False


def saved_words(edit: Edit) -> str:
    """Say that an edit is saved."""
    return _("Saved: {what}").format(what=edit.meaning)


class Storing(LocalScreen[None]):
    """A screen that stores edits at once, says so in its status line, and takes them back."""

    session: Session

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Say in the status line what happened."""
        raise NotImplementedError

    def show_reading(self) -> None:
        """Show what was read."""
        raise NotImplementedError

    async def save(
        self,
        make: Callable[[Meeting], Edit],
        *,
        on_newest: bool = False,
        words: Callable[[Edit], str] = saved_words,
        say: Callable[[Said], None] | None = None,
    ) -> HuiqianError | None:
        """Store an edit, show it and say what came of it; return what went wrong, if anything.

        Only here it is said that something is saved: in `words`, by `say` where a screen above this one has a line of
        its own.
        """
        say = say or (lambda said: self.say(said.sentence, is_error=said.is_error))
        try:
            edit = await self.session.save(make, on_newest=on_newest)
        except NotConfirmedError as error:  # it is stored, so that the form must not store it again
            self.show_reading()
            say(Said(str(error), is_error=True))
            return None
        except BeforeDayError as error:
            self.show_reading()
            return error  # whoever saves asks about it
        except HuiqianError as error:
            meeting = self.session.reading.meeting
            if isinstance(error, ConflictError) and meeting:
                from checklists.records.places import place_words  # noqa: PLC0415 - hardly ever needed

                error.call_place(place_words(meeting, error.file, error.path))
            self.show_reading()
            say(Said(str(error), is_error=True))
            return error
        self.show_reading()
        if edit.changes:
            say(Said(words(edit)))
        return None

    async def settle(self, make: Make, **named: Any) -> HuiqianError | None:
        """Store what a form returned, asking about what another changed meanwhile; only within a worker.

        What else is named goes to `save`.
        """
        return await settle(self.app, partial(self.save, **named), make)

    @work(group="undo")
    async def action_undo(self) -> None:
        """Take the last change back."""
        await self._go_back(self.session.undo, N_("Undone: {what}"), N_("There is nothing to undo."))

    @work(group="undo")
    async def action_redo(self) -> None:
        """Make the undone change again."""
        await self._go_back(self.session.redo, N_("Done again: {what}"), N_("There is nothing to redo."))

    async def _go_back(self, step: Callable[[], Any], done: str, nothing: str) -> None:
        try:
            edit: Edit | None = await step()
        except HuiqianError as error:
            self.show_reading()
            self.say(str(error), is_error=True)
            return
        self.show_reading()
        self.say(_(done).format(what=edit.meaning) if edit else _(nothing))


class Saving(Storing):
    """The part of the meeting screen that stores edits and takes them back; the rest makes them."""

    readiness: var[Readiness | None] = var(None)
    me: var[str | None] = var(None)
    """Only this member's part, if set."""


def told(error: HuiqianError | None) -> str:
    """Say in the form what went wrong; of a conflict also what the other wrote, and that saving again replaces it."""
    if not isinstance(error, ConflictError):
        return str(error) if error else ""
    theirs = clean_line(listed(error.theirs) if isinstance(error.theirs, tuple) else str(error.theirs or "–"))
    return _("{error} They wrote: {theirs}. Saving again replaces it.").format(error=error, theirs=theirs)
