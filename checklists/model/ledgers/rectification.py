"""``rectification.toml``: measures carried over from the last meeting, and problems outside of the outlines."""

from pydantic import Field

from checklists.base.model import FILE_FORMAT, Model, RecordId, SubjectId
from checklists.base.text import LineText, ProseText
from checklists.model.ledgers.outline import TrackedMeasure


class RectificationEntry(TrackedMeasure):
    """One line of the list."""

    subject: SubjectId = "group"
    """Whose problem it is."""
    problem: ProseText = ""
    origin: LineText = ""
    """The meeting it comes from; empty for this one."""


class Rectification(Model):
    """The rectification ledger beside the measures of this meeting's outlines."""

    format: int = Field(default=FILE_FORMAT, ge=1)
    entries: dict[RecordId, RectificationEntry] = {}
