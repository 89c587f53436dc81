"""What is said of a return that was read, in sentences: its shape, counts, codes and elements that are not known."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from audit_app.intake.sen2.records import ELEMENTS
from audit_app.intake.sen2.returns import ReturnKind

_REVIEW: Final = frozenset({"last_review_date", "review_decision_date"})
_MOST_NAMED: Final = 30


@dataclass(slots=True)
class Counts:
    """How much a return held: persons told apart, rows made of them, and among those what never became a plan or is
    historical.
    """

    persons: int = 0
    rows: int = 0
    never_plans: int = 0
    historical: int = 0


def notices(
    kind: ReturnKind,
    unread: Mapping[str, int],
    unknown: Counter[tuple[str, str]],
    fields: Collection[str],
    counts: Counts,
) -> Iterator[str]:
    """Every sentence; `unknown` counts codes by element, `fields` are those that the file has."""
    if kind is ReturnKind.ANNEX_A:
        yield f"Read as {kind.words}. Children: {counts.rows:,}."
    else:
        yield f"Read as {kind.words}. Persons: {counts.persons:,}; requests: {counts.rows:,}."
        yield from _activity(counts)
    if kind in (ReturnKind.FIVE_FILES, ReturnKind.FIVE_FILES_ZIP):
        yield "These files have no placements and no needs: those that are held stay as they are."
    if unknown:
        codes = {f"{ELEMENTS[element]} “{code}”": count for (element, code), count in sorted(unknown.items())}
        yield f"Codes that are not known and were kept as they stand: {_listed(codes)}."
    if kind is not ReturnKind.TEMPLATE and set(fields) >= _REVIEW:  # of the template it is a query, with its place
        yield (
            "ReviewMeeting was read as the day of the review meeting, LastReview as that of the decision after it. "
            "Some systems fill them the other way round: ask the data team."
        )
    if unread:
        named = {name[:40]: count for name, count in sorted(unread.items()) if count}
        if named:
            yield f"Elements that are not known and were not read: {_listed(named)}."


def _activity(counts: Counts) -> Iterator[str]:
    if counts.never_plans:
        yield f"Requests without a plan, taken in as entries: {counts.never_plans:,}."
    if counts.historical:
        yield f"Historical requests or assessments (H), which count in no figure: {counts.historical:,}."


def _listed(counts: Mapping[str, int]) -> str:
    shown = [f"{name} ({count:,})" for name, count in counts.items()][:_MOST_NAMED]
    more = f" and {len(counts) - _MOST_NAMED} more" if len(counts) > _MOST_NAMED else ""
    return f"{', '.join(shown)}{more}"
