"""A field of one line that passes on a paste of several."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input


class OneLine(Input):
    """A field of one line; a paste of several lines is meant for another place."""

    @dataclass
    class TextPasted(Message):
        """Text of several lines was pasted."""

        text: str

    def on_paste(self, event: events.Paste) -> None:
        """Pass on a paste of several lines: this field would keep only the first."""
        if len(event.text.strip().splitlines()) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.TextPasted(event.text))
