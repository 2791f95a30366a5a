"""The overview of several units."""

from .screen import RollupScreen as RollupScreen
from .screen import roll_up as roll_up
