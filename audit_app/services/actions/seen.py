"""Findings as they are seen: at a marker or limit of a submitted review, in a thread, across plans, in lists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from audit_app.domain.findings import Finding, FindingKind
from audit_app.domain.problems import AppError
from audit_app.services.open_reviews import OpenReview, found_review
from audit_app.services.reports.recurring import CareLine, FrequentPhrase, Line, RecurringBreak
from audit_app.store.grades import answers_of
from audit_app.store.read_audits import scores_of
from audit_app.store.workspace import Workspace
from exports.care import STATES
from exports.chase import ChaseLine
from forms.model import Cause, Framework, Marker, NotScore
from scoring.figures import definition
from scoring.grade import Grader
from scoring.limits import Fired
from scoring.thread.breaks import BreakKind

LOW: Final = 1
"""A marker scored so or lower is a finding; one without evidence available (NE) is one too."""
_AGENCY_OF_SECTION: Final[Mapping[str, str]] = {
    **dict.fromkeys(("B", "F"), "education"),
    **dict.fromkeys(("C", "G"), "health"),
    **dict.fromkeys(("D", "H1", "H2"), "social_care"),
}
_SEN_TEAM: Final = "coordinator"
_OTHERS_MEND: Final = frozenset({Cause.ADVICE.value, Cause.COMMISSIONING.value})


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding with the agency that is to mend it, the cause and the service as far as the audit says them."""

    finding: Finding
    agency: str = ""
    cause: str = ""
    service: str = ""


def seen_in_review(workspace: Workspace, review_id: str) -> tuple[Seen, ...]:
    """Every marker that falls short and every limit that fired in a submitted review, in the order of the form.

    Raises AppError where the review is not submitted: until then nothing is found.
    """
    found = found_review(workspace, review_id)
    if not found.review.is_submitted:
        raise AppError("This review is not submitted yet. Its findings become actions once it is.")
    answers = answers_of(workspace.conn, review_id)
    causes = {marker: score.cause for _, marker, score in scores_of(workspace.conn, [review_id])}
    result = Grader(found.framework).grade(answers)
    grade = found.review.override_grade or found.review.grade or result.grade.value
    seen = [
        _at_marker(found, marker, str(getattr(answer, "value", answer)), grade, causes.get(marker.id, ""))
        for marker in found.framework.markers
        if (answer := answers.get(marker.id)) is NotScore.NE or (isinstance(answer, int) and answer <= LOW)
    ]
    return (*seen, *(_at_limit(found, fired, grade) for fired in result.limits))


def seen_at_marker(workspace: Workspace, review_id: str, marker: str) -> Seen:
    """One marker of a submitted review. Raises AppError where it does not fall short."""
    for one in seen_in_review(workspace, review_id):
        if one.finding.kind is FindingKind.MARKER and one.finding.marker == marker:
            return one
    raise AppError(f"{marker} does not fall short in this review, so there is no finding to act on.")


def seen_break(workspace: Workspace, review_id: str, kind: BreakKind, section: str) -> Seen:
    """A break of a plan's thread; its words name no item, since these can tell of the child."""
    found = found_review(workspace, review_id)
    words = f"{kind.label} (section {section})" if section else kind.label
    finding = replace(_of_audit(found, FindingKind.THREAD, words), section=section, pattern=kind.value)
    return Seen(finding, _AGENCY_OF_SECTION.get(section, _SEN_TEAM))


def seen_line(workspace: Workspace, line: Line) -> tuple[Seen, ...]:
    """What recurs, as a finding of each plan behind it."""
    if isinstance(line, RecurringBreak):
        return tuple(seen_break(workspace, one, line.kind, line.section) for one in line.reviews)
    if isinstance(line, CareLine):
        return tuple(_not_stated(workspace, one, line) for one in line.reviews)
    if isinstance(line, FrequentPhrase):
        return tuple(_phrase(found_review(workspace, one), line) for one in line.reviews)
    return ()


def seen_late(lines: Iterable[ChaseLine]) -> tuple[Seen, ...]:
    """Advice that is overdue: a finding of each plan, and one pattern for each service that owes it."""
    return tuple(_late(line) for line in lines)


