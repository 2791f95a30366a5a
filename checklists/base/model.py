"""What all file models share: frozen, strict, closed; and the kinds of key and list they are built from."""

from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from checklists.base.dates import EARLIEST, LATEST

FILE_FORMAT = 1
"""The newest file format this program knows; a newer one is refused, never half-read."""


class Model(BaseModel):
    """A frozen value read from TOML. Unknown keys and wrong types are faults, never guessed at."""

    # built when first used: only the outermost model of a file ever is, and each costs milliseconds at the start
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)

    def plain(self) -> dict[str, Any]:
        """Return the values for TOML: only those that differ from the defaults."""
        return self.model_dump(exclude_defaults=True)


Item = TypeVar("Item")
Many = Annotated[tuple[Item, ...], Field(strict=False)]
"""A list in TOML, a tuple here; its entries stay strict."""

ItemId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=48)]
MemberId = Annotated[str, Field(pattern=r"^m[0-9]{2,4}$")]
SubjectId = Annotated[str, Field(pattern=r"^(group|m[0-9]{2,4})$")]
RecordId = Annotated[str, Field(pattern=r"^[a-z][0-9a-z]{1,11}$")]
"""Of a ledger's record: a letter and a short random part, so that two machines never make the same one."""
# patterns rather than unions with "": of a union every member has its say about a wrong value, at a place of its own
OptionalItemId = Annotated[str, Field(pattern=r"^([a-z][a-z0-9]*(-[a-z0-9]+)*)?$", max_length=48)]
OptionalMemberId = Annotated[str, Field(pattern=r"^(m[0-9]{2,4})?$")]
OptionalSubjectId = Annotated[str, Field(pattern=r"^(group|m[0-9]{2,4})?$")]
OptionalRecordId = Annotated[str, Field(pattern=r"^([a-z][0-9a-z]{1,11})?$")]
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
Amount = Annotated[int, Field(ge=0, le=99_999)]
