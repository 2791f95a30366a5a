"""The history for people: what was changed, by whom; undo, copies, and cutting it."""

from .about import redact_event as redact_event
from .undo import find_last as find_last
from .undo import undo_last as undo_last
