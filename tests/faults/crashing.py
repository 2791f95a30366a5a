"""Writers that die at their n-th touch of the file system, forked from one warm process.

``python -m tests.faults.crashing JOB FOLDER`` reads a folder and a step for each, as JSON, and prints for each how many
touches its job took, or nothing where it died before it was through.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from checklists.edits.change import join_edits
from checklists.edits.marks import mark_duty
from checklists.setup import founding
from checklists.store.folder import Folder
from tests.builders import CHECKLIST, a_folder, a_meeting, read, settle
from tests.catalogues import ROOT

DIED = 9
TOUCHES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.chmod"})


def edit(path: Path) -> None:
    """Change two sheets."""
    source = Folder(path)
    meeting = read(source)
    source.apply(join_edits([mark_duty(meeting, key, "reading", note="new") for key in ("m01", "m02")], "both"))


def create(path: Path) -> None:
    """Make a meeting."""
    made = a_meeting()
    founding.create(path, made.settings, CHECKLIST.encode(), {})


JOBS: dict[str, Callable[[Path], None]] = {"edit": edit, "create": create}


def crashes(job: str, places: Iterable[tuple[Path, int]], warm: Path) -> list[int | None]:
    """Do a job in each folder, to die at the step; at step 0 it never does.

    Return for each the touches it took, ``None`` where it died.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.crashing", job, str(warm)],
        cwd=ROOT,
        input=json.dumps([(str(path), step) for path, step in places]),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: list[int | None] = json.loads(done.stdout)
    return found


def _counted(step: int) -> Callable[[], int]:
    """End the process, as a power cut does, at its n-th touch of the file system; return what tells their number."""
    count, fsync = 0, os.fsync

    def touched() -> None:
        nonlocal count
        count += 1
        if count == step:
            os._exit(DIED)

    def audit(event: str, _arguments: object) -> None:
        if event in TOUCHES:
            touched()

    def confirm(handle: int) -> None:
        touched()
        fsync(handle)

    sys.addaudithook(audit)
    os.fsync = confirm  # type: ignore[assignment]
    return lambda: count


def _crash(job: str, path: Path, step: int) -> int | None:
    settle(path)  # how many touches there are is not to depend on how long ago the files were made
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            count = _counted(step)
            JOBS[job](path)
            os.write(theirs, str(count()).encode())
            code = 0
        finally:
            if code:
                sys.excepthook(*sys.exc_info())
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours) as file:
        told = file.read()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code not in {0, DIED}:
        raise SystemExit(f"step {step} ended with {code}")
    return int(told) if code == 0 else None


def main() -> None:
    """Do an edit once elsewhere, so that everything is imported before the first fork."""
    job, warm = sys.argv[1], Path(sys.argv[2])
    a_folder(warm)
    edit(warm)
    print(json.dumps([_crash(job, Path(path), step) for path, step in json.loads(sys.stdin.read())]))


if __name__ == "__main__":
    main()
