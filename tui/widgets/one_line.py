"""A field of one line that hands on what is pasted in several."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input


class OneLine(Input):
    """A field of one line; text of several lines that is pasted here was meant for another place."""

    @dataclass
    class TextPasted(Message):
        """Text of several lines was pasted."""

        text: str

    def on_paste(self, event: events.Paste) -> None:
        """Hand text of several lines on: of it, a field of one line would keep the first."""
        if len(event.text.strip().splitlines()) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.TextPasted(event.text))
