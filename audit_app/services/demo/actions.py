"""The demo's actions: what the partnership did about its weekly findings in two years, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from audit_app.domain.findings import Finding, FindingKind
from audit_app.domain.period import add_months
from audit_app.domain.working_days import add_working_days, next_working_day
from audit_app.services.actions.opening import finding_ops
from audit_app.services.actions.seen import agency_of, marker_words
from audit_app.services.demo.audits import Audited
from audit_app.services.demo.changes import Cast, Change
from audit_app.services.demo.dice import Dice, made_id
from audit_app.services.demo.drawing import Draws
from audit_app.services.demo.span import Span, moment
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from forms.model import Framework, Grade
from resources.demo import SingleStory, SystemicStory

_MANAGER, _DEPUTY, _ASKS = "manager", "deputy", "deputy"
_OPENED_AT, _REPORTED_AT, _ASKED_AT, _CLOSED_AT = time(15, 0), time(11, 0), time(15, 30), time(16, 0)
_LOW, _SOUND = 1, 2
_MOST_FINDINGS = 12
_WITHIN = {
    Grade.INADEQUATE: (10, "Start the statutory amendment so that the plan is put right."),
    Grade.REQUIRES_IMPROVEMENT: (20, "Put the findings right at the next review, or within this time."),
}
"""In how many working days a plan of a grade is put right, and how."""
_RECENT = 6
"""How many of the single actions are about plans that require improvement, all of the last weeks."""
_YEAR = 12
_SETTLED_WEEKS, _LATE_WEEKS = 9, 4
"""From how many weeks on a single action is over as a rule, and from how many it is late where it is not."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What becomes of an action: when it is reported on, and its end ("closed", "asked", "abandoned", "open")."""

    reports: tuple[tuple[date, str, str], ...]
    end: str
    ended: date
    evidence: str
    why: str


