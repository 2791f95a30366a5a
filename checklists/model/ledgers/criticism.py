"""What one member has to say of another; on the critic's sheet."""

from typing import Annotated

from pydantic import Field

from checklists.base.model import MemberId, Model, OptionalItemId
from checklists.base.text import PROSE_LIMIT, ProseText


class Criticism(Model):
    """One criticism, directed."""

    to: MemberId
    text: Annotated[ProseText, Field(min_length=1, max_length=PROSE_LIMIT)]
    aspect: OptionalItemId = ""
    discussed: bool = False
    """Talked over with that member beforehand."""
    given: bool = False
    """Said at the meeting."""
    answer: ProseText = ""
    """What the other said to it at the meeting."""
