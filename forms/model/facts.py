"""When a marker does not apply by rule. A fact that is not known never takes a marker out of the audit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from forms.model.answers import Answer, NotScore
from forms.model.framework import Framework, Marker
from forms.model.vocabulary import SectionState


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is known of a plan on the audit date; None where it is not known.

    `year_group` is the national curriculum year (reception 0, below it negative, 12 to 14 after Year 11),
    `age` is in whole years.
    """

    year_group: int | None = None
    age: int | None = None
    over_compulsory_school_age: bool | None = None
    section_c: SectionState | None = None
    section_d: SectionState | None = None
    has_social_care_assessment: bool | None = None
    has_personal_budget: bool | None = None
    plan_to_be_amended: bool | None = None


class NaRule(StrEnum):
    """The rules that a framework may name under `na_rule`."""

    BELOW_YEAR_9 = "below_year_9"
    OVER_COMPULSORY_SCHOOL_AGE = "over_compulsory_school_age"
    AGED_18_OR_OVER = "aged_18_or_over"
    SECTION_C_CHECKED_NONE = "section_c_checked_none"
    SECTION_D_CHECKED_NONE = "section_d_checked_none"
    NO_SOCIAL_CARE_ASSESSMENT = "no_social_care_assessment"
    NO_PERSONAL_BUDGET = "no_personal_budget"
    PLAN_NOT_TO_BE_AMENDED = "plan_not_to_be_amended"


_HOLDS: dict[str, Callable[[PlanFacts], bool]] = {
    NaRule.BELOW_YEAR_9: lambda facts: facts.year_group is not None and facts.year_group < 9,
    NaRule.OVER_COMPULSORY_SCHOOL_AGE: lambda facts: facts.over_compulsory_school_age is True,
    NaRule.AGED_18_OR_OVER: lambda facts: facts.age is not None and facts.age >= 18,
    NaRule.SECTION_C_CHECKED_NONE: lambda facts: facts.section_c is SectionState.CHECKED_NONE,
    NaRule.SECTION_D_CHECKED_NONE: lambda facts: facts.section_d is SectionState.CHECKED_NONE,
    NaRule.NO_SOCIAL_CARE_ASSESSMENT: lambda facts: facts.has_social_care_assessment is False,
    NaRule.NO_PERSONAL_BUDGET: lambda facts: facts.has_personal_budget is False,
    NaRule.PLAN_NOT_TO_BE_AMENDED: lambda facts: facts.plan_to_be_amended is False,
}


def na_by_rule(marker: Marker, facts: PlanFacts) -> str | None:
    """Return the reason why `marker` does not apply to a plan with these facts, or None when it may apply."""
    if not marker.na_rule or not _HOLDS[marker.na_rule](facts):
        return None
    return marker.na_reason


def with_na_by_rule(framework: Framework, answers: Mapping[str, Answer], facts: PlanFacts) -> dict[str, Answer]:
    """Return `answers` with NA at each marker that has no answer and does not apply by rule.

    An answer that was given stands, even at a marker that would not apply.
    """
    by_rule = (m.id for m in framework.markers if answers.get(m.id) is None and na_by_rule(m, facts))
    return dict(answers) | dict.fromkeys(by_rule, NotScore.NA)
