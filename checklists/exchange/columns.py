"""Columns of foreign tables: where the headings stand, which field each one means, which rows are records.

A kind of table declares its columns once, and `recognise` does the rest:

    TABLE = Columns(
        (
            Column("title", N_("Title"), words="题目 标题 title", form="{study}*(题目|标题)", near="名称|题"),
            Column("held", N_("Held"), form="({study}|召开)*{time}", near="{time}"),
        ),
        needed=("title",),
    )
    rows = table.split_text_rows(text, lambda rows: count_known_columns(rows, TABLE), name)
    found = recognise(rows, TABLE, choices)
    found.refuse_unknown(name)                 # no needed column: says which columns were seen, what was expected
    for number, row in found.records:
        title = found.cell(row, "title")
    notes = found.notes()                      # sentences on columns left out and rows passed over

Headings are compared normalised (`normalise_heading`): width, blanks, line breaks, brackets and numbering do not
matter. `words` are whole headings; `form` is a pattern that puts headings together from `HEADING_PARTS`; `weak` are
words that mean the field only where no other column does; `near` says what a heading that is not known could be.
`choices` are what a person said: by normalised heading, the field; nothing for a column to leave out (`read_choice`).
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache

from checklists.base.errors import UnreadableError
from checklists.base.language import _, add_note, join_names, ngettext, translate_all
from checklists.base.suggestions import hint_near_names
from checklists.base.text import show, show_word
from checklists.exchange.cells import COLUMN_LIMIT, Formula, RowCells
from checklists.exchange.table import is_blank
from checklists.records.subjects import normalise_words

HEADING_WORD = 6
"""Characters; a longer cell that is only near a heading may be a sentence."""
HEADING_ROWS = 10
"""Rows in which headings are searched: title, unit and date may be above them."""
HEADING_LENGTH = 24
HEADING_SHOWN = 40
PASSED_SHOWN = 16
OFFERED = 3
"""Fields suggested for an unknown column."""

HEADING_PARTS = {
    "gather": "征求|征集|收集|搜集|采集|听取|提出|提|反映|收到|接收|登记|提交|填报|填写|受理|所|到|的",
    "talk": "谈心谈话|谈心|谈话|访谈|座谈|调研|走访|来信|来电|来访|会议|会",
    "quality": "具体|原始|原|主要|详细|书面|口头|群众|干部|职工|党员|基层|代表|存在|突出|批评|相关|有关|其他"
    "|对(领导)?班子成员的?",
    "opinion": "意见|建议|批评|问题|诉求|看法|想法|不足",
    "and": "和|及|与|或|暨|以及|并",
    "content": "具体内容|主要内容|内容|原话|原文|原意|记录|详情|摘要|要点|情况|事项|条目|描述|表述|全文"
    "|正文|明细|清单|汇总",
    "time": "时间|日期|年月日|日子",
    "way": "方式|形式|渠道|途径|方法|载体|平台",
    "person": "人员|人|者|单位|部门|科室|股室|处室|支部|群体|代表",
}
"""Parts of headings; a form names them in braces."""

_NUMBERING = re.compile(r"^(?:[(]?[0-9一二三四五六七八九十]{1,3}[)、.．])+")
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_MARKS = re.compile(r"[\s*:、,;./\\|_\-·。“”\"'()\[\]【】〔〕<>《》]")
_SERIAL = frozenset({"序号", "编号", "序", "行号", "no", "number", "id"})
_TOTAL = re.compile(r"(合计|总计|小计|共计|累计|总数)([:(（].*|\d.*|共.*)?")
_SIGNED = re.compile(
    r"((填报|填表|填写|制表|制作|审核|审签|审批|审定|复核|校核|核稿|核对|签发|签字|签名)"
    r"(单位|部门|人|人员|领导|负责人|日期|时间|意见|签字|签名){0,2}"
    r"|(统计|经办|整理|汇总|记录|打印|报送|联系|负责)(单位|部门|人|人员|日期|时间|电话|方式)(签字|签名|电话)?"
    r"|(单位|部门|分管|主要|班子|科室)?(负责人|领导|负责同志)(签字|签名|签章|电话|姓名)"
    r"|单位|日期|时间|电话|单位盖章|盖章|公章)([(][^)]{0,12}[)])?:.{0,40}|(单位)?[(]?(盖章|公章|签章)[)]?"
)
_NOTE = re.compile(r"(说明|注|备注|附注|备考|填表说明|填报说明|注意事项|notes?)([:：]|\d|[(（]|$).*")
_LABEL = re.compile(r"[^:：(（\d]{1,8}[:：]?")
_SECTION = re.compile(
    r"([一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}部分).+"
)
_ITEM = re.compile(r"\d{1,2}[.、．)）]")


@dataclass(frozen=True, slots=True)
class HeadingColumn:
    """A field of a table, and the headings of its column."""

    field: str
    label: str
    """The label on forms, marked with `N_`."""
    words: str = ""
    form: str = ""
    weak: str = ""
    near: str = ""
    joint: str | None = None
    """The separator if several columns hold the field; ``None`` if only one may."""


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of table."""

    columns: tuple[HeadingColumn, ...]
    needed: tuple[str, ...]
    """A table must have one of these fields; the row that names one is its heading."""

    def column(self, name: str) -> HeadingColumn:
        """Return the column of a field."""
        return next(one for one in self.columns if one.field == name)

    def label(self, name: str) -> str:
        """Return a field's label in the current language."""
        return _(self.column(name).label)

    @cached_property
    def _words(self) -> dict[str, str]:
        return {normalise_heading(word): one.field for one in self.columns for word in one.words.split()}

    @cached_property
    def _weak(self) -> dict[str, str]:
        return {normalise_heading(word): one.field for one in self.columns for word in one.weak.split()}

    @cached_property
    def _forms(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((one.field, _compile_pattern(one.form)) for one in self.columns if one.form)

    def find_field(self, heading: str) -> str | None:
        """Return the field of a heading, whatever the other columns are; ``None`` if it is unknown."""
        plain = normalise_heading(heading)
        if not plain or len(plain) > HEADING_LENGTH:
            return None
        known = self._words.get(plain)
        return known or next((name for name, form in self._forms if form.fullmatch(plain)), None)

    def find_weak_field(self, heading: str) -> str | None:
        """Return the field that a heading means if no other column does."""
        return self._weak.get(normalise_heading(heading))

    def suggest_fields(self, heading: str) -> tuple[str, ...]:
        """Return the fields that an unknown heading may mean; none if none is near."""
        plain = normalise_heading(heading)
        if plain in _SERIAL:
            return ()
        weak = self._weak.get(plain)
        found = [one.field for one in self.columns if one.near and _compile_pattern(one.near).search(plain)]
        return tuple(dict.fromkeys([*([weak] if weak else []), *found]))

    def read_field(self, text: str) -> str:
        """Return the field that a person named by its name, label or heading; empty to leave the column out.

        Raises `ValueError` with the fields there are.
        """
        text = text.strip()
        if not text:
            return ""
        labels = {label.casefold(): one.field for one in self.columns for label in translate_all(one.label)}
        names = {one.field: one.field for one in self.columns}
        found = names.get(text) or labels.get(text.casefold()) or self.find_field(text) or self.find_weak_field(text)
        if found is None:
            known = {add_note(_(one.label), one.field): (one.field, *translate_all(one.label)) for one in self.columns}
            raise ValueError(
                _("found {value}, expected one of: {fields}").format(value=show_word(text), fields=join_names(known))
                + hint_near_names(text, known)
            )
        return found

    def read_choice(self, text: str) -> tuple[str, str]:
        """Parse ``提出时间=received``: a heading and its field. Raises `ValueError`."""
        heading, equals, name = text.rpartition("=")
        if not equals or not normalise_heading(heading):
            problem = _("found {value}, expected a heading and a field, such as 提出时间=日期")
            raise ValueError(problem.format(value=show_word(text)))
        return normalise_heading(heading), self.read_field(name)


@dataclass(frozen=True, slots=True)
class ColumnChoices:
    """A person's answers about a table: what its columns mean, and what unclear values mean."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """The field of each normalised heading; empty to leave the column out."""
    values: Mapping[str, str] = field(default_factory=dict)
    """The meaning of each normalised value; empty to leave it out."""


NO_CHOICES = ColumnChoices()


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column that is left out because its heading is unknown."""

    place: int
    heading: str
    """The heading as shown."""
    near: tuple[str, ...]
    """The fields that it may be."""
    plain: str = ""
    """The normalised heading."""

    @property
    def is_serial(self) -> bool:
        """Tell whether it only numbers the rows."""
        return self.plain in _SERIAL


@dataclass(frozen=True, slots=True)
class PassedRow:
    """A row that is no record: above the headings, or a footer."""

    number: int
    """The row's number as a spreadsheet shows it."""
    words: str
    """Its first words; of a footer, only the label."""


@dataclass(frozen=True)
class Recognised:
    """A table with its headings, records and other rows told apart."""

    columns: Columns
    places: Mapping[str, tuple[int, ...]]
    """The columns of each field, from left to right."""
    headings: Mapping[int, str]
    """The heading of each column, as shown."""
    unknown: tuple[UnknownColumn, ...]
    passed: tuple[PassedRow, ...]
    records: tuple[tuple[int, RowCells], ...]
    """Each record with its row number as a spreadsheet shows it."""
    row: int = 0
    """The row number of the headings; 0 if there are none."""

    @property
    def is_known(self) -> bool:
        """Tell whether a needed column was found."""
        return any(name in self.places for name in self.columns.needed)

    @property
    def looks_headed(self) -> bool:
        """Tell whether the headings look like headings: one is known, or a short one is near."""
        return bool(self.places) or any(one.near and len(one.plain) <= HEADING_WORD for one in self.unknown)

    def cell(self, row: RowCells, name: str) -> str:
        """Return a row's value for a field; of several columns, their joined values."""
        cells = [row[place] for place in self.places.get(name, ()) if place < len(row)]
        return join_cells(cells, self.columns.column(name).joint or "")

    def heading(self, name: str) -> str:
        """Return the headings of a field's columns as shown."""
        return join_names([self.headings[place] for place in self.places.get(name, ())])

    def refuse_unknown(self, name: str) -> None:
        """Raise `UnknownColumnsError` if no needed column was found."""
        if not self.is_known:
            raise UnknownColumnsError(name, self)

    def notes(self) -> list[str]:
        """Return sentences on columns left out, what they may be, and rows passed over."""
        notes = []
        plain = [one.heading for one in self.unknown if not one.near]
        for one in self.unknown:
            if one.near:
                fields = join_names([f"“{self.columns.label(name)}”" for name in one.near[:OFFERED]])
                words = _("the column “{heading}” is not known and is left out; it could be {fields}")
                notes.append(words.format(heading=one.heading, fields=fields))
        if plain:
            notes.append(_("these columns are not used: {names}").format(names=join_names(plain, 8)))
        if self.passed:
            rows = [
                _("row {row} “{words}”").format(row=one.number, words=one.words)
                if one.words
                else _("row {row}").format(row=one.number)
                for one in self.passed
            ]
            notes.append(_("passed over: {rows}").format(rows=join_names(rows, 12)))
        return notes


class UnknownColumnsError(UnreadableError):
    """No column of a table is a needed one; the message names the columns found and those expected."""

    def __init__(
        self, name: str, found: Recognised, wanted: Iterable[str] = (), *, is_confidential: bool = False
    ) -> None:
        """`wanted` are the fields of which one is lacking; by default those that every record has."""
        self.found = found
        self.is_shown = not is_confidential or found.looks_headed
        """Whether the headings may be repeated: without headings, the first row may be confidential."""

        needed = [f"“{found.columns.label(one)}”" for one in wanted or found.columns.needed]
        problem = _("no column is known as {fields}").format(fields=_(" or ").join(needed))
        seen = [f"“{one}”" for one in found.headings.values()]
        if seen and not self.is_shown:
            count = ngettext("the first row has {count} column", "the first row has {count} columns", len(seen))
            problem = _("{problem}; {what}").format(problem=problem, what=count.format(count=len(seen)))
        elif seen:
            problem = _("{problem}; the columns are: {names}").format(problem=problem, names=join_names(seen, 12))
        super().__init__(name, problem)


@cache
def _compile_pattern(form: str) -> re.Pattern[str]:
    """Compile a form: each part in braces is one of its words."""
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda part: f"(?:{HEADING_PARTS[part[1]]})", form))


