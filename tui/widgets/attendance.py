"""Attendance as a cell of a grid."""

from checklists.base.language import _
from checklists.model.ledgers.attendance import ATTENDANCE_SIGNS, ATTENDANCE_WORDS, Attendance
from tui.widgets.grid import GridCell


def draw_attendance(state: Attendance | None) -> GridCell:
    """Return the cell of an attendance; a circle if nothing is recorded."""
    if state is None:
        return GridCell("○", "open")
    tones: dict[Attendance, str] = {"present": "done", "absent": "doing", "unexcused": "late"}
    return GridCell(f"{ATTENDANCE_SIGNS[state]} {_(ATTENDANCE_WORDS[state])}", tones[state])
