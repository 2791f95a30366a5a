"""A second count of a meeting, written from docs/RULES.md and the checklist, that shares no code with the program.

It works on the tables of the files. Where it and the program differ, one of them or RULES.md is wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any

from tests.readiness.random_meetings import HOPE, Files, Table

AWAY = ("absent", "unexcused")
Asked = list[bool]
"""Everything that a rule asks for, one by one: whether it is there."""


@dataclass(frozen=True)
class Counted:
    """One duty as it was counted here."""

    status: str
    have: int
    need: int
    is_overdue: bool
    share: Fraction


@dataclass(frozen=True)
class Tallied:
    """Required duties, added up."""

    done: int = 0
    required: int = 0
    share: Fraction = Fraction(0)
    overdue: int = 0

    def plus(self, duty: Counted) -> "Tallied":
        done = self.done + (duty.status in ("done", "waived"))
        return Tallied(done, self.required + 1, self.share + duty.share, self.overdue + duty.is_overdue)

    @property
    def percent(self) -> int | None:
        """Whole percent; none where nothing is required."""
        if not self.required:
            return None
        if self.done == self.required:
            return 100
        return min(max(floor(100 * self.share / self.required), 1 if self.share else 0), 99)


@dataclass(frozen=True)
class Recount:
    """Counts one meeting by the words of RULES.md."""

    files: Files

    @property
    def roster(self) -> Mapping[str, Table]:
        found: Mapping[str, Table] = self.files.settings["members"]
        return found

    @property
    def principal(self) -> str:
        return next(key for key, one in self.roster.items() if one["role"] == "principal")

    def target(self, need: int | str) -> int:
        if isinstance(need, int):
            return need
        return int(self.files.settings["targets"].get(need, self.files.checklist.get("targets", {}).get(need, 1)))

    def ledger(self, name: str, table: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.files.ledgers[name].get(table, {})
        return found

    def outline(self, subject: str) -> Table:
        found: Table = self.files.sheets[subject]["outline"]
        return found

    def others(self, member: str) -> list[str]:
        return [one for one in self.roster if one != member]

    def held_sessions(self) -> list[Table]:
        return [
            one | {"id": key}
            for key, one in self.ledger("study", "sessions").items()
            if "present" in one["attendance"].values()
        ]

    def about(self, subject: str) -> dict[str, Table]:
        return {key: one for key, one in self.ledger("opinions", "opinions").items() if subject in one["about"]}

    def signed(self, member: str) -> str:
        """Return as what someone signed in; empty for one who did not yet."""
        return str(self.ledger("day", "attendance").get(member, ""))

    def is_there(self, member: str) -> bool:
        """Tell whether someone is taken to be at the meeting: who signed in, else who is expected."""
        if signed := self.signed(member):
            return signed == "present"
        return bool(self.roster[member]["attendance"] == "expected")

    def aspects_set(self, _subject: str, need: int) -> Asked:
        return [bool(self.files.settings["theme"]), *at_least(need, len(self.files.settings["aspects"]))]

    def roster_complete(self, _subject: str, need: int) -> Asked:
        posts = [bool(one["post"]) for one in self.roster.values()]
        return [*at_least(need, len(self.roster)), *posts, True]

    def quorum(self, there: int, is_principal_there: bool) -> Asked:
        text = self.files.settings["quorum"]
        share = Fraction(int(text[:-1]), 100) if text.endswith("%") else Fraction(text)
        needed = -(-share.numerator * len(self.roster) // share.denominator)
        enough = at_least(needed, there)
        return [*enough[:-1], is_principal_there] if all(enough) else enough

    def quorum_forecast(self, _subject: str, _need: int) -> Asked:
        expected = [key for key in self.roster if self.is_there(key)]
        return self.quorum(len(expected), self.principal in expected)

    def study_planned(self, _subject: str, need: int) -> Asked:
        return [bool(self.ledger("study", "texts")), *at_least(need, len(self.ledger("study", "sessions")))]

    def study_held(self, _subject: str, need: int) -> Asked:
        return at_least(need, len(self.held_sessions()))

    def study_attended(self, member: str, need: int) -> Asked:
        made_up = self.files.sheets[member]["study"]["made_up"]
        here = [
            one for one in self.held_sessions() if one["attendance"].get(member) == "present" or one["id"] in made_up
        ]
        return at_least(need, len(here))

    def texts_read(self, member: str, need: int) -> Asked:
        read = self.files.sheets[member]["study"]["read"]
        return pad(need, [key in read for key, one in self.ledger("study", "texts").items() if one["required"]])

    def study_made_up(self, member: str, _need: int) -> Asked:
        made_up = self.files.sheets[member]["study"]["made_up"]
        missed = [one for one in self.held_sessions() if one["attendance"].get(member) in AWAY]
        return [one["id"] in made_up for one in missed]

    def channels_chosen(self, _subject: str, need: int) -> Asked:
        channels, opinions = self.ledger("opinions", "channels"), self.ledger("opinions", "opinions")
        sources = {one["source"] for one in (*channels.values(), *opinions.values())} - {""}
        return [*at_least(need, len(channels)), *at_least(self.target("sources"), len(sources))]

    def channels_closed(self, _subject: str, need: int) -> Asked:
        return pad(need, ["raw" in one and "closed" in one for one in self.ledger("opinions", "channels").values()])

    def opinions_add_up(self, _subject: str, need: int) -> Asked:
        opinions, channels = self.ledger("opinions", "opinions"), self.ledger("opinions", "channels")
        heard = {key: sum(one["voices"] for one in opinions.values() if one.get("channel") == key) for key in channels}
        adds_up = [one.get("raw") == heard[key] for key, one in channels.items()]
        lost = any("channel" not in one for one in opinions.values())
        return [*pad(need, adds_up), *[False] * lost]

    def opinions_fed_back(self, subject: str, _need: int) -> Asked:
        if about := self.about(subject):
            return [subject in one["fed_back"] for one in about.values()]
        return [subject in self.ledger("opinions", "none_told")]

    def opinions_claimed(self, subject: str, _need: int) -> Asked:
        if not self.ledger("opinions", "opinions"):
            return [False]
        return [subject in one["claimed"] or subject in one["answers"] for one in self.about(subject).values()]

    def opinions_answered(self, subject: str, _need: int) -> Asked:
        answered = {key for one in self.outline(subject)["problems"].values() for key in one["answers"]}
        claimed = {key: one for key, one in self.about(subject).items() if subject in one["claimed"]}
        return [key in answered or subject in one["answers"] for key, one in claimed.items()]

    def held(self, kind: str, member: str) -> Iterator[Table]:
        for talk in self.ledger("talks", "talks").values():
            if talk["kind"] == kind and "held" in talk and member in (talk["member"], talk.get("partner")):
                yield talk

    def met(self, member: str) -> set[str]:
        return {one for talk in self.held("member", member) for one in (talk["member"], talk["partner"])}

    def talk_principal(self, member: str, _need: int) -> Asked:
        return [] if member == self.principal else [self.principal in self.met(member)]

    def talks_members(self, member: str, _need: int) -> Asked:
        return [one in self.met(member) for one in self.others(member) if one != self.principal]

    def talks_units(self, member: str, _need: int) -> Asked:
        met = {talk["unit"] for talk in self.held("unit", member)}
        return [unit in met for unit in self.roster[member]["units"]]

    def talk_branch(self, member: str, _need: int) -> Asked:
        return [any(self.held("branch", member))]

    def talks_requested(self, member: str, _need: int) -> Asked:
        talks = self.ledger("talks", "talks").values()
        return ["held" in one for one in talks if one["kind"] == "requested" and one["member"] == member]

    def aspects_covered(self, subject: str, _need: int) -> Asked:
        problems = self.outline(subject)["problems"].values()
        found: Asked = []
        for aspect in self.files.settings["aspects"]:
            found += at_least(self.target("problems_per_aspect"), sum(one.get("aspect") == aspect for one in problems))
        return found if self.files.settings["aspects"] else [False]

    def problems_exemplified(self, subject: str, _need: int) -> Asked:
        return [bool(one["example"]) for one in self.outline(subject)["problems"].values()]

    def problems_explained(self, subject: str, _need: int) -> Asked:
        return [bool(one["causes"]) for one in self.outline(subject)["problems"].values()]

    def causes_met(self, subject: str, _need: int) -> Asked:
        return [bool(one["measures"]) for one in self.outline(subject)["causes"].values()]

    def measures_complete(self, subject: str, _need: int) -> Asked:
        owners = {"group", *self.roster}
        measures = self.outline(subject)["measures"].values()
        return [one.get("owner") in owners and "due" in one and bool(one["target"]) for one in measures]

    def problems_listed(self, subject: str, need: int) -> Asked:
        return [*self.aspects_covered(subject, need), *self.problems_exemplified(subject, need)]

    def causes_found(self, subject: str, need: int) -> Asked:
        return pad(need, self.problems_explained(subject, need))

    def measures_set(self, subject: str, need: int) -> Asked:
        met = self.causes_met(subject, need)
        return [*met, *pad(need - met.count(False), self.measures_complete(subject, need))]

    def outline_complete(self, subject: str, need: int) -> Asked:
        return [
            *self.problems_listed(subject, need),
            *self.problems_explained(subject, need),
            *self.measures_set(subject, need),
            *self.opinions_answered(subject, need),
            self.last_step(subject) in ("submitted", "reviewed", "approved"),
        ]

    def last_step(self, subject: str) -> str:
        """Return the last step of the review as far as it still holds."""
        rounds = [one["step"] for one in self.outline(subject)["rounds"].values()]
        if not rounds:
            return ""
        part = self.files.edited.get(subject)
        is_over = "present" in self.ledger("day", "attendance").values()
        is_edited = part is not None and not (part == "measure" and is_over)
        return "edited" if is_edited and rounds[-1] != "returned" else rounds[-1]

    def outline_reviewed(self, subject: str, _need: int) -> Asked:
        return [self.last_step(subject) in ("reviewed", "approved")]

    def outline_approved(self, subject: str, _need: int) -> Asked:
        return [self.last_step(subject) == "approved"]

    def explanations_given(self, subject: str, _need: int) -> Asked:
        given = self.outline(subject)["explanations"]
        return [bool(given.get(key)) for key in self.files.checklist.get("explanations", {})]

    def criticisms(self, member: str, others: list[str], need: int, fact: str = "to") -> Asked:
        found: Asked = []
        for other in others:
            own = [one for one in self.files.sheets[member]["criticisms"].values() if one["to"] == other and one[fact]]
            found += at_least(need, len(own))
        return found

    def criticisms_written(self, member: str, need: int) -> Asked:
        return self.criticisms(member, self.others(member), need)

    def criticisms_discussed(self, member: str, need: int) -> Asked:
        return self.criticisms(member, self.others(member), need, "discussed")

    def criticisms_sound(self, member: str, need: int) -> Asked:
        own = self.files.sheets[member]["criticisms"].values()
        return pad(need, [one["text"] != HOPE for one in own if one["to"] in self.roster])

    def criticisms_given(self, member: str, need: int) -> Asked:
        there = [one for one in self.others(member) if self.is_there(one)] if self.is_there(member) else []
        return self.criticisms(member, there, need, "given")

    def signed_in(self, _subject: str, _need: int) -> Asked:
        signed = self.ledger("day", "attendance")
        there = [key for key in self.roster if signed.get(key) == "present"]
        return [
            *(key in signed for key in self.roster),
            *self.quorum(len(there), signed.get(self.principal) not in AWAY),
        ]

    def self_criticism_given(self, member: str, _need: int) -> Asked:
        if not self.is_there(member):
            return []
        return [bool(self.ledger("day", "spoken").get(member))]

    def absentee_told(self, member: str, _need: int) -> Asked:
        if self.is_there(member):
            return []
        return [member in self.ledger("day", "told")]

    def carried_settled(self, _subject: str, need: int) -> Asked:
        carried = [one for one in self.ledger("rectification", "entries").values() if one["origin"]]
        settled = [
            bool(("closed" in one and one.get("evidence")) or one.get("progress") or one.get("carried"))
            for one in carried
        ]
        return pad(need, settled)

    def measures_closed(self, _subject: str, need: int) -> Asked:
        measures = [one for subject in ("group", *self.roster) for one in self.outline(subject)["measures"].values()]
        measures += self.ledger("rectification", "entries").values()
        return pad(need, ["closed" in one or bool(one.get("carried")) for one in measures])

    def applies(self, item: Table, subject: str) -> bool:
        """Tell whether an item's condition holds for this subject."""
        when = item.get("when", "always")
        if when in ("date-moved", "case-analysis"):
            return when in self.files.settings["circumstances"]
        if subject == "group":
            return True
        conditions: dict[str, Callable[[], bool]] = {
            "always": lambda: True,
            "absent": lambda: not self.is_there(subject) and self.signed(subject) != "unexcused",
            "present": lambda: self.is_there(subject),
            "not-principal": lambda: subject != self.principal,
            "has-units": lambda: bool(self.roster[subject]["units"]),
            "has-branch": lambda: bool(self.roster[subject]["branch"]),
            "missed-study": lambda: bool(self.study_made_up(subject, 1)),
            "missed-meeting": lambda: not self.is_there(subject),
        }
        return conditions[when]()

    def duties(self) -> dict[tuple[str, str], Counted]:
        """Count every duty of every stage."""
        found: dict[tuple[str, str], Counted] = {}
        for stage in self.files.checklist["stages"].values():
            for key, item in stage["items"].items():
                subjects = ["group"] if item.get("scope", "group") == "group" else list(self.roster)
                for subject in subjects:
                    if self.applies(item, subject):
                        is_counted = stage["phase"] == "before" or self.has_begun
                        found[key, subject] = self.duty(key, item, subject, is_counted=is_counted)
        return found

    @property
    def has_begun(self) -> bool:
        signed = self.ledger("day", "attendance")
        return self.files.today >= self.files.settings["date"] or "present" in signed.values()

    @cached_property
    def stage_of(self) -> dict[str, str]:
        return {key: stage for stage, one in self.files.checklist["stages"].items() for key in one["items"]}

    def tallies(self) -> dict[tuple[str, str], Tallied]:
        """Tally by subject and stage; ``""`` is everybody, and all stages before the meeting."""
        found: dict[tuple[str, str], Tallied] = {}
        stages = self.files.checklist["stages"]
        for (key, subject), duty in self.duties().items():
            stage = self.stage_of[key]
            if not stages[stage]["items"][key].get("required", True):
                continue
            places = [(subject, stage), ("", stage)]
            places += [(subject, ""), ("", "")] if stages[stage]["phase"] == "before" else []
            for place in places:
                found[place] = found.get(place, Tallied()).plus(duty)
        return found

    def duty(self, key: str, item: Table, subject: str, *, is_counted: bool) -> Counted:
        mark = self.files.sheets[subject]["marks"].get(key, {"status": "todo"})["status"]
        late = self.files.settings["date"] + timedelta(days=item["due"]) < self.files.today
        if "rule" not in item:
            is_done = mark in ("done", "waived")
            return Counted(mark, int(mark == "done"), 1, late and not is_done, Fraction(int(is_done)))
        rule = item["rule"]
        count = getattr(self, rule["name"].replace("-", "_"))
        asked: Asked = count(subject, self.target(rule.get("need", 1)))
        have, need = sum(asked) if is_counted else 0, len(asked)
        status = "done" if have == need else "doing" if have else "todo"
        if rule["name"] == "outline-complete" and self.last_step(subject) == "returned":
            status = "returned"
        if mark == "waived":
            status = "waived"
        is_done = status in ("done", "waived")
        return Counted(status, have, need, late and not is_done, Fraction(1) if is_done else Fraction(have, need))


def at_least(need: int, have: int) -> Asked:
    """Ask for a number of things, of which so many are there."""
    return [place < have for place in range(need)]


def pad(need: int, found: Asked) -> Asked:
    """Ask for all of these, and for as many more as are needed."""
    return [*found, *[False] * (need - len(found))]
