"""Meetings made at random from a seed, as the tables of their files: every ledger is filled, nothing is tidy."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from checklists.model.checklist import Checklist
from checklists.model.ledgers.outline import Outline
from checklists.model.meeting import LEDGERS, Ledgers, Meeting, Settings, Sheet
from checklists.setup import founding
from checklists.store.folder import Folder
from tests.builders import a_checklist

Table = dict[str, Any]
DAY = date(2026, 12, 18)
TODAYS = tuple(DAY + timedelta(days=days) for days in (-40, -21, -12, -6, -3, -1, 0, 1, 12, 120))
HOPE = "希望今后多下基层"
SOUND = "调研不够，去年只下乡两次"
STRAY = "m09"
"""A member who is on no roster."""
ATTENDANCE = ("present", "absent", "unexcused")
STEPS = ("submitted", "reviewed", "returned", "approved")
_EMPTY: dict[str, Table] = {
    "problem": {"example": "", "answers": [], "causes": []},
    "cause": {"measures": []},
    "measure": {"target": ""},
}
UNITS = ("甲局", "乙局", "丙办")


@dataclass(frozen=True)
class Files:
    """The tables of one meeting's files, by the part that each holds."""

    today: date
    settings: Table
    checklist: Table
    checklist_text: str
    sheets: Mapping[str, Table]
    """By subject: ``group`` or a member."""
    ledgers: Mapping[str, Table]
    edited: Mapping[str, str]
    """By subject, the part of its outline that was edited after the last step of the review."""

    def meeting(self) -> Meeting:
        """Return the meeting that the program makes of these tables."""
        ledgers = {name: LEDGERS[name].model_validate(table) for name, table in self.ledgers.items()}
        sheets = {subject: Sheet.model_validate(table) for subject, table in self.sheets.items()}
        checklist = _followed(self.checklist_text)
        return Meeting(Settings.model_validate(self.settings), checklist, sheets, Ledgers(**ledgers))  # type: ignore[arg-type]

    def write(self, path: Path) -> Folder:
        """Write them as a folder, and return it."""
        made = self.meeting()
        founding.create(path, made.settings, self.checklist_text.encode(), dict(made.sheets), made.ledgers)
        return Folder(path)


@cache
def _followed(text: str) -> Checklist:
    return a_checklist(text)