@lru_cache(maxsize=4096)
def normalise_heading(text: str) -> str:
    """Return a heading as it is compared: no blanks, line breaks, numbering or bracketed text, and half-width.

    What stands wholly in brackets keeps its words.
    """
    text = _NUMBERING.sub("", normalise_words(text[:80]).casefold())
    return _MARKS.sub("", _BRACKETS.sub("", text)) or _MARKS.sub("", text)


def join_cells(cells: Iterable[str], joint: str) -> str:
    """Join cells, each once; a computed or merged cell alone is returned unchanged."""
    filled = list(dict.fromkeys(cell for cell in cells if cell.strip()))
    if len(filled) == 1:
        return filled[0]
    computed = next((cell for cell in filled if isinstance(cell, Formula)), None)
    return computed if computed is not None else joint.join(cell.strip() for cell in filled)


Also = Callable[[str], str | None]
"""Returns the field of a heading that only this meeting knows, such as a member's name."""


def count_known_columns(
    rows: list[RowCells], columns: Columns, choices: Mapping[str, str] | None = None, also: Also | None = None
) -> int:
    """Count the known columns of the best heading among the first rows; 0 if no needed one is there."""
    own = _select_choices(columns, choices)
    return max((_compute_score(row, columns, own, also) for row in rows[:HEADING_ROWS]), default=0)


