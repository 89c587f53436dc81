"""An action as it is proposed for findings, filled in as far as rules and audits know; it writes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.actions import Scope
from audit_app.domain.findings import Finding, FindingKind, is_systemic
from audit_app.domain.follow_up import due_by
from audit_app.services.actions.rules import follow_up
from audit_app.services.actions.seen import ADVICE_FIGURES, Seen
from audit_app.store.grades import stored_framework
from audit_app.store.read_actions import ActionRow, action_row, open_with, submitted_days, teams_of
from audit_app.store.read_audits import HeldAudit, audits_among
from audit_app.store.workspace import Workspace
from forms.model import Framework
from scoring.figures import AGENCIES
from scoring.thread.breaks import BreakKind

MOST_SAME: Final = 8
"""How many open actions on one defect are offered."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an action would be: all of it can be changed before it is opened.

    `why` says why it is due on that day; `same` are open actions on the same defect, to which the findings could be
    added instead.
    """

    findings: tuple[Finding, ...]
    what: str
    agency: str = ""
    service: str = ""
    team: str = ""
    owner: str = ""
    leader: str = ""
    timescale: str = ""
    due: str = ""
    success: str = ""
    cause: str = ""
    scope: Scope = Scope.SINGLE
    figure: str = ""
    comments: str = ""
    plan_action: str = ""
    source: str = ""
    cycle: str = ""
    round: str = ""
    framework: str = ""
    why: str = ""
    same: tuple[ActionRow, ...] = ()


def propose(workspace: Workspace, seen: Iterable[Seen], *, source: str = "") -> Proposal:
    """The action that these findings ask for; several plans with one defect make one systemic action.

    The deadline counts from the day on which the newest audit was submitted, and is never in the past.
    """
    listed = tuple(seen)
    findings = tuple(one.finding for one in listed)
    audits = audits_among(workspace.conn, [one.audit_id for one in findings if one.audit_id])
    newest = max(audits.values(), key=lambda one: one.date, default=None)
    frameworks = {one.framework: stored_framework(workspace.conn, one.framework) for one in audits.values()}
    rules = follow_up(workspace)
    agency = _most(one.agency for one in listed)
    who, today = rules.responsible(agency), workspace.means.now().date()
    wanted = due_by(rules, findings, _found_on(workspace, audits, today), frameworks)
    scope = Scope.SYSTEMIC if is_systemic(findings) else Scope.SINGLE
    what, success = _words(findings, scope, frameworks, wanted.action if wanted is not None else "")
    return Proposal(
        findings,
        what,
        agency=agency,
        service=_most(one.service for one in listed),
        team=_team(workspace, findings),
        owner=who.owner,
        leader=who.leader,
        timescale=wanted.why if wanted is not None else "",
        due=max(wanted.on, today).isoformat() if wanted is not None else "",
        success=success,
        cause=_most(one.cause for one in listed),
        scope=scope,
        figure=figure_of(findings, frameworks),
        comments=" ".join(wanted.then) if wanted is not None else "",
        source=source,
        cycle=newest.cycle if newest is not None else "",
        round=newest.round if newest is not None else "",
        framework=newest.framework if newest is not None else "",
        why=f"{_capital(wanted.why)}, by the follow-up rules." if wanted is not None else "",
        same=same_defect(workspace, findings),
    )


def same_defect(workspace: Workspace, findings: Iterable[Finding]) -> tuple[ActionRow, ...]:
    """The open actions that have a defect of these findings already, practices first; the first few of many."""
    ids = open_with(workspace.conn, (one.defect for one in findings), MOST_SAME)
    return tuple(row for id_ in ids if (row := action_row(workspace.conn, id_)) is not None)


def figure_of(findings: Sequence[Finding], frameworks: Mapping[str, Framework]) -> str:
    """The figure that shows whether such findings become fewer, empty where there is none."""
    if not findings:
        return ""
    first = findings[0]
    match first.kind:
        case FindingKind.MARKER:
            return f"marker.{first.marker}.sound"
        case FindingKind.LIMIT:
            markers = first.marker.split(", ")
            return f"marker.{markers[0]}.sound" if len(markers) == 1 and markers[0] else "plans.effective"
        case FindingKind.THREAD:
            return "thread.complete"
        case FindingKind.PHRASE:
            has_f2 = any("F2" in framework for framework in frameworks.values())
            return "marker.F2.sound" if has_f2 else "plans.effective"
        case FindingKind.ADVICE:
            return f"{ADVICE_FIGURES}{first.pattern.partition('/')[0]}"
        case FindingKind.TIMELINESS:
            return first.pattern
        case FindingKind.DECISION:
            return ""


def _found_on(workspace: Workspace, audits: Mapping[str, HeldAudit], today: date) -> date:
    """When the newest of these audits was submitted, as far as that is known; today without an audit."""
    if not audits:
        return today
    days = [one.date for one in audits.values()]
    days += submitted_days(workspace.conn, list(audits))
    return min(date.fromisoformat(max(days)), today)


def _team(workspace: Workspace, findings: Sequence[Finding]) -> str:
    """The casework team of the plans, empty where they are of several."""
    teams = teams_of(workspace.conn, [one.plan_id for one in findings if one.plan_id])
    return next(iter(teams)) if len(teams) == 1 else ""


def _words(
    findings: Sequence[Finding], scope: Scope, frameworks: Mapping[str, Framework], asked: str
) -> tuple[str, str]:
    """What will be done, and by what anybody would see that it worked."""
    if not findings:
        return "", ""
    first = findings[0]
    if scope is Scope.SYSTEMIC:
        about = _about(first, frameworks)
        return f"Put {about} right across plans.", f"A later sample is better there: {about}."
    match first.kind:
        case FindingKind.DECISION:
            return first.words, ""
        case FindingKind.ADVICE:
            about = first.pattern.partition("/")[2] or AGENCIES.get(first.pattern.partition("/")[0], "the service")
            what = f"Get the advice that {about} owes, and agree how it comes in time."
            return what, "The advice has come, and the next ones come in time."
        case FindingKind.TIMELINESS:
            return f"Put right: {first.words}", "A later period is on its target."
        case _:
            about = _about(first, frameworks)
            more = f" ({len(findings)} findings)" if len(findings) > 1 else ""
            return asked or f"Put {about} right in the plan{more}.", _success(first, frameworks)


def _about(finding: Finding, frameworks: Mapping[str, Framework]) -> str:
    match finding.kind:
        case FindingKind.MARKER:
            framework = frameworks.get(finding.framework)
            known = framework is not None and finding.marker in framework
            question = f" ({framework.marker(finding.marker).question})" if framework is not None and known else ""
            return f"{finding.marker}{question}"
        case FindingKind.THREAD:
            label = BreakKind(finding.pattern).label if finding.pattern in tuple(BreakKind) else finding.words
            return f"“{label}” in section {finding.section}" if finding.section else f"“{label}”"
        case FindingKind.PHRASE:
            return f"the phrase “{finding.pattern}”"
        case FindingKind.ADVICE:
            return f"late advice of {finding.pattern.partition('/')[2] or finding.pattern.partition('/')[0]}"
        case _:
            return finding.words.rstrip(".")


def _success(finding: Finding, frameworks: Mapping[str, Framework]) -> str:
    if finding.kind is FindingKind.MARKER:
        framework = frameworks.get(finding.framework)
        if framework is not None and finding.marker in framework:
            sound = framework.marker(finding.marker).levels[2].rstrip(".")
            return f"Audited again, {finding.marker} scores 2 or more: {sound}."
        return f"Audited again, {finding.marker} scores 2 or more."
    return "Audited again, the plan no longer has this finding."


def _most(words: Iterable[str]) -> str:
    """The word that stands most often, of equals the first; empty where there is none."""
    counted = Counter(word for word in words if word)
    return counted.most_common(1)[0][0] if counted else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
