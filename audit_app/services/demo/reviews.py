"""Everything that one fictional review says, as operations: scores with their evidence, advice grid, states, grade."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from audit_app.services.demo.changes import Cast
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.quality import PlanTruth
from audit_app.store.grades import result_value
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from forms.model import Answer, EvidenceKind, Framework, Marker, NotScore
from resources.demo import Evidence, MarkerStory
from scoring.grade import GradeResult

_GOOD_PRACTICE = 0.05
_ADVICE = {
    "school": (0.97, 0.98),
    "psychology": (0.95, 0.98),
    "health": (0.70, 0.90),
    "social_care": (0.58, 0.86),
    "other": (0.40, 0.48),
}
"""The share of plans that list a source's advice, two years ago and now."""
_TICKS = {"dated": (0.86, 0.95), "current": (0.70, 0.84), "specific": (0.40, 0.66)}
"""Of listed advice, the share with each tick."""


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """What is written beside the scores of one framework."""

    framework: Framework
    stories: Mapping[str, MarkerStory]

    def marker_ops(self, review: str, marker: Marker, answer: Answer, on: date, dice: Dice) -> Iterator[Op]:
        """One marker's answer with all that submission asks for."""
        id_, story = Ids.score(review, marker.id), self.stories[marker.id]
        yield Op("score", id_, "score", str(answer))
        if answer == NotScore.NA:
            yield Op("score", id_, "reason", marker.na_reason)
        elif answer in (0, 1):
            yield Op("score", id_, "evidence", _evidence(dice.pick(story.low), on, dice))
            yield Op("score", id_, "cause", dice.pick(story.causes))
        elif answer == 3 and story.strong:
            good = dice.chance(_GOOD_PRACTICE)
            if marker.limiting or good:
                yield Op("score", id_, "evidence", _evidence(dice.pick(story.strong), on, dice))
            if good:
                yield Op("score", id_, "good_practice", 1)

    def answer_ops(self, review: str, given: Mapping[str, Answer], on: date, dice: Dice) -> list[Op]:
        """Every marker's answer."""
        found: list[Op] = []
        for marker in self.framework.markers:
            if marker.id in given:
                found.extend(self.marker_ops(review, marker, given[marker.id], on, dice))
        return found


def _evidence(words: Evidence, on: date, dice: Dice) -> Json:
    if words["kind"] != EvidenceKind.RECORD:
        return dict(words)
    return {**words, "on": (on - timedelta(days=dice.whole(12, 240))).isoformat()}


def grid_ops(review: str, truth: PlanTruth, progress: float, dice: Dice) -> list[Op]:
    """The advice grid and the states of sections C and D."""
    found: list[Op] = []
    for source, (start, end) in _ADVICE.items():
        if dice.chance(start + (end - start) * progress):
            ticks = ["listed", *(tick for tick, (a, b) in _TICKS.items() if dice.chance(a + (b - a) * progress))]
            found.extend(Op("advice", f"{review}.{source}", tick, 1) for tick in ticks)
    for section, state in (("C", truth.facts.section_c), ("D", truth.facts.section_d)):
        if state is not None:
            found.append(Op("section_state", f"{review}.{section}", "state", state.value))
    return found


def audit_op(audit: str, plan: str, framework: str, on: date, cycle: str, *, round_: str = "", place: str = "") -> Op:
    """The record of an audit of a sample."""
    value = {
        "plan_id": plan,
        "framework": framework,
        "cycle": cycle,
        "round": round_ or None,
        "date": on.isoformat(),
        "purpose": "sample",
        "place_id": place or None,
    }
    return Op("audit", audit, "record", value)


def review_op(review: str, audit: str, cast: Cast, by: str, kind: str = "single") -> Op:
    """The record of a review; a consensus is the group's, written down by one of its people."""
    is_group = kind == "consensus"
    value = {
        "audit_id": audit,
        "reviewer": "consensus" if is_group else cast.name(by),
        "person_id": cast.person(by),
        "agency": None if is_group else cast.members[by].agency,
        "kind": kind,
        "source": "app",
    }
    return Op("review", review, "record", value)


def submit_ops(review: str, result: GradeResult, on: date) -> tuple[Op, ...]:
    """The lock of a review with its grade."""
    state = {"state": "submitted", "detail": {"on": on.isoformat()}}
    return (Op("review", review, "result", result_value(result)), Op("review", review, "state", state))
