"""Placeholders left in the text, such as X条, ××, 某某 and 【】; and numbers left out."""

import re
from collections.abc import Iterator

from checklists.base.language import _
from checklists.drafts.checks.case import Case, Finding

_UNIT = "条名次个项人件篇天年月日万亿元%户家处起批场镇乡村市县区省局部委科室同志"
_BLANK = re.compile(
    rf"(?<![A-Za-z二])[XxΧ×✕╳*○□]{{2,}}(?![A-Za-z0-9])(?:[{_UNIT}](?!了))?|(?<![A-Za-z\d*])[X×✕╳*](?=\s?[{_UNIT}])\s?[{_UNIT}]"
    rf"|(?<![A-Za-z])x(?=[{_UNIT}])[{_UNIT}]"
    r"|某某[\u4e00-\u9fff]?|(?<![\u4e00-\u9fff])某(?:同志|局|县|市|镇|乡|单位)|【(?![^】]{0,8}(?:事例|案例|例子|举例|问题|原因|措施|表现|方向|剖析|打算|情况|目标|整改|检视|反思|启示)】)[^】\n]{0,30}】|_{2,}[\u4e00-\u9fff]?|\.{6,}"
    r"|[(]\s?(?:此处|请|待|填写|补充|填|略|举例|具体)[^()\n]{0,30}[)]|[(]\s*[)]|(?<![有亟尚])待(?:补充|填写|完善|核实|定)(?=[。;,)\s]|$)|[?]{2,}"
)
_CASE = re.compile("案例|警示|以案|通报")
_MISSING = re.compile(
    r"(?P<opinions>(?:征求|收集|征集|梳理|收到|归纳|听取)(?:到|了|出)?(?:各类|各方面|班子|有关)?(?:的)?意见(?:和|与|、)?(?:建议)?(?:共|共计)?\s?条)"
    r"|(?P<talks>谈心谈话(?:共|累计|共计)?\s?(?:人次|次))"
    r"|(?P<study>(?:集中学习|学习研讨|集体学习)(?:研讨)?(?:共|累计|共计)?\s?次)"
)


def find_placeholder(case: Case) -> Iterator[Finding]:
    """Find remaining placeholders."""
    cases = [part for part in case.draft.list_parts("other") if _CASE.search(part.title.text)]
    for match in _BLANK.finditer(case.halfwidth):
        if "某" in match[0] and any(part.start <= match.start() < part.end for part in cases):
            continue  # a case may leave unnamed whom it is about
        yield case.make_finding("placeholder", match.start(), match.end(), _get_count(case, match.start(), match.end()))


def find_missing_number(case: Case) -> Iterator[Finding]:
    """Find missing numbers, and give the ledger's number."""
    for match in _MISSING.finditer(case.halfwidth):
        number = _count_entries(case, str(match.lastgroup))
        said = "" if number is None else _("the ledger has {number}").format(number=number)
        yield case.make_finding("missing-number", match.start(), match.end(), said)


def _get_count(case: Case, start: int, end: int) -> str:
    """Return the ledger's number for a blank; empty if it has none."""
    before, unit = case.halfwidth[max(start - 14, 0) : start], case.halfwidth[end - 1 : end]
    kind = "opinions" if unit == "条" and "意见" in before else ""
    kind = kind or (
        "talks" if unit in "次人" and "谈" in before else "study" if unit == "次" and "学习" in before else ""
    )
    number = _count_entries(case, kind)
    return "" if number is None else _("the ledger has {number}").format(number=number)


def _count_entries(case: Case, kind: str) -> int | None:
    if case.meeting is None:
        return None
    ledgers = case.meeting.ledgers
    if kind == "opinions":
        opinions = ledgers.opinions.opinions.values()
        return sum(one.voices for one in opinions if not case.subject or case.subject in one.about)
    if kind == "study":
        return len(ledgers.study.sessions)
    if kind == "talks":
        talks = [one for one in ledgers.talks.talks.values() if one.held]
        return sum(not case.is_personal or case.subject in {one.member, one.partner} for one in talks)
    return None
