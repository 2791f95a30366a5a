"""The history for people: what was changed, by whom; undo, copies, and cutting it."""

from .about import shown as shown
from .undo import back as back
from .undo import last_of as last_of
