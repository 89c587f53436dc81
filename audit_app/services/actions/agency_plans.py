"""An agency's actions as they stand today, as its workbook and page tell them; it writes nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from audit_app.domain.actions import Action, Checkpoint
from audit_app.domain.agency_workbook import COMMENT_AT, FIELDS, STATUS_AT, WHAT, SentMark
from audit_app.domain.counting import counted
from audit_app.domain.findings import Finding, FindingKind
from audit_app.domain.people import Act
from audit_app.domain.period import add_months
from audit_app.domain.problems import AppError
from audit_app.domain.working_days import add_working_days
from audit_app.services.actions.moved import figure_words, kept_comparison
from audit_app.services.actions.told import standing_words
from audit_app.services.report_look import report_look
from audit_app.store.read_actions import ActionRow, HeldFinding, action_rows, findings_of
from audit_app.store.read_sent import checkpoints_by_action
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace
from exports.agency_plan import AgencyPlan, ClosedAction, OpenAction
from exports.plain import one_line
from scoring.figures import AGENCIES, AGENCY_NAMES

BACK_IN_DAYS: Final = 10
"""So many working days an agency has, where nobody says another day."""
CLOSED_MONTHS: Final = 3
"""What was closed in so many months is told for reading."""
_MOST_CONTACT: Final = 120


def agency_plan(
    workspace: Workspace,
    agency: str,
    *,
    back_by: date | None = None,
    contact: str = "",
    with_plans: bool = False,
) -> AgencyPlan:
    """The agency's open actions, and those closed lately. `contact` is whom it goes back to, the person by default.

    Raises AppError where there is no such agency, it has no open action, or the day lies behind.
    """
    workspace.demand(Act.EXPORT)
    today = workspace.means.now().date()
    back = back_by or add_working_days(today, BACK_IN_DAYS)
    _demand_fit(agency, back, today, contact)
    since = add_months(today, -CLOSED_MONTHS)
    rows = [row for row in action_rows(workspace.conn) if row.action.agency == agency]
    current = [row for row in rows if row.action.is_open]
    if not current:
        raise AppError(f"{AGENCY_NAMES[agency]} has no open action, so there is nothing to send.")
    ids = [row.action.id for row in current]
    findings, told = findings_of(workspace.conn, ids), checkpoints_by_action(workspace.conn, ids)
    mark = SentMark(workspace.id, agency, today.isoformat(), back.isoformat())
    sent = {row.action.id: cells_of(row.action, told.get(row.action.id, ())) for row in current}
    actions = tuple(_open(row, findings.get(row.action.id, ()), today, with_plans=with_plans) for row in current)
    closed = tuple(_closed(row.action) for row in rows if _is_closed_since(row.action, since))
    return AgencyPlan(
        organisation=organisation(workspace.conn),
        agency=agency,
        sent_on=today,
        back_by=back,
        contact=one_line(contact) or workspace.person.name,
        actions=actions,
        closed=tuple(sorted(closed, key=lambda one: (one.closed_on, one.what), reverse=True)),
        closed_since=since,
        mark=mark,
        sent=sent,
        digest=mark.digest(sent),
        with_plans=with_plans,
        look=report_look(workspace),
    )


def cells_of(action: Action, checkpoints: Iterable[Checkpoint] = ()) -> dict[str, str]:
    """What stands in the cells of an action, and in those of its checkpoints."""
    cells = {name: str(getattr(action, name)).strip() for name in (WHAT, *FIELDS.values())}
    for one in checkpoints:
        on = one.on.isoformat()
        cells[STATUS_AT.format(on)] = one.status.value if one.status is not None else ""
        cells[COMMENT_AT.format(on)] = one.comment.strip()
    return {name: text for name, text in cells.items() if text}


def open_counts(rows: Iterable[ActionRow]) -> Mapping[str, int]:
    """How many open actions each agency has; those that have none are not among them, nor is what is no agency's."""
    found = Counter(row.action.agency for row in rows if row.action.is_open)
    return {agency: found[agency] for agency in AGENCIES if found[agency]}


