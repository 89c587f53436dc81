"""Which row of a workbook is which row of a plan that is kept: by key, else by letter, number or words; pure.

Of what the workbook has no column for, the held value stays. What it has that is not held gets an id of its own, the
same each time the same workbook meets the same plan.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from audit_app.domain.improvement import ImprovementPlan, PlanAction, Reported, RequiredOutcome, Theme
from audit_app.domain.risks import Escalation, Risk
from audit_app.domain.timescale import read_timescale
from audit_app.intake.improvement_plan import PlanReading
from audit_app.store.ids import Ids

_ABOUT = "plan_action:"


@dataclass(slots=True)
class NewIds:
    """Hands out ids that nothing has or had."""

    ids: Ids
    taken: set[str]

    def plan(self, title: str) -> str:
        """An id for a plan of this title."""
        wished = self.ids.improvement_plan(title)
        return self.within(wished, "improvement_plan", title) if wished in self.taken else wished

    def within(self, parent: str, kind: str, place: str) -> str:
        """An id for a part of a parent, by where it stands."""
        wished, again = self.ids.within(parent, kind, place), 1
        while wished in self.taken:
            again += 1
            wished = self.ids.within(parent, kind, f"{place}/{again}")
        self.taken.add(wished)
        return wished


def matched_plan(reading: PlanReading, held: ImprovementPlan, new: NewIds) -> ImprovementPlan:
    """The workbook's plan with the ids of what is held, and of what is new."""
    told = reading.plan
    head = told if reading.has_head else held
    themes = tuple(_themes(reading, held, new))
    checkpoints = told.checkpoints if reading.has_head else tuple(sorted({*held.checkpoints, *told.checkpoints}))
    return ImprovementPlan(held.id, head.title, head.about, head.source, head.refresh, checkpoints, themes)


def matched_logs(
    reading: PlanReading, held: ImprovementPlan, whole: ImprovementPlan, ids: Iterable[str], new: NewIds
) -> tuple[tuple[Risk, ...], tuple[Escalation, ...]]:
    """Risks and escalations with their ids, and what they are about as the log keeps it.

    A label such as A1.2 means the action that has it in the plan that is kept, where there is one: rows that were added
    above it do not change what was meant.
    """
    labels = {one.label: one.action.id for one in (held if held.themes else whole).placed}
    known = set(ids)

    def about(words: str) -> str:
        return f"{_ABOUT}{labels[words]}" if words in labels else words

    risks = (
        replace(one, id=_own(one.id, known) or new.within(held.id, "risk", str(at)), about=about(one.about))
        for at, one in enumerate(reading.risks, 1)
    )
    escalated = (
        replace(one, id=_own(one.id, known) or new.within(held.id, "escalation", str(at)), about=about(one.about))
        for at, one in enumerate(reading.escalations, 1)
    )
    return tuple(risks), tuple(escalated)


def _themes(reading: PlanReading, held: ImprovementPlan, new: NewIds) -> Iterator[Theme]:
    by_id = {one.id: one for one in held.themes}
    by_letter = {one.letter: one for one in held.themes}
    actions = {one.action.id: one.action for one in held.placed}
    outcomes = {one.id: one for theme in held.themes for one in theme.outcomes}
    for told in reading.plan.themes:
        before = by_id.get(told.id) or by_letter.get(told.letter)
        id_ = before.id if before is not None else new.within(held.id, "plan_theme", told.letter)
        kept = replace(told, id=id_)
        if before is not None and not reading.has_head:
            kept = replace(kept, title=before.title, aims=before.aims)
        absent = reading.absent.get(told.letter, frozenset())
        columns = reading.checkpoints.get(told.letter, frozenset())
        made = []
        for outcome in told.outcomes:
            own = _outcome(outcome, before, outcomes)
            outcome_id = own.id if own is not None else new.within(id_, "required_outcome", outcome.number)
            merged = _actions(outcome, own, actions, new, outcome_id)
            done = (action if was is None else _with_absent(action, was, absent, columns) for action, was in merged)
            made.append(RequiredOutcome(outcome_id, outcome.number, outcome.words, tuple(done)))
        yield replace(kept, outcomes=tuple(made))


def _outcome(
    told: RequiredOutcome, theme: Theme | None, every: Mapping[str, RequiredOutcome]
) -> RequiredOutcome | None:
    if told.id in every:
        return every[told.id]
    beside = theme.outcomes if theme is not None else ()
    return next((one for one in beside if one.number == told.number), None)


def _actions(
    told: RequiredOutcome,
    held: RequiredOutcome | None,
    every: Mapping[str, PlanAction],
    new: NewIds,
    outcome_id: str,
) -> Iterator[tuple[PlanAction, PlanAction | None]]:
    """Each action with its id, and beside it the one that is held."""
    keyed = {one.id for one in told.actions}
    for at, action in enumerate(told.actions, 1):
        was = every.get(action.id)
        if was is None and not action.id:
            beside = held.actions if held is not None else ()
            was = next((one for one in beside if one.words == action.words and one.id not in keyed), None)
            if was is not None:
                keyed.add(was.id)
        id_ = was.id if was is not None else new.within(outcome_id, "plan_action", str(at))
        yield replace(action, id=id_), was


def _with_absent(action: PlanAction, was: PlanAction, absent: frozenset[str], columns: frozenset[str]) -> PlanAction:
    """The action with the held value of everything for which the sheet has no column."""
    plain = {name: getattr(was, name) for name in absent if "@" not in name}
    is_same_time = action.timescale == was.timescale
    if {"dates", "recurrence"} & plain.keys() and not is_same_time:
        plain = {name: value for name, value in plain.items() if name not in ("dates", "recurrence")}
    elif not is_same_time and (action.dates, action.recurrence) == (was.dates, was.recurrence):
        plain |= _read_anew(action.timescale)
    reported = {at: told for at, told in was.reported.items() if at not in columns}
    for at in columns:
        told, before = action.at(at), was.at(at)
        comment = before.comment if f"comment@{at}" in absent else told.comment
        evidence = before.evidence if f"evidence@{at}" in absent else told.evidence
        reported[at] = Reported(told.status, comment, evidence)
    reported = {at: told for at, told in reported.items() if not told.is_empty}
    return replace(action, **plain, reported=reported)


def _read_anew(timescale: str) -> dict[str, object]:
    """Dates and recurrence that were left as they were beside a timescale that changed."""
    read = read_timescale(timescale)
    return {"dates": read.dates, "recurrence": read.recurrence}


def _own(id_: str, known: set[str]) -> str:
    return id_ if id_ in known else ""
