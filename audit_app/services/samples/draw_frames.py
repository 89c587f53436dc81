"""Which plans a draw is made from: the frame of the domain, fed from the register, audits and earlier draws."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from audit_app.domain.cycles import Cycle, Subject, subject_of
from audit_app.domain.features import Feature, Traits, in_order
from audit_app.domain.frame import Candidate, FramePlan, frame
from audit_app.domain.papers import Paper, one_of, papers_of
from audit_app.domain.problems import AppError
from audit_app.domain.register import is_plan
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.read_advice import log_lines
from audit_app.store.read_draws import audit_dates, open_places
from audit_app.store.read_register import DrawEntry, draw_entries
from audit_app.store.read_traits import advice_log, trait_reader, trait_rows
from scoring.days import day

ALREADY_DRAWN = "already_drawn"
"""The exclusion of plans that wait in an open place of the same cycle."""
BY_CHOICE = "left_out_by_choice"
"""The exclusion of plans that the draw's design leaves out."""
NO_PAPER: Mapping[Subject, str] = MappingProxyType(
    {Subject.REVIEW: "without_a_review", Subject.ADVICE: "without_advice"}
)
"""The exclusion of plans without a review, or a report, that could be audited."""
_NOTHING: Mapping[Subject, str] = MappingProxyType(
    {
        Subject.REVIEW: "No plan is left whose last review meeting lies four weeks to twelve months before {day}. "
        "Import a newer register with the column last_review_date, choose another day, or let in plans audited "
        "recently.",
        Subject.ADVICE: "No plan is left for which advice came in during the twelve months up to {day}. Import a "
        "newer register with dates of advice or an advice log, choose another day, or let in plans audited recently.",
    }
)


@dataclass(frozen=True, slots=True)
class DrawFrame:
    """The plans that can be drawn, and how many entries each exclusion left out.

    `papers` are by reference the reviews or reports of each plan, in a cycle that is about them.
    """

    plans: tuple[FramePlan, ...]
    excluded: Mapping[str, int]
    papers: Mapping[str, tuple[Paper, ...]]


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
    papers: Mapping[str, tuple[Paper, ...]]


def draw_frame(conn: Connection, cycle: Cycle, on: date, months: int, auditor: str) -> DrawFrame:
    """The frame of a cycle on a day for an auditor of this name; raises AppError where there is nothing to audit."""
    entries = draw_entries(conn)
    if not entries:
        raise AppError("The register is empty, so there is nothing to draw from. Import the register first.")
    audits: dict[str, list[date]] = {}
    subject = subject_of(cycle)
    for plan, audited in audit_dates(conn, subject):
        audits.setdefault(plan, []).append(date.fromisoformat(audited))
    found = frame((_candidate(entry, on, audits.get(entry.id, ())) for entry in entries), on, [auditor], months)
    waiting = open_places(conn, cycle)
    drawn = {entry.plan_ref for entry in entries if entry.id in waiting}
    plans = tuple(plan for plan in found.plans if plan.plan_ref not in drawn)
    excluded = {reason.name.lower(): len(left_out) for reason, left_out in found.excluded}
    excluded[ALREADY_DRAWN] = len(found.plans) - len(plans)
    if subject is Subject.PLAN:
        return DrawFrame(plans, excluded, {})
    papers = _papers(conn, subject, entries, on)
    with_papers = tuple(plan for plan in plans if plan.plan_ref in papers)
    if not with_papers:
        raise AppError(_NOTHING[subject].format(day=day(on)))
    excluded[NO_PAPER[subject]] = len(plans) - len(with_papers)
    return DrawFrame(with_papers, excluded, papers)


def papers_by_number(
    papers: Mapping[str, tuple[Paper, ...]], seed: str, places: Iterable[tuple[int, str]]
) -> list[list[Json]]:
    """Which paper of its plan each place has, by number; `places` are numbers with references."""
    return [[number, one_of(papers[ref], seed, ref).plain()] for number, ref in places] if papers else []


def _papers(conn: Connection, subject: Subject, entries: Sequence[DrawEntry], on: date) -> dict[str, tuple[Paper, ...]]:
    """By reference what there is to audit of each entry that has any of it."""
    lines = log_lines(conn) if subject is Subject.ADVICE else {}
    found = {entry.plan_ref: papers_of(subject, entry.row, lines.get(entry.id, ()), on) for entry in entries}
    return {ref: papers for ref, papers in found.items() if papers}


def prospect(conn: Connection, cycle: Cycle, on: date, months: int, auditor: str) -> Prospect:
    """What a draw of this cycle on this day can choose from; raises AppError for an empty register."""
    found = draw_frame(conn, cycle, on, months, auditor)
    reader, log = trait_reader(conn, on), advice_log(conn)
    refs = {entry.id: entry.plan_ref for entry in draw_entries(conn)}
    traits = {refs[id_]: reader.traits(row, log.get(id_, ())) for id_, row in trait_rows(conn) if id_ in refs}
    plans = tuple(plan.plan_ref for plan in found.plans if plan.plan_ref in traits)
    counts = {feature: _counts(feature, plans, traits) for feature in reader.features}
    return Prospect(plans, traits, counts, found.excluded, found.papers)


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
