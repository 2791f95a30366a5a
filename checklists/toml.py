"""TOML in and out, bounded on the way in and marked at the end on the way out.

TOML has no end: a file cut at any line still parses. So the last line we write is a comment with a digest of
all above it (the *end mark*).
"""

import re
from hashlib import sha256
from typing import Any

from checklists.faults import Fault
from checklists.language import _
from checklists.text import show

SIZE_LIMIT = 1 << 20
"""Bytes; a sheet of 45 items has about 8,000."""
LEDGER_LIMIT = 8 << 20
"""Bytes; a ledger of 5,000 opinions has about 3,000,000."""

_END = re.compile(rb"# huiqian:end ([0-9a-f]{16})\n?\Z")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_PLACE = re.compile(r"(.*?) at line (\d+) column (\d+)", re.DOTALL)


class BrokenTomlError(ValueError):
    """The bytes are no TOML; says where and why."""

    def __init__(self, place: str, problem: str) -> None:
        self.place = place
        self.problem = problem
        super().__init__(f"{place}: {problem}" if place else problem)

    def fault(self, file: str) -> Fault:
        """Return it as a value."""
        return Fault(file, self.place, self.problem)


def parse(content: bytes, limit: int = SIZE_LIMIT) -> dict[str, Any]:
    """Parse TOML. Raises `BrokenTomlError` with line and column."""
    import rtoml  # noqa: PLC0415 - not needed where nothing is read

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
            raise BrokenTomlError("", _("this is no TOML: {why}").format(why=show(error))) from None
        why, line_text, column = match.groups()
        place = _("line {line}, column {column}").format(line=line_text, column=column)
        raise BrokenTomlError(place, _("this is no TOML: {why}").format(why=show(why))) from None


def dump(plain: dict[str, Any]) -> bytes:
    """Write TOML with paragraphs over several lines, closed by the end mark."""
    import tomli_w  # noqa: PLC0415 - only when something is saved

    return with_end_mark(tomli_w.dumps(plain, multiline_strings=True).encode())


def with_end_mark(body: bytes) -> bytes:
    """Close a file's text with the comment that tells a whole file from a cut one."""
    return body + b"# huiqian:end %s\n" % sha256(body).hexdigest()[:16].encode()


def end_mark(content: bytes) -> bool | None:
    """Tell whether the end mark is right (our own bytes), wrong (edited since), or absent (``None``)."""
    match = _END.search(content)
    if match is None:
        return None
    return sha256(content[: match.start()]).hexdigest()[:16].encode() == match.group(1)
