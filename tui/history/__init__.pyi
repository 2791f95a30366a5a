"""The history and the kept copies."""

from .earlier import undo_earlier as undo_earlier
from .kept import KeptScreen as KeptScreen
from .screen import HistoryScreen as HistoryScreen
