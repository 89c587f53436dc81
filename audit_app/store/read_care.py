"""What audits found in sections C and D of their plans: the state said there, else the score of C1 or D1."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.figures.presence import STATED
from audit_app.store.log.canonical import encode

SECTIONS: Final = ("C", "D")
LOW: Final = "low"
"""Stands for a section without a state whose marker is at 0 or 1, as audits that were imported say it."""
_SOUND: Final = 2
_STATES: Final = (
    "SELECT r.no, s.section, s.state FROM section_state s JOIN review r ON r.id = s.review_id "
    "WHERE s.state IS NOT NULL AND r.no IN (SELECT value FROM json_each(?))"
)
_SCORES: Final = (
    "SELECT f.review_no, substr(m.marker, 1, 1), f.value FROM fact_marker m JOIN score_fact f ON f.marker_no = m.no "
    "WHERE m.framework = ? AND m.marker IN ('C1', 'D1') AND f.value >= 0 "
    "AND f.review_no IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class CareSaid:
    """What one audit says of section C or D: a `SectionState` by its value, or "", and the marker's score or None."""

    section: str
    state: str
    score: int | None

    @property
    def is_known(self) -> bool:
        """Whether the presence figures count it at all."""
        return bool(self.state) or self.score is not None

    @property
    def lack(self) -> str:
        """Why the presence figures count it as not stated: its state, or `LOW`; empty where they do not."""
        if self.state:
            return "" if self.state in STATED else self.state
        return LOW if self.score is not None and self.score < _SOUND else ""


def care_said(conn: Connection, framework: str, review_numbers: Iterable[int]) -> dict[int, tuple[CareSaid, ...]]:
    """Sections C and D of each of these reviews, which are of one framework, by the review's number."""
    wanted = sorted(review_numbers)
    numbers = encode(wanted)
    states = {(no, section): state for no, section, state in conn.execute(_STATES, (numbers,))}
    scores = {(no, section): value for no, section, value in conn.execute(_SCORES, (framework, numbers))}
    return {
        no: tuple(CareSaid(one, states.get((no, one), ""), scores.get((no, one))) for one in SECTIONS) for no in wanted
    }
