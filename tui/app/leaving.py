"""Leaving the app: save everything, and ask before forms are closed."""

from typing import Any

from textual.app import App

from checklists.base.errors import HuiqianError
from checklists.base.language import N_, _, ngettext
from tui import forms
from tui.base.screen import LocalModal, LocalScreen
from tui.base.session import Session


async def wait_until_saved(session: Session) -> HuiqianError | None:
    """Wait until everything is saved; return the first error."""
    error = await session.turns.finish()
    return error or next(iter(session.turns.take_untold()), None)


async def may_lose_forms(app: App[Any]) -> bool:
    """Ask whether forms with unsaved content may be closed, covered ones too. Call it only in a worker."""
    screens = [one for one in app.screen_stack if isinstance(one, LocalScreen | LocalModal) and one.is_mounted]
    count = sum(one.is_unsaved for one in screens)
    if not count:
        return True
    line = ngettext(
        "What was entered in a form is not saved.", "What was entered in {count} forms is not saved.", count
    )
    question = forms.QuitQuestion(_("Quit without saving?"), [line.format(count=count)], N_("Quit"))
    return await app.push_screen_wait(question)
