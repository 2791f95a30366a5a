"""What is pasted is made harmless before any field has it; tables and line breaks stay what they are."""

import pytest
from textual import events
from textual.widgets import Input, TextArea

from tests.hostile import STRINGS, controls_in
from tests.screens.conftest import Open, asks
from tui.widgets.pasting import escape_pasted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 中文", "plain 中文"),
        ("姓名\t职务\r\n甲\t书记\r", "姓名\t职务\n甲\t书记\n"),
        ("a\x85b\u2028c\u2029d\ve\ff", "a\nb\nc\nd\ne\nf"),
        ("\x1b[2J\x9bm\x00\x7f", "\\u001b[2J\\u009bm\\u0000\\u007f"),
        ("x\u202ey\u2066z", "x\\u202ey\\u2066z"),
        ("\udc80", "\\udc80"),
        ("👨‍👩‍👧‍👦 \uf0b7 Z\u0301", "👨‍👩‍👧‍👦 \uf0b7 Z\u0301"),
    ],
)
def test_only_what_steers_a_terminal_is_changed(text: str, shown: str) -> None:
    assert escape_pasted(text) == shown
    assert escape_pasted(shown) == shown


@pytest.mark.parametrize("widget", [Input, TextArea])
async def test_a_pasted_escape_reaches_no_field(
    widget: type[Input] | type[TextArea], sample: object, drive: Open
) -> None:
    async with drive(sample, size=(80, 24)) as app:
        await app.press("1", "n")
        await app.wait_until(lambda: asks(app.app.screen, "evidence"))
        box = app.app.screen.query(widget).first()
        box.focus()
        await app.settle()
        for name in ("clear", "title", "clipboard", "c1", "dcs", "reset", "nul", "bidi"):
            app.app.post_message(events.Paste(STRINGS[name]))
            await app.settle()
        text = box.value if isinstance(box, Input) else box.text
        assert "\\u001b[2J" in text
        assert not controls_in(text)
        assert not controls_in(app.text)
