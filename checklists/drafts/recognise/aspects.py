"""Match a draft with what its meeting asks for: aspects by sub-headings, explanations by words."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from checklists.drafts.recognise.headings import strip_heading

_AROUND = re.compile(
    r"^(?:在|关于|围绕|对照|带头)+|(?:方面)?(?:的|存在的?)?(?:主要|突出)?(?:问题|不足|差距|情况)?$|方面$|[“”《》\s、,，]"
)
_CLOSE_ENOUGH = 65
EXPLAINED = {
    "inspection": r"(?<!线路)(?<!设备)巡视|巡察|审计(?:反馈|整改|发现|查出)|督查反馈|检查反馈",
    "inquiry": r"函询|谈话函询",
    "personal-matters": r"个人有关事项|重大事项报告|有关事项",
    "family-business": r"经商办企业|经商|办企业",
}
"""The words of drafts for required explanations, by the id in the checklist."""


def find_aspect(aspects: Mapping[str, str], title: str) -> str:
    """Return the id of the aspect nearest to a sub-heading; empty if none is near."""
    wanted = strip_aspect_words(title)
    if not wanted:
        return ""
    names = {key: strip_aspect_words(name) for key, name in aspects.items()}
    for key, name in names.items():
        if name and (name in wanted or (len(wanted) > 2 and wanted in name)):
            return key
    found = process.extractOne(wanted, names, scorer=fuzz.ratio)
    return str(found[2]) if found and found[1] >= _CLOSE_ENOUGH else ""


def strip_aspect_words(title: str) -> str:
    """Return a heading without the words common to the titles of aspects."""
    text = strip_heading(title)
    while (shorter := _AROUND.sub("", text)) != text:
        text = shorter
    return text
