"""Numbers before headings and items, at the start of a line or inside a paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checklists.base.numerals import parse_chinese_number
from checklists.drafts.clean import CleanText, TextLine

_CN = "一二三四五六七八九十"
_ENCLOSED = (0x3220, 0x2488, 0x2474, 0x2460, 0x2160)
"""The character for 1 in each row of numbers that are one character: ㈠, ⒈, ⑴, ①, Ⅰ."""
_ORDINALS = {"首先": 1, "其次": 2, "再次": 3, "第三": 3, "最后": 0}
_FAMILIES = (
    ("section", 0, rf"第(?P<n>[{_CN}]{{1,3}})(?:部分|篇|章)[、,:.\s]*"),
    ("roman", 0.5, r"(?P<c>[\u2160-\u2169])\s?[、.:]?\s*"),
    ("cn", 1, rf"(?P<n>[{_CN}]{{1,3}})\s?(?:[、.:]|,(?=\S{{2,20}}$))\s*"),
    ("cn", 1, rf"(?P<n>[{_CN}]{{1,3}})\s(?=\S{{3,30}}$)"),
    ("paren-cn", 2, rf"[(〔\[【〈<]\s?(?P<n>[{_CN}]{{1,3}})\s?[)〕\]】〉>]\s?[、.,:]?\s*"),
    ("aspect", 2, rf"第(?P<n>[{_CN}]{{1,2}})个?方面(?:[,、:.]|\s)\s*"),
    ("paren-cn", 2, r"(?P<c>[\u3220-\u3229])\s*"),
    (
        "number",
        3,
        r"(?P<n>\d{1,2})\s?(?:、(?!\d{1,2}[、,.和])|[.,](?!\d)|[.,](?=20\d\d年|\d{1,3}(?:件|个(?!百分)|项|次|名|条|户|家|人|场|篇|天))|\s(?=[\u4e00-\u9fff]))\s*",
    ),
    ("number", 3, r"(?P<c>[\u2488-\u249b])\s*"),
    ("paren", 4, r"[(〔\[【〈<]\s?(?P<n>\d{1,2})\s?[)〕\]】〉>]\s?[、.,:]?\s*"),
    ("paren", 4, r"(?P<n>\d{1,2})[)]\s*"),
    (
        "dotted",
        3.3,
        r"\d{1,2}\.(?P<n>\d{1,2})(?:[.、:]\s*|\s+|(?=[\u4e00-\u9fff“])(?![万亿元个%公倍度米吨分小]))(?!\d)",
    ),
    ("dotted-3", 3.6, r"\d{1,2}\.\d{1,2}\.(?P<n>\d{1,2})(?:[.、:]\s*|\s+|(?=[\u4e00-\u9fff“]))(?!\d)"),
    ("paren", 4, r"(?P<c>[\u2474-\u2487])\s*"),
    ("label", 3, rf"(?:问题|表现|原因|措施|不足|差距)\s?(?P<n>[{_CN}]{{1,2}}|\d{{1,2}})\s?[:、.,]\s*"),
    ("circle", 5, r"(?P<c>[\u2460-\u2473])\s*"),
    ("shi", 6, rf"(?P<n>[{_CN}]{{1,2}})\s?是(?!否|非|一、|[{_CN}]是)[,:]?\s*"),
    ("yao", 6, rf"(?P<n>[{_CN}]{{1,2}})\s?要[,:]?\s*"),
    ("qi", 6, rf"其(?P<n>[{_CN}])(?:[,:、]|是)\s*"),
    ("di", 6, rf"第(?P<n>[{_CN}]{{1,2}})(?:个问题|条|点)?(?:[,、:]|是)\s*"),
    ("first", 6, r"(?P<o>首先|其次|再次|最后)[,:、]\s*"),
)
RANKS: dict[str, float] = {name: rank for name, rank, _pattern in _FAMILIES}
_AT_START_ONLY = frozenset({"section", "roman", "dotted", "dotted-3"})
_AT_START = tuple((name, re.compile(pattern)) for name, _rank, pattern in _FAMILIES)
_INLINE = tuple(
    (name, re.compile(pattern.replace("$", r"(?=[。;:])")))
    for name, _rank, pattern in _FAMILIES
    if name not in _AT_START_ONLY
)
_CASE = re.compile(rf"(?:典型)?(?:案例|事例)\s?(?P<n>[{_CN}]{{1,2}}|\d{{1,2}})\s?[:、.]\s*")
"""The number of a case in a part about cases; elsewhere it begins an example."""
CARRIED_ON = frozenset({"number", "paren", "circle"})
"""The kinds of numbers that an enumeration may continue in a later paragraph."""
_ENUMERATIONS = frozenset({"shi", "yao", "qi", "di", "first"})
_CLAUSE = re.compile(
    r"(?:(?<=[。;:!?,”\"’」)\]】])|(?<=[\u4e00-\u9fff]\.))\s?(?=[一二三四五六七八九十第其首再最(\d\u2460-\u249b\u3220-\u3229\[〔【〈<])"
)
_HEADING_WORDS = ("问题", "不足", "差距", "原因", "分析", "剖析", "措施", "方向", "打算", "方面", "情况")
_AFTER_HEADING = re.compile(
    rf"(?<={'|'.join(_HEADING_WORDS)})\s?(?=[(〔][{_CN}]{{1,3}}[)〕]|\d[.、](?!\d)|\d[.](?=20\d\d年)|[{_CN}]{{1,2}}(?:、|是))"
)
"""The place of a number after a run-in heading without a mark between."""
_RUN_IN = re.compile(r"[\u4e00-\u9fff、“”]{3,30}?(?=1[.、](?!\d)|\(1\)|①|\(一\)|一是)")
"""A heading with nothing between it and the first item; counts only if a second item follows."""
_SENTENCE_ENDS = frozenset('。;!?:”"')
MOST_INLINE = 200


@dataclass(frozen=True, slots=True)
class Marker:
    """A number in the text."""

    family: str
    number: int
    start: int
    end: int
    is_inline: bool

    @property
    def rank(self) -> float:
        """The rank of the kind of number if all are used: 一、 above （一） above 1."""
        return RANKS[self.family]


def find_markers(
    source: CleanText, line: TextLine, earlier: Marker | None = None, *, has_cases: bool = False
) -> list[Marker]:
    """Return the numbers of one line: at its start, and of enumerations inside it.

    `earlier` is the last number before the line; one inside it may carry on.
    """
    first = _read_marker(source.halfwidth, line.start, line.end, is_inline=False)
    if has_cases and (match := _CASE.match(source.halfwidth, line.start, line.end)):
        first = Marker("label", _number(match) or 0, line.start, match.end(), is_inline=False)
    inline = list(_inside(source.halfwidth, first.end if first else line.start, line.end))
    found = _keep_sequences(inline, source.halfwidth, first or earlier)
    return [first, *found] if first else found


def _inside(halfwidth: str, start: int, end: int) -> Iterator[Marker]:
    run_in = _RUN_IN.match(halfwidth, start, end)
    found = [run_in.end()] if run_in else []
    found += [match.end() for pattern in (_CLAUSE, _AFTER_HEADING) for match in pattern.finditer(halfwidth, start, end)]
    for place in sorted({start, *found})[:MOST_INLINE]:
        if marker := _read_marker(halfwidth, place, end, is_inline=True):
            yield marker


def _read_marker(halfwidth: str, place: int, end: int, *, is_inline: bool) -> Marker | None:
    """Return the number at a place, of the first family that it can be of; inside a line, text follows it."""
    rest = halfwidth[place:end]
    for family, pattern in _INLINE if is_inline else _AT_START:
        match = pattern.match(rest)
        number = _number(match) if match else None
        if match and number is not None and not (is_inline and len(rest) == match.end()):
            return Marker(family, number, place, place + match.end(), is_inline)
    return None


def _keep_sequences(found: list[Marker], halfwidth: str, first: Marker | None) -> list[Marker]:
    """Keep numbers with another of their kind before or after; a single one is no enumeration."""
    kept: list[Marker] = []
    for place, one in enumerate(found):
        before = [other for other in ([first] if first else []) + kept if other.family == one.family]
        after = [other for other in found[place + 1 :] if other.family == one.family]
        follows = bool(before) and one.number in {before[-1].number, before[-1].number + 1, before[-1].number + 2, 0}
        begins = one.number == 1 and any(other.number in {1, 2, 3} for other in after)
        is_alone_fit = one.family == "shi" and halfwidth[one.start - 1 : one.start] in {"。", ";", ":", "\n", ""}
        restarts = one.number == 1 and bool(before)
        before_it = halfwidth[max(one.start - 2, 0) : one.start]
        before_mark = halfwidth[max(one.start - 3, 0) : one.start - 1] if before_it[-1:] in {"。", ":"} else ""
        is_after_heading = before_it in _HEADING_WORDS or before_mark == "方面"
        is_run_in = place == 0 and one.number == 1 and begins
        is_at_end = before_it[-1:] in _SENTENCE_ENDS or (before_it[-1:] == "." and not before_it[:1].isdigit())
        if one.family not in _ENUMERATIONS and not (is_at_end or is_after_heading or is_run_in):
            continue
        if is_after_heading and one.number == 1:
            kept.append(one)
            continue
        if follows or begins or is_alone_fit or (restarts and one.family in _ENUMERATIONS):
            kept.append(one)
    return kept


def _number(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("o"):
        return _ORDINALS[groups["o"]]
    if groups.get("c"):
        code = ord(groups["c"])
        return code + 1 - next(first for first in _ENCLOSED if code >= first)
    text = groups["n"]
    number = int(text) if text.isdigit() else parse_chinese_number(text)
    return number or None
