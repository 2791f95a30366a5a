"""Find meetings' folders below a root, nested ones too, without following links, with a digest of their files' state.

One pass over the folders gives both where the meetings are and the state of their files, so that a folder that did not
change costs no more than looking at it.
"""

import marshal
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from checklists.base.errors import describe_system_error
from checklists.base.language import _
from checklists.base.text import show, show_path
from checklists.model.file_names import (
    CHECKLIST_FILE,
    GROUP_FILE,
    KEPT_FOLDER,
    MEMBERS_FOLDER,
    SETTINGS_FILE,
    get_ledger_file,
)
from checklists.model.meeting import LEDGERS

DEPTH_LIMIT = 40
"""Levels of folders; no organisation is deeper."""
_READ = frozenset({SETTINGS_FILE, CHECKLIST_FILE, GROUP_FILE, *map(get_ledger_file, LEDGERS)})
_MEMBER_FILE = re.compile(r"m[0-9]{2,4}\.toml")


@dataclass(frozen=True, slots=True)
class MeetingFolder:
    """A folder that holds a meeting, or that cannot be opened."""

    path: str
    root: str
    """The root above it."""
    state: bytes = b""
    """A digest of its files' names, inodes, sizes and times of change."""
    newest: int = 0
    """When its newest file changed, in nanoseconds."""
    problem: str = ""
    """Why it cannot be opened; empty if it can."""

    @property
    def shown(self) -> str:
        """Return the folder as seen from the root, safe on one line."""
        return show(self.path[len(self.root) :].lstrip(os.sep) or Path(self.path).name, 200)


@dataclass
class Roots:
    """The roots of a roll-up; one inside another is left out."""

    paths: list[str]
    problems: list[str] = field(default_factory=list)
    """A sentence for each root other than a folder."""


def resolve_roots(named: list[Path]) -> Roots:
    """Resolve the folders named on the command line."""
    found = Roots([])
    for path in named:
        try:
            real = os.path.realpath(path, strict=True)
            os.scandir(real).close()
        except (OSError, ValueError) as error:  # a NUL in the path
            if isinstance(error, NotADirectoryError):
                why = _("it is a file; name the folder that holds the meetings' folders")
            else:
                why = describe_system_error(error) if isinstance(error, OSError) else _("the path leads nowhere")
            found.problems.append(_("{path} cannot be read: {why}").format(path=show_path(path), why=why))
            continue
        found.paths.append(real)
    found.paths = [
        path
        for number, path in enumerate(found.paths)
        if path not in found.paths[:number]
        and not any(other != path and Path(path).is_relative_to(other) for other in found.paths)
    ]
    return found


def find(roots: list[str]) -> Iterator[MeetingFolder]:
    """Yield the meetings below the roots in the order of their paths."""
    for root in roots:
        yield from _find_below(root, root, 0)


def _find_below(path: str, root: str, depth: int) -> Iterator[MeetingFolder]:
    files: dict[str, os.DirEntry[str]] = {}
    folders: list[str] = []
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                name = entry.name
                if name in _READ:
                    files[name] = entry
                elif entry.is_dir(follow_symlinks=False):
                    if not name.startswith("."):
                        folders.append(name)
                elif name == MEMBERS_FOLDER:  # a link, or no folder
                    files[name] = entry
    except OSError as error:
        yield MeetingFolder(path, root, problem=describe_system_error(error))
        return
    if SETTINGS_FILE in files:
        yield _make_meeting_folder(path, root, files, has_members=MEMBERS_FOLDER in folders)
        folders = [name for name in folders if name not in {MEMBERS_FOLDER, KEPT_FOLDER}]
    if depth < DEPTH_LIMIT:
        for name in sorted(folders):
            yield from _find_below(_resolve_inside(path, name), root, depth + 1)


def _make_meeting_folder(
    path: str, root: str, files: dict[str, os.DirEntry[str]], *, has_members: bool
) -> MeetingFolder:
    try:
        if MEMBERS_FOLDER in files:
            why = _("it is a symbolic link") if files[MEMBERS_FOLDER].is_symlink() else _("it is no folder")
            return MeetingFolder(path, root, problem=_(": ").join((MEMBERS_FOLDER, why)))
        found = list(files.items())
        if has_members:
            with os.scandir(_resolve_inside(path, MEMBERS_FOLDER)) as entries:
                found += [(f"/{entry.name}", entry) for entry in entries if _MEMBER_FILE.fullmatch(entry.name)]
        found.sort()
        seen = [(name, entry.stat(follow_symlinks=False)) for name, entry in found]
    except OSError as error:
        return MeetingFolder(path, root, problem=describe_system_error(error))
    states = [(name, one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for name, one in seen]
    newest = max([max(changed, meta) for _name, _inode, _size, changed, meta in states])
    # version 2 writes equal values alike; a newer one also writes which of them are the same object
    return MeetingFolder(path, root, blake2b(marshal.dumps(states, 2), digest_size=16).digest(), newest)


def _resolve_inside(path: str, name: str) -> str:
    return path + name if path.endswith(os.sep) else path + os.sep + name
