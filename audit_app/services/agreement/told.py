"""What a two-monthly report tells of agreement beyond its figures; the public is told nothing of it."""

from dataclasses import replace

from audit_app.domain.period import Period
from audit_app.services.agreement.basis import basis_of
from audit_app.services.agreement.measuring import EVER
from audit_app.services.agreement.rewording import RULE, Reworded, to_reword
from audit_app.services.reports.reporting import WITH_AGREEMENT, Report
from audit_app.store.figures.agreement_units import Compared, cells
from audit_app.store.figures.asked import Asked
from audit_app.store.grades import stored_framework
from audit_app.store.workspace import Workspace
from exports.agreement import AgreementTold, RewordTold
from exports.agreement_words import lean_words
from scoring.figures import Audience


def agreement_told(workspace: Workspace, report: Report, asked: Asked) -> AgreementTold | None:
    """Counts and markers to reword, the rounds before the period looked at too; None where nothing was scored."""
    if report.kind not in WITH_AGREEMENT or report.audience is Audience.PUBLIC:
        return None
    conn, compared = workspace.conn, Compared(report.cycle, report.framework)
    basis = basis_of(conn, asked, compared)
    if not basis.plans:
        return None
    until = Period(EVER.first, asked.period.last, asked.period.text)
    so_far = cells(conn, replace(asked, period=until, round=""), compared)
    return AgreementTold(
        single=basis.single,
        several=basis.several,
        rounds=basis.rounds,
        blind=basis.blind,
        late=basis.late,
        absent=basis.absent,
        rule=RULE.words,
        rewording=tuple(map(_reword, to_reword(so_far, stored_framework(conn, report.framework)))),
    )


def _reword(one: Reworded) -> RewordTold:
    leans = lean_words((lean.first, lean.second, lean.gap, lean.same, lean.units) for lean in one.leans)
    marker = one.marker
    return RewordTold(marker.id, marker.question, one.low, one.of_rounds, one.exact, one.within_one, one.units, leans)