class DemoActions:
    """Makes the actions of weekly audits; all chance comes from the seed."""

    def __init__(
        self, cast: Cast, draws: Draws, framework: Framework, audited: Sequence[Audited], span: Span, seed: str
    ) -> None:
        self._cast, self._draws, self._framework, self._span, self._seed = cast, draws, framework, span, seed
        self._audited = sorted(audited, key=lambda one: (one.submitted, one.place.ref))

    def changes(self, systemic: Iterable[SystemicStory], single: SingleStory) -> Iterator[Change]:
        """Everything that was written about actions, in no order of time."""
        for story in systemic:
            yield from self._systemic(story)
        for number, made in enumerate(self._chosen(single.count)):
            yield from self._single(number, made, single)

    def _systemic(self, story: SystemicStory) -> Iterator[Change]:
        opened = self._span.open_week - timedelta(weeks=story.ago) + timedelta(days=1)
        low = [one for one in self._before(opened) if _is_low(one, story.marker)][-_MOST_FINDINGS:]
        if not low:
            return
        reports = tuple((opened + timedelta(weeks=weeks), status, words) for weeks, status, words in story.reports)
        known = tuple(one for one in reports if one[0] <= self._today)
        ended = opened + timedelta(weeks=story.after)
        values = {
            **{name: getattr(story, name) for name in ("agency", "service", "what", "owner", "leader", "success")},
            "cause": story.cause,
            "scope": "systemic",
            "figure": f"marker.{story.marker}.sound",
            "due": next_working_day(opened + timedelta(weeks=story.within)).isoformat(),
            "timescale": f"within {story.within} weeks",
        }
        plan = _Plan(known, story.end, ended, story.evidence, story.why)
        findings = [self._finding(one, story.marker) for one in low]
        id_ = made_id(self._seed, "action", story.marker, self._cast.workspace)
        sample = self._sample(story.marker, opened, ended) if story.end == "closed" else None
        yield from self._written(id_, opened, values, findings, plan, sample)

    def _single(self, number: int, made: Audited, story: SingleStory) -> Iterator[Change]:
        dice = Dice(self._seed, "action", made.place.ref, made.audit)
        opened = next_working_day(made.submitted.date() + timedelta(days=1))
        if opened > self._today:
            return
        within, what = _WITHIN[made.result.grade]
        marker = next(one for one in self._framework.markers if _is_low(made, one.id))
        values = {
            "agency": agency_of(marker, "drafting"),
            "what": what,
            "team": str(self._draws.row(made.place.ref, made.place.drawn_on)["casework_team"]),
            "owner": story.owner,
            "leader": story.leader,
            "success": story.success,
            "scope": "single",
            "figure": f"marker.{marker.id}.sound",
            "due": add_working_days(made.submitted.date(), within).isoformat(),
            "timescale": f"within {within} working days",
        }
        lows = [one.id for one in self._framework.markers if _is_low(made, one.id)]
        findings = [self._finding(made, id_) for id_ in lows[:_MOST_FINDINGS]]
        id_ = made_id(self._seed, "action", made.audit)
        yield from self._written(id_, opened, values, findings, self._fate(number, opened, story, dice), None)

    def _fate(self, number: int, opened: date, story: SingleStory, dice: Dice) -> _Plan:
        """The older ones are over, one of them given up; of the newer ones some are late and one waits for closing."""
        weeks = (self._today - opened).days // 7
        reports = [(opened + timedelta(days=9), "amber", dice.pick(story.progress))]
        if number == 3:
            return _Plan(tuple(reports), "abandoned", opened + timedelta(days=26), "", dice.pick(story.abandoned))
        if weeks < _SETTLED_WEEKS and (weeks >= _LATE_WEEKS or dice.chance(0.5)):
            late = (min(opened + timedelta(days=24), self._today), "red", dice.pick(story.stuck))
            reports = [one for one in (*reports, late) if opened < one[0] <= self._today]
            return _Plan(tuple(reports), "open", opened, "", "")
        ended = opened + timedelta(days=dice.whole(12, 30))
        if ended > self._today:
            return _Plan(tuple(one for one in reports if one[0] <= self._today), "open", opened, "", "")
        done = dice.pick(story.done)
        reports.append((ended, "green", done))
        end = "asked" if weeks < _SETTLED_WEEKS else "closed"
        return _Plan(tuple(reports), end, ended, done, dice.pick(story.closed))

    def _written(
        self,
        id_: str,
        opened: date,
        values: Mapping[str, str],
        findings: Sequence[Finding],
        plan: _Plan,
        sample: Json,
    ) -> Iterator[Change]:
        record: dict[str, Json] = {"opened_on": opened.isoformat(), "opened_by": self._cast.person(_MANAGER)}
        record |= {"source": "weekly audit", "cycle": "weekly", "round": None, "framework": self._framework.key}
        ops = [Op("action", id_, "record", record), *finding_ops(id_, findings)]
        ops += [Op("action", id_, name, text) for name, text in values.items() if text]
        words = f"“{values['what'][:56]}…”"
        yield Change(moment(opened, _OPENED_AT), _MANAGER, f"Open the action {words}", tuple(ops))
        for on, status, comment in plan.reports:
            part = Ids.part(id_, on.isoformat())
            told = (Op("action_checkpoint", part, "status", status), Op("action_checkpoint", part, "comment", comment))
            label = f"{status.capitalize()} on {on:%d/%m/%Y}: the action {words}"
            yield Change(moment(on, _REPORTED_AT), _DEPUTY, label, told)
        yield from self._ended(id_, plan, words, sample)

    def _ended(self, id_: str, plan: _Plan, words: str, sample: Json) -> Iterator[Change]:
        if plan.end == "open" or plan.ended > self._today:
            return
        on = plan.ended.isoformat()
        if plan.end == "abandoned":
            step: dict[str, Json] = {"on": on, "by": self._cast.person(_MANAGER), "why": plan.why}
            label = f"Abandon the action {words}"
            op = Op("action", id_, "abandoned", step)
            yield Change(moment(plan.ended, _CLOSED_AT), _MANAGER, label, (op,), reason=plan.why)
            return
        asked = {"on": on, "by": self._cast.person(_ASKS), "why": plan.why if plan.end == "asked" else None}
        ops = (Op("action", id_, "evidence", plan.evidence), Op("action", id_, "asked", asked))
        yield Change(moment(plan.ended, _ASKED_AT), _ASKS, f"Ask to close the action {words}", ops)
        if plan.end == "closed":
            closed = {"on": on, "by": self._cast.person(_MANAGER), "why": plan.why or None}
            closed |= {"asked_by": self._cast.person(_ASKS), "sample": sample}
            op = Op("action", id_, "closed", closed)
            yield Change(moment(plan.ended, _CLOSED_AT), _MANAGER, f"Close the action {words}", (op,), reason=plan.why)

    def _finding(self, made: Audited, marker: str) -> Finding:
        known = self._framework.marker(marker)
        score = str(made.given[marker])
        return Finding(
            FindingKind.MARKER,
            marker_words(self._framework, known, score),
            plan_id=self._cast.ids.plan(made.place.ref),
            audit_id=made.audit,
            framework=self._framework.key,
            marker=marker,
            section=known.section,
            score=score,
        )

    def _chosen(self, count: int) -> list[Audited]:
        """So many audits that call for an action: the worst, spread over the two years, and the last middling ones."""
        low = [one for one in self._audited if any(_is_low(one, marker.id) for marker in self._framework.markers)]
        worst = [one for one in low if one.result.grade is Grade.INADEQUATE]
        middling = [one for one in low if one.result.grade is Grade.REQUIRES_IMPROVEMENT][-_RECENT:]
        spread = Dice(self._seed, "actions").few(worst[:-_RECENT], count - 2 * _RECENT)
        return [*spread, *worst[-_RECENT:], *middling]

    def _before(self, day: date) -> list[Audited]:
        """What was audited in the half year before a day."""
        since = day - timedelta(days=182)
        return [one for one in self._audited if since <= one.submitted.date() < day]

    def _sample(self, marker: str, opened: date, ended: date) -> Json:
        before = self._counted(marker, add_months(opened, -_YEAR) + timedelta(days=1), opened)
        return [f"marker.{marker}.sound", *before, *self._counted(marker, opened + timedelta(days=1), ended)]

    def _counted(self, marker: str, first: date, last: date) -> tuple[int, int]:
        """How many plans are sound there, of how many, by the latest audit of each."""
        latest = {one.place.ref: one for one in self._audited if first <= one.place.drawn_on <= last}
        scores = [answer for one in latest.values() if isinstance(answer := one.given.get(marker), int)]
        return sum(score >= _SOUND for score in scores), len(scores)

    @property
    def _today(self) -> date:
        now: datetime = self._span.now
        return now.date() - timedelta(days=1)


def _is_low(made: Audited, marker: str) -> bool:
    answer = made.given.get(marker)
    return isinstance(answer, int) and answer <= _LOW
