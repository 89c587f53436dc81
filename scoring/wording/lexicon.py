"""The words that tell who delivers, how often, how long and where, as patterns; read from TOML, it reads no plan."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LISTS = (
    *("roles", "qualifications", "nobody", "number_words", "periods", "period_adverbs", "times", "durations"),
    *("not_countable", "places", "oversight", "reviewing", "groups", "general", "named", "professions"),
    *("weak_verbs", "service_words", "measures"),
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists as patterns that find whole words in any case; `general` as a set of words in lower case.

    `amount` is a number with its unit: “20 minutes”, “twice”, “three sessions”. `how_often` is a number in a period:
    “twice a week”, “daily”, “3 x per term”. `how_long` is a duration. `ratio` is “1:3”, “group of up to four”.
    """

    role: re.Pattern[str]
    qualification: re.Pattern[str]
    nobody: re.Pattern[str]
    amount: re.Pattern[str]
    how_often: re.Pattern[str]
    how_long: re.Pattern[str]
    ratio: re.Pattern[str]
    not_countable: re.Pattern[str]
    place: re.Pattern[str]
    oversight: re.Pattern[str]
    reviewing: re.Pattern[str]
    named: re.Pattern[str]
    profession: re.Pattern[str]
    weak_verb: re.Pattern[str]
    service: re.Pattern[str]
    measure: re.Pattern[str]
    general: frozenset[str]
    roles_with: Mapping[str, re.Pattern[str]]
    """For every word that is part of a role's name, in lower case, those roles."""


def lexicon_of(text: str) -> Lexicon:
    """The lexicon that a TOML text states. Raises ValueError with a sentence where a list is missing or empty."""
    try:
        record = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"The lexicon is not valid TOML: {error}.") from None
    lacking = [name for name in _LISTS if not record.get(name)]
    if lacking:
        raise ValueError(f"The lexicon lacks {', '.join(lacking)}. Add a list of words for each.")
    number = rf"(?:\d+(?:[.,]\d+)?|{_any(record['number_words'])})"
    times, durations, periods = (_any(record[name]) for name in ("times", "durations", "periods"))
    per = rf"(?:(?:per|a|an|each|every|in a|in each|in every)\s+)(?:{periods})s?"
    span = rf"(?:\d+(?:[.,]\d+)?\s*(?:-|–|to)\s*)?{number}[\s-]*"
    most = r"(?:up to|no more than|at most|a maximum of|maximum|max)?"
    often = (
        rf"(?:{number}\s*(?:{times})?\s*(?:,|of\s+[\w\s-]{{1,30}}?)?\s*{per}"
        rf"|(?:once|twice|thrice)\s+{per}|(?:each|every)\s+(?:other\s+)?(?:{periods})"
        rf"|(?:{_any(record['period_adverbs'])})|(?:{span}(?:{durations}))\s+{per})"
    )
    return Lexicon(
        role=_words(record["roles"], plural=True),
        qualification=_words(record["qualifications"]),
        nobody=_words(record["nobody"]),
        amount=_bounded(rf"(?:{span}(?:{times}|{durations})|once|twice)"),
        how_often=_bounded(often),
        how_long=_bounded(rf"{span}(?:{durations})"),
        ratio=_bounded(
            rf"(?:\d+\s*:\s*\d+|\d\s+to\s+\d(?=\s+(?:support|ratio|teaching|sessions?))|{_any(record['groups'])}"
            rf"|groups?\s*(?:size)?\s*\(?(?:of|with|:)?\s*{most}\s*{number}"
            rf"(?!\s*(?:{durations}|{times})))"
        ),
        not_countable=_words(record["not_countable"], plural=True),
        place=_words(record["places"], plural=True),
        oversight=_words(record["oversight"]),
        reviewing=_words(record["reviewing"]),
        named=_words(record["named"], plural=True),
        profession=_words(record["professions"], plural=True),
        weak_verb=_words(record["weak_verbs"]),
        service=_words(record["service_words"]),
        measure=_words(record["measures"]),
        general=frozenset(word.casefold() for word in record["general"]),
        roles_with=_by_word(record["roles"]),
    )


def _by_word(roles: Iterable[str]) -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for role in roles:
        for word in role.casefold().split():
            found.setdefault(word, []).append(role)
    return {word: _words(several, plural=True) for word, several in found.items()}


def _any(words: Iterable[str]) -> str:
    """Any of these words, the longest first; blanks in them stand for any white space."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered)


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def _words(words: Iterable[str], *, plural: bool = False) -> re.Pattern[str]:
    return _bounded(f"(?:{_any(words)}){'s?' if plural else ''}")
