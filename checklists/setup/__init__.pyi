"""Making a meeting: from a checklist, from last year's meeting, or as the sample."""

from .carry_over import carry_over_settings as carry_over_settings
from .carry_over import reset_attendance as reset_attendance
from .samples import make_sample as make_sample
