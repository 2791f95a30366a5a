"""The terminal's encoding, GB18030 and GBK as well as UTF-8: decode what is typed, replace what it lacks."""

import codecs
import io
import sys
from pathlib import Path
from typing import IO

from checklists.base.cells import count_cells

_READ_AS = {"ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030"}
"""Supersets of encodings, as terminals send more than the locale's name says."""
_LIKE = {
    **dict.fromkeys("✔✓☑", "√v"),
    **dict.fromkeys("◐◑◒◓", "◎%"),
    **dict.fromkeys("○◯", "o"),
    **dict.fromkeys("●•▪", "·*"),
    **dict.fromkeys("✗✕✖", "×x"),
    **dict.fromkeys("░▒", "-"),
    **dict.fromkeys("█▉▊▋", "■#"),
    **dict.fromkeys("▎▏▍▌▐▕┃│", "│|"),
    **dict.fromkeys("▔▁▂▃▄▅▆▇─━╸╺", "─-"),
    **dict.fromkeys("–—", "-"),
    **dict.fromkeys("‹◂◀", "<"),
    **dict.fromkeys("›▸▶►", ">"),
    **dict.fromkeys("▼▾", "v"),
    **dict.fromkeys("▲▴", "^"),
    "·": ".",
    "…": "~",
    "\xa0": " ",
    "×": "x",
    "★": "*",
}
"""Replacements of signs, the best first."""
ESCAPED, IN_CELLS = "huiqian-escaped", "huiqian-in-cells"
"""Names of error handlers: one escapes what the encoding lacks, the other replaces it in as many cells."""


def get_input_encoding() -> str:
    """Return the encoding of typed bytes: the locale's."""
    name = codecs.lookup(getattr(sys.__stdin__, "encoding", None) or "utf-8").name
    return _READ_AS.get(name, name)


def get_arguments() -> list[str]:
    """Return the arguments of the command, names of files in them as the rest of the program decodes them.

    In other encodings than UTF-8 Python has them decoded by the C library, which knows characters that its own codec
    cannot encode again: such a file would never be found.
    """
    words = sys.argv[1:]
    if not words or sys.getfilesystemencoding() == "utf-8":
        return words
    try:
        raw = Path("/proc/self/cmdline").read_bytes().split(b"\0")[:-1]
    except OSError:
        return words
    encoding, errors = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
    return [word.decode(encoding, errors) for word in raw[-len(words) :]]


def replace_unknown(stream: IO[str] | None, how: str) -> None:
    """Let a stream accept every character, even those its encoding lacks."""
    if isinstance(stream, io.TextIOWrapper):
        codecs.register_error(ESCAPED, lambda error: _replacement(error, is_escaped=True))
        codecs.register_error(IN_CELLS, lambda error: _replacement(error, is_escaped=False))
        stream.reconfigure(errors=how)


def _replacement(error: UnicodeError, *, is_escaped: bool) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = ""
    for char in error.object[error.start : error.end]:
        like = next((one for one in _LIKE.get(char, "") if _has(error.encoding, one)), "")
        escaped = char.encode("ascii", "backslashreplace").decode()
        found += like or (escaped if is_escaped else "?" * count_cells(char))
    return found, error.end


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
