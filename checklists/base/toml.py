"""Read and write TOML: limited in size when read, closed by an end mark when written.

TOML has no end: a file cut at any line still parses. So the last line we write is a comment with a digest of
all above it (the *end mark*).
"""

import re
from bisect import bisect_left
from hashlib import sha256
from typing import Any

import rtoml

from checklists.base.faults import Fault
from checklists.base.language import N_, _

SIZE_LIMIT = 1 << 20
"""Bytes; a sheet of 45 items has about 8,000."""
LEDGER_LIMIT = 8 << 20
"""Bytes; a ledger of 5,000 opinions has about 3,000,000."""

_END = re.compile(rb"# huiqian:end ([0-9a-f]{16})(?:\r?\n)?\Z")
_END_LENGTH = 32
"""Bytes of the end mark at most."""
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_ENTRY = re.compile(r"\[|[\w-]+ *=")
"""The beginning of an entry or a table, at the left of its line."""
_TRIES = 64
"""Entries that are left out one after the other until what stands before them can be parsed."""
_PLACE = re.compile(r"(.*?) at line (\d+) column (\d+)", re.DOTALL)
_COMPLAINTS = {
    "string values must be quoted": N_("text must be in straight quotes"),
    "key with no value": N_("a key has no = and no value"),
    "invalid basic string": N_("a text has no closing quote, or a character that is not allowed"),
    "invalid literal string": N_("a text has no closing quote, or a character that is not allowed"),
    "invalid multi-line basic string": N_("a text of several lines is not closed by its three quotes"),
    "invalid multi-line literal string": N_("a text of several lines is not closed by its three quotes"),
    "missing escaped value": N_("a text has a backslash; write it twice"),
    "too few unicode value digits": N_("a text has a backslash; write it twice"),
    "unclosed table": N_("the name of a table is not closed by ]"),
    "unclosed array": N_("a list is not closed by ]"),
    "unclosed inline table": N_("a table in braces is not closed by }"),
    "duplicate key": N_("duplicate key: this key stands in the file twice"),
    "unquoted keys cannot be empty": N_("a key is missing"),
    "invalid unquoted key": N_("a key may hold only letters, digits, - and _"),
    "unexpected key or value": N_("something follows on the line after the value"),
    "extra `=`": N_("there is one = too many"),
    "invalid boolean": N_("this must be true or false"),
    "invalid date": N_("this is no date such as 2026-12-18"),
    "invalid datetime": N_("this is no date such as 2026-12-18"),
    "invalid time": N_("this is no time such as 14:30:00"),
    "invalid exponent": N_("this is no number"),
    "integer number": N_("this is no number, or one that is too large"),
    "cannot extend value": N_("a key of this name has a value already, so it cannot be a table too"),
    "invalid float": N_("this is no number"),
    "invalid integer": N_("this is no number"),
    "unexpected leading zero": N_("a number must not begin with 0"),
    "`_` may only go between digits": N_("this is no number"),
}
"""What the parser says of the usual slips (before its *expected*), and how we say it."""


class BrokenTomlError(ValueError):
    """The bytes are not TOML; has the place and the reason."""

    def __init__(self, place: str, problem: str) -> None:
        self.place = place
        self.problem = problem
        super().__init__(_(": ").join((str(place), problem)) if place else problem)

    def make_fault(self, file: str) -> Fault:
        """Return the error as a fault of a file."""
        return Fault(file, self.place, self.problem)


def parse(content: bytes, limit: int = SIZE_LIMIT) -> dict[str, Any]:
    """Parse TOML. Raises `BrokenTomlError` with line and column."""
    if len(content) > limit:
        problem = _("the file is larger than {limit} MiB; no such file of a meeting is")
        raise BrokenTomlError("", problem.format(limit=limit >> 20))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BrokenTomlError(
            _("line {line}").format(line=line),
            _("the file is not UTF-8: save it as UTF-8 (not ANSI, GBK or UTF-16)"),
        ) from None
    try:
        return rtoml.loads(text)
    except rtoml.TomlParsingError as error:
        if conflict := _CONFLICT.search(text):
            line = text.count("\n", 0, conflict.start()) + 1
            problem = _("a merge conflict was left in the file")
            raise BrokenTomlError(_("line {line}").format(line=line), problem) from None
        match = _PLACE.match(str(error))
        if match is None:
            raise BrokenTomlError("", _("this is not valid TOML: {why}").format(why=_complaint(str(error)))) from None
        why, line_text, column = match.groups()
        place = _("line {line}, column {column}").format(line=line_text, column=column)
        raise BrokenTomlError(place, _("this is not valid TOML: {why}").format(why=_complaint(why))) from None


def parse_beginning(content: bytes, limit: int = SIZE_LIMIT) -> dict[str, Any]:
    """Parse broken TOML up to the entry where it breaks, as far as that can be found."""
    try:
        lines = content[:limit].decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        lines = content[: error.start].decode("utf-8-sig").split("\n")
    starts = [number for number, line in enumerate(lines) if _ENTRY.match(line)]
    for _try in range(_TRIES):
        try:
            return rtoml.loads("\n".join(lines))
        except rtoml.TomlParsingError as error:
            match = _PLACE.match(str(error))
            broken = min(int(match[2]), len(lines)) if match else len(lines)
        starts = starts[: bisect_left(starts, broken)]
        if not starts:
            break
        lines = lines[: starts.pop()]
    return {}


def _complaint(said: str) -> str:
    """Translate the parser's message."""
    what = said.partition(", expected ")[0]
    known = next((ours for theirs, ours in _COMPLAINTS.items() if what.startswith(theirs)), "")
    return _(known) if known else _("expected here: key = value, or the name of a table in square brackets")


def dump(plain: dict[str, Any]) -> bytes:
    """Serialise to TOML with multi-line paragraphs and the end mark."""
    import tomli_w  # noqa: PLC0415 - only when something is saved

    return add_end_mark(tomli_w.dumps(plain, multiline_strings=True).encode())


def add_end_mark(body: bytes) -> bytes:
    """Append the end mark; without it a file counts as truncated."""
    return body + b"# huiqian:end %s\n" % sha256(body).hexdigest()[:16].encode()


def verify_end_mark(content: bytes) -> bool | None:
    """Verify the end mark: true if the bytes are as written, false if edited since, ``None`` if absent.

    CRLF line ends, as sync tools make them, are no edit.
    """
    match = _END.search(content, max(len(content) - _END_LENGTH, 0))
    if match is None:
        return None
    body = content[: match.start()].replace(b"\r\n", b"\n")
    return sha256(body).hexdigest()[:16].encode() == match.group(1)
