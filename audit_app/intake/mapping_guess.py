"""Guessing what the columns of a file are, from headings and content together; pure, it reads no file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from typing import Final

from audit_app.intake.child_keys import tells_child
from audit_app.intake.mapping_columns import FileColumn
from audit_app.intake.mapping_content import (
    are_people,
    are_post_codes,
    are_ten_digits,
    are_upns,
    fit,
    is_long_text,
    shapes,
    uniqueness,
)
from audit_app.intake.mapping_heading import Aside, HeadingReader, Meaning
from audit_app.intake.mapping_reasons import (
    aside_reason,
    idea_reason,
    key_part_reason,
    reason,
    rival_reason,
    shape_reason,
    unknown_reason,
)

_KEYS: Final = ("plan_ref", "match_key", "uln")
_SURNAMES: Final = frozenset(("surname", "lastname", "familyname", "legalsurname", "childsurname", "pupilsurname"))
_FORENAMES: Final = frozenset(("forename", "firstname", "givenname", "legalforename", "childforename", "pupilforename"))
_SURE, _LIKELY, _POSSIBLE = 0.85, 0.6, 0.4
_WITHOUT_VALUES, _SHAPE_ALONE, _BOTH = 0.85, 0.7, 0.1
_LEAST_SHAPE: Final = 0.8
_SECOND_CHOICE: Final = 0.1
_ENOUGH_ROWS: Final = 3


class Confidence(IntEnum):
    """How certain a guess is; a column is put into a field from LIKELY on."""

    NONE = 0
    POSSIBLE = 1
    LIKELY = 2
    SURE = 3

    @property
    def words(self) -> str:
        """“Sure”, “Likely”, “Possible”, or nothing."""
        return self.name.capitalize() if self else ""


class Showing(Enum):
    """How much of a column's values may be shown to whoever maps it: names and keys of children never are."""

    PLAIN = "plain"
    YEAR = "year"
    SHAPE = "shape"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for: the field it goes into (None: left out), how certain, and why, in a sentence.

    `idea` is a field that it could be where none is certain enough or another column has it.
    """

    heading: str
    field: str | None
    confidence: Confidence
    why: str
    showing: Showing
    idea: str | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A column that may be a field: how well its heading suits it, and both heading and values, from 0 to 1."""

    column: int
    field: str
    heading: float
    score: float


def guess(columns: Sequence[FileColumn], reader: HeadingReader) -> tuple[Guess, ...]:
    """Guess the field of each column; no field is given to two columns, and the one that lost it is told so."""
    meanings = [reader.scores(column.heading) for column in columns]
    asides = [_aside(column, scores) for column, scores in zip(columns, meanings, strict=True)]
    found = [
        [] if asides[at] is not None else sorted(_candidates(at, column, meanings[at], reader), key=_best_first)
        for at, column in enumerate(columns)
    ]
    given = _given(found)
    holders = {one.field: columns[one.column].heading for one in given.values()}
    guesses = [
        _of_aside(column, aside)
        if aside is not None
        else _of_field(column, given[at], is_own=reader.is_own(column.heading))
        if at in given
        else _of_none(column, found[at], holders)
        for at, (column, aside) in enumerate(zip(columns, asides, strict=True))
    ]
    return _with_key_idea(columns, _with_names_as_key(columns, guesses))


def has_key(headings: Iterable[str], reader: HeadingReader) -> bool:
    """Whether one of these headings probably is a plan reference or a match key."""
    return any(reader.scores(heading).get(name, 0.0) >= _LIKELY for heading in headings if heading for name in _KEYS)


def _aside(column: FileColumn, scores: Mapping[Meaning, float]) -> Aside | None:
    """What a column is that no field wants: by its heading, else by names, post codes or long texts in it."""
    best = max((score for name, score in scores.items() if isinstance(name, str)), default=0.0)
    for aside in Aside:
        if scores.get(aside, 0.0) >= max(_LIKELY, best + 0.01):
            return None if aside is Aside.OTHER and are_upns(column) else aside
    if best >= _LIKELY:
        return None
    tests: tuple[tuple[Callable[[FileColumn], bool], Aside], ...] = (
        (are_people, Aside.NAME),
        (are_post_codes, Aside.PRIVATE),
        (is_long_text, Aside.TEXT),
    )
    return next((aside for test, aside in tests if test(column)), None)


