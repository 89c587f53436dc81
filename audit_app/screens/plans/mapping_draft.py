"""The mapping of one file while a person works on it: a row a column, what speaks against each; it knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType

from audit_app.domain.problems import Problem
from audit_app.domain.register import REGISTER_FIELDS, RegisterField
from audit_app.intake.cells import squeezed
from audit_app.intake.child_keys import KEY_FIELDS
from audit_app.intake.mapping import Mapping as ColumnMapping
from audit_app.intake.mapping_guess import Confidence, Guess, Showing
from audit_app.intake.mapping_samples import samples
from audit_app.services.register.mapping import MappingOffer
from audit_app.services.register.remembered import RememberedMapping
from exports.plain import one_line, shortened

FIELDS: Mapping[str, RegisterField] = MappingProxyType({field.name: field for field in (*REGISTER_FIELDS, *KEY_FIELDS)})
LEFT_OUT = "Leave out"
_LONGEST_NAME = 120


class Stand(Enum):
    """How a row stands: what a mark beside it says."""

    FAULT = "fault"
    DOUBT = "to look at"
    SURE = "sure"
    LIKELY = "likely"
    CHOSEN = "chosen"
    SENSITIVE = "sensitive"
    OUT = "left out"


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of the file as it is shown.

    `name` is its heading on one line, `samples` are in one text, `goes_into` is a label, `said` why or what is wrong.
    `is_taken` is None where there is nothing to tick: only what is sensitive is asked about.
    """

    heading: str
    name: str
    samples: str
    field: str | None
    goes_into: str
    is_taken: bool | None
    stand: Stand
    said: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A file, its mapping as it stands, what speaks against it, and the name of the mapping it began with.

    `source` is empty where it began with the guesses. `decided` are the columns that a person decided about.
    """

    offer: MappingOffer
    mapping: ColumnMapping
    problems: tuple[Problem, ...]
    source: str = ""
    decided: frozenset[str] = frozenset()

    def with_field(self, heading: str, field: str | None) -> "Draft":
        """The draft with a column put into a field, or left out."""
        columns = {**self.mapping.columns, heading: field}
        mapping = replace(self.mapping, columns=columns)
        decided = self.decided | {heading}
        return replace(self, mapping=mapping, problems=self.offer.check(columns), decided=decided)

    def with_taken(self, heading: str, *, is_taken: bool) -> "Draft":
        """The draft with a sensitive column taken in, or not."""
        field = self.mapping.columns.get(heading)
        if field is None:
            return self
        return self.including(self.mapping.include | {field} if is_taken else self.mapping.include - {field})

    def including(self, include: frozenset[str]) -> "Draft":
        """The draft with exactly these sensitive fields taken in."""
        return replace(self, mapping=replace(self.mapping, include=include))

    def with_mapping(self, mapping: ColumnMapping, source: str) -> "Draft":
        """The draft as a mapping that was made before has it."""
        known = set(map(squeezed, mapping.columns))
        decided = frozenset(heading for heading in self.offer.columns.headings if squeezed(heading) in known)
        return replace(_made(self.offer, self.offer.filled_from(mapping)), source=source, decided=decided)

    def holder_of(self, field: str, *, but: str) -> str:
        """Another column than `but` that goes into a field, empty where none does."""
        return next((heading for heading, name in self.mapping.columns.items() if name == field and heading != but), "")

    def likely_for(self, heading: str) -> str | None:
        """The field that a column is guessed to be, or could be."""
        found = next((one for one in self.offer.guesses if one.heading == heading), None)
        return None if found is None else found.field or found.idea

    def rows(self) -> tuple[MappedColumn, ...]:
        """A row for each column of the file, in its order."""
        wrong: dict[str, Problem] = {}
        for problem in self.problems:
            if problem.place.column and (problem.severity == "error" or problem.place.column not in wrong):
                wrong[problem.place.column] = problem
        columns = zip(self.offer.columns.columns, self.offer.guesses, strict=True)
        return tuple(
            self._row(guess, _sample_words(samples(column, guess.showing), guess), wrong.get(column.heading))
            for column, guess in columns
        )

    def _row(self, guess: Guess, shown: str, problem: Problem | None) -> MappedColumn:
        field = self.mapping.columns.get(guess.heading)
        goes_into = FIELDS[field].label if field is not None else LEFT_OUT
        is_taken = field in self.mapping.include if field is not None and FIELDS[field].sensitive else None
        stand, said = _stand(guess, field, problem, is_decided=guess.heading in self.decided)
        if stand not in (Stand.FAULT, Stand.DOUBT) and is_taken is not None:
            stand, said = Stand.SENSITIVE, "it comes in." if is_taken else "it is left out unless ticked."
        name = shortened(one_line(guess.heading), _LONGEST_NAME)
        return MappedColumn(guess.heading, name, shown, field, goes_into, is_taken, stand, said)


def begun(offer: MappingOffer) -> Draft:
    """A draft as guessed, or as the mapping remembered for these headings has it."""
    draft = guessed(offer)
    first = offer.remembered[0] if offer.remembered else None
    return draft if first is None else draft.with_mapping(first.mapping, first.name)


def guessed(offer: MappingOffer) -> Draft:
    """A draft as guessed, whatever is remembered."""
    return _made(offer, offer.guessed())


def _made(offer: MappingOffer, mapping: ColumnMapping) -> Draft:
    return Draft(offer, mapping, offer.check(mapping.columns))


def _stand(guess: Guess, field: str | None, problem: Problem | None, *, is_decided: bool) -> tuple[Stand, str]:
    if problem is not None:
        return (Stand.FAULT if problem.severity == "error" else Stand.DOUBT), problem.message
    if field is None and (is_decided or guess.field is not None):
        return Stand.OUT, guess.why if guess.field is None and guess.idea is None else "You left it out."
    if field is None:
        return (Stand.DOUBT if guess.idea is not None else Stand.OUT), guess.why
    if field != guess.field:
        return Stand.CHOSEN, "You chose it."
    sure = guess.confidence is Confidence.SURE
    return (Stand.SURE if sure else Stand.LIKELY), guess.why


def _sample_words(shown: tuple[str, ...], guess: Guess) -> str:
    if guess.showing is Showing.NOTHING:
        return "Not shown"
    first = "Born in " if guess.showing is Showing.YEAR and shown else ""
    return first + " · ".join(map(one_line, shown)) if shown else "Empty"


def started_words(draft: Draft) -> str:
    """Where the mapping began, in a sentence."""
    columns = draft.offer.columns
    count = len(columns.columns)
    file = f"{columns.file}, sheet {columns.sheet}" if columns.sheet else columns.file
    said = f"{file} has {count:,} {'column' if count == 1 else 'columns'}."
    if not draft.source:
        return f"{said} Their headings are not ours, so they were guessed: look at each and correct what is wrong."
    return f"{said} They are read as “{draft.source}” has it: look whether that still holds."


def tally_words(rows: tuple[MappedColumn, ...]) -> str:
    """“24 go in, 13 are left out, 2 are to look at”."""
    into = sum(row.field is not None and row.is_taken is not False for row in rows)
    doubts = sum(row.stand in (Stand.FAULT, Stand.DOUBT) for row in rows)
    out = len(rows) - into
    said = f"{into:,} {'goes' if into == 1 else 'go'} in, {out:,} {'is' if out == 1 else 'are'} left out"
    return f"{said}, {doubts:,} to look at" if doubts else said


def general_problems(draft: Draft) -> tuple[Problem, ...]:
    """What speaks against the mapping as a whole."""
    return tuple(problem for problem in draft.problems if not problem.place.column)


def remembered_words(one: RememberedMapping, headings: tuple[str, ...]) -> str:
    """How a remembered mapping stands in the list of those that fit."""
    return one.name if one.is_for(headings) else f"{one.name} (some columns are new)"
