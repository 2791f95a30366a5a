"""The chain of problem, cause and measure: missing links, and measures that cannot be checked."""

import re
from collections.abc import Iterator

from checklists.base.language import _, join_names
from checklists.base.text import remove_blanks
from checklists.drafts.checks.case import Case, Finding
from checklists.drafts.recognise.tree import Group, Point
from checklists.model.ledgers.outline import Outline

_TOPICS = {
    "theory": "理论|学习|武装|学懂|学用|学而|研读|钻研",
    "politics": "政治|忠诚|看齐|大局|站位|贯彻|落实|执行",
    "purpose": "宗旨|群众|深入[^，。；,;不]{1,8}(?:少|不)|下基层|蹲点|为民|调研|基层|走访|服务|民生|人民",
    "duty": "担当|责任|斗争|攻坚|畏难|落实|创新|干事|开拓|进取|求稳|怕|啃|难题|魄力"
    "|改革|推动|推进|思路|办法|履职|尽责|尽职|严格|审核|把关|标准|细致|统筹",
    "style": "作风|形式主义|官僚|文风|会风|务实|享乐|勤俭|奢|艰苦|实干",
    "discipline": "纪律|廉洁|从严治党|一岗双责|党风廉政|规矩|家风|自律"
    "|法纪|律己|监督|底线|从严|批评|提醒|廉政|自我要求|执纪",
    "ability": "能力|本领|专业|业务|知识|水平|素质|政绩",
    "building": "党建|组织建设|组织观念|干部|支部|队伍",
    "party": "党性|信念|信仰|组织生活|修养|初心|世界观|总开关",
}
_TOPIC = {name: re.compile(words) for name, words in _TOPICS.items()}
_BROAD = {
    "party": {"theory", "politics", "discipline", "style", "building"},
    "theory": {"politics", "ability", "party"},
    "style": {"duty"},
    "duty": {"style", "ability", "building"},
    "discipline": {"building", "style"},
    "building": {"party"},
}
"""Topics with effects on other topics: too little study, too little knowledge."""
_PEOPLE = re.compile("居民|满意|诉求|投诉|业主|师生|患者|村民|职工|企业反映")
"""Words for the people served."""
_ROOTS = {"theory", "politics", "party", "duty", "ability"}
"""Possible causes of any problem."""
_OWNER = re.compile(
    r"责任(?:人|领导|单位|部门|科室|主体)|牵头|由[^。;,]{2,14}(?:负责|牵头|落实|抓)|(?:书记|局长|班子成员|分管(?:领导|负责人)|主要负责人|办公室|[\u4e00-\u9fff]{2,6}科)(?:负责|牵头|带头|每|要|逐一|分别)"
)
_DATE = re.compile(
    r"20\d\d年|\d{1,2}月|季度|每[周月季年日天]|每(?:个|半)?(?:月|星期|年|季度|工作日|学期|学年)|年底|年内|年前|月底|\d+(?:天|日|个月|周|小时|分钟)内|\d+小时(?=办结|响应|回复|答复)|\d+个工作日|每次[^。;]{0,14}\d|(?:发出|上报|报送|印发|开工|上会|召开|外出)前|长期坚持|立行立改|提前\d+[天日]|立即|即日起|[一二三四五六七八九十两]个?(?:月|季度|工作日|周)内|全年|上半年|下半年|今年|明年"
)
_AMOUNT = re.compile(
    r"\d|[一二三四五六七八九十两百]+(?:次|篇|项|个|件|天|份|场|轮|户|条|名|人|遍|小时|堂|批|期)|[百千万]分之"
    r"|每次|逐[一项条户个人]|(?:高于|低于|超过|优于)[^。;,]{2,}"
    r"|每(?:天|日|周|月|季度|半年|学期|年)[^。;,]{0,6}(?:开展|组织|召开|走访|检查|抽查|自查|撰写|学习|参加|通报|调度|研判|听取|汇报|公开|公示|交流)|为零|零(?:差错|投诉|事故|违规|缺席|延误)|记录在案|每(?:周|月|季度|半年|学期|年)(?:\d+日)?固定|全部(?!精力|力量|心思)"
    r"|全覆盖|清零|销号|台账|清单|闭环|(?:完成(?!时限|期限)|建成|办结|竣工|投用|上线|消除|推开|复工|开工|完工|交付|通车|投产|分解)[^。;,]*|(?:出台|制定|修订|形成|建立)[^。;,]{0,18}(?:办法|制度|方案|机制|规定|规则|计划|报告|细则)"
)
_DONE_WITHIN = re.compile(
    r"\d+个?(?:工作日|日|天|小时|月)内?[^。;,]{0,12}(?:办结|立案|核查|回复|答复|处理|解决|修复|整改|完成|处置|化解|转接|公开|报告)"
)
"""A time limit for each case counts as a target."""
_BY_THEN = re.compile(
    r"(?:底|月|日|年)前,?(?![^。;,]{0,6}(?:努力|[加增]强|提高|提升|改进|进一步|转变|强化|优化|深化|推[进动]|抓好|做好|加大|完善))"
    r"[^。;,]{4,}"
)
"""What is to be done by a date counts as a target, unless it is only to improve."""
_DATES = re.compile(r"20\d\d年|\d{1,2}月(?:份|底|\d{1,2}日)?|第?[一二三四1-4]季度|\d+日")


