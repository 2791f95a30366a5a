"""What a duty lacks, in words: records by their place or number, never by an id.

Confidential text is not quoted, except on screens that ask for a record's first words.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from checklists.base.language import _, join_names, ngettext
from checklists.base.text import show
from checklists.model.ledgers.outline import Outline
from checklists.model.meeting import Meeting
from checklists.model.words import translate_state
from checklists.readiness.rules.count import Lack, Lacking, Titled, Want, describe_want, name_record
from checklists.readiness.rules.outline import get_aspect_name
from checklists.records.kinds import KINDS
from checklists.records.titles import TITLE_SHOWN

FIRST_WORDS = 14
_Places = dict[tuple[Lacking, str], str]
"""The place of each record of an outline, by kind and id, in the order of screen and paper."""


def describe_missing(meeting: Meeting, missing: Iterable[str], most: int = 0, *, is_quoting: bool = False) -> str:
    """List what is missing, at most `most` things; with `is_quoting`, records are named by their first words."""
    return join_names(_quoted(meeting, missing) if is_quoting else _placed(meeting, missing), most)


def list_edited_texts(meeting: Meeting, subject: str, most: int = 0) -> str:
    """List the texts of an outline edited after its last step, by place."""
    places = _places(meeting, meeting.sheet(subject).outline)
    found, removed = [], 0
    for one in meeting.edited_texts(subject):
        if one.how == "removed":
            removed += 1
            continue
        if one.part == "explanation":
            name = _("the explanation on “{title}”").format(title=meeting.checklist.explanations.get(one.key, one.key))
        else:
            name = places[one.part, one.key]
        found.append(_("{name} (new)").format(name=name) if one.how == "added" else name)
    if removed:
        found.append(ngettext("{count} text removed", "{count} texts removed", removed).format(count=removed))
    return join_names(found, most)


def describe_edited_texts(meeting: Meeting, subject: str, most: int = 0) -> str:
    """Describe the texts of an outline edited after its last round; empty if none was."""
    outline = meeting.sheet(subject).outline
    last = outline.last_round
    if last is None or meeting.outline_state(subject) != "changed":
        return ""
    step = " ".join(part for part in (translate_state(last.step), str(last.on or "")) if part)
    return _("{who}: edited after round {round} ({step}), so a new round is needed: {things}").format(
        who=meeting.name(subject),
        round=max(outline.round, 1),
        step=step,
        things=list_edited_texts(meeting, subject, most),
    )


def _quoted(meeting: Meeting, missing: Iterable[str]) -> Iterator[str]:
    for one in missing:
        if isinstance(one, Lack):
            kind = KINDS[one.kind]
            record = kind.records(meeting, one.subject).get(one.key)
            words = show(getattr(record, "text", "").replace("\n", " "), FIRST_WORDS)
            yield describe_want(one.want, name_record(one.kind, f"“{words}”") if words else _(kind.title))
        else:
            yield _titled(one)


def _placed(meeting: Meeting, missing: Iterable[str]) -> Iterator[str]:
    """Yield the number of records without a place, and the places of the others."""
    missing = list(missing)
    counts = Counter((one.want, one.subject) for one in missing if isinstance(one, Lack) and one.want in _COUNTED)
    places: dict[str, _Places] = {}
    for one in missing:
        if not isinstance(one, Lack):
            yield _titled(one)
        elif one.want not in _COUNTED:
            if one.subject not in places:
                places[one.subject] = _places(meeting, meeting.sheet(one.subject).outline)
            yield describe_want(one.want, places[one.subject].get((one.kind, one.key), _(KINDS[one.kind].title)))
        elif count := counts.pop((one.want, one.subject), 0):
            yield _COUNTED[one.want](count).format(count=count, who=meeting.name(one.subject))


def _titled(one: str) -> str:
    return f"“{one}”" if isinstance(one, Titled) else one


_COUNTED: dict[Want, Callable[[int], str]] = {
    "feedback": lambda count: ngettext("the feedback of {count} opinion", "the feedback of {count} opinions", count),
    "claim": lambda count: ngettext("the claim of {count} opinion", "the claim of {count} opinions", count),
    "answer": lambda count: ngettext("an answer to {count} opinion", "an answer to {count} opinions", count),
    "progress": lambda count: ngettext(
        "where {count} measure stands ({who})", "where {count} measures stand ({who})", count
    ),
    "closing": lambda count: ngettext(
        "the closing of {count} measure ({who})", "the closing of {count} measures ({who})", count
    ),
}
"""What is missing of opinions and listed measures: the number is enough."""


def _places(meeting: Meeting, outline: Outline) -> _Places:
    """Count problems by aspect, causes and measures by problem, and unlinked ones last."""
    found: _Places = {}
    numbers: Counter[str] = Counter()
    chains: list[tuple[str, list[str]]] = []
    for key, problem in outline.problems.items():
        numbers[problem.aspect] += 1
        title = show(get_aspect_name(meeting.settings.aspects.get(problem.aspect, problem.aspect)), TITLE_SHOWN)
        sentence = _("problem {number} on “{aspect}”") if title else _("problem {number} without an aspect")
        found["problem", key] = sentence.format(number=numbers[problem.aspect], aspect=title)
        chains.append((found["problem", key], [cause for cause in problem.causes if cause in outline.causes]))
    hung = {cause for _place, causes in chains for cause in causes}
    chains.append(("", [cause for cause in outline.causes if cause not in hung]))
    for place, causes in chains:
        measures = [one for cause in causes for one in outline.causes[cause].measures if one in outline.measures]
        _number(found, "cause", causes, place)
        _number(found, "measure", measures if place else [*measures, *outline.measures], place)
    return found


def _number(found: _Places, kind: Lacking, keys: list[str], problem: str) -> None:
    """Add the places of records that have none yet: of a problem, or among the unlinked ones."""
    sentences = {
        "cause": _("cause {number} of {problem}") if problem else _("cause {number} of those linked to nothing"),
        "measure": _("measure {number} of {problem}") if problem else _("measure {number} of those linked to nothing"),
    }
    new = [key for key in dict.fromkeys(keys) if problem or (kind, key) not in found]
    for number, key in enumerate(new, start=1):
        found.setdefault((kind, key), sentences[kind].format(number=number, problem=problem))
