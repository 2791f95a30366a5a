"""Which aspect of the meeting a sub-heading of a draft means."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from checklists.drafts.recognise.headings import bare

_AROUND = re.compile(
    r"^(?:在|关于|围绕|对照|带头)+|(?:方面)?(?:的|存在的?)?(?:主要|突出)?(?:问题|不足|差距|情况)?$|方面$|[“”《》\s、,，]"
)
_CLOSE_ENOUGH = 65


def aspect_of(aspects: Mapping[str, str], title: str) -> str:
    """Return the id of the aspect whose name is nearest to a sub-heading; empty where none is near."""
    wanted = core(title)
    if not wanted:
        return ""
    for key, name in aspects.items():
        if core(name) and (core(name) in wanted or (len(wanted) > 2 and wanted in core(name))):
            return key
    found = process.extractOne(wanted, {key: core(name) for key, name in aspects.items()}, scorer=fuzz.ratio)
    return str(found[2]) if found and found[1] >= _CLOSE_ENOUGH else ""


def core(title: str) -> str:
    """Return a heading without the words that stand around every aspect."""
    text = bare(title)
    while (shorter := _AROUND.sub("", text)) != text:
        text = shorter
    return text
