"""Write models as bytes, the counterpart of `checklists.store.decoding`."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from pydantic import ValidationError

from checklists.base.errors import InvalidEditError
from checklists.base.faults import convert_errors
from checklists.base.language import _
from checklists.base.model import FILE_FORMAT, Model
from checklists.base.toml import dump, parse
from checklists.edits.change import Change, apply_changes
from checklists.store.decoding import get_model_type, get_size_limit

DIGEST_LENGTH = 16
"""Hexadecimal digits of a content's digest in the history."""


def compute_short_digest(content: bytes) -> str:
    """Return the digest of a content as in the history."""
    return sha256(content).hexdigest()[:DIGEST_LENGTH]


class FileContent(NamedTuple):
    """The new content of a file."""

    name: str
    """The name in the meeting's folder, such as ``members/m03.toml``."""
    model: Model
    content: bytes

    @property
    def short_digest(self) -> str:
        """The content's digest as in the history."""
        return compute_short_digest(self.content)


def encode_model(name: str, model: Model) -> FileContent:
    """Return a model as a file."""
    return FileContent(name, model, dump({"format": FILE_FORMAT, **model.plain()}))


def encode_changes(
    name: str, before: Mapping[str, Any], changes: list[Change], made: list[Change] | None = None
) -> FileContent:
    """Return the file with changes applied to its former values, after proving that it reads back the same.

    `made` is given the changes that were not so already. The same values and changes always give the same bytes.
    Raises `ConflictError` or `InvalidEditError`.
    """
    model_type = get_model_type(name)
    try:
        plain = apply_changes(before, changes, made)
    except (AttributeError, TypeError):  # a history edited by hand: its path leads into a value
        raise InvalidEditError(_("this edit does not fit {file} any more").format(file=name)) from None
    try:
        changed = model_type.model_validate(plain)
    except ValidationError as error:
        raise InvalidEditError(_("; ").join(str(one) for one in convert_errors(error, name, model_type))) from None
    encoded = encode_model(name, changed)
    limit = get_size_limit(name)
    if len(encoded.content) > limit:
        problem = _("{file} would become larger than {limit} MiB")
        raise InvalidEditError(problem.format(file=name, limit=limit >> 20))
    if model_type.model_validate(parse(encoded.content, limit)) != changed:
        raise InvalidEditError(_("{file} would not read back as it was written").format(file=name))
    return encoded
