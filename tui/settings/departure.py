"""The form for a departing member: what becomes of the records that name them."""

from collections.abc import Iterable, Mapping

from checklists.base.language import N_, _
from checklists.edits.departure import NAMED_WORDS, Departure, DepartureFate
from checklists.model.meeting import Meeting
from tui.forms.form import Form, FormPart, Note, RadioField, SelectField
from tui.forms.wrong_fields import WrongFieldsError

FATES: tuple[tuple[DepartureFate, str], ...] = (
    ("hand-over", N_("another member takes them over")),
    ("keep", N_("they stay for now; ! settles them later")),
    ("remove", N_("they go too")),
)


def make_departure_form(
    meeting: Meeting, member: str, named: Mapping[str, int], heirs: Iterable[str]
) -> Form[Departure]:
    """List the references to a member, and ask what to do with them; `heirs` can take them over."""
    has_left = member not in meeting.settings.members
    title = _("Records of {name}") if has_left else _("Remove {name}")
    lines = [
        _("These records still name them; u undoes what is done with them:")
        if has_left
        else _("These records name them; it is done once the settings are saved, and u takes it back:")
    ]
    lines += [f"  {count:>4}  {_(NAMED_WORDS[kind])}" for kind, count in named.items()]
    others = [(key, meeting.name(key)) for key in heirs if key != member]

    def make(fate: DepartureFate, to: str) -> Departure:
        if fate != "hand-over":
            return Departure(fate)
        if not to:
            raise WrongFieldsError({"to": ValueError(_("Say who takes the records over."))})
        return Departure(fate, to)

    parts: list[FormPart] = [
        Note("\n".join(lines), "walk-guide"),
        RadioField("fate", _("The records"), [(fate, _(words)) for fate, words in FATES], "keep"),
        SelectField("to", _("Taken over by"), others, is_optional=True),
    ]
    return Form(
        title.format(name=meeting.name(member)), parts, make, accept_label=N_("Save") if has_left else N_("Remove")
    )
