"""Headings: recognition, and the part announced: problems, causes, measures, or another."""

import re

from checklists.drafts.recognise.tree import PartKind

TITLE_MOST = 45
"""Characters; a longer line is a sentence, not a heading."""
_SPLIT = re.compile(r"[及和与、,以]|以及|暨")
_LAST_YEAR = re.compile(
    r"(?:上年度?|上一年度?|去年|上次|上一次|前次|20\d\d年度?).{0,22}(?:整改|落实|问题).{0,12}(?:情况|进展|成效|完成|落实|结果)"
    r"|整改(?:措施|任务|事项)?(?:落实|完成|推进)?(?:情况|进展|成效)|整改落实$"
)
_OTHER = re.compile(
    r"案例|以案|警示|个人有关事项|重大事项|谈话函询|函询|需要说明|说明的|情况说明|事项说明|事项的说明|作出说明|批评意见|相互批评"
    r"|征求(?:到|的)?意见|意见建议|学习(?:研讨)?情况|准备情况|基本情况|工作(?:开展)?情况|主要(?:工作|做法|成绩)|成效|工作回顾|收获体会|学习体会|特色做法|谈心谈话"
)
_OTHER_WHOLE = re.compile(
    r"(?:个人|本人|其他)?(?:有关|重大|相关|需要?|应当?)?.{0,8}(?:事项|情况|问题)(?:报告)?(?:等)?(?:的)?(?:情况)?说明"
    r"|(?:个人)?(?:有关|重大)事项报告(?:情况)?|(?:违纪违法|反面|负面|正反)?(?:典型)?案例(?:剖析|分析|反思|警示)+(?:情况)?"
    r"|征求意见.{0,8}情况|谈心谈话.{0,4}情况|(?:会前)?(?:学习研讨|准备工作|准备)情况|基本情况"
    r"|对.{0,10}的?批评意见|相互批评(?:意见)?"
)
"""Headings of other parts, unmistakable even without a number."""
_AHEAD = re.compile(r"下一步|下步|今后|努力方向|打算|整改落实(?:的)?(?:措施|举措|方案)$")
_MEASURES = re.compile(
    r"整改|改进|努力(?:的)?方向|今后|下一步|下步|措施|打算|对策|举措|方向|(?:怎么|如何|怎样)(?:改|办|做)"
)
_CAUSES = re.compile(r"党性分析|思想分析|原因|根源|剖析|成因|症结|反思|根子|为什么|为何")
_PROBLEMS = re.compile(r"问题|差距|不足|短板|查摆|检视|对照检查|薄弱环节|缺点|弱项")
_STRONG: tuple[tuple[PartKind, re.Pattern[str]], ...] = (
    (
        "causes",
        re.compile(
            r"(?:(?:存在|产生)?(?:上述|以上|这些)?(?:的)?(?:主要|突出)?问题)?(?:存在|产生|形成)?(?:的)?(?:主要|深层次?|思想|主观)?"
            r"(?:原因|根源|成因|症结)(?:的)?(?:分析|剖析|反思|查找)?(?:情况|方面)?|(?:问题)?(?:原因|根源|思想|党性)?(?:分析|剖析|反思)"
            r"|(?:剖析|分析|查找)(?:问题)?(?:产生)?(?:的)?(?:原因|根源)|(?:检视|查摆|反馈)(?:出)?(?:的)?问题(?:产生|存在)?的?(?:原因|根源)"
        ),
    ),
    (
        "measures",
        re.compile(
            r"(?:今后|下一步|下步|针对.{0,10}的?)?(?:的)?(?:主要)?(?:整改|改进|努力)(?:落实)?(?:的)?(?:措施|方向|思路|打算|举措|目标)?"
            r"(?:(?:及|和|与|、)(?:今后|下一步)?(?:的)?(?:整改|改进|努力)?(?:的)?(?:措施|方向|打算|举措))?"
            r"|(?:具体|主要)?(?:措施|举措|对策)|(?:今后|下一步|下步)(?:的)?(?:工作)?(?:整改|改进|努力)?(?:的)?(?:措施|方向|打算|举措|安排|思路)"
        ),
    ),
    (
        "problems",
        re.compile(
            r"(?:对照检查|检视查摆|查摆检视|检视|查摆|对照|自身|当前|目前|个人|班子|本人)?(?:出|发现)?(?:的)?(?:存在|还存在|查摆)?(?:着)?(?:的)?"
            r"(?:主要|突出|具体|一些)?(?:问题|差距|不足|短板)(?:(?:及|和|与|、)(?:差距|不足|短板|具体表现|主要表现|表现))?(?:方面|情况)?(?:查摆)?"
            r"|问题检视|问题查摆|对照检查(?:情况|问题)?|检视(?:剖析)?问题"
        ),
    ),
)
SUB_KINDS = frozenset({"problems", "causes", "measures"})
_ASPECT = re.compile(r"方面(?:的|存在的?|主要)?(?:问题|不足|差距)?$|^(?:带头|关于|围绕|对照|在).{2,}|^带头")
COUNTED_ASPECTS = re.compile(r"以下|如下|[一二三四五六七八九十几\d]个?方面$")
"""The number of aspects that follow: not a name of one."""
_LONG_ASPECT = re.compile(r"(?:带头|关于|在|对照|围绕)[^。;:!?\n]{4,100}方面[。:]?")
"""An aspect as a whole sentence, as in some years."""
_ASPECT_RUN = re.compile(
    r"([^。;,:!?]{2,38}?(?:方面|上)(?:存在的?(?:主要)?(?:问题|不足|差距)|的(?:问题|不足|差距))?)\s*[。:,]"
)
_ENDING = re.compile(r"[。:;,.、]+$")
_SENTENCE = re.compile(r"[。;!?]|:(?=.)|(?<=[\u4e00-\u9fff])\.(?!\d)")
_VERB_END = re.compile(r"[。;!?,:]")


