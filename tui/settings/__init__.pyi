"""The settings: meeting, roster, layout, departure."""

from .layout import LayoutScreen as LayoutScreen
from .screen import SettingsScreen as SettingsScreen
