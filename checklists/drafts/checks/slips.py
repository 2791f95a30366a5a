"""Spelling mistakes from a short list; repeated words and marks; unclosed brackets."""

import re
from collections.abc import Iterator

from checklists.base.language import _
from checklists.drafts.checks.case import Case, Finding

SLIPS = {
    "既使": "即使",
    "必竟": "毕竟",
    "布署": "部署",
    "部份": "部分",
    "一如继往": "一如既往",
    "再接再励": "再接再厉",
    "按步就班": "按部就班",
    "默守成规": "墨守成规",
    "墨守陈规": "墨守成规",
    "克已奉公": "克己奉公",
    "严以律已": "严以律己",
    "严于律已": "严于律己",
    "好高鹜远": "好高骛远",
    "迫不急待": "迫不及待",
    "歪风斜气": "歪风邪气",
    "走马观光": "走马观花",
    "蜻蜒点水": "蜻蜓点水",
    "坚苦奋斗": "艰苦奋斗",
    "艰苦朴实": "艰苦朴素",
    "防患未燃": "防患未然",
    "防患于未燃": "防患于未然",
    "鼓足干劲力": "鼓足干劲",
    "谈心谈活": "谈心谈话",
    "对照检察": "对照检查",
    "自我批抨": "自我批评",
    "自我批平": "自我批评",
    "批抨": "批评",
    "民主生活汇": "民主生活会",
    "贯彻罗实": "贯彻落实",
    "贯砌": "贯彻",
    "落实倒位": "落实到位",
    "整改倒位": "整改到位",
    "座谈汇": "座谈会",
    "党性修善": "党性修养",
    "宗旨意识谈化": "宗旨意识淡化",
    "意识谈薄": "意识淡薄",
    "意识谈漠": "意识淡漠",
    "做为一名": "作为一名",
    "做为党": "作为党",
    "帐号": "账号",
    "台帐": "台账",
    "报帐": "报账",
    "记帐": "记账",
    "担当做为": "担当作为",
    "干事创业的精气神不足够": "干事创业的精气神不足",
    "敷敷了事": "敷衍了事",
    "敷衍塞则": "敷衍塞责",
    "形式主意": "形式主义",
    "官僚主意": "官僚主义",
    "享乐主意": "享乐主义",
    "个人主意": "个人主义",
    "好人主意": "好人主义",
    "拈轻怕从": "拈轻怕重",
    "急燥": "急躁",
    "浮燥": "浮躁",
    "松泄": "松懈",
    "懈殆": "懈怠",
    "警剔": "警惕",
    "侥悻": "侥幸",
    "渎于学习": "疏于学习",
    "调察研究": "调查研究",
    "走过厂": "走过场",
    "针对姓": "针对性",
    "深入浅处": "深入浅出",
    "融汇贯通": "融会贯通",
    "学已致用": "学以致用",
    "入脑入新": "入脑入心",
    "一岗双则": "一岗双责",
    "党风连政": "党风廉政",
    "廉洁自侓": "廉洁自律",
}
"""Misspelt words with their corrections. Each is in the documentation, and none is a word of its own."""
_WRITTEN = re.compile("|".join(sorted(map(re.escape, SLIPS), key=len, reverse=True)))
_DOUBLED = re.compile(
    r"([。,;:、])\s?\1+|[,;、:]\s?。|。\s?[,;、]|[,、;][,、;]|(?<!目)(的|和|在|是|对|与)\2(?![士话确证照比应口策象面方手谐平睦美气建职校编册线岗场外内读会时非])"
)
_WORDS = re.compile(r"(落实|学习|推进|加强|问题|工作|不够|提高|意识|能力|方面|开展|存在)\1")
_PAIRS = {"(": ")", "《": "》", "“": "”", "【": "】"}


def find_slip(case: Case) -> Iterator[Finding]:
    """Find what is misspelt, repeated or not closed."""
    for match in _WRITTEN.finditer(case.draft.text):
        said = _("probably meant: {word}").format(word=SLIPS[match[0]])
        yield case.make_finding("slip", match.start(), match.end(), said)
    for pattern in (_DOUBLED, _WORDS):
        for match in pattern.finditer(case.halfwidth):
            yield case.make_finding("slip", match.start(), match.end(), _("doubled"))
    yield from _unpaired(case)


def _unpaired(case: Case) -> Iterator[Finding]:
    for line in case.draft.source.lines:
        text = case.halfwidth[line.start : line.end]
        for opening, closing in _PAIRS.items():
            opened, closed = text.count(opening), text.count(closing)
            if closed > opened and opening == "(":
                closed -= len(re.findall(r"(?:^|[。;,:])\s?\d{1,2}[)]", text))
            if opened == closed or (opening == "“" and opened + closed > 2 and abs(opened - closed) > 1):
                continue
            sign = opening if opened > closed else closing
            place = line.start + (text.rfind(sign) if opened > closed else text.find(sign))
            yield case.make_finding("slip", place, place + 1, _("the other half of the pair is missing"))
