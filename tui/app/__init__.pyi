"""The app: its start, its driver, the order of keys, and the screens from which a meeting is opened."""

from .app import run as run
from .app import run_screen as run_screen