def _candidates(
    at: int, column: FileColumn, scores: Mapping[Meaning, float], reader: HeadingReader
) -> Iterator[_Candidate]:
    if reader.is_own(column.heading):  # whatever stands in it: what is wrong with it is then a fault
        yield from (_Candidate(at, str(name), 1.0, 1.0) for name in scores)
        return
    by_shape = shapes(column) if column.rows >= _ENOUGH_ROWS else {}
    for name in {*(name for name in scores if isinstance(name, str)), *by_shape}:
        heading = scores.get(name, 0.0)
        shape = by_shape.get(name, 0.0)
        if heading < _POSSIBLE and shape < _LEAST_SHAPE:
            continue
        together = heading * (0.35 + 0.65 * fit(column, name)) if column.texts else heading * _WITHOUT_VALUES
        alone = shape * _SHAPE_ALONE if shape >= _LEAST_SHAPE else 0.0
        score = max(together, alone) + (_BOTH if min(heading, shape) >= _POSSIBLE else 0.0)
        if score >= _POSSIBLE:
            yield _Candidate(at, name, heading, min(score, 1.0))


def _best_first(candidate: _Candidate) -> tuple[float, str]:
    return -candidate.score, candidate.field


def _given(found: Sequence[Sequence[_Candidate]]) -> dict[int, _Candidate]:
    """The best candidates first, each field and each column once; a column takes no choice far below its best."""
    every = sorted((one for ones in found for one in ones), key=lambda one: (-one.score, one.column, one.field))
    given: dict[int, _Candidate] = {}
    taken: set[str] = set()
    for one in every:
        if one.score < _LIKELY or one.column in given or one.field in taken:
            continue
        if one.score >= found[one.column][0].score - _SECOND_CHOICE:
            given[one.column] = one
            taken.add(one.field)
    return given


def _of_field(column: FileColumn, one: _Candidate, *, is_own: bool) -> Guess:
    confidence = Confidence.SURE if one.score >= _SURE else Confidence.LIKELY
    by_heading = one.heading >= _POSSIBLE
    why = reason(column, one.field, one.heading, is_own=is_own) if by_heading else shape_reason(one.field)
    return Guess(column.heading, one.field, confidence, why, _showing(column, one.field))


def _of_aside(column: FileColumn, aside: Aside) -> Guess:
    showing = _showing(column) if aside is Aside.OTHER else Showing.NOTHING
    return Guess(column.heading, None, Confidence.NONE, aside_reason(aside), showing)


def _of_none(column: FileColumn, found: Sequence[_Candidate], holders: Mapping[str, str]) -> Guess:
    if not found:
        return Guess(column.heading, None, Confidence.NONE, unknown_reason(column), _showing(column))
    best = found[0]
    holder = holders.get(best.field)
    why = rival_reason(best.field, holder) if holder is not None else idea_reason(column, best.field)
    return Guess(column.heading, None, Confidence.POSSIBLE, why, _showing(column, best.field), best.field)


def _showing(column: FileColumn, field: str = "") -> Showing:
    if field in ("surname", "forename"):
        return Showing.NOTHING
    if field in ("match_key", "uln") or are_upns(column) or are_ten_digits(column):
        return Showing.SHAPE
    return Showing.YEAR if field == "date_of_birth" else Showing.PLAIN


def _with_names_as_key(columns: Sequence[FileColumn], guesses: Sequence[Guess]) -> list[Guess]:
    """Where no column has the case system's number, surname and forename help to know a child again; see the reason."""
    fields = [one.field for one in guesses]
    found = list(guesses)
    if "plan_ref" in fields or "date_of_birth" not in fields:
        return found
    for field, headings in (("surname", _SURNAMES), ("forename", _FORENAMES)):
        at = next((at for at, one in enumerate(columns) if _joined(one.heading) in headings), None)
        if at is None:
            return list(guesses)
        found[at] = replace(
            found[at], field=field, confidence=Confidence.LIKELY, why=key_part_reason(field), showing=Showing.NOTHING
        )
    return found


def _joined(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalpha())


def _with_key_idea(columns: Sequence[FileColumn], guesses: Sequence[Guess]) -> tuple[Guess, ...]:
    """Where no column is a key, name the first one that could be: each of its values stands once, in every row."""
    if tells_child([one.field for one in guesses if one.field is not None]):
        return tuple(guesses)
    found = list(guesses)
    for at, (column, one) in enumerate(zip(columns, guesses, strict=True)):
        if one.confidence is Confidence.NONE and one.showing is not Showing.NOTHING and _could_be_key(column):
            why = idea_reason(column, "plan_ref")
            found[at] = replace(one, confidence=Confidence.POSSIBLE, why=why, idea="plan_ref")
            break
    return tuple(found)


def _could_be_key(column: FileColumn) -> bool:
    return column.texts == column.rows >= _ENOUGH_ROWS and uniqueness(column) == 1
