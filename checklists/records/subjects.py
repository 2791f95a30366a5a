"""Find the subjects in a cell: the group, a name, a name with a post, a post alone, or several of these.

What only one can be meant by is read; what could mean several, or nobody, is returned to be asked about.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from checklists.base.language import _, add_note, join_names
from checklists.base.text import remove_blanks, show
from checklists.model.meeting import GROUP, Meeting, Member

_BODY = "党工委|党组|党委|党总支|总支|党支部|支部|支委会|支委|常委会|常委|县委|市委|区委|省委|班子|领导集体|集体"
_OWN = re.compile(
    "(本|我|我们|全|整个|咱)?(机关)?(局|委|办|厅|处|院|校|公司|集团|中心|学校|医院|乡|镇|街道|县|市|区|省|单位|企业|部|社|站|所)?"
)
"""How a group calls itself without its unit's name."""
_GROUP = re.compile(f"(?:对)?(?P<whose>.*?)(?P<body>(?:领导|{_BODY})*(?:{_BODY}))(?:整体|集体)?")
_CHIEF = frozenset({"主要负责人", "主要领导", "主要负责同志", "一把手", "班长", "党政主要负责人"})
_RANK = (
    "书记|局长|主任|县长|市长|区长|省长|州长|乡长|镇长|部长|主席|科长|股长|处长|厅长|院长|校长|园长|所长|站长|馆长"
    "|台长|行长|社长|厂长|队长|组长|班长|检察长|庭长|会长|理事长|秘书长|秘书|总经理|经理|董事长|董事|监事长|总裁"
    "|总监|总工程师|总会计师|总经济师|总工|总|工|巡视员|调研员|督查专员|专员|委员|常委|组员|成员|主管|政委|参谋长"
    "|经济师|工程师|同志|老师|领导"
)
_TITLE = re.compile(f"(?:[^副]{{0,12}})?(?:常务|第一|专职|挂职)?副?(?:{_RANK})")
_CALL = re.compile(f"(?:常务|第一)?副?(?:{_RANK})")
"""A form of address after a surname."""
_ANY = frozenset({"同志", "老师", "领导"})
_DOUBLE_SURNAMES = frozenset(
    (
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "司徒",
        "令狐",
        "长孙",
        "宇文",
        "夏侯",
        "东方",
        "南宫",
    )
)
_SEPARATORS = re.compile(r"[、,;/|\n\t]+")
_BESIDE = re.compile(r"[()\[\]【】:：·]|同志|等|和|及|与|对|的")
EVERYONE = frozenset(
    {
        *("全体", "全体成员", "全体班子成员", "全体人员", "全体领导", "全部", "全员", "all"),
        *("各位领导", "各位成员", "各位班子成员", "每位班子成员"),
    }
)
"""Words for all members, where no unit's or member's name is."""
POST_PARTS = re.compile(r"[、,，;；/\s()（）]+")


def is_title(text: str) -> bool:
    """Tell whether words are a post, such as 副组长."""
    return bool(_TITLE.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Unclear:
    """A value with several possible subjects, or none."""

    value: str
    candidates: tuple[str, ...] = ()
    """Their ids, in the roster's order."""


@dataclass(frozen=True, slots=True)
class FoundSubjects:
    """The subjects of a cell."""

    keys: tuple[str, ...]
    read_as: tuple[tuple[str, str], ...] = ()
    """The texts read as a name written otherwise than on the roster, each with the id."""
    unclear: tuple[Unclear, ...] = ()


def normalise_words(text: str) -> str:
    """Return a value in half width without blanks, for comparison."""
    return remove_blanks(unicodedata.normalize("NFKC", text))


def find_subjects(
    meeting: Meeting, text: str, choices: Mapping[str, tuple[str, ...]] | None = None, *, with_group: bool = True
) -> FoundSubjects:
    """Return the subjects of a cell; `choices` are a person's answers, by `normalise_words`."""
    choices = choices or {}
    whole = normalise_words(text)
    if whole in choices:
        return FoundSubjects(choices[whole])
    one = _find_one(meeting, whole, with_group=with_group)
    if isinstance(one, str):
        is_as_written = one == whole or normalise_words(meeting.name(one)) == whole
        return FoundSubjects((one,), () if is_as_written else ((whole, one),))
    lines = unicodedata.normalize("NFKC", text).split("\n")
    pieces = [piece for piece in _SEPARATORS.split("\n".join(remove_blanks(line) for line in lines)) if piece]
    keys: list[str] = []
    read_as: list[tuple[str, str]] = []
    unclear: list[Unclear] = []
    for piece in pieces:
        if piece in choices:
            keys += choices[piece]
            continue
        for word, found in _split_piece(meeting, piece, with_group=with_group):
            if isinstance(found, Unclear):
                unclear.append(found)
            else:
                keys.append(found)
                if word not in {found, normalise_words(meeting.name(found))}:
                    read_as.append((word, found))
    # a post before the name: 党组书记、局长王建国
    posts = {part for key in keys if key != GROUP for part in _list_posts(meeting.settings.members[key])}
    unclear = [one for one in unclear if one.value in choices or one.value not in posts or one.candidates]
    still = tuple(one for one in unclear if one.value not in choices)
    keys += [key for one in unclear for key in choices.get(one.value, ())]
    return FoundSubjects(tuple(dict.fromkeys(keys)), tuple(read_as), still)


def ask(meeting: Meeting, one: Unclear) -> str:
    """Return a question about an unclear value, with the subjects it may mean."""
    if not one.candidates:
        return _("there is no member {id} on the roster").format(id=show(one.value, 40))
    names = join_names([add_note(meeting.name(key), key) for key in one.candidates], 6)
    return _("“{value}” could be {names}; say which").format(value=show(one.value, 40), names=names)


def _split_piece(meeting: Meeting, piece: str, *, with_group: bool) -> Iterable[tuple[str, str | Unclear]]:
    """Split a piece at the names in it; words beside a name are its post."""
    one = _find_one(meeting, piece, with_group=with_group)
    if isinstance(one, str):
        yield piece, one
        return
    parts = _split_at_names(piece, tuple(meeting.ids_by_name))
    named = _index_normalised_names(meeting)
    if len(parts) == 1:
        yield piece, one
        return
    for place, part in enumerate(parts):
        if place % 2:
            ids = named[part]
            yield part, ids[0] if len(ids) == 1 else Unclear(part, ids)
            continue
        rest = _BESIDE.sub("", part)
        if rest and not is_title(rest):
            yield rest, _find_one(meeting, rest, with_group=with_group)


@lru_cache(maxsize=4)
def _compile_names(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(map(normalise_words, names), key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, longest)) + ")")


