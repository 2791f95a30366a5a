"""Walks wait for rest, and read style sheets, as the tests of the screens do."""

from tests.screens.conftest import at_rest, style_sheets

__all__ = ["at_rest", "style_sheets"]