def _select_choices(columns: Columns, choices: Mapping[str, str] | None) -> dict[str, str]:
    """Return the answers about columns of this kind of table: headings are tried for several kinds."""
    fields = {one.field for one in columns.columns}
    return {heading: name for heading, name in (choices or {}).items() if not name or name in fields}


def recognise(
    rows: list[RowCells], columns: Columns, choices: Mapping[str, str] | None = None, also: Also | None = None
) -> Recognised:
    """Find the headings among the first rows, the meaning of each column, and the rows that are records."""
    choices = _select_choices(columns, choices)
    scores = [_compute_score(row, columns, choices, also) for row in rows[:HEADING_ROWS]]
    best = max(scores, default=0)
    place = scores.index(best) if best else _find_likely_heading(rows)
    if place is None:
        return Recognised(columns, {}, {}, (), (), ())
    heading, last = rows[place], place
    if place + 1 < len(rows) and _is_second_line(heading, rows[place + 1], columns, choices, also):
        last = place + 1
        heading = _join_two_lines(heading, rows[last], columns, choices, also)
    reader = _Reader(columns, choices, also)
    reader.read(heading)
    places = {name: tuple(found) for name, found in reader.places.items()}
    if not any(name in places for name in columns.needed):
        return Recognised(columns, places, reader.headings, tuple(reader.unknown), (), (), place + 1)
    above = [
        PassedRow(number, _get_first_words(row)) for number, row in enumerate(rows[:place], 1) if not is_blank(row)
    ]
    found = pass_footers(rows, columns, places, reader.headings, last + 1, rows[place])
    return replace(found, unknown=tuple(reader.unknown), passed=(*above, *found.passed))


