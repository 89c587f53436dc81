"""The demo's improvement plan: begun from the shipped example, reported on each quarter, versioned, with its logs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from hashlib import sha256
from typing import Any, Final

from audit_app.domain.improvement import ImprovementPlan, Placed, PlanAction, Reported, RequiredOutcome, Theme
from audit_app.domain.improvement_counts import is_due, needs_words
from audit_app.domain.plan_rows import PROGRESS, Row, escalation_row, plan_value, risk_row, rows_of
from audit_app.domain.risks import Escalation, Risk
from audit_app.domain.status import Status
from audit_app.domain.timescale import checkpoint_day, checkpoint_words, read_timescale
from audit_app.services.demo.changes import Cast, Change
from audit_app.services.demo.dice import Dice, made_id
from audit_app.services.demo.people import FOUNDER
from audit_app.services.demo.span import Span, moment, working_day
from audit_app.services.improvement.examples import example_plan
from audit_app.services.improvement.logs import about_action
from audit_app.services.improvement.writing import ops_of
from audit_app.store.log.canonical import Json, encode
from audit_app.store.log.rights import Op
from resources.demo.improvement import improvement_words

_BEGUN, _TOLD, _KEPT = time(10, 5), time(14, 20), time(16, 10)
_EXAMPLE: Final = "written-statement"
_FIRST_MONTH: Final = 3
_YEAR: Final = re.compile(r"\b20(\d\d)\b(?!-\d)")
_SPAN: Final = re.compile(r"\b20(\d\d)-(\d\d)\b")
_QUARTERS: Final = 8
_STEPS: Final = {
    Status.RED: ((Status.RED, 0.34), (Status.AMBER, 0.62), (Status.GREEN, 0.04)),
    Status.AMBER: ((Status.RED, 0.07), (Status.AMBER, 0.5), (Status.GREEN, 0.43)),
    Status.GREEN: ((Status.AMBER, 0.05), (Status.GREEN, 0.95)),
    Status.GREY: ((Status.GREY, 1.0),),
}
"""What becomes of a status within a quarter, and how often."""
_BEGIN: Final[tuple[tuple[Status | None, float], ...]] = (
    *((Status.GREEN, 0.12), (Status.AMBER, 0.48), (Status.RED, 0.34), (Status.GREY, 0.02)),
    (None, 0.04),
)


class DemoImprovement:
    """Makes the changes of one plan; all chance comes from the seed."""

    def __init__(self, cast: Cast, span: Span, seed: str) -> None:
        self._cast, self._span, self._seed = cast, span, seed
        self._words = improvement_words()
        self._plan = self._begun()

    def changes(self) -> Iterator[Change]:
        """Everything that was written about the plan, in the order of time."""
        plan = self._plan
        begun = working_day(checkpoint_day(plan.checkpoints[0]) - timedelta(days=20))
        ops = tuple(op for row in rows_of(plan) for op in ops_of(None, row))
        yield Change(moment(begun, _BEGUN), FOUNDER, f"Begin the improvement plan {plan.title}", ops)
        for number, checkpoint in enumerate(plan.checkpoints):
            told = working_day(checkpoint_day(checkpoint) + timedelta(days=8))
            if told >= self._today:
                break
            yield self._quarter(checkpoint, told)
            if number in (0, 4):
                yield from self._version(number // 4 + 1, told + timedelta(days=9))
        yield from self._logs()

    def _begun(self) -> ImprovementPlan:
        """The example moved to the March of the demo, in the partnership's own name, with nothing reported."""
        ids, words = self._cast.ids, self._words
        made = example_plan(_EXAMPLE, ids, ids.improvement_plan(words["title"]))
        year = self._span.began.year + (self._span.began.month > _FIRST_MONTH)
        shift = year - 2018
        themes = tuple(_moved_theme(theme, shift) for theme in made.themes)
        checkpoints = tuple(
            f"{year + (_FIRST_MONTH - 1 + 3 * at) // 12}-{(_FIRST_MONTH - 1 + 3 * at) % 12 + 1:02}"
            for at in range(_QUARTERS)
        )
        texts = {name: words[name] for name in ("title", "about", "source")}
        return replace(made, checkpoints=checkpoints, themes=themes, **texts)

    def _quarter(self, checkpoint: str, told: date) -> Change:
        """What every action was reported as at one checkpoint."""
        ops: list[Op] = []
        said: dict[str, Reported] = {}
        for one in self._plan.placed:
            made = self._reported(one, checkpoint)
            if not made.is_empty:
                said[one.action.id] = made
                row = Row(PROGRESS, f"{one.action.id}.{checkpoint}", one.action.id, one.label, _values(made))
                ops += ops_of(None, row)
        self._plan = _with_reports(self._plan, checkpoint, said)
        label = f"Report {len(said)} statuses at {checkpoint_words(checkpoint)}"
        return Change(moment(told, _TOLD), FOUNDER, label, tuple(ops))

    def _reported(self, one: Placed, checkpoint: str) -> Reported:
        dice = Dice(self._seed, "plan", one.action.id, checkpoint)
        before = self._plan.status_of(one.action)
        status = dice.weighted(_BEGIN) if before is None else dice.weighted(_STEPS[before])
        if status is None or dice.chance(0.03):
            return Reported()
        return Reported(status, self._comment(one.action, status, checkpoint, dice), self._evidence(status, dice))

    def _comment(self, action: PlanAction, status: Status, checkpoint: str, dice: Dice) -> str:
        day = checkpoint_day(checkpoint)
        if needs_words(action, status, day):
            kind = "red" if status is Status.RED else "late"
            return str(dice.pick(self._words[kind])) if dice.chance(0.85) else ""
        is_news = status is Status.GREEN and is_due(action, day) and dice.chance(0.3)
        return str(dice.pick(self._words["green"])) if is_news else ""

    def _evidence(self, status: Status, dice: Dice) -> str:
        return str(dice.pick(self._words["evidence"])) if status is Status.GREEN and dice.chance(0.4) else ""

    def _version(self, number: int, made_on: date) -> Iterator[Change]:
        """The plan as it is, and a week later the board's sign-off."""
        made_on, person = working_day(made_on), self._cast.person(FOUNDER)
        content = plan_value(self._plan)
        record: dict[str, Json] = {
            "plan": self._plan.id,
            "number": str(number),
            "made_on": made_on.isoformat(),
            "made_by": person,
            "note": "As the board agreed it" if number == 1 else "Refreshed after the yearly self-evaluation",
            "content": content,
            "digest": sha256(encode(content).encode()).hexdigest(),
        }
        id_ = made_id(self._seed, "plan version", str(number), self._cast.workspace)
        op = Op("plan_version", id_, "record", record)
        label = f"Make version {number} of {self._plan.title}"
        yield Change(moment(made_on, _KEPT), FOUNDER, label, (op,))
        signed = working_day(made_on + timedelta(days=7))
        if signed < self._today:
            value = {"on": signed.isoformat(), "by": person, "board": self._words["board"]}
            op = Op("plan_version", id_, "signed", value)
            yield Change(moment(signed, _KEPT), FOUNDER, f"Sign off version {number}", (op,))

    def _logs(self) -> Iterator[Change]:
        labels = {one.label: one.action.id for one in self._plan.placed}

        def about(told: Mapping[str, Any]) -> str:
            return about_action(labels[told["about"]]) if "about" in told else ""

        for told in self._words["risks"]:
            id_ = made_id(self._seed, "risk", told["words"], self._cast.workspace)
            opened = self._ago(told["weeks_ago"])
            weights = (told["owner"], told.get("likelihood", 0), told["impact"], told["mitigation"], about(told))
            risk = Risk(id_, told["kind"], told["words"], opened, *weights)
            row = risk_row(risk, self._plan.id)
            label = f"Add the {told['kind']} {told['words'][:60]}"
            yield Change(moment(opened, _KEPT), FOUNDER, label, tuple(ops_of(None, row)))
            if "closed_weeks_ago" in told:
                closed = self._ago(told["closed_weeks_ago"])
                after = risk_row(replace(risk, closed_on=closed, closed_why=told["closed_why"]), self._plan.id)
                label = f"Change the {told['kind']} {told['words'][:60]}"
                yield Change(moment(closed, _KEPT), FOUNDER, label, tuple(ops_of(row, after)))
        for told in self._words["escalations"]:
            id_ = made_id(self._seed, "escalation", told["words"], self._cast.workspace)
            on = self._ago(told["weeks_ago"])
            one = Escalation(id_, told["words"], told["from_whom"], told["to_whom"], on, about(told))
            before = escalation_row(one)
            label = f"Add the escalation {told['words'][:60]}"
            yield Change(moment(on, _KEPT), FOUNDER, label, tuple(ops_of(None, before)))
            if "answer" in told:
                answered = self._ago(told["answered_weeks_ago"])
                after = escalation_row(replace(one, answered_on=answered, answer=told["answer"]))
                label = f"Answer the escalation {told['words'][:60]}"
                yield Change(moment(answered, _KEPT), FOUNDER, label, tuple(ops_of(before, after)))

    def _ago(self, weeks: int) -> date:
        return self._span.open_week - timedelta(weeks=weeks)

    @property
    def _today(self) -> date:
        return self._span.now.date()