def find_cause_unled(case: Case) -> Iterator[Finding]:
    """Find causes that explain no problem."""
    links = _links(case)
    if links:
        causes, _problems = links
        named = {key for one in links[1].values() for key in one}
        for point, key in causes.items():
            if key not in named:
                yield case.make_finding("cause-unled", *_place(point))
        return
    if not case.problems:
        return
    each = [_topics(case, "problems", point) for point in case.problems]
    if not all(each):
        return  # a problem whose topic is not known may be what the cause leads to
    wholes = [case.draft.text[slice(*point.whole)] for point in case.problems]
    problems = set().union(*each, *map(_topics_in, wholes), {"purpose"} if any(map(_PEOPLE.search, wholes)) else ())
    for point in case.causes:
        topics = _topics(case, "causes", point)
        if topics and not topics & _ROOTS and not _wide(topics) & problems:
            yield case.make_finding("cause-unled", *_place(point))


def find_problem_unexplained(case: Case) -> Iterator[Finding]:
    """Find problems without a cause."""
    links = _links(case)
    if links:
        for point, causes in links[1].items():
            if not causes:
                yield case.make_finding("problem-unexplained", *_place(point))
        return
    if not case.causes:
        return
    each = [_topics(case, "causes", point) for point in case.causes]
    if not all(each):
        return
    causes_of = set().union(*map(_wide, each))
    for point in case.problems:
        topics = _topics(case, "problems", point)
        if topics and not _wide(topics) & causes_of:
            yield case.make_finding("problem-unexplained", *_place(point))


def find_measure_vague(case: Case) -> Iterator[Finding]:
    """Find measures that lack more of owner, date and target than the threshold allows."""
    allowed = case.get_threshold("measure-vague")
    for part in case.draft.list_parts("measures"):
        for group in part.groups:
            for point in group.points:
                lacking = _lacking(case, group, point)
                if len(lacking) > allowed:
                    said = _("missing: {what}").format(what=join_names(lacking))
                    yield case.make_finding("measure-vague", point.span.start, point.span.end, said)


def _lacking(case: Case, group: Group, point: Point) -> list[str]:
    text = case.halfwidth[slice(*point.whole)]
    shared = _shared(case, group)
    found = []
    if not case.is_personal and not _OWNER.search(text + shared):
        found.append(_("owner"))
    if not _DATE.search(text + shared):
        found.append(_("date"))
    if not _DONE_WITHIN.search(text) and not _BY_THEN.search(text) and not _AMOUNT.search(_DATES.sub("", text)):
        found.append(_("target"))
    return found


def _shared(case: Case, group: Group) -> str:
    """Return the owner and date that the last measure under a sub-heading gives for all: 责任人：…；完成时限：…."""
    if not group.title or not group.points:
        return ""
    text = case.halfwidth[slice(*group.points[-1].whole)]
    match = re.search(r"(?:责任(?:人|领导|单位|部门)|牵头(?:领导|单位)|(?:完成|整改)时限)[:].*", text)
    return match[0] if match else ""


def _place(point: Point) -> tuple[int, int]:
    return point.span.start, point.span.end


def _topics(case: Case, kind: str, point: Point) -> set[str]:
    """Return a point's topics: those of its first sentence and sub-heading, else of its whole text."""
    head = _head(point)
    title = case.group_titles.get(point.span.start, "")
    near = _topics_in(head + title)
    if near and kind == "problems":
        return near
    return near | _topics_in(point.span.text)


def _topics_in(text: str) -> set[str]:
    return {name for name, pattern in _TOPIC.items() if pattern.search(text)}


def _head(point: Point) -> str:
    return re.split(r"[。;；]", point.span.text, maxsplit=1)[0]


def _wide(topics: set[str]) -> set[str]:
    return topics.union(*(_BROAD.get(one, set()) for one in topics))


def _links(case: Case) -> tuple[dict[Point, str], dict[Point, tuple[str, ...]]] | None:
    """Return how the outline links the draft's points, by their texts; ``None`` if nothing is linked there."""
    if case.meeting is None or not case.subject:
        return None
    outline: Outline = case.meeting.sheet(case.subject).outline
    if not any(one.causes for one in outline.problems.values()):
        return None
    known = {remove_blanks(one.text): key for key, one in outline.causes.items()}
    causes = {point: known[text] for point in case.causes if (text := remove_blanks(point.span.text)) in known}
    links = {remove_blanks(one.text): one.causes for one in outline.problems.values()}
    found = {point: links[text] for point in case.problems if (text := remove_blanks(point.span.text)) in links}
    return (causes, found) if found else None
