"""Examples inside a point: where 比如, 例如, 再如 or （如… begins, and where each ends."""

import re
from collections.abc import Iterator

_CLAUSE = r"(?:(?<=[。;:!?,(\n”\"—])|(?<=[\u4e00-\u9fff]\.)|^)\s?"
_TIME = (
    r"20\d\d|\d{1,2}月|今年|去年|前年|上半年|下半年|年初|年底|近期|前期|近年|近[一二三两几\d]年|截至"
    r"|[一二三四]季度|第[一二三四]季度|有一次|一次|某次"
)
_COUNTED = r"(?:\d|[一二三四五六七八九十两]+[次个项家名起部件处篇场户])"
_WORD = re.compile(
    rf"{_CLAUSE}(?P<w>【(?:典型|具体)?(?:事例|案例|例子|举例)】|(?:再|又|还|另|另外)?(?:比如|例如|譬如|诸如(?!此类))(?:说)?|比方说|打个比方|再如|又如|另如|举例来说|举个例子|[一有]个例子(?:是|就是)?|举例说明|举?例(?=:)|(?:典型|具体|相关)?(?:事例|案例|实例|例子)(?:[一二三四五六七八九十]|\d{{1,2}})?(?=:)|典型(?:例子|事例|表现|问题)(?:是|有|如))"
    rf"|{_CLAUSE}(?P<x>具体(?:来|而|地)?(?:说|讲|言)|就如)(?=[^。;\n]{{0,40}}(?:{_COUNTED}|{_TIME}))"
)
_LIKE = re.compile(
    rf"{_CLAUSE}(?P<w>如)(?=[:,]|在?(?:{_TIME}))"
    rf"|(?<=[。;(\n])\s?(?P<v>如)(?=[对在于就]|[^。;]{{0,40}}(?:{_COUNTED}|{_TIME}))"
    rf"|(?<=,)(?P<u>如)(?=[^。;\n]{{0,60}}(?:{_COUNTED}|{_TIME}))"
)
_TAKEN = re.compile(r"(?:(?<=[。;,\n])|^)\s?(?:以[^,。;]{2,30}为例|就?拿[^,。;]{2,30}来(?:说|讲|看))[,:]")
_NOT = re.compile(
    r"如(?:[果何期此下实同一上常能需若意初愿饥数履坐芒火临出未遇影雷]|不(?!注意|重视|按|及时)|今(?![年天日])|有(?=[不错需必违]|问题|遗漏|疏漏|雷同|机会|可能))"
)
_LABEL = re.compile(
    r"\s*(?:责任(?:人|领导|单位|部门|科室)|牵头(?:人|领导|单位|部门)|(?:完成|整改)?(?:时限|期限|时间)|(?:整改|预期)?目标|整改措施|具体表现)\s?:"
)
_REMARK = re.compile(
    r"\s*(?:这|上述|以上|究其|对此|由此|反映出|说明|出现(?:这|此|上述|以上)|之所以|凡此种种|可以看出|从中|暴露出|折射出|此类|充分(?:反映|说明|暴露))"
)


def is_example_start(halfwidth: str) -> bool:
    """Tell whether a paragraph begins with an example."""
    match = _WORD.match(halfwidth) or _LIKE.match(halfwidth) or _TAKEN.match(halfwidth)
    return bool(match) and not _NOT.match(halfwidth)


def is_continuation(halfwidth: str) -> bool:
    """Tell whether a paragraph continues the one before it: an example, or only a remark on it."""
    return is_example_start(halfwidth) or bool(_REMARK.match(halfwidth) or _LABEL.match(halfwidth))


def find_examples(halfwidth: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the range of each example, including the last sentence's end mark."""
    begins = sorted(set(_begins(halfwidth[start:end])))
    found: list[tuple[int, int]] = []
    for place, begin in enumerate(begins):
        if found and start + begin < found[-1][1]:
            continue
        stop = start + (begins[place + 1] if place + 1 < len(begins) else end - start)
        opened = halfwidth[start + begin - 1 : start + begin] == "(" if start + begin else False
        if opened and (closed := _closing(halfwidth, start + begin, end)) > 0:
            stop = closed
        found.append((start + begin, start + begin + len(halfwidth[start + begin : stop].rstrip(" \n"))))
    return found


def _begins(text: str) -> Iterator[int]:
    for pattern in (_WORD, _LIKE):
        for match in pattern.finditer(text):
            place = match.start(match.lastgroup or 0)
            if not _NOT.match(text, place):
                yield place
    for match in _TAKEN.finditer(text):
        yield match.start() + (len(match[0]) - len(match[0].lstrip()))


def _closing(halfwidth: str, begin: int, end: int) -> int:
    depth = 1
    for place in range(begin, min(end, begin + 400)):
        depth += {"(": 1, ")": -1}.get(halfwidth[place], 0)
        if depth == 0:
            return place
    return 0
