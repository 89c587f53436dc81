"""What rows of past audits must agree on: one date an audit, one agency a review, each marker scored once."""

from dataclasses import dataclass, field

from audit_app.intake.past_scores import AuditKey, PastScore, audit_key

ColumnFault = tuple[str, str]
"""The name of a column and what is wrong there."""


@dataclass(slots=True)
class _Review:
    """What the rows of one review have said so far; `agency_row` is where its agency was first named."""

    agency: str = ""
    agency_row: int = 0
    markers: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Audit:
    """What the rows of one audit have said so far."""

    date: str
    row: int
    reviews: dict[str, _Review] = field(default_factory=dict)


class AuditChecks:
    """Remembers the audits of one file and finds rows that contradict an earlier one."""

    def __init__(self) -> None:
        self._audits: dict[AuditKey, _Audit] = {}

    def faults(self, score: PastScore) -> list[ColumnFault]:
        """Take note of one score and list what contradicts the rows before it, naming the other row."""
        key = audit_key(score)
        audit = self._audits.get(key)
        if audit is None:
            audit = self._audits[key] = _Audit(score.audit_date, score.row)
        review = audit.reviews.get(score.reviewer)
        if review is None:
            review = audit.reviews[score.reviewer] = _Review()
        found = []
        if audit.date != score.audit_date:
            message = f"The audit has the date {audit.date} in row {audit.row}. Give all its rows one date."
            found.append(("audit_date", message))
        if score.agency != review.agency and score.agency:
            found.extend(_agency_faults(score, review))
        marker = score.marker.casefold()
        first = review.markers.setdefault(marker, score.row)
        if first != score.row:
            message = (
                f"{score.reviewer} scored {score.marker} of this audit in row {first} already. Delete one of the rows."
            )
            found.append(("marker", message))
        return found


def _agency_faults(score: PastScore, review: _Review) -> list[ColumnFault]:
    if review.agency:
        message = (
            f"{score.reviewer} stands for {review.agency} in row {review.agency_row}. Give one agency in one audit."
        )
        return [("agency", message)]
    review.agency, review.agency_row = score.agency, score.row
    return []
