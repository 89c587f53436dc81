"""How much a line of provision amounts to in a school week, in minutes, where it says so; it judges nothing.

A school year has 39 weeks: a term 13, a half term 6.5. “Daily” is five days a week.
"""

import re
from typing import Final

_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS: Final = {word: float(n) for n, word in enumerate(_WORDS, 1)} | {
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "forty-five": 45.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "ninety": 90.0,
    "a": 1.0,
    "an": 1.0,
    "half an": 0.5,
    "half a": 0.5,
    "once": 1.0,
    "twice": 2.0,
    "thrice": 3.0,
}
_MONTH, _HALF_TERM, _TERM, _YEAR = 12 / 39, 2 / 13, 1 / 13, 1 / 39
_DAYS: Final = ("school day", "day", "morning", "afternoon", "lunchtime")
_WEEKLY: Final = ("week", "monday", "tuesday", "wednesday", "thursday", "friday", "weekend")
_PERIODS: Final = (
    dict.fromkeys(_DAYS, 5.0)
    | dict.fromkeys(_WEEKLY, 1.0)
    | {
        "fortnight": 0.5,
        "month": _MONTH,
        "half term": _HALF_TERM,
        "half-term": _HALF_TERM,
        "term": _TERM,
        "year": _YEAR,
    }
)
_ADVERBS: Final = {
    "daily": 5.0,
    "weekly": 1.0,
    "fortnightly": 0.5,
    "monthly": _MONTH,
    "half-termly": _HALF_TERM,
    "half termly": _HALF_TERM,
    "termly": _TERM,
    "annually": _YEAR,
    "yearly": _YEAR,
}


def _any(words: dict[str, float]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_N: Final = rf"(?P<n>\d+(?:\.\d+)?|{_any(_NUMBERS)})"
_DURATION: Final = re.compile(
    rf"(?<!every )(?<!each )(?<![\w.]){_N}[\s-]*(?P<unit>minutes?|mins?|hours?|hrs?)\b", re.IGNORECASE
)
_PERIOD: Final = rf"(?:per|a|an|each|every)\s+(?:school\s+)?(?P<period>{_any(_PERIODS)})s?\b"
_COUNTED: Final = re.compile(
    rf"(?<![\w.]){_N}\s*(?:x|times)?(?:\s+(?!minutes?|mins?|hours?|hrs?)[\w-]+){{0,2}}?"
    rf"(?:\s+(?:(?:of|for|lasting)\s+)?[\w.-]+[\s-]*(?:minutes?|mins?|hours?|hrs?))?,?\s+{_PERIOD}",
    re.IGNORECASE,
)
_COUNTED_ADVERB: Final = re.compile(rf"(?<!\w){_N}\s*(?:x|times)?\s*(?P<adverb>{_any(_ADVERBS)})\b", re.IGNORECASE)
_EVERY_FEW: Final = re.compile(
    rf"\bevery\s+(?:{_N}|(?P<other>other))\s+(?P<period>days?|weeks?|months?|terms?)\b", re.IGNORECASE
)
_EACH: Final = re.compile(rf"\b(?:each|every|per)\s+(?:school\s+)?(?P<period>{_any(_PERIODS)})\b", re.IGNORECASE)
_ADVERB: Final = re.compile(rf"\b(?P<adverb>{_any(_ADVERBS)})\b", re.IGNORECASE)
_STRAIGHT: Final = re.compile(rf"^\s*(?:of\s+[\w\s-]{{1,40}}?\s+)?{_PERIOD}", re.IGNORECASE)


def minutes_a_week(words: str) -> float | None:
    """The minutes in a school week that the words amount to; None where they do not say how long or how often."""
    duration = _DURATION.search(words)
    if duration is None:
        return None
    minutes = _number(duration["n"]) * (60 if duration["unit"].lower().startswith("h") else 1)
    straight = _STRAIGHT.match(words[duration.end() :])
    counted = _COUNTED.search(words)
    if counted is not None and counted.start() < duration.start():
        return minutes * _number(counted["n"]) * _PERIODS[_plain(counted["period"])]
    if straight is not None:
        return minutes * _PERIODS[_plain(straight["period"])]
    often = times_a_week(words[: duration.start()] + " ; " + words[duration.end() :]) or times_a_week(words)
    return None if often is None else minutes * often


def times_a_week(words: str) -> float | None:
    """How many times in a school week the words say; None where they do not."""
    if found := _COUNTED.search(words):
        return _number(found["n"]) * _PERIODS[_plain(found["period"])]
    if found := _COUNTED_ADVERB.search(words):
        return _number(found["n"]) * _ADVERBS[_plain(found["adverb"])]
    if found := _EVERY_FEW.search(words):
        number = 2.0 if found["other"] else _number(found["n"])
        return _PERIODS[_plain(found["period"]).rstrip("s")] / number if number else None
    if found := _EACH.search(words):
        return _PERIODS[_plain(found["period"])]
    if found := _ADVERB.search(words):
        return _ADVERBS[_plain(found["adverb"])]
    return None


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _number(words: str) -> float:
    said = _plain(words)
    return _NUMBERS[said] if said in _NUMBERS else float(said)