def _index_normalised_names(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """Return the members by their names without blanks, as cells are compared."""
    found: dict[str, tuple[str, ...]] = {}
    for name, ids in meeting.ids_by_name.items():
        found[normalise_words(name)] = (*found.get(normalise_words(name), ()), *ids)
    return found


def _split_at_names(piece: str, names: tuple[str, ...]) -> list[str]:
    """Split a text at the names in it: every second part is a name."""
    return _compile_names(names).split(piece) if names else [piece]


def _find_one(meeting: Meeting, word: str, *, with_group: bool) -> str | Unclear:
    """Return the subject of one word: an id, a name, the group, a surname with a post, a post."""
    if word in meeting.settings.members:
        return word
    ids = _index_normalised_names(meeting).get(word, ())
    if ids:
        return ids[0] if len(ids) == 1 else Unclear(word, ids)
    if with_group and is_group(meeting, word):
        return GROUP
    if word in _CHIEF and meeting.settings.principal:
        return meeting.settings.principal
    people = {key: call for key, one in meeting.settings.members.items() if (call := _call(one.name, word))}
    if people:
        fitting = [key for key, call in people.items() if _has_post(meeting.settings.members[key], call, loosely=True)]
        return fitting[0] if len(fitting) == 1 else Unclear(word, tuple(people))
    holders = [key for key, one in meeting.settings.members.items() if _has_post(one, word, loosely=False)]
    if len(holders) == 1:
        return holders[0]
    if holders:
        return Unclear(word, tuple(holders))
    surname = word[:1] if is_title(word[1:]) or len(word) in {1, 2, 3} else ""
    alike = [key for key, one in meeting.settings.members.items() if surname and one.name.startswith(surname)]
    return Unclear(word, tuple(alike))


def is_group(meeting: Meeting, word: str) -> bool:
    """Tell whether a word is the group: 班子, 局党组, the unit's own name."""
    units = {normalise_words(meeting.settings.unit), normalise_words(meeting.settings.unit_on_papers)}
    if word.casefold() == GROUP or word in units:
        return True
    found = _GROUP.fullmatch(word)
    if not found:
        return False
    if "支" in found["body"] and not any(
        "支" in unit for unit in units
    ):  # a branch is not the group of a party committee
        return False
    whose = found["whose"]
    return bool(_OWN.fullmatch(whose)) or any(whose in unit for unit in units)


def _call(name: str, word: str) -> str:
    """Return the form of address after a surname: 局长 of 王局长 for 王建国."""
    length = 2 if name[:2] in _DOUBLE_SURNAMES else 1
    surname, call = word[:length], word[length:]
    return call if len(name) > length and name.startswith(surname) and _CALL.fullmatch(call) else ""


def _has_post(member: Member, call: str, *, loosely: bool) -> bool:
    """Tell whether a member has this post; `loosely`, deputies count too."""
    if not call or not member.post:
        return loosely and call in _ANY
    if loosely and call in _ANY:
        return True
    if loosely and call == "总":
        return bool(re.search("总(?!支|工会)|董事长", member.post))
    if loosely and call == "工":
        return "工程师" in member.post or "总工" in member.post
    return any(
        part.endswith(call) and (loosely or part == call or not part.removesuffix(call).endswith("副"))
        for part in _list_posts(member)
        if loosely or is_title(call)
    )


def _list_posts(member: Member) -> list[str]:
    return [part for part in POST_PARTS.split(normalise_words(member.post)) if part]


def find_titled(text: str, titles: Mapping[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the id with this title, 方面 or 类 at its end ignored; else the candidates."""
    word = _strip_decoration(text)
    if not word:
        return None, ()
    if text in titles:
        return text, ()
    exact = [key for key, title in titles.items() if _strip_decoration(title) == word]
    if len(exact) == 1:
        return exact[0], ()
    near = exact or [
        key for key, title in titles.items() if word in _strip_decoration(title) or _strip_decoration(title) in word
    ]
    return (near[0], ()) if len(near) == 1 and len(word) > 1 else (None, tuple(near))


def _strip_decoration(text: str) -> str:
    return re.sub("(方面|类|问题)+$", "", normalise_words(text))
