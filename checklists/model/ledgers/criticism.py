"""What one member has to say of another; on the critic's sheet."""

from typing import Annotated, Literal

from pydantic import Field

from checklists.base.model import ItemId, MemberId, Model
from checklists.base.text import PROSE_LIMIT, ProseText


class Criticism(Model):
    """One criticism, directed."""

    to: MemberId
    text: Annotated[ProseText, Field(min_length=1, max_length=PROSE_LIMIT)]
    aspect: ItemId | Literal[""] = ""
    discussed: bool = False
    """Talked over with that member beforehand."""
    given: bool = False
    """Said at the meeting."""
    answer: ProseText = ""
    """What the other said to it at the meeting."""