def agency_called(text: str) -> str:
    """The agency of this id or name, in whatever case. Raises AppError where it is none."""
    wanted = " ".join(text.replace("_", " ").split()).casefold()
    known = {agency: {agency.replace("_", " "), AGENCY_NAMES[agency].casefold()} for agency in AGENCIES}
    for agency, names in known.items():
        if wanted in names:
            return agency
    raise AppError(f"“{text[:40]}” is no agency. It is one of: {', '.join(AGENCIES)}.")


def _demand_fit(agency: str, back: date, today: date, contact: str) -> None:
    if agency not in AGENCIES:
        raise AppError(f"“{agency[:40]}” is no agency. It is one of: {', '.join(AGENCIES)}.")
    if back < today:
        raise AppError("The day by which it is to come back lies behind. Choose a day ahead.")
    if len(one_line(contact)) > _MOST_CONTACT:
        raise AppError(f"Say whom it goes back to in {_MOST_CONTACT} letters at most.")


def _open(row: ActionRow, findings: Sequence[HeldFinding], on: date, *, with_plans: bool) -> OpenAction:
    action, last = row.action, row.action.last
    return OpenAction(
        id=action.id,
        what=action.what.strip(),
        found=_found(findings),
        standing=standing_words(action, on),
        is_overdue=action.is_overdue(on),
        status=action.status,
        reported_on=last.on if last is not None else None,
        said=last.comment if last is not None else "",
        cells=cells_of(action),
        plans=tuple(sorted(ref for ref in row.about.plan_refs.split(",") if ref)) if with_plans else (),
    )


def _found(findings: Sequence[HeldFinding]) -> tuple[str, ...]:
    """The findings in words, the most frequent first: how many plans have one, and never which."""
    scores: dict[str, dict[str, set[str]]] = {}
    for one in findings:
        if one.finding.kind is FindingKind.DECISION:
            continue  # its words are those of the action
        asked, score = _asked(one.finding)
        scores.setdefault(asked, {}).setdefault(score, set()).add(one.finding.plan_id)
    plans = {one.finding.plan_id for one in findings}
    ordered = sorted(scores.items(), key=lambda pair: (-sum(map(len, pair[1].values())), pair[0]))
    return tuple(_counted_words(asked, told, is_one_plan=len(plans) == 1) for asked, told in ordered)


def _asked(finding: Finding) -> tuple[str, str]:
    """What was looked at, and its score apart: a marker that fell short in many plans is told once."""
    words = one_line(finding.words)
    if finding.kind is not FindingKind.MARKER:
        return words, ""
    asked, is_scored, _ = words.partition(f" Scored {finding.score}, ")
    return (f"{finding.marker}: {asked}", finding.score) if is_scored else (f"{finding.marker}: {words}", "")


def _counted_words(asked: str, told: Mapping[str, Collection[str]], *, is_one_plan: bool) -> str:
    """“E1: Are the outcomes SMART? Scored 1 in 11 plans, 0 in 4 plans.”"""
    scored = [
        score if is_one_plan else f"{score} in {counted(len(told[score]), 'plan')}"
        for score in sorted(told, reverse=True)
        if score
    ]
    others = len(told.get("", ()))
    if scored:
        return f"{asked} Scored {', '.join(scored)}."
    return f"{asked} ({counted(others, 'plan')})" if others > 1 else asked


def _is_closed_since(action: Action, since: date) -> bool:
    return action.closed is not None and action.closed.on >= since.isoformat()


def _closed(action: Action) -> ClosedAction:
    closed = action.closed
    parts = []
    if action.sample is not None:
        (before, of_before), (now, of) = action.sample.before, action.sample.after
        said = kept_comparison(action.sample).sentence
        parts.append(
            f"{figure_words(action.sample.figure)}: {before} of {of_before} before, {now} of {of} since. {said}"
        )
    if closed is not None and closed.why:
        parts.append(one_line(closed.why))
    on = date.fromisoformat(closed.on) if closed is not None else date.min
    return ClosedAction(action.what.strip(), action.owner, on, " ".join(parts))
