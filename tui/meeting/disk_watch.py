"""Read the meeting's files for its screen, and report unfinished edits, changes by others, and faults."""

from checklists.base.errors import HuiqianError, NoMeetingError
from checklists.base.faults import Fault
from checklists.base.language import _, get_language, join_names, ngettext
from checklists.records.titles import describe_file
from checklists.store.rights import warn_of_rights
from tui.forms.saving import Saver


class DiskWatch:
    """Shows changes by an editor, a sync tool or another session. Call it only in a worker of the screen."""

    def __init__(self, saver: Saver, greeting: str) -> None:
        self._saver = saver
        self._session = saver.session
        self._greeting = greeting
        """The first message if the files have no faults."""
        self._trouble = ""
        """Why the files cannot be read at present."""
        self._told_unread: tuple[Fault, ...] = ()
        """The unreadable files last reported."""
        self._language = get_language()
        """The language of the last reading."""
        self.is_looking = False
        """Whether the files are being read: a slow reading is neither cancelled by the next nor doubled."""

    def say_state(self) -> None:
        """Show the first message."""
        faults = sum(fault.severity != "notice" for fault in self._session.faults)
        if self._unread():
            self._say_read("")
        elif faults:
            self._saver.say(
                ngettext(
                    "{count} fault in the files: press ! to see and mend it.",
                    "{count} faults in the files: press ! to see and mend them.",
                    faults,
                ).format(count=faults),
                is_error=True,
            )
        elif warn_of_rights(self._session.folder.path):
            self._saver.say(_("Others on this computer can read this meeting: see huiqian check."), is_error=True)
        else:
            self._saver.say(self._greeting)

    def _unread(self) -> tuple[Fault, ...]:
        """Return a fault for each unreadable file: it looks empty."""
        return tuple({fault.file: fault for fault in self._session.faults if fault.hides_file}.values())

    def _say_read(self, sentence: str) -> None:
        """Report the result of reading: above all, files that look empty and are not."""
        meeting = self._session.reading.meeting
        self._told_unread = self._unread()
        if self._told_unread and meeting:
            files = join_names([describe_file(meeting, fault.file) for fault in self._told_unread], 1)
            sentence = _("Cannot be read, left as it is (press !): {files}").format(files=files)
            self._saver.say(sentence, is_error=True)
        else:
            self._saver.say(sentence)

    async def tidy(self) -> None:
        """Complete what a dead writer left, and report it."""
        found = await self._session.tidy()
        if self._saver.is_behind:
            self._saver.show()
            self.say_state()
        if found:
            sentence = (
                _("The last edit was cut off and has been completed: {what}")
                if found.is_completable
                else _("The last edit is here only in part; the rest may not have arrived yet: {what}")
            )
            # a member does not learn what it was
            what = found.meaning if self._session.me is None else _("a part of the meeting")
            self._saver.say(sentence.format(what=what), is_error=not found.is_completable)

    async def follow(self) -> None:
        """Show changes by others; if nothing can be read, the last reading stays."""
        if self.is_looking:
            return
        self.is_looking = True
        try:
            has_changed = await self._session.refresh()
        except HuiqianError as error:
            self._say_trouble(error)
            return
        finally:
            self.is_looking = False
        was_away, self._trouble = bool(self._trouble), ""
        if self._saver.is_behind:
            self._saver.show()
        if self._language != get_language():  # read again in another language, without any change
            self._language, self._told_unread, has_changed = get_language(), self._unread(), False
        is_other = self._unread() != self._told_unread  # an edit of one file also reads the others
        if was_away or (is_other and not self._unread()):
            self._say_read(_("The files can be read again."))
        elif has_changed or is_other:
            self._say_read(_("The files were changed outside; this is how they are now."))
        for untold in self._session.turns.take_untold():
            self._saver.say(str(untold), is_error=True)

    def _say_trouble(self, error: HuiqianError) -> None:
        """Report once why nothing can be read, so that other messages are not hidden."""
        if str(error) != self._trouble:
            self._trouble = str(error)
            sentence = (
                _("The folder or its meeting.toml is gone; this is how it was last.")
                if isinstance(error, NoMeetingError)
                else _("This is how it was last. {error}").format(error=error)
            )
            self._saver.say(sentence, is_error=True)

    async def reload(self) -> None:
        """Read the files again on request."""
        try:
            await self._session.refresh()
        except HuiqianError as error:
            self._trouble = str(error)
            self._saver.say(str(error), is_error=True)
        else:
            self._trouble = ""
            self._saver.show()
            self._say_read(_("Read again."))