def pass_footers(
    rows: list[RowCells],
    columns: Columns,
    places: Mapping[str, tuple[int, ...]],
    headings: Mapping[int, str],
    row: int = 0,
    heading: RowCells | None = None,
) -> Recognised:
    """Separate records from footers below the headings.

    `row` is the number of the row with the headings, 0 if there is none.
    """
    needed = [one for name in columns.needed for one in places.get(name, ())]
    known = {one for found in places.values() for one in found}
    passed, records, has_note = [], [], False
    for number, one in enumerate(rows[row:], row + 1):
        if is_blank(one):
            continue
        label = find_footer_label(one, needed, known, is_after_note=has_note and len(places) > 1)
        if label is None and heading and _is_repeated(one, heading):
            label = _("the headings again")
        if label is None:
            records.append((number, one))
        else:
            has_note = has_note or bool(_NOTE.match(label))
            passed.append(PassedRow(number, label))
    return Recognised(columns, places, headings, (), tuple(passed), tuple(records), row)


@dataclass
class _Reader:
    """Assigns the headings of a row to fields, one by one."""

    columns: Columns
    choices: Mapping[str, str]
    also: Also | None
    places: dict[str, list[int]] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    unknown: list[UnknownColumn] = field(default_factory=list)

    def read(self, heading: RowCells) -> None:
        """Assign all headings: first by a person's answers, then known ones, then weak ones if their field is free."""
        self.headings = {
            place: show(" ".join(cell.split()), HEADING_SHOWN) for place, cell in enumerate(heading) if cell.strip()
        }
        left = []
        chosen = {place for place in self.headings if normalise_heading(heading[place]) in self.choices}
        for place in chosen:
            if name := self.choices[normalise_heading(heading[place])]:
                self._take(name, place, is_chosen=True)
        for place in self.headings:
            if place in chosen:
                continue
            known = _find_field(heading[place], self.columns, self.also)
            if known is None or not self._take(known, place, is_chosen=False):
                left.append(place)
        for place in left:
            weak = self.columns.find_weak_field(heading[place])
            if weak is None or weak in self.places:
                near = self.columns.suggest_fields(heading[place])
                plain = normalise_heading(heading[place])
                self.unknown.append(UnknownColumn(place, self.headings[place], near, plain))
            else:
                self._take(weak, place, is_chosen=False)

    def _take(self, name: str, place: int, *, is_chosen: bool) -> bool:
        """Assign a column to a field; if the field takes one column, the first, unless a person chose."""
        there = self.places.setdefault(name, [])
        if there and self.columns.column(name).joint is None and not is_chosen:
            return False
        there.append(place)
        return True


