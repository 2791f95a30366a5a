"""Typed text is hostile until it has passed `clean`.

Textual and the summary hand text to the terminal as it is; so every model field that holds text is a `LineText`
or a `ProseText`, and what is not text of a model (a path, a key of a broken file) goes through `show`.
"""

import re
from functools import cache
from shlex import quote
from typing import Annotated

from pydantic import BeforeValidator, Field

from checklists.base.cells import PLAIN, count_cells, fit, take_end
from checklists.base.language import _

# Control characters (but the newline), soft hyphens, bidi and other invisible format characters,
# line and paragraph separators, surrogates, private use, non-characters and tags.
# ZWNJ and ZWJ (200C, 200D) stay: emoji and several scripts are spelt with them.
_UNSAFE_CHARS = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
_COMBINING = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
WORD_LIMIT = 24
LINE_LIMIT = 200
PROSE_LIMIT = 20_000


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of unsafe and of too many combining characters; compiled lazily, as it takes long."""
    return re.compile(f"[{_UNSAFE_CHARS}]"), re.compile(f"([{_COMBINING}]{{4}})[{_COMBINING}]+")


def _visible(match: re.Match[str]) -> str:
    char = match.group()
    if char == "\t":
        return " "
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def clean(text: str) -> str:
    r"""Escape control and invisible characters as ``\uXXXX``.

    Newlines stay, tabs become spaces, and at most four combining accents are kept.
    """
    if PLAIN.fullmatch(text):
        return text
    unsafe, stacked = _patterns()
    text = unsafe.sub(_visible, text.replace("\r\n", "\n").replace("\r", "\n"))
    return stacked.sub(r"\1", text)


def clean_line(text: str) -> str:
    """Clean text for one line: line breaks become spaces, the ends are stripped."""
    return clean(text).replace("\n", " ").strip()


def clean_prose(text: str) -> str:
    """Clean text of several lines: line ends and blank lines at the ends are stripped."""
    cleaned = clean(text)
    if "\n" not in cleaned:
        return cleaned.strip()
    return "\n".join(line.rstrip() for line in cleaned.split("\n")).strip()


def remove_blanks(text: str) -> str:
    """Return the text without blanks and line ends, for comparison."""
    return "".join(text.split())


def show(value: object, limit: int = 60) -> str:
    """Clean any foreign value (a key, a system's message) for one line, truncated to `limit` characters."""
    text = clean_line(str(value))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def show_word(value: object) -> str:
    """Show a typed word; of a longer text only its length, as it may be confidential."""
    text = clean_line(str(value))
    return text if len(text) <= WORD_LIMIT else _("a text of {count} characters").format(count=len(text))


def show_path(path: object, cells: int = 400) -> str:
    """Clean a path for one line; a long one is truncated in the middle, to keep the name at its end."""
    text = clean_line(str(path))
    if count_cells(text) <= cells:
        return text
    name = count_cells(text[text.rfind("/") :])
    end = take_end(text, min(max(name, 2 * cells // 3), cells - 1))
    return fit(text, cells - count_cells(end)) + end


def quote_shell_word(path: object) -> str:
    """Quote a path as one word of a shell command to copy: never truncated, every character escaped that needs it.

    What `show` would have to change is written as bytes, in the quotes that bash, zsh and ksh know.
    """
    text = str(path)
    if text.startswith("-"):  # else it would be an option
        text = f"./{text}"
    if clean_line(text) == text:
        return quote(text)
    return "$'" + "".join(map(_shell_char, text)) + "'"


def _shell_char(char: str) -> str:
    if char in "\\'":
        return f"\\{char}"
    if char != "\n" and PLAIN.fullmatch(char):
        return char
    is_byte = "\udc80" <= char <= "\udcff"  # which is how Python holds a byte that does not decode
    return "".join(f"\\x{byte:02x}" for byte in char.encode(errors="surrogateescape" if is_byte else "surrogatepass"))


def _line(value: object) -> object:
    return clean_line(value) if isinstance(value, str) else value


def _prose(value: object) -> object:
    return clean_prose(value) if isinstance(value, str) else value


# cleaned before it is validated: a lone surrogate would not even be text to pydantic
LineText = Annotated[str, Field(max_length=LINE_LIMIT), BeforeValidator(_line)]
"""One line of text, at most `LINE_LIMIT` characters once it is clean."""

RequiredLine = Annotated[str, Field(min_length=1, max_length=LINE_LIMIT), BeforeValidator(_line)]
"""A line, not empty."""

ProseText = Annotated[str, Field(max_length=PROSE_LIMIT), BeforeValidator(_prose)]
"""Text of several lines, at most `PROSE_LIMIT` characters once it is clean."""
