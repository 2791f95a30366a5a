"""Counting rules: how far a duty is, counted from the files. A closed, documented set of pure functions.

Each gives have and need, and names what is missing, so that "why not" is always answered by naming things.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from checklists.base.language import N_
from checklists.readiness.rules import after, criticism, opinions, outline, study, talks
from checklists.readiness.rules.count import Count
from checklists.readiness.rules.roster import (
    Quorum,
    aspects_set,
    compute_quorum,
    compute_signed_quorum,
    quorum_forecast,
    roster_complete,
)

if TYPE_CHECKING:
    from checklists.model.checklist import Item
    from checklists.model.meeting import Meeting

EntryPlace = Literal["settings", "study", "opinions", "talks", "outline", "criticism", "day", "rectification"]
"""The place of the data counted by a rule."""
__all__ = ["RULES", "Count", "CountingRule", "EntryPlace", "Quorum", "compute_quorum", "compute_signed_quorum", "count"]


class CountingRule(NamedTuple):
    """A counting rule: function, scope, meaning, and place of its data."""

    counted: Callable[["Meeting", str, int], Count]
    scope: Literal["group", "member", "any"]
    meaning: str
    place: EntryPlace = "settings"


RULES: dict[str, CountingRule] = {
    "aspects-set": CountingRule(
        aspects_set, "group", N_("the theme is set and there are at least `need` aspects to inspect")
    ),
    "roster-complete": CountingRule(
        roster_complete,
        "group",
        N_("at least `need` members are on the roster, each with a post, and one is the principal"),
    ),
    "quorum-forecast": CountingRule(
        quorum_forecast, "group", N_("enough members are expected to attend, the principal among them")
    ),
    "carried-settled": CountingRule(
        after.carried_settled,
        "group",
        N_("each of at least `need` measures of the last meeting is closed with evidence, or its state is explained"),
        "rectification",
    ),
    "study-planned": CountingRule(
        study.study_planned, "group", N_("a reading list, and at least `need` sessions are planned"), "study"
    ),
    "study-held": CountingRule(
        study.study_held, "group", N_("at least `need` sessions were held, with attendance taken"), "study"
    ),
    "study-attended": CountingRule(
        study.study_attended, "member", N_("the member attended `need` sessions, or made up for them"), "study"
    ),
    "texts-read": CountingRule(
        study.texts_read, "member", N_("the member has read every required text, at least `need`"), "study"
    ),
    "study-made-up": CountingRule(
        study.study_made_up, "member", N_("the member has made up for every session missed"), "study"
    ),
    "channels-chosen": CountingRule(
        opinions.channels_chosen,
        "group",
        N_("at least `need` channels, and as many groups asked as the target sources says"),
        "opinions",
    ),
    "channels-closed": CountingRule(
        opinions.channels_closed, "group", N_("every channel is closed, its opinions counted"), "opinions"
    ),
    "opinions-add-up": CountingRule(
        opinions.opinions_add_up,
        "group",
        N_("for every channel the ledger accounts for as many opinions as came in"),
        "opinions",
    ),
    "opinions-fed-back": CountingRule(
        opinions.opinions_fed_back,
        "any",
        N_("every opinion about the subject was fed back, or that there are none"),
        "opinions",
    ),
    "opinions-claimed": CountingRule(
        opinions.opinions_claimed,
        "any",
        N_("every opinion about the subject is claimed, or answered in words"),
        "opinions",
    ),
    "opinions-answered": CountingRule(
        opinions.opinions_answered,
        "any",
        N_("every claimed opinion is answered by a problem of the outline, or in words"),
        "outline",
    ),
    "talk-principal": CountingRule(talks.talk_principal, "member", N_("a talk with the principal was held"), "talks"),
    "talks-members": CountingRule(
        talks.talks_members, "member", N_("a talk with every other member was held, the principal apart"), "talks"
    ),
    "talks-units": CountingRule(
        talks.talks_units, "member", N_("a talk with the head of every unit in their charge was held"), "talks"
    ),
    "talk-branch": CountingRule(talks.talk_branch, "member", N_("a talk with their own branch was held"), "talks"),
    "talks-requested": CountingRule(
        talks.talks_requested, "member", N_("every talk that was asked for was held"), "talks"
    ),
    "aspects-covered": CountingRule(
        outline.aspects_covered, "any", N_("every aspect has as many problems as the target says"), "outline"
    ),
    "problems-exemplified": CountingRule(
        outline.problems_exemplified, "any", N_("every problem has an example"), "outline"
    ),
    "problems-explained": CountingRule(outline.problems_explained, "any", N_("every problem has a cause"), "outline"),
    "causes-met": CountingRule(outline.causes_met, "any", N_("every cause has a measure"), "outline"),
    "measures-complete": CountingRule(
        outline.measures_complete, "any", N_("every measure has an owner, a due date and a target"), "outline"
    ),
    "problems-listed": CountingRule(
        outline.problems_listed, "any", N_("every aspect has its problems, every problem an example"), "outline"
    ),
    "causes-found": CountingRule(
        outline.causes_found, "any", N_("every problem has a cause, and there are at least `need`"), "outline"
    ),
    "measures-set": CountingRule(
        outline.measures_set,
        "any",
        N_("every cause has a measure with owner, due date and target, and there are at least `need`"),
        "outline",
    ),
    "outline-complete": CountingRule(
        outline.outline_complete,
        "any",
        N_("problems, causes and measures are complete, claimed opinions answered, the outline submitted"),
        "outline",
    ),
    "outline-reviewed": CountingRule(
        outline.outline_reviewed,
        "any",
        N_("the outline has passed the principal, or the group's discussion"),
        "outline",
    ),
    "outline-approved": CountingRule(
        outline.outline_approved, "any", N_("the supervising group has approved the outline"), "outline"
    ),
    "explanations-given": CountingRule(
        outline.explanations_given,
        "any",
        N_("everything that must be explained is answered, also with none"),
        "outline",
    ),
    "criticisms-written": CountingRule(
        criticism.criticisms_written, "member", N_("`need` criticisms of each other member are written"), "criticism"
    ),
    "criticisms-discussed": CountingRule(
        criticism.criticisms_discussed,
        "member",
        N_("`need` criticisms of each other member were talked over with them"),
        "criticism",
    ),
    "criticisms-sound": CountingRule(
        criticism.criticisms_sound, "member", N_("at least `need` criticisms, none only hopes or praises"), "criticism"
    ),
    "signed-in": CountingRule(
        after.signed_in,
        "group",
        N_("every member's presence is recorded, and enough are there, the principal among them"),
        "day",
    ),
    "self-criticism-given": CountingRule(
        after.self_criticism_given, "member", N_("the member has given their self-criticism"), "day"
    ),
    "criticisms-given": CountingRule(
        criticism.criticisms_given, "member", N_("`need` criticisms given to each member who was there"), "criticism"
    ),
    "absentee-told": CountingRule(after.absentee_told, "member", N_("who was away was told afterwards"), "day"),
    "measures-closed": CountingRule(
        after.measures_closed,
        "group",
        N_("each of at least `need` measures is closed, or carried into next year with a reason"),
        "rectification",
    ),
}


def count(meeting: "Meeting", item: "Item", subject: str) -> Count:
    """Count an item with a rule for a subject."""
    rule = item.rule
    if rule is None:
        raise ValueError(item.id)
    need = rule.need if isinstance(rule.need, int) else meeting.target(rule.need)
    return RULES[rule.name].counted(meeting, subject, need)
