"""Where the people and schools that are known stand in a plan: whole, first name alone, in capitals, possessive."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scoring.copies.folding import Whole, plain
from scoring.copies.kinds import Hit, Kind
from scoring.copies.people import Person
from scoring.copies.vocabulary import GAP, Vocabulary, either

_SHORT: Final = 2
"""A name of no more letters is found with its capital alone: “Al” is not every “al”."""
_SPLIT: Final = re.compile(r"[^\W\d_]+")
_WITH_S: Final = r"(?=(?:'?s)?(?![^\W\d_]))"
"""A name may have an s: “Sam's”, “Sams”."""


@dataclass(frozen=True, slots=True)
class _Word:
    """Something to look for: its pattern, and what a place of it is."""

    pattern: str
    kind: Kind
    why: str
    sure: bool
    name: str


def name_hits(whole: Whole, people: Iterable[Person], vocabulary: Vocabulary) -> Iterator[Hit]:
    """Every place of every name, the whole of it and each of its words."""
    yield from _places(whole, _words_of(people, vocabulary).values(), vocabulary)


def school_hits(whole: Whole, schools: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> Iterator[Hit]:
    """Every place of a school's name, given with why it is known; what is left without “School” is doubtful alone."""
    kinds = {one.casefold() for one in vocabulary.schools}
    words: list[_Word] = []
    for name, why in schools:
        parts = re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain(name))
        own = [one for one in parts if one.casefold() not in kinds and not vocabulary.is_ordinary(one)]
        if not parts or parts[0].casefold() in vocabulary.nobody:
            continue
        if not own:  # “Hope House”, or only “Primary school”
            pattern = f"(?:{_run(parts)}|{_run([one.upper() for one in parts])})"
            words.append(_Word(pattern, Kind.SCHOOL, why, False, "".join(parts).casefold()))
            continue
        words.append(_Word(_run(parts), Kind.SCHOOL, why, True, "".join(parts).casefold()))
        short = parts[: max(number for number, one in enumerate(parts) if one in own) + 1]
        if short != parts and len("".join(short)) > _SHORT:
            words.append(_Word(_run(short), Kind.SCHOOL, "part of the school's name", False, "".join(short).casefold()))
    yield from _places(whole, words, vocabulary)


def schools_in(whole: Whole, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Names that end as those of schools do: “Larkmere Primary School”."""
    ends = either([one for one in vocabulary.schools if one[0].isupper()])
    pattern = re.compile(
        rf"(?<![^\W_])(?:[A-Z][\w'.&-]*[ \n]+(?:of[ \n]+|the[ \n]+|and[ \n]+)*){{1,6}}{ends}(?![^\W_])"
    )
    for found in pattern.finditer(whole.folded.text):
        words = found[0].split()
        while words and (vocabulary.is_ordinary(words[0].strip("'.&")) or not words[0][0].isupper()):
            words.pop(0)
        if len(words) > 1:
            yield " ".join(words), "ends as a school's name does"


def words_hits(whole: Whole, words: str, kind: Kind, why: str, *, sure: bool = True) -> Iterator[Hit]:
    """Every place of some words, in any case."""
    parts = re.findall(r"[^\W_]+", plain(words))
    if parts:
        pattern = re.compile(_bounded(_run(parts)), re.IGNORECASE)
        yield from _matches(whole, pattern, kind, why, sure, "".join(parts).casefold())


def _words_of(people: Iterable[Person], vocabulary: Vocabulary) -> dict[str, _Word]:
    """What to look for, the first kind of a word standing."""
    listed = list(people)
    found: dict[str, _Word] = {}
    for one in listed:
        if len(one.words) > 1:
            pattern = f"(?:{_run(one.words)}|{_run((one.words[-1], *one.words[:-1]))})"
            found.setdefault(one.full.casefold(), _Word(f"(?i:{pattern})", one.kind, one.why, True, _key(one.full)))
    for one in listed:
        for number, word in enumerate(one.words):
            if len(word) < 2 or word.islower() or word in vocabulary.titles:
                continue
            is_surname = number == len(one.words) - 1 > 0
            kind = Kind.NAME if is_surname and one.kind in (Kind.CHILD, Kind.PARENT) else one.kind
            is_ordinary = vocabulary.is_ordinary(word)
            sure = not is_ordinary or (one.kind is Kind.CHILD and not is_surname)
            why = f"part of a name: it {one.why}" if len(one.words) > 1 else one.why
            found.setdefault(
                word.casefold(),
                _Word(_one(word, with_capital=vocabulary.is_word_too(word)), kind, why, sure, _key(word)),
            )
    return found


def _one(word: str, *, with_capital: bool) -> str:
    """The pattern of one word: in any case, or with its capital alone where it is an ordinary word too."""
    if not with_capital and len(word) > _SHORT:
        return f"(?i:{_run((word,))})"
    forms = dict.fromkeys((word, word[0].upper() + word[1:].lower(), word.upper()))
    return "(?:" + "|".join(_run((one,)) for one in forms) + ")"


def _run(words: Iterable[str]) -> str:
    """Words one after the other, whatever stands between them and between the halves of a double name."""
    return GAP.join(GAP.join(map(re.escape, _SPLIT.findall(one))) or re.escape(one) for one in words)


def _bounded(pattern: str) -> str:
    return rf"(?<![^\W_]){pattern}(?![^\W_])"


def _key(words: str) -> str:
    return "".join(_SPLIT.findall(words)).casefold()


def _places(whole: Whole, words: Iterable[_Word], vocabulary: Vocabulary) -> Iterator[Hit]:
    title = rf"(?:(?<![^\W_]){either(vocabulary.titles)}\.?[\s]{{1,2}})?"
    for one in words:
        is_name = one.kind is not Kind.SCHOOL
        start = rf"{title}(?<![^\W\d_])" if is_name else r"(?<![^\W_])"
        flags = re.IGNORECASE if not is_name and one.sure else 0
        pattern = re.compile(f"{start}{one.pattern}{_WITH_S}", flags)
        yield from _matches(whole, pattern, one.kind, one.why, one.sure, one.name)


def _matches(whole: Whole, pattern: re.Pattern[str], kind: Kind, why: str, sure: bool, name: str) -> Iterator[Hit]:
    for folded in whole.both:
        for found in pattern.finditer(folded.text):
            start, end = folded.span(*found.span())
            yield Hit(kind, start, end, why, sure, name)
