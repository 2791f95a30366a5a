"""Save what a form returned; where another changed the same field, show both versions and let the person choose."""

from collections.abc import Awaitable, Callable

from textual.app import App

from checklists.base.errors import ConflictError, HuiqianError
from checklists.edits.change import Edit
from checklists.model.meeting import Meeting

Make = Callable[[Meeting], Edit]
Save = Callable[[Make], Awaitable[HuiqianError | None]]


async def settle(app: App[None], save: Save, make: Make) -> HuiqianError | None:
    """Save until nothing conflicts any more; only within a worker.

    Returns what went wrong, or the conflict where the person went back to what they typed.
    """
    error = await save(make)
    while isinstance(error, ConflictError) and error.edit:
        from checklists.edits.conflicts import resolved  # noqa: PLC0415 - hardly ever needed
        from tui.forms.conflict import ConflictDialog  # noqa: PLC0415

        choice = await app.push_screen_wait(ConflictDialog(error))
        if choice is None:
            return error
        edit = resolved(error.edit, error, choice)
        error = await save(lambda _meeting, edit=edit: edit)  # type: ignore[misc]
    return error
