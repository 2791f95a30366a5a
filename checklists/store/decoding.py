"""Read bytes as models, or find what is wrong with them.

A fault in one key costs that key, not the file: what is left is shown, and the file is not written until it is mended.
"""

from functools import lru_cache
from typing import Any, TypeVar

from pydantic import ValidationError

from checklists.base.faults import Fault, convert_errors
from checklists.base.language import _
from checklists.base.model import FILE_FORMAT, Model
from checklists.base.toml import LEDGER_LIMIT, SIZE_LIMIT, BrokenTomlError, parse, parse_beginning, verify_end_mark
from checklists.model.checklist import Checklist
from checklists.model.file_names import CHECKLIST_FILE, SETTINGS_FILE, get_ledger_file
from checklists.model.meeting import LEDGERS, Settings, Sheet
from checklists.store.checklist_check import check_checklist

LEDGER_FILES = {get_ledger_file(name): model for name, model in LEDGERS.items()}

Content = TypeVar("Content", bound=Model)


def read_model(content: bytes, file: str, model: type[Content]) -> tuple[Content | None, list[Fault]]:
    """Read a file of the program."""
    try:
        raw = parse(content, get_size_limit(file))
    except BrokenTomlError as error:
        return None, [error.make_fault(file)]
    if newer := _find_newer_format(raw.get("format"), file):
        return None, [newer]
    faults = _find_missing_format(raw, file)
    try:
        found: Content | None = model.model_validate(raw)
    except ValidationError as error:
        faults += convert_errors(error, file, model)
        found = _salvage(raw, error, model)
    if verify_end_mark(content) is None:
        faults.append(
            Fault(
                file,
                "",
                _("the closing line is missing: the file may have been cut short, or edited by hand. Please check it"),
                severity="notice",
            )
        )
    return found, faults


def read_file(name: str, content: bytes) -> tuple[Any, list[Fault]]:
    """Read any file of a meeting, by its name in the folder."""
    if name == CHECKLIST_FILE:
        checklist = _read_sound_checklist(content)
        return (checklist, []) if checklist else read_checklist(content, name)
    return read_model(content, name, get_model_type(name))


@lru_cache(maxsize=16)
def _read_sound_checklist(content: bytes) -> Checklist | None:
    """Return a checklist without faults, read only once: thousands of meetings follow the same few."""
    return read_checklist(content, CHECKLIST_FILE)[0]


def read_remains(content: bytes, file: str) -> dict[str, Any] | None:
    """Return the values that a broken file still holds; ``None`` if a newer program wrote it."""
    raw = parse_beginning(content, get_size_limit(file))
    if _find_newer_format(raw.get("format"), file):
        return None
    model = get_model_type(file)
    try:
        return model.model_validate(raw).plain()
    except ValidationError as error:
        rest = _salvage(raw, error, model)
    return rest.plain() if rest else {}


def get_model_type(file: str) -> type[Model]:
    """Return the model of a file of the program."""
    return Settings if file == SETTINGS_FILE else LEDGER_FILES.get(file, Sheet)


def get_size_limit(file: str) -> int:
    """Return the greatest size of a file, in bytes."""
    return LEDGER_LIMIT if file.removesuffix(".toml") in LEDGERS else SIZE_LIMIT


def read_checklist(content: bytes, file: str = "checklist.toml") -> tuple[Checklist | None, list[Fault]]:
    """Read and check a checklist; a faulty one cannot be followed."""
    try:
        raw = parse(content)
    except BrokenTomlError as error:
        return None, [error.make_fault(file)]
    if newer := _find_newer_format(raw.get("format"), file):
        return None, [newer]
    try:
        checklist = Checklist.model_validate(raw)
    except ValidationError as error:
        return None, convert_errors(error, file, Checklist)
    faults = [*_find_missing_format(raw, file), *check_checklist(checklist, file)]
    return (None if faults else checklist), faults


def _find_missing_format(raw: dict[str, Any], file: str) -> list[Fault]:
    if "format" in raw:
        return []
    return [Fault(file, "format", _("this key is missing: every file begins with format = 1"))]


def _find_newer_format(number: object, file: str) -> Fault | None:
    """Refuse a file of a newer program, as half of it would be lost."""
    if not isinstance(number, int) or isinstance(number, bool) or number <= FILE_FORMAT:
        return None
    return Fault(
        file,
        "format",
        _("format {found} is newer than this program knows ({known}); please upgrade huiqian").format(
            found=min(number, 10**6), known=FILE_FORMAT
        ),
    )


def _salvage(raw: dict[str, Any], error: ValidationError, model: type[Content]) -> Content | None:
    """Leave out what is faulty and read the rest; ``None`` if something indispensable is faulty."""
    rest = _copy(raw)
    for _round in range(3):
        for detail in error.errors(include_url=False, include_input=False, include_context=False):
            _drop(rest, detail["loc"], is_missing=detail["type"] == "missing")
        try:
            return model.model_validate(rest)
        except ValidationError as again:
            error = again
    return None


def _copy(table: dict[str, Any]) -> dict[str, Any]:
    return {key: _copy(value) if isinstance(value, dict) else value for key, value in table.items()}


def _drop(table: dict[str, Any], location: tuple[int | str, ...], *, is_missing: bool) -> None:
    """Remove the faulty key; if a key is missing or an entry of a list is wrong, the table or list around it."""
    path = [part for part in location if part != "[key]"]
    if is_missing:
        path = path[:-1]
    while path and isinstance(path[-1], int):
        path.pop()
    here: Any = table
    for part in path[:-1]:
        here = here.get(part) if isinstance(here, dict) else None
    if path and isinstance(here, dict):
        here.pop(path[-1], None)
