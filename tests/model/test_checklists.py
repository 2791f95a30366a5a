"""Does a checklist hold together, and are the shipped ones complete?"""

import pytest

from checklists.base.language import LANGUAGES, set_language
from checklists.readiness.rules import RULES
from checklists.setup.builtin import BUILTIN, list_builtin_ids
from checklists.store.decoding import read_checklist
from tests.builders import CHECKLIST, a_checklist

DEMOCRATIC_LIFE = {
    "start": "notice roster plan plan-reported date-consent notify-members last-rectification",
    "study": "study-schedule collective-study self-study make-up-study",
    "opinions": "opinion-channels opinions-collected opinions-registered opinions-fed-back "
    "opinions-claimed-group opinions-claimed",
    "talks": "talk-principal talk-members talk-units talk-branch talk-requested share-criticism",
    "inspection": "group-problems group-causes group-measures group-draft personal-outline group-case personal-case "
    "explanations principal-review group-discussion supervisor-group supervisor-personal",
    "criticism": "criticism-written criticism-checked chair-script written-speech quorum sign-off",
    "meeting": "sign-in last-results group-inspection self-criticism mutual-criticism response "
    "supervisor-remarks closing",
    "afterwards": "absentees-told criticism-merged rectification-plan personal-rectification report-upward "
    "announcement archive mid-term-check closed-out",
}

BY_HAND = {
    "plan", "plan-reported", "date-consent", "notify-members", "group-case", "personal-case", "chair-script",
    "written-speech", "sign-off", "last-results", "group-inspection", "response", "supervisor-remarks", "closing",
    "criticism-merged", "report-upward", "announcement", "archive", "mid-term-check",
}  # fmt: skip


pytestmark = pytest.mark.usefixtures("english")


def faults_of(text: str) -> list[str]:
    _checklist, faults = read_checklist(text.encode())
    return [f"{fault.place}: {fault.problem}" for fault in faults]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('due = -20\nafter = ["notice"]', 'due = -40\nafter = ["notice"]', "before notice"),
        ('after = ["notice"]\nrule', 'after = ["notise"]\nrule', "no item notise"),
        ("due = -30", 'due = -30\nafter = ["notice"]', "circle: notice → notice"),
        ("due = -30", 'due = -1\nafter = ["review"]', "circle"),
        ('"roster-complete"', '"roster-completed"', "no rule roster-completed"),
        ('when = "absent"', 'when = "abesnt"', "did you mean absent"),
        ("due = -5", 'due = -5\nwhen = "absent"', "scope must be member"),
        (
            'scope = "member"\nafter = ["reading"]',
            'scope = "member"\nrule = { name = "quorum-forecast" }',
            "scope member",
        ),
        ('title = { zh = "通知", en = "Notice" }', 'title = { zh = "通知" }', "English text is missing"),
        ('title = { zh = "通知", en = "Notice" }', 'title = { en = "Notice" }', "Chinese text is missing"),
        ('title = { zh = "通知", en = "Notice" }', "title = {}", "a title is needed"),
        ("items.archive]", "items.notice]", "several stages"),
        ("due = 20", "due = 2000", "at most 400"),
        ("due = 20", "dew = 20", "did you mean due"),
        ('id = "small"', 'id = "Small One"', "small letters"),
    ],
)
def test_each_mistake_is_found_and_named(old: str, new: str, words: str) -> None:
    assert old in CHECKLIST
    found = faults_of(CHECKLIST.replace(old, new, 1))
    assert any(words in fault for fault in found), found
    assert read_checklist(CHECKLIST.replace(old, new, 1).encode())[0] is None


def test_a_good_checklist_has_no_faults() -> None:
    assert faults_of(CHECKLIST) == []


def test_a_chain_of_thousands_is_walked_without_a_deep_stack() -> None:
    items = "".join(
        f'[stages.a.items.i{n}]\ntitle = {{ zh = "甲", en = "a" }}\ndue = 0\n'
        + (f'after = ["i{n - 1}"]\n' if n else "")
        for n in range(3000)
    )
    title = 'title = { zh = "甲", en = "a" }\n'
    text = f'format = 1\nid = "a"\n{title}[stages.a]\n{title}{items}'
    assert len(a_checklist(text).items) == 3000
    circle = text.replace("[stages.a.items.i0]\n", '[stages.a.items.i0]\nafter = ["i2999"]\n')
    assert any("circle" in fault for fault in faults_of(circle))


def test_a_deadline_is_the_earliest_due_day_of_what_waits() -> None:
    assert a_checklist().deadlines == {
        "notice": -20, "roster": -20, "reading": -8, "notes": -5, "extra": -8, "speech": -2, "review": -5, "archive": 20
    }  # fmt: skip


@pytest.mark.parametrize("name", list_builtin_ids())
def test_shipped_checklists_hold_together_in_both_languages(name: str) -> None:
    checklist, faults = read_checklist((BUILTIN / f"{name}.toml").read_bytes())
    assert faults == []
    assert checklist is not None
    for language in LANGUAGES:
        set_language(language)
        for item in checklist.items.values():
            assert str(item.title)
            assert str(item.guide)
    assert {stage.phase for stage in checklist.stages.values()} == {"before", "after"}


def test_the_full_checklist_has_every_item_in_its_stage() -> None:
    checklist, _faults = read_checklist((BUILTIN / "democratic-life.toml").read_bytes())
    assert checklist is not None
    assert {stage: " ".join(found.items) for stage, found in checklist.stages.items()} == DEMOCRATIC_LIFE
    assert [stage for stage, found in checklist.stages.items() if found.phase == "after"] == ["meeting", "afterwards"]
    for item in checklist.items.values():
        assert item.evidence.zh, item.id
        assert item.guide.zh, item.id
    by_hand = {item.id for item in checklist.items.values() if item.rule is None}
    assert by_hand == BY_HAND, "everything that a ledger can count is counted"
    counted = {item.rule.name for item in checklist.items.values() if item.rule}
    assert counted <= set(RULES)
    assert set(RULES) - counted == {
        "study-attended", "opinions-answered", "aspects-covered", "problems-exemplified", "problems-explained",
        "causes-met", "measures-complete",
    }, "what other rules count already, for checklists of one's own"  # fmt: skip


APPRAISAL_BY_HAND = {
    "plan", "committee-talks", "member-talk", "ballots", "committee-report", "self-rating", "mutual-rating",
    "ballot-count", "grading", "excellent-share", "results-told", "report-upward", "follow-up-unqualified", "archive",
}  # fmt: skip
"""What no ledger knows: who is on the committee, ratings and ballots, what was sent and filed."""


def test_the_branchs_checklist_counts_what_a_ledger_can_count() -> None:
    checklist, _faults = read_checklist((BUILTIN / "organisational-life.toml").read_bytes())
    assert checklist is not None
    assert {item.id for item in checklist.items.values() if item.rule is None} == APPRAISAL_BY_HAND
    places = {RULES[item.rule.name].place for item in checklist.items.values() if item.rule}
    assert places == {"settings", "study", "opinions", "outline", "day"}, "so that its stages have their pages"
