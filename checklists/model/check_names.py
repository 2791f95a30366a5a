"""The names of all rules: light, because the meeting's settings name them."""

from typing import Annotated, Literal

from pydantic import Field

from checklists.base.model import Model

RuleId = Literal[
    "placeholder",
    "missing-number",
    "empty-aspect",
    "no-example",
    "example-without-fact",
    "numbering-gap",
    "numbering-double",
    "praise-first",
    "praise-share",
    "hedging",
    "group-voice",
    "work-for-thought",
    "cause-unled",
    "problem-unexplained",
    "measure-vague",
    "opinion-unanswered",
    "explanation-missing",
    "last-year-missing",
    "part-missing",
    "part-share",
    "problems-length",
    "causes-length",
    "foreign-place",
    "foreign-unit",
    "near-copy",
    "slip",
]
Level = Literal["error", "warning", "hint"]


class CheckSetting(Model):
    """How one rule is to be used in this meeting: ``[checks.hedging]``."""

    on: bool = True
    threshold: Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)] | None = None
    """What its number means, its page of the documentation says; without one, the rule's own."""
