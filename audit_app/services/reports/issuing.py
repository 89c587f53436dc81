"""Issuing a report: its figures kept as they are handed out, and kept again, with why, where they are other later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.reports.reporting import Report, ReportAsked, hand_out, looked_at, with_state
from audit_app.services.reports.restating import added, differing, kept
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_issued import HeldIssue, KeptFigure, issue_of, issues
from audit_app.store.workspace import Workspace
from exports.plain import one_line

MOST_WHY: Final = 400
"""How many letters the reason of a restatement may have: it stands beside every figure."""


class WhyMissing(AppError):
    """Figures are other than they were issued, and nobody said why."""


@dataclass(frozen=True, slots=True)
class Issued:
    """What issuing did: the report as it is handed out, and how many of its figures were restated.

    `is_new` where it was never issued before; a report that was issued just so is neither new nor restated.
    """

    report: Report
    is_new: bool
    restated: int


@dataclass(frozen=True, slots=True)
class WouldIssue:
    """What issuing would do: how many figures would be kept, the day it was issued last, how many differ from then."""

    figures: int
    issued_on: date | None
    differing: int


def issue(workspace: Workspace, asked: ReportAsked, why: str = "") -> Issued:
    """Count the report as it is handed out, and keep its figures; a report for the public is released too.

    Issued again, the figures that differ are kept as a restatement with `why`; without a difference nothing is
    written. Raises WhyMissing, ReleaseRefused, PeriodError, AppError; then nothing is kept as issued.
    """
    workspace.demand(Act.ISSUE_REPORT)
    workspace.demand_writing()
    made = looked_at(workspace, asked)
    held = issue_of(workspace.conn, _id_of(workspace, made))
    changed = differing(held, made.figures) if held is not None else ()
    if held is not None and changed:
        _demand_why(held, len(changed), why)
    hand_out(workspace, made)
    if held is None:
        _keep(workspace, made)
    elif changed:
        _restate(workspace, held, made, (*changed, *added(held, made.figures)), why)
    return Issued(with_state(workspace, made), held is None, len(changed))


def would_issue(workspace: Workspace, made: Report) -> WouldIssue:
    """What issuing this report would do, to be asked about first."""
    held = issue_of(workspace.conn, _id_of(workspace, made))
    if held is None:
        return WouldIssue(len(made.figures), None, 0)
    return WouldIssue(len(made.figures), held.latest, len(differing(held, made.figures)))


def issued_reports(workspace: Workspace) -> tuple[HeldIssue, ...]:
    """Every report that was issued, the one issued last first."""
    workspace.demand(Act.REPORT)
    return issues(workspace.conn)


def _id_of(workspace: Workspace, made: Report) -> str:
    return Ids(workspace.id).issued_report(made.series, made.period.text, made.audience.value, made.round)


def _demand_why(held: HeldIssue, changed: int, why: str) -> None:
    said = one_line(why)
    if not said:
        differ = "1 figure is" if changed == 1 else f"{changed} figures are"
        raise WhyMissing(
            f"This report was issued on {held.latest:%d/%m/%Y}, and {differ} other now. Say why, in a sentence: the "
            "report prints it beside what was issued."
        )
    if len(said) > MOST_WHY:
        raise AppError(f"The reason has {len(said)} letters. Say it in {MOST_WHY} at most: it stands in a table.")


def _keep(workspace: Workspace, made: Report) -> None:
    value: Json = {
        "kind": made.kind,
        "period": made.period.text,
        "first": made.period.first.isoformat(),
        "last": made.period.last.isoformat(),
        "audience": made.audience.value,
        "round": made.round,
        "cycle": made.cycle,
        "framework": made.framework,
        "issued_on": workspace.means.now().date().isoformat(),
        "data_head": made.data_head,
        "figures": _plain(kept(figure) for figure in made.figures),
    }
    _write(workspace, f"Issue the report {made.stem}", Op("issued_report", _id_of(workspace, made), "record", value))


def _restate(workspace: Workspace, held: HeldIssue, made: Report, figures: tuple[KeptFigure, ...], why: str) -> None:
    number = max((one.number for one in held.restated), default=0) + 1
    value: Json = {
        "on_date": workspace.means.now().date().isoformat(),
        "why": one_line(why),
        "data_head": made.data_head,
        "figures": _plain(figures),
    }
    op = Op("restatement", Ids.restatement(held.id, number), "record", value)
    _write(workspace, f"Issue the report {made.stem} again, restated", op)


def _write(workspace: Workspace, label: str, op: Op) -> None:
    workspace.door.write(label, [op], sign="report")


def _plain(figures: Iterable[KeptFigure]) -> Json:
    return [list(figure) for figure in figures]
