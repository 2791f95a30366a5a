"""The copies in ``kept/``: list them, explain why they were made, compare and read them."""

import difflib
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from checklists.base.errors import UnreadableError, UsageError, describe_system_error
from checklists.base.language import _
from checklists.base.text import clean, show_word
from checklists.base.toml import verify_end_mark
from checklists.model.file_names import GROUP_FILE, KEPT_FOLDER, MEMBERS_FOLDER, SETTINGS_FILE, get_ledger_file
from checklists.model.meeting import LEDGERS
from checklists.store import files
from checklists.store.decoding import get_size_limit

_NAME = re.compile(r"([a-z]+|members-m[0-9]{2,4})\.([0-9]{8}T[0-9]{6}Z)\.([0-9a-f]{8})\.toml")


@dataclass(frozen=True)
class KeptCopy:
    """A copy of a file."""

    name: str
    file: str
    """The original, such as ``members/m03.toml``."""
    at: datetime
    """When it was made."""
    digest: str
    """The beginning of the content's digest, unique for a file."""
    size: int


def list_copies(folder: Path) -> list[KeptCopy]:
    """Return the copies, the newest first; other files are ignored. Raises `UnreadableError`."""
    try:
        entries = list(os.scandir(folder / KEPT_FOLDER))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UnreadableError(KEPT_FOLDER, describe_system_error(error)) from None
    regular = (entry.name for entry in entries if entry.is_file(follow_symlinks=False))
    found = [copy for name in regular if (copy := _parse_copy(folder, name))]
    return sorted(found, key=lambda copy: (copy.at, copy.name), reverse=True)


def _parse_copy(folder: Path, name: str) -> KeptCopy | None:
    match = _NAME.fullmatch(name)
    state = files.get_signature(folder / KEPT_FOLDER / name) if match else None
    if match is None or state is None:
        return None
    flat, stamp, digest = match.groups()
    member = flat.removeprefix("members-")
    file = f"{MEMBERS_FOLDER}/{member}.toml" if member != flat else f"{flat}.toml"
    if member == flat and file not in {SETTINGS_FILE, GROUP_FILE, *map(get_ledger_file, LEDGERS)}:
        return None
    try:
        at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return KeptCopy(name, file, at, digest, state[3])


def find_copy(folder: Path, typed: str) -> KeptCopy:
    """Find a copy by its name, its file's name or its digest. Raises `UsageError` if there is none, or several."""
    known = list_copies(folder)
    wanted = typed.removeprefix(f"{KEPT_FOLDER}/")
    here = [copy for copy in known if wanted in {copy.name, copy.digest, copy.file}]
    contents = {(copy.file, copy.digest) for copy in here}
    if len(contents) == 1:
        return here[0]
    sentence = (
        _("Several copies fit {name}; give the whole name, as in: huiqian kept list")
        if here
        else _("There is no copy {name}; see: huiqian kept list")
    )
    raise UsageError(sentence.format(name=show_word(typed)))


def read_copy(folder: Path, copy: KeptCopy) -> bytes:
    """Read a copy. Raises `UnreadableError`."""
    try:
        return files.read(folder / KEPT_FOLDER / copy.name, get_size_limit(copy.file))
    except FileNotFoundError:
        raise UnreadableError(copy.name, _("there is no such file or folder")) from None


def describe_unreadable(error: UnreadableError) -> str:
    """Return what is said in the place of a copy's reason where the copy cannot be read."""
    return _("it cannot be read: {why}").format(why=error.why)


def explain_copy(found: bytes) -> str:
    """Return why a copy was made, by its last line."""
    mark = verify_end_mark(found)
    if mark:
        return _("before a copy was restored")
    if mark is None:
        return _("written by hand or cut short: it has no closing line")
    return _("edited by hand or by another program")


def compare_copy(folder: Path, copy: KeptCopy) -> list[str]:
    """Return a unified diff of what restoring the copy would change; empty if nothing. Raises `UnreadableError`."""
    try:
        now = files.read(folder / copy.file, get_size_limit(copy.file))
    except FileNotFoundError:
        now = b""
    return list(
        difflib.unified_diff(
            _split_lines(now),
            _split_lines(read_copy(folder, copy)),
            copy.file,
            f"{KEPT_FOLDER}/{copy.name}",
            lineterm="",
        )
    )


def _split_lines(found: bytes) -> list[str]:
    return clean(found.decode("utf-8", "replace")).split("\n") if found else []
