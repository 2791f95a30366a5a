"""One edit of a session: as it can be taken back, and what came of it."""

from typing import TYPE_CHECKING, NamedTuple

from checklists.base.errors import NotConfirmedError
from checklists.edits.change import Edit

if TYPE_CHECKING:
    from checklists.store.entries import Entry


class Step(NamedTuple):
    """An edit as it was last made or taken back, and the entry of the history that tells of that."""

    edit: Edit
    entry: str


class Made(NamedTuple):
    """What came of an edit."""

    entry: "Entry | None"
    """With the changes that were really made; ``None`` where it was so already."""
    unconfirmed: NotConfirmedError | None = None
    """It is stored, but may not survive a power cut."""

    def confirm(self) -> None:
        """Raise `NotConfirmedError` where the disk did not confirm it, once all else is noted."""
        if self.unconfirmed:
            raise self.unconfirmed
