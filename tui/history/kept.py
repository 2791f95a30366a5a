"""The kept copies on the screen: the difference of each from the file, and restoring one."""

import asyncio
from typing import ClassVar, NamedTuple

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from checklists.base.errors import HuiqianError, UnreadableError
from checklists.base.language import N_, _
from checklists.store.kept import KeptCopy, compare_copy, describe_unreadable, explain_copy, list_copies, read_copy
from tui.base.matching import is_match
from tui.base.session import Session
from tui.forms.browse import BrowseScreen
from tui.forms.dialog import Confirm

DIFFERENCE_TONES = {"+": "$text-success", "-": "$text-error", "@": "$text-primary"}


class _Row(NamedTuple):
    """A copy, why it was made, and what restoring it would change."""

    copy: KeptCopy
    reason: str
    """Where it cannot be read, why not."""
    lines: list[str] | None
    """A unified diff; ``None`` where it cannot be read."""


class KeptScreen(BrowseScreen):
    """The copies, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "r", "restore", N_("Put back"), tooltip=N_("Put this copy in the file's place; the file is kept first")
        ),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(_("Kept copies"))
        self._session = session
        self._found: list[_Row] = []
        self.shown_copies: list[_Row] = []

    def on_mount(self) -> None:
        """Read the copies."""
        self.load()

    @work(group="history")
    async def load(self) -> None:
        """Read the copies and their differences."""
        try:
            self._found = await asyncio.to_thread(self._read)
        except HuiqianError as error:
            self.say(str(error), is_error=True)
        else:
            self.refill()

    def _read(self) -> list[_Row]:
        folder = self._session.folder.path
        found = []
        for copy in list_copies(folder):
            try:
                found.append(_Row(copy, explain_copy(read_copy(folder, copy)), compare_copy(folder, copy)))
            except UnreadableError as error:
                found.append(_Row(copy, describe_unreadable(error), None))
        return found

    def refill(self) -> None:
        """Show the copies that match the filter."""
        query = self.query_text
        self.shown_copies = [
            one for one in self._found if not query or is_match(query, one.copy.name, one.copy.file, one.reason)
        ]
        self.fill(
            [
                (
                    copy.name,
                    Content.assemble(
                        (copy.at.astimezone().strftime("%Y-%m-%d %H:%M"), "$text-muted"),
                        (f"  {copy.file}", "bold"),
                        f"  {reason}",
                        (_("  (the same as now)") if lines == [] else "", "$text-muted"),
                    ),
                )
                for copy, reason, lines in self.shown_copies
            ]
        )
        if not self.shown_copies:
            self.say(_("Nothing here matches the filter.") if self._found else _("There are no copies."))

    def detail(self) -> Content:
        """Return the difference between the file now and the copy."""
        place = self.here
        if place is None or place >= len(self.shown_copies):
            return Content("")
        copy, reason, lines = self.shown_copies[place]
        head = Content.assemble((copy.name, "$text-muted"))
        if lines is None:
            return Content("\n").join([head, Content(reason)])
        if not lines:
            return Content("\n").join([head, Content(_("The copy and the file are the same."))])
        head = Content("\n").join([head, Content.assemble((_("- as it is now   + as it would be"), "$text-muted"))])
        return Content("\n").join(
            [head, *(Content.assemble((line, DIFFERENCE_TONES.get(line[:1], ""))) for line in lines)]
        )

    @work(group="dialog")
    async def action_restore(self) -> None:
        """Restore the copy, after a question."""
        place = self.here
        if place is None or place >= len(self.shown_copies):
            return
        copy = self.shown_copies[place].copy
        lines = [
            _("{file} becomes as it was in this copy.").format(file=copy.file),
            _("What is there now is kept too, as another copy."),
        ]
        if not await self.app.push_screen_wait(Confirm(_("Put back"), lines, N_("Put back"))):
            return
        try:
            edit = await self._session.restore(copy)
        except HuiqianError as error:
            self.say(str(error), is_error=True)
            return
        if edit is None:
            self.say(_("Nothing was changed: the copy says the same as the file, comments and layout apart."))
        else:
            self.say(edit.meaning)
            self.load()
