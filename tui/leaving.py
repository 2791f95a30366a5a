"""Leaving: everything is saved before."""

from checklists.errors import HuiqianError
from tui.session import Session


async def all_saved(session: Session) -> HuiqianError | None:
    """Wait until everything is saved; return what was not."""
    error = await session.finish()
    return error or next(iter(session.untold()), None)
