"""Faults are values: file, place, what was found and what was expected."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from checklists.base.language import _, join_names
from checklists.base.suggestions import hint_near_names
from checklists.base.text import show

Severity = Literal["error", "inconsistent", "notice"]
FaultCode = Literal[
    "other",
    "missing-key",
    "unknown-key",
    "wrong-value",
    "unknown-member",
    "departed-member",
    "unknown-aspect",
    "unknown-record",
    "after-meeting",
    "self-criticism",
    "too-many-returned",
    "not-about",
    "missing-partner",
    "own-partner",
    "unexpected-partner",
    "foreign-unit",
    "unexpected-unit",
]
"""What is wrong, for code that treats it in its own way: sentences are for people and differ by language."""
_CODES: dict[str, FaultCode] = {"missing": "missing-key", "extra_forbidden": "unknown-key"}
_STEP = re.compile(r"\[key\]|constrained-int|(?:literal|function-[a-z]+)\[.*\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a file, or a notice about it."""

    file: str
    """The file, relative to the meeting's folder."""
    place: str
    """The key path within it (``members.m03.role``); for broken TOML, line and column; may be empty."""
    problem: str
    """What was found and what was expected, as a sentence."""
    severity: Severity = "error"
    """An *error* makes the file faulty: it is read as far as it goes and never written. What is *inconsistent* is
    well-formed but cannot be right; it can be mended in the program. A *notice* should be looked at."""
    hides_file: bool = False
    """The file could not be parsed at all: its records are not shown, and are still on disk."""
    code: FaultCode = "other"

    def __str__(self) -> str:
        return _(": ").join(part for part in (self.file, self.place, self.problem) if part)


def join_key_path(location: Sequence[int | str]) -> str:
    """Join a key path with dots, each key made safe to show."""
    return ".".join(show(part, 40) for part in location)


def convert_errors(error: ValidationError, file: str, model: type[BaseModel], most: int = 20) -> list[Fault]:
    """Convert pydantic's errors to faults, without the input of text fields: it may be confidential."""
    details = error.errors(include_url=False)
    found = [_fault(file, one, model) for one in details[:most]]
    if len(details) > most:
        found.append(Fault(file, "", _("and {count} more faults like these").format(count=len(details) - most)))
    return found


def _fault(file: str, detail: ErrorDetails, model: type[BaseModel]) -> Fault:
    code = _CODES.get(detail["type"], "wrong-value")
    return Fault(file, join_key_path(_strip_steps(detail["loc"])), _problem(detail, model), code=code)


def _strip_steps(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Drop pydantic's own steps from a location."""
    return tuple(part for part in location if not _STEP.fullmatch(str(part)))


def _problem(detail: ErrorDetails, model: type[BaseModel]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    location = _strip_steps(detail["loc"])
    if kind == "missing":
        return _("this key is missing")
    if kind == "extra_forbidden":
        return _unknown_key(str(location[-1]), _list_keys(model, location[:-1]))
    if kind == "value_error":
        return show(context.get("error", detail["msg"]), 300)
    if kind in {"literal_error", "enum"}:
        choices = _choices(context)
        expected = _("one of {choices}").format(choices=join_names(choices, len(choices)))
        return _describe_found(detail["input"], expected) + hint_near_names(str(detail["input"]), choices)
    if kind == "string_too_long":
        return _("the text is too long: at most {limit} characters").format(limit=context["max_length"])
    if kind in {"string_too_short", "too_short"}:
        return _("this must not be empty")
    if kind == "string_pattern_mismatch":
        return _describe_found(detail["input"], _expected_pattern(str(context.get("pattern"))))
    if kind in _EXPECTED:
        # text where a table belongs may be a note that lost its key
        return _describe_found(detail["input"], _EXPECTED[kind](), is_repeated=kind not in _CONTAINERS)
    limit = next((context[key] for key in ("ge", "le", "gt", "lt") if key in context), None)
    if limit is not None:
        return _describe_found(
            detail["input"], _expected_within(str(limit), detail["input"], is_least=kind.startswith("greater"))
        )
    return show(detail["msg"])


def _expected_within(limit: str, found: object, *, is_least: bool) -> str:
    if isinstance(found, date):
        expected = _("a date not before {limit}") if is_least else _("a date not after {limit}")
    else:
        expected = _("a number of at least {limit}") if is_least else _("a number of at most {limit}")
    return expected.format(limit=limit)


_EXPECTED = {
    "string_type": lambda: _("text in quotes"),
    "int_type": lambda: _("a whole number"),
    "int_from_float": lambda: _("a whole number"),
    "float_type": lambda: _("a number"),
    "finite_number": lambda: _("a number"),
    "bool_type": lambda: _("true or false"),
    "date_type": lambda: _("a date such as 2026-12-18, without quotes or a time"),
    "dict_type": lambda: _("a table"),
    "model_type": lambda: _("a table"),
    "tuple_type": lambda: _("a list in square brackets"),
    "list_type": lambda: _("a list in square brackets"),
}


_CONTAINERS = frozenset({"dict_type", "model_type", "tuple_type", "list_type"})


def _describe_found(value: object, expected: str, *, is_repeated: bool = True) -> str:
    shown = _show_scalar(value, 40 if is_repeated else 0)
    return _("found {value}, expected {expected}").format(value=shown, expected=expected)


def _show_scalar(value: object, most: int) -> str:
    """Show a scalar; of longer text only its length, as it may be confidential."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        if 0 < len(value) <= most:
            return f'"{show(value, most)}"'
        return _("a text of {count} characters").format(count=len(value))
    if isinstance(value, dict):
        return _("a table")
    if isinstance(value, list | tuple):
        return _("a list")
    return show(value, 40)


def _expected_pattern(pattern: str) -> str:
    if "group" in pattern:
        return _("group, or a member id such as m01")
    if "m[" in pattern:
        return _("a member id such as m01")
    return _("an id of small letters, digits and hyphens")


def _choices(context: dict[str, Any]) -> list[str]:
    return [part.strip(" '") for part in str(context.get("expected", "")).replace(" or ", ",").split(",")]


def _unknown_key(key: str, known: list[str]) -> str:
    hint = hint_near_names(key, known)
    expected = "" if hint or not known else _("; known keys: {keys}").format(keys=join_names(known, 12))
    return _("unknown key {key}").format(key=show(key, 40)) + hint + expected


def _list_keys(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """Return the keys allowed by the model at a location."""
    here: Any = model
    for part in location:
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(str(part))
            here = _bare(field.annotation) if field else None
        elif get_origin(here) is dict:
            here = _bare(get_args(here)[1])
        else:
            return []
    return [*here.model_fields] if isinstance(here, type) and issubclass(here, BaseModel) else []


def _bare(annotation: Any) -> Any:
    """Unwrap ``Annotated`` and ``X | None``."""
    if hasattr(annotation, "__metadata__"):
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, type(int | None)}:
        return _bare(next(one for one in get_args(annotation) if one is not type(None)))
    return annotation
