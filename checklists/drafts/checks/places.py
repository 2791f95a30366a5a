"""Names of other places and units: most often left over from a copied draft."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from checklists.base.language import _
from checklists.base.text import show
from checklists.drafts.checks.case import Case, Finding
from checklists.drafts.recognise.tree import DraftPart

_DIVISIONS = Path(__file__).parent.parent / "divisions.txt"
_AWAY = re.compile(
    r"(?:赴|到|去|往|学习|借鉴|考察|参观|对标|对比|调研|培训|与|和|同|像|至|比|比照|看齐|浦东|在)[^。;,]{0,6}$"
)
_LEFT = (
    r"(?:^|(?<=[,。;:、“”《》()\s在到对向由为从给与和是以被把让受])"
    r"|(?<=中共|落实|贯彻|执行|传达|遵照|依照|根据|按照|作为|担任|围绕|推动|代表))"
)
_PLACE = re.compile(
    rf"{_LEFT}(?P<name>(?![全我本各该外邻两某每县市区省到对在为把向按由将让抓与])[\u4e00-\u9fff]{{2,3}}?(?:县|市|区|镇|乡))"
    r"(?=委|政府|人民政府|纪委|党委|党政|人大|政协|直|班子|领导|常委|的|是|经济|发展|干部|实际|[教财水农林商人民卫文交司审统公住自][\u4e00-\u9fff]{1,4}局)"
)
_GENERIC = re.compile(
    r"(?:开发|工业|示范|高新|经开|园|景|社|小|辖|片|山|城|校|库|新|老|郊|林|矿|灾|地|牧|街|特|自治|商务|功能|保税|棚户|农|库)区|(?:城|超|股|门|夜|集|上|都)市|乡镇|村镇|城镇|全[县市区镇乡]|[我本各该]|市中|城关|管委会|行政委员会|群岛|下乡|家乡|返乡|离乡|水乡|进城|县市|市县"
)
_VERBS = frozenset(
    re.findall(
        r"\S+",
        """
    根据 按照 依照 遵照 得到 受到 收到 落实 贯彻 围绕 作为 代表 推动 服务 经过 通过 结合 聚焦
    关于 带领 立足 执行 参加 参与 组织 召开 出席 汇报 报告 请示 请求 争取 来自 来到 前往 深入
    走进 走访 建议 提请 报请 分管 联系 包联 协助 配合 支持 促进 加快 提升 提高 建设 发展 打造
    影响 涉及 针对 面对 坚持 统筹 全力 积极 主动 认真 及时 没有 对于 由于 因为 所在 所有 其他
    有关 相关 部分 一些 有的 个别 少数 多数 多个 几个 各级 上级 下级 基层 偏远 重点 城郊 周边
    附近 临近 相邻 兄弟 先进 发达 贫困 革命 边境 民族 农业 工业 文明 卫生 美丽 示范 试点 样板
    特色 中心 我们 他们 本人 自己 大家 担任 兼任 曾任 历任 新任 现任 时任 掌握 领会 宣传 传达
    学习 比如 例如 譬如 再如 诸如 尤其 特别 其中 同时 此外 另外 包括 以及 今年 去年 近年 全国 拥护
    服从 锚定 紧跟 紧盯 紧扣 吃透 响应 履行 承接 完成 纳入 列入 上报 呈报 提交 征求 听取 接受 依托 遵循
    对标 对接 对照 助力 聚力 站在 列席 联合 牵头 负责 主持 贯穿 借助 邀请 陪同 接待 迎接 超过 位于 地处
        """,
    )
)
"""Words before 县委 other than names."""
_ORG = re.compile(
    r"(?P<name>(?:[\u4e00-\u9fff]{2,8}?)(?:局|委员会|办公室|学校|中学|小学|医院|集团|公司|学院|大学|中心))(?=党组|党委|党总支|党支部|领导班子|班子)"
)
_ORG_CORE = re.compile(r"[\u4e00-\u9fff]{2,4}(?:局|委员会|办公室|学校|中学|小学|医院|集团|公司|学院|大学|中心)$")
_HAS_ORG = re.compile(r"局|学校|中学|小学|医院|集团|公司|学院|大学|中心|委员会|办公室")
_WORDS = frozenset({"比如县", "解放区"})
"""Counties with ordinary words as names: 比如县委要求 is no place."""
_UPPER = frozenset("省市县区")
_RANKS = {"镇": 0, "乡": 0, "县": 1, "区": 1, "市": 2}
_KINDS_OF_UNITS = frozenset(
    {"", "局", "委员会", "办公室", "学校", "中学", "小学", "医院", "集团", "公司", "学院", "大学", "中心"}
)
_ORDERED = re.compile(r"根据|按照|依照|遵照|经|在|[报向]")
_ABOVE = ("局", "委员会", "集团")
_IS_ABOVE = re.compile("局(?!.*(?:学校|中心|医院|所))|(?<!支部)(?<!总支)(?<!支)委员会|集团(?!.*(?:公司|部))")
_AS_ONESELF = re.compile(r"(?:(?<!担当)作为|代表|担任|身为|我是|我任|现任|时任|兼任)[^。;,\n]{0,8}$")


def find_foreign_place(case: Case) -> Iterator[Finding]:
    """Find provinces, cities and counties other than the unit's own, from the list or by the form of the name."""
    own = _own_text(case)
    seen: set[int] = set()
    ours = _ours(own)
    text = case.draft.text
    for match in _compile_names().finditer(text):
        if match[0] not in ours and _is_ours_to_say(case, match.start(), match.end()):
            seen.update(range(match.start(), match.end()))
            yield case.make_finding("foreign-place", match.start(), match.end())
    yield from _find_by_form(case, own, seen)


