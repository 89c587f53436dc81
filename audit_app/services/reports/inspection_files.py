"""The files of an inspection's folder, made of what was read: each function returns what makes one file's bytes."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from audit_app.domain.report_look import NO_LOOK, ReportLook
from audit_app.services.reports.rebasing import Rebasing
from audit_app.services.reports.reporting import Report
from audit_app.store.figures.audits import ReviewRow
from audit_app.store.log.canonical import Json
from audit_app.store.read_inspection import BoxHeld, Overridden
from audit_app.store.read_subject import PlanHeld
from exports.pages.inspection import ActionBehind, PlanBehind, plan_document
from exports.plain import encodable
from exports.report_files import csv_cell
from scoring.figures import GRADES

Make = Callable[[], bytes]

_ROWS: Final = (
    "plan_ref", "audit_date", "cycle", "framework", "review", "source", "grade", "score", "possible", "percent",
    "team", "primary_need",
)  # fmt: skip
_SCORES: Final = (
    "audit_date", "cycle", "round", "purpose", "framework", "reviewer", "agency", "review", "marker", "score",
    "evidence_kind", "evidence", "where", "cause", "reason", "note", "good_practice", "settled_how", "settled_code",
)  # fmt: skip
_LOG: Final = (
    "utc", "person", "change", "reason", "plan_ref", "what", "old", "new", "writer", "seq", "lamport", "values_digest",
    "hash",
)  # fmt: skip
_LIMITS: Final = ("figure", "cycle", "from_month", "cause", "decided_on", "decided_by")
_BOXES: Final = (
    "plan_ref", "round", "member", "agency", "number", "source", "sealed_on", "sha256", "opened_on", "opened_by",
    "opened_with",
)  # fmt: skip


def rows_csv(rows: Iterable[ReviewRow], refs: Mapping[str, str]) -> Make:
    """The counted audits behind the figures, a row each."""
    return _csv(_ROWS, [_row(row, refs) for row in sorted(rows, key=lambda row: (row.date, refs[row.plan]))])


def _row(row: ReviewRow, refs: Mapping[str, str]) -> tuple[object, ...]:
    percent = 100 * row.score / row.possible if row.possible else None
    of_audit = (refs[row.plan], row.date, row.cycle, row.framework, row.kind, row.source)
    return (*of_audit, row.grade, row.score, row.possible, percent, row.team, row.need)


def scores_csv(held: PlanHeld) -> Make:
    """Every score of every review of a plan, with its evidence."""
    return _csv(_SCORES, list(_scores(held)))


def _scores(held: PlanHeld) -> Iterator[tuple[object, ...]]:
    for audit in held.audits:
        of_audit = tuple(audit.get(name) for name in ("date", "cycle", "round", "purpose", "framework"))
        for review in audit["reviews"]:
            of_review = (*of_audit, *(review.get(name) for name in ("reviewer", "agency", "kind")))
            for score in review.get("scores", ()):
                yield (*of_review, *_score(score))


def _score(score: Mapping[str, Json]) -> Iterator[object]:
    yield from (score.get("marker"), score.get("score"))
    evidence = score.get("evidence")
    said = evidence if isinstance(evidence, Mapping) else {"text": evidence}
    yield from (said.get("kind"), said.get("text"), said.get("where"))
    cause = score.get("cause")
    yield cause.get("cause") if isinstance(cause, Mapping) else cause
    yield from (score.get(name) for name in ("reason", "note", "good_practice", "settled_how", "settled_code"))


def log_csv(rows: Sequence[tuple[str, ...]]) -> Make:
    """The extract of the change log, the newest change first."""
    return _csv(_LOG, rows)


def limits_csv(decided: Iterable[Rebasing]) -> Make:
    """The decisions that limits of control charts are worked out anew."""
    return _csv(_LIMITS, [(*one.held[1:], one.by) for one in decided])


def sealed_csv(boxes: Iterable[BoxHeld]) -> Make:
    """The sealed boxes by their digests, and who opened them when."""
    return _csv(_BOXES, [_box(one) for one in boxes])


def _box(one: BoxHeld) -> tuple[object, ...]:
    came = (one.plan_ref, one.round, one.member, one.agency, one.number, one.source, one.sent_on, one.digest)
    return (*came, one.opened_on, one.opened_by, one.opened_with)


def plan_pdf(
    held: PlanHeld,
    ref: str,
    made: Report,
    overrides: Sequence[Overridden],
    boxes: Sequence[BoxHeld],
    actions: tuple[ActionBehind, ...] = (),
    look: ReportLook = NO_LOOK,
) -> Make:
    """The pages of one plan."""
    behind = PlanBehind(
        plan_ref=ref,
        organisation=made.organisation,
        data_date=made.data_date,
        data_head=made.data_head,
        draws=held.draws,
        audits=held.audits,
        overrides=tuple(
            (one.utc[:10], one.submitted_on, one.person, GRADES.get(one.grade, one.grade), one.reason)
            for one in overrides
        ),
        boxes=tuple((one.round, one.member, one.sent_on, one.digest, _opened(one)) for one in boxes),
        documents=held.documents,
        actions=actions,
        sealed=len(held.sealed),
        look=look,
    )
    return partial(_pdf, behind)


def _opened(one: BoxHeld) -> str:
    if not one.opened_on:
        return "not opened"
    by = " and ".join(dict.fromkeys(name for name in (one.opened_by, one.opened_with) if name))
    return f"{one.opened_on}{f' by {by}' if by else ''}"


def _pdf(behind: PlanBehind) -> bytes:
    from exports.pdf.build import pdf_bytes
    from resources.theme import read_theme

    return pdf_bytes(plan_document(behind), read_theme("light"), behind.data_date)


def _csv(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> Make:
    return partial(_csv_bytes, titles, rows)


def _csv_bytes(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return encodable(text.getvalue()).encode("utf-8-sig")
