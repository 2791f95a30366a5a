"""Bytes as terminals send them: in the locale's encoding, cut in two, or none of it. None of them ends the app."""

import io
from pathlib import Path

import pytest
from textual.events import MouseDown, Resize

from checklists.store.folder import Folder
from tests.builders import read
from tests.cli.running import make_full
from tests.screens.conftest import TODAY
from tests.terminal import HUIQIAN, Terminal, make_locale
from tui.app.driver import KeyParser
from tui.base.encoding import ESCAPED, IN_CELLS, get_input_encoding, replace_unknown

NEVER_A_KEY = [b"\x1b[1:2;3u", b"\x1b[99999999u", b"\x1b[48;0;0;0;0t", b"\x1b[<0;3;3M", b"\x1b[<0;3;3m", b"\x1b[55296u"]
"""Sequences of numbers that no terminal should send."""
STRAY = {"gbk": b"\xff", "gb18030": b"\xff", "utf-8": b"\xb7\xff\xe6\x96"}
"""What is nothing in the encoding, whatever comes next."""


def environment(encoding: str, folder: Path) -> dict[str, str]:
    """Return what makes the terminal's encoding this one."""
    if encoding == "gbk":
        return make_locale(folder / "locales", "zh_CN", "GBK")
    # the locale of GB18030 takes ten seconds to make
    return {"PYTHONIOENCODING": encoding} if encoding == "gb18030" else {}


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_what_is_typed_is_read_in_the_terminals_encoding(encoding: str, tmp_path: Path) -> None:
    path = make_full(tmp_path / "meeting")
    given = environment(encoding, tmp_path)
    given |= {"HUIQIAN_STATE": str(tmp_path / "state"), "HUIQIAN_CACHE": str(tmp_path / "cache")}
    command = [*HUIQIAN, "open", str(path), "--today", TODAY.isoformat()]
    with Terminal(command, environment=given, encoding=encoding) as terminal:
        terminal.wait_for("下一步")
        terminal.settle()
        terminal.type("1", "n")
        terminal.wait_for("Ctrl+S 保存")
        terminal.settle()
        for byte in "方案".encode(encoding):
            terminal.send(bytes([byte]))
            terminal.settle(0.01)
        terminal.send(STRAY[encoding] + "已报".encode(encoding))
        terminal.send(b"\x1b[200~" + "，待答复".encode(encoding) + b"\x1b[201~")
        for sequence in NEVER_A_KEY:
            terminal.send(sequence)
        terminal.send(b"\xb7\x1b[F")  # half a character, and then a key
        terminal.send("。".encode(encoding))
        terminal.wait_for("，待答复")
        terminal.settle()
        terminal.type("ctrl+s")
        terminal.wait_for("已保存")
        terminal.type("q")
        assert terminal.end() == 0
    notes = {mark.note for mark in read(Folder(path)).sheet("group").marks.values()}
    stray = {"utf-8": "\ufffd" * 3}.get(encoding, "\ufffd")
    assert notes == {f"方案{stray}已报，待答复\ufffd。"}


@pytest.mark.parametrize(
    ("sizes", "click"),
    [
        ("\x1b[48;0;0;0;0t", "\x1b[<0;12;7M"),
        ("\x1b[48;0;0;0;0t\x1b[48;40;120;0;0t", "\x1b[<0;12;7M"),
        ("\x1b[48;0;0;0;0t\x1b[48;40;120;800;1200t", "\x1b[<0;116;136M"),
        ("\x1b[48;40;120;800;1200t\x1b[48;0;0;0;0t", "\x1b[<0;116;136M"),
    ],
)
def test_clicks_go_on_after_a_size_that_is_none(sizes: str, click: str) -> None:
    keys = KeyParser()
    told = [*keys.feed(sizes)]
    assert all(isinstance(one, Resize) and one.size == (120, 40) for one in told)
    (found,) = keys.feed(click)
    assert isinstance(found, MouseDown)
    assert (int(found.x), int(found.y)) == (11, 6)


@pytest.mark.parametrize("sign", ["✔", "◐", "░"])
def test_signs_that_an_encoding_lacks_are_like_ones(sign: str) -> None:
    for encoding in ("gbk", "gb2312", "ascii", "latin-1"):
        for how in (ESCAPED, IN_CELLS):
            stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
            replace_unknown(stream, how)
            stream.write(f"{sign}中\ud800")
            stream.flush()
            found = stream.buffer.getvalue().decode(encoding)
            assert found[0] not in f"\\?{sign}"
            rest = "中" if encoding.startswith("gb") else {ESCAPED: "\\u4e2d", IN_CELLS: "??"}[how]
            assert found[1:] == rest + {ESCAPED: "\\ud800", IN_CELLS: "?"}[how]


@pytest.mark.parametrize(
    ("locale", "read_as"),
    [("gbk", "gb18030"), ("GB2312", "gb18030"), ("ANSI_X3.4-1968", "utf-8"), ("UTF-8", "utf-8"), ("big5", "big5")],
)
def test_what_is_typed_is_decoded_in_the_widest_of_the_locales_codecs(
    locale: str, read_as: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.__stdin__", io.TextIOWrapper(io.BytesIO(), encoding=locale))
    assert get_input_encoding() == read_as
