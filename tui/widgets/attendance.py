"""Whether someone was there, as a cell of a grid."""

from checklists.base.language import _
from checklists.model.ledgers.attendance import ATTENDANCE_SIGNS, ATTENDANCE_WORDS, Attendance
from tui.widgets.grid import Cell


def attendance_cell(state: Attendance | None) -> Cell:
    """Draw whether someone was there; a circle where nothing is recorded."""
    if state is None:
        return Cell("○", "open")
    tones: dict[Attendance, str] = {"present": "done", "absent": "doing", "unexcused": "late"}
    return Cell(f"{ATTENDANCE_SIGNS[state]} {_(ATTENDANCE_WORDS[state])}", tones[state])
