"""What a key belongs to: the place one is at, the way to another, or everywhere. For the last lines and the help."""

from textual.binding import Binding

from checklists.base.language import N_

HERE = Binding.Group(N_("Keys here"))
GO = Binding.Group(N_("Go to"))
ALWAYS = Binding.Group(N_("Everywhere"))
GROUPS = (HERE, GO, ALWAYS)


def get_group(binding: Binding) -> Binding.Group:
    """Return the group a binding belongs to; what says nothing belongs to the place that has it."""
    return binding.group if binding.group in GROUPS else HERE
