"""The numbers that Word's lists show, computed from ``numbering.xml`` and the styles."""

import re
from typing import Any

from checklists.base.numerals import format_chinese_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset(
    {
        *("chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographTraditional"),
        *("japaneseCounting", "japaneseDigitalTenThousand", "taiwaneseCounting", "taiwaneseCountingThousand"),
        *("ideographDigital", "koreanCounting"),
    }
)
_MOST_LEVELS = 9
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)


class Numbering:
    """A counter of a document's lists; it must be given every paragraph in order."""

    def __init__(self, document: Any) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in document.styles.element.iter(f"{_W}style")}
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()
        part = next(
            (one.target_part for one in document.part.rels.values() if one.reltype.endswith("/numbering")), None
        )
        if part is not None:
            self._learn(part.element)

    def number_paragraph(self, paragraph: Any) -> tuple[str, int]:
        """Return the paragraph's number as shown, and its level as a heading."""
        properties = paragraph.find(f"{_W}pPr")
        style = self._style(properties)
        heading = self._heading(properties, style)
        found = self._list_of(properties, style)
        return (self._count_level(*found) if found else ""), heading

    def _learn(self, numbering: Any) -> None:
        for abstract in numbering.findall(f"{_W}abstractNum"):
            self._abstract[abstract.get(f"{_W}abstractNumId")] = abstract
        for one in numbering.findall(f"{_W}num"):
            starts: dict[int, int] = {}
            for override in one.findall(f"{_W}lvlOverride"):
                start = override.find(f"{_W}startOverride")
                if start is not None:
                    starts[_whole(override.get(f"{_W}ilvl"))] = _whole(start.get(f"{_W}val"))
            self._lists[one.get(f"{_W}numId")] = (_value(one.find(f"{_W}abstractNumId")), starts)

    def _style(self, properties: Any) -> list[Any]:
        """Return the paragraph's style and the styles it is based on."""
        key = _value(properties.find(f"{_W}pStyle")) if properties is not None else ""
        found: list[Any] = []
        while key in self._styles and len(found) < 12 and self._styles[key] not in found:
            found.append(self._styles[key])
            key = _value(found[-1].find(f"{_W}basedOn"))
        return found

    def _heading(self, properties: Any, styles: list[Any]) -> int:
        for holder in (properties, *(style.find(f"{_W}pPr") for style in styles)):
            if holder is not None and (outline := holder.find(f"{_W}outlineLvl")) is not None:
                level = _whole(outline.get(f"{_W}val"))
                return level + 1 if level < _MOST_LEVELS else 0
        names = [_value(style.find(f"{_W}name")) for style in styles]
        match = next((match for name in names if (match := _HEADING.fullmatch(name))), None)
        return int(match[1]) if match else 0

    def _list_of(self, properties: Any, styles: list[Any]) -> tuple[str, int] | None:
        number, level = "", None
        for holder in (properties, *(style.find(f"{_W}pPr") for style in styles)):
            own = holder.find(f"{_W}numPr") if holder is not None else None
            if own is None:
                continue
            number = number or _value(own.find(f"{_W}numId"))
            depth = own.find(f"{_W}ilvl")
            level = level if level is not None or depth is None else _whole(depth.get(f"{_W}val"))
            if number:
                break
        if number in {"", "0"} or number not in self._lists:
            return None
        return number, min(level or 0, _MOST_LEVELS - 1)

    def _count_level(self, number: str, level: int) -> str:
        abstract, starts = self._lists[number]
        levels = {_whole(one.get(f"{_W}ilvl")): one for one in self._levels(abstract)}
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [0] * _MOST_LEVELS)
        if number not in self._begun and starts:
            for depth, start in starts.items():
                if depth < _MOST_LEVELS:
                    counts[depth] = start - 1
        elif counts[level] == 0:
            counts[level] = _whole(_value(levels[level].find(f"{_W}start")), 1) - 1
        self._begun.add(number)
        counts[level] += 1
        counts[level + 1 :] = [0] * (_MOST_LEVELS - level - 1)
        return self._format_counts(levels, counts, level)

    def _levels(self, abstract: str) -> list[Any]:
        element = self._abstract.get(abstract)
        return [] if element is None else element.findall(f"{_W}lvl")

    def _format_counts(self, levels: dict[int, Any], counts: list[int], level: int) -> str:
        template = _value(levels[level].find(f"{_W}lvlText"))
        if _value(levels[level].find(f"{_W}numFmt")) in {"bullet", "none"}:
            return ""

        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            form = _value(levels[depth].find(f"{_W}numFmt")) if depth in levels else "decimal"
            return _form(form, max(counts[depth], 1))

        shown = re.sub("%([1-9])", number, template)
        return shown if shown.endswith(("、", ".", "．", "）", ")", "是", "，")) or not shown else f"{shown} "


def _form(form: str, number: int) -> str:
    if form in _CHINESE:
        return format_chinese_number(number)
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if form in {"upperLetter", "lowerLetter"}:
        return chr((65 if form[0] == "u" else 97) + (number - 1) % 26)
    return str(number)


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(f"{_W}val") or "")


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else otherwise