def seen_timeliness(figure: str, words: str) -> Seen:
    """A figure of timeliness that missed its target, in the words of the report that says so."""
    finding = Finding(FindingKind.TIMELINESS, words or definition(figure).label, pattern=figure)
    return Seen(
        finding, _gives(figure.removeprefix(ADVICE_FIGURES)) if figure.startswith(ADVICE_FIGURES) else _SEN_TEAM
    )


ADVICE_FIGURES: Final = "timeliness.advice_6_weeks."


def seen_decision(words: str, agency: str = "") -> Seen:
    """A decision of a board or group, which is to be carried out."""
    return Seen(Finding(FindingKind.DECISION, words), agency)


def agency_of(marker: Marker, cause: str) -> str:
    """Who can mend it: whoever gives the advice where that is the cause, else the team that drafts the plan."""
    if cause in _OTHERS_MEND:
        return _AGENCY_OF_SECTION.get(marker.section, marker.sole_agency or _SEN_TEAM)
    if cause or marker.sole_agency in (None, "parent_carer"):
        return _SEN_TEAM
    return marker.sole_agency or _SEN_TEAM


def _at_marker(found: OpenReview, marker: Marker, score: str, grade: str, cause: str) -> Seen:
    finding = replace(
        _of_audit(found, FindingKind.MARKER, marker_words(found.framework, marker, score)),
        marker=marker.id,
        section=marker.section,
        score=score,
        grade=grade,
    )
    known = cause if cause in tuple(Cause) else ""
    return Seen(finding, agency_of(marker, known), known)


def marker_words(framework: Framework, marker: Marker, score: str) -> str:
    """What was asked, and what the level says; never what the plan says of the child."""
    if not score.isdigit():
        return f"{marker.question} Evidence not available."
    return f"{marker.question} Scored {score}, {framework.scale[int(score)]}: {marker.levels[int(score)].rstrip('.')}."


def _at_limit(found: OpenReview, fired: Fired, grade: str) -> Seen:
    finding = replace(
        _of_audit(found, FindingKind.LIMIT, fired.words),
        marker=", ".join(fired.markers),
        pattern=fired.limit,
        grade=grade,
    )
    return Seen(finding, _SEN_TEAM)


def _phrase(found: OpenReview, line: FrequentPhrase) -> Seen:
    words = f"“{line.phrase}” ({line.kind})"
    return Seen(replace(_of_audit(found, FindingKind.PHRASE, words), pattern=line.phrase), _SEN_TEAM)


def _not_stated(workspace: Workspace, review_id: str, line: CareLine) -> Seen:
    """Section C or D does not say what it holds: the finding of the marker that asks so."""
    marker = f"{line.section}1"
    answer = answers_of(workspace.conn, review_id).get(marker)
    score = "" if answer is None else str(getattr(answer, "value", answer))
    words = f"Section {line.section} does not say what it holds: {STATES.get(line.lack, f'{marker} at 0 or 1')}."
    found = _of_audit(found_review(workspace, review_id), FindingKind.MARKER, words)
    finding = replace(found, marker=marker, section=line.section, score=score)
    return Seen(finding, _AGENCY_OF_SECTION[line.section], Cause.ADVICE.value)


def _late(line: ChaseLine) -> Seen:
    service = line.service or line.provider
    words = f"Advice of {service or line.addressee}: {line.standing}."
    finding = Finding(FindingKind.ADVICE, words, plan_id=line.plan_id, pattern=f"{line.agency}/{service}")
    return Seen(finding, _gives(line.agency), Cause.ADVICE.value, service or line.addressee)


def _gives(source: str) -> str:
    """The agency that answers for advice: educational psychologists are of education."""
    return "education" if source == "psychology" else source


def _of_audit(found: OpenReview, kind: FindingKind, words: str) -> Finding:
    audit = found.audit
    return Finding(kind, words, plan_id=audit.plan_id, audit_id=audit.id, framework=audit.framework)


def only_new(seen: Iterable[Seen], taken: frozenset[str]) -> Iterator[Seen]:
    """Those whose findings no open action has yet."""
    return (one for one in seen if one.finding.token not in taken)