def _find_field(heading: str, columns: Columns, also: Also | None) -> str | None:
    return columns.find_field(heading) or (also(heading) if also and heading.strip() else None)


def _compute_score(row: RowCells, columns: Columns, choices: Mapping[str, str], also: Also | None) -> int:
    """Score a row as a heading: by the number of fields it names, then of cells; 0 without a needed field."""
    named = [
        choices.get(normalise_heading(cell)) or _find_field(cell, columns, also) or columns.find_weak_field(cell)
        for cell in row
        if cell.strip()
    ]
    known = [name for name in named if name]
    return len(set(known)) * (COLUMN_LIMIT + 1) + len(known) if set(known) & set(columns.needed) else 0


def _find_likely_heading(rows: list[RowCells]) -> int | None:
    """Return the row that looks like headings though none is known: several short words, no number."""

    def width(row: RowCells) -> int:
        cells = [cell for cell in row if cell.strip()]
        are_words = all(
            len(cell.strip()) <= HEADING_LENGTH and not re.search(r"\d{2}|[。！？]", cell) for cell in cells
        )
        return len(set(cells)) if are_words else 0

    widths = [width(row) for row in rows[:HEADING_ROWS]]
    return widths.index(max(widths)) if max(widths, default=0) else None


def _is_second_line(
    upper: RowCells, lower: RowCells, columns: Columns, choices: Mapping[str, str], also: Also | None
) -> bool:
    """Tell whether a row continues the headings above it, as merged headings do."""
    pairs = [(upper[place] if place < len(upper) else "", cell) for place, cell in enumerate(lower)]
    own = [cell for above, cell in pairs if cell.strip() and cell != above]
    is_under_merged = any(above.strip() and (not cell.strip() or cell == above) for above, cell in pairs)
    is_under_group = any(cell.strip() and not above.strip() for above, cell in pairs)
    known = all(
        normalise_heading(cell) in choices or _find_field(cell, columns, also) or columns.find_weak_field(cell)
        for cell in own
    )
    return is_under_merged and is_under_group and known


def _join_two_lines(
    upper: RowCells, lower: RowCells, columns: Columns, choices: Mapping[str, str], also: Also | None
) -> RowCells:
    found, group = [], ""
    for place in range(max(len(upper), len(lower))):
        above = upper[place] if place < len(upper) else ""
        below = lower[place] if place < len(lower) else ""
        group = above if above.strip() else group
        if not below.strip() or below == above:
            found.append(above)
        elif normalise_heading(below) in choices or _find_field(below, columns, also):
            found.append(below)
        else:
            found.append(group + below)
    return found


def _get_first_words(row: RowCells) -> str:
    return show(next(cell for cell in row if cell.strip()).strip(), PASSED_SHOWN)


def _is_repeated(row: RowCells, heading: RowCells) -> bool:
    """Tell whether a row repeats the headings, as on each printed page."""
    cells, titles = ([cell for cell in one if cell.strip()] for one in (row, heading))
    return len(cells) == len(titles) > 1 and all(
        normalise_heading(cell) == normalise_heading(title) for cell, title in zip(cells, titles, strict=True)
    )


def find_footer_label(
    row: RowCells, needed: Collection[int] = (), known: Collection[int] = (), *, is_after_note: bool = False
) -> str | None:
    """Return the label of a row that is no record (total, signature, note, section); ``None`` for a record.

    `needed` and `known` are the columns that a record has and may have. Only the label is returned, since what follows
    may be confidential.
    """
    cells = {place: normalise_words(cell[:200]) for place, cell in enumerate(row) if cell.strip()}
    first, *others = cells.values()
    is_alone = not set(others) - {first}
    is_lacking = not any(place in cells for place in needed)
    if _TOTAL.fullmatch(first) and (is_alone or is_lacking or all(re.search(r"\d", cell) for cell in others)):
        return _get_label(first)
    if all(_SIGNED.fullmatch(cell) for cell in cells.values()):
        return _get_label(first)
    if (is_alone or is_lacking) and (_SIGNED.fullmatch(first) or _NOTE.fullmatch(first)):
        return _get_label(first)
    if is_alone and is_after_note and (is_lacking or _ITEM.match(first)):
        return ""
    if is_alone and is_lacking and (_SECTION.match(first) or not any(place in known for place in cells)):
        return show(first, PASSED_SHOWN)
    return None


def _get_label(text: str) -> str:
    label = _LABEL.match(text)
    return show(label[0].rstrip(":：") if label else text[:2], PASSED_SHOWN)
