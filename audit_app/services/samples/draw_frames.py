"""Which plans a draw is made from: the frame of the domain, fed from the register, audits and earlier draws."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.domain.cycles import Cycle
from audit_app.domain.features import Feature, Traits, in_order
from audit_app.domain.frame import Candidate, FramePlan, frame
from audit_app.domain.problems import AppError
from audit_app.domain.register import is_plan
from audit_app.store.driver import Connection
from audit_app.store.read_draws import audit_dates, open_places
from audit_app.store.read_register import DrawEntry, draw_entries
from audit_app.store.read_traits import advice_log, trait_reader, trait_rows

ALREADY_DRAWN = "already_drawn"
"""The exclusion of plans that wait in an open place of the same cycle."""
BY_CHOICE = "left_out_by_choice"
"""The exclusion of plans that the draw's design leaves out."""


@dataclass(frozen=True, slots=True)
class DrawFrame:
    """The plans that can be drawn, and how many entries each exclusion left out."""

    plans: tuple[FramePlan, ...]
    excluded: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Prospect:
    """What can be drawn from before strata, exclusions and weights are chosen.

    `plans` are the references that can be drawn, `traits` says what every entry of the register is, by reference.
    `counts` says of each feature that can be asked for how many plans that can be drawn have each value, in order;
    values that other entries alone have stand there with 0.
    """

    plans: tuple[str, ...]
    traits: Mapping[str, Traits]
    counts: Mapping[Feature, Mapping[str, int]]
    excluded: Mapping[str, int]


def draw_frame(conn: Connection, cycle: Cycle, on: date, months: int, auditor: str) -> DrawFrame:
    """The frame of a cycle on a day for an auditor of this name; raises AppError for an empty register."""
    entries = draw_entries(conn)
    if not entries:
        raise AppError("The register is empty, so there is nothing to draw from. Import the register first.")
    audits: dict[str, list[date]] = {}
    for plan, day in audit_dates(conn):
        audits.setdefault(plan, []).append(date.fromisoformat(day))
    found = frame((_candidate(entry, on, audits.get(entry.id, ())) for entry in entries), on, [auditor], months)
    waiting = open_places(conn, cycle)
    drawn = {entry.plan_ref for entry in entries if entry.id in waiting}
    plans = tuple(plan for plan in found.plans if plan.plan_ref not in drawn)
    excluded = {reason.name.lower(): len(left_out) for reason, left_out in found.excluded}
    return DrawFrame(plans, {**excluded, ALREADY_DRAWN: len(found.plans) - len(plans)})


def prospect(conn: Connection, cycle: Cycle, on: date, months: int, auditor: str) -> Prospect:
    """What a draw of this cycle on this day can choose from; raises AppError for an empty register."""
    found = draw_frame(conn, cycle, on, months, auditor)
    reader, log = trait_reader(conn, on), advice_log(conn)
    refs = {entry.id: entry.plan_ref for entry in draw_entries(conn)}
    traits = {refs[id_]: reader.traits(row, log.get(id_, ())) for id_, row in trait_rows(conn) if id_ in refs}
    plans = tuple(plan.plan_ref for plan in found.plans if plan.plan_ref in traits)
    counts = {feature: _counts(feature, plans, traits) for feature in reader.features}
    return Prospect(plans, traits, counts, found.excluded)


def _counts(feature: Feature, plans: Sequence[str], traits: Mapping[str, Traits]) -> dict[str, int]:
    held = Counter(traits[ref][feature] for ref in plans)
    return {value: held[value] for value in in_order(feature, {one[feature] for one in traits.values()})}


def _candidate(entry: DrawEntry, on: date, audits: Sequence[date]) -> Candidate:
    ceased = entry.row.get("ceased_date")
    return Candidate(
        plan_ref=entry.plan_ref,
        is_plan=is_plan(entry.row, on),
        ceased_date=date.fromisoformat(str(ceased)) if ceased is not None else None,
        audit_dates=tuple(audits),
        case_officer=str(entry.row.get("case_officer", "")),
        written_by=str(entry.row.get("written_by", "")),
    )
