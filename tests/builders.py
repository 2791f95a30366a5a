"""Small meetings made to measure."""

import atexit
import os
import shutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from checklists.edits.change import Edit
from checklists.edits.settings import save_settings
from checklists.model.checklist import Checklist
from checklists.model.meeting import Mark, Meeting, Member, Settings, Sheet
from checklists.setup import founding
from checklists.setup.samples import make_sample
from checklists.store.decoding import read_checklist
from checklists.store.folder import Folder

DAY = date(2026, 12, 18)
CHECKLIST = """
format = 1
id = "small"
title = { zh = "小清单", en = "Small" }
[targets]
channels = 3
[stages.start]
title = { zh = "启动", en = "Start" }
[stages.start.items.notice]
title = { zh = "通知", en = "Notice" }
due = -30
[stages.start.items.roster]
title = { zh = "名单", en = "Roster" }
due = -20
after = ["notice"]
rule = { name = "roster-complete", need = 2 }
[stages.study]
title = { zh = "学习", en = "Study" }
[stages.study.items.reading]
title = { zh = "自学", en = "Reading" }
due = -10
scope = "member"
after = ["notice"]
[stages.study.items.notes]
title = { zh = "笔记", en = "Notes" }
due = -8
scope = "member"
after = ["reading"]
[stages.study.items.extra]
title = { zh = "补学", en = "Extra" }
due = -8
scope = "member"
required = false
[stages.study.items.speech]
title = { zh = "书面发言", en = "Speech" }
due = -2
scope = "member"
when = "absent"
[stages.study.items.review]
title = { zh = "汇总", en = "Review" }
due = -5
after = ["notes"]
[stages.later]
title = { zh = "会后", en = "Later" }
phase = "after"
[stages.later.items.archive]
title = { zh = "归档", en = "Archive" }
due = 20
"""


@cache
def a_checklist(text: str = CHECKLIST) -> Checklist:
    checklist, faults = read_checklist(text.encode())
    assert checklist is not None, [str(fault) for fault in faults]
    return checklist


def members(count: int, **changed: Any) -> dict[str, Member]:
    """Make members m01…, the first the principal; ``m02=dict(attendance="absent")`` changes one."""
    found = {}
    for number in range(1, count + 1):
        key = f"m{number:02}" if count < 100 else f"m{number:03}"
        role = "principal" if number == 1 else "member"
        fields: dict[str, Any] = {"name": f"成员{number}", "post": "委员", "role": role, **changed.get(key, {})}
        found[key] = Member(**fields)
    return found


def settings(count: int = 3, **changed: Any) -> Settings:
    roster = changed.pop("roster", {})
    fields: dict[str, Any] = {
        "unit": "某县",
        "title": "会议",
        "date": DAY,
        "members": members(count, **roster),
        **changed,
    }
    return Settings(**fields)


def a_meeting(
    marks: Mapping[tuple[str, str], Mark | str] | None = None, *, checklist: Checklist | None = None, **changed: Any
) -> Meeting:
    """Make a meeting; marks are keyed by subject and item, a bare status will do."""
    sheets: dict[str, dict[str, Mark]] = {}
    for (subject, item), mark in (marks or {}).items():
        sheets.setdefault(subject, {})[item] = mark if isinstance(mark, Mark) else Mark(status=mark)  # type: ignore[arg-type]
    return Meeting(
        settings(**changed), checklist or a_checklist(), {key: Sheet(marks=value) for key, value in sheets.items()}
    )


def a_folder(path: Path, meeting: Meeting | None = None, checklist: str = CHECKLIST) -> Folder:
    made = meeting or a_meeting()
    founding.create(path, made.settings, checklist.encode(), dict(made.sheets))
    return Folder(path)


def settle(path: Path) -> None:
    """Let all files be old, so that none is read twice because it has only just been written."""
    for file in path.rglob("*"):
        if file.is_file():
            os.utime(file, (1_700_000_000, 1_700_000_000))


def read(source: Folder) -> Meeting:
    meeting = source.read().meeting
    assert meeting is not None, [str(fault) for fault in source.read().faults]
    return meeting


@cache
def _sample(today: date) -> Path:
    """Make the sample meeting once for all tests of a process."""
    place = Path(mkdtemp(prefix="huiqian-sample-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    make_sample(place / "sample", today)
    return place / "sample"


def copy_sample(path: Path, today: date) -> None:
    """Put a fresh copy of the sample meeting there: made anew it takes five times as long."""
    shutil.copytree(_sample(today), path)


def change_settings(meeting: Meeting, new: Settings) -> Edit:
    """Return the edit of the settings, as a form saves it from which nobody leaves."""
    return save_settings(meeting, meeting.settings, new, {})