class Maker:
    """Makes one meeting; what was done is dated before today, what is planned lies on either side of it."""

    def __init__(self, seed: int, checklist: str, *, is_consistent: bool) -> None:
        self._random = Random(seed)
        self._text, self._checklist = checklist, tomllib.loads(checklist)
        self._today = self._random.choice(TODAYS)
        self._edited: dict[str, str] = {}
        self._share = self._random.choice((0.0, 0.5, 0.8, 0.95, 1.0))
        """How much of what could be there is there."""
        count = self._random.randint(2, 5)
        self._members = [f"m{number:02}" for number in range(1, count + 1)]
        self._strays = [] if is_consistent else [STRAY]
        self._aspects = ["politics", "style", "duty"][: self._random.choice((0, 1, 2, 3))]
        self._channels = [f"n{number}" for number in range(self._random.choice((0, 2, 3, 4)))]
        self._opinions = [f"o{number}" for number in range(self._random.choice((0, 1, 6, 12)))]
        self._texts = [f"x{number}" for number in range(self._random.choice((0, 1, 3)))]
        self._sessions = [f"e{number}" for number in range(self._random.choice((0, 1, 3)))]

    def files(self) -> Files:
        """Return the tables of a whole meeting."""
        settings, opinions = self._settings(), self._opinion_tables()
        ledgers: dict[str, Table] = {
            "study": self._study(),
            "opinions": opinions,
            "talks": {"talks": self._talks(settings["members"])},
            "day": self._day(),
            "rectification": {"entries": self._entries()},
        }
        sheets = {subject: self._sheet(subject, opinions["opinions"]) for subject in ("group", *self._members)}
        return Files(self._today, settings, self._checklist, self._text, sheets, ledgers, self._edited)

    def _is(self) -> bool:
        return self._random.random() < self._share

    def _maybe(self, text: str) -> str:
        return text if self._is() else ""

    def _past(self) -> date:
        return self._today - timedelta(days=self._random.randint(0, 30))

    def _settings(self) -> Table:
        principal = self._random.choice(self._members)
        members: dict[str, Table] = {}
        for number, key in enumerate(self._members):
            units = self._random.sample(UNITS, self._random.randint(0, 2))
            one = {
                "name": f"成员{number}",
                "post": self._maybe("委员"),
                "units": units,
                "branch": self._maybe("一支部"),
            }
            one |= {"role": "principal" if key == principal else "member"}
            one |= {"attendance": "expected" if self._is() else "absent"}
            members[key] = one
        targets = ("study_sessions", "channels", "sources", "problems_per_aspect", "criticisms_per_pair")
        return {
            "unit": "某县",
            "title": "会议",
            "date": DAY,
            "theme": self._maybe("主题"),
            "quorum": self._random.choice(("2/3", "1/2", "90%")),
            "circumstances": [one for one in ("date-moved", "case-analysis") if self._random.random() < 0.5],
            "aspects": {aspect: f"方面{aspect}" for aspect in self._aspects},
            "targets": {target: self._random.randint(0, 3) for target in targets if self._random.random() < 0.5},
            "members": members,
        }

    def _study(self) -> Table:
        texts = {text: {"title": f"书{text}", "required": self._random.random() < 0.7} for text in self._texts}
        sessions: dict[str, Table] = {}
        for key in self._sessions:
            here = self._members if self._is() else []
            attendance = {one: "present" if self._is() else self._random.choice(ATTENDANCE) for one in here}
            sessions[key] = {"topic": f"专题{key}", "date": self._past(), "attendance": attendance}
        return {"texts": texts, "sessions": sessions}

    def _opinion_tables(self) -> Table:
        found: dict[str, Table] = {}
        for key in self._opinions:
            about = self._random.sample(["group", *self._members], self._random.randint(0, 2))
            one: Table = {"text": f"意见{key}", "voices": self._random.choice((1, 1, 2)), "about": about}
            if self._channels and self._random.random() < 0.9:
                one["channel"] = self._random.choice(self._channels)
            one["source"] = self._random.choice(("", "群众", "党代表"))
            one["fed_back"] = {subject: self._past() for subject in about if self._is()}
            one["claimed"] = {subject: self._past() for subject in about if self._is()}
            one["answers"] = {subject: "已答复" for subject in about if self._random.random() < 0.2}
            found[key] = one
        channels: dict[str, Table] = {}
        for key in self._channels:
            channel: Table = {"title": f"渠道{key}", "source": self._random.choice(("", "干部", "群众", "服务对象"))}
            if self._is():
                heard = sum(one["voices"] for one in found.values() if one.get("channel") == key)
                channel["raw"] = heard if self._is() else heard + 1
            if self._is():
                channel["closed"] = self._past()
            channels[key] = channel
        told = {subject: self._past() for subject in ("group", *self._members) if self._is()}
        return {"channels": channels, "opinions": found, "none_told": told}

    def _talks(self, members: Mapping[str, Table]) -> dict[str, Table]:
        wanted: list[Table] = []
        for number, one in enumerate(self._members):
            for other in [*self._members[number + 1 :], *self._strays]:
                pair = [one, other] if other in self._strays or self._random.random() < 0.5 else [other, one]
                wanted.append({"kind": "member", "member": pair[0], "partner": pair[1]})
            wanted += [{"kind": "unit", "member": one, "unit": unit} for unit in members[one]["units"]]
            wanted += [{"kind": "branch", "member": one}] * bool(members[one]["branch"])
            wanted += [{"kind": "requested", "member": one, "person": "某同志"}] * self._random.randint(0, 2)
        found: dict[str, Table] = {}
        for number, talk in enumerate(wanted):
            if self._is():
                found[f"t{number}"] = talk | ({"held": self._past()} if self._is() else {"planned": self._past()})
        return found

    def _day(self) -> Table:
        if self._today < DAY or self._random.random() < 0.3:
            return {}
        attendance = {
            one: "present" if self._is() else self._random.choice(ATTENDANCE)
            for one in self._members
            if self._random.random() < 0.9
        }
        return {
            "attendance": attendance,
            "spoken": {one: self._random.random() < 0.8 for one in self._members if self._is()},
            "told": {one: self._today for one in self._members if self._is()},
        }

    def _progress(self) -> Table:
        """Fill what a measure and an entry of the ledger have in common."""
        one: Table = {"text": "措施"}
        if self._is():
            one["owner"] = self._random.choice(["group", *self._members, *self._strays])
        if self._is():
            one["due"] = self._today + timedelta(days=self._random.randint(-20, 90))
        one |= {"target": self._maybe("十二次")}
        if self._random.random() < 0.5 and self._is():
            one["closed"] = self._past()
            one["evidence"] = ["记录"] if self._random.random() < 0.6 else []
        elif self._random.random() < 0.5:
            one |= {"carried": self._maybe("结转下年"), "progress": self._maybe("进行中")}
        return one

    def _entries(self) -> dict[str, Table]:
        found: dict[str, Table] = {}
        for number in range(self._random.choice((0, 1, 4))):
            subject = self._random.choice(["group", *self._members])
            found[f"r{number}"] = self._progress() | {"subject": subject, "origin": self._random.choice(("", "上年"))}
        return found

    def _outline(self, subject: str, opinions: Mapping[str, Table]) -> Table:
        measures = {f"s{number}": self._progress() for number in range(self._random.choice((0, 1, 3)))}
        causes: dict[str, Table] = {}
        for number in range(self._random.choice((0, 1, 3))):
            causes[f"c{number}"] = {
                "text": "原因",
                "measures": [key for key in measures if self._random.random() < 0.6],
            }
        problems: dict[str, Table] = {}
        for number in range(self._random.choice((0, 2, 5))):
            own = [key for key, one in opinions.items() if subject in one["about"]]
            problem: Table = {"text": f"问题{number}", "example": self._maybe("全年两次")}
            problem["answers"] = [key for key in own if self._is()]
            problem["causes"] = [key for key in causes if self._random.random() < 0.6]
            if self._aspects and self._random.random() < 0.9:
                problem["aspect"] = self._random.choice(self._aspects)
            problems[f"p{number}"] = problem
        explanations = {key: self._maybe("无") for key in self._checklist.get("explanations", {}) if self._is()}
        outline = {
            "problems": problems,
            "causes": causes,
            "measures": measures,
            "explanations": explanations,
            "rounds": self._rounds(),
        }
        self._edit_afterwards(subject, outline)
        return outline

    def _edit_afterwards(self, subject: str, outline: Table) -> None:
        """Note the texts with the last step, as the program does, and edit one of them in some outlines."""
        if not outline["rounds"] or self._random.random() < 0.3:
            return
        last = list(outline["rounds"].values())[-1]
        last["texts"] = Outline.model_validate(outline).texts
        part = self._random.choice(("problem", "cause", "measure"))
        records = outline[f"{part}s"]
        if last["texts"] and records and self._random.random() < 0.4:
            if self._random.random() < 0.7:
                records[self._random.choice(list(records))]["text"] = "改写"
            else:
                records["z9"] = {"text": "新增", **_EMPTY[part]}
            self._edited[subject] = part

    def _rounds(self) -> dict[str, Table]:
        steps = list(STEPS[: self._random.randint(0, 4)]) if self._random.random() < 0.7 else []
        steps += [self._random.choice(STEPS)] * (self._random.random() < 0.4)
        found: dict[str, Table] = {}
        for number, step in enumerate(steps):
            one: Table = {"step": step, "on": self._today - timedelta(days=len(steps) - number)}
            if step == "returned":
                one |= {"by": self._random.choice(("principal", "supervisor")), "reason": "不够具体"}
            found[f"b{number:02}"] = one
        return found

    def _sheet(self, subject: str, opinions: Mapping[str, Table]) -> Table:
        marks: dict[str, Table] = {}
        for stage in self._checklist["stages"].values():
            for key, item in stage["items"].items():
                is_own = (item.get("scope", "group") == "group") == (subject == "group")
                chance = self._random.random()
                if is_own and "rule" not in item and self._is():
                    status = self._random.choice(("doing", "returned")) if chance < 0.1 else "done"
                    marks[key] = {"status": status, "on": self._past()}
                elif is_own and chance < 0.06:
                    marks[key] = {"status": "waived", "note": "不适用", "by": "某人", "on": self._past()}
        sheet: Table = {"marks": marks, "outline": self._outline(subject, opinions)}
        if subject == "group":
            return sheet
        sheet["study"] = {
            "read": {text: self._past() for text in self._texts if self._is()},
            "made_up": {key: {"on": self._past()} for key in self._sessions if self._is()},
        }
        criticisms: dict[str, Table] = {}
        for number, other in enumerate([one for one in self._members if one != subject] * 2 + self._strays):
            if self._is():
                one: Table = {"to": other, "text": HOPE if self._random.random() < 0.1 else SOUND}
                criticisms[f"k{number}"] = one | {"discussed": self._is(), "given": self._today >= DAY and self._is()}
        sheet["criticisms"] = criticisms
        return sheet


def make_files(seed: int, checklist: str, *, is_consistent: bool = False) -> Files:
    """Make one meeting; a consistent one names nobody who is not on the roster."""
    return Maker(seed, checklist, is_consistent=is_consistent).files()
