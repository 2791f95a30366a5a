"""The head before the first part (banners, title, unit or name, date, opening) and the tail after the last."""

import re
from dataclasses import dataclass

from checklists.drafts.clean import TextLine, normalise_width
from checklists.drafts.recognise.blocks import TextBlocks
from checklists.drafts.recognise.tree import NO_SPAN, Aside, AsideRole, TextSpan

HEAD_MOST = 50
"""Characters of a line of the title at most."""
_BANNER = re.compile(
    r"附件|附 件|^附[:\d]?(?:\d|$)|内部(?:资料|材料|文件)|秘密|机密|绝密|注意保存|送审稿|初稿"
    r"|征求意见稿|讨论稿|修改稿|审议稿|定稿|第[一二三四五六七八九十\d]+稿"
    r"|材料之[一二三四五六七八九十\d]+|(?:会议|汇报|学习)材料(?:之|\d|[(]|$)|^[(]?\d{1,2}月\d{1,2}日(?:稿)?[)]?$"
    r"|^(?:时间|日期|地点|主持人?|记录人?|参加人员)\s?[:]|编号[:\d]|^第?\d+(?:页|号)|^[-—\d\s]+$"
)
_TITLE = re.compile(
    r"对照检查|检视剖析|剖析检视|发言提纲|发言材料|发言稿|自我剖析|剖析材料|检查材料|对照材料|检视材料|自我检查|自查|问题检视|整改清单|问题清单|民主生活会|组织生活会|检视发言|自我批评"
)
_DOCUMENT = re.compile(
    r"(?:检查|剖析|发言|检视|对照|自查|批评)(?:的)?(?:材料|提纲|报告|稿|发言)|对照检查$|对照检查发言"
)
_DATE = re.compile(
    r"20\d\d\s?[.\-/]\s?\d{1,2}\s?[.\-/]\s?\d{1,2}|[(]?\s*(?:20\d\d|二[〇○O0零]..)\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?\s*[)]?"
)
_GREETING = re.compile(r"(?:尊敬的|各位|同志们|主持人|.{0,12}[书督]?(?:记|组)?.{0,10}同志们?[:,])")
_CLOSING = re.compile(
    r"(?:以上|上述)(?:是|就是|,是|发言|汇报|检查|剖析|对照|,?请|,?如有|不妥|不当)|请(?:各位|同志们|领导|大家|上级|督导|批评)|(?:不妥|不当|不足)之处"
    r"|恳请|敬请|真诚(?:地)?(?:希望|欢迎)|衷心|我的(?:对照检查|发言|汇报)|谢谢|特此(?:报告|汇报|说明)|(?:对照检查|发言|汇报)(?:完毕|到此)|欢迎(?:各位|同志们|大家)"
)
_SIGNATURE = re.compile(
    r"(?:汇报|发言|检查|剖析|报告|撰写|签名|签字|本人|对照检查)人?(?:签名|签字)?[:].{0,20}|.{2,30}(?:委员会|党组|党委|班子|局|常委会|支部)"
)
_ATTACHED_MOST = 8
_ATTACHED_LIST = re.compile(r"附(?:件|表)?\s?:\s?1\s?[.、]")
_VOW = re.compile("(?:在)?(?:今后|下一步|下步|接下来|总之|综上|我(?:们)?(?:将|一定|决心)|同志们)")
_VOW_MOST = 200
_ATTACHED = re.compile(
    r"(?:党?支部|党组织|组织|党委|领导|审核|单位|督导组)(?:审核)?意见.{0,60}$|附(?:件|表)?\s?\d?\s?:.{2,40}$"
)
_REMARK = re.compile(r"[(](?![^)]*(?:局|委|党组|书记|院|校|公司|[长员记]\s|主任|姓名|部))[^)]*[)]")
"""A line in brackets without a unit or person."""
_SPEAKER = re.compile(r"[长员记席理师任]\s*[\u4e00-\u9fff·]{2,4}\)?$|姓名|[长员记席任]:")
"""A line with the speaker's name after a post."""
_NAME = re.compile(r"[\u4e00-\u9fff]{1,2}\s?[\u4e00-\u9fff]{1,2}")


@dataclass(frozen=True)
class Head:
    """The head of a draft."""

    title: TextSpan = NO_SPAN
    title_text: str = ""
    unit: TextSpan = NO_SPAN
    opening: TextSpan = NO_SPAN
    asides: tuple[Aside, ...] = ()


