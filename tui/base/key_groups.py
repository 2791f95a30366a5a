"""Groups of keys: of the view, to move elsewhere, or general; for the last lines and the help."""

from textual.binding import Binding

from checklists.base.language import N_

HERE = Binding.Group(N_("Keys here"))
GO = Binding.Group(N_("Go to"))
ALWAYS = Binding.Group(N_("Everywhere"))
GROUPS = (HERE, GO, ALWAYS)


def get_group(binding: Binding) -> Binding.Group:
    """Return a binding's group; by default that of the view."""
    return binding.group if binding.group in GROUPS else HERE
