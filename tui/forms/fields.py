"""Fields that several forms have."""

from textual.widgets import TextArea


def text_area(text: str, identity: str) -> TextArea:
    """Return a box for a paragraph, tab leading on to the next field."""
    return TextArea(text, id=identity, compact=True, tab_behavior="focus", highlight_cursor_line=False)
