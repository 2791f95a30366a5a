"""How a screen saves: at once, with a message, by a form until it is saved, and undo."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol, TypeVar

from textual.screen import Screen

from checklists.base.errors import BeforeDayError, ConflictError, HuiqianError, NotConfirmedError
from checklists.base.language import N_, _, join_names
from checklists.base.text import clean_line
from checklists.edits.change import Edit
from checklists.edits.conflicts import resolve_conflict
from checklists.model.meeting import Meeting
from checklists.records.places import describe_place
from tui.base.session import Session

Make = Callable[[Meeting], Edit]
"""Makes an edit from the meeting at the time of saving."""
Found = TypeVar("Found")


class Said(NamedTuple):
    """A message for the status line."""

    sentence: str
    is_error: bool = False


class Say(Protocol):
    """Shows a message in a screen's status line."""

    def __call__(self, sentence: str, /, *, is_error: bool = False) -> None:
        """Show it."""


def describe_saved(edit: Edit) -> str:
    """Return the message that an edit is saved."""
    return _("Saved: {what}").format(what=edit.meaning)


class Saver:
    """Saves edits for a screen, shows the new state there, and reports the result."""

    def __init__(
        self, screen: Screen[Any], session: Session, *, show: Callable[[], None] | None = None, say: Say | None = None
    ) -> None:
        self.session = session
        self._screen = screen
        self._show = show
        """Draws the last reading; ``None`` if the screen shows nothing of it."""
        self._say = say
        """``None`` if the screen has no status line: `said` is shown once it is left."""
        self._shown = session.reading
        """The reading shown; an edit may be stored after its caller was cancelled."""
        self.said: Said | None = None
        """The message about the last edit."""

    @property
    def is_behind(self) -> bool:
        """Whether the last reading is not shown yet."""
        return self.session.reading is not self._shown

    def show(self) -> None:
        """Show the last reading."""
        self._shown = self.session.reading
        if self._show:
            self._show()

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Show a message in the screen's status line."""
        self.said = Said(sentence, is_error)
        if self._say:
            self._say(sentence, is_error=is_error)

    async def save(
        self, make: Make, *, on_newest: bool = False, words: Callable[[Edit], str] = describe_saved
    ) -> HuiqianError | None:
        """Save an edit, show the new state, and report the result; return the error, if any.

        Only here it is said that something is saved, in `words`.
        """
        self.said = None
        try:
            edit = await self.session.save(make, on_newest=on_newest)
        except NotConfirmedError as error:  # it is stored, so the form must not store it again
            self.show()
            self.say(str(error), is_error=True)
            return None
        except BeforeDayError as error:
            self.show()
            return error  # the caller asks about it
        except HuiqianError as error:
            meeting = self.session.reading.meeting
            if isinstance(error, ConflictError) and meeting:
                error.call_place(describe_place(meeting, error.file, error.path))
            self.show()
            self.say(str(error), is_error=True)
            return error
        self.show()
        if not edit.is_empty:
            self.say(words(edit))
        return None

    async def settle(
        self, make: Make, *, on_newest: bool = False, words: Callable[[Edit], str] = describe_saved
    ) -> HuiqianError | None:
        """Save a form's result; at a conflict, show both versions and let the person choose.

        Returns what went wrong, or the conflict where they went back to what they typed. Only within a worker.
        """
        error = await self.save(make, on_newest=on_newest, words=words)
        while isinstance(error, ConflictError) and error.edit:
            from tui.forms.conflict import ConflictDialog  # noqa: PLC0415 - no dialog is loaded before one is shown

            choice = await self.ask(ConflictDialog(error))
            if choice is None:
                return error
            edit = resolve_conflict(error.edit, error, choice)
            error = await self.save(lambda _meeting, edit=edit: edit, on_newest=on_newest, words=words)  # type: ignore[misc]
        return error

    async def save_form(
        self,
        make_dialog: Callable[[Found | None, HuiqianError | None], Screen[Found | None]],
        make_edit: Callable[[Found], Make],
        *,
        on_newest: bool = False,
        words: Callable[[Edit], str] = describe_saved,
    ) -> bool:
        """Open a form until its result is saved or it is left; tell which. Call it only in a worker.

        The form is made from what it returned before (``None`` at first) and why that could not be saved.
        """
        found: Found | None = None
        error: HuiqianError | None = None
        while True:
            found = await self.ask(make_dialog(found, error))
            if found is None:
                return False
            error = await self.settle(make_edit(found), on_newest=on_newest, words=words)
            if error is None:
                return True

    async def ask(self, dialog: Screen[Found]) -> Found | None:
        """Open a dialog and return its answer. Call it only in a worker."""
        return await self._screen.app.push_screen_wait(dialog)

    async def undo(self) -> None:
        """Undo the last change."""
        await self._go_back(self.session.undo, N_("Undone: {what}"), N_("There is nothing to undo."))

    async def redo(self) -> None:
        """Redo the undone change."""
        await self._go_back(self.session.redo, N_("Done again: {what}"), N_("There is nothing to redo."))

    async def _go_back(self, step: Callable[[], Any], done: str, nothing: str) -> None:
        try:
            edit: Edit | None = await step()
        except HuiqianError as error:
            self.show()
            self.say(str(error), is_error=True)
            return
        self.show()
        self.say(_(done).format(what=edit.meaning) if edit else _(nothing))


def format_form_error(error: HuiqianError | None) -> str:
    """Return an error's message for a form; for a conflict, with the other person's value."""
    if not isinstance(error, ConflictError):
        return str(error) if error else ""
    theirs = clean_line(join_names(error.theirs) if isinstance(error.theirs, tuple) else str(error.theirs or "–"))
    return _("{error} They wrote: {theirs}. Saving again replaces it.").format(error=error, theirs=theirs)
