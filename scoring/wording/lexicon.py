"""The words that tell who delivers, how often, how long and where, as patterns; read from TOML, it reads no plan."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LISTS = (
    *("roles", "qualifications", "nobody", "number_words", "periods", "period_adverbs", "times", "durations"),
    *("not_countable", "places", "oversight", "reviewing", "groups", "general", "named", "professions"),
    *("kinds", "empty", "weak_verbs", "service_words", "measures"),
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists as patterns that find whole words in any case; `general` and `empty` as sets of words in lower case.

    `amount` is a number with its unit: “20 minutes”, “twice”, “three sessions”. `how_often` is a number in a period:
    “twice a week”, “daily”, “3 x per term”. `how_long` is a duration. `ratio` is “1:3”, “group of up to four”.
    `place` is a place or time with its preposition: “in the library”.
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
    kind: re.Pattern[str]
    general: frozenset[str]
    empty: frozenset[str]
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
    return _lexicon(record)


def _lexicon(record: Mapping[str, list[str]]) -> Lexicon:
    number = rf"(?:\d+(?:[.,]\d+)?|(?:{_any(record['number_words'])})(?!\w))"  # “a” begins many a word
    times, durations = _any(record["times"]), _any(record["durations"])
    span = rf"(?:\d+(?:[.,]\d+)?\s*(?:-|–|to)\s*)?{number}[\s-]*"
    return Lexicon(
        role=_words(record["roles"], plural=True),
        qualification=_words(record["qualifications"]),
        nobody=_words(record["nobody"]),
        amount=_bounded(rf"(?:{span}(?:{times}|{durations})|once|twice)"),
        how_often=_bounded(_often(record, number)),
        how_long=_bounded(
            rf"(?<!every )(?<!each )(?<!within )(?:{span}(?:{durations})|(?:half|full|whole)[\s-](?:a\s)?days?"
            rf"|(?:half|quarter)[\s-]hours?|hour[\s-]long|full[\s-]time|all\s+day"
            rf"|(?<!on ){number}\s+days?\s+(?:a|per|each|every)\s+(?:week|fortnight)"
            r"|\d{1,2}[.:]\d\d\s*(?:-|–|to|until)\s*\d{1,2}[.:]\d\d"
            r"|(?:from|between)\s+\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm)?\s*(?:-|–|to|until|and)\s*\d{1,2}(?:[.:]\d\d|\s*[ap]m))"
        ),
        ratio=_bounded(_ratio(record, number)),
        not_countable=_words(record["not_countable"], plural=True),
        place=_bounded(_where(record)),
        oversight=_words(record["oversight"]),
        reviewing=_words(record["reviewing"]),
        named=_words(record["named"], plural=True),
        profession=_words(record["professions"], plural=True),
        weak_verb=_words(record["weak_verbs"]),
        service=_words(record["service_words"]),
        measure=_words(record["measures"]),
        kind=_words(record["kinds"]),
        empty=frozenset(word.casefold() for word in record["empty"]),
        general=frozenset(word.casefold() for word in record["general"]),
        roles_with=_by_word(record["roles"]),
    )


def _often(record: Mapping[str, list[str]], number: str) -> str:
    """Two sessions a week, twice weekly, every other Friday, before each meal, on Mondays, daily."""
    adverbs, periods, durations = (_any(record[name]) for name in ("period_adverbs", "periods", "durations"))
    per = rf"(?:per|a|an|each|every|in a|in each|in every)\s+(?:school\s+|calendar\s+)?(?:{periods})s?"
    return "|".join(
        (
            rf"{number}\s*(?:(?:x|times|-)\s*)?(?:[\w-]+[\s,]+){{0,5}}?{per}",
            rf"(?:once|twice|thrice|one|two|three|four|five|\d+)\s*(?:x|times)?\s*(?:{per}|{adverbs})",
            rf"(?:each|every)\s+(?:other\s+|single\s+)?(?:{number}\s+)?(?:(?!one\b|time\b)[\w-]+\s+){{0,2}}?"
            rf"(?:{periods}|{durations}|weeks|months|days|terms)s?",
            r"(?:before|after|at|during|in|for)\s+(?:each|every)\s+[\w-]+",
            rf"on\s+(?:a\s+(?:{adverbs})\s+basis|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)|monday\s+to\s+friday",
            rf"(?:once|twice|thrice|{number}\s+times)\s+(?:in|every|over)\s+(?:{number}\s+)?(?:{periods})s?",
            rf"{number}\s+(?:[\w-]+\s+){{0,2}}?(?:{_any(record['times'])})(?:\s+(?!and\b)[\w-]+){{0,4}}?"
            r"\s+(?:in|during|over)\s+(?:the|each|every|a|one)\s+(?:(?:autumn|spring|summer|school|academic)\s+)?(?:term|year)",
            r"at\s+the\s+(?:start|end|beginning|close)\s+of\s+(?:the|each|every)\s+(?:school\s+)?(?:day|lesson|session)",
            r"mid[\s-]?(?:morning|afternoon)s?|annual(?!\s+reviews?)",
            adverbs,
        )
    )


def _ratio(record: Mapping[str, list[str]], number: str) -> str:
    """1:3, one to one, a group of up to four, with two other children."""
    most = r"(?:up to|no more than|at most|a maximum of|maximum|max\.?|fewer than|not more than)?"
    people = r"(?:pupils?|peers?|children|students?|others?|young people|learners)"
    times, durations = _any(record["times"]), _any(record["durations"])
    return "|".join(
        (
            r"\d+\s*:\s*\d+|\d\s+to\s+\d(?=\s+(?:support|ratio|teaching|sessions?))",
            _any(record["groups"]),
            r"individual\s+(?:(?!plan|programme|needs?|targets?|timetable|health)[\w-]+\s+){0,4}?"
            r"(?:therapy|tuition|teaching|sessions?|lessons?|support|work|coaching|mentoring|counselling)",
            rf"(?:group|class)(?:es|s)?\s*(?:size|work|tuition|teaching|sessions?|lessons?)?\s*\(?(?:of|with|for|:)?"
            rf"\s*{most}\s*{number}"
            rf"(?!\s*(?:{durations}|{times}))",
            rf"(?:up to|no more than|at most|a maximum of|fewer than|not more than)\s+{number}\s+(?:other\s+)?{people}",
            rf"(?:with|alongside|for|of)\s+{most}\s*(?:\d|{_any(record['number_words'])})\s+(?:other\s+)?{people}",
        )
    )


def _where(record: Mapping[str, list[str]]) -> str:
    """In the library, at home, during lessons; not “at the start of”, not “in a class of eight”."""
    return (
        r"(?:in|at|on|within|during|outside|across|throughout|around|into|over)\s+"
        r"(?:(?!start|end|beginning|of|for|group|classes?\s+of)[\w’'-]+\s+){0,3}?"
        rf"(?:{_any(record['places'])})(?!\s+(?:of\s+(?:up|no|\d|\w+\s+pupils)|staff|nurse|day\s+and|week|year|term))"
        r"|\d+\s+weeks\s+(?:a|per|of the)\s+year|home\s+(?:visits?|tuition)"
        rf"|visits?\s+to\s+(?:[\w’'-]+\s+){{0,3}}?(?:{_any(record['places'])})"
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
