"""Make a meeting of a folder's files, and find faults between them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import is_
from typing import TYPE_CHECKING

from checklists.base.faults import Fault
from checklists.base.model import Model
from checklists.model.checklist import Checklist
from checklists.model.file_names import (
    CHECKLIST_FILE,
    SETTINGS_FILE,
    get_ledger_file,
    parse_subject,
)
from checklists.model.meeting import GROUP, LEDGERS, NO_HISTORY, Ledgers, Meeting, MeetingHistory, Settings, Sheet
from checklists.store.consistency import (
    DepartedMember,
    find_ledger_faults,
    find_mark_faults,
    find_ownerless_sheets,
    find_settings_faults,
    find_sheet_faults,
    make_departed_notice,
)

if TYPE_CHECKING:
    from checklists.store.losses import Loss


@dataclass(frozen=True)
class Reading:
    """The result of reading a folder: the meeting as far as it can be read, and every fault."""

    meeting: Meeting | None
    """``None`` if ``meeting.toml`` or ``checklist.toml`` cannot be read."""
    faults: tuple[Fault, ...]
    losses: "tuple[Loss, ...]" = ()
    """The losses of files according to the history; each is a fault too."""

    @property
    def has_errors(self) -> bool:
        """Tell whether a fault is more than a notice."""
        return any(fault.severity != "notice" for fault in self.faults)


_Check = Callable[[Meeting, str], Iterator[Fault | DepartedMember]]
"""Looks for faults in the settings, in one ledger or in a subject's sheet."""


class Assembler:
    """Makes the meeting again and again; what has not changed is checked only once."""

    def __init__(self, history: MeetingHistory = NO_HISTORY) -> None:
        self._history = history
        self._checked: dict[tuple[_Check, str], tuple[tuple[object, ...], list[Fault | DepartedMember]]] = {}
        """The last run of each check of a ledger or subject: its inputs and its result."""

    def assemble(self, known: Mapping[str, Model | None], faults: list[Fault]) -> Reading:
        """Return the meeting of these files, by name, with the faults of each file and between files."""
        unread = {name for name, model in known.items() if model is None}
        faults = [replace(fault, hides_file=True) if fault.file in unread else fault for fault in faults]
        settings, checklist = known[SETTINGS_FILE], known[CHECKLIST_FILE]
        if not isinstance(settings, Settings) or not isinstance(checklist, Checklist):
            return Reading(None, tuple(faults))
        sheets = {parse_subject(name): model for name, model in known.items() if isinstance(model, Sheet)}
        ledgers = {name: known[get_ledger_file(name)] for name in LEDGERS}
        held = Ledgers(**{name: one for name, one in ledgers.items() if one})  # type: ignore[arg-type]
        hidden = frozenset(name for name in LEDGERS if get_ledger_file(name) in unread)
        faulty = frozenset(fault.file for fault in faults if fault.severity == "error")
        meeting = Meeting(settings, checklist, sheets, held, self._history, hidden, faulty)
        found = [*self._check_parts(meeting), *find_ownerless_sheets(meeting)]
        between = [one for one in found if isinstance(one, Fault)]
        departed = dict.fromkeys(one for one in found if isinstance(one, DepartedMember))
        notices = [make_departed_notice(meeting, member) for member in departed]
        return Reading(meeting, (*faults, *between, *notices))

    def _check_parts(self, meeting: Meeting) -> Iterator[Fault | DepartedMember]:
        """Check ledgers and sheets against one another; what an edit did not touch is the same object as before."""
        shared = (meeting.checklist, meeting.settings)
        ledgers = meeting.ledgers
        inputs: dict[tuple[_Check, str], tuple[object, ...]] = {
            (find_settings_faults, ""): shared,
            **{(find_ledger_faults, name): (getattr(ledgers, name), *shared) for name in LEDGERS},
        }
        for subject, sheet in meeting.sheets.items():
            if subject == GROUP or subject in meeting.settings.members:
                own = (sheet.outline, sheet.criticisms, sheet.study, ledgers.opinions, ledgers.study)
                inputs[find_mark_faults, subject] = (sheet.marks, *shared)
                inputs[find_sheet_faults, subject] = (*own, *shared)
        checked: dict[tuple[_Check, str], tuple[tuple[object, ...], list[Fault | DepartedMember]]] = {}
        for (check, part), rests_on in inputs.items():
            before = self._checked.get((check, part))
            if before and all(map(is_, before[0], rests_on)):
                checked[check, part] = before
            else:
                checked[check, part] = (rests_on, list(check(meeting, part)))
            yield from checked[check, part][1]
        self._checked = checked
