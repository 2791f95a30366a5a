"""The rules of the drafts' checks: level, threshold, reason and remedy of each."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from checklists.base.language import N_, _
from checklists.base.model import Model
from checklists.base.text import show
from checklists.model.thresholds import PERCENT, Threshold

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


_FIELDS = {"on": N_("in use"), "threshold": N_("Threshold")}


def translate_check_part(part: str) -> str:
    """Return the word for a part of a setting's place: the rule's title, or the name of its option."""
    rule = find_rule(part)
    return _(rule.title) if rule else _(_FIELDS.get(part, part))


def show_setting(rule: str, name: str, value: object) -> str:
    """Return a setting in words; without one, the rule's default."""
    if name == "on":
        return _("off") if value is False else _("on")
    known = find_rule(rule)
    threshold = known.threshold if known else None
    if threshold is None or not isinstance(value, int | float | None):
        return show("–" if value is None else value)
    return threshold.format_with_unit(threshold.default if value is None else value)


@dataclass(frozen=True, slots=True)
class DraftRule:
    """One rule of the drafts' checks."""

    id: RuleId
    level: Level
    title: str
    why: str
    mend: str
    threshold: Threshold | None = None

    def number(self, setting: CheckSetting | None) -> float:
        """Return the number in force: the meeting's, else the default; 0 for a rule without one."""
        if setting is not None and setting.threshold is not None:
            return setting.threshold
        return self.threshold.default if self.threshold else 0


