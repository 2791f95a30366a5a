"""Match a draft's sub-headings with the meeting's aspects."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from checklists.drafts.recognise.headings import strip_heading

_AROUND = re.compile(
    r"^(?:在|关于|围绕|对照|带头)+|(?:方面)?(?:的|存在的?)?(?:主要|突出)?(?:问题|不足|差距|情况)?$|方面$|[“”《》\s、,，]"
)
_CLOSE_ENOUGH = 65


def find_aspect(aspects: Mapping[str, str], title: str) -> str:
    """Return the id of the aspect whose name is nearest to a sub-heading; empty if none is near."""
    wanted = strip_aspect_words(title)
    if not wanted:
        return ""
    for key, name in aspects.items():
        if strip_aspect_words(name) and (
            strip_aspect_words(name) in wanted or (len(wanted) > 2 and wanted in strip_aspect_words(name))
        ):
            return key
    found = process.extractOne(
        wanted, {key: strip_aspect_words(name) for key, name in aspects.items()}, scorer=fuzz.ratio
    )
    return str(found[2]) if found and found[1] >= _CLOSE_ENOUGH else ""


def strip_aspect_words(title: str) -> str:
    """Return a heading without the words that are common to the titles of aspects."""
    text = strip_heading(title)
    while (shorter := _AROUND.sub("", text)) != text:
        text = shorter
    return text
