"""Which further cycles a report tells of: those about annual reviews and advice that have audits in its period."""

from collections.abc import Iterator
from typing import Final

from audit_app.domain.cycles import Cycle, Subject, subject_of
from audit_app.services.reports.reporting import Report
from audit_app.store.driver import Connection
from audit_app.store.grades import stored_framework
from exports.papers import PapersTold

WITH_PAPERS: Final = ("monthly", "two-monthly", "quarterly", "inspection")
"""The kinds of report that tell of them; the figures stand in every kind, with `@cycle=`."""


def papers_told(conn: Connection, report: Report) -> tuple[PapersTold, ...]:
    """The cycles but the report's own, in their usual order, with the framework that most of their audits have."""
    return tuple(_told(conn, report)) if report.kind in WITH_PAPERS and not report.round else ()


def _told(conn: Connection, report: Report) -> Iterator[PapersTold]:
    frameworks = {figure.id: figure.framework for figure in report.figures}
    for cycle in Cycle:
        if subject_of(cycle) is Subject.PLAN or cycle.value == report.cycle:
            continue
        audited = next((one for one in report.figures if one.id == f"plans.audited@cycle={cycle.value}"), None)
        key = frameworks.get(f"plans.effective@cycle={cycle.value}")
        if audited is not None and key is not None and (audited.value or audited.withheld):
            yield PapersTold(cycle.value, stored_framework(conn, key))
