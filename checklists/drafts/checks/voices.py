"""Who speaks, and of what: others instead of oneself, the group instead of a member, work instead of thought."""

import re
from collections.abc import Iterator

from checklists.base.language import _
from checklists.drafts.checks.case import Case, Finding, is_first_person

_HEDGE = re.compile(
    r"个别(?!谈|访|约谈)|(?<![应所没固现具特原仅独共持拥既占含])有的(?!放矢|时候|时|是)|(?<![大各两三四五六组])部分(?!内容|组成)|有些(?!许|时候|时|放松|淡化|弱化|松懈)|少数(?!民族|服从)"
)
_SELF = re.compile(r"我们|我|本人|班子|自己|常委会|党组|党委")
_GROUP = re.compile(
    r"班子(?!成员的?关系)|我们|党组|党委班子|全局(?!性|观|意识|角度|高度|出发|上|谋划)|干部队伍|全体干部|班子成员|(?:我|全|本)(?:局|县|市|镇|乡|街道|委|校|院|单位)"
)
_OWN = re.compile(r"我(?![们局县市省区校院委办乡镇党国部厅])|本人|自己|自身|个人|带头")
_EXCUSE = re.compile(
    r"(?:工作|任务|事务)(?:性工作)?(?:比较|较|太|十分|过于)?(?:繁忙|繁重|重|多|忙)|人手|人员(?:不足|紧张|少)|编制|经费|资金|客观|时间(?:紧|有限|不够)|机制不(?:够)?(?:健全|完善)"
    r"|条件(?:有限|限制)|投入不足|历史遗留|力量(?:不足|薄弱)|点多面广|业务量|基础(?:差|薄弱)|任务重"
)
_THOUGHT = re.compile(
    r"思想|认识|信念|党性|宗旨|意识|觉悟|观念|作风|理论|担当|责任心|责任感|境界|自我|政治|主观|修养|精神|松懈|自满|畏难|求稳|侥幸|初心|纪律|斗争|学习|站位|态度|惰性|政绩观|好人主义"
)
_WORK = re.compile(r"项目|工程|指标|产业|招商|设施|管网|道路|增速|产值|税收|征收|开工率|入统|基础建设|床位|学位|网点")
_LAGS = re.compile(r"滞后|缓慢|较慢|偏慢|未完成|没有完成|不高|下降|短缺|不足|偏低|不完善|落后|陈旧|老化|下滑|未达")
_CONDUCT = re.compile(
    r"推动|推进|督促|落实|抓|研究|调研|谋划|统筹|跟踪|协调|服务|调查|过问|要求|部署|谈心|监督|把关|履行|指导|深入|联系|走访|重视|关注|创新|执行|管理|我|思路|办法|能力|本领"
)


def find_hedging(case: Case) -> Iterator[Finding]:
    """Find too many “some” and “individual” among problems and causes, compared with “we” and “I”."""
    found = []
    own = 0
    for part in (*case.draft.list_parts("problems"), *case.draft.list_parts("causes")):
        halfwidth = case.halfwidth[part.start : part.end]
        found += [(part.start + match.start(), part.start + match.end()) for match in _HEDGE.finditer(halfwidth)]
        own += len(_SELF.findall(halfwidth))
    if len(found) >= max(case.get_threshold("hedging"), 1) and len(found) > own:
        said = _("{count} times, against {own} times “we” or “I”").format(count=len(found), own=own)
        yield case.make_finding("hedging", *found[0], said)


def find_group_voice(case: Case) -> Iterator[Finding]:
    """Find problems in a member's draft that speak of the group, not of oneself."""
    if not case.is_personal:
        return
    for point in case.problems:
        match = _GROUP.search(point.span.text)
        whole = case.draft.text[slice(*point.whole)]
        if match and not _OWN.search(whole) and not is_first_person(whole):
            yield case.make_finding("group-voice", point.span.start, point.span.end)


def find_work_for_thought(case: Case) -> Iterator[Finding]:
    """Find mere excuses among causes, and mere delays of work among problems."""
    for cause in case.causes:
        if _EXCUSE.search(cause.span.text) and not _THOUGHT.search(cause.span.text):
            yield case.make_finding("work-for-thought", cause.span.start, cause.span.end)
    for problem in case.problems:
        text = problem.span.text
        if _WORK.search(text) and _LAGS.search(text) and not _THOUGHT.search(text) and not _CONDUCT.search(text):
            yield case.make_finding("work-for-thought", problem.span.start, problem.span.end)
