"""The mapping of a sheet of past audits while a person works on it: columns and words as rows; it knows no Qt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from audit_app.domain.counting import counted
from audit_app.domain.problems import Problem
from audit_app.intake.cells import squeezed
from audit_app.intake.mapping_columns import FileColumn
from audit_app.intake.mapping_guess import Confidence, Guess, Showing
from audit_app.intake.mapping_samples import samples
from audit_app.intake.past_columns import SheetWord
from audit_app.intake.past_guess import LABELS
from audit_app.intake.past_mapping import MARKER, REVERSED, PastMapping, is_marker, marker_of
from audit_app.intake.past_words import Meaning, Sureness, folded_word, grade_words, level_words
from audit_app.screens.plans.mapping_draft import LEFT_OUT, MappedColumn, Stand
from audit_app.services.past.sheets import PastOffer, framework_id
from exports.plain import one_line, shortened

LEVEL, GRADE = "level:", "grade:"
"""Before a word: what it is a word for."""
WORST = "Yes is the worst"
_LONGEST_NAME = 120
_LONGEST_QUESTION = 90
_NAMED_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class PastDraft:
    """A sheet, its mapping as it stands, what speaks against it, and the name of the mapping it began with.

    `decided` are the headings, and the words behind LEVEL or GRADE, that a person or a kept mapping decided about.
    """

    offer: PastOffer
    mapping: PastMapping
    problems: tuple[Problem, ...]
    source: str = ""
    decided: frozenset[str] = frozenset()

    def changed(self, mapping: PastMapping, *decided: str) -> "PastDraft":
        """The draft with another mapping, about these headings or words decided now."""
        filled = self.offer.with_words(mapping)
        return replace(self, mapping=filled, problems=self.offer.check(filled), decided=self.decided.union(decided))

    def with_field(self, heading: str, field: str | None) -> "PastDraft":
        """The draft with a column put into a field or marker, or left out."""
        return self.changed(replace(self.mapping, columns={**self.mapping.columns, heading: field}), heading)

    def with_word(self, key: str, means: str | None) -> "PastDraft":
        """The draft with a word, behind LEVEL or GRADE, meaning a level or grade."""
        word = key.removeprefix(LEVEL).removeprefix(GRADE)
        if means is None:
            return self
        if key.startswith(LEVEL):
            mapping = replace(self.mapping, words={**_but(self.mapping.words, word), word: means})
        else:
            mapping = replace(self.mapping, grades={**_but(self.mapping.grades, word), word: means})
        return self.changed(mapping, key)

    def with_framework(self, id_: str) -> "PastDraft":
        """The draft into a framework that exists, or, where the id is empty, into one made from the sheet.

        Markers that the framework does not have are to be chosen anew.
        """
        framework = self.offer.frameworks.get(id_)
        columns = {
            heading: field if not is_marker(field) or field is None else _fitting(field, id_, self.offer)
            for heading, field in self.mapping.columns.items()
        }
        if framework is None:
            title = self.offer.title
            mapping = replace(self.mapping, framework=framework_id(title), title=title, columns=columns)
        else:
            mapping = replace(self.mapping, framework=id_, title="", columns=columns, cycle=framework.cycle)
        return self.changed(mapping)

    def with_title(self, title: str) -> "PastDraft":
        """The draft with another name for the framework that is made."""
        text = " ".join(title.split())
        return self.changed(replace(self.mapping, title=text or " ", framework=framework_id(text)))

    def holder_of(self, field: str, *, but: str) -> str:
        """Another column than `but` that goes into a field, empty where none does or many may."""
        if marker_of(field) == MARKER or field == "evidence":
            return ""
        held = ((heading, name) for heading, name in self.mapping.columns.items() if name is not None)
        return next((heading for heading, name in held if marker_of(name) == marker_of(field) and heading != but), "")

    def rows(self) -> tuple[MappedColumn, ...]:
        """A row for each column of the sheet, in its order."""
        wrong: dict[str, Problem] = {}
        for problem in self.problems:
            if problem.place.column and (problem.severity == "error" or problem.place.column not in wrong):
                wrong[problem.place.column] = problem
        columns = zip(self.offer.columns.columns, self.offer.guesses, strict=True)
        return tuple(self._row(column, guess, wrong.get(column.heading)) for column, guess in columns)

    def word_rows(self) -> tuple[MappedColumn, ...]:
        """A row for each word of marker and grade columns, those that nobody knows first."""
        levels = self.offer.level_words(self.mapping)
        grades = self.offer.grade_words(self.mapping)
        return (
            *(self._word_row(LEVEL, word, meaning) for word, meaning in _unknown_first(levels)),
            *(self._word_row(GRADE, word, meaning) for word, meaning in _unknown_first(grades)),
        )

    def _row(self, column: FileColumn, guess: Guess, problem: Problem | None) -> MappedColumn:
        field = self.mapping.columns.get(guess.heading)
        is_decided = guess.heading in self.decided
        stand, said = _stand(guess, field, problem, is_decided=is_decided)
        shown = " · ".join(map(one_line, samples(column, guess.showing)))
        words = "Not shown" if guess.showing is Showing.NOTHING else shown or "Empty"
        name = shortened(one_line(guess.heading), _LONGEST_NAME)
        return MappedColumn(guess.heading, name, words, field, self.label_of(field), None, stand, said)

    def label_of(self, field: str | None) -> str:
        """What a column goes into, in words."""
        if field is None:
            return LEFT_OUT
        if field in LABELS:
            return LABELS[field]
        turned = f", {WORST}" if field.endswith(REVERSED) else ""
        framework = self.offer.frameworks.get(self.mapping.framework)
        id_ = marker_of(field)
        if id_ == MARKER or framework is None or id_ not in framework:
            return f"Marker{turned}"
        return f"{id_}{turned}: {shortened(framework.marker(id_).question, _LONGEST_QUESTION)}"

    def _word_row(self, kind: str, word: SheetWord, meaning: Meaning) -> MappedColumn:
        table = self.mapping.words if kind == LEVEL else self.mapping.grades
        means = _said_of(table, word.text)
        in_words = level_words if kind == LEVEL else grade_words
        key = f"{kind}{word.text}"
        stand, said = _word_stand(means, meaning, is_decided=key in self.decided)
        name = shortened(word.text, _LONGEST_NAME)
        goes_into = in_words(means).capitalize() if means is None else in_words(means)
        where = _where(word) if kind == LEVEL else f"{counted(word.count, 'plan', 'plans')}, in the grade"
        return MappedColumn(key, name, where, means, goes_into[:1].upper() + goes_into[1:], None, stand, said)


def _but(table: Mapping[str, str], word: str) -> dict[str, str]:
    """A table without a word, however it is written there."""
    return {held: means for held, means in table.items() if folded_word(held) != folded_word(word)}


def _said_of(table: Mapping[str, str], word: str) -> str | None:
    return next((means for held, means in table.items() if folded_word(held) == folded_word(word)), None)


def _fitting(field: str, id_: str, offer: PastOffer) -> str | None:
    """A marker for another framework: its own where it has it, “marker” where one is to be chosen or is made."""
    framework = offer.frameworks.get(id_)
    if framework is not None and marker_of(field) in framework:
        return field
    return MARKER + (REVERSED if field.endswith(REVERSED) else "")


def _unknown_first(found: Mapping[SheetWord, Meaning]) -> Iterator[tuple[SheetWord, Meaning]]:
    yield from sorted(
        found.items(), key=lambda one: (one[1].sureness > Sureness.DOUBTFUL, one[1].sureness, -one[0].count)
    )


def _where(word: SheetWord) -> str:
    columns = [shortened(one_line(heading), 40) for heading in word.headings[:_NAMED_COLUMNS]]
    more = f" and {len(word.headings) - _NAMED_COLUMNS} more" if len(word.headings) > _NAMED_COLUMNS else ""
    return f"{counted(word.count, 'cell', 'cells')}: {', '.join(columns)}{more}"


def _stand(guess: Guess, field: str | None, problem: Problem | None, *, is_decided: bool) -> tuple[Stand, str]:
    if problem is not None:
        return (Stand.FAULT if problem.severity == "error" else Stand.DOUBT), problem.message
    if field is None and guess.field is not None:
        return Stand.OUT, "You left it out."
    if field is None:
        return (Stand.DOUBT if guess.idea is not None and not is_decided else Stand.OUT), guess.why
    if field != guess.field:
        return Stand.CHOSEN, "You chose it."
    return (Stand.SURE if guess.confidence is Confidence.SURE else Stand.LIKELY), guess.why


def _word_stand(means: str | None, meaning: Meaning, *, is_decided: bool) -> tuple[Stand, str]:
    if means is None:
        return Stand.FAULT, meaning.why
    if is_decided or means != meaning.means:
        return Stand.CHOSEN, "You chose it."
    by_sureness = {Sureness.SURE: Stand.SURE, Sureness.LIKELY: Stand.LIKELY}
    return by_sureness.get(meaning.sureness, Stand.DOUBT), meaning.why


def begun(offer: PastOffer) -> PastDraft:
    """A draft as guessed, or as the mapping remembered for these headings has it."""
    first = offer.remembered[0] if offer.remembered else None
    return guessed(offer) if first is None else kept(offer, first.mapping, first.name)


def guessed(offer: PastOffer) -> PastDraft:
    """A draft as guessed, whatever is remembered."""
    mapping = offer.guessed()
    return PastDraft(offer, mapping, offer.check(mapping))


def kept(offer: PastOffer, mapping: PastMapping, source: str) -> PastDraft:
    """A draft as a mapping that was made before has it."""
    known = set(map(squeezed, mapping.columns))
    headings = (heading for heading in offer.columns.headings if squeezed(heading) in known)
    filled = offer.filled_from(mapping)
    return PastDraft(offer, filled, offer.check(filled), source, frozenset(headings))
