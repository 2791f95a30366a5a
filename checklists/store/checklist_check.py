"""Check a checklist: ids, circles, due days, rules and conditions, both languages."""

from collections import Counter

from checklists.base.faults import Fault
from checklists.base.language import _, join_names
from checklists.base.suggestions import hint_near_names, index_titles
from checklists.model.checklist import Checklist, Guidance, Item, Wording
from checklists.model.conditions import OF_MEMBER
from checklists.readiness.rules import RULES


def check_checklist(checklist: Checklist, file: str) -> list[Fault]:
    """Return faults that the model alone cannot find."""
    found = _check_ids(checklist)
    if not found:  # the other checks look items up by id
        found = [
            *_check_order(checklist),
            *_check_rules(checklist),
            *_check_circles(checklist),
            *_check_languages(checklist),
        ]
    return [Fault(file, place, problem) for place, problem in found]


ChecklistProblem = tuple[str, str]
_CIRCLE_SHOWN = 12


def _get_place(item: Item, key: str) -> str:
    return f"stages.{item.stage}.items.{item.id}.{key}"


def _check_ids(checklist: Checklist) -> list[ChecklistProblem]:
    counted = Counter(item_id for stage in checklist.stages.values() for item_id in stage.items)
    found = [
        (
            f"stages.{stage_id}.items.{item_id}",
            _("the id {id} is used in several stages; an id is used once").format(id=item_id),
        )
        for stage_id, stage in checklist.stages.items()
        for item_id in stage.items
        if counted[item_id] > 1
    ]
    if not checklist.stages:
        found.append(("stages", _("a checklist has at least one stage")))
    for stage_id, stage in checklist.stages.items():
        for item_id, item in stage.items.items():
            for first in item.after:
                if first not in counted:
                    names = index_titles({key: one.title for key, one in checklist.items.items()})
                    problem = _("there is no item {id}").format(id=first) + hint_near_names(first, names)
                    found.append((f"stages.{stage_id}.items.{item_id}.after", problem))
            if item.id or item.stage:
                found.append((f"stages.{stage_id}.items.{item_id}", _("unknown key {key}").format(key="id, stage")))
    return found


def _check_order(checklist: Checklist) -> list[ChecklistProblem]:
    return [
        (
            _get_place(item, "due"),
            _("due on day {due}, before {first}, which comes first and is due on day {first_due}").format(
                due=item.due, first=first, first_due=checklist.items[first].due
            ),
        )
        for item in checklist.items.values()
        for first in item.after
        if checklist.items[first].due > item.due
    ]


def _check_rules(checklist: Checklist) -> list[ChecklistProblem]:
    found = []
    for item in checklist.items.values():
        if item.rule and item.rule.name not in RULES:
            found.append(
                (
                    _get_place(item, "rule.name"),
                    _("there is no rule {name}").format(name=item.rule.name)
                    + (
                        hint_near_names(item.rule.name, list(RULES))
                        or _("; known rules: {rules}").format(rules=join_names(RULES))
                    ),
                )
            )
        elif item.rule and RULES[item.rule.name].scope not in {item.scope, "any"}:
            found.append(
                (
                    _get_place(item, "rule.name"),
                    _("the rule {name} does not count for items of scope {scope}").format(
                        name=item.rule.name, scope=item.scope
                    ),
                )
            )
        if item.when in OF_MEMBER and item.scope == "group":
            found.append(
                (
                    _get_place(item, "when"),
                    _("the condition {name} asks about a member; the item's scope must be member").format(
                        name=item.when
                    ),
                )
            )
    return found


def _check_circles(checklist: Checklist) -> list[ChecklistProblem]:
    """Follow ``after``; an item met twice on the same path makes a circle."""
    done: set[str] = set()
    found: list[ChecklistProblem] = []
    for start in checklist.items:
        path: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            item_id, step = stack.pop()
            if step == 0:
                if item_id in done:
                    continue
                path.append(item_id)
            after = checklist.items[item_id].after
            if step < len(after):
                stack.append((item_id, step + 1))
                if after[step] in path:
                    circle = [*path[path.index(after[step]) :], after[step]]
                    if len(circle) > _CIRCLE_SHOWN:
                        circle = [*circle[: _CIRCLE_SHOWN - 2], "…", circle[-1]]
                    found.append(
                        (
                            _get_place(checklist.items[item_id], "after"),
                            _("the items wait for each other in a circle: {circle}").format(circle=" → ".join(circle)),
                        )
                    )
                    return found
                stack.append((after[step], 0))
            else:
                path.pop()
                done.add(item_id)
    return found


def _check_languages(checklist: Checklist) -> list[ChecklistProblem]:
    texts: list[tuple[str, Wording | Guidance]] = [
        ("title", checklist.title),
        ("description", checklist.description),
    ]
    for stage_id, stage in checklist.stages.items():
        texts += [(f"stages.{stage_id}.title", stage.title), (f"stages.{stage_id}.guide", stage.guide)]
    for item in checklist.items.values():
        texts += [
            (_get_place(item, "title"), item.title),
            (_get_place(item, "guide"), item.guide),
            (_get_place(item, "evidence"), item.evidence),
        ]
    found = []
    for place, text in texts:
        if not text.zh and not text.en and place.endswith("title"):
            found.append((place, _("a title is needed")))
        elif not text.zh and text.en:
            found.append((f"{place}.zh", _("the Chinese text is missing")))
        elif text.zh and not text.en:
            found.append((f"{place}.en", _("the English text is missing")))
    return found
