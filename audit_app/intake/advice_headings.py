"""Which heading of a file is which field of the advice log, and whether a file is one; it reads no rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from audit_app.intake.cells import squeezed
from audit_app.intake.mapping import Matched, match_headings
from audit_app.intake.mapping_columns import read_columns
from audit_app.intake.mapping_heading import HeadingReader
from resources.register.advice import AdviceWords, advice_words

FIELDS: Final = ("plan_ref", "agency", "service", "provider", "requested", "due", "received", "outcome")
REQUIRED: Final = ("plan_ref", "agency", "requested")
_LIKELY: Final = 0.6
"""How well a heading has to fit a field, of 1, to be taken for it."""


class AdviceHeadings:
    """Matches the headings of one file after another."""

    def __init__(self, words: AdviceWords | None = None) -> None:
        self._reader = HeadingReader((words or advice_words()).headings, {name: name for name in FIELDS})

    def matched(self, headings: Sequence[str]) -> Matched:
        """Our own headings first, then what the others fit best; of two for one field the better one is taken.

        A heading that fits worse than another for the same field is not read, and is named as not known.
        """
        own = {squeezed(heading) for heading in headings}.intersection(FIELDS)
        best: dict[str, tuple[float, str]] = {}
        for heading in headings:
            name, share = self._best(heading)
            if name and name not in own and share > best.get(name, (0.0, ""))[0]:
                best[name] = (share, heading)
        chosen: dict[str, str | None] = {heading: name for name, (_, heading) in best.items()}
        return match_headings(headings, FIELDS, chosen)

    def are_of_log(self, headings: Sequence[str]) -> bool:
        """Whether these are the headings of an advice log: who was asked about which plan, when, and what came."""
        found = {name for _, name in self.matched(headings).used}
        return found.issuperset(REQUIRED) and not found.isdisjoint(("received", "outcome", "due"))

    def _best(self, heading: str) -> tuple[str, float]:
        scores = self._reader.scores(heading)
        fitting = {name: share for name, share in scores.items() if isinstance(name, str)}
        top = max(scores.values(), default=0.0)
        name = max(fitting, key=fitting.__getitem__, default="")
        return (name, fitting[name]) if name and fitting[name] >= max(_LIKELY, top) else ("", 0.0)


def holds_advice_log(path: Path) -> bool:
    """Whether a file is an advice log, by its headings. Raises AppError where it is no table that can be read."""
    known = AdviceHeadings()
    return known.are_of_log(read_columns(path, known.are_of_log, rows=0).headings)
