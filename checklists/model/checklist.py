"""A checklist is data: stages in order, each with its items.

It is read and checked by `checklists.store.decoding`.
"""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from checklists.base.language import choose_text
from checklists.base.model import FILE_FORMAT, ItemId, Many, Model
from checklists.base.text import LineText, ProseText

Circumstance = Literal["date-moved", "case-analysis"]
"""What only some meetings have: a date moved with consent, a case to analyse."""
Condition = Literal[
    "always",
    "date-moved",
    "case-analysis",
    "absent",
    "present",
    "not-principal",
    "has-units",
    "has-branch",
    "missed-study",
    "missed-meeting",
]

Scope = Literal["group", "member"]
Phase = Literal["before", "after"]
Role = Literal["principal", "secretary", "organisation", "discipline", "member", "supervisor", "group"]
Target = Literal["study_sessions", "channels", "sources", "problems_per_aspect", "criticisms_per_pair"]
BasisKind = Literal["rule", "local-rule", "practice"]
DayOffset = Annotated[int, Field(ge=-400, le=400)]


class Wording(Model):
    """A text in both languages; the checklist's check reports a missing one."""

    zh: LineText = ""
    en: LineText = ""

    def __str__(self) -> str:
        return choose_text(self.zh, self.en)


class Guidance(Model):
    """A text of several lines in both languages."""

    zh: ProseText = ""
    en: ProseText = ""

    def __str__(self) -> str:
        return choose_text(self.zh, self.en)


class ItemRule(Model):
    """The counting rule that settles an item, and the number it needs."""

    name: LineText
    need: Annotated[int, Field(ge=0, le=999)] | Target = 1
    """A number, or the name of a target in the meeting's settings."""


class Basis(Model):
    """The source of an item: a national rule, a local rule, or practice."""

    kind: BasisKind = "practice"
    verified: bool = False
    """Whether a published source was found for it."""


class Item(Model):
    """One thing to do, for the group or for each member."""

    title: Wording
    guide: Guidance = Guidance()
    scope: Scope = "group"
    required: bool = True
    due: DayOffset
    """Days from the meeting's date, negative before it."""
    responsible: Role = "secretary"
    after: Many[ItemId] = ()
    """Items that come first."""
    when: Condition = "always"
    """A named condition; where it does not hold the item does not apply."""
    rule: ItemRule | None = None
    """Counted from the files; without it the item is marked by hand."""
    evidence: Wording = Wording()
    """The evidence required; empty if a mark is enough."""
    basis: Basis = Basis()
    id: str = Field(default="", exclude=True)
    """Its key in the file."""
    stage: str = Field(default="", exclude=True)
    """The key of its stage."""


class Stage(Model):
    """One part of the preparation."""

    title: Wording
    guide: Guidance = Guidance()
    phase: Phase = "before"
    """Only *before* counts for readiness."""
    items: dict[ItemId, Item] = {}


class Checklist(Model):
    """Stages and their items, with the default numbers that counting rules use."""

    format: Annotated[int, Field(ge=1)] = FILE_FORMAT
    id: ItemId
    title: Wording
    description: Guidance = Guidance()
    targets: dict[Target, Annotated[int, Field(ge=0, le=999)]] = {}
    explanations: dict[ItemId, Wording] = {}
    """What every member must explain in their outline, also where there is nothing to explain."""
    stages: dict[ItemId, Stage]

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by id, in the checklist's order, each knowing its id and stage."""
        found = {}
        for stage_id, stage in self.stages.items():
            for item_id, item in stage.items.items():
                found[item_id] = item.model_copy(update={"id": item_id, "stage": stage_id})
        return found

    @cached_property
    def items_by_scope(self) -> dict[Scope, tuple[Item, ...]]:
        """The items for the group, and those for each member, in order."""
        return {
            "group": tuple(item for item in self.items.values() if item.scope == "group"),
            "member": tuple(item for item in self.items.values() if item.scope == "member"),
        }

    @cached_property
    def deadlines(self) -> dict[str, int]:
        """The deadline of each item: the earliest due day of the items that wait for it, or its own."""
        waiting: dict[str, list[int]] = {}
        for item in self.items.values():
            for first in item.after:
                waiting.setdefault(first, []).append(item.due)
        return {item.id: min(waiting.get(item.id, [item.due])) for item in self.items.values()}

    def is_before(self, item: Item) -> bool:
        """Tell whether the item counts for readiness."""
        return self.stages[item.stage].phase == "before"
