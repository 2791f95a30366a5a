"""Drafts: reading, correcting, checking, and taking them in."""

from .meant import MeantScreen as MeantScreen
from .reading import DraftState as DraftState
from .rules import RulesScreen as RulesScreen
from .screen import DraftScreen as DraftScreen