def _find_by_form(case: Case, own: str, seen: set[int]) -> Iterator[Finding]:
    """Find places of the unit's own rank by the form of the name: those above or below may well be named."""
    ranks = [_RANKS[match[1]] for match in re.finditer(r"[\u4e00-\u9fff]{2}([县市区镇乡])", own)]
    if not ranks:
        return
    for match in _PLACE.finditer(case.halfwidth):
        name = match["name"]
        if match.start() in seen or name in own or name[:-1] in own or _GENERIC.search(name) or name[:2] in _VERBS:
            continue
        if _RANKS[name[-1]] == min(ranks) and _is_ours_to_say(case, match.start(), match.end()):
            yield case.make_finding("foreign-place", match.start("name"), match.end("name"))


def find_foreign_unit(case: Case) -> Iterator[Finding]:
    """Find party groups of other units, if the meeting's unit is known."""
    own = _own_text(case)
    if not _HAS_ORG.search(case.draft.unit.text + case.draft.title_text) and case.meeting is None:
        return
    for match in _ORG.finditer(case.halfwidth):
        core = _ORG_CORE.search(match["name"])
        name = core[0] if core else match["name"]
        name = re.split("按照|根据|依照|遵照|[和与及经由向在对]", name)[-1]
        while name[:2] in _VERBS:
            name = name[2:]
        while len(name) > 3 and name[0] in _UPPER:
            name = name[1:]
        if len(name) < 3 or name in _KINDS_OF_UNITS or _is_short_for(name, own):
            continue
        pieces = {name, name[-4:], name[-3:]}
        if any(piece in own for piece in pieces if len(piece) > 2) or not _is_ours_to_say(
            case, match.start(), match.end()
        ):
            continue
        if not _is_of_oneself(case, match.start(), match.end() - len(name)) or _is_above(case, match.start(), name):
            continue
        start = match.end() - len(name)
        said = _("one's own is {unit}").format(unit=show(_own_unit(case), 40))
        yield case.make_finding("foreign-unit", start, match.end(), said)


def _is_short_for(name: str, own: str) -> bool:
    """Tell whether a name is short for the unit's own, its letters in the same order: 城管局 for 城市管理局."""
    letters = iter(own)
    return all(char in letters for char in name)


def _is_of_oneself(case: Case, start: int, name: int) -> bool:
    """Tell whether a unit is named as the draft's own: in the head or the opening, or after 作为."""
    is_head = start < case.draft.opening.end if case.draft.opening else start < case.draft.title.end
    return is_head or bool(_AS_ONESELF.search(case.halfwidth[max(name - 12, 0) : name]))


def _is_above(case: Case, start: int, name: str) -> bool:
    """Tell whether a unit is named as the superior ordering the meeting: a bureau above a school."""
    is_order = _ORDERED.search(case.halfwidth[max(start - 12, 0) : start + len(name)])
    return bool(is_order) and name.endswith(_ABOVE) and not _IS_ABOVE.search(_own_unit(case))


def _own_unit(case: Case) -> str:
    if case.meeting is not None:
        return case.meeting.settings.unit
    return case.draft.unit.text or case.draft.title_text


def _own_text(case: Case) -> str:
    """Return the unit's own names: of the unit, in the title, and of the units in members' charge."""
    own = f"{case.draft.unit.text} {case.draft.title_text}"
    if case.meeting is not None:
        settings = case.meeting.settings
        members = [f"{one.post} {one.branch} {' '.join(one.units)}" for one in settings.members.values()]
        own = " ".join([settings.unit, settings.title, settings.place, *members])
    return own


def _is_ours_to_say(case: Case, start: int, end: int) -> bool:
    """Tell whether only the unit's own name belongs here: not in another part, a visit or a comparison."""
    part: DraftPart | None = next((one for one in case.draft.parts if one.start <= start < one.end), None)
    if part is not None and part.kind == "other":
        return False
    before = case.halfwidth[max(start - 12, 0) : start]
    after = case.halfwidth[end : end + 4]
    is_org = after.startswith(("委", "政府", "纪委", "人民政府", "党委", "班子"))
    return is_org or not _AWAY.search(before)


@cache
def _divisions() -> dict[str, tuple[str, ...]]:
    """Return each division with those above it; of several with one name, all above any."""
    found: dict[str, tuple[str, ...]] = {}

    def add(name: str, *above: str) -> None:
        if len(name) > 2 and name not in _WORDS and not _GENERIC.search(name):
            found[name] = (*found.get(name, ()), *above)

    province = ""
    for line in _DIVISIONS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        first, *below = line.split()
        if not line.startswith(" "):
            province = first
            add(first)
        else:
            add(first, province)
        for name in below:
            add(name, province, *([first] if first != province else []))
    return found


@cache
def _compile_names() -> re.Pattern[str]:
    names = sorted(_divisions(), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, names))})(?![域间块场民值])")


def _ours(own: str) -> set[str]:
    """Return the divisions in the unit's own name, those above them and those within them."""
    divisions = _divisions()
    named = {name for name in divisions if name in own or name[:-1] in own}
    around = {above for name in named for above in divisions[name]}
    return named | around | {name for name, above in divisions.items() if named & set(above)}
