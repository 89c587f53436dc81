"""Two years of weekly audits: six plans drawn each Monday, assigned, audited by Friday; now and then it goes wrong."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from audit_app.domain.cycles import DEFAULTS, Cycle
from audit_app.services.demo.audits import Audited, Place, WeeklyAudits
from audit_app.services.demo.changes import Cast, Change
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.drawing import Asked, Drawn, Draws
from audit_app.services.demo.oddities import LeftOut, oddities
from audit_app.services.demo.plans import PlanWritten
from audit_app.services.demo.span import DRAW_AT, Span, moment
from audit_app.store.log.rights import Op
from forms.model import Grade
from resources.demo import Reasons

_MANAGER, _DEPUTY, _TEAM_MANAGER, _NEW = "manager", "deputy", "team_manager", "new_team_manager"
_TURNS = (_MANAGER, _MANAGER, _DEPUTY, _TEAM_MANAGER, _MANAGER, _TEAM_MANAGER)
_TURNS_NOW = (_MANAGER, _DEPUTY, _TEAM_MANAGER, _MANAGER, _NEW, _NEW)
_SLOTS = (
    *((0, time(13, 30)), (1, time(9, 15)), (1, time(14, 0))),
    *((2, time(10, 0)), (3, time(11, 30)), (4, time(9, 45))),
)
"""Days after the draw and hours at which the six are begun."""
_CLOSED_AT = (4, time(16, 30))
_DONE_NOW = 3
_SIZE = DEFAULTS[Cycle.WEEKLY].size


class Weeks:
    """Makes the weeks one after the other, because each draw leaves out what was audited before."""

    def __init__(self, cast: Cast, draws: Draws, audits: WeeklyAudits, span: Span, reasons: Reasons, seed: str) -> None:
        self.audited: list[Audited] = []
        self._cast = cast
        self._draws = draws
        self._audits = audits
        self._span = span
        self._reasons = reasons
        self._seed = seed
        self.documents: list[tuple[str, PlanWritten]] = []
        self._odd = oddities(span, reasons, _SIZE, seed)

    def week(self, monday: date) -> Iterator[Change]:
        """Everything done for one Monday's draw."""
        drawer = _DEPUTY if monday in self._odd.by_deputy else _MANAGER
        drawn = self._draw(monday, drawer)
        places = [self._place(drawn, monday, number) for number in range(1, len(drawn.plans) + 1)]
        yield self._recorded(drawn, monday, drawer, places)
        if monday == self._span.open_week:
            yield from self._under_way(places)
            return
        if monday == self._odd.replaced:
            yield self._replaced(drawn, places, monday)
        left_out = self._odd.left_out.get(monday)
        done = len(places) - (left_out.places if left_out is not None else 0)
        for place in places[:done]:
            yield from self._audit(place)
        if left_out is not None:
            yield self._closed(places[done:], left_out, drawer, drawn.id)

    def corrections(self) -> Iterator[Change]:
        """A few reviews reopened by their auditors, and a few grades set by a moderator, each with its reason."""
        dice = Dice(self._seed, "corrections")
        settled = [one for one in self.audited if one.place.drawn_on < self._span.weeks[-1]]
        low = [one for one in settled if any(answer in (0, 1) for answer in one.given.values())]
        reopened = dice.few(low, len(self._reasons.reopened))
        for made, reason in zip(reopened, self._reasons.reopened, strict=True):
            yield from self._audits.correct(made, reason, dice)
        others = [one for one in settled if one not in reopened]
        raised = [
            one for one in others if one.result.band.rank > one.result.grade.rank and not one.result.grade.effective
        ]
        lowered = [one for one in others if one.result.grade is Grade.GOOD]
        *raising, lowering = self._reasons.overridden
        for made, reason in zip(dice.few(raised, len(raising)), raising, strict=False):
            yield self._override(made, Grade.GOOD if made.result.band.effective else made.result.band, reason)
        for made in dice.few(lowered, 1):
            yield self._override(made, Grade.REQUIRES_IMPROVEMENT, lowering)

    def _override(self, made: Audited, grade: Grade, reason: str) -> Change:
        by = _DEPUTY if made.place.by == _MANAGER else _MANAGER
        return self._audits.override(made, grade, by, reason)

    def _draw(self, monday: date, drawer: str) -> Drawn:
        year, week, _ = monday.isocalendar()
        seed = f"{self._seed} {year}-W{week:02}"
        return self._draws.draw(Asked(Cycle.WEEKLY, monday, _SIZE, seed, drawer, (self._cast.name(drawer),)))

    def _place(self, drawn: Drawn, monday: date, number: int) -> Place:
        ref = drawn.plans[number - 1]
        turns = _TURNS_NOW if monday == self._span.open_week else _TURNS
        day, at = _SLOTS[number - 1]
        by = self._auditor(ref, monday, turns[number - 1])
        return Place(drawn.place(number), ref, monday, by, moment(monday + timedelta(days=day), at))

    def _auditor(self, ref: str, monday: date, first: str) -> str:
        """Whose turn it is, unless it is their own case or their own team's; manager and deputy have no team.

        The newcomer may audit her own teams' plans, which the weekly cycle allows and counts apart.
        """
        row = self._draws.row(ref, monday)
        for key in (first, _DEPUTY, _MANAGER):
            own_case = self._cast.name(key) in (row["case_officer"], row["written_by"])
            own_team = row["casework_team"] in self._cast.members[key].teams
            if not own_case and (not own_team or key == _NEW):
                return key
        raise AssertionError("nobody holds a case together with the manager")

    def _recorded(self, drawn: Drawn, monday: date, drawer: str, places: Sequence[Place]) -> Change:
        assigned = [
            Op("place", place.id, "assigned", {"person": self._cast.person(place.by), "due": drawn.due.isoformat()})
            for place in places
        ]
        label = f"Draw {len(places)} plans (weekly, {monday.isoformat()})"
        return Change(moment(monday, DRAW_AT), drawer, label, (*drawn.ops, *assigned))

    def _audit(self, place: Place) -> list[Change]:
        made, changes = self._audits.audit(place)
        self.audited.append(made)
        return changes

    def _under_way(self, places: Sequence[Place]) -> Iterator[Change]:
        """This week: three audited, one begun, the others still to come."""
        self.documents.extend((place.ref, self._audits.plan(place)) for place in places)
        when = _times_up_to(self._span.now, [place.begun for place in places[: _DONE_NOW + 1]])
        moved = [Place(one.id, one.ref, one.drawn_on, one.by, at) for one, at in zip(places, when, strict=False)]
        for place in moved[:_DONE_NOW]:
            yield from self._audit(place)
        yield from self._audits.begin(moved[_DONE_NOW])

    def _replaced(self, drawn: Drawn, places: list[Place], monday: date) -> Change:
        """The fourth plan gives way to the first of the reserve, which takes its auditor and hour."""
        at, spare = 3, len(drawn.plans) + 1
        old, ref, reason = places[at], drawn.reserve[0], self._reasons.replaced[0]
        by = self._auditor(ref, monday, old.by)
        places[at] = Place(drawn.place(spare), ref, monday, by, old.begun)
        assigned = {"person": self._cast.person(by), "due": drawn.due.isoformat()}
        ops = (
            Op("place", old.id, "replaced", {"by": places[at].id, "reason": reason}),
            Op("place", places[at].id, "assigned", assigned),
        )
        when = moment(monday, time(11, 0))
        return Change(when, _MANAGER, f"Replace {old.ref} by {ref}", ops, reason, drawn.id)

    def _closed(self, places: Sequence[Place], why: LeftOut, by: str, draw_id: str) -> Change:
        day, at = _CLOSED_AT
        label = f"Close {len(places)} {'place' if len(places) == 1 else 'places'} of the draw without an audit"
        ops = tuple(Op("place", place.id, "closed", why.reason) for place in places)
        when = moment(places[0].drawn_on + timedelta(days=day), at)
        return Change(when, by, label, ops, why.reason, draw_id)


def _times_up_to(now: datetime, planned: Sequence[datetime]) -> list[datetime]:
    """The planned times where all lie before now; early in a week, the time since the draw shared out evenly."""
    if planned[-1] + timedelta(hours=1) < now:
        return list(planned)
    drawn = moment(planned[0].date(), DRAW_AT)
    return [drawn + (now - drawn) * (at + 1) / (len(planned) + 1) for at in range(len(planned))]
