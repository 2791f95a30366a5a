"""The sample meeting, half prepared: the package's data with all dates moved to today."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.base.toml import parse
from checklists.model.annual import update_title_year
from checklists.model.file_names import MEMBERS_FOLDER, SETTINGS_FILE, get_ledger_file, get_sheet_file
from checklists.model.meeting import GROUP, LEDGERS, Ledgers, Settings, Sheet
from checklists.setup import founding
from checklists.setup.create import DEFAULT_CHECKLIST, read_checklist_file, refuse_existing

SAMPLE = Path(__file__).parent / "sample"
WRITTEN_ON = date(2026, 11, 24)
"""The day of the sample's data."""


def make_sample(path: Path, today: date) -> None:
    """Make the sample's folder as it is on this day.

    Raises `MeetingExistsError` where there is a meeting already and `NotSavedError` where the system refused.
    """
    refuse_existing(path)
    days = today - WRITTEN_ON
    try:
        settings = Settings.model_validate(_move_dates(_parse_file(SETTINGS_FILE), days))
        old = settings.date - days
        settings = settings.model_copy(update={"title": update_title_year(settings.title, old, settings.date)})
        subjects = [GROUP, *(file.stem for file in sorted((SAMPLE / MEMBERS_FOLDER).glob("*.toml")))]
        sheets = {
            subject: _add_digests(Sheet.model_validate(_move_dates(_parse_file(get_sheet_file(subject)), days)))
            for subject in subjects
            if (SAMPLE / get_sheet_file(subject)).exists()
        }
        ledgers = {
            name: model.model_validate(_move_dates(_parse_file(get_ledger_file(name)), days))
            for name, model in LEDGERS.items()
            if (SAMPLE / get_ledger_file(name)).exists()
        }
    except (OverflowError, ValueError):
        raise UsageError(_("The date is too far from the present.")) from None
    founding.create(path, settings, read_checklist_file(DEFAULT_CHECKLIST), sheets, Ledgers(**ledgers))  # type: ignore[arg-type]


def _add_digests(sheet: Sheet) -> Sheet:
    """Return the sheet with digests of its texts in the last step, as taking a step stores them."""
    outline = sheet.outline
    rounds = dict(outline.rounds)
    if rounds:
        key, last = rounds.popitem()
        rounds[key] = last.model_copy(update={"texts": outline.texts_of_round})
    return sheet.model_copy(update={"outline": outline.model_copy(update={"rounds": rounds})})


def _parse_file(name: str) -> dict[str, Any]:
    return parse((SAMPLE / name).read_bytes())


def _move_dates(value: Any, days: timedelta) -> Any:
    """Return a value with all dates moved by so many days."""
    if isinstance(value, dict):
        return {key: _move_dates(inner, days) for key, inner in value.items()}
    if isinstance(value, list):
        return [_move_dates(inner, days) for inner in value]
    return value + days if type(value) is date else value
