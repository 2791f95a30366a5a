"""Pasted text: control characters are escaped, and a field of one line gets one line."""

import re
import unicodedata

from textual.widget import Widget
from textual.widgets import Input

from checklists.base.language import _
from checklists.base.text import clean
from tui.widgets.one_line import OneLine

_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, without tabs, which separate cells; invisible characters are cleaned when stored."""


def escape_pasted(text: str) -> str:
    r"""Return text with control characters, bidi controls and surrogates as ``\uXXXX``, and one kind of line break."""
    return _STEERING.sub(lambda match: clean(match[0]), _BREAKS.sub("\n", text))


def join_lines(text: str) -> str:
    """Return text as one line: breaks between Chinese characters are removed, others become blanks."""
    found = ""
    for line in filter(None, map(str.strip, text.replace("\t", " ").split("\n"))):
        found += line if not found or _is_wide(found[-1]) or _is_wide(line[0]) else f" {line}"
    return found


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" or char in "\u201c\u201d\u2018\u2019\u2014\u2026"


def fit_pasted(box: Widget | None, text: str) -> str:
    """Return a paste as the focused field takes it; empty, with a message, if there is no room."""
    if not isinstance(box, Input) or isinstance(box, OneLine):
        return text
    text = join_lines(text)
    start, end = sorted(box.selection)
    length = len(box.value) - (end - start) + len(text)
    if not box.max_length or length <= box.max_length:
        return text
    sentence = _("Not pasted: this field takes at most {limit} characters; with what was pasted it would have {count}.")
    box.notify(sentence.format(limit=box.max_length, count=length), severity="warning", markup=False)
    return ""