def _moved_theme(theme: Theme, shift: int) -> Theme:
    outcomes = tuple(
        RequiredOutcome(
            one.id, one.number, _moved(one.words, shift), tuple(_moved_action(a, shift) for a in one.actions)
        )
        for one in theme.outcomes
    )
    return Theme(theme.id, theme.letter, theme.title, _moved(theme.aims, shift), outcomes)


def _moved_action(action: PlanAction, shift: int) -> PlanAction:
    timescale = _moved(action.timescale, shift)
    read = read_timescale(timescale)
    return replace(
        action,
        words=_moved(action.words, shift),
        timescale=timescale,
        dates=read.dates,
        recurrence=read.recurrence,
        measures=tuple(_moved(one, shift) for one in action.measures),
        reported={},
    )


def _moved(words: str, shift: int) -> str:
    """Years moved on by so many: “2016-17” too."""
    words = _SPAN.sub(lambda found: f"20{int(found[1]) + shift:02}-{int(found[2]) + shift:02}", words)
    return _YEAR.sub(lambda found: f"20{int(found[1]) + shift:02}", words)


def _with_reports(plan: ImprovementPlan, checkpoint: str, said: Mapping[str, Reported]) -> ImprovementPlan:
    def action(one: PlanAction) -> PlanAction:
        return replace(one, reported={**one.reported, checkpoint: said[one.id]}) if one.id in said else one

    themes = tuple(
        replace(
            theme,
            outcomes=tuple(replace(one, actions=tuple(action(a) for a in one.actions)) for one in theme.outcomes),
        )
        for theme in plan.themes
    )
    return replace(plan, themes=themes)


def _values(told: Reported) -> dict[str, Json]:
    status = told.status.value if told.status is not None else None
    return {"status": status, "comment": told.comment or None, "evidence": told.evidence or None}
