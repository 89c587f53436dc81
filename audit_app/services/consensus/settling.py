"""The group's answer at one marker of one plan, with why it chose it and who agreed, as one change."""

from collections.abc import Sequence

from audit_app.domain.problems import AppError
from audit_app.services.answering import Evidence
from audit_app.services.consensus.open_plans import begin, open_plan
from audit_app.services.consensus.standing import RevealCell, RevealPlan
from audit_app.services.consensus.writing import LOW, Settling, agencies_of, carried, score_ops, whose
from audit_app.services.refusals import demand_reason
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.chain import Link
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from forms.model import SCORES, Answer, Cause, NotScore, answer_text
from scoring.consensus import CellKind, How, ReasonCode
from scoring.figures import AGENCY_NAMES

_FIELDS = ("score", "evidence", "cause", "reason", "note", "good_practice", "settled")


def settle(
    workspace: Workspace,
    audit_id: str,
    marker: str,
    answer: Answer,
    code: ReasonCode | str = "",
    note: str = "",
    *,
    by: Sequence[str] = (),
    evidence: Evidence | str | None = None,
    cause: Cause | str = "",
    reason: str = "",
) -> Link:
    """Write the group's answer at one marker; None takes it back.

    `by` are the agencies that agreed, without any all that answered. `evidence` is the group's own, or the key of the
    member whose evidence is taken; without it that of the first who gave this answer, as with `cause` and, for NA,
    `reason`. Raises AppError where scores differed and no reason code is given, where nobody gave this answer and
    `note` does not say why, where NA has no reason, and where the round or the plan's consensus is closed.
    """
    plan = open_plan(workspace, audit_id)
    shown = plan.cell(marker)
    if shown is None:
        raise AppError(f"There is no marker {marker} in {plan.framework.key}. Choose one of the form.")
    if answer is None:
        if shown.held is None:
            raise AppError(f"There is no consensus at {marker} to take back.")
        ops = [Op("score", Ids.score(plan.review_id, marker), field, None) for field in _FIELDS]
        return workspace.door.write(f"{marker}: consensus taken back", ops, touches=audit_id)
    given = _checked(answer)
    _demand_words(shown, given, note)
    usual = carried(shown, given)
    said = Settling(
        answer=given,
        how=How.TALKED if shown.cell.answers != {given} else shown.how,
        code=_code(shown, code),
        by=_agencies(by) or agencies_of(shown.given),
        note=note.strip(),
        reason=_reason(plan, shown, given, reason.strip() or usual.reason),
        evidence=_evidence(shown, evidence, usual),
        cause=_cause(cause) or usual.cause if given in LOW else "",
        is_good_practice=usual.is_good_practice,
    )
    begin(workspace, [plan])
    ops = list(score_ops(plan.review_id, marker, said))
    return workspace.door.write(f"{marker}: the group agreed on {answer_text(given)}", ops, touches=audit_id)


def _checked(answer: Answer) -> int | NotScore:
    if isinstance(answer, NotScore) or (type(answer) is int and answer in SCORES):
        return answer
    raise AppError(f"“{answer}” is not an answer. Give 0, 1, 2 or 3, NA or NE, or leave it blank.")


def _code(shown: RevealCell, code: ReasonCode | str) -> str:
    if not code:
        if len(shown.cell.answers) > 1:
            raise AppError(f"Scores differed at {shown.marker.id}. Choose why the group settled on this one.")
        return ""
    try:
        return ReasonCode(code).value
    except ValueError:
        raise AppError(f"“{code}” is no reason. There are: {', '.join(one.value for one in ReasonCode)}.") from None


def _demand_words(shown: RevealCell, answer: int | NotScore, note: str) -> None:
    is_free = shown.cell.kind is CellKind.BY_RULE and answer == NotScore.NA
    if answer not in shown.cell.answers and not is_free and not note.strip():
        raise AppError(f"Nobody gave {answer_text(answer)} at {shown.marker.id}. Say in the note why the group did.")


def _reason(plan: RevealPlan, shown: RevealCell, answer: int | NotScore, reason: str) -> str:
    if answer != NotScore.NA:
        return ""
    return demand_reason(reason or plan.by_rule.get(shown.marker.id, ""), f"NA at {shown.marker.id}")


def _agencies(by: Sequence[str]) -> tuple[str, ...]:
    unknown = [one for one in by if one not in AGENCY_NAMES]
    if unknown:
        raise AppError(f"“{unknown[0]}” is no agency. There are: {', '.join(AGENCY_NAMES)}.")
    return tuple(one for one in AGENCY_NAMES if one in by)


def _evidence(shown: RevealCell, evidence: Evidence | str | None, usual: Settling) -> Json:
    """The group's own, that of the member named, what the consensus has for the same answer, or the usual one."""
    if isinstance(evidence, Evidence):
        return evidence.value()
    if evidence:
        theirs = next((one for one in shown.given if one.member.key == evidence and one.evidence), None)
        if theirs is None:
            raise AppError(f"No evidence of that member stands at {shown.marker.id}. Choose another, or give your own.")
        return whose(theirs)
    held = shown.held
    if held is not None and held.evidence and held.answer == usual.answer:
        return held.evidence
    return usual.evidence


def _cause(cause: Cause | str) -> str:
    if not cause:
        return ""
    try:
        return Cause(cause).value
    except ValueError:
        raise AppError(f"“{cause}” is no cause. There are: {', '.join(one.value for one in Cause)}.") from None
