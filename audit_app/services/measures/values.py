"""Values typed for a measure: checked by the measure's own rules, kept, taken away; undo brings each back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.measure_periods import Frequency, MeasurePeriod, parse_measure_period
from audit_app.domain.measures import Measure
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Problem
from audit_app.services.measures.keeping import held_measure
from audit_app.services.reports.no_plans import plan_named
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_measures import HeldMeasure, held_values
from audit_app.store.workspace import Workspace
from scoring.figure_words import rounded

MOST_NOTE: Final = 300
_SHARE: Final = "percent"


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as it came: a number, or counts; `detail` is the table behind it, `source` where it came from."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""
    detail: Sequence[Mapping[str, Json]] = ()
    source: str = "typed"


def type_value(workspace: Workspace, code: str, period: str, typed: Typed) -> None:
    """Keep a value, in place of one that was there; the same again writes nothing. Raises AppError, PeriodError."""
    workspace.demand(Act.MANAGE_MEASURES)
    held = held_measure(workspace, code)
    when = parse_measure_period(period)
    problems = [Problem(message) for _, message in value_faults(held, when, typed, workspace.means.now().date())]
    if called := plan_named(workspace.conn, typed.note):
        problems.append(Problem(f"The note names the plan {called}. A measure is about no single child."))
    if problems:
        raise AppError("The value cannot be kept as it is. " + " ".join(one.message for one in problems), problems)
    op = value_op(workspace, held, when, typed)
    if op is not None:
        label = f"{held.title}, {when.name}: {_words(typed)}"
        workspace.door.write(label, [op])


def remove_value(workspace: Workspace, code: str, period: str) -> None:
    """Take a value away; undo brings it back. Raises AppError where there is none."""
    workspace.demand(Act.MANAGE_MEASURES)
    held = held_measure(workspace, code)
    when = parse_measure_period(period)
    if when.text not in held_values(workspace.conn).get(held.id, {}):
        raise AppError("There is no value for this period any more. Look at the list again.")
    # emptied and not deleted: whoever manages measures may do so, and the log keeps what it was
    op = Op("measure_value", Ids.part(held.id, when.text), "record", None)
    workspace.door.write(f"Remove the value of {held.title}, {when.name}", [op])


def typed_faults(measure: Measure, period: str, typed: Typed, today: date) -> Iterator[tuple[str, str]]:
    """What speaks against what a form holds: the field, and a sentence."""
    try:
        when = parse_measure_period(period)
    except AppError as error:
        yield "period", error.message
        return
    yield from value_faults(measure, when, typed, today)


def value_faults(
    measure: Measure | HeldMeasure, when: MeasurePeriod, typed: Typed, today: date
) -> Iterator[tuple[str, str]]:
    """What speaks against a value: the field, and a sentence."""
    frequency = Frequency(measure.frequency)
    if when.frequency is not frequency:
        yield "period", f"“{measure.title}” has a value for each {frequency.value}, and {when.text} is none."
    elif when.first > today:
        yield "period", f"{when.name} lies in the future. Correct the period."
    if len(typed.note) > MOST_NOTE:
        yield "note", f"The note has {len(typed.note)} letters. Say it in {MOST_NOTE} at most."
    yield from _count_faults(measure, typed)


def _count_faults(measure: Measure | HeldMeasure, typed: Typed) -> Iterator[tuple[str, str]]:
    n, of, value = typed.numerator, typed.denominator, typed.value
    is_share = measure.unit.startswith(_SHARE)
    if any(one is not None and one < 0 for one in (n, of, value)):
        yield "value", "A value is 0 or more."
    elif is_share and (n is None) is not (of is None):
        yield "denominator", "Give both counts, how many and of how many, or the percentage alone."
    elif is_share and n is not None and of is not None and n > of:
        yield "numerator", f"{rounded(n)} of {rounded(of)} cannot be. Correct one of them."
    elif is_share and of is not None and not of and value is None:
        yield "denominator", "Of none there is no percentage. Leave the period out."
    elif value is None and n is None:
        yield "value", "No number is given. Give a value or its counts."
    elif is_share and value is not None and value > 100:
        yield "value", "A percentage is 100 at most."
    elif is_share and value is not None and n is not None and of and abs(value - 100 * n / of) > 0.6:
        told = rounded(100 * n / of, 1)
        yield "value", f"{rounded(n)} of {rounded(of)} are {told} %, not {rounded(value, 1)} %. Correct one of them."


def value_op(workspace: Workspace, held: HeldMeasure, when: MeasurePeriod, typed: Typed) -> Op | None:
    """The operation that keeps a value; None where it is held just so."""
    record = record_of_value(held, typed)
    before = held_values(workspace.conn).get(held.id, {}).get(when.text)
    if before is not None:
        kept = (before.value, before.numerator, before.denominator, list(before.detail), before.note)
        new = (
            record["value"],
            record["numerator"],
            record["denominator"],
            record["detail"] or [],
            record["note"] or "",
        )
        if kept == new:
            return None
    return Op("measure_value", Ids.part(held.id, when.text), "record", record)


def record_of_value(held: Measure | HeldMeasure, typed: Typed) -> dict[str, Json]:
    """A value as the log keeps it: a share from its counts, a count by its numerator where that alone was given."""
    n, of, value = typed.numerator, typed.denominator, typed.value
    if held.unit.startswith(_SHARE) and n is not None and of:
        value = 100 * n / of
    elif value is None:
        value = n
    return {
        "value": value,
        "numerator": n,
        "denominator": of,
        "detail": [dict(one) for one in typed.detail] or None,
        "note": typed.note or None,
        "source": typed.source,
    }


def _words(typed: Typed) -> str:
    if typed.numerator is not None and typed.denominator is not None:
        return f"{typed.numerator:g} of {typed.denominator:g}"
    number = typed.value if typed.value is not None else typed.numerator
    return f"{number:g}" if number is not None else "none"
