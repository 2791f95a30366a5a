"""Create a meeting: settings, roster, and a copy of its checklist."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from checklists.base.errors import HuiqianError, InvalidEditError, UsageError, is_file
from checklists.base.faults import Fault, convert_errors
from checklists.base.language import _, join_names, ngettext
from checklists.base.suggestions import did_you_mean, index_titles
from checklists.base.text import quote_shell_word, show, show_path, show_word
from checklists.model.checklist import Target, Wording
from checklists.model.checks import CheckSetting, RuleId
from checklists.model.file_names import SETTINGS_FILE
from checklists.model.layout import Layout
from checklists.model.ledgers.rectification import Rectification, RectificationEntry
from checklists.model.meeting import SETTING_WORDS, Ledgers, Meeting, Member, Settings
from checklists.readiness.duties import assess
from checklists.setup import founding
from checklists.setup.builtin import BUILTIN, list_builtin_ids
from checklists.store.decoding import read_checklist
from checklists.store.files import refuse_nowhere
from checklists.store.foreign import read_named

DEFAULT_CHECKLIST = "democratic-life"


class MeetingExistsError(HuiqianError):
    """The folder holds a meeting already."""

    exit_code = 4

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "There is a meeting in {folder} already. Name another folder, or open this one: huiqian open {word}"
            ).format(folder=show_path(path), word=quote_shell_word(path))
        )


class NotAFolderError(HuiqianError):
    """The meeting's folder would replace a file."""

    exit_code = 4

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{folder} is a file, not a folder. Name a folder for the meeting.").format(folder=show_path(path))
        )


class FaultyChecklistError(HuiqianError):
    """A checklist with faults cannot be followed."""

    exit_code = 3

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        """The faults with their places."""
        super().__init__(
            _("The checklist {name} has faults: {faults}").format(
                name=name,
                faults=_("; ").join(_(": ").join(part for part in (one.place, one.problem) if part) for one in faults),
            )
        )


def find_checklist_file(name: str | Path) -> Path:
    """Return the path of a shipped checklist by its id, else the path given. Raises `UsageError`."""
    if not isinstance(name, Path) and (found := find_builtin_id(name)):
        return BUILTIN / f"{found}.toml"
    path = Path(name)
    if path.suffix or path.exists():
        return path
    problem = _("There is no checklist {name}. Shipped: {names}; or name a file.")
    raise UsageError(problem.format(name=show_word(name), names=join_names(list_builtin_ids())) + hint_builtin(name))


def find_builtin_id(name: str) -> str | None:
    """Return the id of a shipped checklist by its id or title; ``None`` where there is none."""
    if name in list_builtin_ids() or not name or Path(name).suffix:
        return name if name in list_builtin_ids() else None
    return next((key for key, title in read_builtin_titles().items() if name in {title.zh, title.en}), None)


def hint_builtin(name: str | Path) -> str:
    """Return a sentence that suggests shipped checklists with a near id or title; empty if there are none."""
    return did_you_mean(str(name), index_titles(read_builtin_titles()))


def read_builtin_titles() -> dict[str, Wording]:
    """Return the titles of the shipped checklists, by id."""
    read = {name: read_checklist(read_named(BUILTIN / f"{name}.toml"), name)[0] for name in list_builtin_ids()}
    return {name: checklist.title for name, checklist in read.items() if checklist}


def read_checklist_file(name: str | Path) -> bytes:
    """Read a checklist's file as it is. Raises `UsageError` or `UnreadableError`."""
    return read_named(find_checklist_file(name))


def create_meeting(
    path: Path,
    *,
    unit: str,
    title: str,
    date: date,
    checklist: str | Path = DEFAULT_CHECKLIST,
    members: dict[str, Member] | None = None,
    theme: str = "",
    place: str = "",
    aspects: dict[str, str] | None = None,
    quorum: str = "2/3",
    targets: Mapping[Target, int] | None = None,
    checks: Mapping[RuleId, CheckSetting] | None = None,
    layout: Layout | None = None,
    entries: Mapping[str, RectificationEntry] | None = None,
) -> None:
    """Make a meeting's folder; `entries`, carried over, begin its rectification list.

    Raises `MeetingExistsError` or `NotAFolderError`, `InvalidEditError` where a value does not fit,
    `UnreadableError` or `FaultyChecklistError` for the checklist, and `NotSavedError` where the system refused.
    """
    refuse_existing(path)
    content = read_checklist_file(checklist)
    name = show(Path(checklist).name)
    if faults := read_checklist(content, name)[1]:
        raise FaultyChecklistError(name, faults)
    given = {"unit": unit, "title": title, "date": date, "theme": theme, "place": place, "quorum": quorum}
    try:
        settings = Settings.model_validate(
            {
                **given,
                "aspects": aspects or {},
                "members": members or {},
                "targets": dict(targets or {}),
                "checks": dict(checks or {}),
                "layout": layout or Layout(),
            }
        )
    except ValidationError as error:
        raise InvalidEditError(_("; ").join(map(_describe_fault, convert_errors(error, "", Settings)))) from None
    founding.create(path, settings, content, {}, Ledgers(rectification=Rectification(entries=dict(entries or {}))))


def _describe_fault(fault: Fault) -> str:
    """Describe a fault with the setting's label."""
    key, *rest = fault.place.split(".")
    return _(": ").join(part for part in (_(SETTING_WORDS.get(key, key)), ".".join(rest), fault.problem) if part)


def warn_of_date(meeting: Meeting, today: date) -> str:
    """Return a warning if the date is past, or so near that items are overdue at once; else empty."""
    day = meeting.settings.date
    if day < today:
        return _("The meeting's date {date} is past: is it right?").format(date=day)
    late = assess(meeting, today).overdue
    said = ngettext(
        "By the meeting's date {date}, {count} duty is overdue from the start: is it right?",
        "By the meeting's date {date}, {count} duties are overdue from the start: is it right?",
        late,
    )
    return said.format(date=day, count=late) if late else ""


def refuse_existing(path: Path) -> None:
    """Raise `MeetingExistsError` if there is a meeting, `NotAFolderError` if there is a file."""
    refuse_nowhere(path)
    if is_file(path):
        raise NotAFolderError(path)
    if (path / SETTINGS_FILE).is_symlink() or (path / SETTINGS_FILE).exists():
        raise MeetingExistsError(path)