def classify_title(title: str) -> PartKind | None:
    """Return what a numbered heading of the highest level announces."""
    title = strip_heading(title)
    if re.match("针对.{0,20}问题", title) and not re.search("上年|去年|上次|上一", title):
        return "measures"
    is_ahead = bool(_AHEAD.search(title)) and not re.search("上年|去年|上次|上一", title)
    if (_LAST_YEAR.search(title) and not is_ahead) or (_OTHER.search(title) and not re.match(r"存在.{0,6}问题", title)):
        return "other"
    for piece in _SPLIT.split(title):
        for kind, pattern in _KINDS:
            if pattern.search(piece):
                return kind
    return None


_KINDS: tuple[tuple[PartKind, re.Pattern[str]], ...] = (
    ("measures", _MEASURES),
    ("causes", _CAUSES),
    ("problems", _PROBLEMS),
)


def classify_heading(title: str) -> PartKind | None:
    """Return what an unnumbered heading, or one of a lower level, announces; ``None`` if it says anything else."""
    title = strip_heading(title)
    if len(title) > 24:
        return None
    if _OTHER_WHOLE.fullmatch(title):
        return "other"
    if _LAST_YEAR.fullmatch(title):
        return "other"
    for kind, pattern in _STRONG:
        if pattern.fullmatch(title):
            return kind
    pieces = [piece for piece in re.split(r"及其?|和|与|、|以及", title) if piece]
    if len(pieces) > 1:
        kinds = [next((kind for kind, pattern in _STRONG if pattern.fullmatch(piece)), None) for piece in pieces]
        return kinds[0] if all(kinds) else None
    return None


def classify_sentence(halfwidth: str) -> PartKind | None:
    """Return what a sentence in a heading's place announces: “我感到还存在以下问题：”."""
    line = halfwidth.strip()
    if len(line) > TITLE_MOST or not line.endswith((":", "。")) or "。" in line[:-1]:
        return None
    return next((kind for kind, pattern in _SPOKEN if pattern.search(line)), None)


_SPOKEN: tuple[tuple[PartKind, re.Pattern[str]], ...] = (
    (
        "measures",
        re.compile(
            r"(?:针对|今后|下一步|下步).{0,30}(?:改进|整改|努力|做起|入手|着手|改正)|(?:改进|整改|努力方向).{0,12}(?:如下|以下|几)"
        ),
    ),
    (
        "causes",
        re.compile(
            r"(?:产生|造成|出现|形成|存在|分析|剖析|究其).{0,20}(?:原因|根源).{0,12}(?:如下|以下|几|有|是|在)|^究其(?:原因|根源)"
        ),
    ),
    (
        "problems",
        re.compile(r"(?:存在|还有|有着|表现).{0,16}(?:如下|以下|几个?方面|这些).{0,10}(?:问题|不足|差距|缺点)?[:。]$"),
    ),
)


def is_aspect(title: str) -> bool:
    """Tell whether a heading names an aspect: …方面, 带头…."""
    return bool(_ASPECT.search(strip_heading(title))) and not COUNTED_ASPECTS.search(strip_heading(title))


def find_aspect_end(halfwidth: str) -> int:
    """Return the end of a run-in heading …方面; 0 without one."""
    match = _ASPECT_RUN.match(halfwidth)
    if not match or not re.search(r"方面|在.*上$", match[1]):
        return 0
    return match.end(1)


def find_sentence_end(halfwidth: str) -> int:
    """Return where the first sentence ends, before its end mark."""
    match = _SENTENCE.search(halfwidth)
    return match.start() if match else len(halfwidth)


def strip_heading(title: str) -> str:
    """Return a heading without blanks, end marks and brackets around it."""
    return _ENDING.sub("", re.sub(r"\s", "", title)).strip("()【】[]<>《》")


def is_title(halfwidth: str) -> bool:
    """Tell whether a line is a heading: short, and no sentence."""
    line = halfwidth.strip()
    if _LONG_ASPECT.fullmatch(line):
        return True
    return 1 < len(strip_heading(line)) <= TITLE_MOST and not _VERB_END.search(
        _ENDING.sub("", line).replace(",", "", 1)
    )
