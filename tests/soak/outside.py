"""Who else writes in the folder while a walk goes on: a second session, and an editor that breaks and mends files."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

from checklists.base.errors import HuiqianError
from checklists.edits.change import Edit
from checklists.edits.ledgers import assign, attend, feed_back, sign_in
from checklists.edits.marks import mark_duty
from checklists.edits.records import add_record, remove_records
from checklists.model.meeting import GROUP, Meeting, Member
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.builders import change_settings
from tests.hostile import FILES
from tests.screens.conftest import TODAY

KEPT_WHOLE = ("meeting.toml", "checklist.toml")
"""Without these there is no meeting; they are broken less often."""
BROKEN = sorted(FILES.keys() - {"too-large", "nested-arrays", "nested-tables", "many-headers", "many-keys"})


class Outside:
    """The others; each act is a number, and the same number does the same to the same folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._whole: dict[Path, bytes] = {}
        """Files that are broken or gone now, as they were."""

    async def act(self, number: str) -> None:
        """Do one thing to the folder, apart from the app as another program would."""
        random = Random(number)
        if self._whole and random.random() < 0.5:
            self.mend()
        elif random.random() < 0.7:
            await asyncio.to_thread(self._edit, random)
        else:
            self._write(random)

    def mend(self) -> None:
        """Put back what was broken."""
        for path, content in self._whole.items():
            path.write_bytes(content)
        self._whole.clear()

    def _edit(self, random: Random) -> None:
        folder = Folder(self.path)
        with suppress(HuiqianError):  # refused as it would be by any session, or there is no meeting now
            meeting = folder.read().meeting
            if meeting is not None:
                folder.apply(random.choice(EDITS)(meeting, random))

    def _write(self, random: Random) -> None:
        """Write as an editor or a sync tool does: a comment, nonsense, half of the file, or no file at all."""
        names = [path for path in sorted(self.path.rglob("*.toml")) if "kept" not in path.parts]
        names = [path for path in names if path.name not in KEPT_WHOLE or random.random() < 0.2]
        if not names:
            return
        path = random.choice(names)
        content = path.read_bytes()
        kind = random.random()
        if kind < 0.4:
            path.write_bytes(b"# by hand\n" + content)
            return
        self._whole.setdefault(path, content)
        if kind < 0.6:
            path.write_bytes(FILES[random.choice(BROKEN)])
        elif kind < 0.9:
            path.write_bytes(content[: random.randrange(len(content) + 1)])
        else:
            path.unlink()

    def left_over(self) -> list[str]:
        """Return the files that a writer should have taken away."""
        return sorted(path.name for path in self.path.rglob("*.tmp"))


def _mark(meeting: Meeting, random: Random) -> Edit:
    item = random.choice(sorted(meeting.checklist.items))
    subject = random.choice(sorted(meeting.settings.members)) if random.random() < 0.7 else GROUP
    status = random.choice(("todo", "doing", "done", "returned"))
    return mark_duty(meeting, subject, item, status=status, note="外面", on=TODAY)


def _add_opinion(meeting: Meeting, random: Random) -> Edit:
    about = random.sample(sorted(meeting.subjects), 2)
    values = {"text": f"意见{random.randrange(1000)}", "about": tuple(about), "source": "群众"}
    return add_record(meeting, KINDS["opinion"], values)[1]


def _add_talk(meeting: Meeting, random: Random) -> Edit:
    member, partner = random.sample(sorted(meeting.settings.members), 2)
    values = {"kind": "member", "member": member, "partner": partner, "held": TODAY - timedelta(random.randrange(9))}
    return add_record(meeting, KINDS["talk"], values)[1]


def _add_problem(meeting: Meeting, random: Random) -> Edit:
    subject = random.choice(sorted(meeting.subjects))
    values = {"text": f"问题{random.randrange(1000)}", "aspect": next(iter(meeting.settings.aspects), "")}
    return add_record(meeting, KINDS["problem"], values, subject)[1]


def _criticise(meeting: Meeting, random: Random) -> Edit:
    critic, other = random.sample(sorted(meeting.settings.members), 2)
    return add_record(meeting, KINDS["criticism"], {"to": other, "text": "调研不够深入"}, critic)[1]


def _remove(meeting: Meeting, random: Random) -> Edit:
    kind = KINDS[random.choice(("opinion", "talk", "problem", "session", "text", "criticism", "entry"))]
    places = [(kind, whose, key) for whose in kind.owners(meeting) for key in kind.records(meeting, whose)]
    return remove_records(meeting, random.sample(places, min(len(places), 2)))


def _settings(meeting: Meeting, random: Random) -> Edit:
    settings, members = meeting.settings, dict(meeting.settings.members)
    key = random.choice(sorted(members))
    changed = random.choice(
        (
            {"date": settings.date + timedelta(random.randrange(-20, 20))},
            {"aspects": {**settings.aspects, f"a{random.randrange(9)}": "新的方面"}},
            {"members": {**members, key: members[key].model_copy(update={"name": f"改名{random.randrange(100)}"})}},
            {"members": {**members, f"m{random.randrange(10, 30)}": Member(name=f"新来{random.randrange(100)}")}},
            {"targets": {**settings.targets, "study_sessions": random.randrange(1, 5)}},
        )
    )
    return change_settings(meeting, settings.model_copy(update=changed))


def _answer(meeting: Meeting, random: Random) -> Edit:
    key = random.choice(sorted(meeting.ledgers.opinions.opinions) or [""])
    if random.random() < 0.5:
        return assign(meeting, [key], random.sample(sorted(meeting.subjects), 1))
    return feed_back(meeting, [key], None, TODAY)


def _attend(meeting: Meeting, random: Random) -> Edit:
    member = random.choice(sorted(meeting.settings.members))
    if random.random() < 0.5:
        return sign_in(meeting, {member: "present"})
    session = random.choice(sorted(meeting.ledgers.study.sessions) or [""])
    return attend(meeting, session, {member: "absent"})


EDITS: tuple[Callable[[Meeting, Random], Edit], ...] = (
    _mark, _mark, _add_opinion, _add_talk, _add_problem, _criticise, _remove, _remove, _settings, _answer, _attend
)  # fmt: skip
