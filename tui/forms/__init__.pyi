"""Forms and dialogs that features share."""

from .chooser import MemberChooser as MemberChooser
from .dialog import Confirm as Confirm
from .dialog import QuitQuestion as QuitQuestion
from .help import HelpScreen as HelpScreen
from .reading import DescriptionScreen as DescriptionScreen
from .record_dialog import RecordDialog as RecordDialog
from .target import describe_written as describe_written
from .wrong_fields import Refusing as Refusing
