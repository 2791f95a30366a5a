"""A writer that dies at its n-th touch of the file system: ``python -m tests.faults.crashing FOLDER STEP JOB``.

It ends with code 9 where it died, with 0 where it was through before.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from checklists import founding
from checklists.edits import mark_duty, together
from checklists.folder import Folder
from tests.builders import CHECKLIST, a_folder, a_meeting, read

DIED = 9
TOUCHES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.chmod"})


def edit(path: Path) -> None:
    """Change two sheets."""
    source = Folder(path)
    meeting = read(source)
    source.apply(together([mark_duty(meeting, key, "reading", note="new") for key in ("m01", "m02")], "both"))


def create(path: Path) -> None:
    """Make a meeting."""
    made = a_meeting()
    founding.create(path, made.settings, CHECKLIST.encode(), {})


JOBS: dict[str, Callable[[Path], None]] = {"edit": edit, "create": create}


def die_at(step: int) -> None:
    """End the process, as a power cut does, at its n-th touch of the file system."""
    left, fsync = step, os.fsync

    def touched() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(DIED)

    def audit(event: str, _arguments: object) -> None:
        if event in TOUCHES:
            touched()

    def confirm(handle: int) -> None:
        touched()
        fsync(handle)

    sys.addaudithook(audit)
    os.fsync = confirm  # type: ignore[assignment]


def main() -> NoReturn:
    """Do the job once elsewhere, so that everything is imported; then for real."""
    path, step, job = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    warm = path.with_name(f"{path.name}-warm-{os.getpid()}")
    a_folder(warm)
    edit(warm)
    die_at(step)
    JOBS[job](path)
    os._exit(0)


if __name__ == "__main__":
    main()
