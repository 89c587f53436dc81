"""Reads limits and follow-up deadlines out of a framework file. Does not know how a limit is applied."""

from collections.abc import Collection, Sequence

from forms.model.answers import Grade
from forms.model.framework import FollowUp, Limit
from forms.model.read_scale import read_name
from forms.model.tables import Table, shown
from forms.model.vocabulary import KINDS, UNITS

_MAX_LIMITS = 60
_MAX_FOLLOW_UP = 40
_CAPS = (Grade.GOOD, Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE)


def read_limits(document: Table, marker_ids: Collection[str]) -> tuple[Limit, ...]:
    """Return the limits that the file states."""
    found: dict[str, Limit] = {}
    for table in document.tables("limits", "limit", limit=_MAX_LIMITS):
        limit = _limit(table, marker_ids)
        if limit.id and limit.id in found:
            table.fault("id", f"the limit {limit.id} is there twice.")
        found[limit.id] = limit
    return tuple(found.values())


def _limit(table: Table, marker_ids: Collection[str]) -> Limit:
    table.only(
        "id", "words", "cap", "kinds", "markers", "score_at_most", "without_score", "at_least", "more_than_percent"
    )  # fmt: skip
    limit = Limit(
        id=read_name(table),
        words=table.text("words"),
        cap=_grade(table, "cap", _CAPS) or Grade.GOOD,
        kinds=table.choices("kinds", KINDS),
        markers=_known(table, "markers", marker_ids),
        score_at_most=table.whole("score_at_most", 0, 2, required=False),
        without_score=table.flag("without_score"),
        at_least=table.whole("at_least", 1, 200, required=False),
        more_than_percent=table.whole("more_than_percent", 0, 99, required=False),
    )
    _one_of(table, "kinds", "markers")
    _one_of(table, "score_at_most", "without_score")
    _one_of(table, "at_least", "more_than_percent")
    if "without_score" in table.values and "more_than_percent" in table.values:
        table.fault("more_than_percent", "a percentage is of scored markers. Use “at_least” with “without_score”.")
    if table.values.get("without_score") is False:
        table.fault("without_score", "“without_score” is true or left out.")
    return limit


def read_follow_up(document: Table, marker_ids: Collection[str]) -> tuple[FollowUp, ...]:
    """Return the follow-up deadlines that the file states."""
    found: dict[str, FollowUp] = {}
    for table in document.tables("follow_up", "follow-up", limit=_MAX_FOLLOW_UP):
        table.only("id", "action", "within", "unit", "grade", "marker", "score_at_most", "or_at_next_review")
        marker = _known(table, "marker", marker_ids)
        entry = FollowUp(
            id=read_name(table),
            action=table.text("action"),
            within=table.whole("within", 0, 366) or 0,
            unit=table.choice("unit", UNITS),
            grade=_grade(table, "grade", tuple(Grade)) if "grade" in table.values else None,
            marker=marker[0] if marker else "",
            score_at_most=table.whole("score_at_most", 0, 2, required="marker" in table.values),
            or_at_next_review=table.flag("or_at_next_review"),
        )
        _one_of(table, "grade", "marker")
        if "score_at_most" in table.values and "marker" not in table.values:
            table.fault("score_at_most", "a score needs “marker” beside it.")
        if entry.id and entry.id in found:
            table.fault("id", f"the follow-up {entry.id} is there twice.")
        found[entry.id] = entry
    return tuple(found.values())


def _grade(table: Table, key: str, allowed: Sequence[Grade]) -> Grade | None:
    word = table.choice(key, [grade.value for grade in allowed])
    return Grade(word) if word else None


def _known(table: Table, key: str, marker_ids: Collection[str]) -> tuple[str, ...]:
    """Return the markers named under `key`, one or a list; unknown ones are noted."""
    if isinstance(table.values.get(key), str):
        named: tuple[str, ...] = (table.text(key, limit=8),)
    else:
        named = table.texts(key)
    for marker_id in named:
        if marker_id and marker_id not in marker_ids:
            table.fault(key, f"there is no marker {shown(marker_id)} in this framework.")
    return named


def _one_of(table: Table, first: str, second: str) -> None:
    if (first in table.values) == (second in table.values):
        table.fault("", f"give either “{first}” or “{second}”, and not both.")
    for key in (first, second):
        if table.values.get(key) == []:
            table.fault(key, f"“{key}” is an empty list. Name at least one.")
