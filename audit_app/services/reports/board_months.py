"""Which months of a course a board is not shown: those with few plans, and what would give those away."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from scoring.withholding import BOARD_MINIMUM


def months_for_no_board(graded: Mapping[date, int], spans: Iterable[Sequence[str]]) -> frozenset[date]:
    """The months (their first day → graded plans) that a board's chart leaves out: under 6 plans, and what tells them.

    A report prints the count of its own span of months (YYYY-MM) and what follows from that of the span before it; a
    month of either that were left out alone would follow by subtraction, so the next smallest of the span goes too.
    """
    hidden = {month for month, plans in graded.items() if plans < BOARD_MINIMUM}
    known = [[month for month in graded if f"{month:%Y-%m}" in span] for span in spans]
    while True:
        alone = [span for span in known if len(hidden.intersection(span)) == 1 and len(span) > 1]
        if not alone:
            return frozenset(hidden)
        hidden.add(min((month for month in alone[0] if month not in hidden), key=lambda one: (graded[one], one)))
