"""The demo's outcomes of audited plans, what two years of annual reviews said of them, and who comes of age."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Final

from audit_app.domain.outcomes import Progress, eighteenth, followed_births
from audit_app.domain.plan_dates import a_year_after
from audit_app.services.demo.changes import Change
from audit_app.services.demo.dice import Dice
from audit_app.services.demo.lifelines import Lifeline
from audit_app.services.demo.span import Span, moment, working_day
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from resources.demo.outcomes import OutcomeStory, OutcomeWords, outcome_story

_AT, _ADULTS_AT = time(8, 5), time(8, 20)
_RECORDED: Final = 0.8
"""Share of the reviews whose outcomes were recorded."""
_FIRST: Final = {Progress.ACHIEVED: 8, Progress.ON_TRACK: 34, Progress.SOME: 36, Progress.NONE: 18, Progress.CHANGED: 4}
_LAST: Final = {Progress.ACHIEVED: 17, Progress.ON_TRACK: 42, Progress.SOME: 27, Progress.NONE: 9, Progress.CHANGED: 5}
"""How often each kind of progress is noted at the beginning of the two years, and at their end."""
_ENDED: Final = (Progress.ACHIEVED, Progress.CHANGED)


def outcome_changes(
    lines: Sequence[Lifeline], audited: Iterable[str], span: Span, by: str, ids: Ids, seed: str
) -> Iterator[Change]:
    """What somebody took in at the beginning of each month: the reviews of the month before, of plans once audited."""
    story, refs = outcome_story(), set(audited)
    by_month: defaultdict[date, list[Op]] = defaultdict(list)
    for line in lines:
        if line.ref in refs:
            for month, op in _of_plan(line, story, span, ids, seed):
                by_month[month].append(op)
    for month, ops in sorted(by_month.items()):
        told = working_day(_next_month(month) + timedelta(days=2))
        if told <= span.now.date():
            rows = sum(op.kind == "outcome_progress" and op.field == "record" for op in ops)
            yield Change(moment(told, _AT), by, f"Import outcomes: {rows:,} rows new, 0 changed", tuple(ops))


def adulthood_change(lines: Sequence[Lifeline], span: Span, by: str, ids: Ids, seed: str) -> Change:
    """What was known of young people from fourteen on in the open week."""
    story, known = outcome_story(), span.open_week - timedelta(days=1)
    youngest, oldest = followed_births(known)
    ops: list[Op] = []
    people = 0
    for line in lines:
        row = line.row(known)
        if row is None or not oldest < line.born <= youngest or not row.get("final_date") or row.get("ceased_date"):
            continue
        values = _near(line.born, known, story, Dice(seed, "adulthood", line.ref))
        people += bool(values)
        ops += [Op("adulthood", ids.plan(line.ref), name, value) for name, value in values.items()]
    label = f"Import the way to adulthood: {people:,} new, 0 changed"
    return Change(moment(span.open_week, _ADULTS_AT), by, label, tuple(ops))


def _of_plan(line: Lifeline, story: OutcomeStory, span: Span, ids: Ids, seed: str) -> Iterator[tuple[date, Op]]:
    """The outcomes with the first review that recorded them, then each review, with the month that it belongs to."""
    dice = Dice(seed, "outcomes", line.ref)
    meetings = [day for day in _meetings(line) if span.began <= day < span.open_week and dice.chance(_RECORDED)]
    chosen = dice.few(story.outcomes, dice.whole(2, 4))
    plan_id, open_ones = ids.plan(line.ref), dict(enumerate(chosen, 1))
    for at, day in enumerate(meetings):
        month = day.replace(day=1)
        for number, words in list(open_ones.items()):
            id_ = ids.ehc_outcome(plan_id, str(number))
            if not at:
                yield month, Op("ehc_outcome", id_, "record", _record(plan_id, number, words, day, dice))
            how = _how(span.progress(day), dice)
            yield month, Op("outcome_progress", f"{id_}.{day.isoformat()}", "record", _said(how, month, story, dice))
            if how in _ENDED:
                del open_ones[number]


def _meetings(line: Lifeline) -> list[date]:
    held = (values.get("last_review_date") for _, values in line.gains)
    return sorted({date.fromisoformat(str(day)) for day in held if day})


def _record(plan_id: str, number: int, one: OutcomeWords, met: date, dice: Dice) -> dict[str, Json]:
    set_on = met - timedelta(days=dice.whole(300, 420))
    target = a_year_after(a_year_after(set_on)) + timedelta(days=dice.whole(0, 365))
    return {
        "plan_id": plan_id,
        "number": str(number),
        "words": one.words,
        "area": one.area,
        "agency": one.agency,
        "set_on": set_on.isoformat(),
        "target": target.isoformat() if dice.chance(0.9) else None,
    }


def _how(progress: float, dice: Dice) -> Progress:
    weights: Mapping[Progress, float] = {how: _FIRST[how] + (_LAST[how] - _FIRST[how]) * progress for how in _FIRST}
    return dice.weighted(list(weights.items()))


def _said(how: Progress, month: date, story: OutcomeStory, dice: Dice) -> dict[str, Json]:
    evidence = dice.pick(story.evidence[how.value]) if dice.chance(0.85) else None
    return {"progress": how.value, "evidence": evidence, "source": f"annual-reviews-{month:%Y-%m}.csv"}


def _near(born: date, known: date, story: OutcomeStory, dice: Dice) -> dict[str, Json]:
    """The nearer to eighteen, the more is known; of the youngest mostly nothing."""
    eighteen = eighteenth(born)
    if eighteen is None or not dice.chance(0.25 if (eighteen - known).days > 1000 else 0.85):
        return {}
    likely = dice.chance(0.2)
    values: dict[str, Json] = {"care": "yes" if likely else "no", "health": "yes" if dice.chance(0.08) else "no"}
    if "yes" not in values.values():
        return values
    if dice.chance(0.4):
        values["note"] = dice.pick(story.notes)
    referred = eighteen - timedelta(days=dice.whole(200, 540))
    if referred <= known and dice.chance(0.8):
        values["referred"] = referred.isoformat()
        assessed = referred + timedelta(days=dice.whole(60, 300))
        if assessed <= known and dice.chance(0.7):
            values |= {"assessed": assessed.isoformat(), "outcome": dice.pick(story.results)}
    return values


def _next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
