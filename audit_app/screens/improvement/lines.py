"""The columns of the improvement plan's tables and the words above them; no widget here."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.improvement import ImprovementPlan
from audit_app.domain.improvement_counts import MilestoneState, Moved, StatusCounts, counts_at
from audit_app.domain.recurrence import recurrence_words
from audit_app.domain.risks import ISSUE, KINDS, Escalation, Risk
from audit_app.domain.status import MEANINGS, Status
from audit_app.domain.timescale import checkpoint_words
from audit_app.screens.improvement.choosing import Line
from audit_app.services.improvement.difference_words import after_words, before_words, what_words, where_words
from audit_app.services.improvement.logs import action_about
from audit_app.services.improvement.versions import Version
from audit_app.ui.days import plain_day
from audit_app.ui.statuses import PILLS, status_words
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from exports.plain import one_line
from resources.theme import Colour

STATES: Final = {
    MilestoneState.DONE: (Mark.DOT, Colour.GOOD),
    MilestoneState.ELSEWHERE: (Mark.RING, Colour.NOT_GRADED),
    MilestoneState.OVERDUE: (Mark.SQUARE, Colour.INADEQUATE),
    MilestoneState.PASSED: (Mark.RING, Colour.SOFT_INK),
    MilestoneState.TO_COME: (Mark.TRIANGLE, Colour.ACCENT),
}
"""The shape and colour of a milestone's state."""
STATE_WORDS: Final = {
    MilestoneState.DONE: "Done",
    MilestoneState.ELSEWHERE: "Addressed elsewhere",
    MilestoneState.OVERDUE: "Overdue",
    MilestoneState.PASSED: "Passed, more to come",
    MilestoneState.TO_COME: "To come",
}
_BANDS: Final = {
    "extreme": (Mark.SQUARE, Colour.INADEQUATE),
    "high": (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
    "moderate": (Mark.RING, Colour.ACCENT),
    "low": (Mark.DOT, Colour.GOOD),
}
_ORDER: Final = {Status.RED: 0, Status.AMBER: 1, Status.GREY: 2, Status.GREEN: 3}
_YIELDS: Final = {0: 0, -1: 1}
"""The column of the checkpoint that was reported last stays; the one before goes last of all."""


def action_columns(checkpoints: Sequence[str], current: str) -> tuple[Column, ...]:
    """Where, what, whose, by when, and the status at each checkpoint; the older ones go first where room is short."""
    at = list(checkpoints).index(current) if current in checkpoints else 0
    return (
        Column("label", "No.", lambda one: one.label, sort=_by_label, width=66),
        Column("outcome", "Required outcome", _outcome, tip=_outcome, width=190, yields=4),
        Column("action", "Action", _action, tip=_action_told, width=300),
        Column("timescale", "Timescale", _timescale, sort=_deadline, mark=_late, tip=_timescale, width=150, yields=2),
        Column("owners", "Owners", _owners, tip=_owners_told, width=190, yields=3),
        *(
            Column(
                f"at {one}",
                checkpoint_words(one),
                partial(_status, one),
                sort=partial(_by_status, one),
                mark=partial(_status_mark, one),
                tip=partial(_status_told, one),
                width=112,
                yields=_YIELDS.get(number - at, 6 + abs(number - at)),
            )
            for number, one in enumerate(checkpoints)
        ),
    )


def moved_columns(before: str, after: str) -> tuple[Column, ...]:
    """What moved between two checkpoints."""
    return (
        Column("label", "No.", lambda one: one.placed.label, width=66),
        Column("action", "Action", lambda one: one_line(one.placed.action.words), tip=_moved_told, width=300),
        Column("before", checkpoint_words(before) if before else "Before", lambda one: status_words(one.before),
               mark=lambda one: PILLS[one.before].value, width=124),
        Column("after", checkpoint_words(after) if after else "After", lambda one: status_words(one.after),
               mark=lambda one: PILLS[one.after].value, width=124),
        Column("said", "What was said", lambda one: one_line(one.placed.action.at(after).comment) or "nothing",
               tip=lambda one: one.placed.action.at(after).comment, width=220, yields=1),
        Column("due", "Due", lambda one: _day(one.placed.action.deadline),
               sort=lambda one: one.placed.action.deadline, width=110, yields=2),
        Column("owners", "Owners", lambda one: "; ".join(one.placed.action.owners), width=200, yields=3),
    )  # fmt: skip


def milestone_columns() -> tuple[Column, ...]:
    """Every milestone with how it stands."""
    return (
        Column("on", "On", lambda one: _day(one.on), sort=lambda one: one.on, width=110),
        Column("state", "Standing", lambda one: STATE_WORDS[one.state], mark=lambda one: STATES[one.state],
               choices=True, width=190),
        Column("label", "No.", lambda one: one.placed.label, width=66),
        Column("action", "Action", lambda one: one_line(one.placed.action.words),
               tip=lambda one: one.placed.action.words, width=340),
        Column("runs", "Then", lambda one: recurrence_words(one.placed.action.recurrence) if one.runs else "",
               width=130, yields=2),
        Column("owners", "Owners", lambda one: "; ".join(one.placed.action.owners), width=220, yields=1),
    )  # fmt: skip


def count_columns() -> tuple[Column, ...]:
    """Statuses of a theme at a checkpoint, a row each."""
    return (
        Column("theme", "Theme", lambda one: one[0], tip=lambda one: one[0], width=280),
        *(
            Column(
                status.value,
                f"{status.value.capitalize()}",
                partial(_count, status),
                sort=partial(_number, status),
                mark=partial(_count_mark, status),
                tip=partial(_meaning, status),
                width=92,
            )
            for status in Status
        ),
        Column("silent", "Not reported", partial(_count, None), sort=partial(_number, None), width=112, yields=1),
        Column("total", "Actions", lambda one: f"{one[1].total:,}", lambda one: one[1].total, width=84),
    )


def risk_columns(labels: dict[str, str]) -> tuple[Column, ...]:
    """The risk and issue log."""
    return (
        Column("kind", "Kind", lambda one: KINDS[one.kind], choices=True, width=80),
        Column("words", "What may go wrong, or has", lambda one: one_line(one.words), tip=lambda one: one.words,
               width=300),
        Column("weight", "Weight", _weight, sort=lambda one: -one.score, mark=_weight_mark, tip=_weight_told,
               width=120),
        Column("owner", "Owner", lambda one: one.owner, choices=True, width=170, yields=2),
        Column("mitigation", "What is done about it", lambda one: one_line(one.mitigation),
               tip=lambda one: one.mitigation, width=220, yields=3),
        Column("about", "About", lambda one: about_words(one.about, labels), width=90, yields=4),
        Column("standing", "Standing", _risk_standing, choices=True, tip=lambda one: one.closed_why, width=150,
               yields=1),
    )  # fmt: skip


def escalation_columns(labels: dict[str, str], today: Callable[[], date]) -> tuple[Column, ...]:
    """What was escalated."""
    return (
        Column("words", "What", lambda one: one_line(one.words), tip=lambda one: one.words, width=280),
        Column("from", "From", lambda one: one.from_whom, width=150, yields=2),
        Column("to", "To", lambda one: one.to_whom, choices=True, width=170),
        Column("on", "On", lambda one: _day(one.on), sort=lambda one: one.on, width=110),
        Column("standing", "Standing", lambda one: escalation_standing(one, today()), mark=_answer_mark, width=170),
        Column("answer", "Answer", lambda one: one_line(one.answer), tip=lambda one: one.answer, width=220, yields=3),
        Column("about", "About", lambda one: about_words(one.about, labels), width=90, yields=4),
    )  # fmt: skip


def version_columns() -> tuple[Column, ...]:
    """The versions of a plan."""
    return (
        Column("number", "Version", lambda one: one.held.number, lambda one: int(one.held.number or 0), width=84),
        Column("made", "Made on", lambda one: plain_day(one.held.made_on), lambda one: one.held.made_on, width=110),
        Column("by", "By", lambda one: one.made_by, width=150, yields=1),
        Column("note", "Note", lambda one: one.held.note, tip=lambda one: one.held.note, width=220, yields=2),
        Column("signed", "Signed off", _signed, mark=_signed_mark, width=280),
        Column("proof", "Proof", lambda one: "unchanged" if one.is_intact else "changed since",
               tip=lambda one: f"SHA-256 {one.held.digest}", mark=_proof_mark, width=130),
    )  # fmt: skip


def difference_columns() -> tuple[Column, ...]:
    """What differs between two versions, or would change by an import."""
    return (
        Column("where", "Where", lambda one: where_words(one.row), choices=False, width=140),
        Column("what", "What", what_words, choices=True, width=180),
        Column("before", "Before", lambda one: one_line(before_words(one)), tip=before_words, width=260),
        Column("after", "After", lambda one: one_line(after_words(one)), tip=after_words, width=260),
    )


def plan_told(plan: ImprovementPlan, late: int) -> str:
    """How many actions in how many themes, how they stand, and how many are overdue."""
    actions, themes = counted(len(plan.placed), "action"), counted(len(plan.themes), "theme")
    if not plan.current:
        return f"{actions} in {themes}; no status is reported yet. {_late_words(late)}"
    counts = counts_at((one.action for one in plan.placed), plan.current)
    said = ", ".join(f"{counts.of(status):,} {status.value}" for status in Status)
    silent = f", {counts.silent:,} not reported" if counts.silent else ""
    return f"{actions} in {themes}. {checkpoint_words(plan.current)}: {said}{silent}. {_late_words(late)}"


def count_rows(plan: ImprovementPlan, checkpoint: str) -> list[tuple[str, StatusCounts]]:
    """The statuses of each theme at a checkpoint, and of the whole plan."""
    rows = [(f"{theme.letter}. {theme.title}", counts_at(theme.actions, checkpoint)) for theme in plan.themes]
    return [*rows, ("The whole plan", counts_at((one.action for one in plan.placed), checkpoint))]


def about_words(about: str, labels: dict[str, str]) -> str:
    """“A1.2”, or nothing where it is about the whole plan; what is about something else says of what kind."""
    action = action_about(about)
    if action:
        return labels.get(action, "an action that is gone")
    return {"action": "an action", "measure": "a measure"}.get(about.partition(":")[0], about)


def escalation_standing(one: Escalation, today: date) -> str:
    """“waits 12 days”, or “answered 3 Nov 2026”."""
    if one.answered_on is not None:
        return f"answered {_day(one.answered_on)}"
    days = one.days_waiting(today)
    return "waits" if days is None else f"waits {counted(days, 'day')}"


def _late_words(late: int) -> str:
    return f"{counted(late, 'action is', 'actions are')} overdue." if late else "None is overdue."


def _by_label(one: Line) -> tuple[str, int, int]:
    number = one.outcome.number if one.outcome is not None else ""
    place = int(one.label.rpartition(".")[2]) if one.placed is not None else 0
    return one.theme.letter, int(number) if number.isdecimal() else 0, place


def _outcome(one: Line) -> str:
    return "" if one.outcome is None else one_line(one.outcome.words)


def _action(one: Line) -> str:
    if one.placed is not None:
        return one_line(one.placed.action.words)
    return "No required outcome yet" if one.outcome is None else "No action yet"


def _action_told(one: Line) -> str:
    return one.placed.action.words if one.placed is not None else _action(one)


def _timescale(one: Line) -> str:
    return one_line(one.placed.action.timescale) if one.placed is not None else ""


def _deadline(one: Line) -> date | None:
    return one.placed.action.deadline if one.placed is not None else None


def _late(one: Line) -> tuple[Mark, Colour] | None:
    return STATES[MilestoneState.OVERDUE] if one.is_overdue else None


def _owners(one: Line) -> str:
    return "; ".join(one.placed.action.owners) if one.placed is not None else ""


def _owners_told(one: Line) -> str:
    if one.placed is None:
        return ""
    return "\n".join([*one.placed.action.owners, *(f"Accountable: {who}" for who in one.placed.action.leaders)])


def _status(checkpoint: str, one: Line) -> str:
    if one.placed is None:
        return ""
    status = one.placed.action.at(checkpoint).status
    return "–" if status is None else status_words(status)


def _by_status(checkpoint: str, one: Line) -> int | None:
    status = one.placed.action.at(checkpoint).status if one.placed is not None else None
    return None if status is None else _ORDER[status]


def _status_mark(checkpoint: str, one: Line) -> tuple[Mark, Colour] | None:
    status = one.placed.action.at(checkpoint).status if one.placed is not None else None
    return None if status is None else PILLS[status].value


def _status_told(checkpoint: str, one: Line) -> str:
    if one.placed is None:
        return ""
    told = one.placed.action.at(checkpoint)
    said = "Not reported" if told.status is None else f"{status_words(told.status)}: {MEANINGS[told.status]}"
    return "\n".join(part for part in (said, told.comment, told.evidence and f"Evidence: {told.evidence}") if part)


def _moved_told(one: Moved) -> str:
    return one.placed.action.words


def _count(status: Status | None, one: tuple[str, StatusCounts]) -> str:
    return f"{one[1].of(status):,}"


def _number(status: Status | None, one: tuple[str, StatusCounts]) -> int:
    return one[1].of(status)


def _count_mark(status: Status, one: tuple[str, StatusCounts]) -> tuple[Mark, Colour]:
    del one
    return PILLS[status].value


def _meaning(status: Status, one: object) -> str:
    del one
    return MEANINGS[status].capitalize()


def _weight(one: Risk) -> str:
    return f"{one.score} {one.band}" if one.score else "not weighed"


def _weight_mark(one: Risk) -> tuple[Mark, Colour]:
    return _BANDS.get(one.band, (Mark.RING, Colour.SOFT_INK))


def _weight_told(one: Risk) -> str:
    return one.weight_words


def _risk_standing(one: Risk) -> str:
    if one.closed_on is not None:
        return f"closed {_day(one.closed_on)}"
    return "open issue" if one.kind == ISSUE else "open"


def _answer_mark(one: Escalation) -> tuple[Mark, Colour]:
    return (Mark.RING, Colour.REQUIRES_IMPROVEMENT) if one.is_open else (Mark.DOT, Colour.ACCENT)


def _signed(one: Version) -> str:
    if one.held.signed_on is None:
        return "not signed off"
    return f"{plain_day(one.held.signed_on)} by {one.held.signed_board}, recorded by {one.signed_by}"


def _signed_mark(one: Version) -> tuple[Mark, Colour]:
    return (Mark.DOT, Colour.ACCENT) if one.is_signed else (Mark.RING, Colour.SOFT_INK)


def _proof_mark(one: Version) -> tuple[Mark, Colour]:
    return (Mark.DOT, Colour.GOOD) if one.is_intact else (Mark.SQUARE, Colour.INADEQUATE)


def _day(day: date | None) -> str:
    return plain_day(day.isoformat()) if day is not None else ""
