"""Whose turn each place of a draw is and what came of it, as screens and the first page show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from audit_app.domain.papers import Paper
from audit_app.domain.problems import AppError
from audit_app.store.ids import Ids
from audit_app.store.log.people_log import people
from audit_app.store.read_draws import HeldDraw, HeldPlace, draw_of, places_of, register_changed_since
from audit_app.store.read_home import all_draws
from audit_app.store.workspace import Workspace


class TurnState(StrEnum):
    """What came of a place; the value is the word for it."""

    WAITING = "Not begun"
    BEGUN = "Audit begun"
    IN_ROUND = "In a round"
    AUDITED = "Audited"
    CLOSED = "Closed"
    REPLACED = "Replaced"
    RESERVE = "In reserve"


@dataclass(frozen=True, slots=True)
class Turn:
    """One place of a draw; `number` is that of the place whose number it took, `due` is None where nobody set it.

    `plan_ref` is empty where the plan was erased. `reason` says why it was replaced or closed, `replaced_by` is the
    reference of the plan that came in. `chance` is the exact chance of being drawn, `6/312`. `stratum` is empty in a
    draw without strata; `round_id` is the round whose members score it; `paper` says which review or report of the
    plan is audited, in the cycles that are about one.
    """

    place_id: str
    number: int
    plan_id: str
    plan_ref: str
    state: TurnState
    person_id: str
    person: str
    due: date | None
    is_overdue: bool
    is_mine: bool
    is_moved_up: bool
    reason: str
    replaced_by: str
    chance: str
    stratum: str = ""
    weight: int = 1
    round_id: str = ""
    paper: Paper | None = None

    @property
    def is_open(self) -> bool:
        """Whether its plan is still to be audited, by the person whose turn it is."""
        return self.state in (TurnState.WAITING, TurnState.BEGUN)

    @property
    def in_sample(self) -> bool:
        """Whether its plan is in the sample now."""
        return self.state not in (TurnState.REPLACED, TurnState.RESERVE)


@dataclass(frozen=True, slots=True)
class DrawTurns:
    """A recorded draw with the turns of its places; `drawn_by` is a name, empty where the person was erased."""

    draw: HeldDraw
    drawn_by: str
    turns: tuple[Turn, ...]

    @property
    def on(self) -> date:
        """The day of the draw."""
        return date.fromisoformat(self.draw.on_date)

    @property
    def sample(self) -> tuple[Turn, ...]:
        """The turns of the plans that are in the sample now, by number."""
        return tuple(sorted((turn for turn in self.turns if turn.in_sample), key=lambda turn: turn.number))

    @property
    def reserve(self) -> tuple[Turn, ...]:
        """What may still replace a drawn plan, in order."""
        return tuple(turn for turn in self.turns if turn.state is TurnState.RESERVE)

    @property
    def open(self) -> tuple[Turn, ...]:
        """The turns that are still to be audited."""
        return tuple(turn for turn in self.sample if turn.is_open)

    def count(self, state: TurnState) -> int:
        """How many places are in this state."""
        return sum(turn.state is state for turn in self.turns)


def every_draw(workspace: Workspace, on: date) -> tuple[DrawTurns, ...]:
    """Every recorded draw as it stands on a day, the newest first."""
    names = _names(workspace)
    me = workspace.unlocked.person
    return tuple(_draw_turns(draw, places, names, me, on) for draw, places in all_draws(workspace.conn))


def one_draw(workspace: Workspace, draw_id: str, on: date) -> DrawTurns:
    """A recorded draw as it stands on a day; raises AppError where there is none."""
    held = draw_of(workspace.conn, draw_id)
    if held is None:
        raise AppError("There is no such draw in this workspace any more. Choose another.")
    return _draw_turns(held, places_of(workspace.conn, draw_id), _names(workspace), workspace.unlocked.person, on)


def is_outdated(workspace: Workspace, draw_id: str) -> bool:
    """Whether the register was changed after this draw, so that drawing again would not give the same plans."""
    return register_changed_since(workspace.conn, draw_id)


def _names(workspace: Workspace) -> dict[str, str]:
    return {id_: person.name for id_, person in people(workspace.conn).items()}


def _draw_turns(draw: HeldDraw, places: Sequence[HeldPlace], names: Mapping[str, str], me: str, on: date) -> DrawTurns:
    by_id = {place.id: place for place in places}
    turns = tuple(_turn(place, by_id, names, me, on) for place in places)
    if draw.papers:
        papers = {Ids.place(draw.id, number): paper for number, paper in draw.papers.items()}
        turns = tuple(replace(turn, paper=papers.get(turn.place_id)) for turn in turns)
    return DrawTurns(draw, names.get(draw.drawn_by, ""), turns)


def _turn(place: HeldPlace, by_id: Mapping[str, HeldPlace], names: Mapping[str, str], me: str, on: date) -> Turn:
    state = _state(place)
    is_open = state in (TurnState.WAITING, TurnState.BEGUN)
    due = date.fromisoformat(place.due) if place.due else None
    successor = by_id.get(place.replaced_by)
    return Turn(
        place_id=place.id,
        number=_number(place, by_id),
        plan_id=place.plan_id,
        plan_ref=place.plan_ref,
        state=state,
        person_id=place.assigned_to,
        person=names.get(place.assigned_to, ""),
        due=due,
        is_overdue=is_open and due is not None and due < on,
        is_mine=place.assigned_to == me,
        is_moved_up=place.replaces != "",
        reason=place.replaced_reason if state is TurnState.REPLACED else place.closed_reason,
        replaced_by=successor.plan_ref if successor is not None else "",
        chance=place.chance,
        stratum=place.stratum,
        weight=place.weight,
        round_id=place.round_id,
    )


def _state(place: HeldPlace) -> TurnState:
    if place.replaced_by:
        return TurnState.REPLACED
    if not place.in_sample:
        return TurnState.RESERVE
    if place.audited:
        return TurnState.AUDITED
    if place.closed_reason:
        return TurnState.CLOSED
    if place.round_id:
        return TurnState.IN_ROUND
    return TurnState.BEGUN if place.opened else TurnState.WAITING


def _number(place: HeldPlace, by_id: Mapping[str, HeldPlace]) -> int:
    """The number of the first plan that was drawn for this place, through all replacements."""
    seen = {place.id}
    while place.replaces and place.replaces in by_id and place.replaces not in seen:
        seen.add(place.replaces)
        place = by_id[place.replaces]
    return place.number
