"""Recent meetings, the theme and the exports' folder, in the user's state folder. Never required."""

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_state_path

from checklists.base.errors import HuiqianError
from checklists.store import files

MEETINGS_KEPT = 20


@dataclass(frozen=True)
class Recent:
    """What is stored between two starts."""

    meetings: tuple[str, ...] = ()
    theme: str = ""
    exports: str = ""
    """The folder of the last export."""


def _path() -> Path:
    if chosen := os.environ.get("HUIQIAN_STATE"):
        return Path(chosen) / "recent.json"
    return user_state_path("huiqian", appauthor=False) / "recent.json"


def read_recent() -> Recent:
    """Return what is stored; empty if the file is missing or unreadable."""
    try:
        found = json.loads(files.read(_path()))
        meetings = found.get("meetings", [])
        theme, exports = found.get("theme", ""), found.get("exports", "")
        if not isinstance(meetings, list) or not isinstance(theme, str) or not isinstance(exports, str):
            return Recent()
        paths = tuple(_path_of(one) for one in meetings if isinstance(one, str))
        return Recent(paths[:MEETINGS_KEPT], theme, _path_of(exports))
    except (OSError, ValueError, HuiqianError, AttributeError, RecursionError):
        return Recent()


def _path_of(text: str) -> str:
    """Return a stored text as a path, in the system's encoding."""
    return os.fsdecode(text.encode("utf-8", "surrogateescape"))


def _text_of(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def _store(what: Recent) -> None:
    """Store it; a full or read-only disk is ignored."""
    path = _path()
    plain = {
        "meetings": [_text_of(one) for one in what.meetings],
        "theme": what.theme,
        "exports": _text_of(what.exports),
    }
    try:
        files.make_folder(path.parent)
        # JSON's own escape for a surrogate, which the error handler makes
        content = json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        files.replace(path, content)
    except HuiqianError:
        return


def remember_meeting(folder: Path) -> None:
    """Put a folder at the top of the list."""
    now = read_recent()
    here = str(folder.resolve())
    meetings = (here, *(one for one in now.meetings if one != here))[:MEETINGS_KEPT]
    if meetings != now.meetings:
        _store(replace(now, meetings=meetings))


def forget_meeting(folder: str) -> None:
    """Remove a folder from the list; the folder itself stays."""
    now = read_recent()
    _store(replace(now, meetings=tuple(one for one in now.meetings if one != folder)))


def remember_theme(theme: str) -> None:
    """Store the theme."""
    now = read_recent()
    if theme != now.theme:
        _store(replace(now, theme=theme))


def remember_exports(folder: Path) -> None:
    """Store the folder for the next exports."""
    now = read_recent()
    here = str(folder.resolve())
    if here != now.exports:
        _store(replace(now, exports=here))
