"""A plan audited again because of an action: opened with what it follows, and what it shows beside the audit before."""

from dataclasses import dataclass

from audit_app.domain.cycles import Cycle, Purpose
from audit_app.domain.problems import AppError
from audit_app.services.actions.holding import found_action
from audit_app.services.audit_opening import Follows, Opened, open_audit
from audit_app.store.grades import answers_of, stored_framework
from audit_app.store.read_actions import HeldFinding, HeldReAudit, findings_of, re_audits_of, standing_of
from audit_app.store.read_register import plan_entry
from audit_app.store.workspace import Workspace
from forms.model import Answer, Framework, Grade

_NO_CYCLE = Cycle.WEEKLY.value
_UNSCORED = "not scored"


@dataclass(frozen=True, slots=True)
class MarkerThenNow:
    """One marker in the audit before and in the re-audit; texts are 0 to 3, NA, NE, or empty for not scored."""

    marker: str
    question: str
    then: str
    now: str

    @property
    def is_better(self) -> bool:
        """Whether it scores higher than before."""
        return self.then.isdigit() and self.now.isdigit() and int(self.now) > int(self.then)

    @property
    def is_worse(self) -> bool:
        """Whether it scores lower than before."""
        return self.then.isdigit() and self.now.isdigit() and int(self.now) < int(self.then)


@dataclass(frozen=True, slots=True)
class ReAudit:
    """A re-audit: of which plan, on which day (ISO), its review to open; once submitted, then and now.

    `about` are the markers that the action is about, `worse` every other marker that got worse. Grades are labels.
    """

    audit_id: str
    review_id: str
    plan_ref: str
    on: str
    is_submitted: bool
    then: str = ""
    now: str = ""
    about: tuple[MarkerThenNow, ...] = ()
    worse: tuple[MarkerThenNow, ...] = ()

    @property
    def sentence(self) -> str:
        """What it shows, in a sentence or two; what got worse is said."""
        if not self.is_submitted:
            return "The re-audit is open: nothing is known yet."
        parts = [f"{self.then} then, {self.now} now." if self.then else f"{self.now} now."]
        parts += [
            f"{one.marker}: {one.then or 'not scored'} then, {one.now or 'not scored'} now." for one in self.about
        ]
        if gone := [one for one in (*self.about, *self.worse) if one.is_worse]:
            parts.append(f"Got worse: {', '.join(f'{one.marker} ({one.then} to {one.now})' for one in gone)}.")
        return " ".join(parts)


def open_re_audit(workspace: Workspace, action_id: str, plan_id: str) -> Opened:
    """Open a re-audit of a plan that an action is about, as of today, in the framework of the audit before.

    Raises AppError where the action has no finding of that plan, or the plan cannot be audited.
    """
    action = found_action(workspace, action_id)
    held = [
        one for one in findings_of(workspace.conn, [action_id]).get(action_id, ()) if one.finding.plan_id == plan_id
    ]
    entry = plan_entry(workspace.conn, plan_id=plan_id)
    if not held or entry is None:
        raise AppError("This action is not about that plan, so there is nothing to audit again.")
    before = max((one for one in held if one.audit_on), key=lambda one: one.audit_on, default=None)
    return open_audit(
        workspace,
        plan_ref=entry.plan_ref,
        cycle=action.cycle or _NO_CYCLE,
        on=workspace.means.now().date(),
        framework=before.finding.framework if before is not None else action.framework,
        purpose=Purpose.RE_AUDIT,
        follows=Follows(before.finding.audit_id if before is not None else "", action_id),
    )


def re_audits(workspace: Workspace, action_id: str) -> tuple[ReAudit, ...]:
    """The re-audits that follow an action, the earliest first, each with what it shows."""
    rows = re_audits_of(workspace.conn, action_id)
    held = findings_of(workspace.conn, [action_id]).get(action_id, ()) if rows else ()
    return tuple(_shown(workspace, row, held) for row in rows)


def _shown(workspace: Workspace, row: HeldReAudit, held: tuple[HeldFinding, ...]) -> ReAudit:
    made = ReAudit(row.audit, row.review, row.plan_ref, row.on, row.state == "submitted")
    if not made.is_submitted:
        return made
    framework = stored_framework(workspace.conn, row.framework)
    review, grade = standing_of(workspace.conn, row.follows) if row.follows else ("", "")
    then, now = answers_of(workspace.conn, review) if review else {}, answers_of(workspace.conn, row.review)
    pairs = [
        MarkerThenNow(one.id, one.question, _said(then.get(one.id)), _said(now.get(one.id)))
        for one in framework.markers
    ]
    own = {part for one in held if one.finding.plan_id == row.plan_id for part in one.finding.marker.split(", ")}
    return ReAudit(
        *(row.audit, row.review, row.plan_ref, row.on, True),
        then=_label(framework, grade),
        now=_label(framework, row.grade),
        about=tuple(one for one in pairs if one.marker in own),
        worse=tuple(one for one in pairs if one.is_worse and one.marker not in own),
    )


def _label(framework: Framework, grade: str) -> str:
    return framework.label(Grade(grade)) if grade in tuple(Grade) else ""


def _said(answer: Answer) -> str:
    return "" if answer is None else str(getattr(answer, "value", answer))
