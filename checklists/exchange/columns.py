"""What a roster's headings and cells may be called, in Chinese and in English."""

import re
import unicodedata
from typing import Literal

from checklists.language import _

Field = Literal["name", "post", "principal", "units", "branch", "attendance", "reason"]

DEFAULT_ORDER: tuple[Field, ...] = ("name", "post", "principal", "units", "branch")
"""The columns of a text without a heading."""

_HEADINGS: dict[Field, str] = {
    "name": "姓名 名字 成员 成员姓名 人员 name fullname member",
    "post": "职务 党内职务 职位 岗位 post title position",
    "principal": "主要负责人 是否主要负责人 是否为主要负责人 一把手 principal isprincipal",
    "units": "分管单位 分管部门 分管单位部门 分管或联系单位 分管联系单位 联系单位 分管 units unit unitsincharge",
    "branch": "所在支部 所在党支部 所属支部 所属党支部 党支部 支部 branch partybranch",
    "attendance": "出席 是否出席 出席情况 参会 是否参会 参会情况 attendance attends attending",
    "reason": "请假原因 请假事由 缺席原因 缺席事由 原因 事由 reason",
}
_KNOWN: dict[str, Field] = {word: field for field, words in _HEADINGS.items() for word in words.split()}
_BESIDE_NAME = re.compile(r"[(（\[【].*?[)）\]】]|[\s*:：/、_-]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YES = _words("是 √ ✓ ✔ ☑ y yes true 1 对 主要负责人 principal")
_NO = _words("否 不是 空 无 n no false 0 - — × ✗ ☐ 成员 member") | {""}
_PRESENT = _words("出席 参加 参会 到会 expected present attends yes y 是 √ ✓ ✔ 1 true") | {""}
_ABSENT = _words("缺席 请假 不出席 不参加 不参会 absent leave no n 否 × ✗ 0 false")
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPREAD_NAME = re.compile(f"[{_HAN}][{_HAN} ]+[{_HAN}]")


def field_of(heading: str) -> Field | None:
    """Tell which field a column's heading means; ``None`` for one that is not known."""
    return _KNOWN.get(_BESIDE_NAME.sub("", unicodedata.normalize("NFKC", heading[:80])).casefold())


def principal(text: str) -> bool:
    """Read yes or no. Raises `ValueError` that says what was expected."""
    return _choice(text, _YES, _NO, _("是 or 否, yes or no, 1 or 0, √ or nothing"))


def is_absent(text: str) -> bool:
    """Read whether someone will be absent. Raises `ValueError` that says what was expected."""
    return _choice(text, _ABSENT, _PRESENT, _("出席 or 请假, present or absent"))


def _choice(text: str, yes: frozenset[str], no: frozenset[str], expected: str) -> bool:
    word = unicodedata.normalize("NFKC", text[:80]).strip().casefold()
    if word in yes or word in no:
        return word in yes
    from checklists.text import show  # noqa: PLC0415 - only for the message

    raise ValueError(_("found {value}, expected {expected}").format(value=f"“{show(text, 40)}”", expected=expected))


def units(text: str) -> list[str]:
    """Split the units of one cell."""
    return [unit for unit in (part.strip() for part in re.split(r"[、,，;；\r\n]", text)) if unit]


def unspread(name: str) -> str:
    """Close the gap that lists set into names of two characters: ``张　三`` is ``张三``."""
    name = name.replace("\u3000", " ").strip()
    return name.replace(" ", "") if _SPREAD_NAME.fullmatch(name) else name