def read_head(text_blocks: TextBlocks, stop: int) -> Head:
    """Read the lines before the first part."""
    lines = [line for line in text_blocks.source.lines if line.start < stop]
    count = _title_lines(text_blocks, lines)
    runs: list[list[TextSpan]] = []
    last = ""
    units: list[TextSpan] = []
    asides: list[Aside] = []
    for line in lines[:count]:
        span = text_blocks.span(line.start, line.end)
        role = _role(join_spread_letters(span.text), line, has_title=bool(runs))
        if role == "title" and last == "unit" and not runs and span.text.startswith("—"):
            runs = [[units.pop(), span]]
        elif role == "title":
            runs = [*runs[:-1], [*runs[-1], span]] if last == "title" else [*runs, [span]]
        elif role == "unit" and (not units or (runs and units[-1].end < runs[0][0].start)):
            units.append(span)
        else:
            asides.append(Aside(span, "date" if role == "date" else "banner" if role == "banner" else "text"))
        last = role
    titles = next((run for run in runs if any(is_document_title(one.text) for one in run)), runs[0] if runs else [])
    asides += [Aside(span, "banner") for run in runs if run is not titles for span in run]
    unit = next(
        (one for one in reversed(units) if _SPEAKER.search(normalise_width(one.text))), units[0] if units else NO_SPAN
    )
    asides += [Aside(one, "banner") for one in units if one is not unit]
    begin = lines[count].start if count < len(lines) else stop
    opening = text_blocks.span(begin, stop)
    title = text_blocks.span(titles[0].start, titles[-1].end) if titles else NO_SPAN
    return Head(title, "".join(join_spread_letters(one.text) for one in titles), unit, opening, tuple(asides))


def is_document_title(text: str) -> bool:
    """Tell whether a heading is the whole document's, not just the meeting's."""
    return bool(_DOCUMENT.search(join_spread_letters(text)))


def is_title_line(halfwidth: str) -> bool:
    """Tell whether a line belongs to the title block: title or banner."""
    text = join_spread_letters(halfwidth)
    is_part = re.search("(?:情况|问题|原因|措施|方向|打算|案例|剖析|分析|检视)[:。]?$", text)
    return bool(_BANNER.search(text)) or is_document_title(text) or (bool(_TITLE.search(text)) and not is_part)


def _title_lines(text_blocks: TextBlocks, lines: list[TextLine]) -> int:
    """Return the number of lines in the title block."""
    count = 0
    for line in lines:
        text = text_blocks.source.halfwidth[line.start : line.end]
        is_long = len(text) > HEAD_MOST or text.endswith(("。", ":", ";", ","))
        if (is_long and not line.level and not _BANNER.search(text)) or _GREETING.match(text):
            break
        count += 1
    has_title = any(
        _TITLE.search(join_spread_letters(text_blocks.source.text[line.start : line.end])) for line in lines[:count]
    )
    if count and not has_title and not any(line.level for line in lines[:count]):
        return min(count, 3)
    return count


def _role(text: str, line: TextLine, *, has_title: bool) -> str:
    halfwidth = normalise_width(text)
    if _DATE.fullmatch(halfwidth):
        return "date"
    if _BANNER.search(halfwidth) or (has_title and _REMARK.fullmatch(halfwidth)):
        return "banner"
    if _TITLE.search(halfwidth):
        return "title"
    if line.level == 1 and not has_title:
        return "title"
    return "unit"


def read_tail(text_blocks: TextBlocks, start: int) -> tuple[int, list[Aside]]:
    """Return where the last part really ends, and the asides after it."""
    end, asides = _attachments(text_blocks, start)
    body = [line for line in text_blocks.source.lines if line.start < end]
    for line in reversed(body[-6:]):
        if line.start <= start:
            break
        halfwidth = text_blocks.source.halfwidth[line.start : line.end]
        role = _tail_role(halfwidth, is_last=not any(one.role == "closing" for one in asides))
        role = role or ("closing" if _is_vow(text_blocks, line, halfwidth) else None)
        if role is None:
            break
        asides.append(Aside(text_blocks.span(line.start, line.end), role))
        end = line.start
    return end, asides


def _attachments(text_blocks: TextBlocks, start: int) -> tuple[int, list[Aside]]:
    """Return where the list of attachments begins, and its lines."""
    last = [line for line in text_blocks.source.lines[-_ATTACHED_MOST:] if line.start > start]
    for place, line in enumerate(last):
        if _ATTACHED_LIST.match(text_blocks.source.halfwidth, line.start, line.end):
            return line.start, [Aside(text_blocks.span(one.start, one.end)) for one in last[place:]]
    return text_blocks.source.end, []


def _is_vow(text_blocks: TextBlocks, line: TextLine, halfwidth: str) -> bool:
    """Tell whether a paragraph is only a vow: after numbered measures, without a date or number."""
    if not _VOW.match(halfwidth) or re.search(r"\d", halfwidth) or len(halfwidth) > _VOW_MOST:
        return False
    before = [one for one in text_blocks.blocks if one.begin < line.start and not one.is_inline]
    return bool(before) and before[-1].marker is not None


def _tail_role(halfwidth: str, *, is_last: bool) -> AsideRole | None:
    text = join_spread_letters(halfwidth)
    if _DATE.fullmatch(text):
        return "date"
    if len(text) <= 120 and _CLOSING.match(text):
        return "closing"
    if _ATTACHED.match(text) or re.fullmatch(r"[(][^()]{1,40}[)]", text):
        return "text"
    is_signature = len(text) <= 24 and bool(_SIGNATURE.fullmatch(text) or _NAME.fullmatch(text))
    return "signature" if is_last and is_signature else None


def join_spread_letters(text: str) -> str:
    """Close the gaps between spaced-out letters: ``对 照 检 查`` is ``对照检查``."""
    pieces = text.split(" ")
    if len(pieces) > 2 and sum(len(piece) == 1 for piece in pieces) * 3 >= len(pieces) * 2:
        return "".join(pieces)
    return text
