"""The parts: which are missing, how long they are, and whether they explain and report what they must."""

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from checklists.base.language import N_, _
from checklists.base.text import remove_blanks
from checklists.drafts.checks.case import Case, Finding
from checklists.drafts.recognise.aspects import EXPLAINED
from checklists.drafts.recognise.tree import PartKind
from checklists.model.checks import RuleId

_NAMES: dict[PartKind, str] = {"problems": N_("Problems"), "causes": N_("Causes"), "measures": N_("Measures")}
_LAST_YEAR = re.compile(
    r"(?:上年度?|上一年度?|去年|上次|上一次|20\d\d年(?:度|(?=民主|组织|专题|主题|查摆)))[^。\n]{0,26}(?:民主生活会|组织生活会|查摆|检视|整改)[^。\n]{0,40}(?:整改|落实|完成|销号)"
    r"|(?:上年度?|上一年度?|去年)[^。\n]{0,20}(?:问题|措施)[^。\n]{0,20}(?:回头看|(?:均已|已全部|全部|逐[一项条])[^。\n]{0,6}(?:整改|完成|销号|落实))"
    r"|整改(?:措施|任务|事项)?(?:落实|完成)(?:情况|进展)|上年度[^。\n]{0,10}整改"
)
_ANY = re.compile("|".join(EXPLAINED.values()))
_CLOSE_ENOUGH = 60


def find_part_missing(case: Case) -> Iterator[Finding]:
    """Find a missing part among problems, causes and measures."""
    for kind, name in _NAMES.items():
        if not case.draft.list_parts(kind):
            yield case.make_finding("part-missing", 0, 0, _("nothing was recognised as: {part}").format(part=_(name)))


def find_part_share(case: Case) -> Iterator[Finding]:
    """Find drafts with too small a share of problems and causes."""
    parts = [*case.draft.list_parts("problems"), *case.draft.list_parts("causes")]
    if not parts:
        return
    share = sum(_length(case, part.start, part.end) for part in parts) / max(_length(case, 0, None), 1)
    if share < case.get_threshold("part-share"):
        said = _("problems and causes take {share}%").format(share=round(share * 100))
        yield case.make_finding("part-share", parts[0].title.start, parts[0].title.end, said)


def find_problems_length(case: Case) -> Iterator[Finding]:
    """Find a part of problems below the least length."""
    yield from _short(case, "problems", "problems-length")


def find_causes_length(case: Case) -> Iterator[Finding]:
    """Find a part of causes below the least length."""
    yield from _short(case, "causes", "causes-length")


def _short(case: Case, kind: PartKind, rule: RuleId) -> Iterator[Finding]:
    parts = case.draft.list_parts(kind)
    length = sum(_length(case, part.start, part.end) for part in parts)
    least = case.get_threshold(rule)
    if parts and length < least:
        said = _("{count} characters, usual are at least {least}").format(count=length, least=round(least))
        yield case.make_finding(rule, parts[0].title.start, parts[0].title.end, said)


def _length(case: Case, start: int, end: int | None) -> int:
    return len(remove_blanks(case.draft.text[start:end]))


def find_explanation_missing(case: Case) -> Iterator[Finding]:
    """Find what the checklist wants explained and neither the draft nor the sheet explains."""
    if not case.is_personal:
        return
    if case.meeting is None or not case.subject:
        if not _ANY.search(case.halfwidth):
            said = _("nothing is said of inquiries, inspections or personal matters")
            yield replace(case.make_finding("explanation-missing", 0, 0, said), level="hint")
        return
    given = case.meeting.sheet(case.subject).outline.explanations
    for key, wording in case.meeting.checklist.explanations.items():
        words = EXPLAINED.get(key) or "|".join(
            re.escape(one) for one in re.split(r"[、，和及]", wording.zh) if len(one) > 1
        )
        if not given.get(key) and not (words and re.search(words, case.halfwidth)):
            yield case.make_finding("explanation-missing", 0, 0, _("not explained: {what}").format(what=wording))


def find_last_year_missing(case: Case) -> Iterator[Finding]:
    """Find measures carried over from last year but missing in the draft; without a ledger, drafts without any."""
    entries = {}
    if case.meeting is not None:
        whose = case.subject or "group"
        everything = case.meeting.ledgers.rectification.entries
        entries = {key: one for key, one in everything.items() if one.origin and one.subject == whose}
    if not entries:
        if not _LAST_YEAR.search(case.halfwidth):
            yield case.make_finding("last-year-missing", 0, 0)
        return
    for key, entry in entries.items():
        near = max(fuzz.partial_ratio(text, case.draft.text) for text in (entry.text, entry.problem or entry.text))
        if near < _CLOSE_ENOUGH:
            yield case.make_finding("last-year-missing", 0, 0, _("nothing is said of measure {id}").format(id=key))
