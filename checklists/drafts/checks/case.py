"""The input of a draft rule: the draft, its subject, the meeting and the thresholds that apply."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from checklists.base.text import remove_blanks
from checklists.drafts.recognise.tree import Draft, Point
from checklists.model.checks import DRAFT_RULES, CheckSetting, Level, RuleId
from checklists.model.meeting import GROUP, Meeting

_SELF = re.compile(r"我(?![们局县市省区校院委办乡镇党国部厅司行所队处科村街会])|本人")
_GROUP_HEAD = re.compile(r"班子|党组|党委|常委会|党总支|支部委员会|支委会")
_PERSON_HEAD = re.compile(
    r"个人|本人|书记|[局县市区镇乡部院校科处行队站所厂司厅]长|主任|主席|常委(?!会|班子)|委员(?!会)|成员|经理|董事长|总监|工程师|同志|姓名|党员(?!领导干部|大会)|(?<=[局委组院校部处科室站所队司会])\s[\u4e00-\u9fff·]{2,4}(?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to compare a draft with: another subject's, or last year's."""

    whose: str
    """The source's name, as a finding shows it."""
    text: str


@dataclass(frozen=True)
class Finding:
    """A violation of a rule at a place in a draft."""

    rule: RuleId
    start: int
    end: int
    words: str
    """The words in question, from the cleaned text; empty if something is missing altogether."""
    said: str = ""
    """What is wrong at this place."""
    beside: str = ""
    """The other passage of a near copy."""
    level: Level = "warning"

    @property
    def key(self) -> str:
        """The key under which the finding is marked as meant so: made of rule and words, whatever their place."""
        words = remove_blanks(self.words or self.said)
        return "f" + sha256(f"{self.rule}\n{words}".encode()).hexdigest()[:10]


@dataclass(frozen=True)
class Case:
    """A draft to check."""

    draft: Draft
    meeting: Meeting | None = None
    subject: str = ""
    settings: Mapping[RuleId, CheckSetting] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    """The texts not to be copied."""

    def get_threshold(self, rule: RuleId) -> float:
        """Return a rule's threshold: the meeting's, else the rule's own."""
        return DRAFT_RULES[rule].number(self.settings.get(rule))

    def is_on(self, rule: RuleId) -> bool:
        """Tell whether the meeting uses a rule."""
        setting = self.settings.get(rule)
        return setting is None or setting.on

    @cached_property
    def is_personal(self) -> bool:
        """Whether it is a member's draft, not the group's."""
        if self.subject:
            return self.subject != GROUP
        head = f"{self.draft.unit.text} {self.draft.title_text}"
        if _PERSON_HEAD.search(head):
            return True
        if _GROUP_HEAD.search(head):
            return False
        return len(_SELF.findall(self.draft.text)) >= len(re.findall("班子|我们", self.draft.text))

    @cached_property
    def halfwidth(self) -> str:
        """The half-width text for matching patterns."""
        return self.draft.source.halfwidth

    @cached_property
    def problems(self) -> tuple[Point, ...]:
        """The problems, in order."""
        return tuple(self.draft.points("problems"))

    @cached_property
    def causes(self) -> tuple[Point, ...]:
        """The causes, in order."""
        return tuple(self.draft.points("causes"))

    @cached_property
    def measures(self) -> tuple[Point, ...]:
        """The measures, in order."""
        return tuple(self.draft.points("measures"))

    @cached_property
    def group_titles(self) -> dict[int, str]:
        """The sub-heading above each point, by the point's position."""
        return {
            point.span.start: group.title.text
            for part in self.draft.parts
            for group in part.groups
            for point in group.points
        }

    def make_finding(self, rule: RuleId, start: int, end: int, said: str = "", beside: str = "") -> Finding:
        """Make a finding for a place in the text."""
        return Finding(rule, start, end, self.draft.text[start:end], said, beside, DRAFT_RULES[rule].level)


def is_first_person(text: str) -> bool:
    """Tell whether a text says “I”."""
    return bool(_SELF.search(text))
