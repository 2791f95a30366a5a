"""What is pasted goes into fields, which are drawn as they are: nothing in it may steer the terminal."""

import re

from checklists.text import clean

_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Tabs part the cells of a table; what is only invisible is cleaned where it is stored, and read where a draft is."""


def harmless(text: str) -> str:
    r"""Show control characters, bidi controls and surrogates as ``\uXXXX``; every kind of line break is one."""
    return _STEERING.sub(lambda match: clean(match[0]), _BREAKS.sub("\n", text))
