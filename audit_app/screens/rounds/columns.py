"""The columns of the rounds screen's tables."""

from audit_app.domain.counting import counted
from audit_app.screens.rounds.wording import AGENCIES, WAYS, finished_words, state_of
from audit_app.services.rounds.progress import RoundLine, SeatProgress
from audit_app.services.rounds.wishes import SeatAhead
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from resources.theme import Colour


def round_columns() -> tuple[Column, ...]:
    """The list of rounds."""
    return (
        Column("name", "Round", lambda line: line.name, width=104),
        Column("state", "State", _state_words, mark=_state_mark, width=120),
        Column("finished", "Finished", finished_words, lambda line: line.finished, width=76, yields=1),
    )


def _state_words(line: RoundLine) -> str:
    return state_of(line.state, line.is_void)[1]


def _state_mark(line: RoundLine) -> tuple[Mark, Colour]:
    return state_of(line.state, line.is_void)[0].value


def seat_columns() -> tuple[Column, ...]:
    """One round's members: how much each has finished, never what."""
    return (
        Column("name", "Member", lambda one: one.seat.name, width=150),
        Column("agency", "Agency", lambda one: AGENCIES[one.seat.agency], width=120, yields=1),
        Column("way", "Scores by", lambda one: WAYS[one.seat.way], width=110, yields=2),
        Column("plans", "Plans in", _plans_in, lambda one: len(one.seat.returned), figures=True, width=72),
        Column("answered", "Answered", _answered, lambda one: one.seat.answered, figures=True, width=92, yields=3),
        Column("next", "Next", lambda one: one.next_step, tip=lambda one: one.next_step, mark=_next_mark, width=220),
    )


def _plans_in(one: SeatProgress) -> str:
    return f"{len(one.seat.returned)} of {len(one.seat.audits)}"


def _answered(one: SeatProgress) -> str:
    return f"{one.seat.answered} of {one.seat.asked}" if one.seat.asked else "not known"


def _next_mark(one: SeatProgress) -> tuple[Mark, Colour]:
    return (Mark.DOT, Colour.ACCENT) if one.seat.is_finished else (Mark.RING, Colour.SOFT_INK)


def ahead_columns() -> tuple[Column, ...]:
    """Who would score what, before the round is opened."""
    return (
        Column("name", "Member", lambda one: one.name, width=150),
        Column("agency", "Agency", lambda one: AGENCIES[one.agency], width=120),
        Column("plans", "Plans", lambda one: str(len(one.plans)), lambda one: len(one.plans), figures=True, width=64),
        Column("markers", "Markers", lambda one: str(len(one.markers)), figures=True, width=76),
        Column("barred", "May not score", _barred, tip=_barred, width=240),
    )


def _barred(one: SeatAhead) -> str:
    if not one.barred:
        return "nothing"
    return f"{counted(len(one.barred), 'plan', 'plans')}: " + "; ".join(
        f"{each.plan_ref} (they {each.reason})" for each in one.barred
    )


def line_key(line: RoundLine) -> str:
    """By what a round in the list is known."""
    return line.id
