"""Counts how each agency scored the markers of each section, plan by plan; who may see it is not known here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from audit_app.store.driver import Connection
from audit_app.store.figures.agreement_units import APART, Cell, Compared, cells
from audit_app.store.figures.asked import Asked


@dataclass(frozen=True, slots=True)
class SectionScored:
    """How one agency scored one section: the mean of the plans' means, 0 to 3, over `plans` plans, at least one."""

    section: str
    agency: str
    mean: float
    plans: int


def sections_by_agency(
    conn: Connection, asked: Asked, framework: str, section_of: Mapping[str, str]
) -> tuple[SectionScored, ...]:
    """Every section × agency with a number, from the reviews of each agency and not from the consensus.

    As agreement has it: every opened or imported review of the cycle and framework version, but those that came after
    the reveal; scoring sheets and scores round the table count too. A plan counts once, by its latest audit, and with
    the mean of what this agency's members gave the section's markers: the plan is the unit, never the score.
    `section_of` gives each marker its section; other markers, and reviews without an agency, are left out.
    """
    found = means_of_plans(conn, asked, framework, section_of)
    return tuple(SectionScored(*key, fmean(of.values()), len(of)) for key, of in sorted(found.items()))


def means_of_plans(
    conn: Connection, asked: Asked, framework: str, section_of: Mapping[str, str]
) -> dict[tuple[str, str], dict[str, float]]:
    """The same plan by plan: by (section, agency) the mean of each plan, 0 to 3, by the plan's id."""
    if asked.cycle is None:
        return {}
    ways = (Compared(asked.cycle.value, framework, method) for method in ("", *APART))
    held = [cell for way in ways for cell in cells(conn, asked, way) if cell.agency and cell.marker in section_of]
    sums: defaultdict[tuple[str, str], defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for cell in _latest_of_each_plan(held):
        of_plan = sums[section_of[cell.marker], cell.agency][cell.plan]
        of_plan[0] += sum(level * count for level, count in enumerate(cell.counts))
        of_plan[1] += sum(cell.counts)
    return {key: {plan: points / number for plan, (points, number) in of.items()} for key, of in sums.items()}


def _latest_of_each_plan(held: Iterable[Cell]) -> list[Cell]:
    """The cells of each plan's latest audit; of one day that with the greater id, which is the same in every copy."""
    rows = list(held)
    latest: dict[str, tuple[str, str]] = {}
    for cell in rows:
        latest[cell.plan] = max(latest.get(cell.plan, ("", "")), (cell.date, cell.audit))
    return [cell for cell in rows if latest[cell.plan] == (cell.date, cell.audit)]
