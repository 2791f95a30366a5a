"""The rules, one module a family. Each is a function from a case to its findings."""

from .case import Finding as Finding
from .checking import check_draft as check_draft
from .checking import make_case as make_case
from .checking import run_checks as run_checks
from .copies import NearCopy as NearCopy
from .copies import compare_drafts as compare_drafts
from .meant import STANDING_WORDS as STANDING_WORDS
from .meant import MeantFinding as MeantFinding
from .meant import find_meant as find_meant
from .meant import record_meant as record_meant
from .meant import report_again as report_again
from .rule_text import LEVEL_WORDS as LEVEL_WORDS
from .rule_text import describe_rule as describe_rule
from .rule_text import dump_rules as dump_rules
from .rule_text import get_rule_use as get_rule_use
from .switching import reset as reset
from .switching import set_threshold as set_threshold
from .switching import switch as switch
