"""Guessing what the columns of a wide sheet of past audits are, from headings and cells together; pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from audit_app.intake.cells import squeezed
from audit_app.intake.mapping_columns import FileColumn
from audit_app.intake.mapping_content import are_people, are_post_codes, are_upns, is_long_text, share_of
from audit_app.intake.mapping_guess import Confidence, Guess, Showing
from audit_app.intake.mapping_heading import Aside, HeadingReader
from audit_app.intake.past_dates import is_audit_date
from audit_app.intake.past_mapping import FIELDS, MARKER
from audit_app.intake.past_words import Sureness, grade_meanings, level_meanings, number_scale
from resources.past_audits import LevelWords, past_heading_words

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "plan_ref": "Plan reference",
        "audit_date": "Date of the audit",
        "reviewer": "Auditor",
        "agency": "Agency of the auditor",
        "round": "Round",
        "grade": "Grade of the plan",
        "evidence": "Evidence for the marker to its left",
    }
)
_ASKING: Final = frozenset(("is", "are", "was", "were", "does", "do", "did", "has", "have", "can", "will"))
_LIKELY, _CERTAIN = 0.6, 0.9
_MOST_FIT: Final = 0.8
MOST_WORDS: Final = 60
"""From so many different texts on, a column is text and no marker."""
_MOST_WORDS: Final = 12
_OFTEN: Final = 3
_LONGEST_WORD: Final = 40
_LARGEST_NUMBER: Final = 10
_ASIDES: Final[Mapping[Aside, str]] = MappingProxyType(
    {
        Aside.NAME: "Names are not needed: they are left out and not shown here.",
        Aside.PRIVATE: "It tells of a person and no audit needs it: it is left out and not shown here.",
        Aside.TEXT: "Text that was written freely may name a child: it is left out and not shown here.",
        Aside.OTHER: "It is no question, and what can be worked out is worked out anew: it is left out.",
    }
)


def past_heading_reader() -> HeadingReader:
    """The reader of headings of past audits; our own headings are certain."""
    own = {squeezed(written): name for name, label in LABELS.items() for written in (name, label)}
    return HeadingReader(past_heading_words(), own)


def is_known_heading(reader: HeadingReader, heading: str) -> bool:
    """Whether a heading is one of a field."""
    return any(isinstance(name, str) and score >= _LIKELY for name, score in reader.scores(heading).items())


def guess_past(columns: Sequence[FileColumn], reader: HeadingReader, words: LevelWords) -> tuple[Guess, ...]:
    """Guess each column of a sheet: a field, which goes to one column alone, else a marker, else left out."""
    tests = _tests(words)
    found: dict[str, list[tuple[float, int]]] = {}
    for at, column in enumerate(columns):
        for name, score in reader.scores(column.heading).items():
            if isinstance(name, str) and score >= _LIKELY and (fit := tests[name](column)) > 0:
                found.setdefault(name, []).append((score * fit, at))
    given: dict[int, tuple[str, float]] = {}
    for name in FIELDS:
        for score, at in sorted(found.get(name, ()), key=lambda one: (-one[0], one[1])):
            if score >= 0.5 and at not in given and _best_for(reader, columns[at].heading, name):
                given[at] = (name, score)
                break
    return tuple(
        _of_field(column, *given[at], reader) if at in given else _of_rest(column, reader, words)
        for at, column in enumerate(columns)
    )


def _best_for(reader: HeadingReader, heading: str, name: str) -> bool:
    """Whether no other meaning of the heading is much likelier."""
    scores = reader.scores(heading)
    return scores[name] >= max(scores.values()) - 0.1


def _tests(words: LevelWords) -> Mapping[str, Callable[[FileColumn], float]]:
    """How well the cells of a column suit each field, from 0 to 1."""

    def is_grade(text: str) -> bool:
        return grade_meanings([text], words)[text].sureness > Sureness.NONE

    return {
        "plan_ref": lambda column: 0.0 if column.texts and share_of(column, is_audit_date) > 0.5 else 1.0,
        "audit_date": lambda column: share_of(column, is_audit_date) if column.texts else 1.0,
        "reviewer": lambda column: 0.0 if _share_of_levels(column, words) > 0.5 or is_long_text(column) else 1.0,
        "agency": lambda column: (
            0.5 + share_of(column, lambda text: squeezed(text).replace("_", " ") in words.agencies) / 2
        ),
        "round": lambda column: 0.0 if _share_of_levels(column, words) > 0.5 else 1.0,
        "grade": lambda column: share_of(column, is_grade) if column.texts else 1.0,
        "evidence": lambda _: 0.0,
    }


def _share_of_levels(column: FileColumn, words: LevelWords) -> float:
    """Which share of the cells holds words of levels; numbers only from 0 to 10. Of many different texts none does."""
    if len(column.values) > MOST_WORDS:
        return 0.0
    numbers = number_scale([text for text, _ in column.values])
    if any(float(text) > _LARGEST_NUMBER for text in numbers):
        return 0.0
    meanings = level_meanings((text for text, _ in column.values), words)
    return share_of(column, lambda text: meanings[text].sureness >= Sureness.DOUBTFUL)


def _of_field(column: FileColumn, name: str, score: float, reader: HeadingReader) -> Guess:
    sure = score >= _CERTAIN or reader.is_own(column.heading)
    values = "and its values suit it" if column.texts else "but it has no values"
    why = f"The heading {'means' if sure else 'may mean'} this, {values}."
    showing = Showing.SHAPE if are_upns(column) else Showing.PLAIN
    return Guess(column.heading, name, Confidence.SURE if sure else Confidence.LIKELY, why, showing)


def _of_rest(column: FileColumn, reader: HeadingReader, words: LevelWords) -> Guess:
    aside = _aside(column, reader)
    share = _share_of_levels(column, words)
    if aside is not None and (aside is not Aside.TEXT or share < _CERTAIN):
        showing = Showing.PLAIN if aside is Aside.OTHER else Showing.NOTHING
        return Guess(column.heading, None, Confidence.NONE, _ASIDES[aside], showing)
    if not column.texts:
        why = "Nothing stands below the heading." if not column.filled else "Its cells hold no text."
        return Guess(column.heading, None, Confidence.NONE, why, Showing.PLAIN)
    return _of_marker(column, share)


def _aside(column: FileColumn, reader: HeadingReader) -> Aside | None:
    scores = reader.scores(column.heading)
    by_heading = next((aside for aside in Aside if scores.get(aside, 0.0) >= _LIKELY), None)
    if by_heading is not None:
        return by_heading
    tests = ((are_people, Aside.NAME), (are_post_codes, Aside.PRIVATE), (is_long_text, Aside.TEXT))
    return next((aside for test, aside in tests if test(column)), None)


def _of_marker(column: FileColumn, share: float) -> Guess:
    known = round(share * column.texts)
    if share == 1:
        why = f"All {column.texts:,} cells hold words of scores: {_shown(column)}."
        return Guess(column.heading, MARKER, Confidence.SURE, why, Showing.PLAIN)
    if share >= _MOST_FIT:
        why = f"{known:,} of {column.texts:,} cells hold words of scores; the others are asked about."
        return Guess(column.heading, MARKER, Confidence.LIKELY, why, Showing.PLAIN)
    if share > 0 and (_are_few_words(column) or _is_question(column)):
        why = f"A few words, {known:,} of {column.texts:,} of them of scores: {_shown(column)}."
        return Guess(column.heading, MARKER, Confidence.LIKELY, why, Showing.PLAIN)
    if _are_few_words(column):
        why = f"A few words again and again: {_shown(column)}. Perhaps a marker. Choose it if it is."
        return Guess(column.heading, None, Confidence.POSSIBLE, why, Showing.PLAIN, MARKER)
    why = "Neither its heading nor its values are known; they may tell of a child and are not shown here."
    return Guess(column.heading, None, Confidence.NONE, why, Showing.NOTHING)


def _are_few_words(column: FileColumn) -> bool:
    short = all(len(text) <= _LONGEST_WORD for text, _ in column.values)
    few = 1 < len(column.values) <= _MOST_WORDS and column.texts >= _OFTEN * len(column.values)
    return short and few and len(number_scale([text for text, _ in column.values])) < len(column.values)


def _is_question(column: FileColumn) -> bool:
    """Whether the heading asks something and the cells answer shortly."""
    asks = column.heading.endswith("?") or column.heading.split()[0].casefold() in _ASKING
    return asks and len(column.values) <= _MOST_WORDS and all(len(text) <= _LONGEST_WORD for text, _ in column.values)


def _shown(column: FileColumn) -> str:
    return ", ".join(_quoted(column))


def _quoted(column: FileColumn) -> Iterator[str]:
    often = sorted(column.values, key=lambda one: -one[1])
    yield from (f"“{text[:_LONGEST_WORD]}”" for text, _ in often[:4])
    if len(often) > 4:
        yield f"{len(often) - 4} more"
