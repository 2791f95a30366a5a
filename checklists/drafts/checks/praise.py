"""Praise among problems: before a problem, and its share of the whole part."""

import re
from collections.abc import Iterator

from checklists.base.language import _
from checklists.drafts.checks.case import Case, Finding
from checklists.drafts.clean import normalise_width
from checklists.drafts.recognise.tree import TextSpan, split_sentences

_PRAISE = re.compile(
    r"能够|始终(?:坚持|把|做到|牢记)|坚决(?:贯彻|落实|拥护|做到)|较好|取得.{0,10}(?:成效|成绩|进展|实效)|显著|明显(?:提升|增强|好转|改善|提高)"
    r"|扎实(?:开展|推进|推动)|(?:得到|受到).{0,10}(?:肯定|好评|表扬|认可)|荣获|获得?.{0,12}(?:称号|表彰|先进)|圆满完成|有力(?:推动|保障|促进)"
    r"|成效(?:明显|显著|初显)|高质量完成|稳步(?:提升|推进)|一直(?:坚持|注重|重视)|自觉(?:做到|践行|坚持|维护)|总体(?:较|是)?好|认真(?:履行|落实|贯彻|学习|执行|开展)"
    r"|积极(?:推动|推进|参加|落实|履行|开展)|不断(?:提升|提高|增强|加强)|全面(?:完成|落实|加强)"
)
_WRONG = re.compile(
    r"不(?:够|深|足|到位|强|高|严|实|多|及时|细|准|力|全|透|紧|大|敢|愿|好|扎实|系统|彻底|主动|经常|明显|平衡|充分)|缺乏|欠缺|差距|没有|没能|未|弱|浅|滞后|问题|放松|偏|较少|少"
    r"|不能|停留|满足于|存在|仍|形式|短板|流于|应付|粗放|慢"
)
_TURN = re.compile(r"[,，]?(?:但是?|然而|不过|可是|却|虽然)")
_LEAST = 15
"""Characters of praise before a 但; less is a turn of phrase."""


def find_praise_first(case: Case) -> Iterator[Finding]:
    """Find problems, and leads to problems, that begin with praise."""
    for part in case.draft.list_parts("problems"):
        leads = [part.lead, *(group.lead for group in part.groups)]
        for span in [*(lead for lead in leads if lead), *(point.span for point in part.points)]:
            praise = _praise_at(next(split_sentences(span), TextSpan("", 0, 0)))
            if praise:
                yield case.make_finding("praise-first", praise.start, praise.end)


def find_praise_share(case: Case) -> Iterator[Finding]:
    """Find parts of problems with too large a share of praise."""
    limit = case.get_threshold("praise-share")
    for part in case.draft.list_parts("problems"):
        whole = TextSpan(case.draft.text[part.start : part.end], part.start, part.end)
        found = [praise for one in split_sentences(whole) if (praise := _praise_at(one))]
        share = sum(len(one.text) for one in found) / max(len(whole.text), 1)
        if found and share > limit:
            said = _("praise takes {share}%").format(share=round(share * 100))
            yield case.make_finding("praise-share", found[0].start, found[0].end, said)


def _praise_at(sentence: TextSpan) -> TextSpan:
    """Return a sentence's praise: all of it, or up to its 但; an empty place if there is none."""
    halfwidth = normalise_width(sentence.text)
    turn = _TURN.search(halfwidth)
    if turn and turn.start() == 0:
        turn = _TURN.search(halfwidth, turn.end())
    praise = sentence.text[: turn.start()] if turn else sentence.text
    if len(praise) < _LEAST or not _PRAISE.search(praise) or _WRONG.search(praise):
        return TextSpan("", 0, 0)
    return TextSpan(praise, sentence.start, sentence.start + len(praise))
