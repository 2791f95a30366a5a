"""Whether someone was there: present, on leave, or absent without leave."""

from typing import Literal

from checklists.base.language import N_

Attendance = Literal["present", "absent", "unexcused"]
"""``absent`` is on leave, as it has been in files from the first; ``unexcused`` is absent without leave."""

AWAY: frozenset[str] = frozenset({"absent", "unexcused"})
"""The states of absence: members have to make up for it, and are informed afterwards."""

PRESENT: frozenset[str] = frozenset({"present"})

NEXT: dict[Attendance | None, Attendance | None] = {
    None: "present",
    "present": "absent",
    "absent": "unexcused",
    "unexcused": None,
}
"""What a key makes of it."""

ATTENDANCE_WORDS: dict[Attendance, str] = {
    "present": N_("present"),
    "absent": N_("on leave"),
    "unexcused": N_("unexcused"),
}
ATTENDANCE_SIGNS: dict[Attendance, str] = {"present": "✔", "absent": "△", "unexcused": "×"}
