"""The closed lists of words that every framework shares. What a word means to the grade is not known here."""

from enum import StrEnum

AGENCIES = ("education", "health", "social_care", "coordinator", "parent_carer")
"""The agencies of an audit group; `coordinator` is the SEN team."""

CORE = "core"
"""In `scored_by`: every member of the group, whatever the agency."""

PAPERS = ("plan", "advice", "file")
"""What the auditor needs on the desk."""

KINDS = ("S", "L", "Q")
"""Kinds of limiting marker: S stops the grade, L legal content, Q quality. Blank: not limiting."""

CYCLES = ("weekly", "multi-agency", "thematic", "advice", "annual-review")

UNITS = ("days", "working_days", "months")
"""Units of a follow-up deadline."""


class EvidenceKind(StrEnum):
    """What stands behind a score."""

    QUOTATION = "quotation"
    NOT_FOUND = "not_found"
    RECORD = "record"
    SAID = "said"


class Cause(StrEnum):
    """Where a weakness came from."""

    ADVICE = "advice"
    DRAFTING = "drafting"
    REVIEW = "review"
    DECISION = "decision"
    COMMISSIONING = "commissioning"


class AdviceSource(StrEnum):
    """A row of the advice grid."""

    SCHOOL = "school"
    PSYCHOLOGY = "psychology"
    HEALTH = "health"
    SOCIAL_CARE = "social_care"
    OTHER = "other"


class AdviceTick(StrEnum):
    """A column of the advice grid: a tick, never a score."""

    LISTED = "listed"
    DATED = "dated"
    CURRENT = "current"
    SPECIFIC = "specific"


class SectionState(StrEnum):
    """What section C or D holds."""

    NEEDS = "needs"
    CHECKED_NONE = "checked_none"
    UNCHECKED_NONE = "unchecked_none"
    BLANK = "blank"
