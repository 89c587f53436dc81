"""Which heading of a file is which field of a log, a table with a row an event, and whether a file is one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from audit_app.intake.cells import squeezed
from audit_app.intake.mapping import Matched, match_headings
from audit_app.intake.mapping_columns import read_columns
from audit_app.intake.mapping_heading import HeadingReader
from resources.register import HeadingWords

_LIKELY: Final = 0.6
"""How well a heading has to fit a field, of 1, to be taken for it."""


class LogHeadings:
    """Matches the headings of one file after another.

    A file without one of the `required` is no such log; nor is one that has none of the `telling`.
    """

    def __init__(
        self, words: HeadingWords, fields: Sequence[str], required: Sequence[str], telling: Sequence[str] = ()
    ) -> None:
        self.fields, self.required = tuple(fields), tuple(required)
        self._telling = tuple(telling)
        self._reader = HeadingReader(words, {name: name for name in fields})

    def matched(self, headings: Sequence[str]) -> Matched:
        """Our own headings first, then what the others fit best; of two for one field the better one is taken.

        A heading that fits worse than another for the same field is not read, and is named as not known.
        """
        own = {squeezed(heading) for heading in headings}.intersection(self.fields)
        best: dict[str, tuple[float, str]] = {}
        for heading in headings:
            name, share = self._best(heading)
            if name and name not in own and share > best.get(name, (0.0, ""))[0]:
                best[name] = (share, heading)
        chosen: dict[str, str | None] = {heading: name for name, (_, heading) in best.items()}
        return match_headings(headings, self.fields, chosen)

    def are_of_log(self, headings: Sequence[str]) -> bool:
        """Whether these are the headings of such a log."""
        found = {name for _, name in self.matched(headings).used}
        return found.issuperset(self.required) and (not self._telling or not found.isdisjoint(self._telling))

    def hold(self, path: Path) -> bool:
        """Whether a file is such a log, by its headings. Raises AppError where it is no table that can be read."""
        return self.are_of_log(self.of_file(path))

    def of_file(self, path: Path) -> Sequence[str]:
        """The headings of a file, in a workbook of the sheet that is most likely meant. Raises AppError as above."""
        return read_columns(path, self.are_of_log, rows=0).headings

    def _best(self, heading: str) -> tuple[str, float]:
        scores = self._reader.scores(heading)
        fitting = {name: share for name, share in scores.items() if isinstance(name, str)}
        top = max(scores.values(), default=0.0)
        name = max(fitting, key=fitting.__getitem__, default="")
        return (name, fitting[name]) if name and fitting[name] >= max(_LIKELY, top) else ("", 0.0)
