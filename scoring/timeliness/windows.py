"""Whether families had their fifteen days to comment on the draft, as far as two dates can tell."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from scoring.timeliness.issued import Share
from scoring.timeliness.limits import DRAFT_WINDOW_DAYS
from scoring.timeliness.steps import LeftOut, Row, day_of

ABOUT: Final = (
    "At least fifteen days lie between draft and final plan (regulation 13(1)). A family that answers sooner may have "
    "its plan sooner, which the register does not say: a short window is a question and no ruling."
)


@dataclass(frozen=True, slots=True)
class Windows:
    """Plans whose final was sent fifteen days or more after the draft, of those with both dates; who was left out."""

    kept: Share
    left_out: Mapping[LeftOut, int]


def window(row: Row, as_of: date) -> int | LeftOut | None:
    """Days from draft to final plan, why they cannot be said, or None where there is no final plan."""
    final, draft = day_of(row, "final_date"), day_of(row, "draft_date")
    if final is None:
        return None
    if row.get("transferred_in") == 1:
        return LeftOut.TRANSFERRED_IN
    if "H" in (row.get("request_outcome"), row.get("assessment_outcome")):
        return LeftOut.HISTORICAL
    if draft is None:
        return LeftOut.DATE_MISSING
    return LeftOut.IMPOSSIBLE if draft > final or final > as_of else (final - draft).days


def windows(found: Iterable[int | LeftOut]) -> Windows:
    """Sum the windows of plans."""
    every = list(found)
    days = [one for one in every if not isinstance(one, LeftOut)]
    kept = Share(sum(one >= DRAFT_WINDOW_DAYS for one in days), len(days))
    return Windows(kept, dict(Counter(one for one in every if isinstance(one, LeftOut))))
