"""Hostile texts, files and file nodes: what a terminal, a parser or a file system must survive."""

import os
import re
from pathlib import Path

STRINGS: dict[str, str] = {
    "clear": "\x1b[2J\x1b[H",
    "title": "\x1b]0;PWNED\x07",
    "clipboard": "\x1b]52;c;UFdORUQ=\x1b\\",
    "link": "\x1b]8;;https://evil.example/\x07good\x1b]8;;\x07",
    "c1": "\x9b2J\x9d0;PWNED\x9c",
    "dcs": '\x1bP$q"p\x1b\\',
    "overwrite": "approve\b\b\b\b\b\b\breject!",
    "return": "secret\rPUBLIC",
    "reset": "\x1bc\x1b[?1049l\x1b[?1003h\x1b[6n\x05\x0e\x0f",
    "nul": "a\x00b\x7f\x0b\x0c",
    "breaks": "a\x85b\u2028c\u2029d\ne",
    "bidi": "user\u202egnp.exe\u2066a\u2069",
    "invisible": "pay\u200bpal\u200d\ufeff\U000e0041",
    "stacked": "Z" + "\u0301" * 150,
    "wide": "漢字" * 50,
    "family": "👨‍👩‍👧‍👦" * 10,
    "surrogate": "\udc80",
    "markup": "[bold]x[/] [@click=app.quit]y[/] [/] [notastyle]z [open",
    "brackets": "[ ] [x] \\[bold]",
    "formula": '=HYPERLINK("http://evil","x")',
    "path": "../../etc/passwd",
    "quotes": "a'''b\"\"\"c\\",
    "conflict": "<<<<<<< HEAD",
    "html": "<script>alert(1)</script>&amp;| a | b |\n# heading",
    "format": "{0.__class__} %s %n {{7*7}}",
    "long": "A" * 100_000,
    "empty": "",
    "blank": " \t\u3000 ",
}

FILES: dict[str, bytes] = {
    "nested-arrays": b"x = " + b"[" * 50_000 + b"]" * 50_000,
    "nested-tables": b"x = " + b"{a=" * 20_000 + b"1" + b"}" * 20_000,
    "dotted-key": b".".join([b"a"] * 10_000) + b" = 1",
    "deep-header": b"[" + b".".join([b"a"] * 10_000) + b"]\nx=1",
    "many-headers": b"\n".join(b"[t%d.u]" % number for number in range(5_000)),
    "many-arrays": b"[[t]]\n" * 20_000,
    "huge-integer": b"format = " + b"9" * 5_000,
    "huge-hex": b"format = 0x" + b"f" * 50_000,
    "huge-float": b"format = 1e999999999",
    "not-a-number": b"format = nan\nx = inf",
    "bad-date": b"date = 2026-02-30",
    "year-zero": b"date = 0000-01-01",
    "bad-offset": b"date = 2026-01-01T00:00:00+25:00",
    "leap-second": b"date = 2016-12-31T23:59:60Z",
    "doubled-key": b"format = 1\nformat = 1",
    "doubled-table": b"[marks]\n[marks]",
    "mark": b"\xef\xbb\xbfformat = 1\n",
    "crlf": b"format = 1\r\n",
    "cr": b"format = 1\rx = 2\r",
    "utf16": "format = 1".encode("utf-16"),
    "latin1": "unit = 'é'".encode("latin-1"),
    "nul": b"format = 1\n" + b"\x00" * 512,
    "raw-escape": b'unit = "\x1b[2J"',
    "escaped-escape": b'"\\u001b[2J" = "\\u001b]0;x\\u0007"',
    "surrogate": b'unit = "\\ud800"',
    "cut": b'unit = "unfinished',
    "empty": b"",
    "newline": b"\n",
    "conflict": b"<<<<<<< HEAD\nformat = 1\n=======\nformat = 2\n>>>>>>> other\n",
    "newer": b"format = 999",
    "older": b"format = 0",
    "blank": b" " * 200_000,
    "comment": b"#" * 200_000,
    "empty-key": b'"" = 1',
    "names-of-python": b"__class__ = 1\n__proto__ = 1\nmodel_config = 1\nmodel_fields = {}",
    "many-keys": b"\n".join(b"k%d = %d" % (number, number) for number in range(20_000)),
    "too-large": b"#" * ((1 << 20) + 1),
    "scalars": b"marks = 1\nmembers = 'x'\nstages = []\noutline = true",
    "lists": b"marks = [{}]\nmembers = [[1]]\nstages = {a = 1}\ntargets = {study_sessions = -1}",
    "far-future": b"format = 1\nunit = 'u'\ntitle = 't'\ndate = 9999-12-31",
    "far-past": b"format = 1\nunit = 'u'\ntitle = 't'\ndate = 0001-01-01",
    "foreign-marks": b'format = 1\n[marks.plan]\nstatus = "done\\u001b[2J"\n[marks."\\u001b[2J"]\nstatus = "done"',
}

NODES = ("link", "dangling", "loop", "device", "pipe", "folder", "closed")


def make_node(path: Path, kind: str) -> None:
    """Put something that is no regular file in the place of a file."""
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "closed":
        path.write_text("format = 1\n")
        path.chmod(0)
    else:
        path.symlink_to({"link": "/etc/passwd", "device": "/dev/zero", "dangling": "nowhere", "loop": path.name}[kind])


CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def controls_in(text: str) -> list[str]:
    """Return the characters that could steer a terminal or hide from a reader; newlines are harmless."""
    return sorted({repr(char) for char in CONTROL.findall(text)})


FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "\t=1", "\r=1", "\n=1", "  =1", "＝1+1", "＋1", "－1", "＠x", "-",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://a.b","c")',
]  # fmt: skip
"""What a spreadsheet takes for a formula or a command, unless it is escaped."""
