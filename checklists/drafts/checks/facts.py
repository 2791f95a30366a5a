"""Aspects, problems and examples: whether each is there, and whether it is concrete."""

import re
from collections.abc import Iterator

from checklists.base.language import _
from checklists.drafts.checks.case import Case, Finding
from checklists.drafts.recognise.aspects import find_aspect

_NUMBER = r"[一二三四五六七八九十两百千几]"
_COUNTED = "|".join("次个项件起人户天月周年条处万篇名家批场轮份所座分遍倍成章节本册期页张栋宗例堂课届") + "|公里|小时"
_FACT = re.compile(
    rf"\d|《[^》]+》|{_NUMBER}+(?:多|余)?(?:{_COUNTED})(?!方面|时期|阶段)|今年|去年|前年|上半年|下半年|年初|年底|年中|季度|半(?:年|个月|月|天)|上个?月|上周|元旦|春节|国庆"
    r"|(?:^|(?<=[,，。;；:：、“(（\s在到对如的和与]))(?![我本全各该某有每])[\u4e00-\u9fff]{1,2}(?![我本全各该某此乡城集小村些])[\u4e00-\u9fff](?:镇|街道|社区|小区|小学|中学|水库|大桥|产业园|公路)"
)
_SLOGAN = re.compile(r"“[^”\d]{2,12}”")
"""A slogan in quotation marks: the digit in “一件事一次办” is no fact."""
_EVENT = re.compile(
    r"(?:创建|改造|征收|拆迁|换届|防汛|抗旱|验收|招标|采购|评审)(?=[^不没少]{0,6}[中时,，]|工作|项目)|专项行动|事故|险情|火灾|观摩会|现场会|信访件"
)
_QUOTED = re.compile(r"“[^”]{3,14}”")
_GENERIC = re.compile(
    r"(?:一些|有的|个别|部分|各|基层|所有|某些)(?:乡镇|镇|街道|社区|小区|学校)|乡镇|(?:街道|社区)(?:干部|工作)|第?一方面|一个|一些|一项|“(?:一岗双责|三会一课|两个维护|两个确立|四个意识|四个自信|第一议题|一把手|总开关|等靠要|三重一大|八小时外|两面人|老好人|好人主义|一言堂|总书记|三农|四风|最后一公里|花架子|差不多|多一事不如少一事)”|十分|百分|一时|几年"
)


def find_empty_aspect(case: Case) -> Iterator[Finding]:
    """Find sub-headings without a problem, and aspects of the meeting without a sub-heading."""
    groups = [group for part in case.draft.list_parts("problems") for group in part.groups]
    for group in groups:
        if group.title and not group.points:
            yield case.make_finding("empty-aspect", group.title.start, group.title.end)
    titled = [group for group in groups if group.title]
    if case.meeting is None or not titled:
        return
    aspects = case.meeting.settings.aspects
    found = {find_aspect(aspects, group.title.text) for group in titled}
    for key, name in aspects.items():
        if key not in found and found != {""}:
            place = case.draft.list_parts("problems")[0].title.start
            yield case.make_finding(
                "empty-aspect", place, place, _("no problem stands under “{name}”").format(name=name)
            )


def find_no_example(case: Case) -> Iterator[Finding]:
    """Find problems with neither an example nor a fact of their own."""
    for point in case.problems:
        if not point.examples and not has_fact(point.span.text):
            yield case.make_finding("no-example", point.span.start, point.span.end)


def find_example_without_fact(case: Case) -> Iterator[Finding]:
    """Find examples that name no date, number or event."""
    for point in case.problems:
        for example in point.examples:
            if not has_fact(example.text) and not has_name(example.text):
                yield case.make_finding("example-without-fact", example.start, example.end)


def has_fact(text: str) -> bool:
    """Tell whether a text names a number, a date or an event."""
    return bool(_FACT.search(_SLOGAN.sub("", _GENERIC.sub("", text))))


def has_name(text: str) -> bool:
    """Tell whether a text names an event: in quotation marks, or by its kind."""
    return bool(_QUOTED.search(_GENERIC.sub("", text)) or _EVENT.search(text))
