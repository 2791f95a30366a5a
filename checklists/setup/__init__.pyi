"""Making a meeting: from a checklist, from last year's meeting, or as the sample."""

from .samples import make_sample as make_sample
