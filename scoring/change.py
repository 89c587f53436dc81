"""What would change a grade: each single score that does, and the limits that hold it back, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.model import SCORES, Answer, Framework, Grade, NotScore, answer_text
from scoring.grade import Grader, GradeResult
from scoring.limits import UNSCORED, Fired


@dataclass(frozen=True, slots=True)
class Change:
    """One marker at another score, and the final grade that the plan would then have."""

    marker: str
    now: Answer
    score: int
    grade: Grade
    words: str


@dataclass(frozen=True, slots=True)
class WhatWouldChange:
    """How a grade could move.

    `up` and `down` hold for each marker and each other grade the score nearest to the present one; from
    Not graded every change that grades the plan is in `up`. `held_by` are the limits that keep the grade
    below its band. `words` are sentences on what holds the grade and how far the next band is.
    """

    up: tuple[Change, ...]
    down: tuple[Change, ...]
    held_by: tuple[Fired, ...]
    words: tuple[str, ...]


def what_would_change(framework: Framework, answers: Mapping[str, Answer]) -> WhatWouldChange:
    """Return what would change the grade of one plan. Raises ValueError as `scoring.grade.grade`."""
    grader = Grader(framework)
    result = grader.grade(answers)
    changes = [
        change
        for marker in framework.markers
        if answers.get(marker.id) != NotScore.NA
        for change in _of_marker(grader, answers, marker.id, result.grade)
    ]
    held_by = tuple(one for one in result.limits if one.cap.rank < result.band.rank)
    return WhatWouldChange(
        up=tuple(change for change in changes if change.grade.rank > result.grade.rank),
        down=tuple(change for change in changes if change.grade.rank < result.grade.rank),
        held_by=held_by,
        words=tuple(_words(framework, result, held_by)),
    )


def _of_marker(grader: Grader, answers: Mapping[str, Answer], marker_id: str, present: Grade) -> Iterator[Change]:
    """Yield for each other grade that this marker alone can give the score nearest to the present answer."""
    now = answers.get(marker_id)
    start = now if isinstance(now, int) else 0
    seen = {present}
    for score in sorted(SCORES, key=lambda score: (abs(score - start), score)):
        if score == now:
            continue
        given = grader.final({**answers, marker_id: score})
        if given not in seen:
            seen.add(given)
            yield Change(marker_id, now, score, given, _sentence(grader.framework, marker_id, now, score, given))


def _sentence(framework: Framework, marker_id: str, now: Answer, score: int, given: Grade) -> str:
    scored = f"{now} ({framework.scale[now]})" if isinstance(now, int) else ""
    before = scored or answer_text(now) or "no score"
    after = f"{score} ({framework.scale[score]})"
    return f"{marker_id} at {after} instead of {before}: {framework.label(given)}."


def _words(framework: Framework, result: GradeResult, held_by: tuple[Fired, ...]) -> Iterator[str]:
    for one in held_by:
        named = "" if one.limit == UNSCORED or not one.markers else f" Markers: {', '.join(one.markers)}."
        yield one.words + named
    yield from _scores_needed(framework, result)
    yield from _next_band(framework, result)


def _scores_needed(framework: Framework, result: GradeResult) -> Iterator[str]:
    total = result.total
    if result.grade is not Grade.NOT_GRADED or total.applicable == 0:
        return
    allowed = min(framework.unscored_limit_percent * total.applicable // 100, total.applicable - 1)
    needed = total.unscored - allowed
    yield f"{needed} more {'marker needs' if needed == 1 else 'markers need'} a score before the plan is graded."


def _next_band(framework: Framework, result: GradeResult) -> Iterator[str]:
    """Yield how many weighted points the percentage lacks to the band above."""
    total = result.total
    above = [band for band in framework.bands if band.grade.rank > result.band.rank]
    if total.possible == 0 or not above:
        return
    band = above[-1]
    lacking = -(-(band.from_percent * total.possible - 100 * total.score) // 100)
    yield (
        f"The percentage reaches {framework.label(band.grade)} ({band.from_percent} %) with {lacking} more of "
        f"{total.possible} weighted points."
    )
