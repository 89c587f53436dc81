"""What is asked for in a draw, and the work of it: draw, then share the places out in turn; it knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from audit_app.domain.cycles import DEFAULTS, Cycle
from audit_app.domain.draw_design import Design
from audit_app.domain.frame import RECENT_MONTHS
from audit_app.domain.people import Act, Person, holds_right
from audit_app.domain.problems import AppError
from audit_app.services.progress import Progress, in_silence
from audit_app.services.samples.sampling import Sampled, assign, sample
from audit_app.services.samples.turns import DrawTurns
from audit_app.store.log.people_log import people
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DrawAsk:
    """A draw as it is asked for; `auditors` are the ids of the people who take turns, in their order."""

    cycle: Cycle
    size: int
    seed: str
    on: date
    months: int
    auditors: tuple[str, ...]
    design: Design = field(default_factory=Design)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of it; `kept` are the plans that stayed with the drawer, as everybody else has them as own cases."""

    sampled: Sampled
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Auditor:
    """Somebody whose turn it can be."""

    id: str
    name: str


def auditors(workspace: Workspace, on: date) -> tuple[Auditor, ...]:
    """Everybody who may score on a day, the unlocked person first, then by name."""
    me = workspace.unlocked.person
    able = [one for one in people(workspace.conn).values() if one.is_active(on) and holds_right(one, Act.SCORE)]
    return tuple(Auditor(one.id, one.name) for one in sorted(able, key=lambda one: _order(one, me)))


def _order(person: Person, me: str) -> tuple[bool, str]:
    return (person.id != me, person.name.casefold())


def first_ask(draws: Sequence[DrawTurns], able: Sequence[Auditor], me: str, cycle: Cycle, today: date) -> DrawAsk:
    """What a new draw starts from: the cycle's size, a seed that nobody chose, and who took turns the last time.

    The seed names the cycle and the week (for other cycles the day), so that it cannot be tried out for a pleasing
    sample; a further draw counts on.
    """
    last = next((one for one in draws if one.draw.cycle == cycle.value), None)
    known = {one.id for one in able}
    before = [turn.person_id for turn in last.sample if turn.person_id in known] if last is not None else []
    turns = tuple(dict.fromkeys(before)) or ((me,) if me in known else ())
    taken = {one.draw.seed for one in draws if one.draw.cycle == cycle.value}
    return DrawAsk(cycle, DEFAULTS[cycle].size, _free_seed(cycle, today, taken), today, RECENT_MONTHS, turns)


def _free_seed(cycle: Cycle, today: date, taken: set[str]) -> str:
    year, week, _ = today.isocalendar()
    plain = f"{cycle.value}-{year}-W{week:02}" if cycle is Cycle.WEEKLY else f"{cycle.value}-{today.isoformat()}"
    seed, number = plain, 1
    while seed in taken:
        number += 1
        seed = f"{plain}-{number}"
    return seed


def draw_and_share(workspace: Workspace, ask: DrawAsk, progress: Progress = in_silence) -> Drawn:
    """Record the draw and give its places out in turn; a draw that was recorded before is left as it is.

    A plan that is somebody's own case goes to the next in turn. It can be stopped until the draw is recorded: places
    that are drawn are given out. Raises AppError where nothing can be drawn.
    """
    progress(0, 1)
    drawn = sample(
        workspace,
        cycle=ask.cycle.value,
        size=ask.size,
        seed=ask.seed,
        on=ask.on,
        months=ask.months,
        design=ask.design,
    )
    if not drawn.is_new or not ask.auditors or ask.auditors == (workspace.unlocked.person,):
        return Drawn(drawn, ())
    kept: list[str] = []
    waiting = list(ask.auditors)
    for place in drawn.plans:
        taker = _take(workspace, place.id, waiting, date.fromisoformat(place.due))
        if taker:
            waiting.append(waiting.pop(waiting.index(taker)))
        else:
            kept.append(place.plan_ref)
    return Drawn(drawn, tuple(kept))


def _take(workspace: Workspace, place_id: str, waiting: Sequence[str], due: date) -> str:
    """The first of those waiting who can take the place; empty where nobody can, and it stays where it is."""
    for person in waiting:
        if person == workspace.unlocked.person:
            return person  # it is theirs from the draw on, which leaves their own cases out
        try:
            assign(workspace, place_id, person, due)
        except AppError:
            continue
        return person
    return ""


def drawn_sentence(drawn: Drawn) -> str:
    """What to tell after a draw."""
    sampled = drawn.sampled
    if not sampled.is_new:
        return "This draw was recorded before, so nothing was written. It is shown here."
    count = len(sampled.plans)
    said = f"{count} {'plan was' if count == 1 else 'plans were'} drawn from {sampled.frame_size:,} and assigned."
    if drawn.kept:
        said += f" {', '.join(drawn.kept)} stayed with you: everybody else has them as their own cases."
    return f"{said} {sampled.note}".strip()
