"""The words by which a reading copy is made, read from TOML: labels, titles, relations, ordinary words; no plan."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scoring.copies.kinds import Kind

GAP: Final = r"[\s.,_-]{0,3}"
"""What may stand between two words that belong together, and between the halves of a double name."""

LETTER: Final = r"[^\W\d_]"
CAPITAL: Final = r"(?:[A-Z]|(?![A-Za-z])[^\W\d_])"
"""A capital, or a letter of a script in which the app does not know any."""

_WORD: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label's words must and may be for the value beside it to be of a kind."""

    kind: Kind
    needs: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that the list says; patterns are for folded text."""

    left_out: re.Pattern[str]
    labels: tuple[Label, ...]
    nobody: frozenset[str]
    titles: tuple[str, ...]
    family_titles: frozenset[str]
    relations: Mapping[Kind, tuple[str, ...]]
    professions: tuple[str, ...]
    streets: tuple[str, ...]
    buildings: tuple[str, ...]
    schools: tuple[str, ...]
    also_words: frozenset[str]
    ordinary: frozenset[str]

    def is_ordinary(self, word: str) -> bool:
        """Whether a word is one of plans and of everyday language, so that it is hardly a name."""
        return word.casefold() in self.ordinary

    def is_word_too(self, word: str) -> bool:
        """Whether a name in small letters would be an ordinary word, so that it counts with a capital alone."""
        return word.casefold() in self.also_words or self.is_ordinary(word)

    def kind_of_label(self, words: str) -> Kind | None:
        """What a label of these folded words asks for; None where it is no label of the list."""
        said = set(_WORD.findall(words.casefold())) | set(re.findall(r"\d", words))
        return next((one.kind for one in self.labels if said & one.needs and said <= one.words), None)


def vocabulary_of(text: str, ordinary_texts: Iterable[str] = ()) -> Vocabulary:
    """The list that a TOML text states; words in lower case of further texts count as ordinary too.

    Raises ValueError where it states none.
    """
    try:
        record = tomllib.loads(text)
        ordinary = set(record["ordinary"]["words"].split())
        for one in ordinary_texts:
            ordinary.update(re.findall(r"(?<![A-Za-z])[a-z]+", one))
        relations = record["relations"]
        return Vocabulary(
            _left_out(record["left_out"]),
            tuple(_label(one, record["labels"]["filler"]) for one in record["label"]),
            frozenset(record["nobody"]["words"]),
            tuple(record["titles"]["words"]),
            frozenset(record["titles"]["family"]),
            {Kind.PARENT: relations["parent"], Kind.STAFF: relations["staff"], Kind.NAME: relations["other"]},
            tuple(record["professions"]["words"]),
            tuple(record["places"]["streets"]),
            tuple(record["places"]["buildings"]),
            tuple(record["places"]["schools"]),
            frozenset(record["also_words"]["words"].split()),
            frozenset(ordinary),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise ValueError(f"The list for reading copies cannot be read: {error}.") from None


def either(words: Sequence[str]) -> str:
    """A pattern of one of these, the longest first, blanks of any kind between the words of one."""
    parts = (r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", one))) for one in words)
    return "(?:" + "|".join(sorted(parts, key=len, reverse=True)) + ")"


def alone(pattern: str) -> str:
    """The pattern where no letter or figure stands beside it."""
    return rf"(?<![^\W_]){pattern}(?![^\W_])"


def _left_out(record: Mapping[str, Any]) -> re.Pattern[str]:
    acts = "|".join(str(number) for number in record["acts"])
    # "s 47", "s.47", "section 47", "sec. 47"; a blank may stand between any two of its parts
    parts = [
        rf"(?i:{either(record['any_case'])})",
        either(record["as_written"]),
        rf"(?i:s(?:ec(?:tion)?)?s?[\s.]{{0,3}}(?:{acts}))",
    ]
    return re.compile(alone("(?:" + "|".join(parts) + ")"))


def _label(record: Mapping[str, Any], filler: Iterable[str]) -> Label:
    needs = frozenset(record["needs"])
    return Label(Kind(record["kind"]), needs, needs | frozenset(record["words"]) | frozenset(filler))
