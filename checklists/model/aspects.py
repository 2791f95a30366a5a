"""The aspects of a meeting as they are pasted from a notice: numbered, with marks at their ends, run together."""

import re
import unicodedata

_CN = "一二三四五六七八九十"
_NUMBER = re.compile(
    rf"\s*(?:[(（〔\[【]\s*(?:[{_CN}]{{1,3}}|\d{{1,2}})\s*[)）〕\]】]|[{_CN}]{{1,3}}[、.．:：]|\d{{1,2}}(?:[、．)）]|[.](?!\d))"
    rf"|第[{_CN}]{{1,3}}(?:个?方面)?[,，、:：]|[{_CN}]{{1,2}}是(?!否|非)[,，]?|[①-⑳⑴-⒇㈠-㈩⒈-⒛]|[-–—•·●◆■*□○▪]\s)[、.．,，]?\s*"
)
_CLOSING = re.compile(r"[\s;；。.,，、:：]+$")
_NEXT = re.compile(r"(?:[;；]|(?<=[。，,、])\s*(?=[(（][一二三四五六七八九十\d]{1,3}[)）]))")


def clean_aspect(text: str) -> str:
    """Return an aspect without its numbering and the marks that close it."""
    while (match := _NUMBER.match(text)) and text[match.end() :].strip():
        text = text[match.end() :]
    return _CLOSING.sub("", text).strip()


def read_aspects(text: str) -> list[str]:
    """Return the aspects of a text, one a line or run together as in a sentence of a notice."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    found = [clean_aspect(part) for line in lines for part in _NEXT.split(line)]
    return list(dict.fromkeys(aspect for aspect in found if aspect))