_ALL = (
    DraftRule(
        "placeholder",
        "error",
        N_("a blank was left to fill in"),
        N_("Whoever reads it sees at once that the text was copied and not finished."),
        N_("Put in the real number, name or fact, or take the sentence out."),
    ),
    DraftRule(
        "missing-number",
        "error",
        N_("a number is missing"),
        N_("The numbers of opinions, talks and sessions are compared with the ledgers."),
        N_("Put in the number that the ledger has."),
    ),
    DraftRule(
        "empty-aspect",
        "error",
        N_("an aspect without a problem"),
        N_("Every aspect of the notice must be inspected; one left out is returned."),
        N_("Name at least one problem of this aspect."),
    ),
    DraftRule(
        "no-example",
        "warning",
        N_("a problem without an example"),
        N_("A problem that no case shows is abstract and fits anyone."),
        N_("Add a case: when, what, and with what result."),
    ),
    DraftRule(
        "example-without-fact",
        "warning",
        N_("an example without a fact"),
        N_("An example without time, number or name proves nothing."),
        N_("Say when it was, what it was about, and how often or how much."),
    ),
    DraftRule(
        "numbering-gap",
        "warning",
        N_("a number is left out in an enumeration"),
        N_("It looks as if something had been struck out, or the wrong version were handed in."),
        N_("Renumber, or restore what is missing."),
    ),
    DraftRule(
        "numbering-double",
        "warning",
        N_("a number is repeated in an enumeration"),
        N_("References to it are no longer clear."),
        N_("Renumber."),
    ),
    DraftRule(
        "praise-first",
        "warning",
        N_("praise before the problem"),
        N_("A self-inspection begins with what is wrong; praise before it weakens it."),
        N_("Strike the praise and begin with the problem."),
    ),
    DraftRule(
        "praise-share",
        "warning",
        N_("too much praise among the problems"),
        N_("Long on merits, thin on problems is a classic reason for a return."),
        N_("Shorten the praise; it belongs in the work report."),
        Threshold(0.2, 0.01, 1, PERCENT, N_("The share of praise in the part of problems above which it is reported.")),
    ),
    DraftRule(
        "hedging",
        "warning",
        N_("others are blamed: “some”, “individual”, “a few”"),
        N_("Who says “some comrades” speaks of others, not of oneself."),
        N_("Say “we” or “I”, and what we or I did not do."),
        Threshold(
            3,
            1,
            99,
            N_("times"),
            N_(
                "How often such words must stand among problems and causes, and more often than “we”, “I”, “the group”."
            ),
        ),
    ),
    DraftRule(
        "group-voice",
        "warning",
        N_("a problem of the group in a personal draft"),
        N_("A personal outline is to speak of one's own problems, not to hide behind the group."),
        N_("Say what I myself did or failed to do."),
    ),
    DraftRule(
        "work-for-thought",
        "hint",
        N_("work in place of thought"),
        N_("What lags in the work is not yet what is wrong in thinking, style and conduct."),
        N_("Say what attitude or conduct is behind it."),
    ),
    DraftRule(
        "cause-unled",
        "hint",
        N_("a cause that no problem leads to"),
        N_("A cause that explains nothing is a set piece."),
        N_("Tie it to a problem, or take it out."),
    ),
    DraftRule(
        "problem-unexplained",
        "hint",
        N_("a problem that no cause explains"),
        N_("A problem whose cause is not seen comes back."),
        N_("Add the cause behind it."),
    ),
    DraftRule(
        "measure-vague",
        "warning",
        N_("a measure without owner, date or target"),
        N_("What has no owner, no date and no target cannot be checked at the next meeting."),
        N_("Say who does it, until when, and how to tell that it is done."),
        Threshold(
            0,
            0,
            2,
            N_("of three"),
            N_("How many of the three may be missing; with 1, a measure that lacks only one is not reported."),
        ),
    ),
    DraftRule(
        "opinion-unanswered",
        "error",
        N_("a claimed opinion is not answered"),
        N_("An opinion that was claimed and is not answered is found by the supervisors."),
        N_("Answer it with a problem in the draft, or in words in the ledger."),
    ),
    DraftRule(
        "explanation-missing",
        "error",
        N_("an explanation is missing"),
        N_("What must be explained is asked for point by point; a blank is returned."),
        N_("Explain it; write “none” where that is so."),
    ),
    DraftRule(
        "last-year-missing",
        "warning",
        N_("last year's measures are not reported on"),
        N_("The meeting begins with what became of the last one's measures."),
        N_("Report on each measure: done, under way, or why not."),
    ),
    DraftRule(
        "part-missing",
        "error",
        N_("a part is missing"),
        N_("Problems, causes and measures belong together."),
        N_("Write the part, or give it a heading that says what it is."),
    ),
    DraftRule(
        "part-share",
        "warning",
        N_("problems and causes take too small a share"),
        N_("A draft that speaks mostly of other things is thin on problems."),
        N_("Shorten the rest, or go deeper into problems and causes."),
        Threshold(0.5, 0.01, 1, PERCENT, N_("The least share of problems and causes in the whole.")),
    ),
    DraftRule(
        "problems-length",
        "warning",
        N_("the problems are short"),
        N_("A few lines cannot say what is wrong, how it shows and how far it goes."),
        N_("Describe each problem and its example."),
        Threshold(
            500,
            1,
            20_000,
            N_("characters"),
            N_("The least characters without blanks; a common value, check your notice."),
        ),
    ),
    DraftRule(
        "causes-length",
        "warning",
        N_("the causes are short"),
        N_("Shallow analysis is a common reason for a return."),
        N_("Go into thinking, purpose, responsibility and discipline."),
        Threshold(
            300,
            1,
            20_000,
            N_("characters"),
            N_("The least characters without blanks; a common value, check your notice."),
        ),
    ),
    DraftRule(
        "foreign-place",
        "warning",
        N_("the name of another place"),
        N_("It is most often a leftover of a draft that was copied."),
        N_("Use your own place, or say why the other is named."),
    ),
    DraftRule(
        "foreign-unit",
        "warning",
        N_("the name of another unit"),
        N_("It is most often a leftover of a draft that was copied."),
        N_("Use your own unit, or say why the other is named."),
    ),
    DraftRule(
        "near-copy",
        "warning",
        N_("nearly the same as another text"),
        N_("The same wording as a colleague's, the group's or last year's was not thought through."),
        N_("Rewrite it from your own work."),
        Threshold(
            0.8,
            0.5,
            1,
            PERCENT,
            N_("How alike two texts must be to be reported; texts under 16 characters are not compared."),
        ),
    ),
    DraftRule(
        "slip",
        "hint",
        N_("a slip of the pen"),
        N_("Slips show that nobody proofread it."),
        N_("Write it as proposed."),
    ),
)
DRAFT_RULES: dict[RuleId, DraftRule] = {rule.id: rule for rule in _ALL}


def find_rule(name: str) -> DraftRule | None:
    """Return a rule by its name; ``None`` if there is none."""
    return next((rule for rule in _ALL if rule.id == name), None)
