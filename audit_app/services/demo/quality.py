"""How good a fictional plan is, marker by marker, and the answers that an auditor gives to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.domain.register import RegisterRow, age_on
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.span import Span, year_group
from forms.model import Answer, Framework, NotScore, PlanFacts, SectionState, na_by_rule
from resources.demo import MarkerStory, Partnership

PLAN_SPREAD = 0.40
"""How far plans lie apart as a whole, as a standard deviation on the scale of 0 to 3; then their markers and areas."""
MARKER_SPREAD = 0.56
AREA_SPREAD = 0.22
_AREAS = {"C": "health", "G": "health", "D": "social_care", "H": "social_care"}
_NOT_AVAILABLE = 0.006
_PERSONAL_BUDGET = 0.07
_CARE_ASSESSMENT = 0.35
_AFTER_COMPULSORY = 12


@dataclass(frozen=True, slots=True)
class PlanTruth:
    """What can be said of a plan on the day of its audit: each marker's level, about 0 to 3, and the facts."""

    levels: Mapping[str, float]
    facts: PlanFacts

    def score(self, marker: str, leaning: float = 0.0) -> int:
        """The level that an auditor sees who leans so far up or down."""
        return min(max(round(self.levels[marker] + leaning), 0), 3)


class Quality:
    """Makes the truth about one plan after another."""

    def __init__(self, words: Partnership, stories: Mapping[str, MarkerStory], span: Span) -> None:
        self._stories = stories
        self._span = span
        self._of_team = {team.name: team.quality for team in words.teams}

    def truth(self, row: RegisterRow, on: date, dice: Dice) -> PlanTruth:
        """The truth about the plan of a register row on a day."""
        progress = self._span.progress(on)
        plan = dice.bell() * PLAN_SPREAD + self._of_team[str(row["casework_team"])]
        area = {name: dice.bell() * AREA_SPREAD for name in ("health", "social_care")}
        levels = {
            story.id: story.start
            + (story.end - story.start) * progress
            + plan
            + area.get(_AREAS.get(story.id[0], ""), 0.0)
            + dice.bell() * MARKER_SPREAD
            for story in self._stories.values()
        }
        return PlanTruth(levels, _facts(row, on, levels, dice))


def answers(framework: Framework, truth: PlanTruth, agency: str, dice: Dice, apart: float = 0.0) -> dict[str, Answer]:
    """What one auditor answers: all markers, or with an agency its own; `apart` is how far auditors differ.

    A marker that one agency scores alone has nobody to differ from.
    """
    asked = framework.scored_by(agency) if agency else framework.markers
    given: dict[str, Answer] = {}
    for marker in asked:
        leaning = dice.bell() * apart if marker.sole_agency is None else 0.0
        if na_by_rule(marker, truth.facts) is not None:
            given[marker.id] = NotScore.NA
        elif dice.chance(_NOT_AVAILABLE) and not marker.limiting:
            given[marker.id] = NotScore.NE
        else:
            given[marker.id] = truth.score(marker.id, leaning)
    return given


def _facts(row: RegisterRow, on: date, levels: Mapping[str, float], dice: Dice) -> PlanFacts:
    born = date.fromisoformat(str(row["date_of_birth"]))
    year = year_group(born, on)
    return PlanFacts(
        year_group=year,
        age=age_on(born, on),
        over_compulsory_school_age=year >= _AFTER_COMPULSORY,
        section_c=_state(round(levels["C1"]), "known_to_health" in row),
        section_d=_state(round(levels["D1"]), "known_to_social_care" in row),
        has_social_care_assessment="known_to_social_care" in row or dice.chance(_CARE_ASSESSMENT),
        has_personal_budget=dice.chance(_PERSONAL_BUDGET),
    )


def _state(score: int, has_needs: bool) -> SectionState:
    """What the section holds, so that it agrees with the score of C1 or D1."""
    if score <= 0:
        return SectionState.BLANK
    if has_needs:
        return SectionState.NEEDS
    return SectionState.UNCHECKED_NONE if score == 1 else SectionState.CHECKED_NONE
