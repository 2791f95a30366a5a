"""Paths as typed, pasted, or dropped on the terminal."""

import contextlib
import os
import re
import sys
from pathlib import Path
from urllib.parse import unquote

from checklists.base.errors import describe_system_error
from checklists.base.language import _
from checklists.base.text import clean_line, show, show_path

_NO_TEXT = re.compile("[\udc80-\udcff]")
"""Bytes of a name not valid in the system's encoding."""


def get_working_folder() -> Path:
    """Return the folder of the app's start; the user's home if it is gone."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return Path.home()


def strip_quotes(text: str) -> str:
    """Return a typed or dropped path without quotes and escapes, never a URL."""
    typed = text.strip()
    for quote in "'\"":
        if len(typed) > 1 and typed[0] == typed[-1] == quote:
            typed = typed[1:-1]
    return unquote(typed.removeprefix("file://")) if typed.startswith("file://") else typed


def parse_path(text: str) -> Path:
    """Return the path typed. Raises `ValueError` with a sentence if it is impossible."""
    typed = strip_quotes(text)
    seen = _NO_TEXT.sub("", typed)
    if clean_line(seen) != seen:
        raise ValueError(_("The path has invisible characters: type it again."))
    try:
        os.fsencode(typed)
    except UnicodeEncodeError as error:
        words = _("“{signs}” cannot stand in the name of a file here: names are written in {encoding}.")
        encoding = sys.getfilesystemencoding().upper()
        raise ValueError(words.format(signs=show(typed[error.start : error.end], 20), encoding=encoding)) from None
    try:
        path = Path(typed).expanduser()
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.lstat()
    except RuntimeError:
        raise ValueError(_("There is no user {name} here.").format(name=show(Path(typed).parts[0], 40))) from None
    except OSError as error:
        raise ValueError(_(": ").join((show_path(typed, 80), describe_system_error(error)))) from None
    return path
